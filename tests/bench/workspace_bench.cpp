// A folder of plans read and remembered, as the server does it when it starts: beside reading the
// files and parsing each by md4c with empty callbacks. Wall time; the argument is how many threads
// there are. One thread is compared with one thread's yardstick.
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "analysis/features/workspace_symbols.h"
#include "analysis/workspace/index.h"
#include "server/files.h"
#include "tests/bench/beside.h"
#include "tests/support/sample_plans.h"

namespace {

using namespace pland;

constexpr std::size_t files = 1000;
constexpr std::size_t file_bytes = 10'000;

// The plans on disk, once; gone at the end of the program.
struct Folder {
  std::filesystem::path path;
  std::vector<server::Source> sources;
  std::size_t bytes = 0;

  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "pland-bench-XXXXXX").native();
    if (::mkdtemp(name.data()) == nullptr) return;
    path = name;
    for (const tests::SamplePlan& plan : tests::sample_workspace(files, file_bytes)) {
      const auto file = path / plan.name;
      std::filesystem::create_directories(file.parent_path());
      std::ofstream(file, std::ios::binary) << plan.text;
      sources.push_back({file.native(), {}, {}});
      bytes += plan.text.size();
    }
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path, ignored);
  }
};

const Folder& folder() {
  static const Folder made;
  return made;
}

double wall_seconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

void index_1000_files(benchmark::State& state) {
  const Folder& plans = folder();
  server::SummariseOptions options;
  options.jobs = static_cast<unsigned>(state.range(0));
  std::vector<double> times, yards;
  for (auto _ : state) {
    double start = wall_seconds();
    std::string text;
    for (const server::Source& source : plans.sources) {
      if (server::read_document(source.path, text)) state.SkipWithError("cannot read");
      bench::PlainMd4c{text}();
    }
    yards.push_back(wall_seconds() - start);
    start = wall_seconds();
    const server::Summarised found = server::summarise_all(plans.sources, options);
    const auto index = workspace::index_of(found.summaries, nullptr);
    times.push_back(wall_seconds() - start);
    benchmark::DoNotOptimize(index.get());
    state.SetIterationTime(times.back());
  }
  const double time = bench::median(times);
  state.counters["times_read_and_md4c"] = time / bench::median(yards);
  state.counters["files/s"] = static_cast<double>(files) / time;
  state.counters["MB/s"] = static_cast<double>(plans.bytes) / time / 1e6;
}
BENCHMARK(index_1000_files)
    ->ArgName("threads")
    ->Arg(1)
    ->Arg(2)
    ->UseManualTime()
    ->MinTime(1)
    ->Unit(benchmark::kMillisecond);

// The search over all that: what a client asks at each key.
void search_1000_files(benchmark::State& state, std::string_view query) {
  static const workspace::Workspace workspace = [] {
    workspace::Workspace made;
    made.files = server::summarise_all(folder().sources, {}).summaries;
    return made;
  }();
  rules::Settings settings;
  settings.today = {2026, 12, 1};
  std::size_t found = 0;
  for (auto _ : state) found = features::workspace_symbols(workspace, query, settings).size();
  state.counters["found"] = static_cast<double>(found);
}
BENCHMARK_CAPTURE(search_1000_files, words, "tide gauge")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(search_1000_files, initials, "tga")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(search_1000_files, nothing, "zzz")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(search_1000_files, conditions, "kind:initiative status:open overdue")
    ->Unit(benchmark::kMillisecond);

}  // namespace
