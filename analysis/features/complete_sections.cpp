// Completion where a heading begins: what the document's template has and the document lacks, in
// the template's order, and the period that comes next, in the document's own spelling.
#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>

#include "analysis/features/skeleton.h"
#include "analysis/features/typing.h"
#include "analysis/plan/kind.h"
#include "analysis/plan/label.h"
#include "analysis/plan/period.h"
#include "analysis/text/unicode.h"

namespace pland::features {
namespace {

using plan::EntityKind;
using plan::no_index;

constexpr std::uint8_t bold_level = 7;  // of a schema's bold lines

struct Hashes {
  std::uint32_t column = 0;  // of the first `#`, or of the cursor on an empty line
  int level = 0;             // how many; 0 on an empty line
  bool spaced = false;       // a space behind them: the level is meant
};

std::optional<Hashes> hashes_at(const Typing& typing) {
  const std::string_view before = typing.before();
  if (typing.after().find_first_not_of(" \t#") != std::string_view::npos) return std::nullopt;
  const std::size_t begin = before.find_first_not_of(' ');
  if (begin == std::string_view::npos) {
    if (!before.empty()) return std::nullopt;
    return Hashes{};
  }
  if (begin > 3 || before[begin] != '#') return std::nullopt;
  std::size_t end = before.find_first_not_of('#', begin);
  if (end == std::string_view::npos) end = before.size();
  if (end - begin > 6 || (end < before.size() && before[end] != ' ')) return std::nullopt;
  return Hashes{static_cast<std::uint32_t>(begin), static_cast<int>(end - begin),
                end < before.size()};
}

// The document's headings without the one that is being typed.
struct Outline {
  const plan::Plan& plan;
  std::vector<std::uint32_t> before;  // entries above the cursor's line
  std::vector<std::uint32_t> all;

  std::uint32_t schema_section(std::uint32_t entry) const {
    // A roadmap's title is "Roadmap", which is also another name of one of its sections.
    if (entry >= plan.schema_sections.size() || is_document_title(plan, entry)) return no_index;
    return plan.schema_sections[entry];
  }
  // The heading that one of `level` at the cursor would stand under.
  std::uint32_t parent(int level) const {
    for (std::size_t i = before.size(); i-- > 0;)
      if (plan.outline[before[i]].level < level) return before[i];
    return no_index;
  }
};

Outline outline_of(const Typing& typing) {
  const plan::Plan& plan = *typing.document.plan;
  Outline out{plan, {}, {}};
  for (std::uint32_t entry = 0; entry < plan.outline.size(); ++entry) {
    const plan::Section& section = plan.section(entry);
    if (section.level == 0) continue;
    const std::uint32_t begin = section.span.begin + plan.offset(entry);
    const std::uint32_t end = typing.line_begin + static_cast<std::uint32_t>(typing.text.size());
    if (begin >= typing.line_begin && begin <= end) continue;
    if (begin < typing.line_begin) out.before.push_back(entry);
    out.all.push_back(entry);
  }
  return out;
}

// How much deeper the document's headings are than its template's.
int shift_of(const Outline& outline) {
  if (outline.plan.schema == nullptr) return 0;
  std::map<int, int> votes;
  for (const std::uint32_t entry : outline.all) {
    const std::uint32_t index = outline.schema_section(entry);
    if (index == no_index) continue;
    const plan::SchemaSection& section = outline.plan.schema->sections[index];
    if (section.level < bold_level) ++votes[outline.plan.outline[entry].level - section.level];
  }
  int best = 0, most = 0;
  for (const auto& [shift, count] : votes)
    if (count > most || (count == most && shift == 0)) best = shift, most = count;
  return best;
}

SkeletonOptions options_of(const Typing& typing, int shift) {
  SkeletonOptions options;
  options.today = typing.settings.today;
  options.fiscal_year_start = typing.settings.fiscal_year_start;
  options.shift = shift;
  return options;
}

std::string hashes(int level) {
  return std::string(static_cast<std::size_t>(std::clamp(level, 1, 6)), '#');
}

// "Decision 1: [Decision …]" with the number that comes after those that are there.
std::string numbered_title(const plan::SchemaSection& section, const Outline& outline,
                           std::uint32_t index) {
  const std::string& title = section.title;
  const std::size_t digit = title.find(" 1");
  if (digit == std::string::npos) return title;
  const std::size_t bracket = title.find('[');
  if (bracket != std::string::npos && bracket < digit) return title;
  int last = 0;
  for (const std::uint32_t entry : outline.all) {
    if (outline.schema_section(entry) != index) continue;
    const std::string& other = outline.plan.section(entry).title;
    const std::size_t at = other.find_first_of("0123456789");
    if (at == std::string::npos) continue;
    int value = 0;
    for (std::size_t i = at; i < other.size() && '0' <= other[i] && other[i] <= '9' && i < at + 5;
         ++i)
      value = value * 10 + (other[i] - '0');
    last = std::max(last, value);
  }
  return title.substr(0, digit + 1) + std::to_string(last + 1) + title.substr(digit + 2);
}

std::string_view without_emoji(std::string_view title) {
  while (const std::size_t size = text::emoji_size(title, 0)) title.remove_prefix(size);
  return text::trim(title);
}

// What a title looks like in a list: without what somebody has to fill in.
std::string label_of(std::string_view title) { return std::string(without_emoji(title)); }

Span replaced(const Typing& typing, const Hashes& typed) {
  Span span = typing.typed_from(typed.column);
  span.end = typing.line_begin + static_cast<std::uint32_t>(typing.text.size());
  return span;
}

void set_text(CompletionItem& item, Skeleton skeleton) {
  item.plain = std::move(skeleton.plain);
  item.snippet = std::move(skeleton.snippet);
}

// Does the heading being typed have text below it already? Then only the heading is wanted.
bool has_body(const Typing& typing) {
  const std::uint32_t index = section_at(typing.cursor);
  if (index == no_index) return false;
  const plan::Section& section = typing.cursor.facts->sections[index];
  const std::uint32_t begin = typing.cursor.base + section.span.begin;
  return section.level > 0 && begin >= typing.line_begin && section.blocks > 0;
}

struct Sibling {
  std::uint32_t entry = no_index;
  plan::FoundPeriod found;
  std::string spelling;  // "Q2 2025 (Apr - Jun)"
  std::string behind;    // ": "
};

std::optional<Sibling> sibling_of(const Outline& outline, std::uint32_t entry) {
  const std::string& title = outline.plan.section(entry).title;
  const auto found = plan::find_period(title);
  if (!found || found->role != plan::PeriodRole::leads) return std::nullopt;
  Sibling out;
  out.entry = entry;
  const std::uint32_t end = found->months ? found->months->span.end : found->span.end;
  out.spelling = title.substr(found->span.begin, end - found->span.begin);
  const auto again = plan::find_period(out.spelling);
  if (!again) return std::nullopt;
  out.found = *again;
  const std::string_view rest = std::string_view(title).substr(end);
  for (const std::string_view joint : {": ", " - ", " – ", " — ", ". "})
    if (rest.starts_with(joint)) out.behind = joint;
  return out;
}

const plan::SchemaSection* milestone_section(const plan::Plan& plan) {
  if (plan.schema == nullptr) return nullptr;
  for (const plan::SchemaSection& section : plan.schema->sections) {
    if (section.entity == EntityKind::milestone && section.level < bold_level) return &section;
  }
  return nullptr;
}

// The milestones that could come next; none where the document has no periods at this level.
void add_periods(const Typing& typing, const Hashes& typed, const Outline& outline, int shift,
                 CompletionList& list) {
  const plan::Plan& plan = outline.plan;
  const plan::SchemaSection* schema = milestone_section(plan);
  std::optional<Sibling> last;
  std::vector<plan::Period> there;
  for (const std::uint32_t entry : outline.all) {
    const plan::Section& section = plan.section(entry);
    if (section.unit != EntityKind::milestone) continue;
    auto sibling = sibling_of(outline, entry);
    if (!sibling) continue;
    there.push_back(sibling->found.period);
    const bool level = !typed.spaced || section.level == typed.level;
    const bool above = plan.offset(entry) + section.span.begin < typing.line_begin;
    // Of those above the cursor the nearest; below it only where there is none above.
    if (level && (above || !last)) last = std::move(sibling);
  }
  int level = typed.level;
  const bool with_body = (plan.kind_source == plan::KindSource::matched ||
                          plan.kind_source == plan::KindSource::declared ||
                          plan.kind_source == plan::KindSource::path) &&
                         schema != nullptr && !has_body(typing);
  std::vector<std::pair<std::string, std::string>> offers;  // heading text, detail
  std::string behind = ": ";
  if (last) {
    level = plan.section(last->entry).level;
    behind = last->behind;
    // A sibling below another heading is a sibling no more.
    if (outline.parent(level) != plan.outline[last->entry].parent) return;
    std::string spelling = last->spelling;
    plan::FoundPeriod found = last->found;
    std::string after = last->spelling;
    for (int i = 0; i < 8 && offers.size() < 2; ++i) {
      std::string next = plan::next_spelling(spelling, found);
      const auto period = plan::find_period(next);
      if (next.empty() || !period) break;
      const bool taken = std::find(there.begin(), there.end(), period->period) != there.end();
      if (!taken)
        offers.emplace_back(next, offers.empty()
                                      ? fmt::format("next after {}", plan::to_string(found.period))
                                      : std::string());
      spelling = std::move(next);
      found = *period;
    }
  } else {
    if (schema == nullptr || schema->title.find("YYYY") == std::string::npos) return;
    level = schema->level + shift;
    const std::uint32_t parent = outline.parent(level);
    if (parent == no_index || outline.schema_section(parent) != schema->parent) return;
    const Skeleton first =
        make_skeleton(schema->title.substr(0, schema->title.find(": [")), options_of(typing, 0));
    offers.emplace_back(first.plain, "this quarter");
    if (const auto found = plan::find_period(first.plain))
      offers.emplace_back(plan::next_spelling(first.plain, *found), "next quarter");
  }
  if (typed.spaced && typed.level != level) return;
  if (typed.level > level) return;

  for (std::size_t i = 0; i < offers.size(); ++i) {
    const auto& [spelling, detail] = offers[i];
    CompletionItem item;
    item.kind = CompletionKind::period;
    item.label = spelling;
    item.detail = detail;
    item.sort_key = "0" + rank(i);
    item.preselect = i == 0;
    item.replace = replaced(typing, typed);
    item.filter_text = typed.level == 0 ? spelling : hashes(typed.level) + " " + spelling;
    SkeletonOptions options =
        options_of(typing, level - (schema == nullptr ? level : schema->level));
    options.heading = hashes(level) + " " + spelling;
    if (!behind.empty()) options.heading += behind + "[Theme/Focus]";
    set_text(item, make_skeleton(with_body ? std::string_view(schema->skeleton) : "", options));
    if (schema != nullptr)
      item.data = fmt::format("section {} {}", plan::name(plan.kind),
                              schema - plan.schema->sections.data());
    list.items.push_back(std::move(item));
  }
}

void add_sections(const Typing& typing, const Hashes& typed, const Outline& outline, int shift,
                  CompletionList& list) {
  const plan::Plan& plan = outline.plan;
  const plan::KindSchema& schema = *plan.schema;
  // Where in the template's order the cursor stands.
  std::uint32_t last = no_index;
  for (const std::uint32_t entry : outline.before)
    if (outline.schema_section(entry) != no_index) last = outline.schema_section(entry);

  struct Candidate {
    std::uint32_t index;
    int level;
  };
  std::vector<Candidate> candidates, exact;
  for (std::uint32_t i = 0; i < schema.sections.size(); ++i) {
    const plan::SchemaSection& section = schema.sections[i];
    if (section.level >= bold_level) continue;
    if (section.entity == EntityKind::milestone) continue;  // add_periods knows better
    const int level = section.level + shift;
    if (section.parent != no_index) {
      const std::uint32_t parent = outline.parent(level);
      if (parent == no_index || outline.schema_section(parent) != section.parent) continue;
    }
    if (typed.level > 0 && !typed.spaced && level < typed.level) continue;
    candidates.push_back({i, level});
    if (level == typed.level) exact.push_back({i, level});
  }
  if (typed.spaced) {
    if (exact.empty()) {
      // Nothing of the template belongs at this level: what belongs elsewhere, at this one.
      std::erase_if(candidates, [&](const Candidate& c) {
        return schema.sections[c.index].parent != no_index;
      });
      for (Candidate& candidate : candidates) candidate.level = typed.level;
    } else {
      candidates = std::move(exact);
    }
  }

  const bool heading_only = has_body(typing);
  bool next_found = false;
  for (const Candidate& candidate : candidates) {
    const plan::SchemaSection& section = schema.sections[candidate.index];
    std::uint32_t there = no_index;
    for (const std::uint32_t entry : outline.all)
      if (outline.schema_section(entry) == candidate.index && there == no_index) there = entry;
    const bool missing = there == no_index || section.repeat;

    CompletionItem item;
    item.kind = CompletionKind::section;
    const std::string title =
        section.repeat ? numbered_title(section, outline, candidate.index) : section.title;
    item.label = label_of(title);
    const std::string wanted = section.required ? "required" : "optional";
    char group = '2';
    if (!missing) {
      item.detail = fmt::format(
          "already at line {}",
          typing.document.text.position(plan.offset(there) + plan.section(there).span.begin).line +
              1);
      item.faded = true;
      group = '4';
    } else if (section.repeat && there != no_index) {
      item.detail = "one more";
      group = section.parent == no_index ? '3' : '1';
    } else if ((last == no_index || candidate.index > last) && !next_found) {
      item.detail = wanted + " · next in order";
      item.preselect = true;
      next_found = true;
      group = '1';
    } else {
      item.detail = wanted;
      group = last == no_index || candidate.index > last ? '2' : '3';
    }
    item.sort_key = group + rank(candidate.index);
    item.replace = replaced(typing, typed);
    item.filter_text = typed.level == 0 ? item.label : hashes(typed.level) + " " + item.label;
    SkeletonOptions options = options_of(typing, candidate.level - section.level);
    options.heading = hashes(candidate.level) + " " + title;
    set_text(item, make_skeleton(heading_only ? std::string_view() : section.skeleton, options));
    item.data = fmt::format("section {} {}", plan::name(plan.kind), candidate.index);
    list.items.push_back(std::move(item));
  }
}

// An empty document takes the whole template.
bool add_template(const Typing& typing, const Hashes& typed, CompletionList& list) {
  const plan::Plan& plan = *typing.document.plan;
  const std::string all =
      typing.document.text.text({0, std::min<std::uint32_t>(typing.document.text.size(), 200)});
  if (plan.schema == nullptr || typing.document.text.size() > 100) return false;
  if (all.find_first_not_of(" #\r\n\t") != std::string::npos) return false;
  CompletionItem item;
  item.kind = CompletionKind::snippet;
  item.label = plan.schema->title;
  item.detail = "the whole template";
  item.sort_key = "0";
  item.preselect = true;
  item.replace = replaced(typing, typed);
  item.filter_text = typed.level == 0 ? item.label : hashes(typed.level) + " " + item.label;
  set_text(item, make_skeleton(plan.schema->text, options_of(typing, 0)));
  list.items.push_back(std::move(item));
  return true;
}

}  // namespace

bool complete_heading(const Typing& typing, CompletionList& list) {
  const auto typed = hashes_at(typing);
  if (!typed) return false;
  // On an empty line right under text one writes on; only a paragraph of its own can be a heading.
  if (typed->level == 0 && typing.line > 0) {
    const std::string above = typing.document.text.line_text(typing.line - 1);
    if (above.find_first_not_of(" \t") != std::string::npos) return false;
  }
  const plan::Plan& plan = *typing.document.plan;
  add_template(typing, *typed, list);
  const Outline outline = outline_of(typing);
  const int shift = shift_of(outline);
  add_periods(typing, *typed, outline, shift, list);
  if (plan.schema != nullptr) add_sections(typing, *typed, outline, shift, list);
  // Only one item may be preselected: the next period, or else the next section.
  bool preselected = false;
  for (CompletionItem& item : list.items) {
    item.preselect = item.preselect && !preselected;
    preselected = preselected || item.preselect;
  }
  // An empty line may also take a field.
  return typed->level > 0;
}

}  // namespace pland::features
