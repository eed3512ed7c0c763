// How a document writes its labels, so that what a fix inserts looks like the rest.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "analysis/plan/plan.h"

namespace pland::rules {

// The form that most of the document's labels have; `**Label**:` where there are none.
// No chapter counts for more than 15 of a form.
plan::FieldForm label_form(const plan::Plan& plan);
// The same from what was counted in each chapter: a glance (rule.h).
plan::FieldForm label_form(std::span<const std::uint16_t> counts);
std::uint16_t count_labels(const plan::ChapterFacts& facts);

// "**Status**:", "**Status:**", "Status:", "**Status** —".
std::string label_line(std::string_view words, plan::FieldForm form);

}  // namespace pland::rules
