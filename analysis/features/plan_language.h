// The language that a plan is written in, as far as its labels and statuses tell, and what statuses
// are called in it.
//
// A configuration may name languages and words of a team's own; a document shows its language
// without one, too. What is written into a document is said in its words, and what it says is read
// by them. Left out: languages without a list (plan/languages.h), and prose: nobody guesses from
// that.
#pragma once

#include <string>
#include <string_view>

#include "analysis/plan/status.h"
#include "analysis/plan/vocabulary.h"
#include "analysis/workspace/workspace.h"

namespace pland::features {

struct PlanLanguage {
  std::string_view locale;                   // "de"; empty: English
  plan::VocabularyPtr own;                   // of the configuration; may be null
  plan::VocabularyPtr words;                 // … and the language's own; may be null
  std::vector<std::string_view> likelihood;  // all languages that it may be, the likeliest first

  const plan::Vocabulary* vocabulary() const { return words.get(); }
};

PlanLanguage language_of(const workspace::Document& document);

// The usual word for a status where another word stood, in its language and letter case: "done",
// "Erledigt", "TERMINÉ". Nothing stood: in the plan's language, capitalised.
std::string usual_word(const PlanLanguage& language, plan::Status status, std::string_view before);
// The usual label: "Status", "Estado".
std::string usual_label(const PlanLanguage& language, plan::FieldRole role);

// What a value says of how far something is, by the words of a vocabulary (may be null).
struct SaidStatus {
  plan::Status status;
  bool alone = false;  // a status, a day, and nothing else that is of one thing alone
};
std::optional<SaidStatus> said_status(std::string_view plain, const plan::Vocabulary* words);
// The words of a value that is a status: without signs, days, brackets and what joins them.
std::string status_words(std::string_view value);

}  // namespace pland::features
