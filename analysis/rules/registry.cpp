// The table of contents: every rule, by group and name. A new rule is one file, one page and its
// name here, twice.
#include <array>

#include "analysis/rules/rule.h"

namespace pland::rules {

// clang-format off
extern const Rule malformed_checkbox, status_contradiction;
extern const Rule bad_suppression, merge_conflict_marker, mojibake;
extern const Rule broken_anchor, broken_file_link, link_case_mismatch;
extern const Rule empty_metrics, missing_metrics, unmeasurable_metric;
extern const Rule misspelt_name, missing_section, unfilled_placeholder;
extern const Rule impossible_date, past_period_open, period_months_mismatch, review_overdue;

namespace {

constexpr std::array table = {
    &bad_suppression, &merge_conflict_marker, &mojibake,                               // hygiene
    &broken_anchor, &broken_file_link, &link_case_mismatch,                            // links
    &empty_metrics, &missing_metrics, &unmeasurable_metric,                            // metrics
    &missing_section, &misspelt_name, &unfilled_placeholder,                           // structure
    &malformed_checkbox, &status_contradiction,                                        // tasks
    &impossible_date, &past_period_open, &period_months_mismatch, &review_overdue,     // time
};

}  // namespace
// clang-format on

std::span<const Rule* const> all_rules() { return table; }

}  // namespace pland::rules
