// What the process itself finds, before any document is understood: files that cannot be read as
// documents, and settings that nobody knows. They are rules like those of analysis/rules, so that
// they can be selected, ignored and reported in the same way; they judge no document, so they are
// not in its table.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/rules/check.h"
#include "analysis/rules/rule.h"

namespace pland::server {

extern const rules::Rule unknown_setting;
extern const rules::Rule invalid_setting;
extern const rules::Rule unreadable_file;

std::span<const rules::Rule* const> file_rules();
// Of both tables, that of analysis/rules first.
std::vector<const rules::Rule*> every_rule();
// Of both tables; null for an unknown name.
const rules::Rule* find_any_rule(std::string_view name);
// Those of the findings that a selection wants, as loud as it wants them. Whoever selects a few
// rules wants to know all the same that a file was not looked at, or that a setting does nothing;
// only naming these rules silences them.
void keep_heard(std::vector<rules::Finding>& findings, rules::Selection selection);
// A rule's page, Markdown.
std::string rule_page(const rules::Rule& rule);

// Whether a name in `select` or `ignore` means any rule: its name, its group, a glob, "all" or
// "default".
bool names_a_rule(std::string_view name);
// The nearest rule or group name for a misspelt one; empty where none is near.
std::string_view nearest_rule(std::string_view name);

}  // namespace pland::server
