#include "analysis/plan/measure_forms.h"

#include <algorithm>
#include <vector>

#include "analysis/plan/label.h"
#include "analysis/plan/measure_words.h"
#include "analysis/plan/numerals.h"
#include "analysis/plan/placeholder.h"
#include "analysis/plan/quantity_reader.h"
#include "analysis/plan/reader.h"

namespace pland::plan {

using words::contains;

namespace {

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

}  // namespace

std::size_t word_count(const ItemTokens& item, Part part) {
  std::size_t count = 0;
  for (std::size_t i = part.first; i < part.end; ++i)
    if (item.tokens[i].kind == Token::word) ++count;
  return count;
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

}  // namespace pland::plan
