// Whether what somebody types means a name: every word of it begins a word of the name, or is made
// of how several of its words begin ("tga", "tidegau" for "Tide gauge alerts").
//
// As exact as names of plans need: "Q2" is no "Q1 2027", because what has a digit in it is never
// taken apart, and letters in the middle of a word are not looked at. Letter case and normal form
// do not count. Made for hundreds of thousands of names in a row: nothing is allocated for one in
// ASCII, and one that is not is folded only where its bytes could be a match.
//
// Left out: misspelling.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pland::features {

enum class NameRank : std::uint8_t { exact, prefix, words, initials };  // best first

// NFC, letter case folded.
std::string fold_name(std::string_view text);

class NameMatch {
 public:
  // Words as they are typed; a quoted phrase is one word with spaces. Without words every name
  // matches.
  explicit NameMatch(const std::vector<std::string>& words);

  bool empty() const { return words_.empty(); }
  // None: the name is not meant. Not const: it has memory to fold names in.
  std::optional<NameRank> rank(std::string_view name);

 private:
  struct Word {
    std::string text;                // folded
    std::vector<std::string> parts;  // of "tide-alerts", where it stands nowhere as it is
    bool symbol = false;             // no letter, no digit: found anywhere
    // Of what is letters only, and so may be initials: where in it each byte stands.
    std::shared_ptr<const std::array<std::uint64_t, 256>> places;
  };

  std::optional<NameRank> rank_folded(std::string_view name) const;

  std::vector<Word> words_;
  std::string whole_;        // all words, one space between
  std::uint64_t holds_ = 0;  // the letters and digits of all words: a name without one is none
  std::string folded_;
};

}  // namespace pland::features
