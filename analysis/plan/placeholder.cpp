#include "analysis/plan/placeholder.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "analysis/plan/reader.h"

namespace pland::plan {
namespace {

constexpr auto certain = PlaceholderStrength::certain;
constexpr auto soft = PlaceholderStrength::soft;

// clang-format off
// A bracket that starts with one of these, and goes on, tells the writer what to write.
constexpr std::string_view instructions[] = {
  "todo", "tbd", "tbc", "your", "insert", "describe", "description of", "explain", "what", "when",
  "why", "how", "who", "where", "which", "list", "brief", "briefly", "short", "high-level",
  "one-line", "one sentence", "add", "enter", "specify", "provide", "any", "include", "name of",
  "replace", "fill", "write", "placeholder", "link to", "path to", "reason for", "reasons",
  "conditions", "strategy", "trade-offs", "summary of", "details of", "if applicable", "optional",
  "impact", "mitigation", "rationale", "measurable", "expected", "number of",
};
// These alone between brackets are a field that nobody filled in.
constexpr std::string_view field_words[] = {
  "owner", "date", "name", "level", "status", "rationale", "reason", "reasons", "trade-offs",
  "tradeoffs", "conditions", "strategy", "mitigation", "impact", "outcome", "prerequisites",
  "link", "url", "yyyy-mm-dd", "tbd", "tbc", "tba", "todo", "description", "title", "value",
  "number", "version", "team", "assignee", "author", "target", "baseline", "metric", "quarter",
  "year", "month", "month year", "week", "topic", "summary", "details", "insert", "placeholder",
  "project", "product", "company", "priority", "effort", "percentage", "amount", "n", "nn", "xx",
  "likelihood", "probability", "rating", "role", "person", "persona", "vision", "mission",
  "current value", "target value", "baseline value",
};
// These with a number or letter behind: [Initiative 2], [Goal A].
constexpr std::string_view numbered_words[] = {
  "initiative", "theme", "metric", "goal", "outcome", "feature", "risk", "dependency", "decision",
  "item", "task", "step", "option", "milestone", "objective", "key result", "kr", "deliverable",
  "requirement", "criterion", "criteria", "reason", "benefit", "question", "action", "alternative",
  "measurable goal", "example", "point", "issue", "blocker", "owner", "name",
  "resource", "stakeholder", "team", "competitor", "persona", "assumption", "constraint",
  "consequence", "change", "improvement", "win", "learning", "component", "achievement", "practice", "gap",
};
// A short capitalised bracket that ends in one of these: [Project Name], [Major theme].
constexpr std::string_view closing_words[] = {
  "name", "date", "range", "goal", "goals", "description", "outcome", "theme", "focus", "version",
  "number", "title", "link", "url", "path", "owner", "details", "summary", "value", "team",
  "person", "role", "email", "username", "here", "text", "statement", "id", "year", "handle",
  "prerequisites", "address", "strategically", "matters", "level", "reason", "rationale",
};
// Cues anywhere in a bracket.
constexpr std::string_view cue_marks[] = {"e.g.", "e.g ", "eg:", "i.e.", "example:", "for example"};
// clang-format on

// Of these instructions many a sentence says the same in brackets: "we said [when it ships]".
constexpr std::string_view asking_words[] = {"what", "when", "why", "how", "who", "where", "which"};
// Behind these a bracket stands for what is missing: "by [date]".
constexpr std::string_view leading_words[] = {
    "by",   "to",   "from",  "of",    "at",     "in",    "for",     "with",  "the", "a",  "an",
    "is",   "are",  "be",    "than",  "within", "that",  "and",     "or",    "as",  "on", "per",
    "into", "over", "until", "under", "below",  "above", "because", "about", "via"};
// In a heading these stand for the document's own subject: "[Project] guide". In a list they are
// the tag of an entry, and so they are before a capital: "[Project] Gauges of the outer basins".
constexpr std::string_view subject_words[] = {"project", "product", "company"};
// HTML's own among the field words.
constexpr std::string_view html_words[] = {"link", "title", "summary", "details"};

bool contains(std::string_view lowered, std::string_view part) {
  return lowered.find(part) != std::string_view::npos;
}

template <std::size_t Size>
bool is_one_of(const std::string_view (&list)[Size], std::string_view lowered) {
  return std::find(std::begin(list), std::end(list), lowered) != std::end(list);
}

std::string lowered(std::string_view s) {
  std::string out(s);
  std::transform(out.begin(), out.end(), out.begin(), to_lower);
  return out;
}

std::size_t word_count(std::string_view s) {
  std::size_t count = 0;
  bool inside = false;
  for (const char c : s) {
    const bool word = c != ' ' && c != '\n' && c != '\t';
    if (word && !inside) ++count;
    inside = word;
  }
  return count;
}

// YYYY-MM-DD, DD/MM/YYYY, YYYY, 20XX, 2025-XX-XX at the reader, as a whole token.
std::size_t date_pattern_size(const Reader& r) {
  if (is_word(r.before()) || r.before() == '-' || r.before() == '%' || r.before() == '$') return 0;
  Reader t = r;
  bool letters = false, year = false;
  std::size_t run = 0;
  while (!t.done()) {
    const char c = t.peek();
    if (c == 'Y' || c == 'M' || c == 'D' || c == 'X') {
      std::size_t count = 0;
      while (t.peek() == c) {
        ++count;
        ++t.at;
      }
      letters = true;
      if (c == 'Y' && (count == 4 || count == 2)) year = true;
      if (c == 'X' && count != 2) return 0;
      if ((c == 'M' || c == 'D') && count > 2) return 0;
      run += count;
    } else if (is_digit(c)) {
      std::size_t count = 0;
      while (is_digit(t.peek())) {
        ++count;
        ++t.at;
      }
      if (count == 4 || (count == 2 && t.peek() == 'X')) year = true;
      run += count;
    } else if ((c == '-' || c == '/' || c == '.') &&
               (t.peek(1) == 'Y' || t.peek(1) == 'M' || t.peek(1) == 'D' || t.peek(1) == 'X')) {
      if (run == 0) return 0;
      ++t.at;
    } else {
      break;
    }
  }
  if (!letters || !year || run < 4 || is_word(t.peek())) return 0;
  const std::string_view token = r.text.substr(r.at, t.at - r.at);
  const bool only_year = token == "YYYY" || (token.size() == 4 && token.ends_with('X'));
  const bool parted = token.find_first_of("-/.") != std::string_view::npos;
  return only_year || parted ? token.size() : 0;
}

// XX%, N %, $XX, $Xk; "N users" is for prose.
std::size_t amount_size(const Reader& r, PlaceholderStrength& strength) {
  if (is_word(r.before()) || r.before() == '-') return 0;
  Reader t = r;
  const bool money = t.take('$') || t.take("€");
  const char letter = t.peek();
  if (letter != 'X' && letter != 'N') return 0;
  std::size_t count = 0;
  while (t.peek() == letter) {
    ++count;
    ++t.at;
  }
  if (count > 3) return 0;
  while ((t.peek() == '.' || t.peek() == ',') && t.peek(1) == letter) {
    ++t.at;
    while (t.peek() == letter) ++t.at;
  }
  strength = certain;
  if (money) {
    if (t.peek() == 'k' || t.peek() == 'K' || t.peek() == 'M' || t.peek() == 'B') ++t.at;
    return is_word(t.peek()) ? 0 : t.at - r.at;
  }
  Reader percent = t;
  percent.spaces();
  if (percent.take('%')) return percent.at - r.at;
  if (is_word(t.peek())) return 0;
  strength = soft;
  if (letter == 'X' && count == 1) return 0;  // "Mac OS X users"
  for (const std::string_view noun : {"users", "customers", "teams", "days", "weeks", "hours",
                                      "months", "items", "minutes", "people", "ms"}) {
    Reader u = t;
    if (u.spaces() && u.take_word(noun)) return u.at - r.at;
  }
  return 0;
}

bool is_tag_position(std::string_view text, std::size_t open, std::size_t close) {
  constexpr std::size_t longest_lead = 16;  // list marks and emphasis
  if (open > longest_lead) return false;
  const std::string_view before = text::trim(text.substr(0, open));
  Reader after{text, close + 1};
  const bool at_start = before.find_first_not_of("-*+#>_\" ") == std::string_view::npos;
  return at_start && after.spaces() &&
         (is_alnum(after.peek()) || static_cast<unsigned char>(after.peek()) >= 0x80);
}

// A bracket that a sentence puts in between: the word before it needs nothing behind it.
bool is_aside(std::string_view text, std::size_t open) {
  std::size_t end = open;
  while (end > 0 && text[end - 1] == ' ') --end;
  if (end == open) return false;
  std::size_t begin = end;
  while (begin > 0 && (is_word(text[begin - 1]) || text[begin - 1] == '\'' ||
                       static_cast<unsigned char>(text[begin - 1]) >= 0x80))
    --begin;
  const std::string_view word = text.substr(begin, end - begin);
  return !word.empty() && is_alpha(word[0]) && !is_one_of(leading_words, lowered(word));
}

// What the text between square brackets is; nothing where it is no placeholder.
struct Judged {
  PlaceholderForm form;
  PlaceholderStrength strength;
};
std::optional<Judged> judge_bracket(std::string_view text, std::size_t open, std::size_t close,
                                    bool heading) {
  const std::string_view inside = text::trim(text.substr(open + 1, close - open - 1));
  if (inside.empty()) return {};
  const char first = inside[0];
  if (first == '^' || first == '!' || first == '#' || first == '@' || first == '[') return {};
  if (inside.size() == 1 && first != 'N') return {};  // a checkbox, a letter
  const std::string low = lowered(inside);
  const bool letter_first = is_alpha(first);
  const std::size_t words = word_count(inside);
  const bool tag = is_tag_position(text, open, close);

  // "No [NEEDS CLARIFICATION] markers remain" speaks of them.
  if (low.starts_with("needs clarification") &&
      (contains(low, ":") || text::trim(text.substr(close + 1)).empty()))
    return Judged{PlaceholderForm::clarification, certain};
  for (const std::string_view mark : cue_marks) {
    if (!contains(low, mark)) continue;
    // "tools [e.g. make, ninja] to build"
    if (low.starts_with(mark) && is_aside(text, open)) return {};
    return Judged{PlaceholderForm::bracket, certain};
  }
  if (inside == "..." || inside == "…") {
    if (text::trim(text).size() == close - open + 1)
      return Judged{PlaceholderForm::bracket, certain};
    return {};
  }
  if (!letter_first) {
    // [$X], [XX%], [___]
    if (inside.find_first_not_of('_') == std::string_view::npos && inside.size() > 2)
      return Judged{PlaceholderForm::amount, certain};
    PlaceholderStrength strength{};
    if (amount_size(Reader{inside}, strength) == inside.size())
      return Judged{PlaceholderForm::amount, certain};
    return {};
  }
  if (contains(inside, "YYYY") || contains(inside, "MM-DD"))
    return Judged{PlaceholderForm::date_pattern, certain};
  if (heading && is_one_of(subject_words, low)) {
    Reader behind{text, close + 1};
    if (behind.spaces() && is_lower(behind.peek()))
      return Judged{PlaceholderForm::bracket, certain};
  }
  if (is_one_of(field_words, low) && !tag) {
    const bool number = low == "n" || low == "nn" || low == "xx";
    if (!number || is_upper(first))
      return Judged{number ? PlaceholderForm::amount : PlaceholderForm::bracket, certain};
  }
  for (const std::string_view start : instructions) {
    if (!low.starts_with(start) || (low.size() > start.size() && is_word(low[start.size()])))
      continue;
    if (is_one_of(asking_words, start) && is_aside(text, open)) return {};
    // "[Add] …" and "[List renumbering] …" are the tags of a log; "[Your team] …" is not.
    const bool never_a_tag = start == "todo" || start == "tbd" || start == "tbc" ||
                             start == "your" || start == "what" || start == "insert";
    if (never_a_tag || (words >= 2 && (!tag || words >= 4)))
      return Judged{PlaceholderForm::bracket, certain};
  }
  for (const std::string_view noun : numbered_words) {
    if (!low.starts_with(noun)) continue;
    Reader r{low, noun.size()};
    if (r.done() && !tag && text::trim(text).size() == close - open + 1)
      return Judged{PlaceholderForm::bracket, certain};
    if (!r.spaces()) continue;
    r.take('#');
    const bool single_letter = is_alpha(r.peek()) && !is_word(r.peek(1));
    if (r.number(1, 2) || single_letter) {
      if (single_letter) ++r.at;
      r.spaces();
      // [Metric 1], [Goal A: …]; not [Phase 2 rollout], nor "[Team A] Ship it", which is whose.
      if (r.done() && tag) return {};
      if (r.done() || r.peek() == '-' || r.peek() == ':' || r.rest().starts_with("—"))
        return Judged{PlaceholderForm::bracket, certain};
    }
  }
  const std::size_t slash = inside.find_first_of("/|");
  if (slash != std::string_view::npos && slash > 1 && slash + 1 < inside.size() && words <= 8) {
    const bool capitalised = is_upper(first) && is_lower(inside[1]);
    const bool path = inside.find_first_of("._\\:#") != std::string_view::npos;
    if (capitalised && !path && !tag) return Judged{PlaceholderForm::choices, certain};
  }
  // [X-1], [N+1]
  if ((first == 'X' || first == 'N') && inside.size() <= 4 &&
      (inside[1] == '-' || inside[1] == '+'))
    return Judged{PlaceholderForm::amount, certain};
  const std::size_t last_space = low.find_last_of(' ');
  const std::string_view last_word =
      std::string_view(low).substr(last_space == std::string::npos ? 0 : last_space + 1);
  if (words >= 2 && words <= 6 && is_one_of(closing_words, last_word) &&
      (!tag || last_word == "name") &&
      (is_upper(first) || text::trim(text).size() == close - open + 1))
    return Judged{PlaceholderForm::bracket, certain};
  // Some other bracketed words are all there is: perhaps.
  const std::string_view whole = text::trim(text);
  if (words >= 2 && whole.size() == close - open + 1) return Judged{PlaceholderForm::bracket, soft};
  return {};
}

// The bracket that closes the one at `open`, on the same line and not far away.
std::size_t matching(std::string_view text, std::size_t open, char opening, char closing) {
  constexpr std::size_t reach = 400;
  int depth = 0;
  for (std::size_t at = open; at < text.size() && at < open + reach; ++at) {
    if (text[at] == opening && ++depth > 8) break;
    if (text[at] == closing && --depth == 0) return at;
  }
  return std::string_view::npos;
}

// Where `what` stands at or behind `at`, within `reach` bytes: far searches would add up.
std::size_t find_near(std::string_view text, std::string_view what, std::size_t at,
                      std::size_t reach) {
  return text.substr(0, std::min(text.size(), at + reach)).find(what, at);
}

bool is_template_words(std::string_view inside) {
  if (inside.empty() || (!is_lower(inside[0]) && !is_upper(inside[0]))) return false;
  if (word_count(inside) < 2 || inside.find_first_of(" ,") < 3) return false;
  for (const char c : inside) {
    const bool fine = is_alnum(c) || c == ' ' || c == ',' || c == '\'' || c == '-' || c == '|' ||
                      c == '/' || c == '.' || c == '"' || c == '(' || c == ')' ||
                      static_cast<unsigned char>(c) >= 0x80;
    if (!fine) return false;
  }
  return true;
}

bool is_escape(std::string_view text, std::size_t at) { return at > 0 && text[at - 1] == '\\'; }

// The line of a run that a byte is on.
Span line_at(std::string_view text, std::span<const std::uint32_t> breaks, std::size_t at) {
  const auto next = std::upper_bound(breaks.begin(), breaks.end(), at);
  return make_span(next == breaks.begin() ? 0 : *std::prev(next) + 1,
                   next == breaks.end() ? text.size() : *next);
}

// "Owner:", "Last Updated:" before `at`, from its line's start on: a value that ends with the line.
bool is_behind_label(std::string_view line) {
  constexpr std::size_t longest = 3;  // words
  line = text::trim(line);
  return line.ends_with(':') && word_count(line) <= longest;
}

// Is a date pattern here to be filled in? Not where a sentence explains a format.
PlaceholderStrength strength_of_date_pattern(std::string_view text,
                                             std::span<const std::uint32_t> breaks,
                                             std::size_t begin, std::size_t end) {
  constexpr std::size_t around = 60;
  const std::size_t from = begin > around ? begin - around : 0;
  const std::string low = lowered(text.substr(from, end + around - from));
  for (const std::string_view word : {"format", "iso", "e.g.", "named", "filename"})
    if (contains(low, word)) return soft;
  const std::string_view before = text::trim(text.substr(0, begin));
  const Span line = line_at(text, breaks, begin);
  const bool of_label = is_behind_label(text.substr(line.begin, begin - line.begin));
  const std::string_view after = text::trim(
      of_label ? text.substr(end, std::max<std::size_t>(line.end, end) - end) : text.substr(end));
  const bool introduced = before.empty() || before.ends_with(':') || before.ends_with('-') ||
                          before.ends_with('(') || before.ends_with("—") || before.ends_with("–") ||
                          before.ends_with('*') || before.ends_with('|') || before.ends_with("→");
  const bool closed = after.empty() || !is_alpha(after[0]);
  // "Q1 YYYY"
  const std::size_t size = before.size();
  const bool quarter = size >= 2 && before[size - 2] == 'Q';
  return (introduced && closed) || quarter ? certain : soft;
}

// The bytes that a placeholder may start with: few texts have one, and most bytes are passed over.
constexpr std::array<bool, 256> starts = [] {
  std::array<bool, 256> table{};
  for (const char c : std::string_view("[{<$?_YMD2XNLlTt"))
    table[static_cast<unsigned char>(c)] = true;
  return table;
}();

std::optional<Placeholder> match_at(std::string_view text, std::size_t at, const RunShape& shape) {
  const Reader r{text, at};
  const char c = r.peek();
  const auto make = [&](std::size_t end, PlaceholderForm form, PlaceholderStrength strength) {
    return Placeholder{make_span(at, end), form, strength};
  };
  const bool word_start = !is_word(r.before());
  switch (c) {
    case '[': {
      if (is_word(r.before()) || r.before() == ']' || r.before() == '!' || is_escape(text, at))
        return {};
      const std::size_t close = matching(text, at, '[', ']');
      if (close == std::string_view::npos) return {};
      if (r.peek(1) == '[') return {};
      const char next = close + 1 < text.size() ? text[close + 1] : '\0';
      if (next == '(' || next == '[') return {};
      if (next == ':' && text::trim(text.substr(0, at)).empty()) {  // a link definition
        const std::string_view rest = text::trim(text.substr(close + 2));
        const bool one_word = !rest.empty() && rest.find(' ') == std::string_view::npos;
        if (one_word &&
            (rest[0] == '#' || rest[0] == '/' || rest[0] == '.' || contains(rest, "://")))
          return {};
      }
      const auto judged = judge_bracket(text, at, close, shape.heading);
      if (!judged) return {};
      return make(close + 1, judged->form, judged->strength);
    }
    case '{': {
      if (r.before() == '$' || r.before() == '%' || is_word(r.before())) return {};
      if (r.peek(1) == '{') {
        const std::size_t close = find_near(text, "}}", at + 2, 80);
        if (close == std::string_view::npos || close == at + 2) return {};
        // {{< figure >}}, {{ site.title }}: a site generator's macros.
        if (text.substr(at + 2, close - at - 2).find_first_of("<>%:.()|/\"") !=
            std::string_view::npos)
          return {};
        // "Use {{mustache}} templates" speaks of them.
        Reader behind{text, close + 2};
        behind.spaces();
        for (const std::string_view noun :
             {"template", "templates", "syntax", "variable", "variables", "placeholder",
              "placeholders", "tag", "tags", "expression", "expressions", "notation", "braces"}) {
          Reader t = behind;
          if (t.take_word(noun)) return make(close + 2, PlaceholderForm::braces, soft);
        }
        return make(close + 2, PlaceholderForm::braces, certain);
      }
      const std::size_t close = matching(text, at, '{', '}');
      if (close == std::string_view::npos) return {};
      const std::string_view inside = text.substr(at + 1, close - at - 1);
      if (!is_template_words(inside)) return {};
      const std::string low = lowered(inside);
      const bool instructed =
          std::any_of(std::begin(instructions), std::end(instructions), [&](std::string_view s) {
            return low.starts_with(s) && low.size() > s.size() && !is_word(low[s.size()]);
          });
      return make(close + 1, PlaceholderForm::braces,
                  instructed || contains(low, "e.g.") ? certain : soft);
    }
    case '<': {
      if (is_word(r.before()) || is_escape(text, at)) return {};
      const std::size_t close = find_near(text, ">", at, 80);
      if (close == std::string_view::npos) return {};
      const std::string inside = lowered(text.substr(at + 1, close - at - 1));
      const bool cue = inside.starts_with("your ") || inside.starts_with("your-") ||
                       inside.starts_with("insert ") || inside.starts_with("name of ") ||
                       inside.starts_with("describe ") || inside == "project name" ||
                       inside == "project-name" || inside == "tbd" || inside == "todo" ||
                       contains(inside, "e.g.");
      if (!cue) return {};
      return make(close + 1, PlaceholderForm::bracket, certain);
    }
    case '$': {
      if (text.substr(at + 1).starts_with("(date")) {
        const std::size_t close = matching(text, at + 1, '(', ')');
        if (close != std::string_view::npos)
          return make(close + 1, PlaceholderForm::shell, certain);
      }
      PlaceholderStrength strength{};
      if (const std::size_t size = amount_size(r, strength))
        return make(at + size, PlaceholderForm::amount, strength);
      return {};
    }
    case '?': {
      if (!text.substr(at).starts_with("???") || is_word(r.before()) || r.before() == '?')
        return {};
      std::size_t end = at;
      while (end < text.size() && text[end] == '?') ++end;
      if (end < text.size() && is_word(text[end])) return {};
      if (at > 0 && text[at - 1] != ' ' && text[at - 1] != ':') return {};
      return make(end, PlaceholderForm::word, soft);  // as honest as TBD
    }
    case '_': {  // a blank to fill in: _____ %
      if (is_word(r.before()) || r.before() == '/') return {};
      std::size_t end = at;
      while (end < text.size() && text[end] == '_') ++end;
      if (end - at < 3 || (end < text.size() && is_word(text[end]))) return {};
      return make(end, PlaceholderForm::amount, certain);
    }
    case 'Y':
    case 'M':
    case 'D':
    case '2': {
      const std::size_t size = word_start ? date_pattern_size(r) : 0;
      if (size == 0) return {};
      return make(at + size, PlaceholderForm::date_pattern,
                  strength_of_date_pattern(text, shape.breaks, at, at + size));
    }
    case 'X':
    case 'N': {
      PlaceholderStrength strength{};
      const std::size_t size = amount_size(r, strength);
      if (size == 0) return {};
      return make(at + size, PlaceholderForm::amount, strength);
    }
    case 'L':
    case 'l': {
      Reader t = r;
      if (word_start && t.take_word("lorem ipsum"))
        return make(t.at, PlaceholderForm::filler, certain);
      return {};
    }
    case 'T':
    case 't': {
      if (!word_start) return {};
      Reader t = r;
      if (t.take("TKTK") && !is_word(t.peek())) return make(t.at, PlaceholderForm::word, certain);
      t = r;
      if ((t.take("TBD") || t.take("TBC") || t.take("TBA")) && !is_word(t.peek()) &&
          !t.rest().starts_with("]:"))
        return make(t.at, PlaceholderForm::word, soft);
      t = r;
      if (t.take_word("to be determined") || t.take_word("to be defined") ||
          t.take_word("to be decided") || t.take_word("to be confirmed"))
        return make(t.at, PlaceholderForm::word, soft);
      return {};
    }
    default:
      return {};
  }
}

// Quotation marks with words on both sides of the bracket speak of a placeholder: say "from
// [current] to [target]", and not only "more". A bracket that is all there is between the marks is
// a value.
class Quotation {
 public:
  explicit Quotation(std::string_view text) : text_(text) {}

  // Asked from left to right: each byte is looked at once.
  bool holds(Span span) {
    if (!any_) return false;
    for (; at_ < span.begin; ++at_) {
      if (const std::size_t size = mark_at(at_)) {
        open_ = !open_;
        begin_ = at_ + size;
      }
    }
    at_ = std::max<std::size_t>(at_, span.end);  // marks in the bracket are its own
    if (!open_) return false;
    const std::size_t end = closing(span.end);
    if (end == std::string_view::npos) return false;
    return !text::trim(text_.substr(begin_, span.begin - begin_)).empty() ||
           !text::trim(text_.substr(span.end, end - span.end)).empty();
  }

 private:
  static constexpr std::size_t reach = 200;

  std::size_t mark_at(std::size_t at) const {
    if (text_[at] == '"') return 1;
    const std::string_view here = text_.substr(at);
    return here.starts_with("“") || here.starts_with("”") ? 3 : 0;
  }
  std::size_t closing(std::size_t at) const {
    for (const std::size_t end = std::min(text_.size(), at + reach); at < end; ++at)
      if (mark_at(at) != 0) return at;
    return std::string_view::npos;
  }

  std::string_view text_;
  bool any_ =
      text_.find('"') != std::string_view::npos || text_.find("“") != std::string_view::npos;
  bool open_ = false;
  std::size_t at_ = 0, begin_ = 0;
};

// The text without spaces, emphasis, quotes and a closing `:` or `.` around it.
Span core_of(std::string_view text) {
  std::size_t begin = 0, end = text.size();
  const auto drops = [](char c) {
    return c == ' ' || c == '*' || c == '_' || c == '"' || c == '\'' || c == '\n' || c == '\t' ||
           c == '\r' || c == '`';
  };
  while (begin < end && drops(text[begin])) ++begin;
  while (begin < end && (drops(text[end - 1]) || text[end - 1] == ':' || text[end - 1] == '.'))
    --end;
  return make_span(begin, end);
}

}  // namespace

std::vector<Placeholder> find_placeholders(std::string_view text, const RunShape& shape) {
  const std::span<const Span> code = shape.code;
  std::vector<Placeholder> found;
  std::size_t skip = 0;
  Quotation quotation(text);
  for (std::size_t at = 0; at < text.size();) {
    if (!starts[static_cast<unsigned char>(text[at])]) {
      ++at;
      continue;
    }
    while (skip < code.size() && code[skip].end <= at) ++skip;
    if (skip < code.size() && code[skip].begin <= at) {
      at = code[skip].end;
      continue;
    }
    if (text[at] == '[' && at + 1 < text.size() && text[at + 1] == '[') {  // a wiki link
      const std::size_t close = find_near(text, "]]", at, 400);
      at = close == std::string_view::npos ? at + 2 : close + 2;
      continue;
    }
    if (auto match = match_at(text, at, shape)) {
      if (quotation.holds(match->span)) match->strength = soft;
      found.push_back(*match);
      at = match->span.end;
    } else {
      ++at;
    }
  }
  return found;
}

std::optional<Placeholder> whole_placeholder(std::string_view text) {
  const Span core = core_of(text);
  const std::string_view inside = core.of(text);
  if (inside.empty()) return {};
  Reader r{inside};
  if ((r.take_word("todo") || r.take_word("tbd") || r.take_word("tbc") || r.take_word("tba") ||
       r.take_word("fixme") || r.take_word("n/a yet")) &&
      r.done())
    return Placeholder{core, PlaceholderForm::word, soft};
  if (inside == "TK" || inside == "...") return Placeholder{core, PlaceholderForm::word, certain};
  // From the first word on that is none, the rest need not be read.
  std::vector<Placeholder> found;
  for (std::size_t at = 0; at < inside.size();) {
    const bool may_start = starts[static_cast<unsigned char>(inside[at])];
    const bool is_wiki_link = inside.substr(at, 2) == "[[";
    if (const auto match = may_start && !is_wiki_link ? match_at(inside, at, {}) : std::nullopt) {
      found.push_back(*match);
      at = match->span.end;
      continue;
    }
    if (is_alnum(inside[at]) || static_cast<unsigned char>(inside[at]) >= 0x80) return {};
    ++at;
  }
  if (found.empty()) return {};
  Placeholder whole = found.front();
  whole.span = make_span(core.begin + found.front().span.begin, core.begin + found.back().span.end);
  for (const Placeholder& p : found) whole.strength = std::max(whole.strength, p.strength);
  return whole;
}

bool is_placeholder_tag(std::string_view tag, bool alone) {
  if (tag.size() < 4 || tag.front() != '<' || tag.back() != '>') return false;
  const std::string low = lowered(tag.substr(1, tag.size() - 2));
  if (!is_alpha(low[0]) || low.find_first_of("=/\"'<>!?:\n") != std::string::npos) return false;
  for (const std::string_view start : {"your ", "insert ", "name of ", "describe "})
    if (low.starts_with(start)) return true;
  if (low == "tbd" || low == "tbc" || low == "todo" || low == "project name") return true;
  if (!alone) return false;
  if (low.starts_with("your-") || low == "project-name") return true;
  if (is_one_of(field_words, low) && !is_one_of(html_words, low)) return true;
  const std::size_t space = low.find_last_of(' ');
  return space != std::string::npos && word_count(low) <= 6 &&
         !is_one_of(html_words, low.substr(0, low.find(' '))) &&
         is_one_of(closing_words, std::string_view(low).substr(space + 1));
}

namespace {

// Whether what stands behind the bracket ends as files do, and the bracket holds one word.
bool names_file_behind_bracket(std::string_view destination) {
  const std::size_t close = destination.find(']');
  if (close == std::string_view::npos) return false;
  const std::string_view inside = destination.substr(1, close - 1);
  if (inside.empty() || inside.find_first_of(" /") != std::string_view::npos) return false;
  std::string_view rest = destination.substr(close + 1);
  rest = rest.substr(0, rest.find_first_of("#?"));
  const std::string_view name = rest.substr(rest.rfind('/') + 1);
  const std::size_t dot = name.rfind('.');
  return dot != std::string_view::npos && dot + 1 < name.size();
}

}  // namespace

bool is_placeholder_destination(std::string_view destination) {
  constexpr std::size_t longest = 17;  // of the words below
  const std::string_view trimmed = text::trim(destination);
  if (trimmed.starts_with("{{")) return true;
  // `[link]`, `[path/to/plan]`; `[id].md` and `[team]/page.md` are names that files have.
  if (trimmed.starts_with('[')) return !names_file_behind_bracket(trimmed);
  if (trimmed.size() > longest) return false;
  const std::string low = lowered(trimmed);
  for (const std::string_view word : {"",
                                      "link",
                                      "url",
                                      "path",
                                      "todo",
                                      "tbd",
                                      "...",
                                      "…",
                                      "link-here",
                                      "insert-link",
                                      "your-link",
                                      "link-to-doc",
                                      "link-to-issue",
                                      "path/to/file",
                                      "<link>",
                                      "<url>",
                                      "[link]",
                                      "[url]",
                                      "#link",
                                      "#todo",
                                      "./path/to/file.md",
                                      "path/to/file.md"})
    if (low == word) return true;
  return false;
}

std::string_view example_of(std::string_view placeholder) {
  std::string_view body = placeholder;
  if (!body.empty() && (body.front() == '[' || body.front() == '<' || body.front() == '{'))
    body.remove_prefix(1);
  if (!body.empty() && (body.back() == ']' || body.back() == '>' || body.back() == '}'))
    body.remove_suffix(1);
  const std::string low = lowered(body);
  std::size_t start = std::string::npos;
  for (const std::string_view mark : {"e.g.", "example:", "for example"})
    if (const std::size_t at = low.find(mark);
        at != std::string::npos && start == std::string::npos)
      start = at + mark.size();
  if (start == std::string::npos) return {};
  Reader r{body, start};
  r.take(',');
  r.take(':');
  r.spaces();
  struct Quotes {
    std::string_view open, close;
  };
  constexpr Quotes quotes[] = {{"\"", "\""}, {"“", "”"}, {"'", "'"}, {"‘", "’"}, {"`", "`"}};
  for (const Quotes& q : quotes) {
    Reader t = r;
    if (!t.take(q.open)) continue;
    const std::size_t end = body.find(q.close, t.at);
    if (end != std::string_view::npos) return body.substr(t.at, end - t.at);
  }
  return text::trim(r.rest());
}

}  // namespace pland::plan
