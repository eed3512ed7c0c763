// JSON of the two messages that are large: a report of 1,000 diagnostics going out, beside
// nlohmann's dump of the same (`times_nlohmann`), and a document of 1 MB coming in, beside a parse
// of it by md4c with empty callbacks.
#include <nlohmann/json.hpp>

#include "protocol/codec.h"
#include "protocol/message.h"
#include "protocol/methods.h"
#include "server/convert.h"
#include "tests/bench/beside.h"
#include "tests/support/sample_plans.h"

namespace {

using namespace pland;

// Real findings of a plan full of faults, as the server writes them.
std::vector<protocol::Diagnostic> thousand_diagnostics() {
  std::string text = "# Roadmap\n\n";
  for (int i = 0; i < 500; ++i)
    text += "- [] Order \"spare\" parts\n- See [the archive](gone/archive.md)\n\n";
  tests::OpenPlan open;
  open.understand(markdown::Document::parse(text));
  protocol::ClientCapabilities client;
  const server::Edge edge{&open.workspace, &client, text::Encoding::utf16};
  std::vector<protocol::Diagnostic> out;
  for (const rules::Finding& finding : open.judge())
    out.push_back(edge.diagnostic(*open.document, finding));
  while (!out.empty() && out.size() < 1000) {
    const std::size_t missing = 1000 - out.size();
    for (std::size_t i = 0, n = std::min(missing, out.size()); i < n; ++i) out.push_back(out[i]);
  }
  out.resize(1000);
  return out;
}

void encode_1000_diagnostics(benchmark::State& state) {
  const std::vector<protocol::Diagnostic> report = thousand_diagnostics();
  const std::string json = protocol::to_json(report);
  const nlohmann::json tree = nlohmann::json::parse(json);
  bench::beside(
      state, json.size(), "nlohmann",
      [&] { benchmark::DoNotOptimize(protocol::to_json(report).size()); },
      [&] { benchmark::DoNotOptimize(tree.dump().size()); });
  state.counters["bytes"] = static_cast<double>(json.size());
}
BENCHMARK(encode_1000_diagnostics)->UseManualTime()->Unit(benchmark::kMicrosecond);

void decode_open_of_1_MB(benchmark::State& state) {
  const std::string text = tests::sample_roadmap(1'000'000);
  protocol::DidOpenTextDocumentParams params;
  params.textDocument.uri = "file:///ws/ROADMAP.md";
  params.textDocument.languageId = "markdown";
  params.textDocument.version = 1;
  params.textDocument.text = text;
  const std::string body = R"({"jsonrpc":"2.0","method":"textDocument/didOpen","params":)" +
                           protocol::to_json(params) + "}";
  bench::beside(
      state, body.size(), "md4c",
      [&] {
        const auto message = protocol::read_message(body);
        protocol::DidOpenTextDocumentParams out;
        if (const auto* said = std::get_if<protocol::Notification>(&message))
          (void)protocol::decode(said->params.root("params"), out);
        benchmark::DoNotOptimize(out.textDocument.text.size());
      },
      bench::PlainMd4c(text));
}
BENCHMARK(decode_open_of_1_MB)->UseManualTime()->Unit(benchmark::kMicrosecond);

}  // namespace
