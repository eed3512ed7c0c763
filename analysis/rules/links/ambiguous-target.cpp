// A link that could mean several things: a label that is defined twice, and a heading that is there
// twice and linked to twice by the same name.
//
// Of two definitions the first counts (CommonMark 4.7), which nobody sees who edits the second. Of
// two headings of one title the first has the plain anchor: a list of contents that links to both
// by it leads to the first twice.
#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "analysis/rules/hash.h"
#include "analysis/rules/line.h"
#include "analysis/rules/reach.h"
#include "analysis/rules/rule.h"

namespace pland::rules {
namespace {

bool is_definition(const plan::Mention& mention) {
  return mention.form == plan::MentionForm::definition && !mention.in_quote;
}

bool is_own_anchor(const plan::Mention& mention) {
  return mention.form == plan::MentionForm::link && !mention.image && mention.has_fragment &&
         mention.link_form == markdown::LinkForm::inline_link && mention.path.empty() &&
         mention.target.size() > 1 && mention.target.front() == '#' && !mention.in_quote;
}

Glance glance(const ChapterInput& input) {
  Glance hash = 0;
  for (const plan::Mention& mention : input.facts.mentions)
    if (is_definition(mention))
      hash = mix(mix(hash, hash_of(mention.label_key)), hash_of(mention.target)) | 1;
  return hash;
}

// The definitions, and which headings there are: by their list, which versions of the document
// share as long as it is the same.
std::uint64_t about(const DocumentInput& input) {
  std::uint64_t hash = reinterpret_cast<std::uintptr_t>(input.plan.slugs.list.get());
  for (std::size_t i = 0; i < input.glances.size(); ++i)
    if (input.glances[i] != 0) hash = mix(mix(hash, i), input.glances[i]);
  return hash;
}

struct Targets {
  plan::Shared<std::string> slugs;  // keeps its address from being another list's
  struct First {
    std::uint32_t chapter = 0;
    std::string target;
  };
  std::unordered_map<std::string, First> definitions;
};

std::shared_ptr<const void> prepare(const DocumentInput& input) {
  auto out = std::make_shared<Targets>();
  out->slugs = input.plan.slugs;
  for (std::uint32_t c = 0; c < input.plan.chapters.size(); ++c) {
    if (input.glances[c] == 0) continue;
    for (const plan::Mention& mention : input.plan.chapters[c].facts->mentions)
      if (is_definition(mention))
        out->definitions.try_emplace(mention.label_key, Targets::First{c, mention.target});
  }
  return out;
}

// Where a chapter defines its labels, the first place of each.
using Places = std::unordered_map<std::string_view, Span>;
Places places_of_definitions(const plan::ChapterFacts& facts) {
  Places out;
  for (const plan::Mention& mention : facts.mentions)
    if (is_definition(mention)) out.try_emplace(mention.label_key, mention.span);
  return out;
}

void judge_definition(const EntryInput& input, const Targets::First& first, const Places& places,
                      const plan::Mention& mention, Report& report) {
  const plan::Plan& plan = input.document.plan;
  Finding& finding =
      report.add(mention.label, fmt::format("[{}] is defined above already, and that one counts",
                                            plan.facts(input.entry).text(mention.label)));
  report.read_off(first.chapter);
  if (const auto place = places.find(mention.label_key); place != places.end())
    finding.related.push_back({"", place->second, "The one that counts", first.chapter});
  Fix& fix = finding.fixes.emplace_back();
  fix.title = "Remove this definition, which does nothing";
  fix.safe = false;
  const Span span = mention.span.shifted(plan.offset(input.entry));
  fix.edits.push_back(
      {"", seen_from(plan, input.entry, whole_line(input.document.text, span)), ""});
}

// Those that do nothing, of a section.
void judge_definitions(const EntryInput& input, const std::vector<const plan::Mention*>& all,
                       Report& report) {
  const auto& definitions = static_cast<const Targets*>(input.prepared)->definitions;
  std::map<std::uint32_t, Places> places;  // by chapter
  for (const plan::Mention* mention : all) {
    const auto found = definitions.find(mention->label_key);
    if (found == definitions.end() || found->second.target == mention->target) continue;
    const std::uint32_t chapter = found->second.chapter;
    if (!places.contains(chapter))
      places[chapter] = places_of_definitions(*input.document.plan.chapters[chapter].facts);
    judge_definition(input, found->second, places[chapter], *mention, report);
  }
}

// The entry of a heading's anchor; no_index where there is none.
std::uint32_t entry_of(const plan::Plan& plan, const std::string& anchor) {
  const auto found = plan.anchors->find(anchor);
  return found == plan.anchors->end() ? plan::no_index : found->second;
}

void judge_contents(const EntryInput& input, const std::vector<const plan::Mention*>& links,
                    Report& report) {
  const plan::Plan& plan = input.document.plan;
  const plan::ChapterFacts& facts = plan.facts(input.entry);
  std::map<std::string, std::uint32_t> seen;  // how many links to each anchor
  std::set<std::string_view> targets;
  for (const plan::Mention* link : links) targets.insert(std::string_view(link->target).substr(1));
  std::set<std::uint32_t> items;  // where what they say begins: entries of a list of contents
  for (const plan::Item& item : facts.items)
    if (!item.row) items.insert(item.text.begin);
  for (const plan::Mention* link : links) {
    const std::string anchor = link->target.substr(1);
    const std::uint32_t times = seen[anchor]++;
    if (times == 0) continue;
    const std::string other = fmt::format("{}-{}", anchor, times);
    // Another link goes there, or will: then this one is a repetition.
    const std::uint32_t first = entry_of(plan, anchor), second = entry_of(plan, other);
    if (targets.contains(other) || first == plan::no_index || second == plan::no_index) continue;
    if (plan.section(first).key != plan.section(second).key) continue;
    if (!items.contains(link->span.begin)) continue;
    Finding& finding = report.add(
        link->fragment, fmt::format("A second link to the first \"{}\"; did you mean #{}?",
                                    plan.section(first).title, other));
    const std::uint32_t chapter = plan.outline[second].chapter;
    report.read_off(chapter);
    report.read_off(plan.outline[first].chapter);
    finding.related.push_back({"", plan.section(second).title_span, "The other one", chapter});
    Fix& fix = finding.fixes.emplace_back();
    fix.title = fmt::format("Link to #{}", other);
    fix.safe = false;
    fix.edits.push_back({"", link->fragment, other});
  }
}

void judge_entry(const EntryInput& input, Report& report) {
  const plan::Plan& plan = input.document.plan;
  const plan::OutlineEntry& place = plan.outline[input.entry];
  std::vector<const plan::Mention*> links, definitions;
  for (const plan::Mention& mention : plan.facts(input.entry).mentions) {
    if (mention.section != place.section) continue;
    if (is_definition(mention)) definitions.push_back(&mention);
    if (is_own_anchor(mention)) links.push_back(&mention);
  }
  if (!definitions.empty()) judge_definitions(input, definitions, report);
  if (links.size() > 1 && plan.anchors != nullptr) judge_contents(input, links, report);
}

}  // namespace

extern const Rule ambiguous_target = {
    .name = "ambiguous-target",
    .group = "links",
    .severity = Severity::warning,
    .summary = "A link could mean several things, and leads to the first",
    .entry = judge_entry,
    .about = about,
    .prepare = prepare,
    .glance = glance,
    .tier = Tier::any,
};

}  // namespace pland::rules
