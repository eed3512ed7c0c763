// The kinds of documents that a command can be asked for: the built-in ones, and those that the
// settings of the folder name.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/plan/facts.h"
#include "analysis/plan/kind.h"

namespace pland::server {

struct KnownKind {
  std::shared_ptr<const plan::KindSchema> schema;
  std::vector<std::string> files;  // patterns from the settings' folder on; none: built in
  std::string folder;              // of the settings, absolute
  std::string template_path;       // absolute; empty: built in
};

// The team's own first.
std::vector<KnownKind> known_kinds(const std::string& folder);
// UserError with the nearest name where there is none.
KnownKind find_kind(std::string_view name, const std::string& folder);

}  // namespace pland::server
