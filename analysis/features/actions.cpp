#include "analysis/features/actions.h"

#include <algorithm>
#include <fmt/format.h>

#include "analysis/features/cursor.h"
#include "analysis/features/fixing.h"

namespace pland::features {
namespace {

using markdown::NodeKind;

bool meets(Span a, Span b) { return a.begin <= b.end && b.begin <= a.end; }

// The bytes that end a line, as the document has them.
std::string_view line_end(const markdown::Document& text) {
  const std::string first = text.text({0, std::min(text.line_span(0).end + 2, text.size())});
  return first.ends_with("\r\n") ? "\r\n" : "\n";
}

// The block that a line lies in and that a comment must not tear apart, with the columns where a
// comment before it belongs.
struct Block {
  Span span;
  bool whole = false;        // a table, a fence, a paragraph of several lines
  std::uint32_t indent = 0;  // spaces before the comment
};

// The leaf block at an offset of the document; a first paragraph of an item counts as the item's
// line.
Block block_at(const workspace::Document& document, std::uint32_t offset) {
  const markdown::Placed placed = document.text.segment_at(offset);
  Block block;
  const Span line = document.text.line_span(document.text.position(offset).line);
  block.span = line;
  if (placed.segment == nullptr) return block;
  const auto& nodes = placed.segment->tree.nodes;
  const std::uint32_t at = offset - placed.offset;
  const auto column = [&](std::uint32_t byte) {
    return document.text.position(placed.offset + byte).column;
  };
  std::uint32_t previous_item = plan::no_index;  // before the one that holds the offset
  for (std::uint32_t i = 0; i < nodes.size();) {
    const markdown::Node& node = nodes[i];
    if (!node.span.touches(at) ||
        (node.span.end == at && node.next < nodes.size() && nodes[node.next].span.begin <= at)) {
      if (node.kind == NodeKind::item) previous_item = i;
      i = std::max(node.next, i + 1);
      continue;
    }
    switch (node.kind) {
      case NodeKind::list:
        previous_item = plan::no_index;
        break;
      case NodeKind::item:
        // Behind another item the comment belongs to that one, or it would end the list.
        block.indent = column(node.span.begin);
        if (previous_item != plan::no_index) {
          const markdown::Node& before = nodes[previous_item];
          block.indent = column(before.span.begin) + before.content.size() + 1;
        }
        break;
      case NodeKind::table:
      case NodeKind::fenced_code:
      case NodeKind::indented_code:
      case NodeKind::html_block:
      case NodeKind::paragraph: {
        const Span span = node.span.shifted(placed.offset);
        const auto first = document.text.position(span.begin).line;
        const auto last = document.text.position(std::max(span.begin, span.end - 1)).line;
        const bool lines =
            node.kind == NodeKind::paragraph ? line.begin > span.begin : last > first;
        if (lines) {
          block.whole = true;
          block.span = {document.text.line_span(first).begin, document.text.line_span(last).end};
        }
        return block;
      }
      default:
        break;
    }
    ++i;
  }
  return block;
}

}  // namespace

std::optional<Action> suppress(const workspace::Document& document, const rules::Finding& finding) {
  if (finding.rule == nullptr || finding.rule->name == "bad-suppression") return std::nullopt;
  const std::string_view name = finding.rule->name;
  const markdown::Document& text = document.text;
  const std::string_view eol = line_end(text);
  const std::uint32_t offset = std::min(finding.span.begin, text.size());

  Action action;
  action.kind = Action::Kind::suppress;
  action.title = fmt::format("Ignore {} here", name);
  const markdown::Placed placed = text.segment_at(offset);
  const auto& nodes = placed.segment->tree.nodes;
  if (placed.offset == 0 && !nodes.empty() && nodes[0].kind == NodeKind::front_matter &&
      offset < nodes[0].span.end) {
    // No comment can stand in front matter: the file says it.
    const Span last = text.line_span(text.position(nodes[0].span.end).line);
    const std::uint32_t behind = nodes[0].span.end > last.begin ? last.end : last.begin;
    action.title = fmt::format("Ignore {} in this file", name);
    action.edits.push_back(
        {"",
         {behind, behind},
         fmt::format("{}<!-- pland-ignore-file {} -->{}", behind == last.begin ? "" : eol, name,
                     behind == last.begin ? eol : "")});
    return action;
  }
  const Block block = block_at(document, offset);
  const std::string indent(block.indent, ' ');
  std::uint32_t begin = block.span.begin;
  if (begin == 0 && text.text({0, std::min<std::uint32_t>(3, text.size())}) == "\xef\xbb\xbf")
    begin = 3;  // behind the byte order mark
  if (!block.whole) {
    action.edits.push_back(
        {"",
         {begin, begin},
         fmt::format("{}<!-- pland-ignore-next-line {} -->{}", indent, name, eol)});
    return action;
  }
  action.edits.push_back(
      {"", {begin, begin}, fmt::format("{}<!-- pland-ignore {} -->{}", indent, name, eol)});
  action.edits.push_back({"",
                          {block.span.end, block.span.end},
                          fmt::format("{}{}<!-- pland-ignore-end -->", eol, indent)});
  return action;
}

std::vector<Action> actions(const workspace::Document& document,
                            std::span<const rules::Finding> findings, Span at,
                            std::span<const std::size_t> asked) {
  std::vector<Action> out;
  std::vector<std::size_t> here;
  for (std::size_t i = 0; i < findings.size(); ++i) {
    const bool meant = asked.empty() || std::find(asked.begin(), asked.end(), i) != asked.end();
    if (meant && meets(findings[i].span, at)) here.push_back(i);
  }

  bool preferred = false;  // one, or a client that takes the best would have to ask
  for (const std::size_t index : here) {
    for (const rules::Fix& fix : findings[index].fixes) {
      Action action;
      action.title = fix.title;
      action.preferred = fix.preferred && !preferred;
      preferred = preferred || fix.preferred;
      action.safe = fix.safe;
      action.edits = fix.edits;
      action.create_path = fix.create_path;
      action.create_text = fix.create_text;
      action.snippet = fix.snippet;
      action.findings = {index};
      out.push_back(std::move(action));
    }
  }
  // Once for each rule that has more to mend than what is selected.
  std::vector<const rules::Rule*> offered;
  for (const std::size_t index : here) {
    const rules::Rule* rule = findings[index].rule;
    if (rule == nullptr || std::find(offered.begin(), offered.end(), rule) != offered.end())
      continue;
    offered.push_back(rule);
    std::vector<std::size_t> fixed;
    for (std::size_t i = 0; i < findings.size(); ++i) {
      const auto& fixes = findings[i].fixes;
      const bool fixable = std::any_of(fixes.begin(), fixes.end(), [](const rules::Fix& fix) {
        return fix.safe && is_self_sufficient(fix);
      });
      if (findings[i].rule == rule && fixable) fixed.push_back(i);
    }
    if (fixed.size() < 2) continue;
    Action action;
    action.kind = Action::Kind::fix_rule;
    action.title = fmt::format("Fix all {} in this file ({})", rule->name, fixed.size());
    action.edits = fix_all(findings, rule);
    action.findings = std::move(fixed);
    out.push_back(std::move(action));
  }
  for (std::size_t i = 0; i < here.size(); ++i) {
    // Two findings of one rule on a line need one comment.
    const rules::Finding& finding = findings[here[i]];
    auto action = suppress(document, finding);
    if (!action) continue;
    action->findings = {here[i]};
    const bool twice = std::any_of(out.begin(), out.end(), [&](const Action& other) {
      return other.kind == Action::Kind::suppress && other.title == action->title &&
             other.edits.size() == action->edits.size() &&
             other.edits[0].span == action->edits[0].span;
    });
    if (!twice) out.push_back(std::move(*action));
  }
  return out;
}

}  // namespace pland::features
