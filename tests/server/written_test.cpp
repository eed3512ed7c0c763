// What a client is told is what was written before, as long as that is still true: after each edit
// it must be the text that a server writes which sees the document for the first time.
#include "server/written.h"

#include <doctest/doctest.h>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/plan/date.h"
#include "protocol/codec.h"
#include "tests/support/fixture.h"

namespace {

using namespace pland;

constexpr std::string_view harbours =
    "# Roadmap\n\nSee [the map](map.md).\n\n"
    "## Q1 2025: Alerts \U0001F30A\n\n### Initiatives\n\n- [] Alerts by text\n\n"
    "## Q2 2025: Gauges\n\n**Status**: In progress\n\n\U0001F30A\U0001F30A by 2027-02-30\n\n"
    "## Q1 2027: Tides\n\n**Success Metrics**:\n- 400 skippers have alerts\n\n"
    "## Q2 2027: Winds\n\n**Success Metrics**:\n- 20 harbours report\n\n"
    "## Q3 2027: Nets\n\nWords.\n\nSee [there](#nowhere).";

struct Told {
  std::string text;
  std::string id;
};

struct Kept {
  explicit Kept(std::string_view text, text::Encoding encoding_)
      : workspace(tests::make_workspace(
            std::vector<tests::FixtureFile>{{"docs/ROADMAP.md", std::string(text)}})),
        document(workspace.open.begin()->second),
        encoding(encoding_) {
    client.diagnostic_related_information = true;
  }

  void edit(std::string_view old, std::string_view next) {
    const std::string text = document->text.text({0, document->text.size()});
    const auto at = static_cast<std::uint32_t>(text.find(old));
    REQUIRE(at < text.size());
    document = workspace::make_document(
        document->path, 2,
        document->text.edit({at, at + static_cast<std::uint32_t>(old.size())}, std::string(next)),
        {}, document.get());
    workspace.open.begin()->second = document;
  }

  static Told of(const server::WrittenReport& report) {
    return {protocol::to_json(report.items()), report.result_id()};
  }
  Told tell() {
    rules::Settings settings;
    settings.today = plan::first_date("2026-11-24")->date;
    const server::Edge edge{&workspace, &client, encoding};
    verdict = rules::judge(workspace, *document, settings, {}, verdict.get());
    report = rules::report(*document, verdict, {}, report.get());
    last = written;
    written = server::write_report(edge, *document, *report, &last);
    const auto fresh = rules::judge(workspace, *document, settings, {}, nullptr);
    const auto must = of(server::write_report(
        edge, *document, *rules::report(*document, fresh, {}, nullptr), nullptr));
    const Told told = of(written);
    CHECK(told.text == must.text);
    CHECK(told.id == must.id);
    return told;
  }
  // How many chapters' texts are the very ones of the report before.
  std::size_t used_again() const {
    std::set<const std::string*> old;
    for (const auto& chapter : last.chapters) old.insert(chapter.text.get());
    std::size_t count = 0;
    for (const auto& chapter : written.chapters) count += old.count(chapter.text.get());
    return count;
  }

  workspace::Workspace workspace;
  workspace::DocumentPtr document;
  protocol::ClientCapabilities client;
  text::Encoding encoding;
  rules::VerdictPtr verdict;
  rules::DocumentReportPtr report;
  server::WrittenReport written, last;
};

// Prose below every heading: sections are chapters only where they are long enough.
std::string in_chapters(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size() - 1) + 1;
    const std::string_view line = text.substr(at, end - at);
    out += line;
    at = end;
    if (!line.starts_with('#')) continue;
    out += '\n';
    for (int i = 0; i < 40; ++i)
      out += "Words of harbours and gauges, of tides and of quays, number " + std::to_string(i) +
             " of them.\n";
  }
  return out;
}

}  // namespace

TEST_CASE("what was written stands as long as it is true") {
  for (const text::Encoding encoding :
       {text::Encoding::utf8, text::Encoding::utf16, text::Encoding::utf32}) {
    CAPTURE(text::name(encoding));
    Kept kept(in_chapters(harbours), encoding);
    const Told first = kept.tell();
    REQUIRE(kept.written.chapters.size() >= 2);
    for (const std::string_view rule : {"past-period-open", "malformed-checkbox", "impossible-date",
                                        "missing-metrics", "broken-anchor", "relatedInformation"})
      CHECK_MESSAGE(first.text.find(rule) != std::string::npos, rule);

    // Asked again, and typed where no line moves: the id tells whether anything else did.
    CHECK(kept.tell().id == first.id);
    CHECK(kept.used_again() + 2 >= kept.written.chapters.size());
    kept.edit("400 skippers", "4000 skippers");
    CHECK(kept.tell().id == first.id);
    CHECK(kept.used_again() + 2 >= kept.written.chapters.size());
    // A line more in front: all of it is elsewhere, and not what it was.
    kept.edit("See [the map]", "Words.\n\nSee [the map]");
    CHECK(kept.tell().id != first.id);
    kept.edit("Words.\n\nSee [the map]", "See [the map]");
    const Told again = kept.tell();
    CHECK(again.id == kept.tell().id);

    // As many bytes, but other columns; a sibling that moves in its line; lines that change.
    kept.edit("\U0001F30A\U0001F30A by", "wave\U0001F30A by");
    kept.tell();
    kept.edit("**Success Metrics**:\n- 20", "**Success  Metrics**:\n- 20");
    kept.tell();
    kept.edit("Words.\n", "More words\r\n");
    kept.tell();
    kept.edit("(#nowhere).", "(#nowhere)");
    kept.tell();
    kept.edit("(#nowhere)", "(#nowhere)\n\n## End\n\n- [] it\n");
    kept.tell();
    kept.edit("\n## Q2 2025", "\n<!-- pland-ignore-next-line time -->\n## Q2 2025");
    kept.tell();
    kept.edit("2027-02-30", "2027-02-20");
    kept.tell();
  }
}

TEST_CASE("nothing to tell is an empty list") {
  Kept kept("# Harbours\n", text::Encoding::utf16);
  CHECK(kept.tell().text == "[]");
  kept.edit("# Harbours\n", "- [] it\n");
  CHECK(kept.tell().text != "[]");
  kept.edit("- [] it\n", "");
  CHECK(kept.tell().text == "[]");
}
