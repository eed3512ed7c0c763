#include "analysis/rules/tasks/explicit_status.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/text/unicode.h"

namespace pland::rules {
namespace {

using Source = plan::StatusFact::Source;

// Words beside which a mark is what the title speaks of: "Replace ⏳ with ✅", "✅ and ❌ icons".
bool speaks_of_it(std::string_view word) {
  if (word == "A") return false;  // a name ("Basin A ✅"), not the article
  constexpr std::array<std::string_view, 42> words = {
      "a",    "add",    "an",    "and",    "as",        "at",        "badge", "badges", "button",
      "by",   "column", "emoji", "emojis", "for",       "from",      "icon",  "icons",  "in",
      "into", "is",     "mark",  "marks",  "means",     "of",        "on",    "or",     "print",
      "set",  "render", "show",  "shows",  "symbol",    "symbols",   "the",   "to",     "use",
      "uses", "vs",     "when",  "with",   "checkmark", "checkmarks"};
  const auto lower = [](char c) { return 'A' <= c && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return std::any_of(words.begin(), words.end(), [&](std::string_view one) {
    return word.size() == one.size() && std::equal(word.begin(), word.end(), one.begin(),
                                                   [&](char x, char y) { return lower(x) == y; });
  });
}

bool is_ascii_letter(char c) { return ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z'); }

// A bare word at the end counts where something sets it apart: "Gauges - DONE", not "mark it DONE".
// A colon does so in a heading; in an item it may quote ("Label of the button: Done"). No mark
// counts where the words beside it speak of it.
bool is_set_apart(const plan::ChapterFacts& facts, const plan::StatusFact& fact, Span title,
                  bool is_heading) {
  constexpr std::string_view joints = " \t-:|*_`\"'";
  const std::string before = facts.text({title.begin, fact.span.begin});
  const std::string behind = facts.text({fact.span.end, title.end});
  std::string_view words = text::trim(before);
  if (fact.form == plan::StatusForm::word && !words.empty()) {
    const text::Decoded last = text::decode_before(words, words.size());
    if (text::is_letter(last.code) || text::is_digit(last.code)) return false;
    if (last.code == U':' && !is_heading) return false;
  }
  for (const std::string_view dash : {"—", "–", "→"})
    if (words.ends_with(dash)) words.remove_suffix(dash.size());
  while (!words.empty() && joints.find(words.back()) != std::string_view::npos)
    words.remove_suffix(1);
  std::size_t start = words.size();
  while (start > 0 && is_ascii_letter(words[start - 1])) --start;
  if (speaks_of_it(words.substr(start))) return false;

  const std::size_t first = behind.find_first_not_of(joints);
  if (first == std::string::npos) return true;
  std::size_t end = first;
  while (end < behind.size() && is_ascii_letter(behind[end])) ++end;
  const std::string_view next = std::string_view(behind).substr(first, end - first);
  // "✅ Add the dashboard" is a piece of work: behind a mark only words in lower case speak of it.
  return next.empty() || next[0] < 'a' || !speaks_of_it(next);
}

// All of them explicit, and all the same.
std::optional<plan::StatusFact> one_of(const plan::ChapterFacts& facts,
                                       const std::vector<plan::StatusFact>& statuses, Span title,
                                       bool is_heading) {
  std::optional<plan::StatusFact> out;
  for (const plan::StatusFact& fact : statuses) {
    if (!is_explicit(facts, fact, title, is_heading)) continue;
    if (out && out->status != fact.status) return std::nullopt;
    out = fact;
  }
  return out;
}

}  // namespace

bool contradict(plan::Status a, plan::Status b) {
  using plan::Status;
  const auto open = [](Status status) {
    return status == Status::todo || status == Status::doing || status == Status::blocked ||
           status == Status::draft;
  };
  const auto over = [](Status status) {
    return status == Status::done || status == Status::dropped;
  };
  if (a == b) return false;
  if ((open(a) && b == Status::done) || (a == Status::done && open(b))) return true;
  // A ticked box beside "dropped" is how many close a task they will not do.
  return over(a) && over(b) ? false
                            : (a == Status::dropped && b == Status::doing) ||
                                  (a == Status::doing && b == Status::dropped);
}

bool is_explicit(const plan::ChapterFacts& facts, const plan::StatusFact& fact, Span title,
                 bool is_heading) {
  if (fact.source == Source::checkbox || fact.source == Source::field) return true;
  if (fact.source != Source::title || fact.form == plan::StatusForm::colour) return false;
  // "TODO: remove the flag": what is to be done, ticked or not.
  const bool leads = fact.status == plan::Status::todo && fact.span.begin == title.begin;
  if (leads && facts.text({fact.span.end, fact.span.end + 1}) == ":") return false;
  if (!title.contains(fact.span)) return true;
  return plan::is_unmistakable(facts.text(fact.span), facts.before.vocabulary.get()) &&
         is_set_apart(facts, fact, title, is_heading);
}

std::optional<plan::StatusFact> status_in(const plan::ChapterFacts& facts,
                                          const plan::Field& field) {
  if (field.role != plan::FieldRole::status) return std::nullopt;
  const plan::StatusValue value =
      plan::read_status(field.value_text, facts.before.vocabulary.get());
  if (!value.status) return std::nullopt;
  return plan::StatusFact{*value.status, field.value, Source::field, plan::StatusForm::word};
}

bool is_of_section(const plan::ChapterFacts& facts, const plan::Field& field) {
  if (field.item >= facts.items.size()) return true;
  const plan::Item& item = facts.items[field.item];
  return !item.row && item.parent == plan::no_index && item.label == plan::no_index;
}

std::optional<plan::StatusFact> explicit_status(const plan::ChapterFacts& facts,
                                                std::uint32_t index) {
  const plan::Section& section = facts.sections[index];
  if (section.entity < facts.entities.size())
    return one_of(facts, facts.entities[section.entity].statuses, section.title_span, true);
  std::vector<plan::StatusFact> statuses = section.statuses;
  std::erase_if(statuses, [&](const plan::StatusFact& fact) {
    return fact.form == plan::StatusForm::emoji && fact.span.begin == section.title_span.begin;
  });
  for (const plan::Field& field : facts.fields) {
    if (field.section != index || field.role != plan::FieldRole::status) continue;
    if (field.entity != plan::no_index || !is_of_section(facts, field)) continue;
    if (const auto status = status_in(facts, field)) statuses.push_back(*status);
  }
  return one_of(facts, statuses, section.title_span, true);
}

std::optional<plan::StatusFact> stated_status(const plan::ChapterFacts& facts,
                                              std::uint32_t section) {
  auto status = explicit_status(facts, section);
  if (status && (status->source == plan::StatusFact::Source::bucket ||
                 status->form == plan::StatusForm::strike))
    status.reset();
  return status;
}

std::optional<plan::StatusFact> explicit_status(const plan::ChapterFacts& facts,
                                                const plan::Item& item) {
  return one_of(facts, item.statuses, item.text, false);
}

Edit without_mark(const plan::ChapterFacts& facts, Span mark, Span title) {
  constexpr std::array<std::string_view, 7> joints = {" ", ":", "-", "|", "—", "–", "→"};
  const std::string text = facts.text(title);
  const std::string_view all = text;
  std::uint32_t begin = mark.begin - title.begin, end = mark.end - title.begin;
  while (begin > 0 && end < text.size() && text[begin - 1] == text[end] &&
         (text[end] == '`' || text[end] == '*' || text[end] == '_')) {
    --begin;
    ++end;
  }
  const auto take = [&](auto&& is_there, auto&& move) {
    for (bool again = true; again;) {
      again = false;
      for (const std::string_view joint : joints) {
        if (!is_there(joint)) continue;
        move(static_cast<std::uint32_t>(joint.size()));
        again = true;
      }
    }
  };
  if (begin == 0) {
    take([&](std::string_view joint) { return all.substr(end).starts_with(joint); },
         [&](std::uint32_t size) { end += size; });
  } else if (end == text.size()) {
    take([&](std::string_view joint) { return all.substr(0, begin).ends_with(joint); },
         [&](std::uint32_t size) { begin -= size; });
  } else {
    while (begin > 0 && text[begin - 1] == ' ') --begin;
  }
  return {"", Span{begin, end}.shifted(title.begin), ""};
}

}  // namespace pland::rules
