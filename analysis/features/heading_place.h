// Where a heading is being typed: its hashes, the headings around it, how deep those of the
// template go in this document; and the item that makes one of it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/features/skeleton.h"
#include "analysis/features/typing.h"
#include "analysis/plan/kind.h"

namespace pland::features {

constexpr std::uint8_t bold_level = 7;  // of a schema's bold lines

struct Hashes {
  std::uint32_t column = 0;  // of the first `#`, or of the cursor on an empty line
  int level = 0;             // how many; 0 on an empty line
  bool spaced = false;       // a space behind them: the level is meant
  std::uint32_t title = 0;   // column behind them and their spaces, at most the cursor's
  bool titled = false;       // words follow the cursor: a title that is there already
};
// Whether the cursor's line is part of a list item: a heading there is none of the document's.
bool in_item(const Typing& typing);
std::optional<Hashes> hashes_at(const Typing& typing);

// The document's headings without the one that is being typed.
struct Headings {
  const plan::Plan& plan;
  std::vector<std::uint32_t> before;  // entries above the cursor's line
  std::vector<std::uint32_t> all;
  std::vector<std::uint32_t> parents;    // of each entry; what is being typed is nobody's
  std::uint32_t title = plan::no_index;  // the document's: the first, and the only one of level 1

  int level(std::uint32_t entry) const { return plan.outline[entry].level; }
  std::uint32_t schema_section(std::uint32_t entry) const {
    // A roadmap's title is "Roadmap", which is also another name of one of its sections.
    if (entry >= plan.schema_sections.size() || entry == title) return plan::no_index;
    return plan.schema_sections[entry];
  }
  // The heading that one of `level` at the cursor would stand under.
  std::uint32_t parent(int level) const {
    for (std::size_t i = before.size(); i-- > 0;)
      if (this->level(before[i]) < level) return before[i];
    return plan::no_index;
  }
  // The headings that the cursor is under, the innermost first.
  std::vector<std::uint32_t> open() const {
    std::vector<std::uint32_t> out;
    for (std::size_t i = before.size(); i-- > 0;)
      if (out.empty() || level(before[i]) < level(out.back())) out.push_back(before[i]);
    return out;
  }
  // Calls visit(entry) for the headings right below one.
  template <typename Visit>
  void each_child(std::uint32_t entry, Visit&& visit) const {
    for (const std::uint32_t other : all)
      if (parents[other] == entry) visit(other);
  }
};
Headings headings_around(const Typing& typing);

// How much deeper than in the template the document has the sections that stand under no other.
// What stands for a part of one (a quarter, "Now") says nothing of them: many documents have those
// directly below the title.
struct Depth {
  int shift = 0;
  bool known = false;  // some section says it
};
Depth depth_of(const Headings& headings);

// The level that a section of the template would have at the cursor, where it belongs there.
std::optional<int> level_at(const Headings& headings, Depth depth, std::uint32_t index);

SkeletonOptions options_of(const Typing& typing, int shift);
std::string hashes(int level);
// Adds an item that makes `skeleton` of the heading. It begins behind the hashes that are typed and
// is found by the title alone: many editors look for what begins like the word at the cursor, and
// of a `#` know nothing.
void add_item(const Typing& typing, const Hashes& typed, CompletionItem item, Skeleton skeleton,
              CompletionList& list);
// Does the heading being typed have text below it already? Then only the heading is wanted.
bool has_body(const Typing& typing);

// Each adds what may stand here: the periods before and after those that are there; the releases
// that could come next, none (false) where nobody can know (a calendar's, or no release yet).
void add_periods(const Typing& typing, const Hashes& typed, const Headings& headings, Depth depth,
                 CompletionList& list);
bool add_releases(const Typing& typing, const Hashes& typed, const Headings& headings, int level,
                  std::uint32_t index, CompletionList& list);

}  // namespace pland::features
