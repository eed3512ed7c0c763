// Which closed files name an entity or link to a path, so that nobody reads ten thousand summaries
// for one look-up.
//
// Hashes in shards, of which a changed file touches only those that it has names in; the rest is
// shared with the index before. A hash only proposes a file, the summary decides. An index is good
// for the one map of files that it was made of: where the workspace has another, look-ups fall back
// to reading all summaries. Open documents are few and never in it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/workspace/workspace.h"

namespace pland::workspace {

using Files = std::shared_ptr<const std::map<std::string, SummaryPtr, std::less<>>>;

struct Index {
  struct Entry {
    std::uint32_t hash = 0;
    std::uint32_t file = 0;  // slot
    friend auto operator<=>(const Entry&, const Entry&) = default;
  };
  using Shard = std::vector<Entry>;  // sorted

  Files files;
  std::vector<SummaryPtr> slots;  // null: free
  std::array<std::shared_ptr<const Shard>, 512> shards;
};

// The index of `files`; `previous` (may be null) is one of an earlier map, to share with.
std::shared_ptr<const Index> index_of(Files files, const std::shared_ptr<const Index>& previous);

enum class NameForm : std::uint8_t {
  key,        // of an entity
  id,         // … without regard to case
  target,     // the key of a path linked to (follow.h)
  wiki,       // a wiki link's key
  file_name,  // the last part of the own path, case folded
  family,     // what stands before an id's number or a milestone's: "TEN", "Phase"
  ordinal,    // a milestone's period spelt out: "Phase 2"
  claims,     // what an entity says that it blocks or supersedes, as Need::target has it
  said,       // what a text says (said.h): its numbers are hashes already
  shipped,    // what an entry of a changelog names
  document,   // a path: what kind of document it is, and what it links to
};
// A name as the index and the log of changes (names.h) have it.
std::uint32_t hash_of(NameForm form, std::string_view name);
// Calls visit(form, name) for what an entity is called and what it claims.
void each_name(const NamedEntity& entity,
               const std::function<void(NameForm, std::string_view)>& visit);
// The files that may have the name, each at least once.
std::vector<SummaryPtr> files_with(const Index& index, NameForm form, std::string_view name);
std::vector<SummaryPtr> files_with(const Index& index, std::uint32_t hash);

}  // namespace pland::workspace
