// The table of contents: every rule, by group and name. A new rule is one file, one page and its
// name here, twice.
#include <array>

#include "analysis/rules/rule.h"

namespace pland::rules {

// clang-format off
extern const Rule dangling_version_link, duplicate_version, missing_unreleased, release_date;
extern const Rule unknown_change_group, version_order;
extern const Rule bad_suppression, merge_conflict_marker, mojibake;
extern const Rule ambiguous_target, breadcrumb_cycle, broken_anchor, broken_file_link;
extern const Rule link_case_mismatch, link_text_mismatch, missing_breadcrumb, orphan_document;
extern const Rule broken_import, context_budget, dead_path_mention, import_cycle;
extern const Rule empty_metrics, missing_metrics, unmeasurable_metric;
extern const Rule misspelt_name, missing_section, unfilled_placeholder;
extern const Rule completed_without_date, done_parent_open_children, malformed_checkbox;
extern const Rule phase_order_violation, status_contradiction;
extern const Rule impossible_date, past_period_open, period_months_mismatch, review_overdue;
extern const Rule self_contradiction, unknown_status;

namespace {

constexpr std::array table = {
    &dangling_version_link, &duplicate_version, &missing_unreleased, &release_date,    // changelog
    &unknown_change_group, &version_order,
    &broken_import, &context_budget, &dead_path_mention, &import_cycle,                // guides
    &bad_suppression, &merge_conflict_marker, &mojibake,                               // hygiene
    &ambiguous_target, &breadcrumb_cycle, &broken_anchor, &broken_file_link,           // links
    &link_case_mismatch, &link_text_mismatch, &missing_breadcrumb, &orphan_document,
    &empty_metrics, &missing_metrics, &unmeasurable_metric,                            // metrics
    &missing_section, &misspelt_name, &unfilled_placeholder,                           // structure
    &completed_without_date, &done_parent_open_children, &malformed_checkbox,          // tasks
    &phase_order_violation, &status_contradiction,
    &impossible_date, &past_period_open, &period_months_mismatch, &review_overdue,     // time
    &self_contradiction, &unknown_status,                                              // vocabulary
};

}  // namespace
// clang-format on

std::span<const Rule* const> all_rules() { return table; }

}  // namespace pland::rules
