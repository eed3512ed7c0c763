// The report for people: each finding with the line it is about, what belongs to it, and what to do
// next; at the end one line that says how many there are.
//
// Columns on the screen are counted as a terminal counts them: wide characters and emoji are two,
// marks none, a tab goes to the next multiple of four. Long lines are cut around what is marked.
// Control characters are shown as pictures, never sent: a document cannot paint on the terminal.
#pragma once

#include <string>
#include <string_view>

#include "server/reports/report.h"

namespace pland::server {

struct HumanOptions {
  bool color = false;
  int width = 100;        // columns of the screen
  bool summary = true;    // the last line
  std::string root;       // absolute folder that the report's files are relative to, …
  std::string seen_from;  // … and the one they are shown relative to: where the user is
};

// Text of documents for a terminal: what would move the cursor, hide text or turn it around is
// shown as a picture of itself.
std::string visible(std::string_view text);

std::string human_report(const Report& report, const HumanOptions& options);

}  // namespace pland::server
