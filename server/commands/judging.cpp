#include "server/commands/judging.h"

#include <algorithm>
#include <fmt/format.h>

#include "analysis/text/unicode.h"
#include "analysis/workspace/path.h"
#include "server/commands/commands.h"
#include "server/file_rules.h"
#include "server/files.h"

namespace pland::server {
namespace {

std::vector<std::string> rule_names(std::vector<std::string> given, const char* flag) {
  for (std::string& name : given) {
    name = text::trim(name);
    if (names_a_rule(name)) continue;
    std::string_view better = nearest_rule(name);
    throw UserError(fmt::format("{}: there is no rule \"{}\"{}", flag, name,
                                better.empty() ? std::string("; `pland rule` lists them")
                                               : fmt::format("; did you mean \"{}\"?", better)));
  }
  return given;
}

rules::Severity severity_named(std::string_view name) {
  for (rules::Severity severity : {rules::Severity::error, rules::Severity::warning,
                                   rules::Severity::information, rules::Severity::hint}) {
    if (rules::name(severity) == name) return severity;
  }
  return rules::Severity::information;  // "info"
}

}  // namespace

void add_reading_flags(Verb verb, JudgingFlags& flags) {
  verb.option("--today", flags.today, "Judge as of this day, YYYY-MM-DD; or PLAND_TODAY")
      .group("Input")
      .type("DATE");
  Option config = verb.option("--config", flags.config,
                              "The one configuration file, instead of the nearest ones")
                      .group("Input")
                      .type("FILE");
  verb.flag("--isolated", flags.isolated, "Read no configuration file")
      .group("Input")
      .excludes(config);
  verb.option("--jobs", flags.jobs, "How many threads; by default one for each core")
      .whole_number()
      .group("Input")
      .type("N");
}

void add_judging_flags(Verb verb, JudgingFlags& flags) {
  add_reading_flags(verb, flags);
  verb.option("--color", flags.color, "auto, always or never")
      .one_of({"auto", "always", "never"})
      .group("Output")
      .type("WHEN");
  Option quiet = verb.flag("-q,--quiet", flags.quiet, "No summary, no progress").group("Output");
  verb.flag("-v,--verbose", flags.verbose, "Say on stderr what is done, and how long it takes")
      .group("Output")
      .excludes(quiet);

  verb.option("--select", flags.select, "Only these rules or groups; globs, comma-separated")
      .list()
      .group("Rules")
      .type("RULES");
  verb.option("--ignore", flags.ignore, "All but these").list().group("Rules").type("RULES");
  verb.option("--time", flags.time,
              "Findings that depend on today: info (the default) lowers them to information, "
              "enforce counts them, off leaves them out")
      .one_of({"info", "enforce", "off"})
      .group("Rules")
      .type("MODE");
  verb.flag("--no-inline-config", flags.no_inline_config,
            "Findings that a comment in the text suppresses count all the same")
      .group("Rules");
  verb.flag("--require-reason", flags.require_reason,
            "A comment that suppresses findings must say why, behind --")
      .group("Rules");

  verb.option("--stdin-filename", flags.stdin_filename,
              "What the text on stdin is called: it stands in for that file")
      .group("Input")
      .type("FILE");
}

ConfigSources sources_of(const JudgingFlags& flags, const std::string& here,
                         const std::string& root) {
  ConfigSources sources;
  sources.isolated = flags.isolated;
  sources.folder = root;
  if (!flags.config.empty()) {
    sources.only_file = workspace::join(here, flags.config);
    std::string text;
    if (auto trouble = read_file(sources.only_file, text)) {
      throw UserError(fmt::format("--config: {} {}", flags.config, trouble->message));
    }
  }
  if (!flags.select.empty()) sources.over.rules.select = rule_names(flags.select, "--select");
  sources.over.rules.ignore = rule_names(flags.ignore, "--ignore");
  sources.over.inline_suppressions = !flags.no_inline_config;
  if (flags.require_reason) sources.over.require_reason = true;
  if (flags.today) {
    sources.over.today = parse_date(*flags.today);
    if (!sources.over.today) {
      throw UserError(fmt::format("--today: \"{}\" is no day; write YYYY-MM-DD", *flags.today));
    }
  }
  return sources;
}

void fail_on_broken_configuration(const Configs& configs, const std::string& here) {
  std::string message;
  for (const ConfigPtr& config : configs.files()) {
    if (!config->error) continue;
    const ConfigError& error = *config->error;
    std::string place = workspace::relative_to(config->path, here);
    if (error.line > 0) place += fmt::format(":{}:{}", error.line, error.column);
    message += fmt::format("{}{}: {}", message.empty() ? "" : "\npland: ", place, error.message);
  }
  if (!message.empty()) throw UserError(message);
}

plan::Date today_of(const JudgingFlags& flags) {
  std::string problem;
  const plan::Date today = machine_today(&problem);
  if (!problem.empty() && !flags.today) throw UserError(problem);
  return today;
}

Filter::Filter(const JudgingFlags& flags)
    : least_(severity_named(flags.min_severity)),
      enforce_time_(flags.time == "enforce"),
      drop_time_(flags.time == "off") {}

bool Filter::keep(rules::Finding& finding, std::size_t& time_findings) const {
  const bool time = finding.rule && finding.rule->time_dependent && !enforce_time_;
  if (time && drop_time_) return false;
  const bool was_loud = finding.severity <= least_;
  if (time) finding.severity = std::max(finding.severity, rules::Severity::information);
  if (finding.severity <= least_) return true;
  if (time && was_loud) ++time_findings;
  return false;
}

}  // namespace pland::server
