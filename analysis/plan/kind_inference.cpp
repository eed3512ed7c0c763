#include "analysis/plan/kind_inference.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <fmt/format.h>
#include <iterator>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "analysis/plan/kind_template.h"
#include "analysis/plan/label.h"

namespace pland::plan {
namespace {

constexpr std::size_t shared_percent = 40;
constexpr std::size_t required_percent = 80;

// What several documents write: how many of them, and in which words.
struct Tally {
  std::size_t documents = 0;
  std::map<std::string, std::size_t> spellings;
  double place = 0;  // the sum of its relative places in the documents, 0 to 1

  const std::string& commonest() const {
    return std::max_element(spellings.begin(), spellings.end(),
                            [](const auto& a, const auto& b) { return a.second < b.second; })
        ->first;
  }
  double mean_place() const { return place / static_cast<double>(documents); }
  bool is_in(std::size_t percent, std::size_t of) const {
    return documents * 100 >= percent * of && documents >= 2;
  }
};

struct SectionTally : Tally {
  std::map<std::uint8_t, std::size_t> levels;
  std::map<std::string, Tally> labels;  // by normalised label
  std::size_t repeated = 0;             // documents that have it more than once
  bool milestone = false;

  std::uint8_t level() const {
    return std::max_element(levels.begin(), levels.end(),
                            [](const auto& a, const auto& b) { return a.second < b.second; })
        ->first;
  }
};

class Inference {
 public:
  void add(const Plan& plan) {
    ++documents_;
    std::map<std::string, std::size_t> seen;
    std::set<std::pair<std::string, std::string>> labels_seen;
    for (std::uint32_t entry = 0; entry < plan.outline.size(); ++entry) {
      const Section& section = plan.section(entry);
      if (plan.is_title(entry) && section.level > 0) add_title(section.title);
      if (section.level == 0 || plan.is_title(entry)) {  // of the document itself
        add_labels(plan, entry, {}, title_, labels_seen);
        continue;
      }
      const std::string key = key_of(plan, entry);
      if (key.empty()) continue;
      SectionTally& tally = sections_[key];
      tally.milestone = plan.outline[entry].unit == EntityKind::milestone;
      if (++seen[key] == 2) ++tally.repeated;
      if (seen[key] == 1) {
        ++tally.documents;
        tally.place += static_cast<double>(entry) / static_cast<double>(plan.outline.size());
        ++tally.levels[section.level];
        ++tally.spellings[section.title];
      }
      add_labels(plan, entry, key, tally, labels_seen);
    }
  }

  std::string write() const {
    std::vector<const SectionTally*> shared;
    for (const auto& [key, tally] : sections_)
      if (tally.is_in(shared_percent, documents_)) shared.push_back(&tally);
    std::stable_sort(shared.begin(), shared.end(), [](const auto* a, const auto* b) {
      return a->mean_place() < b->mean_place();
    });
    std::string out = fmt::format("# {}[Title]\n", title_begin());
    write_labels(title_, documents_, out);
    for (const SectionTally* tally : shared) write(*tally, out);
    return out;
  }

 private:
  // What stands before the title's own words: "Proposal: ", "ADR-0007 - "; its numbers are those of
  // the document.
  void add_title(std::string_view title) {
    constexpr std::size_t longest = 24;  // bytes; beyond it is a sentence
    std::size_t end = std::string_view::npos;
    for (const std::string_view mark : {": ", " - ", " – ", " — "})
      if (const auto at = title.find(mark); at != std::string_view::npos)
        end = std::min(end, at + mark.size());
    if (end == std::string_view::npos || end > longest) return;
    std::string begin;
    for (const char c : title.substr(0, end)) {
      const bool digit = '0' <= c && c <= '9';
      if (!digit)
        begin += c;
      else if (!begin.ends_with(number))
        begin += number;
    }
    ++title_begins_[begin];
  }

  std::string title_begin() const {
    for (const auto& [begin, count] : title_begins_)
      if (count >= 2 && count * 100 >= required_percent * documents_) return begin;
    return {};
  }

  static std::string key_of(const Plan& plan, std::uint32_t entry) {
    if (plan.outline[entry].unit == EntityKind::milestone) return "@";
    return template_name(plan.section(entry).title);
  }

  static void add_labels(const Plan& plan, std::uint32_t entry, const std::string& key,
                         SectionTally& tally, std::set<std::pair<std::string, std::string>>& seen) {
    const ChapterFacts& facts = plan.facts(entry);
    const Span body = facts.sections[plan.outline[entry].section].body;
    for (const Field& field : facts.fields) {
      const bool bold = field.form == FieldForm::colon_outside ||
                        field.form == FieldForm::colon_inside || field.form == FieldForm::dash;
      if (!bold || !body.contains(field.label)) continue;
      const std::string label = normalise(field.label_text);
      if (!seen.emplace(key, label).second) continue;
      Tally& one = tally.labels[label];
      ++one.documents;
      one.place += static_cast<double>(field.label.begin);
      ++one.spellings[field.label_text];
    }
  }

  void write(const SectionTally& tally, std::string& out) const {
    std::string says;
    const auto add = [&](std::string_view word) {
      says += says.empty() ? "" : "; ";
      says += word;
    };
    if (tally.is_in(required_percent, documents_)) add("required");
    if (tally.repeated * 2 >= tally.documents || tally.milestone) add("repeat");
    if (tally.milestone) add("is: milestone");
    const std::string title = tally.milestone ? "Q1 YYYY (Jan - Mar): [Name]" : tally.commonest();
    out += fmt::format("\n{} {}\n", std::string(tally.level(), '#'), title);
    if (!says.empty()) out += fmt::format("<!-- pland: {} -->\n", says);

    if (!write_labels(tally, tally.documents, out)) out += "\n[What belongs here]\n";
  }

  // Whether there are any.
  static bool write_labels(const SectionTally& tally, std::size_t documents, std::string& out) {
    std::vector<const Tally*> labels;
    for (const auto& [label, one] : tally.labels)
      if (one.is_in(shared_percent, documents)) labels.push_back(&one);
    std::stable_sort(labels.begin(), labels.end(), [](const auto* a, const auto* b) {
      return a->mean_place() < b->mean_place();
    });
    for (const Tally* label : labels) {
      out += fmt::format("\n**{0}**: [{0}]\n", label->commonest());
      if (label->is_in(required_percent, documents)) out += "<!-- pland: required -->\n";
    }
    return !labels.empty();
  }

  static constexpr std::string_view number = "[Number]";

  std::size_t documents_ = 0;
  SectionTally title_;  // what stands below the title
  std::map<std::string, std::size_t> title_begins_;
  std::map<std::string, SectionTally> sections_;
};

}  // namespace

std::string infer_template(const std::vector<std::shared_ptr<const Plan>>& examples) {
  Inference inference;
  for (const auto& example : examples) inference.add(*example);
  return inference.write();
}

}  // namespace pland::plan
