#include "analysis/features/lists.h"

#include <charconv>
#include <optional>

namespace pland::features {
namespace {

using markdown::NodeKind;

void add_items(const PlacedNode& node, List& out) {
  const auto& nodes = node.segment->tree.nodes;
  const auto index = static_cast<std::uint32_t>(node.part - nodes.data());
  const Span span = node.place(node->span);
  if (out.items.empty()) out.span = span;
  for (std::uint32_t i = index + 1; i < node->next; i = nodes[i].next) {
    if (nodes[i].kind == NodeKind::item)
      out.items.push_back({{&nodes[i], node.segment, node.base}, false});
  }
  out.span.end = span.end;
  out.sign = static_cast<char>(node->level);
  out.top = node.top;
}

bool touch(Span a, Span b) { return a.begin <= b.end && b.begin <= a.end; }

// Whether a segment's first or last block could be part of a list that its neighbour has, too.
bool begins_with_list(const markdown::Segment& segment) {
  const auto& nodes = segment.tree.nodes;
  return !nodes.empty() && nodes[0].kind == NodeKind::list;
}

bool ends_with_list(const markdown::Segment& segment) {
  const auto& nodes = segment.tree.nodes;
  std::uint32_t last = 0;
  for (std::uint32_t i = 0; i < nodes.size(); i = std::max(nodes[i].next, i + 1)) last = i;
  return !nodes.empty() && nodes[last].kind == NodeKind::list;
}

// Of the text around a span: as much as any list that touches it can take.
Span around(const markdown::Document& text, Span at) {
  std::vector<markdown::Placed> all;
  text.each_segment([&](const markdown::Placed& placed) { all.push_back(placed); });
  const auto end_of = [](const markdown::Placed& placed) {
    return placed.offset + static_cast<std::uint32_t>(placed.segment->text.size());
  };
  std::size_t first = 0, last = all.size();
  while (first < all.size() && end_of(all[first]) < at.begin) ++first;
  while (last > first && all[last - 1].offset > at.end) --last;
  if (first == last) return at;
  while (first > 0 && begins_with_list(*all[first].segment) &&
         ends_with_list(*all[first - 1].segment))
    --first;
  while (last < all.size() && ends_with_list(*all[last - 1].segment) &&
         begins_with_list(*all[last].segment))
    ++last;
  return {all[first].offset, end_of(all[last - 1])};
}

}  // namespace

std::vector<List> lists_touching(const markdown::Document& text, Span at) {
  std::vector<List> out;
  std::optional<PlacedNode> before;  // the block above
  List open;
  const auto close = [&] {
    if (!open.items.empty() && touch(open.span, at)) out.push_back(open);
    open = {};
  };
  for (const PlacedNode& block : blocks_of(text, around(text, at))) {
    if (before && !goes_on(text, *before, block)) close();
    if (block->kind == NodeKind::list) add_items(block, open);
    before = block;
  }
  close();
  each_node(text, at, [&](const PlacedNode& node) {
    if (node->kind != NodeKind::list || node.top) return;
    List list;
    add_items(node, list);
    if (!list.items.empty()) out.push_back(std::move(list));
  });
  std::stable_sort(out.begin(), out.end(),
                   [](const List& a, const List& b) { return a.span.begin < b.span.begin; });
  return out;
}

std::string_view digits_of(const PlacedNode& item) {
  std::string_view marker = item.view(item->content);
  if (!marker.empty()) marker.remove_suffix(1);
  return marker;
}

std::uint64_t number_of(const PlacedNode& item) {
  const std::string_view digits = digits_of(item);
  std::uint64_t number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

}  // namespace pland::features
