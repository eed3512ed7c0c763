#include "analysis/markdown/tree.h"

namespace pland::markdown {

std::string plain_text(const Segment& segment, std::uint32_t index) {
  const auto& nodes = segment.tree.nodes;
  std::string out;
  std::uint32_t end = nodes[index].next;
  for (std::uint32_t i = index; i < end; ++i) {
    const Node& node = nodes[i];
    switch (node.kind) {
      case NodeKind::text:
        out += segment.view(node.span);
        break;
      case NodeKind::code_span:
        out += segment.view(node.content);
        break;
      case NodeKind::soft_break:
      case NodeKind::hard_break:
        out += ' ';
        break;
      case NodeKind::entity: {
        std::string_view entity = segment.view(node.span);
        if (entity == "&amp;")
          out += '&';
        else if (entity == "&lt;")
          out += '<';
        else if (entity == "&gt;")
          out += '>';
        else if (entity == "&quot;")
          out += '"';
        else if (entity == "&nbsp;")
          out += "\xc2\xa0";
        else
          out += entity;
        break;
      }
      default:
        break;
    }
  }
  while (!out.empty() && (out.back() == ' ' || out.back() == '\t')) out.pop_back();
  return out;
}

bool operator==(const Node& a, const Node& b) {
  return a.span == b.span && a.content == b.content && a.next == b.next && a.data == b.data &&
         a.kind == b.kind && a.level == b.level;
}
bool operator==(const Link& a, const Link& b) {
  return a.span == b.span && a.text == b.text && a.destination == b.destination &&
         a.path == b.path && a.fragment == b.fragment && a.title == b.title && a.label == b.label &&
         a.form == b.form && a.image == b.image && a.has_fragment == b.has_fragment &&
         a.angled == b.angled;
}
bool operator==(const Definition& a, const Definition& b) {
  return a.span == b.span && a.label == b.label && a.destination == b.destination &&
         a.path == b.path && a.fragment == b.fragment && a.title == b.title &&
         a.has_fragment == b.has_fragment && a.footnote == b.footnote && a.angled == b.angled;
}
bool operator==(const Comment& a, const Comment& b) {
  return a.span == b.span && a.content == b.content && a.block == b.block;
}
bool operator==(const Tree& a, const Tree& b) {
  return a.nodes == b.nodes && a.links == b.links && a.definitions == b.definitions &&
         a.comments == b.comments && a.html_ids == b.html_ids;
}

}  // namespace pland::markdown
