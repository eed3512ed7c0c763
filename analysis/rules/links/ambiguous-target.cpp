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
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "analysis/rules/changelog/releases.h"
#include "analysis/rules/line.h"
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

void judge_definition(const EntryInput& input, const Targets& targets, const plan::Mention& mention,
                      Report& report) {
  const auto found = targets.definitions.find(mention.label_key);
  if (found == targets.definitions.end() || found->second.target == mention.target) return;
  const plan::Plan& plan = input.document.plan;
  const plan::ChapterFacts& facts = plan.facts(input.entry);
  const Targets::First& first = found->second;
  Finding& finding = report.add(
      mention.label,
      fmt::format("[{}] is defined above already, and that one counts", facts.text(mention.label)));
  report.read_off(first.chapter);
  for (const plan::Mention& other : plan.chapters[first.chapter].facts->mentions) {
    if (!is_definition(other) || other.label_key != mention.label_key) continue;
    finding.related.push_back({"", other.span, "The one that counts", first.chapter});
    break;
  }
  Fix& fix = finding.fixes.emplace_back();
  fix.title = "Remove this definition, which does nothing";
  fix.safe = false;
  const Span span = mention.span.shifted(plan.offset(input.entry));
  fix.edits.push_back(
      {"", seen_from(plan, input.entry, whole_line(input.document.text, span)), ""});
}

// Whether the link is what an item of a list starts with: an entry of a list of contents.
bool leads_an_item(const plan::ChapterFacts& facts, const plan::Mention& mention) {
  return std::any_of(facts.items.begin(), facts.items.end(), [&](const plan::Item& item) {
    return item.text.begin == mention.span.begin && !item.row;
  });
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
  for (const plan::Mention* link : links) {
    const std::string anchor = link->target.substr(1);
    const std::uint32_t times = seen[anchor]++;
    if (times == 0) continue;
    const std::string other = fmt::format("{}-{}", anchor, times);
    // Another link goes there, or will: then this one is a repetition.
    const bool linked = std::any_of(links.begin(), links.end(), [&](const plan::Mention* one) {
      return one->target.substr(1) == other;
    });
    const std::uint32_t first = entry_of(plan, anchor), second = entry_of(plan, other);
    if (linked || first == plan::no_index || second == plan::no_index) continue;
    if (plan.section(first).key != plan.section(second).key) continue;
    if (!leads_an_item(facts, *link)) continue;
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
  const auto& targets = *static_cast<const Targets*>(input.prepared);
  std::vector<const plan::Mention*> links;
  for (const plan::Mention& mention : plan.facts(input.entry).mentions) {
    if (mention.section != place.section) continue;
    if (is_definition(mention)) judge_definition(input, targets, mention, report);
    if (is_own_anchor(mention)) links.push_back(&mention);
  }
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
