// Random, hostile edits over real documents, one after the other: after each, what was derived step
// by step must be what a reading from scratch derives (see support/lockstep.h). Run it with
// PLAND_PARANOID unset: it compares by itself, and goes on where that would abort.
//
// The tree is compared after every edit; plan, summary, findings and the laws of places after every
// `--whole`th, because those take longer by an order. Every document starts anew some times, so
// that it does not drift into noise. The same seed gives the same storm.
//
// A mismatch is made small before it is told: one edit on the shortest text that still shows it,
// written as `TEXT‹removed⇒inserted›TEXT`.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/cost.h"
#include "tests/support/hostile_edits.h"

namespace {

using namespace pland;
using tests::Lockstep;
using tests::TextEdit;

std::string read(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string visible(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '\n')
      out += "\\n\n";
    else if (c == '\\')
      out += "\\\\";
    else if (byte < 0x20 || byte == 0x7f)
      out += fmt::format("\\x{:02x}", byte);
    else
      out += c;
  }
  return out;
}

// One edit of one text, in parts that can be cut independently.
struct Case {
  std::array<std::string, 4> parts;  // before, removed, behind, inserted

  static Case of(std::string_view text, const TextEdit& edit) {
    return {{std::string(text.substr(0, edit.span.begin)), std::string(edit.span.of(text)),
             std::string(text.substr(edit.span.end)), edit.text}};
  }
  std::string text() const { return parts[0] + parts[1] + parts[2]; }
  TextEdit edit() const {
    const auto begin = static_cast<std::uint32_t>(parts[0].size());
    return {{begin, begin + static_cast<std::uint32_t>(parts[1].size())}, parts[3]};
  }
};

struct Storm {
  std::string path;
  markdown::SegmentSizes sizes;

  // What is wrong after the edits, starting from a text that is read from scratch.
  std::string wrong(const std::string& text, const std::vector<TextEdit>& edits) const {
    Lockstep document(path, text, sizes);
    document.difference(tests::findings);  // so that there is a verdict to go on from
    for (const TextEdit& edit : edits) document.edit(edit);
    return check(document);
  }
  static std::string check(Lockstep& document) {
    std::string out = document.difference();
    if (out.empty()) out = tests::broken_place(document.document(), document.latest_findings());
    return out;
  }

  // Cuts pieces of halving length out of each part as long as something stays wrong.
  Case shrink(Case found) const {
    int trials = 4000;
    for (bool smaller = true; smaller && trials > 0;) {
      smaller = false;
      for (std::size_t i = 0; i < found.parts.size(); ++i) {
        for (std::size_t length = std::max<std::size_t>(found.parts[i].size(), 1); length > 0;
             length /= 2) {
          for (std::size_t at = 0; at < found.parts[i].size() && --trials > 0;) {
            Case tried = found;
            tried.parts[i].erase(at, length);
            if (wrong(tried.text(), {tried.edit()}).empty()) {
              at += length;
            } else {
              found = std::move(tried);
              smaller = true;
            }
          }
        }
      }
    }
    return found;
  }

  void tell(const std::string& start, const std::vector<TextEdit>& edits) const {
    // The latest state from which the rest of the edits goes wrong.
    std::vector<std::string> states = {start};
    for (const TextEdit& edit : edits) states.push_back(tests::applied(states.back(), edit));
    for (std::size_t from = edits.size(); from-- > 0;) {
      const std::vector<TextEdit> rest(edits.begin() + static_cast<std::ptrdiff_t>(from),
                                       edits.end());
      const std::string what = wrong(states[from], rest);
      if (what.empty()) continue;
      if (rest.size() > 1) {
        fmt::print("needs {} edits on this text: {}\n{}\n", rest.size(), what,
                   visible(states[from]));
        for (const TextEdit& edit : rest)
          fmt::print("  {}..{} ‹{}›\n", edit.span.begin, edit.span.end, visible(edit.text));
        return;
      }
      const Case small = shrink(Case::of(states[from], rest[0]));
      fmt::print("{}\n{}‹{}⇒{}›{}\n", wrong(small.text(), {small.edit()}), visible(small.parts[0]),
                 visible(small.parts[1]), visible(small.parts[3]), visible(small.parts[2]));
      return;
    }
    fmt::print("it does not happen again\n");
  }
};

}  // namespace

int main(int count, char** arguments) {
  CLI::App app("Random edits over the Markdown files of folders; see the head of the source.");
  std::vector<std::filesystem::path> folders;
  std::size_t edits = 1'000'000, whole = 10, most_failures = 5;
  double seconds = 0;
  std::uint64_t seed = 1;
  std::vector<std::size_t> smallest = {64, 512};
  app.add_option("FOLDER", folders)->required()->check(CLI::ExistingPath);
  app.add_option("--edits", edits, "How many in all")->capture_default_str();
  app.add_option("--seconds", seconds,
                 "Stop after so much processor time; 0: when all edits are done");
  app.add_option("--seed", seed)->capture_default_str();
  app.add_option("--whole", whole, "Compare everything after every so many edits; 0: the tree only")
      ->capture_default_str();
  app.add_option("--smallest", smallest,
                 "Smallest segments, in bytes, in turn: 512 as shipped, 64 for many boundaries")
      ->capture_default_str();
  app.add_option("--failures", most_failures, "Stop after so many")->capture_default_str();
  CLI11_PARSE(app, count, arguments);

  std::vector<std::filesystem::path> files;
  for (const auto& folder : folders) {
    if (std::filesystem::is_regular_file(folder)) files.push_back(folder);
    if (!std::filesystem::is_directory(folder)) continue;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
      if (entry.is_regular_file() && entry.path().extension() == ".md")
        files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  if (files.empty()) return fmt::print(stderr, "edit_storm: no Markdown files there\n"), 2;

  const double start = tests::thread_seconds();
  const auto passed = [start] { return tests::thread_seconds() - start; };
  constexpr std::size_t one_go = 40;  // edits before the document starts anew
  std::size_t done = 0, wholes = 0, failures = 0;
  double told = 0;
  for (std::size_t round = 0; done < edits && failures < most_failures; ++round) {
    if (seconds > 0 && passed() > seconds) break;
    if (passed() - told > 60) {
      told = passed();
      fmt::print(stderr, "{:.0f} s: {} edits, {} whole, {} mismatches\n", told, done, wholes,
                 failures);
    }
    // Which file, which sizes and which edits follow from seed and round alone.
    tests::HostileEdits random(seed * 1'000'003 + round);
    const auto& file = files[round % files.size()];
    const std::size_t size = smallest[(round / files.size()) % smallest.size()];
    const Storm storm{"/ws/" + file.filename().string(), {size, size * 4}};
    const std::string original = read(file);
    Lockstep document(storm.path, original, storm.sizes);
    std::vector<TextEdit> made;
    for (std::size_t i = 0; i < one_go && done < edits; ++i) {
      made.push_back(random.next(document.text()));
      document.edit(made.back());
      ++done;
      const bool all = whole > 0 && random.below(whole) == 0;
      wholes += all;
      const std::string what = all ? Storm::check(document) : document.difference(tests::trees);
      if (what.empty()) continue;
      ++failures;
      fmt::print("MISMATCH in {} (seed {}, round {}, edit {}, segments of {}): {}\n", file.string(),
                 seed, round, i, size, what);
      storm.tell(original, made);
      std::fflush(stdout);
      break;
    }
  }
  fmt::print(
      "{} edits on {} files in {:.0f} s: {} trees compared, {} times everything; {} mismatches\n",
      done, files.size(), passed(), done, wholes, failures);
  return failures == 0 ? 0 : 1;
}
