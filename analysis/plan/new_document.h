// A new document from its kind's template: what `pland new` writes, and what a link to a file that
// is not there gets.
//
// Only what today settles is filled in: the running quarter and month, the days of "Last Updated"
// and the like. All else stays a placeholder, because a guess that looks like an answer is worse.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "analysis/plan/date.h"
#include "analysis/plan/kind.h"

namespace pland::plan {

// The title goes where the template has a placeholder for it; an empty one leaves that as it is.
std::string new_document(const KindSchema& schema, std::string_view title, Date today);

// The same with its links to neighbours (`[ROADMAP.md](ROADMAP.md)`) as `place` spells them.
std::string new_document(const KindSchema& schema, std::string_view title, Date today,
                         const std::function<std::string(const std::string& name)>& place);

}  // namespace pland::plan
