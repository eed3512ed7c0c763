#include "analysis/markdown/segment.h"

#include <algorithm>

#include "analysis/markdown/events.h"
#include "analysis/markdown/guard.h"
#include "analysis/markdown/html.h"
#include "analysis/markdown/lines.h"
#include "analysis/markdown/locate.h"

namespace pland::markdown {
namespace {

constexpr std::uint64_t hash_mask = 3;  // one in four lines may end a segment before it is settled
constexpr int most_early_refusals = 4;

std::size_t indentation(std::string_view line) {
  std::size_t i = 0;
  while (i < line.size() && line[i] == ' ') ++i;
  return i;
}

bool looks_like_heading(std::string_view line) {
  const std::size_t i = indentation(line);
  if (i > 3) return false;
  std::size_t run = 0;
  while (i + run < line.size() && line[i + run] == '#') ++run;
  if (run == 0 || run > 6) return false;
  return i + run == line.size() || is_blank(line[i + run]);
}

// Behind the marker of an item and the blank that follows it; 0 for other lines.
std::size_t item_text(std::string_view line) {
  const std::size_t i = indentation(line);
  if (i == line.size()) return 0;
  std::size_t digits = i;
  while (digits < line.size() && line[digits] >= '0' && line[digits] <= '9') ++digits;
  if (digits > i + 9 || digits == line.size()) return 0;
  const char mark = line[digits];
  const bool marks =
      digits > i ? mark == '.' || mark == ')' : mark == '-' || mark == '*' || mark == '+';
  return marks && (digits + 1 == line.size() || is_blank(line[digits + 1])) ? digits + 2 : 0;
}

std::uint64_t hash_of(std::string_view line) {
  std::uint64_t hash = 0xcbf29ce484222325;  // FNV-1a
  for (const char c : line.substr(0, longest_lookahead)) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  }
  return hash ^ (hash >> 32);
}

// Which lines seem to be inside a fence, a comment or a list's item. It may only keep lines from
// being proposed: being wrong costs time, never a boundary that md4c does not confirm.
class Shade {
 public:
  bool covers(std::string_view line) {
    const std::size_t i = indentation(line);
    if (fence_ != 0) {
      std::size_t run = i;
      while (run < line.size() && line[run] == fence_) ++run;
      if (run - i >= length_ && is_blank_line(line.substr(run))) fence_ = 0;
      return true;
    }
    if (comment_) {
      comment_ = line.find("-->") == std::string_view::npos;
      return true;
    }
    if (i == line.size()) return false;
    if (text_ > 0 && i >= text_) return true;
    text_ = item_text(line);
    if (i > 3) return false;
    if (line[i] == '`' || line[i] == '~') {
      std::size_t run = i;
      while (run < line.size() && line[run] == line[i]) ++run;
      if (run - i >= 3 && (line[i] == '~' || line.find('`', run) == std::string_view::npos)) {
        fence_ = line[i];
        length_ = run - i;
      }
    } else if (line[i] == '<' && line.substr(i).starts_with("<!--")) {
      comment_ = line.find("-->", i + 4) == std::string_view::npos;
    }
    return false;
  }

 private:
  char fence_ = 0;
  std::size_t length_ = 0;
  bool comment_ = false;
  std::size_t text_ = 0;  // the column at which the last item's text begins, 0 behind the item
};

bool has_byte_order_mark(std::string_view text) { return text.starts_with("\xef\xbb\xbf"); }

// Memory that every parse uses again.
struct Scratch {
  std::string buffer;
  std::string widened;
  Insertions insertions;
  std::vector<Event> events;
  std::vector<std::uint64_t> candidates;
  std::vector<const Label*> context;
  std::vector<std::uint32_t> line_starts;
  Located located;
};
thread_local Scratch scratch;

// The line behind a segment, as far as it may take part in its parse: cut at the first bracket, so
// that no half definition leaks in.
void append_lookahead(std::string& buffer, std::string_view line) {
  line = line.substr(0, longest_lookahead);
  const std::size_t bracket = line.find('[');
  buffer.append(line.substr(0, bracket));
  if (bracket != std::string_view::npos) buffer.push_back('x');
  buffer.push_back('\n');
}

// The labels of `labels` that are among the candidates (ascending hashes).
void choose_context(const std::vector<std::uint64_t>& candidates, const LabelSet& labels,
                    std::vector<const Label*>& context) {
  context.clear();
  auto label = labels.begin();
  for (const std::uint64_t candidate : candidates) {
    label = std::lower_bound(label, labels.end(), candidate,
                             [](const Label& a, std::uint64_t hash) { return a.hash < hash; });
    if (label == labels.end()) break;
    if (label->hash == candidate) context.push_back(&*label);
  }
}

// From the widened buffer to the other.
void place_back(const Insertions& insertions, std::vector<Event>& events) {
  for (Event& event : events) {
    event.anchor = insertions.back(event.anchor);
    if (event.offset == nowhere) continue;
    const std::uint32_t end = insertions.back(event.offset + event.size);
    event.offset = insertions.back(event.offset);
    event.size = end - event.offset;
  }
}

// Parses `text` into scratch.located, knowing the labels of scratch.context; `following` is the
// line behind it, if that shall certify its end.
void parse(std::string_view text, const std::string_view* following, bool tables, unsigned phase) {
  auto& [buffer, widened, insertions, events, candidates, context, line_starts, located] = scratch;
  Place place;
  place.skipped = has_byte_order_mark(text) ? 3 : 0;
  buffer.clear();
  for (const Label* label : context) buffer.append("[").append(label->text).append("]: x\n");
  const std::size_t wanted = (phase + place.skipped) % 256;
  if (!buffer.empty() || wanted != 0) {  // a blank line
    buffer.append((wanted + 255 - buffer.size() % 256) % 256, ' ').push_back('\n');
  }
  place.begin = static_cast<std::uint32_t>(buffer.size());
  buffer.append(text.substr(place.skipped));
  disguise(buffer, place.begin);
  place.end = static_cast<std::uint32_t>(buffer.size());
  if (following != nullptr)
    append_lookahead(buffer, *following);
  else if (text.empty() || !is_newline(text.back()))
    buffer.push_back('\n');
  insertions.find(buffer, place.begin, place.end);
  if (!insertions.empty()) insertions.write(buffer, widened);
  std::string& shown = insertions.empty() ? buffer : widened;
  const auto size = static_cast<std::uint32_t>(shown.size());
  shown.append(16, '\0');
  parse_events(shown.data(), size, {.tables = tables, .urls = may_have_urls(text)}, events);
  if (insertions.empty())
    buffer.resize(size);
  else
    place_back(insertions, events);
  locate(buffer, place, events, located);
}

// Takes over what the last parse found; into memory of the right size, the scratch keeps its own.
void adopt(Segment& segment) {
  const Tree& found = scratch.located.tree;
  segment.tree.nodes = found.nodes;
  segment.tree.links = found.links;
  segment.tree.definitions = found.definitions;
  segment.tree.comments.clear();
  segment.tree.html_ids.clear();
  read_html(segment.text, segment.tree);
  const auto& nodes = segment.tree.nodes;
  segment.starts_with_heading =
      !nodes.empty() && nodes[0].kind == NodeKind::heading && nodes[0].span.begin <= 3;
  segment.context.clear();
  for (const Label* label : scratch.context) segment.context.push_back(label->hash);
}

std::shared_ptr<Segment> make_segment(std::string_view text,
                                      const std::vector<std::uint32_t>& line_starts) {
  auto segment = std::make_shared<Segment>();
  segment->text = text;
  segment->line_starts = line_starts;
  const bool ended = !text.empty() && is_newline(text.back());
  segment->line_ends = static_cast<std::uint32_t>(line_starts.size()) - (ended ? 0 : 1);
  return segment;
}

SegmentPtr front_matter(Window& window) {
  if (!window.ensure(4)) return nullptr;
  const std::size_t mark = has_byte_order_mark(window.text) ? 3 : 0;
  if (!std::string_view(window.text).substr(mark).starts_with("---")) return nullptr;
  window.ensure(largest_front_matter);
  const std::string_view text = std::string_view(window.text).substr(0, largest_front_matter);
  auto is_fence = [](std::string_view line) {
    while (!line.empty() && is_blank(line.back())) line.remove_suffix(1);
    return line == "---";
  };
  const Line first = line_at(text, mark);
  if (!is_fence(first.text) || first.next >= text.size()) return nullptr;
  auto& line_starts = scratch.line_starts;
  line_starts.assign(1, 0);
  for (std::size_t begin = first.next; begin < text.size();) {
    const Line line = line_at(text, begin);
    line_starts.push_back(static_cast<std::uint32_t>(begin));
    if (is_fence(line.text) || line.text == "...") {
      // A last line cut off by the limit could go on.
      if (line.next == text.size() && text.size() == largest_front_matter) return nullptr;
      auto segment = make_segment(text.substr(0, line.next), line_starts);
      const auto end = static_cast<std::uint32_t>(begin + line.text.size());
      segment->tree.nodes.push_back(
          {{static_cast<std::uint32_t>(mark), end},
           {static_cast<std::uint32_t>(first.next), static_cast<std::uint32_t>(begin)},
           1,
           0,
           NodeKind::front_matter,
           0});
      return segment;
    }
    begin = line.next;
  }
  return nullptr;
}

// One search for the end of one segment.
class Cutter {
 public:
  Cutter(Window& window, std::size_t begin, const LabelSet& labels, SegmentSizes sizes)
      : window_(window), begin_(begin), labels_(labels), sizes_(sizes), least_(sizes.smallest) {
    scratch.line_starts.clear();
  }

  SegmentPtr run() {
    for (std::size_t at = begin_;;) {
      const Line line = whole_line(at);
      if (at >= window_.text.size()) break;
      const std::size_t size = at - begin_;
      const bool covered = shade_.covers(line.text);
      const bool blank = is_blank_line(line.text);
      if (size > 0 && !covered && !blank && proposes(line.text, size) &&
          confirmed(line.text, size)) {
        return finish(size, true);
      }
      if (work_.too_much(line.text, blank) && size > 0) {
        parse_alone(size);
        return finish(size, false);
      }
      phase_.add(line.text, size, blank);
      if (has_many_columns(line.text)) tables_ = false;
      after_blank_ = blank;
      bars_ = !blank && (bars_ || line.text.find('|') != std::string_view::npos);
      scratch.line_starts.push_back(static_cast<std::uint32_t>(size));
      at = line.next;
    }
    if (scratch.line_starts.empty()) scratch.line_starts.push_back(0);
    const std::size_t size = window_.text.size() - begin_;
    parse_alone(size);
    return finish(size, false);
  }

 private:
  std::string_view inside(std::size_t size) const {
    return std::string_view(window_.text).substr(begin_, size);
  }

  // The line at `at` with its ending, of which only the document's end may keep the window.
  Line whole_line(std::size_t at) {
    std::size_t wanted = at + 1024;
    window_.ensure(wanted);
    Line line = line_at(window_.text, at);
    while (line.next >= window_.text.size() && !window_.complete) {
      window_.ensure(wanted = window_.text.size() * 2);
      line = line_at(window_.text, at);
    }
    return line;
  }

  // Whether the looks of a line that follows `size` bytes are worth a question to md4c.
  bool proposes(std::string_view line, std::size_t size) {
    early_ = false;
    if (looks_like_heading(line)) {
      // Below a table's row md4c takes a heading for another; GitHub ends the table (GFM 4.10).
      early_ = size < least_;
      return !early_ || (bars_ && early_refusals_ < most_early_refusals);
    }
    if (size < least_ || line[0] == '\t' || indentation(line) > 3) return false;
    if (!after_blank_ && item_text(line) == 0) return false;
    return size >= std::max(sizes_.settled, least_) || (hash_of(line) & hash_mask) == 0;
  }

  bool confirmed(std::string_view line, std::size_t size) {
    know(inside(size));
    parse(inside(size), &line, tables_, phase_.choose());
    const Located& located = scratch.located;
    const bool opens = located.starts == NodeKind::item || located.starts == NodeKind::list ||
                       located.starts == NodeKind::heading;
    if (located.certified && (after_blank_ || opens)) return true;
    if (!early_)
      least_ = size * 2;
    else if (++early_refusals_ == most_early_refusals)
      least_ = std::max(least_, size * 2);
    return false;
  }

  void parse_alone(std::size_t size) {
    know(inside(size));
    parse(inside(size), nullptr, tables_, phase_.choose());
  }
  void know(std::string_view text) {
    read_candidates(text, scratch.candidates);
    choose_context(scratch.candidates, labels_, scratch.context);
  }

  // What the last parse found, as a segment.
  SegmentPtr finish(std::size_t size, bool certified) {
    auto segment = make_segment(inside(size), scratch.line_starts);
    segment->certified = certified;
    segment->candidates = scratch.candidates;
    adopt(*segment);
    return segment;
  }

  Window& window_;
  const std::size_t begin_;
  const LabelSet& labels_;
  const SegmentSizes sizes_;
  std::size_t least_;  // no cut before that; doubles with each line that md4c does not confirm
  Shade shade_;
  BracketWork work_;
  Phase phase_;
  bool after_blank_ = false;
  bool bars_ = false;  // in a line since the last blank one
  bool tables_ = true;
  bool early_ = false;
  int early_refusals_ = 0;
};

unsigned phase_of(std::string_view text) {
  Phase phase;
  for (std::size_t begin = 0; begin < text.size();) {
    const Line line = line_at(text, begin);
    phase.add(line.text, begin, is_blank_line(line.text));
    begin = line.next;
  }
  return phase.choose();
}

}  // namespace

SegmentPtr next_segment(Window& window, std::size_t begin, bool at_start, const LabelSet& labels,
                        SegmentSizes sizes) {
  if (at_start) {
    if (SegmentPtr front = front_matter(window)) return front;
  }
  return Cutter(window, begin, labels, sizes).run();
}

SegmentPtr with_labels(const SegmentPtr& segment, const LabelSet& labels,
                       std::string_view following) {
  auto& context = scratch.context;
  choose_context(segment->candidates, labels, context);
  const bool known =
      std::equal(context.begin(), context.end(), segment->context.begin(), segment->context.end(),
                 [](const Label* a, std::uint64_t hash) { return a->hash == hash; });
  if (known) return segment;
  auto parsed = std::make_shared<Segment>(*segment);
  const std::string_view line = line_at(following, 0).text;
  const std::string_view text = segment->text;
  parse(text, segment->certified ? &line : nullptr, may_have_tables(text), phase_of(text));
  adopt(*parsed);
  return parsed;
}

}  // namespace pland::markdown
