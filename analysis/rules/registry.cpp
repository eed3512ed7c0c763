// The table of contents: every rule, by group and name. A new rule is one file, one page and its
// name here, twice.
#include <array>

#include "analysis/rules/rule.h"

namespace pland::rules {

// clang-format off
extern const Rule malformed_checkbox, status_contradiction;
extern const Rule bad_suppression, merge_conflict_marker, mojibake;
extern const Rule broken_anchor, broken_file_link, link_case_mismatch;
extern const Rule activity_as_key_result, conflicting_metric, empty_metrics, metric_without_baseline,
    metric_without_deadline, metric_without_target, missing_metrics, unmeasurable_metric;
extern const Rule duplicate_section, empty_section, id_conflict, misspelt_name, missing_field,
    missing_section, section_out_of_order, unfilled_placeholder;
extern const Rule date_outside_period, impossible_date, last_updated_behind_revision,
    past_period_open, period_gap, period_months_mismatch, periods_out_of_order, review_overdue,
    stale_document;

namespace {

constexpr std::array table = {
    &bad_suppression, &merge_conflict_marker, &mojibake,                               // hygiene
    &broken_anchor, &broken_file_link, &link_case_mismatch,                            // links
    &activity_as_key_result, &conflicting_metric, &empty_metrics,                      // metrics
    &metric_without_baseline, &metric_without_deadline, &metric_without_target,
    &missing_metrics, &unmeasurable_metric,
    &duplicate_section, &empty_section, &id_conflict, &missing_field,                  // structure
    &missing_section, &misspelt_name, &section_out_of_order, &unfilled_placeholder,
    &malformed_checkbox, &status_contradiction,                                        // tasks
    &date_outside_period, &impossible_date, &last_updated_behind_revision,             // time
    &past_period_open, &period_gap, &period_months_mismatch, &periods_out_of_order,
    &review_overdue, &stale_document,
};

}  // namespace
// clang-format on

std::span<const Rule* const> all_rules() { return table; }

}  // namespace pland::rules
