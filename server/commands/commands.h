// The verbs of the command line. Each is one file: `add_…` declares its flags and says what is to
// be run when they were given; main.cpp is the table of contents.
//
// A verb returns the process's exit code: 0 done (nothing found), 1 something was found, 2 it could
// not be done. What it has to say goes to stdout, why it could not to stderr.
#pragma once

#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace CLI {
class App;
}

namespace pland::server {

using Run = std::function<int()>;

// Each sets `run` when its verb was given. `app` must outlive the run.
void add_check(CLI::App& app, Run& run);
void add_fix(CLI::App& app, Run& run);
void add_done(CLI::App& app, Run& run);
void add_close(CLI::App& app, Run& run);
void add_reviewed(CLI::App& app, Run& run);
void add_new(CLI::App& app, Run& run);
void add_init(CLI::App& app, Run& run);
void add_kinds(CLI::App& app, Run& run);
void add_config(CLI::App& app, Run& run);
void add_doctor(CLI::App& app, Run& run);
void add_export(CLI::App& app, Run& run);
void add_list(CLI::App& app, Run& run);
void add_outline(CLI::App& app, Run& run);
void add_rule(CLI::App& app, Run& run);
void add_show(CLI::App& app, Run& run);
void add_hook(CLI::App& app, Run& run);
void add_lsp(CLI::App& app, Run& run);

// What the user has to put right: main prints it and ends with 2.
struct UserError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// Writes to stdout; a reader that went away is no error, a full disk is (UserError).
void print(std::string_view text);
// The folder that relative paths are seen from, absolute.
std::string current_folder();

}  // namespace pland::server
