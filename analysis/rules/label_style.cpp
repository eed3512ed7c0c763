#include "analysis/rules/label_style.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace pland::rules {

using plan::FieldForm;

namespace {

constexpr std::array forms = {FieldForm::colon_outside, FieldForm::colon_inside, FieldForm::dash,
                              FieldForm::plain};
constexpr std::size_t bits = 4;  // of a chapter's count of each form
static_assert(bits * forms.size() == label_count_bits);
constexpr unsigned most = (1U << bits) - 1;

struct Counts {
  std::array<std::size_t, forms.size()> of{};

  void add(Glance chapter) {
    for (std::size_t i = 0; i < forms.size(); ++i) of[i] += chapter >> i * bits & most;
  }
  FieldForm commonest() const {
    return forms[static_cast<std::size_t>(std::max_element(of.begin(), of.end()) - of.begin())];
  }
};

}  // namespace

Glance count_labels(const plan::ChapterFacts& facts) {
  std::array<unsigned, forms.size()> counts{};
  for (const plan::Field& field : facts.fields) {
    const auto form = std::find(forms.begin(), forms.end(), field.form);
    if (form != forms.end()) ++counts[static_cast<std::size_t>(form - forms.begin())];
  }
  Glance out = 0;
  for (std::size_t i = 0; i < forms.size(); ++i)
    out |= Glance{std::min(counts[i], most)} << i * bits;
  return out;
}

FieldForm label_form(std::span<const Glance> glances) {
  Counts all;
  for (const Glance chapter : glances) all.add(chapter);
  return all.commonest();
}

FieldForm label_form(const plan::Plan& plan) {
  Counts all;
  for (const plan::PlacedChapter& chapter : plan.chapters) all.add(count_labels(*chapter.facts));
  return all.commonest();
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
