// Link definitions in order: sorted by label at the end of the text. One that no link uses stays,
// for it may be done on each save, where nobody sees what goes; one that says again what one before
// it says is left out, which the title says. Numbers in labels count as numbers; those that
// headings use stand in a changelog first, in the order of its headings: [Unreleased], [1.10.0],
// [1.9.0].
#include <algorithm>
#include <fmt/format.h>
#include <map>
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
  std::size_t repeats = 0;         // what goes
};

bool is_digit(char c) { return '0' <= c && c <= '9'; }

// By letters, and by value where both have a number.
bool is_before(std::string_view a, std::string_view b) {
  const auto digits = [](std::string_view text) {
    std::size_t size = 0;
    while (size < text.size() && is_digit(text[size])) ++size;
    return text.substr(0, size);
  };
  const auto without_zeros = [](std::string_view number) {
    return number.substr(std::min(number.find_first_not_of('0'), number.size()));
  };
  while (!a.empty() && !b.empty()) {
    const std::string_view x = digits(a), y = digits(b);
    if (!x.empty() && !y.empty()) {
      const std::string_view left = without_zeros(x), right = without_zeros(y);
      if (left.size() != right.size()) return left.size() < right.size();
      if (left != right) return left < right;
      a.remove_prefix(x.size());
      b.remove_prefix(y.size());
    } else if (a.front() != b.front()) {
      return static_cast<unsigned char>(a.front()) < static_cast<unsigned char>(b.front());
    } else {
      a.remove_prefix(1);
      b.remove_prefix(1);
    }
  }
  return a.empty() && !b.empty();
}

// Which of a changelog's headings uses a label first.
std::map<std::string, std::size_t> order_of_headings(const workspace::Document& document) {
  std::map<std::string, std::size_t> out;
  if (document.plan->kind != plan::DocumentKind::changelog) return out;
  for (const plan::PlacedChapter& chapter : document.plan->chapters) {
    for (const plan::Mention& mention : chapter.facts->mentions) {
      if (mention.form != plan::MentionForm::link || mention.label_key.empty()) continue;
      const plan::Section& section = chapter.facts->sections[mention.section];
      if (section.title_span.contains(mention.span)) out.emplace(mention.label_key, out.size());
    }
  }
  return out;
}

Order order_of(const workspace::Document& document) {
  const markdown::Document& text = document.text;
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
    if (!said.insert({use.label, written(definition)}).second) {
      ++out.repeats;
      continue;
    }
    kept.emplace_back(text::fold_label(definition.view(definition->label)),
                      text::trim(definition.view(definition->span)));
  }
  const std::map<std::string, std::size_t> headings = order_of_headings(document);
  const auto rank = [&](const std::string& label) {
    const auto heading = headings.find(label);
    return heading == headings.end() ? headings.size() : heading->second;
  };
  std::stable_sort(kept.begin(), kept.end(), [&](const auto& a, const auto& b) {
    const std::size_t left = rank(a.first), right = rank(b.first);
    return left != right ? left < right : is_before(a.first, b.first);
  });
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
  Order order = order_of(spot.document);
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
  const std::size_t repeats = order_of(spot.document).repeats;
  if (repeats == 0) return "Organise the link definitions";
  return fmt::format("Organise the link definitions, without {} said twice", repeats);
}

}  // namespace pland::features
