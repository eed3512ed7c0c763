// What will not be done after all: it leaves its period for the non-goals, in the form of those
// that are there, with "[Why not]" for somebody to fill in. Its text goes along; a heading stays
// one, at the level of its new neighbours, so that links to it live.
#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "analysis/features/line_ends.h"
#include "analysis/features/period_work.h"
#include "analysis/features/plan_edit.h"
#include "analysis/features/plan_language.h"
#include "analysis/features/plan_phrases.h"
#include "analysis/features/refactor.h"
#include "analysis/plan/label.h"
#include "analysis/rules/entity.h"
#include "analysis/rules/label_style.h"
#include "analysis/rules/line.h"
#include "analysis/text/unicode.h"

namespace pland::features {
namespace {

using plan::ChapterFacts;
using plan::EntityKind;
using plan::FieldRole;
using plan::no_index;
using workspace::Document;
using workspace::DocumentPtr;

struct NonGoals {
  enum class Form : std::uint8_t { headings, items, rows } form = Form::headings;
  std::uint32_t entry = no_index;
  std::uint8_t level = 0;            // of the headings
  const plan::Item* item = nullptr;  // the last
  const plan::Entity* entity = nullptr;
  const plan::Table* table = nullptr;
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
      if (item.row) continue;
      if (item.parent != no_index) return std::nullopt;
      out.form = NonGoals::Form::items;
      out.item = &item;
      out.entity = &entity;
    }
    if (out.item == nullptr) {
      for (const plan::Table& table : out.facts->tables) {
        if (table.section != plan.outline[entry].section || table.metadata) continue;
        if (table.columns.size() < 2) continue;
        out.form = NonGoals::Form::rows;
        out.table = &table;
      }
    }
    if (out.level > 6) return std::nullopt;
    return out;
  }
  return std::nullopt;
}

// A heading lives on as one, or links to it would lead nowhere.
bool can_go(const Piece& piece, const NonGoals& where) {
  const bool lines = piece.form == PieceForm::section || piece.form == PieceForm::bold;
  return where.form != NonGoals::Form::rows || !lines;
}

constexpr std::array<std::string_view, 4> dashes = {" — ", " – ", " - ", ": "};

// "in progress", "🚧 In progress": a status that is not the end, and nothing else.
bool is_open_status(std::string_view part) {
  const auto found = plan::read_status(part);
  if (!found.status || !found.known || plan::is_closed(*found.status)) return false;
  const std::string_view behind = part.substr(found.span.end);
  return behind.find_first_not_of(" .)") == std::string_view::npos &&
         part.find_first_of("[`<") == std::string_view::npos && found.span.begin <= 8;
}

// "🚧 in progress — due Friday" without what says how far it was.
std::string without_status(std::string words) {
  std::string out;
  while (!words.empty()) {
    std::size_t at = std::string::npos, size = 0;
    for (const std::string_view joint : {" — ", " – ", " - ", ", ", "; "})
      if (const std::size_t found = words.find(joint); found < at) {
        at = found;
        size = joint.size();
      }
    const std::string part = words.substr(0, at);
    const std::string joint = at == std::string::npos ? "" : words.substr(at, size);
    words = at == std::string::npos ? std::string() : words.substr(at + size);
    if (!is_open_status(part)) out += part + joint;
  }
  for (const std::string_view joint : {" —", " –", " -", ",", ";", " "})
    while (out.ends_with(joint)) out.erase(out.size() - joint.size());
  return out;
}

class Dropping {
 public:
  Dropping(const Piece& piece, const NonGoals& where)
      : piece_(piece),
        where_(where),
        document_(*piece.standing.document),
        text_(document_.text),
        plan_(*document_.plan),
        eol_(line_ending(text_)),
        language_(language_of(document_)) {}

  std::optional<std::vector<rules::Edit>> run() {
    end_statuses();
    read();
    std::vector<rules::Edit> edits;
    edits.push_back({"", removal_of(text_, piece_.lines), ""});
    renumber_rest(document_, {piece_}, edits);
    if (where_.form == NonGoals::Form::headings) {
      const std::uint32_t end = rules::end_of_section(text_, plan_, plan_.extent(where_.entry));
      edits.push_back({"", {end, end}, eol_ + eol_ + as_heading()});
      return edits;
    }
    if (where_.form == NonGoals::Form::rows) {
      const auto row = as_row();
      if (!row) return std::nullopt;
      const std::uint32_t end =
          without_blank_end(text_, where_.table->span.shifted(where_.base)).end;
      edits.push_back({"", {end, end}, eol_ + *row});
      return edits;
    }
    const Span span = without_blank_end(text_, where_.item->span.shifted(where_.base));
    const auto item = as_item(text_.text({line_begin(text_, span.begin), span.end}));
    if (!item) return std::nullopt;
    edits.push_back({"", {span.end, span.end}, eol_ + *item});
    return edits;
  }

 private:
  // What is dropped is not in progress: signs and words go, a Status field says it.
  void end_statuses() {
    const ChapterFacts& facts = piece_.standing.facts();
    const bool entity = piece_.standing.index != no_index;
    const auto& statuses =
        entity ? piece_.standing.entity().statuses : facts.items[piece_.item].statuses;
    for (const plan::StatusFact& fact : statuses) {
      if (fact.source != plan::StatusFact::Source::title || plan::is_closed(fact.status)) continue;
      if (!plan::is_unmistakable(facts.text(fact.span))) continue;
      Span span = fact.span;
      const auto at = [&](std::uint32_t byte) { return facts.text({byte, byte + 1}); };
      if (at(span.end) == " ")
        ++span.end;
      else
        while (span.begin > 0 && at(span.begin - 1) == " ") --span.begin;
      ended_.push_back({"", span, ""});
    }
    if (!entity || piece_.form == PieceForm::row) return;
    const plan::Field* field = facts.field_of(piece_.standing.index, FieldRole::status);
    if (field == nullptr || field->value.empty() || !has_own_line(facts, *field)) return;
    const std::string raw = facts.text(field->value);
    const auto status = plan::read_status(field->value_text).status;
    if (!status || plan::is_closed(*status) || raw.find('[') != std::string::npos) return;
    const bool sign = text::emoji_size(raw, 0) > 0;
    const std::size_t first = raw.find_first_of("abcdefghijklmnopqrstuvwxyz");
    const bool lower = !sign && first == 0;
    ended_.push_back({"", field->value, sign ? "❌ Dropped" : lower ? "dropped" : "Dropped"});
  }

  // A stretch of the chapter with those statuses ended.
  std::string raw(Span span) const {
    std::vector<rules::Edit> inside;
    for (const rules::Edit& edit : ended_)
      if (span.contains(edit.span)) inside.push_back(edit);
    std::sort(inside.begin(), inside.end(),
              [](const auto& a, const auto& b) { return a.span.begin > b.span.begin; });
    std::string out = piece_.standing.facts().text(span);
    for (const rules::Edit& edit : inside)
      out.replace(edit.span.begin - span.begin, edit.span.size(), edit.text);
    return out;
  }

  // Takes a piece apart: its name, the words behind it, and the lines below, at the left margin.
  void read() {
    const ChapterFacts& facts = piece_.standing.facts();
    const std::uint32_t base = piece_.standing.placed().offset;
    name_ = raw(piece_.name_span);
    const Span own = without_blank_end(text_, piece_.lines);
    // A heading's text may reach into other chapters.
    const std::uint32_t next = piece_.standing.chapter + 1;
    const bool whole = next >= plan_.chapters.size() || own.end <= plan_.chapters[next].offset;
    std::vector<std::string> lines =
        lines_of(whole ? raw({own.begin - base, own.end - base}) : text_of(document_, piece_));
    switch (piece_.form) {
      case PieceForm::item: {
        const plan::Item& item = facts.items[piece_.item];
        if (piece_.name_span.end < item.text.end) {
          words_ = raw({piece_.name_span.end, item.text.end});
          const std::size_t begin = words_.find_first_not_of(" \t*_:");
          words_ = begin == std::string::npos ? std::string() : words_.substr(begin);
          for (const std::string_view dash : {"— ", "– ", "- "})
            if (words_.starts_with(dash)) words_ = words_.substr(dash.size());
          words_ = without_status(words_);
        } else {
          name_ = without_status(name_);
        }
        const std::uint32_t first = text_.position(piece_.lines.begin).line;
        const std::uint32_t last = text_.position(item.text.end + base).line;
        lines.erase(lines.begin(), lines.begin() + std::min<std::ptrdiff_t>(
                                                       last - first + 1,
                                                       static_cast<std::ptrdiff_t>(lines.size())));
        below_ = outdented(std::move(lines));
        break;
      }
      case PieceForm::row: {
        const plan::Table& table = facts.tables[facts.items[piece_.item].table];
        for (std::size_t row = 0; row < table.items.size(); ++row) {
          if (table.items[row] != piece_.item) continue;
          for (std::size_t i = 0; i < table.columns.size() && i < table.rows[row].size(); ++i) {
            const plan::Table::Cell& cell = table.rows[row][i];
            if (cell.plain.empty() || cell.span == piece_.name_span) continue;
            if (table.columns[i].role == FieldRole::status && is_open_status(cell.plain)) continue;
            below_.push_back(fmt::format("- {}: {}", table.columns[i].name, facts.text(cell.span)));
          }
        }
        break;
      }
      case PieceForm::section:
      case PieceForm::bold:
        lines.erase(lines.begin());
        if (piece_.form == PieceForm::section) relevel(lines);
        below_ = std::move(lines);
        break;
    }
    if (const std::uint32_t size = ordinal_size(name_); size > 0 && piece_.form == PieceForm::bold)
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

  std::string to_fill_in(FieldRole role) const { return "[" + usual_label(language_, role) + "]"; }

  // "**Why not**: [Why not]" as the others say it.
  std::string reason(FieldRole role) const {
    const std::string usual = usual_label(language_, role), value = to_fill_in(role);
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
    const std::string why = reason(FieldRole::why_not);
    const std::string when = reason(FieldRole::revisit_when);
    // Headings that moved along end what stands above them.
    const bool first = piece_.form == PieceForm::section;
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
    if (!marker || piece_.form == PieceForm::section) return std::nullopt;
    *marker = next_marker(*marker);
    const bool bold = model.substr(marker->width()).starts_with("**");
    std::string out =
        std::string(marker->indent, ' ') + marker->sign + std::string(marker->gap, ' ');
    const bool is_bold = name_.starts_with("**");
    const std::string joint = joint_of_model();
    if (bold && !is_bold && joint == ":** ")
      out += "**" + name_ + joint + to_fill_in(FieldRole::why_not);
    else
      out +=
          (bold && !is_bold ? "**" + name_ + "**" : name_) + joint + to_fill_in(FieldRole::why_not);
    const std::string indent(marker->width(), ' ');
    if (!words_.empty()) out += eol_ + indent + "- " + words_;
    for (const std::string& line : below_) out += eol_ + (line.empty() ? "" : indent + line);
    return out;
  }

  // What stands between a non-goal and its reason: ": ", " — ".
  std::string joint_of_model() const {
    const std::string behind =
        where_.facts->text({where_.entity->name_span.end, where_.item->text.end});
    const std::string own = where_.facts->text(where_.entity->name_span);
    if (behind.starts_with(":** ") || (own.ends_with(':') && behind.starts_with("** ")))
      return ":** ";
    std::string_view rest = behind;
    while (rest.starts_with('*') || rest.starts_with('_')) rest.remove_prefix(1);
    for (const std::string_view dash : dashes)
      if (rest.starts_with(dash)) return std::string(dash);
    for (const std::string_view dash : dashes)
      if (own.find(dash) != std::string::npos) return std::string(dash);
    return ": ";
  }

  // A cell for each column: its name, the reason's placeholder, what a row had in a column of the
  // same name. All else that it says stands behind its name.
  std::optional<std::string> as_row() const {
    const auto& columns = where_.table->columns;
    const auto is_reason = [](const plan::Table::Column& column) {
      const std::string name = plan::normalise(column.name);
      return column.role == FieldRole::why_not || column.role == FieldRole::rationale ||
             name.find("why") != std::string::npos || name.find("reason") != std::string::npos;
    };
    std::size_t name = 0;
    for (std::size_t i = 0; i < columns.size(); ++i)
      if (columns[i].role == FieldRole::title) name = i;
    std::size_t why = columns.size();
    for (std::size_t i = columns.size(); i-- > 0;)
      if (i != name && (is_reason(columns[i]) || why == columns.size())) why = i;
    for (std::size_t i = 0; i < columns.size(); ++i)
      if (i != name && is_reason(columns[i])) why = i;
    std::vector<std::string> cells(columns.size());
    cells[name] = name_;
    cells[why] = to_fill_in(FieldRole::why_not);
    for (std::size_t i = 0; i < columns.size(); ++i)
      if (columns[i].role == FieldRole::revisit_when && i != name)
        cells[i] = to_fill_in(FieldRole::revisit_when);
    if (piece_.form == PieceForm::row) {
      copy_row(name, why, cells);
    } else if (!say_all(cells[name])) {
      return std::nullopt;
    }
    std::string out = "|";
    for (const std::string& cell : cells) out += cell.empty() ? "  |" : " " + cell + " |";
    return out;
  }

  void copy_row(std::size_t name, std::size_t why, std::vector<std::string>& cells) const {
    const ChapterFacts& facts = piece_.standing.facts();
    const plan::Table& from = facts.tables[facts.items[piece_.item].table];
    for (std::size_t row = 0; row < from.items.size(); ++row) {
      if (from.items[row] != piece_.item) continue;
      for (std::size_t i = 0; i < from.columns.size() && i < from.rows[row].size(); ++i)
        for (std::size_t to = 0; to < cells.size(); ++to)
          if (to != name && to != why &&
              plan::normalise(from.columns[i].name) ==
                  plan::normalise(where_.table->columns[to].name))
            cells[to] = from.columns[i].role == FieldRole::status
                            ? "Dropped"
                            : facts.text(from.rows[row][i].span);
    }
  }

  // In one cell; what has several blocks does not fit.
  bool say_all(std::string& cell) const {
    if (!words_.empty()) cell += ": " + words_;
    for (const std::string& line : below_) {
      const std::size_t begin = line.find_first_not_of(' ');
      if (begin == std::string::npos || line.find("```") != std::string::npos) return false;
      const auto marker = marker_of(line);
      cell += (marker ? "; " : " ") + line.substr(marker ? marker->width() : begin);
    }
    std::size_t at = cell.find_first_of("|\r\n");
    return at == std::string::npos;
  }

  const Piece& piece_;
  const NonGoals& where_;
  const Document& document_;
  const markdown::Document& text_;
  const plan::Plan& plan_;
  std::string eol_;
  PlanLanguage language_;
  std::vector<rules::Edit> ended_;  // in the chapter
  std::string name_;                // raw
  std::string words_;               // behind it
  std::vector<std::string> below_;
};

bool dropped(const workspace::Workspace& workspace, const Piece& piece,
             const std::vector<rules::Edit>& edits) {
  const Document& before = *piece.standing.document;
  const DocumentPtr after = after_edits(before, edits);
  if (!nothing_lost(workspace, before, *after)) return false;
  // Of a plain item all words are the name, the reason's placeholder too.
  const std::string& key = piece.key;
  const auto where = non_goals_of(*after);
  for (const plan::PlacedChapter& placed : after->plan->chapters) {
    for (const plan::Entity& entity : placed.facts->entities)
      if (entity.kind == EntityKind::non_goal && plan::normalise(entity.title).starts_with(key))
        return true;
    if (!where || where->table == nullptr) continue;
    for (const plan::Item& item : placed.facts->items)
      if (item.row && plan::normalise(item.name).starts_with(key) &&
          after->plan->extent(where->entry).contains(item.span.begin + placed.offset))
        return true;
  }
  return false;
}

}  // namespace

std::optional<std::string> title_of_drop(const Spot& spot) {
  const auto piece = piece_at(spot);
  const auto where = piece ? non_goals_of(spot.document) : std::nullopt;
  if (!where || !milestone_of(*piece) || !can_go(*piece, *where)) return std::nullopt;
  return fmt::format("Drop, and say why not: {}", rules::shortened(piece->name));
}

std::optional<rules::Fix> drop(const Spot& spot) {
  const auto piece = piece_at(spot);
  const auto where = piece ? non_goals_of(spot.document) : std::nullopt;
  const auto milestone = piece ? milestone_of(*piece) : std::nullopt;
  if (!where || !milestone || !can_go(*piece, *where)) return std::nullopt;
  auto edits = Dropping(*piece, *where).run();
  if (!edits) return std::nullopt;
  tell(spot.document, spot.today,
       say(language_of(spot.document).locale, Phrase::dropped, piece->name, milestone->name()), {},
       *edits);
  rules::Fix fix;
  fix.edits = tidy_edits(std::move(*edits));
  if (!dropped(spot.workspace, *piece, fix.edits)) return std::nullopt;
  return fix;
}

}  // namespace pland::features
