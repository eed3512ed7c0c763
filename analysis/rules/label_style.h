// How a document writes its labels, so that what a fix inserts looks like the rest.
#pragma once

#include <string>
#include <string_view>

#include "analysis/plan/plan.h"

namespace pland::rules {

// The form that most of the document's labels have; `**Label**:` where there are none.
plan::FieldForm label_form(const plan::Plan& plan);

// "**Status**:", "**Status:**", "Status:", "**Status** —".
std::string label_line(std::string_view words, plan::FieldForm form);

}  // namespace pland::rules
