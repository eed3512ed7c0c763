// One letter typed or deleted at a random place: what it costs until the tree stands (text, line
// index and tree), until the plan does (facts, outline, summary), and until the findings do.
// `p50_us` and `p99_us` are of single keystrokes; `md4c_by_p50` says how many keystrokes fit into
// one parse of the whole text by md4c with empty callbacks, `open_by_p50` how many into opening
// the document anew at the same depth.
#include <random>

#include "analysis/rules/check.h"
#include "tests/bench/beside.h"
#include "tests/support/sample_plans.h"

namespace {

using namespace pland;

enum class Depth { tree, facts, findings };

void type(benchmark::State& state, Depth depth) {
  const std::string text = tests::sample_roadmap(static_cast<std::size_t>(state.range(0)) * 1000);
  const auto follow = [depth](tests::OpenPlan& open) {
    if (depth == Depth::findings) benchmark::DoNotOptimize(open.judge().size());
  };

  const bench::PlainMd4c plain(text);
  std::vector<double> yards, opens;
  for (int i = 0; i < 5; ++i) {
    yards.push_back(bench::seconds_of(plain));
    tests::OpenPlan open;
    opens.push_back(bench::seconds_of([&] {
      auto parsed = markdown::Document::parse(text);
      if (depth == Depth::tree) return;
      open.understand(std::move(parsed));
      follow(open);
    }));
  }

  tests::OpenPlan open;
  open.understand(markdown::Document::parse(text));
  follow(open);
  markdown::Document tree = open.document->text;
  const auto replace = [&](Span span, std::string_view by) {
    if (depth == Depth::tree) {
      tree = tree.edit(span, by);
      return;
    }
    open.understand(open.document->text.edit(span, by));
    follow(open);
  };
  std::mt19937_64 random(7);
  std::vector<double> times;
  std::uint32_t at = 0;
  bool there = false;  // the letter
  for (auto _ : state) {
    if (!there) at = static_cast<std::uint32_t>(random() % text.size());
    const Span span{at, there ? at + 1 : at};
    times.push_back(bench::seconds_of([&] { replace(span, there ? "" : "e"); }));
    there = !there;
    state.SetIterationTime(times.back());
  }
  const double p50 = bench::median(times);
  state.counters["p50_us"] = p50 * 1e6;
  state.counters["p99_us"] = bench::percentile(times, 0.99) * 1e6;
  state.counters["md4c_by_p50"] = bench::median(yards) / p50;
  state.counters["open_by_p50"] = bench::median(opens) / p50;
}

void to_tree(benchmark::State& state) { type(state, Depth::tree); }
void to_facts(benchmark::State& state) { type(state, Depth::facts); }
void to_findings(benchmark::State& state) { type(state, Depth::findings); }
BENCHMARK(to_tree)->Apply(bench::document_sizes);
BENCHMARK(to_facts)->Apply(bench::document_sizes);
BENCHMARK(to_findings)->Apply(bench::document_sizes);

}  // namespace
