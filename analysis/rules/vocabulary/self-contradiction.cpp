// One thing of a plan that has a status here and another one there: a row of a summary says Done,
// its own section says In progress; the roadmap says Done, the plan says In progress; the current
// version is older than the changelog's newest.
//
// A row is taken for a section where both have the same name, or lead with the same phase, sprint
// or quarter and the row says no more than that; and where only one section is called so. What both
// say must be explicit, and such that it cannot both be true.
//
// Across documents a thing is known by its identifier, or by a name of two words and more, where
// one document leads to the other, each has one such thing, and it is of the same sort. The
// document that says open is told: what is done stays done.
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
#include "analysis/plan/path_words.h"
#include "analysis/plan/version.h"
#include "analysis/rules/entity.h"
#include "analysis/rules/hash.h"
#include "analysis/rules/relations.h"
#include "analysis/rules/tasks/explicit_status.h"
#include "analysis/text/unicode.h"
#include "analysis/workspace/path.h"

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

// -- across documents
// ------------------------------------------------------------------------------

bool keeps_work(plan::DocumentKind kind) {
  return kind == plan::DocumentKind::roadmap || kind == plan::DocumentKind::plan ||
         kind == plan::DocumentKind::okr;
}

bool is_open(Status status) {
  return status == Status::todo || status == Status::doing || status == Status::blocked;
}

// The one open status that it has by its own words.
std::optional<plan::StatusFact> open_status(const plan::ChapterFacts& facts,
                                            const plan::Entity& entity) {
  std::optional<plan::StatusFact> out;
  for (const plan::StatusFact& fact : entity.statuses) {
    if (!is_open(fact.status)) return std::nullopt;
    if (fact.source == Source::bucket || fact.source == Source::strike) continue;
    if (!is_explicit(facts, fact, entity.name_span, entity.is_section)) continue;
    out = fact;
  }
  return out;
}

// The same thing in a document, if it has one such thing only.
std::optional<workspace::FoundEntity> twin_in(const std::vector<workspace::FoundEntity>& all,
                                              const workspace::SummaryPtr& document,
                                              plan::EntityKind kind) {
  std::optional<workspace::FoundEntity> out;
  for (const workspace::FoundEntity& one : all) {
    if (one.document != document) continue;
    if (out || one.entity->kind != kind) return std::nullopt;
    out = one;
  }
  return out;
}

void say_other(const RelationsInput& input, const plan::Entity& entity,
               const plan::StatusFact& status, const workspace::FoundEntity& twin, Report& report) {
  const std::string path =
      workspace::relative_to(twin.document->path, workspace::directory_of(input.document.path));
  Finding& finding = report.add(
      status.span, fmt::format("\"{}\" is {} here, but done in {}", shortened(entity.title, 40),
                               word_of(status.status), path));
  name_entity(finding, entity);
  point_at(finding, report, input.document, twin, "There it is done");
  const bool box = status.source == Source::checkbox;
  Fix& fix = finding.fixes.emplace_back();
  fix.title = "Mark it as done here";
  fix.safe = false;
  fix.edits.push_back({"", status.span,
                       box                                      ? "[x]"
                       : status.form == plan::StatusForm::emoji ? "\u2705"
                                                                : "Done"});
}

void judge_others(const RelationsInput& input, Report& report) {
  const plan::Plan& plan = *input.document.plan;
  if (!keeps_work(plan.kind) || plan.is_template) return;
  std::optional<std::vector<workspace::SummaryPtr>> family;
  for (const plan::Entity& entity : input.facts().entities) {
    const bool work = entity.kind == plan::EntityKind::initiative ||
                      entity.kind == plan::EntityKind::task ||
                      entity.kind == plan::EntityKind::objective;
    const bool named = entity.key.find(' ') != std::string::npos;
    if (!work || entity.placeholder || (entity.id.empty() && !named)) continue;
    const auto status = open_status(input.facts(), entity);
    const auto own = status ? input.relations.own(input.chapter, entity) : std::nullopt;
    if (!own) continue;
    if (!family) {
      family = input.relations.names().linked_with(input.document.summary);
      std::erase_if(*family, [](const workspace::SummaryPtr& one) {
        return !keeps_work(one->kind) || one->is_template || plan::path_words(one->path).archive;
      });
    }
    if (family->empty()) return;
    const auto all = entity.id.empty()
                         ? input.relations.names().with(workspace::NameForm::key, entity.key,
                                                        input.document.summary)
                         : input.relations.names().with(workspace::NameForm::id, entity.id,
                                                        input.document.summary);
    if (!twin_in(all, input.document.summary, entity.kind)) continue;
    for (const workspace::SummaryPtr& other : *family) {
      const auto twin = twin_in(all, other, entity.kind);
      if (!twin || twin->entity->status != Status::done) continue;
      say_other(input, entity, *status, *twin, report);
      break;
    }
  }
}

// -- which version is the current one
// --------------------------------------------------------------

bool says_current(const plan::Field& field) {
  const std::string label = plan::normalise(field.label_text);
  return label == "current version" || label == "latest version" || label == "current release" ||
         label == "latest release";
}

// The highest version that a changelog has, of those that are released.
struct NewestRelease {
  plan::Version version;
  const workspace::NamedEntity* release = nullptr;
};
std::optional<NewestRelease> newest_in(const workspace::Summary& changelog) {
  std::optional<NewestRelease> out;
  for (const workspace::NamedEntity& entity : changelog.entities) {
    if (entity.kind != plan::EntityKind::release) continue;
    const auto heading = plan::read_release(entity.title);
    if (!heading || heading->open || !heading->version.suffix.empty()) continue;
    if (!out || plan::compare(out->version, heading->version) == std::partial_ordering::less)
      out = NewestRelease{heading->version, &entity};
  }
  return out;
}

// The one that the document links to, if it is one only; else the one beside it.
workspace::SummaryPtr changelog_of(const WorkspaceInput& input) {
  workspace::SummaryPtr out;
  for (const std::string& target : input.document.summary->targets) {
    auto one = input.workspace.summary(target);
    if (one == nullptr || one->kind != plan::DocumentKind::changelog) continue;
    if (out != nullptr) return nullptr;
    out = std::move(one);
  }
  if (out != nullptr) return out;
  out = input.workspace.summary(
      workspace::join(workspace::directory_of(input.document.path), "CHANGELOG.md"));
  return out != nullptr && out->kind == plan::DocumentKind::changelog ? out : nullptr;
}

void judge_version(const WorkspaceInput& input, Report& report) {
  const plan::Plan& plan = *input.document.plan;
  if (!keeps_work(plan.kind) || plan.is_template) return;
  for (const plan::Field& field : input.facts().fields) {
    if (!says_current(field)) continue;
    std::size_t at = 0;
    while (at < field.value_text.size() &&
           (field.value_text[at] < '0' || field.value_text[at] > '9'))
      ++at;
    if (at > 2) continue;  // it says more than "v"
    const auto said = plan::read_version(std::string_view(field.value_text).substr(at));
    if (!said || !said->version.suffix.empty()) continue;
    const workspace::SummaryPtr changelog = changelog_of(input);
    const auto newest = changelog == nullptr ? std::nullopt : newest_in(*changelog);
    // Two lines of versions are two things.
    if (!newest || newest->version.is_calendar() != said->version.is_calendar()) continue;
    if (plan::compare(said->version, newest->version) != std::partial_ordering::less) continue;
    const std::string written = field.value_text.substr(at, said->size);
    const std::string path =
        workspace::relative_to(changelog->path, workspace::directory_of(input.document.path));
    Finding& finding =
        report.add(field.value, fmt::format("{} {} is not the newest: {} has {}", field.label_text,
                                            written, path, plan::to_string(newest->version)));
    finding.related.push_back({changelog->path, newest->release->place.span, "The newest release"});
    const std::string source = input.facts().text(field.value);
    const std::size_t place = source.find(written);
    if (place == std::string::npos) continue;
    const auto begin = field.value.begin + static_cast<std::uint32_t>(place);
    Fix& fix = finding.fixes.emplace_back();
    fix.title = fmt::format("Write {}", plan::to_string(newest->version));
    fix.safe = false;
    fix.preferred = true;
    fix.edits.push_back({"",
                         {begin, begin + static_cast<std::uint32_t>(written.size())},
                         plan::to_string(newest->version)});
  }
}

}  // namespace

extern const Rule self_contradiction = {
    .name = "self-contradiction",
    .group = "vocabulary",
    .severity = Severity::warning,
    .summary = "One thing stands differently in two places",
    .workspace = judge_version,
    .relations = judge_others,
    .entry = judge_entry,
    .about = about,
    .prepare = prepare,
    .glance = glance,
    .tier = Tier::entity,
};

}  // namespace pland::rules
