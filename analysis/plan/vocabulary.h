// Words that a team uses beside the English ones that everybody gets: labels in another language,
// names of its own for sections and fields, its own words for how far something is; and what it
// measures fields in, and who there is to own something.
//
// A vocabulary is asked first, the built-in words after it. A heading or label matches as a whole,
// in the normal form of label.h; so does the value of a status. Part of what a chapter's facts are
// made of (Context), so it never changes under them: another vocabulary is another reading.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/plan/label.h"
#include "analysis/plan/status.h"

namespace pland::plan {

struct Vocabulary {
  // By normalised name.
  std::map<std::string, FieldRole, std::less<>> fields;
  std::map<std::string, SectionRole, std::less<>> sections;
  std::map<std::string, Status, std::less<>> statuses;
  // The values that a field may have, as they are to be written, in their order.
  std::map<FieldRole, std::vector<std::string>> scales;
  std::vector<std::string> owners;  // as they are to be written: "Runa Okafor", "@runa"

  bool empty() const {
    return fields.empty() && sections.empty() && statuses.empty() && scales.empty() &&
           owners.empty();
  }
  const std::vector<std::string>* scale_of(std::optional<FieldRole> role) const {
    const auto found = role ? scales.find(*role) : scales.end();
    return found == scales.end() ? nullptr : &found->second;
  }
  friend bool operator==(const Vocabulary&, const Vocabulary&) = default;
};
using VocabularyPtr = std::shared_ptr<const Vocabulary>;  // null: English alone

// As those of label.h and status.h, with the words of `own` (may be null) before the built-in ones.
std::optional<FieldRole> field_role(std::string_view label, const Vocabulary* own);
std::optional<SectionRole> section_role(std::string_view title, const Vocabulary* own);
std::optional<FieldRole> field_role_of_normal(std::string_view normal, const Vocabulary* own);
std::optional<SectionRole> section_role_of_normal(std::string_view normal, const Vocabulary* own);
StatusValue read_status(std::string_view value, const Vocabulary* own);
// What words mean that are a status of `own` (may be null) as a whole; none for built-in ones.
std::optional<Status> own_status(std::string_view words, const Vocabulary* own);

// The languages whose labels are known beside English: "de", "es", "fr", "pt", "ja", "zh".
std::vector<std::string_view> locales();
// Adds a language's labels and statuses to `vocabulary`; what is there already stays. False: the
// language is not known.
bool add_locale(std::string_view locale, Vocabulary& vocabulary);

}  // namespace pland::plan
