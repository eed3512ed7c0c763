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

void judge_document(const DocumentInput& input, Report& report) {
  // Changelogs have dialects ("Bugs Fixed"): their groups are another rule's business.
  if (input.plan.kind == plan::DocumentKind::changelog) return;
  for (const Misspelling& misspelling : find_misspellings(input.plan)) {
    const plan::PlacedChapter& chapter = input.plan.chapters[misspelling.chapter];
    const Span span = misspelling.span.shifted(chapter.offset);
    Finding& finding = report.add(
        span, fmt::format("\"{}\": did you mean \"{}\"?", misspelling.written, misspelling.meant));
    name_enclosing_entity(finding, input.plan, input.plan.entry_at(span.begin));
    Fix& fix = finding.fixes.emplace_back();
    fix.title = fmt::format("Rename to \"{}\"", misspelling.meant);
    fix.preferred = true;
    fix.edits.push_back({"", span, misspelling.meant});
    if (misspelling.entry != plan::no_index) rename_anchor(input.plan, misspelling, fix);
  }
}

}  // namespace

extern const Rule misspelt_name = {
    .name = "misspelt-name",
    .group = "structure",
    .severity = Severity::warning,
    .summary = "A heading or label is a slip away from a name of this kind of document",
    .document = judge_document,
    .tier = Tier::kind,
};

}  // namespace pland::rules
