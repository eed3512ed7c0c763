#include "analysis/markdown/locate.h"

#include <algorithm>
#include <md4c.h>

namespace pland::markdown {
namespace {

class Walk {
 public:
  Walk(std::string_view text, Place place, const std::vector<Event>& events, Located& located)
      : text_(text),
        begin_(place.begin),
        skipped_(place.skipped),
        limit_(place.end),
        cur_(place.begin),
        events_(events),
        located_(located) {
    open_.reserve(16);
  }

  void run() {
    for (at_ = 0; at_ < events_.size() && !stopped_; ++at_) step(events_[at_]);
    if (!stopped_) {  // definitions behind the last block
      at_ = events_.size();
      seek();
    }
    while (!open_.empty()) close(std::min(stopped_ ? before_seek_ : cur_, limit_));
    relate();
  }

 private:
  struct Open {
    std::uint32_t node;
    std::uint32_t link = nowhere;  // for links and images: index
    std::uint32_t run = 0;         // for marks: how many characters
    bool implied = false;          // a paragraph that md4c did not report
  };

  std::uint32_t size() const { return static_cast<std::uint32_t>(text_.size()); }
  char at(std::uint32_t offset) const { return offset < text_.size() ? text_[offset] : '\0'; }
  std::vector<Node>& nodes() { return located_.tree.nodes; }
  Node& node(const Open& open) { return nodes()[open.node]; }
  std::uint32_t anchor_from(std::size_t event) const {
    return event < events_.size() ? events_[event].anchor : size();
  }
  std::uint32_t anchor() const { return anchor_from(at_); }
  void odd() { ++located_.odd; }

  static bool is_newline(char c) { return c == '\n' || c == '\r'; }
  std::uint32_t line_end(std::uint32_t offset) const {
    while (offset < size() && !is_newline(text_[offset])) ++offset;
    return offset;
  }
  std::uint32_t next_line(std::uint32_t offset) const {
    offset = line_end(offset);
    if (at(offset) == '\r' && at(offset + 1) == '\n') return offset + 2;
    return std::min(offset + 1, size());
  }
  std::uint32_t line_start(std::uint32_t offset) const {
    while (offset > 0 && !is_newline(text_[offset - 1])) --offset;
    return offset;
  }

  // -- the node list
  std::uint32_t open(NodeKind kind, std::uint32_t begin) {
    auto index = static_cast<std::uint32_t>(nodes().size());
    nodes().push_back({{begin, begin}, {begin, begin}, index + 1, 0, kind, 0});
    open_.push_back({index});
    last_text_ = nowhere;
    return index;
  }
  void close(std::uint32_t end) {
    Node& closed = node(open_.back());
    closed.span.end = std::max(end, closed.span.begin);
    closed.next = static_cast<std::uint32_t>(nodes().size());
    open_.pop_back();
    last_text_ = nowhere;
  }
  void leaf(NodeKind kind, Span span, Span content = {}) {
    auto index = static_cast<std::uint32_t>(nodes().size());
    nodes().push_back(
        {span, content.end == 0 ? Span{span.begin, span.begin} : content, index + 1, 0, kind, 0});
  }

  // -- between blocks
  // Moves over blanks, line endings and the quote marks of open quotes.
  void skip_blanks() {
    for (; cur_ < size(); ++cur_) {
      const char c = text_[cur_];
      if (is_newline(c))
        line_quotes_ = 0;
      else if (c == '>' && line_quotes_ < open_quotes_)
        ++line_quotes_;
      else if (c != ' ' && c != '\t' && c != '\v' && c != '\f')
        return;
    }
  }

  // Moves over blanks and definitions; returns where the next block starts.
  std::uint32_t seek() {
    before_seek_ = cur_;
    do skip_blanks();
    while (at(cur_) == '[' && cur_ < limit_ && definition());
    return cur_;
  }

  // The definitions that end a quote or an item: md4c leaves the container without a word of them.
  // Behind its first line, an item goes on where the indentation reaches its text.
  void end_definitions(std::uint32_t item_marker_end) {
    while (true) {
      const std::uint32_t before = cur_;
      const int quotes = line_quotes_;
      skip_blanks();
      if (at(cur_) == '[' && cur_ < limit_ && line_quotes_ == open_quotes_ &&
          reaches_text(item_marker_end) && definition()) {
        continue;
      }
      cur_ = before;
      line_quotes_ = quotes;
      return;
    }
  }
  // The blank lines that end a quote: they carry its mark, so the cursor must not stop before them.
  void end_quote() {
    while (true) {
      std::uint32_t next = skip_blank(cur_);
      if (!is_newline(at(next))) return;
      next = next_line(next);
      int quotes = 0;
      for (; quotes < open_quotes_ && at(next = skip_blank(next)) == '>'; ++next) ++quotes;
      next = skip_blank(next);
      if (quotes < open_quotes_ || next > limit_ || !(is_newline(at(next)) || next == size()))
        return;
      cur_ = next;
      line_quotes_ = quotes;
    }
  }
  bool reaches_text(std::uint32_t marker_end) const {
    if (marker_end == 0) return true;  // no item
    const std::uint32_t text = skip_blank(marker_end);
    if (text == cur_) return true;
    const std::uint32_t marker = column(marker_end);
    const std::uint32_t wanted = column(text);
    const bool own = is_newline(at(text)) || wanted > marker + 4;
    return column(cur_) >= (own ? marker + 1 : wanted);
  }
  std::uint32_t skip_blank(std::uint32_t offset) const {
    while (at(offset) == ' ' || at(offset) == '\t') ++offset;
    return offset;
  }
  std::uint32_t column(std::uint32_t offset) const {  // tabs stop at every fourth
    std::uint32_t out = 0;
    for (std::uint32_t i = line_start(offset); i < offset; ++i) {
      out = text_[i] == '\t' ? (out / 4 + 1) * 4 : out + 1;
    }
    return out;
  }

  // A `[label]:` no byte of which comes as text was taken by md4c as a definition.
  bool definition() {
    std::uint32_t label_end = scan_label(text_, cur_, limit_);
    if (label_end == 0 || at(label_end) != ':' || anchor() < label_end) return false;
    Definition found;
    found.span = {cur_, line_end(label_end)};
    found.label = {cur_ + 1, label_end - 1};
    std::uint32_t border = std::min(limit_, anchor());
    scan_definition_tail(text_, label_end + 1, border, found);
    found.has_fragment = split_fragment(text_, found.destination, found.path, found.fragment);
    located_.tree.definitions.push_back(found);
    cur_ = std::max(found.span.end, label_end + 1);
    std::uint32_t end = line_end(cur_);
    if (end <= border) cur_ = end;
    return true;
  }

  bool starts_heading(std::uint32_t offset, unsigned level) const {
    unsigned run = 0;
    while (at(offset + run) == '#') ++run;
    char behind = at(offset + run);
    return run == level && (behind == ' ' || behind == '\t' || is_newline(behind));
  }

  // `[^label]:` at the start of a paragraph's line. md4c knows no footnotes, so it must not see the
  // bracket (footnote_bracket): it would take a note of one word for a definition.
  void note_footnote(std::uint32_t offset) {
    if (at(offset) != footnote_bracket) return;
    const std::uint32_t label_end = scan_label(text_, offset, limit_);
    if (label_end == 0 || at(label_end) != ':') return;
    Definition note;
    note.footnote = true;
    note.span = {offset, line_end(label_end)};
    note.label = {offset + 1, label_end - 1};
    note.destination = note.path = note.fragment = note.title = {label_end + 1, label_end + 1};
    located_.tree.definitions.push_back(note);
  }

  // A block of the document or an item of a top-level list: does it belong to the next segment?
  bool reaches_limit(NodeKind kind, std::uint32_t start) {
    if (start < limit_) return false;
    stopped_ = true;
    located_.starts = kind;
    located_.certified = line_start(start) == limit_ && limit_ < size();
    return true;
  }

  void step(const Event& event) {
    if (skipping_ > 0) {  // a subtree too deep, or the inside of a code span
      bool enters = event.type == EventType::enter_block || event.type == EventType::enter_span;
      bool leaves = event.type == EventType::leave_block || event.type == EventType::leave_span;
      if (enters) ++skipping_;
      if (leaves && --skipping_ == 0) leave_skipped(event);
      if (skipping_ > 0 && event.type == EventType::text && event.offset != nowhere) {
        covered_ = std::max(covered_, event.offset + event.size);
        if (event.offset >= limit_) stopped_ = true;
      }
      return;
    }
    switch (event.type) {
      case EventType::enter_block:
        enter_block(event);
        break;
      case EventType::leave_block:
        leave_block(event);
        break;
      case EventType::enter_span:
        imply_paragraph(event);
        enter_span(event);
        break;
      case EventType::leave_span:
        leave_span(event);
        break;
      case EventType::text:
        imply_paragraph(event);
        text(event);
        break;
    }
  }

  void leave_skipped(const Event& event) {
    if (event.type == EventType::leave_span) return;  // a code span: its end is known already
    cur_ = std::max(cur_, covered_);
    --depth_;
  }

  // md4c reports no paragraph in the items of a tight list.
  void imply_paragraph(const Event& event) {
    if (open_.empty()) return;
    if (node(open_.back()).kind != NodeKind::item) return;
    if (event.type == EventType::text && event.offset == nowhere) return;
    seek();
    open(NodeKind::paragraph, cur_);
    open_.back().implied = true;
    note_footnote(cur_);
  }
  void end_implied() {
    if (!open_.empty() && open_.back().implied) close(cur_);
  }

  void enter_block(const Event& event) {
    if (event.kind == MD_BLOCK_DOC) return;
    end_implied();
    if (depth_ >= deepest_nesting) {
      covered_ = cur_;
      skipping_ = 1;
      ++depth_;
      return;
    }
    bool top = open_.empty();
    switch (event.kind) {
      case MD_BLOCK_QUOTE: {
        std::uint32_t start = seek();
        if (top && reaches_limit(NodeKind::block_quote, start)) return;
        open(NodeKind::block_quote, start);
        if (at(start) == '>')
          cur_ = start + 1;
        else
          odd();
        ++open_quotes_;
        ++line_quotes_;
        break;
      }
      case MD_BLOCK_UL:
      case MD_BLOCK_OL: {
        std::uint32_t start = seek();
        if (top && reaches_limit(NodeKind::list, start)) return;
        Node& list = nodes()[open(NodeKind::list, start)];
        list.level = event.flag;
        list.data = event.kind == MD_BLOCK_OL ? event.size : 0;
        break;
      }
      case MD_BLOCK_LI:
        enter_item(event);
        break;
      case MD_BLOCK_HR: {
        std::uint32_t start = seek();
        if (top && reaches_limit(NodeKind::thematic_break, start)) return;
        cur_ = line_end(start);
        open(NodeKind::thematic_break, start);
        break;
      }
      case MD_BLOCK_H: {
        std::uint32_t start = seek();
        if (top && reaches_limit(NodeKind::heading, start)) return;
        Node& heading = nodes()[heading_ = open(NodeKind::heading, start)];
        heading.level = event.flag;
        if (starts_heading(start, event.flag)) {
          cur_ = start + event.flag;
        } else {
          heading.data = 1;
        }
        heading.content = {nowhere, 0};
        break;
      }
      case MD_BLOCK_CODE:
        enter_code(event, top);
        break;
      case MD_BLOCK_HTML: {
        std::uint32_t start = seek();
        if (top && reaches_limit(NodeKind::html_block, start)) return;
        open(NodeKind::html_block, start);
        break;
      }
      case MD_BLOCK_P: {
        std::uint32_t start = seek();
        if (top && reaches_limit(NodeKind::paragraph, start)) return;
        open(NodeKind::paragraph, start);
        note_footnote(start);
        break;
      }
      case MD_BLOCK_TABLE: {
        std::uint32_t start = seek();
        if (top && reaches_limit(NodeKind::table, start)) return;
        open(NodeKind::table, start);
        break;
      }
      case MD_BLOCK_THEAD:
        open(NodeKind::table_head, seek());
        break;
      case MD_BLOCK_TBODY:
        return;
      case MD_BLOCK_TR: {
        std::uint32_t start = seek();
        // md4c takes a heading below a table for a row; GitHub ends the table (GFM 4.10).
        if (start >= limit_ && at(start) == '#') {
          reaches_limit(NodeKind::heading, start);
          return;
        }
        open(NodeKind::row, start);
        if (at(cur_) == '|') ++cur_;
        break;
      }
      case MD_BLOCK_TH:
      case MD_BLOCK_TD:
        enter_cell(event);
        break;
      default:
        odd();
        open(NodeKind::paragraph, seek());
    }
    ++depth_;
  }

  void enter_item(const Event& event) {
    std::uint32_t start = seek();
    bool top = open_.size() == 1 && node(open_.back()).kind == NodeKind::list;
    if (top && reaches_limit(NodeKind::item, start)) return;
    Node& item = nodes()[open(NodeKind::item, start)];
    std::uint32_t marker = start;
    while (at(marker) >= '0' && at(marker) <= '9') ++marker;
    char c = at(marker);
    bool known = marker == start ? c == '-' || c == '*' || c == '+' : c == '.' || c == ')';
    if (known)
      ++marker;
    else
      odd();
    item.content = {start, marker};
    cur_ = marker;
    if (event.flag != 0 && event.offset != nowhere) {
      item.level = static_cast<std::uint8_t>(at(event.offset));
      item.data = event.offset;
      cur_ = std::max(cur_, event.offset + 2);
    }
  }

  void enter_code(const Event& event, bool top) {
    std::uint32_t start = seek();
    NodeKind kind = event.flag != 0 ? NodeKind::fenced_code : NodeKind::indented_code;
    if (top && reaches_limit(kind, start)) return;
    std::uint32_t index = open(kind, start);
    if (event.flag == 0) return;
    std::uint32_t info = start;
    while (at(info) == static_cast<char>(event.flag)) ++info;
    open_.back().run = info - start;
    if (info - start < 3) odd();
    while (at(info) == ' ' || at(info) == '\t') ++info;
    std::uint32_t end = line_end(start);
    std::uint32_t info_end = end;
    while (info_end > info && (at(info_end - 1) == ' ' || at(info_end - 1) == '\t')) --info_end;
    nodes()[index].content = {std::min(info, info_end), info_end};
    cur_ = next_line(start);
    line_quotes_ = 0;
    nodes()[index].data = cur_;
  }

  void enter_cell(const Event& event) {
    while (at(cur_) == '|') ++cur_;  // md4c drops cells without a byte
    cur_ = skip_blank(cur_);
    Node& cell = nodes()[open(NodeKind::cell, cur_)];
    cell.level = event.kind == MD_BLOCK_TH ? 1 : 0;
  }

  void leave_block(const Event& event) {
    if (event.kind == MD_BLOCK_DOC || event.kind == MD_BLOCK_TBODY) return;
    end_implied();
    if (open_.empty()) return odd();
    close_spans();
    --depth_;
    Node& leaving = node(open_.back());
    switch (event.kind) {
      case MD_BLOCK_QUOTE:
        end_definitions(0);
        end_quote();
        --open_quotes_;
        close(cur_);
        break;
      case MD_BLOCK_H:
        leave_heading(leaving);
        break;
      case MD_BLOCK_CODE:
        leave_code(leaving);
        break;
      case MD_BLOCK_THEAD: {
        close(cur_);
        cur_ = line_end(next_line(cur_));  // the delimiter row
        line_quotes_ = 0;
        break;
      }
      case MD_BLOCK_TR:
        close(cur_ = line_end(cur_));
        break;
      case MD_BLOCK_TH:
      case MD_BLOCK_TD:
        leave_cell(leaving);
        break;
      case MD_BLOCK_LI:
        cur_ = std::max(cur_, leaving.content.end);
        end_definitions(leaving.content.end);
        close(cur_);
        break;
      default:
        close(cur_);
    }
  }

  // md4c sometimes enters a span that it never leaves.
  void close_spans() {
    while (!open_.empty() && node(open_.back()).kind >= NodeKind::text) abandon();
  }
  void abandon() {
    odd();
    if (open_.back().link != nowhere)
      finish_link(cur_);
    else
      node(open_.back()).content.end = cur_;
    close(cur_);
  }

  void leave_heading(Node& heading) {
    heading_ = nowhere;
    if (heading.content.begin == nowhere) {
      heading.content = {cur_, cur_};
    }
    if (heading.data == 1) {
      cur_ = line_end(next_line(cur_));  // the underline
    } else {
      cur_ = line_end(cur_);
    }
    close(cur_);
  }

  void leave_code(Node& code) {
    if (code.kind == NodeKind::indented_code) {
      close(std::max(code.content.end, code.span.begin));
      return;
    }
    // The closing fence stands on the line behind the last code line, if there is one.
    std::uint32_t mark = cur_;
    int quotes = 0;
    while (at(mark) == ' ' || at(mark) == '\t' || (at(mark) == '>' && quotes < open_quotes_)) {
      if (at(mark) == '>') ++quotes;
      ++mark;
    }
    char fence = at(code.span.begin);
    std::uint32_t run = mark;
    while (at(run) == fence) ++run;
    std::uint32_t rest = run;
    while (at(rest) == ' ' || at(rest) == '\t') ++rest;
    bool closed = cur_ < size() && run - mark >= open_.back().run && is_newline(at(rest));
    if (closed && mark < limit_) {
      code.level = 1;
      close(cur_ = rest);
      return;
    }
    // Unclosed: up to the last line that was code; the cursor stays before its line ending.
    std::uint32_t end = cur_;
    if (end > code.span.begin && is_newline(at(end - 1))) --end;
    if (end > code.span.begin && at(end) == '\n' && at(end - 1) == '\r') --end;
    close(std::max(end, code.content.end));
    cur_ = std::max(end, code.content.end);
  }

  void leave_cell(Node& cell) {
    std::uint32_t bar = std::max(cur_, cell.span.begin);
    while (bar < size() && !is_newline(text_[bar]) && text_[bar] != '|') {
      bar += text_[bar] == '\\' && !is_newline(at(bar + 1)) ? 2 : 1;
    }
    std::uint32_t last = bar;
    while (last > cell.span.begin && (at(last - 1) == ' ' || at(last - 1) == '\t')) --last;
    close(last);
    cur_ = at(bar) == '|' ? bar + 1 : bar;
  }

  // -- inside a leaf block
  std::uint32_t find_mark(char a, char b) const {
    std::uint32_t border = std::min(size(), std::max(anchor(), cur_ + 1));
    for (std::uint32_t i = cur_; i < border; ++i) {
      if (text_[i] == a || text_[i] == b) return i;
    }
    return nowhere;
  }
  std::uint32_t run_length(std::uint32_t offset) const {
    std::uint32_t i = offset;
    while (i < size() && text_[i] == text_[offset]) ++i;
    return i - offset;
  }

  void enter_mark(NodeKind kind, char a, char b, std::uint32_t length) {
    std::uint32_t mark = find_mark(a, b);
    if (mark == nowhere) {
      odd();
      mark = cur_;
      length = 0;
    } else if (kind == NodeKind::strikethrough) {
      length = std::min<std::uint32_t>(run_length(mark), 2);
    }
    open(kind, mark);
    note_content(mark);
    open_.back().run = length;
    cur_ = mark + length;
    nodes().back().content.begin = cur_;
  }
  void leave_mark(char a, char b) {
    std::uint32_t length = open_.back().run;
    std::uint32_t mark = length > 0 ? find_mark(a, b) : nowhere;
    if (mark == nowhere) {
      if (length > 0) odd();
      mark = cur_;
      length = 0;
    }
    node(open_.back()).content.end = mark;
    close(cur_ = mark + length);
    note_content(cur_);
  }

  void enter_span(const Event& event) {
    switch (event.kind) {
      case MD_SPAN_EM:
        enter_mark(NodeKind::emphasis, '*', '_', 1);
        break;
      case MD_SPAN_STRONG:
        enter_mark(NodeKind::strong, '*', '_', 2);
        break;
      case MD_SPAN_DEL:
        enter_mark(NodeKind::strikethrough, '~', '~', 1);
        break;
      case MD_SPAN_CODE:
        code_span();
        break;
      case MD_SPAN_A:
        enter_link(event, false);
        break;
      case MD_SPAN_IMG:
        enter_link(event, true);
        break;
      default:
        odd();
        open(NodeKind::emphasis, cur_);
    }
  }

  // The closer is the first run of backticks as long as the opener: md4c has said that it exists.
  void code_span() {
    skipping_ = 1;
    covered_ = cur_;
    std::uint32_t begin = find_mark('`', '`');
    if (begin == nowhere) return odd();
    std::uint32_t length = run_length(begin);
    for (std::uint32_t i = begin + length; i < size();) {
      if (text_[i] != '`') {
        ++i;
        continue;
      }
      std::uint32_t run = run_length(i);
      if (run == length) {
        note_content(begin);
        leaf(NodeKind::code_span, {begin, i + run}, {begin + length, i});
        cur_ = i + run;
        note_content(cur_);
        return;
      }
      i += run;
    }
    odd();
  }

  void enter_link(const Event& event, bool image) {
    // Only syntax lies between the cursor and the next anchor: a bracket, or nothing at all.
    std::uint32_t border = std::min(anchor(), size());
    std::uint32_t mark = cur_;
    while (mark < border && text_[mark] != '[' && text_[mark] != '<' && text_[mark] != '!') ++mark;
    Link link;
    link.image = image;
    std::uint32_t inner;
    if (mark >= border) {  // the address stands in the text as it is
      mark = inner = border;
      link.form = LinkForm::bare;
    } else if (text_[mark] == '<') {
      inner = mark + 1;
      link.form = LinkForm::autolink;
    } else {
      inner = text_[mark] == '!' ? mark + 2 : mark + 1;
      if (image != (text_[mark] == '!')) odd();
    }
    link.destination = {event.offset, event.offset};  // until the end is known: md4c's pointer
    link.text = {inner, inner};
    auto& links = located_.tree.links;
    open(image ? NodeKind::image : NodeKind::link, mark);
    note_content(mark);
    open_.back().link = static_cast<std::uint32_t>(links.size());
    nodes().back().data = open_.back().link;
    links.push_back(link);
    cur_ = inner;
  }

  void finish_link(std::uint32_t end) {
    const Open& opened = open_.back();
    Link& link = located_.tree.links[opened.link];
    std::uint32_t pointer = link.destination.begin;
    link.span = {node(opened).span.begin, end};
    link.text.end = std::max(end, link.text.begin);
    link.destination = {link.text.end, link.text.end};
    if (link.form == LinkForm::bare || link.form == LinkForm::autolink) {
      link.destination = link.text;
      if (link.form == LinkForm::autolink) {
        if (at(end) == '>')
          link.span.end = end + 1;
        else
          odd();
      }
      link.has_fragment = split_fragment(text_, link.destination, link.path, link.fragment);
      cur_ = link.span.end;
      return;
    }
    std::uint32_t bracket = end;
    std::uint32_t border = anchor_from(at_ + 1);
    while (bracket < size() && text_[bracket] != ']' && bracket < border) ++bracket;
    if (at(bracket) != ']') {
      odd();
      cur_ = end;
      return;
    }
    link.text.end = std::max(bracket, link.text.begin);
    std::uint32_t behind = bracket + 1;
    link.span.end = behind;
    link.label = link.text;
    link.form = LinkForm::shortcut;
    Link tail = link;
    tail.destination = tail.title = {};
    std::uint32_t tail_end =
        at(behind) == '(' ? scan_link_tail(text_, behind + 1, size(), tail) : 0;
    bool elsewhere = pointer != nowhere && tail.destination.begin != pointer;
    if (tail_end != 0 && tail_end <= border && (!elsewhere || tail.destination.empty())) {
      link = tail;
      link.form = LinkForm::inline_link;
      link.label = {};
      link.span.end = tail_end;
      if (link.title.end == 0) link.title = {tail_end - 1, tail_end - 1};
    } else if (at(behind) == '[') {
      std::uint32_t label_end = scan_label(text_, behind, size());
      if (label_end != 0 && label_end <= border) {
        link.form = LinkForm::full;
        link.label = {behind + 1, label_end - 1};
        link.span.end = label_end;
      } else if (at(behind + 1) == ']' && behind + 2 <= border) {
        link.form = LinkForm::collapsed;
        link.span.end = behind + 2;
      }
    }
    link.has_fragment = split_fragment(text_, link.destination, link.path, link.fragment);
    cur_ = link.span.end;
  }

  void leave_span(const Event& event) {
    end_unmatched(event);
    if (open_.empty() || node(open_.back()).kind < NodeKind::text) return odd();
    switch (event.kind) {
      case MD_SPAN_EM:
      case MD_SPAN_STRONG:
        leave_mark('*', '_');
        break;
      case MD_SPAN_DEL:
        leave_mark('~', '~');
        break;
      default:
        if (open_.back().link != nowhere) finish_link(cur_);
        close(cur_);
        note_content(cur_);
    }
  }

  static NodeKind kind_of(const Event& event) {
    switch (event.kind) {
      case MD_SPAN_EM:
        return NodeKind::emphasis;
      case MD_SPAN_STRONG:
        return NodeKind::strong;
      case MD_SPAN_DEL:
        return NodeKind::strikethrough;
      case MD_SPAN_A:
        return NodeKind::link;
      case MD_SPAN_IMG:
        return NodeKind::image;
      default:
        return NodeKind::emphasis;
    }
  }
  // Spans that md4c left in the wrong order: close what stands in the way, if the wanted one is
  // open at all.
  void end_unmatched(const Event& event) {
    NodeKind wanted = kind_of(event);
    for (std::size_t i = open_.size(); i-- > 0;) {
      NodeKind kind = node(open_[i]).kind;
      if (kind < NodeKind::text) return;
      if (kind != wanted) continue;
      while (open_.size() > i + 1) abandon();
      return;
    }
  }

  // A heading's content runs from its first inline to its last.
  void note_content(std::uint32_t offset) {
    if (heading_ == nowhere) return;
    Span& content = nodes()[heading_].content;
    content.begin = std::min(content.begin, offset);
    content.end = std::max(content.end, offset);
  }

  void text(const Event& event) {
    if (open_.empty()) return odd();
    NodeKind holder = node(open_.back()).kind;
    if (event.offset == nowhere) {
      unanchored(event, holder);
      return;
    }
    if (event.offset >= limit_) {
      stopped_ = true;
      return;
    }
    std::uint32_t end = std::min(event.offset + event.size, size());
    Span span{event.offset, end};
    if (event.offset < cur_) {  // an anchor behind the cursor: md4c's event, or ours, is off
      if (holder != NodeKind::fenced_code && holder != NodeKind::indented_code &&
          holder != NodeKind::html_block) {
        odd();
        if (end <= cur_) return;
        span.begin = cur_;  // md4c 0.4.8 says the end of a code span over two lines once more
      }
    }
    const std::uint32_t before = cur_;
    cur_ = std::max(cur_, end);
    switch (event.kind) {
      case MD_TEXT_CODE:
      case MD_TEXT_HTML:
        if (holder == NodeKind::fenced_code || holder == NodeKind::indented_code ||
            holder == NodeKind::html_block) {
          Node& block = node(open_.back());
          if (holder != NodeKind::fenced_code) block.content.end = end;
          if (holder == NodeKind::html_block) block.content.begin = block.span.begin;
          return;
        }
        note_content(span.begin);
        leaf(event.kind == MD_TEXT_HTML ? NodeKind::html_inline : NodeKind::text, span);
        break;
      case MD_TEXT_ENTITY:
        note_content(span.begin);
        leaf(NodeKind::entity, span);
        break;
      default: {
        const bool escaped = span.begin > before && text_[span.begin - 1] == '\\';
        note_content(span.begin - (escaped ? 1 : 0));
        if (last_text_ + 1 == nodes().size() && nodes().back().span.end == span.begin) {
          nodes().back().span.end = span.end;
        } else {
          last_text_ = static_cast<std::uint32_t>(nodes().size());
          leaf(NodeKind::text, span);
        }
      }
    }
    note_content(end);
  }

  // A break, or a line ending inside code or HTML: the cursor moves to the next line, unless the
  // next anchor says that it has not got there yet.
  void unanchored(const Event& event, NodeKind holder) {
    bool verbatim = holder == NodeKind::fenced_code || holder == NodeKind::indented_code ||
                    holder == NodeKind::html_block;
    if (verbatim) {
      if (event.size == 0 || event.kind == MD_TEXT_NULLCHAR) return;
      bool ends_line = event.kind == MD_TEXT_HTML ? true : event.size == 1;
      // Indentation comes as spaces of md4c's own; only a line ending moves on.
      if (event.kind == MD_TEXT_CODE) ends_line = is_line_end(event);
      if (ends_line) {
        if (holder == NodeKind::fenced_code) {
          cur_ = next_line(cur_);
          line_quotes_ = 0;
        }
      }
      return;
    }
    if (event.kind != MD_TEXT_BR && event.kind != MD_TEXT_SOFTBR) return;
    std::uint32_t end = line_end(cur_);
    std::uint32_t next = next_line(cur_);
    if (next > anchor()) return;  // a late break, behind a code span over two lines
    leaf(event.kind == MD_TEXT_BR ? NodeKind::hard_break : NodeKind::soft_break, {cur_, end});
    cur_ = next;
    line_quotes_ = 0;
    if (node(open_.back()).kind == NodeKind::paragraph) note_footnote(anchor_from(at_ + 1));
  }

  bool is_line_end(const Event& event) const { return event.flag == '\n'; }

  // -- afterwards
  void relate() {  // from the buffer's offsets to the text's, inside the text
    const std::uint32_t end = limit_ - begin_ + skipped_;
    auto moved = [&](std::uint32_t offset) {
      return offset < begin_ || offset == nowhere ? 0 : std::min(offset - begin_ + skipped_, end);
    };
    auto move = [&](Span& span) {
      span.begin = moved(span.begin);
      span.end = std::max(moved(span.end), span.begin);
    };
    for (Node& item : nodes()) {
      move(item.span);
      move(item.content);
      item.content.end = std::clamp(item.content.end, item.span.begin, item.span.end);
      item.content.begin = std::clamp(item.content.begin, item.span.begin, item.content.end);
      if (item.kind == NodeKind::fenced_code) item.data = moved(item.data);
      if (item.kind == NodeKind::item && item.level != 0) item.data = moved(item.data);
    }
    for (Link& link : located_.tree.links) {
      for (Span* span : {&link.span, &link.text, &link.destination, &link.path, &link.fragment,
                         &link.title, &link.label}) {
        move(*span);
      }
    }
    for (Definition& definition : located_.tree.definitions) {
      for (Span* span : {&definition.span, &definition.label, &definition.destination,
                         &definition.path, &definition.fragment, &definition.title}) {
        move(*span);
      }
    }
  }

  std::string_view text_;
  std::uint32_t begin_;
  std::uint32_t skipped_;
  std::uint32_t limit_;
  std::uint32_t cur_;
  const std::vector<Event>& events_;
  Located& located_;
  std::size_t at_ = 0;
  std::vector<Open> open_;
  int depth_ = 0;
  int open_quotes_ = 0;
  int line_quotes_ = 0;
  int skipping_ = 0;
  std::uint32_t covered_ = 0;
  std::uint32_t last_text_ = nowhere;  // the text node that a text right behind it joins
  std::uint32_t heading_ = nowhere;    // the open heading
  std::uint32_t before_seek_ = 0;
  bool stopped_ = false;
};

}  // namespace

void locate(std::string_view buffer, Place place, const std::vector<Event>& events,
            Located& located) {
  located.tree.nodes.clear();
  located.tree.links.clear();
  located.tree.definitions.clear();
  located.certified = false;
  located.starts = NodeKind::paragraph;
  located.odd = 0;
  Walk(buffer, place, events, located).run();
}

}  // namespace pland::markdown
