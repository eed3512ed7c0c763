#include "analysis/rules/rule.h"

#include <fmt/format.h>
#include <utility>

#include "analysis/pages.h"

namespace pland::rules {
namespace {

constexpr std::string_view docs_root = "https://pland.dev/rules/";

}  // namespace

std::string_view name(Severity severity) {
  switch (severity) {
    case Severity::error:
      return "error";
    case Severity::warning:
      return "warning";
    case Severity::information:
      return "information";
    case Severity::hint:
      return "hint";
  }
  return "error";
}

Finding& Report::add(Span span, std::string message) {
  Finding& finding = out_.emplace_back();
  finding.rule = &rule_;
  finding.severity = rule_.severity;
  finding.span = span;
  finding.message = std::move(message);
  finding.partial = rule_.join != nullptr;
  return finding;
}

const Rule* find_rule(std::string_view name) {
  for (const Rule* rule : all_rules())
    if (rule->name == name) return rule;
  return nullptr;
}

std::string_view page_of(const Rule& rule) {
  const std::string path = fmt::format("rules/{}/{}.md", rule.group, rule.name);
  for (const Page& page : pages())
    if (page.path == path) return page.text;
  return {};
}

std::string docs_url(const Rule& rule) { return fmt::format("{}{}", docs_root, rule.name); }

std::string plain_of_snippet(std::string_view snippet) {
  std::string out;
  std::size_t depth = 0;  // of open ${n:…}
  for (std::size_t i = 0; i < snippet.size(); ++i) {
    const char c = snippet[i];
    if (c == '\\' && i + 1 < snippet.size()) {
      out += snippet[++i];
      continue;
    }
    if (c == '}' && depth > 0) {
      --depth;
      continue;
    }
    if (c != '$') {
      out += c;
      continue;
    }
    std::size_t at = i + 1;
    const bool braced = at < snippet.size() && snippet[at] == '{';
    if (braced) ++at;
    const std::size_t digits = at;
    while (at < snippet.size() && '0' <= snippet[at] && snippet[at] <= '9') ++at;
    if (at == digits) {
      out += c;
    } else if (!braced) {
      i = at - 1;
    } else if (at < snippet.size() && snippet[at] == ':') {
      ++depth;
      i = at;
    } else if (at < snippet.size() && snippet[at] == '|') {
      const auto close = snippet.find("|}", at);
      const auto choices = snippet.substr(at + 1, close - at - 1);
      out += choices.substr(0, choices.find(','));
      i = close == std::string_view::npos ? snippet.size() : close + 1;
    } else {
      i = snippet.find('}', at);
      if (i == std::string_view::npos) break;
    }
  }
  return out;
}

std::string snippet_of(std::string_view text, int first) {
  std::string out;
  const auto escaped = [&](std::string_view piece) {
    for (const char c : piece) {
      if (c == '$' || c == '}' || c == '\\') out += '\\';
      out += c;
    }
  };
  while (!text.empty()) {
    const auto open = text.find('[');
    escaped(text.substr(0, open));
    if (open == std::string_view::npos) break;
    text.remove_prefix(open);
    const auto close = text.find(']');
    const auto line = text.find('\n');
    const bool link = close + 1 < text.size() && text[close + 1] == '(';
    if (close == std::string_view::npos || line < close || close < 3 || link) {
      out += '[';  // a checkbox, a link, or no bracket at all
      text.remove_prefix(1);
      continue;
    }
    out += fmt::format("${{{}:", first++);
    escaped(text.substr(0, close + 1));
    out += '}';
    text.remove_prefix(close + 1);
  }
  return out;
}

}  // namespace pland::rules
