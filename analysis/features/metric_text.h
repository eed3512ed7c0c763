// A metric's numbers in words, as hover and outline show them.
#pragma once

#include <string>
#include <string_view>

#include "analysis/plan/facts.h"

namespace pland::features {

// A metric with what its own fields or columns say ("Baseline: 5" below a key result), judged as a
// whole.
struct WholeMetric {
  std::string text;  // what was judged
  plan::Measurability judged;
};
WholeMetric whole_metric(const plan::Metric& metric);

// An amount as the metric's text has it: "10 minutes". Empty where it is in no text.
std::string amount_text(const plan::Amount& amount, std::string_view text);
// "at most 10 minutes", "5 to 7 of 10", "none at all"; empty where there is no target. `text` is
// what was judged.
std::string target_text(const plan::Measurability& judged, std::string_view text);

}  // namespace pland::features
