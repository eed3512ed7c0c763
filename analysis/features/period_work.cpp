#include "analysis/features/period_work.h"

#include <algorithm>

#include "analysis/features/cursor.h"
#include "analysis/features/line_ends.h"
#include "analysis/features/plan_edit.h"
#include "analysis/plan/label.h"
#include "analysis/rules/entity.h"
#include "analysis/rules/line.h"

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

std::optional<Piece> piece_of(const Standing& standing) {
  const Document& document = *standing.document;
  const plan::Plan& plan = *document.plan;
  const plan::Entity& entity = standing.entity();
  const ChapterFacts& facts = standing.facts();
  const markdown::Document& text = document.text;
  if (entity.section == no_index || entity.placeholder) return std::nullopt;
  Piece out;
  out.standing = standing;
  out.name = entity.title;
  out.entry = plan.entry_of(standing.chapter, entity.section);
  if (out.entry == no_index) return std::nullopt;
  Span extent = extent_of(standing);
  if (entity.is_section) {
    out.form = PieceForm::section;
    out.entry = plan.outline[out.entry].parent;
    if (out.entry == no_index) return std::nullopt;
    extent.end = rules::end_of_section(text, plan, extent);
  } else if (entity.item == no_index) {
    out.form = PieceForm::bold;
    extent.end = rules::end_of_section(text, plan, extent);
  } else {
    const plan::Item& item = facts.items[entity.item];
    if (item.parent != no_index || item.depth != 0) return std::nullopt;
    out.form = item.row ? PieceForm::row : PieceForm::item;
    if (item.label != no_index) out.label = plan::normalise(facts.fields[item.label].label_text);
    extent = without_blank_end(text, extent);
  }
  const std::uint32_t begin = line_begin(text, extent.begin);
  const std::string before = text.text({begin, extent.begin});
  if (out.form != PieceForm::row && before.find_first_not_of(' ') != std::string::npos)
    return std::nullopt;
  out.lines = {begin, next_line(text, extent.end > begin ? extent.end - 1 : begin)};
  return out;
}

std::string text_of(const Document& document, const Piece& piece) {
  return document.text.text(without_blank_end(document.text, piece.lines));
}

std::vector<Standing> open_work(const Milestone& milestone) {
  const plan::Plan& plan = milestone.plan();
  const Span extent = plan.extent(milestone.entry);
  std::vector<Standing> initiatives, tasks;
  bool any = false;
  for (std::uint32_t c = 0; c < plan.chapters.size(); ++c) {
    const plan::PlacedChapter& placed = plan.chapters[c];
    if ((placed.holds & plan::holds_work) == 0 || placed.offset >= extent.end) continue;
    for (std::uint32_t i = 0; i < placed.facts->entities.size(); ++i) {
      const plan::Entity& entity = placed.facts->entities[i];
      if (entity.placeholder || !extent.contains(entity.span.begin + placed.offset)) continue;
      if (entity.kind == EntityKind::initiative) {
        any = true;
        if (is_open(entity)) initiatives.push_back({milestone.document, c, i});
      } else if (entity.kind == EntityKind::task && entity.item != no_index && is_open(entity)) {
        tasks.push_back({milestone.document, c, i});
      }
    }
  }
  std::vector<Standing> out = any ? std::move(initiatives) : std::move(tasks);
  // What is part of another goes with it.
  std::vector<Span> spans;
  for (const Standing& one : out) spans.push_back(extent_of(one));
  std::vector<Standing> outer;
  for (std::size_t i = 0; i < out.size(); ++i) {
    const bool inner = std::any_of(spans.begin(), spans.end(), [&](Span span) {
      return span != spans[i] && span.contains(spans[i]);
    });
    if (!inner) outer.push_back(std::move(out[i]));
  }
  return outer;
}

std::optional<Piece> piece_at(const Spot& spot) {
  const DocumentPtr document = plan_to_edit(spot.workspace, spot.document);
  if (document == nullptr) return std::nullopt;
  if (ground_at(*document, spot.at.begin) == Ground::code) return std::nullopt;
  const Cursor cursor = cursor_at(*document, spot.at.begin);
  // What stands below an item's own words is not it.
  if (const std::uint32_t item = item_at(cursor); item != no_index &&
                                                  !cursor.facts->items[item].row &&
                                                  cursor.at > cursor.facts->items[item].text.end)
    return std::nullopt;
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
  return piece_of(*standing);
}

std::optional<Milestone> milestone_of(const Piece& piece) {
  return milestone_above(piece.standing.document, piece.entry);
}

namespace {

// Lines of a period, and which of them go.
class Leaving {
 public:
  Leaving(const Document& document, std::uint32_t period)
      : text_(document.text),
        plan_(*document.plan),
        period_(period),
        extent_(plan_.extent(period)) {
    first_ = text_.position(extent_.begin).line;
    last_ = last_line(extent_);
    gone_.resize(last_ - first_ + 1);
  }

  void take(Span lines) {
    if (lines.empty() || !extent_.contains(lines.begin)) return;
    for (std::uint32_t line = text_.position(lines.begin).line; line <= last_line(lines); ++line)
      if (line <= last_) gone_[line - first_] = true;
  }

  void take_emptied(const std::vector<Piece>& pieces) {
    for (const Piece& piece : pieces)
      if (piece.form == PieceForm::row) take_table(piece);
    take_labels();
  }

  // Blank lines between two that go belong to them.
  std::vector<Span> spans() const {
    std::vector<Span> out;
    std::optional<std::uint32_t> begun;
    std::uint32_t end = 0;
    const auto put = [&] {
      if (begun)
        out.push_back(
            {text_.line_span(*begun).begin, next_line(text_, text_.line_span(end).begin)});
      begun.reset();
    };
    for (std::uint32_t line = first_; line <= last_; ++line) {
      if (gone(line)) {
        if (!begun) begun = line;
        end = line;
      } else if (!is_blank_line(text_, line)) {
        put();
      }
    }
    put();
    return out;
  }

 private:
  bool gone(std::uint32_t line) const { return gone_[line - first_]; }

  std::uint32_t last_line(Span span) const {
    return text_.position(span.end > span.begin ? span.end - 1 : span.begin).line;
  }

  // Something goes from here to there, and nothing stays.
  bool empties(std::uint32_t from, std::uint32_t to) const {
    bool any = false;
    for (std::uint32_t line = from; line <= std::min(to, last_); ++line) {
      if (!gone(line) && !is_blank_line(text_, line)) return false;
      any = any || gone(line);
    }
    return any;
  }

  void take_table(const Piece& piece) {
    const ChapterFacts& facts = piece.standing.facts();
    const std::uint32_t table = facts.items[piece.standing.entity().item].table;
    const Span span = facts.tables[table].span.shifted(piece.standing.placed().offset);
    const std::uint32_t head = text_.position(span.begin).line;
    if (empties(head + 2, last_line(span))) take(span);
  }

  void take_labels() {
    std::vector<bool> begins(gone_.size());  // where what stands below a label is over
    struct Label {
      std::uint32_t line;
      const ChapterFacts& facts;
      const plan::Field& field;
    };
    std::vector<Label> labels;
    const auto line_of = [&](std::uint32_t at) { return text_.position(at).line; };
    for (std::uint32_t entry = period_; entry < plan_.outline[period_].end; ++entry)
      begins[line_of(plan_.section(entry).span.begin + plan_.offset(entry)) - first_] = true;
    for (const plan::PlacedChapter& placed : plan_.chapters) {
      if (placed.offset >= extent_.end) break;
      for (const plan::Field& field : placed.facts->fields) {
        const std::uint32_t at = field.span.begin + placed.offset;
        if (!extent_.contains(at) || field.item != no_index) continue;
        begins[line_of(at) - first_] = true;
        if (field.value.empty()) labels.push_back({line_of(at), *placed.facts, field});
      }
    }
    for (const Label& label : labels) {
      std::uint32_t line = label.line + 1;
      while (line <= last_ && (gone(line) || is_blank_line(text_, line))) ++line;
      if (!gone(label.line) && empties(label.line + 1, line - 1) &&
          (line > last_ || begins[line - first_] || is_thematic_break(line)) &&
          has_own_line(label.facts, label.field))
        gone_[label.line - first_] = true;
    }
  }

  bool is_thematic_break(std::uint32_t line) const {
    std::string words(text_.line_text(line));
    std::erase_if(words, [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; });
    return words.size() >= 3 && (words[0] == '-' || words[0] == '*' || words[0] == '_') &&
           words.find_first_not_of(words[0]) == std::string::npos;
  }

  const markdown::Document& text_;
  const plan::Plan& plan_;
  std::uint32_t period_;
  Span extent_;
  std::uint32_t first_ = 0, last_ = 0;
  std::vector<bool> gone_;  // by line, from the first of the period
};

}  // namespace

std::vector<Span> leaving_lines(const Document& document, std::uint32_t period,
                                const std::vector<Piece>& pieces, bool emptied) {
  if (pieces.empty()) return {};
  Leaving leaving(document, period);
  for (const Piece& piece : pieces) leaving.take(piece.lines);
  if (emptied) leaving.take_emptied(pieces);
  return leaving.spans();
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
    const plan::Item& model = facts.items[gone[p].standing.entity().item];
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

bool stands_in(const Document& document, Span extent, const Piece& piece, EntityKind kind) {
  const std::string& key = piece.standing.entity().key;
  for (const plan::PlacedChapter& placed : document.plan->chapters)
    for (const plan::Entity& entity : placed.facts->entities)
      if (entity.kind == kind && extent.contains(entity.span.begin + placed.offset) &&
          plan::normalise(entity.title) == key)
        return true;
  return false;
}

void tell(const Document& document, plan::Date today, std::string_view what,
          const std::vector<std::string>& lines, std::vector<rules::Edit>& edits) {
  if (!plan::is_valid(today)) return;
  for (rules::Edit& edit : updated_today(document, today)) edits.push_back(std::move(edit));
  if (auto entry = history_entry(document, today, what, lines)) edits.push_back(std::move(*entry));
}

}  // namespace pland::features
