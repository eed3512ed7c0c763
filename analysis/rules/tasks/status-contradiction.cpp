// One thing with two explicit statuses that cannot both be true: an open box beside ✅, a ticked
// one "(in progress)", a heading ✅ over `Status: in progress`.
//
// Explicit is what somebody wrote of this very thing, in two different places: its box, its title,
// its field. Two marks in one title decorate, or tell a story ("✅ Works on mobile (future)").
// Silent as well: the section a thing stands in, words struck through (done, or dropped, nobody
// can tell), coloured circles (priority wears the same colours), and what the title merely speaks
// of ("Replace ⏳ with ✅", "(done by Friday)").
#include <algorithm>
#include <cstdint>
#include <fmt/format.h>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analysis/rules/entity.h"
#include "analysis/rules/rule.h"
#include "analysis/rules/tasks/explicit_status.h"

namespace pland::rules {
namespace {

using plan::Status;
using Source = plan::StatusFact::Source;

// An open box says that it is not done; whether it was begun is not its matter.
bool do_contradict(const plan::StatusFact& a, const plan::StatusFact& b) {
  const plan::StatusFact& box = a.source == Source::checkbox ? a : b;
  const plan::StatusFact& other = a.source == Source::checkbox ? b : a;
  if (box.source == Source::checkbox && box.status != Status::done)
    return other.status == Status::done;
  // "(draft)" behind a ticked box is what was to be made.
  if (box.source == Source::checkbox && other.status == Status::draft) return false;
  return contradict(a.status, b.status);
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
      if (finding.entity_kind == plan::EntityKind::decision) {
        if (keep.status != Status::done) return;
        word = "Accepted";
      }
      if (!word.empty() && 'a' <= word[0] && word[0] <= 'z')
        word[0] = static_cast<char>(word[0] - 32);
      fix.title = fmt::format("Set the status to {}", word);
      fix.edits.push_back({"", change.span, word});
      break;
    }
    default:
      if (!title.contains(change.span)) return;
      fix.title = fmt::format("Remove {}", shortened(facts.text(change.span), 30));
      fix.edits.push_back(without_mark(facts, change.span, title));
  }
  finding.fixes.push_back(std::move(fix));
}

// `title` is where the title's own marks may be taken out.
void judge(const plan::ChapterFacts& facts, const std::vector<plan::StatusFact>& statuses,
           Span title, const plan::Entity* entity, bool is_heading, Report& report) {
  if (statuses.size() < 2) return;
  // Marks in one title that differ tell a story, or are what the title is about.
  const plan::StatusFact* said = nullptr;
  bool differ = false;
  for (const plan::StatusFact& fact : statuses) {
    if (fact.source != Source::title || fact.form == plan::StatusForm::colour) continue;
    // "Alpha" may be what a thing is called.
    if (!plan::is_unmistakable(facts.text(fact.span), facts.before.vocabulary.get())) continue;
    differ |= said != nullptr && said->status != fact.status;
    said = &fact;
  }
  const auto counts = [&](const plan::StatusFact& fact) {
    return !(differ && fact.source == Source::title) && is_explicit(facts, fact, title, is_heading);
  };
  for (std::size_t i = 0; i < statuses.size(); ++i) {
    for (std::size_t j = i + 1; j < statuses.size(); ++j) {
      if (statuses[i].source == statuses[j].source) continue;
      if (!do_contradict(statuses[i], statuses[j])) continue;
      if (!counts(statuses[i]) || !counts(statuses[j])) continue;
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

// Rows that are nothing we know, beside a column for their status.
void judge_rows(const plan::ChapterFacts& facts, Report& report) {
  for (const plan::Table& table : facts.tables) {
    const auto column =
        std::find_if(table.columns.begin(), table.columns.end(),
                     [](const auto& one) { return one.role == plan::FieldRole::status; });
    const auto at = static_cast<std::size_t>(column - table.columns.begin());
    for (std::size_t row = 0; row < table.rows.size() && row < table.items.size(); ++row) {
      if (at >= table.columns.size() || at >= table.rows[row].size()) continue;
      const plan::Item& item = facts.items[table.items[row]];
      const plan::Table::Cell& cell = table.rows[row][at];
      if (item.entity != plan::no_index || item.statuses.empty() || item.name_span == cell.span)
        continue;
      const plan::StatusValue value = plan::read_status(cell.plain, facts.before.vocabulary.get());
      if (!value.status) continue;
      std::vector<plan::StatusFact> statuses = item.statuses;
      statuses.push_back({*value.status, cell.span, Source::field, plan::StatusForm::word});
      judge(facts, statuses, item.name_span, nullptr, false, report);
    }
  }
}

// Items that are nothing we know: their own marks, and the Status field in the list below them.
void judge_items(const plan::ChapterFacts& facts, Report& report) {
  std::vector<std::pair<std::uint32_t, plan::StatusFact>> below;  // by the item they speak of
  for (const plan::Field& field : facts.fields) {
    if (field.item >= facts.items.size() || field.entity != plan::no_index) continue;
    const std::uint32_t above = facts.items[field.item].parent;
    if (above >= facts.items.size() || facts.items[above].entity != plan::no_index) continue;
    if (const auto status = status_in(facts, field)) below.emplace_back(above, *status);
  }
  for (const plan::Item& item : facts.items)
    if (item.entity == plan::no_index)
      judge(facts, item.statuses, item.text, nullptr, false, report);
  for (const auto& [index, field] : below) {
    const plan::Item& item = facts.items[index];
    if (item.checked) continue;
    std::vector<plan::StatusFact> statuses = item.statuses;
    std::erase_if(statuses, [&](const plan::StatusFact& fact) {
      return fact.form == plan::StatusForm::emoji && fact.span.begin == item.text.begin;
    });
    statuses.push_back(field);
    judge(facts, statuses, item.text, nullptr, false, report);
  }
}

void judge_chapter(const ChapterInput& input, Report& report) {
  const plan::ChapterFacts& facts = input.facts;
  for (const plan::Entity& entity : facts.entities) {
    const Span title = entity.item < facts.items.size() ? facts.items[entity.item].text
                       : entity.is_section              ? facts.sections[entity.section].title_span
                                                        : entity.name_span;
    judge(facts, entity.statuses, title, &entity, entity.is_section, report);
  }
  judge_items(facts, report);
  judge_rows(facts, report);

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
      if (field.entity != plan::no_index || !is_of_section(facts, field)) continue;
      if (const auto status = status_in(facts, field)) statuses.push_back(*status);
    }
    judge(facts, statuses, section.title_span, nullptr, true, report);
  }
}

// A record says how it stands in its front matter, and in a section or on a line of its own.
void judge_record(const DocumentInput& input, Report& report) {
  if (input.plan.kind != plan::DocumentKind::decision) return;
  std::optional<plan::StatusFact> above;
  for (const plan::PlacedChapter& chapter : input.plan.chapters) {
    const plan::ChapterFacts& facts = *chapter.facts;
    for (const plan::Field& field : facts.fields) {
      const bool of_record =
          field.item == plan::no_index &&
          (field.entity == plan::no_index ||
           (facts.entities[field.entity].is_section && facts.sections[field.section].level == 1));
      auto status = of_record ? status_in(facts, field) : std::nullopt;
      if (!status) continue;
      status->span = status->span.shifted(chapter.offset);
      if (field.form == plan::FieldForm::front_matter) above = status;
      if (!above || !contradict(above->status, status->status)) continue;
      Finding& finding = report.add(
          status->span, fmt::format("Two statuses: \"{}\" here, \"{}\" in the front matter",
                                    input.text.text(status->span), input.text.text(above->span)));
      finding.related.push_back({"", above->span, "The other status"});
      return;
    }
  }
}

}  // namespace

extern const Rule status_contradiction = {
    .name = "status-contradiction",
    .group = "tasks",
    .severity = Severity::error,
    .summary = "One thing has two statuses that cannot both be true",
    .chapter = judge_chapter,
    .document = judge_record,
    .tier = Tier::entity,
};

}  // namespace pland::rules
