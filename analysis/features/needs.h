// What a thing says that it needs: the parts of `Depends on: Partner API, [the gauges](#gauges)`,
// and which things they are. Hints show how those stand, traces lead there.
#pragma once

#include <optional>
#include <string_view>

#include "analysis/features/naming.h"
#include "analysis/workspace/workspace.h"

namespace pland::features {

// Whether a field says what its thing waits for.
bool says_needs(const plan::Field& field);

// The parts of a field's value: calls visit(Span in the chapter, std::string_view name).
template <typename Visit>
void each_part(const plan::ChapterFacts& facts, const plan::Field& field, Visit&& visit);

// The run of text that holds a byte of the chapter; null where none does.
const plan::Run* run_holding(const plan::ChapterFacts& facts, std::uint32_t at);
// The link that a span of the chapter stands in.
const plan::Mention* link_around(const plan::ChapterFacts& facts, Span span);
// The thing that a link leads to: the heading's, or the one below it that the link's text names.
std::optional<FoundEntity> entity_linked(const workspace::Workspace& workspace,
                                         const workspace::Document& document,
                                         const plan::Mention& link, std::string_view text);

template <typename Visit>
void each_part(const plan::ChapterFacts& facts, const plan::Field& field, Visit&& visit) {
  if (field.value.empty()) return;
  const plan::Run* run = run_holding(facts, field.value.begin);
  if (run == nullptr) return;
  const std::uint32_t begin = plain_offset(run->plain, field.value.begin);
  const std::uint32_t end = plain_offset(run->plain, field.value.end);
  if (end <= begin || end > run->plain.text.size()) return;
  const std::string_view value = std::string_view(run->plain.text).substr(begin, end - begin);
  for (const Span part : reference_parts(value))
    visit(run->plain.source(part.shifted(begin)), part.of(value));
}

}  // namespace pland::features
