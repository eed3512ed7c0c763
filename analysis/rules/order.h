// What stands out of order in a row of numbers: the fewest that would have to move.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace pland::rules {

// Of each place, whether it may stay: a longest part of the row that rises, equal ones included.
std::vector<bool> in_order(std::span<const std::int64_t> row);

}  // namespace pland::rules
