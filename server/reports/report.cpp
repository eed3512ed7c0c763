#include "server/reports/report.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "analysis/text/columns.h"
#include "analysis/workspace/path.h"

namespace pland::server {
namespace {

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

ReportPosition position_of(const markdown::Document& text, std::uint32_t offset) {
  offset = std::min(offset, text.size());
  const markdown::Position at = text.position(offset);
  std::string line = text.line_text(at.line);
  std::uint32_t column = text::column_of(line, at.column, text::Encoding::utf32);
  if (at.line == 0 && line.starts_with(byte_order_mark) && column > 0) --column;
  return {at.line + 1, column + 1, offset, at.column + 1};
}

ReportPlace place_of(const markdown::Document& text, std::string_view path, Span span,
                     const ReportContext& context) {
  ReportPlace place;
  place.file = workspace::relative_to(path, context.root);
  place.begin = position_of(text, span.begin);
  place.end = span.end <= span.begin ? place.begin : position_of(text, span.end);
  return place;
}

std::optional<Excerpt> excerpt_of(const markdown::Document& text, Span span,
                                  const ReportContext& context) {
  if (!context.with_excerpts || text.size() == 0) return std::nullopt;
  const markdown::Position begin = text.position(std::min(span.begin, text.size()));
  const markdown::Position end =
      text.position(std::min(std::max(span.begin, span.end), text.size()));
  constexpr std::uint32_t around = 1000;  // bytes
  Excerpt excerpt;
  const Span line = text.line_span(begin.line);
  Span shown = line;
  if (begin.column > around) shown.begin = line.begin + begin.column - around;
  shown.end = std::min(line.end, line.begin + begin.column + 2 * around);
  const auto is_continuation = [&](std::uint32_t offset) {  // of a code point
    return (static_cast<unsigned char>(text.text({offset, offset + 1})[0]) & 0xC0) == 0x80;
  };
  while (shown.begin > line.begin && shown.begin < shown.end && is_continuation(shown.begin))
    ++shown.begin;
  while (shown.end < line.end && shown.end > shown.begin && is_continuation(shown.end)) --shown.end;
  excerpt.line = text.text(shown);
  excerpt.cut_front = shown.begin > line.begin;
  excerpt.cut_back = shown.end < line.end;
  if (begin.line > 0) {
    const Span above = text.line_span(begin.line - 1);
    const std::uint32_t above_end = std::min(above.end, above.begin + 2 * around);
    excerpt.before = text.text({above.begin, above_end});
    excerpt.cut_before = above_end < above.end;
  }
  // A span that ends with the line's own ending does not go on in the next.
  excerpt.continues = end.line > begin.line + 1 || (end.line == begin.line + 1 && end.column > 0);
  const std::uint32_t mark_end = end.line > begin.line ? line.end : line.begin + end.column;
  const auto inside = [&](std::uint32_t offset) {
    return std::clamp(offset, shown.begin, shown.end) - shown.begin;
  };
  excerpt.marked = {inside(line.begin + begin.column), inside(mark_end)};
  return excerpt;
}

// The document that a place in `path` counts in: the finding's own, another one, or nothing.
class Other {
 public:
  Other(std::string_view path, std::string_view own_path, const markdown::Document& own,
        const ReportContext& context)
      : path_(path.empty() ? own_path : path) {
    if (path_ == own_path) {
      text_ = &own;
    } else if (context.workspace) {
      document_ = context.workspace->document(path_);
      if (document_) text_ = &document_->text;
    }
  }
  ReportPlace place(Span span, const ReportContext& context) const {
    if (text_) return place_of(*text_, path_, span, context);
    return {workspace::relative_to(path_, context.root), {}, {}};
  }
  std::optional<Excerpt> excerpt(Span span, const ReportContext& context) const {
    return text_ ? excerpt_of(*text_, span, context) : std::nullopt;
  }

 private:
  std::string_view path_;
  workspace::DocumentPtr document_;
  const markdown::Document* text_ = nullptr;
};

}  // namespace

std::vector<std::pair<std::string, std::size_t>> Report::by_rule() const {
  std::map<std::string, std::size_t> counts;
  for (const ReportFinding& finding : findings) ++counts[finding.rule];
  std::vector<std::pair<std::string, std::size_t>> result(counts.begin(), counts.end());
  std::stable_sort(result.begin(), result.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  return result;
}

ReportFinding report_finding(const rules::Finding& finding, std::string_view path,
                             const markdown::Document& text, const ReportContext& context) {
  ReportFinding result;
  if (finding.rule) {
    result.rule = finding.rule->name;
    result.group = finding.rule->group;
    if (rules::find_rule(finding.rule->name)) result.docs = rules::docs_url(*finding.rule);
  }
  result.severity = finding.severity;
  result.message = finding.message;
  result.place = place_of(text, path, finding.span, context);
  result.excerpt = excerpt_of(text, finding.span, context);
  if (finding.entity_kind != plan::EntityKind::none) {
    result.entity_kind = plan::name(finding.entity_kind);
    result.entity_title = finding.entity_title;
  }
  for (const rules::Related& related : finding.related) {
    const Other other(related.path, path, text, context);
    result.related.push_back({other.place(related.span, context),
                              other.excerpt(related.span, context), related.message});
  }
  for (const rules::Fix& fix : finding.fixes) {
    ReportFix report;
    report.title = fix.title;
    report.safe = fix.safe;
    report.placeholders = fix.snippet;
    for (const rules::Edit& edit : fix.edits) {
      const Other other(edit.path, path, text, context);
      report.edits.push_back({other.place(edit.span, context),
                              fix.snippet ? rules::plain_of_snippet(edit.text) : edit.text});
    }
    if (fix.create_path) {
      report.create_file = workspace::relative_to(*fix.create_path, context.root);
      report.create_text = fix.snippet ? rules::plain_of_snippet(fix.create_text) : fix.create_text;
    }
    result.fixes.insert(fix.preferred ? result.fixes.begin() : result.fixes.end(),
                        std::move(report));
  }
  return result;
}

void sort_findings(std::vector<ReportFinding>& findings) {
  std::stable_sort(
      findings.begin(), findings.end(), [](const ReportFinding& a, const ReportFinding& b) {
        return std::tie(a.place.file, a.place.begin.offset, a.rule, a.message, a.place.end.offset) <
               std::tie(b.place.file, b.place.begin.offset, b.rule, b.message, b.place.end.offset);
      });
}

ReportSummary count_findings(const std::vector<ReportFinding>& findings, std::size_t files) {
  ReportSummary summary;
  summary.files = files;
  for (const ReportFinding& finding : findings) {
    switch (finding.severity) {
      case rules::Severity::error:
        ++summary.errors;
        break;
      case rules::Severity::warning:
        ++summary.warnings;
        break;
      case rules::Severity::information:
        ++summary.information;
        break;
      case rules::Severity::hint:
        ++summary.hints;
        break;
    }
    summary.fixable += std::any_of(finding.fixes.begin(), finding.fixes.end(),
                                   [](const ReportFix& fix) { return fix.safe; });
  }
  return summary;
}

}  // namespace pland::server
