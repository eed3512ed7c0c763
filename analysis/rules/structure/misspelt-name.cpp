// A heading or label that is a slip away from a name that this kind of document has and that is
// missing here. The fix renames it, and the links to it within the document.
#include <fmt/format.h>
#include <string>

#include "analysis/rules/entity.h"
#include "analysis/rules/rule.h"
#include "analysis/rules/structure/misspelling.h"
#include "analysis/text/slug.h"

namespace pland::rules {
namespace {

// Links of the document to the heading's old anchor follow it.
void rename_anchor(const plan::Plan& plan, const Misspelling& misspelling, Fix& fix) {
  const std::string& old_slug = plan.slugs[misspelling.entry];
  std::string title = plan.section(misspelling.entry).title;
  const auto at = title.find(misspelling.written);
  if (at == std::string::npos) return;
  title.replace(at, misspelling.written.size(), misspelling.meant);
  const std::string slug = text::slug(title);
  for (const plan::PlacedChapter& chapter : plan.chapters) {
    for (const plan::Mention& mention : chapter.facts->mentions) {
      if (!mention.path.empty() || !mention.has_fragment) continue;
      if (chapter.facts->text(mention.fragment) != old_slug) continue;
      fix.edits.push_back({"", mention.fragment.shifted(chapter.offset), slug});
    }
  }
}

// Changelogs have dialects ("Bugs Fixed"): their groups are another rule's business.
bool has_dialects(plan::DocumentKind kind) { return kind == plan::DocumentKind::changelog; }

Finding& say(const Misspelling& misspelling, std::uint32_t offset, Report& report) {
  const Span span = misspelling.span.shifted(offset);
  Finding& finding = report.add(
      span, fmt::format("\"{}\": did you mean \"{}\"?", misspelling.written, misspelling.meant));
  Fix& fix = finding.fixes.emplace_back();
  fix.title = fmt::format("Rename to \"{}\"", misspelling.meant);
  fix.preferred = true;
  fix.edits.push_back({"", span, misspelling.meant});
  return finding;
}

void judge_labels(const ChapterInput& input, Report& report) {
  if (has_dialects(input.kind)) return;
  for (const Misspelling& misspelling : misspelt_labels(input.facts, input.schema)) {
    Finding& finding = say(misspelling, 0, report);
    if (misspelling.entity < input.facts.entities.size())
      name_entity(finding, input.facts.entities[misspelling.entity]);
  }
}

void judge_headings(const DocumentInput& input, Report& report) {
  if (has_dialects(input.plan.kind)) return;
  for (const Misspelling& misspelling : misspelt_headings(input.plan)) {
    Finding& finding = say(misspelling, input.plan.offset(misspelling.entry), report);
    name_enclosing_entity(finding, input.plan, misspelling.entry);
    rename_anchor(input.plan, misspelling, finding.fixes[0]);
  }
}

}  // namespace

extern const Rule misspelt_name = {
    .name = "misspelt-name",
    .group = "structure",
    .severity = Severity::warning,
    .summary = "A heading or label is a slip away from a name of this kind of document",
    .chapter = judge_labels,
    .document = judge_headings,
    .tier = Tier::kind,
};

}  // namespace pland::rules
