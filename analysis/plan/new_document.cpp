#include "analysis/plan/new_document.h"

#include <algorithm>
#include <fmt/format.h>

#include "analysis/markdown/document.h"
#include "analysis/plan/month_names.h"
#include "analysis/plan/period.h"
#include "analysis/plan/placeholder.h"

namespace pland::plan {
namespace {

void replace_all(std::string& text, std::string_view what, std::string_view with) {
  for (std::size_t at = text.find(what); at != std::string::npos;
       at = text.find(what, at + with.size())) {
    text.replace(at, what.size(), with);
  }
}

std::string quarter_of(Date today) {
  const Period quarter = period_of(today, PeriodKind::quarter);
  const int first = (*quarter.number - 1) * 3 + 1;
  return fmt::format("{} ({} - {})", to_string(quarter), month_abbreviation(first),
                     month_abbreviation(first + 2));
}

std::string next_half_of(Date today) {
  const Period half = period_of(today, PeriodKind::half);
  return to_string(next(half).value_or(half));
}

// A day that a field asks for by its name: the day of writing.
bool is_of_today(std::string_view line) {
  while (!line.empty() && (line.front() == ' ' || line.front() == '-')) line.remove_prefix(1);
  if (line.starts_with("#")) return true;  // an entry of a log: "### [YYYY-MM-DD]: …"
  for (std::string_view label : {"**Last Updated**:", "**Date**:", "**Created**:"}) {
    if (line.starts_with(label)) return true;
  }
  return false;
}

std::string fill_dates(std::string_view text, Date today) {
  constexpr std::string_view day = "[YYYY-MM-DD]";
  std::string out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    std::string line(text.substr(0, end));
    text.remove_prefix(end);
    if (is_of_today(line)) replace_all(line, day, to_iso(today));
    out += line;
  }
  replace_all(out, "Q1 YYYY (Jan - Mar)", quarter_of(today));
  replace_all(out, "H1 YYYY", next_half_of(today));
  replace_all(out, "[Month YYYY]", fmt::format("{} {}", month_name(today.month), today.year));
  return out;
}

// The title goes where the template has a placeholder for it, else it is the first heading.
std::string fill_title(std::string text, std::string_view title) {
  constexpr std::string_view project = "[Project name]";
  if (title.empty()) return text;
  if (text.find(project) != std::string::npos) {
    replace_all(text, project, title);
    return text;
  }
  std::size_t begin = text.starts_with("# ") ? 2 : text.find("\n# ");
  if (begin == std::string::npos) return text;
  if (begin != 2) begin += 3;
  const std::size_t end = std::min(text.find('\n', begin), text.size());
  const std::size_t open = text.find('[', begin);
  const std::size_t close = text.rfind(']', end);
  if (open < end && close != std::string::npos && close > open) {
    return text.replace(open, close + 1 - open, title);
  }
  return text.replace(begin, end - begin, title);
}

}  // namespace

std::string new_document(const KindSchema& schema, std::string_view title, Date today) {
  std::string text = fill_title(fill_dates(schema.text, today), title);
  if (!text.ends_with('\n')) text += '\n';
  return text;
}

std::string new_document(const KindSchema& schema, std::string_view title, Date today,
                         const std::function<std::string(const std::string& name)>& place) {
  std::string text = new_document(schema, title, today);
  std::vector<Span> paths;
  markdown::Document::parse(text).each_segment([&](const markdown::Placed& at) {
    for (const markdown::Link& link : at.segment->tree.links) {
      const std::string_view path = at.segment->view(link.path);
      const bool neighbour = path.ends_with(".md") && path.find('/') == std::string_view::npos &&
                             !is_placeholder_destination(path);
      if (neighbour && !link.is_reference()) paths.push_back(link.path.shifted(at.offset));
    }
  });
  std::sort(paths.begin(), paths.end(), [](Span a, Span b) { return a.begin > b.begin; });
  for (const Span path : paths)
    text.replace(path.begin, path.size(), place(std::string(path.of(text))));
  return text;
}

}  // namespace pland::plan
