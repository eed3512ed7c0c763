#include "analysis/features/name_match.h"

#include <algorithm>
#include <bit>

#include "analysis/text/unicode.h"

namespace pland::features {
namespace {

bool is_ascii_digit(char c) { return '0' <= c && c <= '9'; }
bool is_ascii_letter(char c) { return 'a' <= (c | 0x20) && (c | 0x20) <= 'z'; }
char ascii_lower(char c) { return 'A' <= c && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool in_word(char32_t code) {
  if (code < 0x80)
    return is_ascii_letter(static_cast<char>(code)) || is_ascii_digit(static_cast<char>(code));
  return text::is_letter(code) || text::is_number(code) || text::is_mark(code);
}

// Scripts that put no spaces between words: each character may be where one begins.
bool is_unspaced(char32_t code) { return code >= 0x2E80; }

// Whether a word begins at `at`. A letter behind a digit begins one ("2027|Q2"), the rest of "it's"
// does not.
bool begins_word(std::string_view text, std::size_t at) {
  const bool within = at > 0 && is_ascii_letter(text[at - 1]);
  if (within && static_cast<unsigned char>(text[at]) < 0x80) return false;
  const text::Decoded here = text::decode(text, at);
  if (!in_word(here.code)) return false;
  if (at == 0) return true;
  const char before = text[at - 1];
  if (static_cast<unsigned char>(before) >= 0x80) {
    return !in_word(text::decode_before(text, at).code) || is_unspaced(here.code);
  }
  if (is_ascii_letter(before)) return is_unspaced(here.code);
  if (is_ascii_digit(before)) return !(here.code < 0x80 && is_ascii_digit(text[at]));
  const bool apostrophe = before == '\'' && at >= 2 && is_ascii_letter(text[at - 2]);
  return !apostrophe;
}

// The letters and digits of a text as bits, each letter's cases as one: a look at it tells most
// names apart from what is searched.
constexpr std::uint64_t beyond_ascii = std::uint64_t{1} << 62;
// Bytes that begin what has cases or is composed: Latin, Greek, kana … Not dashes, quotes, emoji,
// ideographs: those are what they are.
constexpr std::uint64_t foldable = std::uint64_t{1} << 63;

constexpr std::array<std::uint64_t, 256> make_characters() {
  std::array<std::uint64_t, 256> bits{};
  for (unsigned c = 0; c < 26; ++c) bits['a' + c] = bits['A' + c] = std::uint64_t{1} << c;
  for (unsigned c = 0; c < 10; ++c) bits['0' + c] = std::uint64_t{1} << (26 + c);
  for (unsigned c = 0x80; c < 0x100; ++c) bits[c] = beyond_ascii;
  for (unsigned c = 0xC3; c <= 0xEF; ++c)
    if (c < 0xE2 || c == 0xE3 || c >= 0xEA) bits[c] |= foldable;
  return bits;
}
constexpr std::array<std::uint64_t, 256> character_bits = make_characters();

std::uint64_t characters_of(std::string_view text) {
  std::uint64_t bits = 0;
  for (char c : text) bits |= character_bits[static_cast<unsigned char>(c)];
  return bits;
}

std::size_t first_word(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size() && !begins_word(text, at)) at += text::decode(text, at).size;
  return at;
}

bool starts_a_word(std::string_view name, std::string_view word) {
  for (std::size_t at = name.find(word); at != std::string_view::npos;
       at = name.find(word, at + 1)) {
    if (begins_word(name, at)) return true;
  }
  return false;
}

// Where in a word each byte stands, as bits.
using Places = std::array<std::uint64_t, 256>;

std::shared_ptr<const Places> places_in(std::string_view word) {
  if (word.size() < 2 || word.size() > 60) return nullptr;
  auto places = std::make_shared<Places>();
  for (std::size_t i = 0; i < word.size(); ++i)
    (*places)[static_cast<unsigned char>(word[i])] |= std::uint64_t{1} << i;
  return places;
}

// Whether `word` is made of beginnings of words of `name`, in order. How much of it can be made so
// far is a set of numbers, as bits.
bool are_initials(std::string_view name, std::string_view word, const Places& places) {
  std::uint64_t made = 1;
  const std::uint64_t all = std::uint64_t{1} << word.size();
  for (std::size_t at = 0; at < name.size(); ++at) {
    std::uint64_t from = made & places[static_cast<unsigned char>(name[at])];
    if (from == 0 || !begins_word(name, at)) continue;
    for (; from != 0; from &= from - 1) {
      const auto begin = static_cast<std::size_t>(std::countr_zero(from));
      for (std::size_t i = 0; begin + i < word.size() && at + i < name.size(); ++i) {
        if (name[at + i] != word[begin + i]) break;
        made |= std::uint64_t{1} << (begin + i + 1);
      }
    }
    if (made & all) return true;
  }
  return false;
}

std::vector<std::string> parts_of(std::string_view word) {
  std::vector<std::string> parts;
  std::string part;
  for (std::size_t at = 0; at < word.size();) {
    const text::Decoded c = text::decode(word, at);
    if (in_word(c.code)) {
      part += word.substr(at, c.size);
    } else if (!part.empty()) {
      parts.push_back(std::move(part));
      part.clear();
    }
    at += c.size;
  }
  if (!part.empty()) parts.push_back(std::move(part));
  return parts;
}

}  // namespace

std::string fold_name(std::string_view text) {
  if (!text::is_ascii(text)) return text::fold_case(text::compose(text));
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), ascii_lower);
  return out;
}

NameMatch::NameMatch(const std::vector<std::string>& words) {
  for (const std::string& typed : words) {
    Word word;
    word.text = fold_name(text::trim(typed));
    if (word.text.empty()) continue;
    word.parts = parts_of(word.text);
    word.symbol = word.parts.empty();
    const bool letters = std::all_of(word.text.begin(), word.text.end(), [](char c) {
      return is_ascii_letter(c) || static_cast<unsigned char>(c) >= 0x80;
    });
    if (letters) word.places = places_in(word.text);
    if (word.parts.size() == 1) word.parts.clear();
    whole_ += (whole_.empty() ? "" : " ") + word.text;
    holds_ |= characters_of(word.text) & ~foldable;
    words_.push_back(std::move(word));
  }
}

std::optional<NameRank> NameMatch::rank(std::string_view name) {
  if (words_.empty()) return NameRank::exact;
  const std::uint64_t holds = characters_of(name);
  if (holds & foldable) {
    folded_ = fold_name(name);
  } else {
    if ((holds_ & ~holds) != 0) return std::nullopt;
    folded_.resize(name.size());
    std::transform(name.begin(), name.end(), folded_.begin(), ascii_lower);
  }
  return rank_folded(folded_);
}

std::optional<NameRank> NameMatch::rank_folded(std::string_view name) const {
  NameRank rank = NameRank::words;
  for (const Word& word : words_) {
    if (word.symbol ? name.find(word.text) != std::string_view::npos
                    : starts_a_word(name, word.text)) {
      continue;
    }
    const auto in_name = [&](const std::string& part) { return starts_a_word(name, part); };
    if (!word.parts.empty() && std::all_of(word.parts.begin(), word.parts.end(), in_name)) continue;
    if (word.places == nullptr || !are_initials(name, word.text, *word.places)) return std::nullopt;
    rank = NameRank::initials;
  }
  if (rank == NameRank::initials) return rank;
  std::string_view rest = name.substr(first_word(name));
  if (!rest.starts_with(whole_)) return rank;
  // Marks behind the name ("Tide alerts ✅") are no part of it.
  rest.remove_prefix(whole_.size());
  return first_word(rest) == rest.size() ? NameRank::exact : NameRank::prefix;
}

}  // namespace pland::features
