// A section that documents of this kind have, and this one has not. It is said at the heading that
// it would follow, and its fix inserts the template's skeleton there.
#include <algorithm>
#include <fmt/format.h>
#include <optional>
#include <string>
#include <vector>

#include "analysis/plan/kind.h"
#include "analysis/plan/label.h"
#include "analysis/plan/template_calendar.h"
#include "analysis/rules/line.h"
#include "analysis/rules/rule.h"
#include "analysis/rules/structure/misspelling.h"
#include "analysis/text/unicode.h"

namespace pland::rules {
namespace {

// Whether a heading may stand for a section, though it was taken for another: "Risks" is a name of
// "Dependencies & Risks" and of a part of it.
bool may_stand_for(const plan::Section& heading, const plan::SchemaSection& section) {
  if (heading.role && heading.role == section.role) return true;
  return std::find(section.names.begin(), section.names.end(), heading.key) != section.names.end();
}

// The document's headings by the schema's section that they are.
std::vector<std::uint32_t> places(const plan::Plan& plan) {
  const auto& sections = plan.schema->sections;
  std::vector<std::uint32_t> out(sections.size(), plan::no_index);
  for (std::uint32_t entry = 0; entry < plan.outline.size(); ++entry) {
    const std::uint32_t section = plan.schema_sections[entry];
    if (section != plan::no_index && out[section] == plan::no_index) out[section] = entry;
  }
  for (std::uint32_t i = 0; i < sections.size(); ++i) {
    if (!sections[i].required) continue;
    for (std::uint32_t entry = 0; entry < plan.outline.size() && out[i] == plan::no_index; ++entry)
      if (plan.outline[entry].level > 0 && !plan.is_title(entry) &&
          may_stand_for(plan.section(entry), sections[i]))
        out[i] = entry;
  }
  return out;
}

// Whether what the section would hold is there without it: quarters need no heading above them.
bool is_there_in_parts(const plan::Plan& plan, std::uint32_t section) {
  const auto& sections = plan.schema->sections;
  for (const plan::SchemaSection& part : sections) {
    if (part.parent != section || !part.repeat || part.entity == plan::EntityKind::none) continue;
    for (std::uint32_t entry = 0; entry < plan.outline.size(); ++entry)
      if (plan.section(entry).unit == part.entity) return true;
  }
  return false;
}

// Whether a section is there that makes this one a matter of choice.
bool is_excused(const plan::Plan& plan, const std::vector<std::uint32_t>& present,
                const plan::SchemaSection& section) {
  if (section.unless.empty()) return false;
  const auto& sections = plan.schema->sections;
  for (std::uint32_t i = 0; i < sections.size(); ++i) {
    const auto& names = sections[i].names;
    if (present[i] == plan::no_index) continue;
    if (std::find(names.begin(), names.end(), section.unless) != names.end()) return true;
  }
  return false;
}

// The heading that a section would follow: the last one before it in the template that is here.
std::uint32_t predecessor(const plan::Plan& plan, const std::vector<std::uint32_t>& present,
                          std::uint32_t section) {
  const auto& sections = plan.schema->sections;
  const std::uint32_t parent = sections[section].parent;
  for (std::uint32_t i = section; i-- > 0;)
    if (sections[i].parent == parent && sections[i].level == sections[section].level &&
        present[i] != plan::no_index)
      return present[i];
  if (parent != plan::no_index && present[parent] != plan::no_index) return present[parent];
  for (std::uint32_t entry = 0; entry < plan.outline.size(); ++entry)
    if (plan.outline[entry].level > 0) return entry;
  return plan::no_index;
}

// The skeleton, its headings moved by `deeper` levels and the calendar filled in, without the rule
// at its end.
std::string skeleton_of(const plan::SchemaSection& section, int deeper, std::string_view eol,
                        const Settings& settings) {
  std::string_view rest = text::trim(section.skeleton);
  while (rest.ends_with("\n---")) rest = text::trim(rest.substr(0, rest.size() - 4));
  std::string out;
  bool code = false;
  while (!rest.empty()) {
    const auto newline = rest.find('\n');
    std::string_view line = rest.substr(0, newline);
    rest.remove_prefix(newline == std::string_view::npos ? rest.size() : newline + 1);
    if (line.starts_with("```")) code = !code;
    if (!code && line.starts_with('#')) {
      const auto marks = static_cast<int>(std::min(line.find_first_not_of('#'), line.size()));
      out.append(static_cast<std::size_t>(std::clamp(marks + deeper, 1, 6)), '#');
      line.remove_prefix(static_cast<std::size_t>(marks));
    }
    std::string filled(line);
    if (!code) plan::fill_calendar(filled, {settings.today, settings.fiscal_year_start});
    // A date that is filled in is no placeholder any more.
    for (const plan::FoundDate& date : plan::find_dates(filled)) {
      const Span span = date.span;
      if (span.begin > 0 && filled[span.begin - 1] == '[' && filled[span.end] == ']') {
        filled.erase(span.end, 1);
        filled.erase(span.begin - 1, 1);
        break;
      }
    }
    out += filled;
    if (!rest.empty()) out += eol;
  }
  return out;
}

// "Current Focus" for the template's "Current Focus ([Month YYYY])": what it asks for by name,
// without what is to be filled in.
std::string name_of(const plan::SchemaSection& section) {
  std::string out;
  int depth = 0;
  for (const char c : section.title) {
    if (c == '[') ++depth;
    if (depth == 0) out += c;
    if (c == ']' && depth > 0) --depth;
  }
  for (auto at = out.find("()"); at != std::string::npos; at = out.find("()")) out.erase(at, 2);
  constexpr std::string_view around = " \t:-";
  const auto end = out.find_last_not_of(around);
  if (end == std::string::npos) return section.title;
  out.erase(end + 1);
  return out.substr(out.find_first_not_of(around));
}

Fix insert(const DocumentInput& input, std::uint32_t after, const plan::SchemaSection& section) {
  const plan::Plan& plan = input.plan;
  const std::string_view eol = line_ending(input.text);
  Fix fix;
  fix.title = fmt::format("Insert \"{}\"", name_of(section));
  fix.safe = false;
  fix.preferred = true;
  fix.snippet = true;
  if (after == plan::no_index) {
    fix.edits.push_back(
        {"",
         {0, 0},
         snippet_of(skeleton_of(section, 0, eol, input.settings) + std::string(2, '\n'))});
    return fix;
  }
  const plan::OutlineEntry& entry = plan.outline[after];
  const std::uint32_t match = plan.schema_sections[after];
  const bool sibling =
      match != plan::no_index && plan.schema->sections[match].level == section.level;
  const int deeper = sibling ? entry.level - section.level : 0;
  // Behind a sibling and all below it; behind the title's own words where it is the first.
  const Span before =
      sibling ? plan.extent(after) : Span{plan.extent(after).begin, body_of(plan, after).end};
  const std::uint32_t at = end_of_section(input.text, plan, before);
  fix.edits.push_back({"",
                       {at, at},
                       snippet_of(fmt::format("{0}{0}{1}", eol,
                                              skeleton_of(section, deeper, eol, input.settings)))});
  return fix;
}

void judge_document(const DocumentInput& input, Report& report) {
  const plan::Plan& plan = input.plan;
  if (plan.schema == nullptr || plan.is_template) return;
  const auto& sections = plan.schema->sections;
  const std::vector<std::uint32_t> present = places(plan);
  std::vector<bool> misspelt(sections.size(), false);
  for (const Misspelling& misspelling : misspelt_headings(plan))
    misspelt[misspelling.section] = true;

  for (std::uint32_t i = 0; i < sections.size(); ++i) {
    const plan::SchemaSection& section = sections[i];
    if (!section.required || present[i] != plan::no_index || misspelt[i]) continue;
    if (section.role == plan::SectionRole::unreleased) continue;  // missing-unreleased's
    if (is_there_in_parts(plan, i) || is_excused(plan, present, section)) continue;
    const std::uint32_t parent = section.parent;
    if (parent != plan::no_index) {
      // What a repeated section lacks is its own matter, and a missing one brings its parts along.
      if (sections[parent].repeat ||
          (present[parent] == plan::no_index && sections[parent].required))
        continue;
    }
    const std::uint32_t after = predecessor(plan, present, i);
    const Span span = after == plan::no_index
                          ? Span{}
                          : plan.section(after).title_span.shifted(plan.offset(after));
    Finding& finding =
        report.add(span, fmt::format("{} without \"{}\"", plan.schema->title, name_of(section)));
    finding.fixes.push_back(insert(input, after, section));
  }
}

}  // namespace

extern const Rule missing_section = {
    .name = "missing-section",
    .group = "structure",
    .severity = Severity::warning,
    .summary = "A section that this kind of document has is missing",
    .document = judge_document,
    .tier = Tier::kind,
};

}  // namespace pland::rules
