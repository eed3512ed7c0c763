#include "tests/server/command.h"

#include <cstdlib>
#include <doctest/doctest.h>
#include <fcntl.h>
#include <fstream>
#include <sstream>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

namespace pland::tests {

std::string slurp(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

// Files instead of pipes: nothing can fill up while nobody reads.
Outcome run_program(const std::string& program, const Call& call) {
  Scratch streams;
  streams.write("in", call.input);
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    auto redirect = [](const std::string& path, int flags, int descriptor) {
      const int file = ::open(path.c_str(), flags, 0600);
      if (file < 0 || ::dup2(file, descriptor) < 0) ::_exit(126);
    };
    redirect(streams.path("in"), O_RDONLY, 0);
    redirect(streams.path("out"), O_WRONLY | O_CREAT, 1);
    redirect(streams.path("err"), O_WRONLY | O_CREAT, 2);
    if (!call.folder.empty() && ::chdir(call.folder.c_str()) != 0) ::_exit(126);
    for (const char* name : {"PLAND_TODAY", "NO_COLOR", "CLICOLOR_FORCE", "TERM", "COLUMNS",
                             "GITHUB_STEP_SUMMARY", "GITHUB_ACTIONS"}) {
      ::unsetenv(name);
    }
    for (const std::string& variable : call.environment) {
      ::putenv(const_cast<char*>(variable.c_str()));
    }
    std::vector<char*> arguments = {const_cast<char*>(program.c_str())};
    for (const std::string& argument : call.arguments) {
      arguments.push_back(const_cast<char*>(argument.c_str()));
    }
    arguments.push_back(nullptr);
    ::execvp(program.c_str(), arguments.data());
    ::_exit(127);
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  Outcome outcome;
  outcome.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  outcome.out = slurp(streams.path("out"));
  outcome.err = slurp(streams.path("err"));
  return outcome;
}

Outcome run(const Call& call) { return run_program(PLAND_BINARY, call); }

Outcome cli(const Scratch& scratch, std::vector<std::string> arguments, std::string input) {
  return run({std::move(arguments), scratch.path(), std::move(input), {}});
}

}  // namespace pland::tests
