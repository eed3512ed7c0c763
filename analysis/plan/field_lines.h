// Lines of label and value: `**Label**: x`, `**Label:** x`, `**Label** — x`, `Label: x`, several on
// one line behind ` | `, ` · ` or ` • `.
//
// The three with bold labels are recognised by form, the plain one only where its label is known:
// prose has colons too.
#pragma once

#include <vector>

#include "analysis/plan/facts.h"

namespace pland::plan {

// A label and value within plain text: offsets in it.
struct FieldLine {
  Span label;
  Span value;
  std::uint32_t end = 0;  // of the line or lines
  FieldForm form = FieldForm::plain;
};

// The fields that a paragraph's plain text consists of; empty when it is prose. A value goes on
// until the next label. Labels below a line of prose count where they are bold and known.
// `words` (may be null) are labels beside the built-in ones.
std::vector<FieldLine> find_field_lines(const markdown::Plain& plain,
                                        const Vocabulary* words = nullptr);

// The bold words a text begins with (behind emoji and status marks): `**Name**: …`. Empty if none.
Span leading_strong(const markdown::Plain& plain);

}  // namespace pland::plan
