// A comment of ours that does not do what its writer thinks: an unknown rule, no rule, a verb that
// does not exist. Comments that silence nothing are found where findings are silenced, in
// suppression.cpp.
#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <optional>
#include <string_view>
#include <vector>

#include "analysis/plan/label.h"
#include "analysis/rules/check.h"
#include "analysis/rules/rule.h"

namespace pland::rules {
namespace {

using Kind = plan::Directive::Kind;

constexpr std::array<std::string_view, 5> verbs = {
    "pland-kind", "pland-ignore", "pland-ignore-end", "pland-ignore-file", "pland-ignore-next-line",
};

// The one candidate that is nearest, by at most a third of the word.
std::string_view nearest(std::string_view word, const std::vector<std::string_view>& candidates) {
  const unsigned limit = static_cast<unsigned>(word.size() / 3);
  std::string_view best;
  unsigned best_distance = limit + 1;
  for (const std::string_view candidate : candidates) {
    const unsigned distance = plan::edit_distance(word, candidate, limit);
    if (distance < best_distance) {
      best = candidate;
      best_distance = distance;
    } else if (distance == best_distance) {
      best = {};
    }
  }
  return best_distance <= limit ? best : std::string_view{};
}

std::vector<std::string_view> names() {
  std::vector<std::string_view> out;
  for (const Rule* rule : all_rules()) {
    out.push_back(rule->name);
    if (std::find(out.begin(), out.end(), rule->group) == out.end()) out.push_back(rule->group);
  }
  return out;
}

// `safe`: what is suggested silences no more than what was written could have meant.
void suggest(Report& report, Span span, std::string message, std::string_view instead,
             bool safe = true) {
  if (!instead.empty()) message += fmt::format("; did you mean {}?", instead);
  Finding& finding = report.add(span, std::move(message));
  if (instead.empty()) return;
  Fix& fix = finding.fixes.emplace_back();
  fix.title = fmt::format("Write {}", instead);
  fix.preferred = true;
  fix.safe = safe;
  fix.edits.push_back({"", span, std::string(instead)});
}

void say_unknown_kind(Report& report, Span span, std::string_view kind) {
  suggest(report, span, fmt::format("Unknown kind of document \"{}\"", kind),
          nearest(kind, {"roadmap", "plan", "okr", "decision", "changelog", "guide", "none"}));
}

// The verb that was meant: whatever ends in "line" speaks of a line.
std::string_view nearest_verb(std::string_view verb) {
  if (verb.ends_with("-line")) return "pland-ignore-next-line";
  return nearest(verb, {verbs.begin(), verbs.end()});
}

bool is_group(std::string_view name) {
  const auto rules = all_rules();
  return std::any_of(rules.begin(), rules.end(),
                     [&](const Rule* rule) { return rule->group == name; });
}

// "mojibake--as imported": where the dash begins that was to set the reason apart, and its bytes. A
// longer one needs no spaces.
std::optional<Span> dash_in(std::string_view name) {
  constexpr std::string_view dash = "--";
  const auto at = name.find(dash);
  if (at == std::string_view::npos || at == 0 || !names_any_rule(name.substr(0, at)))
    return std::nullopt;
  const auto begin = static_cast<std::uint32_t>(at);
  return Span{begin, begin + static_cast<std::uint32_t>(dash.size())};
}

// Gives the dash its spaces: only so a reason stands behind it.
void set_apart(Report& report, std::string_view name, Span span, Span dash) {
  Finding& finding = report.add(
      span,
      fmt::format("Unknown rule {}; a reason stands behind a dash with spaces around it", name));
  Fix& fix = finding.fixes.emplace_back();
  fix.title = "Put spaces around the dash";
  fix.preferred = true;
  const Span at = dash.shifted(span.begin);
  fix.edits.push_back({"", {at.begin, at.begin}, " "});
  if (dash.end < name.size()) fix.edits.push_back({"", {at.end, at.end}, " "});
}

// Whether the comment has its line for itself: put into such a line, one about the next line
// silences what was meant.
bool stands_alone(const plan::ChapterFacts& facts, Span comment) {
  constexpr std::uint32_t most = 64;  // bytes on either side: spaces, marks of quotes
  constexpr std::string_view nothing = " \t>\r";
  const std::uint32_t begin = comment.begin - std::min(comment.begin, most);
  const std::uint32_t end = comment.end + std::min(facts.chapter->bytes - comment.end, most);
  const std::string before = facts.text({begin, comment.begin});
  const std::string behind = facts.text({comment.end, end});
  const auto last = before.find_last_not_of(nothing);
  const auto first = behind.find_first_not_of(nothing);
  return (last == std::string::npos ? begin == 0 : before[last] == '\n') &&
         (first == std::string::npos ? end == facts.chapter->bytes : behind[first] == '\n');
}

void judge_chapter(const ChapterInput& input, Report& report) {
  for (const plan::Field& field : input.facts.fields)
    if (field.form == plan::FieldForm::front_matter && field.label_text == "pland-kind" &&
        !plan::document_kind_named(field.value_text))
      say_unknown_kind(report, field.value, field.value_text);
  for (const plan::Directive& directive : input.facts.directives) {
    switch (directive.kind) {
      case Kind::unknown: {
        const std::string_view verb = nearest_verb(directive.value);
        // The block and the file are more than anybody asked for by a slip of the finger.
        const bool is_less =
            verb != "pland-ignore" && verb != "pland-ignore-file" &&
            (verb != "pland-ignore-next-line" || stands_alone(input.facts, directive.span));
        suggest(report, directive.names_span, fmt::format("Unknown comment {}", directive.value),
                verb, is_less);
        break;
      }
      case Kind::document_kind:
        if (!plan::document_kind_named(directive.value))
          say_unknown_kind(report, directive.names_span, directive.value);
        break;
      case Kind::ignore_end:
        break;
      default:
        if (directive.rules.empty())
          report.add(directive.span, "This comment silences nothing: it names no rule");
        for (const auto& [name, span] : directive.rules) {
          if (names_any_rule(name)) continue;
          if (const auto dash = dash_in(name)) {
            set_apart(report, name, span, *dash);
            break;  // what follows is the reason
          }
          const std::string_view meant = nearest(name, names());
          suggest(report, span, fmt::format("Unknown rule {}", name), meant, !is_group(meant));
        }
    }
  }
}

}  // namespace

extern const Rule bad_suppression = {
    .name = "bad-suppression",
    .group = "hygiene",
    .severity = Severity::warning,
    .summary = "A comment for pland has no effect",
    .chapter = judge_chapter,
    .tier = Tier::any,
};

}  // namespace pland::rules
