#include "analysis/features/metric_text.h"

#include <utility>

namespace pland::features {
namespace {

std::string_view comparator_text(plan::Comparator comparator) {
  switch (comparator) {
    case plan::Comparator::less:
      return "less than ";
    case plan::Comparator::at_most:
      return "at most ";
    case plan::Comparator::greater:
      return "more than ";
    case plan::Comparator::at_least:
      return "at least ";
    case plan::Comparator::about:
      return "about ";
    default:
      return {};
  }
}

}  // namespace

WholeMetric whole_metric(const plan::Metric& metric) {
  // A value to start from makes no target.
  const bool aimless = metric.target.empty() && !plan::has_target(metric.judged.measure);
  std::string text = aimless ? metric.text : plan::measured_text(metric);
  if (text == metric.text) return {std::move(text), metric.judged};
  plan::Measurability judged = plan::measure(text);
  return {std::move(text), std::move(judged)};
}

std::string amount_text(const plan::Amount& amount, std::string_view text) {
  if (amount.span.end > text.size()) return {};
  return std::string(amount.span.of(text));
}

std::string target_text(const plan::Measurability& judged, std::string_view text) {
  const plan::Measure measure = judged.measure;
  if (measure == plan::Measure::zero) return "none at all";
  if (measure == plan::Measure::by_reference) return "as it says in what it refers to";
  if (measure != plan::Measure::quant || !judged.quantity) return {};
  const plan::Quantity& quantity = *judged.quantity;
  std::string target = amount_text(quantity.target, text);
  if (target.empty()) return {};
  // "50+ integrations" is "at least 50 integrations".
  if (const auto plus = target.find('+');
      quantity.comparator == plan::Comparator::at_least && plus != std::string::npos)
    target.erase(plus, 1);
  target.insert(0, comparator_text(quantity.comparator));
  if (quantity.upper) target += " to " + amount_text(*quantity.upper, text);
  if (quantity.out_of) target += " of " + amount_text(*quantity.out_of, text);
  return target;
}

}  // namespace pland::features
