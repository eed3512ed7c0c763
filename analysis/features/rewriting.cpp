#include "analysis/features/rewriting.h"

#include <algorithm>
#include <unordered_map>

#include "analysis/markdown/labels.h"
#include "analysis/markdown/lines.h"
#include "analysis/text/slug.h"
#include "analysis/text/unicode.h"

namespace pland::features {
namespace {

using markdown::NodeKind;

template <typename Part>
std::string written_tail(const Part& part) {
  std::string out = part.text(part->destination);
  if (part->angled) out = "<" + out + ">";
  // The title's span is without its quotes, which are one byte each.
  if (!part->title.empty()) out += " " + part.text({part->title.begin - 1, part->title.end + 1});
  return out;
}

// What each link of a text says, in order: where it leads and its title, whatever its form.
std::vector<std::string> statements(const markdown::Document& text) {
  std::unordered_map<std::uint64_t, std::string> defined;
  for (const PlacedDefinition& definition : definitions_of(text)) {
    defined.try_emplace(markdown::label_hash(definition.view(definition->label)),
                        written(definition));
  }
  std::vector<std::string> out;
  for (const PlacedLink& link : links_of(text)) {
    if (!link->is_reference()) {
      out.push_back(written(link));
      continue;
    }
    const auto found = defined.find(markdown::label_hash(link.view(link->label)));
    out.push_back(found == defined.end() ? std::string() : found->second);
  }
  return out;
}

// Lists aside: where a long one is cut apart depends on what its lines say.
std::vector<std::pair<NodeKind, std::uint8_t>> shape_of(const markdown::Document& text) {
  std::vector<std::pair<NodeKind, std::uint8_t>> out;
  text.each_segment([&](const markdown::Placed& at) {
    for (const markdown::Node& node : at.segment->tree.nodes) {
      if (node.kind != NodeKind::list) out.emplace_back(node.kind, node.level);
    }
  });
  return out;
}

}  // namespace

std::string_view line_ending(const markdown::Document& text) {
  const Span line = text.line_span(0);
  const std::string end = text.text({line.end, std::min(line.end + 2, text.size())});
  if (end.starts_with("\r\n")) return "\r\n";
  return end.starts_with('\r') ? "\r" : "\n";
}

bool ends_in_line_end(const markdown::Document& text) {
  return text.size() > 0 && text.line_span(text.line_count() - 1).empty();
}

bool is_blank_line(const markdown::Document& text, std::uint32_t line) {
  return markdown::is_blank_line(text.line_text(line));
}

std::uint32_t line_begin(const markdown::Document& text, std::uint32_t offset) {
  return text.line_span(text.position(offset).line).begin;
}

std::uint32_t next_line(const markdown::Document& text, std::uint32_t offset) {
  const std::uint32_t line = text.position(offset).line + 1;
  return line < text.line_count() ? text.line_span(line).begin : text.size();
}

std::string short_slug(std::string_view text, std::size_t longest) {
  std::string words(text);
  std::replace_if(
      words.begin(), words.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
  std::string out;
  for (const char c : text::slug(words)) {
    if (c == '-' && (out.empty() || out.back() == '-')) continue;
    out += c;
  }
  if (out.size() > longest) {
    const std::size_t dash = out.rfind('-', longest);
    out.resize(dash == std::string::npos ? text::round_down(out, longest) : dash);
  }
  while (out.ends_with('-')) out.pop_back();
  return out;
}

std::optional<PlacedLink> link_at(const markdown::Document& text, std::uint32_t offset) {
  const markdown::Placed placed = text.segment_at(offset);
  if (placed.segment == nullptr) return std::nullopt;
  const std::uint32_t at = offset - placed.offset;
  const markdown::Link* best = nullptr;
  for (const markdown::Link& link : placed.segment->tree.links) {
    if (!link.span.touches(at)) continue;
    const bool better = best == nullptr || best->span.contains(link.span) ||
                        (!best->span.contains(at) && link.span.contains(at));
    if (better) best = &link;
  }
  if (best == nullptr) return std::nullopt;
  return PlacedLink{best, placed.segment, placed.offset};
}

std::vector<PlacedLink> links_of(const markdown::Document& text) {
  std::vector<PlacedLink> out;
  text.each_segment([&](const markdown::Placed& at) {
    for (const markdown::Link& link : at.segment->tree.links) {
      out.push_back({&link, at.segment, at.offset});
    }
  });
  return out;
}

std::vector<PlacedDefinition> definitions_of(const markdown::Document& text) {
  std::vector<PlacedDefinition> out;
  text.each_segment([&](const markdown::Placed& at) {
    for (const markdown::Definition& definition : at.segment->tree.definitions) {
      if (!definition.footnote) out.push_back({&definition, at.segment, at.offset});
    }
  });
  return out;
}

std::vector<PlacedNode> blocks_of(const markdown::Document& text) {
  return blocks_of(text, {0, text.size()});
}

std::vector<PlacedNode> blocks_of(const markdown::Document& text, Span at) {
  std::vector<PlacedNode> out;
  text.each_segment([&](const markdown::Placed& placed) {
    const auto size = static_cast<std::uint32_t>(placed.segment->text.size());
    if (placed.offset > at.end || placed.offset + size < at.begin) return;
    const auto& nodes = placed.segment->tree.nodes;
    for (std::uint32_t i = 0; i < nodes.size(); i = std::max(nodes[i].next, i + 1)) {
      out.push_back({{&nodes[i], placed.segment, placed.offset}, true});
    }
  });
  return out;
}

bool goes_on(const markdown::Document& text, const PlacedNode& list, const PlacedNode& next) {
  if (list->kind != NodeKind::list || next->kind != NodeKind::list) return false;
  // Two lists of one document that are not cut apart differ, or have something between them.
  if (list.segment == next.segment || list->level != next->level) return false;
  const std::string between =
      text.text({list.place(list->span).end, line_begin(text, next.place(next->span).begin)});
  return between.find_first_not_of(" \t\r\n") == std::string::npos;
}

std::string written(const PlacedLink& link) { return written_tail(link); }
std::string written(const PlacedDefinition& definition) { return written_tail(definition); }

std::string edited(const markdown::Document& text, const std::vector<rules::Edit>& edits) {
  std::vector<const rules::Edit*> order;
  for (const rules::Edit& edit : edits) order.push_back(&edit);
  std::stable_sort(order.begin(), order.end(), [](const rules::Edit* a, const rules::Edit* b) {
    return a->span.begin < b->span.begin;
  });
  std::string out;
  std::uint32_t at = 0;
  for (const rules::Edit* edit : order) {
    out += text.text({at, edit->span.begin});
    out += edit->text;
    at = edit->span.end;
  }
  return out + text.text({at, text.size()});
}

bool links_kept(const markdown::Document& before, const markdown::Document& after) {
  return statements(before) == statements(after);
}

bool blocks_kept(const markdown::Document& before, const markdown::Document& after) {
  return shape_of(before) == shape_of(after);
}

namespace {

struct NodePlace {
  markdown::NodeKind kind;
  Span span;
  friend bool operator==(const NodePlace&, const NodePlace&) = default;
};

// Lists aside: where segments cut a long one in pieces depends on the bytes.
std::vector<NodePlace> places_of(const markdown::Document& text) {
  std::vector<NodePlace> out;
  text.each_segment([&](const markdown::Placed& placed) {
    for (const markdown::Node& node : placed.segment->tree.nodes)
      if (node.kind != markdown::NodeKind::list)
        out.push_back({node.kind, node.span.shifted(placed.offset)});
  });
  return out;
}

}  // namespace

bool nodes_kept(const markdown::Document& before, const markdown::Document& after,
                const std::vector<rules::Edit>& edits) {
  // How far all that starts at or behind an edit's end has moved.
  std::vector<std::pair<std::uint32_t, std::int64_t>> moved;
  std::int64_t shift = 0;
  for (const rules::Edit& edit : edits) {
    shift += static_cast<std::int64_t>(edit.text.size()) - edit.span.size();
    moved.emplace_back(edit.span.end, shift);
  }
  const auto place = [&](std::uint32_t offset) {
    const auto next = std::upper_bound(moved.begin(), moved.end(), offset,
                                       [](std::uint32_t a, const auto& b) { return a < b.first; });
    return next == moved.begin() ? offset
                                 : static_cast<std::uint32_t>(offset + std::prev(next)->second);
  };
  std::vector<NodePlace> expected = places_of(before);
  for (NodePlace& node : expected) node.span = {place(node.span.begin), place(node.span.end)};
  return expected == places_of(after);
}

}  // namespace pland::features
