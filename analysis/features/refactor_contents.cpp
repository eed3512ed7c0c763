// A table of contents, put in and brought up to date.
#include "analysis/features/contents.h"
#include "analysis/features/cursor.h"
#include "analysis/features/refactor.h"
#include "analysis/features/rewriting.h"

namespace pland::features {
namespace {

// Before the first heading below the title: where a reader looks for it.
std::uint32_t end_of_opening(const plan::Plan& plan, std::uint32_t entry) {
  return entry + 1 < plan.outline.size() ? plan.extent(entry + 1).begin : plan.extent(entry).end;
}

// A blank line that is in no block.
bool is_free_line(const markdown::Document& text, std::uint32_t offset) {
  const std::uint32_t line = text.position(offset).line;
  if (!is_blank_line(text, line)) return false;
  bool free = true;
  const Span span = text.line_span(line);
  each_node(text, span, [&](const PlacedNode& node) {
    const Span block = node.place(node->span);
    if (block.begin < span.begin && span.end < block.end) free = false;
  });
  return free;
}

// Where it goes: none where the cursor is further down.
std::optional<std::uint32_t> place_of_contents(const Spot& spot) {
  const plan::Plan& plan = *spot.document.plan;
  if (plan.outline.empty()) return std::nullopt;
  const std::uint32_t entry = plan.entry_at(spot.at.begin);
  if (entry >= plan.outline.size()) return std::nullopt;
  if (plan.outline[entry].level > 0 && !is_document_title(plan, entry)) return std::nullopt;
  const markdown::Document& text = spot.document.text;
  const bool behind_heading = spot.at.begin >= plan.offset(entry) + plan.section(entry).body.begin;
  if (behind_heading && is_free_line(text, spot.at.begin)) return line_begin(text, spot.at.begin);
  return end_of_opening(plan, entry);
}

}  // namespace

std::optional<std::string> title_of_insert_contents(const Spot& spot) {
  const auto place = place_of_contents(spot);
  if (!place || contents_of(spot.document)) return std::nullopt;
  // Two headings are no table of contents.
  std::uint32_t headings = 0;
  for (const plan::OutlineEntry& entry : spot.document.plan->outline) headings += entry.level > 0;
  if (headings < 3 || make_contents(spot.document, *place).empty()) return std::nullopt;
  return "Insert a table of contents";
}

std::optional<rules::Fix> insert_contents(const Spot& spot) {
  if (!title_of_insert_contents(spot)) return std::nullopt;
  const markdown::Document& text = spot.document.text;
  const std::string eol(line_ending(text));
  const std::uint32_t place = *place_of_contents(spot);
  const std::uint32_t line = text.position(place).line;
  std::string block = "<!-- toc -->" + eol + eol + make_contents(spot.document, place) + eol + eol +
                      "<!-- /toc -->" + eol;
  if (line > 0 && !is_blank_line(text, line - 1)) block.insert(0, eol);
  if (!is_blank_line(text, line)) block += eol;
  rules::Fix fix;
  fix.edits.push_back({"", {place, place}, std::move(block)});
  // Where a fence or a comment is open it would be words in that.
  const auto after =
      workspace::with_text(spot.document, markdown::Document::parse(edited(text, fix.edits)));
  const auto found = contents_of(*after);
  if (!found || after->text.text(found->span) != found->fresh) return std::nullopt;
  return fix;
}

std::optional<std::string> title_of_update_contents(const Spot& spot) {
  const auto contents = contents_of(spot.document);
  if (!contents || spot.document.text.text(contents->span) == contents->fresh) return std::nullopt;
  return "Update the table of contents";
}

std::optional<std::string> title_of_update_contents_here(const Spot& spot) {
  if (!may_have_contents_at(spot.document, spot.at.begin)) return std::nullopt;
  const auto contents = contents_of(spot.document);
  if (!contents || !contents->touches(spot.at)) return std::nullopt;
  return title_of_update_contents(spot);
}

std::optional<rules::Fix> update_contents(const Spot& spot) {
  auto contents = contents_of(spot.document);
  if (!contents) return std::nullopt;
  rules::Fix fix;
  fix.edits.push_back({"", contents->span, std::move(contents->fresh)});
  return fix;
}

}  // namespace pland::features
