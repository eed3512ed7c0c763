#include "analysis/plan/languages.h"

#include <map>

#include "analysis/plan/locale_labels.h"
#include "analysis/text/unicode.h"

namespace pland::plan {
namespace {

using Sets = std::map<std::string, LanguageSet, std::less<>>;

// Calls visit(word) for "a | b | c" until it says true.
template <typename Visit>
void each_word(std::string_view list, Visit&& visit) {
  while (!list.empty()) {
    const std::size_t bar = list.find('|');
    if (visit(text::trim(list.substr(0, bar)))) return;
    list.remove_prefix(bar == std::string_view::npos ? list.size() : bar + 1);
  }
}

template <typename Table>
void add(const Table& table, LanguageSet language, Sets& out) {
  for (const auto& [role, names] : table)
    each_word(names, [&](std::string_view name) {
      out[normalise(name)] |= language;
      return false;
    });
}

struct Words {
  Sets labels, statuses;
};

const Words& words() {
  static const Words all = [] {
    Words out;
    LanguageSet language = 1;
    for (const LocaleLabels& one : locale_labels) {
      add(one.sections, language, out.labels);
      add(one.fields, language, out.labels);
      add(one.statuses, language, out.statuses);
      language <<= 1;
    }
    return out;
  }();
  return all;
}

LanguageSet found_in(const Sets& sets, std::string_view normal) {
  const auto found = sets.find(normal);
  return found == sets.end() ? 0 : found->second;
}

// "planifiée", "prévue", "completada".
bool is_feminine(std::string_view locale, std::string_view word) {
  if (locale == "fr") return word.ends_with("ée") || word.ends_with("ue");
  if (locale == "es" || locale == "pt") return word.ends_with("da") || word.ends_with("ta");
  return false;
}

}  // namespace

LanguageSet languages_of_label(std::string_view normal) { return found_in(words().labels, normal); }

LanguageSet languages_of_status(std::string_view normal) {
  return found_in(words().statuses, normal);
}

std::string_view without_word_before_day(std::string_view words) {
  for (const std::string_view word : {" on", " am", " le", " el", " em"})
    if (words.ends_with(word)) return words.substr(0, words.size() - word.size());
  return words;
}

std::string usual_status(std::string_view locale, Status status, std::string_view like) {
  for (const LocaleLabels& one : locale_labels) {
    if (one.locale != locale) continue;
    for (const auto& [said, names] : one.statuses) {
      if (said != status) continue;
      std::string_view usual;
      const bool feminine = is_feminine(locale, like);
      each_word(names, [&](std::string_view name) {
        if (usual.empty() || (feminine && is_feminine(locale, name))) usual = name;
        return !feminine || is_feminine(locale, usual);
      });
      return std::string(usual);
    }
  }
  return std::string(name(status));
}

std::string_view usual_label(std::string_view locale, FieldRole role) {
  std::string_view usual;
  for (const LocaleLabels& one : locale_labels) {
    if (one.locale != locale) continue;
    for (const auto& [means, names] : one.fields)
      if (means == role && usual.empty())
        each_word(names, [&](std::string_view name) {
          usual = name;
          return true;
        });
  }
  return usual;
}

}  // namespace pland::plan
