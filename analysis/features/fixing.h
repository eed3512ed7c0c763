// Which fixes of a document's findings can be made together, and what becomes of the text: what an
// editor's "fix all" and the command line's `fix` have in common.
//
// Fixes are taken in the order of the findings, one for a finding; one that touches what another
// changes waits, because what it says may be wrong then. Whoever wants all of them judges the new
// text and asks again, until there is nothing left. The same findings give the same edits, always.
//
// Never taken without being asked: a fix that makes a file, one with words in it that only the
// author knows (a snippet), one that edits other documents, and, of several that are not safe, any
// that its rule does not prefer.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/rules/rule.h"

namespace pland::features {

struct ChosenFix {
  std::size_t finding = 0;  // index into the findings
  std::size_t fix = 0;      // index into its fixes
};

// Fixes that can be made together.
class Fixes {
 public:
  explicit Fixes(std::span<const rules::Finding> findings) : findings_(findings) {}

  // Takes the fix, unless it touches another one's place.
  bool take(ChosenFix chosen);
  // Takes what can be taken: of one rule, or with null of all; safe ones, then the others, if they
  // are wanted.
  void take_all(const rules::Rule* rule, bool unsafe);

  const std::vector<ChosenFix>& taken() const { return taken_; }
  // All edits, by path and place. Texts of snippets are without their tab stops.
  std::vector<rules::Edit> edits() const;

 private:
  bool is_free(const rules::Edit& edit) const;

  std::span<const rules::Finding> findings_;
  std::vector<ChosenFix> taken_;
  std::vector<rules::Edit> edits_;
  // Of each document, where what is edited begins and ends.
  std::map<std::string, std::map<std::uint32_t, std::uint32_t>, std::less<>> places_;
};

// Whether a fix can be made without asking anybody for words or files.
bool is_self_sufficient(const rules::Fix& fix);
// The fix (an index) of a finding that is made without asking: of the safe ones, or of the others.
std::optional<std::size_t> unasked_fix(const rules::Finding& finding, bool safe);

// Every safe fix that does not touch another: of one rule, or with null of all. Edits are in order.
std::vector<rules::Edit> fix_all(std::span<const rules::Finding> findings, const rules::Rule* rule);

// The text with edits (in order, none touching another) made; those with a path are of others.
std::string edited(std::string_view text, std::span<const rules::Edit> edits);

}  // namespace pland::features
