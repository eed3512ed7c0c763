// A place where somebody types: the cursor with the bytes of its line. Shared by the parts of
// completion, each of which looks for its own sort of place; no business of others.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "analysis/features/completion.h"
#include "analysis/features/cursor.h"
#include "analysis/features/skeleton.h"
#include "analysis/plan/kind.h"

namespace pland::features {

struct Typing {
  const workspace::Workspace& workspace;
  const workspace::Document& document;
  const rules::Settings& settings;
  Cursor cursor;
  std::uint32_t offset = 0;
  std::uint32_t line = 0;        // number, from 0
  std::uint32_t line_begin = 0;  // offset of its first byte
  std::string text;              // the line without its ending

  std::uint32_t column() const { return offset - line_begin; }
  std::string_view before() const { return std::string_view(text).substr(0, column()); }
  std::string_view after() const { return std::string_view(text).substr(column()); }
  // From a column of the line to the cursor.
  Span typed_from(std::size_t from) const {
    return {line_begin + static_cast<std::uint32_t>(from), offset};
  }
};

// A list marker and what follows it on a line.
struct LineStart {
  std::uint32_t indent = 0;   // in columns: a tab goes to the next multiple of four
  bool marker = false;        // `-`, `*`, `+`, `1.`, `1)`
  std::uint32_t content = 0;  // bytes up to what stands behind marker and spaces
};
// How far the spaces and tabs at a line's start reach.
std::uint32_t columns_of(std::string_view blank);
LineStart start_of(std::string_view line);

// Each adds what it knows and says whether this was its sort of place, even if it had nothing.
bool complete_directive(const Typing& typing, CompletionList& list);
bool complete_wiki_link(const Typing& typing, CompletionList& list);
bool complete_destination(const Typing& typing, CompletionList& list);
bool complete_label(const Typing& typing, CompletionList& list);
bool complete_heading(const Typing& typing, CompletionList& list);
bool complete_value(const Typing& typing, CompletionList& list);
bool complete_field(const Typing& typing, CompletionList& list);
bool complete_key(const Typing& typing, CompletionList& list);

// The links that name an entity: to its own heading, or to the nearest one above it.
std::string link_to(const workspace::Document& from, const workspace::Summary& document,
                    const workspace::NamedEntity& entity);

// The nearest heading above an entity; null where there is none.
const workspace::Anchor* heading_above(const workspace::Summary& document,
                                       const workspace::NamedEntity& entity);

// What every piece of a template needs: the calendar, and where its links lead from here.
SkeletonOptions skeleton_options(const Typing& typing);

// Whether a document's field is one that the template has.
bool names_field(const plan::SchemaField& wanted, const plan::Field& field);

// Letters of `typed` in this order in `text`, in any case.
bool is_subsequence(std::string_view typed, std::string_view text);
bool is_picture(std::string_view name);
// How many documents from everywhere are offered at a time.
inline constexpr std::size_t most_documents = 200;

// "03": sorts as numbers do, up to 9999.
std::string rank(std::size_t number);

}  // namespace pland::features
