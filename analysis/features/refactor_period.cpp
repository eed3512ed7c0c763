// A period comes to its end: what is open goes on in the next one or is dropped, the next one is
// begun, and the document's history says so.
//
// What moves is whole blocks, as they are: a list item with all below it, a row, a heading with its
// text, a bold line with what follows it. Only its marker, number or level changes to that of the
// place it comes to. The next period is the section that is there, or one made in the shape of the
// period before (period_shape.h). The text is read again before anybody sees it: the work must be
// where it was to go, and every link and anchor where it was.
#include <algorithm>
#include <fmt/format.h>
#include <map>

#include "analysis/features/cursor.h"
#include "analysis/features/line_ends.h"
#include "analysis/features/period_shape.h"
#include "analysis/features/plan_edit.h"
#include "analysis/features/refactor.h"
#include "analysis/plan/label.h"
#include "analysis/rules/entity.h"
#include "analysis/rules/label_style.h"
#include "analysis/rules/line.h"

namespace pland::features {
namespace {

using plan::ChapterFacts;
using plan::EntityKind;
using plan::FieldRole;
using plan::no_index;
using workspace::Document;
using workspace::DocumentPtr;

// -- the period

struct Milestone {
  DocumentPtr document;
  std::uint32_t entry = no_index;
  plan::Period period;
  plan::Period following;

  const plan::Plan& plan() const { return *document->plan; }
  std::string name() const { return rules::short_name(plan().facts(entry), plan().section(entry)); }
  std::string next_name() const { return plan::to_string(following); }
};

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

// The one whose heading is selected.
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

// The one that holds an outline entry.
std::optional<Milestone> milestone_above(const DocumentPtr& document, std::uint32_t entry) {
  for (; entry < document->plan->outline.size(); entry = document->plan->outline[entry].parent)
    if (auto found = milestone_of(document, entry)) return found;
  return std::nullopt;
}

bool is_period(const plan::Plan& plan, std::uint32_t entry, const plan::Period& period) {
  const plan::Section& section = plan.section(entry);
  return plan.outline[entry].unit == EntityKind::milestone && section.period &&
         section.period->role == plan::PeriodRole::leads &&
         section.period->period.kind == period.kind &&
         plan::compare(section.period->period, period) == 0;
}

std::optional<std::uint32_t> section_of(const Milestone& milestone, const plan::Period& period) {
  const plan::Plan& plan = milestone.plan();
  for (std::uint32_t entry = 0; entry < plan.outline.size(); ++entry)
    if (entry != milestone.entry && is_period(plan, entry, period)) return entry;
  return std::nullopt;
}

// The latest stands first.
bool is_newest_first(const Milestone& milestone) {
  const plan::Plan& plan = milestone.plan();
  bool earlier_below = false;
  for (std::uint32_t entry = 0; entry < plan.outline.size(); ++entry) {
    const plan::Section& section = plan.section(entry);
    if (plan.outline[entry].parent != plan.outline[milestone.entry].parent) continue;
    if (plan.outline[entry].unit != EntityKind::milestone || !section.period) continue;
    const auto order = plan::compare(section.period->period, milestone.period);
    if (order < 0 && entry < milestone.entry) return false;
    if (order > 0 && entry < milestone.entry) return true;
    if (order < 0) earlier_below = true;
  }
  return earlier_below;
}

// -- the work in it

enum class Form : std::uint8_t { item, row, section, bold };

struct Piece {
  Standing standing;
  Form form = Form::item;
  Span lines;  // whole, in the document; with the last line's ending
  std::string name;
  std::uint32_t entry = no_index;  // the section it stands in; of a section its parent
  std::string label;               // normalised, of the label above its list
};

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
    out.form = Form::section;
    out.entry = plan.outline[out.entry].parent;
    if (out.entry == no_index) return std::nullopt;
    extent.end = rules::end_of_section(text, plan, extent);
  } else if (entity.item == no_index) {
    out.form = Form::bold;
    extent.end = rules::end_of_section(text, plan, extent);
  } else {
    const plan::Item& item = facts.items[entity.item];
    if (item.parent != no_index || item.depth != 0) return std::nullopt;
    out.form = item.row ? Form::row : Form::item;
    if (item.label != no_index) out.label = plan::normalise(facts.fields[item.label].label_text);
    extent = without_blank_end(text, extent);
  }
  const std::uint32_t begin = line_begin(text, extent.begin);
  const std::string before = text.text({begin, extent.begin});
  if (out.form != Form::row && before.find_first_not_of(' ') != std::string::npos)
    return std::nullopt;
  out.lines = {begin, next_line(text, extent.end > begin ? extent.end - 1 : begin)};
  return out;
}

std::string text_of(const Document& document, const Piece& piece) {
  return document.text.text(without_blank_end(document.text, piece.lines));
}

bool is_open(const plan::Entity& entity) {
  const auto status = entity.status();
  return !status || !plan::is_closed(*status);
}

// The open initiatives of a period; where it has no initiatives at all, its open boxes.
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

// The open thing of a period that is selected.
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

// -- removing

bool is_loose(const markdown::Document& text, const Piece& piece) {
  const std::uint32_t line = text.position(piece.lines.begin).line;
  const std::uint32_t below = text.position(piece.lines.end).line;
  const bool above_blank = line > 0 && is_blank_line(text, line - 1);
  const bool below_blank = below < text.line_count() && is_blank_line(text, below);
  if (!above_blank || !below_blank) return false;
  const ChapterFacts& facts = piece.standing.facts();
  const std::uint32_t own = piece.standing.entity().item;
  return std::any_of(facts.items.begin(), facts.items.end(), [&](const plan::Item& item) {
    return &item != &facts.items[own] && item.parent == no_index &&
           item.section == facts.items[own].section && item.label == facts.items[own].label;
  });
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

// What stays of a list that counted up goes on to.
void renumber_rest(const Document& document, const std::vector<Piece>& gone,
                   std::vector<rules::Edit>& edits) {
  for (std::size_t p = 0; p < gone.size(); ++p) {
    if (gone[p].form != Form::item) continue;
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

// -- where it goes

struct Arrival {
  std::uint32_t at = 0;
  std::string before;  // between what is there and what comes
  std::string behind;
};

class CarryingOver {
 public:
  CarryingOver(const Milestone& milestone, std::vector<Piece> pieces, plan::Date today)
      : milestone_(milestone),
        document_(*milestone.document),
        text_(document_.text),
        plan_(*document_.plan),
        pieces_(std::move(pieces)),
        eol_(line_ending(text_)),
        today_(today) {}

  // The edits of moving alone.
  std::optional<std::vector<rules::Edit>> run() {
    std::vector<rules::Edit> edits;
    for (const Piece& piece : pieces_) removed_.push_back(removal_of(text_, piece.lines));
    for (const Span span : removed_) edits.push_back({"", span, ""});
    renumber_rest(document_, pieces_, edits);
    if (const auto there = section_of(milestone_, milestone_.following)) {
      if (!join(*there, edits)) return std::nullopt;
    } else if (!add_section(edits)) {
      return std::nullopt;
    }
    return edits;
  }

 private:
  // -- a section of its own

  bool add_section(std::vector<rules::Edit>& edits) {
    const std::string title = next_title(plan_, milestone_.entry);
    if (title.empty()) return false;
    std::vector<MovedText> moved;
    for (const Piece& piece : pieces_) moved.push_back({piece.lines, moved_text(piece)});
    const std::string made = section_like(document_, milestone_.entry, title, moved, today_);
    const Span extent = plan_.extent(milestone_.entry);
    if (is_newest_first(milestone_)) {
      edits.push_back({"", {extent.begin, extent.begin}, made + eol_ + eol_});
      return true;
    }
    std::uint32_t end = rules::end_of_section(text_, plan_, extent);
    for (bool moved_up = true; moved_up;) {
      moved_up = false;
      for (const Span span : removed_) {
        if (span.begin > end || end > span.end) continue;
        end = rules::end_of_content(text_, {extent.begin, span.begin});
        moved_up = true;
      }
    }
    edits.push_back({"", {end, end}, eol_ + eol_ + made});
    return true;
  }

  // In a list that begins with it: the first of its kind is number one.
  std::string moved_text(const Piece& piece) {
    const std::string whole = text_of(document_, piece);
    if (piece.form == Form::bold) return with_ordinal(piece, whole, ++bold_count_);
    if (piece.form != Form::item) return whole;
    auto marker = marker_of(whole);
    if (!marker || !marker->ordered()) return whole;
    int& count = item_counts_[{piece.entry, piece.label}];
    marker->sign = std::to_string(++count) + marker->sign.back();
    return with_marker(whole, *marker, eol_);
  }

  // "**3. Skipper alerts**" under another number.
  std::string with_ordinal(const Piece& piece, std::string whole, unsigned number) const {
    const std::uint32_t name =
        piece.standing.entity().name_span.begin + piece.standing.placed().offset;
    const std::size_t at = name - piece.lines.begin;
    const std::uint32_t size =
        at < whole.size() ? ordinal_size(std::string_view(whole).substr(at)) : 0;
    if (size == 0) return whole;
    const std::size_t digits = whole.find_first_not_of("0123456789", at);
    if (digits == at || digits == std::string::npos) return whole;
    return whole.replace(at, digits - at, std::to_string(number));
  }

  // -- a section that is there

  bool join(std::uint32_t there, std::vector<rules::Edit>& edits) {
    for (std::size_t i = 0; i < pieces_.size();) {
      std::size_t end = i + 1;
      while (end < pieces_.size() && same_home(pieces_[i], pieces_[end])) ++end;
      const std::vector<Piece> group(pieces_.begin() + static_cast<std::ptrdiff_t>(i),
                                     pieces_.begin() + static_cast<std::ptrdiff_t>(end));
      if (!join_group(there, group, edits)) return false;
      i = end;
    }
    return true;
  }

  static bool same_home(const Piece& a, const Piece& b) {
    return a.form == b.form && a.entry == b.entry && a.label == b.label;
  }

  // The section of the next period that stands for the one a piece is in.
  std::optional<std::uint32_t> counterpart(std::uint32_t there, const Piece& piece) const {
    if (piece.entry == milestone_.entry) return there;
    if (plan_.outline[piece.entry].parent != milestone_.entry) return std::nullopt;
    const std::string& key = plan_.section(piece.entry).key;
    for (std::uint32_t child = there + 1; child < plan_.outline[there].end; ++child)
      if (plan_.outline[child].parent == there && plan_.section(child).key == key) return child;
    return no_index;
  }

  bool join_group(std::uint32_t there, const std::vector<Piece>& group,
                  std::vector<rules::Edit>& edits) {
    const auto home = counterpart(there, group.front());
    if (!home) return false;
    if (*home == no_index) {
      const plan::Section& section = plan_.section(group.front().entry);
      const std::string heading = plan_.facts(group.front().entry).text(section.span);
      const std::uint32_t end = rules::end_of_section(text_, plan_, plan_.extent(there));
      edits.push_back({"", {end, end}, eol_ + eol_ + heading + eol_ + eol_ + fresh(group)});
      return true;
    }
    switch (group.front().form) {
      case Form::item:
        return join_items(*home, group, edits);
      case Form::row:
        return join_rows(*home, group, edits);
      case Form::section:
      case Form::bold: {
        if (group.front().form == Form::bold) bold_count_ = bolds_in(*home);
        const Span span = group.front().form == Form::section ? plan_.extent(*home)
                                                              : rules::body_of(plan_, *home);
        const std::uint32_t end = rules::end_of_section(text_, plan_, span);
        edits.push_back({"", {end, end}, eol_ + eol_ + fresh(group)});
        return true;
      }
    }
    return false;
  }

  unsigned bolds_in(std::uint32_t entry) const {
    const ChapterFacts& facts = plan_.facts(entry);
    return static_cast<unsigned>(
        std::count_if(facts.entities.begin(), facts.entities.end(), [&](const plan::Entity& one) {
          return !one.is_section && one.item == no_index && one.kind == EntityKind::initiative &&
                 one.section == plan_.outline[entry].section;
        }));
  }

  // Pieces one below the other, where nothing of their sort stands above them.
  std::string fresh(const std::vector<Piece>& group) {
    std::string out;
    for (const Piece& piece : group) {
      const bool apart = piece.form == Form::section || piece.form == Form::bold ||
                         (piece.form == Form::item && is_loose(text_, piece));
      if (!out.empty()) out += apart ? eol_ + eol_ : eol_;
      out += moved_text(piece);
    }
    return out;
  }

  bool join_items(std::uint32_t home, const std::vector<Piece>& group,
                  std::vector<rules::Edit>& edits) {
    const ChapterFacts& facts = plan_.facts(home);
    const std::uint32_t base = plan_.offset(home);
    const std::uint32_t section = plan_.outline[home].section;
    const plan::Item* first = nullptr;
    const plan::Item* last = nullptr;
    bool placeholders = true, several = false;
    for (const plan::Item& item : facts.items) {
      if (item.row || item.parent != no_index || item.section != section) continue;
      const std::string label = item.label == no_index
                                    ? std::string()
                                    : plan::normalise(facts.fields[item.label].label_text);
      if (label != group.front().label) continue;
      if (label.empty() && item.entity == no_index) continue;
      several = last != nullptr;
      if (first == nullptr) first = &item;
      last = &item;
      placeholders =
          placeholders && (item.placeholder ||
                           (item.entity != no_index && facts.entities[item.entity].placeholder));
    }
    if (last != nullptr && placeholders) {
      // What nobody filled in makes room.
      const Span begin = first->span.shifted(base);
      const Span end = without_blank_end(text_, last->span.shifted(base));
      edits.push_back({"", {line_begin(text_, begin.begin), end.end}, fresh(group)});
      return true;
    }
    if (last != nullptr) {
      const Span span = without_blank_end(text_, last->span.shifted(base));
      auto marker = marker_of(text_.text({line_begin(text_, span.begin), span.end}));
      if (!marker) return false;
      const std::uint32_t line = text_.position(span.begin).line;
      const bool loose = several && line > 0 && is_blank_line(text_, line - 1);
      std::string out;
      for (const Piece& piece : group) {
        marker = next_marker(*marker);
        out += (loose ? eol_ + eol_ : eol_) + with_marker(text_of(document_, piece), *marker, eol_);
      }
      edits.push_back({"", {span.end, span.end}, out});
      return true;
    }
    // The label waits for its first item, or has to come along.
    for (const plan::Field& field : facts.fields) {
      if (field.section != section || group.front().label.empty() || field.item != no_index)
        continue;
      if (plan::normalise(field.label_text) != group.front().label || !field.value.empty())
        continue;
      const std::uint32_t end = text_.line_span(text_.position(field.span.end + base).line).end;
      edits.push_back({"", {end, end}, gap_below_label(group.front()) + fresh(group)});
      return true;
    }
    const std::uint32_t end = rules::end_of_section(text_, plan_, rules::body_of(plan_, home));
    std::string out = eol_ + eol_;
    if (!group.front().label.empty()) {
      const ChapterFacts& own = group.front().standing.facts();
      const plan::Item& item = own.items[group.front().standing.entity().item];
      out += line_like(own, own.fields[item.label], own.text(own.fields[item.label].label), "") +
             gap_below_label(group.front());
    }
    edits.push_back({"", {end, end}, out + fresh(group)});
    return true;
  }

  // As the piece's own list stands below its label.
  std::string gap_below_label(const Piece& piece) const {
    const ChapterFacts& facts = piece.standing.facts();
    const plan::Item& item = facts.items[piece.standing.entity().item];
    if (item.label == no_index) return eol_ + eol_;
    const std::uint32_t line =
        text_.position(facts.fields[item.label].span.end + piece.standing.placed().offset).line + 1;
    return line < text_.line_count() && is_blank_line(text_, line) ? eol_ + eol_ : eol_;
  }

  bool join_rows(std::uint32_t home, const std::vector<Piece>& group,
                 std::vector<rules::Edit>& edits) {
    const ChapterFacts& own = group.front().standing.facts();
    const plan::Table& from = own.tables[own.items[group.front().standing.entity().item].table];
    const ChapterFacts& facts = plan_.facts(home);
    const auto same = [](const plan::Table& a, const plan::Table& b) {
      return std::equal(a.columns.begin(), a.columns.end(), b.columns.begin(), b.columns.end(),
                        [](const auto& x, const auto& y) {
                          return plan::normalise(x.name) == plan::normalise(y.name);
                        });
    };
    for (const plan::Table& table : facts.tables) {
      if (table.section != plan_.outline[home].section || !same(from, table)) continue;
      const std::uint32_t end =
          without_blank_end(text_, table.span.shifted(plan_.offset(home))).end;
      std::string out;
      for (const Piece& piece : group) out += eol_ + text_of(document_, piece);
      edits.push_back({"", {end, end}, out});
      return true;
    }
    const std::uint32_t end = rules::end_of_section(text_, plan_, rules::body_of(plan_, home));
    const std::uint32_t top =
        text_.position(from.span.begin + group.front().standing.placed().offset).line;
    std::string out = eol_ + eol_ + std::string(text_.line_text(top)) + eol_ +
                      std::string(text_.line_text(top + 1));
    for (const Piece& piece : group) out += eol_ + text_of(document_, piece);
    edits.push_back({"", {end, end}, out});
    return true;
  }

  const Milestone& milestone_;
  const Document& document_;
  const markdown::Document& text_;
  const plan::Plan& plan_;
  std::vector<Piece> pieces_;
  std::string eol_;
  plan::Date today_;
  std::vector<Span> removed_;
  unsigned bold_count_ = 0;
  std::map<std::pair<std::uint32_t, std::string>, int> item_counts_;
};

// -- reading it again

std::optional<std::uint32_t> same_section(const Document& before, std::uint32_t entry,
                                          const Document& after) {
  const std::string& slug = before.plan->slugs[entry];
  for (std::uint32_t i = 0; i < after.plan->outline.size() && i < after.plan->slugs.size(); ++i)
    if (after.plan->slugs[i] == slug && after.plan->outline[i].level > 0) return i;
  return std::nullopt;
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

// What moved is work of the next period, and of the old one no more.
bool carried(const workspace::Workspace& workspace, const Milestone& milestone,
             const std::vector<Piece>& pieces, const std::vector<rules::Edit>& edits) {
  const DocumentPtr after = after_edits(*milestone.document, edits);
  if (!nothing_lost(workspace, *milestone.document, *after)) return false;
  const auto old = same_section(*milestone.document, milestone.entry, *after);
  if (!old) return false;
  const auto now = milestone_of(after, *old);
  if (!now) return false;
  const auto next = section_of(*now, milestone.following);
  if (!next) return false;
  const Span there = after->plan->extent(*next);
  const Span here = after->plan->extent(*old);
  return std::all_of(pieces.begin(), pieces.end(), [&](const Piece& piece) {
    const EntityKind kind = piece.standing.entity().kind;
    return stands_in(*after, there, piece, kind) && !stands_in(*after, here, piece, kind);
  });
}

void tell(const Document& document, plan::Date today, std::string_view what,
          const std::vector<std::string>& lines, std::vector<rules::Edit>& edits) {
  if (!plan::is_valid(today)) return;
  for (rules::Edit& edit : updated_today(document, today)) edits.push_back(std::move(edit));
  if (auto entry = history_entry(document, today, what, lines)) edits.push_back(std::move(*entry));
}

std::optional<rules::Fix> carry(const workspace::Workspace& workspace, const Milestone& milestone,
                                const std::vector<Piece>& pieces, plan::Date today,
                                const std::string& what, const std::vector<std::string>& lines,
                                std::vector<rules::Edit> also) {
  std::vector<rules::Edit> edits = std::move(also);
  if (!pieces.empty()) {
    auto moving = CarryingOver(milestone, pieces, today).run();
    if (!moving) return std::nullopt;
    edits.insert(edits.end(), moving->begin(), moving->end());
  }
  tell(*milestone.document, today, what, lines, edits);
  edits = tidy_edits(std::move(edits));
  if (edits.empty() || (!pieces.empty() && !carried(workspace, milestone, pieces, edits)))
    return std::nullopt;
  rules::Fix fix;
  fix.edits = std::move(edits);
  return fix;
}

// -- dropping

struct NonGoals {
  enum class Form : std::uint8_t { headings, items } form = Form::headings;
  std::uint32_t entry = no_index;
  std::uint8_t level = 0;            // of the headings
  const plan::Item* item = nullptr;  // the last
  const plan::Entity* entity = nullptr;
  const ChapterFacts* facts = nullptr;
  std::uint32_t base = 0;
};

std::optional<NonGoals> non_goals_of(const Document& document) {
  const plan::Plan& plan = *document.plan;
  for (std::uint32_t entry = 0; entry < plan.outline.size(); ++entry) {
    if (plan.section(entry).role != plan::SectionRole::non_goals) continue;
    if (plan.section(entry).members != EntityKind::non_goal) continue;
    NonGoals out;
    out.entry = entry;
    out.level = static_cast<std::uint8_t>(plan.outline[entry].level + 1);
    out.facts = &plan.facts(entry);
    out.base = plan.offset(entry);
    for (std::uint32_t child = entry + 1; child < plan.outline[entry].end; ++child) {
      if (plan.outline[child].unit != EntityKind::non_goal) continue;
      const std::uint32_t index = plan.section(child).entity;
      out.level = plan.outline[child].level;
      if (index != no_index) out.entity = &plan.facts(child).entities[index];
      out.facts = &plan.facts(child);
      out.base = plan.offset(child);
      return out;
    }
    for (const plan::Entity& entity : out.facts->entities) {
      if (entity.kind != EntityKind::non_goal || entity.item == no_index) continue;
      if (entity.section != plan.outline[entry].section) continue;
      const plan::Item& item = out.facts->items[entity.item];
      if (item.row || item.parent != no_index) return std::nullopt;
      out.form = NonGoals::Form::items;
      out.item = &item;
      out.entity = &entity;
    }
    if (out.level > 6) return std::nullopt;
    return out;
  }
  return std::nullopt;
}

class Dropping {
 public:
  Dropping(const Piece& piece, const NonGoals& where)
      : piece_(piece),
        where_(where),
        document_(*piece.standing.document),
        text_(document_.text),
        plan_(*document_.plan),
        eol_(line_ending(text_)) {}

  std::optional<std::vector<rules::Edit>> run() {
    read();
    std::vector<rules::Edit> edits;
    edits.push_back({"", removal_of(text_, piece_.lines), ""});
    renumber_rest(document_, {piece_}, edits);
    if (where_.form == NonGoals::Form::headings) {
      const std::uint32_t end = rules::end_of_section(text_, plan_, plan_.extent(where_.entry));
      edits.push_back({"", {end, end}, eol_ + eol_ + as_heading()});
      return edits;
    }
    const Span span = without_blank_end(text_, where_.item->span.shifted(where_.base));
    const auto item = as_item(text_.text({line_begin(text_, span.begin), span.end}));
    if (!item) return std::nullopt;
    edits.push_back({"", {span.end, span.end}, eol_ + *item});
    return edits;
  }

 private:
  // Takes a piece apart: its name, the words behind it, and the lines below, at the left margin.
  void read() {
    const plan::Entity& entity = piece_.standing.entity();
    const ChapterFacts& facts = piece_.standing.facts();
    const std::uint32_t base = piece_.standing.placed().offset;
    name_ = facts.text(entity.name_span);
    std::vector<std::string> lines = lines_of(text_of(document_, piece_));
    switch (piece_.form) {
      case Form::item: {
        const plan::Item& item = facts.items[entity.item];
        if (entity.name_span.end < item.text.end) {
          words_ = facts.text({entity.name_span.end, item.text.end});
          const std::size_t begin = words_.find_first_not_of(" \t*_:");
          words_ = begin == std::string::npos ? std::string() : words_.substr(begin);
          for (const std::string_view dash : {"— ", "– ", "- "})
            if (words_.starts_with(dash)) words_ = words_.substr(dash.size());
        }
        const std::uint32_t first = text_.position(piece_.lines.begin).line;
        const std::uint32_t last = text_.position(item.text.end + base).line;
        lines.erase(lines.begin(), lines.begin() + std::min<std::ptrdiff_t>(
                                                       last - first + 1,
                                                       static_cast<std::ptrdiff_t>(lines.size())));
        below_ = outdented(std::move(lines));
        break;
      }
      case Form::row: {
        const plan::Table& table = facts.tables[facts.items[entity.item].table];
        for (std::size_t row = 0; row < table.items.size(); ++row) {
          if (table.items[row] != entity.item) continue;
          for (std::size_t i = 0; i < table.columns.size() && i < table.rows[row].size(); ++i) {
            const plan::Table::Cell& cell = table.rows[row][i];
            if (cell.plain.empty() || cell.span == entity.name_span) continue;
            below_.push_back(fmt::format("- {}: {}", table.columns[i].name, facts.text(cell.span)));
          }
        }
        break;
      }
      case Form::section:
      case Form::bold:
        lines.erase(lines.begin());
        if (piece_.form == Form::section) relevel(lines);
        below_ = std::move(lines);
        break;
    }
    if (const std::uint32_t size = ordinal_size(name_); size > 0 && piece_.form == Form::bold)
      name_ = name_.substr(name_.find_first_not_of(' ', size));
    while (!below_.empty() && below_.front().find_first_not_of(' ') == std::string::npos)
      below_.erase(below_.begin());
    while (!below_.empty() && below_.back().find_first_not_of(' ') == std::string::npos)
      below_.pop_back();
  }

  static std::vector<std::string> outdented(std::vector<std::string> lines) {
    std::size_t least = std::string::npos;
    for (const std::string& line : lines) least = std::min(least, line.find_first_not_of(' '));
    if (least == std::string::npos) return lines;
    for (std::string& line : lines)
      line = line.find_first_not_of(' ') == std::string::npos ? std::string() : line.substr(least);
    return lines;
  }

  // Headings below the one that moves move with it.
  void relevel(std::vector<std::string>& lines) const {
    const std::uint32_t own =
        plan_.entry_of(piece_.standing.chapter, piece_.standing.entity().section);
    const int by = where_.level - plan_.outline[own].level;
    for (std::uint32_t entry = own + 1; entry < plan_.outline[own].end; ++entry) {
      const Span span = plan_.section(entry).span.shifted(plan_.offset(entry));
      const std::size_t line =
          text_.position(span.begin).line - text_.position(piece_.lines.begin).line - 1;
      if (line >= lines.size() || !lines[line].starts_with('#')) continue;
      const int level = std::clamp(plan_.outline[entry].level + by, 1, 6);
      lines[line] = std::string(static_cast<std::size_t>(level), '#') +
                    lines[line].substr(lines[line].find_first_not_of('#'));
    }
  }

  // "**Why not**: [Why not]" as the others say it.
  std::string reason(FieldRole role, std::string_view usual) const {
    const std::string value = fmt::format("[{}]", usual);
    if (where_.entity != nullptr) {
      const auto index = static_cast<std::uint32_t>(where_.entity - where_.facts->entities.data());
      for (const FieldRole one : {role, role == FieldRole::why_not ? FieldRole::rationale : role}) {
        const plan::Field* field = where_.facts->field_of(index, one);
        if (field != nullptr && has_own_line(*where_.facts, *field))
          return line_like(*where_.facts, *field, where_.facts->text(field->label), value);
      }
      if (role != FieldRole::why_not) return {};
    }
    return rules::label_line(usual, rules::label_form(plan_)) + " " + value;
  }

  std::string as_heading() const {
    std::string out = std::string(where_.level, '#') + " " + name_;
    const std::string why = reason(FieldRole::why_not, "Why not");
    const std::string when = reason(FieldRole::revisit_when, "Revisit when");
    // Headings that moved along end what stands above them.
    const bool first = piece_.form == Form::section;
    const std::string reasons = why + (when.empty() ? "" : apart(why) + when);
    if (first) out += eol_ + eol_ + reasons;
    if (!words_.empty()) out += eol_ + eol_ + words_;
    if (!below_.empty()) out += eol_ + eol_ + joined(below_, eol_);
    if (!first) out += eol_ + eol_ + reasons;
    return out;
  }

  // Items of a list stand below each other, paragraphs apart.
  std::string apart(std::string_view line) const { return marker_of(line) ? eol_ : eol_ + eol_; }

  std::optional<std::string> as_item(std::string_view model) const {
    auto marker = marker_of(model);
    if (!marker || piece_.form == Form::section) return std::nullopt;
    *marker = next_marker(*marker);
    const bool bold = model.substr(marker->width()).starts_with("**");
    std::string out =
        std::string(marker->indent, ' ') + marker->sign + std::string(marker->gap, ' ');
    const bool is_bold = name_.starts_with("**");
    out += (bold && !is_bold ? "**" + name_ + "**" : name_) + ": [Why not]";
    const std::string indent(marker->width(), ' ');
    if (!words_.empty()) out += eol_ + indent + "- " + words_;
    for (const std::string& line : below_) out += eol_ + (line.empty() ? "" : indent + line);
    return out;
  }

  const Piece& piece_;
  const NonGoals& where_;
  const Document& document_;
  const markdown::Document& text_;
  const plan::Plan& plan_;
  std::string eol_;
  std::string name_;   // raw
  std::string words_;  // behind it
  std::vector<std::string> below_;
};

bool dropped(const workspace::Workspace& workspace, const Piece& piece,
             const std::vector<rules::Edit>& edits) {
  const Document& before = *piece.standing.document;
  const DocumentPtr after = after_edits(before, edits);
  const Span all{0, after->text.size()};
  return nothing_lost(workspace, before, *after) &&
         stands_in(*after, all, piece, EntityKind::non_goal);
}

// -- closing

std::vector<Piece> pieces_of(const std::vector<Standing>& work) {
  std::vector<Piece> out;
  for (const Standing& one : work)
    if (auto piece = piece_of(one)) out.push_back(std::move(*piece));
  return out;
}

// The period's own status says that it is over.
std::vector<rules::Edit> closed_status(const Milestone& milestone) {
  const plan::Plan& plan = milestone.plan();
  const ChapterFacts& facts = plan.facts(milestone.entry);
  const std::uint32_t index = plan.section(milestone.entry).entity;
  const plan::Field* field = index == no_index ? nullptr : facts.field_of(index, FieldRole::status);
  if (field == nullptr || field->value.empty() || !has_own_line(facts, *field)) return {};
  const auto status = plan::read_status(field->value_text).status;
  const std::string raw = facts.text(field->value);
  if ((status && plan::is_closed(*status)) || raw.find('[') != std::string::npos) return {};
  const bool sign = static_cast<unsigned char>(raw.front()) >= 0xe2;
  return {{"", field->value.shifted(plan.offset(milestone.entry)), sign ? "✅ Done" : "Done"}};
}

}  // namespace

std::vector<Span> open_work_at(const Spot& spot) {
  std::vector<Span> out;
  const auto milestone = milestone_at(spot);
  if (!milestone) return out;
  for (const Standing& one : open_work(*milestone)) {
    const std::uint32_t at = one.entity().name_span.begin + one.placed().offset;
    out.push_back({at, at});
  }
  return out;
}

std::optional<std::string> title_of_carry_over(const Spot& spot) {
  const auto piece = piece_at(spot);
  const auto milestone = piece ? milestone_of(*piece) : std::nullopt;
  if (!milestone) return std::nullopt;
  return fmt::format("Carry over to {}: {}", milestone->next_name(), rules::shortened(piece->name));
}

std::optional<rules::Fix> carry_over(const Spot& spot) {
  const auto piece = piece_at(spot);
  const auto milestone = piece ? milestone_of(*piece) : std::nullopt;
  if (!milestone) return std::nullopt;
  const std::string what = fmt::format("{} carried over from {} to {}", piece->name,
                                       milestone->name(), milestone->next_name());
  return carry(spot.workspace, *milestone, {*piece}, spot.today, what, {}, {});
}

std::optional<std::string> title_of_drop(const Spot& spot) {
  const auto piece = piece_at(spot);
  if (!piece || !milestone_of(*piece) || !non_goals_of(spot.document)) return std::nullopt;
  return fmt::format("Drop, and say why not: {}", rules::shortened(piece->name));
}

std::optional<rules::Fix> drop(const Spot& spot) {
  const auto piece = piece_at(spot);
  const auto where = piece ? non_goals_of(spot.document) : std::nullopt;
  const auto milestone = piece ? milestone_of(*piece) : std::nullopt;
  if (!where || !milestone) return std::nullopt;
  auto edits = Dropping(*piece, *where).run();
  if (!edits) return std::nullopt;
  tell(spot.document, spot.today, fmt::format("{} dropped from {}", piece->name, milestone->name()),
       {}, *edits);
  rules::Fix fix;
  fix.edits = tidy_edits(std::move(*edits));
  if (!dropped(spot.workspace, *piece, fix.edits)) return std::nullopt;
  return fix;
}

std::optional<std::string> title_of_close_period(const Spot& spot) {
  const auto milestone = milestone_at(spot);
  if (!milestone) return std::nullopt;
  const std::size_t open = open_work(*milestone).size();
  if (open == 0 && closed_status(*milestone).empty()) return std::nullopt;
  if (open == 0) return fmt::format("Close {}", milestone->name());
  return fmt::format("Close {}: carry {} over to {}", milestone->name(),
                     rules::counted(open, "open initiative"), milestone->next_name());
}

std::optional<rules::Fix> close_period(const Spot& spot) {
  const auto milestone = milestone_at(spot);
  if (!milestone) return std::nullopt;
  const std::vector<Standing> work = open_work(*milestone);
  const std::vector<Piece> pieces = pieces_of(work);
  if (pieces.size() != work.size()) return std::nullopt;  // one of them cannot move
  std::vector<std::string> lines;
  for (const Piece& piece : pieces)
    lines.push_back(fmt::format("{} carried over to {}", piece.name, milestone->next_name()));
  return carry(spot.workspace, *milestone, pieces, spot.today,
               fmt::format("{} closed", milestone->name()), lines, closed_status(*milestone));
}

std::optional<std::string> title_of_start_period(const Spot& spot) {
  const auto milestone = milestone_at(spot);
  if (!milestone || section_of(*milestone, milestone->following)) return std::nullopt;
  if (next_title(milestone->plan(), milestone->entry).empty()) return std::nullopt;
  return fmt::format("Start {}", milestone->next_name());
}

std::optional<rules::Fix> start_period(const Spot& spot) {
  const auto milestone = milestone_at(spot);
  if (!milestone || section_of(*milestone, milestone->following)) return std::nullopt;
  auto edits = CarryingOver(*milestone, {}, spot.today).run();
  if (!edits) return std::nullopt;
  const DocumentPtr after = after_edits(*milestone->document, *edits);
  const auto old = same_section(*milestone->document, milestone->entry, *after);
  const auto now = old ? milestone_of(after, *old) : std::nullopt;
  if (!now || !section_of(*now, milestone->following)) return std::nullopt;
  if (!nothing_lost(spot.workspace, *milestone->document, *after)) return std::nullopt;
  rules::Fix fix;
  fix.edits = std::move(*edits);
  return fix;
}

}  // namespace pland::features
