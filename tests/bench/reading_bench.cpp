// What an editor asks for by itself while somebody reads or types: semantic tokens (all of them,
// and what one letter changed), folds, and the steps of a selection.
#include <random>

#include "analysis/features/folding.h"
#include "analysis/features/selection.h"
#include "server/token_list.h"
#include "tests/bench/beside.h"
#include "tests/support/sample_plans.h"

namespace {

using namespace pland;

workspace::DocumentPtr opened(std::size_t kilobytes) {
  return workspace::make_document(
      "/ws/ROADMAP.md", 1, markdown::Document::parse(tests::sample_roadmap(kilobytes * 1000)));
}

void all_tokens(benchmark::State& state) {
  const auto document = opened(static_cast<std::size_t>(state.range(0)));
  std::size_t tokens = 0;
  for (auto _ : state) {
    const auto list = server::make_token_list(*document, text::Encoding::utf16, nullptr);
    tokens = server::numbers_of(*list).size() / 5;
    benchmark::DoNotOptimize(tokens);
  }
  state.counters["tokens"] = static_cast<double>(tokens);
}

// Of one letter, without the edit itself.
void changed_tokens(benchmark::State& state) {
  auto document = opened(static_cast<std::size_t>(state.range(0)));
  auto list = server::make_token_list(*document, text::Encoding::utf16, nullptr);
  std::mt19937_64 random(7);
  std::uint32_t at = 0;
  bool there = false;  // the letter
  std::vector<double> times;
  for (auto _ : state) {
    if (!there) at = static_cast<std::uint32_t>(random() % document->text.size());
    document = workspace::make_document(
        document->path, 2, document->text.edit({at, there ? at + 1 : at}, there ? "" : "e"), {},
        document.get());
    there = !there;
    times.push_back(bench::seconds_of([&] {
      auto next = server::make_token_list(*document, text::Encoding::utf16, list.get());
      benchmark::DoNotOptimize(server::token_edit(*list, *next));
      list = std::move(next);
    }));
    state.SetIterationTime(times.back());
  }
  state.counters["p50_us"] = bench::median(times) * 1e6;
  state.counters["p99_us"] = bench::percentile(times, 0.99) * 1e6;
}

void all_folds(benchmark::State& state) {
  const auto document = opened(static_cast<std::size_t>(state.range(0)));
  std::size_t folds = 0;
  for (auto _ : state) folds = features::folds(*document, true).size();
  state.counters["folds"] = static_cast<double>(folds);
}

void one_selection(benchmark::State& state) {
  const auto document = opened(static_cast<std::size_t>(state.range(0)));
  for (auto _ : state)
    benchmark::DoNotOptimize(features::selections(*document, {document->text.size() / 2}));
}

BENCHMARK(all_tokens)->Arg(20)->Arg(1000)->Unit(benchmark::kMillisecond);
BENCHMARK(changed_tokens)->Arg(20)->Arg(1000)->UseManualTime()->Iterations(2000);
BENCHMARK(all_folds)->Arg(20)->Arg(1000)->Unit(benchmark::kMillisecond);
BENCHMARK(one_selection)->Arg(20)->Arg(1000)->Unit(benchmark::kMicrosecond);

}  // namespace
