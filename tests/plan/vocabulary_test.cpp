#include "analysis/plan/vocabulary.h"

#include <doctest/doctest.h>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "analysis/markdown/document.h"
#include "analysis/plan/languages.h"
#include "analysis/plan/plan.h"

namespace pland::plan {
namespace {

std::shared_ptr<const Plan> read(std::string_view text, VocabularyPtr words,
                                 const Plan* previous = nullptr) {
  PlanOptions options{"ROADMAP.md", {}};
  options.declared.vocabulary = std::move(words);
  return understand(markdown::Document::parse(std::string(text)), options, previous);
}

VocabularyPtr language(std::string_view locale) {
  auto words = std::make_shared<Vocabulary>();
  CHECK(add_locale(locale, *words));
  return words;
}

const Entity* entity_named(const Plan& plan, std::string_view title) {
  for (const PlacedChapter& chapter : plan.chapters)
    for (const Entity& entity : chapter.facts->entities)
      if (entity.title == title) return &entity;
  return nullptr;
}

}  // namespace

TEST_CASE("labels and statuses of another language") {
  const std::string_view text =
      "# Roadmap\n\n## Meilensteine\n\n### Q1 2027: Warnungen\n\n**Verantwortlich**: @dana\n\n"
      "**Status**: in Arbeit\n\n**Erfolgsmetriken**:\n- 20 Häfen\n\n## Risiken\n\n"
      "| Risiko | Wahrscheinlichkeit |\n|---|---|\n| Sturm | hoch |\n";
  const auto german = read(text, language("de"));
  const Entity* milestone = entity_named(*german, "Q1 2027: Warnungen");
  REQUIRE(milestone != nullptr);
  CHECK(milestone->status() == Status::doing);
  const ChapterFacts& facts = *german->chapters[0].facts;
  const auto index = static_cast<std::uint32_t>(milestone - facts.entities.data());
  REQUIRE(facts.field_of(index, FieldRole::owner) != nullptr);
  CHECK(facts.field_of(index, FieldRole::owner)->value_text == "@dana");
  REQUIRE(facts.metrics.size() == 1);
  CHECK(facts.metrics[0].text == "20 Häfen");
  const Entity* risk = entity_named(*german, "Sturm");
  REQUIRE(risk != nullptr);
  CHECK(risk->kind == EntityKind::risk);

  // Without it these are words like any others.
  const auto english = read(text, nullptr);
  CHECK(entity_named(*english, "Sturm") == nullptr);
  CHECK(english->chapters[0].facts->metrics.empty());
  // Other words are another reading, though the text is the same.
  const auto again = read(text, language("de"), english.get());
  CHECK(entity_named(*again, "Sturm") != nullptr);
}

TEST_CASE("things stand below headings and labels of another language") {
  const auto german = read(
      "# Roadmap\n\n## Q1 2027\n\n**Wichtigste Initiativen**:\n\n1. **Partner-API**\n\n"
      "## Risiken\n\n### Ausfall\n\n- **Wahrscheinlichkeit**: hoch\n\n## Entscheidungen\n\n"
      "### Eine Datenbank\n\n**Entscheidung**: ja\n",
      language("de"));
  for (const auto& thing :
       {std::pair{"Partner-API", EntityKind::initiative}, std::pair{"Ausfall", EntityKind::risk},
        std::pair{"Eine Datenbank", EntityKind::decision}}) {
    CAPTURE(thing.first);
    const Entity* found = entity_named(*german, thing.first);
    REQUIRE(found != nullptr);
    CHECK(found->kind == thing.second);
  }
  auto own = std::make_shared<Vocabulary>();
  own->sections["fears"] = SectionRole::risks;
  const auto ours = read("# Roadmap\n\n## Fears\n\n### Storm\n", own);
  REQUIRE(entity_named(*ours, "Storm") != nullptr);
  CHECK(entity_named(*ours, "Storm")->kind == EntityKind::risk);
}

TEST_CASE("statuses of another language stand in titles as English ones do") {
  const auto status = [](std::string_view title, std::string_view locale) {
    const auto plan = read("# Roadmap\n\n- [ ] " + std::string(title) + "\n", language(locale));
    std::string out;
    for (const StatusFact& fact : plan->chapters[0].facts->items[0].statuses)
      if (fact.source != StatusFact::Source::checkbox) out += name(fact.status);
    return out;
  };
  CHECK(status("Umzug (erledigt)", "de") == "done");
  CHECK(status("Umzug — in Arbeit", "de") == "in progress");
  CHECK(status("[erledigt] Umzug", "de") == "done");
  CHECK(status("設計（進行中）", "ja") == "in progress");
  CHECK(status("Faire les plans (terminé)", "fr") == "done");
  CHECK(status("Umzug erledigt", "de") == "");
  CHECK(status("Umzug (erledigt)", "fr") == "");
}

TEST_CASE("a day may stand behind a status of another language") {
  const VocabularyPtr german = language("de");
  for (const char* value :
       {"Erledigt", "Erledigt (14.10.2026)", "erledigt am 2026-10-14", "Erledigt: 2026-10-14"}) {
    CAPTURE(value);
    CHECK(own_status(value, german.get()) == Status::done);
    CHECK(read_status(value, german.get()).status == Status::done);
  }
  CHECK_FALSE(own_status("Erledigt bis 2026-10-14", german.get()));
  CHECK_FALSE(own_status("Erledigt am 2026-10-14 von Ole", german.get()));
  CHECK_FALSE(own_status("2026-10-14", german.get()));
  const auto plan = read(
      "# Fahrplan\n\n## Vorhaben\n\n- **Mast** — Erledigt am 2026-10-14\n"
      "- **地図**（in Arbeit）：x\n",
      german);
  REQUIRE(entity_named(*plan, "Mast") != nullptr);
  CHECK(entity_named(*plan, "Mast")->status() == Status::done);
  REQUIRE(entity_named(*plan, "地図") != nullptr);
  CHECK(entity_named(*plan, "地図")->status() == Status::doing);
}

TEST_CASE("words of languages, the other way round") {
  CHECK(usual_status("de", Status::done) == "erledigt");
  CHECK(usual_status("fr", Status::done, "planifiée") == "terminée");
  CHECK(usual_status("pt", Status::done, "planejada") == "concluída");
  CHECK(usual_status("es", Status::doing) == "en curso");
  CHECK(usual_status("", Status::doing) == "in progress");
  CHECK(usual_label("fr", FieldRole::status) == "Statut");
  CHECK(usual_label("de", FieldRole::status).empty());
  CHECK(languages_of_status("en curso") == 1u << 1);
  CHECK(languages_of_status("done") == 0);
  CHECK(languages_of_label("responsable") != 0);
}

TEST_CASE("English is known beside every language, and a team's own words before both") {
  auto words = std::make_shared<Vocabulary>();
  words->fields["harbour master"] = FieldRole::owner;
  words->statuses["on the slipway"] = Status::doing;
  words->sections["what we learnt"] = SectionRole::completed;
  words->statuses["done"] = Status::doing;
  CHECK(field_role("Harbour Master:", words.get()) == FieldRole::owner);
  CHECK(field_role("Owner", words.get()) == FieldRole::owner);
  CHECK(section_role("What we learnt (2026)", words.get()) == SectionRole::completed);
  CHECK(section_role("Risks", words.get()) == SectionRole::risks);
  CHECK(read_status("On the slipway", words.get()).status == Status::doing);
  CHECK(read_status("Done", words.get()).status == Status::doing);
  CHECK(read_status("Done", nullptr).status == Status::done);
  CHECK(read_status("Shipped", words.get()).status == Status::done);
}

TEST_CASE("each language has labels for the main roles, and no name for two") {
  for (const std::string_view locale : locales()) {
    CAPTURE(locale);
    const VocabularyPtr words = language(locale);
    for (const SectionRole role :
         {SectionRole::milestones, SectionRole::success_metrics, SectionRole::key_results,
          SectionRole::risks, SectionRole::dependencies, SectionRole::decisions,
          SectionRole::non_goals, SectionRole::next_steps, SectionRole::completed}) {
      bool found = false;
      for (const auto& one : words->sections) found = found || one.second == role;
      CHECK(found);
    }
    for (const FieldRole role : {FieldRole::owner, FieldRole::last_updated, FieldRole::next_review,
                                 FieldRole::target_date, FieldRole::mitigation}) {
      bool found = false;
      for (const auto& one : words->fields) found = found || one.second == role;
      CHECK(found);
    }
  }
  Vocabulary none;
  CHECK_FALSE(add_locale("xx", none));
  CHECK(none.empty());
}

}  // namespace pland::plan
