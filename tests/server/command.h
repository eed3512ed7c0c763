// The real program, run to its end: arguments, input and environment in; code and output out.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tests/server/scratch.h"

namespace pland::tests {

struct Outcome {
  int code = -1;  // 128 and the signal's number where one ended it
  std::string out;
  std::string err;
};

struct Call {
  std::vector<std::string> arguments;
  std::string folder;  // the current one
  std::string input;
  std::vector<std::string> environment;  // "NAME=value"
};

Outcome run(const Call& call);
Outcome cli(const Scratch& scratch, std::vector<std::string> arguments, std::string input = "");
// Any other program.
Outcome run_program(const std::string& program, const Call& call);

// All of a file; empty where there is none.
std::string slurp(const std::string& path);

}  // namespace pland::tests
