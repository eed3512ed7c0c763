// Link definitions in order: sorted by label at the end of the text, without those that no link
// uses or that say again what one before them says.
#include <algorithm>
#include <set>
#include <utility>

#include "analysis/features/definition_lines.h"
#include "analysis/features/refactor.h"
#include "analysis/text/unicode.h"

namespace pland::features {
namespace {

// `[//]: # (a note)` is how some people write comments: nothing that links use.
bool is_comment(const DefinitionUse& use) {
  const PlacedDefinition& definition = use.definition;
  const std::string_view destination = definition.view(definition->destination);
  return use.uses == 0 && (destination == "#" || destination.empty());
}

struct Run {  // definitions whose lines follow each other
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  Span span;  // from the first definition to the end of the last line
};

struct Order {
  std::vector<Run> runs;
  std::vector<std::string> lines;  // what stays, sorted
};

Order order_of(const markdown::Document& text) {
  const std::vector<DefinitionUse> uses = uses_of_definitions(text);
  std::set<std::uint64_t> held;  // labels that something in an item or a quote defines
  for (const DefinitionUse& use : uses) {
    if (!use.own_lines || is_comment(use)) held.insert(use.label);
  }
  Order out;
  std::set<std::pair<std::uint64_t, std::string>> said;
  std::vector<std::pair<std::string, std::string>> kept;  // folded label, the definition
  for (const DefinitionUse& use : uses) {
    if (held.contains(use.label)) continue;
    const PlacedDefinition& definition = use.definition;
    const Span span = definition.place(definition->span);
    const std::uint32_t first = text.position(span.begin).line;
    const std::uint32_t last = text.position(span.end).line;
    if (out.runs.empty() || out.runs.back().last + 1 != first)
      out.runs.push_back({first, last, {span.begin, 0}});
    out.runs.back().last = last;
    out.runs.back().span.end = text.line_span(last).end;
    if (use.uses == 0 || !said.insert({use.label, written(definition)}).second) continue;
    kept.emplace_back(text::fold_label(definition.view(definition->label)),
                      text::trim(definition.view(definition->span)));
  }
  std::stable_sort(kept.begin(), kept.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  for (auto& [label, line] : kept) out.lines.push_back(std::move(line));
  return out;
}

bool ends_text(const markdown::Document& text, const Run& run) {
  for (std::uint32_t line = run.last + 1; line < text.line_count(); ++line)
    if (!is_blank_line(text, line)) return false;
  return true;
}

}  // namespace

std::optional<rules::Fix> organize_definitions(const Spot& spot) {
  const markdown::Document& text = spot.document.text;
  Order order = order_of(text);
  rules::Fix fix;
  bool placed = order.lines.empty();
  for (const Run& run : order.runs) {
    if (placed || &run != &order.runs.back() || !ends_text(text, run)) {
      fix.edits.push_back(remove_lines(text, run.first, run.last));
      continue;
    }
    placed = true;
    std::string block;
    for (const std::string& line : order.lines) {
      if (!block.empty()) block += line_ending(text);
      block += line;
    }
    if (block != text.text(run.span)) fix.edits.push_back({"", run.span, std::move(block)});
  }
  if (!placed) fix.edits.push_back(append_lines(text, order.lines));
  if (fix.edits.empty()) return std::nullopt;
  if (!links_kept(text, markdown::Document::parse(edited(text, fix.edits)))) return std::nullopt;
  return fix;
}

std::optional<std::string> title_of_organize_definitions(const Spot& spot) {
  if (!organize_definitions(spot)) return std::nullopt;
  return "Organise the link definitions";
}

}  // namespace pland::features
