#include "analysis/features/whole_lists.h"

#include <algorithm>

namespace pland::features {
namespace {

using markdown::Node;
using markdown::NodeKind;
using markdown::Placed;

// A list that stands at one end of a segment.
struct Part {
  Span span;
  std::uint8_t marker = 0;
};

// A definition is no node, and ends a list all the same.
bool has_definition(const markdown::Segment& segment, Span within) {
  return std::any_of(segment.tree.definitions.begin(), segment.tree.definitions.end(),
                     [&](const auto& definition) { return within.contains(definition.span); });
}

const Node* first_list(const markdown::Segment& segment) {
  const auto& nodes = segment.tree.nodes;
  if (nodes.empty() || nodes.front().kind != NodeKind::list) return nullptr;
  return has_definition(segment, {0, nodes.front().span.begin}) ? nullptr : &nodes.front();
}

const Node* last_list(const markdown::Segment& segment) {
  const auto& nodes = segment.tree.nodes;
  if (nodes.empty()) return nullptr;
  std::size_t last = 0;
  while (nodes[last].next < nodes.size()) last = nodes[last].next;
  const auto end = static_cast<std::uint32_t>(segment.text.size());
  if (nodes[last].kind != NodeKind::list) return nullptr;
  return has_definition(segment, {nodes[last].span.end, end}) ? nullptr : &nodes[last];
}

}  // namespace

std::vector<Span> divided_lists(const markdown::Document& document) {
  std::vector<Span> out;
  Part open;         // at the end of the segment before
  bool any = false;  // whether there is one
  document.each_segment([&](const Placed& at) {
    const Node* first = first_list(*at.segment);
    const Node* last = last_list(*at.segment);
    const bool continued = any && first != nullptr && first->level == open.marker;
    if (continued) {
      open.span.end = at.offset + first->span.end;
      if (out.empty() || out.back().begin != open.span.begin)
        out.push_back(open.span);
      else
        out.back() = open.span;
    }
    any = last != nullptr;
    if (last != nullptr && !(continued && last == first))
      open = {last->span.shifted(at.offset), last->level};
  });
  return out;
}

Span whole_list(const std::vector<Span>& divided, Span part) {
  auto next = std::upper_bound(divided.begin(), divided.end(), part.begin,
                               [](std::uint32_t at, Span span) { return at < span.begin; });
  if (next == divided.begin()) return part;
  const Span before = *std::prev(next);
  return before.contains(part) ? before : part;
}

}  // namespace pland::features
