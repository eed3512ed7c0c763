#include "server/config.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fmt/format.h>
#include <utility>

#include "analysis/plan/label.h"
#include "analysis/workspace/path.h"
#include "server/file_rules.h"
#include "server/files.h"
#include "server/setting.h"

namespace pland::server {
namespace {

using namespace std::string_view_literals;

constexpr std::array config_names = {"pland.toml"sv, ".pland.toml"sv, ".config/pland.toml"sv};

// Reads a tree of settings into a Config. What it does not understand is reported where it stands.
class Reader {
 public:
  Reader(Config& out, std::string_view folder) : out_(out), folder_(folder) {}

  void root(const Setting& table) {
    members(table, "",
            {"today", "fiscal-year-start", "anchor-style", "exclude", "respect-gitignore",
             "require-reason", "inlay-hints", "rules", "overrides", "kinds", "kind"},
            [&](const SettingMember& member) {
              const auto& [key, span, value] = member;
              if (key == "today") today(value);
              if (key == "fiscal-year-start") fiscal_year_start(value);
              if (key == "anchor-style") anchor_style(value);
              if (key == "exclude") {
                out_.exclude = {folder_, Patterns(strings(value, "exclude"))};
              }
              if (key == "respect-gitignore") {
                if (expect(value, Setting::Kind::boolean, key, "true or false")) {
                  out_.respect_gitignore = value.boolean;
                }
              }
              if (key == "require-reason") {
                if (expect(value, Setting::Kind::boolean, key, "true or false")) {
                  out_.require_reason = value.boolean;
                }
              }
              if (key == "inlay-hints") inlay_hints(value);
              if (key == "rules") rules(value, "rules", out_.rules);
              if (key == "overrides") {
                each_table(value, key, [&](const Setting& entry) { override_of(entry); });
              }
              if (key == "kinds") kinds(value);
              if (key == "kind") {
                each_table(value, key, [&](const Setting& entry) { kind(entry); });
              }
            });
  }

 private:
  // -- saying what is wrong
  rules::Finding& report(const rules::Rule& rule, Span span, std::string message) {
    return rules::Report(rule, out_.findings).add(span, std::move(message));
  }
  void suggest(rules::Finding& finding, Span span, std::string_view better, bool quoted) {
    if (better.empty()) return;
    finding.message += fmt::format("; did you mean \"{}\"?", better);
    rules::Fix fix;
    fix.title = fmt::format("Change to \"{}\"", better);
    fix.preferred = true;
    fix.edits.push_back({"", span, quoted ? fmt::format("\"{}\"", better) : std::string(better)});
    finding.fixes.push_back(std::move(fix));
  }
  bool expect(const Setting& value, Setting::Kind kind, std::string_view key,
              std::string_view what) {
    if (value.kind == kind) return true;
    report(invalid_setting, value.span, fmt::format("\"{}\" must be {}", key, what));
    return false;
  }

  // -- shapes
  template <typename Visit>
  void members(const Setting& table, std::string_view prefix,
               const std::vector<std::string_view>& known, Visit&& visit) {
    if (table.kind != Setting::Kind::table) {
      report(invalid_setting, table.span,
             fmt::format("\"{}\" must be a table", prefix.empty() ? "pland" : prefix));
      return;
    }
    for (const SettingMember& member : table.members) {
      if (std::find(known.begin(), known.end(), member.key) != known.end()) {
        visit(member);
        continue;
      }
      std::string name = prefix.empty() ? member.key : fmt::format("{}.{}", prefix, member.key);
      rules::Finding& finding =
          report(unknown_setting, member.span, fmt::format("there is no setting \"{}\"", name));
      suggest(finding, member.span, nearest(member.key, known), false);
    }
  }
  template <typename Visit>
  void each_table(const Setting& value, std::string_view key, Visit&& visit) {
    if (!expect(value, Setting::Kind::array, key, fmt::format("written as [[{}]]", key))) return;
    for (const Setting& entry : value.items) visit(entry);
  }
  // One string, or a list of them.
  std::vector<std::string> strings(const Setting& value, std::string_view key) {
    std::vector<std::string> result;
    each_string(value, key, [&](const Setting& one) { result.push_back(one.string); });
    return result;
  }
  template <typename Visit>
  void each_string(const Setting& value, std::string_view key, Visit&& visit) {
    if (value.kind == Setting::Kind::string) return visit(value);
    if (!expect(value, Setting::Kind::array, key, "a list of strings")) return;
    for (const Setting& item : value.items) {
      if (expect(item, Setting::Kind::string, key, "a list of strings")) visit(item);
    }
  }

  // -- the settings
  void today(const Setting& value) {
    out_.today = value.kind == Setting::Kind::string ? parse_date(value.string) : std::nullopt;
    if (out_.today) return;
    report(invalid_setting, value.span, "\"today\" must be a day, written YYYY-MM-DD");
  }

  void fiscal_year_start(const Setting& value) {
    if (value.kind == Setting::Kind::integer && value.integer >= 1 && value.integer <= 12) {
      out_.fiscal_year_start = static_cast<int>(value.integer);
    } else if (auto month = value.kind == Setting::Kind::string ? plan::month_named(value.string)
                                                                : std::nullopt) {
      out_.fiscal_year_start = month;
    } else {
      report(invalid_setting, value.span, "\"fiscal-year-start\" must be a month, 1 to 12");
    }
  }

  void anchor_style(const Setting& value) {
    const std::vector<std::string_view> styles = {"github", "gitlab", "mkdocs"};
    const bool word = value.kind == Setting::Kind::string;
    out_.anchor_style = word ? text::anchor_style_named(value.string) : std::nullopt;
    if (out_.anchor_style) return;
    rules::Finding& finding =
        report(invalid_setting, value.span,
               "\"anchor-style\" must be \"github\", \"gitlab\" or \"mkdocs\"");
    if (word) suggest(finding, value.span, nearest(value.string, styles), true);
  }

  void inlay_hints(const Setting& value) {
    if (value.kind == Setting::Kind::string)
      out_.inlay_hints = features::hint_level_named(value.string);
    if (out_.inlay_hints) return;
    rules::Finding& finding = report(invalid_setting, value.span,
                                     "\"inlay-hints\" must be \"off\", \"minimal\" or \"full\"");
    if (value.kind == Setting::Kind::string)
      suggest(finding, value.span, nearest(value.string, {"off", "minimal", "full"}), true);
  }

  std::vector<std::string> rule_names(const Setting& value, std::string_view key) {
    std::vector<std::string> result;
    each_string(value, key, [&](const Setting& one) {
      if (names_a_rule(one.string)) return result.push_back(one.string);
      rules::Finding& finding =
          report(unknown_setting, one.span, fmt::format("there is no rule \"{}\"", one.string));
      suggest(finding, one.span, nearest_rule(one.string), true);
    });
    return result;
  }

  void severities(const Setting& value, std::string_view key, RuleChoice& choice) {
    if (!expect(value, Setting::Kind::table, key, "a table of rules and severities")) return;
    const std::vector<std::string_view> levels = {"error", "warning", "information", "hint", "off"};
    for (const SettingMember& member : value.members) {
      if (!names_a_rule(member.key)) {
        rules::Finding& finding = report(unknown_setting, member.span,
                                         fmt::format("there is no rule \"{}\"", member.key));
        suggest(finding, member.span, nearest_rule(member.key), false);
        continue;
      }
      const Setting& level = member.value;
      if (level.kind == Setting::Kind::string &&
          std::find(levels.begin(), levels.end(), level.string) != levels.end()) {
        choice.severity[member.key] = level.string;
        continue;
      }
      if (level.kind == Setting::Kind::string && level.string == "info") {
        choice.severity[member.key] = "information";
        continue;
      }
      rules::Finding& finding =
          report(invalid_setting, level.span,
                 "a severity must be \"error\", \"warning\", \"information\", \"hint\" or \"off\"");
      if (level.kind == Setting::Kind::string) {
        suggest(finding, level.span, nearest(level.string, levels), true);
      }
    }
  }

  void rules(const Setting& value, std::string_view key, RuleChoice& choice) {
    members(value, key, {"select", "ignore", "severity"}, [&](const SettingMember& member) {
      std::string name = fmt::format("{}.{}", key, member.key);
      if (member.key == "select") choice.select = rule_names(member.value, name);
      if (member.key == "ignore") choice.ignore = rule_names(member.value, name);
      if (member.key == "severity") severities(member.value, name, choice);
    });
  }

  void override_of(const Setting& entry) {
    Config::Override result;
    members(entry, "overrides", {"files", "rules"}, [&](const SettingMember& member) {
      if (member.key == "files") {
        result.files = {folder_, Patterns(strings(member.value, "overrides.files"))};
      }
      if (member.key == "rules") rules(member.value, "overrides.rules", result.rules);
    });
    if (result.files.patterns.empty() && entry.kind == Setting::Kind::table) {
      report(invalid_setting, entry.span,
             "these overrides need \"files\", the patterns they are for");
    }
    out_.overrides.push_back(std::move(result));
  }

  std::optional<plan::DocumentKind> document_kind(const Setting& value, std::string_view key) {
    if (!expect(value, Setting::Kind::string, key, "the name of a kind")) return std::nullopt;
    if (auto kind = plan::document_kind_named(value.string)) return kind;
    rules::Finding& finding =
        report(invalid_setting, value.span, fmt::format("there is no kind \"{}\"", value.string));
    const std::vector<std::string_view> names = {"roadmap",  "plan",      "okr",
                                                 "decision", "changelog", "guide"};
    if (auto better = nearest(value.string, names); !better.empty()) {
      suggest(finding, value.span, better, true);
    } else {
      finding.message += fmt::format("; there are {}", fmt::join(names, ", "));
    }
    return std::nullopt;
  }

  void kinds(const Setting& value) {
    if (!expect(value, Setting::Kind::table, "kinds", "a table of patterns and kinds")) return;
    for (const SettingMember& member : value.members) {
      if (auto kind = document_kind(member.value, "kinds")) {
        out_.kinds.push_back({{folder_, Patterns({member.key})}, *kind});
      }
    }
  }

  void kind(const Setting& entry) {
    std::optional<plan::DocumentKind> kind;
    Patterns files;
    members(entry, "kind", {"name", "files"}, [&](const SettingMember& member) {
      if (member.key == "name") kind = document_kind(member.value, "kind.name");
      if (member.key == "files") files = Patterns(strings(member.value, "kind.files"));
    });
    const bool named =
        std::any_of(entry.members.begin(), entry.members.end(),
                    [](const SettingMember& member) { return member.key == "name"; });
    if (kind && !files.empty()) {
      out_.kinds.push_back({{folder_, std::move(files)}, *kind});
    } else if (entry.kind == Setting::Kind::table && files.empty()) {
      report(invalid_setting, entry.span, "this kind needs \"files\", the patterns it is for");
    } else if (entry.kind == Setting::Kind::table && !named) {
      report(invalid_setting, entry.span, "these files need \"name\", the kind that they are of");
    }
  }

  Config& out_;
  std::string folder_;
};

// FNV-1a: equal settings, equal revision, in every run.
class Hash {
 public:
  void add(std::string_view text) {
    for (char c : text) byte(static_cast<unsigned char>(c));
    byte(0xff);
  }
  void add(const std::vector<std::string>& list) {
    for (const std::string& text : list) add(text);
    byte(0xfe);
  }
  void add(const RuleChoice& choice) {
    add(choice.select.value_or(std::vector<std::string>{"(default)"}));
    add(choice.ignore);
    for (const auto& [rule, severity] : choice.severity) add(rule), add(severity);
    byte(0xfd);
  }
  void add(const Config& config) {
    add(config.rules);
    for (const Config::Override& entry : config.overrides) add(entry.rules);
    add(config.inline_suppressions ? "inline" : "no inline");
    add(config.require_reason ? *config.require_reason ? "reasons" : "no reasons" : "");
    // What the overrides are for is in the file's text.
    if (config.text) add(*config.text);
  }
  std::uint64_t value() const { return value_; }

 private:
  void byte(unsigned char c) { value_ = (value_ ^ c) * 0x100000001b3u; }
  std::uint64_t value_ = 0xcbf29ce484222325u;
};

void apply(const RuleChoice& choice, rules::Selection& selection) {
  if (choice.select) selection.select = *choice.select;
  selection.ignore.insert(selection.ignore.end(), choice.ignore.begin(), choice.ignore.end());
  for (const auto& [rule, severity] : choice.severity) selection.severity[rule] = severity;
}

bool exists(const std::string& path) {
  std::error_code error;
  return std::filesystem::exists(path, error);
}

std::string within(std::string_view folder, std::string_view name) {
  return folder.ends_with('/') ? fmt::format("{}{}", folder, name)
                               : fmt::format("{}/{}", folder, name);
}

}  // namespace

bool Scope::covers(std::string_view path) const {
  if (patterns.empty() || !workspace::is_inside(path, folder)) return false;
  path.remove_prefix(std::min(path.size(), folder.size()));
  while (path.starts_with('/')) path.remove_prefix(1);
  return !path.empty() && patterns.cover(path);
}

Config read_config(std::string path, std::string_view folder, std::string text) {
  Config config;
  config.path = std::move(path);
  config.text = std::make_shared<const std::string>(std::move(text));
  ParsedToml parsed = parse_toml(*config.text);
  if (parsed.error) {
    config.error = std::move(parsed.error);
  } else {
    Reader(config, folder).root(parsed.root);
  }
  return config;
}

Config read_settings(const protocol::Value& settings, std::string_view folder,
                     std::vector<std::string>* problems) {
  Config config;
  const Setting root = setting_of(settings);
  if (root.kind != Setting::Kind::null) Reader(config, folder).root(root);
  if (problems) {
    for (const rules::Finding& finding : config.findings) problems->push_back(finding.message);
  }
  config.findings.clear();
  return config;
}

Configs::Configs(ConfigSources sources) : sources_(std::move(sources)) {}

ConfigPtr Configs::load(const std::string& path, std::string_view folder) {
  auto [at, fresh] = by_path_.try_emplace(path);
  if (!fresh) return at->second;
  std::string text;
  if (auto said = sources_.texts.find(path); said != sources_.texts.end()) {
    at->second = std::make_shared<const Config>(read_config(path, folder, said->second));
  } else if (auto trouble = read_file(path, text)) {
    Config config;
    config.path = path;
    config.error = ConfigError{0, 0, trouble->message};
    at->second = std::make_shared<const Config>(std::move(config));
  } else {
    at->second = std::make_shared<const Config>(read_config(path, folder, std::move(text)));
  }
  return at->second;
}

ConfigPtr Configs::file_for_folder(std::string_view folder) {
  static const ConfigPtr nothing = std::make_shared<const Config>();
  if (!sources_.only_file.empty()) return load(sources_.only_file, sources_.folder);
  if (sources_.isolated) return nothing;
  if (auto known = by_folder_.find(folder); known != by_folder_.end()) return known->second;
  ConfigPtr config;
  for (std::string_view name : config_names) {
    std::string path = within(folder, name);
    if (!config && exists(path)) config = load(path, folder);
  }
  if (!config) {
    std::string_view above = workspace::directory_of(folder);
    const bool top = above.empty() || above == folder || exists(within(folder, ".git"));
    config = top ? nothing : file_for_folder(above);
  }
  by_folder_.emplace(folder, config);
  return config;
}

ConfigPtr Configs::file_for(std::string_view document) {
  return file_for_folder(workspace::directory_of(document));
}

std::vector<ConfigPtr> Configs::files() const {
  std::vector<ConfigPtr> result;
  for (const auto& [path, config] : by_path_) result.push_back(config);
  return result;
}

bool is_config(std::string_view path) {
  std::string_view name = workspace::basename_of(path);
  return name == "pland.toml" || name == ".pland.toml";
}

std::optional<std::string> find_root(std::string_view folder) {
  while (!folder.empty()) {
    if (exists(within(folder, ".git"))) return std::string(folder);
    for (std::string_view name : config_names) {
      if (exists(within(folder, name))) return std::string(folder);
    }
    std::string_view above = workspace::directory_of(folder);
    if (above == folder) break;
    folder = above;
  }
  return std::nullopt;
}

rules::Settings settings_of(const Config& file, const Config& over, plan::Date machine_today) {
  rules::Settings settings;
  const char* environment = std::getenv("PLAND_TODAY");
  const bool said = environment && parse_date(environment);
  if (over.today) {
    settings.today = *over.today;
  } else if (file.today && !said) {
    settings.today = *file.today;
  } else {
    settings.today = machine_today;
  }
  settings.fiscal_year_start =
      over.fiscal_year_start ? over.fiscal_year_start : file.fiscal_year_start;
  Hash hash;
  hash.add(plan::to_iso(settings.today));
  hash.add(std::to_string(settings.fiscal_year_start.value_or(0)));
  hash.add(file);
  hash.add(over);
  settings.revision = hash.value();
  return settings;
}

rules::Selection selection_of(const Config& file, const Config& over, std::string_view document) {
  rules::Selection selection;
  for (const Config* config : {&file, &over}) {
    // Whoever selects above the file wants just that, whatever the file leaves out.
    if (config == &over && over.rules.select) selection.ignore.clear();
    apply(config->rules, selection);
    for (const Config::Override& entry : config->overrides) {
      if (entry.files.covers(document)) apply(entry.rules, selection);
    }
  }
  selection.inline_suppressions = file.inline_suppressions && over.inline_suppressions;
  selection.require_reason = over.require_reason.value_or(file.require_reason.value_or(false));
  return selection;
}

std::optional<plan::DocumentKind> kind_of(const Config& file, const Config& over,
                                          std::string_view document) {
  for (const Config* config : {&over, &file}) {
    for (const Config::KindOf& entry : config->kinds) {
      if (entry.files.covers(document)) return entry.kind;
    }
  }
  return std::nullopt;
}

plan::Declared declared_of(const Config& file, const Config& over, std::string_view document) {
  plan::Declared declared{kind_of(file, over, document)};
  if (file.anchor_style) declared.anchors = *file.anchor_style;
  if (over.anchor_style) declared.anchors = *over.anchor_style;
  return declared;
}

features::HintLevel hints_of(const Config& file, const Config& over) {
  return over.inlay_hints.value_or(file.inlay_hints.value_or(features::HintLevel::minimal));
}

bool excluded(const Config& file, const Config& over, std::string_view path) {
  return file.exclude.covers(path) || over.exclude.covers(path);
}

bool respects_gitignore(const Config& file, const Config& over) {
  return over.respect_gitignore.value_or(file.respect_gitignore.value_or(true));
}

std::optional<plan::Date> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  auto number = [&](std::size_t from, std::size_t size) {
    int value = 0;
    for (char c : text.substr(from, size)) {
      if (c < '0' || c > '9') return -1;
      value = value * 10 + (c - '0');
    }
    return value;
  };
  const int year = number(0, 4), month = number(5, 2), day = number(8, 2);
  if (year < 1 || month < 1 || day < 1) return std::nullopt;
  plan::Date date{static_cast<std::int16_t>(year), static_cast<std::uint8_t>(month),
                  static_cast<std::uint8_t>(day)};
  if (!plan::is_valid(date)) return std::nullopt;
  return date;
}

plan::Date machine_today(std::string* error) {
  if (const char* said = std::getenv("PLAND_TODAY"); said && *said) {
    if (auto date = parse_date(said)) return *date;
    if (error) {
      *error = fmt::format("PLAND_TODAY is \"{}\": it must be a day, written YYYY-MM-DD", said);
    }
  }
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  localtime_r(&now, &local);
  return {static_cast<std::int16_t>(local.tm_year + 1900),
          static_cast<std::uint8_t>(local.tm_mon + 1), static_cast<std::uint8_t>(local.tm_mday)};
}

std::string_view nearest(std::string_view name, const std::vector<std::string_view>& candidates) {
  std::string plain(name);
  for (char& c : plain) {
    if (c == '_' || c == ' ') c = '-';
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  std::string_view best;
  unsigned distance = std::max<unsigned>(1, static_cast<unsigned>(plain.size()) / 3) + 1;
  for (std::string_view candidate : candidates) {
    unsigned d = plan::edit_distance(plain, candidate, distance - 1);
    if (d < distance) distance = d, best = candidate;
  }
  return best;
}

}  // namespace pland::server
