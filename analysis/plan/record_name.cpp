#include "analysis/plan/record_name.h"

#include <algorithm>
#include <fmt/format.h>

#include "analysis/text/slug.h"

namespace pland::plan {
namespace {

bool is_digit(char c) { return '0' <= c && c <= '9'; }

}  // namespace

std::string file_name_of(std::string_view title) {
  std::string name = text::slug(title);
  name.erase(
      std::unique(name.begin(), name.end(), [](char a, char b) { return a == '-' && b == '-'; }),
      name.end());
  return name;
}

std::optional<RecordNumber> record_number(std::string_view file_name) {
  constexpr std::size_t least_digits = 3;  // fewer may be anything
  constexpr std::size_t most_digits = 6;
  RecordNumber out;
  for (const std::string_view prefix : {"adr-", "ADR-", "adr_", "ADR_"})
    if (file_name.starts_with(prefix)) out.prefix = prefix;
  file_name.remove_prefix(out.prefix.size());
  while (out.digits < file_name.size() && out.digits < most_digits &&
         is_digit(file_name[out.digits])) {
    out.number = out.number * 10 + static_cast<unsigned>(file_name[out.digits++] - '0');
  }
  if (out.digits < least_digits) return std::nullopt;
  // "2027-03-02-title.md" and "20270302-title.md" are kept by days.
  const std::string_view behind = file_name.substr(out.digits);
  const auto digit = [&](std::size_t at) { return at < behind.size() && is_digit(behind[at]); };
  const bool day = out.number >= 1900 && behind.starts_with('-') && digit(1) && digit(2) &&
                   behind.size() > 3 && behind.substr(3).starts_with('-') && digit(4) && digit(5);
  if (digit(0) || day) return std::nullopt;
  return out;
}

std::string next_record_name(std::vector<std::string> there, std::string_view title) {
  std::sort(there.begin(), there.end());  // of two with one number the same one counts everywhere
  RecordNumber highest{0, 4, ""};
  for (const std::string& name : there) {
    const auto one = record_number(name);
    if (one && one->number >= highest.number) highest = *one;
  }
  return fmt::format("{}{:0{}}-{}.md", highest.prefix, highest.number + 1, highest.digits,
                     file_name_of(title));
}

}  // namespace pland::plan
