#include "server/file_rules.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <vector>

#include "analysis/rules/check.h"
#include "server/config.h"

namespace pland::server {

const rules::Rule unknown_setting = {
    .name = "unknown-setting",
    .group = "configuration",
    .severity = rules::Severity::warning,
    .summary = "pland.toml has a setting, or names a rule, that does not exist",
    .tier = rules::Tier::any,
};
const rules::Rule invalid_setting = {
    .name = "invalid-setting",
    .group = "configuration",
    .severity = rules::Severity::error,
    .summary = "pland.toml has a setting whose value cannot be used",
    .tier = rules::Tier::any,
};
const rules::Rule unreadable_file = {
    .name = "unreadable-file",
    .group = "files",
    .severity = rules::Severity::error,
    .summary = "A file has the name of a document and cannot be read as one",
    .tier = rules::Tier::any,
};

namespace {

constexpr std::array table = {&invalid_setting, &unknown_setting, &unreadable_file};

std::string_view text_of(const rules::Rule& rule) {
  if (&rule == &unknown_setting) {
    return "A setting that is not known does nothing, so a slip of the pen would pass unseen. The "
           "same goes for names of rules and groups.\n\n"
           "`pland rule` lists the rules; the page on configuration lists the settings.";
  }
  if (&rule == &invalid_setting) {
    return "The value is of the wrong kind, or none of those allowed; it is as if the setting were "
           "not there. The message says what is expected.";
  }
  return "The file cannot be opened, is no text, or is not UTF-8 (UTF-16 and Latin-1 are the usual "
         "cases), so nothing in it was checked. Save it as UTF-8, or leave it out with `exclude` "
         "in pland.toml.";
}

}  // namespace

std::span<const rules::Rule* const> file_rules() { return table; }

std::vector<const rules::Rule*> every_rule() {
  const auto documents = rules::all_rules();
  std::vector<const rules::Rule*> out(documents.begin(), documents.end());
  out.insert(out.end(), table.begin(), table.end());
  return out;
}

const rules::Rule* find_any_rule(std::string_view name) {
  if (const rules::Rule* rule = rules::find_rule(name)) return rule;
  auto at = std::find_if(table.begin(), table.end(),
                         [&](const rules::Rule* rule) { return rule->name == name; });
  return at == table.end() ? nullptr : *at;
}

void keep_heard(std::vector<rules::Finding>& findings, rules::Selection selection) {
  selection.select.clear();
  std::erase_if(findings, [&](rules::Finding& finding) {
    const auto severity = selection.severity_of(*finding.rule);
    if (severity) finding.severity = *severity;
    return !severity;
  });
}

std::string rule_page(const rules::Rule& rule) {
  if (std::string_view page = rules::page_of(rule); !page.empty()) return std::string(page);
  if (rules::find_rule(rule.name)) return fmt::format("# {}\n\n{}.\n", rule.name, rule.summary);
  return fmt::format("# {}\n\n{}.\n\n{}\n", rule.name, rule.summary, text_of(rule));
}

bool names_a_rule(std::string_view name) {
  return name == "default" || rules::names_any_rule(name) ||
         std::any_of(table.begin(), table.end(),
                     [&](const rules::Rule* rule) { return rules::names_rule(name, *rule); });
}

std::string_view nearest_rule(std::string_view name) {
  std::vector<std::string_view> names;
  auto add = [&](const rules::Rule* rule) {
    names.push_back(rule->name);
    if (std::find(names.begin(), names.end(), rule->group) == names.end()) {
      names.push_back(rule->group);
    }
  };
  for (const rules::Rule* rule : rules::all_rules()) add(rule);
  for (const rules::Rule* rule : table) add(rule);
  names.insert(names.end(), {"all", "default"});
  return nearest(name, names);
}

}  // namespace pland::server
