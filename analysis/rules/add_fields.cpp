#include "analysis/rules/add_fields.h"

#include <algorithm>
#include <fmt/format.h>
#include <optional>
#include <string>
#include <string_view>

#include "analysis/rules/label_style.h"
#include "analysis/rules/line.h"
#include "analysis/text/unicode.h"

namespace pland::rules {
namespace {

using plan::Field;
using plan::Item;

// The words that stand in front of a list item's text: its indentation and its marker.
std::string lead_of(std::string_view line) {
  std::size_t at = 0;
  while (at < line.size() && (line[at] == ' ' || line[at] == '\t')) ++at;
  while (at < line.size() && line[at] != ' ' && line[at] != '\t') ++at;
  while (at < line.size() && (line[at] == ' ' || line[at] == '\t')) ++at;
  return std::string(line.substr(0, at));
}

bool is_bullet(std::string_view lead) {
  const std::string_view marker = text::trim(lead);
  return marker == "-" || marker == "*" || marker == "+";
}

struct Place {
  std::uint32_t at = 0;   // in the document: behind a line's last byte
  std::string before;     // each new line
  std::string behind;     // "  " where lines end in hard breaks
  bool apart = false;     // a blank line goes in front
  bool own_lines = true;  // lines follow each other without blank lines
};

class Writer {
 public:
  Writer(const DocumentInput& input, std::uint32_t entry, const plan::Entity& entity)
      : input_(input),
        facts_(input.plan.facts(entry)),
        entity_(entity),
        base_(input.plan.offset(entry)) {}

  // Behind the last field that stands before the first missing one in the aspects' order; where
  // there is none, behind the thing's last field.
  const Field* anchor(std::span<const Aspect> aspects, std::uint8_t which) const {
    const Field* last = nullptr;
    const Field* best = nullptr;
    std::size_t first_missing = 0;
    while (first_missing < aspects.size() && (which >> first_missing & 1U) == 0) ++first_missing;
    for (std::uint32_t i = entity_.first_field; i != plan::no_index; i = facts_.fields[i].next) {
      const Field& field = facts_.fields[i];
      if (field.form > plan::FieldForm::plain || field.section != entity_.section) continue;
      last = &field;
      for (std::size_t a = 0; a < first_missing; ++a)
        if (field.role && std::find(aspects[a].roles.begin(), aspects[a].roles.end(), field.role) !=
                              aspects[a].roles.end())
          best = &field;
    }
    return best == nullptr ? last : best;
  }

  Place behind(const Field& field) const {
    Place place;
    std::uint32_t end = field.span.end;
    const auto index = static_cast<std::uint32_t>(&field - facts_.fields.data());
    bool list = false;
    // Items stand in the order of the text; those of a label that leads an item are in its span.
    auto item = std::lower_bound(
        facts_.items.begin(), facts_.items.end(), field.span.end,
        [](const Item& one, std::uint32_t offset) { return one.span.begin < offset; });
    for (; field.item == plan::no_index && item != facts_.items.end() && item->label == index;
         ++item) {
      end = std::max(end, item->span.end);
      list = true;
    }
    if (field.item < facts_.items.size()) {
      const Item& own = facts_.items[field.item];
      end = std::max(end, own.span.end);
      place.before = lead_of(line_at(own.span.begin));
      if (!is_bullet(place.before)) place.before = indent_of(place.before) + "- ";
    }
    place.at = end_of_line(end);
    place.apart = list;
    if (field.item == plan::no_index && !list) {
      place.behind = hard_break(place.at);
      place.apart = stands_alone(field);
      place.own_lines = !place.apart;
    }
    return place;
  }

  Place without_fields() const {
    Place place;
    place.before = "- ";
    if (entity_.item < facts_.items.size()) {
      const Item& item = facts_.items[entity_.item];
      const std::string lead = lead_of(line_at(item.span.begin));
      place.before = std::string(lead.size(), ' ') + "- ";
      place.at = end_of_line(item.text.end);
      return place;
    }
    place.apart = true;
    const Span extent = entity_.is_section ? facts_.sections[entity_.section].body
                                           : Span{entity_.span.end, extent_of(facts_, entity_).end};
    place.at = end_of_section(input_.text, input_.plan, extent.shifted(base_));
    return place;
  }

  std::uint32_t base() const { return base_; }

 private:
  std::string line_at(std::uint32_t offset) const {
    return input_.text.line_text(input_.text.position(offset + base_).line);
  }
  static std::string indent_of(std::string_view lead) {
    const std::size_t at = lead.find_first_not_of(" \t");
    return std::string(lead.substr(0, at == std::string_view::npos ? 0 : at));
  }
  // Of the line that the byte before `offset` stands on.
  std::uint32_t end_of_line(std::uint32_t offset) const {
    std::uint32_t at = offset + base_;
    while (at > base_ && (is(at - 1, '\n') || is(at - 1, '\r'))) --at;
    return input_.text.line_span(input_.text.position(at).line).end;
  }
  bool is(std::uint32_t offset, char c) const {
    return input_.text.text({offset, offset + 1}) == std::string_view(&c, 1);
  }
  std::string hard_break(std::uint32_t line_end) const {
    const std::string line = input_.text.line_text(input_.text.position(line_end).line);
    if (line.ends_with("\\")) return "\\";
    const std::size_t last = line.find_last_not_of(' ');
    const std::size_t spaces = line.size() - (last == std::string::npos ? 0 : last + 1);
    return spaces >= 2 ? std::string(spaces, ' ') : std::string();
  }
  // A paragraph of its own: blank lines around it.
  bool stands_alone(const Field& field) const {
    const std::uint32_t line = input_.text.position(field.span.begin + base_).line;
    const auto blank = [&](std::uint32_t number) {
      return number >= input_.text.line_count() ||
             text::trim(input_.text.line_text(number)).empty();
    };
    const std::uint32_t last = input_.text.position(end_of_line(field.span.end)).line;
    const bool only = entity_.first_field == entity_.last_field;
    return !only && (line == 0 || blank(line - 1)) && blank(last + 1);
  }

  const DocumentInput& input_;
  const plan::ChapterFacts& facts_;
  const plan::Entity& entity_;
  std::uint32_t base_;
};

}  // namespace

Fix add_fields(const DocumentInput& input, std::uint32_t entry, const plan::Entity& entity,
               std::span<const Aspect> aspects, std::uint8_t which, plan::FieldForm form) {
  const Writer writer(input, entry, entity);
  const Field* anchor = writer.anchor(aspects, which);
  const Place place = anchor == nullptr ? writer.without_fields() : writer.behind(*anchor);
  if (anchor != nullptr) form = anchor->form;
  const std::string_view eol = line_ending(input.text);

  std::string text, labels;
  int stop = 1;
  for (std::size_t a = 0; a < aspects.size(); ++a) {
    if ((which >> a & 1U) == 0) continue;
    if (!labels.empty()) labels += ", ";
    labels += fmt::format("\"{}\"", aspects[a].label);
    const bool blank = text.empty() ? place.apart : !place.own_lines;
    text += eol;
    if (blank) text += eol;
    text += fmt::format("{}{} {}{}", place.before, snippet_of(label_line(aspects[a].label, form)),
                        snippet_of(aspects[a].value, stop++), place.behind);
  }
  Fix fix;
  fix.title = fmt::format("Add {}", labels);
  fix.safe = false;  // it asks for words that only the author has
  fix.preferred = true;
  fix.snippet = true;
  const std::uint32_t at = place.at - writer.base();
  fix.edits.push_back({"", {at, at}, std::move(text)});
  return fix;
}

}  // namespace pland::rules
