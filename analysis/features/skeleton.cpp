#include "analysis/features/skeleton.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <vector>

#include "analysis/plan/label.h"
#include "analysis/plan/template_calendar.h"

namespace pland::features {
namespace {

// The template's links to its neighbours lead to where those are; a neighbour that is not there yet
// is something to fill in.
void fill_links(std::string& line, const SkeletonOptions& options) {
  for (std::size_t at = line.find("]("); at != std::string::npos; at = line.find("](", at + 2)) {
    const std::size_t end = line.find(')', at);
    if (end == std::string::npos) return;
    const std::string_view target = std::string_view(line).substr(at + 2, end - at - 2);
    if (!target.ends_with(".md") || target.find("://") != std::string_view::npos) continue;
    std::string found = options.link(target);
    line.replace(at + 2, target.size(), found.empty() ? "link" : found);
  }
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
    in_title_ = !literal && text.starts_with("# ");
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
    // What the title names is the same all through the text.
    if (const auto named = named_.find(bracket); named != named_.end()) {
      out_.snippet += fmt::format("${{{}:", named->second);
      append_escaped(out_.snippet, bracket, "$}\\");
      out_.snippet += '}';
      out_.plain += bracket;
      return;
    }
    ++stop_;
    if (in_title_) named_.emplace(bracket, stop_);
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
  std::map<std::string, int, std::less<>> named_;  // placeholders of the title → tab stop
  bool in_title_ = false;
  int stop_ = 0;
  bool first_ = true;
};

}  // namespace

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
      plan::fill_calendar(line, {options.today, options.fiscal_year_start});
      if (options.link) fill_links(line, options);
      if (options.bold_colon_inside || options.plain_labels) restyle_label(line, options);
    }
    writer.line(line, fenced || fence);
    if (fence) fenced = !fenced;
  }
  return std::move(writer).take();
}

}  // namespace pland::features
