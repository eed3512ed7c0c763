// How much the rules say about real documents: prints every finding and counts them by rule.
//   noise DATE FOLDER...          each folder is a workspace
//   noise DATE --index FILE.tsv   each file that a table names (file, repository, path in it, …) is
//                                 a workspace of its own, under its path in its repository; links
//                                 to files are not judged there, because they are not at hand
// DATE is the day to judge by. Findings of `information` and `hint` are printed too; with `--all`
// behind the date, those of rules that are off unless selected as well.
#define DOCTEST_CONFIG_IMPLEMENT
#include <chrono>
#include <cstdio>
#include <doctest/doctest.h>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "analysis/rules/check.h"
#include "analysis/rules/report.h"
#include "tests/support/fixture.h"

namespace {

using namespace pland;
namespace fs = std::filesystem;

std::string read(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

struct Totals {
  std::map<std::string, std::map<std::string, std::size_t>> findings;  // rule → severity → count
  std::map<std::string, std::size_t> files;  // rule → files that have it
  std::size_t documents = 0;
  double seconds = 0;
};

void judge_all(const std::vector<tests::FixtureFile>& files, std::string_view shown,
               const rules::Settings& settings, const rules::Selection& selection, Totals& totals) {
  const auto start = std::chrono::steady_clock::now();
  const workspace::Workspace workspace = tests::make_workspace(files);
  for (const auto& [path, document] : workspace.open) {
    ++totals.documents;
    const auto verdict = rules::judge(workspace, *document, settings, selection, nullptr);
    const std::string text = document->text.text();
    std::map<std::string, bool> seen;
    for (const rules::Finding& finding : rules::findings(*document, verdict, selection)) {
      const std::string rule(finding.rule->name);
      fmt::print("{}{}:{}: {}: {}: {}\n", shown, tests::name_in_root(path),
                 tests::line_and_column(text, finding.span.begin), rules::name(finding.severity),
                 rule, finding.message);
      ++totals.findings[rule][std::string(rules::name(finding.severity))];
      if (!seen[rule]) ++totals.files[rule];
      seen[rule] = true;
    }
  }
  totals.seconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

std::vector<tests::FixtureFile> files_below(const fs::path& folder) {
  std::vector<tests::FixtureFile> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    const std::string name = fs::relative(entry.path(), folder).generic_string();
    if (!entry.is_regular_file() || name.starts_with(".git/")) continue;
    files.push_back({name, read(entry.path())});
  }
  return files;
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 3) return 2;
  rules::Settings settings;
  const auto today = plan::first_date(arguments[1]);
  if (!today) return 2;
  settings.today = today->date;
  Totals totals;
  rules::Selection selection;
  int first = 2;
  if (std::string_view(arguments[first]) == "--all") {
    selection.select.push_back("all");
    if (++first == count) return 2;
  }
  if (std::string_view(arguments[first]) == "--index" && count > first + 1) {
    selection.ignore = {"broken-file-link", "broken-import", "dead-path-mention"};
    const fs::path index = arguments[first + 1];
    std::ifstream lines(index);
    std::string line;
    std::getline(lines, line);  // the table's head
    while (std::getline(lines, line)) {
      std::vector<std::string> cells;
      for (std::size_t at = 0; at <= line.size();) {
        const auto tab = std::min(line.find('\t', at), line.size());
        cells.push_back(line.substr(at, tab - at));
        at = tab + 1;
      }
      if (cells.size() < 3) continue;
      judge_all({{cells[2], read(index.parent_path() / cells[0])}}, cells[0] + " = ", settings,
                selection, totals);
    }
  } else {
    for (int i = first; i < count; ++i)
      judge_all(files_below(arguments[i]), std::string(arguments[i]) + "/", settings, selection,
                totals);
  }
  fmt::print("\n{} documents, {:.2f} s\n", totals.documents, totals.seconds);
  for (const auto& [rule, severities] : totals.findings) {
    fmt::print("{:<24}", rule);
    for (const auto& [severity, number] : severities) fmt::print(" {} {}", number, severity);
    fmt::print(" in {} files\n", totals.files[rule]);
  }
}
