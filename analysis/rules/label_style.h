// How a document writes its labels, so that what a fix inserts looks like the rest.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "analysis/plan/plan.h"
#include "analysis/rules/rule.h"

namespace pland::rules {

// The form that most of the document's labels have; `**Label**:` where there are none.
// No chapter counts for more than 15 of a form.
plan::FieldForm label_form(const plan::Plan& plan);
// The same from what was counted in each chapter: the low bits of a glance (rule.h).
inline constexpr int label_count_bits = 16;
plan::FieldForm label_form(std::span<const Glance> glances);
Glance count_labels(const plan::ChapterFacts& facts);

// "**Status**:", "**Status:**", "Status:", "**Status** —".
std::string label_line(std::string_view words, plan::FieldForm form);

}  // namespace pland::rules
