#include "server/git.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fmt/format.h>
#include <set>
#include <utility>

#include "analysis/text/unicode.h"
#include "server/child.h"

namespace pland::server {
namespace {

namespace fs = std::filesystem;

ChildResult git(const std::string& folder, std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "git");
  return run_child(arguments, folder, {{"LC_ALL", "C"}, {"GIT_OPTIONAL_LOCKS", "0"}});
}

std::string first_line(std::string_view text) {
  return std::string(text::trim(text.substr(0, text.find('\n'))));
}

// Why Git did not do it, in its own words.
std::string complaint(const ChildResult& result) {
  if (!result.started) return fmt::format("git cannot be run: {}", result.problem);
  std::string line = first_line(result.err);
  for (const std::string_view prefix : {"fatal: ", "error: "}) {
    if (line.starts_with(prefix)) line.erase(0, prefix.size());
  }
  return line.empty() ? fmt::format("git ended with {}", result.exit_code) : "git: " + line;
}

// A name as `git diff` writes it: in quotes, with C's escapes, where it has such characters.
std::string unquoted(std::string_view name) {
  if (name.ends_with('\t')) name.remove_suffix(1);  // behind a name with spaces
  if (name.size() < 2 || !name.starts_with('"') || !name.ends_with('"')) return std::string(name);
  name = name.substr(1, name.size() - 2);
  std::string out;
  for (std::size_t at = 0; at < name.size(); ++at) {
    if (name[at] != '\\' || at + 1 >= name.size()) {
      out += name[at];
      continue;
    }
    const char c = name[++at];
    constexpr std::string_view from = "abtnvfr", to = "\a\b\t\n\v\f\r";
    if (const auto known = from.find(c); known != std::string_view::npos) {
      out += to[known];
    } else if (c >= '0' && c <= '7') {
      unsigned byte = 0;
      std::size_t digits = 0;
      for (; digits < 3 && at < name.size() && name[at] >= '0' && name[at] <= '7'; ++digits, ++at)
        byte = byte * 8 + static_cast<unsigned>(name[at] - '0');
      --at;
      out += static_cast<char>(byte);
    } else {
      out += c;
    }
  }
  return out;
}

struct Hunk {
  std::uint32_t old_count = 1;
  std::uint32_t new_first = 0;
  std::uint32_t new_count = 1;
};

// "@@ -12,3 +14,0 @@ …"; a count that is left out is one.
std::optional<Hunk> read_hunk(std::string_view line) {
  const char* at = line.data();
  const char* end = at + line.size();
  auto number = [&](std::uint32_t& out) {
    const auto [next, error] = std::from_chars(at, end, out);
    const bool read = error == std::errc();
    if (read) at = next;
    return read;
  };
  auto skip = [&](std::string_view what) {
    const bool there = std::string_view(at, static_cast<std::size_t>(end - at)).starts_with(what);
    if (there) at += what.size();
    return there;
  };
  Hunk hunk;
  std::uint32_t old_first = 0;
  if (!skip("@@ -") || !number(old_first)) return std::nullopt;
  if (skip(",") && !number(hunk.old_count)) return std::nullopt;
  if (!skip(" +") || !number(hunk.new_first)) return std::nullopt;
  if (skip(",") && !number(hunk.new_count)) return std::nullopt;
  return skip(" @@") ? std::optional(hunk) : std::nullopt;
}

LineRange range_of(const Hunk& hunk) {
  if (hunk.new_count > 0) return {hunk.new_first, hunk.new_first + hunk.new_count - 1};
  return {std::max(1U, hunk.new_first), hunk.new_first + 1};
}

}  // namespace

bool ChangedLines::meet(std::uint32_t first, std::uint32_t last) const {
  return whole || std::any_of(ranges.begin(), ranges.end(), [&](const LineRange& range) {
           return range.first <= last && first <= range.last;
         });
}

std::map<std::string, ChangedLines> read_diff(std::string_view diff) {
  std::map<std::string, ChangedLines> files;
  ChangedLines* file = nullptr;
  bool is_new = false;
  std::size_t skip = 0;  // lines of the hunk that are to come, which may look like anything
  while (!diff.empty()) {
    const std::size_t end = std::min(diff.find('\n'), diff.size());
    const std::string_view line = diff.substr(0, end);
    diff.remove_prefix(std::min(end + 1, diff.size()));
    if (skip > 0) {
      if (!line.starts_with('\\')) --skip;
    } else if (line.starts_with("diff --git ")) {
      file = nullptr;
      is_new = false;
    } else if (line.starts_with("new file mode")) {
      is_new = true;
    } else if (line.starts_with("+++ ")) {
      const std::string name = unquoted(line.substr(4));
      if (!name.starts_with("b/")) continue;  // /dev/null: the file is gone
      file = &files[name.substr(2)];
      file->whole = is_new;
    } else if (const auto hunk = read_hunk(line); hunk && file != nullptr) {
      file->ranges.push_back(range_of(*hunk));
      skip = hunk->old_count + hunk->new_count;
    }
  }
  return files;
}

std::optional<Changes> Changes::since(const std::string& revision,
                                      const std::vector<std::string>& folders,
                                      std::string& problem) {
  Changes changes;
  for (const std::string& folder : folders) {
    if (!changes.ask(revision, folder, problem)) return std::nullopt;
  }
  return changes;
}

bool Changes::ask(const std::string& revision, const std::string& folder, std::string& problem) {
  ChildResult result = git(folder, {"rev-parse", "--show-toplevel"});
  if (result.exit_code != 0) {
    problem = result.err.find("not a git repository") != std::string::npos
                  ? fmt::format("{} is in no Git repository", folder)
                  : complaint(result);
    return false;
  }
  std::string top = result.out;
  while (top.ends_with('\n')) top.pop_back();

  // Not a flag, whatever it looks like; from here on it is a hash.
  result =
      git(top, {"rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}"});
  if (result.exit_code != 0) {
    problem = fmt::format(
        "there is no revision \"{}\" in {}; in a shallow clone it has to be fetched first",
        revision, top);
    return false;
  }
  std::string base = first_line(result.out);
  if (result = git(top, {"merge-base", base, "HEAD"}); result.exit_code == 0) {
    base = first_line(result.out);
  }

  result = git(top, {"-c",
                     "core.quotePath=false",
                     "-c",
                     "diff.mnemonicPrefix=false",
                     "-c",
                     "diff.noprefix=false",
                     "diff",
                     "--no-color",
                     "--no-ext-diff",
                     "--no-textconv",
                     "--text",
                     "--unified=0",
                     "--inter-hunk-context=0",
                     "--find-renames",
                     "--src-prefix=a/",
                     "--dst-prefix=b/",
                     "--ignore-submodules",
                     "--no-relative",
                     base,
                     "--"});
  if (result.exit_code != 0) {
    problem = complaint(result);
    return false;
  }
  const std::string prefix = top.ends_with('/') ? top : top + '/';
  for (auto& [name, lines] : read_diff(result.out)) {
    files_.insert_or_assign(prefix + name, std::move(lines));
  }

  result = git(top, {"ls-files", "-z", "--cached", "--full-name"});
  if (result.exit_code != 0) {
    problem = complaint(result);
    return false;
  }
  std::string_view names = result.out;
  while (!names.empty()) {
    const std::size_t end = std::min(names.find('\0'), names.size());
    tracked_.insert(prefix + std::string(names.substr(0, end)));
    names.remove_prefix(std::min(end + 1, names.size()));
  }
  return true;
}

const ChangedLines* Changes::of(std::string_view path) const {
  static const ChangedLines all{true, {}};
  std::error_code error;
  const std::string real = fs::canonical(std::string(path), error).native();
  // What is not there was never committed: it is the text on stdin.
  if (error || !tracked_.contains(real)) return &all;
  const auto at = files_.find(real);
  return at == files_.end() ? nullptr : &at->second;
}

}  // namespace pland::server
