// The table of contents: every rule, by group and name. A new rule is one file, one page and its
// name here, twice.
#include <array>

#include "analysis/rules/rule.h"

namespace pland::rules {

// clang-format off
extern const Rule malformed_checkbox, status_contradiction;
extern const Rule incomplete_decision, incomplete_non_goal, missing_review_date;
extern const Rule superseded_without_link;
extern const Rule dependency_cycle, dependency_state_conflict, dependency_without_owner;
extern const Rule depends_on_later, unknown_reference;
extern const Rule bad_suppression, merge_conflict_marker, mojibake;
extern const Rule broken_anchor, broken_file_link, link_case_mismatch;
extern const Rule empty_metrics, missing_metrics, unmeasurable_metric;
extern const Rule incomplete_risk, ragged_register_row, risk_value_not_allowed;
extern const Rule misspelt_name, missing_section, unfilled_placeholder;
extern const Rule impossible_date, past_period_open, period_months_mismatch, review_overdue;

namespace {

constexpr std::array table = {
    &incomplete_decision, &incomplete_non_goal, &missing_review_date,                  // decisions
    &superseded_without_link,                                                          // …
    &dependency_cycle, &dependency_state_conflict, &dependency_without_owner,       // dependencies
    &depends_on_later, &unknown_reference,                                             // …
    &bad_suppression, &merge_conflict_marker, &mojibake,                               // hygiene
    &broken_anchor, &broken_file_link, &link_case_mismatch,                            // links
    &empty_metrics, &missing_metrics, &unmeasurable_metric,                            // metrics
    &incomplete_risk, &ragged_register_row, &risk_value_not_allowed,                   // risks
    &missing_section, &misspelt_name, &unfilled_placeholder,                           // structure
    &malformed_checkbox, &status_contradiction,                                        // tasks
    &impossible_date, &past_period_open, &period_months_mismatch, &review_overdue,     // time
};

}  // namespace
// clang-format on

std::span<const Rule* const> all_rules() { return table; }

}  // namespace pland::rules
