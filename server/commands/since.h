// `--since REV`: which findings are about what changed since a Git revision (git.h).
//
// A finding about a heading speaks of the whole section (that it lacks metrics, that it is out of
// order), so it counts where anything in the section changed; every other finding where one of its
// lines did. What a finding refers to counts in the same way.
#pragma once

#include <string>
#include <string_view>

#include "analysis/rules/rule.h"
#include "analysis/workspace/workspace.h"
#include "server/git.h"

namespace pland::server {

class Survey;

class Since {
 public:
  // Asks Git about the survey's roots. Throws UserError.
  Since(const std::string& revision, const Survey& survey);

  bool concerns(const workspace::Document& document, const rules::Finding& finding) const;
  // The same for a place in any file.
  bool concerns(std::string_view path, const markdown::Document& text, Span span) const;

 private:
  const Survey& survey_;
  Changes changes_;
};

}  // namespace pland::server
