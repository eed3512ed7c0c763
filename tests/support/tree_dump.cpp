#include "tests/support/tree_dump.h"

#include <fmt/format.h>

namespace pland::tests {
namespace {

using markdown::Definition;
using markdown::Link;
using markdown::LinkForm;
using markdown::Node;
using markdown::NodeKind;
using markdown::Segment;

std::string shown(std::string_view bytes) {
  std::string out = "‹";
  for (char c : bytes) {
    switch (c) {
      case '\n':
        out += "⏎";
        break;
      case '\r':
        out += "␍";
        break;
      case '\t':
        out += "⇥";
        break;
      case '\0':
        out += "␀";
        break;
      default:
        out += c;
    }
  }
  return out + "›";
}

std::string_view form_name(LinkForm form) {
  switch (form) {
    case LinkForm::inline_link:
      return "inline";
    case LinkForm::full:
      return "full";
    case LinkForm::collapsed:
      return "collapsed";
    case LinkForm::shortcut:
      return "shortcut";
    case LinkForm::autolink:
      return "autolink";
    case LinkForm::bare:
      return "bare";
    case markdown::LinkForm::html:
      return "html";
  }
  return "?";
}

struct Writer {
  const Segment& segment;
  std::string out;

  void part(std::string_view label, Span span) {
    out += fmt::format(" {} {}", label, shown(segment.view(span)));
  }
  void part_unless_empty(std::string_view label, Span span) {
    if (!span.empty()) part(label, span);
  }

  void link(const Link& link) {
    out += fmt::format(" {}", form_name(link.form));
    part("text", link.text);
    if (link.is_reference()) {
      part("label", link.label);
      return;
    }
    target(link.destination, link.path, link.fragment, link.has_fragment, link.angled);
    part_unless_empty("title", link.title);
  }

  Span first_line(std::uint32_t begin) {
    std::size_t end = std::min(segment.text.find_first_of("\r\n", begin), segment.text.size());
    return {begin, static_cast<std::uint32_t>(end)};
  }

  void target(Span destination, Span path, Span fragment, bool has_fragment, bool angled) {
    part(angled ? "angled path" : "path", path);
    if (has_fragment) part("fragment", fragment);
    if (destination.begin != path.begin ||
        destination.end != (has_fragment ? fragment.end : path.end)) {
      part("BUT DESTINATION", destination);
    }
  }

  void details(const Node& node) {
    switch (node.kind) {
      case NodeKind::front_matter:
        part("lines", node.content);
        break;
      case NodeKind::heading:
        part("content", node.content);
        break;
      case NodeKind::fenced_code:
        part_unless_empty("info", node.content);
        out += node.level == 1 ? " closed" : " open";
        if (node.data < node.span.end) part("first line", first_line(node.data));
        break;
      case NodeKind::item:
        part("marker", node.content);
        if (node.level != 0) part("task", {node.data, node.data + 1});
        break;
      case NodeKind::code_span:
        part("content", node.content);
        break;
      case NodeKind::emphasis:
      case NodeKind::strong:
      case NodeKind::strikethrough:
        part("content", node.content);
        break;
      case NodeKind::link:
      case NodeKind::image:
        link(segment.tree.links[node.data]);
        break;
      default:
        break;
    }
  }

  void nodes(std::uint32_t begin, std::uint32_t end, std::size_t depth) {
    for (std::uint32_t i = begin; i < end; i = segment.tree.nodes[i].next) {
      const Node& node = segment.tree.nodes[i];
      out += fmt::format("{:{}}{}", "", depth * 2, name(node.kind));
      out += ' ';
      if (node.kind == NodeKind::heading) {
        out += fmt::format("{}{} ", node.level, node.data == 1 ? " setext" : "");
      } else if (node.kind == NodeKind::list) {
        out += static_cast<char>(node.level);
        if (node.level == '.' || node.level == ')') out += fmt::format(" from {}", node.data);
        out += ' ';
      }
      out += shown(segment.view(node.span));
      details(node);
      out += '\n';
      nodes(i + 1, node.next, depth + 1);
    }
  }
};

}  // namespace

std::string_view name(NodeKind kind) {
  switch (kind) {
    case NodeKind::front_matter:
      return "front matter";
    case NodeKind::paragraph:
      return "paragraph";
    case NodeKind::heading:
      return "heading";
    case NodeKind::fenced_code:
      return "fence";
    case NodeKind::indented_code:
      return "indented code";
    case NodeKind::html_block:
      return "html block";
    case NodeKind::block_quote:
      return "quote";
    case NodeKind::list:
      return "list";
    case NodeKind::item:
      return "item";
    case NodeKind::table:
      return "table";
    case NodeKind::table_head:
      return "head";
    case NodeKind::row:
      return "row";
    case NodeKind::cell:
      return "cell";
    case NodeKind::thematic_break:
      return "break";
    case NodeKind::text:
      return "text";
    case NodeKind::entity:
      return "entity";
    case NodeKind::emphasis:
      return "emphasis";
    case NodeKind::strong:
      return "strong";
    case NodeKind::strikethrough:
      return "struck";
    case NodeKind::code_span:
      return "code";
    case NodeKind::link:
      return "link";
    case NodeKind::image:
      return "image";
    case NodeKind::html_inline:
      return "html";
    case NodeKind::soft_break:
      return "soft break";
    case NodeKind::hard_break:
      return "hard break";
  }
  return "?";
}

std::string dump(const Segment& segment) {
  Writer writer{segment, {}};
  writer.nodes(0, static_cast<std::uint32_t>(segment.tree.nodes.size()), 0);
  for (const Definition& definition : segment.tree.definitions) {
    writer.out += definition.footnote ? "footnote" : "definition";
    writer.part("of", definition.span);
    writer.part("label", definition.label);
    writer.target(definition.destination, definition.path, definition.fragment,
                  definition.has_fragment, definition.angled);
    writer.part_unless_empty("title", definition.title);
    writer.out += '\n';
  }
  for (const markdown::Comment& comment : segment.tree.comments) {
    writer.out += comment.block ? "comment block" : "comment";
    writer.part("of", comment.span);
    writer.part("content", comment.content);
    writer.out += '\n';
  }
  for (Span id : segment.tree.html_ids) {
    writer.out += "id";
    writer.part("is", id);
    writer.out += '\n';
  }
  return writer.out;
}

std::string dump(const markdown::Document& document) {
  std::string out;
  document.each_segment([&](const markdown::Placed& at) { out += dump(*at.segment); });
  return out;
}

std::string broken_span(const markdown::Document& document) {
  std::string out;
  document.each_segment([&](const markdown::Placed& at) {
    const Segment& segment = *at.segment;
    const auto& nodes = segment.tree.nodes;
    const auto count = static_cast<std::uint32_t>(nodes.size());
    const Span all{0, static_cast<std::uint32_t>(segment.text.size())};
    auto wrong = [&](std::string_view what, std::uint32_t i) {
      if (out.empty()) {
        out = fmt::format("{} of node {} ({} {}..{}) in the segment at {}", what, i,
                          name(nodes[i].kind), nodes[i].span.begin, nodes[i].span.end, at.offset);
      }
    };
    for (std::uint32_t i = 0; i < count; ++i) {
      const Node& node = nodes[i];
      if (node.span.begin > node.span.end || !all.contains(node.span)) return wrong("span", i);
      if (!node.span.contains(node.content) && !node.content.empty()) return wrong("content", i);
      if (node.next <= i || node.next > count) return wrong("next", i);
      std::uint32_t from = node.span.begin;
      for (std::uint32_t child = i + 1; child < node.next; child = nodes[child].next) {
        if (nodes[child].next > node.next) return wrong("last child", child);
        if (nodes[child].span.begin < from) return wrong("order", child);
        if (nodes[child].span.end > node.span.end) return wrong("parent", child);
        from = nodes[child].span.end;
      }
      if (node.kind == NodeKind::link || node.kind == NodeKind::image) {
        if (node.data >= segment.tree.links.size()) return wrong("link", i);
        const Link& link = segment.tree.links[node.data];
        if (link.span != node.span) return wrong("link's span", i);
        for (Span part :
             {link.text, link.destination, link.path, link.fragment, link.title, link.label}) {
          if (part.begin > part.end) return wrong("link's part", i);
          if (!part.empty() && !link.span.contains(part)) return wrong("link's part", i);
        }
      }
      if (node.kind == NodeKind::fenced_code && node.data > segment.text.size()) wrong("code", i);
    }
    std::uint32_t from = 0;
    for (std::uint32_t i = 0; i < count; i = nodes[i].next) {
      if (nodes[i].span.begin < from) return wrong("order", i);
      from = nodes[i].span.end;
    }
    auto loose = [&](std::string_view what, Span span) {
      if (span.begin > span.end || !all.contains(span)) {
        out = fmt::format("{} {}..{} in the segment at {}", what, span.begin, span.end, at.offset);
      }
    };
    for (const Definition& d : segment.tree.definitions) {
      for (Span span : {d.span, d.label, d.destination, d.path, d.fragment, d.title})
        loose("definition", span);
    }
    for (const markdown::Comment& comment : segment.tree.comments) {
      loose("comment", comment.span);
      loose("comment", comment.content);
    }
    for (Span id : segment.tree.html_ids) loose("id", id);
  });
  return out;
}

}  // namespace pland::tests
