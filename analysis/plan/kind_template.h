// The names of a template's sections and fields, as patterns: what a placeholder, a number or a
// period in them stands for. Used by the template's reader and by the look-up; nobody else's.
#pragma once

#include <string>
#include <string_view>

namespace pland::plan {

// The normalised name of a title in a template, with `*` for bracketed text, `#` for a number and
// `@` for a period, date or version: "Theme 1: [Name]" gives "theme #: *". Empty where the title is
// nothing but a placeholder, and so says nothing.
std::string template_name(std::string_view title);
bool is_pattern(std::string_view name);
// Folded for comparing, further than normalise: `&` is "and", apostrophes and brackets
// are gone, a trailing parenthesis too when `whole` is false.
std::string fold_name(std::string_view normal, bool whole);

}  // namespace pland::plan
