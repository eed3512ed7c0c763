// What the metric rules put into a document: a place for metrics, or a first metric in one, in the
// document's own style. What is inserted is a placeholder, a tab stop in editors.
#pragma once

#include <cstdint>

#include "analysis/rules/rule.h"

namespace pland::rules {

inline constexpr std::string_view metric_placeholder =
    "[Metric 1 - e.g., \"Median setup time falls from 40 to 10 minutes\"]";

// Metrics of another section, to be imitated: a container of `chapter`.
struct Model {
  std::uint32_t chapter = 0;
  const plan::Container* container = nullptr;
};

// A new place for metrics in the section `entry`, after the model where there is one; `form` is how
// the document writes its labels.
Fix add_container(const DocumentInput& input, std::uint32_t entry, const Model& model,
                  plan::FieldForm form);

// A first metric in a container that has none.
Fix fill_container(const DocumentInput& input, std::uint32_t chapter,
                   const plan::Container& container);

}  // namespace pland::rules
