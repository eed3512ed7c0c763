#include "analysis/rules/plain_items.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "analysis/plan/label.h"

namespace pland::rules {

// "Shipped the dashboard", "Readings published": who writes so says how it ended.
bool is_told_as_done(std::string_view text) {
  constexpr std::array<std::string_view, 6> irregular = {"built", "done", "made",
                                                         "ran",   "sent", "wrote"};
  const std::string_view end = ".!) ";
  while (!text.empty() && end.find(text.back()) != std::string_view::npos) text.remove_suffix(1);
  constexpr std::array<std::string_view, 8> qualities = {"advanced",    "automated",  "detailed",
                                                         "distributed", "integrated", "managed",
                                                         "shared",      "unified"};
  const auto is_in = [](const auto& list, std::string_view word) {
    return std::find(list.begin(), list.end(), word) != list.end();
  };
  const auto is_past = [&](std::string_view written) {
    const std::string word = plan::normalise(written);
    return (word.size() > 4 && word.ends_with("ed") && !is_in(qualities, word)) ||
           is_in(irregular, word);
  };
  const auto first = text.find_first_of(" :,");
  const auto last = text.find_last_of(' ');
  return is_past(text.substr(0, first)) ||
         (last != std::string_view::npos && is_past(text.substr(last + 1)));
}

std::vector<std::uint32_t> listed_items(const plan::Plan& plan, std::uint32_t entry,
                                        bool below_values) {
  std::vector<std::uint32_t> out;
  if (plan.kind != plan::DocumentKind::roadmap && plan.kind != plan::DocumentKind::plan) return out;
  const plan::ChapterFacts& facts = plan.facts(entry);
  for (std::uint32_t i = 0; i < facts.items.size(); ++i) {
    const plan::Item& item = facts.items[i];
    if (item.section != plan.outline[entry].section || item.depth > 0 || item.row) continue;
    if (item.entity != plan::no_index || item.placeholder) continue;
    if (item.label != plan::no_index && (!below_values || facts.fields[item.label].value.empty()))
      continue;
    out.push_back(i);
  }
  return out;
}

std::vector<std::uint32_t> plain_items(const plan::Plan& plan, std::uint32_t entry,
                                       bool below_values) {
  std::vector<std::uint32_t> out = listed_items(plan, entry, below_values);
  if (std::any_of(out.begin(), out.end(), [&](std::uint32_t item) {
        return is_told_as_done(plan.facts(entry).items[item].plain);
      }))
    out.clear();
  return out;
}

}  // namespace pland::rules
