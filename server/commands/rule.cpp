// `pland rule`: what the rules are, and what each is about.
#include <algorithm>
#include <fmt/format.h>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "server/commands/commands.h"
#include "server/file_rules.h"

namespace pland::server {
namespace {

std::vector<const rules::Rule*> rules_by_group() {
  std::vector<const rules::Rule*> rules = every_rule();
  std::stable_sort(rules.begin(), rules.end(), [](const rules::Rule* a, const rules::Rule* b) {
    return std::tie(a->group, a->name) < std::tie(b->group, b->name);
  });
  return rules;
}

std::string list(const std::vector<const rules::Rule*>& rules) {
  std::size_t width = 0;
  for (const rules::Rule* rule : rules) width = std::max(width, rule->name.size());
  std::string out;
  std::string_view group;
  for (const rules::Rule* rule : rules) {
    if (rule->group != group) {
      out += fmt::format("{}{}\n", group.empty() ? "" : "\n", rule->group);
      group = rule->group;
    }
    out += fmt::format("  {:<{}}  {:<11}  {}{}\n", rule->name, width,
                       rule->on ? rules::name(rule->severity) : "off", rule->summary,
                       rule->time_dependent ? " (depends on today)" : "");
  }
  return out;
}

int show(const std::string& name) {
  const std::vector<const rules::Rule*> rules = rules_by_group();
  if (name.empty()) {
    print(list(rules) + "\n`pland rule NAME` prints a rule's page.\n");
    return 0;
  }
  if (const rules::Rule* rule = find_any_rule(name)) {
    std::string page = rule_page(*rule);
    if (!page.ends_with('\n')) page += '\n';
    print(page);
    return 0;
  }
  std::vector<const rules::Rule*> group;
  std::copy_if(rules.begin(), rules.end(), std::back_inserter(group),
               [&](const rules::Rule* rule) { return rule->group == name; });
  if (!group.empty()) {
    print(list(group));
    return 0;
  }
  std::string message = fmt::format("there is no rule \"{}\"", name);
  if (auto better = nearest_rule(name); !better.empty()) {
    message += fmt::format("; did you mean \"{}\"?", better);
  } else {
    message += "; `pland rule` lists them";
  }
  throw UserError(message);
}

}  // namespace

void add_rule(Verb app) {
  Verb verb = app.verb("rule", "List the rules, or print the page of one");
  auto name = std::make_shared<std::string>();
  verb.option("NAME", *name, "A rule, or a group of rules");
  verb.runs([name] { return show(*name); });
}

}  // namespace pland::server
