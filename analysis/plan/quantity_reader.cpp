#include "analysis/plan/quantity_reader.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "analysis/plan/label.h"
#include "analysis/plan/measure_words.h"
#include "analysis/plan/numerals.h"
#include "analysis/plan/placeholder.h"
#include "analysis/plan/reader.h"

namespace pland::plan {

using words::contains;

Span cover(Span a, Span b) {
  if (a.empty()) return b;
  if (b.empty()) return a;
  return {std::min(a.begin, b.begin), std::max(a.end, b.end)};
}

bool is_currency(std::string_view sign) {
  return sign == "$" || sign == "€" || sign == "£" || sign == "¥";
}

bool is_stop_word(std::string_view word) {
  static constexpr words::WordSet stops(
      {"and",    "or",      "in",      "on",    "at",     "for",     "with", "by",     "to",
       "from",   "of",      "the",     "a",     "an",     "per",     "that", "when",   "if",
       "is",     "are",     "was",     "were",  "as",     "than",    "via",  "using",  "within",
       "across", "under",   "over",    "after", "before", "without", "into", "among",  "during",
       "toward", "towards", "between", "who",   "which",  "will",    "must", "should", "can",
       "not",    "no",      "von",     "auf",   "desde",  "para",    "à",    "até"});
  return contains(stops, word);
}

// "from 6 to 2", "von 6 auf 2", "de 6 à 2".
bool begins_change(std::string_view word) {
  return word == "from" || word == "von" || word == "de" || word == "desde";
}
bool ends_change(std::string_view word) {
  return word == "to" || word == "auf" || word == "a" || word == "à" || word == "para" ||
         word == "até";
}

bool is_plural(std::string_view word) {
  if (word == "people" || word == "children" || word == "criteria" || word == "data") return true;
  return word.size() > 3 && word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us") &&
         !word.ends_with("is");
}

namespace {

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

}  // namespace

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
    const bool from = a.first > 0 && begins_change(item.at(a.first - 1));
    const NumberAt* b = nullptr;
    if (is_arrow(item, next)) b = number_at(numbers, next + 1);
    if (!b && from) {
      for (std::size_t i = next; i < next + 8 && !b; ++i) {
        if (ends_change(item.at(i))) b = number_behind(numbers, i);
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

}  // namespace pland::plan
