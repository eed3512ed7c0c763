#include "analysis/plan/path_words.h"

#include <algorithm>
#include <array>
#include <string>

#include "analysis/plan/reader.h"

namespace pland::plan {
namespace {

// The folder's name without the dot or underscore that sorts it apart.
bool is_folder_of(std::string_view folder, const auto& names) {
  while (!folder.empty() && (folder.front() == '.' || folder.front() == '_'))
    folder.remove_prefix(1);
  return std::find(names.begin(), names.end(), folder) != names.end();
}

}  // namespace

PathWords path_words(std::string_view path) {
  constexpr std::array<std::string_view, 8> to_copy = {"template",  "templates", "boilerplate",
                                                       "skeletons", "example",   "examples",
                                                       "sample",    "samples"};
  constexpr std::array<std::string_view, 5> archives = {"archive", "archives", "archived",
                                                        "history", "attic"};
  std::string lower(path);
  std::transform(lower.begin(), lower.end(), lower.begin(), to_lower);
  std::string_view rest = lower;
  PathWords words;
  for (std::size_t slash = rest.find('/'); slash != std::string_view::npos;
       slash = rest.find('/')) {
    const std::string_view folder = rest.substr(0, slash);
    words.to_copy = words.to_copy || is_folder_of(folder, to_copy);
    words.archive = words.archive || is_folder_of(folder, archives);
    rest.remove_prefix(slash + 1);
  }
  words.to_copy = words.to_copy || rest.find("template") != std::string_view::npos;
  return words;
}

}  // namespace pland::plan
