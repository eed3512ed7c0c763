// Links in another form: inline or as a reference with a definition.
#include <algorithm>
#include <fmt/format.h>
#include <map>

#include "analysis/features/definition_lines.h"
#include "analysis/features/refactor.h"
#include "analysis/markdown/labels.h"

namespace pland::features {
namespace {

using markdown::LinkForm;

bool on_one_line(std::string_view text) {
  return text.find_first_of("\r\n") == std::string_view::npos;
}

// An inline link whose destination and title a definition can have as they stand.
bool can_be_reference(const PlacedLink& link) {
  if (link->form != LinkForm::inline_link) return false;
  if (link->destination.empty() && !link->angled) return false;
  return on_one_line(link.view(link->destination)) && on_one_line(link.view(link->title));
}

// What stands behind the text's closing bracket.
Span tail_of(const PlacedLink& link) { return link.place({link->text.end + 1, link->span.end}); }

std::string one_line(std::string_view text) {
  std::string out(text);
  std::replace_if(
      out.begin(), out.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
  return out;
}

// Of each thing that a definition says, the label; so that what is defined is not defined again.
using LabelOf = std::map<std::string, std::string>;

LabelOf defined_labels(const markdown::Document& text) {
  LabelOf out;
  for (const DefinitionUse& use : uses_of_definitions(text)) {
    if (!use.counts) continue;
    out.try_emplace(written(use.definition), one_line(use.definition.view(use.definition->label)));
  }
  return out;
}

std::vector<rules::Edit> referring(const markdown::Document& text,
                                   const std::vector<PlacedLink>& links, bool strict) {
  LabelOf labels = defined_labels(text);
  FreeLabels free(text, strict);
  std::vector<std::string> lines;
  std::vector<rules::Edit> edits;
  for (const PlacedLink& link : links) {
    const std::string says = written(link);
    auto [label, is_new] = labels.try_emplace(says);
    if (is_new) {
      label->second = free.take(link.view(link->text), link.view(link->destination));
      lines.push_back(fmt::format("[{}]: {}", label->second, says));
    }
    edits.push_back({"", tail_of(link), fmt::format("[{}]", label->second)});
  }
  if (!lines.empty()) edits.push_back(add_definitions(text, lines));
  return edits;
}

// Words in brackets that were no link can become one when their label is defined: then a label that
// stands nowhere is found.
std::optional<rules::Fix> as_references(const markdown::Document& text,
                                        const std::vector<PlacedLink>& links) {
  for (const bool strict : {false, true}) {
    rules::Fix fix;
    fix.edits = referring(text, links, strict);
    if (links_kept(text, markdown::Document::parse(edited(text, fix.edits)))) return fix;
  }
  return std::nullopt;
}

std::vector<PlacedLink> selected_links(const Spot& spot) {
  std::vector<PlacedLink> out;
  if (spot.at.empty()) return out;
  for (const PlacedLink& link : links_of(spot.document.text)) {
    if (can_be_reference(link) && spot.at.contains(link.place(link->span))) out.push_back(link);
  }
  return out;
}

}  // namespace

std::optional<std::string> title_of_to_reference(const Spot& spot) {
  const auto link = link_at(spot.document.text, spot.at.begin);
  if (!link || !can_be_reference(*link) || spot.at.end > link->place((*link)->span).end)
    return std::nullopt;
  return "Turn into a reference with a definition";
}

std::optional<rules::Fix> to_reference(const Spot& spot) {
  if (!title_of_to_reference(spot)) return std::nullopt;
  return as_references(spot.document.text, {*link_at(spot.document.text, spot.at.begin)});
}

std::optional<std::string> title_of_to_inline(const Spot& spot) {
  const auto link = link_at(spot.document.text, spot.at.begin);
  if (!link || !(*link)->is_reference() || spot.at.end > link->place((*link)->span).end)
    return std::nullopt;
  return "Turn into an inline link";
}

std::optional<rules::Fix> to_inline(const Spot& spot) {
  if (!title_of_to_inline(spot)) return std::nullopt;
  const markdown::Document& text = spot.document.text;
  const PlacedLink link = *link_at(text, spot.at.begin);
  const std::uint64_t label = markdown::label_hash(link.view(link->label));
  for (const DefinitionUse& use : uses_of_definitions(text)) {
    if (use.label != label || !use.counts) continue;
    const std::string says = written(use.definition);
    if (!on_one_line(says)) return std::nullopt;
    rules::Fix fix;
    fix.edits.push_back({"", tail_of(link), fmt::format("({})", says)});
    if (use.uses == 1 && use.own_lines) {
      fix.edits.push_back(remove_definition(text, use.definition));
    }
    if (!links_kept(text, markdown::Document::parse(edited(text, fix.edits)))) return std::nullopt;
    return fix;
  }
  return std::nullopt;
}

std::optional<std::string> title_of_extract_links(const Spot& spot) {
  const std::size_t count = selected_links(spot).size();
  if (count == 0) return std::nullopt;
  return count == 1 ? "Move the link's address to a definition"
                    : fmt::format("Move the addresses of {} links to definitions", count);
}

std::optional<rules::Fix> extract_links(const Spot& spot) {
  const std::vector<PlacedLink> links = selected_links(spot);
  return links.empty() ? std::nullopt : as_references(spot.document.text, links);
}

}  // namespace pland::features
