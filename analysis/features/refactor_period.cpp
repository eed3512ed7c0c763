// A period comes to its end: what is open goes on in the next one, the next one is begun, and the
// document's history says so.
//
// What moves is whole blocks, as they are; only a marker or a number changes to that of the list it
// comes to. The next period is the section that is there, or one made in the shape of the period
// before (period_shape.h). The text is read again before anybody sees it: the work must be where it
// was to go, and every link and anchor where it was.
#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>

#include "analysis/features/line_ends.h"
#include "analysis/features/period_shape.h"
#include "analysis/features/period_work.h"
#include "analysis/features/plan_edit.h"
#include "analysis/features/plan_language.h"
#include "analysis/features/plan_phrases.h"
#include "analysis/features/refactor.h"
#include "analysis/plan/label.h"
#include "analysis/rules/entity.h"
#include "analysis/rules/line.h"
#include "analysis/text/slug.h"
#include "analysis/text/unicode.h"

namespace pland::features {
namespace {

using plan::ChapterFacts;
using plan::EntityKind;
using plan::FieldRole;
using plan::no_index;
using workspace::Document;
using workspace::DocumentPtr;

// -- the periods beside it

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

// -- where it goes

bool is_loose(const markdown::Document& text, const Piece& piece) {
  const std::uint32_t line = text.position(piece.lines.begin).line;
  const std::uint32_t below = text.position(piece.lines.end).line;
  const bool above_blank = line > 0 && is_blank_line(text, line - 1);
  const bool below_blank = below < text.line_count() && is_blank_line(text, below);
  if (!above_blank || !below_blank) return false;
  const ChapterFacts& facts = piece.standing.facts();
  const std::uint32_t own = piece.item;
  return std::any_of(facts.items.begin(), facts.items.end(), [&](const plan::Item& item) {
    return &item != &facts.items[own] && item.parent == no_index &&
           item.section == facts.items[own].section && item.label == facts.items[own].label;
  });
}

// How much of what has lost all that stood below it goes, too.
enum class Closing : std::uint8_t { no, labels, headings };

class CarryingOver {
 public:
  CarryingOver(const Milestone& milestone, std::vector<Piece> pieces, plan::Date today,
               Closing closing = Closing::no)
      : milestone_(milestone),
        document_(*milestone.document),
        text_(document_.text),
        plan_(*document_.plan),
        pieces_(std::move(pieces)),
        eol_(line_ending(text_)),
        today_(today),
        closing_(closing) {}

  // The edits of moving alone.
  std::optional<std::vector<rules::Edit>> run() {
    std::vector<rules::Edit> edits;
    for (const Span lines : leaving()) removed_.push_back(removal_of(text_, lines));
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
  // -- what goes

  // Runs of whole lines. Of a list or table that leaves as a whole a label that stood for it, and
  // the table's head, leave, too.
  std::vector<Span> leaving() const {
    std::vector<Span> runs;
    for (const Piece& piece : pieces_) {
      Span lines = piece.lines;
      if (closing_ != Closing::no) lines.begin = std::min(lines.begin, begin_with_head(piece));
      // Blank lines between two that go belong to neither.
      if (!runs.empty() && lines.begin >= runs.back().end &&
          is_blank(text_, {runs.back().end, lines.begin})) {
        runs.back().end = lines.end;
      } else {
        runs.push_back(lines);
      }
    }
    if (closing_ == Closing::headings)
      for (Span& run : runs) run.begin = begin_with_headings(run);
    return runs;
  }

  // Headings below the period's go with all that stood below them.
  std::uint32_t begin_with_headings(Span run) const {
    for (std::uint32_t entry = plan_.outline[milestone_.entry].end - 1; entry > milestone_.entry;
         --entry) {
      const Span extent = plan_.extent(entry);
      const Span heading = plan_.section(entry).span.shifted(plan_.offset(entry));
      if (!extent.contains(run.begin) || heading.end > run.begin) continue;
      const std::uint32_t end = rules::end_of_section(text_, plan_, extent);
      if (!is_blank(text_, {heading.end, run.begin})) break;
      if (end > run.end && !is_blank(text_, {run.end, end})) break;
      run.begin = line_begin(text_, heading.begin);
    }
    return run.begin;
  }

  static bool is_blank(const markdown::Document& text, Span span) {
    return text.text(span).find_first_not_of(" \t\r\n") == std::string::npos;
  }

  bool leaves(const ChapterFacts& facts, const plan::Item& item) const {
    return std::any_of(pieces_.begin(), pieces_.end(), [&](const Piece& piece) {
      return &piece.standing.facts() == &facts &&
             piece.lines.contains(item.span.begin + piece.standing.placed().offset);
    });
  }

  // Whether the section goes on with words of its own behind a list, and no other label.
  static bool words_follow(const ChapterFacts& facts, const plan::Item& own, std::uint32_t end) {
    for (const plan::Run& run : facts.runs) {
      const Span span = run.plain.source_span;
      if (run.section != own.section || run.item != no_index || run.heading || span.begin < end)
        continue;
      return std::none_of(facts.fields.begin(), facts.fields.end(), [&](const plan::Field& field) {
        return span.contains(field.label.begin);
      });
    }
    return false;
  }

  // Where the label or the table's head above a piece begins, if the piece is the first of what
  // stands below it and nothing of that stays.
  std::uint32_t begin_with_head(const Piece& piece) const {
    if (piece.item == no_index) return piece.lines.begin;
    const ChapterFacts& facts = piece.standing.facts();
    const std::uint32_t base = piece.standing.placed().offset;
    const plan::Item& own = facts.items[piece.item];
    if (piece.form != PieceForm::row && list_label(facts, own) == no_index)
      return piece.lines.begin;
    for (std::uint32_t i = 0; i < facts.items.size(); ++i) {
      const plan::Item& other = facts.items[i];
      const bool beside = piece.form == PieceForm::row
                              ? other.row && other.table == own.table
                              : !other.row && other.parent == no_index && other.label == own.label;
      if (!beside) continue;
      if (!leaves(facts, other) || (other.span.begin < own.span.begin)) return piece.lines.begin;
    }
    std::uint32_t begin = piece.lines.begin;
    if (piece.form == PieceForm::row) {
      begin = line_begin(text_, facts.tables[own.table].span.begin + base);
    } else {
      const plan::Field& label = facts.fields[own.label];
      if (label.item != no_index || !label.value.empty() || !has_own_line(facts, label))
        return piece.lines.begin;
      const std::uint32_t line = text_.position(label.span.end + base).line;
      if (!is_blank(text_, {text_.line_span(line).end, piece.lines.begin}) ||
          words_follow(facts, own, piece.lines.end - base))
        return piece.lines.begin;
      begin = line_begin(text_, label.span.begin + base);
    }
    return begin;
  }

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
    if (piece.form == PieceForm::bold) return with_ordinal(piece, whole, ++bold_count_);
    if (piece.form != PieceForm::item) return whole;
    auto marker = marker_of(whole);
    if (!marker || !marker->ordered()) return whole;
    int& count = item_counts_[{piece.entry, piece.label}];
    marker->sign = std::to_string(++count) + marker->sign.back();
    return with_marker(whole, *marker, eol_);
  }

  // "**3. Skipper alerts**" under another number.
  std::string with_ordinal(const Piece& piece, std::string whole, unsigned number) const {
    const std::uint32_t name = piece.name_span.begin + piece.standing.placed().offset;
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

  // The section of the next period that stands for one of the old: itself, or below the counterpart
  // of the section above it one of the same name. `above` is where one of its name would go.
  struct Counterpart {
    std::uint32_t entry = no_index;
    std::uint32_t above = no_index;
  };
  Counterpart counterpart(std::uint32_t there, std::uint32_t entry) const {
    if (entry == milestone_.entry) return {there, no_index};
    const Counterpart parent = counterpart(there, plan_.outline[entry].parent);
    if (parent.entry == no_index) return {};
    const std::string& key = plan_.section(entry).key;
    for (std::uint32_t child = parent.entry + 1; child < plan_.outline[parent.entry].end; ++child)
      if (plan_.outline[child].parent == parent.entry && plan_.section(child).key == key)
        return {child, parent.entry};
    return {no_index, parent.entry};
  }

  bool join_group(std::uint32_t there, const std::vector<Piece>& group,
                  std::vector<rules::Edit>& edits) {
    const Counterpart found = counterpart(there, group.front().entry);
    if (found.entry == no_index) {
      if (found.above == no_index) return false;
      const plan::Section& section = plan_.section(group.front().entry);
      const std::string heading = plan_.facts(group.front().entry).text(section.span);
      const std::uint32_t end = rules::end_of_section(text_, plan_, plan_.extent(found.above));
      // Several lists below one heading make it once.
      const bool made = !headings_made_.insert(group.front().entry).second;
      edits.push_back({"",
                       {end, end},
                       eol_ + eol_ + (made ? "" : heading + eol_ + eol_) +
                           label_above(group.front()) + fresh(group)});
      return true;
    }
    const std::uint32_t home = found.entry;
    switch (group.front().form) {
      case PieceForm::item:
        return join_items(home, group, edits);
      case PieceForm::row:
        return join_rows(home, group, edits);
      case PieceForm::section:
      case PieceForm::bold: {
        if (group.front().form == PieceForm::bold) bold_count_ = bolds_in(home);
        const Span span = group.front().form == PieceForm::section ? plan_.extent(home)
                                                                   : rules::body_of(plan_, home);
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
      const bool apart = piece.form == PieceForm::section || piece.form == PieceForm::bold ||
                         (piece.form == PieceForm::item && is_loose(text_, piece));
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
    const auto list = list_for(home, group.front().label);
    for (const plan::Item& item : facts.items) {
      if (!list || item.row || item.parent != no_index || item.section != section) continue;
      const std::uint32_t label = list_label(facts, item);
      if (label != *list || (label == no_index && !is_work_item(facts, item))) continue;
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
      const std::uint32_t end = end_of_last_line(text_, last->span.shifted(base));
      edits.push_back({"", {line_begin(text_, begin.begin), end}, fresh(group)});
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
      const std::uint32_t end = end_of_last_line(text_, span);
      edits.push_back({"", {end, end}, out});
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
    out += label_above(group.front());
    edits.push_back({"", {end, end}, out + fresh(group)});
    return true;
  }

  // An item of a list without a label that may be work: no field, no metric.
  static bool is_work_item(const ChapterFacts& facts, const plan::Item& item) {
    if (item.entity != no_index)
      return facts.entities[item.entity].kind == EntityKind::initiative ||
             facts.entities[item.entity].kind == EntityKind::task;
    const auto index = static_cast<std::uint32_t>(&item - facts.items.data());
    return item.metric == no_index && item.container == no_index &&
           std::none_of(facts.fields.begin(), facts.fields.end(), [&](const plan::Field& field) {
             return field.item == index && field.role;
           });
  }

  // The label (no_index: none) of the list of a section that work goes on in: below the same label,
  // else, where that is not there, the one list of work that is. None where there is no such list.
  std::optional<std::uint32_t> list_for(std::uint32_t home, const std::string& label) const {
    const ChapterFacts& facts = plan_.facts(home);
    const std::uint32_t section = plan_.outline[home].section;
    std::optional<std::uint32_t> other;
    for (const plan::Item& item : facts.items) {
      if (item.row || item.parent != no_index || item.section != section) continue;
      const std::uint32_t at = list_label(facts, item);
      const std::string own =
          at == no_index ? std::string() : plan::normalise(facts.fields[at].label_text);
      if (own == label && (!label.empty() || is_work_item(facts, item))) return at;
      const bool initiative =
          item.entity != no_index && facts.entities[item.entity].kind == EntityKind::initiative;
      if (!other && (at == no_index ? is_work_item(facts, item) : initiative)) other = at;
    }
    for (const plan::Field& field : facts.fields)
      if (field.section == section && field.item == no_index && !label.empty() &&
          field.value.empty() && plan::normalise(field.label_text) == label)
        return std::nullopt;  // it waits for its first item
    return other;
  }

  // The label that the piece's list stands below, as it is written there; empty where it has none.
  std::string label_above(const Piece& piece) const {
    if (piece.label.empty() || piece.item == no_index) return {};
    const ChapterFacts& facts = piece.standing.facts();
    const plan::Field& label = facts.fields[facts.items[piece.item].label];
    return line_like(facts, label, facts.text(label.label), "") + gap_below_label(piece);
  }

  // As the piece's own list stands below its label.
  std::string gap_below_label(const Piece& piece) const {
    const ChapterFacts& facts = piece.standing.facts();
    const plan::Item& item = facts.items[piece.item];
    if (list_label(facts, item) == no_index) return eol_ + eol_;
    const std::uint32_t line =
        text_.position(facts.fields[item.label].span.end + piece.standing.placed().offset).line + 1;
    return line < text_.line_count() && is_blank_line(text_, line) ? eol_ + eol_ : eol_;
  }

  bool join_rows(std::uint32_t home, const std::vector<Piece>& group,
                 std::vector<rules::Edit>& edits) {
    const ChapterFacts& own = group.front().standing.facts();
    const plan::Table& from = own.tables[own.items[group.front().item].table];
    const ChapterFacts& facts = plan_.facts(home);
    const auto same = [](const plan::Table& a, const plan::Table& b) {
      return std::equal(a.columns.begin(), a.columns.end(), b.columns.begin(), b.columns.end(),
                        [](const auto& x, const auto& y) {
                          return plan::normalise(x.name) == plan::normalise(y.name);
                        });
    };
    for (const plan::Table& table : facts.tables) {
      if (table.section != plan_.outline[home].section || !same(from, table)) continue;
      const std::uint32_t end = end_of_last_line(text_, table.span.shifted(plan_.offset(home)));
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
  Closing closing_;
  std::vector<Span> removed_;
  std::set<std::uint32_t> headings_made_;  // of the outline, that the next period did not have
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

// What moved stands in the next period, and in the old one no more.
bool carried(const workspace::Workspace& workspace, const Milestone& milestone,
             const std::vector<Piece>& pieces, const std::vector<rules::Edit>& edits) {
  const Document& before = *milestone.document;
  const DocumentPtr after = after_edits(before, edits);
  if (!nothing_lost(workspace, before, *after)) return false;
  const auto old = same_section(before, milestone.entry, *after);
  if (!old) return false;
  const auto now = milestone_of(after, *old);
  if (!now) return false;
  const auto next = section_of(*now, milestone.following);
  if (!next) return false;
  const auto next_before = section_of(milestone, milestone.following);
  const Span there = after->plan->extent(*next);
  const Span here = after->plan->extent(*old);
  return std::all_of(pieces.begin(), pieces.end(), [&](const Piece& piece) {
    const std::size_t had =
        next_before ? times_in(before, before.plan->extent(*next_before), piece) : 0;
    return times_in(*after, there, piece) > had &&
           times_in(*after, here, piece) <
               times_in(before, before.plan->extent(milestone.entry), piece);
  });
}

std::optional<rules::Fix> carry(const workspace::Workspace& workspace, const Milestone& milestone,
                                const std::vector<Piece>& pieces, plan::Date today,
                                const std::string& what, const std::vector<std::string>& lines,
                                const std::vector<rules::Edit>& also, Closing closing) {
  std::vector<rules::Edit> edits = also;
  if (!pieces.empty()) {
    auto moving = CarryingOver(milestone, pieces, today, closing).run();
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

// -- closing

std::vector<Piece> pieces_of(const std::vector<Work>& work) {
  std::vector<Piece> out;
  for (const Work& one : work)
    if (auto piece = piece_of(one)) out.push_back(std::move(*piece));
  return out;
}

bool says_done(std::string_view value, const PlanLanguage& language) {
  const auto said = said_status(value, language.vocabulary());
  return said && said->status == plan::Status::done;
}

// How another period of the document says that it is over: "✅ Complete".
std::string closed_elsewhere(const plan::Plan& plan, const PlanLanguage& language) {
  constexpr std::size_t longest = 24;  // bytes: what says more is of that period alone
  for (const plan::PlacedChapter& placed : plan.chapters) {
    for (const plan::Field& field : placed.facts->fields) {
      if (field.role != FieldRole::status || field.entity == no_index) continue;
      if (placed.facts->entities[field.entity].kind != EntityKind::milestone) continue;
      const std::string raw = placed.facts->text(field.value);
      if (raw.size() <= longest && raw.find_first_of("[0123456789") == std::string::npos &&
          says_done(field.value_text, language))
        return raw;
    }
  }
  return {};
}

// "## Q4 2026 — Trust 🚧": the sign that its heading has becomes another, where that is no part of
// the heading's anchor. Words would be one.
std::vector<rules::Edit> closed_heading(const Milestone& milestone) {
  const plan::Plan& plan = milestone.plan();
  const plan::Section& section = plan.section(milestone.entry);
  const ChapterFacts& facts = plan.facts(milestone.entry);
  if (section.statuses.size() != 1 || section.anchor_text) return {};
  const plan::StatusFact& mark = section.statuses.front();
  if (mark.form != plan::StatusForm::emoji || plan::is_closed(mark.status)) return {};
  const std::string sign = facts.text(mark.span);
  const std::size_t at = section.title.find(sign);
  if (at == std::string::npos) return {};
  std::string now = section.title;
  now.replace(at, sign.size(), "✅");
  if (text::slug(now, plan.anchor_style) != text::slug(section.title, plan.anchor_style)) return {};
  return {{"", mark.span.shifted(plan.offset(milestone.entry)), "✅"}};
}

// The period's own status says that it is over.
std::vector<rules::Edit> closed_status(const Milestone& milestone, const PlanLanguage& language) {
  const plan::Plan& plan = milestone.plan();
  const ChapterFacts& facts = plan.facts(milestone.entry);
  const std::uint32_t index = plan.section(milestone.entry).entity;
  const plan::Field* field = index == no_index ? nullptr : facts.field_of(index, FieldRole::status);
  std::vector<rules::Edit> edits = closed_heading(milestone);
  if (field == nullptr || field->value.empty() || !has_own_line(facts, *field)) return edits;
  const auto said = said_status(field->value_text, language.vocabulary());
  const std::string raw = facts.text(field->value);
  if ((said && plan::is_closed(said->status)) || raw.find('[') != std::string::npos) return edits;
  std::string now = closed_elsewhere(plan, language);
  if (now.empty())
    now =
        (text::emoji_size(raw, 0) > 0 ? "✅ " : "") + usual_word(language, plan::Status::done, raw);
  edits.push_back({"", field->value.shifted(plan.offset(milestone.entry)), now});
  return edits;
}

}  // namespace

std::vector<Span> open_work_at(const Spot& spot) {
  std::vector<Span> out;
  const auto milestone = milestone_at(spot);
  if (!milestone) return out;
  for (const Work& one : open_work(*milestone)) {
    const std::uint32_t at = one.name_span().begin + one.standing.placed().offset;
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
  const std::string what = say(language_of(spot.document).locale, Phrase::carried_over_from,
                               piece->name, milestone->name(), milestone->next_name());
  // The period goes on: an empty list waits for the next.
  return carry(spot.workspace, *milestone, {*piece}, spot.today, what, {}, {}, Closing::no);
}

std::optional<std::string> title_of_close_period(const Spot& spot) {
  const auto milestone = milestone_at(spot);
  if (!milestone) return std::nullopt;
  const std::vector<Work> open = open_work(*milestone);
  if (open.empty() && closed_status(*milestone, language_of(spot.document)).empty())
    return std::nullopt;
  if (open.empty()) return fmt::format("Close {}", milestone->name());
  const bool initiatives = std::all_of(open.begin(), open.end(), [](const Work& one) {
    return one.is_entity() && one.standing.entity().kind == EntityKind::initiative;
  });
  return fmt::format("Close {}: carry {} over to {}", milestone->name(),
                     rules::counted(open.size(), initiatives ? "open initiative" : "open item"),
                     milestone->next_name());
}

std::optional<rules::Fix> close_period(const Spot& spot) {
  const auto milestone = milestone_at(spot);
  if (!milestone) return std::nullopt;
  const std::vector<Work> work = open_work(*milestone);
  const std::vector<Piece> pieces = pieces_of(work);
  if (pieces.size() != work.size()) return std::nullopt;  // one of them cannot move
  const PlanLanguage language = language_of(spot.document);
  std::vector<std::string> lines;
  for (const Piece& piece : pieces)
    lines.push_back(say(language.locale, Phrase::carried_over, piece.name, milestone->next_name()));
  // Where links or other headings need those that would be left empty, they stay.
  for (const Closing closing : {Closing::headings, Closing::labels, Closing::no})
    if (auto fix = carry(spot.workspace, *milestone, pieces, spot.today,
                         say(language.locale, Phrase::closed, milestone->name()), lines,
                         closed_status(*milestone, language), closing))
      return fix;
  return std::nullopt;
}

std::string why_not_closed(const Spot& spot) {
  const auto milestone = milestone_at(spot);
  if (!milestone) return "is no period after which another comes";
  const std::vector<Work> work = open_work(*milestone);
  if (work.empty() && closed_status(*milestone, language_of(spot.document)).empty())
    return "is closed already: nothing is open in it";
  for (const Work& one : work) {
    if (piece_of(one)) continue;
    const std::uint32_t at = one.name_span().begin + one.standing.placed().offset;
    return fmt::format(
        "cannot be closed: \"{}\" in line {} is nested in something else, and does "
        "not move alone",
        one.standing.facts().text(one.name_span()),
        milestone->document->text.position(at).line + 1);
  }
  return "cannot be closed: what is open cannot move without breaking a link or a heading";
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
