#include "analysis/features/contents.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <set>
#include <vector>

#include "analysis/features/card.h"
#include "analysis/features/cursor.h"
#include "analysis/features/footnotes.h"
#include "analysis/features/lists.h"
#include "analysis/text/slug.h"
#include "analysis/text/unicode.h"
#include "analysis/workspace/path.h"

namespace pland::features {
namespace {

using markdown::NodeKind;
using plan::no_index;

// How a list is written.
struct Style {
  char sign = '-';
  std::uint32_t column = 0;  // of its first item
  std::uint32_t room = 1;    // spaces behind a marker
  std::uint32_t step = 0;    // columns that a list within an item moves in; 0: to the item's text
};

struct Depth {
  std::uint8_t first = 0;
  std::uint8_t last = 0;
};

// What a list of contents says now.
struct Written {
  Span span;
  Style style;
  std::vector<std::uint32_t> entries;  // of the outline, those that there still are
};

// -- reading

// Whether a list holds nothing but links to headings of the document; their fragments.
bool read_list(const workspace::Document& document, const List& list, Written& out) {
  std::size_t links = 0;
  for (const PlacedNode& item : list.items) {
    const auto& nodes = item.segment->tree.nodes;
    const auto index = static_cast<std::uint32_t>(item.part - nodes.data());
    for (std::uint32_t i = index + 1; i < item->next; ++i) {
      const NodeKind kind = nodes[i].kind;
      if (kind == NodeKind::list || kind == NodeKind::item) continue;
      if (kind != NodeKind::paragraph) return false;
      // One link and nothing else.
      if (i + 1 >= nodes[i].next || nodes[i + 1].kind != NodeKind::link) return false;
      if (nodes[i + 1].next != nodes[i].next) return false;
      const markdown::Link& link = item.segment->tree.links[nodes[i + 1].data];
      if (!link.has_fragment || !link.path.empty()) return false;
      ++links;
      const std::string fragment = workspace::percent_decode(item.view(link.fragment));
      const auto& anchors = *document.plan->anchors;
      const auto found = anchors.find(fragment);
      if (found != anchors.end() && found->second != no_index) out.entries.push_back(found->second);
      i = nodes[i].next - 1;
    }
  }
  return links > 0;
}

std::uint32_t column_of(const workspace::Document& document, const PlacedNode& item) {
  return document.text.position(item.place(item->content).begin).column;
}

Style read_style(const workspace::Document& document, const List& list) {
  Style style;
  const PlacedNode& first = list.items.front();
  style.sign = list.sign;
  style.column = column_of(document, first);
  const std::string_view behind =
      std::string_view(first.segment->text).substr(first->content.end, 5);
  style.room =
      static_cast<std::uint32_t>(std::clamp<std::size_t>(behind.find_first_not_of(' '), 1, 4));
  for (const PlacedNode& item : list.items) {
    const auto& nodes = item.segment->tree.nodes;
    const auto index = static_cast<std::uint32_t>(item.part - nodes.data());
    for (std::uint32_t i = index + 1; i < item->next; ++i) {
      if (nodes[i].kind != NodeKind::item) continue;
      const PlacedNode nested{{&nodes[i], item.segment, item.base}, false};
      style.step = column_of(document, nested) - column_of(document, item);
      return style;
    }
  }
  return style;
}

struct Marks {
  Span opening;
  Span closing;
};

std::optional<Marks> find_marks(const markdown::Document& text) {
  std::optional<Marks> found;
  bool closed = false;
  text.each_segment([&](const markdown::Placed& at) {
    if (closed) return;
    for (const markdown::Comment& comment : at.segment->tree.comments) {
      const std::string words = text::lower(text::trim(at.segment->view(comment.content)));
      const bool opens = words == "toc" || words.starts_with("start doctoc");
      const bool closes = words == "/toc" || words == "tocstop" || words.starts_with("end doctoc");
      const Span span = comment.span.shifted(at.offset);
      if (opens && comment.block && !found) found = Marks{span, {}};
      if (closes && found && !closed) found->closing = span, closed = true;
    }
  });
  return closed ? found : std::nullopt;
}

// Between marks whatever list stands there.
std::optional<Written> between(const workspace::Document& document, const Marks& marks) {
  for (const List& list : lists_touching(document.text, {marks.opening.end, marks.closing.begin})) {
    if (!list.top || list.span.begin < marks.opening.end) continue;
    if (list.span.end > marks.closing.begin) break;
    Written out;
    out.span = list.span;
    read_list(document, list, out);
    out.style = read_style(document, list);
    return out;
  }
  return std::nullopt;
}

bool names_contents(std::string_view key) {
  constexpr std::array<std::string_view, 3> names = {"table of contents", "contents", "toc"};
  return std::find(names.begin(), names.end(), key) != names.end();
}

// Where a list may stand that has no marks: below the title, or below a heading that says so.
struct Place {
  Span span;
  bool named = false;
};

std::vector<Place> places(const plan::Plan& plan) {
  std::vector<Place> out;
  for (std::uint32_t entry = 0; entry < plan.outline.size(); ++entry) {
    const plan::Section& section = plan.section(entry);
    const bool before_all = plan.outline[entry].level == 0 && entry == 0;
    const bool named = names_contents(section.key);
    if (!before_all && !named && !is_document_title(plan, entry)) continue;
    const std::uint32_t end =
        entry + 1 < plan.outline.size() ? plan.extent(entry + 1).begin : plan.extent(entry).end;
    out.push_back({{plan.offset(entry) + section.body.begin, end}, named});
    if (named) break;  // the first of that name
  }
  return out;
}

std::optional<Written> without_marks(const workspace::Document& document) {
  for (const Place& place : places(*document.plan)) {
    if (place.span.empty()) continue;
    for (const List& list : lists_touching(document.text, place.span)) {
      if (!list.top || !place.span.contains(list.span)) continue;
      Written out;
      if (!read_list(document, list, out) || out.entries.empty()) continue;
      // One link is a link.
      if (!place.named && list.items.size() < 2 && out.entries.size() < 2) continue;
      out.span = list.span;
      out.style = read_style(document, list);
      return out;
    }
  }
  return std::nullopt;
}

// -- writing

bool can_stand(const plan::Plan& plan, std::uint32_t entry) {
  const plan::Section& section = plan.section(entry);
  return plan.outline[entry].level > 0 && !plan.slugs[entry].empty() && !section.title.empty() &&
         !names_contents(section.key);
}

struct Line {
  std::uint32_t column = 0;  // of its marker
  std::uint32_t text = 0;    // of its text
  std::uint32_t number = 1;
  std::uint8_t level = 0;
};

bool may_have_footnotes(const plan::Plan& plan, std::uint32_t entry) {
  return plan.facts(entry).text(plan.section(entry).title_span).find("[^") != std::string::npos;
}

// The text of a link to a heading; `notes` are the labels of the document's footnotes.
std::string link_text(const plan::Plan& plan, std::uint32_t entry,
                      const std::set<std::string>& notes) {
  const plan::Section& section = plan.section(entry);
  std::string raw = plan.facts(entry).text(section.title_span);
  if (const Span attributes = text::attribute_list(raw); !attributes.empty()) {
    raw.resize(attributes.begin);
    raw.resize(raw.find_last_not_of(" \t") + 1);
  }
  const std::size_t size = raw.size();
  if (!notes.empty()) raw = without_footnote_marks(raw, notes);
  const bool plain =
      raw.find_first_of("[]<>\r\n\\") == std::string::npos && raw.find("://") == std::string::npos;
  if (plain) return raw;
  std::string title = without_footnote_marks(section.title, notes);
  // A note of one word is a reference's definition to Markdown, and its mark a link with this text.
  if (raw.size() < size) {
    for (const std::string& label : notes)
      if (const std::size_t at = title.find("^" + label); at != std::string::npos)
        title.erase(at, label.size() + 1);
  }
  return escape(text::trim(title));
}

std::string write(const workspace::Document& document, const std::vector<std::uint32_t>& entries,
                  const Style& style) {
  const plan::Plan& plan = *document.plan;
  const bool marked = std::any_of(entries.begin(), entries.end(), [&](std::uint32_t entry) {
    return may_have_footnotes(plan, entry);
  });
  const std::set<std::string> notes = marked ? footnote_labels(document) : std::set<std::string>();
  const std::string_view eol = line_ending(document.text);
  const bool ordered = style.sign == '.' || style.sign == ')';
  std::string out;
  std::vector<Line> open;  // the items around the next, outermost first
  for (const std::uint32_t entry : entries) {
    Line line;
    line.level = plan.outline[entry].level;
    while (!open.empty() && open.back().level >= line.level) {
      // The last that goes is the item before in the same list.
      line.number = open.back().number + 1;
      line.column = open.back().column;
      open.pop_back();
    }
    if (open.empty()) {
      line.column = style.column;
    } else if (line.number == 1) {
      line.column = std::max(open.back().column + style.step, open.back().text);
      // Further in it would be code.
      line.column = std::min(line.column, open.back().text + 3);
    }
    const std::string marker =
        ordered ? fmt::format("{}{}", line.number, style.sign) : std::string(1, style.sign);
    line.text = line.column + static_cast<std::uint32_t>(marker.size()) + style.room;
    // The list's span begins behind its first line's indentation.
    if (!out.empty()) out.append(eol).append(line.column, ' ');
    out += marker;
    out.append(style.room, ' ');
    out += fmt::format("[{}](#{})", link_text(plan, entry, notes), plan.slugs[entry]);
    open.push_back(line);
  }
  return out;
}

// The headings behind a place (or all), of some levels.
std::vector<std::uint32_t> headings(const plan::Plan& plan, std::uint32_t from, Depth depth,
                                    bool title) {
  std::vector<std::uint32_t> out;
  for (std::uint32_t entry = 0; entry < plan.outline.size(); ++entry) {
    if (!can_stand(plan, entry) || plan.extent(entry).begin < from) continue;
    const std::uint8_t level = plan.outline[entry].level;
    if (is_document_title(plan, entry) ? !title : level < depth.first || level > depth.last)
      continue;
    out.push_back(entry);
  }
  return out;
}

// Two levels from the topmost on.
Depth usual_depth(const plan::Plan& plan, std::uint32_t from) {
  Depth out{6, 0};
  for (const std::uint32_t entry : headings(plan, from, {1, 6}, false))
    out.first = std::min(out.first, plan.outline[entry].level);
  out.last = static_cast<std::uint8_t>(out.first + 1);
  return out;
}

// What the list should say: to the depth that it has.
std::string renewed(const workspace::Document& document, const Written& written) {
  const plan::Plan& plan = *document.plan;
  bool title = false, above = false;
  Depth depth{6, 0};
  for (const std::uint32_t entry : written.entries) {
    if (is_document_title(plan, entry)) {
      title = true;
      continue;
    }
    above = above || plan.extent(entry).begin < written.span.begin;
    depth.first = std::min(depth.first, plan.outline[entry].level);
    depth.last = std::max(depth.last, plan.outline[entry].level);
  }
  const std::uint32_t from = above || title ? 0 : written.span.end;
  if (depth.last == 0) depth = usual_depth(plan, from);
  return write(document, headings(plan, from, depth, title), written.style);
}

Style usual_style(const markdown::Document& text) {
  Style style;
  for (const PlacedNode& block : blocks_of(text)) {
    if (block->kind != NodeKind::list || block->level == '.' || block->level == ')') continue;
    style.sign = static_cast<char>(block->level);
    break;
  }
  return style;
}

}  // namespace

std::string heading_as_link_text(const workspace::Document& document, std::uint32_t entry) {
  const bool marked = may_have_footnotes(*document.plan, entry);
  return link_text(*document.plan, entry,
                   marked ? footnote_labels(document) : std::set<std::string>());
}

bool may_have_contents_at(const workspace::Document& document, std::uint32_t offset) {
  if (const auto marks = find_marks(document.text))
    return marks->opening.begin <= offset && offset <= marks->closing.end;
  const plan::Plan& plan = *document.plan;
  if (plan.outline.empty()) return false;
  const std::uint32_t entry = plan.entry_at(offset);
  if (entry >= plan.outline.size()) return false;
  return plan.outline[entry].level == 0 || is_document_title(plan, entry) ||
         names_contents(plan.section(entry).key);
}

std::optional<Contents> contents_of(const workspace::Document& document) {
  Contents out;
  std::optional<Written> written;
  if (const auto marks = find_marks(document.text)) {
    written = between(document, *marks);
    out.area = {marks->opening.begin, marks->closing.end};
    if (!written) {
      const std::string_view eol = line_ending(document.text);
      out.span = {marks->opening.end, marks->closing.begin};
      // Words of somebody's, and no list: not ours to overwrite.
      const std::string there = document.text.text(out.span);
      if (there.find_first_not_of(" \t\r\n") != std::string::npos) out.span.begin = out.span.end;
      const std::string list = make_contents(document, out.area.end);
      if (list.empty()) return std::nullopt;
      out.fresh = fmt::format("{0}{0}{1}{0}{0}", eol, list);
      return out;
    }
  } else {
    written = without_marks(document);
    if (!written) return std::nullopt;
    out.area = written->span;
  }
  out.span = written->span;
  out.fresh = renewed(document, *written);
  if (out.fresh.empty()) return std::nullopt;
  return out;
}

std::string make_contents(const workspace::Document& document, std::uint32_t from) {
  const plan::Plan& plan = *document.plan;
  return write(document, headings(plan, from, usual_depth(plan, from), false),
               usual_style(document.text));
}

}  // namespace pland::features
