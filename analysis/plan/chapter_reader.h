// How the facts of a chapter are read: one walk over the top-level blocks of its segments.
//
// The walk keeps what a reader keeps in mind: the section it is in, the label a list stands under,
// the bold line that opened an entity. Each block kind has one function; what an entity is, is
// decided in entities.cpp, what names a file in mentions.cpp, what a line of label and value is in
// field_lines.cpp.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "analysis/plan/facts.h"

namespace pland::plan {

// A label and value within plain text: offsets in it.
struct FieldLine {
  Span label;
  Span value;
  std::uint32_t end = 0;  // of the line or lines
  FieldForm form = FieldForm::plain;
};
// The fields that a paragraph's plain text consists of; empty when it is prose.
std::vector<FieldLine> find_field_lines(const markdown::Plain& plain);
// The bold words a text begins with (behind emoji and status marks): `**Name**: …`. Empty if none.
Span leading_strong(const markdown::Plain& plain);

// What a heading is, given what stands above it.
EntityKind unit_of_heading(std::string_view title, std::string_view normal, std::optional<SectionRole> role,
                           const std::optional<FoundPeriod>& period, std::uint8_t level,
                           const Context& context);
// What the items below a label or heading of that role are.
EntityKind unit_of_items(std::optional<SectionRole> role);
std::optional<Strictness> strictness_of(SectionRole role, const Context& context);
// `ADR-0007`, `[TEN-3]` at the start of a title.
std::string explicit_id(std::string_view title);
bool closes(Status status);

// The files that a code span or a fence names.
bool looks_like_path(std::string_view text);
std::vector<Span> find_box_paths(std::string_view code);
Directive read_directive(std::string_view comment, std::uint32_t offset);
bool is_directive(std::string_view comment);

class ChapterReader {
 public:
  ChapterReader(const markdown::ChapterPtr& chapter, const Context& before);
  ChapterFactsPtr read();

 private:
  using NodeIndex = std::uint32_t;

  const markdown::Node& node(NodeIndex index) const { return segment_->tree.nodes[index]; }
  Span placed(Span span) const { return span.shifted(base_); }
  Section& section() { return facts_->sections.back(); }
  std::uint32_t section_index() const { return static_cast<std::uint32_t>(facts_->sections.size() - 1); }
  std::optional<SectionRole> inherited_role() const;

  void read_segment();
  void block(NodeIndex index);
  void heading(NodeIndex index);
  void paragraph(NodeIndex index);
  void list(NodeIndex index, std::uint8_t depth, std::uint32_t parent);
  void item(NodeIndex index, std::uint8_t depth, std::uint32_t parent, bool ordered);
  void table(NodeIndex index);
  void row(NodeIndex index, Table& table);
  void fence(NodeIndex index);
  void front_matter(NodeIndex index);
  void quoted(NodeIndex index);
  void mentions();
  void summarise();

  void end_section(std::uint32_t offset);
  void push_ancestor(const Section& section);
  void add_run(markdown::Plain plain, std::uint32_t item, bool heading);
  void add_field(const markdown::Plain& plain, const FieldLine& line, std::uint32_t item);
  void open_label(std::uint32_t field);
  std::uint32_t add_entity(Entity entity);
  void describe(std::uint32_t field);  // gives a field to the entity that it is about
  void add_metric(std::uint32_t item, const markdown::Plain& plain, Strictness strictness);
  std::optional<Strictness> metric_strictness(std::uint32_t label) const;

  std::shared_ptr<ChapterFacts> facts_;
  const markdown::Segment* segment_ = nullptr;
  std::uint32_t base_ = 0;          // of the segment in the chapter
  Context context_;                 // ancestors of the section being read, itself not among them
  std::uint32_t label_ = no_index;  // the field whose list or text follows
  std::uint32_t container_ = no_index;
  std::uint32_t bold_entity_ = no_index;
  std::vector<std::uint32_t> item_entities_;  // innermost last
};

}  // namespace pland::plan
