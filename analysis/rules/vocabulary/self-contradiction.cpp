// One thing of a plan that has a status here and another one there: a row of a summary says Done,
// its own section says In progress.
//
// A row is taken for a section where both have the same name, or lead with the same phase, sprint
// or quarter and the row says no more than that; and where only one section is called so. What both
// say must be explicit, and such that it cannot both be true.
#include <algorithm>
#include <cstdint>
#include <fmt/format.h>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analysis/plan/label.h"
#include "analysis/rules/entity.h"
#include "analysis/rules/hash.h"
#include "analysis/rules/tasks/explicit_status.h"
#include "analysis/text/unicode.h"

namespace pland::rules {
namespace {

using plan::Status;
using Source = plan::StatusFact::Source;

// The names that a thing answers to: its words, and its period alone.
std::string name_of_period(const plan::Period& period) { return "@" + plan::to_string(period); }

std::optional<plan::StatusFact> status_of(const plan::ChapterFacts& facts, std::uint32_t section) {
  if (facts.sections[section].unit == plan::EntityKind::none) return std::nullopt;
  return stated_status(facts, section);
}

struct Row {
  std::string name;
  plan::StatusFact status;
  std::string shown;
};

// The rows of a table with a column for their status.
std::vector<Row> rows_of(const plan::ChapterFacts& facts, const plan::Table& table) {
  std::vector<Row> out;
  if (table.metadata) return out;
  const auto column = std::find_if(table.columns.begin(), table.columns.end(), [](const auto& one) {
    return one.role == plan::FieldRole::status;
  });
  const auto at = static_cast<std::size_t>(column - table.columns.begin());
  for (std::size_t i = 0; i < table.rows.size() && i < table.items.size(); ++i) {
    if (at == 0 || at >= table.rows[i].size() || facts.items[table.items[i]].struck) continue;
    const plan::Table::Cell& first = table.rows[i][0];
    const plan::Table::Cell& cell = table.rows[i][at];
    const plan::StatusValue value = plan::read_status(cell.plain, facts.before.vocabulary.get());
    if (!value.status) continue;
    const std::string_view shown =
        text::trim(plan::title_without_statuses(first.plain).of(first.plain));
    const auto period = plan::find_period(shown);
    const bool alone =
        period && period->role == plan::PeriodRole::leads && period->span.size() == shown.size();
    std::string name = alone ? name_of_period(period->period) : plan::normalise(shown);
    if (name.size() < 3) continue;
    out.push_back({std::move(name),
                   {*value.status, cell.span, Source::field, plan::StatusForm::word},
                   std::string(shown)});
  }
  return out;
}

Glance glance(const ChapterInput& input) {
  if (input.kind == plan::DocumentKind::changelog) return 0;
  const plan::ChapterFacts& facts = input.facts;
  if ((facts.holds & plan::holds_work) == 0 && facts.entities.empty()) return 0;
  Glance hash = 0;
  for (std::uint32_t i = 0; i < facts.sections.size(); ++i)
    if (facts.sections[i].unit != plan::EntityKind::none) {
      const auto status = status_of(facts, i);
      hash = mix(mix(hash, hash_of(facts.sections[i].key)),
                 status ? static_cast<std::uint64_t>(status->status) + 2 : 1);
    }
  for (const plan::Table& table : facts.tables)
    for (const Row& row : rows_of(facts, table))
      hash = mix(mix(hash, hash_of(row.name)), static_cast<std::uint64_t>(row.status.status) + 2);
  return hash;
}

std::uint64_t about(const DocumentInput& input) {
  if (input.plan.is_template) return 0;
  return hash_of_glances(input.glances);
}

struct Named {
  std::uint32_t entry = 0;
  std::optional<Status> status;
  bool only = true;
};
struct Names {
  std::map<std::string, Named> sections;
};

std::shared_ptr<const void> prepare(const DocumentInput& input) {
  auto out = std::make_shared<Names>();
  const plan::Plan& plan = input.plan;
  const auto add = [&](const std::string& name, std::uint32_t entry,
                       const std::optional<plan::StatusFact>& status) {
    Named named{entry, std::nullopt, true};
    if (status) named.status = status->status;
    const auto [found, fresh] = out->sections.try_emplace(name, named);
    if (!fresh) found->second.only = false;
  };
  for (std::uint32_t entry = 0; entry < plan.outline.size(); ++entry) {
    const plan::OutlineEntry& place = plan.outline[entry];
    if (place.unit == plan::EntityKind::none || input.glances[place.chapter] == 0) continue;
    const plan::ChapterFacts& facts = plan.facts(entry);
    const plan::Section& section = plan.section(entry);
    const auto status = status_of(facts, place.section);
    const std::string& key =
        section.entity < facts.entities.size() ? facts.entities[section.entity].key : section.key;
    add(key, entry, status);
    if (section.period && section.period->role == plan::PeriodRole::leads)
      add(name_of_period(section.period->period), entry, status);
  }
  return out;
}

std::string_view word_of(Status status) {
  return status == Status::doing  ? "in progress"
         : status == Status::todo ? "not started"
                                  : name(status);
}

void judge_entry(const EntryInput& input, Report& report) {
  if (input.about == 0) return;
  const plan::Plan& plan = input.document.plan;
  const plan::OutlineEntry& place = plan.outline[input.entry];
  const plan::ChapterFacts& facts = plan.facts(input.entry);
  const auto& sections = static_cast<const Names*>(input.prepared)->sections;
  for (const plan::Table& table : facts.tables) {
    if (table.section != place.section) continue;
    for (const Row& row : rows_of(facts, table)) {
      const auto found = sections.find(row.name);
      if (found == sections.end() || !found->second.only || !found->second.status) continue;
      const Named& named = found->second;
      // What stands within the section speaks of parts of it.
      if (named.entry <= input.entry && input.entry < plan.outline[named.entry].end) continue;
      if (!contradict(row.status.status, *named.status)) continue;
      Finding& finding = report.add(
          row.status.span,
          fmt::format("\"{}\" is {} here, but {} in its own section", shortened(row.shown, 40),
                      word_of(row.status.status), word_of(*named.status)));
      const plan::ChapterFacts& other = plan.facts(named.entry);
      name_section_entity(finding, other, plan.outline[named.entry].section);
      const std::uint32_t chapter = plan.outline[named.entry].chapter;
      report.read_off(chapter);
      if (const auto status = status_of(other, plan.outline[named.entry].section))
        finding.related.push_back({"", status->span, "Its own section", chapter});
      std::string word(word_of(*named.status));
      word[0] = static_cast<char>(word[0] - 32);
      Fix& fix = finding.fixes.emplace_back();
      fix.title = fmt::format("Write {} here", word);
      fix.safe = false;
      fix.edits.push_back({"", row.status.span, word});
    }
  }
}

}  // namespace

extern const Rule self_contradiction = {
    .name = "self-contradiction",
    .group = "vocabulary",
    .severity = Severity::warning,
    .summary = "A summary says something else than what it sums up",
    .entry = judge_entry,
    .about = about,
    .prepare = prepare,
    .glance = glance,
    .tier = Tier::entity,
};

}  // namespace pland::rules
