#include "analysis/features/linked_editing.h"

#include <algorithm>
#include <string>

#include "analysis/features/cursor.h"
#include "analysis/text/unicode.h"

namespace pland::features {
namespace {

using markdown::Node;
using markdown::NodeKind;
using markdown::Placed;

constexpr std::string_view label_pattern = R"([^\[\]\r\n\\]+)";
constexpr std::string_view anchor_pattern = R"([^\s"'<>(){}\[\]#&]+)";

bool is_one_line(std::string_view text) { return text.find_first_of("\r\n") == text.npos; }

// -- labels ---------------------------------------------------------------------------------------

// None where one is spelt differently (`[Tide]` for `[tide]: …`): what is edited together has to
// have the same text (LSP 3.17, LinkedEditingRanges), and without that one a link would be lost.
// Renaming reaches them all.
std::vector<Span> same_labels(const workspace::Document& document, const std::string& key,
                              const std::string& spelling) {
  std::vector<Span> out;
  for (const plan::PlacedChapter& chapter : document.plan->chapters) {
    for (const plan::Mention& mention : chapter.facts->mentions) {
      if (mention.label.empty() || mention.label_key != key) continue;
      if (chapter.facts->text(mention.label) != spelling) return {};
      out.push_back(mention.label.shifted(chapter.offset));
    }
  }
  return out;
}

std::vector<Span> labels_at(const Cursor& cursor) {
  for (const plan::Mention& mention : cursor.facts->mentions) {
    if (mention.label.empty() || !mention.label.touches(cursor.at)) continue;
    const std::string spelling = cursor.facts->text(mention.label);
    if (!is_one_line(spelling)) continue;
    return same_labels(*cursor.document, mention.label_key, spelling);
  }
  return {};
}

// -- anchors --------------------------------------------------------------------------------------

// A heading whose text is one run of letters, and what stands around it.
struct PlainHeading {
  Span text;         // in the document
  Span explicit_id;  // of `{#id}` behind it; empty where there is none
  Span block;
};

// The text of a heading that has no markup but tags (`<a id="x"></a>`), a `{#id}` taken apart.
std::optional<PlainHeading> plain_heading(const Placed& at, std::uint32_t index) {
  const auto& nodes = at.segment->tree.nodes;
  PlainHeading heading;
  heading.block = nodes[index].span.shifted(at.offset);
  for (std::uint32_t i = index + 1; i < nodes[index].next; i = nodes[i].next) {
    if (nodes[i].kind == NodeKind::html_inline) continue;
    if (nodes[i].kind != NodeKind::text) return std::nullopt;
    const std::string_view text = at.segment->view(nodes[i].span);
    const std::string_view words = text::trim(text);
    if (words.empty()) continue;
    if (!heading.text.empty()) return std::nullopt;
    const auto begin =
        nodes[i].span.begin + static_cast<std::uint32_t>(words.data() - text.data()) + at.offset;
    heading.text = {begin, begin + static_cast<std::uint32_t>(words.size())};
    const std::size_t brace = words.rfind("{#");
    if (brace == std::string_view::npos || !words.ends_with('}')) continue;
    const std::string_view title = text::trim(words.substr(0, brace));
    const auto id = begin + static_cast<std::uint32_t>(brace) + 2;
    heading.explicit_id = {id, heading.text.end - 1};
    heading.text.end = begin + static_cast<std::uint32_t>(title.size());
  }
  if (heading.text.empty()) return std::nullopt;
  return heading;
}

// Whether a block is nothing but tags, as an anchor above a heading is.
bool is_only_tags(const markdown::Segment& segment, std::uint32_t index) {
  const auto& nodes = segment.tree.nodes;
  if (nodes[index].kind == NodeKind::html_block) return true;
  if (nodes[index].kind != NodeKind::paragraph) return false;
  for (std::uint32_t i = index + 1; i < nodes[index].next; i = nodes[i].next) {
    if (nodes[i].kind != NodeKind::html_inline && nodes[i].kind != NodeKind::soft_break)
      return false;
  }
  return true;
}

// All headings that say `spelling` and have an anchor that does, in them, behind them (`{#id}`) or
// right above; `ids` in text order.
void add_headings(const workspace::Document& document, const std::string& spelling,
                  const std::vector<Span>& ids, std::vector<Span>& out) {
  const auto says = [&](Span span) {
    return span.size() == spelling.size() && document.text.text(span) == spelling;
  };
  const auto has_id = [&](std::uint32_t begin, std::uint32_t end) {
    auto id = std::partition_point(ids.begin(), ids.end(),
                                   [&](Span other) { return other.begin < begin; });
    return id != ids.end() && id->end <= end;
  };
  std::uint32_t above = plan::no_index;  // where the tags begin that stand right above
  document.text.each_segment([&](const Placed& at) {
    const auto& nodes = at.segment->tree.nodes;
    for (std::uint32_t i = 0; i < nodes.size(); i = nodes[i].next) {
      const Span block = nodes[i].span.shifted(at.offset);
      if (nodes[i].kind == NodeKind::heading) {
        const auto heading = plain_heading(at, i);
        const bool own = heading && says(heading->explicit_id);
        if (own) out.push_back(heading->explicit_id);
        if (heading && says(heading->text) &&
            (own || has_id(std::min(above, block.begin), block.end)))
          out.push_back(heading->text);
      }
      above = is_only_tags(*at.segment, i) ? block.begin : plan::no_index;
    }
  });
}

// `#id`, or `t.md#id` within t.md itself.
bool leads_here(const workspace::Document& document, const plan::Mention& mention) {
  if (mention.path.empty()) return true;
  return !mention.wiki && workspace::resolve(document.path, mention.target).path == document.path;
}

// Ids that say it, and fragments of links within the document.
void add_ids_and_fragments(const workspace::Document& document, const std::string& spelling,
                           std::vector<Span>& ids, std::vector<Span>& fragments) {
  for (const plan::PlacedChapter& chapter : document.plan->chapters) {
    const plan::ChapterFacts& facts = *chapter.facts;
    for (const Span id : facts.html_ids) {
      if (facts.text(id) == spelling) ids.push_back(id.shifted(chapter.offset));
    }
    for (const plan::Mention& mention : facts.mentions) {
      const bool link =
          mention.form == plan::MentionForm::link || mention.form == plan::MentionForm::definition;
      if (!link || mention.fragment.size() != spelling.size()) continue;
      if (facts.text(mention.fragment) == spelling && leads_here(document, mention))
        fragments.push_back(mention.fragment.shifted(chapter.offset));
    }
  }
}

// The letters under the cursor, where they could be an anchor.
std::optional<Span> anchor_text_at(const Cursor& cursor) {
  for (const Span id : cursor.facts->html_ids) {
    if (id.touches(cursor.at)) return cursor.place(id);
  }
  for (const plan::Mention& mention : cursor.facts->mentions) {
    const bool there = !mention.fragment.empty() && mention.fragment.touches(cursor.at);
    if (there && leads_here(*cursor.document, mention)) return cursor.place(mention.fragment);
  }
  const Placed at = cursor.document->text.segment_at(cursor.offset());
  const auto& nodes = at.segment->tree.nodes;
  const std::uint32_t inside = cursor.offset() - at.offset;
  for (std::uint32_t i = 0; i < nodes.size(); i = nodes[i].next) {
    if (nodes[i].kind != NodeKind::heading || !nodes[i].span.touches(inside)) continue;
    const auto heading = plain_heading(at, i);
    if (!heading) return std::nullopt;
    if (heading->text.touches(cursor.offset())) return heading->text;
    if (!heading->explicit_id.empty() && heading->explicit_id.touches(cursor.offset()))
      return heading->explicit_id;
  }
  return std::nullopt;
}

std::vector<Span> anchors_at(const Cursor& cursor) {
  const auto text = anchor_text_at(cursor);
  if (!text || text->empty()) return {};
  const std::string spelling = cursor.document->text.text(*text);
  if (spelling.find_first_of(" \t\r\n") != std::string::npos) return {};
  std::vector<Span> anchors, fragments;
  add_ids_and_fragments(*cursor.document, spelling, anchors, fragments);
  add_headings(*cursor.document, spelling, std::vector<Span>(anchors), anchors);
  // Without an explicit anchor the fragments mean what a heading's text was made into.
  if (anchors.empty()) return {};
  anchors.insert(anchors.end(), fragments.begin(), fragments.end());
  const bool under_cursor = std::find(anchors.begin(), anchors.end(), *text) != anchors.end();
  return under_cursor ? anchors : std::vector<Span>();
}

}  // namespace

std::optional<LinkedPlaces> linked_places(const workspace::Document& document,
                                          std::uint32_t offset) {
  const Cursor cursor = cursor_at(document, offset);
  LinkedPlaces found{labels_at(cursor), label_pattern};
  if (found.spans.size() < 2) found = {anchors_at(cursor), anchor_pattern};
  std::sort(found.spans.begin(), found.spans.end());
  found.spans.erase(std::unique(found.spans.begin(), found.spans.end()), found.spans.end());
  if (found.spans.size() < 2) return std::nullopt;
  return found;
}

}  // namespace pland::features
