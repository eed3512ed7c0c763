#include "analysis/text/mojibake.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>
#include <optional>
#include <utility>

#include "analysis/text/unicode.h"

namespace pland::text {
namespace {

// What the bytes 0x80 to 0xFF are in Mac Roman (with the euro sign, and Apple's logo at 0xF0).
constexpr std::array<char16_t, 128> mac_roman = {
    0x00C4, 0x00C5, 0x00C7, 0x00C9, 0x00D1, 0x00D6, 0x00DC, 0x00E1, 0x00E0, 0x00E2, 0x00E4, 0x00E3,
    0x00E5, 0x00E7, 0x00E9, 0x00E8, 0x00EA, 0x00EB, 0x00ED, 0x00EC, 0x00EE, 0x00EF, 0x00F1, 0x00F3,
    0x00F2, 0x00F4, 0x00F6, 0x00F5, 0x00FA, 0x00F9, 0x00FB, 0x00FC, 0x2020, 0x00B0, 0x00A2, 0x00A3,
    0x00A7, 0x2022, 0x00B6, 0x00DF, 0x00AE, 0x00A9, 0x2122, 0x00B4, 0x00A8, 0x2260, 0x00C6, 0x00D8,
    0x221E, 0x00B1, 0x2264, 0x2265, 0x00A5, 0x00B5, 0x2202, 0x2211, 0x220F, 0x03C0, 0x222B, 0x00AA,
    0x00BA, 0x03A9, 0x00E6, 0x00F8, 0x00BF, 0x00A1, 0x00AC, 0x221A, 0x0192, 0x2248, 0x2206, 0x00AB,
    0x00BB, 0x2026, 0x00A0, 0x00C0, 0x00C3, 0x00D5, 0x0152, 0x0153, 0x2013, 0x2014, 0x201C, 0x201D,
    0x2018, 0x2019, 0x00F7, 0x25CA, 0x00FF, 0x0178, 0x2044, 0x20AC, 0x2039, 0x203A, 0xFB01, 0xFB02,
    0x2021, 0x00B7, 0x201A, 0x201E, 0x2030, 0x00C2, 0x00CA, 0x00C1, 0x00CB, 0x00C8, 0x00CD, 0x00CE,
    0x00CF, 0x00CC, 0x00D3, 0x00D4, 0xF8FF, 0x00D2, 0x00DA, 0x00DB, 0x00D9, 0x0131, 0x02C6, 0x02DC,
    0x00AF, 0x02D8, 0x02D9, 0x02DA, 0x00B8, 0x02DD, 0x02DB, 0x02C7,
};
// And 0x80 to 0x9F in CP1252; the five bytes it leaves undefined stay themselves, as browsers do.
constexpr std::array<char16_t, 32> cp1252 = {
    0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x008D, 0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178,
};

struct Entry {
  char16_t code;
  unsigned char byte;
};

template <std::size_t Size>
constexpr auto inverse_of(const std::array<char16_t, Size>& table) {
  std::array<Entry, Size> entries{};
  for (std::size_t i = 0; i < Size; ++i)
    entries[i] = {table[i], static_cast<unsigned char>(0x80 + i)};
  std::sort(entries.begin(), entries.end(),
            [](const Entry& a, const Entry& b) { return a.code < b.code; });
  return entries;
}
constexpr auto mac_roman_bytes = inverse_of(mac_roman);
constexpr auto cp1252_bytes = inverse_of(cp1252);

template <std::size_t Size>
int find_byte(const std::array<Entry, Size>& entries, char32_t code) {
  const auto found = std::lower_bound(entries.begin(), entries.end(), code,
                                      [](const Entry& e, char32_t c) { return e.code < c; });
  return found != entries.end() && found->code == code ? found->byte : -1;
}

// The byte from 0x80 on that the encoding shows as `code`; -1 where none is.
int byte_of(char32_t code, WrongEncoding encoding) {
  switch (encoding) {
    case WrongEncoding::latin1:
      return 0x80 <= code && code <= 0xFF ? static_cast<int>(code) : -1;
    case WrongEncoding::cp1252:
      if (0xA0 <= code && code <= 0xFF) return static_cast<int>(code);
      return find_byte(cp1252_bytes, code);
    case WrongEncoding::mac_roman:
      return find_byte(mac_roman_bytes, code);
  }
  return -1;
}

// Punctuation that a sound text may have right behind a letter: what follows "IRMÃ" in quotes.
bool may_follow_a_word(char32_t code) {
  switch (code) {
    case 0xA0:    // no-break space
    case 0xAB:    // «
    case 0xBB:    // »
    case 0x2013:  // –
    case 0x2014:  // —
    case 0x2018:
    case 0x2019:
    case 0x201C:
    case 0x201D:
    case 0x2022:  // •
    case 0x2026:  // …
    case 0x2039:
    case 0x203A:
    case 0x2122:
      return true;  // ™
    default:
      return false;
  }
}

bool is_ascii_letter(char32_t code) {
  return ('a' <= code && code <= 'z') || ('A' <= code && code <= 'Z');
}
bool is_ascii_lower(char32_t code) { return 'a' <= code && code <= 'z'; }
bool is_ascii_upper(char32_t code) { return 'A' <= code && code <= 'Z'; }
bool is_upper(char32_t code) {
  return is_letter(code) && !is_ascii_lower(code) && code < 0x250 &&
         (code < 0x80 || (0xC0 <= code && code <= 0xDE));
}

// Symbols that people type: punctuation, arrows, mathematics, boxes, dingbats.
bool is_common_symbol(char32_t code) {
  return (0x2010 <= code && code <= 0x2027) || (0x202F <= code && code <= 0x205E) ||
         (0x2070 <= code && code <= 0x20BF) || (0x2100 <= code && code <= 0x23FF) ||
         (0x2460 <= code && code <= 0x27BF) || (0x27E0 <= code && code <= 0x27FF) ||
         (0x2900 <= code && code <= 0x297F) || (0x2A00 <= code && code <= 0x2BFF) ||
         (0x2000 <= code && code <= 0x200F);
}

enum class Trust : std::uint8_t {
  none,
  in_a_run,       // two or more such side by side are damage: CJK
  in_a_long_run,  // three or more: Cyrillic, Arabic and other two-byte scripts
  alone,
};

struct Candidate {
  std::size_t begin, end;
  char32_t code;  // repaired
  WrongEncoding encoding;
  Trust trust;
  bool believed;
};

// How much one damaged-looking character proves. `shown` are the characters as they stand.
Trust judge(WrongEncoding encoding, const std::array<char32_t, 4>& shown, std::size_t count,
            char32_t code, char32_t before, char32_t after) {
  const bool mac = encoding == WrongEncoding::mac_roman;
  const auto follows = [&](std::size_t i) { return may_follow_a_word(shown[i]); };
  if (count == 4) {
    const bool pictures = 0x1F000 <= code && code <= 0x1FAFF;
    return pictures ? Trust::alone : Trust::in_a_run;
  }
  if (count == 3) {
    // "hâlâ…”", "«está»…", "«\u00A0café\u00A0»": a word's last letter and its punctuation.
    if (follows(1) && follows(2) && is_letter(before)) return Trust::none;
    if (code == 0xFE0F || code == 0xFE0E || code == 0xFEFF || is_common_symbol(code))
      return Trust::alone;
    if (0x1E00 <= code && code <= 0x1EFF) return Trust::alone;  // Vietnamese
    if (code == replacement_character || (0xE000 <= code && code <= 0xF8FF)) return Trust::none;
    if (follows(1) && follows(2)) return Trust::none;
    return Trust::in_a_run;
  }
  // Two bytes. C1 control characters stand in no sound text, so they prove it.
  if (0x80 <= shown[1] && shown[1] <= 0x9F) return code >= 0xA0 ? Trust::alone : Trust::none;
  const bool in_word = is_ascii_letter(before) || is_ascii_letter(after);
  if (code < 0xA0) return Trust::none;
  if (code <= 0xFF) {
    if (mac) {
      // √π and ¬π are mathematics unless a word surrounds them.
      const bool mathematical = shown[1] == 0x3C0 || shown[1] == 0x3A9 || shown[1] == 0xB5 ||
                                shown[1] == 0x2211 || shown[1] == 0x220F || shown[1] == 0x221E ||
                                shown[1] == 0x2202 || shown[1] == 0x222B;
      if (mathematical && !is_ascii_letter(before) && shown[0] == 0x221A) return Trust::none;
      return Trust::alone;
    }
    if (follows(1) && is_upper(before) && !is_ascii_upper(after)) return Trust::none;
    return Trust::alone;
  }
  if (code <= 0x17F) {  // Latin Extended-A: œ, š, ł
    if (mac) {
      if (is_ascii_letter(before)) return Trust::alone;
      return is_ascii_lower(after) && is_letter(shown[1]) ? Trust::alone : Trust::in_a_long_run;
    }
    if (follows(1)) return is_ascii_lower(before) ? Trust::alone : Trust::in_a_long_run;
    return in_word ? Trust::alone : Trust::in_a_long_run;
  }
  if (0x300 <= code && code <= 0x36F)  // a decomposed accent behind its letter
    return is_ascii_lower(before) && !follows(1) ? Trust::alone : Trust::in_a_long_run;
  if (0x391 <= code && code <= 0x3C9)  // Greek: μs, Δ, π
    return !follows(1) && !is_upper(before) ? Trust::alone : Trust::in_a_long_run;
  return Trust::in_a_long_run;
}

// The damaged-looking character at `at`, if the encoding shows one there.
std::optional<Candidate> candidate_at(std::string_view text, std::size_t at,
                                      WrongEncoding encoding) {
  const Decoded first = decode(text, at);
  const int lead = first.valid ? byte_of(first.code, encoding) : -1;
  if (lead < 0xC2 || lead > 0xF4) return {};
  const std::size_t count = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  std::array<char32_t, 4> shown{first.code};
  std::array<char, 4> bytes{static_cast<char>(lead)};
  std::size_t end = at + first.size;
  for (std::size_t i = 1; i < count; ++i) {
    const Decoded d = decode(text, end);
    const int byte = d.valid ? byte_of(d.code, encoding) : -1;
    if (byte < 0x80 || byte > 0xBF) return {};
    shown[i] = d.code;
    bytes[i] = static_cast<char>(byte);
    end += d.size;
  }
  const Decoded repaired = decode({bytes.data(), count}, 0);
  if (!repaired.valid || repaired.size != count) return {};
  const char32_t before = decode_before(text, at).code, after = decode(text, end).code;
  const Trust trust = judge(encoding, shown, count, repaired.code, before, after);
  if (trust == Trust::none) return {};
  return Candidate{at, end, repaired.code, encoding, trust, false};
}

// Candidates of one encoding side by side, which vouch for each other.
std::vector<Candidate> run_at(std::string_view text, std::size_t at, WrongEncoding encoding) {
  std::vector<Candidate> run;
  while (const auto candidate = candidate_at(text, at, encoding)) {
    run.push_back(*candidate);
    at = candidate->end;
  }
  for (Candidate& c : run)
    c.believed = c.trust == Trust::alone || (c.trust == Trust::in_a_run && run.size() >= 2) ||
                 (c.trust == Trust::in_a_long_run && run.size() >= 3);
  return run;
}

}  // namespace

std::string_view name(WrongEncoding encoding) {
  switch (encoding) {
    case WrongEncoding::mac_roman:
      return "Mac Roman";
    case WrongEncoding::cp1252:
      return "CP1252";
    case WrongEncoding::latin1:
      return "Latin-1";
  }
  return "";
}

std::vector<Mojibake> find_mojibake(std::string_view text) {
  std::vector<Candidate> candidates;
  for (std::size_t at = 0; at < text.size();) {
    if (static_cast<unsigned char>(text[at]) < 0x80) {
      std::uint64_t word = 0;
      if (text.size() - at >= 8) std::memcpy(&word, text.data() + at, 8);
      at += text.size() - at >= 8 && (word & 0x8080808080808080u) == 0 ? 8 : 1;
      continue;
    }
    std::vector<Candidate> best;
    std::size_t best_length = 0;
    for (const WrongEncoding encoding :
         {WrongEncoding::cp1252, WrongEncoding::latin1, WrongEncoding::mac_roman}) {
      std::vector<Candidate> run = run_at(text, at, encoding);
      std::size_t length = 0;
      for (const Candidate& c : run) length += c.believed ? c.end - c.begin : 0;
      if (best.empty() || length > best_length) {
        best_length = length;
        best = std::move(run);
      }
    }
    if (best_length == 0 && best.size() > 1) best.erase(best.begin() + 1, best.end());
    candidates.insert(candidates.end(), best.begin(), best.end());
    at = best.empty() ? at + decode(text, at).size : best.back().end;
  }
  if (candidates.empty()) return {};

  // One damaged character proves little, but is believed beside proven damage in its line.
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    if (candidates[i].believed) continue;
    const auto vouches = [&](std::size_t other) {
      const bool same = (candidates[other].encoding == WrongEncoding::mac_roman) ==
                        (candidates[i].encoding == WrongEncoding::mac_roman);
      return candidates[other].believed && same;
    };
    constexpr std::size_t reach = 12;  // candidates to look at on either side
    for (std::size_t step = 1; step <= reach && !candidates[i].believed; ++step) {
      const auto near = [&](std::size_t from, std::size_t to) {
        return text.substr(from, to - from).find('\n') == std::string_view::npos;
      };
      if (step <= i && vouches(i - step) && near(candidates[i - step].end, candidates[i].begin))
        candidates[i].believed = true;
      if (i + step < candidates.size() && vouches(i + step) &&
          near(candidates[i].end, candidates[i + step].begin))
        candidates[i].believed = true;
    }
  }

  std::vector<Mojibake> found;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    if (!candidates[i].believed) continue;
    const Candidate& c = candidates[i];
    const auto begin = static_cast<std::uint32_t>(c.begin), end = static_cast<std::uint32_t>(c.end);
    if (found.empty() || found.back().span.end != begin || found.back().encoding != c.encoding) {
      found.push_back({{begin, end}, c.encoding, {}});
    }
    found.back().span.end = end;
    append(found.back().repaired, c.code);
  }
  return found;
}

std::string repair(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  std::size_t at = 0;
  for (const Mojibake& damage : find_mojibake(text)) {
    out += text.substr(at, damage.span.begin - at);
    out += damage.repaired;
    at = damage.span.end;
  }
  out += text.substr(at);
  return out;
}

}  // namespace pland::text
