// The heading that a link's fragment asks for, put into the document that it leads to.
#include <algorithm>
#include <fmt/format.h>

#include "analysis/features/cursor.h"
#include "analysis/features/definition.h"
#include "analysis/features/definition_lines.h"
#include "analysis/features/refactor.h"
#include "analysis/rules/links/link.h"
#include "analysis/text/slug.h"
#include "analysis/text/unicode.h"
#include "analysis/workspace/path.h"
#include "analysis/workspace/wiki.h"

namespace pland::features {
namespace {

using workspace::SummaryPtr;

struct Missing {
  SummaryPtr summary;  // of the document that should have it
  std::string fragment;
  std::string title;
};

std::string one_line(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
  return std::string(text::trim(text));
}

// Words that have exactly this slug: the link's own, else those that the slug was made of.
std::optional<std::string> title_for(const std::string& fragment, const std::string& link_text,
                                     text::AnchorStyle style) {
  if (text::slug(link_text, style) == fragment) return link_text;
  std::string words = fragment;
  const bool odd =
      words.starts_with('-') || words.ends_with('-') || words.find("--") != std::string::npos;
  if (!odd) std::replace(words.begin(), words.end(), '-', ' ');
  if (!words.empty() && 'a' <= words[0] && words[0] <= 'z')
    words[0] = static_cast<char>(words[0] - 'a' + 'A');
  if (text::slug(words, style) != fragment) return std::nullopt;
  return words;
}

std::optional<Missing> missing_at(const Spot& spot) {
  const Cursor cursor = cursor_at(spot.document, spot.at.begin);
  const plan::Mention* mention = mention_at(cursor);
  if (mention == nullptr || mention->placeholder || mention->in_quote) return std::nullopt;
  const auto file = mentioned_file(spot.workspace, spot.document, *mention);
  if (!file) return std::nullopt;
  const workspace::Target& target = file->target;
  const std::string& fragment = target.fragment;
  if (fragment.empty() || target.line_fragment || fragment == "top" || fragment.starts_with(":~:"))
    return std::nullopt;
  const bool own = target.path == spot.document.path;
  if (!own && !(workspace::is_markdown(target.path) && spot.workspace.is_inside(target.path)))
    return std::nullopt;
  Missing out;
  out.summary = own ? spot.document.summary : spot.workspace.summary(target.path);
  if (out.summary == nullptr || out.summary->anchor(fragment) != nullptr) return std::nullopt;
  const bool says = mention->form == plan::MentionForm::link && !mention->image;
  std::string words = says ? one_line(cursor.facts->text(mention->text)) : std::string();
  if (mention->wiki) {  // of `A#B` the B
    words = std::string(workspace::last_wiki_part(cursor.facts->text(mention->fragment)));
  }
  const auto title = title_for(fragment, words, spot.document.plan->anchor_style);
  if (!title) return std::nullopt;
  out.fragment = fragment;
  out.title = *title;
  return out;
}

struct NewHeading {
  std::uint32_t place = 0;
  std::uint8_t level = 2;
};

// Behind the section that it resembles.
std::optional<NewHeading> beside_like(const workspace::Document& document, const Missing& missing) {
  const plan::Plan& plan = *document.plan;
  const rules::NearAnchors near(document.summary);
  for (const auto& candidate : near.find(missing.fragment)) {
    const auto found = plan.anchors->find(std::string(candidate.anchor->slug));
    if (found == plan.anchors->end() || found->second == plan::no_index) continue;
    if (is_document_title(plan, found->second)) continue;
    return NewHeading{plan.extent(found->second).end, plan.outline[found->second].level};
  }
  return std::nullopt;
}

// At the end, but before the definitions that end a text; as deep as the sections there are.
NewHeading at_end(const workspace::Document& document) {
  const markdown::Document& text = document.text;
  NewHeading out{text.size(), 0};
  std::uint32_t line = text.line_count();  // of what is below
  while (line > 0 && is_blank_line(text, line - 1)) --line;
  const std::vector<DefinitionUse> uses = uses_of_definitions(text);
  for (auto use = uses.rbegin(); use != uses.rend() && use->own_lines; ++use) {
    const Span span = use->definition.place(use->definition->span);
    if (text.position(span.end).line + 1 != line) break;
    line = text.position(span.begin).line;
    out.place = span.begin;
  }
  const plan::Plan& plan = *document.plan;
  for (std::uint32_t entry = 0; entry < plan.outline.size(); ++entry) {
    const std::uint8_t level = plan.outline[entry].level;
    if (level == 0 || is_document_title(plan, entry)) continue;
    if (out.level == 0 || level < out.level) out.level = level;
  }
  if (out.level == 0) out.level = 2;
  return out;
}

bool only_added(const workspace::Summary& before, const workspace::Summary& after,
                const std::string& slug) {
  if (after.anchors.size() != before.anchors.size() + 1) return false;
  bool added = false;
  for (std::size_t i = 0; i < after.anchors.size(); ++i) {
    if (!added && after.anchors[i].slug == slug) {
      added = true;
      continue;
    }
    const std::size_t old = i - (added ? 1 : 0);
    if (old >= before.anchors.size() || before.anchors[old].slug != after.anchors[i].slug)
      return false;
  }
  return added;
}

}  // namespace

std::optional<std::string> title_of_add_heading(const Spot& spot) {
  const auto missing = missing_at(spot);
  if (!missing) return std::nullopt;
  if (missing->summary->path == spot.document.path)
    return fmt::format("Add the heading \"{}\"", missing->title);
  return fmt::format("Add the heading \"{}\" to {}", missing->title,
                     workspace::basename_of(missing->summary->path));
}

std::optional<rules::Fix> add_heading(const Spot& spot) {
  const auto missing = missing_at(spot);
  if (!missing) return std::nullopt;
  const auto target = spot.workspace.document(missing->summary->path);
  if (target == nullptr) return std::nullopt;
  const markdown::Document& text = target->text;
  const std::string eol(line_ending(text));
  const NewHeading heading = beside_like(*target, *missing).value_or(at_end(*target));
  const std::uint32_t line = text.position(heading.place).line;
  const bool in_line = heading.place > text.line_span(line).begin;  // no end of line at the end
  std::string put = std::string(heading.level, '#') + " " + missing->title + eol;
  if (heading.place < text.size()) put += eol;
  if (in_line) {
    put.insert(0, eol + eol);
  } else if (line > 0 && !is_blank_line(text, line - 1)) {
    put.insert(0, eol);
  }
  rules::Fix fix;
  const bool own = target->path == spot.document.path;
  fix.edits.push_back(
      {own ? std::string() : target->path, {heading.place, heading.place}, std::move(put)});
  // In an open fence it would be no heading.
  const auto after =
      workspace::with_text(*target, markdown::Document::parse(edited(text, fix.edits)));
  if (!only_added(*target->summary, *after->summary, missing->fragment)) return std::nullopt;
  return fix;
}

}  // namespace pland::features
