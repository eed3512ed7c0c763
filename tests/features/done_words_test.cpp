// How a plan says that work is done: in its language, with its words, with the day as others have
// it, once.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include "analysis/plan/languages.h"
#include "tests/features/refactor_check.h"

namespace pland::tests {
namespace {

plan::Declared speaking(std::string_view locale,
                        std::vector<std::pair<std::string, plan::Status>> own = {}) {
  auto words = std::make_shared<plan::Vocabulary>();
  if (!locale.empty()) plan::add_locale(locale, *words);
  for (auto& [word, status] : own) words->statuses[word] = status;
  plan::Declared declared;
  declared.vocabulary = std::move(words);
  return declared;
}

// The line of the cursor and those that came beside it, after an edit.
std::string changed(std::string_view fixture, std::string_view name,
                    const plan::Declared& declared = {}) {
  const World world = make_world(fixture, true, declared);
  const std::string after = refactored(world, name, spot_of(world));
  const std::string& before = world.text();
  if (after.starts_with("(")) return after;
  std::size_t begin = 0, end = 0;
  while (begin < before.size() && begin < after.size() && before[begin] == after[begin]) ++begin;
  const std::size_t most = std::min(before.size(), after.size()) - begin;
  while (end < most && before[before.size() - 1 - end] == after[after.size() - 1 - end]) ++end;
  begin = begin == 0 ? 0 : after.rfind('\n', begin - 1) + 1;
  std::size_t stop = after.find('\n', std::max(begin, after.size() - end));
  if (stop == std::string::npos) stop = after.size();
  return after.substr(begin, stop - begin);
}
std::string done(std::string_view fixture, const plan::Declared& declared = {}) {
  return changed(fixture, "mark-done", declared);
}
std::string reopened(std::string_view fixture, const plan::Declared& declared = {}) {
  return changed(fixture, "reopen", declared);
}

// Items of a quarter's initiatives.
std::string quarter(std::string_view items) {
  return fmt::format("# Roadmap\n\n## Q1 2027\n\n**Key Initiatives**:\n{}\n", items);
}

TEST_CASE("a status is said in the language of the one it replaces") {
  const auto value = [](std::string_view locale, std::string_view label, std::string_view before) {
    return done(quarter(fmt::format("- **Ki<|>te**: x\n  - **{}**: {}", label, before)),
                speaking(locale));
  };
  CHECK(value("de", "Status", "In Arbeit") == "  - **Status**: Erledigt");
  CHECK(value("de", "Status", "🚧 in Arbeit") == "  - **Status**: ✅ erledigt");
  CHECK(value("es", "Estado", "En curso") == "  - **Estado**: Hecho");
  CHECK(value("es", "Estado", "Planificada") == "  - **Estado**: Completada");
  CHECK(value("fr", "Statut", "EN COURS") == "  - **Statut**: TERMINÉ");
  CHECK(value("fr", "Statut", "à faire") == "  - **Statut**: terminé");
  CHECK(value("pt", "Situação", "Em andamento") == "  - **Situação**: Concluído");
  CHECK(value("ja", "ステータス", "進行中") == "  - **ステータス**: 完了");
  CHECK(value("zh", "状态", "🚧 进行中") == "  - **状态**: ✅ 已完成");
  // An English word is answered in English.
  CHECK(value("de", "Status", "In progress") == "  - **Status**: Done");
  // As those beside it say it, whatever the usual word.
  CHECK(done(quarter("- **Kite**: x\n  - **Status**: Fertig (14.10.2026)\n- **Ma<|>st**: y\n"
                     "  - **Status**: geplant"),
             speaking("de")) == "  - **Status**: Fertig (01.12.2026)");
  CHECK(reopened(quarter("- **Ki<|>te**: x\n  - **Status**: Erledigt"), speaking("de")) ==
        "  - **Status**: In Arbeit");
}

TEST_CASE("a plan shows its language without a configuration, too") {
  // The word has a sign that is read by whoever does not know the language.
  CHECK(done("# Hoja de ruta\n\n| Iniciativa | Responsable | Estado |\n|---|---|---|\n"
             "| Faro | Ana | En curso |\n| Mue<|>lle | Luis | Pendiente |\n") ==
        "| Muelle | Luis | ✅ Hecho |");
  CHECK(done("# Fahrplan\n\n| Vorhaben | Status |\n|---|---|\n| Mast | Erledigt |\n"
             "| Se<|>gel | In Arbeit |\n") == "| Segel | Erledigt |");
  CHECK(done("# Plan\n\n| Vorhaben | Status |\n|---|---|\n| Mast | Erledigt |\n"
             "| Se<|>gel | Erledigt |\n") == "(not offered)");
}

TEST_CASE("a new status field has the label that the plan has") {
  const std::string plan =
      "# Hoja de ruta\n\n## Iniciativas clave\n\n### Faro\n\n**Responsable**: Ana\n\n### "
      "Mue<|>lle\n\n**Responsable**: Luis\n";
  CHECK(done(plan, speaking("es")) == "**Estado**: Hecho\n\n**Responsable**: Luis");
  CHECK(done("# Roadmap\n\n## Q1 2027\n\n### Key Initiatives\n\n#### Kite\n\n**State**: "
             "Planned\n\n#### Ma<|>st\n\n**Owner**: Ole\n") == "**State**: Done\n\n**Owner**: Ole");
}

TEST_CASE("a team's own words are replaced, by its own where it has one") {
  const auto team =
      speaking("", {{"cooking", plan::Status::doing}, {"served", plan::Status::done}});
  CHECK(done(quarter("- **So<|>up** — cooking"), team) == "- **Soup** — served");
  CHECK(done(quarter("- **Bre<|>ad** (Cooking): rye"), team) == "- **Bread** (Served): rye");
  CHECK(done("# T\n\n- [ ] Te<|>a — cooking\n", team) == "- [x] Tea — served");
  CHECK(done("# T\n\n| Dish | Status |\n|---|---|\n| Pi<|>e | Cooking |\n", team) ==
        "| Pie | Served |");
  // A word of a language is answered in it; what nobody would read as a status has a sign.
  const auto german = speaking("", {{"in arbeit", plan::Status::doing}});
  CHECK(done(quarter("- **So<|>up** — in Arbeit"), german) == "- ✅ **Soup** — erledigt");
  CHECK(done("# T\n\n- [ ] Te<|>a — in Arbeit\n", german) == "- [x] Tea — erledigt");
}

TEST_CASE("one mark says it") {
  CHECK(done(quarter("- **Kite**: x ✅\n- **Ma<|>st** — 🚧 in progress")) == "- **Mast** — ✅ done");
  CHECK(done(quarter("- **Kite** — done\n- **Ma<|>st** — in progress")) == "- **Mast** — done");
  CHECK(done(quarter("- 🚧 **Ma<|>st**: tall 🚧")) == "- ✅ **Mast**: tall");
  CHECK(done(quarter("- **Kite**: x ✅\n- **Ma<|>st** — 🚧 in progress — due 2026-12-10")) ==
        "- **Mast** — ✅ done — due 2026-12-10");
  CHECK(done("# Roadmap\n\n## Now\n\n- ✅ Kite\n- 📋 Ma<|>st\n") == "- ✅ Mast");
}

TEST_CASE("what replaces a status says the day as others do") {
  const auto beside = [](std::string_view sibling, std::string_view own) {
    return done(quarter(fmt::format("- **Kite**: x{}\n{}", sibling, own)));
  };
  CHECK(beside(" — shipped 2026-10-14", "- **Ma<|>st** — in progress") ==
        "- **Mast** — shipped 2026-12-01");
  CHECK(beside(" (shipped 2026-10-14)", "- **Ma<|>st** (WIP)") ==
        "- **Mast** (shipped 2026-12-01)");
  CHECK(beside(" — ✅ Done (2026-10-01)", "- **Ma<|>st** (in progress): y") ==
        "- **Mast** (done 2026-12-01): y");
  CHECK(beside(" ✅ 2026-10-14", "- **Ma<|>st** 🚧") == "- **Mast** ✅ 2026-12-01");
  CHECK(beside(" — shipped 2026-10-14", "- **Ma<|>st** — in progress since 2026-11-01") ==
        "- **Mast** — shipped 2026-12-01");
  CHECK(beside(" — Shipped on 14 Oct 2026", "- **Ma<|>st**: y") ==
        "- **Mast**: y — Shipped on 1 Dec 2026");
  CHECK(beside(" — Shipped **2026-10-14**", "- **Ma<|>st** — **In progress**") ==
        "- **Mast** — **Shipped 2026-12-01**");
  CHECK(done("# Feuille de route\n\n| Initiative | Responsable | Statut |\n|---|---|---|\n"
             "| Kite | Ana | Terminée (2026-10-14) |\n| Ma<|>st | Luc | En cours |\n") ==
        "| Mast | Luc | Terminée (2026-12-01) |");
  CHECK(done(quarter("- **Kite** — Hecho el 2026-10-14\n- **Ma<|>st**: y (planificado)"),
             speaking("es")) == "- **Mast**: y (hecho 2026-12-01)");
  const auto field = [](std::string_view other) {
    return done(
        quarter(fmt::format("- **Kite**: x\n  - **Status**: {}\n- **Ma<|>st**: y\n"
                            "  - **Status**: In progress",
                            other)));
  };
  CHECK(field("Shipped Oct 2026") == "  - **Status**: Shipped Dec 2026");
  CHECK(field("Done on 2026-10-01") == "  - **Status**: Done on 2026-12-01");
  // Opened again, the day goes.
  CHECK(reopened(quarter("- **Ma<|>st**: y — shipped 4 Oct 2026")) == "- **Mast**: y");
  CHECK(reopened(quarter("- **Ma<|>st**: y ✅\n  - Shipped 2026-10-14\n- **Kite**: x")) ==
        "- **Mast**: y");
}

TEST_CASE("all that a row says of how far it is agrees") {
  const auto row = [](std::string_view own) {
    return done(
        fmt::format("# Roadmap\n\n## Q1 2027\n\n| Feature | Notes | Progress | Status "
                    "|\n|---|---|---|---|\n{}\n",
                    own));
  };
  CHECK(row("| Ma<|>st (in progress) | | | Planned |") == "| Mast (done) | | | Done |");
  CHECK(row("| Ma<|>st | in progress, with Ole | 60% | Planned |") ==
        "| Mast | done, with Ole | 100% | Done |");
  CHECK(row("| Ma<|>st | 🚧 | | 🚧 |") == "| Mast | ✅ | | ✅ |");
  CHECK(done("# T\n\n| Task | Done | Status |\n|---|---|---|\n| Pa<|>int | [ ] | todo |\n") ==
        "| Paint | [x] | done |");
  // Words of a sentence, and what may be something else, stay.
  CHECK(row("| Ma<|>st | Work in progress limits apply | | Planned |") ==
        "| Mast | Work in progress limits apply | | Done |");
  CHECK(row("| Ma<|>st | 🔴 | | Planned |") == "| Mast | 🔴 | | Done |");
  CHECK(done("# Roadmap\n\n## Q1 2027\n\n### Key Initiatives\n\n#### Ma<|>st\n\n"
             "**Status**: In progress\n**Progress**: 60%\n") ==
        "**Status**: Done\n**Progress**: 100%");
}

TEST_CASE("the example is of the same form, the nearest first") {
  constexpr std::string_view plan =
      "//- PROJECT_PLAN.md\n# Plan\n\n## What We're Building\n\n### Now\n\n{}\n";
  const auto after = [&](std::string_view things) { return done(fmt::format(plan, things)); };
  // A heading as a heading does, an item as an item.
  CHECK(after("#### Kite\n\n**Status**: Shipped\n\n#### Ma<|>st\n\n**Status**: Planned\n\n"
              "#### Sail\n\nWords.\n\n- **Oar**: x\n  - **Status**: Complete") ==
        "**Status**: Shipped");
  CHECK(done("# Roadmap\n\n## Q1 2027\n\n**Key Initiatives**:\n- **Kite**: x\n  - **Status**: "
             "Live\n- **Oar**: x\n  - **Status**: Shipped\n- **Ma<|>st**: y\n  - **Status**: "
             "Planned\n\n| Initiative | Status |\n|---|---|\n| Sail | Complete |\n") ==
        "  - **Status**: Shipped");
  CHECK(done("# Roadmap\n\n## Q1 2027\n\n**Key Initiatives**:\n- **Kite**: x\n  - **Status**: "
             "Live\n\n| Initiative | Status |\n|---|---|\n| Sa<|>il | Planned |\n") ==
        "| Sail | Done |");
  // Where its own list has none, as another list has it.
  CHECK(done("# Roadmap\n\n## Q1 2027\n\n**Key Initiatives**:\n- **Kite**: x — shipped 2026-10-14"
             "\n\n## Q2 2027\n\n**Key Initiatives**:\n- **Ma<|>st**: y\n") ==
        "- **Mast**: y — shipped 2026-12-01");
}

TEST_CASE("rows of work are reached whatever they lack") {
  const auto row = [](std::string_view head, std::string_view own,
                      const plan::Declared& declared = {}) {
    return done(fmt::format("# T\n\n{}\n|---|---|\n| Kite | Done |\n{}\n", head, own), declared);
  };
  CHECK(row("| Part | Status |", "| Ma<|>st | |") == "| Mast | Done |");
  CHECK(row("| Part | Status |", "| Ma<|>st |") == "| Mast | Done |");
  CHECK(row("| Part | Status |", "| Ma<|>st") == "| Mast | Done |");
  CHECK(row("| Part | Status |", "| Ma<|>st | open") == "| Mast | Done");
  CHECK(row("Part | Status", "Ma<|>st | open") == "Mast | Done");
  CHECK(row("| Teil | Estado |", "| Ma<|>st | |", speaking("es")) == "| Mast | Done |");
  CHECK(done("# T\n\n| Part | Owner | Status |\n|---|---|---|\n| Ma<|>st | Ole | |\n") ==
        "| Mast | Ole | Done |");
  CHECK(done("# Roadmap\n\n| Milestone | Date | Status |\n|---|---|---|\n"
             "| Be<|>ta | 2026-12-10 | In progress |\n") == "| Beta | 2026-12-10 | Done |");
  // Two cells that are not there.
  CHECK(done("# T\n\n| Part | Status | Completed |\n|---|---|---|\n| Kite | Done | 2026-10-01 |\n"
             "| Ma<|>st\n") == "| Mast | Done | 2026-12-01 |");
  // Tables of something else.
  CHECK(done("# T\n\n| Server | Status |\n|---|---|\n| a | 1.2 |\n| b<|> | |\n") ==
        "(not offered)");
  CHECK(done("# T\n\n| Server | Status |\n|---|---|\n| b<|> | |\n") == "(not offered)");
  CHECK(
      done("# T\n\n| Risk | Likelihood | Status |\n|---|---|---|\n| St<|>orm | high | open |\n") ==
      "(not offered)");
}

TEST_CASE("boxes that people draw are ticked") {
  CHECK(done("# T\n\n- [~] Ma<|>st\n") == "- [x] Mast");
  CHECK(done("# T\n\n- [/] Ma<|>st — in progress\n") == "- [x] Mast — done");
  CHECK(reopened("# T\n\n- [-] Ma<|>st\n") == "- [ ] Mast");
  CHECK(reopened("# T\n\n- [~] Ma<|>st\n") == "(not offered)");
  CHECK(offered("# T\n\n- [~] Ma<|>st\n", "mark-done") == "Mark as done: Mast");
  CHECK(offered("# T\n\n- [ ] Ma<|>st\n\n  - [~] Sail\n\n  - [ ] Oar\n", "mark-done") ==
        "Mark as done: Mast (2 boxes below are still open)");
  CHECK(done("# T\n\n- [ ] Mast\n\n  - [ ] Sa<|>il — 🚧 in progress\n\n  - [ ] Oar\n") ==
        "  - [x] Sail — ✅ done");
  CHECK(done("# T\n\n- [ ] Ma<|>st (in progress, due 2026-12-05)\n") ==
        "- [x] Mast (done, due 2026-12-05)");
}

TEST_CASE("a part becomes all of it, in its form") {
  CHECK(done(quarter("- **Ma<|>st** (50% complete): y")) == "- **Mast** (100% complete): y");
  CHECK(done(quarter("- **Ma<|>st** (50 % done)")) == "- **Mast** (100 % done)");
  CHECK(done(quarter("- **Ma<|>st** [in progress]")) == "- **Mast** [done]");
}

TEST_CASE("what is done in any form is read as done, and opens again") {
  const auto marked = [](const std::string& text, std::string_view name,
                         const plan::Declared& declared) {
    std::string fixture = text;
    fixture.insert(fixture.find("Mast") + 2, "<|>");
    const World world = make_world(fixture, true, declared);
    return refactored(world, name, spot_of(world));
  };
  for (const char* locale : {"", "de", "es", "fr", "pt", "ja", "zh"}) {
    const plan::Declared declared = speaking(locale);
    const std::string doing =
        *locale == 0 ? "in progress" : plan::usual_status(locale, plan::Status::doing);
    for (const std::string& item :
         {"- **Mast** — " + doing, "- **Mast** (" + doing + "): x", "- [ ] Mast — " + doing,
          "- **Mast**: x\n  - **Status**: 🚧 " + doing, std::string("- **Mast**: x"),
          std::string("- [~] Mast"),
          "\n| Initiative | Status |\n|---|---|\n| Mast | " + doing + " |"}) {
      const std::string before = quarter("- **Kite**: y ✅ 2026-10-14\n" + item);
      CAPTURE(locale);
      CAPTURE(item);
      const std::string after = marked(before, "mark-done", declared);
      CAPTURE(after);
      REQUIRE_FALSE(after.starts_with("("));
      CHECK(after.find(doing) == std::string::npos);
      CHECK(marked(after, "mark-done", declared) == "(not offered)");
      const std::string open = marked(after, "reopen", declared);
      REQUIRE_FALSE(open.starts_with("("));
      CHECK(marked(open, "reopen", declared) == "(not offered)");
    }
  }
}

TEST_CASE("work goes by its name and by the identifier behind it") {
  const World world = make_world(quarter(
      "- **Kite** (PAR-1): x\n- **Mast** [PAR-2] y\n- **Oars (PAR-3)**: z\n- **Sail** (new): w"));
  const auto work = features::work_to_mark(world.workspace, *world.document);
  const auto goes_by = [&](std::size_t which, std::string_view name) {
    const auto& keys = work.at(which).keys;
    return std::find(keys.begin(), keys.end(), plan::normalise(name)) != keys.end();
  };
  REQUIRE(work.size() == 4);
  for (const char* name : {"PAR-1", "Kite", "Kite (PAR-1)"}) CHECK(goes_by(0, name));
  for (const char* name : {"PAR-2", "Mast", "Mast [PAR-2]"}) CHECK(goes_by(1, name));
  for (const char* name : {"PAR-3", "Oars", "Oars (PAR-3)"}) CHECK(goes_by(2, name));
  CHECK_FALSE(goes_by(3, "new"));
}

TEST_CASE("what a row says of something else is no name of it") {
  const World world = make_world(
      "# Roadmap\n\n## Now\n\n| Item | Status | Depends on |\n|---|---|---|\n"
      "| Checkout v3 rollout | In progress | – |\n| Loyalty | Planned | Checkout v3 |\n");
  const auto work = features::work_to_mark(world.workspace, *world.document);
  REQUIRE(work.size() == 2);
  CHECK(work[0].keys == std::vector<std::string>{"checkout v3 rollout"});
  CHECK(work[1].keys == std::vector<std::string>{"loyalty"});
  const auto& cells = work[1].cells;
  CHECK(std::find(cells.begin(), cells.end(), "checkout v3") != cells.end());
}

}  // namespace
}  // namespace pland::tests
