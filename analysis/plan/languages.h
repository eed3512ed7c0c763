// What languages call things, for whoever writes into a plan in the language that it is in.
//
// Reading asks a vocabulary (vocabulary.h), which knows the languages that a configuration names.
// Here the question is the other way round: which of the known languages a word is of, and what one
// of them usually says. English has no name here: it is what a plan is in when nothing tells.
// Left out: which language a document is in (features/plan_language.h).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "analysis/plan/label.h"
#include "analysis/plan/status.h"

namespace pland::plan {

// A set of languages: bit by index in `locales()`.
using LanguageSet = std::uint32_t;

// Those that have a text, normalised, as the name of a section or field.
LanguageSet languages_of_label(std::string_view normal);
// Those that have it, normalised, as a status.
LanguageSet languages_of_status(std::string_view normal);

// What stands before a day, without the word that leads to it: "Erledigt am", "done on".
std::string_view without_word_before_day(std::string_view words);

// The usual word ("erledigt", "in Arbeit"), as it stands within a sentence. Where `like` is a word
// of the feminine ("planifiée"), so is it. English for a locale that nobody knows.
std::string usual_status(std::string_view locale, Status status, std::string_view like = {});
// "Statut"; empty where the language has no word of its own.
std::string_view usual_label(std::string_view locale, FieldRole role);

}  // namespace pland::plan
