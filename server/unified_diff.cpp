#include "server/unified_diff.h"

#include <algorithm>
#include <cstdint>
#include <fmt/format.h>
#include <iterator>
#include <vector>

namespace pland::server {
namespace {

constexpr std::size_t context = 3;
// Differences beyond which a stretch is written as one block, old then new: still the same change,
// and never more than some megabytes of memory.
constexpr std::int64_t most_differences = 2000;

using Lines = std::vector<std::string_view>;

// With their `\n`, which the last may lack.
Lines lines_of(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::size_t size = end == std::string_view::npos ? text.size() : end + 1;
    lines.push_back(text.substr(0, size));
    text.remove_prefix(size);
  }
  return lines;
}

// Lines [old_first, old_last) of the one became [new_first, new_last) of the other.
struct Change {
  std::size_t old_first = 0, old_last = 0;
  std::size_t new_first = 0, new_last = 0;
};

// The shortest way from one list to the other (Myers, "An O(ND) difference algorithm", 1986), for
// lists that neither begin nor end alike.
class Shortest {
 public:
  Shortest(const Lines& before, const Lines& after, const Change& within)
      : before_(before),
        after_(after),
        within_(within),
        width_(static_cast<std::int64_t>(within.old_last - within.old_first)),
        height_(static_cast<std::int64_t>(within.new_last - within.new_first)) {}

  std::vector<Change> changes() {
    const std::int64_t steps = walk();
    return steps < 0 ? std::vector<Change>{within_} : back(steps);
  }

 private:
  // How many differences there are, -1 for too many. Keeps how far each diagonal got at each step.
  std::int64_t walk() {
    const std::int64_t most = std::min(width_ + height_, most_differences);
    std::vector<std::int64_t> reach(static_cast<std::size_t>(2 * most + 3), 0);
    const auto at = [&](std::int64_t diagonal) -> std::int64_t& {
      return reach[static_cast<std::size_t>(diagonal + most + 1)];
    };
    for (std::int64_t step = 0; step <= most; ++step) {
      std::vector<std::int64_t> row;
      for (std::int64_t diagonal = -step; diagonal <= step; diagonal += 2) {
        const bool down =
            diagonal == -step || (diagonal != step && at(diagonal - 1) < at(diagonal + 1));
        std::int64_t x = down ? at(diagonal + 1) : at(diagonal - 1) + 1;
        if (step == 0) x = 0;
        while (x < width_ && x - diagonal < height_ && x - diagonal >= 0 && same(x, x - diagonal)) {
          ++x;
        }
        at(diagonal) = x;
        row.push_back(x);
        if (x >= width_ && x - diagonal >= height_) {
          rows_.push_back(std::move(row));
          return step;
        }
      }
      rows_.push_back(std::move(row));
    }
    return -1;
  }

  std::vector<Change> back(std::int64_t steps) const {
    std::vector<Change> changes;
    std::int64_t x = width_, y = height_;
    for (std::int64_t step = steps; step > 0; --step) {
      const std::int64_t diagonal = x - y;
      const auto reach = [&](std::int64_t which) {
        return rows_[static_cast<std::size_t>(step - 1)]
                    [static_cast<std::size_t>((which + step - 1) / 2)];
      };
      const bool down =
          diagonal == -step || (diagonal != step && reach(diagonal - 1) < reach(diagonal + 1));
      const std::int64_t from = down ? diagonal + 1 : diagonal - 1;
      const std::int64_t old_x = reach(from), old_y = old_x - from;
      add(changes, old_x, down ? old_x : old_x + 1, old_y, down ? old_y + 1 : old_y);
      x = old_x;
      y = old_y;
    }
    std::reverse(changes.begin(), changes.end());
    return changes;
  }

  // In front of those that are there; one that touches the first becomes part of it.
  void add(std::vector<Change>& changes, std::int64_t old_first, std::int64_t old_last,
           std::int64_t new_first, std::int64_t new_last) const {
    const Change change{within_.old_first + static_cast<std::size_t>(old_first),
                        within_.old_first + static_cast<std::size_t>(old_last),
                        within_.new_first + static_cast<std::size_t>(new_first),
                        within_.new_first + static_cast<std::size_t>(new_last)};
    if (!changes.empty() && changes.back().old_first == change.old_last &&
        changes.back().new_first == change.new_last) {
      changes.back().old_first = change.old_first;
      changes.back().new_first = change.new_first;
    } else {
      changes.push_back(change);
    }
  }

  bool same(std::int64_t x, std::int64_t y) const {
    return before_[within_.old_first + static_cast<std::size_t>(x)] ==
           after_[within_.new_first + static_cast<std::size_t>(y)];
  }

  const Lines& before_;
  const Lines& after_;
  Change within_;
  std::int64_t width_, height_;
  std::vector<std::vector<std::int64_t>> rows_;
};

std::vector<Change> changes_of(const Lines& before, const Lines& after) {
  std::size_t front = 0, back = 0;
  const std::size_t least = std::min(before.size(), after.size());
  while (front < least && before[front] == after[front]) ++front;
  while (back < least - front &&
         before[before.size() - 1 - back] == after[after.size() - 1 - back]) {
    ++back;
  }
  const Change middle{front, before.size() - back, front, after.size() - back};
  if (middle.old_first == middle.old_last && middle.new_first == middle.new_last) return {};
  return Shortest(before, after, middle).changes();
}

std::string quoted(std::string_view prefix, std::string_view name) {
  const bool plain = std::none_of(name.begin(), name.end(), [](char c) {
    return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
  });
  std::string out = fmt::format("{}{}", prefix, name);
  if (plain) return name.find(' ') == std::string_view::npos ? out : out + '\t';
  std::string escaped = "\"";
  for (const char c : out) {
    if (c == '"' || c == '\\') {
      escaped += '\\';
      escaped += c;
    } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
      escaped += fmt::format("\\{:03o}", static_cast<unsigned char>(c));
    } else {
      escaped += c;
    }
  }
  return escaped + '"';
}

void add_line(std::string& out, char sign, std::string_view line) {
  out += sign;
  out += line;
  if (!line.ends_with('\n')) out += "\n\\ No newline at end of file\n";
}

// "12,3"; an empty range is behind the line that it names.
std::string range(std::size_t first, std::size_t size) {
  if (size == 1) return fmt::format("{}", first + 1);
  return fmt::format("{},{}", size == 0 ? first : first + 1, size);
}

}  // namespace

std::string unified_diff(std::string_view name, std::string_view before, std::string_view after,
                         bool created) {
  const Lines old_lines = lines_of(before), new_lines = lines_of(after);
  const std::vector<Change> changes = changes_of(old_lines, new_lines);
  if (changes.empty()) return {};
  std::string out = fmt::format("--- {}\n+++ {}\n", created ? "/dev/null" : quoted("a/", name),
                                quoted("b/", name));
  for (auto first = changes.begin(); first != changes.end();) {
    // Changes whose contexts touch stand in one hunk.
    auto last = first;
    while (std::next(last) != changes.end() &&
           std::next(last)->old_first - last->old_last <= 2 * context) {
      ++last;
    }
    const std::size_t lead = std::min(context, first->old_first);
    const std::size_t old_begin = first->old_first - lead, new_begin = first->new_first - lead;
    const std::size_t trail = std::min(context, old_lines.size() - last->old_last);
    const std::size_t old_end = last->old_last + trail, new_end = last->new_last + trail;
    out += fmt::format("@@ -{} +{} @@\n", range(old_begin, old_end - old_begin),
                       range(new_begin, new_end - new_begin));
    std::size_t at = old_begin;
    for (auto change = first; change != std::next(last); ++change) {
      for (; at < change->old_first; ++at) add_line(out, ' ', old_lines[at]);
      for (; at < change->old_last; ++at) add_line(out, '-', old_lines[at]);
      for (std::size_t i = change->new_first; i < change->new_last; ++i) {
        add_line(out, '+', new_lines[i]);
      }
    }
    for (; at < old_end; ++at) add_line(out, ' ', old_lines[at]);
    first = std::next(last);
  }
  return out;
}

std::string colored_diff(std::string_view diff, bool color) {
  if (!color) return std::string(diff);
  std::string out;
  while (!diff.empty()) {
    const std::size_t end = std::min(diff.find('\n'), diff.size());
    const std::string_view line = diff.substr(0, end);
    const char* paint = line.starts_with("---") || line.starts_with("+++") ? "\x1b[1m"
                        : line.starts_with('-')                            ? "\x1b[31m"
                        : line.starts_with('+')                            ? "\x1b[32m"
                        : line.starts_with('@')                            ? "\x1b[36m"
                                                                           : "";
    out += paint;
    out += line;
    if (*paint) out += "\x1b[0m";
    if (end < diff.size()) out += '\n';
    diff.remove_prefix(std::min(end + 1, diff.size()));
  }
  return out;
}

}  // namespace pland::server
