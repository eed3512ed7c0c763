// Who is called what: how what one thing says of another (plan::Reference, Need) finds it, in this
// document or any other, and which findings an edit can have changed by that.
//
// A name leads to a thing or to nothing; where it could be two, it is nothing. What was asked is
// remembered with what was made of the answers: an edit changes few names, and who did not ask for
// one of them need not be asked again.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "analysis/workspace/index.h"
#include "analysis/workspace/workspace.h"

namespace pland::workspace {

// "TEN" for "TEN-3".
std::string_view family_of(std::string_view id);
// Whether its identifier is its own number ("TEN-3: Alerts"). In brackets behind a name it may be a
// ticket's, whose family is somebody else's.
bool is_counted(const NamedEntity& entity);
// "decision 2" for "decision 2: one radio maker": what things that are counted are called. Empty
// where it does not begin so.
std::string_view short_key(std::string_view key);
// "Phase" for "Phase 2".
std::string_view family_of_ordinal(std::string_view ordinal);
// The number of an id; 0 where it has none.
std::uint32_t number_of(std::string_view id);
// What is said of another thing that may not know of it: that it is blocked, or superseded.
constexpr bool is_claim(plan::Relation relation) {
  return relation == plan::Relation::blocks || relation == plan::Relation::supersedes;
}
// What a milestone leads with, spelt out: "Phase 2". Empty where it leads with nothing.
std::string ordinal_of(const NamedEntity& entity);

class Names {
 public:
  explicit Names(const Workspace& workspace) : workspace_(workspace) {}

  // What a need of an entity in `from` leads to.
  std::optional<FoundEntity> follow(const SummaryPtr& from, const Need& need);
  // The entity whose name begins at a byte of the document.
  std::optional<FoundEntity> at(const SummaryPtr& document, std::uint32_t offset);
  // Those that say that they block it, or supersede it.
  std::vector<FoundEntity> claiming(const FoundEntity& entity, plan::Relation relation);
  // All that have the name, those of `from` first (may be null), then by path and place.
  std::vector<FoundEntity> with(NameForm form, std::string_view name, const SummaryPtr& from);

  // The documents whose text says all of these numbers (said.h), other than `from`, by path.
  std::vector<SummaryPtr> saying(const std::vector<std::uint32_t>& numbers, const SummaryPtr& from);
  // The releases of which an entry of a changelog names the entity by its identifier, or links to
  // its heading; by path and place. Of entries above all releases the entity is null.
  std::vector<FoundEntity> shipping(const FoundEntity& entity);
  // The documents that a document links to, or that link to it, by path.
  std::vector<SummaryPtr> linked_with(const SummaryPtr& document);

  // What is made of the answers depends on this one, too: whatever is said of it.
  void depend_on(const NamedEntity& entity) { ask(entity); }
  void depend_on(NameForm form, std::string_view name) { ask(form, name); }
  // The hashes of all names that answers depended on since the last call, sorted.
  std::vector<std::uint32_t> take_asked();

 private:
  struct Local {  // the names of one document
    SummaryPtr summary;
    std::unordered_multimap<std::uint32_t, const NamedEntity*> by_name;
  };
  const Local& local(const SummaryPtr& summary);
  void ask(NameForm form, std::string_view name);
  void ask(const NamedEntity& entity);  // whatever it is called
  std::vector<SummaryPtr> candidates(std::uint32_t hash, const SummaryPtr& from);
  std::vector<FoundEntity> in(const SummaryPtr& document, NameForm form, std::string_view name);
  std::optional<FoundEntity> only(NameForm form, std::string_view name, const SummaryPtr& from,
                                  bool anywhere);
  std::optional<FoundEntity> behind_link(std::string_view target);

  const Workspace& workspace_;
  std::unordered_map<const Summary*, Local> locals_;
  std::vector<std::uint32_t> asked_;
};

// What edits changed, without those that Workspace::exports_revision counts: hashes of names, each
// with the number of the change. Kept short: beyond that, everything may have changed.
struct NameLog {
  static constexpr std::size_t most = 512;
  std::uint64_t last = 0;       // number of the newest change
  std::uint64_t forgotten = 0;  // changes up to this number are not listed any more
  std::vector<std::pair<std::uint64_t, std::uint32_t>> names;
};
// Notes what an edit changed about the entities of a document.
void note_changes(Workspace& workspace, const Summary& before, const Summary& after);
// The number of the newest change.
std::uint64_t last_change(const Workspace& workspace);
// Whether one of the names (sorted) may mean something else than when `change` was the newest.
bool may_differ(const Workspace& workspace, std::uint64_t change,
                const std::vector<std::uint32_t>& asked);
// The hashes of the names about which two states of a document differ, sorted.
std::vector<std::uint32_t> changed_names(const Summary& before, const Summary& after);

}  // namespace pland::workspace
