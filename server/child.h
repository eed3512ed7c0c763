// Another program, run to its end: no shell, no input, all that it writes in memory.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace pland::server {

struct ChildResult {
  int exit_code = -1;  // 128 and the signal's number where one ended it
  bool started = false;
  std::string problem;  // why it did not start
  std::string out;
  std::string err;
};

// `arguments[0]` is the program, looked up in PATH. `environment` is set for it beside our own.
ChildResult run_child(const std::vector<std::string>& arguments, const std::string& folder,
                      const std::vector<std::pair<std::string, std::string>>& environment = {});

}  // namespace pland::server
