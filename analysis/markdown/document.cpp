#include "analysis/markdown/document.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fmt/format.h>

namespace pland::markdown {
namespace {

constexpr std::size_t group_size = 64;                  // chapters
constexpr std::size_t smallest_group = group_size / 4;  // joins its neighbour when it is edited
constexpr std::size_t largest_group = group_size * 3 / 2;

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

std::vector<ChapterPtr> make_chapters(std::vector<SegmentPtr> segments) {
  std::vector<ChapterPtr> chapters;
  std::shared_ptr<Chapter> open;
  for (SegmentPtr& segment : segments) {
    if (open == nullptr || segment->starts_with_heading) {
      open = std::make_shared<Chapter>();
      chapters.push_back(open);
    }
    open->bytes += size_of(*segment);
    open->line_ends += segment->line_ends;
    open->segments.push_back(std::move(segment));
  }
  return chapters;
}

std::vector<GroupPtr> make_groups(std::vector<ChapterPtr> chapters) {
  std::vector<GroupPtr> groups;
  for (std::size_t begin = 0; begin < chapters.size();) {
    const std::size_t left = chapters.size() - begin;
    const std::size_t end = begin + (left <= largest_group ? left : group_size);
    auto group = std::make_shared<Group>();
    group->chapters.reserve(end - begin);
    for (; begin < end; ++begin) {
      group->bytes += chapters[begin]->bytes;
      group->line_ends += chapters[begin]->line_ends;
      group->chapters.push_back(std::move(chapters[begin]));
    }
    groups.push_back(std::move(group));
  }
  return groups;
}

bool any_common(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b) {
  auto i = a.begin();
  auto j = b.begin();
  while (i != a.end() && j != b.end()) {
    if (*i < *j)
      ++i;
    else if (*j < *i)
      ++j;
    else
      return true;
  }
  return false;
}

}  // namespace

// A segment's place: which group, chapter and segment, and at which byte it starts. The end of the
// document is the group behind the last.
struct Document::Cursor {
  const std::vector<GroupPtr>* groups;
  std::size_t group = 0;
  std::size_t chapter = 0;
  std::size_t segment = 0;
  std::uint32_t offset = 0;

  // The segment that holds byte `offset`, the last one for what lies behind the end.
  static Cursor at(const std::vector<GroupPtr>& groups, std::uint32_t offset) {
    Cursor cursor{&groups};
    while (cursor.group + 1 < groups.size() &&
           cursor.offset + groups[cursor.group]->bytes <= offset) {
      cursor.offset += groups[cursor.group++]->bytes;
    }
    const auto& chapters = groups[cursor.group]->chapters;
    while (cursor.chapter + 1 < chapters.size() &&
           cursor.offset + chapters[cursor.chapter]->bytes <= offset) {
      cursor.offset += chapters[cursor.chapter++]->bytes;
    }
    const auto& segments = chapters[cursor.chapter]->segments;
    while (cursor.segment + 1 < segments.size() &&
           cursor.offset + size_of(*segments[cursor.segment]) <= offset) {
      cursor.offset += size_of(*segments[cursor.segment++]);
    }
    return cursor;
  }

  bool at_end() const { return group == groups->size(); }
  bool at_begin() const { return group == 0 && chapter == 0 && segment == 0; }
  const Chapter& its_chapter() const { return *(*groups)[group]->chapters[chapter]; }
  const Segment& operator*() const { return *its_chapter().segments[segment]; }
  const Segment* operator->() const { return &**this; }

  void next() {
    offset += size_of(**this);
    if (++segment < its_chapter().segments.size()) return;
    segment = 0;
    if (++chapter < (*groups)[group]->chapters.size()) return;
    chapter = 0;
    ++group;
  }
  void previous() {
    if (segment == 0) {
      if (chapter == 0) chapter = (*groups)[--group]->chapters.size();
      segment = (*groups)[group]->chapters[--chapter]->segments.size();
    }
    --segment;
    offset -= size_of(**this);
  }
};

Document Document::parse(std::string_view text, SegmentSizes sizes) {
  Document document(sizes);
  Window window;
  window.text = text;
  const LabelSet guess = guess_labels(text);
  std::vector<SegmentPtr> segments;
  for (std::size_t begin = 0; begin < text.size() || segments.empty();) {
    segments.push_back(next_segment(window, begin, begin == 0, guess, sizes));
    begin += segments.back()->text.size();
  }
  auto labels = std::make_shared<LabelSet>();
  for (const SegmentPtr& segment : segments) collect_labels(*segment, *labels);
  sort_labels(*labels);
  const Cursor none{&document.groups_};
  document.labels_ = std::make_shared<LabelSet>(guess);
  document.splice(none, none, std::move(segments));
  document.know_labels(std::move(labels));
  return document;
}

// Puts `fresh` in the place of the segments from `first` to before `last` (cursors into these
// groups). A chapter that none of this touches stays the same object: facts are kept by it.
void Document::splice(const Cursor& first, const Cursor& last, std::vector<SegmentPtr> fresh) {
  std::size_t first_group = first.group, first_chapter = first.chapter;
  std::size_t last_group = last.group, last_chapter = last.chapter;  // behind those that go
  std::vector<SegmentPtr> segments;
  auto add = [&](const Chapter& chapter, std::size_t from, std::size_t to) {
    segments.insert(segments.end(), chapter.segments.begin() + static_cast<std::ptrdiff_t>(from),
                    chapter.segments.begin() + static_cast<std::ptrdiff_t>(to));
  };
  if (first.segment > 0) add(first.its_chapter(), 0, first.segment);
  segments.insert(segments.end(), fresh.begin(), fresh.end());
  // The document's first chapter may have no heading; what comes before it is in it, too.
  const bool joins = !last.at_end() && !segments.empty() && !last->starts_with_heading;
  if (last.segment > 0 || joins) {
    add(last.its_chapter(), last.segment, last.its_chapter().segments.size());
    ++last_chapter;
  }
  const bool headless = !segments.empty() && !segments[0]->starts_with_heading;
  if (headless && (first_group > 0 || first_chapter > 0)) {  // they join the chapter before
    if (first_chapter == 0) first_chapter = groups_[--first_group]->chapters.size();
    const Chapter& before = *groups_[first_group]->chapters[--first_chapter];
    segments.insert(segments.begin(), before.segments.begin(), before.segments.end());
  }

  std::vector<ChapterPtr> chapters;
  auto keep = [&](std::size_t group, std::size_t from, std::size_t to) {
    const auto& kept = groups_[group]->chapters;
    chapters.insert(chapters.end(), kept.begin() + static_cast<std::ptrdiff_t>(from),
                    kept.begin() + static_cast<std::ptrdiff_t>(to));
  };
  if (first_chapter > 0) keep(first_group, 0, first_chapter);
  for (ChapterPtr& chapter : make_chapters(std::move(segments))) {
    chapters.push_back(std::move(chapter));
  }
  if (last_chapter > 0) {
    keep(last_group, last_chapter, groups_[last_group]->chapters.size());
    ++last_group;
  }
  if (chapters.size() < smallest_group && last_group < groups_.size()) {
    keep(last_group, 0, groups_[last_group]->chapters.size());
    ++last_group;
  }

  std::vector<GroupPtr> groups = make_groups(std::move(chapters));
  for (std::size_t i = first_group; i < last_group; ++i) {
    bytes_ -= groups_[i]->bytes;
    line_ends_ -= groups_[i]->line_ends;
  }
  for (const GroupPtr& group : groups) {
    bytes_ += group->bytes;
    line_ends_ += group->line_ends;
  }
  const auto at = groups_.begin() + static_cast<std::ptrdiff_t>(first_group);
  const std::size_t replaced = std::min(groups.size(), last_group - first_group);
  std::move(groups.begin(), groups.begin() + static_cast<std::ptrdiff_t>(replaced), at);
  const auto behind = groups_.erase(at + static_cast<std::ptrdiff_t>(replaced),
                                    groups_.begin() + static_cast<std::ptrdiff_t>(last_group));
  groups_.insert(behind, groups.begin() + static_cast<std::ptrdiff_t>(replaced), groups.end());
}

Document Document::edit(Span span, std::string_view replacement) const {
  span.begin = std::min(span.begin, bytes_);
  span.end = std::clamp(span.end, span.begin, bytes_);

  // The first segment to parse again. Whatever ends before a segment has seen its first line.
  Cursor first = Cursor::at(groups_, span.begin);
  while (!first.at_begin() && span.begin <= first.offset + first_line_size(*first))
    first.previous();
  // Front matter is there or not by what stands far below its first line.
  const Cursor begin{&groups_};
  const bool front =
      !begin->tree.nodes.empty() && begin->tree.nodes[0].kind == NodeKind::front_matter;
  const bool front_opens =
      begin->text.starts_with("---") || begin->text.starts_with("\xef\xbb\xbf---");
  if (span.begin < 8 || (!front && front_opens && span.begin <= largest_front_matter))
    first = begin;

  // The window: the text from there to the end of the edit, edited, and then what follows.
  Cursor read = first;  // the first segment whose text it has not
  Window window;
  window.complete = false;
  window.context = &read;
  window.grow = [](Window& it) {
    auto& rest = *static_cast<Cursor*>(it.context);
    if (rest.at_end()) return false;
    it.text += rest->text;
    rest.next();
    return true;
  };
  while (!read.at_end() && (read.offset < span.end || read.offset == first.offset)) {
    window.text += read->text;
    read.next();
  }
  window.text.replace(span.begin - first.offset, span.size(), replacement);
  const std::size_t edit_end = span.begin - first.offset + replacement.size();
  // What stands at x in the window, behind the edit, stood at x + shift in this document.
  const std::int64_t shift = static_cast<std::int64_t>(first.offset) + span.size() -
                             static_cast<std::int64_t>(replacement.size());

  std::vector<SegmentPtr> fresh;
  Cursor last = first;  // the first segment that stays
  for (std::size_t at = 0;;) {
    if (!window.ensure(at + 1)) {
      while (!last.at_end()) last.next();
      break;
    }
    fresh.push_back(next_segment(window, at, first.offset == 0 && at == 0, *labels_, sizes_));
    at += fresh.back()->text.size();
    if (at < edit_end) continue;
    const std::int64_t target = static_cast<std::int64_t>(at) + shift;
    while (!last.at_end() && last.offset < target) last.next();
    // The segment that began the document was read as its beginning: behind anything else it may be
    // something else (front matter is none there).
    if (last.offset == target && target > 0 && target >= span.end && !last.at_end()) break;
  }
  if (bytes_ == 0 && !last.at_end())
    last.next();  // the only segment of an empty document holds nothing
  if (fresh.empty() && first.offset == 0 && last.at_end()) {  // an empty document has a segment too
    fresh.push_back(next_segment(window, 0, true, *labels_, sizes_));
  }

  LabelSet lost, gained;
  for (Cursor old = first; old.offset != last.offset || !old.at_end() != !last.at_end();
       old.next()) {
    collect_labels(*old, lost);
  }
  for (const SegmentPtr& segment : fresh) collect_labels(*segment, gained);
  sort_labels(lost);
  sort_labels(gained);

  Document result(*this);
  result.splice(first, last, std::move(fresh));
  if (!same_labels(lost, gained)) {
    auto labels = std::make_shared<LabelSet>();
    result.each_segment([&](const Placed& placed) { collect_labels(*placed.segment, *labels); });
    sort_labels(*labels);
    result.know_labels(std::move(labels));
  }
  if (paranoid()) {
    std::string expected = text({0, span.begin});
    expected += replacement;
    expected += text({span.end, bytes_});
    std::string where;
    if (result.text() != expected || !same(result, parse(expected, sizes_), &where)) {
      fmt::print(stderr, "pland: an edit differs from a parse from scratch: {}\n", where);
      std::abort();
    }
  }
  return result;
}

// The set of defined labels has changed: the segments that could use one of them parse anew.
void Document::know_labels(std::shared_ptr<const LabelSet> labels) {
  const std::vector<std::uint64_t> difference = changed_labels(*labels_, *labels);
  labels_ = std::move(labels);
  if (difference.empty()) return;
  const std::vector<GroupPtr> old = groups_;
  Cursor at{&old};
  for (std::size_t g = 0; g < old.size(); ++g) {
    std::shared_ptr<Group> new_group;
    for (std::size_t c = 0; c < old[g]->chapters.size(); ++c) {
      std::shared_ptr<Chapter> new_chapter;
      const Chapter& chapter = *old[g]->chapters[c];
      for (std::size_t s = 0; s < chapter.segments.size(); ++s) {
        const SegmentPtr& segment = chapter.segments[s];
        at.next();
        if (!any_common(segment->candidates, difference)) continue;
        SegmentPtr parsed =
            with_labels(segment, *labels_, at.at_end() ? std::string_view() : at->text);
        if (parsed == segment) continue;
        if (new_chapter == nullptr) new_chapter = std::make_shared<Chapter>(chapter);
        new_chapter->segments[s] = std::move(parsed);
      }
      if (new_chapter == nullptr) continue;
      if (new_group == nullptr) new_group = std::make_shared<Group>(*old[g]);
      new_group->chapters[c] = std::move(new_chapter);
    }
    if (new_group != nullptr) groups_[g] = std::move(new_group);
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
  if (inside == size_of(*at.segment) && line + 1 == starts.size() &&
      starts.size() == at.segment->line_ends) {
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
  auto gather = [](const Document& document, std::vector<const Segment*>& segments,
                   std::vector<bool>& chapters) {
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
      return differ(fmt::format("segment {} has {} bytes, not {}", i, left[i]->text.size(),
                                right[i]->text.size()));
    }
    if (left_chapters[i] != right_chapters[i])
      return differ(fmt::format("chapter at segment {}", i));
    if (left[i]->context != right[i]->context)
      return differ(fmt::format("labels of segment {}", i));
    if (!(left[i]->tree == right[i]->tree)) return differ(fmt::format("tree of segment {}", i));
  }
  if (left.size() != right.size())
    return differ(fmt::format("{} segments, not {}", left.size(), right.size()));
  if (!same_labels(a.labels(), b.labels())) return differ("labels");
  return true;
}

}  // namespace pland::markdown
