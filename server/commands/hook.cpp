// `pland hook`: what a coding agent runs after each of its edits, so that it hears at once what is
// wrong in the plan that it wrote.
//
// The event comes as JSON on stdin. Exit codes are the agent's, not `check`'s: 2 with the findings
// on stderr, which goes back to the model; 0 and silence where there is nothing to say, also of
// files that are no plans; 1 with a message where it could not be done, which the user sees and the
// model does not.
#include <algorithm>
#include <exception>
#include <filesystem>
#include <fmt/format.h>
#include <iterator>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "analysis/workspace/path.h"
#include "protocol/json.h"
#include "server/commands/commands.h"
#include "server/commands/judging.h"
#include "server/commands/survey.h"
#include "server/files.h"
#include "server/reports/report.h"

namespace pland::server {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most = 20;  // findings: a model that has to mend more reads the rest itself

struct Flags {
  JudgingFlags judging;
  std::string format = "claude";
};

// The file that was edited, absolute; empty where the tool edits none. Throws UserError.
std::string edited_file(const protocol::Value& event) {
  const auto expect = [](const protocol::Value& value, std::string_view what) {
    throw UserError(fmt::format("the event on stdin: {}", value.expected(what)));
  };
  if (event.kind() != protocol::Value::Kind::object) expect(event, "object");
  const protocol::Value input = event.member("tool_input");
  if (input.kind() != protocol::Value::Kind::object) expect(input, "object");
  const protocol::Value path = input.member("file_path");
  if (path.absent()) return {};
  if (path.string() == nullptr) expect(path, "string");
  const protocol::Value cwd = event.member("cwd");
  if (!cwd.absent()) {
    if (cwd.string() == nullptr) expect(cwd, "string");
    // Names in messages count from there; a folder that is gone is no reason to be silent.
    std::error_code ignored;
    fs::current_path(*cwd.string(), ignored);
  }
  return workspace::join(current_folder(), *path.string());
}

// "line 9: error: … [broken-anchor]", and how to mend it.
void write(const ReportFinding& finding, std::string& out) {
  out += fmt::format("  line {}: {}: {} [{}]\n", finding.place.begin.line,
                     rules::name(finding.severity), finding.message, finding.rule);
  if (!finding.fixes.empty())
    out += fmt::format("    {}: {}\n", finding.fixes.front().safe ? "fix" : "possible fix",
                       finding.fixes.front().title);
}

std::string told(const std::vector<ReportFinding>& findings, const std::string& file) {
  std::string out = fmt::format(
      "pland found {} in {}:\n",
      findings.size() == 1 ? std::string("1 problem") : fmt::format("{} problems", findings.size()),
      file);
  for (std::size_t i = 0; i < std::min(most, findings.size()); ++i) write(findings[i], out);
  if (findings.size() > most)
    out += fmt::format("  … and {} more: `pland check {}` has all\n", findings.size() - most, file);
  const bool safe = std::any_of(findings.begin(), findings.end(), [](const ReportFinding& one) {
    return std::any_of(one.fixes.begin(), one.fixes.end(),
                       [](const auto& fix) { return fix.safe; });
  });
  if (safe) out += fmt::format("`pland fix {}` makes the fixes that are safe. ", file);
  out += "`pland rule NAME` explains a rule.\n";
  return out;
}

int judge(Flags& flags) {
  const protocol::ParsedJson parsed = protocol::parse_json(read_stdin());
  if (!parsed.error.empty())
    throw UserError(fmt::format("the event on stdin is no JSON: {}", parsed.error));
  const std::string named = edited_file(parsed.json.root("event"));
  if (named.empty() || !workspace::is_markdown(named)) return 0;
  std::error_code gone;
  const std::string path = fs::canonical(named, gone).native();
  if (gone) return 0;
  // By way of its folder: what is excluded or ignored would count where it is named itself.
  flags.judging.paths = {std::string(workspace::directory_of(path))};
  Survey survey(flags.judging);
  survey.read();
  for (const FileTrouble& trouble : survey.troubles())
    if (trouble.path == path)
      throw UserError(
          fmt::format("{} {}", workspace::relative_to(path, survey.here()), trouble.message));
  const ReportContext context{
      .root = survey.root(), .workspace = &survey.workspace(), .with_excerpts = false};
  const Filter filter(flags.judging);
  std::vector<ReportFinding> findings;
  survey.judge(
      [&](std::size_t, const workspace::DocumentPtr& document, std::vector<rules::Finding> found) {
        if (document->path != path) return;
        std::size_t depending_on_today = 0;
        for (rules::Finding& finding : found)
          if (filter.keep(finding, depending_on_today))
            findings.push_back(report_finding(finding, document->path, document->text, context));
      });
  if (findings.empty()) return 0;
  sort_findings(findings);
  const std::string text = told(findings, workspace::relative_to(path, survey.here()));
  std::fwrite(text.data(), 1, text.size(), stderr);
  return 2;
}

int run(Flags& flags) {
  try {
    return judge(flags);
  } catch (const std::exception& error) {
    fmt::print(stderr, "pland: {}\n", error.what());
    return 1;  // 2 would speak to the model
  }
}

}  // namespace

void add_hook(Verb app) {
  Verb verb = app.verb(
      "hook", "Tell a coding agent what is wrong in the plan that it edited (JSON on stdin)");
  auto flags = std::make_shared<Flags>();
  verb.option("--format", flags->format, "claude: Claude Code's PostToolUse event")
      .one_of({"claude"})
      .type("FORMAT");
  add_reading_flags(verb, flags->judging);
  verb.runs([flags] { return run(*flags); });
}

}  // namespace pland::server
