// What names a file: a code span, a line of a navigation box in a fence. And pland's own comments.
#include <algorithm>
#include <array>

#include "analysis/markdown/locate.h"
#include "analysis/plan/chapter_reader.h"
#include "analysis/plan/wiki_links.h"
#include "analysis/text/character_reference.h"
#include "analysis/text/unicode.h"

namespace pland::plan {

using markdown::Node;
using markdown::NodeKind;

namespace {

constexpr std::array<std::string_view, 22> extensions = {
    ".md", ".markdown", ".txt", ".toml", ".yaml", ".yml", ".json", ".py", ".rs",   ".go",  ".ts",
    ".js", ".tsx",      ".cpp", ".h",    ".java", ".sh",  ".sql",  ".rb", ".html", ".css", ".cs"};

bool is_path_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
         c == '/' || c == '_' || c == '-' || static_cast<unsigned char>(c) >= 0x80;
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\n' || text.front() == '\t' ||
                           text.front() == '\r'))
    text.remove_prefix(1);
  while (!text.empty() &&
         (text.back() == ' ' || text.back() == '\n' || text.back() == '\t' || text.back() == '\r'))
    text.remove_suffix(1);
  return text;
}

// Character references are resolved, and backslash escapes too (CommonMark 6.3), but in HTML.
std::string unescaped(std::string_view destination, bool html = false) {
  const auto is_punctuation = [](char c) {
    const char lower = static_cast<char>(c | 0x20);
    return ' ' < c && c < 0x7f && !('a' <= lower && lower <= 'z') && !('0' <= c && c <= '9');
  };
  std::string out;
  for (std::size_t i = 0; i < destination.size(); ++i) {
    if (!html && destination[i] == '\\' && i + 1 < destination.size() &&
        is_punctuation(destination[i + 1]))
      ++i;
    else if (const auto known = text::character_reference(destination, i); known.size > 0) {
      out += known.text;
      i += known.size - 1;
      continue;
    }
    out += destination[i];
  }
  return out;
}

// What stands on the line before a place, some words of it at most.
std::string_view line_before(std::string_view text, std::uint32_t at) {
  constexpr std::size_t longest = 48;
  const std::size_t begin = at > longest ? at - longest : 0;
  const std::string_view before = text.substr(begin, at - begin);
  const std::size_t line = before.find_last_of("\n\r");
  return line == std::string_view::npos ? before : before.substr(line + 1);
}

bool has_known_extension(std::string_view path) {
  return std::any_of(extensions.begin(), extensions.end(), [&](std::string_view extension) {
    return path.size() > extension.size() && path.ends_with(extension);
  });
}

// Neither a mail's address nor a package (`@scope/name`): an extension that files have.
bool is_import_path(std::string_view path) {
  if (path.size() < 3 || path.size() > 200 || path.find("://") != std::string_view::npos)
    return false;
  const char first = path.front();
  const bool starts = first == '.' || first == '~' || first == '/' || first == '_' ||
                      ('0' <= first && first <= '9') || ('a' <= first && first <= 'z') ||
                      ('A' <= first && first <= 'Z') || static_cast<unsigned char>(first) >= 0x80;
  constexpr std::string_view never = "@{}<>*$[]()=\"'";
  return starts && path.find_first_of(never) == std::string_view::npos && has_known_extension(path);
}

}  // namespace

bool looks_like_path(std::string_view text) {
  if (text.size() < 4 || text.size() > 200 || text.find("://") != std::string_view::npos)
    return false;
  std::string_view path = text.substr(0, text.find('#'));
  if (!std::all_of(path.begin(), path.end(), is_path_byte)) return false;
  return has_known_extension(path);
}

// "Up: [plan](…)", "**Part of** [plan](…)", "← [plan](…)", "[← plan](…)"; not "[← Previous](…)",
// which is beside it. `before` is what its line says before the link.
bool leads_up(std::string_view before, std::string_view shown) {
  constexpr std::string_view dressing = " \t*_:>-+|";
  constexpr std::array<std::string_view, 3> arrows = {"\u2190", "\u2191", "\u2b06"};
  const std::string_view variation = "\ufe0f";
  const std::size_t first = before.find_first_not_of(dressing);
  before = first == std::string_view::npos ? "" : before.substr(first);
  const std::size_t last = before.find_last_not_of(dressing);
  before = before.substr(0, last == std::string_view::npos ? 0 : last + 1);
  const auto is_beside = [&](std::string_view words) {
    const std::string lower = text::lower(trim(words));
    return lower.starts_with("prev") || lower.starts_with("back to top") || lower == "back";
  };
  if (before.ends_with(variation)) before.remove_suffix(variation.size());
  for (const std::string_view arrow : arrows) {
    if (before.ends_with(arrow)) return !is_beside(shown);
    if (before.empty() && shown.starts_with(arrow)) {
      shown.remove_prefix(arrow.size());
      if (shown.starts_with(variation)) shown.remove_prefix(variation.size());
      return !is_beside(shown);
    }
  }
  const std::string words = text::lower(before);
  constexpr std::array<std::string_view, 6> names = {
      "up", "parent", "part of", "belongs to", "parent document", "parent plan"};
  return std::find(names.begin(), names.end(), words) != names.end();
}

namespace {

constexpr std::array<std::string_view, 5> borders = {"\u2502", "\u2551", "\u2503", "\u2506", "|"};
constexpr std::array<std::string_view, 5> arrows_to = {"\u2192", "\u21d2", "\u279c", "->", "=>"};

std::size_t size_of_first(std::string_view text, const auto& marks) {
  for (const std::string_view mark : marks)
    if (text.starts_with(mark)) return mark.size();
  return 0;
}

// A path of a document with its fragment, in the letters that slugs have; empty where none begins.
std::string_view box_path_at(std::string_view text) {
  const auto is_ascii_path = [](char c) {
    return static_cast<unsigned char>(c) < 0x80 && is_path_byte(c);
  };
  std::size_t end = 0;
  while (end < text.size() && is_ascii_path(text[end])) ++end;
  while (end > 0 && text[end - 1] == '.') --end;  // of a sentence
  if (end <= 3 || !text.substr(0, end).ends_with(".md")) return {};
  if (end < text.size() && text[end] == '#') {
    std::size_t stop = end + 1;
    while (stop < text.size() && text[stop] != '/' && text[stop] != '.' &&
           is_path_byte(text[stop]) && !text.substr(stop).starts_with("\xe2\x94"))
      ++stop;
    if (stop > end + 1) end = stop;
  }
  return text.substr(0, end);
}

std::string_view without_blanks(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  return first == std::string_view::npos ? std::string_view() : text.substr(first);
}

// Whether what stands behind a path says what is there: `a.md — words`, `a.md: words`, nothing.
// In a box also what stands in a column of its own.
bool tells_of_path(std::string_view behind, bool drawn) {
  if (behind.starts_with(':')) return behind.size() == 1 || behind[1] == ' ';
  const bool apart = behind.starts_with(' ') || behind.starts_with('\t');
  if (drawn && behind.starts_with("  ")) return true;
  behind = without_blanks(behind);
  if (behind.empty()) return true;
  if (!apart) return false;
  for (const std::string_view mark : {"\u2014", "\u2013", "\u2190", "--", "- ", "<-", ": ", "("})
    if (behind.starts_with(mark)) return true;
  return size_of_first(behind, borders) > 0 || size_of_first(behind, arrows_to) > 0;
}

// `path — words` and the like: the path that a line (or a cell of a box) begins with.
std::string_view leading_box_path(std::string_view line, bool drawn) {
  line = without_blanks(line);
  constexpr std::array<std::string_view, 4> bullets = {"- ", "* ", "\u2022 ", "\u00b7 "};
  if (const std::size_t size = size_of_first(line, bullets))
    line = without_blanks(line.substr(size));
  const std::string_view path = box_path_at(line);
  if (path.empty() || !tells_of_path(line.substr(path.size()), drawn)) return {};
  return path;
}

// Lines without their ends.
template <typename Visit>
void each_line(std::string_view text, Visit&& visit) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    visit(line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

// How much of a navigation box a fence is. Between lines of `+` and `-`, or in the signs that draw
// boxes, all that is said counts; in rows of `|` what an arrow leads to; without a border a fence
// that says nothing but where to find what, in two lines at least.
enum class Box : std::uint8_t { none, rows, drawn, list };
Box box_of(std::string_view code) {
  bool ruled = false, rows = false, all_lead = true;
  std::size_t leading = 0;
  each_line(code, [&](std::string_view line) {
    line = without_blanks(line);
    if (line.empty() || line.starts_with("```") || line.starts_with("~~~")) return;
    ruled = ruled || line.starts_with("+--") || line.starts_with("+==");
    rows = rows || (line.starts_with('|') && line.size() > 1 &&
                    line.find_last_not_of(" \t") == line.rfind('|'));
    const std::string_view path = leading_box_path(line, false);
    // A name alone is a list of files.
    const bool leads =
        !path.empty() &&
        line.find_first_not_of(" \t-*", line.find(path) + path.size()) != std::string_view::npos;
    leading += leads ? 1 : 0;
    all_lead = all_lead && leads;
  });
  constexpr std::array<std::string_view, 6> signs = {"\u2502", "\u250c", "\u256d",
                                                     "\u2554", "\u2551", "\u2503"};
  const bool drawn = std::any_of(signs.begin(), signs.end(), [&](std::string_view sign) {
    return code.find(sign) != std::string_view::npos;
  });
  if (drawn || (ruled && rows)) return Box::drawn;
  if (all_lead && leading >= 2) return Box::list;
  return rows ? Box::rows : Box::none;
}

// The sign that leads to what follows; in rows of `|` a line's own arrow alone.
std::size_t next_arrow(std::string_view line, std::size_t at, std::size_t& size) {
  std::size_t best = std::string_view::npos;
  for (const std::string_view arrow : arrows_to) {
    const std::size_t found = line.find(arrow, at);
    if (found < best) best = found, size = arrow.size();
  }
  return best;
}

}  // namespace

std::vector<Span> find_box_paths(std::string_view code) {
  std::vector<Span> out;
  if (code.find(".md") == std::string_view::npos) return out;
  const Box box = box_of(code);
  if (box == Box::none) return out;
  each_line(code, [&](std::string_view line) {
    if (line.find(".md") == std::string_view::npos) return;
    const std::size_t first = out.size();
    const auto add = [&](std::string_view path) {
      if (path.empty()) return;
      const auto begin = static_cast<std::uint32_t>(path.data() - code.data());
      const Span span{begin, begin + static_cast<std::uint32_t>(path.size())};
      const auto same = [&](Span other) { return other.begin == span.begin; };
      if (std::none_of(out.begin() + static_cast<std::ptrdiff_t>(first), out.end(), same))
        out.push_back(span);
    };
    if (box == Box::rows && !without_blanks(line).starts_with('|')) return;
    std::size_t size = 0;
    for (std::size_t at = next_arrow(line, 0, size); at != std::string_view::npos;
         at = next_arrow(line, at + size, size))
      add(box_path_at(without_blanks(line.substr(at + size))));
    if (box == Box::list) add(leading_box_path(line, false));
    if (box == Box::drawn) {
      for (std::size_t at = 0; at < line.size();) {
        const std::size_t border = size_of_first(line.substr(at), borders);
        at += border > 0 ? border : 1;
        if (border > 0) add(leading_box_path(line.substr(at), true));
      }
    }
    std::sort(out.begin() + static_cast<std::ptrdiff_t>(first), out.end(),
              [](Span a, Span b) { return a.begin < b.begin; });
  });
  return out;
}

bool is_directive(std::string_view comment) {
  return text::lower(trim(comment).substr(0, 6)) == "pland-";
}

Directive read_directive(std::string_view comment, std::uint32_t offset) {
  Directive out{};
  std::string_view text = trim(comment);
  auto place = [&](std::string_view part) {
    auto begin = offset + static_cast<std::uint32_t>(part.data() - comment.data());
    return Span{begin, begin + static_cast<std::uint32_t>(part.size())};
  };
  std::size_t end = text.find_first_of(" \t\r\n:");
  const std::string verb = text::lower(text.substr(0, end));
  const std::string_view written = text.substr(0, end);
  std::string_view rest = text.substr(std::min(end, text.size()));
  using Kind = Directive::Kind;
  out.kind = verb == "pland-kind"               ? Kind::document_kind
             : verb == "pland-ignore-next-line" ? Kind::ignore_next_line
             : verb == "pland-ignore"           ? Kind::ignore
             : verb == "pland-ignore-end"       ? Kind::ignore_end
             : verb == "pland-ignore-file"      ? Kind::ignore_file
                                                : Kind::unknown;
  if (out.kind == Kind::unknown) {
    out.value = verb;
    out.names_span = place(written);
    return out;
  }
  if (out.kind == Kind::document_kind) {
    if (rest.starts_with(':')) rest.remove_prefix(1);
    out.value = trim(rest);
    out.names_span = place(trim(rest));
    return out;
  }
  constexpr std::string_view white = " \t\r\n";
  for (const std::string_view dash : {"--", "—", "–"}) {
    std::size_t reason = rest.find(dash, 1);
    const auto is_white = [&](std::size_t at) {
      return at < rest.size() && white.find(rest[at]) != std::string_view::npos;
    };
    // A rule's name may hold hyphens, but no dash.
    const bool set_apart = dash != "--";
    while (reason != std::string_view::npos && !set_apart &&
           !(is_white(reason - 1) && is_white(reason + dash.size())))
      reason = rest.find(dash, reason + 1);
    if (reason == std::string_view::npos) continue;
    out.reason = trim(rest.substr(reason + dash.size()));
    rest = rest.substr(0, reason);
    break;
  }
  rest = trim(rest);
  out.names_span = place(rest);
  while (!rest.empty()) {
    std::size_t stop = rest.find_first_of(", \t\r\n");
    std::string_view word = rest.substr(0, stop);
    if (!word.empty()) out.rules.emplace_back(word, place(word));
    if (stop == std::string_view::npos) break;
    rest.remove_prefix(stop + 1);
  }
  return out;
}

std::uint32_t ChapterReader::section_at(std::uint32_t offset) const {
  const auto& sections = facts_->sections;
  const auto next =
      std::upper_bound(sections.begin() + first_section_, sections.end(), offset,
                       [](std::uint32_t a, const Section& b) { return a < b.span.begin; });
  const auto index = static_cast<std::uint32_t>(next - sections.begin());
  return index > first_section_ ? index - 1 : first_section_;
}

bool ChapterReader::in_quote(std::uint32_t offset) const {
  const auto next = std::upper_bound(quotes_.begin(), quotes_.end(), offset,
                                     [](std::uint32_t a, Span b) { return a < b.begin; });
  return next != quotes_.begin() && std::prev(next)->contains(offset);
}

// Of the segment whose blocks were just read.
void ChapterReader::mentions() {
  quotes_.clear();
  std::uint32_t top_end = 0;  // of the top-level block that holds a node
  const auto& nodes = segment_->tree.nodes;
  for (NodeIndex i = 0; i < nodes.size(); ++i) {
    const Span span = placed(nodes[i].span);
    if (nodes[i].kind == NodeKind::block_quote &&
        (quotes_.empty() || span.begin >= quotes_.back().end))
      quotes_.push_back(span);
    if (i >= top_end)
      top_end = nodes[i].next;
    else if (nodes[i].kind == NodeKind::heading)
      facts_->nested_headings.push_back({placed(nodes[i].content), plain(i).text});
  }
  add_links();
  if (context_.wiki_links) add_wiki_links();
  add_definitions();
  add_code_paths();
  add_imports();
  add_comments();
  add_tag_placeholders();
  for (const Span id : segment_->tree.html_ids) facts_->html_ids.push_back(placed(id));
}

void ChapterReader::add_links() {
  const auto first = static_cast<std::ptrdiff_t>(facts_->mentions.size());
  for (const markdown::Link& link : segment_->tree.links) {
    Mention mention;
    mention.link_form = link.form;
    mention.span = placed(link.span);
    mention.text = placed(link.text);
    mention.destination = placed(link.destination);
    mention.path = placed(link.path);
    mention.fragment = placed(link.fragment);
    mention.label = placed(link.label);
    mention.image = link.image;
    mention.has_fragment = link.has_fragment;
    if (link.is_reference()) {
      mention.label_key = text::fold_label(segment_->view(link.label));
    } else {
      mention.target =
          unescaped(segment_->view(link.destination), link.form == markdown::LinkForm::html);
      mention.placeholder = is_placeholder_destination(mention.target);
    }
    mention.in_quote = in_quote(mention.span.begin);
    mention.section = section_at(mention.span.begin);
    mention.up = !link.image &&
                 leads_up(line_before(segment_->text, link.span.begin), segment_->view(link.text));
    facts_->mentions.push_back(std::move(mention));
  }
  // Those in HTML come last in the tree, and stand anywhere.
  std::stable_sort(facts_->mentions.begin() + first, facts_->mentions.end(),
                   [](const Mention& a, const Mention& b) { return a.span.begin < b.span.begin; });
}

void ChapterReader::add_wiki_links() {
  const std::string_view text = segment_->text;
  if (text.find("[[") == std::string_view::npos) return;
  const auto& nodes = segment_->tree.nodes;
  const auto holds_words = [](NodeKind kind) {
    return kind == NodeKind::paragraph || kind == NodeKind::heading || kind == NodeKind::cell;
  };
  const auto is_closed = [](NodeKind kind) {
    return kind == NodeKind::code_span || kind == NodeKind::html_inline || kind == NodeKind::link ||
           kind == NodeKind::image;
  };
  for (NodeIndex i = 0; i < nodes.size(); ++i) {
    if (!holds_words(nodes[i].kind)) continue;
    std::vector<Span> closed;
    for (NodeIndex j = i + 1; j < nodes[i].next; ++j)
      if (is_closed(nodes[j].kind)) closed.push_back(nodes[j].span);
    for (const WikiLink& link : find_wiki_links(text, nodes[i].span, closed)) {
      Mention mention;
      mention.wiki = true;
      mention.span = placed(link.span);
      mention.text = placed(link.text);
      mention.destination = placed(link.destination);
      mention.path = placed(link.path);
      mention.fragment = placed(link.fragment);
      mention.image = link.image;
      mention.has_fragment = link.has_fragment;
      mention.target = segment_->view(link.destination);
      mention.placeholder = is_placeholder_destination(mention.target);
      mention.in_quote = in_quote(mention.span.begin);
      mention.section = section_at(mention.span.begin);
      link_in_runs(mention.text);
      facts_->mentions.push_back(std::move(mention));
    }
    i = std::max(nodes[i].next, i + 1) - 1;
  }
}

// What is shown of a wiki link is the text of a link to whoever reads the run that it stands in.
void ChapterReader::link_in_runs(Span text) {
  for (std::size_t i = first_run_; i < facts_->runs.size(); ++i) {
    markdown::Plain& run = facts_->runs[i].plain;
    if (!run.source_span.contains(text)) continue;
    const auto plain_offset = [&](std::uint32_t source) {
      const auto next =
          std::upper_bound(run.map.begin(), run.map.end(), source,
                           [](std::uint32_t at, const auto& part) { return at < part.second; });
      if (next == run.map.begin()) return 0u;
      const auto& [in_text, in_source] = *std::prev(next);
      return std::min(in_text + (source - in_source), static_cast<std::uint32_t>(run.text.size()));
    };
    const Span linked{plain_offset(text.begin), plain_offset(text.end)};
    if (linked.empty()) continue;
    const auto place = std::upper_bound(run.linked.begin(), run.linked.end(), linked,
                                        [](Span a, Span b) { return a.begin < b.begin; });
    run.linked.insert(place, linked);
  }
}

// As Claude Code reads them: behind white space or at the start, up to white space, where that
// looks like a path. Code, links and comments hold none.
void ChapterReader::add_imports() {
  constexpr std::string_view leads = " \t\n\r*_(>|";
  const auto& nodes = segment_->tree.nodes;
  const std::string_view text = segment_->text;
  for (NodeIndex i = 0; i < nodes.size(); ++i) {
    if (nodes[i].kind == NodeKind::link || nodes[i].kind == NodeKind::image) {
      i = std::max(nodes[i].next, i + 1) - 1;
      continue;
    }
    if (nodes[i].kind != NodeKind::text) continue;
    const Span span = nodes[i].span;
    const std::string_view words = segment_->view(span);
    for (std::size_t at = words.find('@'); at < words.size(); at = words.find('@', at + 1)) {
      const auto here = span.begin + static_cast<std::uint32_t>(at);
      if (here == 0 || leads.find(text[here - 1]) != std::string_view::npos) add_import(here);
    }
  }
}

void ChapterReader::add_import(std::uint32_t at) {
  constexpr std::size_t longest = 256;  // bytes
  constexpr std::string_view ends = " \t\r\n`<|", behind = ":,;.!?)'\"*_";
  const std::string_view text = std::string_view(segment_->text).substr(0, at + longest);
  const auto is_escape = [&](std::size_t i) { return text.substr(i, 2) == "\\ "; };
  std::size_t end = at + 1;
  while (end < text.size() && ends.find(text[end]) == std::string_view::npos)
    end += is_escape(end) ? 2 : 1;
  std::size_t stop = end;
  while (stop > at + 1 && behind.find(text[stop - 1]) != std::string_view::npos) --stop;
  std::string target;
  for (std::size_t i = at + 1; i < stop && text[i] != '#'; ++i)
    if (!is_escape(i)) target += text[i];
  if (!is_import_path(target)) return;
  const auto place = [&](std::size_t from, std::size_t to) {
    return placed({static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(to)});
  };
  facts_->imports.push_back({place(at, stop), place(at + 1, stop), place(stop, end),
                             std::move(target), in_quote(at + base_), section_at(at + base_)});
}

void ChapterReader::add_definitions() {
  for (const markdown::Definition& definition : segment_->tree.definitions) {
    if (definition.footnote) continue;
    Mention mention;
    mention.form = MentionForm::definition;
    mention.span = placed(definition.span);
    mention.text = mention.label = placed(definition.label);
    mention.destination = placed(definition.destination);
    mention.path = placed(definition.path);
    mention.fragment = placed(definition.fragment);
    mention.has_fragment = definition.has_fragment;
    mention.label_key = text::fold_label(segment_->view(definition.label));
    mention.target = unescaped(segment_->view(definition.destination));
    mention.placeholder = is_placeholder_destination(mention.target);
    mention.in_quote = in_quote(mention.span.begin);
    mention.section = section_at(mention.span.begin);
    facts_->mentions.push_back(std::move(mention));
  }
}

void ChapterReader::add_code_paths() {
  for (const Node& code : segment_->tree.nodes) {
    if (code.kind == NodeKind::code_span && looks_like_path(segment_->view(code.content)))
      add_path(code.content);
  }
}

// A path that is written without being a link; in the segment.
void ChapterReader::add_path(Span path) {
  Mention mention;
  mention.form = MentionForm::code_path;
  mention.span = mention.text = mention.destination = placed(path);
  mention.has_fragment =
      markdown::split_fragment(segment_->text, path, mention.path, mention.fragment);
  mention.path = placed(mention.path);
  mention.fragment = placed(mention.fragment);
  mention.target = segment_->view(path);
  mention.in_quote = in_quote(mention.span.begin);
  mention.section = section_at(mention.span.begin);
  facts_->mentions.push_back(std::move(mention));
}

void ChapterReader::add_comments() {
  for (const markdown::Comment& comment : segment_->tree.comments) {
    const std::string_view text = segment_->view(comment.content);
    if (!is_directive(text)) continue;
    Directive directive = read_directive(text, comment.content.begin + base_);
    directive.span = placed(comment.span);
    facts_->directives.push_back(std::move(directive));
  }
}

// `<your name>` is a tag to Markdown, though no browser knows it.
void ChapterReader::add_tag_placeholders() {
  const std::string_view text = segment_->text;
  // Whether it is all that its line says: a label, list marks and emphasis aside.
  const auto is_alone = [&](Span span) {
    const std::size_t before = text.find_last_of("\n|", span.begin > 0 ? span.begin - 1 : 0);
    const std::size_t begin = span.begin == 0 || before == std::string_view::npos ? 0 : before + 1;
    std::string_view lead = text.substr(begin, span.begin - begin);
    const std::size_t last = lead.find_last_not_of("-*+_ \t");
    const bool led = last == std::string_view::npos || lead[last] == ':' || lead[last] == '\n' ||
                     (lead[last] == '.' && lead.find_first_not_of("0123456789. ") > last);
    const std::size_t next = text.find_first_not_of("*_. \t", span.end);
    return led && (next == std::string_view::npos || text[next] == '\n' || text[next] == '\r' ||
                   text[next] == '|');
  };
  for (const Node& tag : segment_->tree.nodes) {
    if (tag.kind != NodeKind::html_inline && tag.kind != NodeKind::html_block) continue;
    const std::string_view whole = segment_->view(tag.span);
    const std::string_view words = trim(whole);
    if (words.empty() || words.size() > 60) continue;
    const auto begin = tag.span.begin + static_cast<std::uint32_t>(words.data() - whole.data());
    const Span span{begin, begin + static_cast<std::uint32_t>(words.size())};
    if (!is_placeholder_tag(words, is_alone(span)) || in_quote(placed(span).begin)) continue;
    ++facts_->certain;
    facts_->placeholders.push_back({placed(span), PlaceholderForm::bracket,
                                    PlaceholderStrength::certain, std::string(words),
                                    section_at(placed(span).begin)});
  }
}

// The boxes that guides navigate by are drawn in fences.
void ChapterReader::fence(NodeIndex index) {
  const Node& code = node(index);
  const std::uint32_t begin = std::min(code.data, code.span.end);
  const std::string_view text = segment_->view({begin, code.span.end});
  for (const Span path : find_box_paths(text)) {
    Mention mention;
    mention.form = MentionForm::box_path;
    mention.span = mention.text = mention.destination = placed(path.shifted(begin));
    mention.has_fragment = markdown::split_fragment(segment_->text, path.shifted(begin),
                                                    mention.path, mention.fragment);
    mention.path = placed(mention.path);
    mention.fragment = placed(mention.fragment);
    mention.target = path.of(text);
    mention.in_quote = in_quote(mention.span.begin);
    mention.section = section_index();
    facts_->mentions.push_back(std::move(mention));
  }
}

}  // namespace pland::plan
