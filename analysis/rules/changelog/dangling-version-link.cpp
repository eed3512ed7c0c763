// The link definitions of a changelog's versions (`[1.4.0]: https://…/compare/v1.3.0...v1.4.0`):
// one that is missing where others are there, one of a version that is not, and comparisons that
// compare something else.
//
// Brackets around all versions and no definition at all are a style. What is told of the releases
// without a definition is told once, and mended at once.
#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/rules/changelog/releases.h"
#include "analysis/rules/entity.h"
#include "analysis/rules/hash.h"
#include "analysis/rules/line.h"
#include "analysis/rules/reach.h"
#include "analysis/text/unicode.h"

namespace pland::rules {
namespace {

constexpr std::string_view unreleased = "unreleased";

std::optional<plan::Version> version_in(std::string_view label) {
  if (label.starts_with('v')) label.remove_prefix(1);
  const auto found = plan::read_version(label);
  if (!found || found->size != label.size()) return std::nullopt;
  return found->version;
}

bool is_of_version(const plan::Mention& mention) {
  if (mention.label_key.empty() || mention.in_quote) return false;
  return mention.label_key == unreleased || version_in(mention.label_key).has_value();
}

bool is_definition(const plan::Mention& mention) {
  return mention.form == plan::MentionForm::definition;
}

// A version at the end of a tag: "v1.4.0", "core-v1.4.0", "core/1.4.0".
struct Tag {
  std::size_t begin = 0, end = 0;  // of the version, in the destination
  plan::Version version;
};
std::optional<Tag> tag_in(std::string_view destination, std::size_t begin, std::size_t end) {
  const auto is_digit = [](char c) { return '0' <= c && c <= '9'; };
  for (std::size_t at = begin; at < end; ++at) {
    if (!is_digit(destination[at]) || (at > begin && is_digit(destination[at - 1]))) continue;
    const auto found = plan::read_version(destination.substr(at, end - at));
    if (found && at + found->size == end) return Tag{at, end, found->version};
  }
  return std::nullopt;
}

struct Range {  // of `compare/BASE...HEAD`
  std::optional<Tag> base, head;
};
std::optional<Range> range_in(std::string_view destination) {
  constexpr std::string_view word = "compare/";
  const std::size_t at = destination.rfind(word);
  if (at == std::string_view::npos) return std::nullopt;
  const std::size_t begin = at + word.size();
  const std::size_t dots = destination.find("...", begin);
  if (dots == std::string_view::npos) return std::nullopt;
  const std::size_t end = std::min(destination.find_first_of("?#", dots), destination.size());
  return Range{tag_in(destination, begin, dots), tag_in(destination, dots + 3, end)};
}

struct Definition {
  std::uint32_t chapter = 0;
  std::string target;
  std::optional<plan::Version> version;  // none: of what is unreleased
  bool used = false;
};

struct Fault {
  enum class Kind : std::uint8_t { unused, head, base } kind;
  plan::Version is, must;
};

struct Missing {
  std::uint32_t entry = 0;
  std::uint32_t model = plan::no_index;  // entry of the nearest release that has a definition
  bool above = false;                    // the model stands above it
  std::uint32_t below = plan::no_index;  // entry of the release before it, for the comparison
};

struct VersionLinks {
  std::map<std::string, Definition> definitions;  // by label
  std::map<std::string, Fault> faults;
  std::vector<Missing> missing;  // by entry
  std::size_t defined = 0;       // releases that have one
};

Glance glance(const ChapterInput& input) {
  if (input.kind != plan::DocumentKind::changelog) return 0;
  Glance hash = glance_at_releases(input);
  for (const plan::Mention& mention : input.facts.mentions)
    if (is_of_version(mention))
      hash = mix(mix(hash, hash_of(mention.label_key)),
                 hash_of(mention.target) + (is_definition(mention) ? 1 : 0));
  return hash;
}

void read_definitions(const plan::Plan& plan, VersionLinks& out) {
  std::vector<std::string_view> used;
  for (std::uint32_t c = 0; c < plan.chapters.size(); ++c) {
    for (const plan::Mention& mention : plan.chapters[c].facts->mentions) {
      if (!is_of_version(mention)) continue;
      if (is_definition(mention))
        out.definitions.try_emplace(
            mention.label_key, Definition{c, mention.target, version_in(mention.label_key), false});
      else
        used.push_back(mention.label_key);
    }
  }
  for (const std::string_view label : used)
    if (const auto found = out.definitions.find(std::string(label)); found != out.definitions.end())
      found->second.used = true;
}

std::string label_of(const plan::Plan& plan, std::uint32_t entry) {
  const auto heading = heading_of(plan, entry);
  if (!heading) return {};
  return text::fold_label(plan.facts(entry).text(heading->name));
}

// Whether the release below is the one to start at, and not one of another line that was kept
// beside it: 1.2.0 comes behind 1.1.0 and may come behind 1.0.0, from which nothing of 1.1 went
// into it; but where it starts at 1.1.0, a 1.1.5 below it may be of later.
bool follows(const plan::Version& own, const plan::Version& below, const plan::Version& base) {
  if (plan::same_line(own, below)) return true;
  return own.numbers.size() > 1 && below.numbers.size() > 1 && own.numbers[0] == below.numbers[0] &&
         own.suffix.empty() && !plan::same_line(below, base);
}

// What is wrong with a definition whose release is there.
std::optional<Fault> fault_of(const Definition& definition, const Releases& releases,
                              std::uint32_t at) {
  const auto range = range_in(definition.target);
  if (!range || !range->base) return std::nullopt;
  if (!definition.version) {  // of what is unreleased: from the newest release on
    if (range->head) return std::nullopt;
    const auto newest =
        std::find_if(releases.list.begin(), releases.list.end(),
                     [](const Release& one) { return !one.unreleased && !one.open; });
    if (newest == releases.list.end()) return std::nullopt;
    const bool behind = plan::compare(range->base->version, newest->version) < 0;
    if (!behind || !newest->version.suffix.empty()) return std::nullopt;
    return Fault{Fault::Kind::base, range->base->version, newest->version};
  }
  if (!range->head) return std::nullopt;
  const plan::Version& own = *definition.version;
  if (!(range->head->version == own)) return Fault{Fault::Kind::head, range->head->version, own};
  if (at == plan::no_index || releases.list[at].below == plan::no_index) return std::nullopt;
  const Release& below = releases.list[releases.list[at].below];
  if (below.unreleased || below.version == range->base->version) return std::nullopt;
  const bool skips = follows(own, below.version, range->base->version) &&
                     plan::compare(range->base->version, below.version) < 0 &&
                     below.version.suffix.empty() && !below.open;
  const bool backwards = plan::compare(range->base->version, own) >= 0;
  if ((skips || backwards) && plan::compare(below.version, own) < 0)
    return Fault{Fault::Kind::base, range->base->version, below.version};
  return std::nullopt;
}

void find_missing(const plan::Plan& plan, const Releases& releases,
                  const std::vector<std::string>& labels, VersionLinks& out) {
  const auto is_defined = [&](std::uint32_t i) {
    return !labels[i].empty() && out.definitions.contains(labels[i]);
  };
  const auto nearest = [&](std::uint32_t from, std::uint32_t Release::*way) {
    for (auto i = releases.list[from].*way; i != plan::no_index; i = releases.list[i].*way)
      if (is_defined(i)) return i;
    return plan::no_index;
  };
  std::uint32_t above = plan::no_index;  // the last defined one of them
  for (std::uint32_t i = 0; i < releases.list.size(); ++i) {
    if (releases.list[i].unreleased) continue;
    if (is_defined(i)) {
      ++out.defined;
      above = i;
      continue;
    }
    const auto heading = heading_of(plan, releases.list[i].entry);
    if (!heading || !heading->bracketed || heading->linked) continue;
    Missing missing{releases.list[i].entry};
    const bool known =
        above != plan::no_index && releases.list[above].parent == releases.list[i].parent;
    const std::uint32_t model = known ? above : nearest(i, &Release::below);
    if (model != plan::no_index) missing.model = releases.list[model].entry;
    missing.above = known;
    if (const auto below = releases.list[i].below;
        below != plan::no_index && !releases.list[below].unreleased)
      missing.below = releases.list[below].entry;
    out.missing.push_back(missing);
  }
}

std::shared_ptr<const void> prepare(const DocumentInput& input) {
  auto out = std::make_shared<VersionLinks>();
  const plan::Plan& plan = input.plan;
  if (plan.kind != plan::DocumentKind::changelog) return out;
  read_definitions(plan, *out);
  if (out->definitions.empty()) return out;
  const Releases releases = releases_of(input);
  std::vector<std::string> labels;
  std::map<std::string, std::uint32_t> by_label;
  std::vector<plan::Version> versions;
  for (const Release& release : releases.list) {
    labels.push_back(release.unreleased ? std::string() : label_of(plan, release.entry));
    by_label.try_emplace(labels.back(), static_cast<std::uint32_t>(labels.size() - 1));
  }
  const bool has_unreleased = std::any_of(releases.list.begin(), releases.list.end(),
                                          [](const Release& one) { return one.unreleased; });
  for (const auto& [label, definition] : out->definitions) {
    const auto found = by_label.find(label);
    const bool there = definition.version ? found != by_label.end() : has_unreleased;
    if (!there && !definition.used && definition.version && !releases.list.empty())
      out->faults[label] = {Fault::Kind::unused, {}, {}};
    if (!there) continue;
    if (const auto fault =
            fault_of(definition, releases, definition.version ? found->second : plan::no_index))
      out->faults[label] = *fault;
  }
  find_missing(plan, releases, labels, *out);
  return out;
}

// The definition that counts: the first in the text.
const plan::Mention* find_definition(const plan::ChapterFacts& facts, std::string_view label) {
  const auto found =
      std::find_if(facts.mentions.begin(), facts.mentions.end(), [&](const plan::Mention& mention) {
        return is_definition(mention) && !mention.in_quote && mention.label_key == label;
      });
  return found == facts.mentions.end() ? nullptr : &*found;
}

// The definition of a release, made like that of its neighbour.
std::optional<std::string> made_like(const plan::Plan& plan, const VersionLinks& links,
                                     const Missing& missing) {
  const auto heading = heading_of(plan, missing.entry);
  const auto found = links.definitions.find(label_of(plan, missing.model));
  if (!heading || found == links.definitions.end()) return std::nullopt;
  const Definition& model = found->second;
  const std::string version = plan.facts(missing.entry).text(heading->version_span);
  std::string target = model.target;
  if (const auto range = range_in(target)) {
    const auto below =
        missing.below == plan::no_index ? std::nullopt : heading_of(plan, missing.below);
    if (!range->base || !range->head || !below) return std::nullopt;
    target.replace(range->head->begin, range->head->end - range->head->begin, version);
    target.replace(range->base->begin, range->base->end - range->base->begin,
                   plan.facts(missing.below).text(below->version_span));
  } else {
    const auto tag = tag_in(target, target.rfind('/') + 1, target.size());
    if (!tag || !model.version || !(tag->version == *model.version)) return std::nullopt;
    target.replace(tag->begin, tag->end - tag->begin, version);
  }
  return fmt::format("[{}]: {}", plan.facts(missing.entry).text(heading->name), target);
}

// All of the missing definitions, each beside its neighbour's.
void offer_all(Finding& finding, const EntryInput& input, const VersionLinks& links,
               Report& report) {
  constexpr std::uint32_t farthest = 64;  // chapters that an edit in between is watched in
  const plan::Plan& plan = input.document.plan;
  const markdown::Document& text = input.document.text;
  const std::string nl(line_ending(text));
  std::uint32_t first = plan.outline[input.entry].chapter, last = first;
  std::map<std::uint32_t, std::string> lines;  // by place in the document
  for (const Missing& missing : links.missing) {
    if (missing.model == plan::no_index) return;
    const auto below =
        missing.below == plan::no_index ? std::nullopt : heading_of(plan, missing.below);
    const auto own = heading_of(plan, missing.entry);
    // Of a release that is here twice the last one is compared with the one before it.
    if (below && own &&
        plan.facts(missing.below).text(below->version_span) ==
            plan.facts(missing.entry).text(own->version_span))
      continue;
    const auto line = made_like(plan, links, missing);
    const std::string label = label_of(plan, missing.model);
    const auto found = links.definitions.find(label);
    if (!line || found == links.definitions.end()) return;
    const std::uint32_t chapter = found->second.chapter;
    for (const std::uint32_t entry : {missing.entry, missing.model, missing.below})
      if (entry != plan::no_index) last = std::max(last, plan.outline[entry].chapter);
    first = std::min(first, chapter);
    last = std::max(last, chapter);
    if (last - first > farthest) return;
    const plan::Mention* model = find_definition(*plan.chapters[chapter].facts, label);
    if (model == nullptr) return;
    const std::uint32_t begin = model->span.begin + plan.chapters[chapter].offset;
    const Span whole = text.line_span(text.position(begin).line);
    if (missing.above)
      lines[whole.end] += nl + *line;
    else
      lines[whole.begin] += *line + nl;
  }
  for (std::uint32_t chapter = first; chapter <= last; ++chapter) report.read_off(chapter);
  Fix& fix = finding.fixes.emplace_back();
  fix.title = links.missing.size() == 1
                  ? "Add its definition"
                  : fmt::format("Add the {} missing definitions", links.missing.size());
  fix.safe = false;
  for (auto& [at, added] : lines)
    fix.edits.push_back({"", seen_from(plan, input.entry, {at, at}), std::move(added)});
}

void say_missing(const EntryInput& input, const VersionLinks& links, Report& report) {
  const plan::Plan& plan = input.document.plan;
  const auto heading = heading_of(plan, input.entry);
  if (!heading) return;
  const std::size_t others = links.missing.size() - 1;
  std::string message = fmt::format("[{}] is no link", plan.facts(input.entry).text(heading->name));
  if (others > 0)
    message +=
        fmt::format(", nor {} {}", others == 1 ? "is" : "are", counted(others, "other release"));
  message += fmt::format("; {} here {} a definition", counted(links.defined, "release"),
                         links.defined == 1 ? "has" : "have");
  Finding& finding = report.add(heading->name, std::move(message));
  name_section_entity(finding, plan.facts(input.entry), plan.outline[input.entry].section);
  offer_all(finding, input, links, report);
}

void say(const EntryInput& input, const plan::Mention& mention, const Fault& fault,
         Report& report) {
  const plan::ChapterFacts& facts = input.document.plan.facts(input.entry);
  const std::string label = facts.text(mention.label);
  if (fault.kind == Fault::Kind::unused) {
    Finding& finding = report.add(mention.label, fmt::format("There is no release {} here", label));
    Fix& fix = finding.fixes.emplace_back();
    fix.title = "Remove the definition";
    fix.safe = false;
    const std::uint32_t offset = input.document.plan.offset(input.entry);
    fix.edits.push_back({"",
                         seen_from(input.document.plan, input.entry,
                                   whole_line(input.document.text, mention.span.shifted(offset))),
                         ""});
    return;
  }
  const bool head = fault.kind == Fault::Kind::head;
  const std::string is = to_string(fault.is), must = to_string(fault.must);
  Finding& finding = report.add(
      mention.destination,
      head ? fmt::format("[{}] leads to what was new in {}", label, is)
           : fmt::format("[{}] compares with {}, but {} came before it", label, is, must));
  const std::string destination = facts.text(mention.destination);
  const auto range = range_in(destination);
  if (!range) return;
  const std::optional<Tag>& tag = head ? range->head : range->base;
  if (!tag || tag->version != fault.is) return;
  Fix& fix = finding.fixes.emplace_back();
  fix.title = fmt::format("Compare {} {}", head ? "up to" : "with", must);
  fix.safe = false;
  fix.edits.push_back(
      {"",
       Span{static_cast<std::uint32_t>(tag->begin), static_cast<std::uint32_t>(tag->end)}.shifted(
           mention.destination.begin),
       must});
}

void judge_entry(const EntryInput& input, Report& report) {
  if (input.about == 0) return;
  const auto& links = *static_cast<const VersionLinks*>(input.prepared);
  if (links.definitions.empty()) return;
  const plan::Plan& plan = input.document.plan;
  if (links.defined > 0 && !links.missing.empty() && links.missing.front().entry == input.entry)
    say_missing(input, links, report);
  if (links.faults.empty()) return;
  const plan::OutlineEntry& entry = plan.outline[input.entry];
  const plan::ChapterFacts& facts = plan.facts(input.entry);
  std::set<std::string_view> seen;  // of a label that is defined twice the first counts
  for (const plan::Mention& mention : facts.mentions) {
    if (!is_definition(mention) || mention.in_quote) continue;
    if (!seen.insert(mention.label_key).second || mention.section != entry.section) continue;
    const auto fault = links.faults.find(mention.label_key);
    if (fault == links.faults.end()) continue;
    if (links.definitions.find(mention.label_key)->second.chapter == entry.chapter)
      say(input, mention, fault->second, report);
  }
}

}  // namespace

extern const Rule dangling_version_link = {
    .name = "dangling-version-link",
    .group = "changelog",
    .severity = Severity::warning,
    .summary = "A version's link definition is missing, or leads to another version",
    .entry = judge_entry,
    .about = about_releases,
    .prepare = prepare,
    .glance = glance,
    .tier = Tier::entity,
};

}  // namespace pland::rules
