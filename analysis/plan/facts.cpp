#include "analysis/plan/facts.h"

#include <algorithm>
#include <array>

#include "analysis/plan/chapter_reader.h"

namespace pland::plan {
namespace {

constexpr std::array<std::string_view, 7> kind_names = {"none",     "roadmap",   "plan", "okr",
                                                        "decision", "changelog", "guide"};
constexpr std::array<std::string_view, 14> entity_names = {
    "",         "theme", "objective",  "milestone", "initiative", "metric",  "decision",
    "non-goal", "risk",  "dependency", "task",      "blocker",    "release", "revision"};

}  // namespace

std::string_view name(DocumentKind kind) { return kind_names[static_cast<std::size_t>(kind)]; }
std::string_view name(EntityKind kind) { return entity_names[static_cast<std::size_t>(kind)]; }

std::string_view name(Status status, EntityKind of) {
  if (of != EntityKind::decision) return name(status);
  switch (status) {
    case Status::draft:
    case Status::todo:
      return "proposed";
    case Status::done:
      return "accepted";
    case Status::dropped:
      return "rejected";
    default:
      return name(status);
  }
}

std::optional<DocumentKind> document_kind_named(std::string_view name) {
  for (std::size_t i = 0; i < kind_names.size(); ++i) {
    if (kind_names[i] == name) return static_cast<DocumentKind>(i);
  }
  return std::nullopt;
}

const Field* ChapterFacts::field_of(std::uint32_t entity, FieldRole role) const {
  if (entity >= entities.size()) return nullptr;
  for (std::uint32_t i = entities[entity].first_field; i != no_index; i = fields[i].next)
    if (fields[i].role == role) return &fields[i];
  return nullptr;
}

std::string measured_text(const Metric& metric) {
  if (!metric.target.empty() && !metric.baseline.empty())
    return metric.text + ": from " + metric.baseline + " to " + metric.target;
  if (!metric.target.empty()) return metric.text + ": " + metric.target;
  if (!metric.baseline.empty()) return metric.text + " (baseline " + metric.baseline + ")";
  return metric.text;
}

std::string ChapterFacts::text(Span span) const {
  std::string out;
  const auto next = std::upper_bound(segment_starts.begin(), segment_starts.end(), span.begin);
  auto index = static_cast<std::size_t>(next - segment_starts.begin());
  for (index = index == 0 ? 0 : index - 1; index < segment_starts.size(); ++index) {
    const std::uint32_t offset = segment_starts[index];
    if (offset >= span.end) break;
    const std::string& piece = chapter->segments[index]->text;
    const std::uint32_t from = std::max(span.begin, offset) - offset;
    if (from < piece.size()) out.append(piece, from, span.end - offset - from);
  }
  return out;
}

ChapterFactsPtr derive(const markdown::ChapterPtr& chapter, const Context& before) {
  return ChapterReader(chapter, before).read();
}

}  // namespace pland::plan
