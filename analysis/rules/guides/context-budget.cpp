// A guide that takes more of an agent's attention than it gives: too many lines of its own, or too
// much that it loads with its imports.
//
// Tokens are estimated at four bytes each, in steps of a hundred.
#include <algorithm>
#include <fmt/format.h>
#include <string>
#include <vector>

#include "analysis/rules/entity.h"
#include "analysis/rules/guides/imports.h"
#include "analysis/workspace/path.h"

namespace pland::rules {
namespace {

constexpr std::uint32_t most_lines = 200;
constexpr std::uint32_t most_weight = 80;  // hundreds of tokens

Span first_heading(const plan::ChapterFacts& facts) {
  const auto found = std::find_if(facts.sections.begin(), facts.sections.end(),
                                  [](const plan::Section& one) { return one.level > 0; });
  return found == facts.sections.end() ? Span{} : found->title_span;
}

void judge_lines(const DocumentInput& input, Report& report) {
  if (input.plan.kind != plan::DocumentKind::guide || input.plan.chapters.empty()) return;
  const std::uint32_t lines = input.text.line_count() - 1;
  if (lines <= most_lines) return;
  report.add(
      first_heading(*input.plan.chapters[0].facts),
      fmt::format("{} lines, all of which are loaded each time; {} are a lot", lines, most_lines));
}

std::string in_thousands(std::uint32_t weight) {
  return fmt::format("{}.{}k", weight / 10, weight % 10);
}

void judge_loaded(const WorkspaceInput& input, Report& report) {
  if (input.chapter != 0 || input.document.plan->kind != plan::DocumentKind::guide) return;
  std::vector<Loaded> all = loaded_with(input.workspace, input.document.summary);
  std::erase_if(all, [](const Loaded& one) { return one.depth > deepest_import; });
  std::uint32_t weight = 0;
  for (const Loaded& one : all) weight += one.summary->weight();
  if (weight <= most_weight) return;
  std::stable_sort(all.begin(), all.end(), [](const Loaded& a, const Loaded& b) {
    return a.summary->weight() > b.summary->weight();
  });
  std::string largest;
  for (std::size_t i = 0; i < std::min<std::size_t>(all.size(), 3); ++i)
    largest += fmt::format("{}{} {}", largest.empty() ? "" : ", ",
                           workspace::basename_of(all[i].summary->path),
                           in_thousands(all[i].summary->weight()));
  report.add(first_heading(input.facts()),
             fmt::format("About {} tokens are loaded with this, from {}: {}", in_thousands(weight),
                         counted(all.size(), "file"), largest));
}

}  // namespace

extern const Rule context_budget = {
    .name = "context-budget",
    .group = "guides",
    .severity = Severity::information,
    .on = false,
    .summary = "A guide takes up much of what an agent can keep in mind",
    .document = judge_lines,
    .workspace = judge_loaded,
    .tier = Tier::any,
};

}  // namespace pland::rules
