// The verbs of the command line. Each is one file: `add_…` declares its flags and says what is to
// be run when it was given; main.cpp is the table of contents.
//
// A verb returns the process's exit code: 0 done (nothing found), 1 something was found, 2 it could
// not be done. What it has to say goes to stdout, why it could not to stderr.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

#include "server/commands/verb.h"

namespace pland::server {

// Each adds its verb to those of `app`.
void add_check(Verb app);
void add_fix(Verb app);
void add_done(Verb app);
void add_close(Verb app);
void add_reviewed(Verb app);
void add_new(Verb app);
void add_init(Verb app);
void add_kinds(Verb app);
void add_config(Verb app);
void add_doctor(Verb app);
void add_export(Verb app);
void add_list(Verb app);
void add_outline(Verb app);
void add_rule(Verb app);
void add_show(Verb app);
void add_hook(Verb app);
void add_lsp(Verb app);

// What the user has to put right: main prints it and ends with 2.
struct UserError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// Writes to stdout; a reader that went away is no error, a full disk is (UserError).
void print(std::string_view text);
// The folder that relative paths are seen from, absolute.
std::string current_folder();

}  // namespace pland::server
