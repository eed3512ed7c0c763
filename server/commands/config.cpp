// `pland config`: what holds for a document and who said so, and the schema of `pland.toml`.
#include "server/config.h"

#include <algorithm>
#include <cstdlib>
#include <fmt/format.h>
#include <iterator>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "analysis/plan/kind.h"
#include "analysis/plan/label.h"
#include "analysis/plan/status.h"
#include "analysis/workspace/path.h"
#include "server/commands/commands.h"
#include "server/config_reader.h"
#include "server/config_schema.h"
#include "server/files.h"
#include "server/setting.h"

namespace pland::server {
namespace {

// Setting, value, source: a line each, in columns.
class Table {
 public:
  void add(std::string setting, std::string value, std::string source) {
    rows_.push_back({std::move(setting), std::move(value), std::move(source)});
  }
  std::string text() const {
    std::size_t setting = 0, value = 0;
    for (const Row& row : rows_) {
      setting = std::max(setting, row.setting.size());
      value = std::max(value, row.value.size());
    }
    std::string out;
    for (const Row& row : rows_)
      out +=
          fmt::format("{:<{}}  {:<{}}  {}\n", row.setting, setting, row.value, value, row.source);
    return out;
  }

 private:
  struct Row {
    std::string setting, value, source;
  };
  std::vector<Row> rows_;
};

// What one file says itself, without those that it extends.
struct Layer {
  std::string name;  // as seen from here
  Setting root;
  Config own;
};

// The files that a file of settings is made of, the ones that win last.
class Layers {
 public:
  Layers(const Config& file, const std::string& here) : here_(here) {
    if (file.path.empty() || !file.text) return;
    std::string_view folder = workspace::directory_of(file.path);
    if (workspace::basename_of(folder) == ".config") folder = workspace::directory_of(folder);
    add(file.path, folder, *file.text, {file.path});
  }

  const std::vector<Layer>& all() const { return layers_; }

  // The name of the last one that says it; empty where none does.
  template <typename Says>
  std::string last(Says&& says) const {
    for (auto layer = layers_.rbegin(); layer != layers_.rend(); ++layer)
      if (says(layer->own)) return layer->name;
    return {};
  }
  // The names of all that say it.
  template <typename Says>
  std::string each(Says&& says) const {
    std::string out;
    for (const Layer& layer : layers_) {
      if (!says(layer.own)) continue;
      out += out.empty() ? "" : ", ";
      out += layer.name;
    }
    return out;
  }

 private:
  void add(const std::string& path, std::string_view folder, std::string_view text,
           std::vector<std::string> extending) {
    ParsedToml parsed = parse_toml(text);
    if (parsed.error) return;
    Layer layer;
    layer.name = workspace::relative_to(path, here_);
    for (SettingMember& member : parsed.root.members) {
      if (member.key != "extends") continue;
      if (member.value.kind == Setting::Kind::string) member.value.items = {member.value};
      for (const Setting& one : member.value.items) extend(one, folder, extending);
    }
    std::erase_if(parsed.root.members,
                  [](const SettingMember& member) { return member.key == "extends"; });
    read_tree(parsed.root, folder, {path}, layer.own);
    layer.root = std::move(parsed.root);
    layers_.push_back(std::move(layer));
  }

  void extend(const Setting& named, std::string_view folder, std::vector<std::string> extending) {
    if (named.kind != Setting::Kind::string) return;
    const std::string path = workspace::join(folder, named.string);
    std::string text;
    if (std::find(extending.begin(), extending.end(), path) != extending.end()) return;
    if (read_file(path, text)) return;
    extending.push_back(path);
    add(path, workspace::directory_of(path), text, std::move(extending));
  }

  std::string here_;
  std::vector<Layer> layers_;
};

const Setting* member_of(const Setting& table, std::string_view key) {
  for (const SettingMember& member : table.members)
    if (member.key == key) return &member.value;
  return nullptr;
}

std::vector<std::string> strings_of(const Setting& value) {
  if (value.kind == Setting::Kind::string) return {value.string};
  std::vector<std::string> out;
  for (const Setting& item : value.items)
    if (item.kind == Setting::Kind::string) out.push_back(item.string);
  return out;
}

class Explanation {
 public:
  Explanation(std::string document, const std::string& here)
      : document_(std::move(document)),
        configs_({}),
        file_(*configs_.file_for(document_)),
        name_(file_.path.empty() ? "" : workspace::relative_to(file_.path, here)),
        layers_(file_, here) {}

  std::string text() {
    if (file_.error)
      throw UserError(fmt::format("{}:{}:{}: {}", name_, file_.error->line, file_.error->column,
                                  file_.error->message));
    std::string out = name_.empty() ? "No pland.toml speaks for this document.\n"
                                    : fmt::format("{} speaks for this document.\n", name_);
    if (const std::string bases = this->bases(); !bases.empty())
      out = fmt::format("{} speaks for this document; it extends {}.\n", name_, bases);
    for (const rules::Finding& finding : file_.findings)
      out += fmt::format("  not understood: {}\n", finding.message);
    add_settings();
    add_vocabulary();
    add_rules();
    return out + "\n" + table_.text();
  }

 private:
  // The other files, the ones that win first.
  std::string bases() const {
    std::string out;
    for (auto layer = layers_.all().rbegin(); layer != layers_.all().rend(); ++layer) {
      if (layer->name == name_ || out.find(layer->name) != std::string::npos) continue;
      out += out.empty() ? "" : ", ";
      out += layer->name;
    }
    return out;
  }

  static std::string or_default(std::string name) { return name.empty() ? "default" : name; }
  template <typename Says>
  std::string source(Says&& says) const {
    return or_default(layers_.last(says));
  }

  void add_settings() {
    std::string problem;
    const plan::Date machine = machine_today(&problem);
    const rules::Settings settings = settings_of(file_, none_, machine);
    const char* environment = std::getenv("PLAND_TODAY");
    const bool told = environment != nullptr && parse_date(environment);
    table_.add(
        "today", plan::to_iso(settings.today),
        told ? "PLAND_TODAY" : source([](const Config& one) { return one.today.has_value(); }));
    table_.add("fiscal-year-start", std::to_string(settings.fiscal_year_start.value_or(1)),
               source([](const Config& one) { return one.fiscal_year_start.has_value(); }));
    const plan::Declared declared = declared_of(file_, none_, document_);
    const std::string_view kind = declared.schema != nullptr
                                      ? std::string_view(declared.schema->name)
                                  : declared.kind ? plan::name(*declared.kind)
                                                  : "by name and content";
    table_.add("kind", std::string(kind), source([&](const Config& one) {
                 return std::any_of(one.kinds.begin(), one.kinds.end(), [&](const auto& entry) {
                   return entry.files.covers(document_);
                 });
               }));
    table_.add("anchor-style", std::string(text::name(declared.anchors)),
               source([](const Config& one) { return one.anchor_style.has_value(); }));
    table_.add("wiki-links", declared.wiki_links ? "true" : "false",
               source([](const Config& one) { return one.wiki_links.has_value(); }));
    std::vector<std::string> locales = file_.locales;
    locales.insert(locales.begin(), "en");
    table_.add("locales", fmt::format("{}", fmt::join(locales, ", ")),
               or_default(layers_.each([](const Config& one) { return !one.locales.empty(); })));
    table_.add("require-reason", file_.require_reason.value_or(false) ? "true" : "false",
               source([](const Config& one) { return one.require_reason.has_value(); }));
    table_.add("respect-gitignore", respects_gitignore(file_, none_) ? "true" : "false",
               source([](const Config& one) { return one.respect_gitignore.has_value(); }));
    table_.add("excluded", excluded(file_, none_, document_) ? "true" : "false",
               source([&](const Config& one) { return excluded(one, none_, document_); }));
  }

  // The words that files say, each with the one that says them. Names and statuses add up, of a
  // scale and of owners the last word counts.
  void add_vocabulary() {
    const auto is_known = [](std::string_view table, std::string_view key) {
      if (table == "labels") return plan::field_role(key) || plan::section_role(key);
      if (table == "statuses") return plan::read_status(key).status.has_value();
      return plan::field_role(key).has_value();
    };
    struct Words {
      std::vector<std::string> words;
      std::string source;
    };
    std::map<std::string, std::vector<Words>> rows;
    const auto add = [&](const std::string& key, const Setting& value, const Layer& layer,
                         bool anew) {
      Words words{strings_of(value), layer.name};
      if (words.words.empty() && !anew) return;
      if (anew) rows[key].clear();
      if (!words.words.empty()) rows[key].push_back(std::move(words));
    };
    for (const Layer& layer : layers_.all()) {
      const Setting* vocabulary = member_of(layer.root, "vocabulary");
      if (vocabulary == nullptr) continue;
      if (const Setting* owners = member_of(*vocabulary, "owners"))
        add("vocabulary.owners", *owners, layer, true);
      for (const char* table : {"labels", "statuses", "scales"}) {
        const Setting* all = member_of(*vocabulary, table);
        if (all == nullptr) continue;
        for (const SettingMember& one : all->members)
          if (is_known(table, one.key))
            add(fmt::format("vocabulary.{}.{}", table, one.key), one.value, layer,
                std::string_view(table) == "scales" && !strings_of(one.value).empty());
      }
    }
    for (const auto& [key, all] : rows)
      for (const Words& one : all)
        table_.add(key, fmt::format("{}", fmt::join(one.words, ", ")), one.source);
  }

  // The rules that are not as they come.
  void add_rules() {
    const rules::Selection selection = selection_of(file_, none_, document_);
    const rules::Selection usual;
    for (const rules::Rule* rule : rules::all_rules()) {
      const auto severity = selection.severity_of(*rule);
      if (severity == usual.severity_of(*rule)) continue;
      table_.add(std::string(rule->name), std::string(severity ? rules::name(*severity) : "off"),
                 reason(*rule, !severity));
    }
  }

  // The last words on it, and whose they are.
  std::string reason(const rules::Rule& rule, bool is_off) const {
    std::string said;
    const auto look = [&](const Layer& layer, const RuleChoice& choice, std::string_view where) {
      for (const auto& [pattern, severity] : choice.severity)
        if (rules::names_rule(pattern, rule))
          said = fmt::format("{}: {}rules.severity.{}", layer.name, where, pattern);
      for (const std::string& pattern : choice.ignore)
        if (is_off && rules::names_rule(pattern, rule))
          said = fmt::format("{}: {}rules.ignore \"{}\"", layer.name, where, pattern);
      if (choice.select && said.empty())
        said = fmt::format("{}: {}rules.select", layer.name, where);
    };
    for (const Layer& layer : layers_.all()) look(layer, layer.own.rules, "");
    for (const Layer& layer : layers_.all())
      for (const Config::Override& one : layer.own.overrides)
        if (one.files.covers(document_)) look(layer, one.rules, "overrides.");
    return said;
  }

  std::string document_;
  Configs configs_;
  const Config& file_;
  std::string name_;
  Layers layers_;
  Config none_;
  Table table_;
};

}  // namespace

void add_config(Verb app) {
  Verb verb = app.verb("config", "Say what settings hold for a document, and why");
  auto file = std::make_shared<std::string>();
  auto schema = std::make_shared<bool>(false);
  Option explain = verb.option("--explain", *file, "The document, there or not yet").type("FILE");
  Option print_schema = verb.flag("--schema", *schema, "Print the JSON schema of pland.toml");
  explain.excludes(print_schema);
  verb.runs([file, schema] {
    if (*schema) {
      print(config_schema());
      return 0;
    }
    if (file->empty()) throw UserError("say --explain FILE, or --schema");
    const std::string here = current_folder();
    print(Explanation(workspace::join(here, *file), here).text());
    return 0;
  });
}

}  // namespace pland::server
