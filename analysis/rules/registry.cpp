// The table of contents: every rule, by group and name. A new rule is one file, one page and its
// name here, twice.
#include <array>

#include "analysis/rules/rule.h"

namespace pland::rules {

// clang-format off
extern const Rule dangling_version_link, duplicate_version, missing_unreleased, release_date,
    unknown_change_group, version_order;
extern const Rule incomplete_decision, incomplete_non_goal, missing_review_date,
    superseded_without_link;
extern const Rule dependency_cycle, dependency_state_conflict, dependency_without_owner,
    depends_on_later, unknown_reference;
extern const Rule broken_import, context_budget, dead_path_mention, import_cycle;
extern const Rule bad_suppression, merge_conflict_marker, mojibake;
extern const Rule ambiguous_target, breadcrumb_cycle, broken_anchor, broken_file_link,
    link_case_mismatch, link_text_mismatch, missing_breadcrumb, orphan_document;
extern const Rule activity_as_key_result, conflicting_metric, empty_metrics,
    metric_without_baseline, metric_without_deadline, metric_without_target, missing_metrics,
    unmeasurable_metric;
extern const Rule incomplete_risk, ragged_register_row, risk_value_not_allowed;
extern const Rule duplicate_section, empty_section, id_conflict, missing_field, missing_section,
    misspelt_name, section_out_of_order, unfilled_placeholder;
extern const Rule completed_without_date, done_parent_open_children, malformed_checkbox,
    phase_order_violation, status_contradiction;
extern const Rule date_outside_period, impossible_date, last_updated_behind_git,
    last_updated_behind_revision, past_period_open, period_gap, period_months_mismatch,
    periods_out_of_order, review_overdue, stale_document;
extern const Rule released_but_open, unlogged_shipment, unparented_plan_item, untraced_initiative;
extern const Rule self_contradiction, unknown_owner, unknown_status;

namespace {

constexpr std::array table = {
    // changelog
    &dangling_version_link, &duplicate_version, &missing_unreleased, &release_date,
    &unknown_change_group, &version_order,
    // decisions
    &incomplete_decision, &incomplete_non_goal, &missing_review_date, &superseded_without_link,
    // dependencies
    &dependency_cycle, &dependency_state_conflict, &dependency_without_owner, &depends_on_later,
    &unknown_reference,
    // guides
    &broken_import, &context_budget, &dead_path_mention, &import_cycle,
    // hygiene
    &bad_suppression, &merge_conflict_marker, &mojibake,
    // links
    &ambiguous_target, &breadcrumb_cycle, &broken_anchor, &broken_file_link, &link_case_mismatch,
    &link_text_mismatch, &missing_breadcrumb, &orphan_document,
    // metrics
    &activity_as_key_result, &conflicting_metric, &empty_metrics, &metric_without_baseline,
    &metric_without_deadline, &metric_without_target, &missing_metrics, &unmeasurable_metric,
    // risks
    &incomplete_risk, &ragged_register_row, &risk_value_not_allowed,
    // structure
    &duplicate_section, &empty_section, &id_conflict, &missing_field, &missing_section,
    &misspelt_name, &section_out_of_order, &unfilled_placeholder,
    // tasks
    &completed_without_date, &done_parent_open_children, &malformed_checkbox,
    &phase_order_violation, &status_contradiction,
    // time
    &date_outside_period, &impossible_date, &last_updated_behind_git,
    &last_updated_behind_revision, &past_period_open, &period_gap, &period_months_mismatch,
    &periods_out_of_order, &review_overdue, &stale_document,
    // trace
    &released_but_open, &unlogged_shipment, &unparented_plan_item, &untraced_initiative,
    // vocabulary
    &self_contradiction, &unknown_owner, &unknown_status,
};

}  // namespace
// clang-format on

std::span<const Rule* const> all_rules() { return table; }

}  // namespace pland::rules
