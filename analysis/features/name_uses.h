// Where a document names an entity: the way back of naming.h, and by it. A place is a use if the
// words there name the entity, so definition and references cannot disagree.
//
// Only words that could be meant are asked about: those of a name in a row, its identifier, or the
// year of a milestone's period. Who could be meant instead has that name within a longer one, so
// the search looks at those alone, not at the workspace.
//
// Left out: links by their destination (references.h), the entity's own name, and names that
// overlap
// ("Harbour gauges" and "Gauges of salt" in "harbour gauges of salt").
#pragma once

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/features/naming.h"
#include "analysis/plan/period.h"
#include "analysis/workspace/workspace.h"

namespace pland::features {

struct NameUse {
  Span span;         // of the words, in the document
  std::string text;  // as said
};

class NameUses {
 public:
  NameUses(const workspace::Workspace& workspace, std::vector<FoundEntity> entities);
  // Whether a document can hold a use at all, by its bytes; cheap, and sometimes yes for nothing.
  bool may_be_in(std::string_view path, std::string_view bytes) const;
  std::vector<NameUse> in(const workspace::Document& document) const;  // in text order

 private:
  struct Wanted {
    std::vector<std::vector<std::string>> rows;  // of words, case folded; any of them will do
    bool is_period = false;
    bool ascii = true;           // then letter case is the only freedom in a file's bytes
    workspace::Workspace among;  // only the documents that have something of such a name
    std::set<std::string, std::less<>> elsewhere;  // documents in which it means something else
  };
  void want_name(const workspace::Workspace& workspace, std::string_view name);
  void want_period(const workspace::Workspace& workspace, const plan::Period& period);
  void want(const workspace::Workspace& workspace, Wanted wanted,
            const std::function<bool(const workspace::NamedEntity&)>& concerns,
            const std::function<bool(const workspace::NamedEntity&)>& is_it);
  bool is_meant(const Naming& naming) const;

  std::vector<FoundEntity> entities_;
  std::vector<Wanted> wanted_;
};

}  // namespace pland::features
