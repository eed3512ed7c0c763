// The law over all layers: a document that was edited is the document read from scratch, in its
// tree, its plan and its findings; and what must hold of the places in any text.
#include "tests/support/lockstep.h"

#include <doctest/doctest.h>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analysis/plan/kind.h"
#include "tests/support/hostile_edits.h"

using namespace pland;
using tests::Lockstep;
using tests::TextEdit;

namespace {

// The templates of all kinds: every construct that plans are made of is in one of them.
std::vector<std::pair<std::string, std::string>> documents() {
  std::vector<std::pair<std::string, std::string>> out;
  for (const plan::KindSchema& kind : plan::kinds())
    out.emplace_back("/ws/" + std::string(name(kind.kind)) + ".md", kind.text);
  out.emplace_back("/ws/ROADMAP.md", plan::schema_of(plan::DocumentKind::roadmap)->text);
  return out;
}

void check(Lockstep& document) {
  const std::string difference = document.difference();
  const std::string broken = tests::broken_place(document.document(), document.latest_findings());
  INFO(difference);
  INFO(broken);
  INFO(document.text());
  REQUIRE((difference.empty() && broken.empty()));
}

}  // namespace

TEST_CASE("an edited document is the one read from scratch, in all layers") {
  std::uint64_t seed = 20261201;
  for (const auto& each : documents())
    for (const std::size_t smallest : {64, 512}) {
      const auto& path = each.first;
      const auto& text = each.second;
      CAPTURE(path);
      CAPTURE(smallest);
      tests::HostileEdits random(++seed);
      Lockstep document(path, text, {smallest, smallest * 4});
      check(document);
      for (int i = 0; i < 25; ++i) {
        document.edit(random.next(document.text()));
        // Now and then more than one edit before anybody looks.
        if (random.below(3) > 0) check(document);
      }
    }
}

TEST_CASE("edits that once went wrong") {
  struct Once {
    std::string before, removed, behind, inserted;
  };
  const Once edits[] = {
      // A whole segment put before a text without a heading: one chapter, not two.
      {"", "", "Lamps.\n", "The harbour has sixty lamps, and all but three of them are lit.\n\n\n"},
      // A code span over two lines, behind which the text goes on at once.
      {"", "", "` lamp\n`and more\n", "See "},
  };
  for (const Once& once : edits)
    for (const std::size_t smallest : {16, 64, 512}) {
      Lockstep document("/ws/notes.md", once.before + once.removed + once.behind,
                        {smallest, smallest * 4});
      check(document);
      const auto begin = static_cast<std::uint32_t>(once.before.size());
      const auto end = begin + static_cast<std::uint32_t>(once.removed.size());
      document.edit({{begin, end}, once.inserted});
      check(document);
    }
}

TEST_CASE("places hold in texts with odd lines and characters") {
  constexpr std::string_view texts[] = {
      "",
      "\n",
      "\r",
      "\r\n",
      "a",
      "a\r\nb\rc\nd",
      "\xef\xbb\xbf# T\u00eft\u00e9\r\n\r\n- [x] \U0001F4CD done \U0001F680\r\n",
      "\xff\xfe# a\n\xc3\n\xf0\x9f\n",
      "# \u4f60\u597d\n\n| \u00e9 | b |\n|---|---|\n| \U0001F680 | d |\n",
      "---\nstatus: \u00fc\n---\n\n# A\n",
      "- a\u2028b\n- **Owner**: \u0130\n",
  };
  for (const std::string_view text : texts) {
    Lockstep document("/ws/ROADMAP.md", std::string(text), {16, 64});
    check(document);
  }
}
