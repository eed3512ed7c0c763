// What it costs to open a document and to type in it, in processor time of this thread: a busy
// machine makes everything later, and this hardly longer.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include "analysis/rules/check.h"

namespace pland::tests {

double thread_seconds();  // processor time that this thread has used

// The least of a few tries, in processor time.
template <typename Task>
double least_seconds(Task&& task) {
  double least = 1e9;
  for (int i = 0; i < 4; ++i) {
    const double begin = thread_seconds();
    task();
    least = std::min(least, thread_seconds() - begin);
  }
  return least;
}

// A roadmap open in a folder without other files, as the server keeps it.
struct OpenPlan {
  workspace::Workspace workspace;
  rules::Settings settings;
  workspace::DocumentPtr document;
  rules::VerdictPtr verdict;

  OpenPlan();
  // The next text of the document, by way of the last one unless there is none.
  void understand(markdown::Document text);
  std::vector<rules::Finding> judge();
  void close();  // forgets the document
};

struct Cost {  // seconds
  double parse = 0;
  double understand = 0;  // facts, plan, summary
  double judge = 0;       // rules and findings
  double keystroke = 0;   // all of it again after a letter, four times
};
Cost cost_of(const std::string& text);

// How much is made anew by one letter at byte `offset`.
struct Touched {
  std::size_t bytes = 0;     // of segments
  std::size_t chapters = 0;  // whose facts were derived
  std::size_t judged = 0;    // chapters that rules looked at
  bool exports = false;      // others can see it: then all links are judged
};
Touched touched_by_letter(const std::string& text, std::size_t offset);

}  // namespace pland::tests
