// A status that is a letter or two from a known one; where a team has said which statuses it has,
// any single word that is none of them.
//
// Only of things of a plan that have a Status field or column. Whatever says more than that is
// prose, and people write anything there.
#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/plan/label.h"
#include "analysis/plan/placeholder.h"
#include "analysis/rules/entity.h"
#include "analysis/rules/rule.h"
#include "analysis/text/unicode.h"

namespace pland::rules {
namespace {

const plan::NearestName& known_words() {
  static const plan::NearestName words(std::vector<std::string_view>{
      "in progress", "not started", "complete",  "completed",   "planned",    "blocked",
      "proposed",    "accepted",    "rejected",  "deprecated",  "superseded", "deferred",
      "cancelled",   "shipped",     "released",  "implemented", "at risk",    "on hold",
      "in review",   "pending",     "postponed", "abandoned",   "approved",   "delayed",
      "archived",    "upcoming",    "finished",  "delivered",   "scheduled",  "waiting"});
  return words;
}

// One or two words of letters.
bool is_word(std::string_view normal) {
  if (normal.size() < 3 || normal.size() > 24) return false;
  const auto is_part = [](char c) { return ('a' <= c && c <= 'z') || c == ' ' || c == '-'; };
  return std::all_of(normal.begin(), normal.end(), is_part) &&
         std::count(normal.begin(), normal.end(), ' ') <= 1;
}

// As the value is written: capitals where it has them.
std::string in_its_case(std::string_view written, std::string word) {
  const auto is_upper = [](char c) { return 'A' <= c && c <= 'Z'; };
  const auto upper = [](char c) { return 'a' <= c && c <= 'z' ? static_cast<char>(c - 32) : c; };
  if (written.empty() || !is_upper(written.front())) return word;
  const bool all =
      std::none_of(written.begin(), written.end(), [](char c) { return 'a' <= c && c <= 'z'; });
  if (all)
    std::transform(word.begin(), word.end(), word.begin(), upper);
  else
    word.front() = upper(word.front());
  return word;
}

void judge_chapter(const ChapterInput& input, Report& report) {
  const plan::ChapterFacts& facts = input.facts;
  const plan::Vocabulary* own = facts.before.vocabulary.get();
  const bool is_said = own != nullptr && !own->statuses.empty();
  for (const plan::Field& field : facts.fields) {
    if (field.role != plan::FieldRole::status || field.entity >= facts.entities.size()) continue;
    const plan::StatusValue value = plan::read_status(field.value_text, own);
    if (value.known || value.status || plan::whole_placeholder(field.value_text)) continue;
    const std::string normal = plan::normalise(field.value_text);
    if (!is_word(normal)) continue;
    const auto nearest = known_words().find(normal);
    const std::string meant = nearest ? known_words()[*nearest] : std::string();
    // Without that, other languages would be told of.
    if (!nearest && (!is_said || normal.find(' ') != std::string::npos)) continue;
    const std::string shown = facts.text(field.value);
    Finding& finding = report.add(
        field.value, nearest ? fmt::format("\"{}\" is no status; did you mean \"{}\"?",
                                           field.value_text, in_its_case(field.value_text, meant))
                             : fmt::format("\"{}\" is no status that is known", field.value_text));
    name_entity(finding, facts.entities[field.entity]);
    if (!nearest || shown != field.value_text) continue;
    Fix& fix = finding.fixes.emplace_back();
    fix.title = fmt::format("Write \"{}\"", in_its_case(field.value_text, meant));
    fix.edits.push_back({"", field.value, in_its_case(field.value_text, meant)});
  }
}

}  // namespace

extern const Rule unknown_status = {
    .name = "unknown-status",
    .group = "vocabulary",
    .severity = Severity::information,
    .summary = "A status is no word that is known for one",
    .chapter = judge_chapter,
    .tier = Tier::entity,
};

}  // namespace pland::rules
