// What a reader would have to look up, shown in the line itself: how far off a period or a review
// is, how the thing stands that one depends on, a metric that does not say from where.
//
// Quiet on purpose. `minimal` shows what is over or due within thirty days, and only of what is
// still open; `full` shows every time there is, and missing baselines. Only chapters that the range
// touches are looked at, and names are looked up by the index.
//
// Left out: statuses of what is named in running text; whatever a rule says already.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/rules/rule.h"
#include "analysis/workspace/workspace.h"

namespace pland::features {

enum class HintLevel : std::uint8_t { off, minimal, full };
std::optional<HintLevel> hint_level_named(std::string_view name);

struct Hint {
  std::uint32_t offset = 0;  // behind this byte's predecessor, in the document
  std::string label;         // "in 34 days"
  std::string tooltip;       // plain text; may be empty
};

// In the order of the text.
std::vector<Hint> hints(const workspace::Workspace& workspace, const workspace::Document& document,
                        Span range, const rules::Settings& settings, HintLevel level);

}  // namespace pland::features
