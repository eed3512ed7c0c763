#include "analysis/plan/kind.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <string>

#include "analysis/markdown/document.h"
#include "analysis/plan/plan.h"

using namespace pland;
using namespace pland::plan;

namespace {

const SchemaSection& section(const KindSchema& schema, std::string_view title) {
  for (const SchemaSection& one : schema.sections)
    if (one.title == title) return one;
  FAIL("no section " << std::string(title));
  return schema.sections.front();
}

const SchemaField& field(const std::vector<SchemaField>& fields, std::string_view label) {
  for (const SchemaField& one : fields)
    if (one.label == label) return one;
  FAIL("no field " << std::string(label));
  return fields.front();
}

bool has(const std::vector<std::string>& list, std::string_view what) {
  return std::find(list.begin(), list.end(), what) != list.end();
}

constexpr std::string_view recipe =
    R"(<!-- pland: kind: plan; files: RECIPE.md | cookbook/; title: Recipe -->
# Recipe - [Dish]

How a dish is made.

## Shopping List
<!-- pland: required; is: dependencies; aliases: Ingredients | What You Need -->

What to buy, and how much.

It is written for four.

- [Ingredient 1]

---

## Step 1: [Step]
<!-- pland: repeat; is: milestone -->

[What to do, in one sentence]

**Heat**: [Low/High]
<!-- pland: required; aliases: Temperature -->

**Done when**:
<!-- pland: is: metrics -->
- [Sign 1 - e.g., "The crust is brown"]
- [Sign 2]

1. **[Hint 1]**: [What helps]
   <!-- pland: repeat; is: initiative -->
   - Because: [Why it helps]
     <!-- pland: required -->

### Details
Nothing here.

## Risks

**Risk 1: [Risk]**
<!-- pland: repeat; is: risk -->
- **Likelihood**: [Low/High]
  <!-- pland: aliases: Probability -->

---

**Last Cooked**: [YYYY-MM-DD]
<!-- pland: required; aliases: Cooked -->
**Cook**: [Name]
)";

}  // namespace

TEST_CASE("a template is its schema") {
  const KindSchema schema = parse_kind(recipe);
  CHECK(schema.kind == DocumentKind::plan);
  CHECK(schema.title == "Recipe");
  CHECK(schema.files == std::vector<std::string>{"recipe.md", "cookbook/"});
  REQUIRE(schema.sections.size() == 6);

  SUBCASE("a section with its names, role and guidance") {
    const SchemaSection& list = section(schema, "Shopping List");
    CHECK(list.level == 2);
    CHECK(list.required);
    CHECK_FALSE(list.repeat);
    CHECK(list.is == "dependencies");
    CHECK(list.role == SectionRole::dependencies);
    CHECK(list.entity == EntityKind::none);
    CHECK(list.parent == no_index);
    CHECK(list.names == std::vector<std::string>{"shopping list", "ingredients", "what you need"});
    CHECK(list.guidance == "What to buy, and how much.\n\nIt is written for four.");
    CHECK(list.skeleton ==
          "## Shopping List\n\nWhat to buy, and how much.\n\nIt is written for four.\n\n"
          "- [Ingredient 1]\n");
  }
  SUBCASE("a repeated section is a pattern, and what it is is an entity") {
    const SchemaSection& step = section(schema, "Step 1: [Step]");
    CHECK(step.repeat);
    CHECK(step.entity == EntityKind::milestone);
    CHECK(step.names == std::vector<std::string>{"step #: *"});
    CHECK(step.guidance == "What to do, in one sentence");  // of the placeholder: nothing else says
    CHECK(step.end == 4);
    REQUIRE(step.fields.size() == 2);
    const SchemaField& heat = field(step.fields, "Heat");
    CHECK(heat.required);
    CHECK(heat.placeholder == "[Low/High]");
    CHECK(heat.names == std::vector<std::string>{"heat", "temperature"});
    CHECK(heat.skeleton == "**Heat**: [Low/High]\n");
    const SchemaField& done = field(step.fields, "Done when");
    CHECK_FALSE(done.required);
    CHECK(done.placeholder.empty());
    CHECK(done.skeleton ==
          "**Done when**:\n- [Sign 1 - e.g., \"The crust is brown\"]\n- [Sign 2]\n");
  }
  SUBCASE("a bold item that may repeat is a section below all headings") {
    const SchemaSection& hint = section(schema, "[Hint 1]");
    CHECK(hint.level == 7);
    CHECK(hint.entity == EntityKind::initiative);
    CHECK(hint.names.empty());  // a name that is all placeholder would be everything's name
    CHECK(schema.sections[hint.parent].title == "Step 1: [Step]");
    CHECK(hint.skeleton == "1. **[Hint 1]**: [What helps]\n   - Because: [Why it helps]\n");
    const SchemaSection& risk = section(schema, "Risk 1: [Risk]");
    CHECK(risk.level == 7);
    CHECK(risk.entity == EntityKind::risk);
    CHECK(has(field(risk.fields, "Likelihood").names, "probability"));
    CHECK(field(risk.fields, "Likelihood").skeleton == "- **Likelihood**: [Low/High]\n");
    CHECK(risk.skeleton == "**Risk 1: [Risk]**\n- **Likelihood**: [Low/High]\n");
  }
  SUBCASE("what stands behind the last line across belongs to the document") {
    REQUIRE(schema.fields.size() == 2);
    CHECK(schema.fields[0].label == "Last Cooked");
    CHECK(schema.fields[0].required);
    CHECK(schema.fields[1].label == "Cook");
    CHECK(section(schema, "Risks").skeleton ==
          "## Risks\n\n**Risk 1: [Risk]**\n- **Likelihood**: [Low/High]\n");
  }
  SUBCASE("the text has no annotation, and nothing else is gone") {
    CHECK(schema.text.find("pland:") == std::string::npos);
    CHECK(schema.text.starts_with(
        "# Recipe - [Dish]\n\nHow a dish is made.\n\n## Shopping List\n\n"));
    CHECK(schema.text.ends_with("\n---\n\n**Last Cooked**: [YYYY-MM-DD]\n**Cook**: [Name]\n"));
    CHECK(schema.text.find("\n\n\n") == std::string::npos);
  }
}

TEST_CASE("a template without annotations, and texts that are none") {
  const KindSchema plain = parse_kind("# Notes\n\n## One\n\nText.\n\n## Two\n");
  CHECK(plain.kind == DocumentKind::none);
  CHECK(plain.title == "Notes");
  REQUIRE(plain.sections.size() == 2);
  CHECK_FALSE(plain.sections[0].required);
  CHECK(plain.sections[0].guidance == "Text.");
  CHECK(parse_kind("").sections.empty());
  CHECK(parse_kind("<!-- pland: required -->").sections.empty());
  CHECK(parse_kind("<!-- pland: ;;: | ; is -->\n\n---\n---\n").fields.empty());
  CHECK(parse_kind("# A\n# B\n").sections.size() == 2);  // no lone title: both are sections
  CHECK(parse_kind("## A\r\n<!-- pland: required -->\r\n\r\nText.\r\n").text ==
        "## A\r\n\r\nText.\n");
}

TEST_CASE("names match through numbers, placeholders and periods") {
  CHECK(matches_name("theme 2: speed", "theme #: *"));
  CHECK(matches_name("theme 12 \u2014 speed", "theme #: *"));
  CHECK(matches_name("theme 2", "theme #: *"));
  CHECK_FALSE(matches_name("theme: speed", "theme #: *"));
  CHECK_FALSE(matches_name("themes 2: speed", "theme #: *"));
  CHECK(matches_name("q2 2027 (apr - jun): growth", "@: *"));
  CHECK(matches_name("q2 2027", "@: *"));
  CHECK(matches_name("h1 2028: abroad", "@: *"));
  CHECK_FALSE(matches_name("beyond q2: more", "@: *"));
  CHECK_FALSE(matches_name("growth", "@: *"));
  CHECK(matches_name("[1.2.0] - 2027-03-04", "@ - @"));
  CHECK(matches_name("v1.2.0", "@"));
  CHECK(matches_name("2027-03-04: moved", "@: *"));
  CHECK(matches_name("risks and dependencies", "risks & dependencies"));
  CHECK(matches_name("what we\u2019re not doing", "what we're not doing"));
  CHECK(matches_name("vision (2027)", "vision"));
  CHECK_FALSE(matches_name("", ""));
  CHECK_FALSE(matches_name("anything", ""));
}

TEST_CASE("the built-in kinds") {
  REQUIRE(kinds().size() == 6);
  for (const KindSchema& schema : kinds()) {
    CAPTURE(name(schema.kind));
    CHECK(schema_of(schema.kind) == &schema);
    CHECK_FALSE(schema.title.empty());
    CHECK_FALSE(schema.files.empty());
    CHECK(schema.text.find("<!--") == std::string::npos);
    CHECK(std::any_of(schema.sections.begin(), schema.sections.end(),
                      [](const SchemaSection& one) { return one.required; }));
    for (std::uint32_t i = 0; i < schema.sections.size(); ++i) {
      const SchemaSection& one = schema.sections[i];
      CAPTURE(one.title);
      CHECK_FALSE(one.skeleton.empty());
      CHECK(one.skeleton.ends_with('\n'));
      CHECK(one.skeleton.find("pland:") == std::string::npos);
      // A skeleton is a piece of the text, but for the indent of items.
      if (one.level < 7) CHECK(schema.text.find(one.skeleton) != std::string::npos);
      CHECK(one.end > i);
      if (one.parent != no_index) {
        CHECK(schema.sections[one.parent].level < one.level);
        CHECK(schema.sections[one.parent].end >= one.end);
      }
    }
  }
  CHECK(schema_of(DocumentKind::none) == nullptr);
}

TEST_CASE("a heading finds its section: by name, alias, pattern, unit, role") {
  const KindSchema& roadmap = *schema_of(DocumentKind::roadmap);
  auto title = [&](std::string_view normal, std::optional<SectionRole> role = {},
                   EntityKind unit = EntityKind::none) -> std::string {
    auto found = roadmap.find(normal, role, unit);
    return found ? roadmap.sections[*found].title : "";
  };
  CHECK(title("vision statement") == "Vision Statement");
  CHECK(title("north star") == "Vision Statement");
  CHECK(title("vision (until 2030)") == "Vision Statement");
  CHECK(title("what we\u2019re not doing") == "What We're NOT Doing (And Why)");
  CHECK(title("theme 4: less noise").starts_with("Theme 1"));
  CHECK(title("q3 2027 (jul - sep): growth").starts_with("Q1 YYYY"));
  CHECK(title("phase 5b", {}, EntityKind::milestone).starts_with("Q1 YYYY"));
  CHECK(title("things to leave alone", SectionRole::non_goals) == "What We're NOT Doing (And Why)");
  CHECK(title("kitchen rota").empty());
  // A name that the title of one section and the alias of another share is the title's.
  const KindSchema& changelog = *schema_of(DocumentKind::changelog);
  auto release = changelog.find("1.4.2 (2027-02-03)", {}, EntityKind::release);
  REQUIRE(release);
  CHECK(changelog.sections[*release].repeat);
  auto unreleased = changelog.find("[unreleased]", {}, EntityKind::release);
  REQUIRE(unreleased);
  CHECK_FALSE(changelog.sections[*unreleased].repeat);
}

TEST_CASE("what must be there") {
  auto required = [](DocumentKind kind) {
    std::vector<std::string> out;
    for (const SchemaSection& one : schema_of(kind)->sections)
      if (one.required) out.push_back(one.title);
    return out;
  };
  CHECK(required(DocumentKind::decision) ==
        std::vector<std::string>{"Context", "Decision", "Consequences"});
  CHECK(required(DocumentKind::guide) == std::vector<std::string>{"Project Overview", "Commands"});
  const KindSchema& roadmap = *schema_of(DocumentKind::roadmap);
  const SchemaField& metrics =
      field(section(roadmap, "Q1 YYYY (Jan - Mar): [Theme/Focus]").fields, "Success Metrics");
  CHECK(metrics.required);
  CHECK(metrics.role == FieldRole::success_metrics);
  CHECK(field(roadmap.fields, "Last Updated").required);
}

TEST_CASE("the kind that a path claims") {
  struct Case {
    const char* path;
    DocumentKind kind;
  };
  const Case cases[] = {
      {"ROADMAP.md", DocumentKind::roadmap},
      {"/ws/docs/Product-Roadmap_2027.md", DocumentKind::roadmap},
      {"docs/how_to_roadmap.md", DocumentKind::none},
      {"docs/roadmap-process.md", DocumentKind::none},
      {".cursor/roadmap.md", DocumentKind::none},
      {"PROJECT_PLAN.md", DocumentKind::plan},
      {"release-plan.md", DocumentKind::plan},
      {"plans/q3.md", DocumentKind::plan},
      {"plans/README.md", DocumentKind::none},
      {"sprint-12.md", DocumentKind::plan},
      {"my-plans/q3.md", DocumentKind::none},
      {"docs/planets.md", DocumentKind::none},
      {"okrs/2027-q1.md", DocumentKind::okr},
      {"docs/team-okrs.md", DocumentKind::okr},
      {"FY27Q1-OKR-Plan.md", DocumentKind::okr},
      {"docs/adr/0001-x.md", DocumentKind::decision},
      {"docs/decisions/0007-use-templates.md", DocumentKind::decision},
      {"docs/decisions/template.md", DocumentKind::none},
      {"docs/adr/README.md", DocumentKind::none},
      {"decisions/roadmap.md", DocumentKind::roadmap},  // a name counts for more than a folder
      {"docs/decisions/adr-002-sprint-length.md", DocumentKind::decision},
      {"CHANGELOG.md", DocumentKind::changelog},
      {"CHANGES", DocumentKind::changelog},
      {"History.md", DocumentKind::changelog},
      {"RELEASE_NOTES.md", DocumentKind::changelog},
      {"CHANGELOG.png", DocumentKind::none},
      {"CLAUDE.md", DocumentKind::guide},
      {"src/AGENTS.md", DocumentKind::guide},
      {"gemini.md", DocumentKind::guide},
      {"claude-notes.md", DocumentKind::none},
      {"README.md", DocumentKind::none},
      {"untitled:Untitled-1", DocumentKind::none},
      {"", DocumentKind::none},
  };
  for (const Case& one : cases) {
    CAPTURE(one.path);
    CHECK(name(kind_of_path(one.path)) == name(one.kind));
  }
}

TEST_CASE("what a template writes is recognised as its own kind") {
  for (const KindSchema& schema : kinds()) {
    CAPTURE(name(schema.kind));
    std::string path;
    for (const std::string& pattern : schema.files)
      if (path.empty() && pattern.find_first_of("*!/") == std::string::npos)
        path = "/ws/" + pattern;
    if (schema.kind == DocumentKind::decision) path = "/ws/adr/0001-x.md";
    REQUIRE_FALSE(path.empty());
    auto plan = understand(markdown::Document::parse(schema.text), {path, {}}, nullptr);
    CHECK(name(plan->kind) == name(schema.kind));
    CHECK(plan->kind_source == KindSource::matched);
    CHECK(plan->is_template);
    std::vector<bool> found(schema.sections.size());
    for (std::uint32_t i = 0; i < plan->outline.size(); ++i) {
      if (plan->schema_sections[i] != no_index) found[plan->schema_sections[i]] = true;
    }
    for (std::size_t i = 0; i < found.size(); ++i) {
      CAPTURE(schema.sections[i].title);
      if (schema.sections[i].required) CHECK(found[i]);
    }
  }
}
