// Texts that make a parser, or whoever reads its tree, take time that grows faster than the text:
// every one was slow in some implementation, or looks as if it could be. Made in code, at any size.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace pland::tests {

struct Pathological {
  std::string_view name;
  std::function<std::string(std::size_t bytes)> make;  // about so many bytes
};

const std::vector<Pathological>& pathological_inputs();

}  // namespace pland::tests
