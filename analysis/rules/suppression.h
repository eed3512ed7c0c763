// Comments that silence rules:
//
//   <!-- pland-ignore-next-line RULE, RULE -- reason -->   the next line that is not blank
//   <!-- pland-ignore RULE --> … <!-- pland-ignore-end -->  all between, or to the end
//   <!-- pland-ignore-file RULE -- reason -->               the whole document
//
// A finding is silenced by where it begins. RULE is a rule's name, a group's, or a glob. What a
// comment was good for is known only when all has been found, so comments that silence nothing are
// reported from here, in the name of bad-suppression.
#pragma once

#include <string>
#include <vector>

#include "analysis/rules/check.h"

namespace pland::rules {

// Takes out what comments silence (spans in the document, sorted) and adds the comments that
// silence nothing. Costs a look at each chapter where there are no comments.
void apply_suppressions(const workspace::Document& document, const Selection& selection,
                        std::vector<Finding>& findings);

// Those of the findings (all that there are, sorted) that comments silence, each with the reason
// that its comment gives; of several comments the first that says one.
struct Silenced {
  Finding finding;
  std::string reason;
};
std::vector<Silenced> silenced(const workspace::Document& document, std::vector<Finding> findings);

}  // namespace pland::rules
