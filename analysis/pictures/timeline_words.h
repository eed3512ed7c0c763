// What every picture of a timeline says in words: "Oct – Dec 2026", "31 days left".
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "analysis/features/timeline.h"

namespace pland::pictures {

std::string day_text(plan::Date day);                     // "1 December 2026"
std::string short_day(plan::Date day);                    // "1 Dec"
std::string short_day(plan::Date day, plan::Date today);  // with the year, where it is another one
// "Oct – Dec 2026", "14 – 27 Sep 2026", "until 28 Sep 2026"; empty where there are none.
std::string days_text(const features::TimelineLane& lane);
// "31 days left", "ended 12 days ago", "in 4 months"; empty where nothing says when.
std::string time_text(const features::TimelineLane& lane, plan::Date today);
// "1 of 3 done"; of cards that are dropped "closed".
std::string progress_text(const features::TimelineLane& lane);
// How much of a card is done, from 0 to 1; none where nothing says.
std::optional<double> progress_of(const features::TimelineCard& card);
// "5 periods · 8 pieces of work: 2 done, 3 in progress, 1 blocked".
std::string summary_text(const features::Timeline& timeline);
// "review: Decision 2", "due: Tide tables".
std::string date_text(const features::TimelineDate& date);
// "MC" of "Mirela Castellan", "DK" of "@dana-kim"; two letters at most, of wide ones one.
std::string initials(std::string_view owner);
// All that is said of a card, for who cannot see it: parts joined by `joint`.
std::string description(const features::TimelineCard& card, const features::TimelineLane& lane,
                        std::string_view joint);
std::string description(const features::TimelineLane& lane, plan::Date today,
                        std::string_view joint);

}  // namespace pland::pictures
