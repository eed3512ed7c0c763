// The table of contents of the command line.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>
#include <string>
#include <string_view>
#include <vector>

#include "server/commands/commands.h"

namespace {

using namespace pland::server;

// `pland --stdio` is `pland lsp --stdio`: many editors start a server with nothing but that flag.
bool means_lsp(const std::vector<std::string>& arguments) {
  if (arguments.empty() || !arguments.front().starts_with('-')) return false;
  for (std::string_view argument : arguments) {
    for (std::string_view flag : {"--stdio", "--pipe", "--socket", "--port", "--listen"}) {
      if (argument == flag || (argument.starts_with(flag) && argument[flag.size()] == '=')) {
        return true;
      }
    }
  }
  return false;
}

int complain(std::string_view what) {
  std::fprintf(stderr, "pland: %.*s\n", static_cast<int>(what.size()), what.data());
  return 2;
}

int pland_main(std::vector<std::string> arguments) {
  CLI::App app(
      "Checks planning Markdown (roadmaps, project plans, OKRs, decisions, changelogs), and "
      "serves\nit to editors.",
      "pland");
  app.set_version_flag("--version", "pland " PLAND_VERSION);
  app.set_help_flag("-h,--help", "Print this help");
  app.require_subcommand(1);
  app.footer(
      "`pland VERB --help` describes a verb. Exit codes: 0 nothing found, 1 findings, 2 it "
      "could\nnot be done.");
  Run run;
  add_check(app, run);
  add_new(app, run);
  add_rule(app, run);
  add_lsp(app, run);

  if (arguments.empty()) {
    std::fputs(app.help().c_str(), stderr);
    return 2;
  }
  if (means_lsp(arguments)) arguments.insert(arguments.begin(), "lsp");
  try {
    std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());  // as CLI11 wants it
    app.parse(std::move(reversed));
  } catch (const CLI::Success& asked) {  // --help, --version
    return app.exit(asked);
  } catch (const CLI::ParseError& error) {
    return complain(std::string(error.what()) + "; `pland --help` has more");
  }
  return run();
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return pland_main({argv + 1, argv + argc});
  } catch (const UserError& error) {
    return complain(error.what());
  } catch (const std::exception& error) {
    return complain(std::string("internal error: ") + error.what());
  }
}
