// What the changelog rules know of all releases of a document, as values: made when a release's
// heading changes, and asked at each section. Places are read again where something is said,
// because an edit may have moved them.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "analysis/plan/version.h"
#include "analysis/rules/rule.h"

namespace pland::rules {

struct Release {
  std::uint32_t entry = 0;
  std::uint32_t parent = plan::no_index;  // entry
  std::uint32_t above = plan::no_index;   // release of the same parent, in the list
  std::uint32_t below = plan::no_index;
  bool unreleased = false;  // says so, and has no version
  plan::Version version;
  std::optional<plan::Date> date;  // valid ones, to the day
  bool dated = false;              // says when, in whatever form
  bool other_form = false;         // … that is not ISO's
  bool open = false;               // says that it is still to come
};

struct Releases {
  std::vector<Release> list;  // in text order; headings that are not one release are left out
  bool keeps_format = false;  // says that it keeps to Keep a Changelog

  const Release* at(std::uint32_t entry) const;
};

// The rules' glance: a hash of what a chapter's headings say of releases, and two bits.
Glance glance_at_releases(const ChapterInput& input);
inline constexpr Glance glance_keeps_format = Glance{1} << 62;
inline constexpr Glance glance_unreleased = Glance{1} << 63;
// 0 in documents that are no changelogs.
std::uint64_t about_releases(const DocumentInput& input);
Releases releases_of(const DocumentInput& input);

// The heading's source, read; spans count in the chapter. None where it is not one release.
std::optional<plan::ReleaseHeading> heading_of(const plan::Plan& plan, std::uint32_t entry);
// "1.4.0", "Unreleased": as the heading writes it.
std::string name_of(const plan::Plan& plan, std::uint32_t entry);

}  // namespace pland::rules
