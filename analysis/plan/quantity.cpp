#include "analysis/plan/quantity.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <vector>

#include "analysis/plan/item_tokens.h"
#include "analysis/plan/label.h"
#include "analysis/plan/measure_words.h"
#include "analysis/plan/numerals.h"
#include "analysis/plan/placeholder.h"
#include "analysis/plan/reader.h"

namespace pland::plan {
namespace {

using words::contains;

Span cover(Span a, Span b) {
  if (a.empty()) return b;
  if (b.empty()) return a;
  return {std::min(a.begin, b.begin), std::max(a.end, b.end)};
}

bool is_currency(std::string_view s) { return s == "$" || s == "€" || s == "£" || s == "¥"; }

bool is_stop_word(std::string_view word) {
  static constexpr words::WordSet stops(
      {"and",     "or",    "in",     "on",     "at",     "for",     "with",    "by",
       "to",      "from",  "of",     "the",    "a",      "an",      "per",     "that",
       "when",    "if",    "is",     "are",    "was",    "were",    "as",      "than",
       "via",     "using", "within", "across", "under",  "over",    "after",   "before",
       "without", "into",  "among",  "during", "toward", "towards", "between", "who",
       "which",   "will",  "must",   "should", "can",    "not",     "no"});
  return contains(stops, word);
}

bool is_plural(std::string_view word) {
  if (word == "people" || word == "children" || word == "criteria" || word == "data") return true;
  return word.size() > 3 && word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us") &&
         !word.ends_with("is");
}

// A number with its currency, scale and unit, and the tokens it takes up.
struct NumberAt {
  Amount amount;
  std::size_t first = 0, last = 0;  // tokens, both included
  std::size_t digits = 0;           // the token behind its sign and currency
  bool percent = false;
  bool counted = false;  // the unit is a noun that is counted
  bool in_words = false;
};

double value_of(std::string_view digits) {
  double value = 0, scale = 0;
  for (const char c : digits) {
    if (c == ',') continue;
    if (c == '.') {
      scale = 1;
      continue;
    }
    value = value * 10 + (c - '0');
    scale *= 10;
  }
  return scale > 1 ? value / scale : value;
}

double scale_of(std::string_view word) {
  if (word == "k" || word == "thousand") return 1e3;
  if (word == "m" || word == "mm" || word == "million") return 1e6;
  if (word == "b" || word == "bn" || word == "billion") return 1e9;
  return 1;
}

// A number in words, up to the token `last`: "five", "eighty", "eighty-five"; 0 where there is
// none.
struct SpeltNumber {
  int value = 0;
  std::size_t last = 0;
};
SpeltNumber spelt_number(const ItemTokens& item, std::size_t i) {
  if (!item.is_word(i)) return {};
  if (const auto small = number_word(item.at(i))) return {*small, i};
  constexpr std::string_view teens[] = {"thirteen",  "fourteen", "fifteen", "sixteen",
                                        "seventeen", "eighteen", "nineteen"};
  constexpr std::string_view tens[] = {"twenty", "thirty",  "forty",  "fifty",
                                       "sixty",  "seventy", "eighty", "ninety"};
  const auto in = [&](const auto& list) {
    const auto found = std::find(std::begin(list), std::end(list), item.at(i));
    return found == std::end(list) ? 0 : static_cast<int>(found - std::begin(list)) + 1;
  };
  if (const int teen = in(teens)) return {12 + teen, i};
  if (item.at(i) == "hundred") return {100, i};
  const int ten = in(tens);
  if (ten == 0) return {};
  SpeltNumber out{10 * (ten + 1), i};
  if (!item.is_symbol(i + 1, "-") || !item.is_glued(i + 2) || !item.is_word(i + 2)) return out;
  const auto one = number_word(item.at(i + 2));
  if (one && 0 < *one && *one < 10) out = {out.value + *one, i + 2};
  return out;
}

// "five external teams", "eighty percent", "below one hour": a number word that counts or limits
// something nearby. Its value; nothing where it does not count.
SpeltNumber counts_in_words(const ItemTokens& item, std::size_t i) {
  const SpeltNumber number = spelt_number(item, i);
  if (number.value == 0) return {};
  const std::string_view before = i > 0 ? item.at(i - 1) : std::string_view();
  if (number.value == 1) {
    static constexpr words::WordSet limits(
        {"least", "most", "exactly", "within", "below", "under", "above", "over"});
    const bool limited = contains(limits, before) ||
                         (before == "than" && contains(words::time_units, item.at(i + 1))) ||
                         (item.at(i + 1) == "or" && item.at(i + 2) == "more");
    return limited ? number : SpeltNumber{};
  }
  if (item.at(number.last + 1) == "percent" || item.is_symbol(number.last + 1, "%")) return number;
  if (item.at(number.last + 1) == "per" && item.at(number.last + 2) == "cent") return number;
  for (std::size_t next = number.last + 1; next <= number.last + 3 && item.is_word(next); ++next) {
    if (is_stop_word(item.at(next))) return {};
    if (is_plural(item.at(next))) return number;
  }
  return before == "least" || before == "top" ? number : SpeltNumber{};
}

// Whether some number of the item is a time beyond doubt: then "30m" beside it is one, too.
bool says_times(const ItemTokens& item) {
  for (std::size_t i = 1; i < item.size(); ++i) {
    const bool behind_number = item.is_word(i) && item.tokens[i - 1].kind == Token::number;
    if (behind_number && item.at(i) != "m" && item.at(i) != "working" &&
        contains(words::time_units, item.at(i)))
      return true;
    if (behind_number &&
        (item.at(i) == "h" || item.at(i) == "hr" || item.at(i) == "hrs" || item.at(i) == "d"))
      return true;
  }
  return false;
}

// The `-` or `+` right before the number at token `i`: "from -10 to +20", "(−5)". Between numbers
// it is a range's.
bool has_sign(const ItemTokens& item, std::size_t i) {
  if (i == 0 || !item.is_glued(i)) return false;
  if (!item.is_symbol(i - 1, "-") && !item.is_symbol(i - 1, "−") && !item.is_symbol(i - 1, "+"))
    return false;
  if (i == 1) return true;
  if (item.is_glued(i - 1)) return item.is_symbol(i - 2, "(");
  return item.tokens[i - 2].kind != Token::number && !item.is_symbol(i - 2, "%");
}

// "°C", "°F": the tokens of a degree's unit behind a number.
bool is_degree(const ItemTokens& item, std::size_t i) {
  return item.is_symbol(i, "°") && item.is_glued(i + 1) &&
         (item.at(i + 1) == "c" || item.at(i + 1) == "f");
}

std::vector<NumberAt> find_numbers(const ItemTokens& item) {
  std::vector<NumberAt> numbers;
  const bool times = says_times(item);
  for (std::size_t i = 0; i < item.size(); ++i) {
    NumberAt n;
    n.first = n.last = n.digits = i;
    if (item.is_number(i)) {
      n.amount.number = value_of(item.at(i));
    } else if (const SpeltNumber spelt = counts_in_words(item, i); spelt.value > 0) {
      n.amount.number = spelt.value;
      n.last = spelt.last;
      n.in_words = true;
    } else {
      continue;
    }
    n.amount.span = cover(item.tokens[i].span, item.tokens[n.last].span);
    if (i > 0 && item.tokens[i - 1].kind == Token::symbol && is_currency(item.at(i - 1))) {
      n.first = i - 1;
      n.amount.unit = item.tokens[i - 1].span;
    }
    if (has_sign(item, n.first)) {
      --n.first;
      if (!item.is_symbol(n.first, "+")) n.amount.number = -n.amount.number;
    }
    const auto take = [&](std::size_t token) { n.last = token; };
    std::size_t next = n.last + 1;
    // 5k, 10M, 2 million; "5 m" is metres or minutes: only glued letters scale.
    if (item.is_word(next) && contains(words::scales, item.at(next)) &&
        (item.is_glued(next) || item.at(next).size() > 4)) {
      const bool minutes = item.at(next) == "m" && n.amount.unit.empty() &&
                           (times || item.at(next + 1) == "timeout");
      if (!minutes) {
        n.amount.number *= scale_of(item.at(next));
        take(next++);
      }
    }
    if (item.is_symbol(next, "+")) take(next++);
    if (item.is_symbol(next, "-") && item.is_glued(next) && item.is_word(next + 1) &&
        item.is_glued(next + 1)) {
      take(next++);  // 5-minute, 10-fold
    }
    if (item.is_symbol(next, "%")) {
      n.percent = true;
      n.amount.unit = item.tokens[next].span;
      take(next++);
    } else if (item.is_symbol(next, "×")) {
      n.amount.unit = item.tokens[next].span;
      take(next++);
    } else if (is_degree(item, next)) {
      n.amount.unit = cover(item.tokens[next].span, item.tokens[next + 1].span);
      take(next + 1);
    } else if (n.amount.unit.empty() && item.at(next) == "per" && item.at(next + 1) == "cent") {
      n.percent = true;
      n.amount.unit = cover(item.tokens[next].span, item.tokens[next + 1].span);
      take(next + 1);
    } else if (n.amount.unit.empty() && item.is_word(next) &&
               contains(words::units, item.at(next))) {
      n.percent = item.at(next) == "percent";
      n.amount.unit = item.tokens[next].span;
      take(next++);
    } else if (n.amount.unit.empty()) {
      // The counted noun: up to three words, to the first plural; "founder-led" is one word.
      std::size_t end = next;
      std::size_t nouns = 0;
      for (std::size_t word = next; nouns < 3 && item.is_word(word); ++word) {
        if (is_stop_word(item.at(word))) break;
        while (item.is_symbol(word + 1, "-") && item.is_glued(word + 1) && item.is_word(word + 2) &&
               item.is_glued(word + 2))
          word += 2;
        end = word + 1;
        ++nouns;
        if (is_plural(item.at(word))) break;
      }
      if (end > next) {
        n.counted = true;
        n.amount.unit = cover(item.tokens[next].span, item.tokens[end - 1].span);
        take(end - 1);
      }
    }
    // A rate: /s, per day.
    if (!n.amount.unit.empty() && item.is_symbol(n.last + 1, "/") && item.is_word(n.last + 2)) {
      if (n.amount.unit.begin > item.tokens[i].span.begin)
        n.amount.unit = cover(n.amount.unit, item.tokens[n.last + 2].span);
      take(n.last + 2);
    }
    n.amount.span = cover(item.tokens[n.first].span, item.tokens[n.last].span);
    numbers.push_back(n);
    i = n.counted ? std::max(i, n.in_words ? spelt_number(item, i).last : i) : n.last;
  }
  return numbers;
}

// What a unit is a multiple of: seconds, bytes, one; nothing for units that nobody converts.
struct Scale {
  enum Kind : std::uint8_t { unknown, time, size, share } kind = unknown;
  double factor = 1;
};
Scale scale_of_unit(std::string_view unit) {
  struct Named {
    std::string_view names;  // between spaces
    Scale scale;
  };
  constexpr double kilo = 1024, minute = 60, hour = 60 * minute, day = 24 * hour;
  constexpr Named known[] = {
      {" ns ", {Scale::time, 1e-9}},
      {" us µs μs ", {Scale::time, 1e-6}},
      {" ms millisecond milliseconds ", {Scale::time, 1e-3}},
      {" s sec secs second seconds ", {Scale::time, 1}},
      {" m min mins minute minutes ", {Scale::time, minute}},
      {" h hr hrs hour hours ", {Scale::time, hour}},
      {" d day days ", {Scale::time, day}},
      {" week weeks ", {Scale::time, 7 * day}},
      {" month months ", {Scale::time, 30.4 * day}},
      {" quarter quarters ", {Scale::time, 91.3 * day}},
      {" year years yr yrs ", {Scale::time, 365 * day}},
      {" b byte bytes ", {Scale::size, 1}},
      {" kb kib ", {Scale::size, kilo}},
      {" mb mib ", {Scale::size, kilo * kilo}},
      {" gb gib ", {Scale::size, kilo * kilo * kilo}},
      {" tb tib ", {Scale::size, kilo * kilo * kilo * kilo}},
      {" % percent pp ", {Scale::share, 1}},
  };
  const std::string wanted = " " + std::string(unit) + " ";
  for (const Named& named : known)
    if (named.names.find(wanted) != std::string_view::npos) return named.scale;
  return {};
}

// "a day", "per week", "/s" behind a number: how often, which the number alone does not say.
std::string_view rate_of(const ItemTokens& item, const Amount& amount) {
  const auto behind = std::lower_bound(
      item.tokens.begin(), item.tokens.end(), amount.span.end,
      [](const Token& token, std::uint32_t end) { return token.span.begin < end; });
  const auto next = static_cast<std::size_t>(behind - item.tokens.begin());
  const std::string_view text = amount.span.of(item.low);
  if (const std::size_t slash = text.find('/'); slash != std::string_view::npos)
    return text.substr(slash + 1);
  const std::string_view word = item.at(next);
  if (word != "a" && word != "an" && word != "per" && word != "each" && word != "every") return {};
  return item.at(next + 1);
}

// Which way a change between two amounts goes; none where they cannot be compared.
Direction direction_between(const ItemTokens& item, const Amount& from, const Amount& to) {
  if (rate_of(item, from) != rate_of(item, to)) return Direction::none;
  const auto unit_of = [&](const Amount& amount) {
    const std::string_view unit = amount.unit.of(item.low);
    return unit.substr(0, unit.find('/'));
  };
  const std::string_view first = unit_of(from), second = unit_of(to);
  double before = from.number, after = to.number;
  if (first != second && !first.empty() && !second.empty()) {
    const Scale a = scale_of_unit(first), b = scale_of_unit(second);
    if (a.kind != b.kind) return Direction::none;
    before *= a.factor;
    after *= b.factor;
  }
  if (before == after) return Direction::none;
  return after > before ? Direction::up : Direction::down;
}

struct Comparison {
  Comparator comparator = Comparator::none;
  std::size_t first = 0;  // its first token
};

// What stands before the number at token `i`: ≥, at least, under, up to, …
Comparison comparison_before(const ItemTokens& item, std::size_t i) {
  if (i == 0) return {};
  const std::string_view last = item.at(i - 1);
  struct Sign {
    std::string_view text;
    Comparator comparator;
  };
  constexpr Sign signs[] = {{"≥", Comparator::at_least},      {">=", Comparator::at_least},
                            {"=>", Comparator::at_least},     {"≤", Comparator::at_most},
                            {"<=", Comparator::at_most},      {">", Comparator::greater},
                            {"<", Comparator::less},          {"≈", Comparator::about},
                            {"~", Comparator::about},         {"±", Comparator::about},
                            {"=", Comparator::equal},         {"==", Comparator::equal},
                            {"under", Comparator::less},      {"below", Comparator::less},
                            {"within", Comparator::at_most},  {"over", Comparator::greater},
                            {"above", Comparator::greater},   {"exceed", Comparator::greater},
                            {"exceeds", Comparator::greater}, {"exceeding", Comparator::greater},
                            {"beyond", Comparator::greater},  {"about", Comparator::about},
                            {"around", Comparator::about},    {"approximately", Comparator::about},
                            {"roughly", Comparator::about},   {"minimum", Comparator::at_least},
                            {"min", Comparator::at_least},    {"maximum", Comparator::at_most},
                            {"max", Comparator::at_most},     {"exactly", Comparator::equal},
                            {"only", Comparator::equal}};
  const auto* found = std::find_if(std::begin(signs), std::end(signs),
                                   [&](const Sign& sign) { return sign.text == last; });
  if (found != std::end(signs)) return {found->comparator, i - 1};
  if (i < 2) return {};
  const std::string_view first = item.at(i - 2);
  if (first == "at" && last == "least") return {Comparator::at_least, i - 2};
  if (first == "at" && last == "most") return {Comparator::at_most, i - 2};
  if (first == "up" && last == "to") return {Comparator::at_most, i - 2};
  if (first == "minimum" && last == "of") return {Comparator::at_least, i - 2};
  if (first == "maximum" && last == "of") return {Comparator::at_most, i - 2};
  if (item.is_symbol(i - 1, "-") && first == "sub") return {Comparator::less, i - 2};
  if (last == "than") {
    const bool negated = i > 2 && (item.at(i - 3) == "no" || item.at(i - 3) == "not");
    const std::size_t start = negated ? i - 3 : i - 2;
    if (first == "less" || first == "fewer" || first == "lower" || first == "shorter")
      return {negated ? Comparator::at_least : Comparator::less, start};
    if (first == "more" || first == "greater" || first == "higher" || first == "longer")
      return {negated ? Comparator::at_most : Comparator::greater, start};
  }
  return {};
}

// What stands behind it: +, or more, or less.
Comparison comparison_behind(const ItemTokens& item, const NumberAt& n) {
  for (std::size_t i = n.digits; i <= n.last; ++i)
    if (item.is_symbol(i, "+")) return {Comparator::at_least, n.first};
  std::size_t next = n.last + 1;
  if (item.is_symbol(next, "+")) return {Comparator::at_least, n.first};
  for (; next <= n.last + 2; ++next) {
    if (item.at(next) != "or") continue;
    const std::string_view word = item.at(next + 1);
    if (word == "more" || word == "higher" || word == "greater" || word == "better" ||
        word == "above")
      return {Comparator::at_least, n.first};
    if (word == "less" || word == "fewer" || word == "lower" || word == "below" || word == "under")
      return {Comparator::at_most, n.first};
  }
  return {};
}

Direction direction_of_words(const ItemTokens& item) {
  for (std::size_t i = 0; i < item.size(); ++i) {
    if (!item.is_word(i)) continue;
    const std::string_view word = item.at(i);
    const bool compares = item.at(i + 1) == "than";
    if (compares || (word == "up" && item.at(i + 1) == "to")) continue;
    if (contains(words::up_words, word)) return Direction::up;
    if (contains(words::down_words, word)) return Direction::down;
  }
  return Direction::none;
}

bool is_arrow(const ItemTokens& item, std::size_t i) {
  return item.is_symbol(i, "→") || item.is_symbol(i, "->") || item.is_symbol(i, "=>") ||
         item.is_symbol(i, "⇒");
}

// The number whose first token is `token`.
const NumberAt* number_at(const std::vector<NumberAt>& numbers, std::size_t token) {
  const auto found =
      std::lower_bound(numbers.begin(), numbers.end(), token,
                       [](const NumberAt& n, std::size_t wanted) { return n.first < wanted; });
  return found != numbers.end() && found->first == token ? &*found : nullptr;
}

// 5/5, 8 of 10, 8 out of 10.
const NumberAt* out_of(const ItemTokens& item, const std::vector<NumberAt>& numbers,
                       const NumberAt& n) {
  const std::size_t next = n.last + 1;
  if (item.is_symbol(next, "/")) return number_at(numbers, next + 1);
  if (item.at(next) == "of") {
    if (const NumberAt* found = number_at(numbers, next + 1)) return found;
    if (item.at(next + 1) == "the") return number_at(numbers, next + 2);
  }
  // "1 in 20 alerts"; "5 in 3 months" is another thing.
  if (item.at(next) == "in" && n.amount.unit.empty()) {
    const NumberAt* whole = number_at(numbers, next + 1);
    if (whole != nullptr && whole->counted && whole->amount.number > n.amount.number) return whole;
  }
  if (item.at(next) == "out" && item.at(next + 1) == "of") return number_at(numbers, next + 2);
  return nullptr;
}

// Behind a parenthesis that opens at token `i`, "30% (2026-06-30) to 60%"; else `i` itself.
std::size_t behind_parenthesis(const ItemTokens& item, std::size_t i) {
  constexpr std::size_t most = 8;  // tokens
  if (!item.is_symbol(i, "(")) return i;
  for (std::size_t end = i + 1; end <= i + most; ++end)
    if (item.is_symbol(end, ")")) return end + 1;
  return i;
}

// The number behind the word or arrow at token `i`, "to under 200 ms", "to at least 80 %".
const NumberAt* number_behind(const std::vector<NumberAt>& numbers, std::size_t i) {
  for (std::size_t at = i + 1; at <= i + 3; ++at)
    if (const NumberAt* found = number_at(numbers, at)) return found;
  return nullptr;
}

// "currently 900 ms", "(was 900 ms)", "62% today": how it is, not how it shall be.
bool is_as_it_is(const ItemTokens& item, const NumberAt& n) {
  static constexpr words::WordSet states({"currently", "baseline", "current", "today", "now", "was",
                                          "were", "previously", "formerly"});
  const std::string_view behind = item.at(n.last + 1);
  const bool ends = n.last + 2 >= item.size() || !item.is_word(n.last + 2);
  if ((behind == "today" || behind == "now" || behind == "currently") && ends) return true;
  if (n.first == 0) return false;
  std::string_view word = item.at(n.first - 1);
  if (word == "at" || word == "of" || word == ":" || word == "is")
    word = n.first > 1 ? item.at(n.first - 2) : std::string_view();
  return contains(states, word);
}

std::optional<Quantity> read_quantity(const ItemTokens& item) {
  const std::vector<NumberAt> numbers = find_numbers(item);
  Quantity q;
  q.direction = direction_of_words(item);
  const auto finish = [&](Quantity& quantity) {
    quantity.span = cover(quantity.span, quantity.target.span);
    if (quantity.upper) quantity.span = cover(quantity.span, quantity.upper->span);
    if (quantity.baseline) quantity.span = cover(quantity.span, quantity.baseline->span);
    if (quantity.out_of) quantity.span = cover(quantity.span, quantity.out_of->span);
    // Numbers of one unit say it best; of different ones that nobody converts, the verb.
    if (quantity.baseline)
      if (const Direction between = direction_between(item, *quantity.baseline, quantity.target);
          between != Direction::none)
        quantity.direction = between;
    if (quantity.direction == Direction::none) {
      const Comparator c = quantity.comparator;
      if (c == Comparator::at_least || c == Comparator::greater) quantity.direction = Direction::up;
      if (c == Comparator::at_most || c == Comparator::less) quantity.direction = Direction::down;
    }
    return quantity;
  };

  if (numbers.empty()) {
    // Double the signups, halve the wait, sub-second answers: a factor in words.
    for (std::size_t i = 0; i < item.size(); ++i) {
      if (!item.is_word(i)) continue;
      const std::string_view word = item.at(i);
      double factor = 0;
      if (word == "double" || word == "doubles" || word == "doubled" || word == "twice") factor = 2;
      if (word == "triple" || word == "triples" || word == "tripled") factor = 3;
      if (word == "quadruple" || word == "quadruples" || word == "quadrupled") factor = 4;
      if (word.ends_with("fold") && factor == 0)  // threefold
        factor = number_word(word.substr(0, word.size() - 4)).value_or(0);
      if (word == "halve" || word == "halved" || word == "halves" ||
          (word == "half" && item.at(i + 1) != "way" && !item.is_symbol(i + 1, "-")))
        factor = 0.5;
      if (factor > 0 && !item.is_symbol(i + 1, "-")) {
        q.target.number = factor;
        q.target.span = item.tokens[i].span;
        // Half of them, and by half: which way, the verb says.
        q.relative = word != "half";
        const bool fold = word.ends_with("fold") && q.direction != Direction::none;
        if (word != "half" && !fold) q.direction = factor > 1 ? Direction::up : Direction::down;
        return finish(q);
      }
      if (word == "sub" && item.is_symbol(i + 1, "-") &&
          (item.at(i + 2) == "second" || item.at(i + 2) == "millisecond" ||
           item.at(i + 2) == "minute")) {
        q.comparator = Comparator::less;
        q.target.number = 1;
        q.target.unit = item.tokens[i + 2].span;
        q.target.span = cover(item.tokens[i].span, item.tokens[i + 2].span);
        return finish(q);
      }
    }
    return {};
  }

  // from A to B, A → B
  for (const NumberAt& a : numbers) {
    const std::size_t next = behind_parenthesis(item, a.last + 1);
    const bool from = a.first > 0 && item.at(a.first - 1) == "from";
    const NumberAt* b = nullptr;
    if (is_arrow(item, next)) b = number_at(numbers, next + 1);
    if (!b && from) {
      for (std::size_t i = next; i < next + 8 && !b; ++i) {
        if (item.at(i) == "to") b = number_behind(numbers, i);
      }
    }
    if (!b || b == &a) continue;
    q.baseline = a.amount;
    q.target = b->amount;
    if (q.baseline->unit.empty()) q.baseline->unit = q.target.unit;
    q.comparator = comparison_before(item, b->first).comparator;
    return finish(q);
  }

  // "by 20% to 8 minutes": how much it changes, and what it comes to.
  for (const NumberAt& a : numbers) {
    if (a.first == 0 || item.at(a.first - 1) != "by") continue;
    const std::size_t next = item.is_symbol(a.last + 1, ",") ? a.last + 2 : a.last + 1;
    if (item.at(next) != "to") continue;
    const NumberAt* b = number_behind(numbers, next);
    if (b == nullptr) continue;
    // "by 20% to 30%" and "by 20 to 30" may be a range; downwards there is none.
    const bool down = direction_between(item, a.amount, b->amount) == Direction::down;
    const bool range = b->percent && b->first == next + 1 && next == a.last + 1;
    if (!down && (!a.percent || range)) continue;
    q.target = b->amount;
    q.comparator = comparison_before(item, b->first).comparator;
    return finish(q);
  }

  // "Errors: 500 to 50" and "30% (June) to 60%" change; "5 to 10 teams" is a range.
  for (const NumberAt& a : numbers) {
    const std::size_t next = behind_parenthesis(item, a.last + 1);
    if (item.at(next) != "to") continue;
    const NumberAt* b = number_at(numbers, next + 1);
    if (b == nullptr || comparison_before(item, a.first).comparator != Comparator::none) continue;
    const Direction between = direction_between(item, a.amount, b->amount);
    const bool same_unit = a.amount.unit.of(item.low) == b->amount.unit.of(item.low);
    if (between == Direction::down || (between == Direction::up && next != a.last + 1)) {
      q.baseline = a.amount;
      q.target = b->amount;
      if (q.baseline->unit.empty()) q.baseline->unit = q.target.unit;
    } else if ((a.amount.unit.empty() || same_unit) && a.amount.number < b->amount.number) {
      q.comparator = Comparator::between;
      q.target = a.amount;
      q.target.unit = b->amount.unit;
      q.upper = b->amount;
    } else {
      continue;
    }
    return finish(q);
  }

  // The number with a comparator speaks for the item, else one with a unit, else the first; those
  // that say how it is only where there is no other.
  const bool any_wish = std::any_of(numbers.begin(), numbers.end(),
                                    [&](const NumberAt& n) { return !is_as_it_is(item, n); });
  const auto may_speak = [&](const NumberAt& n) { return !any_wish || !is_as_it_is(item, n); };
  const NumberAt* best = nullptr;
  Comparison comparison;
  for (const NumberAt& n : numbers) {
    if (!may_speak(n)) continue;
    Comparison c = comparison_before(item, n.first);
    if (c.comparator == Comparator::none) c = comparison_behind(item, n);
    if (c.comparator == Comparator::none) continue;
    best = &n;
    comparison = c;
    break;
  }
  if (!best) {
    for (const NumberAt& n : numbers)
      if (!best && !n.amount.unit.empty() && !n.counted && may_speak(n)) best = &n;
  }
  if (!best) best = &*std::find_if(numbers.begin(), numbers.end(), may_speak);
  // 20-30 %: the unit stands behind the upper bound.
  if (best->first > 1 &&
      (item.is_symbol(best->first - 1, "-") || item.is_symbol(best->first - 1, "–")))
    for (const NumberAt& n : numbers)
      if (n.last + 2 == best->first && item.is_number(n.last)) {
        best = &n;
        break;
      }
  // 5/5 stars, 8 of 10 teams: the first one is reached.
  for (const NumberAt& n : numbers)
    if (comparison.comparator == Comparator::none && &n != best &&
        out_of(item, numbers, n) == best) {
      best = &n;
      break;
    }
  q.target = best->amount;
  q.comparator = comparison.comparator;
  if (comparison.comparator != Comparator::none)
    q.span = cover(item.tokens[comparison.first].span, best->amount.span);

  const std::string_view before = best->first > 0 ? item.at(best->first - 1) : std::string_view();
  if (before == "between") {
    if (item.at(best->last + 1) == "and")
      if (const NumberAt* upper = number_at(numbers, best->last + 2)) q.upper = upper->amount;
  } else if (item.is_symbol(best->last + 1, "-") || item.is_symbol(best->last + 1, "–")) {
    if (const NumberAt* upper = number_at(numbers, best->last + 2)) q.upper = upper->amount;
  }
  if (q.upper) {
    q.comparator = Comparator::between;
    if (q.target.unit.empty()) q.target.unit = q.upper->unit;
  } else if (const NumberAt* whole = out_of(item, numbers, *best)) {
    q.out_of = whole->amount;
  }
  const std::string_view behind = item.at(best->last + 1);
  const bool factor =
      best->amount.unit.of(item.low) == "x" || best->amount.unit.of(item.low) == "×";
  const bool unit_relative =
      best->counted && contains(words::relative_words, item.at(best->first + 1));
  q.relative = (before == "by" && (best->percent || factor || q.direction != Direction::none)) ||
               (best->percent && (contains(words::relative_words, behind) || unit_relative)) ||
               (factor && (contains(words::relative_words, behind) || before == "by"));
  // From 3 a week to daily: the target is a word.
  if (before == "from" && comparison.comparator == Comparator::none) {
    for (std::size_t i = best->last + 1; i + 1 < item.size(); ++i) {
      if (item.at(i) != "to" || !item.is_word(i + 1)) continue;
      q.baseline = q.target;
      q.target = {0, item.tokens[i + 1].span, item.tokens[i + 1].span};
      q.span = cover(q.baseline->span, q.target.span);
      return q;
    }
  }
  // "5x faster", "twice as fast": so many times the speed, whatever is fast.
  static constexpr words::WordSet speeds({"faster", "quicker"});
  if (factor && contains(speeds, behind)) q.direction = Direction::up;
  // (currently 900 ms), baseline 900 ms, up from 12
  for (const NumberAt& n : numbers) {
    if (&n == best) continue;
    const bool from = n.first > 0 && item.at(n.first - 1) == "from";
    if (from || is_as_it_is(item, n)) q.baseline = n.amount;
  }
  if (q.baseline && q.baseline->unit.empty()) q.baseline->unit = q.target.unit;
  return finish(q);
}

// The item without a leading "Label:", where what follows says more.
struct Part {
  std::size_t first = 0, end = 0;  // tokens
};

std::size_t word_count(const ItemTokens& item, Part part) {
  std::size_t count = 0;
  for (std::size_t i = part.first; i < part.end; ++i)
    if (item.tokens[i].kind == Token::word) ++count;
  return count;
}

// Behind "KR 1.2", "KR4", "Key Result 3": the number of a key result is none of its words.
std::size_t behind_ordinal(const ItemTokens& item) {
  const std::string_view first = item.at(0);
  if (first == "key" && item.at(1) == "result" && item.tokens.size() > 3 &&
      item.tokens[2].kind == Token::number)
    return 3;
  if (first == "kr" && item.tokens.size() > 2 && item.tokens[1].kind == Token::number) return 2;
  const bool glued = first.size() > 2 && first.starts_with("kr") &&
                     std::all_of(first.begin() + 2, first.end(), is_digit);
  if (!glued) return 0;
  std::size_t next = 1;  // "KR1.2"
  while (item.is_symbol(next, ".") && item.is_glued(next) && item.is_glued(next + 1) &&
         item.tokens[next + 1].kind == Token::number)
    next += 2;
  return next < item.size() ? next : 0;
}

Part value_part(const ItemTokens& item) {
  std::size_t words_seen = 0;
  int depth = 0;
  for (std::size_t i = 0; i < item.size() && words_seen <= 6; ++i) {
    if (item.is_symbol(i, "(")) ++depth;
    if (item.is_symbol(i, ")")) --depth;
    if (item.tokens[i].kind == Token::word) ++words_seen;
    const bool colon = item.is_symbol(i, ":") && item.is_glued(i) && !item.is_glued(i + 1);
    const bool dash =
        (item.is_symbol(i, "—") || item.is_symbol(i, "–") || item.is_symbol(i, "-")) &&
        !item.is_glued(i) && !item.is_glued(i + 1);
    if (depth == 0 && (colon || dash) && words_seen > 0) {
      const Part rest{i + 1, item.size()};
      if (word_count(item, rest) > 0) return rest;
    }
  }
  const std::size_t first = behind_ordinal(item);
  return {item.is_word(first) ? first : 0, item.size()};
}

// Cuts a trailing parenthesis and everything behind a sentence's end.
Part head_phrase(const ItemTokens& item, Part part) {
  for (std::size_t i = part.first; i < part.end; ++i) {
    const bool stop = item.is_symbol(i, "(") || item.is_symbol(i, ";") || item.is_symbol(i, "—") ||
                      (item.is_symbol(i, ".") && !item.is_glued(i + 1)) ||
                      (item.is_symbol(i, "-") && !item.is_glued(i) && !item.is_glued(i + 1));
    if (stop && i > part.first) return {part.first, i};
  }
  return part;
}

Span span_of(const ItemTokens& item, Part part) {
  if (part.first >= part.end) return {};
  return cover(item.tokens[part.first].span, item.tokens[part.end - 1].span);
}

bool is_verb_form(std::string_view word) {
  if (!word.ends_with('s') || word.size() < 3) return false;
  const std::string_view stem = word.substr(0, word.size() - 1);
  if (contains(words::verbs, stem)) return true;
  if (stem.ends_with('e') && contains(words::verbs, stem.substr(0, stem.size() - 1))) return true;
  return stem.ends_with("ie") &&
         contains(words::verbs, std::string(stem.substr(0, stem.size() - 2)) + "y");
}

// A true-or-false statement: the token that makes it one. Imperatives count where asked for.
std::optional<Span> find_statement(const ItemTokens& item, Part part) {
  bool first_word = true;
  for (std::size_t i = part.first; i < part.end; ++i) {
    if (item.is_symbol(i, "→") || item.is_symbol(i, "->")) return item.tokens[i].span;
    if (!item.is_word(i)) continue;
    const std::string_view word = item.at(i);
    if (contains(words::auxiliaries, word) || contains(words::quantifiers, word) ||
        contains(words::conditionals, word))
      return item.tokens[i].span;
    if (first_word) {
      first_word = false;
      if ((contains(words::verbs, word) || is_verb_form(word)) && word_count(item, part) > 2)
        return item.tokens[i].span;
      if (word.size() > 5 && word.ends_with("ing")) {  // "Adding notes", "Creating a group"
        const std::string stem(word.substr(0, word.size() - 3));
        if (contains(words::verbs, stem) || contains(words::verbs, stem + "e"))
          return item.tokens[i].span;
      }
      continue;
    }
    if (contains(words::irregular_participles, word)) return item.tokens[i].span;
    if (word.size() > 3 && word.ends_with("ed") && !contains(words::not_done, word))
      return item.tokens[i].span;
    if (is_verb_form(word) && item.is_word(i + 1)) return item.tokens[i].span;
    if (i > part.first && contains(words::verbs, word) &&
        (is_plural(item.at(i - 1)) || item.at(i - 1) == "to" || item.at(i - 1) == "we"))
      return item.tokens[i].span;
  }
  return {};
}

bool has_finite_verb(const ItemTokens& item, Part part) {
  for (std::size_t i = part.first; i < part.end; ++i) {
    if (!item.is_word(i)) continue;
    const std::string_view word = item.at(i);
    if (contains(words::auxiliaries, word)) return true;
    if (i > part.first && word.size() > 3 && word.ends_with("ed") &&
        !contains(words::not_done, word))
      return true;
  }
  return false;
}

// zero incidents, no data loss, never, without downtime, error-free.
std::optional<Span> find_zero(const ItemTokens& item) {
  for (std::size_t i = 0; i < item.size(); ++i) {
    if (!item.is_word(i)) continue;
    const std::string_view word = item.at(i);
    const bool thing = item.is_word(i + 1) && !contains(words::not_a_thing, item.at(i + 1));
    const bool hyphen = item.is_symbol(i + 1, "-") && item.is_glued(i + 1);
    if ((word == "zero" || word == "no") && (thing || (word == "zero" && hyphen)))
      return cover(item.tokens[i].span, item.tokens[hyphen ? i + 2 : i + 1].span);
    if (word == "no" && item.at(i + 1) == "longer")
      return cover(item.tokens[i].span, item.tokens[i + 1].span);
    if (word == "without" && thing && !item.at(i + 1).ends_with("ing"))
      return cover(item.tokens[i].span, item.tokens[i + 1].span);
    if (word == "none" || word == "never" || word == "eliminate" || word == "eliminated" ||
        word == "eliminates" || word == "zero")
      return item.tokens[i].span;
    if (word == "free" && i > 0 && item.is_symbol(i - 1, "-") && item.is_glued(i))
      return item.tokens[i].span;
  }
  return {};
}

// "from the start of the quarter to its end": what is compared, and when.
std::optional<Span> find_whole_stretch(const ItemTokens& item) {
  const auto leads_to = [&](std::size_t i, std::string_view one, std::string_view other) {
    for (std::size_t next = i + 1; next <= i + 3 && item.is_word(next); ++next)
      if (item.at(next) == one || item.at(next) == other) return next;
    return std::size_t{0};
  };
  for (std::size_t from = 0; from + 1 < item.size(); ++from) {
    if (!item.is_word(from) || item.at(from) != "from") continue;
    const std::size_t start = leads_to(from, "start", "beginning");
    for (std::size_t to = start + 1; start != 0 && to <= start + 5 && to < item.size(); ++to)
      if (item.at(to) == "to" || item.at(to) == "until")
        if (const std::size_t end = leads_to(to, "end", "close"))
          return cover(item.tokens[from].span, item.tokens[end].span);
  }
  return {};
}

// "by 2028", "by the end of 2028": the words of when.
std::optional<Span> find_year_limit(const ItemTokens& item) {
  static constexpr words::WordSet leading({"by", "before", "until", "till", "during", "in"});
  static constexpr words::WordSet between({"the", "end", "start", "close", "of", "year", "mid",
                                           "late", "early", "beginning", "middle"});
  for (std::size_t i = 0; i + 1 < item.size(); ++i) {
    if (!item.is_word(i) || !contains(leading, item.at(i))) continue;
    std::size_t next = i + 1;
    while (next < i + 5 && (contains(between, item.at(next)) || item.is_symbol(next, "-"))) ++next;
    const std::string_view year = item.at(next);
    const bool number = next < item.size() && item.tokens[next].kind == Token::number;
    if (!number || !item.tokens[next].masked || year.size() != 4 || !year.starts_with("20"))
      continue;
    const std::size_t first = item.at(i + 1) == "the" ? i + 2 : i + 1;
    return cover(item.tokens[std::min(first, next)].span, item.tokens[next].span);
  }
  return {};
}

// A date or period of the item, with the token that it begins at.
struct TimeAt {
  Span span;
  std::size_t token = 0;
};
TimeAt time_at(const ItemTokens& item, Span span) {
  const auto token =
      std::lower_bound(item.tokens.begin(), item.tokens.end(), span.begin,
                       [](const Token& t, std::uint32_t begin) { return t.span.begin < begin; });
  return {span, static_cast<std::size_t>(token - item.tokens.begin())};
}

// "compared to Q3 2026", "vs. last year", "than in Q3 2026".
bool is_compared(const ItemTokens& item, std::size_t token) {
  const auto word = [&](std::size_t back) {
    return token >= back ? item.at(token - back) : std::string_view();
  };
  std::size_t back = 1;
  if (word(back) == "in" || word(back) == "at" || word(back) == ".") ++back;
  const std::string_view last = word(back);
  return last == "than" || last == "vs" || last == "versus" ||
         ((last == "to" || last == "with") &&
          (word(back + 1) == "compared" || word(back + 1) == "relative"));
}

bool is_limit(const ItemTokens& item, std::size_t token) {
  static constexpr words::WordSet limits({"by", "before", "until", "till", "due", "end"});
  static constexpr words::WordSet between({"the", "of", "end", "start", "beginning", "mid"});
  for (std::size_t back = 1; back <= 4 && back <= token; ++back) {
    if (contains(limits, item.at(token - back))) return true;
    if (!contains(between, item.at(token - back))) return false;
  }
  return false;
}

// Whether two times are the ends of one stretch: "2026-12-01 – 2026-12-31", "between A and B".
bool are_a_range(const ItemTokens& item, const TimeAt& first, const TimeAt& last) {
  std::size_t joint = first.token;
  while (joint < item.size() && item.tokens[joint].span.begin < first.span.end) ++joint;
  if (joint + 1 != last.token) return false;
  static constexpr words::WordSet joints({"to", "until", "till", "through", "-", "–", "—", "→"});
  const bool between = first.token > 0 && item.at(first.token - 1) == "between";
  return contains(joints, item.at(joint)) || (between && item.at(joint) == "and");
}

// The date or period that is the deadline, and the one that the item is compared with. What stands
// behind the baseline belongs to it, of a stretch the end counts, and before all others comes what
// "by" or "until" says.
struct Times {
  Span deadline, compared;
};
Times find_times(const ItemTokens& item, const std::optional<Quantity>& quantity) {
  Times out;
  const auto is_of_baseline = [&](Span span) {
    if (!quantity || !quantity->baseline || quantity->target.span.empty()) return false;
    const std::uint32_t from = quantity->baseline->span.end, to = quantity->target.span.end;
    return span.begin >= from && (from < to ? span.begin < to : true) &&
           (from < to || !out.deadline.empty());
  };
  bool limited = false;
  for (std::size_t i = 0; i < item.times.size(); ++i) {
    TimeAt time = time_at(item, item.times[i]);
    if (is_compared(item, time.token)) {
      if (out.compared.empty()) out.compared = time.span;
      continue;
    }
    if (is_of_baseline(time.span)) continue;
    const bool limit = is_limit(item, time.token);
    if (i + 1 < item.times.size())
      if (const TimeAt last = time_at(item, item.times[i + 1]); are_a_range(item, time, last)) {
        time = last;
        ++i;
      }
    if (!out.deadline.empty() && (limited || !limit)) continue;
    out.deadline = time.span;
    limited = limit;
  }
  for (const Span stage : item.stages)
    if (out.deadline.empty() && is_limit(item, time_at(item, stage).token)) out.deadline = stage;
  return out;
}

std::optional<Span> find_deadline(const ItemTokens& item) {
  if (const auto year = find_year_limit(item)) return year;
  if (const auto stretch = find_whole_stretch(item)) return stretch;
  for (std::size_t i = 0; i + 1 < item.size(); ++i) {
    if (!item.is_word(i) || !contains(words::before_event, item.at(i))) continue;
    const bool at = item.at(i) == "at" || item.at(i) == "upon";
    for (std::size_t next = i + 1; next <= i + 4 && next < item.size(); ++next) {
      const std::string_view word = item.at(next);
      // "before Phase 3": the number is masked, the word is not.
      // "grouped by milestone" and "by week" say how; "by Phase 3" and "by end of week" when.
      const bool named = next + 1 < item.size() && item.tokens[next + 1].kind == Token::number;
      const bool how =
          next == i + 1 && item.at(i) == "by" && !named && contains(words::spans_of_time, word);
      if (item.tokens[next].kind == Token::word && contains(words::events, word) && !how &&
          !(at && word != "launch" && word != "release" && word != "ga"))
        return cover(item.tokens[i].span, item.tokens[next].span);
      if (word != "of" && word != "the" && word != "next" && word != "this" && word != "each" &&
          word != "every" && word != "first" && word != "one" && word != "a" && word != "end" &&
          word != "to" && word != "same" && word != "public" && word != "initial")
        break;
    }
  }
  return {};
}

// "within 12 months": long enough to plan with, other than "within 5 minutes".
bool has_time_limit(const ItemTokens& item) {
  for (std::size_t i = 0; i + 2 < item.size(); ++i) {
    if (item.at(i) != "within" && item.at(i) != "in") continue;
    const std::size_t number = item.at(i + 1) == "first" || item.at(i + 1) == "the" ? i + 2 : i + 1;
    const std::string_view unit =
        item.at(item.tokens[number].kind == Token::number ? number + 1 : number);
    for (const std::string_view long_unit : {"day", "week", "month", "quarter", "year"})
      if (unit.starts_with(long_unit)) return true;
  }
  return false;
}

std::optional<Span> find_reference(const ItemTokens& item) {
  for (std::size_t i = 0; i < item.size(); ++i) {
    if (item.tokens[i].kind != Token::word || item.tokens[i].masked) continue;
    const std::string_view word = item.at(i);
    if (word == "baseline" || word == "baselines" || word == "slo" || word == "slos" ||
        word == "sla")
      return item.tokens[i].span;
    if (word == "defined" && item.at(i + 1) == "in")
      return cover(item.tokens[i].span, item.tokens[i + 1].span);
    const bool to_norm = contains(words::before_norm, word);
    const bool to_state = contains(words::before_state, word);
    if (!to_norm && !to_state) continue;
    for (std::size_t next = i + 1; next <= i + 4 && next < item.size(); ++next) {
      if (item.tokens[next].kind != Token::word) continue;
      if ((to_norm && contains(words::norms, item.at(next))) ||
          (to_state && contains(words::states, item.at(next))))
        return cover(item.tokens[i].span, item.tokens[next].span);
    }
    // "per NFR-2.1"
    if (word == "per" && i + 1 < item.size() &&
        (item.tokens[i + 1].masked || item.is_symbol(i + 2, "-")))
      return cover(item.tokens[i].span, item.tokens[i + 1].span);
  }
  return {};
}

// Ranks, grades and standards: top 3, A grade, SOC 2, WCAG AA.
std::optional<Span> find_grade(const ItemTokens& item, std::string_view text) {
  for (std::size_t i = 0; i < item.size(); ++i) {
    if (item.tokens[i].kind != Token::word) continue;
    const std::string_view word = item.at(i);
    const std::string_view original = item.tokens[i].span.of(text);
    if (word == "wcag" || word == "soc2" || word == "hipaa" || word == "gdpr" ||
        word == "fedramp" || word == "iso27001" || word == "pci" ||
        (word == "soc" && item.tokens.size() > i + 1))
      return item.tokens[i].span;
    if (word == "iso" && i + 1 < item.size() && item.tokens[i + 1].kind == Token::number)
      return cover(item.tokens[i].span, item.tokens[i + 1].span);
    const bool grade = original.size() == 1 && original[0] >= 'A' && original[0] <= 'F';
    if (grade && (item.at(i + 1) == "grade" || item.at(i + 1) == "rating" ||
                  (i > 0 && (item.at(i - 1) == "grade" || item.at(i - 1) == "rated"))))
      return item.tokens[i].span;
  }
  return {};
}

// "improve", "fewer": the head of the part, or the end of a short phrase.
std::optional<Span> find_direction(const ItemTokens& item, Part part, std::string_view text) {
  const Part phrase = head_phrase(item, part);
  const std::size_t count = word_count(item, phrase);
  if (count == 0 || count > 16) return {};
  std::size_t head = phrase.first;
  while (head < phrase.end &&
         (!item.is_word(head) || contains(words::before_head, item.at(head)) ||
          (item.at(head).ends_with("ly") && item.at(head) != "only" && head + 1 < phrase.end))) {
    if (item.tokens[head].masked) return {};
    ++head;
  }
  if (head >= phrase.end) return {};
  const std::string_view word = item.at(head);
  const std::string_view next = item.at(head + 1);
  bool found = contains(words::direction_heads, word);
  if (found && (contains(words::not_directed, next) || item.is_symbol(head + 1, "-")))
    found = false;
  // "Improvement plan": a name too; "improvement in search" is none.
  const bool noun = word == "improvement" || word == "improvements" || word == "reduction";
  if (found && noun && head + 1 < phrase.end && next != "in" && next != "of" && next != "to")
    found = false;
  // "Better Auth works": a name.
  if (found && word == "better" && head + 1 < phrase.end &&
      is_upper(text[item.tokens[head + 1].span.begin]))
    found = false;
  if (found) {
    // A purpose or a means makes it a task that can be done; so does a change between two things.
    bool from = false, to = false, quoted = false;
    for (std::size_t i = head + 1; i < phrase.end; ++i) {
      if (item.is_symbol(i, "\"") || item.is_symbol(i, "“") || item.is_symbol(i, "”"))
        quoted = !quoted;
      if (quoted || !item.is_word(i)) continue;
      const std::string_view w = item.at(i);
      if (w == "from") from = true;
      if (w == "to") {
        to = true;
        if (contains(words::verbs, item.at(i + 1))) return {};
      }
      if ((w == "by" || w == "through" || w == "via") && i + 1 < phrase.end) return {};
      // "Better than v1": whoever knows the other one can tell.
      if (w == "than" && i + 1 < phrase.end && item.at(i + 1) != "ever") return {};
      if (contains(words::conditionals, w)) return {};
    }
    if (from && to) return {};
    // "Improved onboarding shipped": of a thing that has its quality already something is said.
    std::size_t last = phrase.end;
    while (last > head + 1 && !item.is_word(last - 1)) --last;
    if (last > head + 2 && contains(words::described_heads, word) &&
        contains(words::outcomes, item.at(last - 1)))
      return {};
    return span_of(item, {head, std::min(head + 1, phrase.end)});
  }
  // "Make the app faster", "Optimize performance".
  if (word == "make" && count > 2 && count <= 8) {
    std::size_t last = phrase.end;
    while (last > head + 1 && !item.is_word(last - 1)) --last;
    const bool more = item.at(last - 2) == "more";
    if (last > head + 2 && (more || contains(words::comparatives, item.at(last - 1))))
      return item.tokens[more ? last - 2 : last - 1].span;
  }
  if ((word == "optimize" || word == "optimise") && (count == 2 || count == 3) &&
      contains(words::metric_nouns_optimised, item.at(phrase.end - 1)))
    return item.tokens[head].span;
  // "Developer satisfaction improved", "Word-of-mouth growth in new markets".
  if (count > 8 || count < 2 || contains(words::verbs, word)) return {};
  std::size_t last = phrase.end;
  for (std::size_t i = head; i < phrase.end; ++i) {
    if (!item.is_word(i)) continue;
    if (item.at(i) == "maintained" || item.at(i) == "preserved") return {};
    const std::string_view w = item.at(i);
    if (last == phrase.end && (w == "in" || w == "among" || w == "across" || w == "for")) last = i;
  }
  while (last > phrase.first && !item.is_word(last - 1)) --last;
  if (last <= head + 1 || !contains(words::direction_ends, item.at(last - 1))) return {};
  if (has_finite_verb(item, {phrase.first, last - 1})) return {};
  return item.tokens[last - 1].span;
}

std::optional<Span> find_quality(const ItemTokens& item, Part whole) {
  if (word_count(item, whole) > 10) return {};
  const Part part = head_phrase(item, whole);
  for (std::size_t i = part.first; i < part.end; ++i) {
    if (!item.is_word(i) || !contains(words::qualities, item.at(i))) continue;
    // "high-risk items", "simple-git", "quality gate": parts of names.
    if (item.is_symbol(i + 1, "-") && item.is_glued(i + 1) && item.at(i) != "high") continue;
    if (item.at(i) == "quality" && i + 1 < part.end && item.is_word(i + 1)) continue;
    // "Priority: High" is a field.
    if (item.at(i) == "high" && i + 1 >= part.end) continue;
    return item.tokens[i].span;
  }
  return {};
}

// "High customer satisfaction": a metric's name whose value is a word.
std::optional<Span> find_level(const ItemTokens& item, Part part) {
  static constexpr words::WordSet levels(
      {"high", "good", "great", "excellent", "strong", "healthy", "solid"});
  static constexpr words::WordSet names(
      {"priority", "risk", "severity", "value", "level", "quality", "impact", "availability"});
  std::size_t first = part.first;
  while (first < part.end && !item.is_word(first) && !item.tokens[first].masked) ++first;
  if (first + 1 >= part.end || !item.is_word(first) || !contains(levels, item.at(first))) return {};
  if (!item.is_word(first + 1)) return {};
  if (contains(names, item.at(first + 1)) && first + 2 < part.end) return {};
  return item.tokens[first].span;
}

std::optional<Span> find_bare_metric(const ItemTokens& item) {
  const Part all{0, item.size()};
  const Part phrase = head_phrase(item, all);
  std::size_t first = 0;
  while (first < phrase.end && item.tokens[first].kind == Token::symbol && item.at(first) != "#" &&
         item.at(first) != "%")
    ++first;
  if (first >= phrase.end || item.tokens[first].masked) return {};
  const std::string_view rest = std::string_view(item.low).substr(item.tokens[first].span.begin);
  for (const std::string_view start : words::metric_starts.words) {
    if (!rest.starts_with(start) || (rest.size() > start.size() && is_word(rest[start.size()])))
      continue;
    const auto is_auxiliary = [&](std::size_t i) {
      return item.is_word(i) && contains(words::auxiliaries, item.at(i));
    };
    bool states = false;
    for (std::size_t i = first; i < phrase.end; ++i) states = states || is_auxiliary(i);
    if (word_count(item, phrase) <= 12 && !states) return span_of(item, {first, phrase.end});
  }
  // "Feature adoption rate", "Churn:", "Build time: how long a build takes".
  Part noun{first, phrase.end};
  for (std::size_t i = first; i < phrase.end; ++i)
    if (item.is_symbol(i, ":") && !item.is_glued(i + 1)) {
      noun.end = i;
      break;
    }
  for (std::size_t i = first + 1; i + 1 < noun.end; ++i)
    if ((item.at(i) == "of" && (item.at(i - 1) == "adoption" || item.at(i - 1) == "usage")) ||
        (item.at(i) == "with" && item.at(i - 1) == "engagement")) {
      noun.end = i;  // "Community adoption of templates"
      break;
    }
  const std::size_t count = word_count(item, noun);
  if (count == 0 || count > 5) return {};
  std::size_t last = noun.end;
  while (last > noun.first && item.tokens[last - 1].kind != Token::word) --last;
  if (last == noun.first || !item.is_word(last - 1)) return {};
  if (!contains(words::metric_nouns, item.at(last - 1))) return {};
  for (std::size_t i = noun.first; i + 1 < last; ++i) {
    if (!item.is_word(i)) {
      if (item.tokens[i].masked || item.is_symbol(i, ",") || item.is_symbol(i, "+") ||
          item.is_symbol(i, "%"))
        return {};
      continue;
    }
    const std::string_view word = item.at(i);
    if (is_stop_word(word) && word != "of" && word != "to" && word != "per") return {};
    if (contains(words::auxiliaries, word) || word == "real" || word == "run" || word == "compile")
      return {};
    if (i > noun.first && word.ends_with("ed") && word.size() > 4) return {};
    if (i > noun.first && is_verb_form(word)) return {};
    if (i == noun.first && count > 2 && contains(words::verbs, word) && word != "test" &&
        word != "build" && word != "load" && word != "search" && word != "review" &&
        word != "support" && word != "cache" && word != "release" && word != "deploy" &&
        word != "install" && word != "access")
      return {};
    if (i == noun.first && (word == "track" || word == "measure" || word == "define" ||
                            word == "monitor" || word == "set" || word == "report"))
      return {};
  }
  if (noun.end < phrase.end && find_statement(item, {noun.end, item.size()})) return {};
  return span_of(item, {noun.first, last});
}

// At least 60 % of the letters are Latin.
bool is_mostly_latin(std::string_view text) {
  std::size_t latin = 0, letters = 0;
  for (std::size_t at = 0; at < text.size();) {
    const text::Decoded d = text::decode(text, at);
    at += d.size;
    if (!text::is_letter(d.code)) continue;
    ++letters;
    if (text::is_latin(d.code)) ++latin;
  }
  return letters == 0 || latin * 10 >= letters * 6;
}

bool says_baseline(const ItemTokens& item) {
  for (std::size_t i = 0; i < item.size(); ++i) {
    if (!item.is_word(i)) continue;
    const std::string_view word = item.at(i), next = item.at(i + 1);
    if (word == "baseline" || word == "currently" || word == "yoy" || word == "qoq" ||
        word == "mom" || word == "vs" || word == "versus" || (word == "compared" && next == "to") ||
        (word == "from" && (item.is_number(i + 1) || next == "$" || next == "current")) ||
        (word == "than" && (next == "last" || next == "today" || next == "current" ||
                            next == "before" || next == "in")) ||
        ((word == "over" || word == "on") && (next == "last" || next == "previous")) ||
        (word == "relative" && next == "to"))
      return true;
  }
  return false;
}

std::string number_text(double number) {
  std::string out = fmt::format("{:.3f}", number);
  while (out.ends_with('0')) out.pop_back();
  if (out.ends_with('.')) out.pop_back();
  return out;
}

}  // namespace

std::string_view name(Measure measure) {
  constexpr std::string_view names[] = {
      "quantity",      "zero",      "dated",       "by reference", "yes or no", "vague direction",
      "vague quality", "no target", "placeholder", "empty",        "unsure"};
  return names[static_cast<std::size_t>(measure)];
}

Measurability measure(std::string_view text, std::span<const Span> code) {
  Measurability out;
  const auto decide = [&](Measure what, Span evidence) {
    out.measure = what;
    out.evidence = evidence;
    return out;
  };
  if (text::trim(text).empty()) return decide(Measure::empty, {});
  if (const auto whole = whole_placeholder(text); whole && code.empty())
    return decide(Measure::placeholder, whole->span);

  const ItemTokens item = tokenise_item(text, code);
  if (item.tokens.empty()) return decide(Measure::empty, {});
  out.quantity = read_quantity(item);
  const Times times = find_times(item, out.quantity);
  const auto deadline =
      times.deadline.empty() ? find_deadline(item) : std::optional(times.deadline);
  out.has_deadline = deadline.has_value() || has_time_limit(item);
  if (deadline) out.deadline = *deadline;
  out.compared = times.compared;
  if (!item.placeholder.empty()) {
    out.quantity.reset();
    return decide(Measure::placeholder, item.placeholder);
  }
  if (out.quantity) {
    out.has_baseline = out.quantity->baseline.has_value() || says_baseline(item);
    return decide(Measure::quant, out.quantity->span);
  }
  out.has_baseline = says_baseline(item);
  if (const auto grade = find_grade(item, text)) return decide(Measure::quant, *grade);
  // "Target: TBD" has none; a sentence that says what is TBD elsewhere is a statement.
  if (const Span soft = item.soft_placeholder; !soft.empty()) {
    const std::string_view rest = text::trim(text.substr(soft.end));
    const bool closes = rest.find_first_not_of(".) ") == std::string_view::npos;
    if (closes || word_count(item, {0, item.size()}) <= 6)
      return decide(Measure::placeholder, soft);
  }
  if (const auto zero = find_zero(item)) return decide(Measure::zero, *zero);
  if (deadline) return decide(Measure::dated, *deadline);
  if (!item.date.empty()) return decide(Measure::dated, item.date);
  if (const auto reference = find_reference(item)) return decide(Measure::by_reference, *reference);
  if (item.has_code) return decide(Measure::boolean, item.code);
  if (!is_mostly_latin(text)) return decide(Measure::unsure, {});

  const Part all{0, item.size()};
  const Part value = value_part(item);
  if (const auto direction = find_direction(item, value, text))
    return decide(Measure::vague_direction, *direction);
  if (const auto metric = find_bare_metric(item)) {
    if (const auto level = find_level(item, value)) return decide(Measure::vague_quality, *level);
    return decide(Measure::no_target, *metric);
  }
  if (const auto statement = find_statement(item, all)) return decide(Measure::boolean, *statement);
  if (const auto quality = find_quality(item, value))
    return decide(Measure::vague_quality, *quality);
  return decide(Measure::unsure, {});
}

std::string_view year_limit(const Measurability& judged, std::string_view text) {
  if (judged.deadline.end > text.size()) return {};
  const std::string_view words = judged.deadline.of(text);
  const bool year = words.size() >= 4 && is_digit(words.back()) &&
                    words.substr(words.size() - 4).starts_with("20");
  return year ? words : std::string_view{};
}

std::string describe(const Quantity& q, std::string_view text) {
  std::string out;
  const auto add = [&](std::string_view part) {
    if (!out.empty()) out += ", ";
    out += part;
  };
  const auto amount = [&](const Amount& a) {
    const std::string_view unit = a.unit.of(text);
    const std::string number = number_text(a.number);
    if (is_currency(unit)) return std::string(unit) + number;
    if (a.unit == a.span) return std::string(unit);
    return unit.empty() ? number : number + " " + std::string(unit);
  };
  if (q.direction != Direction::none)
    add(q.direction == Direction::up ? "direction up" : "direction down");
  if (q.baseline) add("baseline " + amount(*q.baseline));
  constexpr std::string_view comparators[] = {"", "< ", "≤ ", "> ", "≥ ", "about ", "", ""};
  std::string target(q.relative ? "change " : "target ");
  target += comparators[static_cast<std::size_t>(q.comparator)];
  if (q.upper) {
    target += number_text(q.target.number) + " to " + amount(*q.upper);
  } else {
    target += amount(q.target);
    if (q.out_of) target += " of " + amount(*q.out_of);
  }
  add(target);
  return out;
}

std::string subject(std::string_view text, std::span<const Span> code) {
  const ItemTokens item = tokenise_item(text, code);
  std::string masked;
  std::size_t at = 0;
  const auto drops = [&](std::size_t i) {
    const std::string_view token = item.at(i);
    static constexpr words::WordSet comparators({"≥", "≤", "<", ">", "<=", ">=", "~", "≈", "=",
                                                 "under", "below", "over", "above", "within"});
    if (contains(comparators, token)) return true;
    if (token == "least" || token == "most") return i > 0 && item.at(i - 1) == "at";
    if (token == "at") return item.at(i + 1) == "least" || item.at(i + 1) == "most";
    // 5k+: the scale and the sign belong to the number.
    const bool behind_number =
        i > 0 && item.is_glued(i) && (item.is_number(i - 1) || (i > 1 && item.is_number(i - 2)));
    return behind_number && (token == "+" || contains(words::scales, token));
  };
  for (std::size_t i = 0; i < item.size(); ++i) {
    const Token& token = item.tokens[i];
    const SpeltNumber spelt = item.is_number(i) ? SpeltNumber{} : counts_in_words(item, i);
    const bool number = item.is_number(i) || spelt.value > 0;
    if (!number && !drops(i)) continue;
    masked += text.substr(at, token.span.begin - at);
    if (number) masked += '#';
    if (spelt.value > 0) i = spelt.last;
    at = item.tokens[i].span.end;
  }
  masked += text.substr(at);
  return normalise(masked);
}

}  // namespace pland::plan
