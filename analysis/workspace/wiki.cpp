#include "analysis/workspace/wiki.h"

#include <algorithm>
#include <utility>

#include "analysis/plan/wiki_links.h"
#include "analysis/text/slug.h"
#include "analysis/text/unicode.h"
#include "analysis/workspace/path.h"

namespace pland::workspace {
namespace {

constexpr std::string_view extension = ".md";
constexpr std::string_view target_mark = "[[";
// Of how many anchors each is compared word by word. In a document that has more a heading is found
// by its exact text or its anchor alone, so that thousands of broken links stay cheap.
constexpr std::size_t most_compared = 500;

bool ends_in_extension(std::string_view path) {
  return path.size() > extension.size() &&
         text::lower(path.substr(path.size() - extension.size())) == extension;
}

// The path with `.md` first: `[[v1.2]]` is a note before it is a file without one.
std::vector<std::string> spellings(std::string_view written) {
  std::vector<std::string> out;
  if (!ends_in_extension(written)) out.push_back(std::string(written) + std::string(extension));
  out.emplace_back(written);
  return out;
}

// Whether a path ends in the parts of `tail`: "/ws/docs/a.md" in "docs/a.md".
bool ends_in_parts(std::string_view path, std::string_view tail) {
  return path.size() > tail.size() && path.ends_with(tail) &&
         path[path.size() - tail.size() - 1] == '/';
}

// How many folders one goes up and down to get from one to the other.
std::size_t steps_between(std::string_view path, std::string_view home) {
  const std::string way = relative_to(directory_of(path), directory_of(home));
  if (way == ".") return 0;
  return static_cast<std::size_t>(std::count(way.begin(), way.end(), '/')) + 1;
}

std::optional<std::string> nearest(std::vector<std::string> paths, WikiHome home) {
  if (paths.empty()) return std::nullopt;
  std::vector<std::pair<std::size_t, std::string>> by_distance;
  by_distance.reserve(paths.size());
  for (std::string& path : paths) {
    const std::size_t steps = steps_between(path, home.path);
    by_distance.emplace_back(steps, std::move(path));
  }
  return std::min_element(by_distance.begin(), by_distance.end())->second;
}

// A path without `..`, as it may be the end of another; empty where it is none.
std::string tail_of(std::string_view written) {
  std::string tail = join({}, written);
  return tail.starts_with("..") || tail.starts_with('/') ? std::string() : tail;
}

// The nearest file whose path ends in the written one, in the letters `same` says are the same.
template <typename Same>
std::optional<std::string> find_by_name(const FileNames& names, WikiHome home,
                                        std::string_view written, Same&& same) {
  for (const std::string& spelling : spellings(written)) {
    const std::string tail = tail_of(spelling);
    if (tail.empty()) continue;
    std::vector<std::string> found = names.named(std::string(basename_of(tail)));
    std::erase_if(found, [&](const std::string& path) { return !same(path, tail); });
    if (auto path = nearest(std::move(found), home)) return path;
  }
  return std::nullopt;
}

// Found without regard to case: the path in the letters that are written, so that whoever looks for
// it on disk sees what differs.
std::optional<std::string> find_in_other_case(const FileNames& names, WikiHome home,
                                              std::string_view written) {
  const auto same = [](std::string_view path, std::string_view tail) {
    return ends_in_parts(text::fold_case(path), text::fold_case(tail));
  };
  auto path = find_by_name(names, home, written, same);
  if (!path) return std::nullopt;
  std::string tail = tail_of(written);
  if (!ends_in_extension(tail) && ends_in_extension(*path)) tail += extension;
  if (tail.size() >= path->size()) return std::nullopt;  // its folded form is longer than itself
  path->replace(path->size() - tail.size(), tail.size(), tail);
  return path;
}

// Whether a name ends in an extension: `pier.png`, not `v1.2`.
bool says_its_kind(std::string_view written) {
  const std::string_view kind = extension_of(written);
  return kind.size() > 1 && kind.size() <= 9 && text::is_letter(text::decode(kind, 1).code) &&
         kind.find(' ') == std::string_view::npos;
}

// Where the file would be that somebody creates: beside the document, or from the root on where the
// folders are there.
std::string path_to_create(const Workspace& workspace, WikiHome home, std::string_view written) {
  const std::string spelling =
      says_its_kind(written) ? std::string(written) : spellings(written).front();
  const std::string beside = join(directory_of(home.path), spelling);
  if (home.root.empty()) return beside;
  const std::string from_root = join(home.root, spelling.substr(spelling.find_first_not_of('/')));
  if (written.starts_with('/')) return from_root;
  if (written.find('/') == std::string_view::npos || workspace.disk == nullptr ||
      !workspace.disk->look)
    return beside;
  const auto has_folder = [&](const std::string& path) {
    return workspace.disk->look(std::string(directory_of(path))).existence == Existence::folder;
  };
  return !has_folder(beside) && has_folder(from_root) ? from_root : beside;
}

// A heading's text as it is compared: words without the signs that a wiki link cannot hold.
std::string words_of(std::string_view title) {
  std::string out;
  for (const char c : title) {
    const bool sign = std::string_view("#|^:%[]\\ \t").find(c) != std::string_view::npos;
    if (!sign)
      out += c;
    else if (!out.empty() && out.back() != ' ')
      out += ' ';
  }
  if (out.ends_with(' ')) out.pop_back();
  return text::fold_case(out);
}

std::vector<std::string_view> parts_of(std::string_view fragment) {
  std::vector<std::string_view> out;
  while (true) {
    const std::size_t hash = fragment.find('#');
    if (const auto part = text::trim(fragment.substr(0, hash)); !part.empty()) out.push_back(part);
    if (hash == std::string_view::npos) return out;
    fragment.remove_prefix(hash + 1);
  }
}

using Anchors = std::vector<const Anchor*>;

// Headings by their text, the words alone where `loosely`.
class Part {
 public:
  Part(std::string_view written, bool loosely)
      : written_(written), words_(loosely ? words_of(written) : std::string()) {}

  bool names(const Anchor& anchor) const {
    if (anchor.level == 0) return false;
    if (anchor.title == written_ || anchor.slug == written_) return true;
    return !words_.empty() && words_of(anchor.title) == words_;
  }

 private:
  std::string_view written_;
  std::string words_;
};

struct NamedHeadings {
  Anchors anchors;
  std::vector<std::string_view> written;  // how each is said
};

// `A#B#C`: the first C below a B below an A.
Anchors find_nested(const Summary& summary, const std::vector<std::string_view>& written) {
  std::vector<Part> parts;
  for (const std::string_view part : written)
    parts.emplace_back(part, summary.anchors.size() <= most_compared);
  const auto& all = summary.anchors;
  for (std::size_t first = 0; first < all.size(); ++first) {
    if (!parts[0].names(all[first])) continue;
    Anchors found{&all[first]};
    for (std::size_t at = first + 1; at < all.size() && found.size() < parts.size(); ++at) {
      const bool below = all[at].level == 0 || all[at].level > found.back()->level;
      if (!below) break;
      if (parts[found.size()].names(all[at])) found.push_back(&all[at]);
    }
    if (found.size() == parts.size()) return found;
  }
  return {};
}

// A heading may have a hash in its own text: `Year#Part #1` is "Part #1" below "Year". So parts are
// taken together, as few as will do.
NamedHeadings find_nested(const Summary& summary, std::string_view fragment) {
  constexpr std::size_t most_hashes = 5;
  const std::vector<std::string_view> parts = parts_of(fragment);
  if (parts.size() < 2) return {};
  if (Anchors found = find_nested(summary, parts); !found.empty()) return {std::move(found), parts};
  const std::size_t hashes = parts.size() - 1;
  if (hashes > most_hashes || summary.anchors.size() > most_compared) return {};
  std::vector<std::vector<std::string_view>> ways;
  for (std::uint32_t joined = 1; joined + 1 < (1u << hashes);
       ++joined) {  // a bit: no parting there
    std::vector<std::string_view> way{parts.front()};
    for (std::size_t i = 0; i < hashes; ++i) {
      const std::string_view next = parts[i + 1];
      if ((joined >> i & 1u) == 0) {
        way.push_back(next);
        continue;
      }
      const char* begin = way.back().data();
      way.back() = {begin, static_cast<std::size_t>(next.data() + next.size() - begin)};
    }
    ways.push_back(std::move(way));
  }
  std::stable_sort(ways.begin(), ways.end(),
                   [](const auto& x, const auto& y) { return x.size() > y.size(); });
  for (auto& way : ways)
    if (Anchors found = find_nested(summary, way); !found.empty())
      return {std::move(found), std::move(way)};
  return {};
}

const Anchor* find_by_title(const Summary& summary, std::string_view title) {
  for (const Anchor& anchor : summary.anchors)
    if (anchor.level > 0 && anchor.title == title) return &anchor;
  return nullptr;
}

const Anchor* find_by_words(const Summary& summary, std::string_view written) {
  if (summary.anchors.size() > most_compared) return nullptr;
  const std::string words = words_of(written);
  if (words.empty()) return nullptr;
  for (const Anchor& anchor : summary.anchors)
    if (anchor.level > 0 && words_of(anchor.title) == words) return &anchor;
  return nullptr;
}

NamedHeadings headings_named(const Summary& summary, std::string_view fragment) {
  if (const Anchor* found = find_by_title(summary, fragment)) return {{found}, {fragment}};
  if (parts_of(fragment).empty()) return {};
  if (NamedHeadings found = find_nested(summary, fragment); !found.anchors.empty()) return found;
  for (const std::string& slug : {std::string(fragment), text::slug(fragment)})
    if (const Anchor* found = summary.anchor(slug)) return {{found}, {fragment}};
  if (const Anchor* found = find_by_words(summary, fragment)) return {{found}, {fragment}};
  return {};
}

}  // namespace

FileNames file_names(const Workspace& workspace) {
  FileNames out;
  out.is_file = [&workspace](const std::string& path) {
    if (workspace.summary(path) != nullptr) return true;
    return workspace.disk != nullptr && workspace.disk->look &&
           workspace.disk->look(path).existence == Existence::file;
  };
  out.named = [&workspace](const std::string& name) {
    std::vector<std::string> paths;
    for (const SummaryPtr& summary : named(workspace, name)) paths.push_back(summary->path);
    const bool elsewhere = !is_markdown(name) && !extension_of(name).empty();
    if (elsewhere && workspace.disk != nullptr && workspace.disk->named) {
      for (std::string& path : workspace.disk->named(name)) paths.push_back(std::move(path));
    }
    return paths;
  };
  return out;
}

std::optional<std::string> find_wiki_file(const FileNames& names, WikiHome home,
                                          std::string_view written) {
  written = text::trim(written);
  if (written.empty()) return std::nullopt;
  const std::size_t first = written.find_first_not_of('/');
  if (first == std::string_view::npos) return std::nullopt;
  const bool from_root = first > 0;
  for (const std::string_view folder :
       {from_root || !is_file(home.path) ? std::string_view() : directory_of(home.path),
        home.root}) {
    if (folder.empty()) continue;
    for (const std::string& spelling : spellings(written.substr(first))) {
      std::string path = join(folder, spelling);
      if (names.is_file(path)) return path;
    }
  }
  if (from_root) return std::nullopt;
  return find_by_name(names, home, written, ends_in_parts);
}

bool says_extension(std::string_view written) { return ends_in_extension(text::trim(written)); }

std::optional<std::string> spell_wiki_file(const FileNames& names, WikiHome home,
                                           std::string_view path, bool with_extension) {
  const bool note = path.ends_with(extension);
  std::vector<std::string> candidates;
  const auto add = [&](std::string_view candidate) {
    if (note && !with_extension)
      candidates.emplace_back(candidate.substr(0, candidate.size() - extension.size()));
    candidates.emplace_back(candidate);
  };
  if (is_file(home.path)) add(relative_to(path, directory_of(home.path)));
  if (!home.root.empty() && is_inside(path, home.root)) {
    const std::string from_root = relative_to(path, home.root);
    std::string_view rest = from_root;
    add(rest);
    for (std::size_t slash = rest.find('/'); slash != std::string_view::npos;
         slash = rest.find('/')) {
      rest.remove_prefix(slash + 1);
      add(rest);
    }
    candidates.push_back("/" + from_root);  // the last way to say it
  } else {
    add(basename_of(path));
  }
  std::stable_sort(candidates.begin(), candidates.end(),
                   [&](const std::string& a, const std::string& b) {
                     const bool long_a = a.starts_with('/'), long_b = b.starts_with('/');
                     return std::pair(long_a, a.size()) < std::pair(long_b, b.size());
                   });
  for (const std::string& candidate : candidates) {
    if (!plan::fits_in_wiki_link(candidate) || candidate.find('#') != std::string::npos) continue;
    if (find_wiki_file(names, home, candidate) == path) return candidate;
  }
  return std::nullopt;
}

std::string_view path_of_wiki(std::string_view destination) {
  return text::trim(destination.substr(0, destination.find('#')));
}

Target resolve_wiki(const Workspace& workspace, const Document& document,
                    std::string_view destination) {
  Target target;
  target.kind = Target::Kind::file;
  const std::string_view written = path_of_wiki(destination);
  target.path = document.path;
  if (!written.empty()) {
    const FileNames names = file_names(workspace);
    const WikiHome home{document.path, workspace.root_of(document.path)};
    auto found = find_wiki_file(names, home, written);
    if (!found) found = find_in_other_case(names, home, written);
    target.path = found ? std::move(*found) : path_to_create(workspace, home, written);
  }
  const std::size_t hash = destination.find('#');
  if (hash == std::string_view::npos) return target;
  const std::string_view fragment = text::trim(destination.substr(hash + 1));
  // Of blocks nothing is known.
  const std::vector<std::string_view> parts = parts_of(fragment);
  if (parts.empty() || parts.back().starts_with('^')) return target;
  target.has_fragment = true;
  const SummaryPtr summary =
      target.path == document.path ? document.summary : workspace.summary(target.path);
  const Anchor* anchor = summary == nullptr ? nullptr : find_wiki_heading(*summary, fragment);
  if (anchor != nullptr) {
    target.fragment = anchor->slug;
    return target;
  }
  // The anchor of the heading that is not there, which must be no other's.
  target.fragment = text::slug(last_wiki_part(fragment));
  if (target.fragment.empty() ||
      (summary != nullptr && summary->anchor(target.fragment) != nullptr))
    target.fragment = text::slug(fragment);
  if (target.fragment.empty()) target.fragment = fragment;
  return target;
}

std::vector<WikiHeading> find_wiki_headings(const Summary& summary, std::string_view fragment) {
  NamedHeadings found = headings_named(summary, text::trim(fragment));
  if (!found.anchors.empty()) found.anchors.back() = summary.anchor(found.anchors.back()->slug);
  if (found.anchors.empty() || found.anchors.back() == nullptr) return {};  // without an anchor
  std::vector<WikiHeading> out;
  for (std::size_t i = 0; i < found.anchors.size(); ++i)
    out.push_back({found.anchors[i], found.written[i]});
  return out;
}

const Anchor* find_wiki_heading(const Summary& summary, std::string_view fragment) {
  const std::vector<WikiHeading> found = find_wiki_headings(summary, fragment);
  return found.empty() ? nullptr : found.back().anchor;
}

std::string_view last_wiki_part(std::string_view fragment) {
  for (std::size_t hash = fragment.rfind('#'); hash != std::string_view::npos && hash > 0;
       hash = fragment.rfind('#', hash - 1)) {
    if (fragment[hash - 1] != ' ') return text::trim(fragment.substr(hash + 1));
  }
  return text::trim(fragment.starts_with('#') ? fragment.substr(1) : fragment);
}

std::optional<std::string> spell_wiki_heading(const Summary& summary, const Anchor& anchor,
                                              bool written_as_slug) {
  std::string title(anchor.title), slug(anchor.slug), words;
  for (const char c : title) words += std::string_view("#|[]^\\").find(c) == words.npos ? c : ' ';
  words = text::trim(words);
  if (written_as_slug) std::swap(title, slug);
  for (const std::string& candidate : {title, slug, words}) {
    if (plan::fits_in_wiki_link(candidate) && find_wiki_heading(summary, candidate) == &anchor)
      return candidate;
  }
  return std::nullopt;
}

std::string wiki_target(std::string_view path_written) {
  return std::string(target_mark) + std::string(path_written);
}

std::optional<std::string_view> wiki_path(std::string_view target) {
  if (!target.starts_with(target_mark)) return std::nullopt;
  return target.substr(target_mark.size());
}

std::string wiki_key(std::string_view path) {
  std::string_view name = basename_of(path);
  if (ends_in_extension(name)) name.remove_suffix(extension.size());
  return text::fold_case(name);
}

}  // namespace pland::workspace
