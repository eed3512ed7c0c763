#include "analysis/features/fixing.h"

#include <algorithm>
#include <iterator>
#include <optional>

namespace pland::features {

bool is_self_sufficient(const rules::Fix& fix) {
  return !fix.create_path && !fix.snippet && !fix.edits.empty() &&
         std::all_of(fix.edits.begin(), fix.edits.end(),
                     [](const rules::Edit& edit) { return edit.path.empty(); });
}

std::optional<std::size_t> unasked_fix(const rules::Finding& finding, bool safe) {
  const std::vector<rules::Fix>& fixes = finding.fixes;
  std::optional<std::size_t> first;
  for (std::size_t i = 0; i < fixes.size(); ++i) {
    if (fixes[i].safe != safe || !is_self_sufficient(fixes[i])) continue;
    if (fixes[i].preferred) return i;
    if (!first) first = i;
  }
  return safe || fixes.size() == 1 ? first : std::nullopt;
}

bool Fixes::is_free(const rules::Edit& edit) const {
  const auto document = places_.find(edit.path);
  if (document == places_.end()) return true;
  const auto next = document->second.lower_bound(edit.span.begin);
  // Two insertions at one place have no order.
  if (next != document->second.end() &&
      (next->first == edit.span.begin || next->first < edit.span.end)) {
    return false;
  }
  return next == document->second.begin() || std::prev(next)->second <= edit.span.begin;
}

bool Fixes::take(ChosenFix chosen) {
  const rules::Fix& fix = findings_[chosen.finding].fixes[chosen.fix];
  const bool free = std::all_of(fix.edits.begin(), fix.edits.end(),
                                [&](const rules::Edit& edit) { return is_free(edit); });
  if (!free) return false;
  taken_.push_back(chosen);
  for (const rules::Edit& edit : fix.edits) {
    places_[edit.path].emplace(edit.span.begin, edit.span.end);
    edits_.push_back(edit);
    if (fix.snippet) edits_.back().text = rules::plain_of_snippet(edit.text);
  }
  return true;
}

void Fixes::take_all(const rules::Rule* rule, bool unsafe) {
  std::vector<bool> mended(findings_.size());
  for (const bool safe : {true, false}) {
    if (!safe && !unsafe) break;
    for (std::size_t i = 0; i < findings_.size(); ++i) {
      if (mended[i] || (rule != nullptr && findings_[i].rule != rule)) continue;
      // A safe fix that has to wait is better than another one that need not.
      if (!safe && unasked_fix(findings_[i], true)) continue;
      const auto fix = unasked_fix(findings_[i], safe);
      mended[i] = fix && take({i, *fix});
    }
  }
}

std::vector<rules::Edit> Fixes::edits() const {
  std::vector<rules::Edit> edits = edits_;
  std::stable_sort(edits.begin(), edits.end(), [](const rules::Edit& a, const rules::Edit& b) {
    return a.path != b.path ? a.path < b.path : a.span.begin < b.span.begin;
  });
  return edits;
}

std::vector<rules::Edit> fix_all(std::span<const rules::Finding> findings,
                                 const rules::Rule* rule) {
  Fixes fixes(findings);
  fixes.take_all(rule, false);
  return fixes.edits();
}

std::string edited(std::string_view text, std::span<const rules::Edit> edits) {
  std::string out;
  std::size_t at = 0;
  for (const rules::Edit& edit : edits) {
    if (!edit.path.empty()) continue;
    out += text.substr(at, edit.span.begin - at);
    out += edit.text;
    at = edit.span.end;
  }
  out += text.substr(at);
  return out;
}

}  // namespace pland::features
