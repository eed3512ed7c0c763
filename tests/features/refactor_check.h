// A refactoring done to a fixture, as a test can say it: the files afterwards, in the fixture's
// form.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analysis/features/refactor.h"
#include "tests/features/check.h"

namespace pland::tests {

// Where the cursor of a world is, or its first span.
features::Spot spot_of(const World& world);

// The document of the cursor afterwards; of several files all that changed, each under its
// `//- NAME`. "(not offered)" and "(refused)" where there is nothing to do. Edits that touch each
// other, or that lie outside their text, fail the test.
std::string refactored(std::string_view fixture, std::string_view name);
std::string refactored(const World& world, std::string_view name, features::Spot spot);
// The title that it has in a menu.
std::string offered(std::string_view fixture, std::string_view name);

std::string apply_edits(std::string text, std::vector<rules::Edit> edits);

// Every link of a document with where it leads, by what the workspace says of it.
std::vector<std::string> link_targets(const workspace::Document& document);
workspace::DocumentPtr document_of(std::string_view name, std::string_view text);

}  // namespace pland::tests
