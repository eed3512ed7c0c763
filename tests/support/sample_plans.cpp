#include "tests/support/sample_plans.h"

#include <fmt/format.h>
#include <iterator>
#include <random>
#include <string_view>

namespace pland::tests {
namespace {

constexpr std::string_view things[] = {
    "harbour lamps", "tide gauges",   "ferry times",   "the crane",
    "night watch",   "storm alerts",  "berth booking", "the slipway",
    "pilot radios",  "the ice plant", "the fuel dock", "crew rosters",
    "customs forms", "the boat lift", "weather masts", "visitor moorings"};
constexpr std::string_view actions[] = {"Replace",  "Measure", "Rewire", "Document", "Automate",
                                        "Simplify", "Retire",  "Test",   "Rebuild",  "Share"};
constexpr std::string_view reasons[] = {
    "because skippers still call the office for it", "so that nobody has to row out at night",
    "which the winter of last year taught us",       "as the harbour board asked in spring",
    "before the season starts and the quay is full", "since two of three reports came too late"};
constexpr std::string_view people[] = {"Ada", "Bo", "Chidi", "Dara", "Emil", "Fatou"};
constexpr std::string_view states[] = {"Planned", "In Progress", "Done", "Blocked"};

class Writer {
 public:
  Writer(std::uint64_t seed, const std::vector<std::string>& links)
      : random_(seed), links_(links) {}

  std::string roadmap(std::size_t bytes) {
    out_ =
        "# Roadmap - Harbour\n\n**Last Updated**: 2026-11-02\n**Status**: Active\n\n## Vision\n\n" +
        sentence() + " " + sentence() + "\n\n## Milestones\n\n";
    for (; out_.size() < bytes; ++quarter_) {
      milestone();
      if (quarter_ % 4 == 3) decision();
      if (quarter_ % 8 == 7) risks();
    }
    out_ += "## Non-Goals\n\n- A second quay: the bay is too small for one\n\n";
    return std::move(out_);
  }

 private:
  std::size_t below(std::size_t count) { return random_() % count; }
  template <std::size_t size>
  std::string_view one(const std::string_view (&list)[size]) {
    return list[below(size)];
  }
  std::string sentence() {
    return fmt::format("{} {} {}.", one(actions), one(things), one(reasons));
  }
  std::string period() const {
    constexpr std::string_view months[] = {"Jan - Mar", "Apr - Jun", "Jul - Sep", "Oct - Dec"};
    return fmt::format("Q{} {} ({})", quarter_ % 4 + 1, 2025 + quarter_ / 4 % 8,
                       months[quarter_ % 4]);
  }
  const std::string& link() { return links_[below(links_.size())]; }

  void milestone() {
    const std::string_view thing = one(things);
    out_ += fmt::format("### {}: {} {}\n\n", period(), one(actions), thing);
    out_ += fmt::format("**Owner**: {}\n**Status**: {}\n\n", one(people), one(states));
    out_ += fmt::format("{} {} See [the plan]({}) and *the notes* on `{}`.\n\n", sentence(),
                        sentence(), link(), thing);
    out_ += fmt::format(
        "**Success Metrics**:\n- {} % of {} answered within {} min\n- {} skippers use it "
        "weekly\n\n",
        50 + below(50), thing, 1 + below(9), 10 + below(90));
    for (std::size_t i = 2 + below(4); i > 0; --i) {
      out_ += fmt::format("{}. **{} {}**: {}\n", 6 - i, one(actions), one(things), one(reasons));
      for (std::size_t j = 1 + below(3); j > 0; --j)
        out_ += fmt::format("   - [{}] {} {} with {}\n", below(2) == 0 ? 'x' : ' ', one(actions),
                            one(things), one(people));
    }
    out_ += "\n";
    // A fault now and then: a box that no tool counts, a day that is none, a link to nowhere.
    if (quarter_ % 16 == 5) out_ += "- [] Order spare parts\n- Review by 2027-02-30\n\n";
    if (quarter_ % 16 == 11) out_ += "More is in [the archive](gone/archive.md).\n\n";
  }

  void decision() {
    out_ += fmt::format(
        "### Decision {}: {} {}\n\n**Date**: 2026-{:02}-{:02}\n\n{}\n\n- **Alternatives**: {}\n"
        "- **Consequences**: {}\n\n",
        quarter_, one(actions), one(things), 1 + below(12), 1 + below(28), sentence(), sentence(),
        sentence());
  }

  void risks() {
    out_ +=
        fmt::format("### Risks of {}\n\n| Risk | Impact | Mitigation |\n|------|--------|---|\n",
                    2025 + quarter_ / 4);
    for (int i = 0; i < 4; ++i)
      out_ += fmt::format("| {} fails | {} | {} it, {} |\n", one(things),
                          below(2) == 0 ? "High" : "Low", one(actions), one(people));
    out_ += "\n```text\ngauge --> mast --> office\n```\n\n";
  }

  std::mt19937_64 random_;
  const std::vector<std::string>& links_;
  std::string out_;
  std::size_t quarter_ = 0;
};

}  // namespace

std::string sample_roadmap(std::size_t bytes, std::uint64_t seed,
                           const std::vector<std::string>& links) {
  return Writer(seed, links).roadmap(bytes);
}

std::vector<SamplePlan> sample_workspace(std::size_t count, std::size_t bytes) {
  std::vector<SamplePlan> out;
  for (std::size_t i = 0; i < count; ++i) {
    const auto name = [](std::size_t n) {
      return fmt::format("area-{}/{}.md", n / 10,
                         n % 10 == 0 ? "ROADMAP" : fmt::format("plan-{}", n % 10));
    };
    std::vector<std::string> links;
    for (const std::size_t step : {1, 3, 17}) links.push_back("../" + name((i + step) % count));
    out.push_back({name(i), sample_roadmap(bytes, i + 1, links)});
  }
  return out;
}

}  // namespace pland::tests
