// Completion inside links: paths of the workspace's documents and folders, headings of the target,
// labels of the document's references, imports of guides.
#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>

#include "analysis/features/definition.h"
#include "analysis/features/naming.h"
#include "analysis/features/typing.h"
#include "analysis/plan/label.h"
#include "analysis/text/unicode.h"
#include "analysis/workspace/path.h"

namespace pland::features {
namespace {

struct Destination {
  std::size_t begin = 0;  // column of its first byte
  bool angled = false;    // <destination>
  bool import = false;    // @path of a guide: no escapes, no fragment
  bool in_line = false;   // in the parentheses of a link or image
  bool image = false;
};

bool is_escaped(std::string_view text, std::size_t at) {
  std::size_t from = at;
  while (from > 0 && text[from - 1] == '\\') --from;
  return (at - from) % 2 == 1;
}

// Where the bracket that closes at `close` was opened; nowhere for one that is only text.
std::optional<std::size_t> opened_at(std::string_view before, std::size_t close) {
  if (is_escaped(before, close)) return std::nullopt;
  int depth = 0;
  for (std::size_t at = close; at-- > 0;) {
    if ((before[at] != ']' && before[at] != '[') || is_escaped(before, at)) continue;
    if (before[at] == ']') ++depth;
    if (before[at] == '[' && depth-- == 0) return at;
  }
  return std::nullopt;
}

// `](` with no `)` and no space behind it, the `(` of which is still open.
std::optional<Destination> inline_destination(std::string_view before) {
  for (std::size_t at = before.rfind("]("); at != std::string_view::npos;
       at = at == 0 ? std::string_view::npos : before.rfind("](", at - 1)) {
    const auto open = opened_at(before, at);
    if (!open) continue;
    Destination found;
    found.begin = at + 2;
    found.in_line = true;
    found.image = *open > 0 && before[*open - 1] == '!';
    std::string_view typed = before.substr(found.begin);
    if (typed.starts_with('<')) {
      if (typed.find('>') != std::string_view::npos) return std::nullopt;
      ++found.begin;
      found.angled = true;
      return found;
    }
    int depth = 0;
    for (std::size_t i = 0; i < typed.size(); ++i) {
      if (typed[i] == '\\')
        ++i;
      else if (typed[i] == '(')
        ++depth;
      else if (typed[i] == ')' && --depth < 0)
        return std::nullopt;
      else if (typed[i] == ' ' || typed[i] == '\t')
        return std::nullopt;
    }
    return found;
  }
  return std::nullopt;
}

// `[label]: `
std::optional<Destination> definition_destination(std::string_view before) {
  std::size_t at = before.find_first_not_of(' ');
  if (at == std::string_view::npos || at > 3 || before[at] != '[') return std::nullopt;
  const std::size_t close = before.find("]:", at + 1);
  if (close == std::string_view::npos || close == at + 1 || before[at + 1] == '^')
    return std::nullopt;
  at = before.find_first_not_of(" \t", close + 2);
  if (at == std::string_view::npos) at = before.size();
  if (at == close + 2) return std::nullopt;  // no space yet
  if (before.find_first_of(" \t", at) != std::string_view::npos) return std::nullopt;
  Destination found;
  found.begin = at;
  return found;
}

// `@docs/…` in a guide.
std::optional<Destination> import_destination(const Typing& typing) {
  if (typing.document.plan->kind != plan::DocumentKind::guide) return std::nullopt;
  const std::string_view before = typing.before();
  const std::size_t at = before.rfind('@');
  if (at == std::string_view::npos || (at > 0 && before[at - 1] != ' ')) return std::nullopt;
  if (before.find(' ', at) != std::string_view::npos) return std::nullopt;
  Destination found;
  found.begin = at + 1;
  found.import = true;
  return found;
}

// The destination that is there already, as CommonMark 6.3 has it; columns of the line.
struct Rest {
  std::size_t part = 0;  // where the part of the path under the cursor ends
  std::size_t path = 0;  // where the path ends, before `?` or `#`
  std::size_t end = 0;   // where all of it ends
  bool open = false;     // the link is not closed behind it
};

Rest rest_of(const Typing& typing, const Destination& where) {
  const std::string_view text = typing.text;
  Rest rest;
  std::size_t at = where.begin;
  int depth = 0;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (where.angled ? c == '>' : c == ' ' || c == '\t') break;
    if (c == '\\' && at + 1 < text.size() && !where.import) {
      ++at;
    } else if (where.in_line && !where.angled) {
      if (c == '(') ++depth;
      if (c == ')' && --depth < 0) break;
    }
  }
  // Without its `>` a destination would go on to the end of the line.
  const bool endless = where.angled && at == text.size();
  if (endless) at = std::min(text.find(' ', typing.column()), text.size());
  rest.end = std::max<std::size_t>(at, typing.column());
  rest.path = std::min(text.find_first_of(where.import ? "" : "#?", where.begin), rest.end);
  rest.part =
      std::min(text.find('/', typing.column()), std::max<std::size_t>(rest.path, typing.column()));
  if (where.in_line) {
    // Behind it may come a title, then `)`.
    std::string_view behind = text.substr(rest.end);
    if (where.angled && !endless) behind.remove_prefix(1);
    const auto skip_spaces = [&] {
      while (behind.starts_with(' ') || behind.starts_with('\t')) behind.remove_prefix(1);
    };
    skip_spaces();
    if (const char mark = behind.empty() ? ' ' : behind[0]; mark == '"' || mark == '\'') {
      const std::size_t close = behind.find(mark, 1);
      behind.remove_prefix(close == std::string_view::npos ? behind.size() : close + 1);
      skip_spaces();
    }
    rest.open = endless || !behind.starts_with(')');
  }
  return rest;
}

// What closes a link that nobody has closed yet.
std::string_view closing(const Destination& where, const Rest& rest) {
  if (!rest.open) return {};
  return where.angled ? ">)" : ")";
}

std::string spelled(std::string_view path, const Destination& where) {
  if (where.import) return std::string(path);
  if (where.angled) return workspace::percent_encode_angled(path);
  return workspace::percent_encode_path(path);
}

std::string document_detail(const workspace::Summary& summary) { return summary.title; }

void add_anchors(const Typing& typing, const Destination& where, std::size_t hash,
                 CompletionList& list) {
  const std::string_view typed = typing.before().substr(where.begin, hash - where.begin);
  const workspace::Target target =
      typed.empty() ? workspace::Target{} : workspace::resolve(typing.document.path, typed);
  const std::string path = typed.empty()                                  ? typing.document.path
                           : target.kind == workspace::Target::Kind::file ? target.path
                                                                          : std::string();
  const auto summary = path.empty() ? nullptr : typing.workspace.summary(path);
  if (summary == nullptr) return;
  const Rest rest = rest_of(typing, where);
  std::size_t number = 0;
  for (const workspace::Anchor& anchor : summary->anchors) {
    if (anchor.slug.empty()) continue;
    // The heading that is just being typed is none to link to.
    if (path == typing.document.path && anchor.place.begin.line == typing.line) continue;
    CompletionItem item;
    item.kind = CompletionKind::anchor;
    item.label = fmt::format("#{}", anchor.slug);
    item.detail = anchor.title.empty()
                      ? fmt::format("line {}", anchor.place.begin.line + 1)
                      : fmt::format("{} · line {}", anchor.title, anchor.place.begin.line + 1);
    item.sort_key = rank(number++);
    item.filter_text = fmt::format("{} {}", anchor.slug, anchor.title);
    item.plain = fmt::format("{}{}", anchor.slug, closing(where, rest));
    item.replace = typing.typed_from(hash + 1);
    item.replace.end = typing.line_begin + static_cast<std::uint32_t>(rest.end);
    item.data = fmt::format("anchor {} {}", anchor.slug, path);
    list.items.push_back(std::move(item));
  }
}

// What stands in one folder: documents by name, and the folders below it. Of a map that is sorted
// by path only that folder's part is looked at, and of each folder in it the first file.
struct Listing {
  std::map<std::string, workspace::SummaryPtr, std::less<>> files;
  std::set<std::string, std::less<>> folders;

  template <typename Map, typename SummaryOf>
  void add(const Map& map, const std::string& prefix, SummaryOf&& summary_of) {
    for (auto at = map.lower_bound(prefix); at != map.end() && at->first.starts_with(prefix);) {
      const std::string_view below = std::string_view(at->first).substr(prefix.size());
      const std::size_t slash = below.find('/');
      if (slash == std::string_view::npos) {
        files.emplace(below, summary_of(at->second));
        ++at;
        continue;
      }
      const auto folder = folders.emplace(below.substr(0, slash)).first;
      at = map.lower_bound(prefix + *folder + '0');  // '0' comes right behind '/'
    }
  }
};

Listing listing_of(const workspace::Workspace& workspace, const std::string& prefix) {
  Listing out;
  out.add(workspace.open, prefix, [](const auto& document) { return document->summary; });
  if (workspace.files != nullptr)
    out.add(*workspace.files, prefix, [](const auto& summary) { return summary; });
  return out;
}

void add_paths(const Typing& typing, const Destination& where, CompletionList& list) {
  const workspace::Workspace& workspace = typing.workspace;
  std::string_view typed = typing.before().substr(where.begin);
  if (typed.find("://") != std::string_view::npos || typed.starts_with("//") ||
      typed.starts_with("mailto:"))
    return;
  // Beside a document that is nowhere there is nothing.
  if (!workspace::is_file(typing.document.path)) return;
  // `/docs/a.md` is seen from the root of the workspace.
  const std::string_view root = workspace.root_of(typing.document.path);
  const bool from_root = typed.starts_with('/');
  if (from_root && root.empty()) return;
  const std::string_view here = from_root ? root : workspace::directory_of(typing.document.path);
  const std::size_t slash = typed.rfind('/');
  const std::string_view folder_typed =
      slash == std::string_view::npos ? std::string_view() : typed.substr(0, slash + 1);
  const std::string_view name_typed = typed.substr(folder_typed.size());
  const std::string folder =
      workspace::join(here, workspace::percent_decode(folder_typed.substr(from_root ? 1 : 0)));
  // Outside the workspace nothing is listed.
  if (!workspace.is_inside(folder) && folder != here) return;

  const Rest rest = rest_of(typing, where);
  const Span replace = typing.typed_from(where.begin + folder_typed.size());
  const auto add = [&](CompletionKind kind, std::string_view path, std::string sort_key,
                       const workspace::Summary* summary) {
    CompletionItem item;
    item.kind = kind;
    item.label = path;
    item.sort_key = std::move(sort_key);
    item.filter_text = path;
    item.replace = replace;
    if (kind == CompletionKind::folder) {
      // The parts behind it stay, with the `/` before them.
      item.label += '/';
      item.plain = spelled(path, where) + "/";
      const bool has_slash = rest.part < rest.path && typing.text[rest.part] == '/';
      item.replace.end =
          typing.line_begin + static_cast<std::uint32_t>(rest.part + (has_slash ? 1 : 0));
    } else {
      // A file is where a path ends; a fragment behind it stays.
      item.plain = spelled(path, where);
      if (rest.path == rest.end) item.plain += closing(where, rest);
      item.replace.end = typing.line_begin + static_cast<std::uint32_t>(rest.path);
    }
    if (summary != nullptr) {
      item.detail = document_detail(*summary);
      item.filter_text = fmt::format("{} {}", path, summary->title);
      item.data = fmt::format("file {}", summary->path);
    }
    list.items.push_back(std::move(item));
  };

  Listing listing = listing_of(workspace, folder.ends_with('/') ? folder : folder + "/");
  std::vector<std::string> others;  // that are no documents
  if (workspace.disk != nullptr && workspace.disk->list && workspace.is_inside(folder)) {
    for (const workspace::ListedName& one : workspace.disk->list(folder)) {
      if (one.folder)
        listing.folders.insert(one.name);
      else if (!listing.files.contains(one.name) && (!where.image || is_picture(one.name)))
        others.push_back(one.name);
    }
  }
  std::size_t number = 0;
  if (!where.image) {
    for (const auto& [name, summary] : listing.files)
      if (summary->path != typing.document.path)
        add(CompletionKind::file, name, "1" + rank(number++), summary.get());
  }
  for (const std::string& name : others)
    add(CompletionKind::file, name, (where.image ? "1" : "3") + rank(number++), nullptr);
  for (const std::string& name : listing.folders)
    add(CompletionKind::folder, name, "2" + rank(number++), nullptr);
  if (!from_root &&
      (folder_typed == "../" || folder_typed.empty() || folder_typed.ends_with("/../"))) {
    const std::string_view above = workspace::directory_of(folder);
    if (!above.empty() && workspace.is_inside(above)) {
      add(CompletionKind::folder, "..", "4", nullptr);
    }
  }
  // Without a folder every document is in reach by its name or title.
  if (!folder_typed.empty() || where.image) return;
  std::vector<workspace::SummaryPtr> elsewhere;
  each_summary(workspace, [&](const workspace::SummaryPtr& summary) {
    const std::string_view path = summary->path;
    if (path.starts_with('/') && workspace.is_inside(path) &&
        workspace::directory_of(path) != folder)
      elsewhere.push_back(summary);
  });
  std::sort(elsewhere.begin(), elsewhere.end(),
            [](const auto& a, const auto& b) { return a->path < b->path; });
  std::size_t count = 0;
  for (const workspace::SummaryPtr& summary : elsewhere) {
    const std::string relative = workspace::relative_to(summary->path, here);
    if (!is_subsequence(name_typed, fmt::format("{} {}", relative, summary->title))) continue;
    if (++count > most_documents) {
      list.is_incomplete = true;
      break;
    }
    add(CompletionKind::file, relative, "5" + rank(number++), summary.get());
  }
}

}  // namespace

// Letters of `typed` in this order in `text`, in any case.
bool is_subsequence(std::string_view typed, std::string_view text) {
  std::size_t at = 0;
  const auto lower = [](char c) { return 'A' <= c && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  for (const char c : text)
    if (at < typed.size() && lower(c) == lower(typed[at])) ++at;
  return at == typed.size();
}

bool is_picture(std::string_view name) {
  const std::string extension = text::lower(workspace::extension_of(name));
  static constexpr std::string_view known[] = {".png",  ".jpg", ".jpeg", ".gif", ".svg", ".webp",
                                               ".avif", ".bmp", ".ico",  ".tif", ".tiff"};
  return std::find(std::begin(known), std::end(known), extension) != std::end(known);
}

bool complete_destination(const Typing& typing, CompletionList& list) {
  auto where = inline_destination(typing.before());
  if (!where) where = definition_destination(typing.before());
  if (!where) where = import_destination(typing);
  if (!where) return false;
  const std::size_t hash =
      where->import ? std::string_view::npos : typing.before().find('#', where->begin);
  if (hash != std::string_view::npos) {
    add_anchors(typing, *where, hash, list);
  } else {
    add_paths(typing, *where, list);
  }
  return true;
}

bool complete_label(const Typing& typing, CompletionList& list) {
  const std::string_view before = typing.before();
  const std::size_t open = before.rfind('[');
  if (open == std::string_view::npos || before.find(']', open) != std::string_view::npos)
    return false;
  if (is_escaped(before, open)) return false;
  // `## [` of a changelog: a version, which complete_heading knows.
  const bool in_heading = before.starts_with('#') && before.find_first_not_of("# ") == open;
  if (in_heading && typing.document.plan->kind == plan::DocumentKind::changelog) return false;
  const LineStart start = start_of(before);
  const bool box = start.marker && open == start.content;
  const bool closed = typing.after().starts_with(']');
  Span replace = typing.typed_from(open + 1);
  if (box && before.size() <= open + 2) {
    // `- [`: a task. The bracket that the editor closed goes along.
    Span whole = typing.typed_from(open);
    if (closed) ++whole.end;
    const bool space = typing.after().substr(closed ? 1 : 0).starts_with(' ');
    std::size_t number = 0;
    for (const auto& [mark, what] :
         {std::pair{"[ ]", "open task"}, std::pair{"[x]", "done task"}}) {
      CompletionItem item;
      item.kind = CompletionKind::value;
      item.label = mark;
      item.detail = what;
      item.sort_key = "0" + rank(number++);
      item.plain = fmt::format("{}{}", mark, space ? "" : " ");
      item.replace = whole;
      list.items.push_back(std::move(item));
    }
  }
  // `[text][` takes a label only; elsewhere one is possible.
  std::set<std::string> seen;
  std::size_t number = 0;
  for (const plan::PlacedChapter& chapter : typing.document.plan->chapters) {
    for (const plan::Mention& mention : chapter.facts->mentions) {
      if (mention.form != plan::MentionForm::definition) continue;
      if (!seen.insert(mention.label_key).second) continue;
      const std::string label = chapter.facts->text(mention.label);
      if (label.find('\n') != std::string::npos) continue;
      CompletionItem item;
      item.kind = CompletionKind::reference;
      item.label = label;
      item.detail = mention.target;
      item.sort_key = "1" + rank(number++);
      item.plain = closed ? label : label + "]";
      item.replace = replace;
      list.items.push_back(std::move(item));
    }
  }
  // A bracket that is no link's: a placeholder, which a value may replace.
  return !list.items.empty() || (open > 0 && before[open - 1] == ']');
}

}  // namespace pland::features
