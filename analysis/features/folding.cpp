#include "analysis/features/folding.h"

#include <algorithm>
#include <optional>
#include <span>
#include <unordered_map>
#include <utility>

#include "analysis/features/card.h"
#include "analysis/features/line_ends.h"
#include "analysis/features/symbols.h"
#include "analysis/features/whole_lists.h"
#include "analysis/markdown/lines.h"
#include "analysis/text/unicode.h"

namespace pland::features {
namespace {

using markdown::Node;
using markdown::NodeKind;
using markdown::Placed;

constexpr std::size_t longest_summary = 120;  // bytes

// Two marks that belong together, in one container (a document, an item, a quote).
struct OpenMark {
  enum class Kind : std::uint8_t { region, details } kind;
  Span block;          // of the HTML that it stands in, in the document
  std::uint32_t line;  // that it begins in
  std::uint32_t visible_end;
  std::string name;
};

// `#region Name` and `region: Name`, as VS Code and JetBrains have them; the name may be missing.
struct RegionMark {
  bool begins = false;
  std::string_view name;
};
std::optional<RegionMark> region_mark(std::string_view comment) {
  std::string_view rest = text::trim(comment);
  if (rest.starts_with('#')) rest.remove_prefix(1);
  const auto take = [&](std::string_view word) {
    if (text::lower(rest.substr(0, word.size())) != word) return false;
    const std::string_view behind = rest.substr(word.size());
    if (!behind.empty() && behind.front() != ':' && text::trim(behind.substr(0, 1)).size() == 1)
      return false;
    rest = behind;
    return true;
  };
  if (take("endregion")) return RegionMark{false, {}};
  if (!take("region")) return std::nullopt;
  if (rest.starts_with(':')) rest.remove_prefix(1);
  return RegionMark{true, text::trim(rest)};
}

// `<details`, `</details`: offsets of the tags in a block of HTML, comments left out.
struct DetailsTag {
  std::uint32_t offset = 0;
  bool begins = false;
};
std::vector<DetailsTag> details_tags(std::string_view html) {
  std::vector<DetailsTag> out;
  for (std::size_t at = 0; (at = html.find('<', at)) != std::string_view::npos;) {
    if (html.substr(at).starts_with("<!--")) {
      at = html.find("-->", at);
      if (at == std::string_view::npos) break;
      continue;
    }
    const bool begins = html.substr(at, 2) != "</";
    const std::size_t name = at + (begins ? 1 : 2);
    const std::string_view behind = html.substr(std::min(name + 7, html.size()));
    const bool ends = behind.empty() || behind.front() == '>' || behind.front() == ' ' ||
                      behind.front() == '\n' || behind.front() == '\r' || behind.front() == '\t';
    if (ends && text::lower(html.substr(name, 7)) == "details")
      out.push_back({static_cast<std::uint32_t>(at), begins});
    at = name;
  }
  return out;
}

class FoldReader {
 public:
  FoldReader(const workspace::Document& document, bool summaries)
      : document_(document),
        summaries_(summaries),
        divided_lists_(divided_lists(document.text)),
        marks_(1) {}

  std::vector<Fold> read() {
    sections();
    document_.text.each_segment([&](const Placed& at) {
      at_ = at;
      blocks();
      comments();
    });
    close_container();
    return settled();
  }

 private:
  struct Found {
    Fold fold;
    bool bends = false;  // gives way where it crosses another
    bool list = false;   // gives way to the item that begins with it
  };

  std::string_view text() const { return at_.segment->text; }
  std::uint32_t placed(std::uint32_t offset) const { return at_.offset + offset; }
  std::uint32_t line_of(std::uint32_t offset) const {
    const auto& starts = at_.segment->line_starts;
    auto next = std::upper_bound(starts.begin(), starts.end(), offset);
    return at_.line + static_cast<std::uint32_t>(next - starts.begin()) - 1;
  }
  std::uint32_t line_begin(std::uint32_t offset) const {
    const auto& starts = at_.segment->line_starts;
    return *std::prev(std::upper_bound(starts.begin(), starts.end(), offset));
  }
  std::uint32_t line_end(std::uint32_t offset) const {
    return static_cast<std::uint32_t>(markdown::find_line_end(text(), offset));
  }
  // A span without the spaces and line ends behind it.
  Span trimmed(Span span) const {
    while (!span.empty() &&
           (markdown::is_newline(text()[span.end - 1]) || markdown::is_blank(text()[span.end - 1])))
      --span.end;
    return span;
  }

  bool is_blank(Span span) const { return span.begin >= span.end || trimmed(span).empty(); }

  void add(Fold fold, bool bends = false, bool list = false) {
    if (fold.last_line > fold.first_line) found_.push_back({std::move(fold), bends, list});
  }
  // Of a segment's span; what is hidden ends at `hidden_end`.
  void add(FoldKind kind, Span span, std::uint32_t hidden_end, std::string summary = {},
           bool list = false) {
    if (span.empty()) return;
    Fold fold;
    fold.kind = kind;
    fold.first_line = line_of(span.begin);
    fold.last_line = line_of(span.end - 1);
    const std::uint32_t begin = line_end(span.begin);
    fold.hidden = Span{begin, std::max(begin, hidden_end)}.shifted(at_.offset);
    fold.summary = std::move(summary);
    add(std::move(fold), false, list);
  }

  void sections() {
    const plan::Plan& plan = *document_.plan;
    std::unordered_map<std::uint32_t, std::string> details;
    if (summaries_) collect(symbols(document_), details);
    for (std::uint32_t i = 0; i < plan.outline.size(); ++i) {
      if (plan.outline[i].level == 0) continue;
      const Span extent = without_blank_end(document_.text, plan.extent(i));
      const std::uint32_t heading_end = plan.offset(i) + plan.section(i).span.end;
      if (extent.end <= heading_end) continue;
      Fold fold;
      fold.kind = FoldKind::section;
      fold.first_line = document_.text.position(extent.begin).line;
      fold.last_line = document_.text.position(extent.end).line;
      const Span line = document_.text.line_span(fold.first_line);
      fold.hidden = {line.end, extent.end};
      if (auto detail = details.find(extent.begin); detail != details.end()) {
        fold.summary = summary(document_.text.text(line), detail->second);
      }
      add(std::move(fold), true);
    }
  }

  static std::string summary(std::string_view line, std::string_view detail) {
    std::string out = shorten(text::trim(line), longest_summary);
    if (!out.empty() && !detail.empty()) out.append(" · ").append(detail);
    return out;
  }
  static void collect(const std::vector<Symbol>& tree,
                      std::unordered_map<std::uint32_t, std::string>& details) {
    for (const Symbol& symbol : tree) {
      if (symbol.level > 0) details.emplace(symbol.span.begin, symbol.detail);
      collect(symbol.children, details);
    }
  }

  // Without recursion: quotes in quotes go as deep as a text is long.
  void blocks() {
    const auto& nodes = at_.segment->tree.nodes;
    std::vector<std::uint32_t> containers;  // where those end that are open
    for (std::uint32_t i = 0; i < nodes.size();) {
      for (; !containers.empty() && containers.back() == i; containers.pop_back())
        close_container();
      block(nodes[i]);
      const bool container =
          nodes[i].kind == NodeKind::item || nodes[i].kind == NodeKind::block_quote;
      if (container) {
        containers.push_back(nodes[i].next);
        marks_.emplace_back();
      }
      i = container || nodes[i].kind == NodeKind::list ? i + 1 : nodes[i].next;
    }
    for (; !containers.empty(); containers.pop_back()) close_container();
  }

  void block(const Node& node) {
    const Span span = trimmed(node.span);
    switch (node.kind) {
      case NodeKind::front_matter:
        if (!span.empty()) add(FoldKind::block, span, line_begin(span.end - 1));
        break;
      case NodeKind::fenced_code:
        add(FoldKind::block, span, node.level == 1 ? closing_fence(span) : span.end);
        break;
      case NodeKind::indented_code:
      case NodeKind::table:
      case NodeKind::item:
      case NodeKind::block_quote:
        add(FoldKind::block, span, span.end);
        break;
      case NodeKind::html_block:
        html(span);
        break;
      case NodeKind::list:
        list(node.span);
        break;
      default:
        break;
    }
  }

  // Of a list that segments divide, at its first part.
  void list(Span span) {
    const Span all = whole_list(divided_lists_, span.shifted(at_.offset));
    if (all.size() == span.size()) return add(FoldKind::block, trimmed(span), span.end, {}, true);
    if (all.begin != placed(span.begin)) return;
    const Span whole = without_blank_end(document_.text, all);
    Fold fold;
    fold.first_line = line_of(span.begin);
    fold.last_line = document_.text.position(whole.end).line;
    fold.hidden = {placed(line_end(span.begin)), whole.end};
    add(std::move(fold), false, true);
  }

  std::uint32_t closing_fence(Span span) const {
    const std::size_t mark = text().find_first_of("`~", line_begin(span.end - 1));
    return mark < span.end ? static_cast<std::uint32_t>(mark) : span.end;
  }

  // Comments fold by themselves (`comments`); marks of regions and details are paired.
  void html(Span span) {
    if (span.empty()) return;
    std::uint32_t behind = span.begin;  // the last comment
    bool only_comments = true;
    for (const markdown::Comment& comment : comments_in(span)) {
      only_comments = only_comments && is_blank({behind, comment.span.begin});
      behind = comment.span.end;
      const auto mark = region_mark(comment.content.of(text()));
      if (!mark) continue;
      if (mark->begins)
        open(OpenMark::Kind::region, span, comment.span.begin, mark->name);
      else
        close(OpenMark::Kind::region, comment.span);
    }
    if (only_comments && is_blank({behind, span.end})) return;
    bool opened = false;
    std::vector<std::uint32_t> inside;  // begun in this very block
    for (const DetailsTag& tag : details_tags(span.of(text()))) {
      const std::uint32_t at = span.begin + tag.offset;
      if (tag.begins) {
        inside.push_back(at);
      } else if (!inside.empty()) {
        inside.pop_back();
      } else {
        close(OpenMark::Kind::details, {at, at + 1});
      }
    }
    for (const std::uint32_t at : inside) {
      open(OpenMark::Kind::details, span, at, {});
      opened = true;
    }
    if (!opened) add(FoldKind::block, span, span.end);
  }

  std::span<const markdown::Comment> comments_in(Span span) const {
    const auto& comments = at_.segment->tree.comments;
    const auto before = [](const markdown::Comment& comment, std::uint32_t at) {
      return comment.span.begin < at;
    };
    auto first = std::lower_bound(comments.begin(), comments.end(), span.begin, before);
    auto last = std::lower_bound(first, comments.end(), span.end, before);
    return {first, last};
  }

  void open(OpenMark::Kind kind, Span block, std::uint32_t at, std::string_view name) {
    marks_.back().push_back(
        {kind, block.shifted(at_.offset), line_of(at), placed(line_end(at)), std::string(name)});
  }

  void close(OpenMark::Kind kind, Span mark) {
    auto& open = marks_.back();
    auto found = std::find_if(open.rbegin(), open.rend(),
                              [&](const OpenMark& candidate) { return candidate.kind == kind; });
    if (found == open.rend()) return;
    const bool region = kind == OpenMark::Kind::region;
    Fold fold;
    fold.kind = region ? FoldKind::region : FoldKind::block;
    fold.first_line = found->line;
    fold.last_line = line_of(mark.begin);
    fold.hidden = {found->visible_end, std::max(found->visible_end, placed(mark.begin))};
    if (summaries_ && region) fold.summary = shorten(found->name, longest_summary);
    add(std::move(fold));
    open.erase(std::next(found).base());
  }

  // What was opened and never closed is a block of HTML like others.
  void close_container() {
    for (const OpenMark& mark : marks_.back()) {
      if (mark.kind != OpenMark::Kind::details) continue;
      Fold fold;
      fold.first_line = mark.line;
      fold.last_line = document_.text.position(mark.block.end).line;
      fold.hidden = {mark.visible_end, std::max(mark.visible_end, mark.block.end)};
      add(std::move(fold));
    }
    marks_.pop_back();
  }

  void comments() {
    for (const markdown::Comment& comment : at_.segment->tree.comments) {
      const Span content = trimmed(comment.content);
      std::string shown;
      if (summaries_) {
        const markdown::Line first = markdown::line_at(text::trim(content.of(text())), 0);
        if (!first.text.empty())
          shown = "<!-- " + shorten(text::trim(first.text), longest_summary) + " -->";
      }
      add(FoldKind::comment, comment.span, comment.content.end, std::move(shown));
    }
  }

  void end_before(Fold& fold, std::uint32_t line) const {
    Span kept{};
    while (line > fold.first_line) {
      kept = document_.text.line_span(--line);
      if (line > fold.first_line && text::trim(document_.text.text(kept)).empty()) continue;
      break;
    }
    fold.last_line = line;
    fold.hidden.end = std::max(fold.hidden.begin, std::min(fold.hidden.end, kept.end));
  }

  // Of those that begin on one line, of which clients show one: the outermost, but of a list and
  // its first item the item, for the others fold alone as well. Then how deep each is.
  static std::vector<Fold> one_per_line(std::vector<Found> found) {
    std::vector<Fold> out;
    std::vector<std::uint32_t> open;  // the last lines of those that hold what comes
    for (auto at = found.begin(); at != found.end();) {
      const std::uint32_t line = at->fold.first_line;
      const auto end = std::find_if(
          at, found.end(), [&](const Found& other) { return other.fold.first_line != line; });
      const auto no_list = std::find_if(at, end, [](const Found& one) { return !one.list; });
      Fold& best = (no_list == end ? at : no_list)->fold;
      while (!open.empty() && open.back() < line) open.pop_back();
      best.depth = static_cast<std::uint32_t>(open.size());
      open.push_back(best.last_line);
      out.push_back(std::move(best));
      at = end;
    }
    return out;
  }

  // All that was found, so that no two cross and no two begin on one line.
  std::vector<Fold> settled() {
    std::stable_sort(found_.begin(), found_.end(), [](const Found& a, const Found& b) {
      if (a.fold.first_line != b.fold.first_line) return a.fold.first_line < b.fold.first_line;
      return a.fold.last_line > b.fold.last_line;
    });
    std::vector<std::size_t> open;  // that hold what comes, outermost first
    for (std::size_t i = 0; i < found_.size(); ++i) {
      if (fits(i, open))
        open.push_back(i);
      else
        found_[i].fold.last_line = found_[i].fold.first_line;
    }
    std::erase_if(found_,
                  [](const Found& one) { return one.fold.last_line <= one.fold.first_line; });
    std::stable_sort(found_.begin(), found_.end(), [](const Found& a, const Found& b) {
      if (a.fold.first_line != b.fold.first_line) return a.fold.first_line < b.fold.first_line;
      return a.fold.last_line > b.fold.last_line;
    });
    return one_per_line(std::move(found_));
  }

  bool fits(std::size_t index, std::vector<std::size_t>& open) {
    Found& next = found_[index];
    while (!open.empty()) {
      Found& around = found_[open.back()];
      if (around.fold.last_line < next.fold.first_line) {
        open.pop_back();
      } else if (around.fold.last_line < next.fold.last_line && around.bends && !next.bends) {
        end_before(around.fold, next.fold.first_line);
        open.pop_back();
      } else {
        break;
      }
    }
    if (open.empty()) return true;
    Found& around = found_[open.back()];
    if (next.bends && !around.bends && around.fold.last_line <= next.fold.last_line) {
      // The mark that ends a region is not the section's.
      end_before(next.fold, around.fold.last_line);
      return next.fold.last_line > next.fold.first_line;
    }
    if (around.fold.last_line < next.fold.last_line) return false;
    const bool same = around.fold.first_line == next.fold.first_line &&
                      around.fold.last_line == next.fold.last_line;
    // A list of one item is that item.
    if (same) around.list = around.list && next.list;
    return !same;
  }

  const workspace::Document& document_;
  const bool summaries_;
  const std::vector<Span> divided_lists_;
  Placed at_;
  std::vector<std::vector<OpenMark>> marks_;  // of each open container
  std::vector<Found> found_;
};

}  // namespace

std::vector<Fold> folds(const workspace::Document& document, bool summaries) {
  return FoldReader(document, summaries).read();
}

std::vector<Fold> outermost(std::vector<Fold> folds, std::size_t most) {
  if (folds.size() <= most) return folds;
  std::vector<std::uint32_t> depths;
  depths.reserve(folds.size());
  for (const Fold& fold : folds) depths.push_back(fold.depth);
  std::sort(depths.begin(), depths.end());
  // All that are less deep than the first which is too many, and of its depth as many as there is
  // room for.
  const std::uint32_t limit = depths[most];
  auto room = static_cast<std::size_t>(
      std::upper_bound(depths.begin(), depths.begin() + static_cast<std::ptrdiff_t>(most), limit) -
      std::lower_bound(depths.begin(), depths.begin() + static_cast<std::ptrdiff_t>(most), limit));
  std::erase_if(folds, [&](const Fold& fold) {
    if (fold.depth != limit) return fold.depth > limit;
    return room == 0 || room-- == 0;
  });
  return folds;
}

}  // namespace pland::features
