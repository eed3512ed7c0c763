// Versions, and the headings of releases that carry them: `## [1.4.0] - 2027-03-01`.
//
// A heading is read in its source, so that brackets and links are seen; plain text does as well.
// Order is SemVer's precedence (semver.org, 11) where numbers and well-known words decide: `dev` <
// `alpha` < `beta` < `rc` < nothing < `post`. Where a suffix says something else (`1.2.0-1`,
// `1.2.0-windows`) two versions are in no order: that is for their author to know.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/plan/date.h"
#include "analysis/text/span.h"

namespace pland::plan {

struct Version {
  std::vector<std::uint32_t> numbers;  // 1, 4, 0
  std::string suffix;                  // lower case, without its hyphen: "rc.1"
  std::string build;                   // behind `+`
  friend bool operator==(const Version&, const Version&) = default;

  bool is_calendar() const { return !numbers.empty() && numbers[0] >= 2000 && numbers[0] < 2200; }
};

// A version at the start of the text, and how many bytes it takes; no `v` before it. At least two
// numbers; `1.x` is none.
struct FoundVersion {
  Version version;
  std::uint32_t size = 0;
};
std::optional<FoundVersion> read_version(std::string_view text);

std::partial_ordering compare(const Version& a, const Version& b);
// Whether they are releases of one line, which follow each other in time: 1.4.0 and 1.4.2, all of a
// calendar; not 1.4.2 and 2.0.0, both of which may be kept.
bool same_line(const Version& a, const Version& b);
std::string to_string(const Version& version);

struct ReleaseHeading {  // spans in the heading
  Version version;
  Span version_span;              // without `v` and brackets
  Span name;                      // with `v`, without brackets
  bool bracketed = false;         // `[1.4.0]`
  bool linked = false;            // `[1.4.0](…)`, `[1.4.0][label]`
  std::optional<FoundDate> date;  // behind it
  std::uint32_t name_end = 0;     // of all that names and links it: where a date would stand
  bool numbered = false;          // some number stands behind it, be it a date or not
  bool open = false;              // "unreleased", "TBD", a placeholder in the date's place
};
// None where the heading is not that of one release: "1.2.0/1.2.1" are two.
std::optional<ReleaseHeading> read_release(std::string_view heading);

}  // namespace pland::plan
