// GitHub's anchors: the slug of a heading and the numbering of repeats, exactly as npm's
// github-slugger 2.0.0, which mirrors GitHub. Its table is Unicode 13's; compared over all code
// points, the only difference are letters of Unicode 14 and 15, which stay here.
//
// Lower case; letters, marks (U+FE0F among them), decimal digits, letter-like numbers, connector
// punctuation, `-` and the space stay, all else goes; then each space becomes `-`. Runs are not
// collapsed and nothing is trimmed: that is how `## 📚 Guide` gets `-guide`.
//
// Left out: the slugs of other sites (GitLab, MkDocs, kramdown).
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

namespace pland::text {

// The slug of a heading's plain text (markup gone, text of links and code spans kept), UTF-8.
std::string slug(std::string_view heading);

// Slugs of one document's headings in their order. A repeat gets `-1`, `-2`, …, skipping what is
// taken: `Foo`, `Foo`, `Foo 1`, `Foo-1` give `foo`, `foo-1`, `foo-1-1`, `foo-1-2`.
class Slugger {
 public:
  std::string next(std::string_view heading) { return claim(slug(heading)); }
  // The same for a slug at hand: returns it, or its next free numbered form.
  std::string claim(std::string slug);
  void clear() { taken_.clear(); }

 private:
  std::unordered_map<std::string, unsigned> taken_;  // slug -> the highest number tried for it
};

}  // namespace pland::text
