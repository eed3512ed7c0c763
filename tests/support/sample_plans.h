// Made-up plans of any size in the shape of real ones: quarters with goals, metrics and tasks,
// decisions, tables of risks, links between them, some faults. The same arguments give the same
// text on every machine.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace pland::tests {

// A roadmap of `bytes` bytes, up to the next end of a section. `links` names files to link to.
std::string sample_roadmap(std::size_t bytes, std::uint64_t seed = 1,
                           const std::vector<std::string>& links = {"PROJECT_PLAN.md"});

struct SamplePlan {
  std::string name;  // relative: "area-3/ROADMAP.md"
  std::string text;
};
// `count` plans of about `bytes` bytes each in folders of ten, linking to each other.
std::vector<SamplePlan> sample_workspace(std::size_t count, std::size_t bytes);

}  // namespace pland::tests
