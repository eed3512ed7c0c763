// Completion where a heading begins: what the document's template has and the document lacks, in
// the template's order, and the period that comes next, in the document's own spelling.
#include <algorithm>
#include <fmt/format.h>
#include <map>

#include "analysis/features/skeleton.h"
#include "analysis/features/typing.h"
#include "analysis/plan/kind.h"
#include "analysis/plan/label.h"
#include "analysis/plan/numerals.h"
#include "analysis/plan/period.h"
#include "analysis/plan/stated_months.h"
#include "analysis/plan/status.h"
#include "analysis/plan/version.h"
#include "analysis/text/unicode.h"

namespace pland::features {
namespace {

using plan::EntityKind;
using plan::no_index;

constexpr std::uint8_t bold_level = 7;  // of a schema's bold lines
// Headings before the cursor that tell a document's manner.
constexpr std::size_t most_looked_at = 32;

struct Hashes {
  std::uint32_t column = 0;  // of the first `#`, or of the cursor on an empty line
  int level = 0;             // how many; 0 on an empty line
  bool spaced = false;       // a space behind them: the level is meant
  std::uint32_t title = 0;   // column behind them and their spaces, at most the cursor's
  bool titled = false;       // words follow the cursor: a title that is there already
};

// Whether the cursor's line is part of a list item: a heading there is none of the document's.
bool in_item(const Typing& typing) {
  const markdown::Placed placed = typing.document.text.segment_at(typing.offset);
  if (placed.segment == nullptr) return false;
  const std::uint32_t at = typing.offset - placed.offset;
  const auto& nodes = placed.segment->tree.nodes;
  for (std::uint32_t i = 0; i < nodes.size();) {
    const markdown::Node& node = nodes[i];
    const bool holds = node.span.begin < at && at <= node.span.end;
    if (holds && node.kind == markdown::NodeKind::item) return true;
    i = node.span.touches(at) ? i + 1 : std::max(node.next, i + 1);
  }
  return false;
}

std::optional<Hashes> hashes_at(const Typing& typing) {
  const std::string_view before = typing.before();
  const bool titled = typing.after().find_first_not_of(" \t#") != std::string_view::npos;
  const std::size_t begin = before.find_first_not_of(' ');
  if (begin == std::string_view::npos) {
    if (titled || !before.empty()) return std::nullopt;
    return Hashes{};
  }
  if (begin > 3 || before[begin] != '#') return std::nullopt;
  const std::size_t end = std::min(before.find_first_not_of('#', begin), before.size());
  const bool spaced = end < before.size();
  if (end - begin > 6 || (spaced && before[end] != ' ') || (titled && !spaced)) return std::nullopt;
  const std::size_t title = std::min(before.find_first_not_of(' ', end), before.size());
  return Hashes{static_cast<std::uint32_t>(begin), static_cast<int>(end - begin), spaced,
                static_cast<std::uint32_t>(title), titled};
}

// The document's headings without the one that is being typed.
struct Outline {
  const plan::Plan& plan;
  std::vector<std::uint32_t> before;  // entries above the cursor's line
  std::vector<std::uint32_t> all;
  std::vector<std::uint32_t> parents;  // of each entry; what is being typed is nobody's
  std::uint32_t title = no_index;      // the document's: the first, and the only one of level 1

  int level(std::uint32_t entry) const { return plan.outline[entry].level; }
  std::uint32_t schema_section(std::uint32_t entry) const {
    // A roadmap's title is "Roadmap", which is also another name of one of its sections.
    if (entry >= plan.schema_sections.size() || entry == title) return no_index;
    return plan.schema_sections[entry];
  }
  // The heading that one of `level` at the cursor would stand under.
  std::uint32_t parent(int level) const {
    for (std::size_t i = before.size(); i-- > 0;)
      if (this->level(before[i]) < level) return before[i];
    return no_index;
  }
  // The headings that the cursor is under, the innermost first.
  std::vector<std::uint32_t> open() const {
    std::vector<std::uint32_t> out;
    for (std::size_t i = before.size(); i-- > 0;)
      if (out.empty() || level(before[i]) < level(out.back())) out.push_back(before[i]);
    return out;
  }
  // Calls visit(entry) for the headings right below one.
  template <typename Visit>
  void each_child(std::uint32_t entry, Visit&& visit) const {
    for (const std::uint32_t other : all)
      if (parents[other] == entry) visit(other);
  }
};

Outline outline_of(const Typing& typing) {
  const plan::Plan& plan = *typing.document.plan;
  Outline out{plan, {}, {}, {}};
  out.parents.resize(plan.outline.size(), no_index);
  std::vector<std::uint32_t> open;
  for (std::uint32_t entry = 0; entry < plan.outline.size(); ++entry) {
    const plan::Section& section = plan.section(entry);
    if (section.level == 0) continue;
    const std::uint32_t begin = section.span.begin + plan.offset(entry);
    const std::uint32_t end = typing.line_begin + static_cast<std::uint32_t>(typing.text.size());
    if (begin >= typing.line_begin && begin <= end) continue;
    while (!open.empty() && out.level(open.back()) >= section.level) open.pop_back();
    if (!open.empty()) out.parents[entry] = open.back();
    open.push_back(entry);
    if (begin < typing.line_begin) out.before.push_back(entry);
    out.all.push_back(entry);
  }
  const auto top = [&](std::uint32_t entry) { return out.level(entry) == 1; };
  if (!out.all.empty() && top(out.all[0]) &&
      std::count_if(out.all.begin(), out.all.end(), top) == 1)
    out.title = out.all[0];
  return out;
}

// How much deeper than in the template the document has the sections that stand under no other.
// What stands for a part of one (a quarter, "Now") says nothing of them: many documents have those
// directly below the title.
struct Depth {
  int shift = 0;
  bool known = false;  // some section says it
};

Depth depth_of(const Outline& outline) {
  Depth depth;
  if (outline.plan.schema == nullptr || outline.all.empty()) return depth;
  std::map<int, int> votes;
  int least = 6;
  for (const std::uint32_t entry : outline.all) {
    least = std::min(least, outline.level(entry));
    const std::uint32_t index = outline.schema_section(entry);
    if (index == no_index) continue;
    const plan::SchemaSection& section = outline.plan.schema->sections[index];
    if (section.level < bold_level && section.parent == no_index)
      ++votes[outline.level(entry) - section.level];
  }
  int most = 0;
  for (const auto& [shift, count] : votes)
    if (count > most || (count == most && shift == 0)) depth.shift = shift, most = count;
  depth.known = most > 0;
  // Without a title of its own a document's sections may be of the first level.
  if (!depth.known && outline.title == no_index) depth.shift = std::min(least, 2) - 2;
  return depth;
}

// The level that a section of the template would have at the cursor, where it belongs there.
std::optional<int> level_at(const Outline& outline, Depth depth, std::uint32_t index) {
  const auto& sections = outline.plan.schema->sections;
  const plan::SchemaSection& section = sections[index];
  if (section.parent == no_index) return std::clamp(section.level + depth.shift, 1, 6);
  for (const std::uint32_t entry : outline.open()) {
    if (outline.schema_section(entry) != section.parent) continue;
    int level = outline.level(entry) + section.level - sections[section.parent].level;
    // As deep as those of its sort that are there.
    outline.each_child(entry, [&](std::uint32_t child) {
      if (outline.schema_section(child) == index) level = outline.level(child);
    });
    if (level <= 6 && outline.parent(level) == entry) return level;
  }
  // A document may have the parts without the whole: then beside the others.
  for (std::size_t i = outline.before.size(); i-- > 0;) {
    const std::uint32_t other = outline.before[i];
    const std::uint32_t match = outline.schema_section(other);
    if (match == no_index || sections[match].parent != section.parent) continue;
    const std::uint32_t parent = outline.parents[other];
    if (parent != no_index && outline.schema_section(parent) == section.parent) continue;
    if (outline.parent(outline.level(other)) == parent) return outline.level(other);
  }
  return std::nullopt;
}

SkeletonOptions options_of(const Typing& typing, int shift) {
  SkeletonOptions options = skeleton_options(typing);
  options.shift = shift;
  return options;
}

std::string hashes(int level) {
  return std::string(static_cast<std::size_t>(std::clamp(level, 1, 6)), '#');
}

std::string_view without_emoji(std::string_view title) {
  while (const std::size_t size = text::emoji_size(title, 0)) title.remove_prefix(size);
  return text::trim(title);
}

bool is_digit(char c) { return '0' <= c && c <= '9'; }

// A title that counts taken apart: "🎯 Pillar #2 — Trust" is "🎯 Pillar #", 2, " — ".
struct Counted {
  enum class Numerals : std::uint8_t { digits, roman, letters };
  std::string before;
  Numerals numerals = Numerals::digits;
  int number = 0;
  int letter = 0;      // the number as a letter of the alphabet, where it may be one
  std::string behind;  // empty where the number is all there is
};

// What joins a number to a name.
std::string joint_at(std::string_view text) {
  for (const std::string_view one : {": ", " - ", " – ", " — ", ". ", ") "})
    if (text.starts_with(one)) return std::string(one);
  return {};
}

// Of the words before a number those that belong to what such a thing is called: signs that are no
// status, a word or two, `#`. None where it is something else.
std::optional<std::string> manner_of_count(std::string_view before) {
  std::string out;
  while (const std::size_t size = text::emoji_size(before, 0)) {
    const std::string_view sign = before.substr(0, size);
    before.remove_prefix(size);
    const std::size_t spaces = std::min(before.find_first_not_of(' '), before.size());
    if (!plan::status_of_emoji(sign)) out += std::string(sign) + std::string(spaces, ' ');
    before.remove_prefix(spaces);
  }
  if (before.empty()) return out;
  if (before.size() < 3 || before.size() > 24) return std::nullopt;
  if (!before.ends_with(' ') && !before.ends_with('#')) return std::nullopt;
  if (before.find_first_of(":.([") != std::string_view::npos) return std::nullopt;
  return out + std::string(before);
}

std::optional<Counted> counted_in_digits(std::string_view title) {
  const std::size_t at = title.find_first_of("0123456789");
  if (at == std::string_view::npos) return std::nullopt;
  Counted out;
  std::size_t end = at;
  while (end < title.size() && is_digit(title[end]) && end < at + 5)
    out.number = out.number * 10 + (title[end++] - '0');
  const auto before = manner_of_count(title.substr(0, at));
  if (!before) return std::nullopt;
  out.before = *before;
  out.behind = joint_at(title.substr(end));
  // "2027 in short" counts nothing; "2. Speed" does.
  const bool bare = without_emoji(title.substr(0, at)).empty();
  if (bare && out.behind != ". " && out.behind != ") ") return std::nullopt;
  return out;
}

// "Pillar II: Trust", "Theme B": capitals behind the first word.
std::optional<Counted> counted_in_capitals(std::string_view title) {
  std::size_t begin = 0;
  while (const std::size_t size = text::emoji_size(title, begin)) begin += size;
  begin = title.find_first_not_of(' ', begin);
  if (begin == std::string_view::npos) return std::nullopt;
  const std::size_t space = title.find(' ', begin);
  if (space == std::string_view::npos) return std::nullopt;
  std::size_t end = space + 1;
  while (end < title.size() && 'A' <= title[end] && title[end] <= 'Z') ++end;
  Counted out;
  out.behind = joint_at(title.substr(end));
  if (end == space + 1 || (out.behind.empty() && end < title.size())) return std::nullopt;
  const auto before = manner_of_count(title.substr(0, space + 1));
  if (!before) return std::nullopt;
  out.before = *before;
  const std::string_view numeral = title.substr(space + 1, end - space - 1);
  if (numeral.size() == 1) out.letter = numeral[0] - 'A' + 1;
  if (const auto roman = plan::roman_number(numeral)) {
    out.numerals = Counted::Numerals::roman;
    out.number = *roman;
    return out;
  }
  out.numerals = Counted::Numerals::letters;
  out.number = out.letter;
  return out.letter > 0 ? std::optional(out) : std::nullopt;
}

std::string in_numerals(int number, Counted::Numerals numerals) {
  switch (numerals) {
    case Counted::Numerals::roman:
      if (const std::string roman = plan::to_roman(number); !roman.empty()) return roman;
      break;
    case Counted::Numerals::letters:
      if (number <= 26) return std::string(1, static_cast<char>('A' + number - 1));
      break;
    case Counted::Numerals::digits:
      break;
  }
  return std::to_string(number);
}

// The headings of a section that repeats, as they count: in the manner of their last.
std::optional<Counted> last_counted(const Outline& outline, std::uint32_t index) {
  std::vector<Counted> all;
  for (const std::uint32_t entry : outline.all) {
    if (outline.schema_section(entry) != index) continue;
    const std::string_view title = outline.plan.section(entry).title;
    auto counted = counted_in_digits(title);
    if (!counted) counted = counted_in_capitals(title);
    if (counted) all.push_back(std::move(*counted));
  }
  if (all.empty()) return std::nullopt;
  // "Theme I" behind "Theme H" is the ninth, not the first.
  const bool letters = std::any_of(all.begin(), all.end(), [](const Counted& one) {
    return one.numerals == Counted::Numerals::letters;
  });
  Counted last = all.back();
  for (Counted& one : all) {
    if (letters && one.letter > 0) {
      one.number = one.letter;
      last.numerals = Counted::Numerals::letters;
    }
    last.number = std::max(&one == &all.front() ? 0 : last.number, one.number);
  }
  return last;
}

// "Decision 1: [Decision …]" with the number that comes after those that are there, in the manner
// that they have ("Pillar III — [Theme]" where the template says "Theme 1: [Theme]").
std::string numbered_title(const plan::SchemaSection& section, const Outline& outline,
                           std::uint32_t index) {
  const std::string& title = section.title;
  const std::size_t digit = title.find(" 1");
  if (digit == std::string::npos) return title;
  const std::size_t bracket = title.find('[');
  if (bracket != std::string::npos && bracket < digit) return title;
  const auto last = last_counted(outline, index);
  if (!last) return title;
  std::string rest = title.substr(digit + 2);
  if (rest.starts_with(": ") && !last->behind.empty()) rest.replace(0, 2, last->behind);
  return last->before + in_numerals(last->number + 1, last->numerals) + rest;
}

// What a template counts below the first of several ("KR 1.1"), below the one that is there.
std::string counted_below(std::string_view skeleton, const Outline& outline, std::uint32_t parent) {
  std::string out(skeleton);
  if (parent == no_index) return out;
  const auto counted = counted_in_digits(outline.plan.section(parent).title);
  if (!counted || counted->number < 2) return out;
  constexpr std::string_view first = "KR 1.";
  const std::string here = fmt::format("KR {}.", counted->number);
  for (std::size_t at = out.find(first); at != std::string::npos; at = out.find(first, at + 1))
    out.replace(at, first.size(), here);
  return out;
}

// What a title looks like in a list: without what somebody has to fill in.
std::string label_of(std::string_view title) { return std::string(without_emoji(title)); }

// Adds an item that makes `skeleton` of the heading. It begins behind the hashes that are typed and
// is found by the title alone: many editors look for what begins like the word at the cursor, and
// of a `#` know nothing.
void add_item(const Typing& typing, const Hashes& typed, CompletionItem item, Skeleton skeleton,
              CompletionList& list) {
  item.plain = std::move(skeleton.plain);
  item.snippet = std::move(skeleton.snippet);
  const std::string lead = typed.level == 0 ? "" : hashes(typed.level) + (typed.spaced ? " " : "");
  const bool behind =
      item.plain.starts_with(lead) && (item.snippet.empty() || item.snippet.starts_with(lead));
  if (behind) {
    item.plain.erase(0, lead.size());
    item.snippet.erase(0, lead.size());
  } else {
    item.filter_text = hashes(typed.level) + " " + item.label;
  }
  item.replace = typing.typed_from(behind ? typed.title : typed.column);
  item.replace.end = typing.line_begin + static_cast<std::uint32_t>(typing.text.size());
  if (typed.titled) item.preselect = false;  // Enter is to leave a title that is there
  list.items.push_back(std::move(item));
}

// Does the heading being typed have text below it already? Then only the heading is wanted.
bool has_body(const Typing& typing) {
  const std::uint32_t index = section_at(typing.cursor);
  if (index == no_index) return false;
  const plan::Section& section = typing.cursor.facts->sections[index];
  const std::uint32_t begin = typing.cursor.base + section.span.begin;
  return section.level > 0 && begin >= typing.line_begin && section.blocks > 0;
}

// A milestone's heading taken apart: what stands before its period, how that is spelt, what joins
// it to a theme.
struct Sibling {
  std::uint32_t entry = no_index;
  plan::FoundPeriod found;    // in the spelling
  std::string spelling;       // "Q2 2025 (Apr - Jun)"
  std::string before;         // "🎯 ", "2. ", "**"
  std::string marks;          // of emphasis, to be closed
  bool marks_period = false;  // behind the period, not behind all
  std::string behind;         // ": "
};

// "2026-12": no period for the rules, because numbers of this form are so much else, but a month
// where it is all that a milestone is called.
std::optional<plan::FoundPeriod> iso_month(std::string_view text) {
  if (text.size() < 7 || (text.size() > 7 && (text[7] == '-' || is_digit(text[7])))) return {};
  for (std::size_t i = 0; i < 7; ++i)
    if (i == 4 ? text[i] != '-' : !is_digit(text[i])) return {};
  plan::FoundPeriod out;
  out.span = {0, 7};
  out.role = plan::PeriodRole::leads;
  out.period.kind = plan::PeriodKind::month;
  out.period.year =
      (text[0] - '0') * 1000 + (text[1] - '0') * 100 + (text[2] - '0') * 10 + (text[3] - '0');
  out.period.number = (text[5] - '0') * 10 + (text[6] - '0');
  if (*out.period.year < 2000 || *out.period.number < 1 || *out.period.number > 12) return {};
  return out;
}

std::optional<plan::FoundPeriod> period_in(std::string_view text) {
  if (auto found = plan::find_period(text); found && found->role == plan::PeriodRole::leads)
    return found;
  return iso_month(text);
}

// "2026/27", "FY2026/2027": the year behind a year that begins in spring or autumn.
std::string next_of_two_years(std::string spelling) {
  const std::size_t slash = spelling.find('/');
  if (slash == std::string::npos || slash < 4) return {};
  const auto number = [&](std::size_t begin, std::size_t end) {
    int value = 0;
    for (std::size_t at = begin; at < end; ++at) {
      if (!is_digit(spelling[at])) return -1;
      value = value * 10 + (spelling[at] - '0');
    }
    return value;
  };
  std::size_t end = slash + 1;
  while (end < spelling.size() && is_digit(spelling[end])) ++end;
  const int first = number(slash - 4, slash);
  const bool long_form = end - slash == 5;
  if (first < 1000 || first > 9997 || (!long_form && end - slash != 3)) return {};
  if (number(slash + 1, end) != (long_form ? first + 1 : (first + 1) % 100)) return {};
  const std::string second =
      long_form ? std::to_string(first + 2) : fmt::format("{:02}", (first + 2) % 100);
  return spelling.replace(slash - 4, end - slash + 4, fmt::format("{}/{}", first + 1, second));
}

// " (2026-11-02 - 2026-11-15)" behind a period that has no months: its days.
struct Stretch {
  std::size_t begin = 0;  // of the space
  std::size_t first = 0, last = 0, end = 0;
  plan::Date from, to;
};

std::optional<Stretch> stretch_in(std::string_view text, std::size_t begin) {
  constexpr std::size_t size = 10;  // of an ISO date
  if (!text.substr(std::min(begin, text.size())).starts_with(" (")) return std::nullopt;
  Stretch out;
  out.begin = begin;
  out.first = begin + 2;
  const std::size_t behind = out.first + size;
  out.last = text.find_first_of("0123456789)", std::min(behind, text.size()));
  if (out.last == std::string_view::npos || out.last - behind > 5) return std::nullopt;
  out.end = out.last + size + 1;
  if (out.end > text.size() || text[out.end - 1] != ')') return std::nullopt;
  const auto from = plan::first_date(text.substr(out.first, size));
  const auto to = plan::first_date(text.substr(out.last, size));
  if (!from || !to || from->span.size() != size || to->span.size() != size) return std::nullopt;
  if (!plan::is_valid(from->date) || !plan::is_valid(to->date) || to->date < from->date)
    return std::nullopt;
  out.from = from->date;
  out.to = to->date;
  return out;
}

// From one start to the next: five days of work are a week.
int days_apart(const Stretch& stretch) {
  const int days = plan::days_between(stretch.from, stretch.to) + 1;
  return days % 7 >= 5 ? days + 7 - days % 7 : days;
}

// The days moved by `steps` of their length.
std::string moved(std::string_view text, const Stretch& stretch, int steps) {
  const int by = days_apart(stretch) * steps;
  std::string out(text.substr(stretch.begin, stretch.end - stretch.begin));
  out.replace(stretch.last - stretch.begin, 10, plan::to_iso(plan::add_days(stretch.to, by)));
  out.replace(stretch.first - stretch.begin, 10, plan::to_iso(plan::add_days(stretch.from, by)));
  return out;
}

std::optional<Stretch> stretch_of(std::string_view spelling) {
  const auto found = plan::find_period(spelling);
  if (!found || found->months) return std::nullopt;
  return stretch_in(spelling, found->span.end);
}

std::string next_in_spelling(const std::string& spelling) {
  if (const auto days = stretch_of(spelling)) {
    const std::string next = next_in_spelling(spelling.substr(0, days->begin));
    return next.empty() ? next : next + moved(spelling, *days, 1);
  }
  if (std::string next = next_of_two_years(spelling); !next.empty()) return next;
  if (const auto found = plan::find_period(spelling)) return plan::next_spelling(spelling, *found);
  if (const auto found = iso_month(spelling)) {
    if (const auto next = plan::next(found->period))
      return fmt::format("{:04}-{:02}", *next->year, *next->number);
  }
  return {};
}

// The spelling that this one is the next of; empty where there is none.
std::string previous_in_spelling(const std::string& spelling) {
  if (const auto days = stretch_of(spelling)) {
    const std::string previous = previous_in_spelling(spelling.substr(0, days->begin));
    return previous.empty() ? previous : previous + moved(spelling, *days, -1);
  }
  const auto found = period_in(spelling);
  if (!found) return {};
  std::string guess = spelling;
  const auto replace = [&](int number, int by) {
    for (const auto& [old, made] :
         {std::pair{std::to_string(number), std::to_string(by)},
          std::pair{std::to_string(number % 100), fmt::format("{:02}", by % 100)}}) {
      if (const std::size_t at = guess.find(old); at != std::string::npos) {
        guess.replace(at, old.size(), made);
        return;
      }
    }
  };
  int steps = 0;
  if (found->period.is_calendar()) {
    // A year back, and then on to just before.
    if (found->period.year) replace(*found->period.year, *found->period.year - 1);
    steps = found->period.kind == plan::PeriodKind::quarter ? 3
            : found->period.kind == plan::PeriodKind::half  ? 1
            : found->period.kind == plan::PeriodKind::month ? 11
                                                            : 0;
  } else if (found->period.number && *found->period.number > 1) {
    replace(*found->period.number, *found->period.number - 1);
  }
  while (steps-- > 0) guess = next_in_spelling(guess);
  return next_in_spelling(guess) == spelling ? guess : std::string();
}

// What stands before a period that belongs to the manner of a title: signs that are no status, a
// number, marks of emphasis. Empty where there are words.
std::string manner_before(std::string_view before, int step) {
  std::string out;
  while (!before.empty()) {
    if (const std::size_t size = text::emoji_size(before, 0); size > 0) {
      const std::string_view sign = before.substr(0, size);
      before.remove_prefix(size);
      if (!plan::status_of_emoji(sign)) {
        out += sign;
      } else if (before.starts_with(' ')) {
        before.remove_prefix(1);
      }
      continue;
    }
    const char c = before.front();
    if (is_digit(c)) {
      std::size_t end = 0;
      int number = 0;
      while (end < before.size() && end < 4 && is_digit(before[end]))
        number = number * 10 + (before[end++] - '0');
      if (end == before.size() || (before[end] != '.' && before[end] != ')')) return {};
      out += std::to_string(number + step);
      before.remove_prefix(end);
      out += before.front();
    } else if (c == ' ' || c == '*' || c == '_') {
      out += c;
    } else {
      return {};
    }
    before.remove_prefix(1);
  }
  return out;
}

// "Q2 2027 (Apr - Jun)" for "Q2 2027 (Jul - Sep)": what one heading got wrong, the next does not
// learn from it.
std::string with_right_months(const std::string& spelling, std::optional<int> year_start) {
  const auto found = period_in(spelling);
  if (!found || !found->months || found->months->dates || found->months->alone()) return spelling;
  const plan::MonthRange& said = *found->months;
  const auto right = plan::months_of(found->period, year_start);
  if (!right || said.first == right->first) return spelling;
  const auto length = [](int first, int last) { return (last - first + 12) % 12; };
  // Part of a quarter is what somebody meant.
  if (length(said.first, said.last) != length(right->first, right->last)) return spelling;
  const bool full = std::max(said.first_span.size(), said.last_span.size()) > 4;
  const auto name = [&](int month) {
    return full ? plan::month_name(month) : plan::month_abbreviation(month);
  };
  std::string out = spelling;
  out.replace(said.last_span.begin, said.last_span.size(), name(right->last));
  out.replace(said.first_span.begin, said.first_span.size(), name(right->first));
  return out;
}

std::optional<Sibling> sibling_of(const Outline& outline, std::uint32_t entry,
                                  std::optional<int> year_start) {
  const plan::Section& section = outline.plan.section(entry);
  const std::string title = outline.plan.facts(entry).text(section.title_span);
  auto found = period_in(title);
  if (!found) return std::nullopt;
  Sibling out;
  out.entry = entry;
  std::size_t end = found->months ? found->months->span.end : found->span.end;
  if (const auto days = found->months ? std::nullopt : stretch_in(title, end)) end = days->end;
  out.spelling = title.substr(found->span.begin, end - found->span.begin);
  out.spelling = with_right_months(out.spelling, year_start);
  const auto again = period_in(out.spelling);
  if (!again) return std::nullopt;
  out.found = *again;
  out.before = title.substr(0, found->span.begin);
  std::string_view rest = std::string_view(title).substr(end);
  if (const std::size_t mark = out.before.find_last_not_of("*_");
      mark == std::string::npos || mark + 1 < out.before.size())
    out.marks = out.before.substr(mark == std::string::npos ? 0 : mark + 1);
  if (!out.marks.empty() && rest.starts_with(out.marks)) {
    out.marks_period = true;
    rest.remove_prefix(out.marks.size());
  }
  for (const std::string_view joint : {": ", " - ", " – ", " — ", ". "})
    if (rest.starts_with(joint)) out.behind = joint;
  return out;
}

// A heading's words for another period in the manner of a sibling.
std::string titled_like(const Sibling& sibling, std::string_view spelling, int step) {
  const std::string before = manner_before(sibling.before, step);
  const std::string marks = before.ends_with(sibling.marks) ? sibling.marks : std::string();
  std::string out = before + std::string(spelling);
  if (sibling.marks_period) out += marks;
  if (!sibling.behind.empty()) out += sibling.behind + "[Theme/Focus]";
  if (!sibling.marks_period) out += marks;
  return out;
}

std::uint32_t milestone_section(const plan::Plan& plan) {
  if (plan.schema == nullptr) return no_index;
  for (std::uint32_t i = 0; i < plan.schema->sections.size(); ++i) {
    const plan::SchemaSection& section = plan.schema->sections[i];
    if (section.entity == EntityKind::milestone && section.level < bold_level) return i;
  }
  return no_index;
}

struct PeriodOffer {
  std::string spelling;
  std::string title;  // with what stands around the period
  std::string detail;
};

// Whether the template has a section of its own for this ("Next (Coming Soon)"): no milestone then.
bool is_section_of_template(const plan::Plan& plan, const std::string& spelling) {
  if (plan.schema == nullptr) return false;
  const auto found = plan.schema->find(plan::normalise(spelling), {}, EntityKind::none);
  return found && plan.schema->sections[*found].entity != EntityKind::milestone;
}

// A heading that is a period, as far as all of them must be known.
struct Timed {
  std::uint32_t entry = no_index;
  plan::Period period;
};

std::optional<Timed> timed(const Outline& outline, std::uint32_t entry) {
  const plan::Section& section = outline.plan.section(entry);
  if (section.period && section.period->role == plan::PeriodRole::leads)
    return Timed{entry, section.period->period};
  if (const auto month = iso_month(section.title)) return Timed{entry, month->period};
  return std::nullopt;
}

// The periods that could stand at the cursor beside those of `siblings`, which are right below one
// heading, `above` of them before the cursor: what comes next, or before the first.
std::vector<PeriodOffer> periods_beside(const Outline& outline, const std::vector<Timed>& siblings,
                                        std::size_t above, const std::vector<Timed>& there,
                                        std::optional<int> year_start) {
  std::vector<PeriodOffer> offers;
  const auto near = sibling_of(outline, siblings[above > 0 ? above - 1 : 0].entry, year_start);
  if (!near) return offers;
  const bool falling =
      siblings.size() > 1 && plan::compare(siblings[0].period, siblings[1].period) > 0;
  // Time runs down the page, or up.
  const bool forward = above > 0 ? !falling : falling;
  std::string spelling = near->spelling;
  for (int i = 0; i < 8 && offers.size() < (forward ? 2 : 1); ++i) {
    spelling = forward ? next_in_spelling(spelling) : previous_in_spelling(spelling);
    if (spelling.empty()) break;
    const auto found = period_in(spelling);
    if (found && std::any_of(there.begin(), there.end(),
                             [&](const Timed& one) { return one.period == found->period; }))
      continue;
    std::string detail;
    if (offers.empty())
      detail = fmt::format("{} {}", forward ? "next after" : "before",
                           near->found.span.of(near->spelling));
    offers.push_back(
        {spelling, titled_like(*near, spelling, above > 0 ? 1 : 0), std::move(detail)});
    if (!found) break;
  }
  return offers;
}

// The milestones that could come next; none where the document has no periods at this level.
void add_periods(const Typing& typing, const Hashes& typed, const Outline& outline, Depth depth,
                 CompletionList& list) {
  const plan::Plan& plan = outline.plan;
  const std::uint32_t index = milestone_section(plan);
  const plan::SchemaSection* schema = index == no_index ? nullptr : &plan.schema->sections[index];
  std::vector<Timed> there, siblings;
  std::size_t above = 0;  // of the siblings stand before the cursor
  for (const std::uint32_t entry : outline.all) {
    const plan::Section& section = plan.section(entry);
    const std::uint32_t parent = outline.parents[entry];
    const bool listed =
        schema != nullptr && parent != no_index && outline.schema_section(parent) == schema->parent;
    if (section.unit != EntityKind::milestone && !listed) continue;
    const auto one = timed(outline, entry);
    if (!one) continue;
    there.push_back(*one);
    if (typed.spaced && section.level != typed.level) continue;
    if (plan.offset(entry) + section.span.begin < typing.line_begin) above = siblings.size() + 1;
    siblings.push_back(*one);
  }
  int level = 0;
  std::vector<PeriodOffer> offers;
  if (!siblings.empty()) {
    const std::uint32_t near = siblings[above > 0 ? above - 1 : 0].entry;
    level = outline.level(near);
    // A sibling below another heading is a sibling no more.
    if (outline.parent(level) != outline.parents[near]) return;
    const auto elsewhere = [&](const Timed& one) {
      return outline.parents[one.entry] != outline.parents[near] ||
             outline.level(one.entry) != level;
    };
    above -= static_cast<std::size_t>(std::count_if(
        siblings.begin(), siblings.begin() + static_cast<std::ptrdiff_t>(above), elsewhere));
    std::erase_if(siblings, elsewhere);
    offers = periods_beside(outline, siblings, above, there,
                            plan::year_start(plan, typing.settings.fiscal_year_start));
    std::erase_if(offers, [&](const PeriodOffer& offer) {
      return is_section_of_template(plan, offer.spelling);
    });
  } else {
    if (schema == nullptr || schema->title.find("YYYY") == std::string::npos) return;
    const auto own = level_at(outline, depth, index);
    if (!own || (schema->parent != no_index && outline.parent(*own) == no_index)) return;
    level = *own;
    // Where the others count time in some other way, nobody knows what comes next.
    bool counted = false;
    outline.each_child(outline.parent(level), [&](std::uint32_t entry) {
      const std::string& title = plan.section(entry).title;
      counted = counted || title.find_first_of("0123456789") != std::string::npos;
    });
    if (counted) return;
    const std::string first =
        make_skeleton(schema->title.substr(0, schema->title.find(": [")), options_of(typing, 0))
            .plain;
    const std::string theme = ": [Theme/Focus]";
    offers.push_back({first, first + theme, "this quarter"});
    if (const std::string next = next_in_spelling(first); !next.empty())
      offers.push_back({next, next + theme, "next quarter"});
  }
  if (typed.spaced && typed.level != level) return;
  if (typed.level > level) return;

  const bool with_body = (plan.kind_source == plan::KindSource::matched ||
                          plan.kind_source == plan::KindSource::declared ||
                          plan.kind_source == plan::KindSource::path) &&
                         schema != nullptr && !has_body(typing);
  for (std::size_t i = 0; i < offers.size(); ++i) {
    const PeriodOffer& offer = offers[i];
    CompletionItem item;
    item.kind = CompletionKind::period;
    item.label = offer.spelling;
    item.detail = offer.detail;
    item.sort_key = "0" + rank(i);
    item.preselect = i == 0;
    SkeletonOptions options =
        options_of(typing, level - (schema == nullptr ? level : schema->level));
    options.heading = hashes(level) + " " + offer.title;
    if (schema != nullptr)
      item.data = fmt::format("section {} {}", index, outline.plan.schema->name);
    add_item(typing, typed, std::move(item),
             make_skeleton(with_body ? std::string_view(schema->skeleton) : "", options), list);
  }
}

// Which of the template's sections the document has: also as a heading that was taken for another
// of the same name ("Risks" is a name of "Dependencies & Risks" and of a part of it).
std::vector<bool> present_sections(const Outline& outline) {
  const std::vector<plan::SchemaSection>& sections = outline.plan.schema->sections;
  std::vector<bool> present(sections.size(), false);
  for (const std::uint32_t entry : outline.all) {
    if (entry == outline.title) continue;
    if (const std::uint32_t own = outline.schema_section(entry); own != no_index) {
      present[own] = true;
      if (sections[own].repeat) continue;  // a quarter, a theme: no other has such a name
    }
    const std::string normal = plan::normalise(outline.plan.section(entry).title);
    for (std::size_t i = 0; i < sections.size(); ++i) {
      const std::vector<std::string>& names = sections[i].names;
      if (std::find(names.begin(), names.end(), normal) != names.end()) present[i] = true;
    }
  }
  return present;
}

// The newest release, and its heading as it is written.
struct Newest {
  std::string heading;
  plan::ReleaseHeading release;
  std::vector<plan::Version> all;
};

std::optional<Newest> newest_release(const Outline& outline, std::uint32_t index) {
  std::optional<Newest> newest;
  std::vector<plan::Version> all;
  for (const std::uint32_t entry : outline.all) {
    if (outline.schema_section(entry) != index) continue;
    std::string heading = outline.plan.facts(entry).text(outline.plan.section(entry).title_span);
    auto release = plan::read_release(heading);
    if (!release) continue;
    all.push_back(release->version);
    if (!newest || plan::compare(newest->release.version, release->version) < 0)
      newest = Newest{std::move(heading), std::move(*release), {}};
  }
  if (newest) newest->all = std::move(all);
  return newest;
}

struct Step {
  plan::Version version;
  std::string_view name;
};

// What may follow a version: the release of what was a candidate, else the next minor, patch,
// major.
std::vector<Step> steps_from(const plan::Version& version) {
  std::vector<Step> out;
  const auto step = [&](std::size_t at, std::string_view name) {
    if (at >= version.numbers.size()) return;
    plan::Version next{version.numbers, {}, {}};
    ++next.numbers[at];
    std::fill(next.numbers.begin() + static_cast<std::ptrdiff_t>(at) + 1, next.numbers.end(), 0);
    out.push_back({std::move(next), name});
  };
  if (!version.suffix.empty()) out.push_back({{version.numbers, {}, {}}, "release"});
  step(1, "minor");
  step(2, "patch");
  step(0, "major");
  return out;
}

// Another version in the manner of a release's heading, with today's date where it has one.
std::string titled_like(const Newest& newest, const plan::Version& version, plan::Date today) {
  const plan::ReleaseHeading& release = newest.release;
  const std::string_view heading = newest.heading;
  std::string out(heading.substr(0, release.version_span.begin));
  out += plan::to_string(version);
  if (release.bracketed) out += "]";
  if (!release.date || !plan::is_valid(today)) return out;
  const Span date = release.date->span;
  const std::string_view joint = heading.substr(release.name_end, date.begin - release.name_end);
  if (joint.size() > 5) return out;
  out += joint;
  out += plan::to_iso(today);
  if (heading.substr(date.end).starts_with(')')) out += ')';
  return out;
}

// The releases that could come next; none where nobody can know (a calendar's, or no release yet).
bool add_releases(const Typing& typing, const Hashes& typed, const Outline& outline, int level,
                  std::uint32_t index, CompletionList& list) {
  const auto newest = newest_release(outline, index);
  if (!newest || newest->release.version.is_calendar()) return false;
  const plan::SchemaSection& section = outline.plan.schema->sections[index];
  std::size_t number = 0;
  for (const Step& step : steps_from(newest->release.version)) {
    if (std::find(newest->all.begin(), newest->all.end(), step.version) != newest->all.end())
      continue;
    CompletionItem item;
    item.kind = CompletionKind::section;
    const std::string title = titled_like(*newest, step.version, typing.settings.today);
    item.label = title;
    item.detail = fmt::format("{} · after {}", step.name, plan::to_string(newest->release.version));
    item.sort_key = "0" + rank(number);
    item.preselect = number++ == 0;
    item.data = fmt::format("section {} {}", index, outline.plan.schema->name);
    SkeletonOptions options = options_of(typing, level - section.level);
    // The brackets of a version are none to fill in, so they come in afterwards.
    options.heading = hashes(level);
    const std::string_view body = has_body(typing) ? std::string_view() : section.skeleton;
    Skeleton skeleton = make_skeleton(body, options);
    for (std::string* text : {&skeleton.plain, &skeleton.snippet})
      text->insert(hashes(level).size(), " " + title);
    add_item(typing, typed, std::move(item), std::move(skeleton), list);
  }
  return number > 0;
}

// Whether the heading that one of this level at the cursor stands under has the section already:
// what another release has says nothing of this one.
bool is_below_its_parent(const Outline& outline, std::uint32_t section, int level) {
  bool found = false;
  const std::vector<std::string>& names = outline.plan.schema->sections[section].names;
  outline.each_child(outline.parent(level), [&](std::uint32_t entry) {
    const std::string normal = plan::normalise(outline.plan.section(entry).title);
    found |= outline.schema_section(entry) == section ||
             std::find(names.begin(), names.end(), normal) != names.end();
  });
  return found;
}

void add_sections(const Typing& typing, const Hashes& typed, const Outline& outline, Depth depth,
                  CompletionList& list) {
  const plan::Plan& plan = outline.plan;
  const plan::KindSchema& schema = *plan.schema;
  // Where in the template's order the cursor stands.
  std::uint32_t last = no_index;
  for (const std::uint32_t entry : outline.before)
    if (outline.schema_section(entry) != no_index) last = outline.schema_section(entry);

  const std::vector<bool> present = present_sections(outline);
  const bool heading_only = has_body(typing);
  bool next_found = false;
  for (std::uint32_t i = 0; i < schema.sections.size(); ++i) {
    const plan::SchemaSection& section = schema.sections[i];
    if (section.level >= bold_level) continue;
    if (section.entity == EntityKind::milestone) continue;  // add_periods knows better
    auto level = level_at(outline, depth, i);
    if (!level) continue;
    if (typed.spaced && *level != typed.level) {
      // A level that was typed is meant, where nothing of the document says otherwise.
      const std::uint32_t parent = outline.parent(typed.level);
      const bool free = !depth.known && (parent == no_index || parent == outline.title);
      if (!free || section.parent != no_index) continue;
      level = typed.level;
    }
    if (*level < typed.level) continue;
    const bool in_each = section.parent != no_index && schema.sections[section.parent].repeat;
    const bool there = in_each ? is_below_its_parent(outline, i, *level) : present[i];
    if (there && !section.repeat) continue;
    const bool numbered = section.repeat && section.entity == EntityKind::release;
    if (numbered && add_releases(typing, typed, outline, *level, i, list)) continue;

    CompletionItem item;
    item.kind = CompletionKind::section;
    const std::string title = section.repeat ? numbered_title(section, outline, i) : section.title;
    item.label = label_of(title);
    const std::string wanted = section.required ? "required" : "optional";
    const bool behind = last == no_index || i > last;
    char group = behind ? '2' : '3';
    if (there) {
      item.detail = "one more";
      group = section.parent == no_index ? '3' : '1';
    } else if (behind && !next_found) {
      item.detail = wanted + " · next in order";
      item.preselect = true;
      next_found = true;
      group = '1';
    } else {
      item.detail = wanted;
    }
    item.sort_key = group + rank(i);
    SkeletonOptions options = options_of(typing, *level - section.level);
    options.heading = hashes(*level) + " " + title;
    item.data = fmt::format("section {} {}", i, plan.schema->name);
    const std::string body =
        heading_only ? std::string() : counted_below(section.skeleton, outline, outline.parent(*level));
    add_item(typing, typed, std::move(item), make_skeleton(body, options), list);
  }
}

// Fields that a document writes as headings: `#### Strategic Goal` below a quarter.
void add_heading_fields(const Typing& typing, const Hashes& typed, const Outline& outline,
                        CompletionList& list) {
  const plan::KindSchema& schema = *outline.plan.schema;
  const auto names = [&](std::uint32_t entry, const plan::SchemaField& field) {
    const std::string normal = plan::normalise(outline.plan.section(entry).title);
    return std::any_of(field.names.begin(), field.names.end(),
                       [&](const std::string& name) { return plan::matches_name(normal, name); });
  };
  for (const std::uint32_t owner : outline.open()) {
    const std::uint32_t index = outline.schema_section(owner);
    const int level = outline.level(owner) + 1;
    if (index == no_index || level > 6 || outline.parent(level) != owner) continue;
    if (typed.spaced ? typed.level != level : typed.level > level) continue;
    const std::vector<plan::SchemaField>& fields = schema.sections[index].fields;
    // Where it is the document's way, or where the level can mean nothing else.
    bool usual = typed.spaced && list.items.empty();
    std::size_t seen = 0;
    for (std::size_t i = outline.before.size(); i-- > 0 && !usual && seen < most_looked_at;) {
      const std::uint32_t entry = outline.before[i];
      const std::uint32_t parent = outline.parents[entry];
      if (parent == no_index || outline.schema_section(parent) != index) continue;
      ++seen;
      usual = std::any_of(fields.begin(), fields.end(),
                          [&](const plan::SchemaField& field) { return names(entry, field); });
    }
    if (!usual) continue;
    const plan::ChapterFacts& facts = outline.plan.facts(owner);
    const std::uint32_t section = outline.plan.outline[owner].section;
    for (std::size_t i = 0; i < fields.size(); ++i) {
      const plan::SchemaField& field = fields[i];
      bool there =
          std::any_of(facts.fields.begin(), facts.fields.end(), [&](const plan::Field& one) {
            return one.section == section && names_field(field, one);
          });
      outline.each_child(owner, [&](std::uint32_t entry) { there = there || names(entry, field); });
      if (there) continue;
      // The label becomes the heading, what stands behind and below it the text.
      std::string_view body = field.skeleton;
      if (const LineStart start = start_of(body); start.marker) body.remove_prefix(start.content);
      const std::size_t colon = body.find(':');
      body = colon == std::string_view::npos ? std::string_view() : body.substr(colon + 1);
      while (body.starts_with('*') || body.starts_with(' ') || body.starts_with('\n'))
        body.remove_prefix(1);
      CompletionItem item;
      item.kind = CompletionKind::field;
      item.label = field.label;
      item.detail = field.required ? "required" : "";
      item.sort_key = fmt::format("1{}{}", field.required ? '0' : '1', rank(i));
      const std::string text = has_body(typing) ? std::string() : fmt::format("\n\n{}", body);
      SkeletonOptions options = options_of(typing, 0);
      options.heading = hashes(level) + " " + field.label;
      add_item(typing, typed, std::move(item), make_skeleton(text, options), list);
    }
  }
}

// An empty document takes the whole template.
bool add_template(const Typing& typing, const Hashes& typed, CompletionList& list) {
  const plan::Plan& plan = *typing.document.plan;
  const std::string all =
      typing.document.text.text({0, std::min<std::uint32_t>(typing.document.text.size(), 200)});
  if (plan.schema == nullptr || typing.document.text.size() > 100) return false;
  if (all.find_first_not_of(" #\r\n\t") != std::string::npos) return false;
  CompletionItem item;
  item.kind = CompletionKind::snippet;
  item.label = plan.schema->title;
  item.detail = "the whole template";
  item.sort_key = "0";
  item.preselect = true;
  add_item(typing, typed, std::move(item), make_skeleton(plan.schema->text, options_of(typing, 0)),
           list);
  return true;
}

}  // namespace

bool complete_heading(const Typing& typing, CompletionList& list) {
  const auto typed = hashes_at(typing);
  if (!typed || (typed->level > 0 && in_item(typing))) return false;
  // On an empty line right under text one writes on; only a paragraph of its own can be a heading.
  if (typed->level == 0 && typing.line > 0) {
    const std::string above = typing.document.text.line_text(typing.line - 1);
    if (above.find_first_not_of(" \t") != std::string::npos) return false;
  }
  const plan::Plan& plan = *typing.document.plan;
  // The title of an empty document is that of nothing in it.
  if (add_template(typing, *typed, list) && typed->level == 1 && typed->spaced) return true;
  const Outline outline = outline_of(typing);
  const Depth depth = depth_of(outline);
  add_periods(typing, *typed, outline, depth, list);
  if (plan.schema != nullptr) {
    add_sections(typing, *typed, outline, depth, list);
    add_heading_fields(typing, *typed, outline, list);
  }
  // Only one item may be preselected: the next period, or else the next section.
  bool preselected = false;
  for (CompletionItem& item : list.items) {
    item.preselect = item.preselect && !preselected;
    preselected = preselected || item.preselect;
  }
  // An empty line may also take a field.
  return typed->level > 0;
}

}  // namespace pland::features
