#include "analysis/rules/decisions/decision.h"

#include "analysis/rules/outline.h"

namespace pland::rules {

bool is_record(const plan::Plan& plan, std::uint32_t entry, const plan::Entity& decision) {
  return decision.is_section && plan.kind == plan::DocumentKind::decision &&
         plan.outline[entry].level == 1;
}

bool is_in_force(const plan::Entity& decision) {
  switch (decision.status().value_or(plan::Status::done)) {
    case plan::Status::draft:
    case plan::Status::todo:
    case plan::Status::dropped:
    case plan::Status::deferred:
    case plan::Status::superseded:
      return false;
    default:
      return true;
  }
}

bool is_history(const plan::Plan& plan) {
  return plan.kind != plan::DocumentKind::decision && is_archived(plan);
}

}  // namespace pland::rules
