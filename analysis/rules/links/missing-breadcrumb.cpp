// Breadcrumbs that leave out one of the family: the kind's own template leads to it, it is there,
// and nothing in the document links to it. Of a guide in a folder the one above is asked for, too.
//
// Only where a document has breadcrumbs: who has none was not going to lead anybody anywhere.
#include <algorithm>
#include <cstdint>
#include <fmt/format.h>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/plan/kind.h"
#include "analysis/rules/line.h"
#include "analysis/rules/links/link.h"
#include "analysis/text/unicode.h"
#include "analysis/workspace/path.h"

namespace pland::rules {
namespace {

struct Crumb {  // what a template's breadcrumbs lead to
  std::string target;
  std::string line;  // of its list, without the marker; empty for a row of a table
};

// Of the first list or table of breadcrumbs in the template.
std::vector<Crumb> crumbs_of(const plan::SchemaSection& section) {
  std::vector<Crumb> out;
  std::string_view text = section.skeleton;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    const std::string_view line = text::trim(text.substr(0, end));
    text.remove_prefix(end);
    const std::size_t open = line.find("](");
    if (open == std::string_view::npos) continue;
    const std::size_t close = line.find(')', open);
    if (close == std::string_view::npos) continue;
    const std::string_view target = line.substr(open + 2, close - open - 2);
    // Whoever is in a repository has seen its README.
    if (!workspace::is_markdown(target) || target == "README.md") continue;
    out.push_back({std::string(target),
                   line.starts_with("- ") ? std::string(line.substr(2)) : std::string()});
  }
  return out;
}

bool is_breadcrumbs(const plan::Plan& plan, std::uint32_t entry) {
  const std::uint32_t section = plan.schema_sections[entry];
  return section < plan.schema->sections.size() &&
         plan.schema->sections[section].is == "navigation";
}

// The document's first section of breadcrumbs, where it stands in this chapter.
std::optional<std::uint32_t> breadcrumbs_in(const plan::Plan& plan, std::uint32_t chapter) {
  if (plan.schema == nullptr) return std::nullopt;
  const auto is_named = [&](std::uint32_t entry) {
    return plan.outline[entry].level > 0 && is_breadcrumbs(plan, entry);
  };
  for (std::uint32_t entry = plan.entry_of(chapter, 0);
       entry < plan.outline.size() && plan.outline[entry].chapter == chapter; ++entry) {
    if (!is_named(entry)) continue;
    for (std::uint32_t before = 0; before < entry; ++before)
      if (is_named(before)) return std::nullopt;
    return entry;
  }
  return std::nullopt;
}

// The guide in the nearest folder above.
workspace::SummaryPtr guide_above(const WorkspaceInput& input) {
  const std::string& path = input.document.path;
  const std::string_view root = input.workspace.root_of(path);
  const std::string_view name = workspace::basename_of(path);
  std::string folder(workspace::directory_of(path));
  while (folder.size() > root.size() && workspace::is_inside(folder, root)) {
    folder = std::string(workspace::directory_of(folder));
    if (auto summary = input.workspace.summary(workspace::join(folder, name))) return summary;
  }
  return nullptr;
}

// Where the list of the section ends, and how its items begin; the section's end, where it has
// none.
struct Place {
  std::uint32_t at = 0;  // in the chapter
  std::string lead;      // what goes before the line
};
Place place_in(const WorkspaceInput& input, std::uint32_t section) {
  const plan::ChapterFacts& facts = input.facts();
  const markdown::Document& text = input.document.text;
  const std::uint32_t offset = input.document.plan->chapters[input.chapter].offset;
  const std::string nl(line_ending(text));
  const plan::Item* last = nullptr;
  for (const plan::Item& item : facts.items)
    if (item.section == section && !item.row && item.depth == 0) last = &item;
  if (last != nullptr) {
    const Span line = text.line_span(text.position(last->text.begin + offset).line);
    const std::string marker = text.text({line.begin, last->text.begin + offset});
    const std::uint32_t end = end_of_content(text, last->span.shifted(offset));
    if (marker.find_first_not_of(" \t-*+") == std::string::npos && !marker.empty())
      return {end - offset, nl + marker};
  }
  const Span body = facts.sections[section].body.shifted(offset);
  const std::uint32_t end = end_of_content(text, body);
  const bool empty = text::trim(text.text({body.begin, end})).empty();
  return {end - offset, (empty ? nl : nl + nl) + "- "};
}

void say(const WorkspaceInput& input, std::uint32_t entry, const std::string& path,
         std::string line, Report& report) {
  const plan::Plan& plan = *input.document.plan;
  const std::uint32_t index = plan.outline[entry].section;
  const plan::Section& section = plan.section(entry);
  const std::string target = workspace::percent_encode_path(
      workspace::relative_to(path, workspace::directory_of(input.document.path)));
  Finding& finding = report.add(section.title_span,
                                fmt::format("Nothing here leads to {}, which is there", target));
  if (line.empty()) line = fmt::format("[{}]({})", workspace::basename_of(path), target);
  const Place place = place_in(input, index);
  Fix& fix = finding.fixes.emplace_back();
  fix.title = fmt::format("Add a link to {}", target);
  fix.edits.push_back({"", {place.at, place.at}, place.lead + line});
}

void judge_breadcrumbs(const WorkspaceInput& input, Report& report) {
  const plan::Plan& plan = *input.document.plan;
  if (plan.kind_source < plan::KindSource::matched || plan.is_template) return;
  const auto entry = breadcrumbs_in(plan, input.chapter);
  if (!entry) return;
  const std::string& here = input.document.path;
  const auto& targets = input.document.summary->targets;
  const auto is_linked = [&](const std::string& path) {
    return std::binary_search(targets.begin(), targets.end(), path);
  };
  const plan::SchemaSection& section = plan.schema->sections[plan.schema_sections[*entry]];
  for (Crumb& crumb : crumbs_of(section)) {
    const std::string path = workspace::join(workspace::directory_of(here), crumb.target);
    if (path == here || is_linked(path)) continue;
    const auto summary = input.workspace.summary(path);
    if (summary == nullptr || summary->is_template) continue;
    say(input, *entry, path, std::move(crumb.line), report);
  }
  if (plan.kind != plan::DocumentKind::guide) return;
  const auto above = guide_above(input);
  if (above == nullptr || is_linked(above->path)) return;
  say(input, *entry, above->path, {}, report);
}

}  // namespace

extern const Rule missing_breadcrumb = {
    .name = "missing-breadcrumb",
    .group = "links",
    .severity = Severity::information,
    .summary = "Breadcrumbs leave out a document of the family",
    .workspace = judge_breadcrumbs,
    .tier = Tier::kind,
};

}  // namespace pland::rules
