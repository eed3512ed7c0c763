// The usual cause of an anchor that is not there is a heading that was reworded or lost its emoji, so
// the near ones are looked for by what survives that.
#include <algorithm>
#include <bit>

#include "analysis/plan/label.h"
#include "analysis/rules/links/link.h"
#include "analysis/text/mojibake.h"
#include "analysis/text/slug.h"
#include "analysis/text/unicode.h"

namespace pland::rules {
namespace {

constexpr std::string_view variation_selector = "\xef\xb8\x8f";  // U+FE0F
constexpr std::size_t offered = 3;                               // candidates at most
constexpr std::size_t shortest_prefix = 4;                       // bytes
constexpr unsigned same_words = 0, same_start = 1, a_few_letters = 2;

// Punctuation that no slug has: `#v1.2` was meant for `#v12`.
bool is_dropped(char c) {
  return c > ' ' && c < 0x7f && c != '-' && c != '_' &&
         !text::is_letter(static_cast<char32_t>(c)) && !text::is_digit(static_cast<char32_t>(c));
}

}  // namespace

NearAnchors::Core NearAnchors::core_of(std::string_view slug) {
  std::string out;
  for (std::size_t i = 0; i < slug.size(); ++i) {
    if (slug.substr(i).starts_with(variation_selector)) {
      i += variation_selector.size() - 1;
    } else if (is_dropped(slug[i])) {
      continue;
    } else if (slug[i] != '-' || (!out.empty() && out.back() != '-')) {
      out += slug[i];
    }
  }
  while (out.ends_with('-')) out.pop_back();
  Core core{text::fold_case(out), 0};
  for (const char c : core.text) core.letters |= 1u << (static_cast<unsigned char>(c) % 32);
  return core;
}

NearAnchors::NearAnchors(workspace::SummaryPtr summary) : summary_(std::move(summary)) {
  cores_.reserve(summary_->anchors.size());
  for (const workspace::Anchor& anchor : summary_->anchors) {
    cores_.push_back(core_of(anchor.slug));
    const std::string_view title = anchor.title;
    if (const auto at = title.find("{#"); at != std::string_view::npos) {
      const auto end = title.find('}', at);
      if (end != std::string_view::npos) otherwise_.emplace_back(title.substr(at + 2, end - at - 2));
    }
    if (text::is_ascii(title)) continue;
    const std::string repaired = text::repair(title);
    if (repaired != title) otherwise_.push_back(text::slug(repaired));
  }
  std::sort(otherwise_.begin(), otherwise_.end());
}

std::vector<NearAnchors::Candidate> NearAnchors::find(std::string_view fragment) const {
  std::vector<Candidate> out;
  const Core core = core_of(fragment);
  if (core.text.empty()) return out;
  const auto limit = static_cast<unsigned>(std::clamp<std::size_t>(core.text.size() / 5, 1, 4));
  for (std::size_t i = 0; i < cores_.size(); ++i) {
    const Core& other = cores_[i];
    const workspace::Anchor* anchor = &summary_->anchors[i];
    if (other.text.empty()) continue;
    if (other.text == core.text) {
      out.push_back({anchor, same_words});
    } else if (std::min(core.text.size(), other.text.size()) >= shortest_prefix &&
               (other.text.starts_with(core.text) || core.text.starts_with(other.text))) {
      out.push_back({anchor, same_start});
    } else if (std::popcount(core.letters ^ other.letters) <= static_cast<int>(8 * limit)) {
      // One change of a letter exchanges at most four bytes for four.
      const unsigned distance = plan::edit_distance(core.text, other.text, limit);
      if (distance <= limit) out.push_back({anchor, a_few_letters + distance});
    }
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const Candidate& a, const Candidate& b) { return a.distance < b.distance; });
  if (out.size() > offered) out.resize(offered);
  return out;
}

bool NearAnchors::answers_otherwise(std::string_view fragment) const {
  return std::binary_search(otherwise_.begin(), otherwise_.end(), fragment);
}

}  // namespace pland::rules
