// Completion where a heading begins: what the document's template has and the document lacks, in
// the template's order; fields that a document writes as headings; the whole template.
#include <algorithm>
#include <fmt/format.h>

#include "analysis/features/counted_title.h"
#include "analysis/features/heading_place.h"
#include "analysis/plan/label.h"

namespace pland::features {
namespace {

using plan::EntityKind;
using plan::no_index;

// Headings before the cursor that tell a document's manner.
constexpr std::size_t most_looked_at = 32;

// The headings of a section that repeats, as they count: in the manner of their last.
std::optional<Counted> last_counted(const Headings& headings, std::uint32_t index) {
  std::vector<Counted> all;
  for (const std::uint32_t entry : headings.all) {
    if (headings.schema_section(entry) != index) continue;
    const std::string_view title = headings.plan.section(entry).title;
    auto counted = counted_in_digits(title);
    if (!counted) counted = counted_in_capitals(title);
    if (counted) all.push_back(std::move(*counted));
  }
  if (all.empty()) return std::nullopt;
  // "Theme I" behind "Theme H" is the ninth, not the first.
  const bool letters = std::any_of(all.begin(), all.end(), [](const Counted& one) {
    return one.numerals == Counted::Numerals::letters;
  });
  Counted last = all.back();
  for (Counted& one : all) {
    if (letters && one.letter > 0) {
      one.number = one.letter;
      last.numerals = Counted::Numerals::letters;
    }
    last.number = std::max(&one == &all.front() ? 0 : last.number, one.number);
  }
  return last;
}

// "Decision 1: [Decision …]" with the number that comes after those that are there, in the manner
// that they have ("Pillar III — [Theme]" where the template says "Theme 1: [Theme]").
std::string numbered_title(const plan::SchemaSection& section, const Headings& headings,
                           std::uint32_t index) {
  const std::string& title = section.title;
  const std::size_t digit = title.find(" 1");
  if (digit == std::string::npos) return title;
  const std::size_t bracket = title.find('[');
  if (bracket != std::string::npos && bracket < digit) return title;
  const auto last = last_counted(headings, index);
  if (!last) return title;
  std::string rest = title.substr(digit + 2);
  if (rest.starts_with(": ") && !last->behind.empty()) rest.replace(0, 2, last->behind);
  return last->before + in_numerals(last->number + 1, last->numerals) + rest;
}

// What a template counts below the first of several ("KR 1.1"), below the one that is there.
std::string counted_below(std::string_view skeleton, const Headings& headings,
                          std::uint32_t parent) {
  std::string out(skeleton);
  if (parent == no_index) return out;
  const auto counted = counted_in_digits(headings.plan.section(parent).title);
  if (!counted || counted->number < 2) return out;
  constexpr std::string_view first = "KR 1.";
  const std::string here = fmt::format("KR {}.", counted->number);
  for (std::size_t at = out.find(first); at != std::string::npos; at = out.find(first, at + 1))
    out.replace(at, first.size(), here);
  return out;
}

// What a title looks like in a list: without what somebody has to fill in.
std::string label_of(std::string_view title) { return std::string(without_emoji(title)); }

// Which of the template's sections the document has: also as a heading that was taken for another
// of the same name ("Risks" is a name of "Dependencies & Risks" and of a part of it).
std::vector<bool> present_sections(const Headings& headings) {
  const std::vector<plan::SchemaSection>& sections = headings.plan.schema->sections;
  std::vector<bool> present(sections.size(), false);
  for (const std::uint32_t entry : headings.all) {
    if (entry == headings.title) continue;
    if (const std::uint32_t own = headings.schema_section(entry); own != no_index) {
      present[own] = true;
      if (sections[own].repeat) continue;  // a quarter, a theme: no other has such a name
    }
    const std::string normal = plan::normalise(headings.plan.section(entry).title);
    for (std::size_t i = 0; i < sections.size(); ++i) {
      const std::vector<std::string>& names = sections[i].names;
      if (std::find(names.begin(), names.end(), normal) != names.end()) present[i] = true;
    }
  }
  return present;
}

// Whether the heading that one of this level at the cursor stands under has the section already:
// what another release has says nothing of this one.
bool is_below_its_parent(const Headings& headings, std::uint32_t section, int level) {
  bool found = false;
  const std::vector<std::string>& names = headings.plan.schema->sections[section].names;
  headings.each_child(headings.parent(level), [&](std::uint32_t entry) {
    const std::string normal = plan::normalise(headings.plan.section(entry).title);
    found |= headings.schema_section(entry) == section ||
             std::find(names.begin(), names.end(), normal) != names.end();
  });
  return found;
}

void add_sections(const Typing& typing, const Hashes& typed, const Headings& headings, Depth depth,
                  CompletionList& list) {
  const plan::Plan& plan = headings.plan;
  const plan::KindSchema& schema = *plan.schema;
  // Where in the template's order the cursor stands.
  std::uint32_t last = no_index;
  for (const std::uint32_t entry : headings.before)
    if (headings.schema_section(entry) != no_index) last = headings.schema_section(entry);

  const std::vector<bool> present = present_sections(headings);
  const bool heading_only = has_body(typing);
  bool next_found = false;
  for (std::uint32_t i = 0; i < schema.sections.size(); ++i) {
    const plan::SchemaSection& section = schema.sections[i];
    if (section.level >= bold_level) continue;
    if (section.entity == EntityKind::milestone) continue;  // add_periods knows better
    auto level = level_at(headings, depth, i);
    if (!level) continue;
    if (typed.spaced && *level != typed.level) {
      // A level that was typed is meant, where nothing of the document says otherwise.
      const std::uint32_t parent = headings.parent(typed.level);
      const bool free = !depth.known && (parent == no_index || parent == headings.title);
      if (!free || section.parent != no_index) continue;
      level = typed.level;
    }
    if (*level < typed.level) continue;
    const bool in_each = section.parent != no_index && schema.sections[section.parent].repeat;
    const bool there = in_each ? is_below_its_parent(headings, i, *level) : present[i];
    if (there && !section.repeat) continue;
    const bool numbered = section.repeat && section.entity == EntityKind::release;
    if (numbered && add_releases(typing, typed, headings, *level, i, list)) continue;

    CompletionItem item;
    item.kind = CompletionKind::section;
    const std::string title = section.repeat ? numbered_title(section, headings, i) : section.title;
    item.label = label_of(title);
    const std::string_view wanted = section.required ? "required" : "optional";
    const bool behind = last == no_index || i > last;
    char group = behind ? '2' : '3';
    if (there) {
      item.detail = "one more";
      group = section.parent == no_index ? '3' : '1';
    } else if (behind && !next_found) {
      item.detail = fmt::format("{} · next in order", wanted);
      item.preselect = true;
      next_found = true;
      group = '1';
    } else {
      item.detail = wanted;
    }
    item.sort_key = fmt::format("{}{}", group, rank(i));
    SkeletonOptions options = options_of(typing, *level - section.level);
    options.heading = hashes(*level) + " " + title;
    item.data = fmt::format("section {} {}", i, plan.schema->name);
    const std::string body =
        heading_only ? std::string()
                     : counted_below(section.skeleton, headings, headings.parent(*level));
    add_item(typing, typed, std::move(item), make_skeleton(body, options), list);
  }
}

// Fields that a document writes as headings: `#### Strategic Goal` below a quarter.
void add_heading_fields(const Typing& typing, const Hashes& typed, const Headings& headings,
                        CompletionList& list) {
  const plan::KindSchema& schema = *headings.plan.schema;
  const auto names = [&](std::uint32_t entry, const plan::SchemaField& field) {
    const std::string normal = plan::normalise(headings.plan.section(entry).title);
    return std::any_of(field.names.begin(), field.names.end(),
                       [&](const std::string& name) { return plan::matches_name(normal, name); });
  };
  for (const std::uint32_t owner : headings.open()) {
    const std::uint32_t index = headings.schema_section(owner);
    const int level = headings.level(owner) + 1;
    if (index == no_index || level > 6 || headings.parent(level) != owner) continue;
    if (typed.spaced ? typed.level != level : typed.level > level) continue;
    const std::vector<plan::SchemaField>& fields = schema.sections[index].fields;
    // Where it is the document's way, or where the level can mean nothing else.
    bool usual = typed.spaced && list.items.empty();
    std::size_t seen = 0;
    for (std::size_t i = headings.before.size(); i-- > 0 && !usual && seen < most_looked_at;) {
      const std::uint32_t entry = headings.before[i];
      const std::uint32_t parent = headings.parents[entry];
      if (parent == no_index || headings.schema_section(parent) != index) continue;
      ++seen;
      usual = std::any_of(fields.begin(), fields.end(),
                          [&](const plan::SchemaField& field) { return names(entry, field); });
    }
    if (!usual) continue;
    const plan::ChapterFacts& facts = headings.plan.facts(owner);
    const std::uint32_t section = headings.plan.outline[owner].section;
    for (std::size_t i = 0; i < fields.size(); ++i) {
      const plan::SchemaField& field = fields[i];
      bool there =
          std::any_of(facts.fields.begin(), facts.fields.end(), [&](const plan::Field& one) {
            return one.section == section && names_field(field, one);
          });
      headings.each_child(owner,
                          [&](std::uint32_t entry) { there = there || names(entry, field); });
      if (there) continue;
      // The label becomes the heading, what stands behind and below it the text.
      std::string_view body = field.skeleton;
      if (const LineStart start = start_of(body); start.marker) body.remove_prefix(start.content);
      const std::size_t colon = body.find(':');
      body = colon == std::string_view::npos ? std::string_view() : body.substr(colon + 1);
      while (body.starts_with('*') || body.starts_with(' ') || body.starts_with('\n'))
        body.remove_prefix(1);
      CompletionItem item;
      item.kind = CompletionKind::field;
      item.label = field.label;
      item.detail = field.required ? "required" : "";
      item.sort_key = fmt::format("1{}{}", field.required ? '0' : '1', rank(i));
      const std::string text = has_body(typing) ? std::string() : fmt::format("\n\n{}", body);
      SkeletonOptions options = options_of(typing, 0);
      options.heading = hashes(level) + " " + field.label;
      add_item(typing, typed, std::move(item), make_skeleton(text, options), list);
    }
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
  add_item(typing, typed, std::move(item), make_skeleton(plan.schema->text, options_of(typing, 0)),
           list);
  return true;
}

}  // namespace

bool complete_heading(const Typing& typing, CompletionList& list) {
  const auto typed = hashes_at(typing);
  if (!typed || (typed->level > 0 && in_item(typing))) return false;
  // On an empty line right under text one writes on; only a paragraph of its own can be a heading.
  if (typed->level == 0 && typing.line > 0) {
    const std::string above = typing.document.text.line_text(typing.line - 1);
    if (above.find_first_not_of(" \t") != std::string::npos) return false;
  }
  const plan::Plan& plan = *typing.document.plan;
  // The title of an empty document is that of nothing in it.
  if (add_template(typing, *typed, list) && typed->level == 1 && typed->spaced) return true;
  const Headings headings = headings_around(typing);
  const Depth depth = depth_of(headings);
  add_periods(typing, *typed, headings, depth, list);
  if (plan.schema != nullptr) {
    add_sections(typing, *typed, headings, depth, list);
    add_heading_fields(typing, *typed, headings, list);
  }
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
