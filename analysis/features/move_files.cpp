#include "analysis/features/move_files.h"

#include <algorithm>
#include <map>

#include "analysis/features/definition.h"
#include "analysis/features/naming.h"
#include "analysis/workspace/path.h"

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

// Whether a document links to anything that moves. Its targets are sorted.
bool links_to_moved(const workspace::Summary& summary, const std::vector<FileMove>& moves) {
  return std::any_of(moves.begin(), moves.end(), [&](const FileMove& move) {
    const auto& targets = summary.targets;
    auto at = std::lower_bound(targets.begin(), targets.end(), move.from);
    for (; at != targets.end() && at->starts_with(move.from); ++at)
      if (workspace::is_inside(*at, move.from)) return true;
    return false;
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
class Respelling {
 public:
  Respelling(const Workspace& workspace, const Document& document, const plan::Mention& mention,
             std::uint32_t base)
      : workspace_(workspace), document_(document), mention_(mention) {
    const Span path = mention.path.shifted(base);
    written_ = document.text.text(path);
    angled_ = path.begin > 0 && document.text.text({path.begin - 1, path.begin}) == "<";
  }

  // The path that leads to `target` once the document is at `home`; none where the one that is
  // there does so already.
  std::optional<std::string> for_target(const std::string& target, const std::string& home) const {
    const std::string_view root = workspace_.root_of(home);
    const bool absolute = written_.starts_with('/');
    const bool code = is_in_code(mention_);
    const auto leads = [&](const Target& seen) { return seen.path == target; };
    if (!absolute && leads(workspace::resolve(home, mention_.target))) return std::nullopt;
    if ((absolute || code) && !root.empty() &&
        leads(workspace::seen_from_root(root, mention_.target)))
      return std::nullopt;

    if (absolute) {
      if (root.empty() || !workspace::is_inside(target, root)) return std::nullopt;
      return spelt("/" + workspace::relative_to(target, root));
    }
    const bool from_root =
        code && !root.empty() &&
        workspace::resolve(document_.path, mention_.target).path != mentioned_path();
    std::string relative =
        workspace::relative_to(target, from_root ? root : workspace::directory_of(home));
    if (written_.starts_with("./") && !relative.starts_with("../")) relative = "./" + relative;
    return spelt(std::move(relative));
  }

 private:
  std::string mentioned_path() const {
    const auto file = mentioned_file(workspace_, document_, mention_);
    return file ? file->target.path : std::string();
  }

  // Whether a part of a destination, as written, names a file or folder.
  static bool reads_as(std::string_view written, std::string_view name) {
    return written.find_first_of("\\&") == std::string_view::npos &&
           workspace::percent_decode(written) == name;
  }

  std::string spelt(std::string path) const {
    const std::size_t query = written_.find('?');
    const std::string_view before = std::string_view(written_).substr(0, query);
    if (before.ends_with('/') && !path.ends_with('/')) path += '/';
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
  std::string written_;
  bool angled_ = false;
};

void follow(const Workspace& workspace, const Document& document,
            const std::vector<FileMove>& moves, Change& change) {
  const std::string home = moved_path(document.path, moves);
  std::vector<ChangeEdit> edits;
  for (const plan::PlacedChapter& chapter : document.plan->chapters) {
    for (const plan::Mention& mention : chapter.facts->mentions) {
      if (mention.placeholder || mention.path.empty()) continue;
      const bool reference = mention.form == MentionForm::link && !mention.label_key.empty();
      if (reference) continue;  // its definition says where it leads
      const auto file = mentioned_file(workspace, document, mention);
      if (!file || workspace::resolve(document, mention).kind == Target::Kind::external) continue;
      const std::string target = moved_path(file->target.path, moves);
      const Respelling respelling(workspace, document, mention, chapter.offset);
      if (auto path = respelling.for_target(target, home))
        edits.push_back({document.path, mention.path.shifted(chapter.offset), std::move(*path), 0});
    }
  }
  std::sort(edits.begin(), edits.end(),
            [](const ChangeEdit& a, const ChangeEdit& b) { return a.span.begin < b.span.begin; });
  // A path in code within a link's own text is one place that two mentions speak of.
  for (ChangeEdit& edit : edits) {
    const bool again = !change.edits.empty() && change.edits.back().path == edit.path &&
                       change.edits.back().span.end > edit.span.begin;
    if (!again) change.edits.push_back(std::move(edit));
  }
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
  std::map<std::string, DocumentPtr, std::less<>> documents;
  each_summary(workspace, [&](const workspace::SummaryPtr& summary) {
    if (!is_moved(summary->path, moves) && !links_to_moved(*summary, moves)) return;
    if (DocumentPtr document = workspace.document(summary->path))
      documents.emplace(summary->path, std::move(document));
  });
  for (const auto& [path, document] : documents) follow(workspace, *document, moves, change);
  return change;
}

}  // namespace pland::features
