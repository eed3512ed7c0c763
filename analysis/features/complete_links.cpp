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

// Documents from everywhere, where no folder was typed yet.
constexpr std::size_t most_documents = 200;

struct Destination {
  std::size_t begin = 0;  // column of its first byte
  bool angled = false;    // <destination>
  bool import = false;    // @path of a guide: no escapes, no fragment
};

// `](` with no `)` and no space behind it, the `(` of which is still open.
std::optional<Destination> inline_destination(std::string_view before) {
  for (std::size_t at = before.rfind("]("); at != std::string_view::npos;
       at = at == 0 ? std::string_view::npos : before.rfind("](", at - 1)) {
    Destination found{at + 2, false, false};
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
  return Destination{at, false, false};
}

// `@docs/…` in a guide.
std::optional<Destination> import_destination(const Typing& typing) {
  if (typing.document.plan->kind != plan::DocumentKind::guide) return std::nullopt;
  const std::string_view before = typing.before();
  const std::size_t at = before.rfind('@');
  if (at == std::string_view::npos || (at > 0 && before[at - 1] != ' ')) return std::nullopt;
  if (before.find(' ', at) != std::string_view::npos) return std::nullopt;
  return Destination{at + 1, false, true};
}

// Where the destination that is there already ends: at `)`, a space, or the line's end.
std::size_t end_of_part(std::string_view after, bool fragment) {
  const std::size_t end = after.find_first_of(fragment ? ")> \t\"" : ")>#/ \t\"");
  return end == std::string_view::npos ? after.size() : end;
}

std::string spelled(std::string_view path, const Destination& where) {
  if (where.angled || where.import) return std::string(path);
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
  const std::size_t rest = end_of_part(typing.after(), true);
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
    item.plain = anchor.slug;
    item.replace = typing.typed_from(hash + 1);
    item.replace.end += static_cast<std::uint32_t>(rest);
    item.data = fmt::format("anchor {} {}", anchor.slug, path);
    list.items.push_back(std::move(item));
  }
}

// Letters of `typed` in this order in `text`, in any case.
bool is_subsequence(std::string_view typed, std::string_view text) {
  std::size_t at = 0;
  const auto lower = [](char c) { return 'A' <= c && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  for (const char c : text)
    if (at < typed.size() && lower(c) == lower(typed[at])) ++at;
  return at == typed.size();
}

void add_paths(const Typing& typing, const Destination& where, CompletionList& list) {
  const workspace::Workspace& workspace = typing.workspace;
  const std::string_view typed = typing.before().substr(where.begin);
  if (typed.find("://") != std::string_view::npos || typed.starts_with('/') ||
      typed.starts_with("mailto:"))
    return;
  const std::size_t slash = typed.rfind('/');
  const std::string_view folder_typed =
      slash == std::string_view::npos ? std::string_view() : typed.substr(0, slash + 1);
  const std::string_view name_typed = typed.substr(folder_typed.size());
  const std::string_view here = workspace::directory_of(typing.document.path);
  const std::string folder = workspace::join(here, workspace::percent_decode(folder_typed));
  // Outside the workspace nothing is listed.
  if (!workspace.is_inside(folder) && folder != here) return;

  const std::size_t rest = end_of_part(typing.after(), false);
  Span replace = typing.typed_from(where.begin + folder_typed.size());
  replace.end += static_cast<std::uint32_t>(rest);

  std::map<std::string, workspace::SummaryPtr, std::less<>> files;
  std::set<std::string, std::less<>> folders;
  std::vector<workspace::SummaryPtr> elsewhere;
  const std::string prefix = folder.ends_with('/') ? folder : folder + "/";
  each_summary(workspace, [&](const workspace::SummaryPtr& summary) {
    const std::string_view path = summary->path;
    if (path == typing.document.path) return;
    if (!path.starts_with(prefix)) {
      if (path.starts_with('/') && workspace.is_inside(path)) elsewhere.push_back(summary);
      return;
    }
    const std::string_view below = path.substr(prefix.size());
    const std::size_t next = below.find('/');
    if (next == std::string_view::npos) {
      files.emplace(below, summary);
    } else {
      folders.emplace(below.substr(0, next));
      elsewhere.push_back(summary);
    }
  });

  std::size_t number = 0;
  for (const auto& [name, summary] : files) {
    CompletionItem item;
    item.kind = CompletionKind::file;
    item.label = name;
    item.detail = document_detail(*summary);
    item.sort_key = "1" + rank(number++);
    item.filter_text = fmt::format("{} {}", name, summary->title);
    item.plain = spelled(name, where);
    item.replace = replace;
    item.data = fmt::format("file {}", summary->path);
    list.items.push_back(std::move(item));
  }
  for (const std::string& name : folders) {
    CompletionItem item;
    item.kind = CompletionKind::folder;
    item.label = name + "/";
    item.sort_key = "2" + rank(number++);
    item.filter_text = name;
    item.plain = spelled(name, where) + "/";
    item.replace = replace;
    list.items.push_back(std::move(item));
  }
  if (folder_typed == "../" || folder_typed.empty() || folder_typed.ends_with("/../")) {
    const std::string_view above = workspace::directory_of(folder);
    if (!above.empty() && workspace.is_inside(above)) {
      CompletionItem item;
      item.kind = CompletionKind::folder;
      item.label = "../";
      item.sort_key = "3";
      item.plain = "../";
      item.replace = replace;
      list.items.push_back(std::move(item));
    }
  }
  // Without a folder every document is in reach by its name or title.
  if (!folder_typed.empty()) return;
  std::sort(elsewhere.begin(), elsewhere.end(),
            [](const auto& a, const auto& b) { return a->path < b->path; });
  std::size_t count = 0;
  for (const workspace::SummaryPtr& summary : elsewhere) {
    const std::string relative = workspace::relative_to(summary->path, here);
    const std::string filter = fmt::format("{} {}", relative, summary->title);
    if (!is_subsequence(name_typed, filter)) continue;
    if (++count > most_documents) {
      list.is_incomplete = true;
      break;
    }
    CompletionItem item;
    item.kind = CompletionKind::file;
    item.label = relative;
    item.detail = document_detail(*summary);
    item.sort_key = "4" + rank(number++);
    item.filter_text = filter;
    item.plain = spelled(relative, where);
    item.replace = replace;
    item.data = fmt::format("file {}", summary->path);
    list.items.push_back(std::move(item));
  }
}

}  // namespace

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
  if (open > 0 && before[open - 1] == '\\') return false;
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
