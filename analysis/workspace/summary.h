// What the workspace remembers of every document, open or not: enough for others to link to it,
// name what is in it and show a summary; no text and no tree, so that ten thousand closed files
// cost little.
//
// Names are views into a few strings that the summary holds: one for a closed file, one for each
// chapter of an open one. So a file costs few allocations, and the summary after an edit is a copy
// of plain numbers, moved by what the edit added: no string is made again but in the chapter that
// changed. Whoever keeps an Anchor or NamedEntity keeps its Summary.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/markdown/document.h"
#include "analysis/plan/plan.h"

namespace pland::workspace {

struct Place {  // where something stands: byte span, and lines from 0 with byte columns
  Span span;
  markdown::Position begin;
  markdown::Position end;
};

struct Anchor {
  std::string_view slug;       // as GitHub makes it, repeats counted; or an explicit id
  std::string_view title;      // of the heading; empty for an id
  Place place;                 // of the heading's text; of the id
  std::uint8_t level = 0;      // 0 for an id
  bool plain_columns = false;  // see NamedEntity
};

// A stretch of days in four bytes; what lies beyond is as far off as it goes.
struct Days {
  static constexpr std::int16_t never = -32768;
  static constexpr std::int16_t forever = 32767;
  std::int16_t first = never;  // from 2000-01-01
  std::int16_t last = never;   // included

  Days() = default;
  explicit Days(plan::DateRange range);
  static std::int16_t number(plan::Date date);
  bool known() const { return last != never; }
  bool overlaps(Days other) const { return first <= other.last && other.first <= last; }
  friend bool operator==(Days, Days) = default;
};

struct NamedEntity {
  plan::EntityKind kind = plan::EntityKind::none;
  std::optional<plan::Status> status;
  // Nothing but ASCII stands before its name and in it on its line: byte columns are columns in
  // every encoding.
  bool plain_columns = false;
  Days days;  // of its period, where the calendar's quarters place it
  std::string_view title;
  std::string_view key;  // normalised
  std::string_view id;
  std::string_view detail;  // short: "in progress · Q2 2027"
  std::string_view owner;   // as written
  // What it says of others, a line each: see Need. Most say nothing.
  std::string_view needs;
  Place place;  // of its name
};

// A reference of an entity (plan::Reference), as its summary keeps it.
struct Need {
  plan::Relation relation = plan::Relation::depends_on;
  plan::ReferenceForm form = plan::ReferenceForm::name;
  // Of a link the path of the document, and `#fragment` where there is one; else as a Reference has
  // it.
  std::string_view target;
};
std::vector<Need> needs_of(const NamedEntity& entity);

struct Shipped {             // an entry of a changelog that names something (said.h)
  std::string_view name;     // an identifier in lower case, or `path#fragment`
  std::uint32_t offset = 0;  // of the entry
};

struct Piece;  // what one chapter adds (summary.cpp)

struct Summary {
  std::string path;
  plan::DocumentKind kind = plan::DocumentKind::none;
  plan::KindSource kind_source = plan::KindSource::none;
  std::string title;    // of its first heading, else of its front matter
  std::string purpose;  // the first sentence of its purpose, or of its first paragraph or theme
  std::optional<plan::Date> last_updated;
  std::vector<Anchor> anchors;        // in text order
  std::vector<NamedEntity> entities;  // in text order; placeholders are none
  // Paths that it links to, sorted, each once; of wiki links what they say (`wiki_target`): which
  // file that is, the other files decide.
  std::vector<std::string> targets;
  std::vector<std::string> parents;  // of them those that it calls its parent
  std::vector<std::string> imports;  // paths that it imports (`@docs/style.md`), sorted, each once
  std::vector<Shipped> shipped;      // of a changelog, in text order
  std::uint32_t milestones = 0;      // horizons (now, next, later) aside
  std::uint32_t open_initiatives = 0;
  std::uint32_t open_tasks = 0;
  std::uint32_t done_tasks = 0;
  std::uint32_t objectives = 0;
  std::uint32_t metrics = 0;  // key results among them; placeholders and mere criteria aside
  bool is_template = false;

  // No business of others: a table of the anchors by slug, the pieces of an open document, what
  // else the views look at, and what the next summary must know to take over places and slugs.
  std::shared_ptr<const std::vector<std::uint32_t>> by_slug;
  struct PieceSlot {
    std::shared_ptr<const Piece> piece;
    // The same as the piece says, without opening it.
    const void* facts = nullptr;
    std::uint32_t anchors = 0;
    std::uint32_t entities = 0;
    bool has_nested = false;
    bool has_purpose = false;
    bool has_opening = false;
    bool has_shipped = false;
  };
  std::vector<PieceSlot> pieces;
  std::vector<std::shared_ptr<const void>> kept;
  const void* slug_list = nullptr;  // the plan's, where the slugs are its strings
  std::uint32_t bytes = 0;
  std::uint32_t line_ends = 0;
  // What it takes to load it, in hundreds of tokens of about four bytes: coarse, so that few edits
  // make it another one.
  std::uint32_t weight() const { return (bytes + 399) / 400; }

  // Exact match first, then without regard to case. GitHub's own `user-content-` prefix may be
  // there.
  const Anchor* anchor(std::string_view fragment) const;

  // Whether its text says something (said.h), in this number.
  bool says(std::uint32_t number) const;
  void each_number(const std::function<void(std::uint32_t)>& visit) const;
  // Of a document that is not open: what it says.
  std::vector<std::uint32_t> said;
};
using SummaryPtr = std::shared_ptr<const Summary>;

// From scratch and compact: how a file that is not open is remembered. `root` is the workspace's
// folder that holds it, from which paths in code and `/docs/a.md` may be seen; empty: none.
SummaryPtr summarise(std::string_view path, std::string_view root, const markdown::Document& text,
                     const plan::Plan& plan);
// The same, sharing what `previous` (of an earlier text of the same document) has.
SummaryPtr summarise_again(std::string_view path, std::string_view root,
                           const markdown::Document& text, const plan::Plan& plan,
                           const Summary& previous);
// Whether links to it would be judged alike: the same anchors under the same titles.
bool same_anchors(const Summary& a, const Summary& b);
// Whether it is the same to those that name it: kind, names, status, days, what it says of others.
bool same_thing(const NamedEntity& a, const NamedEntity& b);
// The entities in which the two differ: those of `a` that are not in `b` and the other way round,
// as far as their order tells. Of one document before and after an edit only those that it touched
// are looked at.
std::vector<const NamedEntity*> changed_entities(const Summary& a, const Summary& b);
// What the text of one says and that of the other does not, and the other way round, sorted; of one
// document before and after an edit only what it touched is looked at.
std::vector<std::uint32_t> changed_numbers(const Summary& a, const Summary& b);
// Whether others could see a difference: title, kind, anchors, entities by name, status, period and
// owner, what it links to and imports (places aside), and its weight, where it imports or is a
// guide.
bool same_exports(const Summary& a, const Summary& b);

}  // namespace pland::workspace
