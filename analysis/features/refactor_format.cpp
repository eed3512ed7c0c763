// Tables that line up and lists that count, chosen from a menu (format.h does it).
#include "analysis/features/format.h"
#include "analysis/features/refactor.h"

namespace pland::features {
namespace {

std::optional<rules::Fix> fix_of(std::vector<rules::Edit> edits) {
  if (edits.empty()) return std::nullopt;
  rules::Fix fix;
  fix.edits = std::move(edits);
  return fix;
}

}  // namespace

std::optional<std::string> title_of_align_table(const Spot& spot) {
  if (!align_table(spot)) return std::nullopt;
  return "Align the table";
}

std::optional<rules::Fix> align_table(const Spot& spot) {
  return fix_of(align_tables(spot.document.text, spot.at));
}

std::optional<std::string> title_of_renumber_list(const Spot& spot) {
  const bool wrong = spot.at.empty() ? counts_wrong_at(spot.document.text, spot.at.begin)
                                     : renumber_list(spot).has_value();
  if (!wrong) return std::nullopt;
  return "Renumber the list";
}

std::optional<rules::Fix> renumber_list(const Spot& spot) {
  const markdown::Document& text = spot.document.text;
  return fix_of(spot.at.empty() ? renumber_list_at(text, spot.at.begin)
                                : renumber_lists(text, spot.at, Numbering::always));
}

}  // namespace pland::features
