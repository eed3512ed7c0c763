// An owner whom configuration does not know (`[vocabulary] owners`); without that list nobody is
// unknown.
//
// A value may have several, and say more of each in parentheses. A person may be known by the first
// name, where one alone has it. Sentences name nobody.
#include <algorithm>
#include <array>
#include <fmt/format.h>
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

constexpr std::size_t longest_name = 4;  // words

// "@Runa" and "runa" are one, and so are "the office" and "Office".
std::string key_of(std::string_view name) {
  name = text::trim(name);
  if (name.starts_with('@')) name.remove_prefix(1);
  std::string key = plan::normalise(name);
  if (key.starts_with("the ")) key.erase(0, 4);
  return key;
}

bool is_nobody(std::string_view name) {
  const std::string normal = plan::normalise(name);
  constexpr std::array<std::string_view, 16> words = {
      "",       "?",    "-",    "all", "everyone", "everybody",  "n/a",     "na",
      "nobody", "none", "open", "tba", "tbd",      "unassigned", "unknown", "various"};
  return std::find(words.begin(), words.end(), normal) != words.end() ||
         plan::whole_placeholder(name).has_value();
}

// "@harbour/gauges" is one team, "@kim/@ola" and "Kim/Ola" are two people.
bool is_within_handle(std::string_view value, std::size_t begin, std::size_t slash) {
  const std::string_view before = text::trim(value.substr(begin, slash - begin));
  const char next = slash + 1 < value.size() ? value[slash + 1] : ' ';
  return before.starts_with('@') && before.find(' ') == std::string_view::npos && next != ' ' &&
         next != '@';
}

// The names in a value, as spans of it.
std::vector<Span> names_in(std::string_view value) {
  std::vector<Span> out;
  std::size_t begin = 0;
  int depth = 0;
  const auto end_name = [&](std::size_t end, std::size_t next) {
    std::string_view name = value.substr(begin, end - begin);
    name = text::trim(name.substr(0, name.find(" (")));
    if (!name.empty()) {
      const auto at = static_cast<std::uint32_t>(name.data() - value.data());
      out.push_back({at, at + static_cast<std::uint32_t>(name.size())});
    }
    begin = next;
  };
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (value[i] == '(') ++depth;
    if (value[i] == ')') --depth;
    if (depth > 0) continue;
    for (const std::string_view joint : {",", ";", "/", "\n", " and ", " & ", " + ", " with "})
      if (value.substr(i).starts_with(joint)) {
        if (joint == "/" && is_within_handle(value, begin, i)) break;
        end_name(i, i + joint.size());
        break;
      }
  }
  end_name(value.size(), value.size());
  return out;
}

bool is_name(std::string_view name) {
  if (std::count(name.begin(), name.end(), ' ') >= static_cast<std::ptrdiff_t>(longest_name))
    return false;
  return name.find_first_of("0123456789:#.!?") == std::string_view::npos || name.starts_with('@');
}

class Owners {
 public:
  explicit Owners(const std::vector<std::string>& names) : written_(names) {
    for (const std::string& name : names) keys_.push_back(key_of(name));
  }
  bool know(std::string_view name) const {
    const std::string key = key_of(name);
    if (std::find(keys_.begin(), keys_.end(), key) != keys_.end()) return true;
    const auto is_team = [&](std::string_view one) {  // "@harbour/gauges" is "@gauges"
      return one.size() > key.size() && one.ends_with(key) &&
             one[one.size() - key.size() - 1] == '/';
    };
    if (std::any_of(keys_.begin(), keys_.end(), is_team)) return true;
    return std::count_if(keys_.begin(), keys_.end(),
                         [&](const std::string& one) { return one.starts_with(key + " "); }) == 1;
  }
  const std::string* nearest(std::string_view name) const {
    const plan::NearestName names(std::vector<std::string_view>(keys_.begin(), keys_.end()));
    const auto found = names.find(key_of(name));
    return found ? &written_[*found] : nullptr;
  }

 private:
  const std::vector<std::string>& written_;
  std::vector<std::string> keys_;
};

void judge_chapter(const ChapterInput& input, Report& report) {
  const plan::ChapterFacts& facts = input.facts;
  const plan::Vocabulary* own = facts.before.vocabulary.get();
  if (own == nullptr || own->owners.empty()) return;
  const Owners owners(own->owners);
  for (const plan::Field& field : facts.fields) {
    if (field.role != plan::FieldRole::owner || is_nobody(field.value_text)) continue;
    const std::string source = facts.text(field.value);
    for (const Span span : names_in(field.value_text)) {
      const std::string_view name = span.of(field.value_text);
      if (is_nobody(name) || !is_name(name) || owners.know(name)) continue;
      const std::size_t at = source.find(name);
      Span place = field.value;
      if (at != std::string::npos) {
        place.begin += static_cast<std::uint32_t>(at);
        place.end = place.begin + static_cast<std::uint32_t>(name.size());
      }
      const std::string* meant = owners.nearest(name);
      Finding& finding = report.add(
          place, meant == nullptr
                     ? fmt::format("Nobody is called \"{}\" among the owners that are known", name)
                     : fmt::format("Nobody is called \"{}\"; did you mean \"{}\"?", name, *meant));
      if (field.entity < facts.entities.size()) name_entity(finding, facts.entities[field.entity]);
      if (meant == nullptr || at == std::string::npos) continue;
      Fix& fix = finding.fixes.emplace_back();
      fix.title = fmt::format("Write {}", *meant);
      fix.preferred = true;
      fix.edits.push_back({"", place, *meant});
    }
  }
}

}  // namespace

extern const Rule unknown_owner = {
    .name = "unknown-owner",
    .group = "vocabulary",
    .severity = Severity::information,
    .on = false,
    .summary = "An owner is nobody whom the settings know",
    .chapter = judge_chapter,
    .tier = Tier::entity,
};

}  // namespace pland::rules
