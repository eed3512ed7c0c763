#include "analysis/markdown/document.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <unordered_map>

#include <fmt/format.h>

namespace pland::markdown {
namespace {

constexpr std::size_t group_size = 64;  // chapters

bool paranoid() {
  static const bool on = [] {
    const char* value = std::getenv("PLAND_PARANOID");
    return value != nullptr && *value != '\0' && *value != '0';
  }();
  return on;
}

std::uint32_t size_of(const Segment& segment) {
  return static_cast<std::uint32_t>(segment.text.size());
}

std::uint32_t first_line_size(const Segment& segment) {
  return segment.line_starts.size() > 1 ? segment.line_starts[1] : size_of(segment);
}

std::vector<ChapterPtr> make_chapters(const std::vector<SegmentPtr>& segments) {
  std::vector<ChapterPtr> chapters;
  std::shared_ptr<Chapter> open;
  for (const SegmentPtr& segment : segments) {
    if (open == nullptr || segment->starts_with_heading) {
      open = std::make_shared<Chapter>();
      chapters.push_back(open);
    }
    open->segments.push_back(segment);
    open->bytes += size_of(*segment);
    open->line_ends += segment->line_ends;
  }
  return chapters;
}

// How often each label is defined, with the text of the first definition seen.
using LabelCounts = std::unordered_map<std::uint64_t, std::pair<int, std::string>>;

std::string collapse(std::string_view label) {
  std::string out;
  for (char c : label) {
    bool space = c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '>';
    if (!space) out += c;
    else if (!out.empty() && out.back() != ' ') out += ' ';
  }
  return out;
}

void collect_labels(const Segment& segment, LabelSet& labels) {
  for (const Definition& definition : segment.tree.definitions) {
    if (definition.footnote) continue;
    std::string_view label = segment.view(definition.label);
    labels.push_back({label_hash(label), collapse(label)});
  }
}

void normalise(LabelSet& labels) {
  std::stable_sort(labels.begin(), labels.end());
  labels.erase(std::unique(labels.begin(), labels.end(),
                           [](const Label& a, const Label& b) { return a.hash == b.hash; }),
               labels.end());
}

bool equal(const LabelSet& a, const LabelSet& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const Label& x, const Label& y) { return x.hash == y.hash; });
}

// The labels whose hashes are in one set only.
std::vector<std::uint64_t> changed(const LabelSet& a, const LabelSet& b) {
  std::vector<std::uint64_t> out;
  auto i = a.begin(), j = b.begin();
  while (i != a.end() || j != b.end()) {
    if (j == b.end() || (i != a.end() && i->hash < j->hash)) out.push_back((i++)->hash);
    else if (i == a.end() || j->hash < i->hash) out.push_back((j++)->hash);
    else ++i, ++j;
  }
  return out;
}

bool any_common(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b) {
  auto i = a.begin();
  auto j = b.begin();
  while (i != a.end() && j != b.end()) {
    if (*i < *j) ++i;
    else if (*j < *i) ++j;
    else return true;
  }
  return false;
}

std::vector<SegmentPtr> cut(Window& window, std::size_t begin, bool at_start) {
  std::vector<SegmentPtr> segments;
  while (begin == 0 || window.ensure(begin + 1)) {
    SegmentPtr segment = next_segment(window, begin, at_start && begin == 0);
    begin += segment->text.size();
    bool empty = segment->text.empty();
    if (!empty || segments.empty()) segments.push_back(std::move(segment));
    if (empty) break;
  }
  return segments;
}

void know_labels(std::vector<SegmentPtr>& segments, const LabelSet& labels,
                 std::string_view behind_all) {
  if (labels.empty()) return;
  for (std::size_t i = 0; i < segments.size(); ++i) {
    std::string_view following = i + 1 < segments.size() ? segments[i + 1]->text : behind_all;
    segments[i] = with_labels(segments[i], labels, following);
  }
}

}  // namespace

Document::Document(std::vector<SegmentPtr> segments, std::shared_ptr<const LabelSet> labels)
    : labels_(std::move(labels)) {
  regroup(0, 0, std::move(segments));
}

Document Document::parse(std::string_view text) {
  Window window;
  window.text = text;
  std::vector<SegmentPtr> segments = cut(window, 0, true);
  auto labels = std::make_shared<LabelSet>();
  for (const SegmentPtr& segment : segments) collect_labels(*segment, *labels);
  normalise(*labels);
  know_labels(segments, *labels, {});
  return Document(std::move(segments), std::move(labels));
}

// Replaces the groups [first, last) by groups of the segments given, and sums up anew.
void Document::regroup(std::size_t first, std::size_t last, std::vector<SegmentPtr> segments) {
  std::vector<ChapterPtr> chapters = make_chapters(segments);
  std::vector<GroupPtr> fresh;
  for (std::size_t begin = 0; begin < chapters.size();) {
    std::size_t count = std::min(group_size, chapters.size() - begin);
    if (chapters.size() - begin < group_size + group_size / 2) count = chapters.size() - begin;
    auto group = std::make_shared<Group>();
    for (std::size_t i = begin; i < begin + count; ++i) {
      group->bytes += chapters[i]->bytes;
      group->line_ends += chapters[i]->line_ends;
      group->chapters.push_back(std::move(chapters[i]));
    }
    fresh.push_back(std::move(group));
    begin += count;
  }
  auto at = groups_.begin() + static_cast<std::ptrdiff_t>(first);
  at = groups_.erase(at, groups_.begin() + static_cast<std::ptrdiff_t>(last));
  groups_.insert(at, fresh.begin(), fresh.end());
  bytes_ = line_ends_ = 0;
  for (const GroupPtr& group : groups_) {
    bytes_ += group->bytes;
    line_ends_ += group->line_ends;
  }
}

// The part of a document that an edit works on: some groups, flattened, and the window over their
// text that grows into what follows.
struct Document::Splice {
  const Document& document;
  std::size_t first_group;
  std::size_t last_group;  // behind the last one flattened
  std::vector<SegmentPtr> segments;
  std::vector<std::uint32_t> offsets;  // of each, in the document; one more for the end
  std::size_t in_window = 0;           // segments whose text the window has

  bool add_group() {
    if (last_group == document.groups_.size()) return false;
    std::uint32_t offset = offsets.back();
    for (const ChapterPtr& chapter : document.groups_[last_group]->chapters) {
      for (const SegmentPtr& segment : chapter->segments) {
        segments.push_back(segment);
        offsets.push_back(offset += size_of(*segment));
      }
    }
    ++last_group;
    return true;
  }

  static bool grow(Window& window) {
    auto& self = *static_cast<Splice*>(window.context);
    while (self.in_window == self.segments.size()) {
      if (!self.add_group()) return false;
    }
    window.text += self.segments[self.in_window++]->text;
    return true;
  }
};

Document Document::edit(Span span, std::string_view replacement) const {
  span.begin = std::min(span.begin, bytes_);
  span.end = std::clamp(span.end, span.begin, bytes_);

  // The group that holds the edit, and some segments before it: a segment depends on the line
  // behind it, and a chapter may come to join the one before.
  std::size_t group = 0;
  std::uint32_t group_offset = 0;
  while (group + 1 < groups_.size() && group_offset + groups_[group]->bytes <= span.begin) {
    group_offset += groups_[group++]->bytes;
  }
  for (std::size_t before = 0; group > 0 && before < 3;) {
    group_offset -= groups_[--group]->bytes;
    for (const ChapterPtr& chapter : groups_[group]->chapters) before += chapter->segments.size();
  }
  Splice splice{*this, group, group, {}, {group_offset}, 0};
  splice.add_group();
  while (splice.offsets.back() <= span.end && splice.add_group()) {
  }

  const auto& old = splice.segments;
  auto& offsets = splice.offsets;
  std::size_t start = 0;  // the first segment to parse again
  while (start + 1 < old.size() && offsets[start + 1] <= span.begin) ++start;
  // Whatever ends at the first line of a touched segment has looked at that line.
  while (start > 0 && span.begin <= offsets[start] + first_line_size(*old[start])) --start;
  bool front = group_offset == 0 && !old.empty() &&
               (old[0]->text.starts_with("---") || old[0]->text.starts_with("\xef\xbb\xbf---") ||
                span.begin < 8);
  if (front && span.begin <= largest_front_matter) start = 0;

  // The window: the text from there to the end of the edit, edited, and then what follows.
  Window window;
  window.complete = false;
  window.context = &splice;
  window.grow = &Splice::grow;
  std::uint32_t base = offsets[start];
  std::size_t touched = start;
  while (touched < old.size() && (touched == start || offsets[touched] < span.end)) {
    window.text += old[touched++]->text;
  }
  splice.in_window = touched;
  window.text.replace(span.begin - base, span.size(), replacement);
  std::size_t edit_end = span.begin - base + replacement.size();
  // Where an old boundary at document offset x lies in the window: x + shift.
  std::int64_t shift = static_cast<std::int64_t>(replacement.size()) - span.size() - base;

  std::vector<SegmentPtr> fresh;
  std::size_t at = 0;
  std::size_t rest = old.size();  // the first old segment that stays behind the new ones
  while (true) {
    if (!window.ensure(at + 1) && at > 0) {
      rest = splice.segments.size();
      break;
    }
    SegmentPtr segment = next_segment(window, at, base == 0 && at == 0);
    if (segment->text.empty()) {
      rest = splice.segments.size();
      if (base == 0) fresh.push_back(segment);
      break;
    }
    at += segment->text.size();
    fresh.push_back(std::move(segment));
    if (at < edit_end) continue;
    auto target = static_cast<std::int64_t>(at) - shift;
    auto boundary = std::lower_bound(offsets.begin(), offsets.end(), target,
                                     [](std::uint32_t a, std::int64_t b) { return a < b; });
    if (boundary != offsets.end() && *boundary == target && target >= span.end) {
      rest = static_cast<std::size_t>(boundary - offsets.begin());
      break;
    }
  }

  if (rest < old.size() && old[rest]->text.empty()) ++rest;  // that of an empty document

  LabelSet lost, gained;
  for (std::size_t i = start; i < rest; ++i) collect_labels(*old[i], lost);
  for (const SegmentPtr& segment : fresh) collect_labels(*segment, gained);
  normalise(lost);
  normalise(gained);

  std::vector<SegmentPtr> spliced(old.begin(), old.begin() + static_cast<std::ptrdiff_t>(start));
  std::size_t fresh_begin = spliced.size();
  spliced.insert(spliced.end(), fresh.begin(), fresh.end());
  std::size_t fresh_end = spliced.size();
  spliced.insert(spliced.end(), old.begin() + static_cast<std::ptrdiff_t>(rest), old.end());

  Document result(*this);
  bool same_labels = equal(lost, gained);
  if (!labels_->empty()) {
    std::string behind;  // the line behind the last fresh segment
    if (fresh_end == spliced.size() && splice.last_group < groups_.size()) {
      behind = groups_[splice.last_group]->chapters[0]->segments[0]->text;
    }
    for (std::size_t i = fresh_begin; i < fresh_end; ++i) {
      std::string_view following = i + 1 < spliced.size() ? std::string_view(spliced[i + 1]->text) : behind;
      spliced[i] = with_labels(spliced[i], *labels_, following);
    }
  }
  // A chapter that lost its heading joins the one before, also over a group's border.
  std::size_t first_group = splice.first_group;
  while (first_group > 0 && !spliced.empty() && !spliced[0]->starts_with_heading) {
    std::vector<SegmentPtr> before;
    for (const ChapterPtr& chapter : groups_[--first_group]->chapters) {
      before.insert(before.end(), chapter->segments.begin(), chapter->segments.end());
    }
    spliced.insert(spliced.begin(), before.begin(), before.end());
  }
  std::size_t last_group = splice.last_group;
  while (last_group < groups_.size() &&
         !groups_[last_group]->chapters[0]->segments[0]->starts_with_heading) {
    for (const ChapterPtr& chapter : groups_[last_group]->chapters) {
      spliced.insert(spliced.end(), chapter->segments.begin(), chapter->segments.end());
    }
    ++last_group;
  }
  result.regroup(first_group, last_group, std::move(spliced));

  if (!same_labels) {
    auto labels = std::make_shared<LabelSet>();
    result.each_segment([&](const Placed& placed) { collect_labels(*placed.segment, *labels); });
    normalise(*labels);
    if (!equal(*labels, *labels_)) result.apply_labels(labels);
    else result.labels_ = labels;
  }
  if (paranoid()) {
    std::string expected = text({0, span.begin});
    expected += replacement;
    expected += text({span.end, bytes_});
    std::string where;
    if (result.text() != expected || !same(result, parse(expected), &where)) {
      fmt::print(stderr, "pland: an edit differs from a parse from scratch: {}\n", where);
      std::abort();
    }
  }
  return result;
}

// The set of defined labels has changed: the segments that could use one of them parse anew.
void Document::apply_labels(std::shared_ptr<const LabelSet> labels) {
  std::vector<std::uint64_t> difference = changed(*labels_, *labels);
  labels_ = std::move(labels);
  std::vector<const Segment*> order;
  each_segment([&](const Placed& placed) { order.push_back(placed.segment); });
  std::size_t index = 0;
  for (GroupPtr& group : groups_) {
    std::shared_ptr<Group> new_group;
    for (std::size_t c = 0; c < group->chapters.size(); ++c) {
      std::shared_ptr<Chapter> new_chapter;
      const ChapterPtr& chapter = group->chapters[c];
      for (std::size_t s = 0; s < chapter->segments.size(); ++s, ++index) {
        const SegmentPtr& segment = chapter->segments[s];
        if (!any_common(segment->candidates, difference)) continue;
        std::string_view following = index + 1 < order.size() ? order[index + 1]->text : std::string_view();
        SegmentPtr parsed = with_labels(segment, *labels_, following);
        if (parsed == segment) continue;
        if (new_chapter == nullptr) new_chapter = std::make_shared<Chapter>(*chapter);
        new_chapter->segments[s] = std::move(parsed);
      }
      if (new_chapter == nullptr) continue;
      if (new_group == nullptr) new_group = std::make_shared<Group>(*group);
      new_group->chapters[c] = std::move(new_chapter);
    }
    if (new_group != nullptr) group = std::move(new_group);
  }
}

Placed Document::segment_at(std::uint32_t offset) const {
  Placed at;
  for (const GroupPtr& group : groups_) {
    bool last_group = &group == &groups_.back();
    if (!last_group && at.offset + group->bytes <= offset) {
      at.offset += group->bytes;
      at.line += group->line_ends;
      continue;
    }
    for (const ChapterPtr& chapter : group->chapters) {
      bool last_chapter = last_group && &chapter == &group->chapters.back();
      if (!last_chapter && at.offset + chapter->bytes <= offset) {
        at.offset += chapter->bytes;
        at.line += chapter->line_ends;
        continue;
      }
      at.chapter = chapter.get();
      at.chapter_offset = at.offset;
      for (const SegmentPtr& segment : chapter->segments) {
        at.segment = segment.get();
        bool last = last_chapter && &segment == &chapter->segments.back();
        if (last || offset < at.offset + size_of(*segment)) return at;
        at.offset += size_of(*segment);
        at.line += segment->line_ends;
      }
    }
  }
  return at;
}

Position Document::position(std::uint32_t offset) const {
  offset = std::min(offset, bytes_);
  Placed at = segment_at(offset);
  const auto& starts = at.segment->line_starts;
  std::uint32_t inside = offset - at.offset;
  auto next = std::upper_bound(starts.begin(), starts.end(), inside);
  auto line = static_cast<std::uint32_t>(next - starts.begin() - 1);
  // Behind a final line ending a new, empty line begins that no segment owns.
  if (inside == size_of(*at.segment) && line + 1 == starts.size() && starts.size() == at.segment->line_ends) {
    return {at.line + at.segment->line_ends, 0};
  }
  return {at.line + line, inside - starts[line]};
}

Span Document::line_span(std::uint32_t line) const {
  std::uint32_t offset = 0, at = 0;
  for (const GroupPtr& group : groups_) {
    if (line - at >= group->line_ends && &group != &groups_.back()) {
      at += group->line_ends;
      offset += group->bytes;
      continue;
    }
    for (const ChapterPtr& chapter : group->chapters) {
      for (const SegmentPtr& segment : chapter->segments) {
        const auto& starts = segment->line_starts;
        std::uint32_t inside = line - at;
        if (inside >= starts.size()) {
          at += segment->line_ends;
          offset += size_of(*segment);
          continue;
        }
        std::uint32_t end = inside + 1 < starts.size() ? starts[inside + 1] : size_of(*segment);
        std::string_view text = segment->text;
        if (end > starts[inside] && text[end - 1] == '\n') --end;
        if (end > starts[inside] && text[end - 1] == '\r') --end;
        return {offset + starts[inside], offset + end};
      }
    }
  }
  return {bytes_, bytes_};
}

std::string Document::text(Span span) const {
  span.end = std::min(span.end, bytes_);
  span.begin = std::min(span.begin, span.end);
  std::string out;
  out.reserve(span.size());
  std::uint32_t offset = 0;
  for (const GroupPtr& group : groups_) {
    if (offset + group->bytes <= span.begin) {
      offset += group->bytes;
      continue;
    }
    if (offset >= span.end) break;
    for (const ChapterPtr& chapter : group->chapters) {
      for (const SegmentPtr& segment : chapter->segments) {
        std::uint32_t end = offset + size_of(*segment);
        if (offset < span.end && end > span.begin) {
          std::uint32_t from = std::max(span.begin, offset) - offset;
          std::uint32_t to = std::min(span.end, end) - offset;
          out.append(segment->text, from, to - from);
        }
        offset = end;
      }
    }
  }
  return out;
}

bool same(const Document& a, const Document& b, std::string* where) {
  std::vector<const Segment*> left, right;
  std::vector<bool> left_chapters, right_chapters;
  auto gather = [](const Document& document, std::vector<const Segment*>& segments, std::vector<bool>& chapters) {
    document.each_segment([&](const Placed& placed) {
      segments.push_back(placed.segment);
      chapters.push_back(placed.offset == placed.chapter_offset);
    });
  };
  gather(a, left, left_chapters);
  gather(b, right, right_chapters);
  auto differ = [&](std::string text) {
    if (where != nullptr) *where = std::move(text);
    return false;
  };
  for (std::size_t i = 0; i < std::min(left.size(), right.size()); ++i) {
    if (left[i]->text != right[i]->text) {
      return differ(fmt::format("segment {} has {} bytes, not {}", i, left[i]->text.size(), right[i]->text.size()));
    }
    if (left_chapters[i] != right_chapters[i]) return differ(fmt::format("chapter at segment {}", i));
    if (left[i]->context != right[i]->context) return differ(fmt::format("labels of segment {}", i));
    if (!(left[i]->tree == right[i]->tree)) return differ(fmt::format("tree of segment {}", i));
  }
  if (left.size() != right.size()) return differ(fmt::format("{} segments, not {}", left.size(), right.size()));
  if (!equal(a.labels(), b.labels())) return differ("labels");
  return true;
}

}  // namespace pland::markdown
