#include "analysis/features/period_shape.h"

#include <algorithm>
#include <fmt/format.h>
#include <set>

#include "analysis/features/plan_edit.h"
#include "analysis/features/skeleton.h"
#include "analysis/plan/kind.h"
#include "analysis/plan/label.h"
#include "analysis/plan/status.h"
#include "analysis/rules/label_style.h"
#include "analysis/rules/line.h"
#include "analysis/rules/metrics/insert.h"
#include "analysis/rules/plain_items.h"
#include "analysis/text/unicode.h"

namespace pland::features {
namespace {

using markdown::NodeKind;
using plan::ChapterFacts;
using plan::EntityKind;
using plan::FieldRole;
using plan::no_index;

constexpr std::string_view initiative_placeholder = "**[Initiative 1]**: [Why it matters]";

const plan::SchemaSection* milestone_of_template(const plan::Plan& plan) {
  constexpr std::uint8_t bold_level = 7;
  if (plan.schema == nullptr) return nullptr;
  for (const plan::SchemaSection& section : plan.schema->sections)
    if (section.entity == EntityKind::milestone && section.level < bold_level) return &section;
  return nullptr;
}

// Signs before a period that are no status, and marks of emphasis.
std::string without_statuses(std::string_view before) {
  std::string out;
  while (!before.empty()) {
    const std::size_t size = text::emoji_size(before, 0);
    if (size > 0 && plan::status_of_emoji(before.substr(0, size))) {
      before.remove_prefix(size);
      while (before.starts_with(' ')) before.remove_prefix(1);
      continue;
    }
    const std::size_t take = size > 0 ? size : 1;
    out += before.substr(0, take);
    before.remove_prefix(take);
  }
  return out;
}

class Shape {
 public:
  Shape(const workspace::Document& document, std::uint32_t milestone,
        const std::vector<MovedText>& moved)
      : document_(document),
        text_(document.text),
        plan_(*document.plan),
        moved_(moved),
        eol_(line_ending(document.text)),
        template_(milestone_of_template(plan_)) {
    const plan::Section& section = plan_.section(milestone);
    if (!section.period) return;
    old_name_ = plan_.facts(milestone).text(section.period->span);
    if (const auto found = plan::find_period(old_name_))
      new_name_ = plan::next_spelling(old_name_, *found);
    if (new_name_.empty()) old_name_.clear();
  }

  void section(std::uint32_t entry, const std::string& heading) {
    line(heading);
    blocks(entry);
    bool listed = false, goal = false;
    for (std::uint32_t child = entry + 1; child < plan_.outline[entry].end; ++child) {
      if (plan_.outline[child].parent != entry) continue;
      const plan::Section& section = plan_.section(child);
      const std::string raw = plan_.facts(child).text(section.span);
      if (is_goal(child) && !holds_moved(child)) {
        if (std::exchange(goal, true)) continue;
        gap();
        this->section(child, of_next(goal_heading(child)));
        continue;
      }
      if (plan_.outline[child].unit != EntityKind::initiative) {
        // What has no role is of this period alone, unless what moves stands there.
        if (!section.role && !holds_moved(child)) continue;
        gap();
        this->section(child, of_next(raw));
        continue;
      }
      bool any = false;
      for (const MovedText& one : moved_) {
        if (!plan_.extent(child).contains(one.lines.begin)) continue;
        gap();
        lines_of_text(one.text);
        any = true;
      }
      listed = listed || any;
    }
    if (!listed && has_initiative_headings(entry) && moved_.empty()) {
      gap();
      line(std::string(plan_.outline[entry].level + 1u, '#') + " [Initiative 1]");
    }
  }

  bool says_anything() const { return out_.size() > 1; }
  std::string take() { return joined(out_, eol_); }

 private:
  bool holds_moved(std::uint32_t entry) const {
    return std::any_of(moved_.begin(), moved_.end(), [&](const MovedText& one) {
      return plan_.extent(entry).contains(one.lines.begin);
    });
  }

  // Of objectives and themes below a period one stands for all.
  bool is_goal(std::uint32_t entry) const {
    return plan_.outline[entry].unit == EntityKind::objective ||
           plan_.outline[entry].unit == EntityKind::theme;
  }

  // "### Objective 1: [Objective]", "### O1. [Objective]", "### [Objective 1]".
  std::string goal_heading(std::uint32_t entry) const {
    const std::string_view name =
        plan_.outline[entry].unit == EntityKind::objective ? "Objective" : "Theme";
    const std::string title = plan_.facts(entry).text(plan_.section(entry).title_span);
    std::size_t end = title.find_first_of("0123456789");
    std::string head;
    if (end != std::string::npos && end <= name.size() + 1) {
      head = title.substr(0, end) + "1";
      end = title.find_first_not_of("0123456789.", end);
      const std::size_t words =
          end == std::string::npos ? end : title.find_first_not_of(" :-.)", end);
      head += words == std::string::npos ? ": " : title.substr(end, words - end);
      if (end != std::string::npos)
        for (const std::string_view dash : {"— ", "– "})
          if (title.substr(words == std::string::npos ? title.size() : words).starts_with(dash))
            head += dash;
    }
    const std::string marks(plan_.outline[entry].level, '#');
    return head.empty() ? fmt::format("{} [{} 1]", marks, name)
                        : fmt::format("{} {}[{}]", marks, head, name);
  }

  bool has_initiative_headings(std::uint32_t entry) const {
    for (std::uint32_t child = entry + 1; child < plan_.outline[entry].end; ++child)
      if (plan_.outline[child].parent == entry &&
          plan_.outline[child].unit == EntityKind::initiative)
        return true;
    return false;
  }

  // "Exit Criteria for Phase 2" of the period that follows.
  std::string of_next(std::string text) const {
    if (old_name_.empty()) return text;
    const std::size_t at = text.find(old_name_);
    return at == std::string::npos ? text : text.replace(at, old_name_.size(), new_name_);
  }

  void line(std::string text) { out_.push_back(std::move(text)); }
  void gap() {
    if (!out_.empty() && !out_.back().empty()) out_.emplace_back();
  }
  void lines_of_text(std::string_view text) {
    for (std::string& one : lines_of(text)) line(std::move(one));
  }

  void blocks(std::uint32_t entry) {
    const ChapterFacts& facts = plan_.facts(entry);
    const std::uint32_t base = plan_.offset(entry);
    const plan::Section& section = plan_.section(entry);
    // What the document says of itself at its end is of no period.
    Span body = section.body.shifted(base);
    body.end = rules::end_of_section(text_, plan_, body);
    label_ = nullptr;
    const std::vector<std::uint32_t> plain = rules::plain_items(plan_, entry, true);
    plain_list_ = {plain.begin(), plain.end()};
    metrics_here_ = section.role && (section.role == plan::SectionRole::success_metrics ||
                                     section.role == plan::SectionRole::key_results);
    bool was_list = false;
    std::uint32_t bold_end = 0;  // of the thing that a bold line leads
    for (const PlacedNode& block : blocks_of(text_, body)) {
      const Span span = block.place(block->span);
      if (!body.contains(span.begin)) continue;
      const bool list = block->kind == NodeKind::list;
      const bool goes_on = std::exchange(was_list, list) && list;
      if (const plan::Entity* bold =
              bold_entity_in(facts, Span{span.begin - base, span.end - base})) {
        bold_end = extent_of({document(), chapter_of(entry), index_of(facts, bold)}).end;
        add_moved(span.begin, bold_end, true);
        continue;
      }
      if (span.begin < bold_end) continue;
      switch (block->kind) {
        case NodeKind::paragraph:
          paragraph(facts, base, span);
          break;
        case NodeKind::list:
          this->list(facts, base, entry, span, goes_on);
          break;
        case NodeKind::table:
          table(facts, base, span);
          break;
        default:
          break;
      }
    }
  }

  workspace::DocumentPtr document() const {
    // Not owned: the document outlives the shape.
    return {workspace::DocumentPtr(), &document_};
  }
  std::uint32_t chapter_of(std::uint32_t entry) const { return plan_.outline[entry].chapter; }
  static std::uint32_t index_of(const ChapterFacts& facts, const plan::Entity* entity) {
    return static_cast<std::uint32_t>(entity - facts.entities.data());
  }

  static const plan::Entity* bold_entity_in(const ChapterFacts& facts, Span span) {
    for (const plan::Entity& entity : facts.entities)
      if (!entity.is_section && entity.item == no_index && span.contains(entity.span.begin))
        return &entity;
    return nullptr;
  }

  // What moves out of a stretch of the old section.
  bool add_moved(std::uint32_t begin, std::uint32_t end, bool apart) {
    bool any = false;
    for (const MovedText& one : moved_) {
      if (one.lines.begin < line_begin(text_, begin) || one.lines.begin >= end) continue;
      if (apart) gap();
      lines_of_text(one.text);
      any = true;
    }
    return any;
  }

  void paragraph(const ChapterFacts& facts, std::uint32_t base, Span span) {
    label_ = nullptr;
    bool first = true;
    for (const plan::Field& field : facts.fields) {
      if (!span.contains(field.span.begin + base) || field.item != no_index) continue;
      if (!has_own_line(facts, field) || field.role == FieldRole::completed_on) continue;
      if (std::exchange(first, false)) gap();
      const bool value = !field.value.empty();
      line(line_like(facts, field, of_next(facts.text(field.label)),
                     value ? placeholder(field) : ""));
      label_ = value ? nullptr : &field;
    }
  }

  const plan::SchemaField* schema_field(std::string_view label) const {
    if (template_ == nullptr) return nullptr;
    const std::string normal = plan::normalise(label);
    for (const plan::SchemaField& field : template_->fields)
      for (const std::string& name : field.names)
        if (name == normal) return &field;
    return nullptr;
  }

  std::string placeholder(const plan::Field& field) const {
    switch (field.role.value_or(FieldRole::title)) {
      case FieldRole::status:
        return "Planned";
      case FieldRole::start:
      case FieldRole::target_date:
      case FieldRole::date:
        return "YYYY-MM-DD";
      default:
        break;
    }
    const plan::SchemaField* known = schema_field(field.label_text);
    if (known != nullptr && !known->placeholder.empty()) return known->placeholder;
    return placeholder_for(field.label_text);
  }

  void list(const ChapterFacts& facts, std::uint32_t base, std::uint32_t entry, Span span,
            bool goes_on) {
    const std::uint32_t top = text_.position(span.begin).line;
    const bool apart = top > 0 && is_blank_line(text_, top - 1);
    if (add_moved_list(span, goes_on, apart)) return;
    if (goes_on) return;
    const std::string first = text_.text(text_.line_span(top));
    const auto marker = marker_of(first);
    if (!marker) return;
    if (label_ == nullptr && is_list_of_fields(facts, base, span)) return fields(facts, base, span);
    const plan::Item* item = first_item(facts, base, span);
    if (item == nullptr) return;
    const auto index = static_cast<std::uint32_t>(item - facts.items.data());
    const bool plain = plain_list_.contains(index);
    const bool work = item->entity != no_index || plain;
    if (label_ == nullptr && !work && item->metric == no_index && !metrics_here_ &&
        !plan_.section(entry).role)
      return;
    if (apart || label_ == nullptr) gap();
    if (label_ != nullptr && below_label()) return;
    std::string words = item->metric != no_index || metrics_here_
                            ? std::string(rules::metric_placeholder)
                        : plain ? "[Initiative 1]"
                        : work && facts.entities[item->entity].kind == EntityKind::initiative
                            ? std::string(initiative_placeholder)
                            : "[Item 1]";
    if (item->checked) words = "[ ] " + words;
    Marker own = *marker;
    if (own.ordered()) own.sign = std::string("1") + own.sign.back();
    line(std::string(own.indent, ' ') + own.sign + std::string(own.gap, ' ') + words);
    label_ = nullptr;
  }

  bool add_moved_list(Span span, bool goes_on, bool apart) {
    const bool any = std::any_of(moved_.begin(), moved_.end(), [&](const MovedText& one) {
      return line_begin(text_, span.begin) <= one.lines.begin && one.lines.begin < span.end;
    });
    if (!any) return false;
    if (!goes_on && (apart || label_ == nullptr)) gap();
    label_ = nullptr;
    return add_moved(span.begin, span.end, false);
  }

  // What the template has below a label of that name.
  bool below_label() {
    const plan::SchemaField* known = schema_field(label_->label_text);
    if (known == nullptr) return false;
    std::vector<std::string> lines = lines_of(known->skeleton);
    lines.erase(lines.begin());
    while (!lines.empty() && lines.front().empty()) lines.erase(lines.begin());
    while (!lines.empty() && lines.back().empty()) lines.pop_back();
    if (lines.empty()) return false;
    for (std::string& one : lines) line(std::move(one));
    label_ = nullptr;
    return true;
  }

  static const plan::Item* first_item(const ChapterFacts& facts, std::uint32_t base, Span span) {
    for (const plan::Item& item : facts.items)
      if (!item.row && span.contains(item.span.begin + base)) return &item;
    return nullptr;
  }

  static bool is_list_of_fields(const ChapterFacts& facts, std::uint32_t base, Span span) {
    const plan::Item* first = first_item(facts, base, span);
    if (first == nullptr) return false;
    const auto index = static_cast<std::uint32_t>(first - facts.items.data());
    return std::any_of(facts.fields.begin(), facts.fields.end(),
                       [&](const plan::Field& field) { return field.item == index; });
  }

  // `- **Owner**: x` right below the heading.
  void fields(const ChapterFacts& facts, std::uint32_t base, Span span) {
    gap();
    for (const plan::Field& field : facts.fields) {
      if (field.item == no_index || !span.contains(field.span.begin + base)) continue;
      if (facts.items[field.item].parent != no_index || !has_own_line(facts, field)) continue;
      std::string one = line_like(facts, field, facts.text(field.label), placeholder(field));
      line(std::move(one));
    }
  }

  void table(const ChapterFacts& facts, std::uint32_t base, Span span) {
    label_ = nullptr;
    for (const plan::Table& table : facts.tables) {
      if (!span.contains(table.span.begin + base)) continue;
      gap();
      const std::uint32_t top = text_.position(table.span.begin + base).line;
      line(std::string(text_.line_text(top)));
      line(std::string(text_.line_text(top + 1)));
      if (add_moved(span.begin, span.end, false)) return;
      std::string row = "|";
      for (const plan::Table::Column& column : table.columns) {
        const std::string cell = placeholder_for(column.name);
        row += " " + (column.role == FieldRole::status ? std::string("Planned") : cell) + " |";
      }
      line(std::move(row));
      return;
    }
  }

  const workspace::Document& document_;
  const markdown::Document& text_;
  const plan::Plan& plan_;
  const std::vector<MovedText>& moved_;
  std::string eol_;
  const plan::SchemaSection* template_;
  std::string old_name_, new_name_;     // of the periods
  const plan::Field* label_ = nullptr;  // the last, where it waits for its list
  bool metrics_here_ = false;
  std::set<std::uint32_t> plain_list_;  // items of the section that are work by their place
  std::vector<std::string> out_;
};

// Other periods of the same level below the same heading, the nearest first.
std::vector<std::uint32_t> periods_beside(const plan::Plan& plan, std::uint32_t entry) {
  std::vector<std::uint32_t> out;
  for (std::uint32_t other = 0; other < plan.outline.size(); ++other)
    if (other != entry && plan.outline[other].parent == plan.outline[entry].parent &&
        plan.outline[other].level == plan.outline[entry].level &&
        plan.outline[other].unit == EntityKind::milestone)
      out.push_back(other);
  std::stable_sort(out.begin(), out.end(), [&](std::uint32_t a, std::uint32_t b) {
    const auto far = [&](std::uint32_t one) { return one > entry ? one - entry : entry - one; };
    return far(a) < far(b);
  });
  return out;
}

}  // namespace

std::string next_title(const plan::Plan& plan, std::uint32_t entry) {
  const plan::Section& section = plan.section(entry);
  const std::string raw = plan.facts(entry).text(section.title_span);
  const auto found = plan::find_period(raw);
  if (!found || found->role != plan::PeriodRole::leads) return {};
  const std::string spelling = plan::next_spelling(raw, *found);
  if (spelling.empty()) return {};
  const std::string head = without_statuses(std::string_view(raw).substr(0, found->span.begin));
  // Emphasis that ends behind the words begins before the period.
  const std::size_t mark = head.find_last_not_of("*_") + 1;
  const std::string marks = head.substr(mark);
  const std::size_t end =
      found->months ? std::max(found->months->span.end, found->span.end) : found->span.end;
  std::string out = head + spelling;
  std::string_view rest = std::string_view(raw).substr(end);
  const bool marked = !marks.empty() && rest.starts_with(marks);
  if (marked) {
    out += marks;
    rest.remove_prefix(marks.size());
  }
  for (const std::string_view joint : {": ", " - ", " – ", " — ", ". "}) {
    if (!rest.starts_with(joint)) continue;
    out += std::string(joint) + "[Theme/Focus]";
    break;
  }
  return marked ? out : out + marks;
}

std::string section_like(const workspace::Document& document, std::uint32_t entry,
                         const std::string& title, const std::vector<MovedText>& moved,
                         plan::Date today) {
  const plan::Plan& plan = *document.plan;
  const std::string heading = std::string(plan.outline[entry].level, '#') + " " + title;
  Shape shape(document, entry, moved);
  shape.section(entry, heading);
  if (shape.says_anything()) return shape.take();
  // As the nearest of its neighbours, before what a template says.
  if (moved.empty()) {
    for (const std::uint32_t beside : periods_beside(plan, entry)) {
      Shape other(document, beside, moved);
      other.section(beside, heading);
      if (other.says_anything()) return other.take();
    }
  }
  const plan::SchemaSection* section = milestone_of_template(plan);
  if (section == nullptr) return heading;
  SkeletonOptions options;
  options.today = today;
  options.heading = heading;
  options.shift = plan.outline[entry].level - section->level;
  const plan::FieldForm form = rules::label_form(plan);
  options.bold_colon_inside = form == plan::FieldForm::colon_inside;
  options.plain_labels = form == plan::FieldForm::plain;
  const std::string made = make_skeleton(section->skeleton, options).plain;
  return joined(lines_of(made), line_ending(document.text));
}

}  // namespace pland::features
