#include "analysis/features/completion.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "analysis/features/cards.h"
#include "analysis/features/naming.h"
#include "analysis/features/typing.h"
#include "analysis/rules/line.h"
#include "analysis/text/unicode.h"
#include "analysis/workspace/path.h"

namespace pland::features {
namespace {

std::optional<std::uint32_t> number_in(std::string_view text) {
  if (text.empty() || text.size() > 9) return std::nullopt;
  std::uint32_t value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + static_cast<std::uint32_t>(c - '0');
  }
  return value;
}

}  // namespace

std::string rank(std::size_t number) {
  return fmt::format("{:04}", std::min<std::size_t>(number, 9999));
}

SkeletonOptions skeleton_options(const Typing& typing) {
  SkeletonOptions options;
  options.today = typing.settings.today;
  options.fiscal_year_start = typing.settings.fiscal_year_start;
  options.link = [&workspace = typing.workspace,
                  &document = typing.document](std::string_view name) -> std::string {
    const std::string_view here = workspace::directory_of(document.path);
    for (const std::string_view folder : {here, workspace.root_of(document.path)}) {
      if (folder.empty()) continue;
      const std::string path = workspace::join(folder, name);
      const bool there = workspace.summary(path) != nullptr ||
                         (workspace.disk != nullptr && workspace.disk->look &&
                          workspace.disk->look(path).existence == workspace::Existence::file);
      if (there) return workspace::percent_encode_path(workspace::relative_to(path, here));
    }
    return {};
  };
  return options;
}

std::uint32_t columns_of(std::string_view blank) {
  constexpr std::uint32_t stop = 4;
  std::uint32_t columns = 0;
  for (const char c : blank) columns += c == '\t' ? stop - columns % stop : 1;
  return columns;
}

LineStart start_of(std::string_view line) {
  LineStart start;
  std::uint32_t at = 0;
  while (at < line.size() && (line[at] == ' ' || line[at] == '\t')) ++at;
  start.indent = columns_of(line.substr(0, at));
  start.content = at;
  std::uint32_t marker = at;
  if (marker < line.size() && (line[marker] == '-' || line[marker] == '*' || line[marker] == '+')) {
    ++marker;
  } else {
    while (marker < line.size() && marker - at < 9 && '0' <= line[marker] && line[marker] <= '9')
      ++marker;
    if (marker == at || marker >= line.size() || (line[marker] != '.' && line[marker] != ')'))
      return start;
    ++marker;
  }
  if (marker >= line.size() || line[marker] != ' ') return start;
  while (marker < line.size() && line[marker] == ' ') ++marker;
  start.marker = true;
  start.content = marker;
  return start;
}

namespace {

// `- ` with nothing behind it: below a line of text Markdown takes it for the underline of a
// heading.
bool is_bare_marker(const Typing& typing) {
  const LineStart start = start_of(typing.before());
  return start.marker && start.content == typing.column() &&
         typing.after().find_first_not_of(' ') == std::string_view::npos;
}

// The document as it will be once something stands behind the marker.
workspace::DocumentPtr with_a_word(const Typing& typing) {
  const workspace::Document& document = typing.document;
  return workspace::with_text(document, document.text.edit({typing.offset, typing.offset}, "x"));
}

// Whether the line below the cursor's would become part of what is inserted there: the rest of a
// paragraph, or its underline. A label goes on with another, a list with its items.
bool would_swallow(const Typing& typing, const CompletionItem& item) {
  const markdown::Document& text = typing.document.text;
  if (typing.line + 1 >= text.line_count()) return false;
  const Span below = text.line_span(typing.line + 1);
  const std::string next = text.text(below);
  if (next.find_first_not_of(" \t") == std::string::npos) return false;
  const std::string written =
      typing.text.substr(0, item.replace.begin - typing.line_begin) + item.plain;
  const std::size_t newline = written.rfind('\n');
  const std::string last = newline == std::string::npos ? written : written.substr(newline + 1);
  const bool is_item = start_of(next).marker;
  if (start_of(last).marker) return !is_item && next[0] != ' ' && next[0] != '\t';
  if (last.starts_with('#')) return false;
  const auto& fields = typing.cursor.facts->fields;
  const bool is_label = std::any_of(fields.begin(), fields.end(), [&](const plan::Field& field) {
    return below.contains(typing.cursor.place(field.label).begin);
  });
  return !is_label && !(is_item && last.ends_with(':'));
}

// What is inserted as blocks of its own stays apart from what follows.
void keep_apart(const Typing& typing, CompletionItem& item) {
  const bool blocks = item.kind == CompletionKind::section || item.kind == CompletionKind::period ||
                      item.kind == CompletionKind::field || item.kind == CompletionKind::snippet;
  if (!blocks || !would_swallow(typing, item)) return;
  item.plain += '\n';
  if (!item.snippet.empty()) item.snippet += '\n';
}

}  // namespace

CompletionList complete(const workspace::Workspace& workspace, const workspace::Document& document,
                        std::uint32_t offset, const rules::Settings& settings) {
  offset = std::min(offset, document.text.size());
  Typing typing{workspace, document, settings, cursor_at(document, offset), offset, 0, 0, {}};
  typing.line = document.text.position(offset).line;
  const Span line = document.text.line_span(typing.line);
  typing.line_begin = line.begin;
  typing.offset = std::min(offset, line.end);  // never within a line's ending
  typing.text = document.text.text(line);

  CompletionList list;
  // The first that knows the place answers; the narrower come first.
  using Part = bool (*)(const Typing&, CompletionList&);
  static constexpr std::array<Part, 6> in_text = {complete_wiki_link, complete_destination,
                                                  complete_label,     complete_heading,
                                                  complete_value,     complete_field};
  switch (ground_at(document, typing.offset)) {
    case Ground::comment:
      complete_directive(typing, list);
      break;
    case Ground::front_matter:
      if (!complete_value(typing, list)) complete_key(typing, list);
      break;
    case Ground::code:
      break;
    case Ground::text:
      if (is_bare_marker(typing)) {
        const auto typed = with_a_word(typing);
        const Typing later{
            workspace,     *typed,      settings,          cursor_at(*typed, typing.offset),
            typing.offset, typing.line, typing.line_begin, typing.text};
        complete_field(later, list);
        break;
      }
      for (const Part part : in_text)
        if (part(typing, list)) break;
      break;
  }
  std::stable_sort(list.items.begin(), list.items.end(),
                   [](const auto& a, const auto& b) { return a.sort_key < b.sort_key; });
  const bool crlf = rules::line_ending(document.text) == "\r\n";
  const auto with_crlf = [](std::string& text) {
    for (std::size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 2))
      text.insert(at, 1, '\r');
  };
  for (CompletionItem& item : list.items) {
    keep_apart(typing, item);
    if (crlf) with_crlf(item.plain), with_crlf(item.snippet);
    if (item.filter_text.empty()) item.filter_text = item.label;
    if (item.snippet == item.plain) item.snippet.clear();
  }
  return list;
}

std::string resolve_completion(const workspace::Workspace& workspace,
                               const workspace::Document& document, std::string_view data,
                               const rules::Settings& settings) {
  const auto word = [&]() -> std::string_view {
    const std::size_t space = data.find(' ');
    const std::string_view out = data.substr(0, space);
    data.remove_prefix(space == std::string_view::npos ? data.size() : space + 1);
    return out;
  };
  const std::string_view what = word();
  if (what == "section") {
    const auto index = number_in(word());
    const plan::KindSchema* schema = document.plan->schema;
    if (schema == nullptr || schema->name != data || !index || *index >= schema->sections.size())
      return {};
    return section_card(*schema, *index).markdown;
  }
  if (what == "file") return file_card(workspace, document.path, data).markdown;
  if (what == "anchor") {
    const std::string_view slug = word();
    return anchor_card(workspace, document.path, data, slug).markdown;
  }
  if (what == "entity") {
    const auto offset = number_in(word());
    if (!offset) return {};
    const auto summary = workspace.summary(data);
    if (summary == nullptr) return {};
    for (const workspace::NamedEntity& entity : summary->entities) {
      if (entity.place.span.begin == *offset)
        return entity_card(workspace, document.path, *summary, entity, settings).markdown;
    }
    return {};
  }
  if (what == "rule") {
    const rules::Rule* rule = rules::find_rule(data);
    return rule == nullptr ? std::string() : escape(rule->summary);
  }
  return {};
}

// Inside a comment: the rules that it silences.
bool complete_directive(const Typing& typing, CompletionList& list) {
  const std::string_view before = typing.before();
  const std::size_t open = before.rfind("<!--");
  if (open == std::string_view::npos) return false;
  std::size_t at = open + 4;
  while (at < before.size() && before[at] == ' ') ++at;
  const std::string_view said = before.substr(at);
  if (!said.starts_with("pland-ignore") || said.find(" -- ") != std::string_view::npos) return true;
  const std::size_t space = said.find(' ');
  if (space == std::string_view::npos) return true;
  const std::size_t start = said.find_last_of(" ,") + 1;
  for (const rules::Rule* rule : rules::all_rules()) {
    CompletionItem item;
    item.label = item.plain = rule->name;
    item.detail = rule->group;
    item.sort_key = rule->name;
    item.replace = typing.typed_from(at + start);
    item.data = fmt::format("rule {}", rule->name);
    list.items.push_back(std::move(item));
  }
  return true;
}

}  // namespace pland::features
