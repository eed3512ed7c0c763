// The law of rename: after it every link that led somewhere leads to the same place, in every
// document, and not a byte outside the edits is another.
#include <algorithm>
#include <array>
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <map>
#include <random>

#include "analysis/features/definition.h"
#include "analysis/features/move_files.h"
#include "analysis/features/rename.h"
#include "analysis/workspace/path.h"
#include "tests/support/fixture.h"

namespace pland::tests {
namespace {

using Files = std::vector<FixtureFile>;
struct Random {
  std::minstd_rand engine;
  explicit Random(unsigned seed) : engine(seed + 1) {}
  unsigned operator()() { return static_cast<unsigned>(engine() >> 4); }
};

template <typename T, std::size_t N>
const T& any_of(Random& random, const std::array<T, N>& all) {
  return all[random() % N];
}

constexpr std::array<std::string_view, 14> titles = {
    "Gauges",       "Gauges",   "gauges",          "Gauges 1",         "Gauges-1",
    "🚧 Gauges",     "Über Öl",  "`code` & *more*", "Q1 2027 (Jan)",    "A [b](c) d",
    "Theme 1: Ice", "日本の港", "x_y__z",          "Ends with emoji ✅"};
constexpr std::array<std::string_view, 9> names = {
    "ROADMAP.md",       "docs/a.md",      "docs/a b.md", "docs/deep/c(1).md", "über.md", "100%.md",
    "docs/deep/a#b.md", "docs/img/p.png", "q?.md"};

// A link to `target` as somebody in `from` may write it.
std::string written(Random& random, std::string_view from, std::string_view target,
                    std::string fragment) {
  std::string path;
  if (target != from || random() % 3 == 0) {
    const std::string_view folder = workspace::directory_of(from);
    const std::string relative = workspace::relative_to(
        path_in_root(target), folder.empty() ? path_in_root("") : path_in_root(folder));
    switch (random() % 4) {
      case 0:
        path = "/" + workspace::percent_encode_path(target);
        break;
      case 1:
        path = "./" + workspace::percent_encode_path(relative);
        break;
      default:
        path = workspace::percent_encode_path(relative);
    }
  }
  if (!fragment.empty()) path += "#" + fragment;
  if (path.empty()) path = "#";
  return path;
}

std::string link(Random& random, const std::string& destination, unsigned number) {
  switch (random() % 6) {
    case 0:
      return fmt::format("[text](<{}> \"title\")", destination);
    case 1:
      return fmt::format("![image]({})", destination);
    case 2:
      return fmt::format("[Gauges]({})", destination);
    case 3:
      return fmt::format("[one][d{}]\n\n[d{}]: {}\n", number, number, destination);
    case 4:
      return fmt::format("| a | [cell]({}) |\n|---|---|\n| b | c |\n", destination);
    default:
      return fmt::format("[text]({})", destination);
  }
}

// A wiki link to `target`, by its name or a path, and by a heading's text or anchor.
std::string wiki_link(Random& random, std::string_view from, const FixtureFile& target,
                      const workspace::Summary* summary) {
  std::string path;
  const std::string_view folder = workspace::directory_of(from);
  switch (random() % 4) {
    case 0:
      path = workspace::relative_to(path_in_root(target.name),
                                    folder.empty() ? path_in_root("") : path_in_root(folder));
      break;
    case 1:
      path = target.name;
      break;
    default:
      path = workspace::basename_of(target.name);
  }
  if (path.ends_with(".md") && random() % 4 != 0) path.resize(path.size() - 3);
  std::string heading;
  if (summary != nullptr && !summary->anchors.empty() && random() % 3 != 0) {
    const auto& anchors = summary->anchors;
    const auto said = [&](const workspace::Anchor& anchor) {
      const bool by_title = anchor.level > 0 && random() % 4 != 0;
      return std::string(by_title ? anchor.title : anchor.slug);
    };
    const std::size_t index = random() % anchors.size();
    heading = "#" + said(anchors[index]);
    if (index > 0 && anchors[index - 1].level < anchors[index].level && random() % 2 == 0)
      heading = "#" + said(anchors[index - 1]) + heading;
    if (random() % 3 == 0 && target.name == from) path.clear();
  }
  if (path.empty() && heading.empty()) path = "nothing";
  const std::string_view shown = random() % 3 == 0 ? "|Gauges" : "";
  if (random() % 6 == 0)
    return fmt::format("| a | [[{}{}{}{}]] |\n|---|---|\n| b | c |\n", path, heading,
                       shown.empty() ? "" : "\\", shown);
  return fmt::format("{}[[{}{}{}]]", random() % 8 == 0 ? "!" : "", path, heading, shown);
}

constexpr std::array<std::string_view, 9> wiki_names = {
    "ROADMAP.md", "a.md",           "docs/a.md", "docs/deep/a.md",   "docs/b c.md",
    "x/b c.md",   "docs/img/p.png", "x/p.png",   "docs/deep/v1.2.md"};

constexpr std::array<std::string_view, 4> linking_titles = {"Up [[a]]", "[[docs/a|A]] first",
                                                            "See [[#Gauges]]", "[[b c#Gauges]]"};

Files random_files(Random& random, bool wiki = false) {
  Files files;
  for (const std::string_view name : wiki ? wiki_names : names) {
    if (random() % 4 == 0 && name != "ROADMAP.md") continue;
    FixtureFile file{std::string(name), {}};
    if (name.ends_with(".png")) {
      file.text = "png";
    } else {
      for (unsigned i = 0, count = 1 + random() % 6; i < count; ++i) {
        if (random() % 5 == 0) file.text += "<a id=\"gauges\"></a>\n\n";
        std::string title(any_of(random, titles));
        // A heading that a link stands in is called by what it says.
        if (wiki && random() % 5 == 0) title = any_of(random, linking_titles);
        file.text += std::string(1 + random() % 3, '#') + " " + title + "\n\n";
      }
    }
    files.push_back(std::move(file));
  }
  // Then the links, to what is there and to what is not.
  const workspace::Workspace bare = make_workspace(files);
  for (FixtureFile& file : files) {
    if (file.name.ends_with(".png")) continue;
    for (unsigned i = 0, count = random() % 8; i < count; ++i) {
      const FixtureFile& target = files[random() % files.size()];
      std::string fragment;
      if (const auto summary = bare.summary(target.path());
          summary != nullptr && random() % 4 != 0) {
        fragment = summary->anchors[random() % summary->anchors.size()].slug;
        if (random() % 6 == 0) fragment = "gone";
      }
      if (wiki && random() % 4 != 0) {
        const auto summary = bare.summary(target.path());
        file.text += wiki_link(random, file.name, target, summary.get()) + "\n\n";
        continue;
      }
      file.text += link(random, written(random, file.name, target.name, fragment), i) + "\n\n";
    }
    if (random() % 3 == 0) {
      std::string crlf;
      for (const char c : file.text) crlf += c == '\n' ? "\r\n" : std::string(1, c);
      file.text = std::move(crlf);
    }
  }
  return files;
}

// Where every mention of every document leads: "docs/a.md 3" for its fourth anchor. Files are named
// as they will be after the moves.
std::map<std::string, std::vector<std::string>> leads(
    const workspace::Workspace& workspace, const std::vector<features::FileMove>& moves) {
  std::map<std::string, std::vector<std::string>> out;
  for (const auto& [path, document] : workspace.open) {
    auto& list = out[features::moved_path(path, moves)];
    for (const plan::PlacedChapter& chapter : document->plan->chapters) {
      for (const plan::Mention& mention : chapter.facts->mentions) {
        const auto file = features::mentioned_file(workspace, *document, mention);
        if (!file) {
          list.emplace_back("nowhere");
          continue;
        }
        std::string place = features::moved_path(file->target.path, moves);
        const auto summary = workspace.summary(file->target.path);
        const workspace::Anchor* anchor =
            summary == nullptr ? nullptr : summary->anchor(file->target.fragment);
        if (anchor != nullptr) place += fmt::format(" {}", anchor - summary->anchors.data());
        list.push_back(std::move(place));
      }
    }
  }
  return out;
}

// The files after a change. That only the edits' spans differ holds by the way it is made.
Files changed(const Files& files, const features::Change& change,
              const std::vector<features::FileMove>& moves) {
  Files out;
  for (FixtureFile file : files) {
    std::vector<features::ChangeEdit> edits;
    for (const auto& edit : change.edits)
      if (edit.path == file.path()) edits.push_back(edit);
    for (std::size_t i = 1; i < edits.size(); ++i)
      CHECK(edits[i - 1].span.end <= edits[i].span.begin);
    for (auto edit = edits.rbegin(); edit != edits.rend(); ++edit)
      file.text.replace(edit->span.begin, edit->span.size(), edit->text);
    file.name = name_in_root(features::moved_path(file.path(), moves));
    out.push_back(std::move(file));
  }
  return out;
}

std::string shown(const Files& files) {
  std::string out;
  for (const FixtureFile& file : files) out += "//- " + file.name + "\n" + file.text;
  return out;
}

// What led somewhere leads there; what led nowhere is nobody's business.
void check_same(const Files& before, const Files& after,
                const std::vector<features::FileMove>& moves, const plan::Declared& declared = {}) {
  const auto old_leads = leads(make_workspace(before, true, declared), moves);
  const auto new_leads = leads(make_workspace(after, true, declared), {});
  const std::string before_text = shown(before), after_text = shown(after);
  CAPTURE(before_text);
  CAPTURE(after_text);
  REQUIRE(old_leads.size() == new_leads.size());
  for (const auto& entry : old_leads) {
    const std::string& path = entry.first;
    const std::vector<std::string>& list = entry.second;
    const auto& now = new_leads.at(path);
    REQUIRE(list.size() == now.size());
    for (std::size_t i = 0; i < list.size(); ++i) {
      if (list[i] == "nowhere") continue;
      // A heading that a wiki link asked for in vain may be there now.
      if (declared.wiki_links && now[i].starts_with(list[i] + " ")) continue;
      CAPTURE(path);
      CAPTURE(i);
      REQUIRE(list[i] == now[i]);
    }
  }
}

TEST_CASE("every link leads where it led after any heading was renamed") {
  unsigned done = 0;
  for (unsigned seed = 0; seed < 400; ++seed) {
    Random random(seed);
    const Files files = random_files(random);
    const workspace::Workspace workspace = make_workspace(files, random() % 2 == 0);
    const FixtureFile& file = files.front();
    const workspace::DocumentPtr document = workspace.document(file.path());
    const auto& anchors = document->summary->anchors;
    const workspace::Anchor& anchor = anchors[random() % anchors.size()];
    std::string name(any_of(random, titles));
    if (name.find('[') != std::string::npos) name = "Free";  // a title may bring links of its own
    if (anchor.title == "A b d") continue;                   // … and takes it along
    CAPTURE(seed);
    const auto outcome = features::rename(workspace, document, anchor.place.span.begin, name);
    const auto* change = std::get_if<features::Change>(&outcome);
    if (change == nullptr) continue;
    ++done;
    check_same(files, changed(files, *change, {}), {});
  }
  CHECK(done > 250);
}

TEST_CASE("every link leads where it led after any file or folder was moved") {
  for (unsigned seed = 0; seed < 400; ++seed) {
    Random random(seed);
    const Files files = random_files(random);
    std::vector<features::FileMove> moves;
    if (random() % 3 == 0) {
      moves.push_back({path_in_root("docs"), path_in_root(random() % 2 ? "new docs" : "x/y")});
    } else {
      static constexpr std::array<std::string_view, 5> places = {"n.md", "x/n.md", "docs/n [1].md",
                                                                 "docs/deep/ö.md", "x/y/100%25.md"};
      const FixtureFile& file = files[random() % files.size()];
      if (file.name.ends_with(".png")) continue;
      moves.push_back({file.path(), path_in_root(any_of(random, places))});
    }
    CAPTURE(seed);
    const features::Change change =
        features::edits_for_moves(make_workspace(files, random() % 2 == 0), moves);
    check_same(files, changed(files, change, moves), moves);
  }
}

TEST_CASE("every wiki link leads where it led after any heading was renamed") {
  unsigned done = 0, edits = 0;
  for (unsigned seed = 0; seed < 600; ++seed) {
    Random random(seed);
    const Files files = random_files(random, true);
    const workspace::Workspace workspace =
        make_workspace(files, random() % 2 == 0, with_wiki_links);
    const FixtureFile& file = files[random() % 2 == 0 ? 0 : random() % files.size()];
    if (file.name.ends_with(".png")) continue;
    const workspace::DocumentPtr document = workspace.document(file.path());
    const auto& anchors = document->summary->anchors;
    const workspace::Anchor& anchor = anchors[random() % anchors.size()];
    std::string name(any_of(random, titles));
    if (name.find("](") != std::string::npos) name = "Free #1 | [x]";
    if (anchor.title == "A b d") continue;
    // … and a link within the old name goes with it.
    if (document->text.text(anchor.place.span).find("[[") != std::string::npos) continue;
    CAPTURE(seed);
    const auto outcome = features::rename(workspace, document, anchor.place.span.begin, name);
    const auto* change = std::get_if<features::Change>(&outcome);
    // A heading that begins with a link names that: its file is renamed then.
    if (change == nullptr || !change->moves.empty()) continue;
    ++done;
    for (const features::ChangeEdit& edit : change->edits) edits += edit.note == 1 ? 1 : 0;
    check_same(files, changed(files, *change, {}), {}, with_wiki_links);
  }
  CHECK(done > 300);
  CHECK(edits > 200);
}

TEST_CASE("every wiki link leads where it led after any file or folder was moved") {
  std::size_t edits = 0;
  for (unsigned seed = 0; seed < 800; ++seed) {
    Random random(seed);
    const Files files = random_files(random, true);
    std::vector<features::FileMove> moves;
    static constexpr std::array<std::string_view, 3> folders = {"new docs", "x/y", "x/deep"};
    // Not "a#b.md": where no wiki link can say a name, the link becomes another one, and a heading
    // that it stands in has another anchor.
    static constexpr std::array<std::string_view, 7> places = {
        "n.md",   "x/n.md",         "docs/n (1).md", "x/a.md", "docs/deep/b c.md",
        "y/a.md", "docs/ROADMAP.md"};
    const FixtureFile& file = files[random() % files.size()];
    std::string place(any_of(random, places));
    if (file.name.ends_with(".png")) place = "docs/deep/p.png";
    const bool taken = std::any_of(files.begin(), files.end(),
                                   [&](const FixtureFile& one) { return one.name == place; });
    if (random() % 3 == 0)
      moves.push_back({path_in_root("docs"), path_in_root(any_of(random, folders))});
    else if (!taken)
      moves.push_back({file.path(), path_in_root(place)});
    CAPTURE(seed);
    const features::Change change =
        features::edits_for_moves(make_workspace(files, random() % 2 == 0, with_wiki_links), moves);
    edits += change.edits.size();
    check_same(files, changed(files, change, moves), moves, with_wiki_links);
  }
  CHECK(edits > 300);
}

}  // namespace
}  // namespace pland::tests
