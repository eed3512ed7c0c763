// Owners out of a CODEOWNERS file: the handles, teams and addresses behind its patterns.
//
// The form is GitHub's and GitLab's: a pattern and its owners on a line, `#` begins a comment,
// GitLab's `[Section] @owner` heads name default owners. What is no handle (`@…`) or address is
// passed over.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pland::server {

// Each once, in the file's order.
std::vector<std::string> owners_in(std::string_view text);
// Where a repository keeps the file, as seen from its root: what the hosts look for, in their
// order.
std::vector<std::string> code_owners_places();

}  // namespace pland::server
