#include "analysis/plan/facts.h"

#include <algorithm>
#include <array>

#include "analysis/plan/chapter_reader.h"

namespace pland::plan {
namespace {

constexpr std::array<std::string_view, 7> kind_names = {
    "none", "roadmap", "plan", "okr", "decision", "changelog", "guide"};
constexpr std::array<std::string_view, 14> entity_names = {
    "", "theme", "objective", "milestone", "initiative", "metric", "decision", "non-goal", "risk",
    "dependency", "task", "blocker", "release", "revision"};

}  // namespace

std::string_view name(DocumentKind kind) { return kind_names[static_cast<std::size_t>(kind)]; }
std::string_view name(EntityKind kind) { return entity_names[static_cast<std::size_t>(kind)]; }

std::optional<DocumentKind> document_kind_named(std::string_view name) {
  for (std::size_t i = 0; i < kind_names.size(); ++i) {
    if (kind_names[i] == name) return static_cast<DocumentKind>(i);
  }
  return std::nullopt;
}

const Field* ChapterFacts::field_of(std::uint32_t entity, FieldRole role) const {
  for (const Field& field : fields) {
    if (field.entity == entity && field.role == role) return &field;
  }
  return nullptr;
}

std::string ChapterFacts::text(Span span) const {
  std::string out;
  std::uint32_t offset = 0;
  for (const markdown::SegmentPtr& segment : chapter->segments) {
    auto end = offset + static_cast<std::uint32_t>(segment->text.size());
    if (span.begin < end && span.end > offset) {
      std::uint32_t from = std::max(span.begin, offset) - offset;
      std::uint32_t to = std::min(span.end, end) - offset;
      out.append(segment->text, from, to - from);
    }
    offset = end;
  }
  return out;
}

ChapterFactsPtr derive(const markdown::ChapterPtr& chapter, const Context& before) {
  return ChapterReader(chapter, before).read();
}

}  // namespace pland::plan
