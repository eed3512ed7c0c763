// Where a document names an entity: the way back of naming.h, and by it. A place is a use if the
// words there name the entity, so definition and references cannot disagree.
//
// Only words that could be meant are asked about: those that hold the rarest word of a name (the
// longest), or its identifier, or the year of a milestone's period. Who could be meant instead has
// that word in its name, too, so the search looks at those alone, not at the workspace.
//
// Left out: links by their destination (references.h), and the entity's own name.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analysis/features/naming.h"
#include "analysis/workspace/workspace.h"

namespace pland::features {

struct NameUse {
  Span span;         // of the words, in the document
  std::string text;  // as said
};

class NameUses {
 public:
  NameUses(const workspace::Workspace& workspace, std::vector<FoundEntity> entities);
  // Whether a file's bytes can hold a use at all; cheap, and sometimes yes for nothing.
  bool may_be_in(std::string_view bytes) const;
  std::vector<NameUse> in(const workspace::Document& document) const;  // in text order

 private:
  struct Wanted {
    std::string word;            // case folded
    bool is_year = false;        // of a period
    workspace::Workspace among;  // only the documents that have something of such a name
  };
  void want(const workspace::Workspace& workspace, std::string word, bool is_year);
  bool is_meant(const Naming& naming) const;

  std::vector<FoundEntity> entities_;
  std::vector<Wanted> wanted_;
};

}  // namespace pland::features
