#include "analysis/plan/item_days.h"

#include <algorithm>
#include <array>

#include "analysis/plan/days.h"
#include "analysis/text/unicode.h"

namespace pland::plan {
namespace {

// A day alone may be that of its beginning, or of its end.
bool is_announced(std::string_view part) {
  constexpr std::array<std::string_view, 17> words = {
      "due",   "by",       "until",    "till",      "deadline", "eta",
      "bis",   "bis zum",  "fällig",   "fällig am", "hasta",    "antes del",
      "vence", "avant le", "jusqu'au", "até",       "prazo"};
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
    return part.size() > word.size() && text::fold_case(part.substr(0, word.size())) == word &&
           (part[word.size()] == ' ' || part[word.size()] == ':');
  });
}

std::optional<Days> days_of_part(std::string_view part) {
  part = text::trim(part);
  while (part.ends_with('.')) part.remove_suffix(1);
  return is_announced(part) ? read_days(part) : std::nullopt;
}

}  // namespace

std::optional<Days> days_in_words(std::string_view text) {
  for (std::size_t open = text.find('('); open != std::string_view::npos;
       open = text.find('(', open + 1)) {
    const std::size_t close = text.find(')', open);
    if (close == std::string_view::npos) break;
    if (const auto days = days_of_part(text.substr(open + 1, close - open - 1))) return days;
  }
  for (std::size_t at = 0; at < text.size(); ++at) {
    for (const std::string_view joint : {" — ", " – ", " - ", ", ", "; "}) {
      if (!text.substr(at).starts_with(joint)) continue;
      std::string_view part = text.substr(at + joint.size());
      for (const std::string_view end : {" — ", " – ", " - ", "; "})
        part = part.substr(0, part.find(end));
      if (const auto days = days_of_part(part)) return days;
    }
  }
  return std::nullopt;
}

std::optional<Days> days_of_item(const ChapterFacts& facts, const Entity& entity) {
  if (entity.item == no_index || facts.items[entity.item].row) return std::nullopt;
  switch (entity.kind) {
    case EntityKind::task:
    case EntityKind::initiative:
    case EntityKind::blocker:
      return days_in_words(facts.items[entity.item].plain);
    default:
      return std::nullopt;
  }
}

}  // namespace pland::plan
