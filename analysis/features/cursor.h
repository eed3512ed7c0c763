// What stands under a byte of a document, found in its facts: the first question of every feature.
//
// A `Cursor` is a place in one chapter, because that is what the facts count in; `place` turns
// their spans into the document's. Ends count as inside, so that a cursor behind a word is still on
// it; where two things touch, the one that begins at the cursor wins, then the smaller.
//
// Left out: what any of it means to the reader (hover.h), and other documents (naming.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "analysis/plan/plan.h"
#include "analysis/workspace/workspace.h"

namespace pland::features {

struct Cursor {
  const workspace::Document* document = nullptr;
  const plan::ChapterFacts* facts = nullptr;
  std::uint32_t chapter = 0;  // in the plan
  std::uint32_t base = 0;     // of the chapter in the document
  std::uint32_t at = 0;       // byte in the chapter

  Span place(Span span) const { return span.shifted(base); }
  std::uint32_t offset() const { return base + at; }
};

// `offset` counts bytes of the document; behind its end it is the end.
Cursor cursor_at(const workspace::Document& document, std::uint32_t offset);

// The smallest fact of its sort that the cursor touches; null or no_index where there is none.
const plan::Mention* mention_at(const Cursor& cursor);
// Whether a path in code is (part of) a link's text, and so no mention of its own.
bool shows(const plan::Mention& link, const plan::Mention& path);
const plan::Directive* directive_at(const Cursor& cursor);
const plan::Run* run_at(const Cursor& cursor);
const plan::Field* field_at(const Cursor& cursor);  // label or value
std::uint32_t item_at(const Cursor& cursor);        // index in items
std::uint32_t metric_at(const Cursor& cursor);      // index in metrics
std::uint32_t section_at(const Cursor& cursor);     // index in sections: heading or body
// The entity whose heading, item, row or own fields the cursor touches, and nothing further out.
std::uint32_t entity_at(const Cursor& cursor);
// The index of a cell's row and column under the cursor.
struct CellPlace {
  const plan::Table* table = nullptr;
  std::uint32_t row = 0;
  std::uint32_t column = 0;
};
std::optional<CellPlace> cell_at(const Cursor& cursor);

// Where Markdown's own grammar says nothing is text.
enum class Ground : std::uint8_t { text, code, comment, front_matter };
Ground ground_at(const workspace::Document& document, std::uint32_t offset);

// A byte of the run's plain text for a byte of the chapter, and back. Between two pieces of text
// (inside markup) it is the end of the first.
std::uint32_t plain_offset(const markdown::Plain& plain, std::uint32_t source);

workspace::Place place_of(const markdown::Document& text, Span span);

// Whether an entry is the document's title: its first heading, and the only one of level 1.
bool is_document_title(const plan::Plan& plan, std::uint32_t entry);
// The outline entry of a section of the cursor's chapter.
std::uint32_t entry_of(const Cursor& cursor, std::uint32_t section);

}  // namespace pland::features
