// A likelihood or impact that is not on the scale of the others: "Probable" among Low, Medium and
// High, "3" among words, a word that was misspelt.
//
// What the scale is, the register says: of a table the column, of risks with headings or labels the
// document, and for those the template of a matched kind where they are too few. Values in
// sentences measure nothing, and where most are sentences there is no scale.
//
// Where configuration says what the scale is, that alone counts.
#include <algorithm>
#include <array>
#include <cstdint>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <optional>
#include <string>
#include <vector>

#include "analysis/plan/kind.h"
#include "analysis/plan/label.h"
#include "analysis/rules/entity.h"
#include "analysis/rules/outline.h"
#include "analysis/rules/risks/scale.h"
#include "analysis/rules/rule.h"
#include "analysis/text/unicode.h"

namespace pland::rules {
namespace {

using plan::FieldRole;

// Likelihood is counted apart from impact and severity, which are one.
std::optional<std::size_t> measured(std::optional<FieldRole> role) {
  if (role == FieldRole::likelihood) return 0;
  if (role == FieldRole::impact || role == FieldRole::severity) return 1;
  return std::nullopt;
}
constexpr std::size_t measures = 2;

struct Counts {
  std::array<std::uint32_t, scales + 1> of{};  // by scale; the last: on none

  void add(const ScaleValue& value) {
    if (value.kind == ScaleValue::Kind::nothing) return;
    ++of[value.kind == ScaleValue::Kind::value ? static_cast<std::size_t>(value.scale) : scales];
  }
  std::optional<Scale> usual() const {
    std::uint32_t all = 0;
    for (const std::uint32_t count : of) all += count;
    for (std::size_t s = 0; s < scales; ++s) {
      const bool ahead = std::count_if(of.begin(), of.end(),
                                       [&](std::uint32_t count) { return count >= of[s]; }) == 1;
      if (of[s] >= 2 && of[s] * 2 >= all && ahead) return static_cast<Scale>(s);
    }
    return std::nullopt;
  }
};

bool is_row(const plan::ChapterFacts& facts, const plan::Entity& entity) {
  return entity.item < facts.items.size() && facts.items[entity.item].row;
}

// In the glance five bits for each measure and scale.
constexpr int count_bits = 5;
constexpr Glance most = (Glance{1} << count_bits) - 1;
static_assert(measures * (scales + 1) * count_bits <= 64);

template <typename Visit>
void each_value(const plan::ChapterFacts& facts, const plan::Entity& entity, Visit&& visit) {
  for (std::uint32_t i = entity.first_field; i != plan::no_index; i = facts.fields[i].next)
    if (const auto measure = measured(facts.fields[i].role)) visit(*measure, facts.fields[i]);
}

Glance glance(const ChapterInput& input) {
  std::array<Counts, measures> counts;
  for (const plan::Entity& entity : input.facts.entities) {
    if (entity.kind != plan::EntityKind::risk || is_row(input.facts, entity)) continue;
    each_value(input.facts, entity, [&](std::size_t measure, const plan::Field& field) {
      counts[measure].add(read_scale(field.value_text));
    });
  }
  Glance out = 0;
  int at = 0;
  for (const Counts& one : counts)
    for (const std::uint32_t count : one.of) {
      out |= std::min<Glance>(count, most) << at;
      at += count_bits;
    }
  return out;
}

// The scale in the choices of a template's field: `[Low/Medium/High]`.
std::optional<Scale> scale_of_template(const plan::Plan& plan, std::size_t measure) {
  if (plan.schema == nullptr || plan.kind_source < plan::KindSource::matched) return std::nullopt;
  for (const plan::SchemaSection& section : plan.schema->sections) {
    if (section.entity != plan::EntityKind::risk) continue;
    for (const plan::SchemaField& field : section.fields) {
      if (measured(field.role) != measure) continue;
      const std::string_view choices = field.placeholder;
      const std::size_t begin = choices.starts_with('[') ? 1 : 0;
      const std::size_t end = choices.find_first_of("/|,]");
      if (end == std::string_view::npos || choices[end] == ']') continue;
      const ScaleValue value = read_scale(text::trim(choices.substr(begin, end - begin)));
      if (value.kind == ScaleValue::Kind::value) return value.scale;
    }
  }
  return std::nullopt;
}

// For each measure four bits: the usual scale and one; above them, four for the template's.
std::uint64_t about(const DocumentInput& input) {
  std::array<Counts, measures> counts;
  bool any = false;
  for (const Glance chapter : input.glances) {
    if (chapter == 0) continue;
    any = true;
    Glance rest = chapter;
    for (Counts& one : counts)
      for (std::uint32_t& count : one.of) {
        count += static_cast<std::uint32_t>(rest & most);
        rest >>= count_bits;
      }
  }
  if (!any || is_archived(input.plan)) return 0;
  std::uint64_t out = 0;
  for (std::size_t m = 0; m < measures; ++m) {
    const auto number = [](std::optional<Scale> scale) {
      return scale ? static_cast<std::uint64_t>(*scale) + 1 : 0;
    };
    out |= number(counts[m].usual()) << (m * 8);
    out |= number(scale_of_template(input.plan, m)) << (m * 8 + 4);
  }
  return out;
}

// The level that a word or number of another scale stands for, roughly.
std::string_view level_of(const ScaleValue& value) {
  const std::string word = text::lower(value.word);
  const auto is_one_of = [&](std::initializer_list<std::string_view> all) {
    return std::find(all.begin(), all.end(), word) != all.end();
  };
  switch (value.scale) {
    case Scale::likelihood:
    case Scale::severity:
      if (is_one_of({"possible", "occasional", "moderate", "significant", "serious"}))
        return "Medium";
      return is_one_of({"likely", "probable", "frequent", "certain", "very likely", "highly likely",
                        "almost certain", "major", "severe", "catastrophic", "blocker"})
                 ? "High"
                 : "Low";
    case Scale::numbers:
      return word == "1" || word == "2" ? "Low" : word == "3" ? "Medium" : "High";
    default:
      return {};
  }
}

// The word as the value writes its letters: "high", "High", "HIGH".
std::string cased_like(std::string_view word, std::string_view model) {
  std::string out(word);
  const auto upper = [](char c) { return 'a' <= c && c <= 'z' ? static_cast<char>(c - 32) : c; };
  const auto is_upper = [](char c) { return 'A' <= c && c <= 'Z'; };
  const bool all =
      std::all_of(model.begin(), model.end(), [&](char c) { return is_upper(c) || c == ' '; });
  if (all && model.size() > 1)
    std::transform(out.begin(), out.end(), out.begin(), upper);
  else if (!model.empty() && is_upper(model[0]))
    out[0] = upper(out[0]);
  return out;
}

void offer(Finding& finding, const plan::ChapterFacts& facts, Span place, const ScaleValue& value,
           Scale scale) {
  const bool misspelt = value.kind == ScaleValue::Kind::other;
  std::string_view word = misspelt ? nearest_word(scale, value.word) : std::string_view{};
  std::string instead = word.empty() ? std::string() : cased_like(word, value.word);
  if (instead.empty() && !misspelt && scale == Scale::levels) instead = level_of(value);
  const std::size_t at = facts.text(place).find(value.word);
  if (instead.empty() || at == std::string::npos) return;
  const auto begin = place.begin + static_cast<std::uint32_t>(at);
  Fix& fix = finding.fixes.emplace_back();
  fix.title = fmt::format("Set it to {}", instead);
  fix.safe = false;
  fix.preferred = misspelt;
  fix.edits.push_back(
      {"", {begin, begin + static_cast<std::uint32_t>(value.word.size())}, instead});
}

// `strict`: the risk's own register says so; else a template does, which knows only its own words.
void judge_value(const plan::ChapterFacts& facts, const plan::Entity& entity, Span place,
                 std::string_view label, const ScaleValue& value, Scale scale, bool strict,
                 Report& report) {
  const bool other = value.kind == ScaleValue::Kind::other;
  const bool mixed =
      strict && value.kind == ScaleValue::Kind::value && value.scale != scale && !value.shared;
  if (!other && !mixed) return;
  if (other && !strict && nearest_word(scale, value.word).empty()) return;
  Finding& finding =
      report.add(place, fmt::format("{} \"{}\" is not on the scale of the {}: {}", label,
                                    value.word, strict ? "others" : "template", words_of(scale)));
  name_entity(finding, entity);
  offer(finding, facts, place, value, scale);
}

// -- the scale that configuration says
// -------------------------------------------------------------

const std::vector<std::string>* said_scale(const plan::ChapterFacts& facts,
                                           std::optional<FieldRole> role) {
  const plan::Vocabulary* own = facts.before.vocabulary.get();
  return own == nullptr ? nullptr : own->scale_of(role);
}

// "Low, Medium or High".
std::string listed(const std::vector<std::string>& words) {
  if (words.size() < 2) return fmt::format("{}", fmt::join(words, ""));
  return fmt::format("{} or {}", fmt::join(words.begin(), words.end() - 1, ", "), words.back());
}

// Whether a value begins with a word of the scale, and goes on to explain it at most.
bool is_on(const std::vector<std::string>& scale, std::string_view value) {
  const std::string normal = plan::normalise(value);
  return std::any_of(scale.begin(), scale.end(), [&](const std::string& word) {
    const std::string wanted = plan::normalise(word);
    if (!normal.starts_with(wanted)) return false;
    const std::string_view behind = std::string_view(normal).substr(wanted.size());
    return behind.empty() || behind.starts_with(" (") || behind.starts_with(": ") ||
           behind.starts_with(", ") || behind.starts_with(" - ") || behind.starts_with("/") ||
           behind.starts_with(" \u2013 ") || behind.starts_with(" \u2014 ");
  });
}

void judge_said(const plan::ChapterFacts& facts, const plan::Entity& entity, Span place,
                std::string_view label, std::string_view text,
                const std::vector<std::string>& scale, Report& report) {
  const ScaleValue value = read_scale(text);
  if (value.kind == ScaleValue::Kind::nothing || value.kind == ScaleValue::Kind::prose) return;
  if (is_on(scale, text)) return;
  Finding& finding = report.add(
      place, fmt::format("{} \"{}\" is not on the scale: {}", label, value.word, listed(scale)));
  name_entity(finding, entity);
  std::vector<std::string> normal;
  for (const std::string& word : scale) normal.push_back(plan::normalise(word));
  const plan::NearestName nearest(std::vector<std::string_view>(normal.begin(), normal.end()));
  const std::size_t at = facts.text(place).find(value.word);
  if (at == std::string::npos) return;
  const auto begin = place.begin + static_cast<std::uint32_t>(at);
  const Span span{begin, begin + static_cast<std::uint32_t>(value.word.size())};
  const auto meant = nearest.find(plan::normalise(value.word));
  for (std::size_t i = 0; i < scale.size(); ++i) {
    Fix& fix = finding.fixes.emplace_back();
    fix.title = fmt::format("Set it to {}", scale[i]);
    fix.safe = false;
    fix.preferred = meant == i;
    fix.edits.push_back({"", span, scale[i]});
  }
}

void judge_chapter(const ChapterInput& input, Report& report) {
  const plan::ChapterFacts& facts = input.facts;
  for (const plan::Entity& entity : facts.entities) {
    if (entity.kind != plan::EntityKind::risk || entity.placeholder || is_row(facts, entity))
      continue;
    each_value(facts, entity, [&](std::size_t, const plan::Field& field) {
      if (const auto* scale = said_scale(facts, field.role))
        judge_said(facts, entity, field.value, field.label_text, field.value_text, *scale, report);
    });
  }
  for (const plan::Table& table : facts.tables) {
    for (std::size_t column = 0; column < table.columns.size(); ++column) {
      if (!measured(table.columns[column].role)) continue;
      const auto* said = said_scale(facts, table.columns[column].role);
      const auto cell = [&](std::size_t row) {
        return column < table.rows[row].size() ? &table.rows[row][column] : nullptr;
      };
      const auto risk = [&](std::size_t row) -> const plan::Entity* {
        const std::uint32_t entity = facts.items[table.items[row]].entity;
        if (entity >= facts.entities.size()) return nullptr;
        return facts.entities[entity].kind == plan::EntityKind::risk ? &facts.entities[entity]
                                                                     : nullptr;
      };
      if (said != nullptr) {
        for (std::size_t row = 0; row < table.rows.size(); ++row)
          if (cell(row) != nullptr && risk(row) != nullptr && !risk(row)->placeholder)
            judge_said(facts, *risk(row), cell(row)->span, table.columns[column].name,
                       cell(row)->plain, *said, report);
        continue;
      }
      Counts counts;
      for (std::size_t row = 0; row < table.rows.size(); ++row)
        if (cell(row) != nullptr && risk(row) != nullptr) counts.add(read_scale(cell(row)->plain));
      const auto scale = counts.usual();
      if (!scale) continue;
      for (std::size_t row = 0; row < table.rows.size(); ++row)
        if (cell(row) != nullptr && risk(row) != nullptr && !risk(row)->placeholder)
          judge_value(facts, *risk(row), cell(row)->span, table.columns[column].name,
                      read_scale(cell(row)->plain), *scale, true, report);
    }
  }
}

void judge_entry(const EntryInput& input, Report& report) {
  if (input.about == 0) return;
  const plan::Plan& plan = input.document.plan;
  const plan::ChapterFacts& facts = plan.facts(input.entry);
  for (const plan::Entity& entity : facts.entities) {
    if (entity.section != plan.outline[input.entry].section || entity.placeholder) continue;
    if (entity.kind != plan::EntityKind::risk || is_row(facts, entity)) continue;
    each_value(facts, entity, [&](std::size_t measure, const plan::Field& field) {
      const auto usual = input.about >> (measure * 8) & 0xf;
      const auto kind = input.about >> (measure * 8 + 4) & 0xf;
      const auto number = usual != 0 ? usual : kind;
      if (number == 0 || said_scale(facts, field.role) != nullptr) return;
      judge_value(facts, entity, field.value, field.label_text, read_scale(field.value_text),
                  static_cast<Scale>(number - 1), usual != 0, report);
    });
  }
}

}  // namespace

extern const Rule risk_value_not_allowed = {
    .name = "risk-value-not-allowed",
    .group = "risks",
    .severity = Severity::warning,
    .summary = "A likelihood or impact is not on the scale of the others",
    .chapter = judge_chapter,
    .entry = judge_entry,
    .about = about,
    .glance = glance,
    .tier = Tier::entity,
};

}  // namespace pland::rules
