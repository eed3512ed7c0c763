#include "analysis/workspace/names.h"

#include <doctest/doctest.h>
#include <string>

#include "analysis/workspace/index.h"
#include "tests/support/fixture.h"

using namespace pland;
using namespace pland::workspace;

namespace {

constexpr std::string_view harbour = R"(//- PLAN.md
# Plan

## Phase 1: Gauges

### TIDE-1 Read all gauges

- **Blocks**: Skipper alerts for all

### TIDE-2 Tell the harbour masters

- **Depends on**: [the gauges](#tide-1-read-all-gauges), TIDE-7, Phase 1, Skipper alerts for all
//- docs/ALERTS_PLAN.md
# Plan of the alerts

## Now

**1. Skipper alerts for all**

- **Depends on**: TIDE-2

**TIDE-7 Radio licences**
)";

std::string title(const std::optional<FoundEntity>& found) {
  return found ? std::string(found->entity->title) : "nothing";
}

}  // namespace

TEST_CASE("what a need leads to, in open documents and closed files") {
  for (const bool open : {true, false})
    for (const bool indexed : {true, false}) {
      CAPTURE(open);
      CAPTURE(indexed);
      Workspace workspace = tests::make_workspace(tests::parse_fixture(harbour), open);
      workspace.index = indexed ? index_of(workspace.files, nullptr) : nullptr;
      Names names(workspace);
      const SummaryPtr plan = workspace.summary("/ws/PLAN.md");
      REQUIRE(plan != nullptr);
      std::string led;
      for (const NamedEntity& entity : plan->entities)
        for (const Need& need : needs_of(entity)) led += title(names.follow(plan, need)) + "\n";
      CHECK(led ==
            "1. Skipper alerts for all\nTIDE-1 Read all gauges\nTIDE-7 Radio licences\n"
            "Phase 1: Gauges\n1. Skipper alerts for all\n");

      const auto alerts = names.with(NameForm::key, "skipper alerts for all", nullptr);
      REQUIRE(alerts.size() == 1);
      const auto blocking = names.claiming(alerts[0], plan::Relation::blocks);
      REQUIRE(blocking.size() == 1);
      CHECK(blocking[0].entity->title == "TIDE-1 Read all gauges");
    }
}

TEST_CASE("an edit changes the names of what it touched, and no others") {
  Workspace workspace = tests::make_workspace(tests::parse_fixture(harbour));
  const DocumentPtr before = workspace.open.at("/ws/PLAN.md");
  const std::string text = before->text.text();
  const auto edited = [&](std::string_view old, std::string_view next) {
    const auto at = static_cast<std::uint32_t>(text.find(old));
    return make_document(
        before->path, 2,
        before->text.edit({at, at + static_cast<std::uint32_t>(old.size())}, std::string(next)), {},
        before.get());
  };
  const auto has = [](const std::vector<std::uint32_t>& names, NameForm form,
                      std::string_view name) {
    return std::binary_search(names.begin(), names.end(), hash_of(form, name));
  };

  const auto words = edited("# Plan", "# Our plan");
  CHECK(changed_names(*before->summary, *words->summary).empty());

  const auto status = edited("Read all gauges", "Read all gauges ✅");
  const auto names = changed_names(*before->summary, *status->summary);
  CHECK(has(names, NameForm::id, "tide-1"));
  CHECK(has(names, NameForm::claims, "skipper alerts for all"));
  CHECK(!has(names, NameForm::id, "TIDE-2"));

  note_changes(workspace, *before->summary, *status->summary);
  CHECK(last_change(workspace) == 1);
  CHECK(may_differ(workspace, 0, {hash_of(NameForm::id, "TIDE-1")}));
  CHECK(!may_differ(workspace, 1, {hash_of(NameForm::id, "TIDE-1")}));
  CHECK(!may_differ(workspace, 0, {hash_of(NameForm::id, "TIDE-2")}));
  // Too many to remember: anything may have changed.
  for (std::size_t i = 0; i < NameLog::most; ++i)
    note_changes(workspace, *before->summary, *status->summary);
  CHECK(may_differ(workspace, 0, {hash_of(NameForm::id, "TIDE-2")}));
  CHECK(!may_differ(workspace, 0, {}));
}
