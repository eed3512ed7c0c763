#include "analysis/plan/status.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

#include "analysis/plan/date.h"
#include "analysis/plan/languages.h"
#include "analysis/plan/month_names.h"
#include "analysis/plan/period.h"
#include "analysis/plan/placeholder.h"
#include "analysis/plan/reader.h"
#include "analysis/plan/vocabulary.h"

namespace pland::plan {
namespace {

struct Phrase {
  std::string_view words;  // lower case; a space also matches hyphens
  Status status;
  // Says a status wherever it stands; others are too common ("active", "planning", "open") and
  // count only as a value's head or alone between brackets.
  bool plain = false;
};
constexpr bool plain = true;

// clang-format off
constexpr Phrase phrases[] = {
  {"draft", Status::draft, plain}, {"drafting", Status::draft}, {"in draft", Status::draft},
  {"proposed", Status::draft, plain}, {"proposal", Status::draft}, {"rfc", Status::draft},
  {"request for comments", Status::draft}, {"under discussion", Status::draft, plain},
  {"in discussion", Status::draft}, {"open for comments", Status::draft},
  {"provisional", Status::draft}, {"tentative", Status::draft}, {"idea", Status::draft},
  {"exploring", Status::draft}, {"exploratory", Status::draft}, {"concept", Status::draft},

  {"not started", Status::todo, plain}, {"not yet started", Status::todo, plain},
  {"not done", Status::todo}, {"not complete", Status::todo}, {"not completed", Status::todo},
  {"not implemented", Status::todo}, {"not yet implemented", Status::todo, plain},
  {"not yet", Status::todo}, {"unstarted", Status::todo}, {"to do", Status::todo, plain},
  {"todo", Status::todo, plain}, {"planned", Status::todo, plain}, {"planning", Status::todo},
  {"planning phase", Status::todo}, {"pending", Status::todo, plain}, {"queued", Status::todo, plain},
  {"scheduled", Status::todo}, {"upcoming", Status::todo}, {"next", Status::todo},
  {"future", Status::todo}, {"backlog", Status::todo}, {"new", Status::todo},
  {"open", Status::todo}, {"committed", Status::todo}, {"implementable", Status::todo},
  {"ready", Status::todo}, {"ready for implementation", Status::todo},
  {"ready for development", Status::todo}, {"ready for execution", Status::todo},
  {"ready to start", Status::todo}, {"awaiting prioritization", Status::todo},
  {"will be", Status::todo}, {"unassigned", Status::todo}, {"coming soon", Status::todo},

  {"in progress", Status::doing, plain}, {"work in progress", Status::doing, plain},
  {"wip", Status::doing, plain}, {"doing", Status::doing}, {"started", Status::doing},
  {"active", Status::doing}, {"active development", Status::doing},
  {"under active development", Status::doing}, {"under development", Status::doing, plain},
  {"in development", Status::doing, plain}, {"development", Status::doing},
  {"ongoing", Status::doing, plain}, {"on going", Status::doing}, {"continuous", Status::doing},
  {"current", Status::doing}, {"under way", Status::doing}, {"underway", Status::doing, plain},
  {"in flight", Status::doing, plain}, {"on track", Status::doing}, {"delegated", Status::doing},
  {"assigned", Status::doing}, {"implementing", Status::doing}, {"building", Status::doing},
  {"in review", Status::doing, plain}, {"under review", Status::doing, plain},
  {"in pr review", Status::doing}, {"review", Status::doing}, {"ready for review", Status::doing},
  {"awaiting review", Status::doing}, {"ready for testing", Status::doing},
  {"ready for manual testing", Status::doing}, {"code complete", Status::doing},
  {"in testing", Status::doing}, {"testing", Status::doing}, {"design phase", Status::doing},
  {"in design", Status::doing}, {"partial", Status::doing}, {"partially", Status::doing},
  {"mostly", Status::doing}, {"nearly", Status::doing}, {"almost", Status::doing},
  {"incomplete", Status::doing}, {"reopened", Status::doing}, {"monitoring", Status::doing},
  {"experimental", Status::doing}, {"alpha", Status::doing}, {"beta", Status::doing},

  {"blocked", Status::blocked, plain}, {"stuck", Status::blocked}, {"waiting", Status::blocked},
  {"waiting on", Status::blocked}, {"waiting for", Status::blocked},

  {"at risk", Status::at_risk, plain}, {"delayed", Status::at_risk, plain},
  {"behind", Status::at_risk}, {"behind schedule", Status::at_risk}, {"off track", Status::at_risk},
  {"slipped", Status::at_risk}, {"slipping", Status::at_risk}, {"overdue", Status::at_risk},

  {"done", Status::done, plain}, {"complete", Status::done, plain},
  {"completed", Status::done, plain}, {"finished", Status::done, plain},
  {"shipped", Status::done, plain}, {"released", Status::done, plain},
  {"delivered", Status::done, plain}, {"deployed", Status::done, plain},
  {"merged", Status::done, plain}, {"published", Status::done}, {"launched", Status::done, plain},
  {"live", Status::done}, {"implemented", Status::done, plain}, {"accepted", Status::done, plain},
  {"approved", Status::done, plain}, {"decided", Status::done}, {"adopted", Status::done},
  {"ratified", Status::done}, {"final", Status::done}, {"achieved", Status::done, plain},
  {"met", Status::done}, {"success", Status::done}, {"successful", Status::done},
  {"passed", Status::done}, {"resolved", Status::done, plain}, {"fixed", Status::done},
  {"closed", Status::done}, {"mitigated", Status::done}, {"verified", Status::done},
  {"validated", Status::done}, {"operational", Status::done}, {"fully operational", Status::done},
  {"fully implemented", Status::done}, {"stable", Status::done}, {"ga", Status::done},
  {"generally available", Status::done}, {"production ready", Status::done},
  {"ready for use", Status::done}, {"ready for production", Status::done},
  {"ready for release", Status::done}, {"in production", Status::done},

  {"cancelled", Status::dropped, plain}, {"canceled", Status::dropped, plain},
  {"dropped", Status::dropped, plain}, {"abandoned", Status::dropped, plain},
  {"rejected", Status::dropped, plain}, {"declined", Status::dropped, plain},
  {"withdrawn", Status::dropped, plain}, {"wont do", Status::dropped, plain},
  {"won't do", Status::dropped, plain}, {"wont fix", Status::dropped},
  {"won't fix", Status::dropped}, {"wontfix", Status::dropped}, {"not planned", Status::dropped},
  {"not accepted", Status::dropped}, {"not doing", Status::dropped}, {"descoped", Status::dropped},
  {"out of scope", Status::dropped}, {"removed", Status::dropped}, {"killed", Status::dropped},
  {"duplicate", Status::dropped},

  {"deferred", Status::deferred, plain}, {"postponed", Status::deferred, plain},
  {"on hold", Status::deferred, plain}, {"paused", Status::deferred, plain},
  {"parked", Status::deferred, plain}, {"shelved", Status::deferred, plain},
  {"suspended", Status::deferred}, {"frozen", Status::deferred}, {"inactive", Status::deferred},
  {"dormant", Status::deferred}, {"later", Status::deferred}, {"someday", Status::deferred},

  {"superseded", Status::superseded, plain}, {"supersedable", Status::superseded},
  {"superceded", Status::superseded, plain}, {"deprecated", Status::superseded, plain},
  {"replaced", Status::superseded}, {"obsolete", Status::superseded, plain},
  {"archived", Status::superseded, plain}, {"retired", Status::superseded},
  {"historical", Status::superseded},
};

struct Sign {
  std::string_view emoji;  // without variation selector
  Status status;
  bool colour = false;
  bool decorates = false;  // a status in a cell, decoration in a title
};
constexpr Sign signs[] = {
  {"✅", Status::done}, {"✓", Status::done}, {"✔", Status::done}, {"☑", Status::done},
  {"🏁", Status::done, false, true},
  {"🔄", Status::doing}, {"🚧", Status::doing}, {"▶", Status::doing},
  {"⏳", Status::todo}, {"⌛", Status::todo}, {"🔜", Status::todo}, {"⬜", Status::todo},
  {"☐", Status::todo}, {"🔲", Status::todo}, {"📋", Status::todo, false, true},
  {"📅", Status::todo, false, true}, {"🗓", Status::todo, false, true},
  {"⛔", Status::blocked}, {"🛑", Status::blocked}, {"🚫", Status::blocked},
  {"⚠", Status::at_risk},
  {"❌", Status::dropped}, {"✗", Status::dropped}, {"✘", Status::dropped}, {"✖", Status::dropped},
  {"🗑", Status::dropped},
  {"⏸", Status::deferred}, {"💤", Status::deferred}, {"🅿", Status::deferred},
  {"🟢", Status::doing, true}, {"🟩", Status::doing, true}, {"🟡", Status::doing, true},
  {"🟨", Status::doing, true}, {"🟠", Status::at_risk, true}, {"🟧", Status::at_risk, true},
  {"🔴", Status::blocked, true}, {"🟥", Status::blocked, true}, {"⚪", Status::todo, true},
};
// clang-format on

// Words that may stand before the one that decides.
constexpr std::string_view leading_fillers[] = {"currently", "now",   "is",     "already",
                                                "still",     "fully", "status", "state"};

const Sign* sign_of(std::string_view emoji) {
  for (const std::string_view selector : {"\uFE0F", "\uFE0E"})
    if (emoji.ends_with(selector)) emoji.remove_suffix(selector.size());
  const auto* found = std::find_if(std::begin(signs), std::end(signs),
                                   [&](const Sign& sign) { return sign.emoji == emoji; });
  return found == std::end(signs) ? nullptr : found;
}

// The length of `words` at the reader, 0 when it does not stand there as whole words.
std::size_t phrase_length(const Reader& r, std::string_view words) {
  Reader t = r;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const char c = words[i];
    if (c == ' ') {
      const bool hyphen = t.take('-') || t.take("\u2011");
      if (!t.spaces() && !hyphen) return 0;
      continue;
    }
    if (c == '\'') {
      if (!t.apostrophe()) return 0;
      continue;
    }
    if (to_lower(t.peek()) != c) return 0;
    ++t.at;
  }
  return is_word(t.peek()) ? 0 : t.at - r.at;
}

struct Head {
  const Phrase* phrase = nullptr;
  std::size_t size = 0;
};

// The phrases by their first letter.
const std::vector<const Phrase*>& phrases_with(char first) {
  static const auto by_letter = [] {
    std::array<std::vector<const Phrase*>, 26> table;
    for (const Phrase& phrase : phrases)
      table[static_cast<std::size_t>(phrase.words[0] - 'a')].push_back(&phrase);
    return table;
  }();
  static const std::vector<const Phrase*> none;
  return is_lower(first) ? by_letter[static_cast<std::size_t>(first - 'a')] : none;
}

// The longest phrase of the lexicon at the reader.
Head phrase_at(const Reader& r) {
  Head best;
  for (const Phrase* phrase : phrases_with(to_lower(r.peek()))) {
    if (phrase->words.size() > 1 && phrase->words[1] != to_lower(r.peek(1))) continue;
    const std::size_t size = phrase_length(r, phrase->words);
    if (size > best.size) best = {phrase, size};
  }
  return best;
}

bool is_markup(char c) {
  return c == '*' || c == '_' || c == '`' || c == '~' || c == '"' || c == '>' || c == '#';
}

void skip_markup(Reader& r) {
  while (is_markup(r.peek()) || r.spaces()) {
    if (is_markup(r.peek())) ++r.at;
  }
}

// The end of the text without trailing spaces and markup.
std::size_t trimmed_end(std::string_view text, std::size_t end) {
  for (;;) {
    const std::size_t before = end;
    end = text::trim(text.substr(0, end)).size() ? end : 0;
    while (end > 0 && (is_markup(text[end - 1]) || text[end - 1] == ' ')) --end;
    const text::Decoded d = text::decode_before(text.substr(0, end), end);
    if (end > 0 && text::is_space(d.code)) end -= d.size;
    if (end == before) return end;
  }
}

// The emoji that ends at `end`: its start, or `end` where none does.
std::size_t emoji_before(std::string_view text, std::size_t end) {
  std::size_t start = end;
  const std::string_view head = text.substr(0, end);
  for (int steps = 0; steps < 12 && start > 0; ++steps) {
    const text::Decoded d = text::decode_before(head, start);
    if (d.code < 0x80 && d.code != '#') break;
    start -= d.size;
    if (text::emoji_size(head, start) == end - start) {
      // A ZWJ sequence may start further left.
      if (text::decode_before(head, start).code != 0x200D) return start;
    }
  }
  return end;
}

// What stands behind the last arrow of "In progress → Done": where it went to. All of the text
// where there is no arrow.
std::size_t behind_arrows(std::string_view text) {
  std::size_t at = 0;
  for (const std::string_view arrow : {"→", "->", "=>", "➔", "➜"}) {
    const std::size_t found = text.rfind(arrow);
    if (found != std::string_view::npos) at = std::max(at, found + arrow.size());
  }
  while (at < text.size() && text[at] == ' ') ++at;
  return at < text.size() ? at : 0;
}

// "Draft / In Review / Approved", "todo | doing": two or more different statuses side by side.
bool is_choice_list(std::string_view value) {
  if (value.find('/') == std::string_view::npos && value.find('|') == std::string_view::npos)
    return false;
  bool seen[static_cast<std::size_t>(Status::superseded) + 1] = {};
  std::size_t parts = 0, known = 0;
  std::string_view rest = value;
  for (bool more = true; more;) {
    const std::size_t cut = std::min(rest.find_first_of("/|"), rest.size());
    Reader part{rest.substr(0, cut)};
    skip_markup(part);
    while (const std::size_t size = text::emoji_size(part.text, part.at)) {
      part.at += size;
      part.spaces();
    }
    ++parts;
    if (const Head head = phrase_at(part); head.phrase) {
      ++known;
      seen[static_cast<std::size_t>(head.phrase->status)] = true;
    }
    more = cut < rest.size();
    rest = rest.substr(std::min(cut + 1, rest.size()));
  }
  const auto distinct = std::count(std::begin(seen), std::end(seen), true);
  return distinct >= 2 && known * 2 > parts;
}

// May this text follow a status word inside brackets? A date, punctuation, "by", nothing.
bool ends_phrase(Reader r) {
  if (r.peek() == '-' || r.peek() == '/') return false;  // (Blocked-by/Uses)
  r.spaces();
  if (r.done()) return true;
  const char c = r.peek();
  if (!is_alpha(c)) return true;
  for (const std::string_view word : {"by", "in", "on", "at", "until", "since", "with", "as", "to"})
    if (r.take_word(word)) return true;
  return month_named(r.rest().substr(0, 3)).has_value() && is_upper(c);
}

// "moved to Q4", "pushed into 2027", "carried over to the next sprint".
bool says_moved(Reader r) {
  const auto moved = [&] {
    for (const std::string_view word : {"moved", "pushed", "carried", "rolled", "shifted"})
      if (r.take_word(word)) return r.spaces();
    return false;
  };
  if (!moved()) return false;
  for (const std::string_view word : {"over", "out", "on"})
    if (r.take_word(word) && !r.spaces()) return false;
  if (!r.take_word("to") && !r.take_word("into") && !r.take_word("until")) return false;
  if (!r.spaces()) return false;
  for (const std::string_view word :
       {"the next", "next", "later", "a later", "backlog", "the backlog"})
    if (r.take_word(word)) return true;
  if (r.take_word("the")) r.spaces();
  const auto period = find_period(r.rest());
  return period && period->role == PeriodRole::leads && period->span.begin == 0;
}

// The status inside brackets at the end or start of a title, if that is what they say.
std::optional<Status> bracketed_status(std::string_view inside) {
  inside = text::trim(inside);
  if (const std::size_t last = behind_arrows(inside); last > 0)
    return bracketed_status(inside.substr(last));
  Reader r{inside};
  skip_markup(r);
  const Sign* sign = nullptr;
  if (const std::size_t size = text::emoji_size(inside, r.at)) {
    sign = sign_of(inside.substr(r.at, size));
    r.at += size;
    skip_markup(r);
    if (r.done()) return sign ? std::optional(sign->status) : std::nullopt;
  }
  if (says_moved(r)) return Status::deferred;
  const Head head = phrase_at(r);
  if (!head.phrase) return {};
  Reader after = r;
  after.at += head.size;
  Reader rest = after;
  skip_markup(rest);
  const bool alone = rest.done() || rest.peek() == '!';
  if (!alone && (!head.phrase->plain || !ends_phrase(after))) return {};
  if (is_choice_list(inside)) return {};
  return head.phrase->status;
}

std::optional<int> percent_of(Reader& r) {
  Reader t = r;
  const auto number = t.number(1, 3);
  if (!number || *number > 100) return {};
  if (t.peek() == '.' && is_digit(t.peek(1))) {
    ++t.at;
    t.number(1, 3);
  }
  t.spaces();
  if (!t.take('%')) return {};
  r = t;
  return number;
}

// "(100%)", "(70 % complete)" between brackets.
std::optional<int> bracketed_percent(std::string_view inside) {
  Reader r{text::trim(inside)};
  const auto percent = percent_of(r);
  if (!percent) return {};
  r.spaces();
  if (r.take_word("complete") || r.take_word("completed") || r.take_word("done")) r.spaces();
  return r.done() ? percent : std::nullopt;
}

bool is_all_caps(std::string_view words) {
  return std::none_of(words.begin(), words.end(), is_lower) &&
         std::any_of(words.begin(), words.end(), is_upper);
}

// Where the words of a title end that have a date behind them ("COMPLETED: 2025-10-25", "Done
// (2025-10-25)"); `end` where they have none.
std::size_t before_date(std::string_view text, std::size_t end) {
  if (end > 0 && text[end - 1] == ')') {
    const std::size_t open = text.substr(0, end).rfind('(');
    const auto date = open == std::string_view::npos
                          ? std::nullopt
                          : first_date(text.substr(open + 1, end - open - 2));
    const bool whole = date && date->span.begin == 0 && open + 2 + date->span.end == end;
    return whole ? trimmed_end(text, open) : end;
  }
  constexpr std::size_t longest_date = 40;
  const std::size_t from = end > longest_date ? end - longest_date : 0;
  if (std::none_of(text.begin() + static_cast<std::ptrdiff_t>(from),
                   text.begin() + static_cast<std::ptrdiff_t>(end), is_digit))
    return end;
  std::size_t start = end;
  for (const FoundDate& date : find_dates(text.substr(from, end - from)))
    if (from + date.span.end == end) start = from + date.span.begin;
  if (start == end) return end;
  std::size_t at = trimmed_end(text, start);
  while (at > 0 && (text[at - 1] == ':' || text[at - 1] == ',' || text[at - 1] == '-')) --at;
  at = trimmed_end(text, at);
  return trimmed_end(text, without_word_before_day(text.substr(0, at)).size());
}

// The status words that end at `end`, behind a separator or in capitals. Their start, or `end`.
std::size_t words_before(std::string_view text, std::size_t end, Status& status) {
  std::size_t stop = end;
  while (stop > 0 && (text[stop - 1] == '!' || text[stop - 1] == '.')) --stop;
  // At most three words, the longest first.
  std::size_t starts[3];
  std::size_t count = 0;
  for (std::size_t at = stop; at > 0 && count < 3;) {
    while (at > 0 && (is_word(text[at - 1]) || text[at - 1] == '\'')) --at;
    if (at == stop) break;
    starts[count++] = at;
    if (at == 0 || (text[at - 1] != ' ' && text[at - 1] != '-')) break;
    --at;
  }
  for (std::size_t i = count; i-- > 0;) {
    const std::size_t start = starts[i];
    const Reader r{text, start};
    const Head head = phrase_at(r);
    if (!head.phrase || !head.phrase->plain || start + head.size != stop) continue;
    const std::string_view before = text.substr(0, trimmed_end(text, start));
    if (before.empty()) return end;  // the whole title
    const bool separated = before.ends_with('-') || before.ends_with("—") ||
                           before.ends_with("–") || before.ends_with(':') ||
                           before.ends_with("→") || before.ends_with('|') ||
                           emoji_before(before, before.size()) < before.size();
    const bool hyphenated = before.size() == start && before.ends_with('-');
    if (hyphenated || (!separated && !is_all_caps(text.substr(start, stop - start)))) continue;
    status = head.phrase->status;
    return start;
  }
  return end;
}

struct Scan {
  std::vector<FoundStatus> leading, trailing;  // trailing: from the end
  Span rest;                                   // the title between them
};

// What stands in brackets at the end of a text: "(done)", "[done]", "（進行中）".
struct Bracketed {
  std::size_t open = std::string_view::npos;
  std::string_view inside;
  char sign = 0;  // the closing one, in ASCII
};

Bracketed bracketed_at_end(std::string_view text) {
  struct Pair {
    std::string_view open, close;
    char sign;
  };
  constexpr std::array pairs = {Pair{"(", ")", ')'}, Pair{"[", "]", ']'}, Pair{"（", "）", ')'},
                                Pair{"［", "］", ']'}, Pair{"【", "】", ']'}};
  for (const Pair& pair : pairs) {
    if (!text.ends_with(pair.close)) continue;
    const std::size_t open = text.rfind(pair.open);
    if (open == std::string_view::npos) return {};
    const std::size_t begin = open + pair.open.size();
    return {open, text.substr(begin, text.size() - pair.close.size() - begin), pair.sign};
  }
  return {};
}

// Where a status in a team's own words begins, behind what sets it apart; `end` where none does.
std::size_t own_words_before(std::string_view text, std::size_t begin, std::size_t end,
                             const Vocabulary* own, Status& status) {
  if (own == nullptr || own->statuses.empty()) return end;
  const std::string_view title = text.substr(0, end);
  std::size_t behind = begin;
  for (const std::string_view mark : {" - ", " – ", " — ", ": ", " | ", " → ", "："}) {
    const std::size_t at = title.rfind(mark);
    if (at != std::string_view::npos && at >= begin) behind = std::max(behind, at + mark.size());
  }
  if (behind == begin) return end;
  const auto said = own_status(title.substr(behind), own);
  if (!said) return end;
  status = *said;
  return behind;
}

Scan scan_title(std::string_view title, const Vocabulary* own) {
  Scan out;
  std::size_t begin = 0, end = trimmed_end(title, title.size());
  {
    Reader whole{title.substr(0, end)};
    skip_markup(whole);
    while (const std::size_t size = text::emoji_size(title, whole.at)) {
      if (whole.at + size > end || title.substr(whole.at + size).starts_with('/')) break;
      if (const Sign* sign = sign_of(title.substr(whole.at, size)); sign && !sign->decorates) {
        out.leading.push_back({sign->status, make_span(whole.at, whole.at + size),
                               sign->colour ? StatusForm::colour : StatusForm::emoji,
                               StatusPlace::leading});
      } else {
        break;  // decoration: what follows it is the title
      }
      whole.at += size;
      skip_markup(whole);
    }
    begin = std::min(whole.at, end);
    // [DONE] Title, (wip) Title
    const char open = whole.peek();
    if (open == '[' || open == '(') {
      const std::size_t close = title.find(open == '[' ? ']' : ')', whole.at);
      if (close != std::string_view::npos && close + 1 < end) {
        const std::string_view inside = title.substr(whole.at + 1, close - whole.at - 1);
        auto status = own_status(inside, own);
        if (!status) status = bracketed_status(inside);
        if (status) {
          out.leading.push_back({*status, make_span(whole.at, close + 1),
                                 open == '[' ? StatusForm::bracket : StatusForm::parenthesis,
                                 StatusPlace::leading});
          begin = close + 1;
        }
      }
    } else if (const auto said = own_status(title.substr(whole.at, end - whole.at), own)) {
      out.leading.push_back(
          {*said, make_span(whole.at, end), StatusForm::word, StatusPlace::whole});
      for (FoundStatus& found : out.leading) found.place = StatusPlace::whole;
      out.rest = make_span(whole.at, end);
      return out;
    } else if (const Head head = phrase_at(whole); head.phrase) {
      const std::size_t words_end = whole.at + head.size;
      Reader after{title, words_end};
      skip_markup(after);
      while (after.at < end && text::emoji_size(title, after.at)) {
        after.at += text::emoji_size(title, after.at);
        skip_markup(after);
      }
      // "Alpha ✅" is a thing of that name.
      const bool named = !head.phrase->plain && trimmed_end(title, words_end) < end &&
                         emoji_before(title, end) < end;
      if (after.at >= end && !named) {
        out.leading.push_back({head.phrase->status, make_span(whole.at, words_end),
                               StatusForm::word, StatusPlace::whole});
        for (FoundStatus& found : out.leading) found.place = StatusPlace::whole;
        out.rest = make_span(whole.at, words_end);
        return out;
      }
      // RESOLVED: Title
      const bool colon = after.peek() == ':' || (after.peek() == '-' && after.peek(1) == ' ');
      if (head.phrase->plain && colon && is_all_caps(title.substr(whole.at, head.size))) {
        out.leading.push_back({head.phrase->status, make_span(whole.at, words_end),
                               StatusForm::word, StatusPlace::leading});
        begin = after.at + 1;
      }
    }
  }
  while (end > begin) {
    const std::size_t emoji = emoji_before(title, end);
    if (emoji < end && emoji >= begin) {
      if (const Sign* sign = sign_of(title.substr(emoji, end - emoji)); sign && !sign->decorates)
        out.trailing.push_back({sign->status, make_span(emoji, end),
                                sign->colour ? StatusForm::colour : StatusForm::emoji,
                                StatusPlace::trailing});
      end = trimmed_end(title, emoji);
      continue;
    }
    if (const Bracketed found = bracketed_at_end(title.substr(0, end)); found.sign != 0) {
      const std::size_t open = found.open;
      const std::string_view inside = found.inside;
      if (open < begin) break;
      const StatusForm form = found.sign == ')' ? StatusForm::parenthesis : StatusForm::bracket;
      const auto percent = bracketed_percent(inside);
      auto status = percent ? std::nullopt : own_status(inside, own);
      if (!percent && !status) status = bracketed_status(inside);
      if (percent || status) {
        const Status said = status ? *status : *percent == 100 ? Status::done : Status::doing;
        out.trailing.push_back({said, make_span(open, end), percent ? StatusForm::percent : form,
                                StatusPlace::trailing});
        end = trimmed_end(title, open);
        continue;
      }
      if (before_date(title, end) == end) break;
    }
    Status status{};
    const std::size_t word_end = before_date(title, end);
    // "Title ✅ 2026-10-14": the day on which it was.
    if (const std::size_t sign = emoji_before(title, word_end);
        word_end < end && sign < word_end && sign > begin) {
      const Sign* said = sign_of(title.substr(sign, word_end - sign));
      if (said != nullptr && said->status == Status::done && !said->decorates) {
        out.trailing.push_back(
            {said->status, make_span(sign, word_end), StatusForm::emoji, StatusPlace::trailing});
        end = trimmed_end(title, sign);
        continue;
      }
    }
    std::size_t start = own_words_before(title, begin, word_end, own, status);
    if (start == word_end) start = words_before(title, word_end, status);
    if (start < word_end && start >= begin) {
      out.trailing.push_back(
          {status, make_span(start, word_end), StatusForm::word, StatusPlace::trailing});
      end = trimmed_end(title, start);
      continue;
    }
    break;
  }
  std::string_view rest = title.substr(0, end);
  while (end > begin) {
    rest = title.substr(0, end);
    if (rest.ends_with('-') || rest.ends_with(':') || rest.ends_with('|')) {
      end = trimmed_end(title, end - 1);
    } else if (rest.ends_with("—") || rest.ends_with("–") || rest.ends_with("→")) {
      end = trimmed_end(title, end - 3);
    } else {
      break;
    }
  }
  Reader start{title, begin};
  if (!out.leading.empty()) skip_markup(start);
  out.rest = make_span(std::min(start.at, end), end);
  return out;
}

}  // namespace

std::string_view name(Status status) {
  constexpr std::string_view names[] = {"draft", "todo",    "in progress", "blocked",   "at risk",
                                        "done",  "dropped", "deferred",    "superseded"};
  return names[static_cast<std::size_t>(status)];
}

bool is_closed(Status status) {
  return status == Status::done || status == Status::dropped || status == Status::superseded;
}

std::optional<Status> status_of_emoji(std::string_view emoji) {
  const Sign* sign = sign_of(emoji);
  return sign ? std::optional(sign->status) : std::nullopt;
}

std::vector<FoundStatus> find_statuses(std::string_view title, bool struck, const Vocabulary* own) {
  Scan scan = scan_title(title, own);
  std::vector<FoundStatus> found = std::move(scan.leading);
  found.insert(found.end(), scan.trailing.rbegin(), scan.trailing.rend());
  if (struck)
    found.push_back(
        {Status::dropped, make_span(0, title.size()), StatusForm::strike, StatusPlace::whole});
  return found;
}

Span title_without_statuses(std::string_view title, const Vocabulary* own) {
  return scan_title(title, own).rest;
}

bool is_unmistakable(std::string_view mark, const Vocabulary* own) {
  const Bracketed bracketed = bracketed_at_end(mark);
  if (own_status(bracketed.sign != 0 ? bracketed.inside : mark, own)) return true;
  Reader r{mark.substr(0, trimmed_end(mark, mark.size()))};
  skip_markup(r);
  const char open = r.peek();
  if ((open == '(' && r.text.ends_with(')')) || (open == '[' && r.text.ends_with(']'))) {
    ++r.at;
    r.text.remove_suffix(1);
    r.text = r.text.substr(0, trimmed_end(r.text, r.text.size()));
  }
  if (r.done()) return false;
  const auto skip_emoji = [&] {
    skip_markup(r);
    while (const std::size_t size = is_digit(r.peek()) ? 0 : text::emoji_size(r.text, r.at)) {
      r.at += size;
      skip_markup(r);
    }
    return r.done();
  };
  if (skip_emoji()) return true;
  if (percent_of(r)) {
    r.spaces();
    if (!r.take_word("complete") && !r.take_word("completed") && !r.take_word("done")) return false;
    return skip_emoji();
  }
  const Head head = phrase_at(r);
  if (!head.phrase || !head.phrase->plain) return false;
  r.at += head.size;
  while (r.take('!') || r.take('.')) continue;
  if (skip_emoji()) return true;
  if (r.take(',') || r.take(':') || r.dash()) r.spaces();
  for (const std::string_view word : {"on", "in", "since", "at"})
    if (r.take_word(word)) r.spaces();
  const auto date = first_date(r.rest());
  return date && date->span.begin == 0 && date->span.end == r.rest().size();
}

StatusValue read_status(std::string_view value) {
  StatusValue out;
  if (const std::size_t last = behind_arrows(value); last > 0) {
    out = read_status(value.substr(last));
    out.span = out.span.shifted(static_cast<std::uint32_t>(last));
    if (out.status) return out;
    out = {};
  }
  Reader r{value.substr(0, trimmed_end(value, value.size()))};
  skip_markup(r);
  const std::string_view rest = r.rest();
  if (rest.empty() || rest == "-" || rest == "—" || rest == "–" || r.take_word("n/a") ||
      r.take_word("none") || r.take_word("not applicable")) {
    out.known = true;
    return out;
  }
  const bool bracketed = rest.starts_with('[') && rest.ends_with(']');
  if (is_choice_list(value) || (bracketed && rest.find_first_of("/|") != std::string_view::npos)) {
    out.choices = true;
    out.known = true;
    return out;
  }
  if (whole_placeholder(value)) {
    out.known = true;
    return out;
  }
  const Sign* sign = nullptr;
  Span sign_span;
  for (;;) {
    if (r.peek() == '[' || r.peek() == '(') ++r.at;
    skip_markup(r);
    const std::size_t size = text::emoji_size(r.text, r.at);
    if (size == 0 || is_digit(r.peek())) break;
    if (!sign) {
      sign = sign_of(value.substr(r.at, size));
      sign_span = make_span(r.at, r.at + size);
    }
    r.at += size;
  }
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view filler : leading_fillers) {
      Reader t = r;
      if (t.take_word(filler) && (t.take(':') || t.spaces()) && phrase_at(r).phrase == nullptr) {
        skip_markup(t);
        r = t;
        again = true;
      }
    }
  }
  const auto decide = [&](Status status, Span span) {
    out.status = status;
    out.span = span;
    out.known = true;
    return out;
  };
  if (Reader t = r; const auto percent = percent_of(t)) {
    t.spaces();
    if (t.done() || t.take_word("complete") || t.take_word("completed") || t.take_word("done"))
      return decide(*percent == 100 ? Status::done
                    : *percent == 0 ? Status::todo
                                    : Status::doing,
                    make_span(r.at, t.at));
  }
  const Head head = phrase_at(r);
  if (head.phrase &&
      !(sign && to_lower(r.peek()) == 'r' && head.phrase->words.starts_with("ready")))
    return decide(head.phrase->status, make_span(r.at, r.at + head.size));
  if (sign) return decide(sign->status, sign_span);
  // "Implementation in progress", "Rollout not started": the end of the first clause.
  const std::size_t clause =
      std::min({r.rest().find(". "), r.rest().find(" ("), r.rest().find(" - "),
                r.rest().find(" — "), r.rest().find(','), r.rest().size()});
  const std::string_view words = r.rest().substr(0, clause);
  for (const std::string_view tail : {"in progress", "not started", "blocked", "on hold"}) {
    if (words.size() <= tail.size()) continue;
    const std::size_t start = words.size() - tail.size();
    if (words[start - 1] == ' ' && phrase_length(Reader{words, start}, tail) == tail.size())
      return decide(phrase_at(Reader{words, start}).phrase->status,
                    make_span(r.at + start, r.at + words.size()));
  }
  // An emoji at the end: "Documented ✅".
  const std::size_t last = emoji_before(r.text, r.text.size());
  if (last < r.text.size())
    if (const Sign* closing = sign_of(r.text.substr(last)))
      return decide(closing->status, make_span(last, r.text.size()));
  return out;
}

std::optional<PercentComplete> find_percent_complete(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!is_digit(text[at]) || (at > 0 && (is_word(text[at - 1]) || text[at - 1] == '.'))) continue;
    Reader r{text, at};
    const auto percent = percent_of(r);
    if (!percent) continue;
    const std::size_t percent_end = r.at;
    const std::string_view before = text::trim(text.substr(0, at));
    // "at least 90% complete" and "≥ 90% done" are targets.
    const bool target = before.ends_with("least") || before.ends_with("≥") ||
                        before.ends_with('>') || before.ends_with('=') || before.ends_with("to") ||
                        before.ends_with("than");
    r.spaces();
    const bool said = r.take_word("complete") || r.take_word("completed") || r.take_word("done");
    if (said && !target) return PercentComplete{*percent, make_span(at, r.at)};
    r.at = percent_end;
    const auto labelled = [&](std::string_view label) {
      std::string_view head = before;
      while (!head.empty() && (is_markup(head.back()) || head.back() == ' ' || head.back() == ':'))
        head.remove_suffix(1);
      return before.size() > head.size() && head.size() >= label.size() &&
             equal_ignoring_case(head.substr(head.size() - label.size()), label);
    };
    if (labelled("progress") || labelled("completion") || labelled("complete"))
      return PercentComplete{*percent, make_span(at, percent_end)};
    if (at > 0 && text[at - 1] == '(' && r.peek() == ')' &&
        trimmed_end(text, text.size()) == r.at + 1)
      return PercentComplete{*percent, make_span(at, percent_end)};
    at = percent_end - 1;
  }
  return {};
}

}  // namespace pland::plan
