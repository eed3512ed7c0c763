#include "analysis/features/cursor.h"

#include <algorithm>

namespace pland::features {
namespace {

using plan::no_index;

// Whether `a` is the better answer for a cursor that touches both.
bool nearer(Span a, Span b, std::uint32_t at) {
  const bool inside_a = a.contains(at);
  const bool inside_b = b.contains(at);
  if (inside_a != inside_b) return inside_a;
  return a.size() < b.size();
}

template <typename Facts, typename SpanOf>
std::uint32_t smallest(const Facts& facts, std::uint32_t at, SpanOf&& span_of) {
  std::uint32_t best = no_index;
  for (std::uint32_t i = 0; i < facts.size(); ++i) {
    const Span span = span_of(facts[i]);
    if (!span.touches(at)) continue;
    if (best == no_index || nearer(span, span_of(facts[best]), at)) best = i;
  }
  return best;
}

template <typename Facts>
auto pointer(const Facts& facts, std::uint32_t index) {
  return index == no_index ? nullptr : &facts[index];
}

Span whole(const auto& fact) { return fact.span; }

}  // namespace

Cursor cursor_at(const workspace::Document& document, std::uint32_t offset) {
  Cursor cursor;
  cursor.document = &document;
  offset = std::min(offset, document.text.size());
  static const plan::ChapterFacts nothing;
  cursor.facts = &nothing;
  if (document.plan->chapters.empty()) return cursor;
  cursor.chapter = document.plan->chapter_at(offset);
  const plan::PlacedChapter& placed = document.plan->chapters[cursor.chapter];
  cursor.facts = placed.facts.get();
  cursor.base = placed.offset;
  cursor.at = offset - std::min(offset, placed.offset);
  return cursor;
}

const plan::Mention* mention_at(const Cursor& cursor) {
  const auto& mentions = cursor.facts->mentions;
  const auto* found = pointer(mentions, smallest(mentions, cursor.at, whole<plan::Mention>));
  if (found == nullptr || found->form != plan::MentionForm::code_path) return found;
  // A path in code that is a link's text names what the link says.
  const plan::Mention* around = nullptr;
  for (const plan::Mention& mention : mentions) {
    if (mention.span.begin > found->span.begin) break;  // in the order of the text
    if (shows(mention, *found) && (around == nullptr || mention.span.size() < around->span.size()))
      around = &mention;
  }
  return around != nullptr ? around : found;
}

bool shows(const plan::Mention& link, const plan::Mention& path) {
  return link.form == plan::MentionForm::link && path.form == plan::MentionForm::code_path &&
         link.span.begin <= path.span.begin && path.span.end <= link.span.end;
}

const plan::Directive* directive_at(const Cursor& cursor) {
  const auto& directives = cursor.facts->directives;
  return pointer(directives, smallest(directives, cursor.at, whole<plan::Directive>));
}

const plan::Run* run_at(const Cursor& cursor) {
  const auto& runs = cursor.facts->runs;
  return pointer(
      runs, smallest(runs, cursor.at, [](const plan::Run& run) { return run.plain.source_span; }));
}

const plan::Field* field_at(const Cursor& cursor) {
  const auto& fields = cursor.facts->fields;
  return pointer(fields, smallest(fields, cursor.at, whole<plan::Field>));
}

std::uint32_t item_at(const Cursor& cursor) {
  return smallest(cursor.facts->items, cursor.at, whole<plan::Item>);
}

std::uint32_t metric_at(const Cursor& cursor) {
  const auto& items = cursor.facts->items;
  return smallest(cursor.facts->metrics, cursor.at, [&](const plan::Metric& metric) {
    Span span = metric.span;
    // Its marker is it, too.
    if (metric.item != no_index && items[metric.item].text == span)
      span.begin = items[metric.item].span.begin;
    return span;
  });
}

std::uint32_t section_at(const Cursor& cursor) {
  const auto& sections = cursor.facts->sections;
  for (std::uint32_t i = static_cast<std::uint32_t>(sections.size()); i-- > 0;) {
    if (sections[i].span.begin <= cursor.at || sections[i].body.begin <= cursor.at) return i;
  }
  return sections.empty() ? no_index : 0;
}

std::uint32_t entity_at(const Cursor& cursor) {
  const auto& entities = cursor.facts->entities;
  const std::uint32_t own = smallest(entities, cursor.at, whole<plan::Entity>);
  if (own != no_index) return own;
  const plan::Field* field = field_at(cursor);
  return field != nullptr ? field->entity : no_index;
}

std::optional<CellPlace> cell_at(const Cursor& cursor) {
  for (const plan::Table& table : cursor.facts->tables) {
    if (!table.span.touches(cursor.at)) continue;
    for (std::uint32_t row = 0; row < table.rows.size(); ++row) {
      for (std::uint32_t column = 0; column < table.rows[row].size(); ++column) {
        if (table.rows[row][column].span.touches(cursor.at)) return CellPlace{&table, row, column};
      }
    }
  }
  return std::nullopt;
}

Ground ground_at(const workspace::Document& document, std::uint32_t offset) {
  const markdown::Placed placed = document.text.segment_at(offset);
  if (placed.segment == nullptr) return Ground::text;
  const markdown::Tree& tree = placed.segment->tree;
  const std::uint32_t at = offset - placed.offset;
  for (const markdown::Comment& comment : tree.comments) {
    if (comment.span.begin < at && at < comment.span.end) return Ground::comment;
  }
  for (std::uint32_t i = 0; i < tree.nodes.size();) {
    const markdown::Node& node = tree.nodes[i];
    using Kind = markdown::NodeKind;
    switch (node.kind) {
      case Kind::front_matter:
        if (node.span.begin < at && at < node.span.end) return Ground::front_matter;
        break;
      case Kind::fenced_code:
        // A fence that nobody closed goes on to where its container ends.
        if (at > node.content.end &&
            (at < node.span.end || (node.level == 0 && at <= node.span.end)))
          return Ground::code;
        break;
      case Kind::indented_code:
      case Kind::code_span:
        if (node.span.begin < at && at < node.span.end) return Ground::code;
        break;
      default:
        break;
    }
    // Only what holds the cursor is entered.
    i = node.span.touches(at) ? i + 1 : std::max(node.next, i + 1);
  }
  return Ground::text;
}

std::uint32_t plain_offset(const markdown::Plain& plain, std::uint32_t source) {
  const auto& map = plain.map;
  auto next = std::upper_bound(map.begin(), map.end(), source,
                               [](std::uint32_t at, const auto& part) { return at < part.second; });
  if (next == map.begin()) return 0;
  const auto [text_at, source_at] = *std::prev(next);
  const auto limit =
      next != map.end() ? next->first : static_cast<std::uint32_t>(plain.text.size());
  return std::min(text_at + (source - source_at), limit);
}

workspace::Place place_of(const markdown::Document& text, Span span) {
  return {span, text.position(span.begin), text.position(span.end)};
}

bool is_document_title(const plan::Plan& plan, std::uint32_t entry) {
  if (entry >= plan.outline.size() || plan.outline[entry].level != 1) return false;
  std::uint32_t first = 0;
  while (first < plan.outline.size() && plan.outline[first].level == 0) ++first;
  // With the only heading of level 1 all others are below it.
  return entry == first && plan.outline[entry].end == plan.outline.size();
}

std::uint32_t entry_of(const Cursor& cursor, std::uint32_t section) {
  return cursor.document->plan->entry_of(cursor.chapter, section);
}

}  // namespace pland::features
