#include "analysis/rules/risks/scale.h"

#include <algorithm>
#include <string>
#include <vector>

#include "analysis/plan/label.h"
#include "analysis/plan/placeholder.h"
#include "analysis/text/unicode.h"

namespace pland::rules {
namespace {

struct Word {
  std::string_view text;
  Scale scale;
  bool shared = false;
};

// Longer ones before those that they begin with.
constexpr std::array words = {Word{"very low", Scale::levels},
                              Word{"very high", Scale::levels},
                              Word{"extremely high", Scale::levels},
                              Word{"low", Scale::levels},
                              Word{"medium", Scale::levels},
                              Word{"med", Scale::levels},
                              Word{"mid", Scale::levels},
                              Word{"high", Scale::levels},
                              Word{"critical", Scale::levels, true},
                              Word{"moderate", Scale::levels, true},
                              Word{"l", Scale::levels},
                              Word{"m", Scale::levels},
                              Word{"h", Scale::levels},
                              Word{"vl", Scale::levels},
                              Word{"vh", Scale::levels},
                              Word{"none", Scale::levels, true},
                              Word{"very unlikely", Scale::likelihood},
                              Word{"highly unlikely", Scale::likelihood},
                              Word{"very likely", Scale::likelihood},
                              Word{"highly likely", Scale::likelihood},
                              Word{"almost certain", Scale::likelihood},
                              Word{"almost never", Scale::likelihood},
                              Word{"rare", Scale::likelihood},
                              Word{"remote", Scale::likelihood},
                              Word{"unlikely", Scale::likelihood},
                              Word{"improbable", Scale::likelihood},
                              Word{"possible", Scale::likelihood},
                              Word{"occasional", Scale::likelihood},
                              Word{"likely", Scale::likelihood},
                              Word{"probable", Scale::likelihood},
                              Word{"frequent", Scale::likelihood},
                              Word{"certain", Scale::likelihood},
                              Word{"negligible", Scale::severity},
                              Word{"insignificant", Scale::severity},
                              Word{"minimal", Scale::severity},
                              Word{"minor", Scale::severity},
                              Word{"marginal", Scale::severity},
                              Word{"serious", Scale::severity},
                              Word{"significant", Scale::severity},
                              Word{"major", Scale::severity},
                              Word{"severe", Scale::severity},
                              Word{"catastrophic", Scale::severity},
                              Word{"blocker", Scale::severity, true}};

bool is_letter(char c) { return ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z'); }
bool is_digit(char c) { return '0' <= c && c <= '9'; }

// Without emoji, quotes and brackets in front of the first letter or digit.
std::string_view from_first_word(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size() && !is_letter(text[at]) && !is_digit(text[at])) ++at;
  return text.substr(at);
}

bool is_nothing(std::string_view text) {
  const std::string normal = plan::normalise(text);
  for (const std::string_view word : {"", "n/a", "na", "unknown", "unclear", "not rated", "?",
                                      "tbc", "varies", "depends", "not applicable", "accepted"})
    if (normal == word) return true;
  return plan::whole_placeholder(text).has_value();
}

// Nothing behind a value, or what explains or continues it: "Medium (delays)", "Low–Medium".
bool ends_value(std::string_view behind) {
  behind = text::trim(behind);
  return behind.empty() || !(is_letter(behind[0]) || is_digit(behind[0])) ||
         text::lower(behind).starts_with("to ") || text::lower(behind).starts_with("risk") ||
         text::lower(behind).starts_with("impact") || text::lower(behind).starts_with("severity") ||
         text::lower(behind).starts_with("likelihood") ||
         text::lower(behind).starts_with("probability");
}

}  // namespace

ScaleValue read_scale(std::string_view text) {
  ScaleValue out;
  if (is_nothing(text)) return out;
  const std::string_view rest = from_first_word(text);
  if (rest.empty()) return out;  // nothing but an emoji: colours are a scale of their own
  const std::string lower = text::lower(rest);
  if (lower.size() == rest.size())
    for (const Word& word : words) {
      if (!lower.starts_with(word.text)) continue;
      const std::string_view behind = rest.substr(word.text.size());
      if (!behind.empty() && (is_letter(behind[0]) || is_digit(behind[0]))) continue;
      if (!ends_value(behind)) continue;
      return {ScaleValue::Kind::value, word.scale, word.shared, rest.substr(0, word.text.size())};
    }
  if (is_digit(rest[0])) {
    std::size_t at = 0;
    while (at < rest.size() && (is_digit(rest[at]) || rest[at] == '.')) ++at;
    const std::string_view behind = text::trim(rest.substr(at));
    if (behind.starts_with('%'))
      return {ScaleValue::Kind::value, Scale::percent, false, rest.substr(0, at)};
    const bool number = behind.empty() || behind[0] == '/' || behind[0] == '(';
    if (number && at <= 2)
      return {ScaleValue::Kind::value, Scale::numbers, false, rest.substr(0, at)};
    out.kind = ScaleValue::Kind::prose;
    return out;
  }
  // A word, or two: more of them explain.
  const std::string_view whole = text::trim(text);
  const auto spaces = std::count(whole.begin(), whole.end(), ' ');
  const bool plain = std::all_of(whole.begin(), whole.end(),
                                 [](char c) { return is_letter(c) || c == ' ' || c == '-'; });
  out.kind = plain && spaces <= 1 && whole.size() <= 20 ? ScaleValue::Kind::other
                                                        : ScaleValue::Kind::prose;
  out.word = whole;
  return out;
}

std::string_view words_of(Scale scale) {
  switch (scale) {
    case Scale::levels:
      return "Low, Medium or High";
    case Scale::likelihood:
      return "Rare, Unlikely, Possible or Likely";
    case Scale::severity:
      return "Minor, Major or Severe";
    case Scale::numbers:
      return "a number";
    case Scale::percent:
      return "a percentage";
  }
  return "";
}

std::string_view nearest_word(Scale scale, std::string_view word) {
  const std::string lower = text::lower(word);
  std::string_view best;
  for (const Word& known : words) {
    if (known.scale != scale || known.text.size() < 3) continue;
    const unsigned most = known.text.size() < 6 ? 1 : 2;
    if (plan::edit_distance(lower, known.text, most) > most) continue;
    if (!best.empty()) return {};  // two are as near
    best = known.text;
  }
  return best;
}

}  // namespace pland::rules
