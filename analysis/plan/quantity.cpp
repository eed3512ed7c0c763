#include "analysis/plan/quantity.h"

#include <algorithm>
#include <fmt/format.h>
#include <vector>

#include "analysis/plan/item_tokens.h"
#include "analysis/plan/label.h"
#include "analysis/plan/measure_forms.h"
#include "analysis/plan/measure_words.h"
#include "analysis/plan/placeholder.h"
#include "analysis/plan/quantity_reader.h"
#include "analysis/plan/reader.h"
#include "analysis/text/unicode.h"

namespace pland::plan {
namespace {

using words::contains;

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
