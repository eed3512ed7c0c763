#include "analysis/rules/label_style.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace pland::rules {

using plan::FieldForm;

plan::FieldForm label_form(const plan::Plan& plan) {
  constexpr std::array forms = {FieldForm::colon_outside, FieldForm::colon_inside, FieldForm::dash,
                                FieldForm::plain};
  std::array<std::size_t, forms.size()> counts{};
  for (const plan::PlacedChapter& chapter : plan.chapters) {
    for (const plan::Field& field : chapter.facts->fields) {
      const auto form = std::find(forms.begin(), forms.end(), field.form);
      if (form != forms.end()) ++counts[static_cast<std::size_t>(form - forms.begin())];
    }
  }
  return forms[static_cast<std::size_t>(std::max_element(counts.begin(), counts.end()) -
                                        counts.begin())];
}

std::string label_line(std::string_view words, plan::FieldForm form) {
  switch (form) {
    case FieldForm::colon_inside:
      return fmt::format("**{}:**", words);
    case FieldForm::dash:
      return fmt::format("**{}** —", words);
    case FieldForm::plain:
      return fmt::format("{}:", words);
    default:
      return fmt::format("**{}**:", words);
  }
}

}  // namespace pland::rules
