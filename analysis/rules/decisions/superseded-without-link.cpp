// A decision that was superseded and does not say by which other one, or by one that does not know
// of it; or that still says that it holds, though it was superseded by its own word or another's.
//
// A record's number is that of its file, whatever its title says; and paths in front matter, where
// Markdown has no links, lead where they say.
// "Deprecated" alone needs no successor. A link that leads nowhere is the link rules' business; of
// an identifier whether the plans have it is asked only where they have others of its family. The
// other side is silent where it links back or mentions the decision in any words.
#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analysis/plan/placeholder.h"
#include "analysis/plan/record_name.h"
#include "analysis/rules/decisions/decision.h"
#include "analysis/rules/entity.h"
#include "analysis/rules/habit.h"
#include "analysis/rules/label_style.h"
#include "analysis/rules/line.h"
#include "analysis/rules/relations.h"
#include "analysis/rules/rule.h"
#include "analysis/text/unicode.h"
#include "analysis/workspace/follow.h"
#include "analysis/workspace/path.h"

namespace pland::rules {
namespace {

using plan::Relation;
using plan::Status;
using workspace::FoundEntity;

bool says_superseded(std::string_view value) {
  const std::string lower = text::lower(value);
  for (const std::string_view word : {"supersed", "superced", "replaced by", "obsoleted by"})
    if (lower.find(word) != std::string::npos) return true;
  return false;
}

// The decision that a status field speaks of: its own, or the one that the document records.
struct Decision {
  std::uint32_t chapter = 0;
  const plan::Entity* entity = nullptr;
};
std::optional<Decision> decision_of(const RelationsInput& input, const plan::Field& field) {
  const plan::Plan& plan = *input.document.plan;
  const plan::ChapterFacts& facts = input.facts();
  if (field.entity < facts.entities.size()) {
    const plan::Entity& entity = facts.entities[field.entity];
    if (entity.kind != plan::EntityKind::decision || entity.placeholder) return std::nullopt;
    return Decision{input.chapter, &entity};
  }
  if (plan.kind != plan::DocumentKind::decision || field.item != plan::no_index)
    return std::nullopt;
  // Front matter stands above the title, `## Status` below it.
  for (std::uint32_t entry = 0; entry < plan.outline.size(); ++entry) {
    if (plan.outline[entry].level == 0) continue;
    const plan::ChapterFacts& there = plan.facts(entry);
    const std::uint32_t index = plan.section(entry).entity;
    if (plan.outline[entry].level > 1 || index >= there.entities.size()) return std::nullopt;
    if (there.entities[index].kind != plan::EntityKind::decision) return std::nullopt;
    // Further down others are spoken of.
    if (input.chapter > plan.outline[entry].chapter + 1) return std::nullopt;
    return Decision{plan.outline[entry].chapter, &there.entities[index]};
  }
  return std::nullopt;
}

// Whether words anywhere in the document say by what: a note, a list of links. Of a record all of
// it counts, of one decision among others what stands below its name.
bool says_by_what(std::string_view text) {
  const std::string lower = text::lower(text);
  return lower.find("superseded by") != std::string::npos ||
         lower.find("replaced by") != std::string::npos;
}

// Whether a value names anything at all: a file, a ticket's number, words.
bool says_something(std::string_view value) {
  constexpr std::string_view around = " \t\r\n*_`~\"'[]().:-";
  const auto begin = value.find_first_not_of(around);
  if (begin == std::string_view::npos || plan::whole_placeholder(text::trim(value))) return false;
  value = value.substr(begin, value.find_last_not_of(around) + 1 - begin);
  constexpr std::array<std::string_view, 7> nothing = {"none", "nothing", "null", "n/a",
                                                       "na",   "tbd",     "?"};
  return std::find(nothing.begin(), nothing.end(), text::lower(value)) == nothing.end();
}

// "superseded in part by #42": the status says by what, though not so that it can be followed.
bool status_says_by_what(std::string_view value) {
  const std::string lower = text::lower(value);
  for (const std::string_view word : {"supersed", "superced", "replaced", "obsoleted"}) {
    const auto at = lower.find(word);
    if (at == std::string::npos) continue;
    const auto by = lower.find(" by ", at);
    if (by != std::string::npos && says_something(std::string_view(lower).substr(by + 4)))
      return true;
  }
  return false;
}

bool is_said_in_field(const plan::ChapterFacts& facts, std::uint32_t entity, bool any) {
  return std::any_of(facts.fields.begin(), facts.fields.end(), [&](const plan::Field& field) {
    return field.role == plan::FieldRole::superseded_by && (any || field.entity == entity) &&
           says_something(field.value_text);
  });
}

bool is_told_elsewhere(const RelationsInput& input, const plan::Field& field,
                       const Decision& decision, bool record, Report& report) {
  if (status_says_by_what(field.value_text)) return true;
  if (!record) {
    if (is_said_in_field(input.facts(), field.entity, false)) return true;
    const auto prose = prose_of(input.facts(), *decision.entity);
    return std::any_of(prose.begin(), prose.end(),
                       [](const plan::Run* run) { return says_by_what(run->plain.text); });
  }
  const auto& chapters = input.document.plan->chapters;
  for (std::uint32_t c = 0; c < chapters.size(); ++c) {
    if (c != input.chapter) report.read_off(c);
    const plan::ChapterFacts& facts = *chapters[c].facts;
    for (const plan::Reference& reference : facts.references)
      if (reference.relation == Relation::superseded_by) return true;
    if (is_said_in_field(facts, plan::no_index, true)) return true;
    for (const plan::Run& run : facts.runs) {
      const bool here = c == input.chapter && run.plain.source_span.contains(field.value.begin);
      if (!here && says_by_what(run.plain.text)) return true;
    }
  }
  return false;
}

std::string link_to(const RelationsInput& input, const FoundEntity& entity) {
  const std::string& path = entity.document->path;
  std::string destination;
  if (path != input.document.path)
    destination = workspace::percent_encode_path(
        workspace::relative_to(path, workspace::directory_of(input.document.path)));
  for (const workspace::Anchor& anchor : entity.document->anchors)
    if (anchor.level > 1 && anchor.place.span.begin == entity.entity->place.span.begin)
      destination += "#" + std::string(anchor.slug);
  return fmt::format("[{}]({})", entity.entity->title, destination);
}

// Nothing says by what. Where one decision alone says that it supersedes this one, the fix knows.
void judge_alone(const RelationsInput& input, const plan::Field& field, const Decision& decision,
                 Report& report) {
  const plan::Plan& plan = *input.document.plan;
  const std::uint32_t entry = plan.entry_of(decision.chapter, decision.entity->section);
  const bool record = is_record(plan, entry, *decision.entity);
  if (is_told_elsewhere(input, field, decision, record, report)) return;
  Finding& finding =
      report.add(field.value, fmt::format("{} was superseded, and nothing says by what",
                                          shortened(decision.entity->title)));
  name_entity(finding, *decision.entity);
  std::vector<FoundEntity> claiming;
  if (const auto own = input.relations.own(decision.chapter, *decision.entity))
    claiming = input.relations.names().claiming(*own, Relation::supersedes);
  Fix& fix = finding.fixes.emplace_back();
  fix.preferred = true;
  fix.safe = false;
  fix.title = "Say by what";
  std::string text = " by " + snippet_of("[Decision that replaces it]");
  if (claiming.size() == 1) {
    report.read(claiming[0].document);
    fix.title = fmt::format("Link to {}", shortened(claiming[0].entity->title, 40));
    text = " by " + link_to(input, claiming[0]);
  }
  fix.snippet = claiming.size() != 1;
  fix.edits.push_back({"", {field.value.end, field.value.end}, std::move(text)});
}

std::string words_of(const plan::ChapterFacts& facts, const FollowedReference& followed) {
  return shortened(facts.text(followed.reference->span), 40);
}

// "ADR-2", "ADR-0002": what a record is called by its number.
bool is_of_records(std::string_view id) {
  const std::string family = text::lower(workspace::family_of(id));
  return family == "adr" || family == "madr" || family == "dr" || family == "decision" ||
         family == "rfc";
}

void judge_other(const RelationsInput& input, const Decision& decision, Span reference,
                 const FoundEntity& other, Report& report);

// Whether it is there all the same, under its file's number.
bool is_there(const RelationsInput& input, const Decision& decision,
              const FollowedReference& followed, Report& report) {
  const Span span = followed.reference->span;
  if (followed.reference->form != plan::ReferenceForm::id || !is_of_records(followed.target))
    return false;
  const std::uint32_t number = workspace::number_of(followed.target);
  const Relations::Record record = input.relations.record(number);
  if (record.document != nullptr) report.read(record.document);
  if (record.decision) judge_other(input, decision, span, *record.decision, report);
  // "ADR-2" is ADR-0002.
  return record.known ||
         input.relations.family(workspace::family_of(followed.target)).ids.contains(number);
}

// Of a path in front matter, where no link rule looks.
bool leads_nowhere(const RelationsInput& input, const plan::Reference& reference) {
  const plan::ChapterFacts& facts = input.facts();
  const plan::Mention& mention = facts.mentions[reference.mention];
  if (mention.form != plan::MentionForm::code_path) return false;
  const workspace::Target target = workspace::resolve(input.workspace, input.document, mention);
  return target.kind == workspace::Target::Kind::file && input.workspace.disk != nullptr &&
         input.workspace.disk->look &&
         workspace::follow(input.workspace, target.path).existence == workspace::Existence::missing;
}

// It says by what, but not so that anybody could follow.
void judge_unknown(const RelationsInput& input, const Decision& decision,
                   const FollowedReference& followed, Report& report) {
  const plan::ChapterFacts& facts = input.facts();
  if (is_there(input, decision, followed, report)) return;
  if (followed.reference->form == plan::ReferenceForm::id) {
    const auto known = input.relations.names().with(
        workspace::NameForm::family, workspace::family_of(followed.target), input.document.summary);
    const bool others = std::any_of(known.begin(), known.end(), [&](const FoundEntity& one) {
      return one.entity->id != decision.entity->id;
    });
    if (!others) return;
  } else if (followed.reference->form == plan::ReferenceForm::link) {
    if (!leads_nowhere(input, *followed.reference)) return;
  } else if (followed.reference->form != plan::ReferenceForm::name) {
    return;
  }
  Finding& finding =
      report.add(followed.reference->span,
                 fmt::format("{} was superseded by {}, which is not to be found",
                             shortened(decision.entity->title, 40), words_of(facts, followed)));
  // Words may be clear to whoever knows.
  if (followed.reference->form == plan::ReferenceForm::name) finding.severity = Severity::warning;
  name_entity(finding, *decision.entity);
}

// Whether the other document knows of this decision: links to it, or has its name, its number or
// its file's name anywhere in its text.
bool knows(const RelationsInput& input, const FoundEntity& other, const plan::Entity& decision) {
  const workspace::Summary& there = *other.document;
  const std::string& path = input.document.path;
  if (std::binary_search(there.targets.begin(), there.targets.end(), path)) return true;
  const workspace::DocumentPtr document = input.workspace.document(there.path);
  if (document == nullptr) return true;  // nobody can tell
  const std::string text = text::lower(document->text.text());
  const auto says = [&](std::string_view words) {
    return !words.empty() && text.find(text::lower(words)) != std::string::npos;
  };
  if (says(decision.id) || says(decision.title) || says(workspace::basename_of(path))) return true;
  const auto number = plan::record_number(workspace::basename_of(path));
  if (!number) return false;
  return says(fmt::format("{:0{}}", number->number, number->digits)) ||
         says(fmt::format("adr-{}", number->number)) || says(fmt::format("adr {}", number->number));
}

// Adds `Supersedes: …` below the other decision's status, written as that is.
void link_back(Finding& finding, const RelationsInput& input, const FoundEntity& other,
               const plan::Entity& decision) {
  const workspace::DocumentPtr document = input.workspace.document(other.document->path);
  if (document == nullptr) return;
  for (const plan::PlacedChapter& chapter : document->plan->chapters) {
    for (const plan::Field& field : chapter.facts->fields) {
      if (field.role != plan::FieldRole::status || field.form > plan::FieldForm::plain) continue;
      if (field.entity >= chapter.facts->entities.size()) continue;
      const std::uint32_t name = chapter.facts->entities[field.entity].name_span.begin;
      if (name + chapter.offset != other.entity->place.span.begin) continue;
      const std::uint32_t line = document->text.position(field.span.begin + chapter.offset).line;
      const std::string whole = document->text.line_text(line);
      const std::size_t start =
          whole.find_first_of("*_ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
      const bool item = field.item != plan::no_index;
      const std::string lead = item && start != std::string::npos ? whole.substr(0, start) : "";
      const std::uint32_t at = document->text.line_span(line).end;
      std::string destination = workspace::percent_encode_path(
          workspace::relative_to(input.document.path, workspace::directory_of(document->path)));
      Fix& fix = finding.fixes.emplace_back();
      fix.title = fmt::format("Say so in {}", workspace::basename_of(document->path));
      fix.safe = false;
      fix.edits.push_back({document->path,
                           {at, at},
                           fmt::format("{}{}{} [{}]({}){}", line_ending(document->text), lead,
                                       label_line("Supersedes", field.form), decision.title,
                                       destination, whole.ends_with("  ") ? "  " : "")});
      return;
    }
  }
}

// It says by what, and that is there: both sides should say so.
void judge_other(const RelationsInput& input, const Decision& decision, Span reference,
                 const FoundEntity& other, Report& report) {
  if (other.document->path == input.document.path) return;
  report.read(other.document);
  const auto status = other.entity->status;
  if (status == Status::draft || status == Status::dropped) {
    Finding& finding =
        report.add(reference, fmt::format("{}, which supersedes this, is {}",
                                          shortened(other.entity->title, 40),
                                          plan::name(*status, plan::EntityKind::decision)));
    finding.severity = Severity::warning;
    name_entity(finding, *decision.entity);
    point_at(finding, report, input.document, other, "The newer decision");
    return;
  }
  if (other.entity->kind != plan::EntityKind::decision || knows(input, other, *decision.entity))
    return;
  Finding& finding = report.add(reference, fmt::format("{} does not say that it supersedes this",
                                                       shortened(other.entity->title, 40)));
  finding.severity = Severity::warning;
  name_entity(finding, *decision.entity);
  point_at(finding, report, input.document, other, "The newer decision");
  link_back(finding, input, other, *decision.entity);
}

bool says_in_part(std::string_view value) {
  const std::string lower = text::lower(value);
  for (const std::string_view words : {"in part", "part of", "parts of", "partly", "partial"})
    if (lower.find(words) != std::string::npos) return true;
  return false;
}

// Whether somebody said of a decision that it holds.
bool is_said_to_hold(const workspace::NamedEntity& decision) {
  return decision.status == Status::done;
}

std::string said_status(const workspace::NamedEntity& decision) {
  return std::string(plan::name(*decision.status, plan::EntityKind::decision));
}

// The decision that a reference leads to, under its file's number as well.
std::optional<FoundEntity> led_to(const RelationsInput& input, const FollowedReference& followed) {
  if (followed.to) return followed.to;
  if (followed.reference->form != plan::ReferenceForm::id || !is_of_records(followed.target))
    return std::nullopt;
  return input.relations.record(workspace::number_of(followed.target)).decision;
}

// It supersedes another one that still holds by its own words.
void judge_older(const RelationsInput& input, const Decision& decision, const FoundEntity& own,
                 const FollowedReference& followed, Report& report) {
  const auto older = led_to(input, followed);
  if (!older) {
    if (followed.reference->form != plan::ReferenceForm::link ||
        !leads_nowhere(input, *followed.reference))
      return;
    Finding& finding = report.add(followed.reference->span,
                                  fmt::format("{}, which this supersedes, is not to be found",
                                              words_of(input.facts(), followed)));
    name_entity(finding, *decision.entity);
    return;
  }
  report.read(older->document);
  if (older->document->path == input.document.path) return;
  if (older->entity->kind != plan::EntityKind::decision || !is_said_to_hold(*older->entity)) return;
  // A proposal supersedes nothing yet.
  const auto status = own.entity->status;
  if (status && !is_said_to_hold(*own.entity)) return;
  if (knows(input, *older, *decision.entity)) return;
  Finding& finding =
      report.add(followed.reference->span,
                 fmt::format("{} is still {}, though this supersedes it",
                             shortened(older->entity->title, 40), said_status(*older->entity)));
  finding.severity = Severity::warning;
  name_entity(finding, *decision.entity);
  point_at(finding, report, input.document, *older, "The older decision");
}

// It says by what it was superseded, and that it holds.
void judge_status(const Decision& decision, const FoundEntity& own,
                  const FollowedReference& followed, Report& report) {
  if (!is_said_to_hold(*own.entity)) return;
  if (followed.reference->form == plan::ReferenceForm::name && !followed.to) return;
  Finding& finding =
      report.add(followed.reference->span,
                 fmt::format("{} is {} by its status, though it was superseded",
                             shortened(decision.entity->title, 40), said_status(*own.entity)));
  finding.severity = Severity::warning;
  name_entity(finding, *decision.entity);
}

// What fields of their own say, whatever the status.
void judge_claims(const RelationsInput& input, Report& report) {
  const plan::ChapterFacts& facts = input.facts();
  for (const FollowedReference& followed : input.relations.of(input.chapter)) {
    const plan::Reference& reference = *followed.reference;
    const bool newer = reference.relation == Relation::supersedes;
    if (!newer && reference.relation != Relation::superseded_by) continue;
    const plan::Field& field = facts.fields[reference.field];
    if (field.role == plan::FieldRole::status || says_in_part(field.value_text)) continue;
    const auto decision = decision_of(input, field);
    if (!decision) continue;
    const auto own = input.relations.own(decision->chapter, *decision->entity);
    if (!own) continue;
    report.read(input.document.summary);
    if (newer)
      judge_older(input, *decision, *own, followed, report);
    else if (field.form != plan::FieldForm::heading)
      judge_status(*decision, *own, followed, report);
    else if (!is_said_to_hold(*own->entity))
      continue;
    else if (followed.to)  // below "Accepted" it says what came of it: nothing contradicts itself
      judge_other(input, *decision, reference.span, *followed.to, report);
    else
      judge_unknown(input, *decision, followed, report);
  }
}

void judge_fields(const RelationsInput& input, Report& report) {
  judge_claims(input, report);
  const plan::ChapterFacts& facts = input.facts();
  for (std::uint32_t i = 0; i < facts.fields.size(); ++i) {
    const plan::Field& field = facts.fields[i];
    if (field.role != plan::FieldRole::status || !says_superseded(field.value_text)) continue;
    if (plan::read_status(field.value_text).status != Status::superseded) continue;
    const auto decision = decision_of(input, field);
    if (!decision) continue;
    bool any = false;
    for (const FollowedReference& followed : input.relations.of(input.chapter)) {
      if (followed.reference->relation != Relation::superseded_by) continue;
      const bool same_form = field.form >= plan::FieldForm::front_matter &&
                             facts.fields[followed.reference->field].form == field.form;
      const bool its =
          followed.reference->field == i || (followed.reference->entity == field.entity &&
                                             (field.entity != plan::no_index || same_form));
      if (!its) continue;
      any = true;
      if (followed.to)
        judge_other(input, *decision, followed.reference->span, *followed.to, report);
      else
        judge_unknown(input, *decision, followed, report);
    }
    if (!any) judge_alone(input, field, *decision, report);
  }
}

}  // namespace

extern const Rule superseded_without_link = {
    .name = "superseded-without-link",
    .group = "decisions",
    .severity = Severity::error,
    .summary = "A decision was superseded, and one of the two sides does not say so",
    .relations = judge_fields,
    .tier = Tier::entity,
};

}  // namespace pland::rules
