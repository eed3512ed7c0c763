#include "analysis/markdown/guard.h"

#include <algorithm>
#include <cstring>
#include <vector>

#include "analysis/markdown/lines.h"
#include "analysis/markdown/locate.h"

namespace pland::markdown {
namespace {

constexpr std::size_t most_columns = 128;
constexpr std::size_t longest_definition = 4096;         // that no text has too many brackets for
constexpr std::uint64_t most_bracket_work = 20'000'000;  // about 10 ms
constexpr std::uint64_t most_label_work = 20'000'000;    // bytes of labels looked up
constexpr std::size_t deepest_bracket = 32;              // where there would be more
constexpr std::string_view marks = " \t>-+*.)#0123456789";  // of blocks, and what surrounds them

void hide_footnotes(char* text, std::size_t size) {
  const std::string_view all(text, size);
  for (std::size_t at = all.find('^'); at != std::string_view::npos; at = all.find('^', at + 1)) {
    if (at == 0 || text[at - 1] != '[') continue;
    const std::uint32_t end =
        scan_label(all, static_cast<std::uint32_t>(at - 1), static_cast<std::uint32_t>(size));
    if (end == 0 || end == at + 2 || (end < size && text[end] == '(')) continue;
    if (all.substr(at, end - at).find_first_of(" \t\r\n") != std::string_view::npos) continue;
    text[at - 1] = footnote_bracket;
  }
}

std::size_t end_of_paragraph(std::string_view text, std::size_t begin) {
  while (begin < text.size()) {
    const Line line = line_at(text, begin);
    if (is_blank_line(line.text)) break;
    begin = line.next;
  }
  return begin;
}

// Whether a definition starts at the bracket `at` and goes on behind `border`.
std::size_t colon_of_definition_beyond(std::string_view text, std::size_t at, std::size_t border) {
  const auto limit = static_cast<std::uint32_t>(border);
  const std::uint32_t colon = scan_label(text, static_cast<std::uint32_t>(at), limit);
  if (colon == 0 || colon >= limit || text[colon] != ':') return 0;
  Definition definition;
  if (!scan_definition_tail(text, colon + 1, limit, definition)) return colon;
  if (definition.title.end != 0) return 0;
  std::size_t title = definition.span.end;
  while (title < border && (is_blank(text[title]) || is_newline(text[title]))) ++title;
  const bool opens = title < border && std::strchr("\"'(", text[title]) != nullptr;
  return title == border || opens ? colon : 0;
}

// What follows a hidden definition is text of its paragraph, and no definition: so the search goes
// on behind the next blank line, and takes time linear in the text.
void hide_long_definitions(char* text, std::size_t size, std::size_t longest) {
  const std::string_view all(text, size);
  for (std::size_t begin = 0; begin < size;) {
    const std::size_t end = std::max(end_of_paragraph(all, begin), line_at(all, begin).next);
    while (begin < end && end - begin > longest) {
      const Line line = line_at(all, begin);
      const std::size_t bracket = line.text.find_first_not_of(marks);
      if (bracket != std::string_view::npos && line.text[bracket] == '[') {
        const std::size_t at = begin + bracket;
        const std::size_t border = at + longest;
        const std::size_t colon = border < end ? colon_of_definition_beyond(all, at, border) : 0;
        if (colon != 0) {
          text[colon] = '\x01';
          break;
        }
      }
      begin = line.next;
    }
    begin = end;
  }
}

// Calls open(offset) and close() for each bracket that is not escaped, and end() where a paragraph
// does, by looks.
template <typename Open, typename Close, typename End>
void each_bracket(std::string_view text, Open&& open, Close&& close, End&& end) {
  for (std::size_t begin = 0; begin < text.size();) {
    const Line line = line_at(text, begin);
    if (is_blank_line(line.text)) end();
    for (auto at = line.text.find_first_of("[]\\"); at != std::string_view::npos;
         at = line.text.find_first_of("[]\\", at + 1)) {
      if (line.text[at] == '\\')
        ++at;
      else if (line.text[at] == '[')
        open(begin + at);
      else
        close(begin + at);
    }
    begin = line.next;
  }
}

// md4c looks up the text between each pair of brackets as a label, however long it is and however
// many pairs are in it.
std::uint64_t label_work(std::string_view text) {
  std::vector<std::size_t> open;
  std::uint64_t work = 0;
  each_bracket(
      text, [&](std::size_t at) { open.push_back(at); },
      [&](std::size_t at) {
        if (open.empty()) return;
        work += at - open.back();
        open.pop_back();
      },
      [&] { open.clear(); });
  return work;
}

void hide_deep_brackets(char* text, std::size_t size) {
  if (std::uint64_t{size} * size <= most_label_work) return;
  const std::string_view all(text, size);
  if (label_work(all) <= most_label_work) return;
  std::size_t depth = 0;
  each_bracket(
      all,
      [&](std::size_t at) {
        if (depth == deepest_bracket)
          text[at] = '\x01';
        else
          ++depth;
      },
      [&](std::size_t) { depth -= depth > 0 ? 1 : 0; }, [&] { depth = 0; });
}

// Calls lacks(offset, dashes) for each short cell of a line that looks like a delimiter row: where
// its first dash ends, and how many more md4c wants. False for all other lines.
template <typename Lacks>
bool each_short_cell(std::string_view line, Lacks&& lacks) {
  constexpr std::size_t least = 3;  // characters of a cell
  const std::size_t begin = std::min(line.find_first_not_of("> \t"), line.size());
  const std::size_t end = line.find_last_not_of(" \t") + 1;
  // "- | -" is an item.
  if (begin >= end || (line[begin] == '-' && begin + 1 < end && is_blank(line[begin + 1])))
    return false;
  bool bar = line[begin] == '|';
  for (std::size_t at = bar ? begin + 1 : begin; at < end;) {
    while (at < end && is_blank(line[at])) ++at;
    const std::size_t cell = at;
    if (at < end && line[at] == ':') ++at;
    const std::size_t dash = at;
    while (at < end && line[at] == '-') ++at;
    if (at == dash) return false;
    if (at < end && line[at] == ':') ++at;
    const std::size_t size = at - cell;
    while (at < end && is_blank(line[at])) ++at;
    if (at < end && line[at] != '|') return false;
    bar = bar || at < end;
    ++at;
    if (size < least) lacks(dash + 1, static_cast<std::uint32_t>(least - size));
  }
  return bar;
}

bool may_be_delimiter_row(std::string_view line) {
  const std::size_t begin = line.find_first_not_of("> \t");
  return begin != std::string_view::npos &&
         (line[begin] == '|' || line[begin] == '-' || line[begin] == ':') &&
         line.find_first_not_of("|-: \t", begin) == std::string_view::npos &&
         line.find('|', begin) != std::string_view::npos;
}

}  // namespace

void Insertions::find(std::string_view buffer, std::size_t begin, std::size_t end) {
  all_.clear();
  buffer = buffer.substr(0, end);
  if (buffer.find('|', begin) == std::string_view::npos) return;
  std::uint32_t before = 0;
  for (std::size_t at = line_at(buffer, begin).next; at < end;) {
    const Line line = line_at(buffer, at);
    if (may_be_delimiter_row(line.text)) {
      const std::size_t known = all_.size();
      const std::uint32_t so_far = before;
      const bool row = each_short_cell(line.text, [&](std::size_t offset, std::uint32_t count) {
        all_.push_back({static_cast<std::uint32_t>(at + offset), count, before});
        before += count;
      });
      if (!row) {
        all_.resize(known);
        before = so_far;
      }
    }
    at = line.next;
  }
}

void Insertions::write(std::string_view buffer, std::string& widened) const {
  widened.clear();
  std::size_t from = 0;
  for (const One& one : all_) {
    widened.append(buffer.substr(from, one.at - from)).append(one.count, '-');
    from = one.at;
  }
  widened.append(buffer.substr(from));
}

std::uint32_t Insertions::back(std::uint32_t offset) const {
  auto next = std::upper_bound(
      all_.begin(), all_.end(), offset,
      [](std::uint32_t wanted, const One& one) { return wanted < one.at + one.before; });
  if (next == all_.begin()) return offset;
  const One& last = *--next;
  return std::max(last.at, offset - std::min(offset, last.before + last.count));
}

std::uint32_t missing_dashes(std::string_view line) {
  if (!may_be_delimiter_row(line)) return 0;
  std::uint32_t missing = 0;
  const bool row =
      each_short_cell(line, [&](std::size_t, std::uint32_t count) { missing += count; });
  return row ? missing : 0;
}

void disguise(std::string& copy, std::size_t begin) {
  char* text = copy.data() + begin;
  const std::size_t size = copy.size() - begin;
  if (std::memchr(text, '\0', size) != nullptr) std::replace(text, text + size, '\0', '\x01');
  hide_footnotes(text, size);
  hide_deep_brackets(text, size);
  if (size > longest_definition) {
    const auto brackets = static_cast<std::uint64_t>(std::count(text, text + size, '['));
    const std::uint64_t longest = most_bracket_work / std::max<std::uint64_t>(brackets, 1);
    hide_long_definitions(text, size, std::max<std::uint64_t>(longest, longest_definition));
  }
}

bool has_many_columns(std::string_view line) {
  std::size_t bars = 0;
  for (const char c : line) {
    if (c == '|')
      ++bars;
    else if (c != '-' && c != ':' && c != '>' && !is_blank(c))
      return false;
  }
  return bars > most_columns;
}

bool may_have_tables(std::string_view text) {
  if (text.size() < most_columns || text.find('|') == std::string_view::npos) return true;
  for (std::size_t begin = 0; begin < text.size();) {
    const Line line = line_at(text, begin);
    if (line.text.size() > most_columns && has_many_columns(line.text)) return false;
    begin = line.next;
  }
  return true;
}

bool may_have_urls(std::string_view text) {
  constexpr std::string_view mark = "://";
  constexpr std::size_t most_urls = 4000;  // about 20 ms
  if (text.size() < most_urls * mark.size()) return true;
  std::size_t count = 0;
  for (auto at = text.find(mark); at != std::string_view::npos; at = text.find(mark, at + 3)) {
    if (++count > most_urls) return false;
  }
  return true;
}

void Phase::add(std::string_view line, std::size_t offset, bool blank) {
  const std::size_t missing = offset > 0 ? missing_dashes(line) : 0;
  offset += inserted_;
  inserted_ += missing;
  if (blank) {
    if (in_list_) {
      avoid(last_);
      avoid(before_);  // the last may be a closing fence, which md4c forgets
    }
    return;
  }
  const std::size_t content = std::min(line.find_first_not_of(marks), line.size());
  in_list_ = in_list_ || (content > 0 && line.find_first_of("-+*.)") < content);
  before_ = last_;
  last_ = {offset, offset + content, offset + line.size() + missing};
}

void Phase::avoid(const Edge& edge) {
  // Of a rule or a row of digits no more than a few bytes can be marks.
  const std::size_t marks_end = std::min(edge.marks, edge.begin + 32);
  for (std::size_t at = edge.begin; at <= marks_end; ++at) avoid(at);
  avoid(edge.end);
}

unsigned Phase::choose() const {
  for (unsigned phase = 0; phase < 256; ++phase) {
    if (!taken_[phase]) return phase;
  }
  return 0;
}

bool BracketWork::too_much(std::string_view line, bool blank) {
  if (blank) {
    lines_ = brackets_ = 0;
    return false;
  }
  ++lines_;
  for (auto at = line.find('['); at != std::string_view::npos; at = line.find('[', at + 1)) {
    ++brackets_;
  }
  if (lines_ * brackets_ <= most_bracket_work) return false;
  lines_ = brackets_ = 0;
  return true;
}

}  // namespace pland::markdown
