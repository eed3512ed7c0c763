#include "server/commands/new_file.h"

#include <fmt/format.h>

#include "server/commands/commands.h"
#include "server/replace_file.h"

namespace pland::server {

void write_new(const std::string& path, std::string_view shown, std::string_view text) {
  const auto trouble = create_file(path, text);
  if (!trouble) return;
  const bool there = *trouble == already_there;
  throw UserError(fmt::format("{} {}{}", shown, *trouble,
                              there
                                  ? ", and nothing is overwritten: give another path, or --stdout "
                                    "to look at it first"
                                  : ""));
}

}  // namespace pland::server
