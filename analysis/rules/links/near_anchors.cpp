// The usual cause of an anchor that is not there is a heading that was reworded or lost its emoji,
// so the near ones are looked for by what survives that.
#include <algorithm>
#include <bit>
#include <utility>

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
// Of how many anchors each is compared letter by letter. What is misspelt in a document that has
// more is found by its words alone, so that thousands of links into thousands of headings stay
// cheap.
constexpr std::size_t most_compared = 500;
constexpr unsigned same_words = 0, same_start = 1, a_few_letters = 2;

// Punctuation that no slug has: `#v1.2` was meant for `#v12`.
bool is_dropped(char c) {
  return c > ' ' && c < 0x7f && c != '-' && c != '_' &&
         !text::is_letter(static_cast<char32_t>(c)) && !text::is_digit(static_cast<char32_t>(c));
}

// The numbers in a text, in order, a space behind each.
std::string numbers_in(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!text::is_digit(static_cast<unsigned char>(text[i]))) continue;
    out += text[i];
    const bool goes_on =
        i + 1 < text.size() && text::is_digit(static_cast<unsigned char>(text[i + 1]));
    if (!goes_on) out += ' ';
  }
  return out;
}

// Whether both name the same, though one may say more ("1.2" and "1.2 of 2026"), or set its digits
// apart ("7.5" and "75", as a slug has it).
bool same_numbers(std::string a, std::string b) {
  if (a.starts_with(b) || b.starts_with(a)) return true;
  std::erase(a, ' ');
  std::erase(b, ' ');
  return a == b;
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
      if (end != std::string_view::npos)
        otherwise_.emplace_back(title.substr(at + 2, end - at - 2));
    }
    if (text::is_ascii(title)) continue;
    const std::string repaired = text::repair(title);
    if (repaired != title) otherwise_.push_back(text::slug(repaired));
  }
  std::sort(otherwise_.begin(), otherwise_.end());
  for (std::uint32_t i = 0; i < cores_.size(); ++i)
    if (!cores_[i].text.empty()) sorted_.push_back(i);
  std::stable_sort(sorted_.begin(), sorted_.end(), [&](std::uint32_t i, std::uint32_t j) {
    return cores_[i].text < cores_[j].text;
  });
}

// The first few anchors, by their core, from one that is not less than `core` on, as long as they
// fit.
template <typename Fits, typename Visit>
void NearAnchors::each_from(std::string_view core, Fits&& fits, Visit&& visit) const {
  constexpr int most = 50;
  auto at = std::lower_bound(
      sorted_.begin(), sorted_.end(), core,
      [&](std::uint32_t i, std::string_view wanted) { return cores_[i].text.compare(wanted) < 0; });
  for (int count = 0; count < most && at != sorted_.end() && fits(cores_[*at].text); ++at, ++count)
    visit(*at);
}

std::vector<NearAnchors::Candidate> NearAnchors::find(std::string_view fragment,
                                                      std::string_view words) const {
  std::vector<Candidate> out;
  const Core wanted = core_of(fragment);
  const std::string_view core = wanted.text;
  if (core.empty()) return out;
  const auto add = [&](std::uint32_t i, unsigned distance) {
    out.push_back({&summary_->anchors[i], distance});
  };
  each_from(
      core, [&](std::string_view other) { return other == core; },
      [&](std::uint32_t i) { add(i, same_words); });
  if (core.size() >= shortest_prefix) {
    each_from(
        core, [&](std::string_view other) { return other.starts_with(core); },
        [&](std::uint32_t i) {
          if (cores_[i].text != core) add(i, same_start);
        });
    for (std::size_t size = shortest_prefix; size < core.size(); ++size)
      each_from(
          core.substr(0, size),
          [&](std::string_view other) { return other == core.substr(0, size); },
          [&](std::uint32_t i) { add(i, same_start); });
  }
  const auto limit = static_cast<unsigned>(std::clamp<std::size_t>(core.size() / 5, 1, 4));
  for (std::uint32_t i = 0; i < cores_.size() && cores_.size() <= most_compared; ++i) {
    const Core& other = cores_[i];
    // One change of a letter exchanges at most four bytes for four.
    const std::size_t longer = std::max(core.size(), other.text.size());
    if (longer - std::min(core.size(), other.text.size()) > 4 * limit) continue;
    if (std::popcount(wanted.letters ^ other.letters) > static_cast<int>(8 * limit)) continue;
    if (other.text.empty() || other.text.starts_with(core) || core.starts_with(other.text))
      continue;
    const unsigned distance = plan::edit_distance(core, other.text, limit);
    if (distance <= limit) add(i, a_few_letters + distance);
  }
  const std::string numbers = numbers_in(core), named = numbers_in(words);
  std::erase_if(out, [&](const Candidate& one) {
    const std::string others = numbers_in(core_of(one.anchor->slug).text);
    return !same_numbers(numbers, others) && (named.empty() || !same_numbers(named, others));
  });
  std::stable_sort(out.begin(), out.end(), [](const Candidate& a, const Candidate& b) {
    return std::pair(a.distance, a.anchor) < std::pair(b.distance, b.anchor);
  });
  if (out.size() > offered) out.resize(offered);
  return out;
}

bool NearAnchors::answers_otherwise(std::string_view fragment) const {
  return std::binary_search(otherwise_.begin(), otherwise_.end(), fragment);
}

}  // namespace pland::rules
