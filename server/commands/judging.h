// The flags that say how documents are judged, the same for every verb that judges, and what comes
// of them.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/rules/rule.h"
#include "server/commands/verb.h"
#include "server/config.h"

namespace pland::server {

struct JudgingFlags {
  std::vector<std::string> paths;
  std::string stdin_filename;
  std::vector<std::string> select;
  std::vector<std::string> ignore;
  std::string min_severity = "warning";
  std::string time = "info";
  std::optional<std::string> today;
  std::string config;
  bool isolated = false;
  bool no_inline_config = false;
  bool require_reason = false;
  unsigned jobs = 0;
  std::string color = "auto";
  bool quiet = false;
  bool verbose = false;
};

// What day it is, which settings hold, how many threads: for every verb that reads documents.
void add_reading_flags(Verb verb, JudgingFlags& flags);
// Declares these and all others but `--min-severity` and the PATHS themselves. `flags` must outlive
// `verb`.
void add_judging_flags(Verb verb, JudgingFlags& flags);

// What the flags say as a source of configuration: above the files in and below `root`. Throws
// UserError.
ConfigSources sources_of(const JudgingFlags& flags, const std::string& here,
                         const std::string& root);
// Throws UserError if a file that was read is no TOML.
void fail_on_broken_configuration(const Configs& configs, const std::string& here);
// The day to judge by where neither flags nor files name one. Throws UserError.
plan::Date today_of(const JudgingFlags& flags);

// Which findings count, and how many were left out only because they depend on today.
class Filter {
 public:
  explicit Filter(const JudgingFlags& flags);
  // Whether the finding is reported; lowers its severity where it depends on today.
  bool keep(rules::Finding& finding, std::size_t& time_findings) const;
  rules::Severity least() const { return least_; }

 private:
  rules::Severity least_;
  bool enforce_time_;
  bool drop_time_;
};

}  // namespace pland::server
