#include "analysis/features/needs.h"

#include <algorithm>

#include "analysis/features/cards.h"
#include "analysis/features/definition.h"

namespace pland::features {

bool says_needs(const plan::Field& field) {
  return field.role == plan::FieldRole::depends_on || field.role == plan::FieldRole::blocked_by;
}

const plan::Run* run_holding(const plan::ChapterFacts& facts, std::uint32_t at) {
  const auto& runs = facts.runs;
  auto next = std::partition_point(runs.begin(), runs.end(), [&](const plan::Run& run) {
    return run.plain.source_span.begin <= at;
  });
  if (next == runs.begin()) return nullptr;
  --next;
  return next->plain.source_span.touches(at) ? &*next : nullptr;
}

const plan::Mention* link_around(const plan::ChapterFacts& facts, Span span) {
  const auto& mentions = facts.mentions;
  auto next = std::partition_point(
      mentions.begin(), mentions.end(),
      [&](const plan::Mention& mention) { return mention.span.begin <= span.begin; });
  // Links do not nest, but a path in code may stand in one.
  for (int steps = 0; next != mentions.begin() && steps < 3; ++steps) {
    --next;
    if (next->form == plan::MentionForm::link && next->span.contains(span)) return &*next;
  }
  return nullptr;
}

std::optional<FoundEntity> entity_linked(const workspace::Workspace& workspace,
                                         const workspace::Document& document,
                                         const plan::Mention& link, std::string_view text) {
  const auto file = mentioned_file(workspace, document, link);
  if (!file || !file->target.has_fragment || !may_show(workspace, document.path, file->target.path))
    return std::nullopt;
  const auto summary = workspace.summary(file->target.path);
  if (summary == nullptr) return std::nullopt;
  if (const auto* entity = entity_behind(*summary, file->target.fragment, text))
    return FoundEntity{summary, entity};
  const workspace::Anchor* anchor = find_anchor(*summary, file->target.fragment);
  if (anchor == nullptr) return std::nullopt;
  for (const workspace::NamedEntity& entity : summary->entities)
    if (entity.place.begin.line == anchor->place.begin.line) return FoundEntity{summary, &entity};
  return std::nullopt;
}

}  // namespace pland::features
