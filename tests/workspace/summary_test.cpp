#include "analysis/workspace/summary.h"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <random>
#include <string>

#include "analysis/plan/kind.h"
#include "analysis/workspace/workspace.h"

using namespace pland;
using namespace pland::workspace;

namespace {

DocumentPtr document(std::string_view text, std::string path = "/ws/ROADMAP.md") {
  return make_document(std::move(path), 1, markdown::Document::parse(text));
}

std::vector<std::string> slugs(const Summary& summary) {
  std::vector<std::string> out;
  for (const Anchor& anchor : summary.anchors) out.emplace_back(anchor.slug);
  return out;
}

const NamedEntity* entity(const Summary& summary, plan::EntityKind kind, std::string_view title) {
  for (const NamedEntity& one : summary.entities)
    if (one.kind == kind && one.title == title) return &one;
  return nullptr;
}

// Every difference there may be, places included.
void check_equal(const Summary& a, const Summary& b) {
  REQUIRE(a.anchors.size() == b.anchors.size());
  for (std::size_t i = 0; i < a.anchors.size(); ++i) {
    const Anchor &x = a.anchors[i], &y = b.anchors[i];
    CHECK(x.slug == y.slug);
    CHECK(x.title == y.title);
    CHECK(x.level == y.level);
    CHECK(x.plain_columns == y.plain_columns);
    CHECK(x.place.span == y.place.span);
    CHECK(x.place.begin == y.place.begin);
    CHECK(x.place.end == y.place.end);
    if (x.slug.empty()) continue;  // a heading without a letter: nothing links to it
    REQUIRE(a.anchor(x.slug) != nullptr);
    REQUIRE(b.anchor(x.slug) != nullptr);
    CHECK(a.anchor(x.slug) - a.anchors.data() == b.anchor(x.slug) - b.anchors.data());
  }
  REQUIRE(a.entities.size() == b.entities.size());
  for (std::size_t i = 0; i < a.entities.size(); ++i) {
    const NamedEntity &x = a.entities[i], &y = b.entities[i];
    CHECK(x.kind == y.kind);
    CHECK(x.status == y.status);
    CHECK(x.title == y.title);
    CHECK(x.key == y.key);
    CHECK(x.id == y.id);
    CHECK(x.detail == y.detail);
    CHECK(x.owner == y.owner);
    CHECK(x.days == y.days);
    CHECK(x.plain_columns == y.plain_columns);
    CHECK(x.place.span == y.place.span);
    CHECK(x.place.begin == y.place.begin);
    CHECK(x.place.end == y.place.end);
  }
  CHECK(a.path == b.path);
  CHECK(a.kind == b.kind);
  CHECK(a.kind_source == b.kind_source);
  CHECK(a.title == b.title);
  CHECK(a.purpose == b.purpose);
  CHECK(a.last_updated == b.last_updated);
  CHECK(a.targets == b.targets);
  CHECK(a.milestones == b.milestones);
  CHECK(a.open_initiatives == b.open_initiatives);
  CHECK(a.open_tasks == b.open_tasks);
  CHECK(a.done_tasks == b.done_tasks);
  CHECK(a.is_template == b.is_template);
  CHECK(same_exports(a, b));
}

}  // namespace

TEST_CASE("a record stands as its front matter or its own section says") {
  const auto record = [](std::string_view text) {
    return make_document("/ws/docs/adr/0003-tides.md", 1, markdown::Document::parse(text));
  };
  const auto status = [&](std::string_view text) {
    const auto read = record(text);
    const Summary& summary = *read->summary;
    const NamedEntity* found = entity(summary, plan::EntityKind::decision, "ADR-3: Tides");
    REQUIRE(found != nullptr);
    return std::string(found->status ? plan::name(*found->status) : "none") + "|" +
           std::string(found->detail);
  };
  CHECK(status("# ADR-3: Tides\n\n## Status\n\nAccepted\n\n## Context\n\nx\n") == "done|accepted");
  CHECK(status("---\nstatus: proposed\n---\n\n# ADR-3: Tides\n\n## Context\n\nx\n") ==
        "draft|proposed");
  CHECK(status("# ADR-3: Tides\n\n## Options\n\n**Status**: rejected\n") == "none|");
}

TEST_CASE("anchors: headings as GitHub numbers them, and ids") {
  auto made = document(R"(# Foo

## Foo

<a id="Here"></a>

## Foo 1
## Foo-1
## `code` & [link](x.md) 📚

> ## Quoted

- # In an item

## Quoted
)");
  const Summary& summary = *made->summary;
  CHECK(slugs(summary) == std::vector<std::string>{"foo", "foo-1", "Here", "foo-1-1", "foo-1-2",
                                                   "code--link-", "quoted", "in-an-item",
                                                   "quoted-1"});
  CHECK(summary.anchors[2].level == 0);
  CHECK(summary.anchors[2].title.empty());
  CHECK(summary.anchors[1].level == 2);

  SUBCASE("found exactly, then in another case, and with GitHub's prefix") {
    REQUIRE(summary.anchor("foo-1-1") != nullptr);
    CHECK(summary.anchor("foo-1-1")->title == "Foo 1");
    CHECK(summary.anchor("FOO")->slug == "foo");
    CHECK(summary.anchor("here")->slug == "Here");
    CHECK(summary.anchor("user-content-here")->slug == "Here");
    CHECK(summary.anchor("fo") == nullptr);
    CHECK(summary.anchor("") == nullptr);
    CHECK(summary.anchor("foo-2") == nullptr);
  }
  SUBCASE("each where it stands") {
    const Anchor* anchor = summary.anchor("foo-1-2");
    REQUIRE(anchor != nullptr);
    CHECK(made->text.text(anchor->place.span) == "Foo-1");
    CHECK(anchor->place.begin == markdown::Position{7, 3});
    CHECK(anchor->place.end == markdown::Position{7, 8});
    CHECK(made->text.text(summary.anchor("here")->place.span) == "Here");
  }
}

TEST_CASE("anchors in another alphabet are found in either case") {
  auto made = document("# Über Größe\n");
  CHECK(made->summary->anchor("über-größe") != nullptr);
  CHECK(made->summary->anchor("ÜBER-GRÖßE") != nullptr);
}

TEST_CASE("what a roadmap's summary says") {
  auto made = document(R"(# Roadmap - Harbour

## Purpose of This Document

Where the harbour master's office is going, e.g. in the next year. Reviewed each quarter.

## Quarterly Milestones

### Q1 2027 (Jan - Mar): Quieter nights

**Key Initiatives**:

1. **Dim the lamps**: for the birds
2. ✅ **Fix the horn**: it was broken

**Success Metrics**:
- At most 3 complaints a week

### Q2 2027 (Apr - Jun): More berths 🚧

- [ ] Ask the council
- [x] Measure the basin

---

**Last Updated**: 2027-01-05

[plan](PROJECT_PLAN.md), [the same](./PROJECT_PLAN.md#now), [site](https://example.org),
[here](#purpose-of-this-document), `docs/tides.md`, www.example.org, ![map](maps/one.png)
)");
  const Summary& summary = *made->summary;
  CHECK(summary.kind == plan::DocumentKind::roadmap);
  CHECK(summary.title == "Roadmap - Harbour");
  CHECK(summary.purpose == "Where the harbour master's office is going, e.g. in the next year.");
  REQUIRE(summary.last_updated);
  CHECK(plan::to_iso(*summary.last_updated) == "2027-01-05");
  CHECK(summary.targets ==
        std::vector<std::string>{"/ws/PROJECT_PLAN.md", "/ws/docs/tides.md", "/ws/maps/one.png"});
  CHECK(summary.milestones == 2);
  CHECK(summary.open_initiatives == 1);
  CHECK(summary.open_tasks == 1);
  CHECK(summary.done_tasks == 1);
  CHECK_FALSE(summary.is_template);
  REQUIRE(entity(summary, plan::EntityKind::initiative, "Dim the lamps") != nullptr);
  const NamedEntity* horn = entity(summary, plan::EntityKind::initiative, "Fix the horn");
  REQUIRE(horn != nullptr);
  CHECK(horn->detail == "done");
  CHECK(horn->key == "fix the horn");
  CHECK(made->text.text(horn->place.span).find("Fix the horn") != std::string::npos);
  bool dated = false;
  for (const NamedEntity& one : summary.entities)
    dated = dated ||
            (one.kind == plan::EntityKind::milestone && one.detail == "in progress \u00b7 Q2 2027");
  CHECK(dated);
}

TEST_CASE("nothing at all") {
  for (const char* text : {"", "\n", "no heading", "---\ntitle: x\n---\n"}) {
    CAPTURE(text);
    auto made = document(text, "/ws/x.md");
    CHECK(made->summary->anchors.empty());
    CHECK(made->summary->anchor("x") == nullptr);
    auto again = make_document("/ws/x.md", 2, made->text.edit({0, 0}, "# A\n"), {}, made.get());
    CHECK(again->summary->anchor("a") != nullptr);
  }
}

TEST_CASE("what others can see") {
  auto one = document("# A\n\nText.\n\n## B\n\n[x](y.md)\n");
  auto typed = make_document(one->path, 2, one->text.edit({5, 5}, "More. "), {}, one.get());
  CHECK(same_exports(*one->summary, *typed->summary));
  CHECK(typed->summary->anchors[1].place.span != one->summary->anchors[1].place.span);
  auto renamed = make_document(one->path, 2, one->text.edit({2, 3}, "C"), {}, one.get());
  CHECK_FALSE(same_exports(*one->summary, *renamed->summary));
  auto target = static_cast<std::uint32_t>(one->text.text().find("y.md"));
  auto moved =
      make_document(one->path, 2, one->text.edit({target, target + 1}, "z"), {}, one.get());
  CHECK_FALSE(same_exports(*one->summary, *moved->summary));
}

TEST_CASE("periods as days, owners, and lines that are ASCII") {
  const std::string text =
      "# Roadmap\n\n## Milestones\n\n### Q2 2027: Berths\n\n**Key Initiatives**:\n1. **Pumps**: "
      "x\n   - **Owner**: "
      "@dana\n2. **Kälte**: x\n   - **Owner**: @dana\n\n### 2026+ and beyond\n";
  auto made = document(text);
  const auto find = [&](std::string_view title) {
    const auto& all = made->summary->entities;
    const auto at = std::find_if(all.begin(), all.end(),
                                 [&](const NamedEntity& one) { return one.title == title; });
    REQUIRE(at != all.end());
    return *at;
  };
  const NamedEntity quarter = find("Q2 2027: Berths");
  CHECK(quarter.days == Days({{2027, 4, 1}, {2027, 6, 30}}));
  CHECK(quarter.days.overlaps(Days({{2027, 6, 30}, {2027, 12, 31}})));
  CHECK_FALSE(quarter.days.overlaps(Days({{2027, 7, 1}, {2027, 12, 31}})));
  CHECK(quarter.plain_columns);
  CHECK(find("Pumps").owner == "@dana");
  CHECK_FALSE(find("Pumps").days.known());
  CHECK(find("Pumps").plain_columns);
  CHECK_FALSE(find("Kälte").plain_columns);
  // Kept once.
  CHECK(find("Kälte").owner.data() == find("Pumps").owner.data());
  CHECK(Days::number({9999, 12, 31}) == Days::forever);

  const auto change = [&](std::string_view from, std::string_view to) {
    const auto at = static_cast<std::uint32_t>(text.find(from));
    const Span span{at, at + static_cast<std::uint32_t>(from.size())};
    auto next = make_document(made->path, 2, made->text.edit(span, to), {}, made.get());
    return !same_exports(*made->summary, *next->summary);
  };
  CHECK(change("@dana", "@kim"));
  CHECK(change("Q2 2027", "Q3 2027"));
  CHECK_FALSE(change("**: x", "**: y"));
}

TEST_CASE("a heading that says nothing gives up the number it had") {
  // Long enough for the last one to stand in a chapter that the edits leave alone.
  std::string text = "> # Quoted\n\n##\n\n";
  for (int i = 0; i < 60; ++i)
    text += fmt::format("## Part {}\n\n{}\n\n", i, std::string(200, 'w'));
  const auto opened = document(text + "##\n");
  // After one edit a summary is made of pieces, which the next one takes over.
  const auto before =
      make_document(opened->path, 2, opened->text.edit({4, 4}, "x"), {}, opened.get());
  REQUIRE(before->plan->chapters.size() > 2);
  REQUIRE(before->summary->anchors.back().slug == "-1");
  const auto after =
      make_document(before->path, 3, before->text.edit({13, 15}, "x"), {}, before.get());
  CHECK(after->summary->anchors.back().slug.empty());
  check_equal(*after->summary, *document(after->text.text())->summary);
  const auto again =
      make_document(after->path, 4, after->text.edit({13, 14}, "##"), {}, after.get());
  CHECK(again->summary->anchors.back().slug == "-1");
}

TEST_CASE("an edited document's summary is the one from scratch") {
  // Pieces that make and break headings, ids, entities, definitions, quotes, periods.
  const char* pieces[] = {
      "## Foo\n\n",
      "# Foo\n\n",
      "> ## Foo\n\n",
      "<a id=\"x\"></a>\n\n",
      "- [ ] a task\n",
      "- [x] done\n",
      "\n",
      "**Status**: done\n",
      "- **Owner**: Dana\n",
      "1. **One**: x\n",
      "## Q1 2027\n\n",
      "[a](b.md) ",
      "[r]: c.md\n\n",
      "[r] ",
      "```\n",
      "text. More text. ",
      "## Risks\n\n",
      "**Risk 1: wet**\n",
      "## Purpose\n\n",
      "---\n",
      "### Decision 1: Go\n",
      "## TEN-3 Boats\n",
      "\u00fcber ",
      "\r\n",
      "**Last Updated**: 2027-01-02\n",
  };
  for (unsigned seed = 1; seed <= 60; ++seed) {
    CAPTURE(seed);
    std::mt19937 random(seed);
    auto pick = [&](std::size_t below) { return static_cast<std::uint32_t>(random() % below); };
    std::string text =
        seed % 3 == 0 ? plan::schema_of(plan::DocumentKind::roadmap)->text : "# Foo\n\n";
    for (int i = 0; i < 40; ++i) text += pieces[pick(std::size(pieces))];
    auto now = document(text);
    for (int i = 0; i < 12; ++i) {
      std::uint32_t begin = pick(now->text.size() + 1);
      Span span{begin, std::min(now->text.size(), begin + pick(30))};
      std::string put = pick(4) == 0 ? "" : pieces[pick(std::size(pieces))];
      now = make_document(now->path, now->version + 1, now->text.edit(span, put), {}, now.get());
      auto fresh = document(now->text.text());
      check_equal(*now->summary, *fresh->summary);
      CHECK(*now->definitions == *fresh->definitions);
    }
  }
}
