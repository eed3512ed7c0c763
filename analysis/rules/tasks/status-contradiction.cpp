// One thing with two explicit statuses that cannot both be true: an open box beside ✅, a ticked
// one "(in progress)", a heading ✅ over `Status: in progress`.
//
// Explicit is what somebody wrote of this very thing, in two different places: its box, its title,
// its field. Two marks in one title decorate, or tell a story ("✅ Works on mobile (future)").
// Silent as well: the section a thing stands in, and words struck through (done, or dropped, nobody
// can tell).
#include <algorithm>
#include <fmt/format.h>
#include <optional>
#include <string>
#include <vector>

#include "analysis/rules/entity.h"
#include "analysis/rules/rule.h"
#include "analysis/text/unicode.h"

namespace pland::rules {
namespace {

using plan::Status;
using Source = plan::StatusFact::Source;

bool contradict(Status a, Status b) {
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

// An open box says that it is not done; whether it was begun is not its matter.
bool contradict(const plan::StatusFact& a, const plan::StatusFact& b) {
  const plan::StatusFact& box = a.source == Source::checkbox ? a : b;
  const plan::StatusFact& other = a.source == Source::checkbox ? b : a;
  if (box.source == Source::checkbox && box.status != Status::done)
    return other.status == Status::done;
  return contradict(a.status, b.status);
}

// A bare word at the end counts where something sets it apart: "Gauges - DONE", not "mark it DONE".
bool is_set_apart(const plan::ChapterFacts& facts, const plan::StatusFact& fact, Span title) {
  if (fact.form != plan::StatusForm::word || fact.source != Source::title) return true;
  if (!title.contains(fact.span) || fact.span.begin == title.begin) return true;
  const std::string before = facts.text({title.begin, fact.span.begin});
  const std::string_view words = text::trim(before);
  if (words.empty()) return true;
  const text::Decoded last = text::decode_before(words, words.size());
  return !text::is_letter(last.code) && !text::is_digit(last.code);
}

bool is_explicit(const plan::ChapterFacts& facts, const plan::StatusFact& fact, Span title) {
  const bool own = fact.source == Source::title || fact.source == Source::checkbox ||
                   fact.source == Source::field;
  return own && is_set_apart(facts, fact, title);
}

std::string in_words(const plan::ChapterFacts& facts, const plan::StatusFact& fact) {
  const std::string text = shortened(facts.text(fact.span), 30);
  switch (fact.source) {
    case Source::checkbox:
      return fact.status == Status::done ? "its box is ticked" : "its box is open";
    case Source::field:
      return fmt::format("its status is \"{}\"", text);
    default:
      return fmt::format("it says {}", text);
  }
}

// Takes a mark out of a title, with the space that set it apart.
Edit without(const plan::ChapterFacts& facts, Span mark, Span title) {
  const std::string text = facts.text(title);
  std::uint32_t begin = mark.begin - title.begin, end = mark.end - title.begin;
  if (begin == 0) {
    while (end < text.size() && text[end] == ' ') ++end;
  } else {
    while (begin > 0 && text[begin - 1] == ' ') --begin;
  }
  return {"", Span{begin, end}.shifted(title.begin), ""};
}

void offer(Finding& finding, const plan::ChapterFacts& facts, const plan::StatusFact& keep,
           const plan::StatusFact& change, Span title) {
  Fix fix;
  fix.safe = false;
  switch (change.source) {
    case Source::checkbox:
      fix.title = keep.status == Status::done ? "Tick the box" : "Open the box";
      fix.edits.push_back({"", change.span, keep.status == Status::done ? "[x]" : "[ ]"});
      break;
    case Source::field: {
      std::string word(name(keep.status));
      if (word == "doing") word = "In progress";
      if (word == "todo") word = "Not started";
      if (!word.empty() && 'a' <= word[0] && word[0] <= 'z')
        word[0] = static_cast<char>(word[0] - 32);
      fix.title = fmt::format("Set the status to {}", word);
      fix.edits.push_back({"", change.span, word});
      break;
    }
    default:
      if (!title.contains(change.span)) return;
      fix.title = fmt::format("Remove {}", shortened(facts.text(change.span), 30));
      fix.edits.push_back(without(facts, change.span, title));
  }
  finding.fixes.push_back(std::move(fix));
}

// `title` is where the title's own marks may be taken out.
void judge(const plan::ChapterFacts& facts, const std::vector<plan::StatusFact>& statuses,
           Span title, const plan::Entity* entity, Report& report) {
  for (std::size_t i = 0; i < statuses.size(); ++i) {
    if (!is_explicit(facts, statuses[i], title)) continue;
    for (std::size_t j = i + 1; j < statuses.size(); ++j) {
      if (statuses[i].source == statuses[j].source) continue;
      if (!is_explicit(facts, statuses[j], title)) continue;
      if (!contradict(statuses[i], statuses[j])) continue;
      const bool in_order = statuses[i].span.begin <= statuses[j].span.begin;
      const plan::StatusFact& first = statuses[in_order ? i : j];
      const plan::StatusFact& second = statuses[in_order ? j : i];
      Finding& finding = report.add(
          second.span,
          fmt::format("Two statuses: {}, but {}", in_words(facts, first), in_words(facts, second)));
      if (entity != nullptr) name_entity(finding, *entity);
      finding.related.push_back({"", first.span, "The other status"});
      offer(finding, facts, second, first, title);
      offer(finding, facts, first, second, title);
      return;
    }
  }
}

void judge_chapter(const ChapterInput& input, Report& report) {
  const plan::ChapterFacts& facts = input.facts;
  for (const plan::Entity& entity : facts.entities) {
    const Span title = entity.item < facts.items.size() ? facts.items[entity.item].text
                       : entity.is_section              ? facts.sections[entity.section].title_span
                                                        : entity.name_span;
    judge(facts, entity.statuses, title, &entity, report);
  }
  for (const plan::Item& item : facts.items)
    if (item.entity == plan::no_index) judge(facts, item.statuses, item.text, nullptr, report);

  // Headings that are nothing we know, with a status of their own and a Status field below.
  for (std::uint32_t i = 0; i < facts.sections.size(); ++i) {
    const plan::Section& section = facts.sections[i];
    if (section.entity != plan::no_index || section.statuses.empty()) continue;
    std::vector<plan::StatusFact> statuses = section.statuses;
    // An emoji before the title of anything but a thing of a plan decorates it: "✅ Sign-off".
    std::erase_if(statuses, [&](const plan::StatusFact& fact) {
      return fact.form == plan::StatusForm::emoji && fact.span.begin == section.title_span.begin;
    });
    for (const plan::Field& field : facts.fields) {
      if (field.section != i || field.role != plan::FieldRole::status) continue;
      if (field.item != plan::no_index || field.entity != plan::no_index) continue;
      const plan::StatusValue value = plan::read_status(field.value_text);
      if (value.status)
        statuses.push_back({*value.status, field.value, Source::field, plan::StatusForm::word});
    }
    judge(facts, statuses, section.title_span, nullptr, report);
  }
}

}  // namespace

extern const Rule status_contradiction = {
    .name = "status-contradiction",
    .group = "tasks",
    .severity = Severity::error,
    .summary = "One thing has two statuses that cannot both be true",
    .chapter = judge_chapter,
    .tier = Tier::entity,
};

}  // namespace pland::rules
