#include "analysis/rules/dependencies/drop.h"

#include <algorithm>
#include <string>

#include "analysis/text/unicode.h"

namespace pland::rules {

Edit without_reference(const plan::ChapterFacts& facts, const plan::Reference& reference) {
  const plan::Field& field = facts.fields[reference.field];
  // In a list below the label it is an item: the words go, "None" stays.
  if (reference.span.end <= field.value.begin || field.value.end <= reference.span.begin)
    return {"", reference.span, "None"};
  // Of a link at either end the value has the words only.
  const Span whole = {std::min(field.value.begin, reference.span.begin),
                      std::max(field.value.end, reference.span.end)};
  const std::string value = facts.text(whole);
  const std::size_t begin = reference.span.begin - whole.begin;
  const std::size_t end = reference.span.end - whole.begin;
  // From its comma in front, or to the one behind it.
  constexpr std::string_view separators = ",;";
  const std::size_t next = value.find_first_of(separators, end);
  const std::size_t before =
      begin == 0 ? std::string::npos : value.find_last_of(separators, begin - 1);
  const auto at = [&](std::size_t offset) {
    return whole.begin + static_cast<std::uint32_t>(offset);
  };
  if (before != std::string::npos) {
    const std::size_t stop = next == std::string::npos ? value.size() : next;
    return {"", {at(before), at(stop)}, ""};
  }
  if (next != std::string::npos) {
    std::size_t stop = next + 1;
    while (stop < value.size() && value[stop] == ' ') ++stop;
    return {"", {at(0), at(stop)}, ""};
  }
  return {"", whole, "None"};
}

}  // namespace pland::rules
