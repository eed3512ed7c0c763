#include "server/token_list.h"

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "analysis/features/tokens.h"
#include "analysis/markdown/lines.h"

namespace pland::server {
namespace {

using features::Token;
using features::TokenKind;
using Part = TokenList::Part;

constexpr std::size_t numbers_per_token = 5;

// In the order of TokenKind and of the bits of TokenTrait.
constexpr std::string_view types[] = {
    "macro",       // placeholder: to be replaced
    "property",    // label
    "keyword",     // status: one of a few words
    "string",      // date
    "type",        // period
    "number",      // quantity
    "decorator",   // owner: @somebody
    "enumMember",  // id: a name that stands
};
constexpr std::string_view modifiers[] = {
    "declaration",   // what it names begins here
    "readonly",      // settled
    "modification",  // ongoing
    "deprecated",    // gone
};

// Columns in one line, asked for from left to right: each byte is counted once.
class Columns {
 public:
  explicit Columns(text::Encoding encoding) : encoding_(encoding) {}
  void begin_line(std::string_view line) {
    line_ = line;
    offset_ = column_ = 0;
  }
  std::uint32_t at(std::uint32_t offset) {
    column_ += text::length_of(line_.substr(offset_, offset - offset_), encoding_);
    offset_ = offset;
    return column_;
  }

 private:
  text::Encoding encoding_;
  std::string_view line_;
  std::uint32_t offset_ = 0;
  std::uint32_t column_ = 0;
};

ChapterTokens encode(const plan::ChapterFacts& facts, text::Encoding encoding) {
  ChapterTokens out;
  const std::vector<Token> tokens = features::tokens(facts);
  if (tokens.empty()) return out;
  out.numbers.reserve(tokens.size() * numbers_per_token);
  const std::string text = facts.text({0, facts.chapter->bytes});
  markdown::Line line = markdown::line_at(text, 0);
  std::uint32_t begin = 0, number = 0, column_before = 0;
  Columns columns(encoding);
  columns.begin_line(line.text);
  for (const Token& token : tokens) {
    while (line.next <= token.span.begin && line.next < text.size()) {
      begin = static_cast<std::uint32_t>(line.next);
      line = markdown::line_at(text, begin);
      ++number;
      columns.begin_line(line.text);
    }
    const std::uint32_t lines = number - out.last_line;
    const std::uint32_t column = columns.at(token.span.begin - begin);
    const std::uint32_t end = columns.at(token.span.end - begin);
    const bool same_line = !out.numbers.empty() && lines == 0;
    out.numbers.insert(out.numbers.end(),
                       {lines, same_line ? column - column_before : column, end - column,
                        static_cast<std::uint32_t>(token.kind), token.traits});
    out.last_line = number;
    column_before = column;
  }
  return out;
}

// The tokens of chapters that another list has.
class Known {
 public:
  explicit Known(const TokenList* list) : list_(list) {}

  // Chapters are asked for in text order. Most are where they were.
  std::shared_ptr<const ChapterTokens> find(const plan::ChapterFactsPtr& facts) {
    if (list_ == nullptr) return nullptr;
    if (next_ < list_->parts.size() && list_->parts[next_].facts == facts)
      return list_->parts[next_++].tokens;
    if (by_facts_.empty()) {
      for (std::size_t i = 0; i < list_->parts.size(); ++i)
        by_facts_.emplace(list_->parts[i].facts.get(), i);
    }
    auto found = by_facts_.find(facts.get());
    if (found == by_facts_.end()) return nullptr;
    next_ = found->second + 1;
    return list_->parts[found->second].tokens;
  }

 private:
  const TokenList* list_;
  std::size_t next_ = 0;
  std::unordered_map<const plan::ChapterFacts*, std::size_t> by_facts_;
};

// Appends the numbers of parts that follow a token in line `line_before` (0: none does).
void append(std::span<const Part> parts, std::uint32_t& line_before,
            std::vector<std::uint32_t>& out) {
  for (const Part& part : parts) {
    const auto& numbers = part.tokens->numbers;
    if (numbers.empty()) continue;
    const std::size_t first = out.size();
    out.insert(out.end(), numbers.begin(), numbers.end());
    out[first] += part.line - line_before;
    line_before = part.line + part.tokens->last_line;
  }
}

// The line of the last token of some parts; 0 where there is none.
std::uint32_t last_line(std::span<const Part> parts) {
  for (std::size_t i = parts.size(); i-- > 0;) {
    if (!parts[i].tokens->numbers.empty()) return parts[i].line + parts[i].tokens->last_line;
  }
  return 0;
}

std::size_t count_of(std::span<const Part> parts) {
  std::size_t count = 0;
  for (const Part& part : parts) count += part.tokens->numbers.size();
  return count;
}

// The numbers of what two lists do not share, with the first token behind it: its line counts from
// the last before.
std::vector<std::uint32_t> own_numbers(std::span<const Part> parts, std::size_t begin,
                                       std::size_t end) {
  std::vector<std::uint32_t> out;
  std::uint32_t line = last_line(parts.first(begin));
  append(parts.subspan(begin, end - begin), line, out);
  for (const Part& part : parts.subspan(end)) {
    const auto& numbers = part.tokens->numbers;
    if (numbers.empty()) continue;
    out.insert(out.end(), numbers.begin(), numbers.begin() + numbers_per_token);
    out[out.size() - numbers_per_token] += part.line - line;
    break;
  }
  return out;
}

}  // namespace

protocol::SemanticTokensLegend token_legend() {
  return {{std::begin(types), std::end(types)}, {std::begin(modifiers), std::end(modifiers)}};
}

TokenListPtr make_token_list(const workspace::Document& document, text::Encoding encoding,
                             const TokenList* previous) {
  auto list = std::make_shared<TokenList>();
  list->parts.reserve(document.plan->chapters.size());
  Known known(previous);
  for (const plan::PlacedChapter& chapter : document.plan->chapters) {
    auto tokens = known.find(chapter.facts);
    if (tokens == nullptr)
      tokens = std::make_shared<const ChapterTokens>(encode(*chapter.facts, encoding));
    list->parts.push_back({chapter.facts, std::move(tokens), chapter.line});
  }
  return list;
}

std::vector<std::uint32_t> numbers_of(const TokenList& list) {
  std::vector<std::uint32_t> out;
  out.reserve(count_of(list.parts));
  std::uint32_t line = 0;
  append(list.parts, line, out);
  return out;
}

std::vector<std::uint32_t> numbers_in_lines(const workspace::Document& document,
                                            text::Encoding encoding, std::uint32_t first_line,
                                            std::uint32_t last_line) {
  std::vector<std::uint32_t> out;
  std::uint32_t line_before = 0;
  for (const plan::PlacedChapter& chapter : document.plan->chapters) {
    const std::uint32_t last_of_chapter = chapter.line + chapter.facts->chapter->line_ends;
    if (chapter.line > last_line || last_of_chapter < first_line) continue;
    const ChapterTokens tokens = encode(*chapter.facts, encoding);
    std::uint32_t line = chapter.line, column = 0;
    for (std::size_t i = 0; i < tokens.numbers.size(); i += numbers_per_token) {
      const std::uint32_t* token = tokens.numbers.data() + i;
      column = token[0] == 0 ? column + token[1] : token[1];
      line += token[0];
      if (line < first_line || line > last_line) continue;
      const bool first_of_line = out.empty() || line != line_before;
      out.insert(out.end(), {line - line_before, first_of_line ? column : token[1], token[2],
                             token[3], token[4]});
      line_before = line;
    }
  }
  return out;
}

std::optional<protocol::SemanticTokensEdit> token_edit(const TokenList& before,
                                                       const TokenList& after) {
  const std::span<const Part> old_parts = before.parts, new_parts = after.parts;
  const std::size_t least = std::min(old_parts.size(), new_parts.size());
  std::size_t begin = 0;
  while (begin < least && old_parts[begin].tokens == new_parts[begin].tokens &&
         old_parts[begin].line == new_parts[begin].line)
    ++begin;
  std::size_t old_end = old_parts.size(), new_end = new_parts.size();
  const auto moved = [&](std::size_t old_part, std::size_t new_part) {
    return new_parts[new_part].line - old_parts[old_part].line;  // may wrap around
  };
  while (old_end > begin && new_end > begin &&
         old_parts[old_end - 1].tokens == new_parts[new_end - 1].tokens &&
         moved(old_end - 1, new_end - 1) == moved(old_parts.size() - 1, new_parts.size() - 1)) {
    --old_end;
    --new_end;
  }
  const std::vector<std::uint32_t> old_numbers = own_numbers(old_parts, begin, old_end);
  std::vector<std::uint32_t> new_numbers = own_numbers(new_parts, begin, new_end);

  // Whole tokens at both ends that are the same all the same.
  const auto same = [&](std::size_t old_at, std::size_t new_at) {
    return std::equal(old_numbers.begin() + static_cast<std::ptrdiff_t>(old_at),
                      old_numbers.begin() + static_cast<std::ptrdiff_t>(old_at + numbers_per_token),
                      new_numbers.begin() + static_cast<std::ptrdiff_t>(new_at));
  };
  std::size_t head = 0, old_tail = old_numbers.size(), new_tail = new_numbers.size();
  while (head < old_tail && head < new_tail && same(head, head)) head += numbers_per_token;
  while (old_tail > head && new_tail > head &&
         same(old_tail - numbers_per_token, new_tail - numbers_per_token)) {
    old_tail -= numbers_per_token;
    new_tail -= numbers_per_token;
  }
  if (head == old_tail && head == new_tail) return std::nullopt;
  protocol::SemanticTokensEdit edit;
  edit.start = static_cast<std::uint32_t>(count_of(old_parts.first(begin)) + head);
  edit.deleteCount = static_cast<std::uint32_t>(old_tail - head);
  edit.data.assign(new_numbers.begin() + static_cast<std::ptrdiff_t>(head),
                   new_numbers.begin() + static_cast<std::ptrdiff_t>(new_tail));
  return edit;
}

}  // namespace pland::server
