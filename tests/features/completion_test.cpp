#include "analysis/features/completion.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <fmt/format.h>

#include "analysis/text/unicode.h"
#include "tests/features/check.h"

namespace pland::tests {
namespace {

using features::CompletionItem;
using features::CompletionList;

struct Offer {
  World world;
  CompletionList list;

  const CompletionItem* find(std::string_view label) const {
    for (const CompletionItem& item : list.items)
      if (item.label == label) return &item;
    return nullptr;
  }
  const CompletionItem& item(std::string_view label) const {
    const CompletionItem* found = find(label);
    REQUIRE_MESSAGE(found != nullptr, "nothing offered is called ", std::string(label), " but ",
                    labels());
    return *found;
  }
  // "Low, Medium, High"
  std::string labels() const {
    std::string out;
    for (const CompletionItem& one : list.items) out += (out.empty() ? "" : ", ") + one.label;
    return out;
  }
  // The document's text once an item was taken.
  std::string take(std::string_view label) const {
    const CompletionItem& one = item(label);
    std::string text = world.text();
    return text.replace(one.replace.begin, one.replace.size(), one.plain);
  }
  // The line of the cursor then.
  std::string line(std::string_view label) const {
    const std::string text = take(label);
    const std::uint32_t from =
        world.document->text.line_span(world.document->text.position(world.offset).line).begin;
    return text.substr(from, text.find('\n', from) - from);
  }
};

Offer offer(std::string_view fixture, bool open_all = true) {
  Offer out{make_world(fixture, open_all), {}};
  out.list =
      features::complete(out.world.workspace, *out.world.document, out.world.offset, december());
  for (const CompletionItem& item : out.list.items) {
    // What has been typed must be the beginning of what is offered, or no client shows it.
    CHECK(item.replace.begin <= out.world.offset);
    CHECK(out.world.offset <= item.replace.end);
    CHECK(item.snippet != item.plain);
    if (!item.snippet.empty()) CHECK(rules::plain_of_snippet(item.snippet).size() > 0);
  }
  return out;
}

// -- sections ---------------------------------------------------------------------------------

constexpr std::string_view roadmap_start = R"(# Roadmap

## Vision

Somewhere better.

)";

TEST_CASE("an empty document is offered the whole template") {
  const Offer empty = offer("//- ROADMAP.md\n<|>");
  CHECK(empty.item("Roadmap").preselect);
  CHECK(empty.item("Roadmap").snippet.find("${1:") != std::string::npos);
  CHECK(empty.take("Roadmap").find("## Strategic Themes\n") != std::string::npos);
  CHECK(empty.take("Roadmap").find("pland:") == std::string::npos);
  CHECK(offer("//- notes.md\n<|>").list.items.empty());
}

TEST_CASE("the title of an empty document is the template's") {
  CHECK(offer("//- ROADMAP.md\n# <|>").labels() == "Roadmap");
}

TEST_CASE("key results count below their own objective") {
  const std::string_view okrs =
      "//- OKRS.md\n# OKRs\n\n## Objective 1: Win\n\n### Key Results\n\n1. **KR 1.1: Five**\n\n"
      "## Objective 2: Grow\n\n### <|>\n";
  const Offer second = offer(okrs);
  CHECK(second.take("Key Results").find("1. **KR 2.1: ") != std::string::npos);
}

TEST_CASE("fields come in lists indented by tabs, too") {
  const std::string_view listed =
      "//- ROADMAP.md\n# Roadmap\n\n## Q1 2027\n\n### Key Initiatives\n\n1. **Partner API**\n"
      "\t- Owner: @dana\n\t- <|>\n";
  CHECK(offer(listed).line("Dependencies").starts_with("\t- Dependencies: "));
}

TEST_CASE("right below a line of text, and behind another field, the document says nothing") {
  CHECK(offer("//- ROADMAP.md\n# Roadmap\n\n## Q1 2027\n\n#### Gates\n\n**What:** opens\n<|>\n")
            .labels() == "");
  CHECK(offer("//- ROADMAP.md\n# Roadmap\n\n## Q1 2027\n\n#### Gates\n\n**What:** opens\n\n<|>\n")
            .labels()
            .find("Last Updated") != std::string::npos);
  CHECK(offer("//- ROADMAP.md\n# Roadmap\n\n## Q1 2027\n\n### Gates\n\n**Owner**: @dana | <|>\n")
            .labels() == "");
}

TEST_CASE("levels that are numbers stay numbers") {
  const auto risks = [](std::string_view level) {
    return offer(fmt::format(
                     "//- ROADMAP.md\n# Roadmap\n\n## Risks\n\n| Risk | Likelihood |\n|--|--|\n"
                     "| Storm | {} |\n| Ice | <|> |\n",
                     level))
        .labels();
  };
  CHECK(risks("3") == "1, 2, 3, 4, 5");
  CHECK(risks("8") == "1, 2, 3, 4, 5, 6, 7, 8, 9, 10");
  CHECK(risks("High").starts_with("Low, "));
}

TEST_CASE("sections that are missing come in the template's order, what is there does not") {
  const Offer sections = offer(std::string(roadmap_start) + "## <|>\n");
  REQUIRE_FALSE(sections.list.items.empty());
  CHECK(sections.list.items[0].label == "Strategic Themes");
  CHECK(sections.item("Strategic Themes").detail == "optional · next in order");
  CHECK(sections.item("Quarterly Milestones").detail == "required");
  CHECK(sections.find("Vision Statement") == nullptr);
  // What stood before the cursor's place in the template comes after what follows it.
  CHECK(sections.item("Breadcrumbs").sort_key > sections.item("Dependencies & Risks").sort_key);
}

TEST_CASE("a template's links lead to what is there, and are to be filled in where nothing is") {
  const Offer alone = offer("//- docs/ROADMAP.md\n# Roadmap\n\n## Vision\n\nUp.\n\n## <|>\n");
  CHECK(alone.take("Breadcrumbs").find("[PROJECT_PLAN.md](link)") != std::string::npos);
  CHECK(alone.take("Breadcrumbs").find("](README.md)") == std::string::npos);
  const Offer company = offer(
      "//- docs/ROADMAP.md\n# Roadmap\n\n## Vision\n\nUp.\n\n## <|>\n//- PROJECT_PLAN.md\n# P\n//- "
      "docs/README.md\n# R\n");
  CHECK(company.take("Breadcrumbs").find("[PROJECT_PLAN.md](../PROJECT_PLAN.md)") !=
        std::string::npos);
  CHECK(company.take("Breadcrumbs").find("](README.md)") != std::string::npos);
}

TEST_CASE("what a template's title names is typed once") {
  const std::string snippet = offer("//- ROADMAP.md\n<|>").item("Roadmap").snippet;
  std::size_t count = 0;
  for (std::size_t at = snippet.find("${1:[Project name]}"); at != std::string::npos;
       at = snippet.find("${1:[Project name]}", at + 1))
    ++count;
  CHECK(count == 2);
  CHECK(snippet.find(":[Project name]}") == snippet.find("${1:[Project name]}") + 3);
}

TEST_CASE("a document with CRLF gets CRLF") {
  const Offer sections = offer("# Roadmap\r\n\r\n## Vision\r\n\r\nUp.\r\n\r\n## Ris<|>\r\n");
  const CompletionItem& item = sections.item("Dependencies & Risks");
  for (const std::string& text : {item.plain, item.snippet}) {
    CHECK(text.find("\r\n\r\n### External") != std::string::npos);
    for (std::size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 1))
      CHECK(text[at - 1] == '\r');
  }
}

TEST_CASE("a section comes with its skeleton") {
  const Offer sections = offer(std::string(roadmap_start) + "## Ris<|>\n");
  const std::string text = sections.take("Dependencies & Risks");
  CHECK(text.find("## Dependencies & Risks\n\n### External Dependencies\n") != std::string::npos);
  CHECK(text.find("**Risk 1: [") != std::string::npos);
  const std::string& snippet = sections.item("Dependencies & Risks").snippet;
  CHECK(snippet.find("${1:[Dependency 1]}") != std::string::npos);
  CHECK(snippet.find("|Low,Medium,High|}") != std::string::npos);
  // Editors look for what begins like the word at the cursor.
  CHECK(sections.item("Dependencies & Risks").filter_text == "Dependencies & Risks");
  CHECK(sections.item("Dependencies & Risks").plain.starts_with("Dependencies & Risks\n"));
}

TEST_CASE("the level is the one that was typed") {
  // Behind a lone `#` every section has its own.
  CHECK(offer(std::string(roadmap_start) + "#<|>\n").line("Strategic Themes") ==
        "## Strategic Themes");
  // A document whose sections are one deeper has the new ones there, too.
  const std::string deeper =
      "# Product\n\n## Roadmap\n\n### Vision\n\nUp.\n\n### Strategic "
      "Themes\n\n#### Theme 1: Trust\n\n**Why it matters**: so\n\n";
  CHECK(offer("//- ROADMAP.md\n" + deeper + "### <|>\n").line("What We're NOT Doing (And Why)") ==
        "### What We're NOT Doing (And Why)");
}

TEST_CASE("below a title sections are of the second level, whatever their parts are") {
  const std::string quarters =
      "# Product Roadmap\n\n## Q4 2026 (Oct - Dec): A\n\n**Success Metrics**:\n- 5 a\n\n## Q1 2027 "
      "(Jan - Mar): B\n\n**Success Metrics**:\n- 5 a\n\n";
  for (const std::string_view typed : {"#<|>", "<|>", "##<|>", "## <|>"}) {
    CAPTURE(typed);
    const Offer sections = offer(quarters + std::string(typed) + "\n");
    CHECK(sections.line("Revision History") == "## Revision History");
    CHECK(sections.take("Revision History").find("\n### 2026-12-01: ") != std::string::npos);
    CHECK(sections.line("Q2 2027 (Apr - Jun)") == "## Q2 2027 (Apr - Jun): [Theme/Focus]");
  }
  CHECK(offer("# Roadmap\n\n## Risks\n\nx\n\n#<|>\n").line("Revision History") ==
        "## Revision History");
  CHECK(offer("# Foo\n\n## Risks\n\nx\n\n<|>\n").line("Revision History") == "## Revision History");
  CHECK(offer("# Foo\n\n## Risks\n\nx\n\n<|>\n").find("Dependencies & Risks") == nullptr);
  const Offer plan = offer("//- PROJECT_PLAN.md\n# Project Plan\n\n## Now\n\nx\n\n<|>\n");
  CHECK(plan.line("Active Blockers") == "## Active Blockers");
  // What the document has without the heading above it goes on beside it, and is no period.
  CHECK(plan.line("Next (Coming Soon)") == "## Next (Coming Soon)");
  CHECK(plan.find("Next") == nullptr);
  // Several headings of the first level are no title.
  CHECK(offer("# Vision\n\nUp.\n\n# Risks\n\nx\n\n#<|>\n").line("Revision History") ==
        "# Revision History");
  CHECK(offer("## Vision\n\nUp.\n\n#<|>\n").line("Revision History") == "## Revision History");
}

TEST_CASE("deeper headings are offered what belongs below them, and no section of the document") {
  const std::string quarter =
      "# Roadmap\n\n## Quarterly Milestones\n\n### Q4 2026\n\n#### Strategic Goal\n\nUp.\n\n";
  CHECK(offer(quarter + "### <|>\n").labels() == "Q1 2027, Q2 2027");
  CHECK(offer(quarter + "#### <|>\n").labels() == "Success Metrics, Key Initiatives");
  CHECK(offer(quarter + "#### <|>\n")
            .take("Success Metrics")
            .find("#### Success Metrics\n\n- [Metric 1") != std::string::npos);
  // On an empty line, too, because this document has them so.
  CHECK(offer(quarter + "<|>\n").line("Success Metrics") == "#### Success Metrics");
  // Where nothing says what the level is, the one that was typed is it.
  CHECK(offer("# Roadmap\n\n### <|>\n").line("Vision Statement") == "### Vision Statement");
}

TEST_CASE("a heading within a list item is none of the document's") {
  CHECK(offer(std::string(roadmap_start) + "- a\n\n  #<|>\n").list.items.empty());
  CHECK(offer(std::string(roadmap_start) + "- #<|>\n").list.items.empty());
}

TEST_CASE("what repeats counts on") {
  const std::string decisions = std::string(roadmap_start) +
                                "## Strategic Decisions\n\n### Decision 1: Buy\n\n**Decision**: "
                                "yes\n\n### Decision 4: Build\n\n**Decision**: no\n\n";
  const Offer next = offer(decisions + "### <|>\n");
  REQUIRE(next.list.items.size() == 1);
  CHECK(next.list.items[0].label.starts_with("Decision 5: ["));
  CHECK(next.list.items[0].plain.starts_with("Decision 5: ["));
  CHECK(next.list.items[0].detail == "one more");
}

TEST_CASE("a heading with text below it only gets a name") {
  const Offer named = offer(std::string(roadmap_start) + "## <|>\n\nWords that stay.\n");
  CHECK(named.line("Strategic Themes") == "## Strategic Themes");
  CHECK(named.item("Strategic Themes").plain == "Strategic Themes");
}

TEST_CASE("what is offered begins as what is typed, from where it is replaced") {
  for (const std::string_view typed :
       {"", "#", "##", "## ", "##  ", "## D", "## dependencies & r"}) {
    CAPTURE(typed);
    const Offer sections = offer(std::string(roadmap_start) + std::string(typed) + "<|>\n");
    const CompletionItem& item = sections.item("Dependencies & Risks");
    const std::string written = sections.world.text().substr(
        item.replace.begin, sections.world.offset - item.replace.begin);
    CHECK(text::fold_case(item.filter_text).starts_with(text::fold_case(written)));
    CHECK(text::fold_case(item.plain).starts_with(text::fold_case(written)));
    const std::string spaces = typed == "##  " ? "  " : " ";
    CHECK(sections.line("Dependencies & Risks") == "##" + spaces + "Dependencies & Risks");
  }
  const Offer fields =
      offer("# Roadmap\n\n## Milestones\n\n### Q1 2027\n\n**Owner**: x\n\n**Succ<|>\n");
  CHECK(fields.item("Success Metrics").filter_text.starts_with("**Succ"));
  CHECK(fields.item("Success Metrics").plain.starts_with("**Succ"));
}

TEST_CASE("a title that is there may become another") {
  CHECK(offer(std::string(roadmap_start) + "## Dep<|>x\n").line("Dependencies & Risks") ==
        "## Dependencies & Risks");
  const Offer whole = offer(std::string(roadmap_start) + "## <|>Strategic Themes\n\nWords.\n");
  CHECK(whole.take("Dependencies & Risks").ends_with("\n\n## Dependencies & Risks\n\nWords.\n"));
  for (const CompletionItem& item : whole.list.items) CHECK_FALSE(item.preselect);
  // What begins as no heading becomes none.
  CHECK(offer(std::string(roadmap_start) + "##<|>Themes\n").list.items.empty());
  CHECK(offer(std::string(roadmap_start) + "<|>Themes\n").list.items.empty());
}

TEST_CASE("prose and code are left alone") {
  CHECK(offer(std::string(roadmap_start) + "Some words<|>\n").list.items.empty());
  CHECK(offer(std::string(roadmap_start) + "```\n## <|>\n```\n").list.items.empty());
  CHECK(offer(std::string(roadmap_start) + "```\n## <|>\n").list.items.empty());
  CHECK(offer(std::string(roadmap_start) + "Words\n<|>").list.items.empty());
  CHECK(offer("//- notes.md\n# Notes\n\n## <|>\n").list.items.empty());
  CHECK(offer("//- notes.md\n# Notes\n\nTalk to (<|>\n").list.items.empty());
  CHECK(offer("//- notes.md\n# Notes\n\n- <|>\n").list.items.empty());
  CHECK(offer("//- notes.md\n# Notes\n\n- A thing: <|>\n").list.items.empty());
}

// -- periods ----------------------------------------------------------------------------------

std::string milestones(std::string_view first) {
  return "# Roadmap\n\n## Quarterly Milestones\n\n### " + std::string(first) +
         "\n\n**Success Metrics**:\n- 5 teams\n\n";
}

TEST_CASE("the next period is spelt as the one before") {
  const auto next = [](std::string_view before) {
    const Offer periods = offer(milestones(before) + "### Q<|>\n");
    return periods.list.items.empty() ? std::string("nothing") : periods.list.items[0].label;
  };
  CHECK(next("Q4 2026 (Oct - Dec): Trust") == "Q1 2027 (Jan - Mar)");
  CHECK(next("Q4'26 – Trust") == "Q1'27");
  CHECK(next("2026 Q4") == "2027 Q1");
  CHECK(next("FY26 Q3: Trust") == "FY26 Q4");
  CHECK(next("H2 2026: Trust") == "H1 2027");
  CHECK(next("Phase 3: Trust") == "Phase 4");
  CHECK(next("Phase IX") == "Phase X");
  CHECK(next("2026-12") == "2027-01");
  CHECK(next("2026/27") == "2027/28");
  CHECK(next("2098/99") == "2099/00");
  CHECK(next("2026/2027") == "2027/2028");
}

TEST_CASE("signs, numbers and emphasis around a period are kept") {
  const auto title = [](std::string_view before) {
    const Offer periods = offer(milestones(before) + "### <|>\n");
    return periods.list.items.empty() ? std::string("nothing")
                                      : periods.line(periods.list.items[0].label);
  };
  CHECK(title("🎯 Q4 2026 — b") == "### 🎯 Q1 2027 — [Theme/Focus]");
  CHECK(title("2. Q4 2026") == "### 3. Q1 2027");
  CHECK(title("**Q4 2026**") == "### **Q1 2027**");
  CHECK(title("**Q4 2026: b**") == "### **Q1 2027: [Theme/Focus]**");
  CHECK(title("**Q4 2026**: b") == "### **Q1 2027**: [Theme/Focus]");
  CHECK(title("✅ Q4 2026: b") == "### Q1 2027: [Theme/Focus]");
}

TEST_CASE("above the first milestone stands what comes before it") {
  const auto above = [](std::string_view after) {
    const Offer periods = offer("# Roadmap\n\n## Milestones\n\n### <|>\n\n### " +
                                std::string(after) + "\n\n**Success Metrics**:\n- 5 teams\n");
    return periods.list.items.empty() ? std::string("nothing") : periods.list.items[0].label;
  };
  CHECK(above("Q3 2027") == "Q2 2027");
  CHECK(above("Q1 2027 (Jan - Mar): Trust") == "Q4 2026 (Oct - Dec)");
  CHECK(above("H1 2027") == "H2 2026");
  CHECK(above("Phase 3") == "Phase 2");
  CHECK(above("Phase 1") == "nothing");
  // Where the newest comes first, that is what comes next.
  CHECK(above("Q3 2027\n\n- a\n\n### Q2 2027") == "Q4 2027");
}

TEST_CASE("what repeats is called as the others are") {
  CHECK(offer(std::string(roadmap_start) +
              "## Strategic Themes\n\n### Pillar 2 - Trust\n\n**Why it matters**: so\n\n### <|>\n")
            .list.items[0]
            .label.starts_with("Pillar 3 - [Theme"));
}

TEST_CASE("what repeats counts as the others do") {
  const auto next = [](std::string_view first, std::string_view second) {
    const std::string marks(first.substr(0, first.find(' ')));
    const Offer themes = offer("# Roadmap\n\n## Strategic Themes\n\n" + std::string(first) +
                               "\n\n**Why it matters**: so\n\n" + std::string(second) +
                               "\n\n**Why it matters**: so\n\n" + marks + " <|>\n");
    if (themes.list.items.empty()) return std::string("nothing");
    const std::string line = themes.line(themes.list.items[0].label);
    return line.substr(0, line.find('['));
  };
  CHECK(next("### Pillar I: A", "### Pillar II: B") == "### Pillar III: ");
  CHECK(next("### Theme A: One", "### Theme B: Two") == "### Theme C: ");
  CHECK(next("### Theme H: One", "### Theme I: Two") == "### Theme J: ");
  CHECK(next("### 1. Reliability", "### 2. Speed") == "### 3. ");
  CHECK(next("### Pillar #1: A", "### Pillar #2: B") == "### Pillar #3: ");
  CHECK(next("### 🎯 Pillar 1 — A", "### 🎯 Pillar 2 — B") == "### 🎯 Pillar 3 — ");
  CHECK(next("### ✅ Pillar 1 — A", "### ✅ Pillar 2 — B") == "### Pillar 3 — ");
  CHECK(next("#### Pillar 1", "#### Pillar 2") == "#### Pillar 3: ");
  CHECK(next("### Pillar 2 - A", "### Pillar 9 - B") == "### Pillar 10 - ");
}

TEST_CASE("a period brings a milestone's skeleton, and keeps the manner of its title") {
  const Offer periods = offer(milestones("Q4 2026 (Oct – Dec) - Trust") + "### <|>\n");
  const CompletionItem& item = periods.item("Q1 2027 (Jan – Mar)");
  CHECK(item.preselect);
  CHECK(item.detail == "next after Q4 2026");
  CHECK(offer(milestones("Iteration 7") + "### <|>\n").item("Iteration 8").detail ==
        "next after Iteration 7");
  CHECK(item.filter_text == "Q1 2027 (Jan – Mar)");
  CHECK(item.snippet.starts_with("Q1 2027 (Jan – Mar) - ${1:[Theme/Focus]}\n"));
  CHECK(item.plain.find("**Success Metrics**:\n- [Metric 1") != std::string::npos);
  // Where nobody gives themes, none is asked for.
  CHECK(offer(milestones("Q4 2026") + "### <|>\n").line("Q1 2027") == "### Q1 2027");
}

TEST_CASE("periods that are there already are passed over") {
  const Offer periods = offer(milestones("Q4 2026") + "### <|>\n\n" +
                              "### Q1 2027\n\n**Success Metrics**:\n- 6 teams\n");
  CHECK(periods.find("Q1 2027") == nullptr);
  CHECK(periods.list.items[0].label == "Q2 2027");
}

TEST_CASE("months that a heading got wrong are not learnt from it") {
  const auto next = [](std::string_view last) {
    return offer(
               "# Roadmap\n\n## Quarterly Milestones\n\n### Q1 2027 (Jan - Mar)\n\n**Success "
               "Metrics**:\n- 5 teams\n\n### " +
               std::string(last) + "\n\n**Success Metrics**:\n- 6 teams\n\n### <|>\n")
        .labels();
  };
  CHECK(next("Q2 2027 (Jul - Sep)") == "Q3 2027 (Jul - Sep), Q4 2027 (Oct - Dec)");
  CHECK(next("Q2 2027 (July - September)") ==
        "Q3 2027 (July - September), Q4 2027 (October - December)");
  CHECK(next("Q2 2027 (Apr - Jun)") == "Q3 2027 (Jul - Sep), Q4 2027 (Oct - Dec)");
  // Where all say so, the year begins in another month.
  CHECK(offer("# Roadmap\n\n## Quarterly Milestones\n\n### Q1 2027 (Apr - Jun)\n\n**Success "
              "Metrics**:\n- 5 teams\n\n### Q2 2027 (Jul - Sep)\n\n**Success Metrics**:\n- 6 "
              "teams\n\n### <|>\n")
            .list.items[0]
            .label == "Q3 2027 (Oct - Dec)");
}

TEST_CASE("days behind a sprint move with it") {
  const auto next = [](std::string_view before) {
    const Offer periods = offer(milestones(before) + "### <|>\n");
    return periods.list.items.empty() ? std::string("nothing") : periods.list.items[0].label;
  };
  CHECK(next("Sprint 14 (2026-11-02 - 2026-11-15)") == "Sprint 15 (2026-11-16 - 2026-11-29)");
  CHECK(next("Sprint 14 (2026-11-02 – 2026-11-15): Trust") ==
        "Sprint 15 (2026-11-16 – 2026-11-29)");
  // Two weeks of five days each end on a Friday.
  CHECK(next("Sprint 14 (2026-11-02 to 2026-11-13)") == "Sprint 15 (2026-11-16 to 2026-11-27)");
  CHECK(next("Sprint 14 (2026-02-31 - 2026-11-15)") == "Sprint 15");
  CHECK(next("Sprint 14 (2026-11-15 - 2026-11-02)") == "Sprint 15");
}

TEST_CASE("the next release is a minor, a patch or a major, written as the newest") {
  const auto next = [](std::string_view newest) {
    return offer("//- CHANGELOG.md\n# Changelog\n\n## <|>\n\n" + std::string(newest) +
                 "\n\n### Fixed\n\n- x\n\n## [1.1.0] - 2026-03-01\n\n### Added\n\n- y\n");
  };
  const Offer releases = next("## [1.2.0] - 2026-09-01");
  CHECK(releases.labels().starts_with(
      "[1.3.0] - 2026-12-01, [1.2.1] - 2026-12-01, [2.0.0] - 2026-12-01"));
  CHECK(releases.line("[1.2.1] - 2026-12-01") == "## [1.2.1] - 2026-12-01");
  CHECK(releases.item("[1.3.0] - 2026-12-01").detail == "minor · after 1.2.0");
  CHECK(releases.find("[X.Y.Z]") == nullptr);
  const Offer first = offer("//- CHANGELOG.md\n# Changelog\n\n## <|>\n## [1.2.0]\n\n- x\n");
  CHECK(first.item("[1.2.1]").snippet.starts_with("[1.2.1]\n\n### Added\n\n- ${1:["));
  CHECK(next("## v1.2.0 (2026-09-01)").list.items[0].label == "v1.3.0 (2026-12-01)");
  CHECK(next("## 1.2.0").list.items[0].label == "1.3.0");
  CHECK(next("## [1.2.0](https://tides.example/v1.2.0) - 2026-09-01").list.items[0].label ==
        "[1.3.0] - 2026-12-01");
  CHECK(next("## [2.0.0-rc.1] - 2026-09-01").list.items[0].label == "[2.0.0] - 2026-12-01");
  // Its brackets are no link's, though there are definitions.
  const Offer bracket = offer(
      "//- CHANGELOG.md\n# Changelog\n\n## [<|>\n\n## [1.2.0] - 2026-09-01\n\n### Fixed\n\n- x\n\n"
      "[1.2.0]: https://tides.example/v1.2.0\n");
  CHECK(bracket.list.items[0].label == "[1.3.0] - 2026-12-01");
  CHECK(bracket.line("[1.3.0] - 2026-12-01") == "## [1.3.0] - 2026-12-01");
}

TEST_CASE("the first milestone is the current quarter") {
  const Offer periods = offer("# Roadmap\n\n## Quarterly Milestones\n\n### <|>\n");
  CHECK(periods.list.items[0].label == "Q4 2026 (Oct - Dec)");
  CHECK(periods.list.items[1].label == "Q1 2027 (Jan - Mar)");
}

// -- fields -----------------------------------------------------------------------------------

TEST_CASE("an initiative is offered the fields that it lacks, in the document's manner") {
  const std::string initiative =
      "# Roadmap\n\n## Quarterly Milestones\n\n### Q1 2027\n\n**Key "
      "Initiatives**:\n1. **Billing**: money\n   - Expected impact: "
      "less paper\n";
  const Offer fields = offer(initiative + "   - <|>\n");
  CHECK(fields.labels() == "Dependencies");
  CHECK(fields.line("Dependencies") ==
        "   - Dependencies: [What has to be there first, or \"None\"]");
  CHECK(offer(initiative + "   - De<|>\n").labels() == "Dependencies");
  CHECK(offer(initiative + "   - Ze<|>\n").labels() == "");
  // `**` and what the editor closed are part of what is typed.
  CHECK(offer(initiative + "   - **De<|>**\n")
            .line("Dependencies")
            .starts_with("   - Dependencies:"));
}

TEST_CASE("labels are bold, or have their colon inside, where the document's do") {
  const auto risk = [](std::string_view fields) {
    return "# Roadmap\n\n## Risks\n\n**Risk 1: Vendor**\n" + std::string(fields) + "- <|>\n";
  };
  CHECK(offer(risk("- **Likelihood**: Low\n- **Impact**: High\n"))
            .line("Mitigation")
            .starts_with("- **Mitigation**: ["));
  CHECK(offer(risk("- **Likelihood:** Low\n- **Impact:** High\n"))
            .line("Mitigation")
            .starts_with("- **Mitigation:** ["));
  CHECK(offer(risk("- Likelihood: Low\n- Impact: High\n"))
            .line("Mitigation")
            .starts_with("- Mitigation: ["));
  CHECK(offer(risk("- **Impact**: High\n")).item("Likelihood").snippet ==
        "**Likelihood**: ${1|Low,Medium,High|}");
}

TEST_CASE("fields are written as those beside them") {
  const auto quarter = [](std::string_view fields) {
    return offer("# Roadmap\n\n## Quarterly Milestones\n\n### Q1 2027\n\n" + std::string(fields) +
                 "\n");
  };
  CHECK(quarter("- **Strategic Goal**: foo\n- **<|>").line("Success Metrics") ==
        "- **Success Metrics**:");
  CHECK(quarter("* **Strategic Goal**: foo\n* **<|>").line("Key Initiatives") ==
        "* **Key Initiatives**:");
  CHECK(quarter("- Strategic Goal: foo\n- <|>").line("Success Metrics") == "- Success Metrics:");
  CHECK(quarter("Strategic Goal: foo\n\n<|>").line("Success Metrics") == "Success Metrics:");
  CHECK(quarter("**Strategic Goal:** foo\n\n**<|>").line("Success Metrics") ==
        "**Success Metrics:**");
  // Behind a dash stands a value: a label with a list below it keeps its colon.
  CHECK(quarter("**Success Metrics** — foo\n\n**<|>")
            .line("Strategic Goal")
            .starts_with("**Strategic Goal** — ["));
  CHECK(quarter("**Success Metrics** - foo\n\n**<|>")
            .line("Strategic Goal")
            .starts_with("**Strategic Goal** - ["));
  CHECK(quarter("**Strategic Goal** — foo\n\n**<|>").line("Success Metrics") ==
        "**Success Metrics**:");
}

TEST_CASE("fields come in each of a document's own styles") {
  const std::string quarter = "# Roadmap\n\n## Quarterly Milestones\n\n### Q1 2027\n\n";
  const std::string table = quarter + "| Field | Value |\n|---|---|\n| Strategic Goal | x |\n";
  CHECK(offer(table + "| <|> | |\n").line("Success Metrics") == "| Success Metrics | |");
  CHECK(offer(table + "| <|> | |\n").find("Strategic Goal") == nullptr);
  CHECK(offer(table + "| Succ<|> | |\n").line("Success Metrics") == "| Success Metrics | |");
  CHECK(offer(table + "|<|>| |\n").line("Success Metrics") == "| Success Metrics| |");
  CHECK(offer(quarter + "| Field | Value |\n|---|---|\n| **Strategic Goal** | x |\n| <|> | |\n")
            .line("Success Metrics") == "| **Success Metrics** | |");
  const std::string record =
      "//- docs/adr/0001-x.md\n# Keep it small\n\n| Field | Value |\n|---|---|\n| Status | "
      "Accepted |\n";
  CHECK(offer(record + "| <|> | |\n").find("Date") != nullptr);
  CHECK(offer(record + "| <|> | |\n").find("Status") == nullptr);

  CHECK(offer(quarter + "*Strategic Goal*: x\n\n*<|>\n").line("Success Metrics") ==
        "*Success Metrics*:");
  CHECK(offer(quarter + "*Strategic Goal*: x\n\n*Succ<|>*\n").line("Success Metrics") ==
        "*Success Metrics*:");
  CHECK(offer(quarter + "**Strategic Goal**: x\n\n*<|>\n").list.items.empty());

  const std::string matter = "//- ROADMAP.md\n---\nstatus: Active\n";
  CHECK(offer(matter + "last<|>\n---\n# Roadmap\n").line("last_updated") == "last_updated: ");
  CHECK(offer(matter + "<|>\n---\n# Roadmap\n").find("status") == nullptr);
  CHECK(offer("//- ROADMAP.md\n---\nstat<|>\n---\n# Roadmap\n").line("status") == "status: ");
  CHECK(offer(matter + "next-review: 2027-01-01\n<|>\n---\n# Roadmap\n").find("last-updated") !=
        nullptr);
  CHECK(offer(matter + "  - a<|>\n---\n# Roadmap\n").list.items.empty());
}

TEST_CASE("a key result is asked for its numbers, in its own list") {
  const std::string objective =
      "//- OKRS.md\n# OKRs\n\n## Objective 1: Newcomers succeed\n\n### Key Results\n\n1. **KR 1.1: "
      "Signups**\n";
  CHECK(offer(objective + "   - <|>\n").labels() == "Baseline, Target, Owner, Progress");
  CHECK(offer(objective + "   - **<|>\n").labels() == "Baseline, Target, Owner, Progress");
  CHECK(offer(objective + "   - **Ta<|>**\n").line("Target").starts_with("   - **Target**: ["));
  const std::string half = objective + "   - **Baseline**: 5\n";
  CHECK(offer(half + "   - <|>\n").labels() == "Target, Owner, Progress");
  CHECK(offer(half + "   <|>\n").labels() == "Target, Owner, Progress");
  CHECK(offer(half + "   <|>\n").line("Target").starts_with("   - **Target**: ["));
  CHECK(offer(half + "2. **KR 1.2: Visits**\n   - <|>\n").labels() ==
        "Baseline, Target, Owner, Progress");
  // What belongs to the document belongs in no item.
  CHECK(offer("# Roadmap\n\n## Vision\n\n- a\n  - b\n\n  <|>\n").list.items.empty());
}

TEST_CASE("a section is offered its own fields") {
  const Offer fields = offer(
      "# Roadmap\n\n## Strategic Decisions\n\n### Decision 1: "
      "Buy\n\n**Decision**: yes\n\n**<|>\n");
  CHECK(fields.find("Decision") == nullptr);
  CHECK(fields.line("Review Date").starts_with("**Review Date**: ["));
  CHECK(fields.find("Rationale") != nullptr);
}

TEST_CASE("a plan's item is asked what it is, why, and who does it") {
  const Offer fields = offer(
      "//- PROJECT_PLAN.md\n# Plan\n\n## What We're Building\n\n### Now (In "
      "Progress)\n\n**1. Billing**\n- **What**: money\n- <|>\n");
  CHECK(fields.item("Status").detail == "required");
  CHECK(fields.find("What") == nullptr);
  CHECK(fields.find("Who") != nullptr);
  CHECK(fields.find("Depends on") == nullptr);  // asked for of what comes next
}

TEST_CASE("metrics are offered as patterns to fill in") {
  const Offer metrics =
      offer("# Roadmap\n\n## Milestones\n\n### Q1 2027\n\n**Success Metrics**:\n- <|>\n");
  CHECK(metrics.item("from X to Y").snippet ==
        "${1:What is measured} falls from ${2:X} to ${3:Y} by ${4:2027-03-31}");
  CHECK(metrics.line("none") == "- No incidents in the quarter");
}

TEST_CASE("right below a heading, a bold title or a field comes what belongs to it") {
  const std::string theme = "# Roadmap\n\n## Strategic Themes\n\n### Pillar 2\n";
  CHECK(offer(theme + "<|>\n").line("Why it matters").starts_with("**Why it matters**: ["));
  CHECK(offer(theme + "\n<|>\n").labels().find("Why it matters") != std::string::npos);
  // A word that begins a label may be one; prose is left alone.
  CHECK(offer(theme + "\nWhy<|>\n").line("Why it matters").starts_with("**Why it matters**: ["));
  CHECK(offer(theme + "Why<|>\n").find("Why it matters") != nullptr);
  CHECK(offer(theme + "\nWhy it<|>\n").list.items.empty());
  CHECK(offer(theme + "\nZe<|>\n").list.items.empty());
  CHECK(offer(theme + "\nWords\nWhy<|>\n").list.items.empty());
  const std::string setext = "# Roadmap\n\nStrategic Themes\n---\n\n### Pillar 2\n<|>\n";
  CHECK(offer(setext).find("Why it matters") != nullptr);

  const std::string plan = "//- PROJECT_PLAN.md\n# Plan\n\n## What We're Building\n\n### Now\n\n";
  CHECK(offer(plan + "**1. Alerts**\n<|>\n").line("What").starts_with("- **What**: ["));
  CHECK(offer(plan + "**1. Alerts**\n<|>\n").find("Last Updated") == nullptr);
}

TEST_CASE("below the last field of a list comes the next one, and no field of the document") {
  const std::string plan =
      "//- PROJECT_PLAN.md\n# Plan\n\n## What We're Building\n\n### Now\n\n**1. Alerts**\n- "
      "**What**: push\n- **Status**: 70% complete\n";
  CHECK(offer(plan + "<|>\n").labels() == "Why, Who, Tracking, Next milestone");
  CHECK(offer(plan + "<|>").line("Who").starts_with("- **Who**: ["));
  CHECK(offer(plan + "W<|>\n").labels() == "Why, Who");
  CHECK(offer(plan + "**W<|>**\n").line("Who").starts_with("- **Who**: ["));
  CHECK(offer(plan + "\n<|>\n").find("Last Updated") != nullptr);
  const std::string risk = "# Roadmap\n\n## Risks\n\n**Risk 1: a**\n* Likelihood: High\n";
  CHECK(offer(risk + "<|>\n").labels() == "Impact, Mitigation");
  CHECK(offer(risk + "<|>\n").line("Mitigation").starts_with("* Mitigation: ["));
  const std::string nested =
      "# Roadmap\n\n## Quarterly Milestones\n\n### Q1 2027\n\n**Key "
      "Initiatives**:\n1. **Billing**: money\n   - Expected impact: less paper\n";
  CHECK(offer(nested + "<|>\n").line("Dependencies").starts_with("   - Dependencies: ["));
  CHECK(offer(nested + "   <|>\n").line("Dependencies").starts_with("   - Dependencies: ["));
}

TEST_CASE("what is inserted stays apart from the line below it") {
  const std::string theme = "# Roadmap\n\n## Strategic Themes\n\n### Pillar 2\n\n";
  const auto tail = [](const Offer& one, std::string_view label) {
    const std::string text = one.take(label);
    return text.substr(text.find("**" + std::string(label)));
  };
  const std::string ruled = tail(offer(theme + "<|>\n---\n"), "Why it matters");
  CHECK(ruled.ends_with("]\n\n---\n"));
  CHECK(offer("# Roadmap\r\n\r\n## Strategic Themes\r\n\r\n### Pillar 2\r\n\r\n<|>\r\n---\r\n")
            .take("Why it matters")
            .ends_with("]\r\n\r\n---\r\n"));
  CHECK(tail(offer(theme + "<|>\nWords\n"), "Why it matters").ends_with("]\n\nWords\n"));
  CHECK(tail(offer(theme + "<|>\n\nWords\n"), "Why it matters").ends_with("]\n\nWords\n"));
  CHECK(tail(offer(theme + "<|>"), "Why it matters").ends_with("]"));
  const Offer quarter = offer(
      "# Roadmap\n\n## Quarterly Milestones\n\n### Q1 2027\n\n**Strategic Goal**: "
      "y\n<|>\n**Owner**: "
      "z\n");
  CHECK(quarter.take("Success Metrics").ends_with("]\n\n**Owner**: z\n"));
  CHECK(quarter.item("Success Metrics").snippet.ends_with("\n"));
  // A label beside labels needs nothing in between, and a list goes on.
  CHECK(offer(theme + "<|>\n**Owner**: z\n").take("Why it matters").ends_with("]\n**Owner**: z\n"));
  CHECK(offer("# Roadmap\n\n## Quarterly Milestones\n\n### Q1 2027\n\n<|>\n- 5 harbours\n")
            .take("Success Metrics")
            .ends_with("]\n- 5 harbours\n"));
  CHECK(offer("# Roadmap\n\n## Risks\n\n**Risk 1: a**\n- **Likelihood**: High\n- <|>\nWords\n")
            .take("Mitigation")
            .ends_with("]\n\nWords\n"));
  // So is a section.
  CHECK(offer("# Roadmap\n\n## Vision\n\nUp.\n\n## Ris<|>\n---\n")
            .take("Dependencies & Risks")
            .ends_with("\n\n---\n"));
}

// -- values -----------------------------------------------------------------------------------

TEST_CASE("a status comes in the words that the document uses") {
  const std::string plan =
      "//- PROJECT_PLAN.md\n# Plan\n\n## Now\n\n**1. A thing**\n- **Status**: "
      "Under way\n\n**2. Another thing**\n- **Status**: ";
  CHECK(offer("//- PROJECT_PLAN.md\n# Plan\n\n## Now\n\n**1. A thing**\n- **Status**: <|>\n")
            .labels() == "Planned, In progress, Blocked, At risk, Done, Deferred, Cancelled");
  const std::string signs =
      "//- PROJECT_PLAN.md\n# Plan\n\n## Now\n\n**1. A thing**\n- "
      "**Status**: 🚧\n\n**2. Another thing**\n- **Status**: ✅\n\n**3. One "
      "more**\n- **Status**: <|>\n";
  CHECK(offer(signs).labels() == "⏳, 🚧, ⛔, ⚠️, ✅, ⏸️, ❌");
  CHECK(offer(signs).line("✅") == "- **Status**: ✅");
  CHECK(offer(plan + "Do<|>\n").line("Done") == "- **Status**: Done");
  CHECK(offer("# Roadmap\n\n## Vision\n\nUp.\n\n**Status**: <|>\n").labels() ==
        "Draft, Active, Archived");
}

TEST_CASE("a space is put in where the label has none behind it") {
  CHECK(offer("# Roadmap\n\n## Risks\n\n**Risk 1: A**\n- **Likelihood**:<|>\n").line("High") ==
        "- **Likelihood**: High");
  CHECK(offer("# Roadmap\n\n## Risks\n\n**Risk 1: A**\n- **Likelihood:**<|>\n").line("High") ==
        "- **Likelihood:** High");
}

TEST_CASE("levels are offered to risks, in cells too") {
  CHECK(offer("# Roadmap\n\n## Risks\n\n**Risk 1: A**\n- **Impact**: <|>\n").labels() ==
        "Low, Medium, High");
  const std::string table =
      "# Roadmap\n\n## Risks\n\n| Risk | Likelihood | Impact |\n|---|---|---|\n";
  const Offer cell = offer(table + "| Vendor | <|> | |\n");
  CHECK(cell.labels() == "Low, Medium, High");
  CHECK(cell.line("Low") == "| Vendor | Low | |");
  CHECK(offer(table + "| Vendor | Low | M<|> |\n").line("Medium") == "| Vendor | Low | Medium |");
  CHECK(offer("# Roadmap\n\n## Risks\n\n| Risk | Like<|>lihood |\n|---|---|\n| A | Low |\n")
            .list.items.empty());
  // A placeholder is replaced as a whole.
  CHECK(offer("# Roadmap\n\n## Risks\n\n**Risk 1: A**\n- **Impact**: [Low/<|>Medium/High]\n")
            .line("Low") == "- **Impact**: Low");
}

TEST_CASE("an empty cell takes values wherever the cursor is in it") {
  const std::string table =
      "# Roadmap\n\n## Risks\n\n| Risk | Likelihood | Impact | Mitigation "
      "|\n|---|---|---|---|\n";
  CHECK(offer(table + "| A | High | <|>| x |\n").line("Low") == "| A | High | Low| x |");
  CHECK(offer(table + "| A | High |<|> | x |\n").labels() == "Low, Medium, High");
  CHECK(offer(table + "| A | High | L<|> | x |\n").line("Low") == "| A | High | Low | x |");
}

TEST_CASE("a value may stand below its heading, or beside its label in a table") {
  const std::string choices = "Proposed, Accepted, Rejected, Deprecated, Superseded";
  const std::string record = "//- docs/adr/0001-x.md\n# Keep it small\n\n## Status\n\n";
  const Offer status = offer(record + "<|>\n\n## Context\n\nWords.\n");
  CHECK(status.find("Accepted") != nullptr);
  CHECK(status.line("Accepted") == "Accepted");
  CHECK(offer(record + "Acc<|>\n").line("Accepted") == "Accepted");
  CHECK(offer("//- docs/adr/0001-x.md\n# Keep it small\n\n## Context\n\n<|>\n").find("Accepted") ==
        nullptr);
  CHECK(
      offer(
          "//- docs/adr/0001-x.md\n# Keep it small\n\n| Field | Value |\n|---|---|\n| Status | <|> "
          "|\n| Date | 2026-01-01 |\n")
          .labels() == choices);
  CHECK(
      offer("//- docs/adr/0001-x.md\n# Keep it small\n\n| Field | Value |\n|---|---|\n| **Date** | "
            "<|> |\n")
          .item("2026-12-01")
          .detail == "today · Tuesday");
}

TEST_CASE("an impact that is told in sentences has no levels") {
  CHECK(offer("# Roadmap\n\n## Dependencies\n\n| Dependency | Impact |\n|---|---|\n| KYC | Billing "
              "comes a quarter later |\n| Bank | <|> |\n")
            .list.items.empty());
}

TEST_CASE("dates are today, the period's end, the next quarter") {
  const std::string footer = "# Roadmap\n\n## Vision\n\nUp.\n\n---\n\n";
  CHECK(offer(footer + "**Last Updated**: <|>\n").labels() == "2026-12-01, 2026-12-31, 2027-01-01");
  CHECK(offer(footer + "**Next Review**: <|>\n").list.items[0].label == "2027-01-01");
  CHECK(offer(footer + "**Next Review**: <|>\n").list.items[0].detail ==
        "start of Q1 2027 · Friday");
  const Offer due = offer("# Roadmap\n\n## Milestones\n\n### Q2 2027\n\n**Target Date**: 2<|>\n");
  CHECK(due.list.items[0].label == "2027-06-30");
  CHECK(due.line("2027-06-30") == "**Target Date**: 2027-06-30");
}

TEST_CASE("owners are those that the document knows") {
  CHECK(
      offer("//- PROJECT_PLAN.md\n# Plan\n\n## Now\n\n**1. A thing**\n- **Owner**: Dana\n\n**2. B "
            "thing**\n- **Owner**: Kim\n\n**3. C thing**\n- **Owner**: Kim\n\n**4. D thing**\n- "
            "**Owner**: <|>\n")
          .labels() == "Kim, Dana");
}

TEST_CASE("a task is open or done") {
  CHECK(offer("//- notes.md\n- [<|>\n").labels() == "[ ], [x]");
  CHECK(offer("//- notes.md\n- [<|>\n").line("[ ]") == "- [ ] ");
  CHECK(offer("//- notes.md\n- [<|>] write\n").line("[x]") == "- [x] write");
}

// -- links ------------------------------------------------------------------------------------

constexpr std::string_view files = R"(
//- PROJECT_PLAN.md
# The plan

## Work in hand

### Work in hand

## 📚 Guides & more
//- docs/ops.md
# Operations
//- docs/with space (1).md
# Odd name
//- docs/deep/er.md
# Deeper
//- other/x.md
# X
)";

std::string link(std::string_view typed) {
  return "//- ROADMAP.md\n# Roadmap\n\nSee [it](" + std::string(typed) + std::string(files);
}

TEST_CASE("paths are the documents and folders in reach") {
  const Offer top = offer(link("<|>)\n"));
  CHECK(top.labels().starts_with("PROJECT_PLAN.md, docs/, other/"));
  CHECK(top.item("PROJECT_PLAN.md").detail == "The plan");
  CHECK(top.line("PROJECT_PLAN.md") == "See [it](PROJECT_PLAN.md)");
  CHECK(top.line("docs/ops.md") == "See [it](docs/ops.md)");
  CHECK(top.find("ROADMAP.md") == nullptr);
  CHECK(offer(link("PRO<|>\n")).line("PROJECT_PLAN.md") == "See [it](PROJECT_PLAN.md)");
  CHECK(offer(link("docs/<|>)\n")).labels() == "ops.md, with space (1).md, deep/");
  CHECK(offer(link("./docs/o<|>)\n")).line("ops.md") == "See [it](./docs/ops.md)");
  CHECK(offer(link("docs/../other/<|>)\n")).labels() == "x.md");
}

TEST_CASE("what a destination cannot hold is escaped") {
  CHECK(offer(link("docs/w<|>)\n")).line("with space (1).md") ==
        "See [it](docs/with%20space%20%281%29.md)");
  CHECK(offer(link("<docs/w<|>>)\n")).line("with space (1).md") ==
        "See [it](<docs/with space (1).md>)");
  const std::string odd = "\n//- h#x.md\n# H\n//- 100%20x.md\n# P\n//- a<b.md\n# L\n";
  CHECK(offer("[a](<<|>>)" + odd).line("h#x.md") == "[a](<h%23x.md>)");
  CHECK(offer("[a](<<|>>)" + odd).line("100%20x.md") == "[a](<100%2520x.md>)");
  CHECK(offer("[a](<<|>>)" + odd).line("a<b.md") == "[a](<a%3Cb.md>)");
  CHECK(offer("[a](<|>)" + odd).line("a<b.md") == "[a](a%3Cb.md)");
}

TEST_CASE("a document that is nowhere has nothing beside it") {
  World world = make_world("See [it](<|>)\n" + std::string(files));
  const auto untitled = workspace::make_document("untitled:Untitled-1", 1, world.document->text);
  CHECK(features::complete(world.workspace, *untitled, world.offset, december()).items.empty());
}

TEST_CASE("the part under the cursor is replaced, the rest stays") {
  CHECK(offer(link("do<|>cs/ops.md#x \"title\")\n")).line("other/") ==
        "See [it](other/ops.md#x \"title\")");
  CHECK(offer(link("docs/o<|>ld.md#x)\n")).line("ops.md") == "See [it](docs/ops.md#x)");
}

TEST_CASE("a destination is replaced as Markdown reads it") {
  CHECK(offer("[x](docs/<|>a(b).md)\n" + std::string(files)).line("ops.md") == "[x](docs/ops.md)");
  CHECK(offer("[x](do<|>cs/ops.md)\n" + std::string(files)).line("docs/") == "[x](docs/ops.md)");
  CHECK(offer("[x](do<|>cs/ops.md#a)\n" + std::string(files)).line("PROJECT_PLAN.md") ==
        "[x](PROJECT_PLAN.md#a)");
  CHECK(offer("([x](do<|>cs) and (more))\n" + std::string(files)).line("docs/") ==
        "([x](docs/) and (more))");
}

TEST_CASE("an escaped bracket opens no link") {
  const auto labels = [](std::string_view text) {
    return offer(std::string(text) + "\n" + std::string(files)).labels();
  };
  CHECK(labels("\\[x](PR<|>") == "");
  CHECK(labels("[x\\](PR<|>") == "");
  CHECK(labels("x](PR<|>") == "");
  CHECK(labels("\\\\[x](PR<|>") != "");
  CHECK(labels("[\\[x\\]](PR<|>") != "");
  CHECK(labels("[[x]](PR<|>") != "");
}

TEST_CASE("a link that nobody closed is closed") {
  const auto line = [](std::string_view text, std::string_view label) {
    return offer(std::string(text) + "\n" + std::string(files)).line(label);
  };
  CHECK(line("[x](PRO<|>", "PROJECT_PLAN.md") == "[x](PROJECT_PLAN.md)");
  CHECK(line("[x](PRO<|> and (more)", "PROJECT_PLAN.md") == "[x](PROJECT_PLAN.md) and (more)");
  CHECK(line("[x](<PRO<|>", "PROJECT_PLAN.md") == "[x](<PROJECT_PLAN.md>)");
  CHECK(line("[x](PRO<|>)", "PROJECT_PLAN.md") == "[x](PROJECT_PLAN.md)");
  CHECK(line("[x](PRO<|> \"t\")", "PROJECT_PLAN.md") == "[x](PROJECT_PLAN.md \"t\")");
  CHECK(line("[x](do<|>", "docs/") == "[x](docs/");  // goes on
  CHECK(line("[x](PROJECT_PLAN.md#wo<|>", "#work-in-hand") == "[x](PROJECT_PLAN.md#work-in-hand)");
}

TEST_CASE("images take pictures, links take any file") {
  const std::string others =
      std::string(files) + "//- img/a.png\nx\n//- logo.SVG\nx\n//- LICENSE\nx\n";
  CHECK(offer("![x](<|>)\n" + others).labels() == "logo.SVG, docs/, img/, other/");
  CHECK(offer("![x](img/<|>)\n" + others).line("a.png") == "![x](img/a.png)");
  CHECK(offer("[![x](img/<|>)](y)\n" + others).labels() == "a.png");
  CHECK(offer("[x](<|>)\n" + others).find("LICENSE") != nullptr);
  CHECK(offer("[x](img/<|>)\n" + others).labels() == "a.png");
}

TEST_CASE("a path that begins with / is seen from the root") {
  const std::string here = "//- docs/here.md\n[x](";
  CHECK(offer(here + "/<|>)\n" + std::string(files)).line("PROJECT_PLAN.md") ==
        "[x](/PROJECT_PLAN.md)");
  CHECK(offer(here + "/docs/<|>)\n" + std::string(files)).line("ops.md") == "[x](/docs/ops.md)");
  CHECK(offer(here + "//<|>)\n" + std::string(files)).list.items.empty());
}

TEST_CASE("from a folder, what is above is in reach") {
  const std::string here = "//- docs/here.md\n[x](";
  CHECK(offer(here + "../<|>)\n" + std::string(files)).line("PROJECT_PLAN.md") ==
        "[x](../PROJECT_PLAN.md)");
  CHECK(offer(here + "<|>)\n" + std::string(files)).line("../PROJECT_PLAN.md") ==
        "[x](../PROJECT_PLAN.md)");
  // Nothing outside the workspace is listed.
  CHECK(offer(here + "../../<|>)\n" + std::string(files)).list.items.empty());
}

TEST_CASE("definitions and imports take paths, addresses take none") {
  CHECK(offer("[x]: PRO<|>\n" + std::string(files)).line("PROJECT_PLAN.md") ==
        "[x]: PROJECT_PLAN.md");
  CHECK(offer("//- CLAUDE.md\n# Guide\n\nSee @docs/<|>\n" + std::string(files))
            .line("with space (1).md") == "See @docs/with space (1).md");
  CHECK(offer(link("https://<|>)\n")).list.items.empty());
  CHECK(offer("[x](a.md) and (<|>)\n" + std::string(files)).list.items.empty());
}

TEST_CASE("behind # come the target's headings as GitHub anchors them") {
  const Offer anchors = offer(link("PROJECT_PLAN.md#<|>)\n"));
  CHECK(anchors.labels() == "#the-plan, #work-in-hand, #work-in-hand-1, #-guides--more");
  CHECK(anchors.item("#-guides--more").detail == "📚 Guides & more · line 7");
  CHECK(anchors.line("#-guides--more") == "See [it](PROJECT_PLAN.md#-guides--more)");
  CHECK(anchors.item("#-guides--more").filter_text == "-guides--more 📚 Guides & more");
  CHECK(offer(link("PROJECT_PLAN.md#<|>)\n"), false).labels() == anchors.labels());
  CHECK(offer(link("PROJECT_PLAN.md#wo<|>rk)\n")).line("#work-in-hand-1") ==
        "See [it](PROJECT_PLAN.md#work-in-hand-1)");
  CHECK(offer("# Here\n\n[x](#<|>)\n\n## There\n").labels() == "#here, #there");
  CHECK(offer(link("gone.md#<|>)\n")).list.items.empty());
}

TEST_CASE("labels come from the document's definitions") {
  const std::string definitions = "\n\n[plan]: PROJECT_PLAN.md\n[Other One]: x.md\n";
  CHECK(offer("See [it][<|>" + definitions).labels() == "plan, Other One");
  CHECK(offer("See [it][<|>" + definitions).line("plan") == "See [it][plan]");
  CHECK(offer("See [it][<|>]" + definitions).line("plan") == "See [it][plan]");
  CHECK(offer("See [<|>" + definitions).line("Other One") == "See [Other One]");
}

TEST_CASE("work that something depends on becomes a link that a heading answers") {
  const std::string plans =
      "//- ROADMAP.md\n# Roadmap\n\n## Milestones\n\n### Q1 2027: Foundations\n\n**Key "
      "Initiatives**:\n1. **Partner API**: others\n2. **Audit [log]**: who\n\n### Q2 2027: "
      "Growth\n\n**Key Initiatives**:\n1. **Billing**: money\n   - Dependencies: %\n";
  const auto with = [&](std::string_view value) {
    std::string text = plans;
    return text.replace(text.find('%'), 1, value);
  };
  const Offer names = offer(with("<|>"));
  CHECK(names.line("Partner API") == "   - Dependencies: [Partner API](#q1-2027-foundations)");
  CHECK(names.line("Audit [log]") == "   - Dependencies: [Audit \\[log\\]](#q1-2027-foundations)");
  CHECK(names.find("Billing") == nullptr);          // itself
  CHECK(names.find("Q2 2027: Growth") == nullptr);  // what it is part of
  CHECK(names.find("Q1 2027: Foundations") != nullptr);
  CHECK(names.item("Partner API").detail == "initiative · Q1 2027");
  CHECK(offer(with("partner<|>")).line("Partner API") ==
        "   - Dependencies: [Partner API](#q1-2027-foundations)");
  CHECK(offer(with("Audit log, par<|>")).line("Partner API") ==
        "   - Dependencies: Audit log, [Partner API](#q1-2027-foundations)");
  // What stands behind the part that is typed stays.
  CHECK(offer(with("Part<|> and Audit log")).line("Partner API") ==
        "   - Dependencies: [Partner API](#q1-2027-foundations) and Audit log");
  CHECK(offer(with("Audit log & par<|> + more")).line("Partner API") ==
        "   - Dependencies: Audit log & [Partner API](#q1-2027-foundations) + more");
  CHECK(offer(with("Par<|>tner API, more")).line("Partner API") ==
        "   - Dependencies: [Partner API](#q1-2027-foundations), more");
  // From elsewhere, with the file.
  const Offer away = offer(
      "//- docs/PROJECT_PLAN.md\n# Plan\n\n## Next\n\n**1. Invoices**\n- "
      "**Depends on**: <|>\n" +
      with("None"));
  CHECK(away.line("Billing") == "- **Depends on**: [Billing](../ROADMAP.md#q2-2027-growth)");
  CHECK(away.item("Billing").detail == "initiative · Q2 2027 · ROADMAP.md");
}

TEST_CASE("work is called by its name, and the place where it stands is none") {
  const Offer names = offer(
      "//- PROJECT_PLAN.md\n# Plan\n\n## What We're Building\n\n### Now\n\n**1. Partner API**\n- "
      "**What**: others\n\n### Next\n\n**2. Billing**\n- **Depends on**: <|>\n");
  CHECK(names.find("Now") == nullptr);
  CHECK(names.line("Partner API").starts_with("- **Depends on**: [Partner API](#"));
  const Offer tasks = offer(
      "# Roadmap\n\n## Milestones\n\n### Q1 2027\n\n**Key Initiatives**:\n1. Partner API\n2. [] "
      "buoy "
      "list\n- [] tides\n\n**Billing**\n- Depends on: <|>\n");
  CHECK(tasks.line("Partner API") == "- Depends on: [Partner API](#q1-2027)");
  CHECK(tasks.line("buoy list") == "- Depends on: [buoy list](#q1-2027)");
  CHECK(tasks.line("tides") == "- Depends on: [tides](#q1-2027)");
}

TEST_CASE("front matter takes names, no links") {
  CHECK(offer("//- PROJECT_PLAN.md\n---\ndepends_on: Par<|>\n---\n# P\n//- ROADMAP.md\n# R\n\n## "
              "M\n\n### "
              "Q1 2027\n\n**Key Initiatives**:\n1. **Partner API**: x\n")
            .line("Partner API") == "depends_on: Partner API");
}

TEST_CASE("a name with an \"and\" in it is one name") {
  const auto with = [](std::string_view value) {
    return offer(
               "# Roadmap\n\n## Milestones\n\n### Q1 2027\n\n**Key Initiatives**:\n1. **Search and "
               "Replace**: a\n2. **B**: b\n   - Dependencies: " +
               std::string(value) + "\n")
        .line("Search and Replace");
  };
  const std::string link = "   - Dependencies: [Search and Replace](#q1-2027)";
  CHECK(with("Search and Re<|>") == link);
  CHECK(with("Sea<|>rch and Replace, more") == link + ", more");
}

TEST_CASE("comments know the rules") {
  const Offer rules = offer("<!-- pland-ignore-next-line miss<|> -->\n");
  CHECK(rules.find("missing-metrics") != nullptr);
  CHECK(rules.line("missing-metrics") == "<!-- pland-ignore-next-line missing-metrics -->");
  CHECK(offer("<!-- a remark <|> -->\n").list.items.empty());
}

TEST_CASE("documentation is made when it is asked for") {
  const auto documentation = [](const Offer& one, std::string_view label) {
    return features::resolve_completion(one.world.workspace, *one.world.document,
                                        one.item(label).data, december());
  };
  CHECK(documentation(offer(std::string(roadmap_start) + "## <|>\n"), "Strategic Themes")
            .find("A theme is a direction") != std::string::npos);
  CHECK(documentation(offer(link("<|>)\n")), "PROJECT_PLAN.md").starts_with("**The plan**"));
  CHECK(documentation(offer(link("PROJECT_PLAN.md#<|>)\n")), "#work-in-hand")
            .starts_with("**Work in hand**"));
  const World world = make_world("# Roadmap\n");
  for (const std::string_view data :
       {"", "section", "section roadmap", "section 9999 roadmap", "section 1 x", "entity 5 gone.md",
        "file gone.md", "anchor x", "anchor", "rule x", "nonsense"}) {
    CAPTURE(data);
    const std::string text =
        features::resolve_completion(world.workspace, *world.document, data, december());
    CHECK(text.find("ROADMAP") == std::string::npos);
  }
}

}  // namespace
}  // namespace pland::tests
