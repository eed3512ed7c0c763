#include "analysis/markdown/segment.h"

#include <algorithm>
#include <cstring>

#include "analysis/markdown/events.h"
#include "analysis/markdown/locate.h"
#include "analysis/text/unicode.h"

namespace pland::markdown {
namespace {

constexpr std::size_t settled_segment = 2048;  // from here on any line may end a segment
constexpr std::uint64_t hash_mask = 3;         // one in four lines may, before
// md4c 0.4.8 parses the references of one paragraph in time that grows with lines times brackets.
constexpr std::uint64_t most_bracket_work = 20'000'000;
// … and a table with that of columns times rows.
constexpr std::size_t most_columns = 128;
constexpr std::size_t longest_definition = 4096;

bool is_newline(char c) { return c == '\n' || c == '\r'; }
bool is_blank(char c) { return c == ' ' || c == '\t'; }

struct Line {
  std::string_view text;  // without its ending
  std::size_t next;       // offset of the line behind it
};

Line line_at(std::string_view text, std::size_t begin) {
  std::size_t end = begin;
  while (end < text.size() && !is_newline(text[end])) ++end;
  std::size_t next = end;
  if (next < text.size()) next += text[next] == '\r' && next + 1 < text.size() && text[next + 1] == '\n' ? 2 : 1;
  return {text.substr(begin, end - begin), next};
}

bool is_blank_line(std::string_view line) {
  return std::all_of(line.begin(), line.end(), is_blank);
}

std::size_t indentation(std::string_view line) {
  std::size_t i = 0;
  while (i < line.size() && line[i] == ' ') ++i;
  return i;
}

bool looks_like_heading(std::string_view line) {
  std::size_t i = indentation(line);
  if (i > 3) return false;
  std::size_t run = 0;
  while (i + run < line.size() && line[i + run] == '#') ++run;
  if (run == 0 || run > 6) return false;
  return i + run == line.size() || is_blank(line[i + run]);
}

bool looks_like_item(std::string_view line) {
  std::size_t i = indentation(line);
  if (i > 3 || i == line.size()) return false;
  std::size_t digits = i;
  while (digits < line.size() && line[digits] >= '0' && line[digits] <= '9') ++digits;
  if (digits > i + 9 || digits == line.size()) return false;
  char mark = line[digits];
  bool marks = digits > i ? mark == '.' || mark == ')' : mark == '-' || mark == '*' || mark == '+';
  return marks && (digits + 1 == line.size() || is_blank(line[digits + 1]));
}

bool has_many_columns(std::string_view line) {
  std::size_t bars = 0;
  for (char c : line) {
    if (c == '|') ++bars;
    else if (c != '-' && c != ':' && c != '>' && !is_blank(c)) return false;
  }
  return bars > most_columns;
}

std::uint64_t hash_bytes(std::string_view bytes, std::uint64_t seed = 0xcbf29ce484222325) {
  for (unsigned char c : bytes) seed = (seed ^ c) * 0x100000001b3;
  return seed ^ (seed >> 32);
}

// Which lines seem to be inside a fence or a comment. It may only keep lines from being proposed:
// being wrong costs time, never a boundary that md4c does not confirm.
class Shade {
 public:
  bool covers(std::string_view line) {
    std::size_t i = indentation(line);
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
    if (i > 3) return false;
    std::size_t run = i;
    if (i < line.size() && (line[i] == '`' || line[i] == '~')) {
      while (run < line.size() && line[run] == line[i]) ++run;
      if (run - i >= 3 && (line[i] == '~' || line.find('`', run) == std::string_view::npos)) {
        fence_ = line[i];
        length_ = run - i;
      }
    } else if (line.substr(i).starts_with("<!--")) {
      comment_ = line.find("-->", i + 4) == std::string_view::npos;
    }
    return false;
  }

 private:
  char fence_ = 0;
  std::size_t length_ = 0;
  bool comment_ = false;
};

// The line behind a segment, as far as it may take part in its parse: cut at the first bracket
// behind its container marks, so that no half definition leaks in.
void append_lookahead(std::string& buffer, std::string_view line) {
  line = line.substr(0, longest_lookahead);
  std::size_t bracket = line.find('[');
  if (bracket == std::string_view::npos) {
    buffer.append(line);
  } else {
    buffer.append(line.substr(0, bracket));
    buffer.push_back('x');
  }
  buffer.push_back('\n');
}

bool has_byte_order_mark(std::string_view text) { return text.starts_with("\xef\xbb\xbf"); }

// The values of id and name attributes in raw HTML, and the comments.
void read_html(std::string_view text, Span span, bool block, Tree& tree) {
  std::string_view html = span.of(text);
  for (std::size_t at = 0; (at = html.find("<!--", at)) != std::string_view::npos;) {
    std::size_t end = html.find("-->", at + 4);
    if (end == std::string_view::npos) break;
    auto begin = span.begin + static_cast<std::uint32_t>(at);
    auto behind = span.begin + static_cast<std::uint32_t>(end);
    tree.comments.push_back({{begin, behind + 3}, {begin + 4, behind}, block});
    at = end + 3;
  }
  for (std::string_view name : {"id=", "name="}) {
    for (std::size_t at = 0; (at = html.find(name, at)) != std::string_view::npos;) {
      bool starts = at > 0 && (is_blank(html[at - 1]) || is_newline(html[at - 1]));
      at += name.size();
      if (!starts || at >= html.size()) continue;
      char quote = html[at];
      std::size_t begin = quote == '"' || quote == '\'' ? at + 1 : at;
      std::size_t end = begin == at ? html.find_first_of(" \t>/\n", at) : html.find(quote, begin);
      if (end == std::string_view::npos || end == begin) continue;
      tree.html_ids.push_back({span.begin + static_cast<std::uint32_t>(begin),
                               span.begin + static_cast<std::uint32_t>(end)});
      at = end;
    }
  }
}

// Comments that span lines inside a paragraph come as several text events.
void read_all_html(const std::string& text, Tree& tree) {
  const auto& nodes = tree.nodes;
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    if (nodes[i].kind == NodeKind::html_block) {
      read_html(text, nodes[i].span, true, tree);
    } else if (nodes[i].kind == NodeKind::html_inline) {
      Span span = nodes[i].span;
      while (i + 1 < nodes.size() && nodes[i + 1].kind == NodeKind::html_inline) {
        span.end = nodes[++i].span.end;
      }
      read_html(text, span, false, tree);
    }
  }
  std::sort(tree.html_ids.begin(), tree.html_ids.end());
}

// Labels that could be those of a reference: everything between brackets. Too many do no harm.
void read_candidates(Segment& segment) {
  std::string_view text = segment.text;
  auto& out = segment.candidates;
  for (std::size_t at = text.find('['); at != std::string_view::npos; at = text.find('[', at + 1)) {
    std::uint32_t end = scan_label(text, static_cast<std::uint32_t>(at),
                                   static_cast<std::uint32_t>(text.size()));
    if (end == 0) continue;
    out.push_back(label_hash(text.substr(at + 1, end - at - 2)));
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  out.shrink_to_fit();
}

// A definition of more than 4 KB in one line is hidden from md4c 0.4.8, which copies the title
// anew for each use.
void hide_long_definitions(char* text, std::size_t size) {
  std::string_view all(text, size);
  for (std::size_t begin = 0; begin < size;) {
    Line line = line_at(all, begin);
    if (line.text.size() > longest_definition) {
      std::size_t colon = line.text.substr(0, 1024).find("]:");
      if (colon != std::string_view::npos) text[begin + colon + 1] = '\x01';
    }
    begin = line.next;
  }
}

struct Scratch {
  std::string buffer;
  std::vector<Event> events;
};
thread_local Scratch scratch;

// Parses `text` with `context` before and `lookahead` behind it.
Located parse(std::string_view text, const std::vector<const Label*>& context,
              std::string_view lookahead, bool has_lookahead, bool tables) {
  auto& [buffer, events] = scratch;
  buffer.clear();
  events.clear();
  for (const Label* label : context) {
    buffer.append("[").append(label->text).append("]: x\n");
  }
  // md4c's list defect depends on the offset modulo 256: every segment starts at the same one.
  if (!buffer.empty()) buffer.append(256 - buffer.size() % 256, '\n');
  auto begin = static_cast<std::uint32_t>(buffer.size());
  std::size_t mark = has_byte_order_mark(text) ? 3 : 0;
  buffer.append(text.substr(mark));
  std::replace(buffer.begin() + begin, buffer.end(), '\0', '\x01');
  if (text.size() > longest_definition) hide_long_definitions(&buffer[begin], buffer.size() - begin);
  bool ended = !text.empty() && is_newline(text.back());
  auto limit = static_cast<std::uint32_t>(buffer.size());
  if (has_lookahead) {
    append_lookahead(buffer, lookahead);
  } else {
    if (!ended) buffer.push_back('\n');
    limit = static_cast<std::uint32_t>(buffer.size());
  }
  auto size = static_cast<std::uint32_t>(buffer.size());
  buffer.append(16, '\0');
  parse_events(buffer.data(), size, {.tables = tables}, events);
  Located located = locate(std::string_view(buffer).substr(0, size), begin, limit, events);
  if (mark != 0) {
    auto shift = [&](Span& span) { span = span.shifted(3); };
    for (Node& node : located.tree.nodes) {
      shift(node.span);
      shift(node.content);
      if (node.kind == NodeKind::fenced_code || (node.kind == NodeKind::item && node.level != 0)) node.data += 3;
    }
    for (Link& link : located.tree.links) {
      for (Span* span : {&link.span, &link.text, &link.destination, &link.path, &link.fragment,
                         &link.title, &link.label}) shift(*span);
    }
    for (Definition& d : located.tree.definitions) {
      for (Span* span : {&d.span, &d.label, &d.destination, &d.path, &d.fragment, &d.title}) shift(*span);
    }
  }
  if (!has_lookahead && !ended) {  // nothing lies in the newline that we added
    auto end = static_cast<std::uint32_t>(text.size());
    auto clip = [&](Span& span) {
      span.end = std::min(span.end, end);
      span.begin = std::min(span.begin, end);
    };
    for (Node& node : located.tree.nodes) {
      clip(node.span);
      clip(node.content);
      if (node.kind == NodeKind::fenced_code) node.data = std::min(node.data, end);
    }
  }
  return located;
}

bool wants_tables(std::string_view text) {
  if (text.size() < most_columns || text.find('|') == std::string_view::npos) return true;
  for (std::size_t begin = 0; begin < text.size();) {
    Line line = line_at(text, begin);
    if (line.text.size() > most_columns && has_many_columns(line.text)) return false;
    begin = line.next;
  }
  return true;
}

std::shared_ptr<Segment> make_segment(std::string_view text) {
  auto segment = std::make_shared<Segment>();
  segment->text = text;
  segment->line_starts.push_back(0);
  for (std::size_t begin = 0; begin < text.size();) {
    Line line = line_at(text, begin);
    bool ends = line.next > begin + line.text.size();
    if (ends) ++segment->line_ends;
    if (ends && line.next < text.size()) segment->line_starts.push_back(static_cast<std::uint32_t>(line.next));
    begin = line.next;
  }
  segment->line_starts.shrink_to_fit();
  return segment;
}

void adopt(Segment& segment, Tree&& tree) {
  segment.tree = std::move(tree);
  read_all_html(segment.text, segment.tree);
  segment.tree.nodes.shrink_to_fit();
  const auto& nodes = segment.tree.nodes;
  segment.starts_with_heading =
      !nodes.empty() && nodes[0].kind == NodeKind::heading && nodes[0].span.begin <= 3;
}

SegmentPtr finish(std::string_view text, Located&& located) {
  auto segment = make_segment(text);
  adopt(*segment, std::move(located.tree));
  read_candidates(*segment);
  return segment;
}

SegmentPtr front_matter(Window& window) {
  if (!window.ensure(4)) return nullptr;
  std::size_t mark = has_byte_order_mark(window.text) ? 3 : 0;
  window.ensure(largest_front_matter);
  std::string_view text = std::string_view(window.text).substr(0, largest_front_matter);
  Line first = line_at(text, mark);
  auto is_fence = [](std::string_view line) {
    while (!line.empty() && is_blank(line.back())) line.remove_suffix(1);
    return line == "---";
  };
  if (!is_fence(first.text) || first.next >= text.size()) return nullptr;
  for (std::size_t begin = first.next; begin < text.size();) {
    Line line = line_at(text, begin);
    if (is_fence(line.text) || line.text == "...") {
      // A last line cut off by the limit could go on.
      if (line.next == text.size() && text.size() == largest_front_matter) return nullptr;
      auto segment = make_segment(text.substr(0, line.next));
      auto end = static_cast<std::uint32_t>(begin + line.text.size());
      segment->tree.nodes.push_back({{static_cast<std::uint32_t>(mark), end},
                                     {static_cast<std::uint32_t>(first.next), static_cast<std::uint32_t>(begin)},
                                     1, 0, NodeKind::front_matter, 0});
      return segment;
    }
    begin = line.next;
  }
  return nullptr;
}

}  // namespace

std::uint64_t label_hash(std::string_view label) {
  std::uint64_t hash = 0xcbf29ce484222325;
  bool space = false, started = false;
  for (unsigned char c : label) {
    if (c >= 0x80) return hash_bytes(text::fold_label(label), 0x9e3779b97f4a7c15);
    if (c == ' ' || c == '\t' || is_newline(static_cast<char>(c))) {
      space = started;
      continue;
    }
    if (space) hash = (hash ^ ' ') * 0x100000001b3;
    space = false;
    started = true;
    if (c >= 'A' && c <= 'Z') c = static_cast<unsigned char>(c + 32);
    hash = (hash ^ c) * 0x100000001b3;
  }
  return hash ^ (hash >> 32);
}

SegmentPtr next_segment(Window& window, std::size_t begin, bool at_start) {
  if (at_start) {
    if (SegmentPtr front = front_matter(window)) return front;
  }
  Shade shade;
  bool previous_blank = false, previous_bars = false, tables = true;
  std::uint64_t lines = 0, brackets = 0;
  int refused_early = 0;
  std::size_t least = smallest_segment;  // grows with each line that md4c does not confirm
  std::size_t at = begin;
  while (true) {
    // A whole line, and the start of the one behind it.
    std::size_t wanted = at + 1024;
    window.ensure(wanted);
    Line line = line_at(window.text, at);
    while (line.next >= window.text.size() && !window.complete) {
      window.ensure(wanted = window.text.size() * 2);
      line = line_at(window.text, at);
    }
    std::string_view text = window.text;
    if (at >= text.size()) break;
    std::size_t size = at - begin;
    bool covered = shade.covers(line.text);
    if (size > 0 && !covered && !line.text.empty() && !is_blank_line(line.text)) {
      bool heading = looks_like_heading(line.text);
      bool proposed = heading && (size >= least || (previous_bars && refused_early < 4));
      if (!proposed && size >= least && indentation(line.text) <= 3 && line.text[0] != '\t' &&
          (previous_blank || looks_like_item(line.text))) {
        proposed = size >= std::max(settled_segment, least) ||
                   (hash_bytes(line.text.substr(0, longest_lookahead)) & hash_mask) == 0;
      }
      if (proposed) {
        std::string_view inside = text.substr(begin, size);
        Located located = parse(inside, {}, line.text, true, tables);
        bool item = located.starts == NodeKind::item || located.starts == NodeKind::list;
        if (located.certified && (previous_blank || item || located.starts == NodeKind::heading)) {
          return finish(inside, std::move(located));
        }
        if (size >= least) least = size * 2;
        else if (++refused_early == 4) least = std::max(least, size * 2);
      }
    }
    if (is_blank_line(line.text)) {
      lines = brackets = 0;
    } else {
      ++lines;
      brackets += static_cast<std::uint64_t>(std::count(line.text.begin(), line.text.end(), '['));
      if (lines * brackets > most_bracket_work && size > 0) {
        std::string_view inside = text.substr(begin, size);
        return finish(inside, parse(inside, {}, {}, false, tables));
      }
      if (has_many_columns(line.text)) tables = false;
    }
    previous_blank = is_blank_line(line.text);
    previous_bars = line.text.find('|') != std::string_view::npos;
    at = line.next;
  }
  std::string_view rest = std::string_view(window.text).substr(begin);
  return finish(rest, parse(rest, {}, {}, false, tables));
}

SegmentPtr with_labels(const SegmentPtr& segment, const LabelSet& labels,
                       std::string_view following) {
  std::vector<const Label*> context;
  std::vector<std::uint64_t> hashes;
  std::vector<std::uint64_t> own;  // what the segment defines itself needs no telling
  for (const Definition& definition : segment->tree.definitions) {
    own.push_back(label_hash(segment->view(definition.label)));
  }
  auto label = labels.begin();
  for (std::uint64_t candidate : segment->candidates) {
    label = std::lower_bound(label, labels.end(), candidate,
                             [](const Label& a, std::uint64_t hash) { return a.hash < hash; });
    if (label == labels.end()) break;
    if (label->hash != candidate) continue;
    if (std::find(own.begin(), own.end(), candidate) != own.end()) continue;
    context.push_back(&*label);
    hashes.push_back(candidate);
  }
  if (hashes == segment->context) return segment;
  auto parsed = std::make_shared<Segment>(*segment);
  Located located = parse(segment->text, context, line_at(following, 0).text, !following.empty(),
                          wants_tables(segment->text));
  parsed->context = std::move(hashes);
  adopt(*parsed, std::move(located.tree));
  return parsed;
}

}  // namespace pland::markdown
