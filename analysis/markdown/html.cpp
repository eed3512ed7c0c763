#include "analysis/markdown/html.h"

#include <algorithm>

#include "analysis/markdown/lines.h"

namespace pland::markdown {
namespace {

bool is_space(char c) { return is_blank(c) || is_newline(c) || c == '\f'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool names_a_place(std::string_view attribute) {
  auto is = [&](std::string_view name) {
    return std::equal(attribute.begin(), attribute.end(), name.begin(), name.end(),
                      [](char a, char b) { return (a | 0x20) == b; });
  };
  return is("id") || is("name");
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
    at_ = std::min(text_.find_first_of(" \t\r\n\f/>", at_), text_.size());
    while ((at_ = skip_spaces(at_)) < text_.size() && text_[at_] != '>') {
      const std::size_t begin = at_;
      at_ = std::min(text_.find_first_of(" \t\r\n\f=/>", at_), text_.size());
      const std::string_view name = text_.substr(begin, at_ - begin);
      std::size_t sign = skip_spaces(at_);
      if (sign < text_.size() && text_[sign] == '=') value(skip_spaces(sign + 1), names_a_place(name));
      else if (at_ == begin) ++at_;  // a slash
    }
  }

  void value(std::size_t begin, bool place) {
    if (begin >= text_.size()) {
      at_ = begin;
      return;
    }
    const char quote = text_[begin];
    const bool quoted = quote == '"' || quote == '\'';
    if (quoted) ++begin;
    std::size_t end = quoted ? text_.find(quote, begin) : text_.find_first_of(" \t\r\n\f>", begin);
    if (end == std::string_view::npos) end = text_.size();
    else if (place && end > begin) tree_.html_ids.push_back(span(begin, end));
    at_ = end + (quoted && end < text_.size() ? 1 : 0);
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
