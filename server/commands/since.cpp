#include "server/commands/since.h"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "server/commands/commands.h"
#include "server/commands/survey.h"

namespace pland::server {
namespace {

Changes changes_since(const std::string& revision, const Survey& survey) {
  std::string problem;
  std::optional<Changes> changes = Changes::since(revision, survey.roots(), problem);
  if (!changes) throw UserError(fmt::format("--since: {}", problem));
  return std::move(*changes);
}

// The section that a place in its heading speaks of, or the place itself.
Span spoken_of(const workspace::Document& document, Span span) {
  const plan::Plan& plan = *document.plan;
  const std::uint32_t entry = plan.entry_at(span.begin);
  if (entry >= plan.outline.size() || plan.outline[entry].level == 0) return span;
  const Span heading = plan.section(entry).span.shifted(plan.offset(entry));
  return heading.begin <= span.begin && span.begin < heading.end ? plan.extent(entry) : span;
}

}  // namespace

Since::Since(const std::string& revision, const Survey& survey)
    : survey_(survey), changes_(changes_since(revision, survey)) {}

bool Since::concerns(std::string_view path, const markdown::Document& text, Span span) const {
  const ChangedLines* lines = changes_.of(path);
  if (lines == nullptr) return false;
  const std::uint32_t size = text.size();
  const std::uint32_t first = text.position(std::min(span.begin, size)).line + 1;
  // The last byte's line: a span that ends with a line's ending does not go on in the next.
  const std::uint32_t last_byte = span.end > span.begin ? span.end - 1 : span.begin;
  const std::uint32_t last = text.position(std::min(last_byte, size)).line + 1;
  return lines->meet(first, std::max(first, last));
}

bool Since::concerns(const workspace::Document& document, const rules::Finding& finding) const {
  if (concerns(document.path, document.text, spoken_of(document, finding.span))) return true;
  return std::any_of(
      finding.related.begin(), finding.related.end(), [&](const rules::Related& related) {
        if (related.path.empty()) {
          return concerns(document.path, document.text, spoken_of(document, related.span));
        }
        const auto other = survey_.workspace().document(related.path);
        return other && concerns(other->path, other->text, spoken_of(*other, related.span));
      });
}

}  // namespace pland::server
