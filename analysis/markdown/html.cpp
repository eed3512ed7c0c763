#include "analysis/markdown/html.h"

#include <algorithm>

#include "analysis/markdown/lines.h"
#include "analysis/markdown/locate.h"

namespace pland::markdown {
namespace {

bool is_space(char c) { return is_blank(c) || is_newline(c) || c == '\f'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// Names of tags and attributes, without regard to case.
bool is(std::string_view written, std::string_view name) {
  return std::equal(written.begin(), written.end(), name.begin(), name.end(),
                    [](char a, char b) { return (a | 0x20) == b; });
}

bool names_a_place(std::string_view attribute) {
  return is(attribute, "id") || is(attribute, "name");
}

bool leads(std::string_view tag, std::string_view attribute) {
  return (is(tag, "a") && is(attribute, "href")) || (is(tag, "img") && is(attribute, "src"));
}

class Reader {
 public:
  Reader(std::string_view text, Span span, Tree& tree)
      : text_(text.substr(0, span.end)), at_(span.begin), tree_(tree) {}

  void run(bool block) {
    while ((at_ = text_.find('<', at_)) != std::string_view::npos) {
      if (text_.substr(at_).starts_with("<!--")) {
        if (!comment(block)) return;
      } else if (++at_ < text_.size() && is_letter(text_[at_])) {
        tag();
      }
    }
  }

 private:
  static Span span(std::size_t begin, std::size_t end) {
    return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  }

  bool comment(bool block) {
    const std::size_t end = text_.find("-->", at_ + 4);
    if (end == std::string_view::npos) return false;
    tree_.comments.push_back({span(at_, end + 3), span(at_ + 4, end), block});
    at_ = end + 3;
    return true;
  }

  std::size_t skip_spaces(std::size_t at) const {
    while (at < text_.size() && is_space(text_[at])) ++at;
    return at;
  }

  void tag() {
    const std::size_t open = at_ - 1;
    at_ = std::min(text_.find_first_of(" \t\r\n\f/>", at_), text_.size());
    const std::string_view name = text_.substr(open + 1, at_ - open - 1);
    const std::size_t links = tree_.links.size();
    while ((at_ = skip_spaces(at_)) < text_.size() && text_[at_] != '>') {
      const std::size_t begin = at_;
      at_ = std::min(text_.find_first_of(" \t\r\n\f=/>", at_), text_.size());
      const std::string_view attribute = text_.substr(begin, at_ - begin);
      const std::size_t sign = skip_spaces(at_);
      if (sign < text_.size() && text_[sign] == '=') {
        const Span said = value(skip_spaces(sign + 1));
        if (said.empty()) continue;
        if (names_a_place(attribute)) tree_.html_ids.push_back(said);
        // Of an attribute that is there twice the first counts (HTML, 13.2.5.33).
        if (leads(name, attribute) && tree_.links.size() == links) link(said, is(name, "img"));
      } else if (at_ == begin) {
        ++at_;  // a slash
      }
    }
    const std::size_t close = std::min(at_ + 1, text_.size());
    for (std::size_t i = links; i < tree_.links.size(); ++i)
      tree_.links[i].span = span(open, close);
    for (const std::string_view raw : {"script", "style"})
      if (is(name, raw)) skip_to_end_of(raw);
  }

  // The bytes of a value, without quotes; empty where it has no end.
  Span value(std::size_t begin) {
    if (begin >= text_.size()) {
      at_ = begin;
      return {};
    }
    const char quote = text_[begin];
    const bool quoted = quote == '"' || quote == '\'';
    if (quoted) ++begin;
    std::size_t end = quoted ? text_.find(quote, begin) : text_.find_first_of(" \t\r\n\f>", begin);
    const bool ends = end != std::string_view::npos;
    if (!ends) end = text_.size();
    at_ = end + (quoted && end < text_.size() ? 1 : 0);
    return ends && end > begin ? span(begin, end) : Span{};
  }

  void link(Span destination, bool image) {
    Link& link = tree_.links.emplace_back();
    link.form = LinkForm::html;
    link.text = link.destination = destination;
    link.has_fragment = split_fragment(text_, destination, link.path, link.fragment);
    link.image = image;
  }

  void skip_to_end_of(std::string_view name) {
    for (; (at_ = text_.find("</", at_)) != std::string_view::npos; at_ += 2)
      if (is(text_.substr(at_ + 2, name.size()), name)) return;
    at_ = text_.size();
  }

  std::string_view text_;
  std::size_t at_;
  Tree& tree_;
};

}  // namespace

void read_html(std::string_view text, Tree& tree) {
  const auto& nodes = tree.nodes;
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    if (nodes[i].kind == NodeKind::html_block) {
      Reader(text, nodes[i].span, tree).run(true);
    } else if (nodes[i].kind == NodeKind::html_inline) {
      Span span = nodes[i].span;  // a tag over several lines comes as several nodes
      while (i + 1 < nodes.size() && nodes[i + 1].kind == NodeKind::html_inline) {
        span.end = nodes[++i].span.end;
      }
      Reader(text, span, tree).run(false);
    }
  }
}

}  // namespace pland::markdown
