#include "analysis/markdown/plain.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "analysis/text/character_reference.h"

namespace pland::markdown {
namespace {

void append(Plain& out, std::string_view bytes, std::uint32_t source) {
  auto at = static_cast<std::uint32_t>(out.text.size());
  bool follows = !out.map.empty() && source - out.map.back().second == at - out.map.back().first;
  if (!follows) out.map.emplace_back(at, source);
  out.text += bytes;
}

struct Marked {
  std::uint32_t end_node;
  std::uint32_t begin;
  std::vector<Span>* spans;
};

bool is_container(NodeKind kind) {
  return kind == NodeKind::list || kind == NodeKind::block_quote || kind == NodeKind::table ||
         kind == NodeKind::fenced_code || kind == NodeKind::indented_code ||
         kind == NodeKind::html_block || kind == NodeKind::heading;
}

// Nothing lies behind the text: a line break at its end and the tags behind it are no part of it.
void cut_to_text(Plain& plain) {
  const auto size = static_cast<std::uint32_t>(plain.text.size());
  for (std::vector<Span>* spans : {&plain.code, &plain.struck, &plain.strong, &plain.linked}) {
    for (Span& span : *spans) span = {std::min(span.begin, size), std::min(span.end, size)};
    std::erase_if(*spans, [](Span span) { return span.empty(); });
  }
  std::erase_if(plain.breaks, [&](std::uint32_t at) { return at >= size; });
  while (!plain.map.empty() && plain.map.back().first > size) plain.map.pop_back();
}

std::string_view meaning(std::string_view entity) {
  return entity == "&amp;"    ? "&"
         : entity == "&lt;"   ? "<"
         : entity == "&gt;"   ? ">"
         : entity == "&quot;" ? "\""
         : entity == "&nbsp;" ? "\xc2\xa0"
                              : entity;
}

}  // namespace

Span Plain::source(Span span) const {
  if (span.empty()) {
    std::uint32_t at = source(span.begin);
    return {at, at};
  }
  return {source(span.begin), source(span.end - 1) + 1};
}

std::uint32_t Plain::source(std::uint32_t offset) const {
  auto next = std::upper_bound(map.begin(), map.end(), offset,
                               [](std::uint32_t a, const auto& b) { return a < b.first; });
  if (next == map.begin()) return source_span.begin;
  --next;
  return std::min(next->second + (offset - next->first), source_span.end);
}

std::optional<std::string> anchor_text(const Segment& segment, std::uint32_t index) {
  const auto& nodes = segment.tree.nodes;
  const std::uint32_t end = nodes[index].next;
  bool differs = false;
  std::string out;
  for (std::uint32_t i = index + 1; i < end;) {
    const Node& node = nodes[i];
    switch (node.kind) {
      case NodeKind::image:
        differs = true;
        i = node.next;
        continue;
      case NodeKind::soft_break:
      case NodeKind::hard_break:
        differs = true;
        break;
      case NodeKind::text:
        out += segment.view(node.span);
        break;
      case NodeKind::code_span:
        out += segment.view(node.content);
        break;
      case NodeKind::entity: {
        const std::string_view written = segment.view(node.span);
        const auto known = text::character_reference(written, 0);
        const bool whole = known.size == written.size();
        differs = differs || (whole && known.text != meaning(written));
        out += whole ? std::string_view(known.text) : meaning(written);
        break;
      }
      default:
        break;
    }
    ++i;
  }
  return differs ? std::optional(std::move(out)) : std::nullopt;
}

Plain plain(const Segment& segment, std::uint32_t index, std::uint32_t base) {
  const auto& nodes = segment.tree.nodes;
  Plain out;
  out.source_span = nodes[index].span.shifted(base);
  std::vector<Marked> open;
  std::uint32_t end = nodes[index].next;
  for (std::uint32_t i = index; i < end;) {
    auto at = static_cast<std::uint32_t>(out.text.size());
    while (!open.empty() && open.back().end_node <= i) {
      if (open.back().begin < at) open.back().spans->push_back({open.back().begin, at});
      open.pop_back();
    }
    const Node& node = nodes[i];
    if (i != index && is_container(node.kind)) {
      i = node.next;
      continue;
    }
    switch (node.kind) {
      case NodeKind::text:
        append(out, segment.view(node.span), node.span.begin + base);
        break;
      case NodeKind::code_span:
        append(out, segment.view(node.content), node.content.begin + base);
        out.code.push_back({at, static_cast<std::uint32_t>(out.text.size())});
        break;
      case NodeKind::soft_break:
      case NodeKind::hard_break:
        out.breaks.push_back(at);
        append(out, " ", node.span.begin + base);
        break;
      case NodeKind::entity: {
        append(out, meaning(segment.view(node.span)), node.span.begin + base);
        break;
      }
      case NodeKind::strong:
        open.push_back({node.next, at, &out.strong});
        break;
      case NodeKind::strikethrough:
        open.push_back({node.next, at, &out.struck});
        break;
      case NodeKind::link:
        open.push_back({node.next, at, &out.linked});
        break;
      case NodeKind::paragraph:
        if (at > 0) append(out, " ", node.span.begin + base);
        break;
      default:
        break;
    }
    ++i;
  }
  auto at = static_cast<std::uint32_t>(out.text.size());
  for (; !open.empty(); open.pop_back()) {
    if (open.back().begin < at) open.back().spans->push_back({open.back().begin, at});
  }
  while (!out.text.empty() && (out.text.back() == ' ' || out.text.back() == '\t'))
    out.text.pop_back();
  cut_to_text(out);
  return out;
}

}  // namespace pland::markdown
