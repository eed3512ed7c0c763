#include "analysis/features/move_files.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <tuple>

#include "analysis/features/boxes.h"
#include "analysis/features/definition.h"
#include "analysis/features/naming.h"
#include "analysis/features/references.h"
#include "analysis/features/retitle.h"
#include "analysis/plan/chapter_reader.h"
#include "analysis/text/unicode.h"
#include "analysis/workspace/follow.h"
#include "analysis/workspace/path.h"
#include "analysis/workspace/wiki.h"

namespace pland::features {
namespace {

using plan::MentionForm;
using workspace::Document;
using workspace::DocumentPtr;
using workspace::Target;
using workspace::Workspace;

bool is_in_code(const plan::Mention& mention) {
  return mention.form == MentionForm::code_path || mention.form == MentionForm::box_path;
}

bool is_moved(std::string_view path, const std::vector<FileMove>& moves) {
  return std::any_of(moves.begin(), moves.end(),
                     [&](const FileMove& move) { return workspace::is_inside(path, move.from); });
}

// The files as they will be. Looks into the workspace and the moves.
workspace::FileNames names_after(const Workspace& workspace, const std::vector<FileMove>& moves) {
  const workspace::FileNames before = workspace::file_names(workspace);
  workspace::FileNames out;
  out.is_file = [before, &moves](const std::string& path) {
    for (const FileMove& move : moves) {
      if (!workspace::is_inside(path, move.to)) continue;
      const std::string was = move.from + path.substr(move.to.size());
      if (moved_path(was, moves) == path && before.is_file(was)) return true;
    }
    return moved_path(path, moves) == path && before.is_file(path);
  };
  out.named = [before, &moves](const std::string& name) {
    std::vector<std::string> paths;
    const std::string folded = text::fold_case(name);
    const auto add = [&](const std::string& was) {
      std::string path = moved_path(was, moves);
      if (text::fold_case(workspace::basename_of(path)) == folded) paths.push_back(std::move(path));
    };
    for (const std::string& path : before.named(name)) add(path);
    for (const FileMove& move : moves) {
      const bool other_name = text::fold_case(workspace::basename_of(move.from)) != folded;
      if (other_name && before.is_file(move.from)) add(move.from);
    }
    return paths;
  };
  return out;
}

// Wiki links while files move: which files there are before and after.
struct WikiMove {
  const Workspace& workspace;
  const std::vector<FileMove>& moves;
  workspace::FileNames before, after;
  // Of the files that move, and those they become; empty where folders move: then any could.
  std::vector<std::string> keys;

  WikiMove(const Workspace& the_workspace, const std::vector<FileMove>& the_moves)
      : workspace(the_workspace),
        moves(the_moves),
        before(workspace::file_names(the_workspace)),
        after(names_after(the_workspace, the_moves)) {
    for (const FileMove& move : moves) {
      if (!before.is_file(move.from)) {
        keys.clear();
        return;
      }
      keys.push_back(workspace::wiki_key(move.from));
      keys.push_back(workspace::wiki_key(move.to));
    }
  }

  workspace::WikiHome home(std::string_view path) const { return {path, workspace.root_of(path)}; }

  // Where a written path leads now, as the file will be named; none where it leads nowhere.
  std::optional<std::string> target(std::string_view document, std::string_view written) const {
    const auto found = workspace::find_wiki_file(before, home(document), written);
    return found ? std::optional(moved_path(*found, moves)) : std::nullopt;
  }

  bool leads_elsewhere(std::string_view document, std::string_view written) const {
    const std::string key = keys.empty() ? std::string() : workspace::wiki_key(written);
    if (!keys.empty() && std::find(keys.begin(), keys.end(), key) == keys.end() &&
        moved_path(document, moves) == document)
      return false;
    const auto wanted = target(document, written);
    return wanted &&
           workspace::find_wiki_file(after, home(moved_path(document, moves)), written) != wanted;
  }

  // Whether a document has a link that has to follow. Its targets are sorted.
  bool concerns(const workspace::Summary& summary) const {
    const auto& targets = summary.targets;
    auto at = std::lower_bound(targets.begin(), targets.end(), workspace::wiki_target({}));
    for (; at != targets.end(); ++at) {
      const auto written = workspace::wiki_path(*at);
      if (!written) break;
      if (leads_elsewhere(summary.path, *written)) return true;
    }
    return false;
  }
};

// What a wiki link says once everything has moved: its path; or, for a file that none can name, all
// of it as a link of Markdown's own.
std::optional<ChangeEdit> follow_wiki(const WikiMove& wiki, const Document& document,
                                      const plan::ChapterFacts& facts, const plan::Mention& mention,
                                      std::uint32_t base) {
  const std::string written = facts.text(mention.path);
  if (!wiki.leads_elsewhere(document.path, written)) return std::nullopt;
  const auto target = wiki.target(document.path, written);
  const std::string home = moved_path(document.path, wiki.moves);
  const bool extension = workspace::says_extension(written);
  if (auto path = workspace::spell_wiki_file(wiki.after, wiki.home(home), *target, extension))
    return ChangeEdit{document.path, mention.path.shifted(base), std::move(*path), 0};
  const Target leads = workspace::resolve(wiki.workspace, document, mention);
  const std::string path = workspace::percent_encode_path(
      workspace::relative_to(*target, workspace::directory_of(home)));
  std::string text =
      fmt::format("{}[{}]({}", mention.image ? "!" : "", facts.text(mention.text), path);
  if (!leads.fragment.empty()) text += "#" + leads.fragment;
  return ChangeEdit{document.path, mention.span.shifted(base), text + ")", 0};
}

// Whether a document may link to anything that moves.
bool links_to_moved(const Workspace& workspace, const workspace::Summary& summary,
                    const std::vector<FileMove>& moves) {
  return std::any_of(moves.begin(), moves.end(), [&](const FileMove& move) {
    const std::string key = workspace::link_key(move.from);
    const bool imported =
        std::any_of(summary.imports.begin(), summary.imports.end(),
                    [&](const std::string& path) { return workspace::is_inside(path, move.from); });
    return imported ||
           std::any_of(summary.targets.begin(), summary.targets.end(),
                       [&](const std::string& target) {
                         return workspace::may_be_inside(target, move.from) ||
                                workspace::link_key(target) == key ||
                                workspace::is_inside(workspace.real_path(target), move.from);
                       });
  });
}

bool encodes_beyond_ascii(std::string_view written) {
  for (std::size_t at = written.find('%'); at != std::string_view::npos;
       at = written.find('%', at + 1)) {
    if (at + 1 < written.size() &&
        (('8' <= written[at + 1] && written[at + 1] <= '9') ||
         ('a' <= (written[at + 1] | 0x20) && (written[at + 1] | 0x20) <= 'f')))
      return true;
  }
  return false;
}

// One link of a document, and how it says where it leads.
class PathSpelling {
 public:
  PathSpelling(const Workspace& workspace, const Document& document, const plan::Mention& mention,
               const MentionedFile& file, std::uint32_t base)
      : workspace_(workspace), document_(document), mention_(mention), file_(file) {
    const Span path = mention.path.shifted(base);
    written_ = document.text.text(path);
    angled_ = path.begin > 0 && document.text.text({path.begin - 1, path.begin}) == "<";
  }

  // The path that leads where the link leads now, once all has moved and the document is at `home`;
  // none where the one that is there does so already.
  std::optional<std::string> after(const std::vector<FileMove>& moves,
                                   const std::string& home) const {
    const std::string target = said_after(moves);
    const std::string_view root = workspace_.root_of(home);
    const bool absolute = written_.starts_with('/');
    const bool code = is_in_code(mention_);
    const auto leads = [&](const Target& seen) { return seen.path == target; };
    if (const std::string address = workspace::path_of_address(written_); !address.empty()) {
      if (address == target) return std::nullopt;
      return (target.starts_with('/') ? "file://" : "file:///") +
             workspace::percent_encode_path(target);
    }
    if (!absolute && leads(workspace::resolve(home, mention_.target))) return std::nullopt;
    if ((absolute || code) && !root.empty() &&
        leads(workspace::seen_from_root(root, mention_.target)))
      return std::nullopt;

    if (absolute) {
      if (root.empty() || !workspace::is_inside(target, root)) return std::nullopt;
      return spelt("/" + workspace::relative_to(target, root));
    }
    const bool from_root = code && !root.empty() &&
                           workspace::resolve(document_.path, mention_.target).path != file_.said;
    std::string relative =
        workspace::relative_to(target, from_root ? root : workspace::directory_of(home));
    if (written_.starts_with("./") && !relative.starts_with("../")) relative = "./" + relative;
    return spelt(std::move(relative));
  }

 private:
  // What the link is to say: the new path in the manner in which it said the old one (without
  // `.md`, as the folder whose front page is meant), where that would lead there.
  std::string said_after(const std::vector<FileMove>& moves) const {
    const std::string& old = file_.target.path;
    std::string now = moved_path(old, moves);
    if (file_.said == old) return now;
    std::string said = moved_path(file_.said, moves);
    if (now == old || workspace::link_key(said) == workspace::link_key(now)) return said;
    if (workspace::link_key(file_.said) != workspace::link_key(old)) return now;
    const std::string_view old_name = workspace::basename_of(old);
    if (file_.said == workspace::directory_of(old) && workspace::basename_of(now) == old_name)
      return std::string(workspace::directory_of(now));
    const bool bare = file_.said + std::string(workspace::extension_of(old)) == old;
    if (!bare || !workspace::is_markdown(now)) return now;
    std::string shorter = now.substr(0, now.size() - workspace::extension_of(now).size());
    const bool taken = workspace_.disk != nullptr && workspace_.disk->look &&
                       workspace_.disk->look(shorter).existence != workspace::Existence::missing;
    return taken ? now : shorter;
  }

  // Whether a part of a destination, as written, names a file or folder.
  static bool reads_as(std::string_view written, std::string_view name) {
    return written.find_first_of("\\&") == std::string_view::npos &&
           workspace::percent_decode(written) == name;
  }

  std::string spelt(std::string path) const {
    const std::size_t query = written_.find('?');
    const std::string_view before = std::string_view(written_).substr(0, query);
    const bool folder = !workspace::is_markdown(path);
    if (before.ends_with('/') && folder && !path.ends_with('/')) path += '/';
    // The last parts of the path are mostly the old ones: as they were written.
    std::string_view rest = path, old = before;
    std::string kept;
    const auto last_part = [](std::string_view text) { return text.substr(text.rfind('/') + 1); };
    while (!rest.empty() && !old.empty() && !is_in_code(mention_)) {
      const std::string_view part = last_part(rest), same = last_part(old);
      if (part.empty() != same.empty() || !reads_as(same, part)) break;
      kept.insert(0, same);
      rest.remove_suffix(part.size());
      old.remove_suffix(same.size());
      if (rest.empty() || old.empty()) break;
      kept.insert(0, "/");
      rest.remove_suffix(1);
      old.remove_suffix(1);
    }
    std::string out;
    if (is_in_code(mention_))
      out = rest;
    else if (mention_.link_form == markdown::LinkForm::html)
      out = workspace::percent_encode_attribute(rest);
    else if (angled_)
      out = workspace::percent_encode_angled(rest);
    else
      out = workspace::percent_encode_path(rest);
    if (!is_in_code(mention_) && encodes_beyond_ascii(written_))
      out = workspace::percent_encode_beyond_ascii(out);
    out += kept;
    if (query != std::string::npos) out += written_.substr(query);
    return out;
  }

  const Workspace& workspace_;
  const Document& document_;
  const plan::Mention& mention_;
  const MentionedFile& file_;
  std::string written_;
  bool angled_ = false;
};

// What does not follow, for whoever looks at the change.
void left_out(Change& change, const std::string& what) {
  change.notes.front().description += "; " + what;
}

// Whether a path in code would still be read as one.
bool reads_as_code(const plan::Mention& mention, const std::string& path,
                   const std::string& fragment) {
  const std::string whole = mention.has_fragment ? path + "#" + fragment : path;
  if (path.find('#') != std::string::npos) return false;
  if (mention.form == MentionForm::code_path) return plan::looks_like_path(whole);
  const std::string box = "\u2502 \u2192 " + whole + " \u2502";
  const std::vector<Span> found = plan::find_box_paths(box);
  return found.size() == 1 && found.front().of(box) == whole;
}

// Whether a code span can say a path at all, though it is not read as one then: `a b.md`.
bool fits_in_code(const plan::Mention& mention, const std::string& path) {
  return mention.form == MentionForm::code_path && path.find_first_of("`|") == std::string::npos;
}

// `@docs/guide.md` of a guide, in its own spelling; what leads nowhere stays as it is.
std::optional<ChangeEdit> follow_import(const Workspace& workspace, const Document& document,
                                        const std::vector<FileMove>& moves,
                                        const plan::ChapterFacts& facts, const plan::Import& import,
                                        std::uint32_t base) {
  if (import.target.starts_with('~') || import.target.starts_with('/')) return std::nullopt;
  const std::string_view folder = workspace::directory_of(document.path);
  const std::string old = workspace::join(folder, import.target);
  const bool there = workspace.summary(old) != nullptr ||
                     (workspace.disk != nullptr && workspace.disk->look &&
                      workspace.disk->look(old).existence == workspace::Existence::file);
  const std::string now = moved_path(old, moves);
  const std::string home(workspace::directory_of(moved_path(document.path, moves)));
  if (!there || workspace::join(home, import.target) == now) return std::nullopt;
  const std::string written = facts.text(import.path);
  std::string path = workspace::relative_to(now, home);
  if (written.starts_with("./") && !path.starts_with("../")) path = "./" + path;
  std::string spelt;
  for (const char c : path) spelt += c == ' ' ? "\\ " : std::string(1, c);
  const std::size_t fragment = written.find('#');
  if (fragment != std::string::npos) spelt += written.substr(fragment);
  return ChangeEdit{document.path, import.path.shifted(base), std::move(spelt), 0};
}

void follow(const Workspace& workspace, const Document& document,
            const std::vector<FileMove>& moves, const WikiMove& wiki, Change& change) {
  const std::string home = moved_path(document.path, moves);
  std::vector<ChangeEdit> edits;
  for (const plan::PlacedChapter& chapter : document.plan->chapters) {
    for (const plan::Import& import : chapter.facts->imports)
      if (auto edit =
              follow_import(workspace, document, moves, *chapter.facts, import, chapter.offset))
        edits.push_back(std::move(*edit));
    for (const plan::Mention& mention : chapter.facts->mentions) {
      if (mention.placeholder || mention.path.empty()) continue;
      if (mention.wiki) {
        if (auto edit = follow_wiki(wiki, document, *chapter.facts, mention, chapter.offset))
          edits.push_back(std::move(*edit));
        continue;
      }
      const bool reference = mention.form == MentionForm::link && !mention.label_key.empty();
      if (reference) continue;  // its definition says where it leads
      const auto file = mentioned_file(workspace, document, mention);
      if (!file) continue;
      const PathSpelling spelling(workspace, document, mention, *file, chapter.offset);
      auto path = spelling.after(moves, home);
      if (!path) continue;
      const std::string fragment = chapter.facts->text(mention.fragment);
      if (!is_in_code(mention) || reads_as_code(mention, *path, fragment)) {
        edits.push_back({document.path, mention.path.shifted(chapter.offset), std::move(*path), 0});
        continue;
      }
      // Code stays code: it says the new name, and leads nowhere from then on.
      const bool fits = fits_in_code(mention, *path);
      if (fits)
        edits.push_back({document.path, mention.path.shifted(chapter.offset), std::move(*path), 0});
      const std::string_view what =
          fits ? "says the new name in code, where it is no path that can be followed"
               : "keeps the path in code, where the new one could not be read";
      left_out(change, fmt::format("{} {}: {}", workspace::basename_of(document.path), what,
                                   mention.target));
    }
  }
  std::sort(edits.begin(), edits.end(),
            [](const ChangeEdit& a, const ChangeEdit& b) { return a.span.begin < b.span.begin; });
  std::vector<rules::Edit> made;
  for (const ChangeEdit& edit : edits) made.push_back({"", edit.span, edit.text});
  for (rules::Edit& edit : border_edits(document, made))
    edits.push_back({document.path, edit.span, std::move(edit.text), 0});
  std::stable_sort(edits.begin(), edits.end(), [](const ChangeEdit& a, const ChangeEdit& b) {
    return a.span.begin < b.span.begin;
  });
  // A path in code within a link's own text is one place that two mentions speak of.
  for (ChangeEdit& edit : edits) {
    const bool again = !change.edits.empty() && change.edits.back().path == edit.path &&
                       change.edits.back().span.end > edit.span.begin;
    if (!again) change.edits.push_back(std::move(edit));
  }
}

// Documents that may name in code what is no document: no index knows of that.
void add_naming(const Workspace& workspace, const std::vector<FileMove>& moves,
                std::map<std::string, DocumentPtr, std::less<>>& documents) {
  std::vector<std::string> names;
  for (const FileMove& move : moves)
    if (!workspace::is_markdown(move.from)) names.emplace_back(workspace::basename_of(move.from));
  if (names.empty()) return;
  const auto may = [&](std::string_view path, std::string_view bytes) {
    return documents.find(path) == documents.end() &&
           std::any_of(names.begin(), names.end(), [&](const std::string& name) {
             return bytes.find(name) != std::string_view::npos;
           });
  };
  each_document_with(workspace, may, [&](const DocumentPtr& document) {
    documents.emplace(document->path, document);
  });
}

// Files that are no UTF-8 cannot be changed; those that seem to link to what moves are named.
void note_unread(const Workspace& workspace, const std::vector<FileMove>& moves, Change& change) {
  if (workspace.unread == nullptr || !workspace.disk || !workspace.disk->text) return;
  for (const std::string& path : *workspace.unread) {
    if (!workspace.is_inside(path)) continue;
    std::string bytes = workspace.disk->text(path);
    std::erase(bytes, '\0');  // UTF-16, of letters that everybody has
    const bool links = std::any_of(moves.begin(), moves.end(), [&](const FileMove& move) {
      const std::string name(workspace::basename_of(move.from));
      return bytes.find(name) != std::string::npos ||
             bytes.find(workspace::percent_encode_path(name)) != std::string::npos;
    });
    if (!links) continue;
    left_out(change,
             fmt::format("{} is not UTF-8 and keeps its links", workspace::basename_of(path)));
    change.notes.front().confirm = true;
  }
}

// A heading that a wiki link stands in says what the link says: who links to it follows.
void follow_headings(const Workspace& workspace,
                     const std::map<std::string, DocumentPtr, std::less<>>& documents,
                     Change& change) {
  std::vector<Respelling> places;
  for (const ChangeEdit& edit : change.edits) {
    const DocumentPtr& document = documents.at(edit.path);
    if (!document->plan->wiki_links) continue;
    const auto& anchors = document->summary->anchors;
    const auto holds = [&](const workspace::Anchor& anchor) {
      return anchor.level > 0 && anchor.place.span.contains(edit.span);
    };
    if (std::any_of(anchors.begin(), anchors.end(), holds))
      places.push_back({document, edit.span, edit.text, edit.text.find("](") != std::string::npos});
  }
  if (places.empty()) return;
  const auto outcome = respell(workspace, places, {});
  const auto* more = std::get_if<Change>(&outcome);
  if (more == nullptr) return;
  for (const ChangeEdit& edit : more->edits)
    change.edits.push_back({edit.path, edit.span, edit.text, 0});
  std::stable_sort(change.edits.begin(), change.edits.end(),
                   [](const ChangeEdit& a, const ChangeEdit& b) {
                     return std::tie(a.path, a.span.begin) < std::tie(b.path, b.span.begin);
                   });
  std::vector<ChangeEdit> apart;
  for (ChangeEdit& edit : change.edits) {
    const bool again = !apart.empty() && apart.back().path == edit.path &&
                       (apart.back().span.end > edit.span.begin || apart.back().span == edit.span);
    if (!again) apart.push_back(std::move(edit));
  }
  change.edits = std::move(apart);
}

}  // namespace

std::string moved_path(std::string_view path, const std::vector<FileMove>& moves) {
  const FileMove* closest = nullptr;  // the innermost that holds it
  for (const FileMove& move : moves) {
    const bool closer = closest == nullptr || move.from.size() > closest->from.size();
    if (closer && workspace::is_inside(path, move.from)) closest = &move;
  }
  if (closest == nullptr) return std::string(path);
  return closest->to + std::string(path.substr(closest->from.size()));
}

Change edits_for_moves(const Workspace& workspace, const std::vector<FileMove>& moves) {
  Change change;
  change.notes.push_back({"Links", "Links that follow what moves", false});
  const WikiMove wiki(workspace, moves);
  std::map<std::string, DocumentPtr, std::less<>> documents;
  each_summary(workspace, [&](const workspace::SummaryPtr& summary) {
    if (!is_moved(summary->path, moves) && !links_to_moved(workspace, *summary, moves) &&
        !wiki.concerns(*summary))
      return;
    if (DocumentPtr document = workspace.document(summary->path))
      documents.emplace(summary->path, std::move(document));
  });
  add_naming(workspace, moves, documents);
  for (const auto& [path, document] : documents) follow(workspace, *document, moves, wiki, change);
  follow_headings(workspace, documents, change);
  note_unread(workspace, moves, change);
  return change;
}

}  // namespace pland::features
