#include "analysis/features/line_parts.h"

#include <algorithm>
#include <utility>

namespace pland::features {
namespace {

// How long a joint between parts of a line is: " — ", " - ", ", "; 0 where there is none.
std::size_t joint_at(std::string_view line, std::size_t at) {
  for (const std::string_view joint : {" — ", " – ", " - ", " | ", " · ", ", ", "; ", "，", "、"})
    if (line.substr(at).starts_with(joint)) return joint.size();
  return 0;
}

}  // namespace

std::vector<LinePart> parts_of(std::string_view line) {
  std::vector<LinePart> out;
  LinePart part;
  for (std::size_t at = 0; at <= line.size();) {
    const std::size_t joint = joint_at(line, at);
    if (joint == 0 && at < line.size()) {
      ++at;
      continue;
    }
    part.end = at;
    out.push_back(part);
    part.behind_comma = line.substr(at).starts_with(", ");
    at += std::max<std::size_t>(joint, 1);
    part.begin = at;
  }
  return out;
}

std::vector<LinePart> bracketed_parts_of(std::string_view line) {
  std::vector<LinePart> out;
  using Pair = std::pair<std::string_view, std::string_view>;
  for (const auto& [open, close] : {Pair{"(", ")"}, Pair{"（", "）"}}) {
    for (std::size_t at = line.find(open); at != std::string_view::npos;) {
      const std::size_t begin = at + open.size();
      const std::size_t end = line.find(close, begin);
      if (end == std::string_view::npos) break;
      for (LinePart part : parts_of(line.substr(begin, end - begin))) {
        part.begin += begin;
        part.end += begin;
        out.push_back(part);
      }
      at = line.find(open, end);
    }
  }
  return out;
}

// "60%", "60 %", "70% complete": how much of it is done, made all of it.
std::optional<std::string> all_of_it(std::string_view value) {
  const std::size_t sign = value.find('%');
  if (sign == std::string_view::npos) return std::nullopt;
  std::size_t end = sign;
  while (end > 0 && value[end - 1] == ' ') --end;
  std::size_t begin = end;
  while (begin > 0 &&
         (('0' <= value[begin - 1] && value[begin - 1] <= '9') || value[begin - 1] == '.'))
    --begin;
  if (begin == end) return std::nullopt;
  return std::string(value.substr(0, begin)) + "100" + std::string(value.substr(end));
}

}  // namespace pland::features
