#include "server/reports/human.h"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>
#include <string_view>
#include <vector>

#include "analysis/text/unicode.h"
#include "analysis/workspace/path.h"

namespace pland::server {
namespace {

constexpr int tab_width = 4;

struct Palette {
  const char* error = "";
  const char* warning = "";
  const char* information = "";
  const char* bold = "";
  const char* dim = "";
  const char* plain = "";
};
constexpr Palette colored = {"\x1b[1;31m", "\x1b[1;33m", "\x1b[1;34m",
                             "\x1b[1m",    "\x1b[2m",    "\x1b[0m"};

const char* color_of(const Palette& palette, rules::Severity severity) {
  switch (severity) {
    case rules::Severity::error:
      return palette.error;
    case rules::Severity::warning:
      return palette.warning;
    case rules::Severity::information:
      return palette.information;
    case rules::Severity::hint:
      return palette.dim;
  }
  return palette.plain;
}

void append_visible(std::string& out, char32_t code) {
  if (code < 0x20) return text::append(out, 0x2400 + code);
  if (code == 0x7f) return text::append(out, 0x2421);
  const bool c1 = code >= 0x80 && code < 0xa0;
  const bool bidi = (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
  text::append(out, c1 || bidi ? text::replacement_character : code);
}

// What a terminal shows for some bytes of a line.
struct Cell {
  std::string shown;
  int width = 0;
  std::uint32_t offset = 0;  // of its first byte in the line
};

std::vector<Cell> cells_of(std::string_view line) {
  std::vector<Cell> cells;
  int column = 0;
  for (std::size_t at = 0; at < line.size();) {
    Cell cell;
    cell.offset = static_cast<std::uint32_t>(at);
    if (const std::size_t emoji = text::emoji_size(line, at)) {
      cell.shown = line.substr(at, emoji);
      cell.width = text::display_width(cell.shown);
      at += emoji;
    } else {
      const text::Decoded decoded = text::decode(line, at);
      at += decoded.size;
      if (decoded.code == '\t') {
        cell.width = tab_width - column % tab_width;
        cell.shown.assign(static_cast<std::size_t>(cell.width), ' ');
      } else if (decoded.code == 0xfeff) {
        continue;
      } else {
        append_visible(cell.shown, decoded.code);
        cell.width = text::display_width(cell.shown);
      }
    }
    column += cell.width;
    cells.push_back(std::move(cell));
  }
  return cells;
}

struct Shown {
  std::string text;
  int mark_from = 0;  // columns
  int mark_size = 0;
};

struct Cuts {  // whether the line goes on at either end
  bool front = false;
  bool back = false;
};

// The line in at most `width` columns, cut so that the marked bytes can be seen.
Shown shown(std::string_view line, Span marked, int width, Cuts cuts) {
  const std::vector<Cell> cells = cells_of(line);
  int all = 0, from = -1, to = 0;
  for (const Cell& cell : cells) {
    if (cell.offset >= marked.begin && from < 0) from = all;
    all += cell.width;
    if (cell.offset < marked.end) to = all;
  }
  if (from < 0) from = all;
  to = std::max(to, from);

  Shown result;
  int first = 0;  // the first column that is shown
  if (all > width && to > width - 1) {
    first = std::max(0, from - std::max(8, (width - (to - from)) / 2));
  }
  int column = 0, used = 0;
  if (cuts.front || first > 0) result.text = "…", used = 1;
  bool cut_back = cuts.back;
  int shift = 0;  // from columns of the line to columns of the result
  bool started = false;
  for (const Cell& cell : cells) {
    if (column < first) {
      column += cell.width;
      continue;
    }
    if (!started) started = true, shift = used - column;
    const bool last = column + cell.width == all && !cuts.back;
    if (used + cell.width > width - (last ? 0 : 1)) {
      cut_back = true;
      break;
    }
    result.text += cell.shown;
    column += cell.width;
    used += cell.width;
  }
  result.mark_from = std::clamp(from + shift, 0, used);
  result.mark_size = std::max(1, std::min(to + shift, used) - result.mark_from);
  if (cut_back) result.text += "…";
  while (result.text.ends_with(' ')) result.text.pop_back();
  return result;
}

class Human {
 public:
  explicit Human(const HumanOptions& options)
      : options_(options), palette_(options.color ? colored : Palette{}) {}

  void finding(const ReportFinding& finding) {
    line("{}{}[{}]{}{}: {}{}", color_of(palette_, finding.severity), rules::name(finding.severity),
         finding.rule, palette_.plain, palette_.bold, visible(finding.message), palette_.plain);
    std::uint32_t highest = finding.place.begin.line;
    for (const ReportRelated& related : finding.related) {
      if (related.excerpt) highest = std::max(highest, related.place.begin.line);
    }
    margin_ = static_cast<int>(fmt::formatted_size("{}", highest));

    head("╭─", finding.place, "");
    if (finding.excerpt) {
      if (finding.place.begin.line > 1 && !text::trim(finding.excerpt->before).empty()) {
        const Cuts cuts{false, finding.excerpt->cut_before};
        source(finding.place.begin.line - 1, shown(finding.excerpt->before, {}, room(), cuts).text);
      }
      excerpt(finding.place, *finding.excerpt, finding.severity);
    }
    for (const ReportRelated& related : finding.related) {
      head("├─", related.place, visible(related.message));
      if (related.excerpt) excerpt(related.place, *related.excerpt, rules::Severity::hint);
    }
    foot(finding);
    out_ += '\n';
  }

  void statistics(const Report& report) {
    std::size_t width = 1;
    const auto counts = report.by_rule();
    for (const auto& [rule, count] : counts) {
      width = std::max(width, fmt::formatted_size("{}", count));
    }
    for (const auto& [rule, count] : counts) line("{:>{}}  {}", count, width, rule);
    if (!counts.empty()) out_ += '\n';
  }

  void summary(const Report& report) {
    const ReportSummary& counts = report.summary;
    std::vector<std::string> parts;
    auto part = [&](std::size_t count, const char* one, const char* many) {
      if (count > 0) parts.push_back(fmt::format("{} {}", count, count == 1 ? one : many));
    };
    part(counts.errors, "error", "errors");
    part(counts.warnings, "warning", "warnings");
    part(counts.information, "information", "information");
    part(counts.hints, "hint", "hints");
    const std::string files = counts.files == 1 ? "1 file" : fmt::format("{} files", counts.files);

    std::vector<std::string> notes;
    if (counts.fixable > 0) notes.push_back(fmt::format("{} fixable", counts.fixable));
    if (report.time_findings > 0) {
      notes.push_back(
          fmt::format("{} depending on today not counted: --time=enforce", report.time_findings));
    }
    if (report.baseline && report.baseline->covered > 0) {
      notes.push_back(fmt::format("{} in the baseline", report.baseline->covered));
    }
    if (report.baseline && report.baseline->stale > 0) {
      notes.push_back(fmt::format("{} of the baseline gone: --write-baseline forgets them",
                                  report.baseline->stale));
    }
    const std::string note =
        notes.empty() ? std::string() : fmt::format(" ({})", fmt::join(notes, ", "));
    if (counts.files == 0 && parts.empty()) {
      line("There are no Markdown documents here.");
    } else if (parts.empty()) {
      line("{}Nothing found{} in {}{}", palette_.bold, palette_.plain, files, note);
    } else {
      line("{}Found {}{} in {}{}", palette_.bold, fmt::join(parts, ", "), palette_.plain, files,
           note);
    }
    for (const std::string& notice : report.notices) line("Note: {}", visible(notice));
  }

  std::string take() { return std::move(out_); }

 private:
  template <typename... Arguments>
  void line(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
    out_ += fmt::format(format, std::forward<Arguments>(arguments)...);
    out_ += '\n';
  }

  // Columns for text behind the line numbers.
  int room() const { return std::max(20, options_.width - margin_ - 3); }

  void head(std::string_view corner, const ReportPlace& place, std::string_view message) {
    std::string path = workspace::join(options_.root, place.file);
    line("{}{:{}} {}[{}{}:{}:{}{}]{}{}{}", palette_.dim, "", margin_, corner, palette_.plain,
         visible(workspace::relative_to(path, options_.seen_from)), place.begin.line,
         place.begin.column, palette_.dim, palette_.plain, message.empty() ? "" : " ", message);
  }

  void source(std::uint32_t number, std::string_view text) {
    line("{}{:>{}} │{}{}{}", palette_.dim, number, margin_, palette_.plain, text.empty() ? "" : " ",
         text);
  }

  void excerpt(const ReportPlace& place, const Excerpt& excerpt, rules::Severity severity) {
    const Shown text =
        shown(excerpt.line, excerpt.marked, room(), {excerpt.cut_front, excerpt.cut_back});
    source(place.begin.line, text.text);
    std::string mark;
    for (int i = 0; i < text.mark_size; ++i) mark += "─";
    if (excerpt.continues) mark += fmt::format(" … to line {}", place.end.line);
    line("{}{:{}} │{} {:{}}{}{}{}", palette_.dim, "", margin_, palette_.plain, "", text.mark_from,
         color_of(palette_, severity), mark, palette_.plain);
  }

  void foot(const ReportFinding& finding) {
    std::vector<std::string> parts;
    if (!finding.fixes.empty()) {
      const ReportFix& fix = finding.fixes.front();
      std::string more;
      if (finding.fixes.size() > 1) more = fmt::format(" (or {} more)", finding.fixes.size() - 1);
      parts.push_back(
          fmt::format("{}: {}{}", fix.safe ? "fix" : "possible fix", visible(fix.title), more));
    }
    parts.push_back(fmt::format("docs: pland rule {}", finding.rule));
    line("{}{:{}} ╰─{} {}", palette_.dim, "", margin_, palette_.plain, fmt::join(parts, " · "));
  }

  const HumanOptions& options_;
  Palette palette_;
  std::string out_;
  int margin_ = 1;
};

}  // namespace

std::string visible(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const text::Decoded decoded = text::decode(text, at);
    append_visible(out, decoded.code);
    at += decoded.size;
  }
  return out;
}

std::string human_report(const Report& report, const HumanOptions& options) {
  Human human(options);
  if (report.statistics) {
    human.statistics(report);
  } else {
    for (const ReportFinding& finding : report.findings) human.finding(finding);
  }
  if (options.summary) human.summary(report);
  return human.take();
}

}  // namespace pland::server
