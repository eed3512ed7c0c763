#include "analysis/features/symbols.h"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "analysis/features/card.h"
#include "analysis/features/metric_text.h"
#include "analysis/features/rollup.h"
#include "analysis/text/unicode.h"

namespace pland::features {
namespace {

using plan::EntityKind;
using plan::no_index;

constexpr std::size_t longest_name = 120;  // bytes

std::string detail_of(std::string state, const RollUp& sum, bool milestone) {
  const auto add = [&](const std::string& part) { state += (state.empty() ? "" : " · ") + part; };
  if (milestone && sum.initiatives > 0)
    add(done_text(sum));
  else if (sum.tasks > 0)
    add(fmt::format("{} of {} done", sum.done_tasks, sum.tasks));
  return state;
}

constexpr std::size_t longest_value = 24;  // bytes of a field that is worth a place in the outline

// What else of an entity one would like to see without opening it: "likelihood Low · impact High",
// who a dependency is on, a key result's numbers.
std::string values_of(const plan::ChapterFacts& facts, std::uint32_t index) {
  using plan::FieldRole;
  const auto value = [&](FieldRole role) -> std::string {
    const plan::Field* field = facts.field_of(index, role);
    if (field == nullptr || field->value_text.size() > longest_value) return {};
    if (plan::whole_placeholder(field->value_text)) return {};
    return field->value_text;
  };
  std::string out;
  const auto add = [&](std::string_view label, const std::string& text) {
    if (!text.empty()) out += fmt::format("{}{}{}", out.empty() ? "" : " · ", label, text);
  };
  switch (facts.entities[index].kind) {
    case EntityKind::risk:
      add("likelihood ", value(FieldRole::likelihood));
      add("impact ", value(FieldRole::impact));
      add("severity ", value(FieldRole::severity));
      break;
    case EntityKind::dependency:
      add("", value(FieldRole::owner));
      break;
    case EntityKind::metric: {
      const std::string from = value(FieldRole::baseline), to = value(FieldRole::target);
      add("", from.empty() || to.empty() ? to : from + " → " + to);
      break;
    }
    default:
      break;
  }
  return out;
}

std::string metric_detail(const plan::Metric& metric) {
  if (metric.done) return "done";
  if (metric.judged.measure == plan::Measure::placeholder) return "placeholder";
  const WholeMetric whole = whole_metric(metric);
  const std::string target = target_text(whole.judged, whole.text);
  if (whole.judged.quantity && whole.judged.quantity->baseline && !target.empty()) {
    const std::string from = amount_text(*whole.judged.quantity->baseline, whole.text);
    if (!from.empty()) return from + " → " + target;
  }
  const bool statement = whole.judged.measure == plan::Measure::boolean;
  const bool strict = metric.strictness == plan::Strictness::strict && !metric.measurable_child;
  if (target.empty() && strict && !statement && !plan::has_target(whole.judged.measure))
    return "not measurable";
  return target;
}

// What stands below "Key Metrics", in contrast to "Goals" and "Expected Impact".
bool is_called_metric(const plan::ChapterFacts& facts, const plan::Metric& metric) {
  if (metric.container >= facts.containers.size()) return false;
  const std::string title = plan::normalise(facts.containers[metric.container].title);
  return title.ends_with("metric") || title.ends_with("metrics");
}

std::string name_of(std::string_view title) {
  const std::string_view trimmed = text::trim(title);
  return trimmed.empty() ? "(no title)" : shorten(trimmed, longest_name);
}

bool is_gone(std::optional<plan::Status> status) {
  return status == plan::Status::dropped || status == plan::Status::superseded;
}

// Items, bold lines and rows of a chapter that are symbols, in text order; `placed` in the
// document.
struct Part {
  std::uint32_t section = 0;
  Symbol symbol;
  std::uint32_t entity = no_index;  // of the chapter's, where it is one
};

std::vector<Part> parts_of(const plan::PlacedChapter& chapter) {
  const plan::ChapterFacts& facts = *chapter.facts;
  std::vector<Part> parts;
  for (std::uint32_t i = 0; i < facts.entities.size(); ++i) {
    const plan::Entity& entity = facts.entities[i];
    if (entity.is_section) continue;
    // A box of a checklist is counted, not listed.
    const bool box = entity.kind == EntityKind::task && entity.item != no_index &&
                     facts.items[entity.item].checked.has_value();
    if (box) continue;
    Symbol symbol;
    symbol.name = name_of(entity.title);
    const auto status = entity.status();
    std::string state(status ? plan::name(*status, entity.kind) : std::string_view());
    if (const std::string values = values_of(facts, i); !values.empty())
      state += (state.empty() ? "" : " · ") + values;
    symbol.detail = detail_of(std::move(state), tasks_of(facts, i), false);
    symbol.deprecated = is_gone(status);
    symbol.kind = entity.kind;
    symbol.span = entity.span.shifted(chapter.offset);
    symbol.selection = entity.name_span.shifted(chapter.offset);
    parts.push_back({entity.section, std::move(symbol), i});
  }
  for (const plan::Metric& metric : facts.metrics) {
    const bool entity = metric.item != no_index && facts.items[metric.item].entity != no_index;
    if (entity || metric.text.empty()) continue;
    if (metric.strictness == plan::Strictness::weak && !is_called_metric(facts, metric)) continue;
    Symbol symbol;
    symbol.name = name_of(metric.text);
    symbol.detail = metric_detail(metric);
    symbol.kind = EntityKind::metric;
    symbol.span = symbol.selection = metric.span.shifted(chapter.offset);
    // With what is nested below it.
    if (metric.item != no_index) {
      const Span item = facts.items[metric.item].span.shifted(chapter.offset);
      if (item.contains(symbol.selection)) symbol.span = item;
    }
    parts.push_back({metric.section, std::move(symbol), no_index});
  }
  std::stable_sort(parts.begin(), parts.end(), [](const Part& a, const Part& b) {
    if (a.symbol.span.begin != b.symbol.span.begin)
      return a.symbol.span.begin < b.symbol.span.begin;
    return a.symbol.span.end > b.symbol.span.end;
  });
  return parts;
}

// Where bold lines open an entity, it reaches to the next one of its section.
void stretch(std::vector<Part>& parts, const plan::PlacedChapter& chapter) {
  const plan::ChapterFacts& facts = *chapter.facts;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i].entity == no_index) continue;
    const plan::Entity& entity = facts.entities[parts[i].entity];
    if (entity.item != no_index) continue;
    const Span own = parts[i].symbol.span;
    std::uint32_t end = own.end;
    for (std::uint32_t f = entity.first_field; f != no_index; f = facts.fields[f].next)
      end = std::max(end, facts.fields[f].span.end + chapter.offset);
    for (std::size_t next = i + 1; next < parts.size(); ++next) {
      if (parts[next].symbol.span.begin >= own.end) {
        end = std::min(end, parts[next].symbol.span.begin);
        break;
      }
    }
    parts[i].symbol.span.end = std::max(own.end, end);
  }
}

// Puts `symbol` below the last child that holds it.
void insert(std::vector<Symbol>& into, Symbol symbol) {
  std::vector<Symbol>* at = &into;
  while (!at->empty() && at->back().span.contains(symbol.span)) at = &at->back().children;
  // Spans of siblings do not overlap: what does belongs to the one before.
  if (!at->empty() && symbol.span.begin < at->back().span.end) return;
  at->push_back(std::move(symbol));
}

}  // namespace

std::vector<Symbol> symbols(const workspace::Document& document) {
  const plan::Plan& plan = *document.plan;
  Symbol root;
  std::vector<std::pair<std::uint32_t, Symbol>> open;  // (first entry behind it, symbol)
  const auto close_until = [&](std::uint32_t entry) {
    while (!open.empty() && open.back().first <= entry) {
      Symbol done = std::move(open.back().second);
      open.pop_back();
      (open.empty() ? root : open.back().second).children.push_back(std::move(done));
    }
  };

  std::uint32_t chapter = no_index;
  std::vector<Part> parts;
  for (std::uint32_t entry = 0; entry < plan.outline.size(); ++entry) {
    const plan::OutlineEntry& here = plan.outline[entry];
    const plan::PlacedChapter& placed = plan.chapters[here.chapter];
    if (here.chapter != chapter) {
      chapter = here.chapter;
      parts = parts_of(placed);
      stretch(parts, placed);
    }
    const plan::Section& section = plan.section(entry);
    close_until(entry);
    if (section.level > 0) {
      Symbol symbol;
      symbol.name = name_of(section.title);
      symbol.kind = section.unit;
      symbol.level = section.level;
      symbol.span = plan.extent(entry);
      symbol.selection = section.title_span.shifted(placed.offset);
      if (symbol.selection.empty()) symbol.selection = section.span.shifted(placed.offset);
      std::string state;
      if (section.entity != no_index) {
        const plan::Entity& entity = placed.facts->entities[section.entity];
        if (const auto status = plan.status_of(*placed.facts, entity)) {
          state = plan::name(*status, section.unit);
          symbol.deprecated = is_gone(status);
        }
      }
      symbol.detail = detail_of(std::move(state), roll_up(plan, entry, here.end),
                                section.unit == EntityKind::milestone);
      open.emplace_back(here.end, std::move(symbol));
    }
    std::vector<Symbol>& children = section.level > 0 || open.empty()
                                        ? (open.empty() ? root : open.back().second).children
                                        : open.back().second.children;
    for (Part& part : parts) {
      if (part.section == here.section) insert(children, std::move(part.symbol));
    }
  }
  close_until(0xffffffff);
  return std::move(root.children);
}

std::vector<FlatSymbol> flatten(const std::vector<Symbol>& tree) {
  std::vector<FlatSymbol> out;
  const auto visit = [&](auto&& self, const std::vector<Symbol>& level,
                         const std::string& container) -> void {
    for (const Symbol& symbol : level) {
      out.push_back({&symbol, container});
      self(self, symbol.children, symbol.name);
    }
  };
  visit(visit, tree, {});
  return out;
}

}  // namespace pland::features
