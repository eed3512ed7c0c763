// What wiki links mean: which file `[[name]]` is, which heading `#Heading`, and how either is said
// in one.
//
// A file is looked for from the document's folder on, then from the workspace's root, each time
// with
// `.md` and without; then it is any file whose path ends so, the nearest by the folders between
// them, the first by its path among those as near. Letter case counts; only where nothing is found
// so, it does not, and the link is then to be corrected (link-case-mismatch). Nothing is decoded:
// what stands there is the name.
//
// A heading is said by its text or by its anchor; `#A#B` is the B below A. Of `#^block` only the
// file is known.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/workspace/workspace.h"

namespace pland::workspace {

// The files that there are: as the workspace has them, or as they will be after a move.
struct FileNames {
  std::function<bool(const std::string& path)> is_file;
  // Paths whose last part is the name, without regard to case; any order.
  std::function<std::vector<std::string>(const std::string& name)> named;
};
FileNames file_names(const Workspace& workspace);  // looks into the workspace

// Where a wiki link stands: what its path counts from.
struct WikiHome {
  std::string_view path;  // of the document
  std::string_view root;  // of the workspace's folder that holds it; empty: none
};

// The file that a path as written means, letter case included.
std::optional<std::string> find_wiki_file(const FileNames& names, WikiHome home,
                                          std::string_view written);
// How a link at `home` says a file: the shortest that leads there, of its name and its path from
// the root on or from the document. Without `.md`, unless `with_extension`. None where nothing
// does, as of a file with `#` in its name.
std::optional<std::string> spell_wiki_file(const FileNames& names, WikiHome home,
                                           std::string_view path, bool with_extension);
bool says_extension(std::string_view written);  // `name.md`

// Of a destination as written, `path#heading`.
Target resolve_wiki(const Workspace& workspace, const Document& document,
                    std::string_view destination);
std::string_view path_of_wiki(std::string_view destination);

// The headings that a fragment names, from the outermost that it says to the one that it leads to;
// empty where it leads nowhere. The last is what its anchor leads to, be that an id.
struct WikiHeading {
  const Anchor* anchor = nullptr;
  std::string_view written;  // its part of the fragment; a title may have a `#` of its own
};
std::vector<WikiHeading> find_wiki_headings(const Summary& summary, std::string_view fragment);
const Anchor* find_wiki_heading(const Summary& summary, std::string_view fragment);
// Of `A#B` the B; of a heading that is not there `Part #1` is one, as nobody writes `A #B`.
std::string_view last_wiki_part(std::string_view fragment);
// How a link says an anchor: its title, else its slug; none where neither leads there.
// `written_as_slug`: the slug first.
std::optional<std::string> spell_wiki_heading(const Summary& summary, const Anchor& anchor,
                                              bool written_as_slug);

// How a summary's targets say a wiki link's path: no file is called so.
std::string wiki_target(std::string_view path_written);
// The path in such a target; none for another one.
std::optional<std::string_view> wiki_path(std::string_view target);
// What a written path and the path of the file that it means have in common: the last part without
// `.md`, without regard to case.
std::string wiki_key(std::string_view path);

}  // namespace pland::workspace
