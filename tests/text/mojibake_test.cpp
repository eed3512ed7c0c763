#include "analysis/text/mojibake.h"

#include <doctest/doctest.h>
#include <initializer_list>
#include <string>

#include "analysis/text/unicode.h"

using namespace pland;
using namespace pland::text;

namespace {

struct Case {
  std::string_view damaged, sound;
};

// What a program does that takes UTF-8 for Latin-1.
std::string read_as_latin1(std::string_view text) {
  std::string out;
  for (const char byte : text) append(out, static_cast<unsigned char>(byte));
  return out;
}

}  // namespace

TEST_CASE("mojibake: Mac Roman") {
  for (const Case& row : std::initializer_list<Case>{
           {"‚Üí", "→"},
           {"## \uF8FFüìç Here", "## 📍 Here"},
           {"a ‚Äî b", "a — b"},
           {"‚Äúquoted‚Äù", "“quoted”"},
           {"don‚Äôt", "don’t"},
           {"‚úÖ done", "✅ done"},
           {"‚ö†Ô∏è risk", "⚠️ risk"},
           {"caf√©", "café"},
           {"o√π", "où"},
           {"20¬∞", "20°"},
           {"‚â• 5", "≥ 5"},
           {"\uF8FFüîÑ doing", "🔄 doing"},
           {"co≈°", "coš"},
           {"cafeÃÅ", "cafe\u0301"},
       }) {
    CAPTURE(row.damaged);
    CHECK(repair(row.damaged) == row.sound);
    for (const Mojibake& m : find_mojibake(row.damaged))
      CHECK(m.encoding == WrongEncoding::mac_roman);
  }
}

TEST_CASE("mojibake: CP1252") {
  for (const Case& row : std::initializer_list<Case>{
           {"a â€” b", "a — b"},
           {"donâ€™t", "don’t"},
           {"â€œquotedâ€\u009D", "“quoted”"},
           {"CafÃ©", "Café"},
           {"voilÃ\u00A0 !", "voilà !"},
           {"sÃ£o", "são"},
           {"CÃ”TE", "CÔTE"},
           {"20Â\u00A0%", "20\u00A0%"},
           {"Â© 2025, 20Â°C", "© 2025, 20°C"},
           {"âœ… done", "✅ done"},
           {"â†’ next", "→ next"},
           {"ðŸ“\u008D here", "📍 here"},
           {"ðŸš€", "🚀"},
           {"âš\u00A0ï¸\u008F risk", "⚠️ risk"},
           {"cÅ“ur", "cœur"},
           {"5 Î¼s", "5 μs"},
           {"Viá»‡t", "Việt"},
           {"ÐŸÐ»Ð°Ð½", "План"},
           {"è·¯çº¿å›¾", "路线图"},
           {"3 Ã— 4", "3 × 4"},
       }) {
    CAPTURE(row.damaged);
    CHECK(repair(row.damaged) == row.sound);
    for (const Mojibake& m : find_mojibake(row.damaged)) CHECK(m.encoding == WrongEncoding::cp1252);
  }
}

TEST_CASE("mojibake: Latin-1") {
  for (const std::string_view sound : {"“quoted” — don’t", "✅ done", "⚠️ risk 📍",
                                       "Über Œuvre €5", "План и срок", "路线图：第一"}) {
    CAPTURE(sound);
    CHECK(repair(read_as_latin1(sound)) == sound);
  }
}

TEST_CASE("mojibake: sound text stays") {
  for (const std::string_view sound : {"«\u00A0Le café\u00A0», dit-elle… «été»…",
                                       "“AMANHÃ” e “IRMÃ…”",
                                       "NÃO, MAÇÃ — SÃO",
                                       "«está»…",
                                       "„Ärger“ und ‚Übel‘, „Ä“",
                                       "hâlâ… “hâlâ…”",
                                       "Việt Nam: ĐƯỜNG, CÂU",
                                       "PROHLÍŽEČ KÕÄÖ",
                                       "Å² and Å³",
                                       "√π, √2, 2√∑x, ¬p",
                                       "≈£5, ≈±5 %",
                                       "5–≥10",
                                       "GROẞ, FÜR, ÄÖÜ",
                                       "Íñigo Ëlä ïöü",
                                       "naïve – coöperate",
                                       "→ ✅ 📍 ⚠️ — “”",
                                       "ÀÉÎÕÜ",
                                       "Ã",
                                       "Â",
                                       "â",
                                       "ü",
                                       "ÃÃÃ",
                                       "CAFÉ™",
                                       "Ðð Þþ",
                                       "l·l",
                                       "5‰ · 3‰",
                                       "Ô",
                                       "路线图：第一",
                                       "План и срок",
                                       "\uF8FF logo",
                                       "plain ascii only",
                                       ""}) {
    CAPTURE(sound);
    CHECK(find_mojibake(sound).empty());
    CHECK(repair(sound) == sound);
  }
}

TEST_CASE("mojibake: runs, spans and bad bytes") {
  const std::string_view text = "x \uF8FFüìç‚Üí y ‚Äî \xFF z";
  const auto found = find_mojibake(text);
  REQUIRE(found.size() == 2);
  CHECK(found[0].span.of(text) == "\uF8FFüìç‚Üí");
  CHECK(found[0].repaired == "📍→");
  CHECK(found[1].span.of(text) == "‚Äî");
  CHECK(repair(text) == "x 📍→ y — \xFF z");
  CHECK(repair(repair(text)) == repair(text));
  CHECK(name(found[0].encoding) == "Mac Roman");
  CHECK(find_mojibake("Ã").empty());
  CHECK(find_mojibake("\xC3").empty());
}

TEST_CASE("mojibake: a lone character is believed beside proven damage in its line") {
  CHECK(repair(read_as_latin1("План") + " " + read_as_latin1("и")) == "План и");
  CHECK(repair("–∏") == "–∏");
  CHECK(repair("–ü–ª–∞–Ω –∏") == "План и");
  CHECK(repair("–ü–ª–∞–Ω\n–∏") == "План\n–∏");
}
