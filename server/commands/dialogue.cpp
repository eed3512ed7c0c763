#include "server/commands/dialogue.h"

#include <cerrno>
#include <cstdio>
#include <fmt/format.h>
#include <unistd.h>
#include <utility>

#include "analysis/text/unicode.h"
#include "analysis/workspace/path.h"
#include "server/reports/report.h"
#include "server/unified_diff.h"

namespace pland::server {
namespace {

constexpr std::size_t most_choices = 9;  // one key each

// What a finding looks like, wherever in the text it is by now.
std::string look_of(const workspace::Document& document, const rules::Finding& finding) {
  return fmt::format("{}\n{}\n{}\n{}", document.path, finding.rule->name, finding.message,
                     document.text.text(finding.span));
}

std::size_t choices_of(const rules::Finding& finding) {
  return std::min(finding.fixes.size(), most_choices);
}

// The lines of a diff that say what changes, indented, as many as can be looked over.
std::string preview(std::string_view diff, const HumanOptions& options) {
  constexpr std::size_t most_lines = 24;
  std::string out;
  std::size_t lines = 0;
  while (!diff.empty()) {
    const std::size_t end = std::min(diff.find('\n'), diff.size());
    const std::string line(diff.substr(0, end));
    diff.remove_prefix(std::min(end + 1, diff.size()));
    if (line.starts_with("--- ") || line.starts_with("+++ ") || line.starts_with("@@ ")) continue;
    if (++lines > most_lines) return out + "     …\n";
    out += fmt::format("     {}\n", colored_diff(visible(line), options.color));
  }
  return out;
}

}  // namespace

void Dialogue::choose(const workspace::Workspace& workspace, const workspace::Document& document,
                      std::span<const rules::Finding> findings, features::Fixes& fixes) {
  std::map<std::string, std::size_t> met;
  for (std::size_t i = 0; i < findings.size() && !stopped_; ++i) {
    const rules::Finding& finding = findings[i];
    if (finding.fixes.empty() || leave_all_.contains(finding.rule)) continue;
    const std::string look = look_of(document, finding);
    if (++met[look] <= left_[look]) continue;
    if (make_all_.contains(finding.rule)) {
      auto fix = features::unasked_fix(finding, true);
      if (!fix) fix = features::unasked_fix(finding, false);
      if (fix) {
        fixes.take({i, *fix});
        continue;
      }
    }
    show(workspace, document, finding);
    const Answer answer = ask(finding);
    switch (answer.kind) {
      case Answer::Kind::make_rule:
        make_all_.insert(finding.rule);
        [[fallthrough]];
      case Answer::Kind::make:
        take(fixes, {i, answer.fix}, finding);
        // A new file is there only at the end: until then the finding stays.
        if (finding.fixes[answer.fix].create_path) ++left_[look];
        break;
      case Answer::Kind::leave_rule:
        leave_all_.insert(finding.rule);
        break;
      case Answer::Kind::leave:
        ++left_[look];
        break;
      case Answer::Kind::stop:
        stopped_ = true;
        break;
    }
  }
}

void Dialogue::take(features::Fixes& fixes, features::ChosenFix chosen,
                    const rules::Finding& finding) {
  if (fixes.take(chosen)) return;
  fmt::print(stderr, "It touches what was just changed; {} is asked about again.\n\n",
             finding.rule->name);
}

void Dialogue::show(const workspace::Workspace& workspace, const workspace::Document& document,
                    const rules::Finding& finding) const {
  Report report;
  const ReportContext context{
      .root = options_.root, .workspace = &workspace, .with_excerpts = true};
  report.findings.push_back(report_finding(finding, document.path, document.text, context));
  fmt::print(stderr, "{}", human_report(report, options_));
  for (std::size_t i = 0; i < choices_of(finding); ++i) {
    show_fix(document, finding.fixes[i], i + 1);
  }
}

void Dialogue::show_fix(const workspace::Document& document, const rules::Fix& fix,
                        std::size_t number) const {
  std::string note;
  if (fix.snippet) {
    note = " (leaves words for you to fill in)";
  } else if (!fix.safe) {
    note = " (may not be what you mean)";
  }
  fmt::print(stderr, "  {}. {}{}\n", number, visible(fix.title), note);
  if (fix.create_path) {
    const std::string name = workspace::relative_to(*fix.create_path, options_.seen_from);
    fmt::print(stderr, "{}", preview(unified_diff(name, {}, fix.create_text, true), options_));
  }
  rules::Finding alone;
  alone.fixes.push_back(fix);
  features::Fixes one({&alone, 1});
  one.take({0, 0});
  const std::string before = document.text.text();
  const std::string after = features::edited(before, one.edits());
  fmt::print(stderr, "{}", preview(unified_diff("", before, after), options_));
}

Dialogue::Answer Dialogue::ask(const rules::Finding& finding) {
  const std::size_t choices = choices_of(finding);
  for (;;) {
    fmt::print(stderr, "Fix it? [y{},n,a,d,q,?] ",
               choices > 1 ? fmt::format(",1-{}", choices) : "");
    std::fflush(stderr);
    std::string line;
    if (!read_line(line)) {
      fmt::print(stderr, "\n");
      return {Answer::Kind::stop, 0};
    }
    const std::string answer = text::lower(text::trim(line));
    if (answer == "y") return {Answer::Kind::make, 0};
    if (answer == "n") return {Answer::Kind::leave, 0};
    if (answer == "a") return {Answer::Kind::make_rule, 0};
    if (answer == "d") return {Answer::Kind::leave_rule, 0};
    if (answer == "q") return {Answer::Kind::stop, 0};
    if (answer.size() == 1 && answer[0] >= '1' &&
        static_cast<std::size_t>(answer[0] - '0') <= choices) {
      return {Answer::Kind::make, static_cast<std::size_t>(answer[0] - '1')};
    }
    fmt::print(stderr,
               "  y  make the first fix{}\n"
               "  n  leave it as it is\n"
               "  a  make it, and all further ones of {} that need no words from you\n"
               "  d  leave it, and all further ones of {}\n"
               "  q  stop asking; what was chosen so far is made\n",
               choices > 1 ? "; a number makes that one" : "", finding.rule->name,
               finding.rule->name);
  }
}

bool Dialogue::read_line(std::string& line) {
  for (;;) {
    if (const auto end = input_.find('\n'); end != std::string::npos) {
      line = input_.substr(0, end);
      input_.erase(0, end + 1);
      return true;
    }
    char buffer[256];
    const ssize_t got = ::read(STDIN_FILENO, buffer, sizeof buffer);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) {
      line = std::exchange(input_, {});
      return !line.empty();
    }
    input_.append(buffer, static_cast<std::size_t>(got));
  }
}

}  // namespace pland::server
