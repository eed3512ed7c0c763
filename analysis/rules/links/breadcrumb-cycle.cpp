// A way up that leads in a circle: a document whose parent's parent is the document itself.
//
// A parent is what a document calls so: "Up:", "Parent:", "Part of", an arrow before or in the
// link. Breadcrumbs beside each other point both ways and are none.
#include <algorithm>
#include <fmt/format.h>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/rules/line.h"
#include "analysis/rules/links/link.h"
#include "analysis/workspace/path.h"

namespace pland::rules {
namespace {

// The shortest way from a document back to `to` along parents; empty where there is none.
std::vector<std::string> way_back(const workspace::Workspace& workspace, const std::string& from,
                                  const std::string& to) {
  constexpr std::size_t most = 64;  // documents
  struct Step {
    std::string path;
    std::size_t before;
  };
  std::vector<Step> steps = {{from, 0}};
  for (std::size_t at = 0; at < steps.size() && at < most; ++at) {
    const auto summary = workspace.summary(steps[at].path);
    if (summary == nullptr) continue;
    for (const std::string& parent : summary->parents) {
      if (parent == to) {
        std::vector<std::string> out;
        for (std::size_t i = at; i != 0; i = steps[i].before) out.push_back(steps[i].path);
        out.push_back(from);
        std::reverse(out.begin(), out.end());
        return out;
      }
      const bool known = std::any_of(steps.begin(), steps.end(),
                                     [&](const Step& step) { return step.path == parent; });
      if (!known) steps.push_back({parent, at});
    }
  }
  return {};
}

void judge_links(const WorkspaceInput& input, Report& report) {
  const plan::ChapterFacts& facts = input.facts();
  const std::string& here = input.document.path;
  for (const plan::Mention& mention : facts.mentions) {
    if (!mention.up || mention.in_quote) continue;
    const workspace::Target target = workspace::resolve(input.workspace, input.document, mention);
    if (target.kind != workspace::Target::Kind::file) continue;
    // "Up" within a page leads to its top.
    if (target.path == here && mention.path.empty()) continue;
    std::vector<std::string> way;
    if (target.path != here) {
      way = way_back(input.workspace, target.path, here);
      if (way.empty()) continue;
    }
    std::string shown(workspace::basename_of(here));
    for (const std::string& step : way) shown += fmt::format(" → {}", workspace::basename_of(step));
    Finding& finding = report.add(mention.span, fmt::format("The way up leads in a circle: {} → {}",
                                                            shown, workspace::basename_of(here)));
    place(finding, facts, mention);
    for (const std::string& step : way)
      if (const auto summary = input.workspace.summary(step))
        if (!summary->anchors.empty())
          finding.related.push_back({step, summary->anchors[0].place.span, "On the way"});
    Fix& fix = finding.fixes.emplace_back();
    fix.title = "Remove the link up";
    fix.safe = false;
    const std::uint32_t offset = input.document.plan->chapters[input.chapter].offset;
    const Span line = input.document.text.line_span(
        input.document.text.position(mention.span.begin + offset).line);
    fix.edits.push_back({"", whole_line(input.document.text, line).shifted(0U - offset), ""});
  }
}

}  // namespace

extern const Rule breadcrumb_cycle = {
    .name = "breadcrumb-cycle",
    .group = "links",
    .severity = Severity::warning,
    .summary = "The way up leads back to the document",
    .workspace = judge_links,
    .tier = Tier::kind,
};

}  // namespace pland::rules
