// One identifier for two things: two decisions ADR-0007, two rows R3 of a risk register; or a
// heading that is counted under another number than the one above it (10.7 below 11).
//
// Identifiers of work may be a tracker's, and then two headings may well be about one ticket: only
// what is counted in the document itself is judged. A heading's number is judged by those beside
// it: where no other one has the number of what stands above, they are counted otherwise.
//
// Across documents: two decision records of one folder with the number of one. Registers of several
// documents may each begin at 1.
#include <algorithm>
#include <fmt/format.h>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analysis/plan/entities.h"
#include "analysis/plan/label.h"
#include "analysis/plan/record_name.h"
#include "analysis/rules/entity.h"
#include "analysis/rules/rule.h"
#include "analysis/text/unicode.h"
#include "analysis/workspace/path.h"

namespace pland::rules {
namespace {

using plan::EntityKind;

bool is_digit(char c) { return '0' <= c && c <= '9'; }

// "ADR-0007": where its number begins; the size where it has none.
std::size_t number_of(std::string_view id) {
  std::size_t at = id.size();
  while (at > 0 && is_digit(id[at - 1])) --at;
  return at;
}

// Gives out numbers that are free: above all those of the same sort, as many digits wide.
class Numbers {
 public:
  void take(std::string_view id) {
    constexpr std::size_t longest = 9;  // digits
    const std::size_t at = number_of(id);
    if (at == id.size() || id.size() - at > longest) return;
    unsigned long& highest = highest_[std::string(id.substr(0, at))];
    highest = std::max(highest, std::stoul(std::string(id.substr(at))));
  }
  std::string next(std::string_view id) {
    const std::size_t at = number_of(id);
    const std::string prefix(id.substr(0, at));
    return prefix + fmt::format("{:0{}}", ++highest_[prefix], id.size() - at);
  }

 private:
  std::map<std::string, unsigned long> highest_;  // by what stands before the number
};

void offer(Finding& finding, Span span, std::string id) {
  Fix& fix = finding.fixes.emplace_back();
  fix.title = fmt::format("Renumber to {}", id);
  fix.safe = false;
  fix.preferred = true;
  fix.edits.push_back({"", span, std::move(id)});
}

// -- rows
// ------------------------------------------------------------------------------------------

void judge_table(const plan::ChapterFacts& facts, const plan::Table& table, Report& report) {
  const auto column = std::find_if(table.columns.begin(), table.columns.end(), [](const auto& one) {
    return one.role == plan::FieldRole::identifier;
  });
  if (column == table.columns.end() || table.metadata) return;
  const auto index = static_cast<std::size_t>(column - table.columns.begin());
  Numbers numbers;
  for (const auto& row : table.rows)
    if (index < row.size()) numbers.take(text::trim(row[index].plain));
  std::map<std::string, std::size_t> first;
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const plan::Item& item = facts.items[table.items[i]];
    if (item.entity == plan::no_index || index >= table.rows[i].size()) continue;
    const std::string id(text::trim(table.rows[i][index].plain));
    if (number_of(id) == id.size()) continue;
    const auto [place, added] = first.emplace(id, i);
    if (added) continue;
    const plan::Item& other = facts.items[table.items[place->second]];
    if (plan::normalise(other.name) == plan::normalise(item.name)) continue;
    const Span span = table.rows[i][index].span;
    Finding& finding =
        report.add(span, fmt::format("{} is already \"{}\"", id, shortened(other.name)));
    name_entity(finding, facts.entities[item.entity]);
    finding.related.push_back({"", table.rows[place->second][index].span, "The first one"});
    const std::size_t at = facts.text(span).find(id);
    if (at == std::string::npos) continue;
    const auto begin = span.begin + static_cast<std::uint32_t>(at);
    offer(finding, {begin, begin + static_cast<std::uint32_t>(id.size())}, numbers.next(id));
  }
}

void judge_chapter(const ChapterInput& input, Report& report) {
  for (const plan::Table& table : input.facts.tables) judge_table(input.facts, table, report);
}

// -- headings
// --------------------------------------------------------------------------------------

bool is_counted_here(const plan::Entity& entity) {
  if (entity.id.empty() || entity.item != plan::no_index || entity.placeholder) return false;
  // One in brackets behind a name may be a ticket's, that several share.
  if (plan::explicit_id(entity.title) != entity.id) return false;
  // "STORY-11.2" is no story 11.
  const std::size_t end = entity.title.find(entity.id) + entity.id.size();
  if (end + 1 < entity.title.size() && entity.title[end] == '.' && is_digit(entity.title[end + 1]))
    return false;
  return entity.kind == EntityKind::decision || entity.kind == EntityKind::risk ||
         entity.kind == EntityKind::theme || entity.kind == EntityKind::objective;
}

// "11. Rollout", "Phase 11": 11; "10.7 Alerts", "Task 10.7": 10, and a part.
struct Ordinal {
  std::uint32_t number = 0;
  bool part = false;
  Span digits;  // of the first number, in the title
};
std::optional<Ordinal> ordinal_of(std::string_view title) {
  std::size_t at = 0;
  const auto is_letter = [](char c) { return ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z'); };
  while (at < title.size() && is_letter(title[at])) ++at;
  const std::string_view word = title.substr(0, at);
  if (at > 0 && (at == title.size() || title[at] != ' ')) return std::nullopt;
  if (at > 0) ++at;
  for (const std::string_view version : {"Version", "Release", "version", "release"})
    if (word == version) return std::nullopt;
  const auto number = [&](std::uint32_t& value) {
    const std::size_t begin = at;
    value = 0;
    while (at < title.size() && is_digit(title[at]) && at < begin + 4)
      value = value * 10 + static_cast<std::uint32_t>(title[at++] - '0');
    return at > begin && (at == title.size() || !is_digit(title[at]));
  };
  Ordinal out;
  out.digits.begin = static_cast<std::uint32_t>(at);
  if (!number(out.number)) return std::nullopt;
  out.digits.end = static_cast<std::uint32_t>(at);
  if (at + 1 < title.size() && title[at] == '.' && is_digit(title[at + 1])) {
    ++at;
    std::uint32_t second = 0;
    if (!number(second)) return std::nullopt;
    out.part = true;
  }
  while (at < title.size() && (title[at] == '.' || title[at] == ')' || title[at] == ':')) ++at;
  if (at < title.size() && title[at] != ' ') return std::nullopt;
  return out;
}

// The rule's glance at a chapter: how many identifiers its headings have (0, 1, more), the ordinal
// of its first section, whether another one has a part's, and a hash of the one identifier.
constexpr Glance one_id = 1, many_ids = 2, has_ordinal = 4, has_part = 8, more_parts = 16;
constexpr int number_shift = 8, hash_shift = 24;

std::uint64_t hash_of(const plan::Entity& entity) {
  return std::hash<std::string>()(entity.id) + static_cast<std::uint64_t>(entity.kind);
}

Glance glance(const ChapterInput& input) {
  const plan::ChapterFacts& facts = input.facts;
  Glance out = 0;
  for (const plan::Entity& entity : facts.entities) {
    if (!is_counted_here(entity)) continue;
    out = (out & 3) == 0 ? one_id | hash_of(entity) << hash_shift : many_ids;
  }
  for (std::size_t i = 0; i < facts.sections.size(); ++i) {
    if (facts.sections[i].level == 0) continue;
    const auto ordinal = ordinal_of(facts.sections[i].title);
    if (!ordinal) continue;
    if (i > 0) {
      if (ordinal->part) out |= more_parts;
      continue;
    }
    out |= has_ordinal | (ordinal->part ? has_part : 0) | Glance{ordinal->number} << number_shift;
  }
  return out;
}

struct Place {
  std::uint32_t chapter = 0;
  const plan::Entity* entity = nullptr;
};

// All things with an identifier of which another one may be a twin.
std::vector<Place> possible_twins(const DocumentInput& input) {
  const plan::Plan& plan = input.plan;
  std::vector<std::pair<std::uint64_t, Place>> all;
  for (std::uint32_t c = 0; c < plan.chapters.size(); ++c) {
    const Glance glance = input.glances[c];
    if ((glance & one_id) != 0) all.push_back({glance >> hash_shift, {c, nullptr}});
    if ((glance & many_ids) == 0) continue;
    for (const plan::Entity& entity : plan.chapters[c].facts->entities)
      if (is_counted_here(entity))
        all.push_back({hash_of(entity) << hash_shift >> hash_shift, {c, &entity}});
  }
  std::vector<std::uint64_t> hashes;
  hashes.reserve(all.size());
  for (const auto& one : all) hashes.push_back(one.first);
  std::sort(hashes.begin(), hashes.end());
  std::vector<Place> out;
  for (auto& [hash, place] : all) {
    const auto [first, last] = std::equal_range(hashes.begin(), hashes.end(), hash);
    if (last - first < 2) continue;
    if (place.entity == nullptr) {
      const auto& entities = plan.chapters[place.chapter].facts->entities;
      place.entity = &*std::find_if(entities.begin(), entities.end(), is_counted_here);
    }
    out.push_back(place);
  }
  return out;
}

void judge_ids(const DocumentInput& input, Report& report) {
  const std::vector<Place> twins = possible_twins(input);
  if (twins.empty()) return;
  const plan::Plan& plan = input.plan;
  Numbers numbers;
  for (const plan::PlacedChapter& chapter : plan.chapters)
    for (const plan::Entity& entity : chapter.facts->entities)
      if (!entity.id.empty()) numbers.take(entity.id);
  std::map<std::pair<EntityKind, std::string>, Place> first;
  for (const Place& place : twins) {
    const plan::Entity& entity = *place.entity;
    const auto [known, added] = first.emplace(std::pair(entity.kind, entity.id), place);
    if (added || known->second.entity->key == entity.key) continue;
    const Place& other = known->second;
    const plan::PlacedChapter& chapter = plan.chapters[place.chapter];
    const std::string text = chapter.facts->text(entity.name_span);
    const std::size_t at = text.find(entity.id);
    if (at == std::string::npos) continue;
    const auto begin = entity.name_span.begin + static_cast<std::uint32_t>(at) + chapter.offset;
    const Span span = {begin, begin + static_cast<std::uint32_t>(entity.id.size())};
    Finding& finding = report.add(
        span, fmt::format("{} is already \"{}\"", entity.id, shortened(other.entity->title)));
    name_entity(finding, entity);
    finding.related.push_back({"",
                               other.entity->name_span.shifted(plan.chapters[other.chapter].offset),
                               "The first one"});
    offer(finding, span, numbers.next(entity.id));
  }
}

std::optional<Ordinal> ordinal_at(const DocumentInput& input, std::uint32_t entry) {
  const plan::OutlineEntry& here = input.plan.outline[entry];
  if (here.level == 0) return std::nullopt;
  const Glance glance = input.glances[here.chapter];
  if (here.section == 0) {
    if ((glance & has_ordinal) == 0) return std::nullopt;
    return Ordinal{
        static_cast<std::uint32_t>(glance >> number_shift & 0xffff), (glance & has_part) != 0, {}};
  }
  return ordinal_of(input.plan.section(entry).title);
}

struct Counted {  // a part below something that is counted
  std::uint32_t parent = 0;
  std::uint32_t entry = 0;
  std::uint32_t number = 0;  // of the parent
  bool fits = false;
};

void judge_ordinals(const DocumentInput& input, Report& report) {
  const plan::Plan& plan = input.plan;
  std::vector<Counted> all;
  for (std::uint32_t entry = 0; entry < plan.outline.size(); ++entry) {
    const plan::OutlineEntry& here = plan.outline[entry];
    const Glance wanted = here.section == 0 ? has_part : more_parts;
    if ((input.glances[here.chapter] & wanted) == 0 || here.parent >= plan.outline.size()) continue;
    const auto own = ordinal_at(input, entry);
    if (!own || !own->part) continue;
    const auto above = ordinal_at(input, here.parent);
    if (!above || above->part) continue;
    all.push_back({here.parent, entry, above->number, above->number == own->number});
  }
  if (std::all_of(all.begin(), all.end(), [](const Counted& one) { return one.fits; })) return;
  std::stable_sort(all.begin(), all.end(),
                   [](const Counted& a, const Counted& b) { return a.parent < b.parent; });
  for (std::size_t i = 0, end = 0; i < all.size(); i = end) {
    std::size_t fitting = 0;
    for (end = i; end < all.size() && all[end].parent == all[i].parent; ++end)
      fitting += all[end].fits ? 1 : 0;
    if (fitting * 2 <= end - i) continue;  // counted some other way
    for (std::size_t j = i; j < end; ++j) {
      if (all[j].fits) continue;
      const plan::Section& section = plan.section(all[j].entry);
      const plan::Section& parent = plan.section(all[j].parent);
      const std::uint32_t offset = plan.offset(all[j].entry);
      const auto own = ordinal_of(section.title);
      const std::string source = plan.facts(all[j].entry).text(section.title_span);
      if (!own || !source.starts_with(section.title.substr(0, own->digits.end))) continue;
      const Span digits = own->digits.shifted(section.title_span.begin + offset);
      Finding& finding =
          report.add(digits, fmt::format("\"{}\" is counted under {}, but stands below \"{}\"",
                                         shortened(section.title, 40), own->number,
                                         shortened(parent.title, 40)));
      name_section_entity(finding, plan.facts(all[j].entry), plan.outline[all[j].entry].section);
      finding.related.push_back(
          {"", parent.title_span.shifted(plan.offset(all[j].parent)), "It stands below this"});
      offer(finding, digits, std::to_string(all[j].number));
    }
  }
}

void judge_document(const DocumentInput& input, Report& report) {
  if (input.plan.is_template || input.plan.kind == plan::DocumentKind::changelog) return;
  judge_ids(input, report);
  judge_ordinals(input, report);
}

// -- decision records
// ------------------------------------------------------------------------------

// "0007-one-vendor" for "0007-one-vendor.de.md": translations are one record.
std::string_view stem_of(std::string_view file_name) {
  return file_name.substr(0, file_name.find('.'));
}

bool is_record(const workspace::Summary& one) {
  return one.kind == plan::DocumentKind::decision && !one.is_template;
}

// The first record of the folder, by path, that has the document's number; null: none before it.
workspace::SummaryPtr earlier_twin(const WorkspaceInput& input, unsigned number) {
  const std::string& here = input.document.path;
  const std::string_view folder = workspace::directory_of(here);
  const std::string_view own = stem_of(workspace::basename_of(here));
  workspace::SummaryPtr out;
  const auto look = [&](const std::string& path, const workspace::SummaryPtr& summary) {
    if (summary == nullptr || path >= here || (out != nullptr && path >= out->path)) return;
    if (workspace::directory_of(path) != folder) return;
    const std::string_view name = workspace::basename_of(path);
    const auto other = plan::record_number(name);
    if (other && other->number == number && stem_of(name) != own && is_record(*summary))
      out = summary;
  };
  for (const auto& [path, document] : input.workspace.open) look(path, document->summary);
  if (input.workspace.files == nullptr) return out;
  const auto& files = *input.workspace.files;
  const std::string begin = std::string(folder) + "/";
  for (auto at = files.lower_bound(begin); at != files.end() && at->first.starts_with(begin); ++at)
    if (!input.workspace.open.contains(at->first)) look(at->first, at->second);
  return out;
}

void judge_record(const WorkspaceInput& input, Report& report) {
  if (input.chapter != 0 || !is_record(*input.document.summary)) return;
  const std::string_view name = workspace::basename_of(input.document.path);
  const auto own = plan::record_number(name);
  if (!own) return;
  const workspace::SummaryPtr twin = earlier_twin(input, own->number);
  if (twin == nullptr) return;
  const plan::ChapterFacts& facts = input.facts();
  const auto heading = std::find_if(facts.sections.begin(), facts.sections.end(),
                                    [](const plan::Section& one) { return one.level > 0; });
  const Span place = heading == facts.sections.end() ? Span{0, 0} : heading->title_span;
  Finding& finding = report.add(place, fmt::format("{} is already the number of {}",
                                                   name.substr(own->prefix.size(), own->digits),
                                                   workspace::basename_of(twin->path)));
  if (heading != facts.sections.end())
    name_section_entity(finding, facts,
                        static_cast<std::uint32_t>(heading - facts.sections.begin()));
  finding.related.push_back({twin->path,
                             twin->anchors.empty() ? Span{0, 0} : twin->anchors.front().place.span,
                             "The first one"});
}

}  // namespace

extern const Rule id_conflict = {
    .name = "id-conflict",
    .group = "structure",
    .severity = Severity::error,
    .summary = "Two things have one identifier, or a number belongs elsewhere",
    .chapter = judge_chapter,
    .document = judge_document,
    .workspace = judge_record,
    .glance = glance,
    .tier = Tier::entity,
};

}  // namespace pland::rules
