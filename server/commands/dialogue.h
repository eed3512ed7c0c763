// `fix --interactive`: asks of each finding that has fixes which of them to make, and shows what
// each would change. Questions go to stderr, answers come from stdin, a line each; its end means to
// stop. Nobody is asked twice about what they left as it is.
#pragma once

#include <map>
#include <set>
#include <span>
#include <string>

#include "analysis/features/fixing.h"
#include "analysis/rules/rule.h"
#include "analysis/workspace/workspace.h"
#include "server/reports/human.h"

namespace pland::server {

class Dialogue {
 public:
  // `root`, `seen_from`: as in HumanOptions, of which all but `summary` counts.
  explicit Dialogue(HumanOptions options) : options_(std::move(options)) {
    options_.summary = false;
  }

  // Takes what is wanted of a document's fixes.
  void choose(const workspace::Workspace& workspace, const workspace::Document& document,
              std::span<const rules::Finding> findings, features::Fixes& fixes);

 private:
  struct Answer {
    enum class Kind { make, leave, leave_rule, make_rule, stop } kind = Kind::leave;
    std::size_t fix = 0;
  };
  void show(const workspace::Workspace& workspace, const workspace::Document& document,
            const rules::Finding& finding) const;
  void show_fix(const workspace::Document& document, const rules::Fix& fix,
                std::size_t number) const;
  Answer ask(const rules::Finding& finding);
  bool read_line(std::string& line);
  void take(features::Fixes& fixes, features::ChosenFix chosen, const rules::Finding& finding);

  HumanOptions options_;
  std::string input_;  // read and not yet used
  bool stopped_ = false;
  std::map<std::string, std::size_t> left_;  // how often what looks like this was left as it is
  std::set<const rules::Rule*> make_all_;
  std::set<const rules::Rule*> leave_all_;
};

}  // namespace pland::server
