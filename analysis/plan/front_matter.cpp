#include "analysis/plan/front_matter.h"

#include <algorithm>

#include "analysis/plan/reader.h"

namespace pland::plan {
namespace {

bool is_key(std::string_view key) {
  const auto may_be_in = [](char c) { return is_word(c) || c == '-' || c == ' '; };
  return !key.empty() && std::all_of(key.begin(), key.end(), may_be_in) && key[0] != ' ' &&
         key[0] != '-';
}

class Lines {
 public:
  Lines(std::string_view text, Span lines) : text_(text), all_(lines) {}

  std::vector<FrontMatterEntry> entries() {
    std::vector<FrontMatterEntry> out;
    for (std::uint32_t at = all_.begin; at < all_.end;) {
      std::uint32_t end = end_of_line(at);
      const std::string_view line = text_.substr(at, end - at);
      const std::size_t colon = std::min(line.find(':'), line.size());
      const bool separated = colon + 1 >= line.size() || line[colon + 1] == ' ';
      if (colon < line.size() && separated && is_key(line.substr(0, colon))) {
        FrontMatterEntry& made = out.emplace_back();
        made.key = make_span(at, at + colon);
        made.value = without_quotes({made.key.end + 1, end});
        made.text = made.value.of(text_);
        if (made.value.empty()) end = list_below(end, made);
        made.span = {at, std::max(made.value.end, made.key.end + 1)};
      }
      at = next_line(end);
    }
    return out;
  }

 private:
  std::uint32_t end_of_line(std::uint32_t at) const {
    const std::size_t end = std::min<std::size_t>(text_.find_first_of("\r\n", at), all_.end);
    return static_cast<std::uint32_t>(end);
  }
  std::uint32_t next_line(std::uint32_t end) const {
    return end + (text_.substr(end, 2) == "\r\n" ? 2 : 1);
  }
  Span without_quotes(Span span) const {
    const auto is_margin = [&](std::uint32_t at) {
      return text_[at] == ' ' || text_[at] == '"' || text_[at] == '\'';
    };
    while (span.begin < span.end && is_margin(span.begin)) ++span.begin;
    while (span.begin < span.end && is_margin(span.end - 1)) --span.end;
    return span;
  }

  // Adds the `- item` lines right below the line that ends at `end`; where they end.
  std::uint32_t list_below(std::uint32_t end, FrontMatterEntry& entry) const {
    while (true) {
      const std::uint32_t at = next_line(end);
      if (at >= all_.end) return end;
      const std::uint32_t line_end = end_of_line(at);
      const std::size_t dash = text_.find_first_not_of(' ', at);
      if (dash >= line_end || text_.substr(dash, 2) != "- ") return end;
      const Span item = without_quotes(make_span(dash + 2, line_end));
      if (item.empty()) return end;
      entry.value = {entry.items++ == 0 ? item.begin : entry.value.begin, item.end};
      entry.text += (entry.text.empty() ? "" : ", ") + std::string(item.of(text_));
      end = line_end;
    }
  }

  std::string_view text_;
  Span all_;
};

}  // namespace

std::vector<FrontMatterEntry> read_front_matter(std::string_view text, Span lines) {
  return Lines(text, lines).entries();
}

}  // namespace pland::plan
