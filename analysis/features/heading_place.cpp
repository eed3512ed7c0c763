#include "analysis/features/heading_place.h"

#include <algorithm>
#include <map>
#include <utility>

#include "analysis/markdown/tree.h"
#include "analysis/plan/plan.h"

namespace pland::features {

using plan::no_index;

bool in_item(const Typing& typing) {
  const markdown::Placed placed = typing.document.text.segment_at(typing.offset);
  if (placed.segment == nullptr) return false;
  const std::uint32_t at = typing.offset - placed.offset;
  const auto& nodes = placed.segment->tree.nodes;
  for (std::uint32_t i = 0; i < nodes.size();) {
    const markdown::Node& node = nodes[i];
    const bool holds = node.span.begin < at && at <= node.span.end;
    if (holds && node.kind == markdown::NodeKind::item) return true;
    i = node.span.touches(at) ? i + 1 : std::max(node.next, i + 1);
  }
  return false;
}

std::optional<Hashes> hashes_at(const Typing& typing) {
  const std::string_view before = typing.before();
  const bool titled = typing.after().find_first_not_of(" \t#") != std::string_view::npos;
  const std::size_t begin = before.find_first_not_of(' ');
  if (begin == std::string_view::npos) {
    if (titled || !before.empty()) return std::nullopt;
    return Hashes{};
  }
  if (begin > 3 || before[begin] != '#') return std::nullopt;
  const std::size_t end = std::min(before.find_first_not_of('#', begin), before.size());
  const bool spaced = end < before.size();
  if (end - begin > 6 || (spaced && before[end] != ' ') || (titled && !spaced)) return std::nullopt;
  const std::size_t title = std::min(before.find_first_not_of(' ', end), before.size());
  return Hashes{static_cast<std::uint32_t>(begin), static_cast<int>(end - begin), spaced,
                static_cast<std::uint32_t>(title), titled};
}

Headings headings_around(const Typing& typing) {
  const plan::Plan& plan = *typing.document.plan;
  Headings out{plan, {}, {}, {}};
  out.parents.resize(plan.outline.size(), no_index);
  std::vector<std::uint32_t> open;
  for (std::uint32_t entry = 0; entry < plan.outline.size(); ++entry) {
    const plan::Section& section = plan.section(entry);
    if (section.level == 0) continue;
    const std::uint32_t begin = section.span.begin + plan.offset(entry);
    const std::uint32_t end = typing.line_begin + static_cast<std::uint32_t>(typing.text.size());
    if (begin >= typing.line_begin && begin <= end) continue;
    while (!open.empty() && out.level(open.back()) >= section.level) open.pop_back();
    if (!open.empty()) out.parents[entry] = open.back();
    open.push_back(entry);
    if (begin < typing.line_begin) out.before.push_back(entry);
    out.all.push_back(entry);
  }
  const auto top = [&](std::uint32_t entry) { return out.level(entry) == 1; };
  if (!out.all.empty() && top(out.all[0]) &&
      std::count_if(out.all.begin(), out.all.end(), top) == 1)
    out.title = out.all[0];
  return out;
}

Depth depth_of(const Headings& headings) {
  Depth depth;
  if (headings.plan.schema == nullptr || headings.all.empty()) return depth;
  std::map<int, int> votes;
  int least = 6;
  for (const std::uint32_t entry : headings.all) {
    least = std::min(least, headings.level(entry));
    const std::uint32_t index = headings.schema_section(entry);
    if (index == no_index) continue;
    const plan::SchemaSection& section = headings.plan.schema->sections[index];
    if (section.level < bold_level && section.parent == no_index)
      ++votes[headings.level(entry) - section.level];
  }
  int most = 0;
  for (const auto& [shift, count] : votes)
    if (count > most || (count == most && shift == 0)) depth.shift = shift, most = count;
  depth.known = most > 0;
  // Without a title of its own a document's sections may be of the first level.
  if (!depth.known && headings.title == no_index) depth.shift = std::min(least, 2) - 2;
  return depth;
}

std::optional<int> level_at(const Headings& headings, Depth depth, std::uint32_t index) {
  const auto& sections = headings.plan.schema->sections;
  const plan::SchemaSection& section = sections[index];
  if (section.parent == no_index) return std::clamp(section.level + depth.shift, 1, 6);
  for (const std::uint32_t entry : headings.open()) {
    if (headings.schema_section(entry) != section.parent) continue;
    int level = headings.level(entry) + section.level - sections[section.parent].level;
    // As deep as those of its sort that are there.
    headings.each_child(entry, [&](std::uint32_t child) {
      if (headings.schema_section(child) == index) level = headings.level(child);
    });
    if (level <= 6 && headings.parent(level) == entry) return level;
  }
  // A document may have the parts without the whole: then beside the others.
  for (std::size_t i = headings.before.size(); i-- > 0;) {
    const std::uint32_t other = headings.before[i];
    const std::uint32_t match = headings.schema_section(other);
    if (match == no_index || sections[match].parent != section.parent) continue;
    const std::uint32_t parent = headings.parents[other];
    if (parent != no_index && headings.schema_section(parent) == section.parent) continue;
    if (headings.parent(headings.level(other)) == parent) return headings.level(other);
  }
  return std::nullopt;
}

SkeletonOptions options_of(const Typing& typing, int shift) {
  SkeletonOptions options = skeleton_options(typing);
  options.shift = shift;
  return options;
}

std::string hashes(int level) {
  return std::string(static_cast<std::size_t>(std::clamp(level, 1, 6)), '#');
}

void add_item(const Typing& typing, const Hashes& typed, CompletionItem item, Skeleton skeleton,
              CompletionList& list) {
  item.plain = std::move(skeleton.plain);
  item.snippet = std::move(skeleton.snippet);
  const std::string lead = typed.level == 0 ? "" : hashes(typed.level) + (typed.spaced ? " " : "");
  const bool behind =
      item.plain.starts_with(lead) && (item.snippet.empty() || item.snippet.starts_with(lead));
  if (behind) {
    item.plain.erase(0, lead.size());
    item.snippet.erase(0, lead.size());
  } else {
    item.filter_text = hashes(typed.level) + " " + item.label;
  }
  item.replace = typing.typed_from(behind ? typed.title : typed.column);
  item.replace.end = typing.line_begin + static_cast<std::uint32_t>(typing.text.size());
  if (typed.titled) item.preselect = false;  // Enter is to leave a title that is there
  list.items.push_back(std::move(item));
}

bool has_body(const Typing& typing) {
  const std::uint32_t index = section_at(typing.cursor);
  if (index == no_index) return false;
  const plan::Section& section = typing.cursor.facts->sections[index];
  const std::uint32_t begin = typing.cursor.base + section.span.begin;
  return section.level > 0 && begin >= typing.line_begin && section.blocks > 0;
}

}  // namespace pland::features
