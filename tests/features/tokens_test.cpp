#include "analysis/features/tokens.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "tests/features/check.h"
#include "tests/support/hostile_edits.h"
#include "tests/support/pathological.h"

namespace pland::tests {
namespace {

using features::Token;
using features::TokenKind;

std::string_view name(TokenKind kind) {
  switch (kind) {
    case TokenKind::placeholder:
      return "placeholder";
    case TokenKind::label:
      return "label";
    case TokenKind::status:
      return "status";
    case TokenKind::date:
      return "date";
    case TokenKind::period:
      return "period";
    case TokenKind::quantity:
      return "quantity";
    case TokenKind::owner:
      return "owner";
    case TokenKind::id:
      return "id";
  }
  return "?";
}

// "kind+traits text", a line each; the laws are checked on the way.
std::string tokens(const workspace::Document& document) {
  std::string out;
  std::uint32_t end = 0;
  for (const plan::PlacedChapter& chapter : document.plan->chapters) {
    for (const Token& token : features::tokens(*chapter.facts)) {
      const Span span = token.span.shifted(chapter.offset);
      const std::string text = document.text.text(span);
      CAPTURE(text);
      REQUIRE(span.begin >= end);
      REQUIRE_FALSE(span.empty());
      REQUIRE(span.end <= chapter.offset + chapter.facts->chapter->bytes);
      REQUIRE(text.find_first_of("\r\n") == std::string::npos);
      REQUIRE((text.front() != ' ' && text.back() != ' '));
      end = span.end;
      out += fmt::format("{}{}{}{}{} {}\n", name(token.kind),
                         token.traits & features::token_declares ? "+own" : "",
                         token.traits & features::token_settled ? "+settled" : "",
                         token.traits & features::token_ongoing ? "+ongoing" : "",
                         token.traits & features::token_gone ? "+gone" : "", text);
    }
  }
  return out;
}
std::string tokens(std::string_view fixture) { return tokens(*make_world(fixture).document); }

TEST_CASE("periods and dates, in headings and in prose") {
  CHECK(
      tokens("# Roadmap\n\n## Milestones\n\n### Q1 2027: Trust\n\nAfter 2027-03-01 and by Q2 2027, "
             "not `2027-01-01`, [2027-02-02](a.md) or ~~2027-04-04~~.\n") ==
      "period+own Q1 2027\ndate 2027-03-01\nperiod Q2 2027\ndate+gone 2027-04-04\n");
  CHECK(tokens("# Plan\n\n## Phase 3: Nets\n\nPhase 2 is over.\n") == "period+own Phase 3\n");
}

TEST_CASE("fields: label, status, owner, identifier") {
  CHECK(tokens("# Roadmap\n\n## Initiatives\n\n### TEN-3: Skipper alerts\n\n"
               "- **Status**: In progress\n- **Owner**: Dana Reed, Kim & TBD\n"
               "- **Depends on**: TEN-1, Partner API and ABC-22\n- **Date:** 2026-11-02\n") ==
        "id+own TEN-3\nlabel Status\nstatus+ongoing In progress\nlabel Owner\n"
        "owner Dana Reed\nowner Kim\nplaceholder TBD\nlabel Depends on\nid TEN-1\nid ABC-22\n"
        "label Date\ndate 2026-11-02\n");
  CHECK(tokens("# Plan\n\n**Status**: Done\n") == "label Status\nstatus+settled Done\n");
}

TEST_CASE("statuses of titles, and what is struck") {
  CHECK(tokens("# Roadmap\n\n## Milestones\n\n### Q1 2027: Trust ✅\n\n### ~~Q2 2027: Nets~~\n\n"
               "## Initiatives\n\n- **Alerts** [WIP]\n- [x] **Boxes** (cancelled)\n") ==
        "period+own Q1 2027\nstatus+settled ✅\nperiod+own+gone Q2 2027\nstatus+ongoing [WIP]\n"
        "status+gone (cancelled)\n");
}

TEST_CASE("a metric's numbers") {
  CHECK(tokens("# Roadmap\n\n## Milestones\n\n### Q1 2027\n\n**Success Metrics**:\n"
               "- Median **setup** falls from 40 to *10* minutes by 2027-03-01\n"
               "- 8 of 10 skippers read alerts\n- Happier skippers\n\nWe sold 12 nets.\n") ==
        "period+own Q1 2027\nlabel Success Metrics\nquantity 40\nquantity 10* minutes\n"
        "date 2027-03-01\nquantity 8\nquantity 10 skippers\n");
}

TEST_CASE("placeholders win over what holds them") {
  CHECK(tokens("# Roadmap\n\n## Milestones\n\n### Q1 2027: [Theme/Focus]\n\n"
               "**Success Metrics**:\n- [Metric 1 - e.g., \"5 teams\"]\n\n**Owner**: [Name]\n") ==
        "period+own Q1 2027\nplaceholder [Theme/Focus]\nlabel Success Metrics\n"
        "placeholder [Metric 1 - e.g., \"5 teams\"]\nlabel Owner\nplaceholder [Name]\n");
}

TEST_CASE("tables") {
  CHECK(
      tokens(
          "# Plan\n\n## Dependencies\n\n| Dependency | Owner | Status | Due |\n|---|---|---|---|\n"
          "| Bank | Kim | Blocked | Q1 2027 |\n| Radio | Lee \\| Bo | Done | 2027-02-01 |\n") ==
      "owner Kim\nstatus Blocked\nperiod Q1 2027\nowner Lee \\| Bo\nstatus+settled Done\n"
      "date 2027-02-01\n");
  CHECK(tokens("//- docs/adr/0001-x.md\n# ADR-0001: Keep it\n\n| Field | Value |\n|---|---|\n| "
               "Owner | Kim |\n") == "id+own ADR-0001\nlabel Owner\nowner Kim\n");
}

TEST_CASE("nothing in code, comments, quotes and front matter") {
  CHECK(tokens("---\nstatus: done\ndate: 2027-01-01\n---\n\n```\n**Owner**: Kim 2027-01-01\n```\n\n"
               "<!-- 2027-01-01 [Name] -->\n\n> **Owner**: Kim, 2027-01-01, [Name]\n\n"
               "    2027-01-01\n\n`TBD`\n") == "");
  CHECK(tokens("") == "");
}

TEST_CASE("what goes over a line's end is two tokens") {
  CHECK(tokens("# Plan\n\n- **Owner**: Dana\n  Reed\n") == "label Owner\nowner Dana\nowner Reed\n");
  CHECK(tokens("# Plan\r\n\r\n- **Owner**: Dana\r\n  Reed 😀\r\n") ==
        "label Owner\nowner Dana\nowner Reed 😀\n");
}

TEST_CASE("the tokens of the examples") {
  std::string out;
  for (const std::string_view file :
       {"ROADMAP.md", "PROJECT_PLAN.md", "OKRS.md", "CHANGELOG.md", "CLAUDE.md",
        "docs/decisions/0001-keep-readings-at-the-harbour.md"}) {
    out += fmt::format("{}\n", file) + tokens(*examples(file).document);
  }
  check_golden("tokens.txt", out);
}

TEST_CASE("the laws hold in torn, odd and hostile documents, and facts decide alone") {
  const World world = examples("ROADMAP.md");
  for (std::size_t cut = 0; cut <= world.text().size(); cut += 41) {
    tokens(*workspace::make_document(world.document->path, 2,
                                     markdown::Document::parse(world.text().substr(0, cut))));
  }
  for (const Pathological& odd : pathological_inputs()) {
    CAPTURE(odd.name);
    tokens(
        *workspace::make_document("/ws/ROADMAP.md", 1, markdown::Document::parse(odd.make(20000))));
  }
  std::string text = world.text();
  HostileEdits edits(3);
  auto document =
      workspace::make_document("/ws/ROADMAP.md", 0, markdown::Document::parse(text, {64, 128}));
  for (int i = 1; i < 300; ++i) {
    const TextEdit edit = edits.next(text);
    text = applied(text, edit);
    document = workspace::make_document(
        "/ws/ROADMAP.md", i, document->text.edit(edit.span, edit.text), {}, document.get());
    const auto fresh =
        workspace::make_document("/ws/ROADMAP.md", i, markdown::Document::parse(text, {64, 128}));
    REQUIRE(tokens(*document) == tokens(*fresh));
  }
}

}  // namespace
}  // namespace pland::tests
