// Opening a document, from its bytes to its findings, beside md4c with empty callbacks on the same
// bytes (`times_md4c`).
#include "analysis/rules/check.h"
#include "tests/bench/beside.h"
#include "tests/support/sample_plans.h"

namespace {

using namespace pland;

std::string text_of(const benchmark::State& state) {
  return tests::sample_roadmap(static_cast<std::size_t>(state.range(0)) * 1000);
}

void md4c(benchmark::State& state) {
  const std::string text = text_of(state);
  const bench::PlainMd4c plain(text);
  bench::beside(state, text.size(), "md4c", plain, plain);
}
BENCHMARK(md4c)->Apply(bench::document_sizes);

void tree(benchmark::State& state) {
  const std::string text = text_of(state);
  bench::beside(
      state, text.size(), "md4c",
      [&] { benchmark::DoNotOptimize(markdown::Document::parse(text).size()); },
      bench::PlainMd4c(text));
}
BENCHMARK(tree)->Apply(bench::document_sizes);

void tree_and_facts(benchmark::State& state) {
  const std::string text = text_of(state);
  bench::beside(
      state, text.size(), "md4c",
      [&] {
        benchmark::DoNotOptimize(
            workspace::make_document("/ws/ROADMAP.md", 1, markdown::Document::parse(text)));
      },
      bench::PlainMd4c(text));
}
BENCHMARK(tree_and_facts)->Apply(bench::document_sizes);

void tree_facts_and_findings(benchmark::State& state) {
  const std::string text = text_of(state);
  tests::OpenPlan open;
  std::size_t found = 0;
  bench::beside(
      state, text.size(), "md4c",
      [&] {
        open.close();
        open.understand(markdown::Document::parse(text));
        found = open.judge().size();
      },
      bench::PlainMd4c(text));
  state.counters["findings"] = static_cast<double>(found);
}
BENCHMARK(tree_facts_and_findings)->Apply(bench::document_sizes);

}  // namespace
