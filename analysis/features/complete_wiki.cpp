// Completion inside wiki links, where configuration has them: behind `[[` the workspace's documents
// by the shortest name that leads to them (behind `![[` pictures), behind `#` the target's
// headings.
#include <algorithm>
#include <fmt/format.h>

#include "analysis/features/naming.h"
#include "analysis/features/typing.h"
#include "analysis/plan/wiki_links.h"
#include "analysis/workspace/path.h"
#include "analysis/workspace/wiki.h"

namespace pland::features {
namespace {

constexpr auto npos = std::string_view::npos;

// A wiki link that somebody types; columns of the line.
struct Opened {
  std::size_t begin = 0;  // behind `[[`
  std::size_t hash = npos;
  std::size_t end = 0;  // where what it says ends: at `|` or `]]`, or at the cursor
  std::string_view closing;
  bool image = false;
};

std::optional<Opened> opened(const Typing& typing) {
  const std::string_view text = typing.text, before = typing.before();
  const std::size_t open = before.rfind("[[");
  if (open == npos || (open > 0 && before[open - 1] == '\\')) return std::nullopt;
  Opened out;
  out.begin = open + 2;
  if (before.find_first_of("[]|", out.begin) != npos) return std::nullopt;
  out.hash = before.find('#', out.begin);
  out.image = open > 0 && before[open - 1] == '!';
  const std::size_t stop = text.find_first_of("[]|", typing.column());
  const bool closed = stop != npos && (text[stop] == '|' || text.substr(stop).starts_with("]]"));
  out.end = closed ? stop : typing.column();
  if (!closed) out.closing = typing.after().starts_with(']') ? "]" : "]]";
  if (closed && text[stop] == '|' && stop > out.begin && text[stop - 1] == '\\') --out.end;
  if (out.end < typing.column()) return std::nullopt;
  return out;
}

workspace::WikiHome home_of(const Typing& typing) {
  return {typing.document.path, typing.workspace.root_of(typing.document.path)};
}

void add_headings(const Typing& typing, const Opened& link, CompletionList& list) {
  const std::string_view written = typing.before().substr(link.begin, link.hash - link.begin);
  const workspace::Target target =
      workspace::resolve_wiki(typing.workspace, typing.document, written);
  const auto summary = target.path == typing.document.path ? typing.document.summary
                                                           : typing.workspace.summary(target.path);
  if (summary == nullptr) return;
  std::size_t number = 0;
  for (const workspace::Anchor& anchor : summary->anchors) {
    const bool here = target.path == typing.document.path;
    if (here && anchor.place.begin.line == typing.line) continue;
    const auto words = workspace::spell_wiki_heading(*summary, anchor, anchor.title.empty());
    if (!words) continue;
    CompletionItem item;
    item.kind = CompletionKind::anchor;
    item.label = "#" + *words;
    item.detail = fmt::format("line {}", anchor.place.begin.line + 1);
    item.sort_key = rank(number++);
    item.filter_text = fmt::format("{} {}", *words, anchor.slug);
    item.plain = *words + std::string(link.closing);
    item.replace = typing.typed_from(link.hash + 1);
    item.replace.end = typing.line_begin + static_cast<std::uint32_t>(link.end);
    item.data = fmt::format("anchor {} {}", anchor.slug, target.path);
    list.items.push_back(std::move(item));
  }
}

// A file's name ends where its heading begins.
std::size_t path_end(const Typing& typing, const Opened& link) {
  const std::size_t hash = std::string_view(typing.text).substr(0, link.end).find('#', link.begin);
  return hash == npos ? link.end : hash;
}

class Files {
 public:
  Files(const Typing& typing, const Opened& link, CompletionList& list)
      : typing_(typing),
        link_(link),
        list_(list),
        names_(workspace::file_names(typing.workspace)),
        typed_(typing.before().substr(link.begin)),
        end_(path_end(typing, link)) {}

  void add_documents() {
    std::vector<workspace::SummaryPtr> all;
    each_summary(typing_.workspace, [&](const workspace::SummaryPtr& summary) {
      const bool inside = typing_.workspace.is_inside(summary->path);
      if (inside && summary->path != typing_.document.path) all.push_back(summary);
    });
    std::sort(all.begin(), all.end(),
              [](const auto& a, const auto& b) { return a->path < b->path; });
    for (const workspace::SummaryPtr& summary : all) {
      if (!is_subsequence(typed_, fmt::format("{} {}", summary->path, summary->title))) continue;
      if (list_.items.size() == most_documents) {
        list_.is_incomplete = true;
        return;
      }
      CompletionItem* item = add(summary->path);
      if (item == nullptr) continue;
      item->detail = summary->title;
      item->filter_text = fmt::format("{} {}", item->label, summary->title);
      item->data = fmt::format("file {}", summary->path);
    }
  }

  // Of the document's folder and the workspace's.
  void add_pictures() {
    const auto& disk = typing_.workspace.disk;
    if (disk == nullptr || !disk->list || !workspace::is_file(typing_.document.path)) return;
    const workspace::WikiHome home = home_of(typing_);
    std::vector<std::string> folders{std::string(workspace::directory_of(home.path))};
    if (!home.root.empty() && home.root != folders[0]) folders.emplace_back(home.root);
    for (const std::string& folder : folders) {
      if (!typing_.workspace.is_inside(folder)) continue;
      for (const workspace::ListedName& one : disk->list(folder))
        if (!one.folder && is_picture(one.name)) add(workspace::join(folder, one.name));
    }
  }

 private:
  CompletionItem* add(const std::string& path) {
    const auto name = workspace::spell_wiki_file(names_, home_of(typing_), path, false);
    if (!name) return nullptr;
    CompletionItem item;
    item.kind = CompletionKind::file;
    item.label = *name;
    item.sort_key = rank(list_.items.size());
    item.plain = *name;
    // A heading behind it stays.
    if (end_ == link_.end) item.plain += link_.closing;
    item.replace = typing_.typed_from(link_.begin);
    item.replace.end = typing_.line_begin + static_cast<std::uint32_t>(end_);
    list_.items.push_back(std::move(item));
    return &list_.items.back();
  }

  const Typing& typing_;
  const Opened& link_;
  CompletionList& list_;
  workspace::FileNames names_;
  std::string_view typed_;
  std::size_t end_;
};

}  // namespace

bool complete_wiki_link(const Typing& typing, CompletionList& list) {
  if (!typing.document.plan->wiki_links) return false;
  const auto link = opened(typing);
  if (!link) return false;
  if (link->hash != npos)
    add_headings(typing, *link, list);
  else if (link->image)
    Files(typing, *link, list).add_pictures();
  else
    Files(typing, *link, list).add_documents();
  return true;
}

}  // namespace pland::features
