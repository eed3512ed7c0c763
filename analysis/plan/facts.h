// What a chapter says, as values: sections, fields, items, metrics and the entities they make.
//
// Derived from one chapter's trees and the little that its surroundings decide (`Context`): nothing
// else, so an edit derives the facts of one chapter again and all others stand. All spans count
// from the chapter's first byte. A fact holds the plain text it was read from, because features
// show it and rules compare it.
//
// Absent on purpose: judgement (rules/), the document's outline (plan.h), other documents.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "analysis/markdown/document.h"
#include "analysis/markdown/plain.h"
#include "analysis/plan/date.h"
#include "analysis/plan/label.h"
#include "analysis/plan/period.h"
#include "analysis/plan/placeholder.h"
#include "analysis/plan/quantity.h"
#include "analysis/plan/status.h"
#include "analysis/plan/vocabulary.h"

namespace pland::plan {

enum class DocumentKind : std::uint8_t { none, roadmap, plan, okr, decision, changelog, guide };
std::string_view name(DocumentKind kind);
std::optional<DocumentKind> document_kind_named(std::string_view name);

enum class EntityKind : std::uint8_t {
  none,
  theme,
  objective,
  milestone,
  initiative,
  metric,
  decision,
  non_goal,
  risk,
  dependency,
  task,
  blocker,
  release,
  revision,
};
std::string_view name(EntityKind kind);               // "non-goal"
std::string_view name(Status status, EntityKind of);  // a decision is "accepted", not "done"

inline constexpr std::uint32_t no_index = 0xffffffff;

struct StatusFact {
  Status status;
  Span span;
  enum class Source : std::uint8_t { title, checkbox, field, strike, bucket } source;
  StatusForm form = StatusForm::word;
};

// A heading with the text below it, up to the next heading of any level. Section 0 of a chapter
// without a heading at its start has level 0.
struct Section {
  Span span;          // the heading's block
  Span title_span;    // the heading's text
  Span body;          // from behind the heading's line to the next heading or the end
  std::string title;  // plain text
  std::string key;    // the title, normalised
  std::optional<std::string> anchor_text;  // what its anchor is made of, where not the title
  std::uint8_t level = 0;                  // 1–6; 0 for text before the first heading
  std::optional<SectionRole> role;
  std::optional<FoundPeriod> period;      // spans in the source; role `leads` or `document` only
  std::optional<Days> days;               // of the entity, by heading or fields (days.h)
  std::vector<StatusFact> statuses;       // from the title
  EntityKind unit = EntityKind::none;     // what the section itself is
  EntityKind members = EntityKind::none;  // what is listed below it: themes below "Themes"
  std::uint32_t entity = no_index;        // its entity, where it is one
  bool measured_goal = false;             // its goal line holds a number
  std::uint32_t blocks = 0;               // top-level blocks in the body, comments and rules aside
};

enum class FieldForm : std::uint8_t {
  colon_outside,  // **Label**: value
  colon_inside,   // **Label:** value
  dash,           // **Label** — value
  plain,          // Label: value, where the label is a known one
  table_row,      // a cell under its column's name, or a row of a table of metadata
  front_matter,
  heading,  // `## Status`, and one short paragraph below it
};

struct Field {  // **Label**: value
  Span span;    // from the label's markup to the end of the value
  Span label;   // the label's words
  Span value;   // empty where there is none
  std::string label_text;
  std::string value_text;  // plain
  std::optional<FieldRole> role;
  std::optional<SectionRole> section_role;  // what the label would mean as a heading
  FieldForm form = FieldForm::plain;
  std::uint32_t section = 0;
  std::uint32_t item = no_index;    // the list item that it belongs to (or is)
  std::uint32_t entity = no_index;  // the entity that it describes
  std::uint32_t next = no_index;    // the next field of that entity
};

struct Item {  // a list item or a table's body row
  Span span;
  Span text;          // its own words, without marker, task mark and nested lists
  std::string plain;  // the same as plain text
  std::string name;   // of a bold-led item the bold words, else the plain text
  Span name_span;
  std::optional<bool> checked;  // of a task list item
  Span checkbox;                // `[x]`
  bool struck = false;          // all of it
  bool ordered = false;
  bool row = false;          // of a table
  bool placeholder = false;  // nothing but a placeholder
  std::uint8_t depth = 0;    // 0: top-level list of its section
  std::vector<StatusFact> statuses;
  std::uint32_t section = 0;
  std::uint32_t parent = no_index;     // item
  std::uint32_t container = no_index;  // metrics container it stands in
  std::uint32_t label = no_index;      // the field above whose list it belongs to
  std::uint32_t table = no_index;
  std::uint32_t entity = no_index;
  std::uint32_t metric = no_index;
};

struct Table {
  Span span;
  struct Column {
    std::string name;
    std::optional<FieldRole> role;
  };
  std::vector<Column> columns;
  struct Cell {
    Span span;
    std::string plain;
  };
  std::vector<std::vector<Cell>> rows;  // of the body
  std::vector<std::uint32_t> items;     // of each row
  // How many cells each row has as it is written, and GitHub reads it: a `|` in code ends one too,
  // and what goes beyond the columns is not shown.
  std::vector<std::uint32_t> written;
  std::uint32_t section = 0;
  bool metadata = false;  // two columns of label and value
};

enum class Strictness : std::uint8_t { strict, criteria, weak };

struct Container {  // a place that should hold metrics or criteria
  Span label;       // the words of its label or heading
  std::string title;
  Strictness strictness = Strictness::strict;
  bool heading = false;           // a section of its own
  std::uint32_t section = 0;      // where it stands, or which it is
  std::uint32_t item = no_index;  // the item whose label it is
  std::uint32_t metrics = 0;      // how many
  std::uint32_t filled = 0;       // of them no placeholders
  bool content = false;           // anything at all below or behind it
  bool column = false;            // of a table, whose cells hold them
};

struct Metric {
  Span span;
  std::string text;
  Measurability judged;  // evidence in the chapter; the quantity's parts in `text`
  Strictness strictness = Strictness::strict;
  bool done = false;  // checked, struck, ✅
  bool measurable_child = false;
  // What fields or columns of its own say, where they do: "Baseline: 5" below a key result.
  std::string baseline;
  std::string target;
  std::string due;
  // Of a strict one with a number: a hash of what it is about (`subject`), else 0.
  std::uint64_t subject = 0;
  std::uint32_t container = 0;
  std::uint32_t section = 0;
  std::uint32_t item = no_index;
};

// A metric with all that is said of it elsewhere, to be measured: "Signups: from 5 to 10".
std::string measured_text(const Metric& metric);

struct Entity {
  EntityKind kind = EntityKind::none;
  Span span;  // heading, item or row
  Span name_span;
  std::string title;                 // without statuses, "Theme 1:" and the like kept
  std::string key;                   // normalised: how others name it
  std::string id;                    // an explicit identifier (TEN-3, ADR-0001), empty otherwise
  std::vector<StatusFact> statuses;  // own and from its Status field; the field's last
  std::optional<FoundPeriod> period;
  std::uint32_t section = no_index;  // in which it stands, or which it is
  std::uint32_t item = no_index;     // the item that it is
  bool is_section = false;
  bool placeholder = false;
  std::uint32_t first_field = no_index;  // of those that describe it; see Field::next
  std::uint32_t last_field = no_index;

  std::optional<Status> status() const {
    if (statuses.empty()) return std::nullopt;
    return statuses.back().status;
  }
};

enum class MentionForm : std::uint8_t { link, definition, code_path, box_path };

struct Mention {  // something that names a file or heading
  MentionForm form = MentionForm::link;
  markdown::LinkForm link_form = markdown::LinkForm::inline_link;
  Span span;         // all of it
  Span text;         // what is shown
  Span destination;  // as written
  Span path;
  Span fragment;
  Span label;             // references
  std::string target;     // destination with escapes resolved, not percent-decoded
  std::string label_key;  // references and definitions: folded
  bool image = false;
  bool wiki = false;  // [[path#fragment|text]]: a link whose parts are no URL's; see wiki_links.h
  bool has_fragment = false;
  bool placeholder = false;
  bool in_quote = false;
  bool up = false;  // what stands before it, or its label, calls it the parent
  std::uint32_t section = 0;
};

// `@docs/style.md` in running text: guides for agents load that file.
struct Import {
  Span span;           // from the @ on
  Span path;           // as written
  Span behind;         // what follows without a space: `:` in `@a.md: …`
  std::string target;  // the path with `\ ` resolved, without its fragment
  bool in_quote = false;
  std::uint32_t section = 0;
};

// What one thing says of another: `Depends on`, `Blocked by`, `Blocks`, `Supersedes`.
enum class Relation : std::uint8_t { depends_on, blocks, supersedes, superseded_by };
enum class ReferenceForm : std::uint8_t {
  link,
  id,       // TEN-3
  ordinal,  // "Phase 2", "Q1 2027"
  name,     // words that may be the name of something, or just words
};

struct Reference {
  Relation relation = Relation::depends_on;
  ReferenceForm form = ReferenceForm::name;
  Span span;           // what names the other thing
  std::string target;  // destination; the id; the period spelt out; the words, normalised
  std::uint32_t field = no_index;    // that says it
  std::uint32_t entity = no_index;   // whose it is
  std::uint32_t mention = no_index;  // of a link
};

struct Directive {  // <!-- pland-… -->
  enum class Kind : std::uint8_t {
    document_kind,
    ignore_next_line,
    ignore,
    ignore_end,
    ignore_file,
    unknown
  } kind;
  Span span;  // the comment
  Span names_span;
  std::vector<std::pair<std::string, Span>> rules;
  std::string reason;
  std::string value;  // document_kind
};

struct PlaceholderFact {
  Span span;
  PlaceholderForm form;
  PlaceholderStrength strength;
  std::string text;
  std::uint32_t section = 0;
};

// A run of prose: a heading, paragraph, item's paragraph or cell, outside quotes and code.
struct Run {
  markdown::Plain plain;
  std::uint32_t section = 0;
  std::uint32_t item = no_index;
  bool heading = false;
  bool quoted = false;
};

// A heading within a quote or an item: no section, but GitHub gives it an anchor all the same.
struct NestedHeading {
  Span span;  // its text
  std::string title;
};

// What a chapter must know of what is above it. Equal contexts give equal facts.
struct Ancestor {
  std::uint8_t level = 0;
  std::optional<SectionRole> role;
  EntityKind unit = EntityKind::none;
  EntityKind members = EntityKind::none;
  bool closed = false;  // done, or later: nothing below it is judged
  bool has_period = false;
  std::optional<int>
      year;  // of a heading that is one ("2027", "FY27"): "Q1" below it is that year's
  bool fiscal_year = false;  // … and it is a fiscal one
  friend bool operator==(const Ancestor&, const Ancestor&) = default;
};
struct Context {
  DocumentKind kind = DocumentKind::none;
  bool titled = false;              // a heading stands above: only the first can be the title
  bool wiki_links = false;          // `[[name]]` is a link, as configuration has it
  VocabularyPtr vocabulary;         // … and words beside the built-in ones
  std::vector<Ancestor> ancestors;  // levels ascending
  friend bool operator==(const Context&, const Context&) = default;
};

// What a chapter holds at all. Whoever looks through a whole document for something rare reads
// these bits and opens few chapters.
enum Holds : std::uint16_t {
  holds_containers = 1 << 0,
  holds_metrics = 1 << 1,
  holds_placeholders = 1 << 2,     // that cannot be anything else, or as a link's destination
  holds_reviews = 1 << 3,          // fields that say when to look again
  holds_document_status = 1 << 4,  // a status field that is nobody's but the document's
  holds_stated_months = 1 << 5,    // "Q1 2027 (Jan - Mar)", perhaps
  holds_directives = 1 << 6,
  holds_work = 1 << 7,            // initiatives, tasks, items or rows with a status
  holds_unknown_labels = 1 << 8,  // fields whose label means nothing
  holds_relations = 1 << 9,       // references, non-goals, things that are superseded
};

struct ChapterFacts {
  markdown::ChapterPtr chapter;
  Context before;
  Context after;
  std::vector<Section> sections;
  std::vector<Field> fields;
  std::vector<Item> items;
  std::vector<Table> tables;
  std::vector<Container> containers;
  std::vector<Metric> metrics;
  std::vector<Entity> entities;
  std::vector<Mention> mentions;
  std::vector<Reference> references;  // in the order of their fields
  std::vector<Import> imports;
  std::vector<Directive> directives;
  std::vector<PlaceholderFact> placeholders;
  std::vector<Run> runs;
  std::vector<NestedHeading> nested_headings;
  std::vector<Span> html_ids;  // explicit anchors: values of id and name, and `{#id}` of headings
  std::optional<Date> last_updated;
  std::optional<DocumentKind> declared;  // a comment or front matter says the document's kind
  std::uint32_t certain = 0;             // placeholders that cannot be anything else
  std::uint32_t words = 0;  // runs that say something: how much of a template is placeholders
  std::uint16_t holds = 0;  // bits of `Holds`

  const Field* field_of(std::uint32_t entity, FieldRole role) const;
  // The chapter's text; spans of the facts count in it.
  std::string text(Span span) const;

  std::vector<std::uint32_t> segment_starts;  // for `text`
};
using ChapterFactsPtr = std::shared_ptr<const ChapterFacts>;

ChapterFactsPtr derive(const markdown::ChapterPtr& chapter, const Context& before);

}  // namespace pland::plan
