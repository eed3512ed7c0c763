#include "analysis/features/standing.h"

#include <algorithm>

#include "analysis/features/cursor.h"

namespace pland::features {
namespace {

using plan::ChapterFacts;
using plan::no_index;

// The things that are bold lines of their own, in text order.
std::vector<std::uint32_t> lines_of(const ChapterFacts& facts) {
  std::vector<std::uint32_t> lines;
  for (std::uint32_t i = 0; i < facts.entities.size(); ++i) {
    const plan::Entity& entity = facts.entities[i];
    if (!entity.is_section && entity.item == no_index) lines.push_back(i);
  }
  std::sort(lines.begin(), lines.end(), [&](std::uint32_t a, std::uint32_t b) {
    return facts.entities[a].span.begin < facts.entities[b].span.begin;
  });
  return lines;
}

// The thing of the same section that holds a list item; no_index where there is none.
std::uint32_t holder_in_section(const ChapterFacts& facts, const std::vector<std::uint32_t>& lines,
                                std::uint32_t index) {
  const plan::Entity& entity = facts.entities[index];
  if (entity.item == no_index) return no_index;
  std::uint32_t above = facts.items[entity.item].parent;
  for (; above != no_index; above = facts.items[above].parent) {
    const std::uint32_t found = facts.items[above].entity;
    if (found != no_index && found != index && !facts.entities[found].placeholder) return found;
  }
  const auto next = std::partition_point(lines.begin(), lines.end(), [&](std::uint32_t line) {
    return facts.entities[line].span.begin < entity.span.begin;
  });
  if (next == lines.begin()) return no_index;
  const plan::Entity& line = facts.entities[*(next - 1)];
  return line.section == entity.section && !line.placeholder ? *(next - 1) : no_index;
}

std::optional<Standing> holding_section(const Standing& standing) {
  const plan::Plan& plan = *standing.document->plan;
  const plan::Entity& entity = standing.entity();
  if (entity.section == no_index) return std::nullopt;
  std::uint32_t entry = plan.entry_of(standing.chapter, entity.section);
  if (entry != no_index && entity.is_section) entry = plan.outline[entry].parent;
  for (; entry != no_index; entry = plan.outline[entry].parent) {
    const std::uint32_t found = plan.section(entry).entity;
    if (found == no_index) continue;
    Standing holder{standing.document, plan.outline[entry].chapter, found};
    if (!holder.entity().placeholder) return holder;
  }
  return std::nullopt;
}

std::optional<Standing> holder(const Standing& standing, const std::vector<std::uint32_t>& lines) {
  const std::uint32_t near = holder_in_section(standing.facts(), lines, standing.index);
  if (near != no_index) return Standing{standing.document, standing.chapter, near};
  return holding_section(standing);
}

}  // namespace

bool is_work(plan::EntityKind kind) {
  switch (kind) {
    case plan::EntityKind::theme:
    case plan::EntityKind::objective:
    case plan::EntityKind::milestone:
    case plan::EntityKind::initiative:
    case plan::EntityKind::metric:
    case plan::EntityKind::task:
      return true;
    default:
      return false;
  }
}

std::optional<Standing> standing_of(const workspace::Workspace& workspace,
                                    const FoundEntity& found) {
  const workspace::DocumentPtr document = workspace.document(found.document->path);
  if (document == nullptr) return std::nullopt;
  const Cursor cursor = cursor_at(*document, found.entity->place.span.begin);
  const auto& entities = cursor.facts->entities;
  for (std::uint32_t i = 0; i < entities.size(); ++i) {
    if (entities[i].kind == found.entity->kind && entities[i].key == found.entity->key &&
        entities[i].name_span.touches(cursor.at))
      return Standing{document, cursor.chapter, i};
  }
  return std::nullopt;
}

std::optional<Standing> standing_on_line(const workspace::DocumentPtr& document,
                                         std::uint32_t offset) {
  const auto at = [&](std::uint32_t byte) -> std::optional<Standing> {
    const Cursor cursor = cursor_at(*document, byte);
    const std::uint32_t index = entity_at(cursor);
    if (index == no_index || cursor.facts->entities[index].placeholder) return std::nullopt;
    return Standing{document, cursor.chapter, index};
  };
  offset = std::min(offset, document->text.size());
  if (auto found = at(offset)) return found;
  // In front of an item, behind a row: the line's first word is in what the line is.
  const Span line = document->text.line_span(document->text.position(offset).line);
  const std::string text = document->text.text(line);
  const std::size_t first = text.find_first_not_of(" \t>");
  if (first == std::string::npos) return std::nullopt;
  return at(line.begin + static_cast<std::uint32_t>(first));
}

Span extent_of(const Standing& standing) {
  const plan::Entity& entity = standing.entity();
  const ChapterFacts& facts = standing.facts();
  const std::uint32_t base = standing.placed().offset;
  const plan::Plan& plan = *standing.document->plan;
  if (entity.is_section) {
    const std::uint32_t entry = plan.entry_of(standing.chapter, entity.section);
    return entry == no_index ? entity.span.shifted(base) : plan.extent(entry);
  }
  if (entity.item != no_index || entity.section == no_index) return entity.span.shifted(base);
  // A bold line goes on to the next one, or to the end of its section.
  Span extent = entity.span;
  extent.end = std::max(extent.end, facts.sections[entity.section].body.end);
  for (const plan::Entity& other : facts.entities) {
    if (!other.is_section && other.item == no_index && other.section == entity.section &&
        other.span.begin >= entity.span.end)
      extent.end = std::min(extent.end, other.span.begin);
  }
  return extent.shifted(base);
}

std::optional<Standing> holder_of(const Standing& standing) {
  return holder(standing, lines_of(standing.facts()));
}

std::vector<Standing> held_by(const Standing& standing) {
  const plan::Plan& plan = *standing.document->plan;
  const plan::Entity& entity = standing.entity();
  std::uint32_t first = standing.chapter, last = standing.chapter;
  if (entity.is_section) {
    const std::uint32_t entry = plan.entry_of(standing.chapter, entity.section);
    if (entry == no_index) return {};
    last = plan.outline[plan.outline[entry].end - 1].chapter;
  }
  std::vector<Standing> out;
  const Span extent = extent_of(standing);
  for (std::uint32_t chapter = first; chapter <= last; ++chapter) {
    const plan::PlacedChapter& placed = plan.chapters[chapter];
    const std::vector<std::uint32_t> lines = lines_of(*placed.facts);
    for (std::uint32_t i = 0; i < placed.facts->entities.size(); ++i) {
      const plan::Entity& one = placed.facts->entities[i];
      if (one.placeholder || !is_work(one.kind)) continue;
      if (!extent.contains(one.span.begin + placed.offset)) continue;
      Standing held{standing.document, chapter, i};
      if (held.same(standing)) continue;
      const auto above = holder(held, lines);
      if (above && above->same(standing)) out.push_back(std::move(held));
    }
  }
  std::sort(out.begin(), out.end(), [](const Standing& a, const Standing& b) {
    return a.entity().span.begin + a.placed().offset < b.entity().span.begin + b.placed().offset;
  });
  return out;
}

}  // namespace pland::features
