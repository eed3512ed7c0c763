// The CommonMark specification's examples and our own for GitHub's extensions, held against two
// other parsers (spec/oracle.mjs): commonmark.js for the lines of blocks, micromark for the bytes
// of nearly everything. Where they know other structures, md4c decides what ours are; where they
// know the same, the spans must be the same.
#include <algorithm>
#include <array>
#include <cstdio>
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <tuple>
#include <vector>

#include "analysis/markdown/document.h"
#include "analysis/markdown/events.h"
#include "analysis/markdown/locate.h"
#include "tests/support/tree_dump.h"

namespace {

using pland::Span;
using pland::markdown::Definition;
using pland::markdown::Document;
using pland::markdown::Link;
using pland::markdown::Node;
using pland::markdown::NodeKind;

using Block = std::tuple<std::string, unsigned, unsigned>;  // kind, first line, last line from 1
using Place = std::tuple<std::string, unsigned, unsigned>;  // kind, bytes

struct Example {
  std::string name;
  std::string markdown;
  std::vector<Block> blocks;
  std::vector<Place> spans;
};

const std::vector<Example>& examples() {
  static const std::vector<Example> all = [] {
    const std::string command =
        "node '" + std::string(PLAND_SOURCE_DIR) + "/tests/markdown/spec/oracle.mjs'";
    std::string output;
    std::FILE* pipe = popen(command.c_str(), "r");
    REQUIRE(pipe != nullptr);
    std::array<char, 65536> bytes;
    for (std::size_t n; (n = std::fread(bytes.data(), 1, bytes.size(), pipe)) > 0;) {
      output.append(bytes.data(), n);
    }
    const bool answered = pclose(pipe) == 0;
    REQUIRE_MESSAGE(answered, "no oracle: run `npm ci` in tests/, or `./dev test`");
    std::vector<Example> out;
    for (const auto& entry : nlohmann::json::parse(output)) {
      out.push_back({entry["name"], entry["markdown"], entry["blocks"], entry["spans"]});
    }
    return out;
  }();
  return all;
}

// The line behind byte 0 keeps `---` from being front matter, of which the specification is silent.
struct Parsed {
  explicit Parsed(const std::string& markdown) : document(Document::parse("\n" + markdown)) {}
  Document document;
};

template <typename Visit>  // visit(const Placed&, const Node&)
void each_node(const Document& document, Visit visit) {
  document.each_segment([&](const pland::markdown::Placed& at) {
    for (const Node& node : at.segment->tree.nodes) visit(at, node);
  });
}

std::vector<Block> blocks_of(const Document& document) {
  std::vector<Block> out;
  each_node(document, [&](const pland::markdown::Placed& at, const Node& node) {
    if (node.kind >= NodeKind::text) return;
    std::string kind(pland::tests::name(node.kind));
    if (node.kind == NodeKind::fenced_code || node.kind == NodeKind::indented_code)
      kind = "code block";
    const auto first = document.position(at.offset + node.span.begin).line;
    const auto last = document.position(at.offset + node.span.end).line;
    out.emplace_back(kind, first, last);  // from 1 without the line that we added
  });
  return out;
}

std::vector<Place> spans_of(const Document& document) {
  std::vector<Place> out;
  auto add = [&](std::string_view kind, const pland::markdown::Placed& at, Span span) {
    if (span.empty()) return;
    out.emplace_back(kind, at.offset + span.begin - 1, at.offset + span.end - 1);
  };
  each_node(document, [&](const pland::markdown::Placed& at, const Node& node) {
    if (node.kind != NodeKind::text && node.kind != NodeKind::entity &&
        node.kind != NodeKind::soft_break && node.kind != NodeKind::hard_break &&
        node.kind != NodeKind::table_head) {
      add(pland::tests::name(node.kind), at, node.span);
    }
    if (node.kind == NodeKind::item && node.level != 0) add("task", at, {node.data, node.data + 1});
    if (node.kind == NodeKind::heading) add("heading content", at, node.content);
  });
  document.each_segment([&](const pland::markdown::Placed& at) {
    for (const Link& link : at.segment->tree.links) {
      if (link.form == pland::markdown::LinkForm::autolink ||
          link.form == pland::markdown::LinkForm::bare ||
          link.form == pland::markdown::LinkForm::html)
        continue;
      add("text of", at, link.text);
      add("destination", at, link.destination);
      add("title", at, link.title);
      if (link.form == pland::markdown::LinkForm::full) add("label", at, link.label);
    }
    for (const Definition& definition : at.segment->tree.definitions) {
      add("definition", at, definition.span);
      add("label", at, definition.label);
      add("destination", at, definition.destination);
      add("title", at, definition.title);
    }
  });
  return out;
}

// Whether blanks around a block are its own is a matter of taste (theirs keeps the indentation of
// code and the blanks behind a heading), so neither side keeps them here.
void trim(std::vector<Place>& places, std::string_view text) {
  auto blank = [&](unsigned at) {
    return std::string_view(" \t\r\n").find(text[at]) != std::string_view::npos;
  };
  for (auto& [kind, begin, end] : places) {
    while (begin < end && blank(begin)) ++begin;
    while (end > begin && blank(end - 1)) --end;
  }
  std::sort(places.begin(), places.end());
}

std::string shown(const Example& example, const Place& place) {
  const auto& [kind, begin, end] = place;
  return fmt::format("{}: {} [{}]", example.name, kind,
                     example.markdown.substr(begin, end - begin));
}

double percent(std::size_t part, std::size_t all) {
  return 100.0 * static_cast<double>(part) / static_cast<double>(all);
}

// What md4c and the walk say of a text parsed in one piece.
pland::markdown::Located whole(const std::string& text) {
  std::string buffer = text;
  std::replace(buffer.begin(), buffer.end(), '\0', '\x01');
  if (buffer.empty() || buffer.back() != '\n') buffer += '\n';
  const auto size = static_cast<std::uint32_t>(buffer.size());
  buffer.append(16, '\0');
  std::vector<pland::markdown::Event> events;
  REQUIRE(pland::markdown::parse_events(buffer.data(), size, {}, events));
  pland::markdown::Located located;
  pland::markdown::locate(std::string_view(buffer).substr(0, size),
                          {0, static_cast<std::uint32_t>(text.size()), 0}, events, located);
  return located;
}

}  // namespace

TEST_CASE("blocks have the lines that commonmark.js gives them") {
  std::size_t all = 0, agreed = 0;
  std::string differences;
  for (const Example& example : examples()) {
    if (example.blocks.empty()) continue;
    const Parsed parsed(example.markdown);
    const std::vector<Block> ours = blocks_of(parsed.document);
    const bool same_kinds =
        std::equal(ours.begin(), ours.end(), example.blocks.begin(), example.blocks.end(),
                   [](const Block& a, const Block& b) { return std::get<0>(a) == std::get<0>(b); });
    if (!same_kinds) {
      differences += example.name + ": another structure\n";
      continue;
    }
    all += ours.size();
    for (std::size_t i = 0; i < ours.size(); ++i) {
      if (ours[i] == example.blocks[i]) {
        ++agreed;
        continue;
      }
      const auto& [kind, first, last] = ours[i];
      differences +=
          fmt::format("{}: {} in lines {} to {}, theirs in {} to {}\n", example.name, kind, first,
                      last, std::get<1>(example.blocks[i]), std::get<2>(example.blocks[i]));
    }
  }
  MESSAGE(agreed, " of ", all, " blocks: ", percent(agreed, all), " %\n", differences);
  CHECK(all > 1200);
  CHECK(percent(agreed, all) >= 99);
}

TEST_CASE("spans have the bytes that micromark gives them") {
  std::size_t all = 0, agreed = 0, ours_only = 0;
  std::string differences;
  for (const Example& example : examples()) {
    const Parsed parsed(example.markdown);
    std::vector<Place> ours = spans_of(parsed.document);
    std::vector<Place> theirs = example.spans;
    trim(ours, example.markdown);
    trim(theirs, example.markdown);
    std::vector<Place> both, ours_alone, theirs_alone;
    std::set_intersection(ours.begin(), ours.end(), theirs.begin(), theirs.end(),
                          std::back_inserter(both));
    std::set_difference(ours.begin(), ours.end(), theirs.begin(), theirs.end(),
                        std::back_inserter(ours_alone));
    std::set_difference(theirs.begin(), theirs.end(), ours.begin(), ours.end(),
                        std::back_inserter(theirs_alone));
    all += theirs.size();
    agreed += both.size();
    ours_only += ours_alone.size();
    for (const Place& place : ours_alone)
      differences += "ours only, " + shown(example, place) + '\n';
    for (const Place& place : theirs_alone)
      differences += "theirs only, " + shown(example, place) + '\n';
  }
  MESSAGE(agreed, " of ", all, " spans: ", percent(agreed, all), " %; ", ours_only, " ours only");
  INFO(differences);
  CHECK(all > 2800);
  CHECK(percent(agreed, all) >= 99);
  CHECK(percent(ours_only, all) < 2);
}

// An expectation of the walk that fails is counted, because then md4c's events or ours are off.
TEST_CASE("every construct of the examples is found where it is expected") {
  for (const Example& example : examples()) {
    CAPTURE(example.name);
    // md4c 0.4.8 ends emphasis inside the address there, and reports what it has ended no more.
    const bool unbalanced = example.markdown.find("*[b](c*d)*") != std::string::npos;
    CHECK(whole(example.markdown).odd == (unbalanced ? 1 : 0));
    CHECK(pland::tests::broken_span(Document::parse(example.markdown)) == "");
  }
}

TEST_CASE("segments together are what md4c says of the whole text") {
  std::size_t all = 0, agreed = 0, segments = 0;
  std::string differences;
  const auto& list = examples();
  for (std::size_t i = 0; i < list.size(); ++i) {
    std::string text = "\n";
    for (std::size_t step : {0, 101, 202, 303})
      text += list[(i + step) % list.size()].markdown + "\n\n";
    if (text.find("|\n#") != std::string::npos) continue;  // a heading ends our tables, not md4c's
    const Document document = Document::parse(text, {16, 64});
    std::vector<Place> parts, one;
    each_node(document, [&](const pland::markdown::Placed& at, const Node& node) {
      if (node.kind == NodeKind::list) return;  // goes on over segments
      parts.emplace_back(pland::tests::name(node.kind), at.offset + node.span.begin,
                         at.offset + node.span.end);
    });
    document.each_segment([&](const pland::markdown::Placed&) { ++segments; });
    for (const Node& node : whole(text).tree.nodes) {
      if (node.kind != NodeKind::list)
        one.emplace_back(pland::tests::name(node.kind), node.span.begin, node.span.end);
    }
    ++all;
    std::sort(parts.begin(), parts.end());
    std::sort(one.begin(), one.end());
    if (parts == one)
      ++agreed;
    else
      differences += fmt::format("--- {}\n{}\n", list[i].name, text);
  }
  MESSAGE(agreed, " of ", all, " texts in ", segments, " segments: ", percent(agreed, all), " %");
  INFO(differences);
  CHECK(agreed == all);
}
