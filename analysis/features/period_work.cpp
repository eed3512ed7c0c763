#include "analysis/features/period_work.h"

#include <algorithm>

#include "analysis/features/cursor.h"
#include "analysis/features/line_ends.h"
#include "analysis/features/plan_edit.h"
#include "analysis/features/plan_language.h"
#include "analysis/plan/label.h"
#include "analysis/rules/entity.h"
#include "analysis/rules/line.h"
#include "analysis/rules/plain_items.h"

namespace pland::features {

using plan::ChapterFacts;
using plan::EntityKind;
using plan::no_index;
using workspace::Document;
using workspace::DocumentPtr;

namespace {

// The one that holds an outline entry.
std::optional<Milestone> milestone_above(const DocumentPtr& document, std::uint32_t entry) {
  for (; entry < document->plan->outline.size(); entry = document->plan->outline[entry].parent)
    if (auto found = milestone_of(document, entry)) return found;
  return std::nullopt;
}

// A row that is nothing else in the plan, whose status says that it goes on.
bool is_open_row(const ChapterFacts& facts, std::uint32_t index) {
  const plan::Item& item = facts.items[index];
  if (item.entity != no_index || item.metric != no_index || item.placeholder) return false;
  if (item.table == no_index) return false;
  const plan::Table& table = facts.tables[item.table];
  const auto row = std::find(table.items.begin(), table.items.end(), index);
  if (table.metadata || row == table.items.end()) return false;
  const auto& cells = table.rows[static_cast<std::size_t>(row - table.items.begin())];
  for (std::size_t i = 0; i < table.columns.size() && i < cells.size(); ++i) {
    if (table.columns[i].role != plan::FieldRole::status) continue;
    const auto status = plan::read_status(cells[i].plain).status;
    return status && !plan::is_closed(*status);
  }
  return false;
}

bool is_open(const plan::Entity& entity) {
  const auto status = entity.status();
  return !status || !plan::is_closed(*status);
}

}  // namespace

std::string Milestone::name() const {
  return rules::short_name(plan().facts(entry), plan().section(entry));
}

std::string Milestone::next_name() const { return plan::to_string(following); }

std::optional<Milestone> milestone_of(const DocumentPtr& document, std::uint32_t entry) {
  const plan::Plan& plan = *document->plan;
  if (entry >= plan.outline.size() || plan.outline[entry].unit != EntityKind::milestone)
    return std::nullopt;
  const plan::Section& section = plan.section(entry);
  if (!section.period || section.period->role != plan::PeriodRole::leads) return std::nullopt;
  const plan::Period& period = section.period->period;
  if (period.kind == plan::PeriodKind::horizon || period.is_range()) return std::nullopt;
  const auto next = plan::next(period);
  if (!next) return std::nullopt;
  return Milestone{document, entry, period, *next};
}

std::optional<Milestone> milestone_at(const Spot& spot) {
  const DocumentPtr document = plan_to_edit(spot.workspace, spot.document);
  if (document == nullptr || document->plan->outline.empty()) return std::nullopt;
  const plan::Plan& plan = *document->plan;
  const std::uint32_t entry = plan.entry_at(spot.at.begin);
  if (entry >= plan.outline.size()) return std::nullopt;
  const Span heading = plan.section(entry).span.shifted(plan.offset(entry));
  if (!heading.touches(spot.at.begin)) return std::nullopt;
  return milestone_of(document, entry);
}

Span Work::name_span() const {
  return is_entity() ? standing.entity().name_span : standing.facts().items[item].name_span;
}

std::uint32_t list_label(const ChapterFacts& facts, const plan::Item& item) {
  return item.label != no_index && facts.fields[item.label].value.empty() ? item.label : no_index;
}

std::optional<Piece> piece_of(const Work& work) {
  const Standing& standing = work.standing;
  const Document& document = *standing.document;
  const plan::Plan& plan = *document.plan;
  const ChapterFacts& facts = standing.facts();
  const markdown::Document& text = document.text;
  Piece out;
  out.standing = standing;
  out.item = work.item;
  out.name_span = work.name_span();
  std::uint32_t section = no_index;
  bool is_section = false;
  Span extent;
  if (work.is_entity()) {
    const plan::Entity& entity = standing.entity();
    if (entity.placeholder) return std::nullopt;
    section = entity.section;
    is_section = entity.is_section;
    out.kind = entity.kind;
    out.name = entity.title;
    out.key = entity.key;
    extent = extent_of(standing);
  } else {
    const plan::Item& item = facts.items[work.item];
    section = item.section;
    out.name = item.name;
    out.key = plan::normalise(item.name);
    extent = item.span.shifted(standing.placed().offset);
  }
  if (section == no_index) return std::nullopt;
  out.entry = plan.entry_of(standing.chapter, section);
  if (out.entry == no_index) return std::nullopt;
  if (is_section) {
    out.form = PieceForm::section;
    out.entry = plan.outline[out.entry].parent;
    if (out.entry == no_index) return std::nullopt;
    extent.end = rules::end_of_section(text, plan, extent);
  } else if (work.item == no_index) {
    out.form = PieceForm::bold;
    extent.end = rules::end_of_section(text, plan, extent);
  } else {
    const plan::Item& item = facts.items[work.item];
    if (item.parent != no_index || item.depth != 0) return std::nullopt;
    out.form = item.row ? PieceForm::row : PieceForm::item;
    if (const std::uint32_t label = list_label(facts, item); label != no_index)
      out.label = plan::normalise(facts.fields[label].label_text);
    extent = without_blank_end(text, extent);
  }
  const std::uint32_t begin = line_begin(text, extent.begin);
  const std::string before = text.text({begin, extent.begin});
  if (out.form != PieceForm::row && before.find_first_not_of(' ') != std::string::npos)
    return std::nullopt;
  out.lines = {begin, next_line(text, extent.end > begin ? extent.end - 1 : begin)};
  return out;
}

std::uint32_t end_of_last_line(const markdown::Document& text, Span span) {
  const std::uint32_t words = without_blank_end(text, span).end;
  return std::max(words, text.line_span(text.position(words).line).end);
}

std::string text_of(const Document& document, const Piece& piece) {
  return document.text.text({piece.lines.begin, end_of_last_line(document.text, piece.lines)});
}

namespace {

// A box below an initiative goes where that goes, or stays with it.
bool is_part_of_initiative(const Standing& standing) {
  for (auto holder = holder_of(standing); holder; holder = holder_of(*holder)) {
    if (holder->entity().kind == EntityKind::initiative) return true;
    if (holder->entity().kind == EntityKind::milestone) return false;
  }
  return false;
}

// Rows with a status in or below a period's section, as `past-period-open` counts them.
void add_rows(const Milestone& milestone, std::vector<Work>& out) {
  const plan::Plan& plan = milestone.plan();
  const Span extent = plan.extent(milestone.entry);
  for (std::uint32_t c = 0; c < plan.chapters.size(); ++c) {
    const plan::PlacedChapter& placed = plan.chapters[c];
    for (std::uint32_t i = 0; i < placed.facts->items.size(); ++i) {
      const plan::Item& item = placed.facts->items[i];
      if (!item.row || item.struck || !extent.contains(item.span.begin + placed.offset)) continue;
      if (is_open_row(*placed.facts, i)) out.push_back({{milestone.document, c, no_index}, i});
    }
  }
}

// "**SSO** — done", "Audit log: in progress (Kim)": what the words behind a name say, and no more.
std::optional<plan::Status> stated(const plan::Item& item, const PlanLanguage& language) {
  if (!item.statuses.empty()) return item.statuses.back().status;
  std::string_view line = item.plain;
  line = line.substr(0, line.find_first_of("\r\n"));
  std::size_t words = std::string_view::npos;
  for (const std::string_view joint : {": ", " — ", " – ", " - "})
    if (const std::size_t at = line.find(joint); at < line.size())
      words = std::min(words, at + joint.size());
  if (words == std::string_view::npos) return std::nullopt;
  line = line.substr(words);
  // Who does it, and until when.
  if (line.ends_with(')'))
    if (const std::size_t open = line.rfind(" ("); open < line.size()) line = line.substr(0, open);
  const auto said = said_status(line, language.vocabulary());
  return said && said->alone ? std::optional(said->status) : std::nullopt;
}

bool is_closed(const plan::Item& item, const PlanLanguage& language) {
  const auto status = stated(item, language);
  return item.struck || (status && plan::is_closed(*status));
}

// Items of a phase that are numbered, and have neither a name nor a word of how far they are, tell
// how it is done.
bool is_step(const Milestone& milestone, const plan::Item& item, const PlanLanguage& language) {
  using plan::PeriodKind;
  const PeriodKind kind = milestone.period.kind;
  return (kind == PeriodKind::phase || kind == PeriodKind::stage || kind == PeriodKind::step) &&
         item.ordered && !item.checked && item.name_span == item.text && !stated(item, language);
}

// Of a list that tells what was done there is none, unless it says of each how far it is.
void add_plain(const Milestone& milestone, bool closed_too, std::vector<Work>& out) {
  const plan::OutlineEntry& at = milestone.plan().outline[milestone.entry];
  const ChapterFacts& facts = milestone.plan().facts(milestone.entry);
  const auto all = rules::listed_items(milestone.plan(), milestone.entry, true);
  if (all.empty()) return;
  const PlanLanguage language = language_of(*milestone.document);
  const auto is_told = [&](std::uint32_t item) {
    return rules::is_told_as_done(facts.items[item].plain) && !stated(facts.items[item], language);
  };
  if (std::any_of(all.begin(), all.end(), is_told)) return;
  for (const std::uint32_t item : all) {
    const plan::Item& one = facts.items[item];
    if (closed_too || !(is_closed(one, language) || is_step(milestone, one, language)))
      out.push_back({{milestone.document, at.chapter, no_index}, item});
  }
}

}  // namespace

std::vector<Work> open_work(const Milestone& milestone) {
  const plan::Plan& plan = milestone.plan();
  const Span extent = plan.extent(milestone.entry);
  std::vector<Work> out;
  bool any = false;
  for (std::uint32_t c = 0; c < plan.chapters.size(); ++c) {
    const plan::PlacedChapter& placed = plan.chapters[c];
    if ((placed.holds & plan::holds_work) == 0 || placed.offset >= extent.end) continue;
    for (std::uint32_t i = 0; i < placed.facts->entities.size(); ++i) {
      const plan::Entity& entity = placed.facts->entities[i];
      if (entity.placeholder || !extent.contains(entity.span.begin + placed.offset)) continue;
      Work one{{milestone.document, c, i}, entity.item};
      if (entity.kind == EntityKind::initiative) {
        any = true;
        if (is_open(entity)) out.push_back(std::move(one));
      } else if (entity.kind == EntityKind::task && entity.item != no_index) {
        any = true;
        if (is_open(entity) && !is_part_of_initiative(one.standing)) out.push_back(std::move(one));
      }
    }
  }
  if (!any) add_rows(milestone, out);
  if (!any && out.empty()) add_plain(milestone, false, out);
  // What is part of another goes with it.
  std::vector<Span> spans;
  for (const Work& one : out)
    spans.push_back(one.is_entity() ? extent_of(one.standing)
                                    : one.standing.facts().items[one.item].span.shifted(
                                          one.standing.placed().offset));
  std::vector<Work> outer;
  for (std::size_t i = 0; i < out.size(); ++i) {
    const bool inner = std::any_of(spans.begin(), spans.end(), [&](Span span) {
      return span != spans[i] && span.contains(spans[i]);
    });
    if (!inner) outer.push_back(std::move(out[i]));
  }
  std::stable_sort(outer.begin(), outer.end(), [](const Work& a, const Work& b) {
    return a.name_span().begin + a.standing.placed().offset <
           b.name_span().begin + b.standing.placed().offset;
  });
  return outer;
}

std::optional<Work> plain_work(const DocumentPtr& document, std::uint32_t chapter,
                               std::uint32_t item) {
  const plan::Plan& plan = *document->plan;
  const ChapterFacts& facts = *plan.chapters[chapter].facts;
  if (facts.items[item].entity != no_index) return std::nullopt;
  const std::uint32_t entry = plan.entry_of(chapter, facts.items[item].section);
  if (entry == no_index) return std::nullopt;
  const auto milestone = milestone_above(document, entry);
  if (!milestone) return std::nullopt;
  std::vector<Work> all;
  add_rows(*milestone, all);
  add_plain(*milestone, true, all);
  for (Work& one : all)
    if (one.standing.chapter == chapter && one.item == item) return one;
  return std::nullopt;
}

std::optional<Piece> piece_at(const Spot& spot) {
  const DocumentPtr document = plan_to_edit(spot.workspace, spot.document);
  if (document == nullptr) return std::nullopt;
  if (ground_at(*document, spot.at.begin) == Ground::code) return std::nullopt;
  const Cursor cursor = cursor_at(*document, spot.at.begin);
  // What stands below an item's own words is not it.
  const std::uint32_t item = item_at(cursor);
  if (item != no_index && !cursor.facts->items[item].row &&
      cursor.at > cursor.facts->items[item].text.end)
    return std::nullopt;
  if (item != no_index)
    if (const auto plain = plain_work(document, cursor.chapter, item);
        plain && !is_closed(cursor.facts->items[item], language_of(*document)))
      return piece_of(*plain);
  auto standing = standing_on_line(document, spot.at.begin);
  while (standing && standing->entity().kind != EntityKind::initiative) {
    if (standing->entity().kind != EntityKind::task &&
        standing->entity().kind != EntityKind::metric)
      return std::nullopt;
    auto holder = holder_of(*standing);
    if (!holder) return std::nullopt;
    // A box that is no part of an initiative is work of its own.
    if (standing->entity().kind == EntityKind::task &&
        holder->entity().kind == EntityKind::milestone)
      break;
    standing = std::move(holder);
  }
  if (!standing || !is_open(standing->entity())) return std::nullopt;
  return piece_of({*standing, standing->entity().item});
}

std::optional<Milestone> milestone_of(const Piece& piece) {
  return milestone_above(piece.standing.document, piece.entry);
}

Span removal_of(const markdown::Document& text, Span lines) {
  const std::uint32_t last =
      lines.end > lines.begin ? text.position(lines.end - 1).line : text.position(lines.begin).line;
  Span out = rules::whole_line(text, {lines.begin, text.line_span(last).end});
  // At the text's end the blank lines above would be the last.
  while (out.end == text.size() && out.begin > 0) {
    const std::uint32_t line = text.position(out.begin).line;
    if (line == 0 || !is_blank_line(text, line - 1)) break;
    out.begin = text.line_span(line - 1).begin;
  }
  return out;
}

void renumber_rest(const Document& document, const std::vector<Piece>& gone,
                   std::vector<rules::Edit>& edits) {
  for (std::size_t p = 0; p < gone.size(); ++p) {
    if (gone[p].form != PieceForm::item) continue;
    const ChapterFacts& facts = gone[p].standing.facts();
    const std::uint32_t base = gone[p].standing.placed().offset;
    const plan::Item& model = facts.items[gone[p].item];
    if (!model.ordered) continue;
    struct Numbered {
      std::uint32_t begin;
      std::uint64_t number;
      bool leaves;
      Span digits;
    };
    std::vector<Numbered> all;
    bool seen_before = false;
    for (const plan::Item& item : facts.items) {
      if (item.row || item.parent != no_index || item.section != model.section ||
          item.label != model.label || !item.ordered)
        continue;
      const Span span = item.span.shifted(base);
      const auto marker =
          marker_of(document.text.text({line_begin(document.text, span.begin), span.end}));
      if (!marker || !marker->ordered()) return;
      const auto leaves = std::find_if(gone.begin(), gone.end(), [&](const Piece& piece) {
        return piece.lines.contains(span.begin);
      });
      // Of several that leave one list the first does the counting.
      if (leaves != gone.end() && leaves < gone.begin() + static_cast<std::ptrdiff_t>(p))
        seen_before = true;
      const auto digits = static_cast<std::uint32_t>(marker->sign.size() - 1);
      all.push_back({span.begin,
                     std::stoull(marker->sign),
                     leaves != gone.end(),
                     {span.begin, span.begin + digits}});
    }
    if (seen_before) continue;
    bool counts = true;
    for (std::size_t i = 1; i < all.size(); ++i)
      counts = counts && all[i].number == all[0].number + i;
    if (!counts) continue;
    std::uint64_t next = all[0].number;
    for (const Numbered& one : all) {
      if (one.leaves) continue;
      const std::string now = std::to_string(next++);
      if (document.text.text(one.digits) != now) edits.push_back({"", one.digits, now});
    }
  }
}

std::size_t times_in(const Document& document, Span extent, const Piece& piece) {
  std::size_t times = 0;
  for (const plan::PlacedChapter& placed : document.plan->chapters) {
    for (const plan::Entity& entity : placed.facts->entities)
      if (entity.item == no_index && extent.contains(entity.span.begin + placed.offset) &&
          plan::normalise(entity.title) == piece.key)
        ++times;
    for (const plan::Item& item : placed.facts->items) {
      if (!extent.contains(item.span.begin + placed.offset)) continue;
      const bool named = item.entity != no_index &&
                         plan::normalise(placed.facts->entities[item.entity].title) == piece.key;
      if (named || plan::normalise(item.name) == piece.key) ++times;
    }
  }
  return times;
}

void tell(const Document& document, plan::Date today, std::string_view what,
          const std::vector<std::string>& lines, std::vector<rules::Edit>& edits) {
  if (!plan::is_valid(today)) return;
  for (rules::Edit& edit : updated_today(document, today)) edits.push_back(std::move(edit));
  if (auto entry = history_entry(document, today, what, lines)) edits.push_back(std::move(*entry));
}

}  // namespace pland::features
