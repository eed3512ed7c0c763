// Completion of releases: what may follow a changelog's newest, written as that is.
#include <algorithm>
#include <fmt/format.h>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analysis/features/heading_place.h"
#include "analysis/plan/plan.h"
#include "analysis/plan/version.h"

namespace pland::features {
namespace {

// The newest release, and its heading as it is written.
struct Newest {
  std::string heading;
  plan::ReleaseHeading release;
  std::vector<plan::Version> all;
};

std::optional<Newest> newest_release(const Headings& headings, std::uint32_t index) {
  std::optional<Newest> newest;
  std::vector<plan::Version> all;
  for (const std::uint32_t entry : headings.all) {
    if (headings.schema_section(entry) != index) continue;
    std::string heading = headings.plan.facts(entry).text(headings.plan.section(entry).title_span);
    auto release = plan::read_release(heading);
    if (!release) continue;
    all.push_back(release->version);
    if (!newest || plan::compare(newest->release.version, release->version) < 0)
      newest = Newest{std::move(heading), std::move(*release), {}};
  }
  if (newest) newest->all = std::move(all);
  return newest;
}

struct Step {
  plan::Version version;
  std::string_view name;
};

// What may follow a version: the release of what was a candidate, else the next minor, patch,
// major.
std::vector<Step> steps_from(const plan::Version& version) {
  std::vector<Step> out;
  const auto step = [&](std::size_t at, std::string_view name) {
    if (at >= version.numbers.size()) return;
    plan::Version next{version.numbers, {}, {}};
    ++next.numbers[at];
    std::fill(next.numbers.begin() + static_cast<std::ptrdiff_t>(at) + 1, next.numbers.end(), 0);
    out.push_back({std::move(next), name});
  };
  if (!version.suffix.empty()) out.push_back({{version.numbers, {}, {}}, "release"});
  step(1, "minor");
  step(2, "patch");
  step(0, "major");
  return out;
}

// Another version in the manner of a release's heading, with today's date where it has one.
std::string titled_like(const Newest& newest, const plan::Version& version, plan::Date today) {
  const plan::ReleaseHeading& release = newest.release;
  const std::string_view heading = newest.heading;
  std::string out(heading.substr(0, release.version_span.begin));
  out += plan::to_string(version);
  if (release.bracketed) out += "]";
  if (!release.date || !plan::is_valid(today)) return out;
  const Span date = release.date->span;
  const std::string_view joint = heading.substr(release.name_end, date.begin - release.name_end);
  if (joint.size() > 5) return out;
  out += joint;
  out += plan::to_iso(today);
  if (heading.substr(date.end).starts_with(')')) out += ')';
  return out;
}

}  // namespace

bool add_releases(const Typing& typing, const Hashes& typed, const Headings& headings, int level,
                  std::uint32_t index, CompletionList& list) {
  const auto newest = newest_release(headings, index);
  if (!newest || newest->release.version.is_calendar()) return false;
  const plan::SchemaSection& section = headings.plan.schema->sections[index];
  std::size_t number = 0;
  for (const Step& step : steps_from(newest->release.version)) {
    if (std::find(newest->all.begin(), newest->all.end(), step.version) != newest->all.end())
      continue;
    CompletionItem item;
    item.kind = CompletionKind::section;
    const std::string title = titled_like(*newest, step.version, typing.settings.today);
    item.label = title;
    item.detail = fmt::format("{} · after {}", step.name, plan::to_string(newest->release.version));
    item.sort_key = "0" + rank(number);
    item.preselect = number++ == 0;
    item.data = fmt::format("section {} {}", index, headings.plan.schema->name);
    SkeletonOptions options = options_of(typing, level - section.level);
    // The brackets of a version are none to fill in, so they come in afterwards.
    options.heading = hashes(level);
    const std::string_view body = has_body(typing) ? std::string_view() : section.skeleton;
    Skeleton skeleton = make_skeleton(body, options);
    for (std::string* text : {&skeleton.plain, &skeleton.snippet})
      text->insert(hashes(level).size(), " " + title);
    add_item(typing, typed, std::move(item), std::move(skeleton), list);
  }
  return number > 0;
}

}  // namespace pland::features
