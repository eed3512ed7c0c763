#include "analysis/features/skeleton.h"

#include <algorithm>
#include <fmt/format.h>
#include <vector>

#include "analysis/plan/label.h"
#include "analysis/plan/period.h"

namespace pland::features {
namespace {

void replace_all(std::string& line, std::string_view what, std::string_view by) {
  for (std::size_t at = line.find(what); at != std::string::npos; at = line.find(what, at))
    line.replace(at, what.size(), by), at += by.size();
}

// "Q1 YYYY (Jan - Mar)" and "H1 YYYY" stand for any; what is inserted is the current ones.
void fill_periods(std::string& line, const SkeletonOptions& options) {
  const std::size_t at = line.find(" YYYY");
  if (at == std::string::npos || line.substr(at).starts_with(" YYYY-")) return;
  const std::string year = std::to_string(options.today.year);
  const bool quarter = at >= 2 && line[at - 2] == 'Q';
  const bool half = at >= 2 && line[at - 2] == 'H';
  if (!quarter && !half) {
    replace_all(line, "Month YYYY",
                fmt::format("{} {}", plan::month_name(options.today.month), year));
    replace_all(line, "YYYY", year);
    return;
  }
  const auto kind = quarter ? plan::PeriodKind::quarter : plan::PeriodKind::half;
  plan::Period period = plan::period_of(options.today, kind, options.fiscal_year_start);
  if (half) period = plan::next(period).value_or(period);  // the longer view is of what comes
  std::size_t end = at + 5;
  std::string text = plan::to_string(period);
  if (line.substr(end).starts_with(" (Jan - Mar)")) {
    end += 12;
    if (const auto months = plan::months_of(period, options.fiscal_year_start)) {
      text += fmt::format(" ({} - {})", plan::month_abbreviation(months->first),
                          plan::month_abbreviation(months->last));
    }
  }
  line.replace(at - 2, end - at + 2, text);
}

bool is_review_label(std::string_view line) {
  for (const std::string_view label : {"Next Review", "Review Date", "Next review", "Review date"})
    if (line.find(label) != std::string_view::npos) return true;
  return false;
}

void fill_dates(std::string& line, const SkeletonOptions& options) {
  const plan::Date date = is_review_label(line)
                              ? next_quarter_start(options.today, options.fiscal_year_start)
                              : options.today;
  replace_all(line, "YYYY-MM-DD", plan::to_iso(date));
}

void restyle_label(std::string& line, const SkeletonOptions& options) {
  const std::size_t open = line.find_first_not_of(" -*+");
  const std::size_t bold = line.find("**");
  if (bold == std::string::npos || open == std::string::npos || bold + 2 > open + 2) return;
  const std::size_t close = line.find("**:", bold + 2);
  if (close == std::string::npos) return;
  if (options.plain_labels) {
    line.erase(close, 2);
    line.erase(bold, 2);
  } else if (options.bold_colon_inside) {
    line.replace(close, 3, ":**");
  }
}

std::vector<std::string> split_lines(std::string_view text) {
  std::vector<std::string> lines;
  while (true) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.emplace_back(line);
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  while (!lines.empty() && lines.back().find_first_not_of(' ') == std::string::npos)
    lines.pop_back();
  return lines;
}

void append_escaped(std::string& out, std::string_view text, std::string_view special) {
  for (const char c : text) {
    if (special.find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
}

// Three or more short words between slashes.
std::vector<std::string_view> choices_of(std::string_view text) {
  std::vector<std::string_view> out;
  while (true) {
    const std::size_t slash = text.find('/');
    const std::string_view part = text.substr(0, slash);
    if (part.empty() || part.size() > 20 || part.find("  ") != std::string_view::npos) return {};
    out.push_back(part);
    if (slash == std::string_view::npos) break;
    text.remove_prefix(slash + 1);
  }
  if (out.size() < 3) return {};
  return out;
}

class Writer {
 public:
  void line(std::string_view text, bool literal) {
    if (!first_) both("\n");
    first_ = false;
    while (!text.empty()) {
      const std::size_t open = literal ? std::string_view::npos : text.find('[');
      both(text.substr(0, open));
      if (open == std::string_view::npos) break;
      text.remove_prefix(open);
      const std::size_t close = text.find(']');
      const bool link = close != std::string_view::npos && close + 1 < text.size() &&
                        (text[close + 1] == '(' || text[close + 1] == '[');
      if (close == std::string_view::npos || close < 3 || link ||
          is_name(text.substr(1, close - 1))) {
        both("[");
        text.remove_prefix(1);
        continue;
      }
      placeholder(text.substr(0, close + 1));
      text.remove_prefix(close + 1);
    }
  }

  Skeleton take() && { return std::move(out_); }

 private:
  static bool is_name(std::string_view content) {
    return plan::section_role(content) == plan::SectionRole::unreleased;
  }

  void both(std::string_view text) {
    append_escaped(out_.snippet, text, "$}\\");
    out_.plain += text;
  }

  void placeholder(std::string_view bracket) {
    const std::string_view content = bracket.substr(1, bracket.size() - 2);
    ++stop_;
    const auto date = plan::find_dates(content);
    if (content == "X.Y.Z") {
      out_.snippet += fmt::format("[${{{}:X.Y.Z}}]", stop_);
      out_.plain += bracket;
    } else if (date.size() == 1 && date[0].span.size() == content.size()) {
      out_.snippet += fmt::format("${{{}:{}}}", stop_, content);
      out_.plain += content;
    } else if (const auto choices = choices_of(content); !choices.empty()) {
      out_.snippet += fmt::format("${{{}|", stop_);
      for (std::size_t i = 0; i < choices.size(); ++i) {
        if (i > 0) out_.snippet += ',';
        append_escaped(out_.snippet, choices[i], "$}\\,|");
      }
      out_.snippet += "|}";
      out_.plain += bracket;
    } else {
      out_.snippet += fmt::format("${{{}:", stop_);
      append_escaped(out_.snippet, bracket, "$}\\");
      out_.snippet += '}';
      out_.plain += bracket;
    }
  }

  Skeleton out_;
  int stop_ = 0;
  bool first_ = true;
};

}  // namespace

plan::Date quarter_end(plan::Date date, std::optional<int> fiscal_year_start) {
  if (!plan::is_valid(date)) return date;
  const auto quarter = plan::period_of(date, plan::PeriodKind::quarter, fiscal_year_start);
  const auto range = plan::calendar_range(quarter, fiscal_year_start);
  return range ? range->last : date;
}

plan::Date next_quarter_start(plan::Date date, std::optional<int> fiscal_year_start) {
  if (!plan::is_valid(date)) return date;
  return plan::add_days(quarter_end(date, fiscal_year_start), 1);
}

Skeleton make_skeleton(std::string_view markdown, const SkeletonOptions& options) {
  std::vector<std::string> lines = split_lines(markdown);
  if (!options.heading.empty()) {
    if (lines.empty()) lines.emplace_back();
    lines[0] = options.heading;
  }
  Writer writer;
  bool fenced = false;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    std::string& line = lines[i];
    const bool fence = line.starts_with("```") || line.starts_with("~~~");
    if (!fenced && !fence) {
      const std::size_t hashes = line.find_first_not_of('#');
      const bool heading = hashes != std::string::npos && hashes > 0 && line[hashes] == ' ';
      if (heading && (i > 0 || options.heading.empty())) {
        const int level = std::clamp(static_cast<int>(hashes) + options.shift, 1, 6);
        line.replace(0, hashes, std::string(static_cast<std::size_t>(level), '#'));
      }
      fill_dates(line, options);
      fill_periods(line, options);
      if (options.bold_colon_inside || options.plain_labels) restyle_label(line, options);
    }
    writer.line(line, fenced || fence);
    if (fence) fenced = !fenced;
  }
  return std::move(writer).take();
}

}  // namespace pland::features
