// What can be done about the findings under a selection: their fixes, the fix of the whole rule in
// the file, and to say that one is meant.
//
// Values with edits: nothing is changed here, and no edit touches a byte outside its span. Fixes
// are the rules' own. A suppression is a comment on the line before; where a comment would tear a
// table, a wrapped paragraph or a fence apart it stands around that block instead.
//
// Left out: refactorings, which need no finding (refactor.h), and which fixes go together
// (fixing.h).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "analysis/rules/rule.h"
#include "analysis/workspace/workspace.h"

namespace pland::features {

struct Action {
  enum class Kind : std::uint8_t { quick_fix, fix_rule, suppress } kind = Kind::quick_fix;
  std::string title;
  bool preferred = false;
  bool safe = true;
  // Edits of a document whose path is empty are of the one asked about.
  std::vector<rules::Edit> edits;
  std::optional<std::string> create_path;  // a file to make first
  std::string create_text;
  bool snippet = false;  // the edits' texts have tab stops
  // The findings that it answers: indices into those given.
  std::vector<std::size_t> findings;
};

// `findings` are the document's, as rules::findings gives them; `at` is what is selected.
// Where somebody asks about some of them only, `asked` has their indices; empty: about all there.
std::vector<Action> actions(const workspace::Document& document,
                            std::span<const rules::Finding> findings, Span at,
                            std::span<const std::size_t> asked = {});

// The comment that silences a finding.
std::optional<Action> suppress(const workspace::Document& document, const rules::Finding& finding);

}  // namespace pland::features
