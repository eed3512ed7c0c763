// `pland config`: what holds for a document and who said so, and the schema of `pland.toml`.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <fmt/format.h>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "analysis/plan/kind.h"
#include "analysis/workspace/path.h"
#include "server/commands/commands.h"
#include "server/config.h"
#include "server/config_schema.h"
#include "server/file_rules.h"

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
      fmt::format_to(std::back_inserter(out), "{:<{}}  {:<{}}  {}\n", row.setting, setting,
                     row.value, value, row.source);
    return out;
  }

 private:
  struct Row {
    std::string setting, value, source;
  };
  std::vector<Row> rows_;
};

class Explanation {
 public:
  Explanation(std::string document, const std::string& here)
      : document_(std::move(document)),
        configs_({}),
        file_(*configs_.file_for(document_)),
        name_(file_.path.empty() ? "" : workspace::relative_to(file_.path, here)) {}

  std::string text() {
    if (file_.error)
      throw UserError(fmt::format("{}:{}:{}: {}", name_, file_.error->line, file_.error->column,
                                  file_.error->message));
    std::string out = name_.empty() ? "No pland.toml speaks for this document.\n"
                                    : fmt::format("{} speaks for this document.\n", name_);
    for (const rules::Finding& finding : file_.findings)
      fmt::format_to(std::back_inserter(out), "  not understood: {}\n", finding.message);
    add_settings();
    add_rules();
    return out + "\n" + table_.text();
  }

 private:
  const std::string& or_default(bool said) const {
    static const std::string nobody = "default";
    return said ? name_ : nobody;
  }

  void add_settings() {
    std::string problem;
    const plan::Date machine = machine_today(&problem);
    const rules::Settings settings = settings_of(file_, none_, machine);
    const char* environment = std::getenv("PLAND_TODAY");
    const bool told = environment != nullptr && parse_date(environment);
    table_.add("today", plan::to_iso(settings.today),
               told ? "PLAND_TODAY" : or_default(file_.today.has_value()));
    table_.add("fiscal-year-start", std::to_string(settings.fiscal_year_start.value_or(1)),
               or_default(settings.fiscal_year_start.has_value()));
    const plan::Declared declared = declared_of(file_, none_, document_);
    const std::string_view kind = declared.schema != nullptr ? std::string_view(declared.schema->name)
                                  : declared.kind            ? plan::name(*declared.kind)
                                                             : "by name and content";
    table_.add("kind", std::string(kind),
               or_default(declared.schema != nullptr || declared.kind.has_value()));
    table_.add("anchor-style", std::string(text::name(declared.anchors)),
               or_default(file_.anchor_style.has_value()));
    table_.add("wiki-links", declared.wiki_links ? "true" : "false",
               or_default(file_.wiki_links.has_value()));
    std::vector<std::string> locales = file_.locales;
    locales.insert(locales.begin(), "en");
    table_.add("locales", fmt::format("{}", fmt::join(locales, ", ")),
               or_default(!file_.locales.empty()));
    table_.add("require-reason", file_.require_reason.value_or(false) ? "true" : "false",
               or_default(file_.require_reason.has_value()));
    table_.add("respect-gitignore", respects_gitignore(file_, none_) ? "true" : "false",
               or_default(file_.respect_gitignore.has_value()));
    const bool out = excluded(file_, none_, document_);
    table_.add("excluded", out ? "true" : "false", or_default(out));
  }

  // The rules that are not as they come.
  void add_rules() {
    const rules::Selection selection = selection_of(file_, none_, document_);
    const rules::Selection usual;
    for (const rules::Rule* rule : rules::all_rules()) {
      const auto severity = selection.severity_of(*rule);
      if (severity == usual.severity_of(*rule)) continue;
      table_.add(std::string(rule->name), std::string(severity ? rules::name(*severity) : "off"),
                 fmt::format("{}: {}", name_, reason(*rule, !severity)));
    }
  }

  // The last words on it.
  std::string reason(const rules::Rule& rule, bool is_off) const {
    std::string said;
    const auto look = [&](const RuleChoice& choice, std::string_view where) {
      for (const auto& [pattern, severity] : choice.severity)
        if (rules::names_rule(pattern, rule))
          said = fmt::format("{}rules.severity.{}", where, pattern);
      for (const std::string& pattern : choice.ignore)
        if (is_off && rules::names_rule(pattern, rule))
          said = fmt::format("{}rules.ignore \"{}\"", where, pattern);
      if (choice.select && said.empty()) said = fmt::format("{}rules.select", where);
    };
    look(file_.rules, "");
    for (const Config::Override& one : file_.overrides)
      if (one.files.covers(document_)) look(one.rules, "overrides.");
    return said;
  }

  std::string document_;
  Configs configs_;
  const Config& file_;
  std::string name_;
  Config none_;
  Table table_;
};

}  // namespace

void add_config(CLI::App& app, Run& run) {
  CLI::App* verb = app.add_subcommand("config", "Say what settings hold for a document, and why");
  auto file = std::make_shared<std::string>();
  auto schema = std::make_shared<bool>(false);
  CLI::Option* explain =
      verb->add_option("--explain", *file, "The document, there or not yet")->type_name("FILE");
  CLI::Option* print_schema =
      verb->add_flag("--schema", *schema, "Print the JSON schema of pland.toml");
  explain->excludes(print_schema);
  verb->callback([&run, file, schema] {
    run = [file, schema] {
      if (*schema) {
        print(config_schema());
        return 0;
      }
      if (file->empty()) throw UserError("say --explain FILE, or --schema");
      const std::string here = current_folder();
      print(Explanation(workspace::join(here, *file), here).text());
      return 0;
    };
  });
}

}  // namespace pland::server
