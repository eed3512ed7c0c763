// Anchors: the slug of a heading and the numbering of repeats, as the sites make them that show
// Markdown.
//
// GitHub's are exactly as npm's github-slugger 2.0.0, which mirrors GitHub. Its table is Unicode
// 13's; compared over all code points, the only difference are letters of Unicode 14 and 15, which
// stay here.
//
// Lower case; letters, marks (U+FE0F among them), decimal digits, letter-like numbers, connector
// punctuation, `-` and the space stay, all else goes; then each space becomes `-`. Runs are not
// collapsed and nothing is trimmed: that is how `## 📚 Guide` gets `-guide`.
//
// GitLab's keep letters, marks, numbers, connectors and `-`, and collapse runs of `-`; a number
// alone becomes `anchor-2027` (its Gitlab::Utils::Markdown). MkDocs' are ASCII, runs of spaces and
// `-` are one `-`, and repeats get `_1` (Python-Markdown's toc extension, its default slugify).
//
// Left out: the slugs of further sites (Azure DevOps, kramdown).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "analysis/text/span.h"

namespace pland::text {

enum class AnchorStyle : std::uint8_t { github, gitlab, mkdocs };
std::string_view name(AnchorStyle style);
std::optional<AnchorStyle> anchor_style_named(std::string_view name);

// The slug of a heading's plain text (markup gone, text of links and code spans kept), UTF-8.
std::string slug(std::string_view heading, AnchorStyle style = AnchorStyle::github);

// The attribute list at the end of a heading, braces and all: `{#id}`, `{: #id .class }`. Empty
// where there is none.
Span attribute_list(std::string_view heading);

// Slugs of one document's headings in their order. On GitHub a repeat gets `-1`, `-2`, …, skipping
// what is taken: `Foo`, `Foo`, `Foo 1`, `Foo-1` give `foo`, `foo-1`, `foo-1-1`, `foo-1-2`.
class Slugger {
 public:
  explicit Slugger(AnchorStyle style = AnchorStyle::github) : style_(style) {}
  std::string next(std::string_view heading) { return claim(slug(heading, style_)); }
  // The same for a slug at hand: returns it, or its next free numbered form.
  std::string claim(std::string slug);
  void clear() { taken_.clear(); }

 private:
  AnchorStyle style_;
  std::unordered_map<std::string, unsigned> taken_;  // slug -> the highest number tried for it
};

}  // namespace pland::text
