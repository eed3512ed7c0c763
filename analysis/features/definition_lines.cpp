#include "analysis/features/definition_lines.h"

#include <algorithm>
#include <unordered_map>

#include "analysis/markdown/labels.h"
#include "analysis/workspace/path.h"

namespace pland::features {
namespace {

constexpr std::size_t longest_label = 40;  // bytes

std::string_view stem_of(std::string_view destination) {
  destination = destination.substr(0, destination.find_first_of("#?"));
  std::string_view name = workspace::basename_of(destination);
  name.remove_suffix(workspace::extension_of(name).size());
  return name;
}

}  // namespace

std::vector<DefinitionUse> uses_of_definitions(const markdown::Document& text) {
  std::vector<DefinitionUse> out;
  std::unordered_map<std::uint64_t, std::vector<std::size_t>> by_label;
  for (const PlacedDefinition& definition : definitions_of(text)) {
    DefinitionUse use;
    use.definition = definition;
    use.label = markdown::label_hash(definition.view(definition->label));
    const std::uint32_t begin = definition.place(definition->span).begin;
    use.own_lines = line_begin(text, begin) == begin;
    auto& same = by_label[use.label];
    use.counts = same.empty();
    same.push_back(out.size());
    out.push_back(use);
  }
  std::unordered_map<std::uint64_t, std::uint32_t> uses;
  for (const PlacedLink& link : links_of(text)) {
    if (link->is_reference()) ++uses[markdown::label_hash(link.view(link->label))];
  }
  for (DefinitionUse& use : out) {
    if (const auto found = uses.find(use.label); found != uses.end()) use.uses = found->second;
  }
  return out;
}

FreeLabels::FreeLabels(const markdown::Document& text, bool strict) {
  for (const markdown::Label& label : text.labels()) taken_.insert(label.hash);
  if (!strict) return;
  text.each_segment([&](const markdown::Placed& at) {
    taken_.insert(at.segment->candidates.begin(), at.segment->candidates.end());
  });
}

std::string FreeLabels::take(std::string_view link_text, std::string_view destination) {
  std::string base;
  if (link_text.find("](") == std::string_view::npos) base = short_slug(link_text, longest_label);
  if (base.empty()) base = short_slug(stem_of(destination), longest_label);
  if (base.empty()) base = "link";
  std::uint32_t& number = next_.try_emplace(base, 1).first->second;
  while (true) {
    const std::string label = number == 1 ? base : base + "-" + std::to_string(number);
    ++number;
    if (taken_.insert(markdown::label_hash(label)).second) return label;
  }
}

rules::Edit add_definitions(const markdown::Document& text, const std::vector<std::string>& lines) {
  const std::string_view eol = line_ending(text);
  std::optional<PlacedDefinition> last;
  for (const DefinitionUse& use : uses_of_definitions(text)) {
    if (use.own_lines) last = use.definition;
  }
  if (!last) return append_lines(text, lines);
  rules::Edit edit;
  const std::uint32_t line = text.position(last->place((*last)->span).end).line;
  edit.span.begin = edit.span.end = text.line_span(line).end;
  for (const std::string& one : lines) edit.text.append(eol).append(one);
  return edit;
}

rules::Edit append_lines(const markdown::Document& text, const std::vector<std::string>& lines) {
  const std::string_view eol = line_ending(text);
  rules::Edit edit;
  const bool ended = ends_in_line_end(text);
  edit.span.begin = edit.span.end = text.size();
  if (text.size() > 0) edit.text.append(ended ? "" : eol).append(eol);
  for (std::size_t i = 0; i < lines.size(); ++i)
    edit.text.append(i > 0 ? eol : "").append(lines[i]);
  if (ended) edit.text.append(eol);
  return edit;
}

rules::Edit remove_lines(const markdown::Document& text, std::uint32_t first, std::uint32_t last) {
  const std::uint32_t count = text.line_count();
  const auto begin_of = [&](std::uint32_t line) {
    return line < count ? text.line_span(line).begin : text.size();
  };
  rules::Edit edit;
  edit.span = {begin_of(first), begin_of(last + 1)};
  const bool blank_before = first == 0 || is_blank_line(text, first - 1);
  if (edit.span.end == text.size()) {
    const bool ended = ends_in_line_end(text);
    std::uint32_t kept = first;  // the lines before this one
    if (first > 0 && blank_before) --kept;
    edit.span.begin = begin_of(kept);
    if (!ended && kept > 0) edit.span.begin = text.line_span(kept - 1).end;
  } else if (blank_before && is_blank_line(text, last + 1)) {
    edit.span.end = begin_of(last + 2);
  }
  return edit;
}

rules::Edit remove_definition(const markdown::Document& text, const PlacedDefinition& definition) {
  const Span span = definition.place(definition->span);
  return remove_lines(text, text.position(span.begin).line, text.position(span.end).line);
}

}  // namespace pland::features
