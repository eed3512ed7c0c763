// Wiki links in facts: where they are read, where not, and only where configuration says so.
#include "analysis/plan/wiki_links.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "analysis/plan/plan.h"
#include "tests/support/plan_dump.h"

using namespace pland;

namespace {

// "path#fragment|text", a line each; ! before images, ? before placeholders.
std::string links(const plan::Plan& plan) {
  std::string out;
  for (const plan::PlacedChapter& chapter : plan.chapters) {
    for (const plan::Mention& mention : chapter.facts->mentions) {
      if (!mention.wiki) continue;
      const auto text = [&](Span span) { return chapter.facts->text(span); };
      const std::string whole = text(mention.span);
      CHECK(whole.ends_with("]]"));
      CHECK(whole.starts_with(mention.image ? "![[" : "[["));
      CHECK(text(mention.destination) == mention.target);
      out +=
          fmt::format("{}{}{}{}{}|{}\n", mention.image ? "!" : "", mention.placeholder ? "?" : "",
                      text(mention.path), mention.has_fragment ? "#" : "", text(mention.fragment),
                      text(mention.text));
    }
  }
  return out;
}

std::shared_ptr<const plan::Plan> understood(const markdown::Document& document, bool on = true,
                                             const plan::Plan* previous = nullptr) {
  plan::PlanOptions options{"notes.md", {}};
  options.declared.wiki_links = on;
  return plan::understand(document, options, previous);
}

std::string read(std::string_view text, bool on = true) {
  return links(*understood(markdown::Document::parse(text), on));
}

}  // namespace

TEST_CASE("the parts of a wiki link") {
  CHECK(read("See [[Tide gauges]], [[docs/gauges.md]] and [[../a#One Two]].\n") ==
        "Tide gauges|Tide gauges\ndocs/gauges.md|docs/gauges.md\n../a#One Two|../a#One Two\n");
  CHECK(read("[[a|the gauges]] [[a#B|c d]] [[#Here]] [[a#A#B]] [[a#]] [[a|]]\n") ==
        "a|the gauges\na#B|c d\n#Here|#Here\na#A#B|a#A#B\na#|a#\na|a\n");
  CHECK(read("![[pier.png]] ![[pier.png|300]] \\![[a]]\n") ==
        "!pier.png|pier.png\n!pier.png|300\na|a\n");
  CHECK(read("[[my_long_name_]] [[[b]]] [[日本|港]] [[link]]\n") ==
        "my_long_name_|my_long_name_\nb|b\n日本|港\n?link|link\n");
}

TEST_CASE("what is no wiki link") {
  for (const std::string_view text :
       {"[[]]", "[[ ]]", "[[ -n $x ]]", "[[^1]]", "[[a]", "[[a\nb]]", "\\[[a]]", "[[a[b]]",
        "[[a\\]]", "[[|x]]", "[[#]]", "[a]", "[[a]](b.md)", "[x [[a]] y](b.md)",
        "[[https://x.example]]"}) {
    CAPTURE(text);
    CHECK(read("Words " + std::string(text) + " words\n") == "");
  }
  // Markdown's own link, where the label is defined.
  CHECK(read("[[a]] and [[b]]\n\n[a]: x.md\n") == "b|b\n");
}

TEST_CASE("wiki links are read in headings, items, quotes and cells, not in code, comments, HTML") {
  CHECK(read("# T [[h]]\n\n- [ ] task [[i]]\n  - [[j]]\n\n> [[q]]\n\n**[[s]]** ~~[[d]]~~\n") ==
        "h|h\ni|i\nj|j\nq|q\ns|s\nd|d\n");
  CHECK(read("| a | b |\n|---|---|\n| [[x\\|y]] | [[z]] |\n| [[p|q]] | r |\n") == "x|y\nz|z\n");
  CHECK(read("`[[a]]` ``x [[b]]`` [[c `d]]`\n\n```\n[[e]]\n```\n\n    [[f]]\n") == "");
  CHECK(
      read(
          "<!-- [[a]] -->\n\nWords <!-- [[b]] --> <b title=\"[[c]]\">\n\n<div>\n[[d]]\n</div>\n") ==
      "");
  CHECK(read("---\nup: \"[[a]]\"\n---\n\nWords.\n") == "");
}

TEST_CASE(
    "wiki links are text unless configuration says otherwise, and are read again when it does") {
  const std::string text = "# T\n\nSee [[a]].\n\n## B\n\nAnd [[b#C|d]].\n";
  CHECK(read(text, false) == "");
  const auto document = markdown::Document::parse(text);
  const auto off = understood(document, false);
  const auto on = understood(document, true, off.get());
  CHECK(links(*on) == "a|a\nb#C|d\n");
  CHECK(links(*understood(document, false, on.get())) == "");
}

TEST_CASE("an edit keeps wiki links, and brings and takes them") {
  std::string text = "# T\n\nSee [[a]].\n";
  for (int i = 0; i < 40; ++i) text += fmt::format("\n## Part {}\n\nMore of [[part {}]].\n", i, i);
  markdown::Document document = markdown::Document::parse(text);
  auto plan = understood(document);
  for (const std::string_view typed : {"[", "[", "x", "]", "]", "`"}) {
    const auto at = static_cast<std::uint32_t>(document.text().find("More of [[part 20"));
    document = document.edit({at, at}, std::string(typed));
    plan = understood(document, true, plan.get());
    CHECK(links(*plan) == links(*understood(document)));
    const auto anew = understood(document);
    REQUIRE(plan->chapters.size() == anew->chapters.size());
    for (std::size_t i = 0; i < anew->chapters.size(); ++i)
      CHECK(tests::dump(*plan->chapters[i].facts) == tests::dump(*anew->chapters[i].facts));
  }
}
