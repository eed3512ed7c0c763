// The table of contents of the command line.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <exception>
#include <memory>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "server/commands/commands.h"
#include "server/config.h"

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

// Flags with what they are for, wrapped; CLI11's own list repeats each choice and exclusion.
class Help : public CLI::Formatter {
 public:
  Help() { column_width(26); }

 private:
  std::string make_option(const CLI::Option* option, bool positional) const override {
    std::string out = "  " + option->get_name(positional, !positional);
    if (!positional && !option->get_type_name().empty()) {
      // "LEVEL:{error,warning}" is a type and the choices that the description has too.
      out += " " + option->get_type_name().substr(0, option->get_type_name().find(':'));
    }
    constexpr std::size_t indent = 26;
    std::size_t column = out.size();
    std::istringstream words(option->get_description());
    if (column + 2 > indent) out += '\n', column = 0;
    out.append(indent - column, ' ');
    column = indent;
    for (std::string word; words >> word;) {
      if (column > indent && column + 1 + word.size() > 100) {
        out += '\n' + std::string(indent, ' ');
        column = indent;
      }
      if (column > indent) out += ' ', ++column;
      out += word;
      column += word.size();
    }
    return out + '\n';
  }
};

int complain(std::string_view what) {
  std::fprintf(stderr, "pland: %.*s\n", static_cast<int>(what.size()), what.data());
  return 2;
}

int pland_main(std::vector<std::string> arguments) {
  CLI::App app(
      "Checks planning Markdown (roadmaps, plans, OKRs, decisions, changelogs) and serves editors",
      "pland");
  app.formatter(std::make_shared<Help>());
  app.set_version_flag("--version", "pland " PLAND_VERSION, "Print the version");
  app.set_help_flag("-h,--help", "Print this help");
  app.require_subcommand(1);
  Run run;
  Verb top(app, run);
  add_check(top);
  add_fix(top);
  add_done(top);
  add_close(top);
  add_reviewed(top);
  add_new(top);
  add_init(top);
  add_kinds(top);
  add_config(top);
  add_doctor(top);
  add_export(top);
  add_list(top);
  add_outline(top);
  add_show(top);
  add_rule(top);
  add_hook(top);
  add_lsp(top);
  // Behind the verbs, which would inherit it.
  app.footer(
      "`pland VERB --help` describes a verb. In short:\n"
      "  pland check                  look at the plans in this folder\n"
      "  pland fix                    make the fixes that are safe\n"
      "  pland rule missing-metrics   what a rule is about\n"
      "  pland new roadmap            start one from a template\n"
      "Exit codes: 0 nothing found, 1 findings, 2 it could not be done.");

  if (arguments.empty()) {
    std::fputs(app.help().c_str(), stderr);
    return 2;
  }
  if (means_lsp(arguments)) arguments.insert(arguments.begin(), "lsp");
  if (const std::string& verb = arguments.front(); !verb.starts_with('-')) {
    std::vector<std::string_view> verbs;
    for (const CLI::App* each : app.get_subcommands({})) verbs.push_back(each->get_name());
    if (std::find(verbs.begin(), verbs.end(), verb) == verbs.end()) {
      std::string_view better = nearest(verb, verbs);
      return complain("there is no verb \"" + verb + "\"" +
                      (better.empty() ? "; `pland --help` lists them"
                                      : "; did you mean \"" + std::string(better) + "\"?"));
    }
  }
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
