// A wide net: hover and definition at every byte of whole documents, and what they say at every
// word of one.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include "analysis/features/completion.h"
#include "analysis/features/definition.h"
#include "analysis/features/hover.h"
#include "analysis/features/links.h"
#include "analysis/features/symbols.h"
#include "tests/features/check.h"

namespace pland::tests {
namespace {

void check_everywhere(const World& world) {
  const std::uint32_t size = world.document->text.size();
  for (std::uint32_t offset = 0; offset <= size + 1; ++offset) {
    CAPTURE(line_and_column(world.text(), offset));
    if (const auto hover = features::hover(world.workspace, *world.document, offset, december())) {
      REQUIRE(hover->span.touches(std::min(offset, size)));
      REQUIRE(hover->span.end <= size);
      REQUIRE_FALSE(hover->card.plain.empty());
      REQUIRE_FALSE(hover->card.markdown.empty());
    }
    if (const auto definition = features::definition(world.workspace, *world.document, offset)) {
      REQUIRE(definition->origin.touches(std::min(offset, size)));
      REQUIRE_FALSE(definition->targets.empty());
      for (const features::Target& target : definition->targets) {
        REQUIRE(target.range.begin <= target.selection.begin);
        REQUIRE(target.selection.end <= target.range.end);
      }
    }
    const auto list = features::complete(world.workspace, *world.document, offset, december());
    for (const features::CompletionItem& item : list.items) {
      const auto begin = world.document->text.position(item.replace.begin);
      const auto end = world.document->text.position(item.replace.end);
      REQUIRE(begin.line == end.line);
      REQUIRE(item.replace.touches(std::min(offset, size)));
      REQUIRE_FALSE(item.label.empty());
    }
  }
}

TEST_CASE("hover, definition and completion hold at every byte") {
  check_everywhere(examples("ROADMAP.md"));
  check_everywhere(examples("PROJECT_PLAN.md"));
}

TEST_CASE("they hold in documents that are torn anywhere") {
  World world = examples("CLAUDE.md");
  const std::string text = world.text();
  for (std::size_t cut = 0; cut <= text.size(); cut += 7) {
    auto torn = workspace::make_document(world.document->path, 2,
                                         markdown::Document::parse(text.substr(0, cut)));
    workspace::Workspace workspace = world.workspace;
    workspace.open[torn->path] = torn;
    const auto offset = static_cast<std::uint32_t>(cut);
    const auto hover = features::hover(workspace, *torn, offset, december());
    if (hover) REQUIRE(hover->span.touches(offset));
    features::definition(workspace, *torn, offset);
    features::complete(workspace, *torn, offset, december());
    features::symbols(*torn);
    features::links(workspace, *torn);
  }
}

TEST_CASE("what each word of the example roadmap says") {
  const World world = examples("ROADMAP.md");
  const std::string& text = world.text();
  std::string out, before;
  for (std::uint32_t at = 0; at < text.size();) {
    if (text[at] == ' ' || text[at] == '\n') {
      ++at;
      continue;
    }
    std::uint32_t end = at;
    while (end < text.size() && text[end] != ' ' && text[end] != '\n') ++end;
    std::string says;
    const std::uint32_t middle = at + (end - at) / 2;
    if (const auto found = features::definition(world.workspace, *world.document, middle)) {
      for (const features::Target& target : found->targets)
        says += fmt::format("    -> {}\n", to_text(world.workspace, target));
    }
    if (const auto found = features::hover(world.workspace, *world.document, middle, december())) {
      std::string card = found->card.plain;
      for (std::size_t i = 0; (i = card.find('\n', i)) != std::string::npos; i += 7)
        card.replace(i, 1, "\n    | ");
      says += fmt::format("    | {}\n", card);
    }
    if (says.empty()) says = "    nothing\n";
    if (says != before) {
      out += fmt::format("{} {}\n{}", line_and_column(text, at), text.substr(at, end - at), says);
      before = says;
    }
    at = end;
  }
  check_golden("roadmap_words.txt", out);
}

}  // namespace
}  // namespace pland::tests
