#include "tests/features/refactor_check.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <map>

namespace pland::tests {

features::Spot spot_of(const World& world) {
  Span at{world.offset, world.offset};
  if (!world.fixture.cursor && !world.fixture.spans.empty()) at = world.fixture.spans[0].span;
  return {world.workspace, *world.document, at, december().today};
}

std::string apply_edits(std::string text, std::vector<rules::Edit> edits) {
  std::stable_sort(edits.begin(), edits.end(),
                   [](const auto& a, const auto& b) { return a.span.begin < b.span.begin; });
  for (std::size_t i = edits.size(); i-- > 0;) {
    const rules::Edit& edit = edits[i];
    REQUIRE(edit.span.begin <= edit.span.end);
    REQUIRE(edit.span.end <= text.size());
    if (i > 0) REQUIRE(edits[i - 1].span.end <= edit.span.begin);
    text.replace(edit.span.begin, edit.span.size(), edit.text);
  }
  return text;
}

std::string refactored(const World& world, std::string_view name, features::Spot spot) {
  const features::Refactoring* row = features::find_refactoring(name);
  REQUIRE(row != nullptr);
  if (!row->title(spot)) return "(not offered)";
  const auto fix = row->make(spot);
  if (!fix) return "(refused)";
  std::map<std::string, std::vector<rules::Edit>> by_path;
  for (const rules::Edit& edit : fix->edits) {
    by_path[edit.path.empty() ? world.document->path : edit.path].push_back(edit);
  }
  std::vector<std::pair<std::string, std::string>> files;
  for (const auto& [path, edits] : by_path) {
    const auto document = world.workspace.document(path);
    REQUIRE(document != nullptr);
    files.emplace_back(name_in_root(path), apply_edits(document->text.text(), edits));
  }
  if (fix->create_path) files.emplace_back(name_in_root(*fix->create_path), fix->create_text);
  if (files.size() == 1 && files[0].first == name_in_root(world.document->path))
    return files[0].second;
  std::string out;
  for (const auto& [file, text] : files) out += fmt::format("//- {}\n{}", file, text);
  return out;
}

std::string refactored(std::string_view fixture, std::string_view name) {
  const World world = make_world(fixture);
  return refactored(world, name, spot_of(world));
}

std::string offered(std::string_view fixture, std::string_view name) {
  const World world = make_world(fixture);
  return features::find_refactoring(name)->title(spot_of(world)).value_or("(not offered)");
}

std::vector<std::string> link_targets(const workspace::Document& document) {
  std::vector<std::string> out;
  for (const plan::PlacedChapter& chapter : document.plan->chapters) {
    for (const plan::Mention& mention : chapter.facts->mentions) {
      if (mention.form != plan::MentionForm::link) continue;
      const workspace::Target target = workspace::resolve({}, document, mention);
      std::string where = target.path + "#" + target.fragment;
      // Of what is no file the words are all there is.
      if (target.kind == workspace::Target::Kind::external) {
        const auto found = document.definitions->find(mention.label_key);
        where = mention.label_key.empty() ? mention.target : found->second;
      }
      out.push_back(fmt::format("{} {} {}", mention.image ? "!" : "", int(target.kind), where));
    }
  }
  return out;
}

workspace::DocumentPtr document_of(std::string_view name, std::string_view text) {
  return workspace::make_document(path_in_root(name), 1, markdown::Document::parse(text));
}

}  // namespace pland::tests
