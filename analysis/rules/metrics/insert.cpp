#include "analysis/rules/metrics/insert.h"

#include <algorithm>
#include <fmt/format.h>
#include <string>

#include "analysis/rules/label_style.h"
#include "analysis/rules/line.h"
#include "analysis/text/unicode.h"

namespace pland::rules {
namespace {

// The field that a container's label is; null for headings.
const plan::Field* field_of(const plan::ChapterFacts& facts, const plan::Container& container) {
  const auto found =
      std::find_if(facts.fields.begin(), facts.fields.end(),
                   [&](const plan::Field& field) { return field.label == container.label; });
  return found == facts.fields.end() ? nullptr : &*found;
}

struct Style {
  std::string bullet = "- ";  // with its box, if the model's items have boxes
  bool inline_value = false;  // "**Exit criteria**: p95 below 200 ms"
  bool item = false;          // "- **Exit criteria**: …"
  bool heading = false;
  std::uint8_t level = 0;  // of the heading
  plan::FieldForm form = plan::FieldForm::colon_outside;
  std::string words = "Success Metrics";
};

Style style_of(const DocumentInput& input, const Model& model, plan::FieldForm form) {
  Style style;
  style.form = form;
  if (model.container == nullptr) return style;
  const plan::ChapterFacts& facts = *input.plan.chapters[model.chapter].facts;
  const plan::Container& container = *model.container;
  if (!container.column) style.words = container.title;
  style.heading = container.heading;
  style.level = facts.sections[container.section].level;
  style.item = container.item != plan::no_index;
  if (const plan::Field* field = field_of(facts, container)) {
    style.form = field->form;
    style.inline_value = !field->value.empty();
  }
  const auto index = static_cast<std::uint32_t>(model.container - facts.containers.data());
  for (const plan::Item& item : facts.items) {
    if (item.container != index || item.row) continue;
    if (item.span.begin < container.label.begin || item.label == plan::no_index) continue;
    const std::string marker = facts.text({item.span.begin, item.span.begin + 1});
    if (marker == "*" || marker == "+") style.bullet = marker + " ";
    if (item.checked) style.bullet += "[ ] ";
    break;
  }
  return style;
}

// Whether the line that ends at `offset` belongs to a list.
bool ends_in_list(const markdown::Document& text, std::uint32_t offset) {
  const std::string line = text.line_text(text.position(offset).line);
  const auto first = line.find_first_not_of(" \t");
  if (first == std::string::npos) return false;
  const bool digit = '0' <= line[first] && line[first] <= '9';
  return line.compare(first, 2, "- ") == 0 || line.compare(first, 2, "* ") == 0 ||
         line.compare(first, 2, "+ ") == 0 || (digit && line.find(". ") != std::string::npos);
}

std::string metric_snippet(int stop = 1) { return snippet_of(metric_placeholder, stop); }

std::string escaped(std::string_view text) { return snippet_of(text); }

}  // namespace

Fix add_container(const DocumentInput& input, std::uint32_t entry, const Model& model,
                  plan::FieldForm form) {
  const plan::Plan& plan = input.plan;
  const Style style = style_of(input, model, form);
  const std::string_view eol = line_ending(input.text);
  // A heading goes to the end of all that is below; a label to the end of the section's own words.
  const Span place = style.heading ? Span{body_of(plan, entry).begin, plan.extent(entry).end}
                                   : body_of(plan, entry);
  const std::uint32_t at = end_of_section(input.text, plan, place);
  const std::string blank = fmt::format("{0}{0}", eol);

  std::string text;
  if (style.heading) {
    const int deeper = plan.section(entry).level + 1;
    text = fmt::format("{}{} {}{}{}{}", blank,
                       std::string(static_cast<std::size_t>(std::min(deeper, 6)), '#'),
                       escaped(style.words), blank, style.bullet, metric_snippet());
  } else if (style.item) {
    text = fmt::format("{}- {} {}", ends_in_list(input.text, at) ? std::string(eol) : blank,
                       escaped(label_line(style.words, style.form)), metric_snippet());
  } else if (style.inline_value) {
    text = fmt::format("{}{} {}", blank, escaped(label_line(style.words, style.form)),
                       metric_snippet());
  } else {
    text = fmt::format("{}{}{}{}{}", blank, escaped(label_line(style.words, style.form)), eol,
                       style.bullet, metric_snippet());
  }

  Fix fix;
  fix.title = fmt::format("Add \"{}\"", style.words);
  fix.safe = false;  // it asks for words that only the author has
  fix.preferred = true;
  fix.snippet = true;
  fix.edits.push_back({"", {at, at}, std::move(text)});
  return fix;
}

Fix fill_container(const DocumentInput& input, std::uint32_t chapter,
                   const plan::Container& container) {
  const plan::PlacedChapter& placed = input.plan.chapters[chapter];
  const plan::ChapterFacts& facts = *placed.facts;
  const std::string_view eol = line_ending(input.text);
  const Span label = container.label.shifted(placed.offset);
  std::uint32_t line = input.text.position(label.end).line;
  const auto behind_line = [&](std::uint32_t number) {
    const bool spaced = input.text.line_text(number).ends_with(' ');
    return Edit{"", Span{input.text.line_span(number).end, input.text.line_span(number).end},
                (spaced ? "" : " ") + metric_snippet()};
  };
  Edit edit;
  const plan::Field* field = field_of(facts, container);
  if (container.heading) {
    const Span whole = facts.sections[container.section].span.shifted(placed.offset);
    const std::uint32_t last =
        input.text.position(whole.end > whole.begin ? whole.end - 1 : 0).line;
    const bool underlined = last > line;
    if (underlined) line = last;
    const std::uint32_t at = input.text.line_span(line).end;
    edit = {"", {at, at}, fmt::format("{0}{0}- {1}", eol, metric_snippet())};
    // A lone hyphen below a label underlines it; it was to begin a list.
    if (underlined && text::trim(input.text.line_text(line)) == "-") edit = behind_line(line);
  } else if (field != nullptr && field->form == plan::FieldForm::table_row) {
    const std::uint32_t at = field->value.begin + placed.offset;
    const bool before = at > 0 && input.text.text({at - 1, at}) == " ";
    const bool behind = input.text.text({at, at + 1}) == " ";
    edit = {"", {at, at}, (before ? "" : " ") + metric_snippet() + (behind ? "" : " ")};
  } else if (container.item != plan::no_index) {
    const std::uint32_t at = input.text.line_span(line).end;
    edit = {"", {at, at}, " " + metric_snippet()};
  } else {
    const std::uint32_t at = input.text.line_span(line).end;
    edit = {"", {at, at}, fmt::format("{}- {}", eol, metric_snippet())};
  }
  // A list or table that was begun goes on.
  const auto index = static_cast<std::uint32_t>(&container - facts.containers.data());
  const auto begun = std::find_if(facts.items.begin(), facts.items.end(), [&](const auto& item) {
    return item.container == index && !item.row && item.plain.empty();
  });
  if (begun != facts.items.end())
    edit = behind_line(input.text.position(begun->span.begin + placed.offset).line);
  const auto table = std::find_if(facts.tables.begin(), facts.tables.end(), [&](const auto& t) {
    if (t.section != container.section || t.span.begin < container.label.end) return false;
    const std::string between = facts.text({container.label.end, t.span.begin});
    return between.find_first_not_of("*_:# \t\r\n") == std::string::npos;
  });
  if (begun == facts.items.end() && table != facts.tables.end() && !table->metadata) {
    std::string row = "| " + metric_snippet() + " |";
    for (std::size_t i = 1; i < table->columns.size(); ++i) row += "  |";
    const Span span = table->span.shifted(placed.offset);
    const std::uint32_t last = input.text.position(span.end > 0 ? span.end - 1 : 0).line;
    const std::uint32_t at = input.text.line_span(last).end;
    edit = {"", {at, at}, std::string(eol) + row};
    if (!table->items.empty()) {
      const std::uint32_t first =
          input.text.position(facts.items[table->items[0]].span.begin + placed.offset).line;
      edit = {"", input.text.line_span(first), row};
    }
  }
  Fix fix;
  fix.title = "Add a metric";
  fix.safe = false;
  fix.preferred = true;
  fix.snippet = true;
  fix.edits.push_back(std::move(edit));
  return fix;
}

}  // namespace pland::rules
