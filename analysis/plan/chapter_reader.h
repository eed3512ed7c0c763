// How the facts of a chapter are read: one walk over the top-level blocks of its segments.
//
// The walk keeps what a reader keeps in mind: the section it is in, the label a list stands under,
// the bold line that opened an entity. What each sort of block says is read in a file of its own:
// sections and the walk in chapter_reader.cpp, labels and paragraphs in paragraphs.cpp, lists in
// items.cpp, tables in tables.cpp, what names a file in mentions.cpp. Those know the tree; what a
// title is (entities.h) and where a label ends (field_lines.h) is decided on plain text.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/plan/entities.h"
#include "analysis/plan/facts.h"
#include "analysis/plan/field_lines.h"

namespace pland::plan {

class ChapterReader {
 public:
  ChapterReader(const markdown::ChapterPtr& chapter, const Context& before);
  ChapterFactsPtr read();

 private:
  using NodeIndex = std::uint32_t;
  using Plain = markdown::Plain;

  // chapter_reader.cpp
  const markdown::Node& node(NodeIndex index) const { return segment_->tree.nodes[index]; }
  Span placed(Span span) const { return span.shifted(base_); }
  Plain plain(NodeIndex index) const { return markdown::plain(*segment_, index, base_); }
  Section& section() { return facts_->sections.back(); }
  const Section& section() const { return facts_->sections.back(); }
  std::uint32_t section_index() const;
  void read_segment();
  void block(NodeIndex index);
  void heading(NodeIndex index);
  void begin_section(Section next, const std::string& title, const std::string& normal);
  void end_section(std::uint32_t offset);
  void thematic_break();
  void front_matter(NodeIndex index);
  void quoted(NodeIndex index);
  void add_run(Plain text, std::uint32_t item, bool heading);
  void add_section_entity(const std::string& title, const std::string& normal);
  bool may_be_work(const std::string& title, const std::string& normal) const;
  void become_work();
  void take_year_above(Period& period) const;
  std::uint32_t add_entity(Entity entity, std::optional<Status> bucket);
  void summarise();
  bool is_empty_block(NodeIndex index) const;

  // paragraphs.cpp
  void paragraph(NodeIndex index);
  bool bold_line(const Plain& text, Span bold);
  bool is_emphasised_label(NodeIndex index, const Plain& text) const;
  void prose(const Plain& text);
  void add_field_line(const Plain& text, const FieldLine& line, std::uint32_t item);
  std::uint32_t add_field(Field field);
  void attach(std::uint32_t field, std::uint32_t entity);
  bool is_of_section(const Field& field) const;
  bool makes_work(const Field& field) const;
  void open_label(std::uint32_t field, const Plain& text, const FieldLine& line);
  void close_label();
  void close_container();
  void add_values(const Field& field, const Plain& text, Span value, std::uint32_t container);
  void add_paragraph_metric(const Plain& text);
  bool in_planned_work() const;
  void status_heading(const Plain& text);
  std::uint32_t owner() const;
  std::optional<Strictness> strictness_of_label(const Field& field) const;
  Members members_here() const;
  Members members_of_label(const Field& field) const;

  // items.cpp
  struct ItemPlace;
  void list(NodeIndex index, std::uint8_t depth, std::uint32_t parent);
  void item(NodeIndex index, const ItemPlace& place);
  void item_blocks(NodeIndex index, const ItemPlace& place, std::uint32_t item);
  bool is_field_item(const Plain& text, const std::vector<FieldLine>& lines, const ItemPlace& place,
                     bool nested, bool metric_place) const;
  EntityKind unit_of_item(NodeIndex index, const Item& made, const ItemPlace& place, bool bold,
                          bool nested) const;
  void add_item_metric(std::uint32_t item, const Plain& text);
  bool says_more(std::uint32_t parent, const Plain& text);
  std::uint32_t metric_above(std::uint32_t item) const;
  bool is_described_below(NodeIndex item) const;
  bool lists_work_here() const;
  bool is_work_below_milestone(NodeIndex item) const;
  bool has_field_below(NodeIndex node, bool (*wanted)(FieldRole)) const;
  void describe_metric(std::uint32_t parent, const Field& field);
  std::uint32_t container_here() const;
  std::optional<Strictness> strictness_here() const;

  // tables.cpp
  struct TableReading;
  void table(NodeIndex index);
  void read_cells(NodeIndex index, TableReading& reading) const;
  void add_metadata(const TableReading& reading);
  void add_column_containers(const TableReading& reading);
  void add_row(const TableReading& reading, std::size_t row);
  void add_row_metric(const TableReading& reading, std::size_t row, std::uint32_t item);
  void add_row_fields(const TableReading& reading, std::size_t row, std::uint32_t item);

  // mentions.cpp
  void mentions();
  void add_links();
  void add_wiki_links();
  void link_in_runs(Span text);
  void add_definitions();
  void add_code_paths();
  void add_path(Span path);
  void add_paths(Span value);
  void add_imports();
  void add_import(std::uint32_t at);
  void add_comments();
  void add_tag_placeholders();
  void fence(NodeIndex index);
  std::uint32_t section_at(std::uint32_t offset) const;
  bool in_quote(std::uint32_t offset) const;

  std::shared_ptr<ChapterFacts> facts_;
  const markdown::Segment* segment_ = nullptr;
  std::uint32_t base_ = 0;           // of the segment in the chapter
  std::uint32_t first_section_ = 0;  // the one that the segment starts in
  std::size_t first_run_ = 0;        // of the segment
  std::vector<Span> quotes_;         // of the segment, outermost ones
  const Vocabulary* words() const { return context_.vocabulary.get(); }

  Context context_;  // ancestors of the section being read, itself not among them

  // What the section's heading decides.
  Members section_members_;
  std::uint32_t section_container_ = no_index;
  std::optional<Strictness> section_strictness_;  // its own, or that of a heading above it
  std::optional<std::string> work_title_;  // what the section is called if its fields make it work
  bool footer_ = false;                    // behind a rule: what follows speaks of the document
  bool awaits_value_ = false;              // `## Status`: a short paragraph is its value

  // What the last label or bold line decides.
  std::uint32_t label_ = no_index;  // the field whose list or text follows
  Members label_members_;
  bool listed_ = false;                 // the label has had its list
  bool grouped_ = false;                // `**Technical:**` within a label's metrics
  std::uint32_t container_ = no_index;  // of a label
  std::uint8_t base_depth_ = 0;         // of the items that the label or container speaks of
  std::uint32_t bold_entity_ = no_index;
  bool bold_in_label_ = false;         // it is one of the label's members, not the section's
  std::vector<std::uint32_t> owners_;  // whose the fields of the open items are, innermost last
};

// From a recogniser's plain text to what the facts hold (chapter_reader.cpp).
std::vector<StatusFact> title_statuses(const markdown::Plain& text, const Vocabulary* own);
std::string title_of(const markdown::Plain& text, const Vocabulary* own);
std::optional<Span> attribute_id(std::string_view heading);
bool is_all_struck(const markdown::Plain& text);
bool is_done(const std::vector<StatusFact>& statuses);
FoundPeriod placed_period(const markdown::Plain& text, FoundPeriod found);

// The files that a code span or a fence names (mentions.cpp).
bool looks_like_path(std::string_view text);
bool leads_up(std::string_view before, std::string_view shown);
std::vector<Span> find_box_paths(std::string_view code);
Directive read_directive(std::string_view comment, std::uint32_t offset);
bool is_directive(std::string_view comment);

}  // namespace pland::plan
