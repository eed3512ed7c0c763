#include "analysis/rules/line.h"

#include <algorithm>
#include <optional>
#include <string>

#include "analysis/plan/kind.h"
#include "analysis/plan/label.h"

namespace pland::rules {
namespace {

bool is_blank(std::string_view line) {
  return line.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

// `---`, `* * *`, `___` (CommonMark 4.1).
bool is_thematic_break(std::string_view line) {
  char mark = 0;
  std::size_t count = 0;
  for (const char c : line) {
    if (c == ' ' || c == '\t' || c == '\r' || c == '\n') continue;
    if (c != '-' && c != '*' && c != '_') return false;
    if (mark != 0 && c != mark) return false;
    mark = c;
    ++count;
  }
  return count >= 3;
}

// What a document says of itself at its end.
bool is_of_document(const plan::Plan& plan, const plan::Field& field) {
  if (field.item != plan::no_index || field.form > plan::FieldForm::plain) return false;
  if (field.role == plan::FieldRole::last_updated) return true;
  if (plan.schema == nullptr) return false;
  const std::string normal = plan::normalise(field.label_text);
  const auto& own = plan.schema->fields;
  return std::any_of(own.begin(), own.end(), [&](const plan::SchemaField& one) {
    return std::any_of(one.names.begin(), one.names.end(),
                       [&](const std::string& name) { return plan::matches_name(normal, name); });
  });
}

bool is_endless(const markdown::Segment& segment, const markdown::Node& node) {
  if (node.kind == markdown::NodeKind::fenced_code) return node.level == 0;
  if (node.kind != markdown::NodeKind::html_block) return false;
  const std::string_view html = segment.view(node.span);
  return html.starts_with("<!--") && html.find("-->") == std::string_view::npos;
}

// Reads the blocks of the document's last chapter, from the top.
class LastBlocks {
 public:
  LastBlocks(const markdown::Document& text, const plan::Plan& plan)
      : plan_(plan), last_(plan.chapters.back()), end_(text.size()) {
    std::uint32_t base = last_.offset;
    for (const markdown::SegmentPtr& segment : last_.facts->chapter->segments) {
      const auto& nodes = segment->tree.nodes;
      for (std::uint32_t i = 0; i < nodes.size(); i = std::max(nodes[i].next, i + 1))
        read(*segment, nodes[i], base);
      base += static_cast<std::uint32_t>(segment->text.size());
    }
  }

  // Where what belongs to no section begins: the document's end where there is no such thing.
  std::uint32_t begin() const { return footer_ ? *footer_ : end_; }

 private:
  void read(const markdown::Segment& segment, const markdown::Node& node, std::uint32_t base) {
    const std::uint32_t begin = node.span.begin + base;
    if (is_endless(segment, node)) {
      end_ = footer_.value_or(rule_.value_or(begin));
      footer_.reset();
      return;
    }
    switch (node.kind) {
      case markdown::NodeKind::thematic_break:
        footer_.reset();
        rule_ = begin;
        break;
      case markdown::NodeKind::html_block:
        break;
      case markdown::NodeKind::paragraph:
        paragraph(node.span.shifted(base));
        break;
      default:
        rule_.reset();
        footer_.reset();
    }
    first_ = node.kind == markdown::NodeKind::heading;
  }

  void paragraph(Span span) {
    const Span within = {span.begin - last_.offset, span.end - last_.offset};
    const auto& fields = last_.facts->fields;
    auto field = std::lower_bound(
        fields.begin(), fields.end(), within.begin,
        [](const plan::Field& one, std::uint32_t at) { return one.span.begin < at; });
    bool says = false;
    for (; field != fields.end() && within.contains(field->span.begin) && !says; ++field)
      says = is_of_document(plan_, *field);
    if (says && !footer_ && (rule_ || !first_)) footer_ = rule_.value_or(span.begin);
    // Below a rule a footer may go on in words; without one they are the section's own.
    if (!says && !rule_) footer_.reset();
    if (!says && !footer_) rule_.reset();
  }

  const plan::Plan& plan_;
  const plan::PlacedChapter& last_;
  std::uint32_t end_;
  std::optional<std::uint32_t> rule_, footer_;
  bool first_ = false;  // nothing stands between the heading and what is read next
};

}  // namespace

std::string_view line_ending(const markdown::Document& text) {
  const Span first = text.line_span(0);
  const bool crlf = text.text({first.end, std::min(first.end + 2, text.size())}) == "\r\n";
  return crlf ? "\r\n" : "\n";
}

Span whole_line(const markdown::Document& text, Span span) {
  const std::uint32_t first = text.position(span.begin).line;
  const std::uint32_t last = text.position(span.end).line;
  const Span before = {text.line_span(first).begin, span.begin};
  const Span behind = {span.end, text.line_span(last).end};
  if (!is_blank(text.text(before)) || !is_blank(text.text(behind))) {
    // Something stands beside it: the space in front of it goes too.
    std::uint32_t begin = span.begin;
    if (is_blank(text.text(behind))) {
      while (begin > before.begin && text.text({begin - 1, begin}) == " ") --begin;
    }
    return {begin, span.end};
  }
  const auto start_of = [&](std::uint32_t line) {
    return line < text.line_count() ? text.line_span(line).begin : text.size();
  };
  const bool blank_above = first == 0 || is_blank(text.line_text(first - 1));
  const bool blank_below = last + 1 < text.line_count() && is_blank(text.line_text(last + 1));
  return {before.begin, start_of(last + (blank_above && blank_below ? 2 : 1))};
}

std::uint32_t end_of_content(const markdown::Document& text, Span span) {
  if (span.empty()) return span.begin;
  std::uint32_t line = text.position(span.end).line;
  if (text.line_span(line).begin == span.end && line > 0) --line;
  for (;; --line) {
    const Span whole = text.line_span(line);
    if (whole.begin <= span.begin) return std::max(span.begin, whole.end);
    const std::string content = text.text(whole);
    // Under a line of text `---` makes it a heading, which would have ended the section.
    if (!is_blank(content) && !is_thematic_break(content)) return std::min(whole.end, span.end);
  }
}

std::uint32_t end_of_section(const markdown::Document& text, const plan::Plan& plan, Span span) {
  if (plan.chapters.empty() || span.end < text.size()) return end_of_content(text, span);
  const std::uint32_t end = LastBlocks(text, plan).begin();
  return end_of_content(text, {span.begin, std::max(span.begin, end)});
}

Span body_of(const plan::Plan& plan, std::uint32_t entry) {
  return plan.section(entry).body.shifted(plan.offset(entry));
}

}  // namespace pland::rules
