#include "server/commands/judging.h"

#include <CLI/CLI.hpp>
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

std::string whole_number(const std::string& text) {
  const bool digits = !text.empty() && text.size() < 10 &&
                      text.find_first_not_of("0123456789") == std::string::npos;
  return digits ? std::string() : fmt::format("\"{}\" is no whole number, 0 or more", text);
}

void add_reading_flags(CLI::App& verb, JudgingFlags& flags) {
  verb.add_option("--today", flags.today, "Judge as of this day, YYYY-MM-DD; or PLAND_TODAY")
      ->group("Input")
      ->type_name("DATE");
  CLI::Option* config = verb.add_option("--config", flags.config,
                                        "The one configuration file, instead of the nearest ones")
                            ->group("Input")
                            ->type_name("FILE");
  verb.add_flag("--isolated", flags.isolated, "Read no configuration file")
      ->group("Input")
      ->excludes(config);
  verb.add_option("--jobs", flags.jobs, "How many threads; by default one for each core")
      ->check(whole_number)
      ->group("Input")
      ->type_name("N");
}

void add_judging_flags(CLI::App& verb, JudgingFlags& flags) {
  add_reading_flags(verb, flags);
  verb.add_option("--color", flags.color, "auto, always or never")
      ->check(CLI::IsMember({"auto", "always", "never"}))
      ->group("Output")
      ->type_name("WHEN");
  CLI::Option* quiet =
      verb.add_flag("-q,--quiet", flags.quiet, "No summary, no progress")->group("Output");
  verb.add_flag("-v,--verbose", flags.verbose, "Say on stderr what is done, and how long it takes")
      ->group("Output")
      ->excludes(quiet);

  verb.add_option("--select", flags.select, "Only these rules or groups; globs, comma-separated")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->group("Rules")
      ->type_name("RULES");
  verb.add_option("--ignore", flags.ignore, "All but these")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->group("Rules")
      ->type_name("RULES");
  verb.add_option("--time", flags.time,
                  "Findings that depend on today: info (the default) lowers them to information, "
                  "enforce counts them, off leaves them out")
      ->check(CLI::IsMember({"info", "enforce", "off"}))
      ->group("Rules")
      ->type_name("MODE");
  verb.add_flag("--no-inline-config", flags.no_inline_config,
                "Findings that a comment in the text suppresses count all the same")
      ->group("Rules");
  verb.add_flag("--require-reason", flags.require_reason,
                "A comment that suppresses findings must say why, behind --")
      ->group("Rules");

  verb.add_option("--stdin-filename", flags.stdin_filename,
                  "What the text on stdin is called: it stands in for that file")
      ->group("Input")
      ->type_name("FILE");
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
