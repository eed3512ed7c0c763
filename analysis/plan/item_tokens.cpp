#include "analysis/plan/item_tokens.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "analysis/plan/date.h"
#include "analysis/plan/measure_words.h"
#include "analysis/plan/period.h"
#include "analysis/plan/placeholder.h"
#include "analysis/plan/reader.h"

namespace pland::plan {
namespace {

// A code span with a comparison in it states a limit: `recall >= 0.9`.
bool states_a_limit(std::string_view code) {
  for (std::size_t i = 0; i + 1 < code.size(); ++i) {
    const bool comparison = code[i] == '<' || code[i] == '>' || code.substr(i, 2) == "==" ||
                            code.substr(i).starts_with("≤") || code.substr(i).starts_with("≥");
    if (!comparison) continue;
    const std::size_t digit = code.find_first_not_of("<>=≤≥ $", i + 1);
    if (digit != std::string_view::npos && is_digit(code[digit])) return true;
  }
  return false;
}

// Regions to put out of sight: sorted and merged before the first question.
class Masks {
 public:
  void add(Span span) { spans_.push_back(span); }
  void merge() {
    std::sort(spans_.begin(), spans_.end());
    std::vector<Span> merged;
    for (const Span span : spans_) {
      if (!merged.empty() && span.begin < merged.back().end) {
        merged.back().end = std::max(merged.back().end, span.end);
      } else {
        merged.push_back(span);
      }
    }
    spans_ = std::move(merged);
  }
  bool covers(Span span) const {
    auto behind = std::upper_bound(spans_.begin(), spans_.end(), span.begin,
                                   [](std::uint32_t begin, Span s) { return begin < s.begin; });
    return behind != spans_.begin() && span.begin < std::prev(behind)->end;
  }

 private:
  std::vector<Span> spans_;
};

// Sorts spans and drops those that begin within another: "March 2027" is a date and a period.
void keep_outermost(std::vector<Span>& spans) {
  std::sort(spans.begin(), spans.end());
  std::vector<Span> kept;
  for (const Span span : spans)
    if (kept.empty() || span.begin >= kept.back().end) kept.push_back(span);
  spans = std::move(kept);
}

void split(ItemTokens& item, const Masks& masks) {
  const std::string_view low = item.low;
  bool space = true;
  for (std::size_t at = 0; at < low.size();) {
    const text::Decoded d = text::decode(low, at);
    if (text::is_space(d.code)) {
      space = true;
      at += d.size;
      continue;
    }
    Token token;
    token.glued = !space;
    const std::size_t start = at;
    if (is_digit(low[at])) {
      token.kind = Token::number;
      while (at < low.size() &&
             (is_digit(low[at]) ||
              ((low[at] == '.' || low[at] == ',') && at + 1 < low.size() && is_digit(low[at + 1]))))
        ++at;
    } else if (is_alpha(low[at]) || text::is_letter(d.code) || low[at] == '_') {
      token.kind = Token::word;
      while (at < low.size()) {
        const text::Decoded next = text::decode(low, at);
        const bool apostrophe = (next.code == '\'' || next.code == 0x2019) &&
                                at + next.size < low.size() && is_alpha(low[at + next.size]);
        const bool inside = text::is_letter(next.code) || text::is_mark(next.code) ||
                            is_digit(low[at]) || next.code == '_' || apostrophe;
        if (!inside) break;
        at += next.size;
      }
    } else {
      token.kind = Token::symbol;
      if (low.substr(at, 2) == ">=" || low.substr(at, 2) == "<=" || low.substr(at, 2) == "->" ||
          low.substr(at, 2) == "=>" || low.substr(at, 2) == "==") {
        at += 2;
      } else {
        const std::size_t emoji = text::emoji_size(low, at);
        at += emoji ? emoji : d.size;
      }
    }
    token.span = make_span(start, at);
    token.masked = masks.covers(token.span);
    item.tokens.push_back(token);
    space = false;
  }
}

bool is_unit_word(std::string_view word) { return words::contains(words::units, word); }

// The digits of a number token as a plain integer; nothing for "1.5" or "1,000".
std::optional<int> plain_integer(std::string_view number) {
  Reader r{number};
  const auto value = r.number(1, 6);
  return value && r.done() ? value : std::nullopt;
}

bool is_http_code(int n) {
  return n == 200 || n == 201 || n == 202 || n == 204 || n == 301 || n == 302 || n == 304 ||
         (n >= 400 && n <= 405) || n == 409 || n == 410 || n == 422 || n == 429 ||
         (n >= 500 && n <= 504);
}

// Is the number at `i` a name, a reference or a code?
bool is_noise(const ItemTokens& item, std::size_t i, std::string_view text) {
  const std::string_view number = item.at(i);
  const std::string_view before = i > 0 ? item.at(i - 1) : std::string_view();
  const std::string_view after = item.at(i + 1);
  const auto value = plain_integer(number);
  // 1.2.3, 3.x, 4xx, 2FA, 1st
  if (std::count(number.begin(), number.end(), '.') >= 2) return true;
  if (item.is_glued(i + 1)) {
    if (item.is_symbol(i + 1, ".") && item.is_glued(i + 2) && item.at(i + 2).starts_with('x'))
      return true;
    const bool letters = i + 1 < item.size() && item.tokens[i + 1].kind == Token::word;
    if (letters && item.tokens[i + 1].span.of(text) == "D") return true;  // 2D, 3D
    if (letters && !is_unit_word(after) && !words::contains(words::scales, after)) {
      const std::string_view unit = after.substr(after.find_first_not_of("kmb") == 1 ? 1 : 0);
      if (!is_unit_word(unit)) return true;
    }
  }
  if (i > 0) {
    if (item.is_symbol(i - 1, "#") || item.is_symbol(i - 1, "§")) return true;
    if (item.is_symbol(i - 1, "!") && item.is_glued(i)) return true;
    // "KR1.3", "Key Result 4"
    if (item.is_symbol(i - 1, ".") && item.is_glued(i) && item.is_glued(i - 1) && i > 1 &&
        item.tokens[i - 2].kind == Token::word)
      return true;
    if (before == "result" && i == 2 && item.at(0) == "key") return true;
    // JIRA-12, UTF-8, phase_2: glued to a name by a hyphen; but "sub-100ms", "top-3".
    if (item.is_symbol(i - 1, "-") && item.is_glued(i) && item.is_glued(i - 1) && i > 1 &&
        item.tokens[i - 2].kind == Token::word) {
      const std::string_view name = item.at(i - 2);
      if (name != "sub" && name != "top" && name != "under" && name != "over") return true;
    }
    // "Phase 2", "PR #12", "Python 3.11"; "5 lines 3 times" has a number before the name.
    if (item.tokens[i - 1].kind == Token::word &&
        words::contains(words::before_identifier, before) &&
        !(i > 1 && item.tokens[i - 2].kind == Token::number)) {
      const bool counted_after = item.is_word(i + 1) && after.ends_with('s') && after.size() > 3 &&
                                 !is_unit_word(before) && before != "phase" && before != "step";
      if (!counted_after || item.is_glued(i)) return true;
    }
  } else if ((item.is_symbol(1, ".") || item.is_symbol(1, ")")) && item.is_glued(1) &&
             !item.is_glued(2)) {
    return true;  // a list number
  }
  if (!value) return false;
  // 24/7, 80/20, and a scale without a score ("/100").
  if (item.is_symbol(i + 1, "/")) {
    const auto second = plain_integer(item.at(i + 2));
    if ((*value == 24 && second == 7) || (*value == 80 && second == 20)) return true;
  }
  if (i > 0 && item.is_symbol(i - 1, "/")) {
    const auto first = i > 1 ? plain_integer(item.at(i - 2)) : std::nullopt;
    if ((first == 24 && *value == 7) || (first == 80 && *value == 20)) return true;
    const bool numerator =
        i > 1 && (item.tokens[i - 2].kind == Token::number ||
                  (item.tokens[i - 2].kind == Token::word && item.is_glued(i - 1)));
    if (!numerator) return true;
  }
  if (is_http_code(*value) && number.size() == 3) {
    const bool list =
        item.is_symbol(i + 1, ",") && plain_integer(item.at(i + 2)).value_or(0) >= 400;
    if (words::contains(words::beside_http_code, before) ||
        words::contains(words::beside_http_code, after) || list)
      return true;
  }
  if (*value == 508 && (after.starts_with("compl") || before == "section")) return true;
  // A year: 2026, in 2026.
  if (number.size() == 4 && *value >= 2015 && *value <= 2060 && !is_unit_word(after) &&
      !(i > 0 && (before == ">" || before == "<" || before == "≥" || before == "≤")) &&
      !(item.is_word(i + 1) && after.ends_with('s')))
    return true;
  // "on a 12 GB laptop" is where, not how much.
  if ((before == "a" || before == "an") && i > 1 &&
      (item.at(i - 2) == "on" || item.at(i - 2) == "with") &&
      (after == "gb" || after == "tb" || after == "mb" || after == "core" || after == "-"))
    return true;
  return false;
}

}  // namespace

ItemTokens tokenise_item(std::string_view text, std::span<const Span> code) {
  ItemTokens item;
  item.low.resize(text.size());
  std::transform(text.begin(), text.end(), item.low.begin(), to_lower);

  Masks masks;
  const std::size_t first_visible = [&] {
    Reader r{text};
    for (;;) {
      if (r.spaces()) continue;
      const std::size_t emoji = text::emoji_size(text, r.at);
      if (emoji == 0 || is_digit(r.peek())) return r.at;
      r.at += emoji;
    }
  }();
  std::vector<Span> hidden_code;
  for (const Span span : code) {
    if (span.end > text.size() || span.begin >= span.end) continue;
    if (states_a_limit(span.of(text))) continue;
    masks.add(span);
    hidden_code.push_back(span);
    if (!item.has_code) item.code = span;
    item.has_code = true;
    if (span.begin <= first_visible) item.starts_with_code = true;
  }
  for (const Placeholder& p : find_placeholders(text, {.code = code})) {
    Span& first =
        p.strength == PlaceholderStrength::certain ? item.placeholder : item.soft_placeholder;
    if (first.empty()) first = p.span;
    masks.add(p.span);
  }
  const auto in_code = [&](Span span) {
    return std::any_of(hidden_code.begin(), hidden_code.end(),
                       [&](Span c) { return c.contains(span.begin); });
  };
  for (const FoundDate& date : find_dates(text)) {
    if (in_code(date.span)) continue;
    masks.add(date.span);
    item.times.push_back(date.span);
    if (item.date.empty()) item.date = date.span;
  }
  for (const FoundPeriod& period : find_periods(text)) {
    if (in_code(period.span)) continue;
    masks.add(period.span);
    (period.period.is_calendar() ? item.times : item.stages).push_back(period.span);
    if (period.period.is_calendar() && item.date.empty()) item.date = period.span;
  }
  keep_outermost(item.times);
  // URLs, paths and hashes: one run without a space that holds "://", or "/" beside a dot or twice.
  for (std::size_t at = 0; at < text.size();) {
    while (at < text.size() && text[at] == ' ') ++at;
    const std::size_t end = std::min(text.find(' ', at), text.size());
    const std::string_view run = text.substr(at, end - at);
    const auto slashes = std::count(run.begin(), run.end(), '/');
    const bool letters = std::any_of(run.begin(), run.end(), is_alpha);
    const bool url = run.find("://") != std::string_view::npos || run.starts_with("www.");
    const bool path = letters && slashes >= 1 && !is_digit(run[0]) && run[0] != '$' &&
                      (slashes >= 2 || run.find('.') != std::string_view::npos) &&
                      run.find_first_of("<>=%") == std::string_view::npos;
    const bool hash = run.size() >= 7 && run.size() <= 40 &&
                      run.find_first_not_of("0123456789abcdef") == std::string_view::npos &&
                      letters && std::any_of(run.begin(), run.end(), is_digit);
    if (url || path || hash) masks.add(make_span(at, end));
    at = end;
  }
  masks.merge();
  split(item, masks);
  for (std::size_t i = 0; i < item.size(); ++i)
    if (item.tokens[i].kind == Token::number && !item.tokens[i].masked && is_noise(item, i, text))
      item.tokens[i].masked = true;
  return item;
}

}  // namespace pland::plan
