#include "analysis/features/selection.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>

#include "analysis/features/cursor.h"
#include "analysis/features/line_ends.h"
#include "analysis/features/whole_lists.h"
#include "analysis/markdown/lines.h"
#include "analysis/text/unicode.h"

namespace pland::features {
namespace {

using markdown::Node;
using markdown::NodeKind;
using markdown::Placed;

bool is_word(char32_t code) {
  return text::is_letter(code) || text::is_number(code) || text::is_mark(code) || code == '_';
}

// The word at a byte, or behind which it is; else the emoji there; empty where there is neither.
Span word_at(std::string_view text, std::uint32_t at) {
  auto begin = static_cast<std::uint32_t>(text::round_down(text, at));
  std::uint32_t end = begin;
  if (const std::size_t emoji = text::emoji_size(text, begin); emoji > 0)
    return {begin, begin + static_cast<std::uint32_t>(emoji)};
  for (auto next = text::decode(text, end); next.size > 0 && is_word(next.code);
       next = text::decode(text, end))
    end += next.size;
  for (auto before = text::decode_before(text, begin); before.size > 0 && is_word(before.code);
       before = text::decode_before(text, begin))
    begin -= before.size;
  return {begin, end};
}

class Selector {
 public:
  explicit Selector(const workspace::Document& document)
      : document_(document), divided_lists_(divided_lists(document.text)) {}

  std::vector<Span> at(std::uint32_t offset) {
    offset_ = std::min(offset, document_.text.size());
    candidates_.clear();
    sections();
    blocks();
    wiki_links();
    fields();
    return nested();
  }

 private:
  // `span` in the document.
  void offer(Span span) {
    if (span.touches(offset_)) candidates_.push_back(span);
  }

  void sections() {
    const plan::Plan& plan = *document_.plan;
    if (plan.outline.empty()) return;
    if (plan.outline.size() == 1 && plan.outline[0].level == 0) return;  // the document
    std::uint32_t entry = plan.entry_at(offset_);
    const plan::Section& section = plan.section(entry);
    const std::uint32_t base = plan.offset(entry);
    const bool headed = section.level > 0;
    if (headed) {
      offer(section.title_span.shifted(base));
      offer(section.span.shifted(base));
    }
    // Its own text, without the heading and with it.
    offer_trimmed(section.body.shifted(base));
    if (headed) offer_trimmed({base + section.span.begin, base + section.body.end});
    for (; entry != plan::no_index; entry = plan.outline[entry].parent)
      offer_trimmed(plan.extent(entry));
  }

  // Sections share their ends, and the blank lines before them: each run is passed over once.
  std::uint32_t text_end(std::uint32_t end) {
    auto [known, fresh] = text_ends_.try_emplace(end, 0);
    if (fresh) known->second = without_blank_end(document_.text, {0, end}).end;
    return known->second;
  }
  std::uint32_t text_begin(std::uint32_t begin) {
    auto [known, fresh] = text_begins_.try_emplace(begin, 0);
    if (fresh)
      known->second = without_blank_begin(document_.text, {begin, document_.text.size()}).begin;
    return known->second;
  }

  void offer_trimmed(Span span) {
    const Span text{text_begin(span.begin), text_end(span.end)};
    offer(text.begin < text.end && text.touches(offset_) ? text : span);
  }

  void fields() {
    const Cursor cursor = cursor_at(document_, offset_);
    const plan::Field* field = field_at(cursor);
    if (field == nullptr) return;
    offer(with_marks(cursor.place(field->label)));
    offer(with_marks(cursor.place(field->value)));
    if (field->form != plan::FieldForm::heading) offer(with_marks(cursor.place(field->span)));
  }

  // A piece of the text at the cursor with the marks of what it begins or ends in the midst of.
  Span with_marks(Span span) const {
    if (text_block_ == plan::no_index || span.empty()) return span;
    const auto& nodes = placed_.segment->tree.nodes;
    for (std::uint32_t i = text_block_ + 1; i < nodes[text_block_].next; i = nodes[i].next) {
      if (nodes[i].kind == NodeKind::text) continue;
      const Span node = nodes[i].span.shifted(placed_.offset);
      if (node.contains(span.begin)) span.begin = node.begin;
      if (node.contains(span.end - 1)) span.end = node.end;
    }
    return span;
  }

  // The last node that begins at the cursor or before it, and all that hold it: what holds the
  // cursor is among them.
  void blocks() {
    text_block_ = plan::no_index;
    enter(document_.text.segment_at(offset_));
    at_ = offset_ - placed_.offset;
    const auto& nodes = placed_.segment->tree.nodes;
    auto next =
        std::upper_bound(nodes.begin(), nodes.end(), at_,
                         [](std::uint32_t at, const Node& node) { return at < node.span.begin; });
    auto index = static_cast<std::uint32_t>(next - nodes.begin());
    while (index > 0 && nodes[index - 1].span.empty()) --index;  // a line's end is nothing
    for (index = index == 0 ? plan::no_index : index - 1; index != plan::no_index;
         index = parents_[index]) {
      const Node& found = nodes[index];
      node(found);
      const bool text = found.kind == NodeKind::paragraph || found.kind == NodeKind::cell;
      if (text && found.span.touches(at_)) text_block_ = index;
    }
    const markdown::Tree& tree = placed_.segment->tree;
    if (const auto* comment = last_before(tree.comments)) {
      offer_here(comment->content);
      offer_here(comment->span);
    }
    if (const auto* definition = last_before(tree.definitions)) {
      for (const Span part : {definition->span, definition->label, definition->destination,
                              definition->path, definition->fragment, definition->title})
        offer_here(part);
    }
    word();
  }

  // Who holds whom is known for the segment that was asked about last.
  void enter(const Placed& placed) {
    const bool same = placed_.segment == placed.segment;
    placed_ = placed;
    if (same) return;
    const auto& nodes = placed_.segment->tree.nodes;
    parents_.assign(nodes.size(), plan::no_index);
    std::vector<std::uint32_t> open;
    for (std::uint32_t i = 0; i < nodes.size(); ++i) {
      while (!open.empty() && nodes[open.back()].next <= i) open.pop_back();
      if (!open.empty()) parents_[i] = open.back();
      if (nodes[i].next > i + 1) open.push_back(i);
    }
  }

  // Of parts that follow each other, the last that begins at the cursor or before it.
  template <typename Part>
  const Part* last_before(const std::vector<Part>& parts) const {
    auto next = std::partition_point(parts.begin(), parts.end(),
                                     [&](const Part& part) { return part.span.begin <= at_; });
    return next == parts.begin() ? nullptr : &*std::prev(next);
  }

  void offer_here(Span span) { offer(span.shifted(placed_.offset)); }

  void node(const Node& node) {
    switch (node.kind) {
      case NodeKind::text:
      case NodeKind::soft_break:
      case NodeKind::hard_break:
        return;  // the words between two marks are nobody's unit
      case NodeKind::list:
        offer(whole_list(divided_lists_, node.span.shifted(placed_.offset)));
        return;
      case NodeKind::link:
      case NodeKind::image:
        link(placed_.segment->tree.links[node.data]);
        break;
      case NodeKind::front_matter:
      case NodeKind::indented_code:
      case NodeKind::fenced_code:
        code(node);
        break;
      case NodeKind::heading:
      case NodeKind::emphasis:
      case NodeKind::strong:
      case NodeKind::strikethrough:
      case NodeKind::code_span:
      case NodeKind::item:
        offer_here(node.content);
        break;
      default:
        break;
    }
    offer_here(node.span);
  }

  // Wiki links are in no tree.
  void wiki_links() {
    const plan::Plan& plan = *document_.plan;
    if (!plan.wiki_links || plan.chapters.empty()) return;
    const plan::PlacedChapter& chapter = plan.chapters[plan.chapter_at(offset_)];
    const auto& mentions = chapter.facts->mentions;
    auto next =
        std::partition_point(mentions.begin(), mentions.end(), [&](const plan::Mention& mention) {
          return mention.span.begin + chapter.offset <= offset_;
        });
    // They do not nest, and hold no other mention.
    if (next == mentions.begin() || !std::prev(next)->wiki) return;
    const plan::Mention& link = *std::prev(next);
    for (const Span part : {link.text, link.destination, link.path, link.fragment, link.span})
      if (!part.empty()) offer(part.shifted(chapter.offset));
  }

  void link(const markdown::Link& link) {
    for (const Span part :
         {link.text, link.destination, link.path, link.fragment, link.title, link.label}) {
      if (!part.empty()) offer_here(part);
    }
  }

  // A line of it, then all lines between the fences.
  void code(const Node& node) {
    const std::string_view text = placed_.segment->text;
    Span lines = node.content;
    if (node.kind == NodeKind::fenced_code) {
      offer_here(node.content);  // the info string
      lines = {std::min(node.data, node.span.end), node.span.end};
      if (node.level == 1) lines.end = std::max(lines.begin, line_begin(node.span.end));
      while (!lines.empty() && markdown::is_newline(text[lines.end - 1])) --lines.end;
    }
    if (!lines.touches(at_)) return;
    offer_here(lines);
    const std::uint32_t begin = std::max(lines.begin, line_begin(at_));
    const auto end = static_cast<std::uint32_t>(markdown::find_line_end(text, at_));
    Span line{begin, std::min(lines.end, end)};
    while (line.begin < line.end && markdown::is_blank(text[line.begin])) ++line.begin;
    if (line.begin < line.end) offer_here(line);
  }

  std::uint32_t line_begin(std::uint32_t at) const {
    const auto& starts = placed_.segment->line_starts;
    return *std::prev(std::upper_bound(starts.begin(), starts.end(), at));
  }

  void word() {
    // A word may be as long as the text: it is looked for once, by however many cursors.
    if (!word_.contains(offset_))
      word_ = word_at(placed_.segment->text, at_).shifted(placed_.offset);
    if (!word_.empty()) offer(word_);
  }

  // From the smallest to the document, each within the next.
  std::vector<Span> nested() {
    std::stable_sort(candidates_.begin(), candidates_.end(),
                     [](Span a, Span b) { return a.size() > b.size(); });
    std::vector<Span> out{{0, document_.text.size()}};
    for (const Span span : candidates_) {
      if (!span.empty() && span != out.back() && out.back().contains(span)) out.push_back(span);
    }
    std::reverse(out.begin(), out.end());
    return out;
  }

  const workspace::Document& document_;
  const std::vector<Span> divided_lists_;
  std::uint32_t offset_ = 0;
  std::uint32_t at_ = 0;                       // the same in the segment
  std::uint32_t text_block_ = plan::no_index;  // the paragraph or cell that holds it
  Placed placed_;
  std::vector<std::uint32_t> parents_;  // of the segment's nodes
  std::unordered_map<std::uint32_t, std::uint32_t> text_ends_;
  std::unordered_map<std::uint32_t, std::uint32_t> text_begins_;
  Span word_;  // that was found last, in the document
  std::vector<Span> candidates_;
};

}  // namespace

std::vector<std::vector<Span>> selections(const workspace::Document& document,
                                          const std::vector<std::uint32_t>& offsets) {
  Selector selector(document);
  std::vector<std::vector<Span>> out;
  out.reserve(offsets.size());
  for (const std::uint32_t offset : offsets) out.push_back(selector.at(offset));
  return out;
}

}  // namespace pland::features
