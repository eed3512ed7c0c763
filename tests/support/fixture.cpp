#include "tests/support/fixture.h"

#include <algorithm>
#include <cstdlib>
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <map>
#include <memory>
#include <set>
#include <utility>

#include "analysis/text/unicode.h"
#include "analysis/workspace/path.h"

namespace pland::tests {
namespace {

constexpr std::string_view cursor_mark = "<|>";
constexpr std::string_view open_mark = "<‹";
constexpr std::string_view close_mark = "›>";

[[noreturn]] void give_up(const std::string& message) {
  FAIL(message);
  std::abort();  // FAIL throws; this tells the compiler
}

bool is_label(std::string_view s) {
  return !s.empty() && std::all_of(s.begin(), s.end(), [](char c) {
    return ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z') || ('0' <= c && c <= '9') || c == '_' ||
           c == '-';
  });
}

// Takes the marks out of one file's text.
void read_file(Fixture& fixture, std::string name, std::string_view text) {
  std::string plain;
  std::vector<std::pair<std::string, std::uint32_t>> open;  // label, begin
  const auto here = [&] { return static_cast<std::uint32_t>(plain.size()); };
  while (!text.empty()) {
    if (text.starts_with(cursor_mark)) {
      if (fixture.cursor) give_up("a fixture has one cursor");
      fixture.cursor = FixtureCursor{name, here()};
      text.remove_prefix(cursor_mark.size());
    } else if (text.starts_with(open_mark)) {
      text.remove_prefix(open_mark.size());
      std::string label;
      const auto colon = text.find(':');
      if (colon != std::string_view::npos && is_label(text.substr(0, colon))) {
        label = text.substr(0, colon);
        text.remove_prefix(colon + 1);
        if (text.starts_with(' ')) text.remove_prefix(1);
      }
      open.emplace_back(std::move(label), here());
    } else if (text.starts_with(close_mark)) {
      if (open.empty()) give_up(fmt::format("{}: a span ends that never began", name));
      fixture.spans.push_back({open.back().first, name, {open.back().second, here()}});
      open.pop_back();
      text.remove_prefix(close_mark.size());
    } else {
      plain += text.front();
      text.remove_prefix(1);
    }
  }
  if (!open.empty()) give_up(fmt::format("{}: a span does not end", name));
  fixture.files.push_back({std::move(name), std::move(plain)});
}

// Everything on the disk: the files and the folders above them.
struct Files {
  std::map<std::string, std::string> texts;  // path → text
  std::set<std::string> folders;

  workspace::DiskEntry look(const std::string& asked) const {
    std::string path = asked;
    while (path.size() > 1 && path.back() == '/') path.pop_back();
    if (texts.contains(path)) return {workspace::Existence::file, path};
    if (folders.contains(path)) return {workspace::Existence::folder, path};
    const std::string folded = text::fold_case(path);
    for (const auto& [other, text] : texts)
      if (text::fold_case(other) == folded) return {workspace::Existence::missing, other};
    for (const std::string& other : folders)
      if (text::fold_case(other) == folded) return {workspace::Existence::missing, other};
    return {};
  }

  std::vector<std::string> named(const std::string& name) const {
    std::vector<std::string> out;
    const std::string folded = text::fold_case(name);
    for (const auto& [path, text] : texts)
      if (!workspace::is_markdown(path) && text::fold_case(workspace::basename_of(path)) == folded)
        out.push_back(path);
    return out;
  }

  std::vector<workspace::ListedName> list(const std::string& path) const {
    std::vector<workspace::ListedName> out;
    for (const auto& [file, text] : texts)
      if (workspace::directory_of(file) == path)
        out.push_back({std::string(workspace::basename_of(file)), false});
    for (const std::string& folder : folders)
      if (folder != path && workspace::directory_of(folder) == path)
        out.push_back({std::string(workspace::basename_of(folder)), true});
    return out;
  }
};

}  // namespace

std::string path_in_root(std::string_view name) { return workspace::join(root, name); }

std::string name_in_root(std::string_view path) {
  return path.starts_with(root) && path.size() > root.size()
             ? std::string(path.substr(root.size() + 1))
             : std::string(path);
}

std::string FixtureFile::path() const { return path_in_root(name); }
std::string FixtureCursor::path() const { return path_in_root(name); }

const FixtureFile& Fixture::file(std::string_view name) const {
  for (const FixtureFile& file : files)
    if (file.name == name) return file;
  give_up(fmt::format("the fixture has no file {}", name));
}

const FixtureCursor& Fixture::the_cursor() const {
  if (!cursor) give_up("the fixture has no cursor");
  return *cursor;
}

FixtureSpan Fixture::span(std::string_view label) const {
  for (const FixtureSpan& span : spans)
    if (span.label == label) return span;
  give_up(fmt::format("the fixture has no span {}", label));
}

Fixture parse_fixture(std::string_view text, std::string_view first) {
  Fixture fixture;
  std::string name(first);
  std::size_t begin = 0;  // of the current file's text
  bool named = false;
  for (std::size_t at = 0; at <= text.size();) {
    const auto newline = text.find('\n', at);
    const auto end = newline == std::string_view::npos ? text.size() : newline;
    std::string_view line = text.substr(at, end - at);
    if (line.starts_with("//- ")) {
      if (named || at > begin) read_file(fixture, name, text.substr(begin, at - begin));
      if (line.ends_with('\r')) line.remove_suffix(1);
      name = line.substr(4);
      named = true;
      begin = std::min(end + 1, text.size());
    }
    at = end + 1;
  }
  read_file(fixture, std::move(name), text.substr(begin));
  return fixture;
}

workspace::Workspace make_workspace(const Fixture& fixture, bool open_all,
                                    const plan::Declared& declared) {
  return make_workspace(fixture.files, open_all, declared);
}

namespace {

std::shared_ptr<const workspace::History> history_of(std::string_view log) {
  auto out = std::make_shared<workspace::History>();
  while (!log.empty()) {
    std::string_view line = log.substr(0, log.find('\n'));
    log.remove_prefix(std::min(log.size(), line.size() + 1));
    const auto word = [&line] {
      const std::string_view first = line.substr(0, line.find(' '));
      line.remove_prefix(std::min(line.size(), first.size() + 1));
      return std::string(first);
    };
    const auto day = plan::first_date(word());
    REQUIRE(day);
    const std::string id = word();
    const std::string path = workspace::join(root, word());
    (*out)[path] = {day->date, id, std::string(line)};
  }
  return out;
}

}  // namespace

workspace::Workspace make_workspace(const std::vector<FixtureFile>& files, bool open_all,
                                    const plan::Declared& declared) {
  auto disk = std::make_shared<Files>();
  disk->folders.insert(std::string(root));
  workspace::Workspace result;
  for (const FixtureFile& file : files) {
    if (file.name == ".git/log") {
      result.history = history_of(file.text);
      continue;
    }
    const std::string path = file.path();
    disk->texts[path] = file.text;
    for (auto folder = workspace::directory_of(path); folder.size() > root.size();
         folder = workspace::directory_of(folder)) {
      disk->folders.emplace(folder);
    }
  }

  result.roots = {std::string(root)};
  auto summaries = std::make_shared<std::map<std::string, workspace::SummaryPtr, std::less<>>>();
  for (const FixtureFile& file : files) {
    if (!workspace::is_markdown(file.path())) continue;
    auto document = workspace::make_document(file.path(), 1, markdown::Document::parse(file.text),
                                             declared, nullptr, root);
    (*summaries)[file.path()] = document->summary;
    if (open_all) result.open[file.path()] = std::move(document);
  }
  result.files = std::move(summaries);
  result.disk = std::make_shared<workspace::Disk>(workspace::Disk{
      [disk](const std::string& path) { return disk->look(path); },
      [disk, declared](const std::string& path) -> workspace::DocumentPtr {
        const auto found = disk->texts.find(path);
        if (found == disk->texts.end()) return nullptr;
        return workspace::make_document(path, 0, markdown::Document::parse(found->second), declared,
                                        nullptr, root);
      },
      [disk](const std::string& path) {
        const auto found = disk->texts.find(path);
        return found == disk->texts.end() ? std::string() : found->second;
      },
      [disk](const std::string& path) { return disk->list(path); },
      [disk](const std::string& name) { return disk->named(name); }});
  result.exports_revision = 1;
  return result;
}

std::string line_and_column(std::string_view text, std::uint32_t offset) {
  std::size_t line = 1, start = 0;
  for (std::size_t i = 0; i < offset && i < text.size(); ++i) {
    const bool crlf = text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n';
    if (text[i] == '\n' || (text[i] == '\r' && !crlf)) {
      ++line;
      start = i + 1;
    }
  }
  std::size_t column = 1;
  for (std::size_t i = start; i < offset && i < text.size(); ++column)
    i += text::decode(text, i).size;
  return fmt::format("{}:{}", line, column);
}

}  // namespace pland::tests
