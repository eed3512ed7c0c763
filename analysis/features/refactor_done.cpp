// Work that is done, or open again: the box is ticked, the status says so, and the day is written
// down where the document writes such days.
//
// In the document's own words: a status is said as the nearest one is that says the same ("✅
// Shipped (2026-10-20)", with today's date), else with the same signs as before. Every place that
// says how far the thing is says the new thing, or two of them would contradict each other.
#include <algorithm>
#include <fmt/format.h>

#include "analysis/features/cursor.h"
#include "analysis/features/line_ends.h"
#include "analysis/features/period_work.h"
#include "analysis/features/plan_edit.h"
#include "analysis/features/refactor.h"
#include "analysis/plan/label.h"
#include "analysis/plan/status.h"
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
using plan::Status;
using workspace::DocumentPtr;

// A thing, a box to tick, or a row with a status.
struct Subject {
  DocumentPtr document;
  std::uint32_t chapter = 0;
  std::uint32_t item = no_index;
  std::uint32_t entity = no_index;

  const plan::PlacedChapter& placed() const { return document->plan->chapters[chapter]; }
  const ChapterFacts& facts() const { return *placed().facts; }
  const plan::Item* the_item() const { return item == no_index ? nullptr : &facts().items[item]; }
  const plan::Entity* the_entity() const {
    return entity == no_index ? nullptr : &facts().entities[entity];
  }
  std::string name() const { return entity != no_index ? the_entity()->title : the_item()->name; }
  Span name_span() const {
    return entity != no_index ? the_entity()->name_span : the_item()->name_span;
  }
  Span span() const { return entity != no_index ? the_entity()->span : the_item()->span; }
  const std::vector<plan::StatusFact>& statuses() const {
    return entity != no_index ? the_entity()->statuses : the_item()->statuses;
  }
};

bool is_marked(EntityKind kind) {
  return kind == EntityKind::initiative || kind == EntityKind::task || kind == EntityKind::blocker;
}

// The cell of a row in the column of a role.
const plan::Table::Cell* cell_of(const ChapterFacts& facts, std::uint32_t item, FieldRole role) {
  const plan::Item& row = facts.items[item];
  if (!row.row || row.table == no_index) return nullptr;
  const plan::Table& table = facts.tables[row.table];
  const auto at = std::find(table.items.begin(), table.items.end(), item);
  if (at == table.items.end()) return nullptr;
  const auto& cells = table.rows[static_cast<std::size_t>(at - table.items.begin())];
  for (std::size_t i = 0; i < table.columns.size() && i < cells.size(); ++i)
    if (table.columns[i].role == role) return &cells[i];
  return nullptr;
}

// "✅ Shipped (2026-10-20)": a status, a date, and nothing else that is of one thing alone.
bool is_nothing_but_status(std::string_view value, const plan::StatusValue& found) {
  std::string rest(value);
  const auto blank = [&](Span span) {
    std::fill(rest.begin() + span.begin, rest.begin() + span.end, ' ');
  };
  for (const plan::FoundDate& date : plan::find_dates(value)) blank(date.span);
  if (!found.span.empty()) blank(found.span);
  for (std::size_t at = 0; at < rest.size();) {
    if (const std::size_t size = text::emoji_size(rest, at)) {
      at += size;
      continue;
    }
    const char c = rest[at];
    if (std::string_view(" ()-:,").find(c) == std::string_view::npos &&
        rest.compare(at, 3, "—") != 0 && rest.compare(at, 3, "–") != 0)
      return false;
    at += text::decode(rest, at).size;
  }
  return true;
}

bool is_field(const ChapterFacts& facts, std::uint32_t item) {
  return std::any_of(facts.fields.begin(), facts.fields.end(),
                     [&](const plan::Field& field) { return field.item == item; });
}

// Of a row that is nothing else in the plan the cell must say a status and no more.
bool is_plain_status(const plan::Table::Cell& cell) {
  const auto found = plan::read_status(cell.plain);
  return found.status && is_nothing_but_status(cell.plain, found);
}

std::optional<Subject> subject_of(const DocumentPtr& document, std::uint32_t offset) {
  if (document == nullptr) return std::nullopt;
  const Cursor cursor = cursor_at(*document, offset);
  const ChapterFacts& facts = *cursor.facts;
  Subject out{document, cursor.chapter};
  const auto take_entity = [&](std::uint32_t index) {
    if (index == no_index || !is_marked(facts.entities[index].kind)) return false;
    if (facts.entities[index].placeholder) return false;
    out.entity = index;
    out.item = facts.entities[index].item;
    return true;
  };
  if (ground_at(*document, offset) == Ground::code) return std::nullopt;
  std::uint32_t item = item_at(cursor);
  // What stands below an item's own words is not it, but for its fields.
  if (item != no_index && !facts.items[item].row && cursor.at > facts.items[item].text.end)
    return std::nullopt;
  const bool field = item != no_index && is_field(facts, item);
  for (; item != no_index; item = facts.items[item].parent) {
    const plan::Item& one = facts.items[item];
    if (one.placeholder) return std::nullopt;
    if (take_entity(one.entity)) return out;
    if (!field && plain_work(document, out.chapter, item)) {
      out.item = item;
      return out;
    }
    const auto* cell = cell_of(facts, item, FieldRole::status);
    if (one.checked || (cell != nullptr && is_plain_status(*cell))) {
      // A row that says how likely a risk is has a status, and is no work.
      if (one.entity != no_index && !one.checked) return std::nullopt;
      out.item = item;
      return out;
    }
    if (!field) return std::nullopt;
  }
  if (take_entity(entity_at(cursor))) return out;
  return std::nullopt;
}

std::optional<Subject> subject_at(const Spot& spot) {
  const DocumentPtr document = plan_to_edit(spot.workspace, spot.document);
  if (document == nullptr) return std::nullopt;
  if (auto found = subject_of(document, spot.at.begin)) return found;
  // In front of an item, behind a row: the line's first word is in what the line is.
  const Span line = document->text.line_span(document->text.position(spot.at.begin).line);
  const std::string text = document->text.text(line);
  const std::size_t first = text.find_first_not_of(" \t>");
  if (first == std::string::npos) return std::nullopt;
  return subject_of(document, line.begin + static_cast<std::uint32_t>(first));
}

const plan::Field* status_field(const Subject& subject) {
  return subject.entity == no_index ? nullptr
                                    : subject.facts().field_of(subject.entity, FieldRole::status);
}

std::optional<Status> status_of(const Subject& subject) {
  const plan::Item* item = subject.the_item();
  if (item != nullptr && item->checked) return *item->checked ? Status::done : Status::todo;
  const auto& statuses = subject.statuses();
  if (!statuses.empty()) return statuses.back().status;
  if (item != nullptr && item->row)
    if (const auto* cell = cell_of(subject.facts(), subject.item, FieldRole::status))
      return plan::read_status(cell->plain).status;
  return std::nullopt;
}

// What stands below "Completed" is done whatever else is said of it.
bool is_done_by_place(const Subject& subject) {
  const auto& statuses = subject.statuses();
  return std::any_of(statuses.begin(), statuses.end(), [](const plan::StatusFact& fact) {
    return fact.source == plan::StatusFact::Source::bucket && fact.status == Status::done;
  });
}

// -- how a document says it

bool has_emoji(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); at += text::decode(text, at).size)
    if (text::emoji_size(text, at) > 0) return true;
  return false;
}

bool says(Status status, bool done) {
  return done ? status == Status::done : status == Status::doing || status == Status::todo;
}

// A value of another status that says what this one is to say, made today's. Doing counts for more
// than planned: what is opened again had begun.
std::optional<std::string> said_elsewhere(const Subject& subject, bool done, bool in_row,
                                          plan::Date today) {
  std::optional<std::string> best;
  std::uint64_t best_far = 0;
  const std::uint32_t here = subject.placed().offset + subject.span().begin;
  const auto consider = [&](const ChapterFacts& facts, std::uint32_t base, Span span,
                            std::string_view plain) {
    if (plain.empty() || plain.size() > 48) return;
    const std::string raw = facts.text(span);
    if (raw.find('[') != std::string::npos || raw.find('`') != std::string::npos) return;
    const auto found = plan::read_status(plain);
    if (!found.status || !says(*found.status, done) || !is_nothing_but_status(plain, found)) return;
    const auto dated = with_today(raw, today);
    if (!dated) return;
    const std::uint32_t at = base + span.begin;
    const std::uint64_t far = (at > here ? at - here : here - at) +
                              (*found.status == Status::todo ? std::uint64_t{1} << 32 : 0);
    if (best && best_far <= far) return;
    best = *dated;
    best_far = far;
  };
  for (std::uint32_t c = 0; c < subject.document->plan->chapters.size(); ++c) {
    const plan::PlacedChapter& placed = subject.document->plan->chapters[c];
    const ChapterFacts& facts = *placed.facts;
    const auto is_own = [&](std::uint32_t entity, std::uint32_t item) {
      return c == subject.chapter && ((entity != no_index && entity == subject.entity) ||
                                      (item != no_index && item == subject.item));
    };
    for (const plan::Field& field : facts.fields) {
      if (field.role != FieldRole::status || is_own(field.entity, field.item)) continue;
      if (field.entity == no_index || !is_marked(facts.entities[field.entity].kind)) continue;
      if ((field.form == plan::FieldForm::table_row) != in_row) continue;
      consider(facts, placed.offset, field.value, field.value_text);
    }
    if (!in_row) continue;
    for (std::uint32_t item = 0; item < facts.items.size(); ++item) {
      if (!facts.items[item].row || facts.items[item].entity != no_index || is_own(no_index, item))
        continue;
      if (const auto* cell = cell_of(facts, item, FieldRole::status))
        consider(facts, placed.offset, cell->span, cell->plain);
    }
  }
  return best;
}

// The usual words, in the dress of those that they replace.
std::string dressed(std::string_view before, bool done) {
  const bool sign = has_emoji(before);
  const bool words = std::any_of(before.begin(), before.end(), [](char c) {
    return ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z');
  });
  std::string out = done ? "Done" : "In progress";
  // The first character behind a sign.
  const auto first = std::find_if(before.begin(), before.end(), [](char c) {
    return c != ' ' && static_cast<unsigned char>(c) < 0x80;
  });
  const bool lower = first != before.end() && 'a' <= *first && *first <= 'z';
  const bool upper =
      std::none_of(before.begin(), before.end(), [](char c) { return 'a' <= c && c <= 'z'; });
  if (words && lower) out[0] = static_cast<char>(out[0] | 0x20);
  if (words && upper)
    std::transform(out.begin(), out.end(), out.begin(),
                   [](char c) { return 'a' <= c && c <= 'z' ? static_cast<char>(c - 32) : c; });
  const std::string emoji = done ? "✅" : "🔄";
  if (sign && !words) return emoji;
  return sign ? emoji + " " + out : out;
}

std::string status_text(const Subject& subject, std::string_view before, bool done, bool in_row,
                        plan::Date today) {
  if (auto said = said_elsewhere(subject, done, in_row, today)) return *said;
  return dressed(before, done);
}

// -- the edits

class Marking {
 public:
  Marking(const workspace::Workspace& workspace, const Subject& subject, bool done,
          plan::Date today)
      : workspace_(workspace),
        subject_(subject),
        facts_(subject.facts()),
        base_(subject.placed().offset),
        text_(subject.document->text),
        eol_(line_ending(text_)),
        done_(done),
        today_(today) {}

  std::optional<rules::Fix> run() {
    if (!checkbox() || !field() || !title()) return std::nullopt;
    in_words();
    if (done_ && !(said_ && said_in_title_) && imitate()) said_ = true;
    if (!said_ && done_ && !say()) return std::nullopt;
    if (edits_.empty()) return std::nullopt;
    day();
    if (done_) day_below();
    rules::Fix fix;
    fix.edits = tidy_edits(std::move(edits_));
    if (!holds(fix.edits)) return std::nullopt;
    return fix;
  }

 private:
  void replace(Span span, std::string text) {
    edits_.push_back({"", span.shifted(base_), std::move(text)});
  }

  bool checkbox() {
    const plan::Item* item = subject_.the_item();
    if (item == nullptr || !item->checked) return true;
    said_ = true;
    if (*item->checked == done_) return true;
    // As the others are ticked: `[x]` or `[X]`.
    char tick = 'x';
    for (const plan::Item& other : facts_.items)
      if (other.checked && *other.checked) tick = facts_.text(other.checkbox)[1];
    replace(item->checkbox, done_ ? std::string("[") + tick + "]" : "[ ]");
    return true;
  }

  bool field() {
    const bool row = subject_.the_item() != nullptr && subject_.the_item()->row;
    Span value;
    std::string plain;
    if (const plan::Field* field = status_field(subject_)) {
      if (field->form == plan::FieldForm::heading) return false;
      value = field->value;
      plain = field->value_text;
      if (value.empty() && !row) {
        said_ = true;
        const std::uint32_t end = field->span.end;
        const bool spaced = facts_.text({end - 1, end}) == " ";
        replace({end, end}, (spaced ? "" : " ") + status_text(subject_, "", done_, row, today_));
        return true;
      }
    } else if (const auto* cell =
                   row ? cell_of(facts_, subject_.item, FieldRole::status) : nullptr) {
      value = cell->span;
      plain = cell->plain;
    } else {
      return true;
    }
    said_ = true;
    const auto found = plan::read_status(plain);
    if (found.status && (done_ ? *found.status == Status::done : !plan::is_closed(*found.status)))
      return true;
    const std::string raw = facts_.text(value);
    // What links to something is more than a status: its first words change.
    if (raw.find('[') != std::string::npos && !plan::whole_placeholder(plain)) {
      const auto start = plan::read_status(raw);
      if (start.span.empty()) return false;
      replace(start.span.shifted(value.begin),
              dressed(raw.substr(start.span.begin, start.span.size()), done_));
      return true;
    }
    std::string now = status_text(subject_, raw, done_, row, today_);
    if (row)
      write_cell(FieldRole::status, std::move(now));
    else
      replace(value, std::move(now));
    return true;
  }

  // Where a row has the cell of a column: between its bars, in the document. Behind the row's end
  // where it has none.
  std::optional<Span> cell_in_row(FieldRole role) const {
    const plan::Item& row = *subject_.the_item();
    const auto& columns = facts_.tables[row.table].columns;
    const auto column = std::find_if(columns.begin(), columns.end(),
                                     [&](const auto& one) { return one.role == role; });
    if (column == columns.end()) return std::nullopt;
    const auto wanted = column - columns.begin();
    const Span line = text_.line_span(text_.position(row.span.begin + base_).line);
    const std::string text = text_.text(line);
    std::vector<std::uint32_t> bars;
    for (std::uint32_t i = 0; i < text.size(); ++i)
      if (text[i] == '|' && (i == 0 || text[i - 1] != '\\')) bars.push_back(i);
    std::uint32_t begin = 0;
    std::size_t next = 0;  // the bar that ends the first cell
    if (!bars.empty() && text.find_first_not_of(' ') == bars[0]) begin = bars[next++] + 1;
    const auto size = static_cast<std::uint32_t>(text.find_last_not_of(" \t") + 1);
    for (std::ptrdiff_t i = 0;; ++i) {
      const std::uint32_t end = next < bars.size() ? bars[next] : size;
      if (i == wanted || begin >= size)
        return Span{std::min(begin, size), std::max(end, std::min(begin, size))}.shifted(
            line.begin);
      begin = std::min(end + 1, size);
      if (next < bars.size()) ++next;
    }
  }

  // As wide as before where the table is aligned.
  void write_cell(FieldRole role, std::string now) {
    const auto cell = cell_in_row(role);
    if (!cell) return;
    const Span line = text_.line_span(text_.position(cell->begin).line);
    const std::string ahead = text_.text({line.begin, cell->begin});
    const bool leads = ahead.empty();  // a row without a bar in front
    const bool ends = text_.text({cell->end, line.end}).find('|') == std::string::npos;
    if (cell->empty() && ends) {  // a cell that is not there
      edits_.push_back({"", *cell, (ahead.ends_with('|') ? " " : " | ") + now + " |"});
      return;
    }
    const int width = text::display_width(text_.text(*cell));
    std::string out = leads || now.empty() ? now : " " + now;
    const int room = is_aligned() ? width - text::display_width(out) : 1;
    if (!ends) out += std::string(static_cast<std::size_t>(std::max(1, room)), ' ');
    edits_.push_back({"", *cell, out});
  }

  // All rows of the table end in one column.
  bool is_aligned() const {
    const plan::Table& table = facts_.tables[subject_.the_item()->table];
    const std::uint32_t first = text_.position(table.span.begin + base_).line;
    const std::uint32_t last = text_.position(table.span.end + base_ - 1).line;
    const int width = text::display_width(text_.line_text(first));
    for (std::uint32_t line = first + 1; line <= last; ++line)
      if (!is_blank_line(text_, line) && text::display_width(text_.line_text(line)) != width)
        return false;
    return last > first + 2;
  }

  // Signs and words beside the name.
  bool title() {
    bool struck = false;
    std::vector<const plan::StatusFact*> marks;
    for (const plan::StatusFact& fact : subject_.statuses()) {
      if (fact.source == plan::StatusFact::Source::strike) struck = true;
      if (fact.source != plan::StatusFact::Source::title) continue;
      said_ = said_in_title_ = true;
      if (done_ ? fact.status == Status::done : !plan::is_closed(fact.status)) continue;
      if (is_heading()) return false;  // links to it would lead nowhere
      marks.push_back(&fact);
    }
    if (std::all_of(marks.begin(), marks.end(),
                    [&](const plan::StatusFact* mark) { return can_change(*mark); })) {
      for (const plan::StatusFact* mark : marks) {
        if (done_)
          replace(mark->span, sign_like(*mark));
        else
          take_out(mark->span);
      }
    } else if (subject_.the_item() == nullptr || !subject_.the_item()->checked) {
      return false;  // they say more than a status; a box would be enough
    }
    if (struck) return unstrike();
    return true;
  }

  bool is_heading() const {
    return subject_.the_entity() != nullptr && subject_.the_entity()->is_section;
  }

  // A mark that says how far the thing is and no more; to be taken out, it must stand for itself.
  bool can_change(const plan::StatusFact& fact) const {
    if (!plan::is_unmistakable(facts_.text(fact.span))) return false;
    if (done_) return true;
    const std::uint32_t size = text_.size();
    const Span at = fact.span.shifted(base_);
    const std::string before = at.begin > 0 ? text_.text({at.begin - 1, at.begin}) : "";
    const std::string behind = text_.text({at.end, std::min(at.end + 1, size)});
    if (before == "*" || behind == "*" || before == "_" || behind == "_") return false;
    if (fact.form != plan::StatusForm::word) return true;
    const Span line = text_.line_span(text_.position(at.end).line);
    return text_.text({at.end, line.end}).find_first_not_of(" \t") == std::string::npos;
  }

  std::string sign_like(const plan::StatusFact& fact) const {
    const std::string raw = facts_.text(fact.span);
    switch (fact.form) {
      case plan::StatusForm::parenthesis:
      case plan::StatusForm::percent:
        return "(" + dressed(raw.starts_with('(') ? raw.substr(1) : "x", true) + ")";
      case plan::StatusForm::bracket:
        return "[" + dressed(raw.substr(1), true) + "]";
      case plan::StatusForm::word:
        return dressed(raw, true) + (raw.ends_with('.') ? "." : "");
      default:
        return "✅";
    }
  }

  // With what joins it to the name.
  void take_out(Span span) {
    const std::string line =
        text_.text({line_begin(text_, span.begin + base_), span.begin + base_});
    const bool leads = span.begin <= subject_.name_span().begin ||
                       marker_of(line + "x").value_or(Marker{}).width() == line.size();
    const auto at = [&](std::uint32_t byte) {
      return text_.text({byte + base_, byte + base_ + 1});
    };
    if (leads) {
      while (at(span.end) == " ") ++span.end;
    } else {
      while (at(span.begin - 1) == " ") --span.begin;
      const std::string before = facts_.text({0, span.begin});
      for (const std::string_view joint : {" -", " —", " –", ":"}) {
        if (!before.ends_with(joint)) continue;
        span.begin -= static_cast<std::uint32_t>(joint.size());
        break;
      }
    }
    replace(span, "");
  }

  bool unstrike() {
    if (done_) return true;
    const plan::Item* item = subject_.the_item();
    if (item == nullptr || item->row) return false;
    const std::string raw = facts_.text(item->text);
    const std::size_t open = raw.find("~~"), close = raw.rfind("~~");
    if (open == std::string::npos || close == open) return false;
    const auto at = [&](std::size_t byte) {
      const auto begin = item->text.begin + static_cast<std::uint32_t>(byte);
      return Span{begin, begin + 2};
    };
    replace(at(open), "");
    replace(at(close), "");
    return true;
  }

  // -- words behind the name

  // The first line of an item's own words, behind its name where more follows; in the chapter.
  static Span behind_name(const ChapterFacts& facts, const plan::Item& item) {
    std::uint32_t begin = std::clamp(item.name_span.end, item.text.begin, item.text.end);
    if (begin == item.text.end) begin = item.text.begin;
    const std::string text = facts.text({begin, item.text.end});
    const auto size = static_cast<std::uint32_t>(std::min(text.find_first_of("\r\n"), text.size()));
    return {begin, begin + size};
  }

  // "— 🚧 in progress — due Friday", "…, in progress": a part of an item's words that says how far
  // it is and no more.
  void in_words() {
    const plan::Item* item = subject_.the_item();
    if (item == nullptr || item->row) return;
    Span words = item->text;
    const std::string all = facts_.text(words);
    const std::string line = all.substr(0, all.find_first_of("\r\n"));
    std::size_t begin = 0;
    for (std::size_t at = 0; at <= line.size();) {
      const std::size_t joint = joint_at(line, at);
      if (joint == 0 && at < line.size()) {
        ++at;
        continue;
      }
      const bool comma =
          begin > 0 && line.compare(begin - std::min<std::size_t>(begin, 2), 2, ", ") == 0;
      if (begin > 0 && (!comma || at == line.size())) in_part(line, words.begin, begin, at, comma);
      at += std::max<std::size_t>(joint, 1);
      begin = at;
    }
  }

  // How long a joint between parts of a line is: " — ", " - ", ", "; 0 where there is none.
  static std::size_t joint_at(std::string_view line, std::size_t at) {
    for (const std::string_view joint : {" — ", " – ", " - ", " | ", " · ", ", ", "; "})
      if (line.substr(at).starts_with(joint)) return joint.size();
    return 0;
  }

  void in_part(const std::string& line, std::uint32_t base, std::size_t begin, std::size_t end,
               bool comma) {
    std::string part = line.substr(begin, end - begin);
    while (part.ends_with('.') || part.ends_with(' ')) part.pop_back();
    if (part.empty() || part.find_first_of("[`<*_~") != std::string::npos) return;
    const auto found = plan::read_status(part);
    if (!found.status || !found.known || !is_nothing_but_status(part, found)) return;
    if (!plan::find_dates(part).empty()) return;
    // One word behind a comma may be the last of a list: "doors, lights, open".
    const bool several = part.find(' ') != std::string::npos;
    if (comma && !several) return;
    const bool closed = plan::is_closed(*found.status);
    if (done_ ? *found.status == Status::done : !closed) {
      said_in_title_ = said_in_title_ || *found.status == Status::done;
      return;
    }
    if (done_ ? closed : *found.status != Status::done) return;
    const auto at = base + static_cast<std::uint32_t>(begin);
    const Span span{at, at + static_cast<std::uint32_t>(part.size())};
    const bool taken = std::any_of(edits_.begin(), edits_.end(), [&](const rules::Edit& edit) {
      const Span here = span.shifted(base_);
      return edit.span.begin < here.end && here.begin < edit.span.end;
    });
    said_in_title_ = true;
    if (!taken) replace(span, dressed(part, done_));
  }

  // -- as those beside it say it

  // The nearest item of the same list (else of the document's lists) that is done.
  const plan::Item* done_beside() const {
    const plan::Item* own = subject_.the_item();
    if (own == nullptr || own->row) return nullptr;
    const plan::Item* best = nullptr;
    std::uint32_t best_far = 0;
    for (const plan::Item& item : facts_.items) {
      if (&item == own || item.row || item.section != own->section || item.parent != own->parent ||
          item.label != own->label)
        continue;
      const bool ticked = item.checked && *item.checked;
      const bool marked = std::any_of(item.statuses.begin(), item.statuses.end(), [](auto& fact) {
        return fact.source == plan::StatusFact::Source::title && fact.status == Status::done;
      });
      if (!ticked && !marked) continue;
      const std::uint32_t far = item.span.begin > own->span.begin
                                    ? item.span.begin - own->span.begin
                                    : own->span.begin - item.span.begin;
      if (best != nullptr && best_far <= far) continue;
      best = &item;
      best_far = far;
    }
    return best;
  }

  // "… (PAR-101) ✅", "… ✅ Shipped 2026-10-14": the words at the end of a line that say that it is
  // done, made today's. Empty where there are none.
  std::string tail_like(const plan::Item& model) const {
    const Span words = behind_name(facts_, model);
    const std::string text = facts_.text(words);
    for (std::size_t at = 0; at < text.size(); ++at) {
      if (text[at] != ' ' && text.compare(at, 2, ", ") != 0) continue;
      std::string tail = text.substr(at);
      std::string inner = tail.substr(tail.find_first_not_of(" ,"));
      if (inner.find_first_of("[`<~") != std::string::npos) continue;
      for (const std::string_view joint : {"— ", "– ", "- "})
        if (inner.starts_with(joint)) inner = inner.substr(joint.size());
      if (inner.starts_with('(') && inner.ends_with(')')) inner = inner.substr(1, inner.size() - 2);
      std::string plain;
      for (const char c : inner)
        if (c != '*' && c != '_') plain += c;
      const auto found = plan::read_status(plain);
      if (found.status != Status::done || !is_nothing_but_status(plain, found)) continue;
      return with_today(tail, today_).value_or("");
    }
    return {};
  }

  // What the nearest one that is done has before its name or at its line's end.
  bool imitate() {
    const plan::Item* own = subject_.the_item();
    const plan::Item* model = done_beside();
    if (model == nullptr || status_field(subject_) != nullptr) return false;
    if (const std::string tail = tail_like(*model); !tail.empty()) {
      const Span words = behind_name(facts_, *own);
      std::uint32_t end = words.end;
      while (end > words.begin && facts_.text({end - 1, end}) == " ") --end;
      replace({end, end}, tail);
      return true;
    }
    const std::string before = facts_.text({model->text.begin, model->name_span.begin});
    for (const plan::StatusFact& fact : model->statuses) {
      if (fact.source != plan::StatusFact::Source::title || fact.status != Status::done) continue;
      if (fact.span.begin >= model->name_span.begin) continue;
      const std::string mark = facts_.text(fact.span);
      if (before.find(mark) != 0 || !plan::is_unmistakable(mark)) continue;
      replace({own->text.begin, own->text.begin}, mark + " ");
      return true;
    }
    return false;
  }

  // "- Shipped 2026-10-14" as the others have it below them.
  void day_below() {
    const plan::Item* own = subject_.the_item();
    const plan::Item* model = done_beside();
    if (model == nullptr) return;
    const auto index_of = [&](const plan::Item* item) {
      return static_cast<std::uint32_t>(item - facts_.items.data());
    };
    const auto children = [&](const plan::Item* parent) {
      std::vector<const plan::Item*> out;
      for (const plan::Item& item : facts_.items)
        if (item.parent == index_of(parent) && !item.row) out.push_back(&item);
      return out;
    };
    const auto says_day = [&](const plan::Item& item) {
      if (item.checked || is_field(facts_, index_of(&item))) return false;
      const auto found = plan::read_status(item.plain);
      return found.status == Status::done && is_nothing_but_status(item.plain, found) &&
             !plan::find_dates(item.plain).empty();
    };
    const std::vector<const plan::Item*> theirs = children(model), ours = children(own);
    for (const plan::Item* item : ours)
      if (says_day(*item)) return;
    const auto found = std::find_if(theirs.begin(), theirs.end(),
                                    [&](const auto* item) { return says_day(*item); });
    if (found == theirs.end()) return;
    const plan::Item& day = **found;
    const auto words = with_today(facts_.text(day.text), today_);
    const auto raw = [&](const plan::Item& item) {
      return text_.text({line_begin(text_, item.span.begin + base_), item.span.end + base_});
    };
    const auto marker = marker_of(raw(ours.empty() ? day : *ours.back()));
    const auto own_marker = marker_of(raw(*own));
    if (!words || !marker || !own_marker || words->find_first_of("\r\n") != std::string::npos)
      return;
    Marker now = *marker;
    if (ours.empty()) now.indent = own_marker->width();
    const bool first = found == theirs.begin() && theirs.size() > 1;
    if (!first && !ours.empty()) now = next_marker(now);
    const std::string line =
        std::string(now.indent, ' ') + now.sign + std::string(now.gap, ' ') + *words;
    if (first && !ours.empty() && !now.ordered()) {
      const std::uint32_t at = line_begin(text_, ours.front()->span.begin + base_);
      edits_.push_back({"", {at, at}, line + eol_});
      return;
    }
    const Span whole = without_blank_end(text_, own->span.shifted(base_));
    edits_.push_back({"", {whole.end, whole.end}, eol_ + line});
  }

  // Nothing says how far it is: a field, where its kind has fields, else a sign before its name.
  bool say() {
    const plan::Entity* entity = subject_.the_entity();
    if (entity != nullptr && entity->item == no_index) {
      if (const plan::Field* first = first_own_line()) {
        const std::string said = status_text(subject_, "", true, false, today_);
        add_line(*first, "Status", said);
        return true;
      }
      if (entity->is_section) {
        const std::uint32_t end = next_line(text_, entity->span.end + base_) - base_;
        const std::string label =
            rules::label_line("Status", rules::label_form(*subject_.document->plan));
        const bool gap = text_.position(end + base_).line < text_.line_count() &&
                         is_blank_line(text_, text_.position(end + base_).line);
        std::string line = label + " " + status_text(subject_, "", true, false, today_) + eol_;
        if (gap) {
          replace({end, end}, eol_ + line);
        } else {
          replace({end, end}, eol_ + line + eol_);
        }
        return !ends_without_line(end);
      }
    }
    const plan::Item* item = subject_.the_item();
    const std::uint32_t at =
        item != nullptr && !item->row ? item->text.begin : subject_.name_span().begin;
    replace({at, at}, "✅ ");
    return true;
  }

  bool ends_without_line(std::uint32_t at) const {
    return at + base_ == text_.size() && !ends_in_line_end(text_);
  }

  const plan::Field* first_own_line() const {
    const plan::Entity& entity = *subject_.the_entity();
    const plan::Field* first = nullptr;
    for (std::uint32_t f = entity.first_field; f != no_index; f = facts_.fields[f].next) {
      const plan::Field& field = facts_.fields[f];
      if (!has_own_line(facts_, field)) continue;
      if (first == nullptr || field.span.begin < first->span.begin) first = &field;
    }
    return first;
  }

  // A line of its own before a field's.
  void add_line(const plan::Field& model, std::string_view label, std::string_view value) {
    const std::uint32_t begin = line_begin(text_, model.span.begin + base_) - base_;
    std::string line = line_like(facts_, model, label, value) + eol_;
    // Paragraphs of one line each stay that.
    const std::uint32_t behind = text_.position(model.span.end + base_).line + 1;
    const bool item = model.item != no_index;
    if (!item && behind < text_.line_count() && is_blank_line(text_, behind) &&
        !model.value.empty())
      line += eol_;
    replace({begin, begin}, std::move(line));
  }

  // -- the day

  const plan::Field* completed_of(const ChapterFacts& facts, std::uint32_t entity) const {
    return entity == no_index ? nullptr : facts.field_of(entity, FieldRole::completed_on);
  }

  void day() {
    const plan::Item* item = subject_.the_item();
    if (item != nullptr && item->row) {
      if (cell_of(facts_, subject_.item, FieldRole::completed_on) != nullptr)
        write_cell(FieldRole::completed_on,
                   done_ ? today_like(dated_elsewhere(), today_) : empty_cell());
      return;
    }
    const plan::Field* field = completed_of(facts_, subject_.entity);
    if (field != nullptr && !done_) {
      if (has_own_line(facts_, *field)) remove_line(*field);
      return;
    }
    if (!done_) return;
    const std::string day = today_like(dated_elsewhere(), today_);
    if (field != nullptr) {
      const std::string raw = facts_.text(field->value);
      if (field->value.empty()) {
        replace({field->span.end, field->span.end}, " " + day);
      } else if (const auto date = plan::first_date(raw)) {
        replace(date->span.shifted(field->value.begin), today_like(raw, today_));
      } else if (raw.find('[') == std::string::npos || plan::whole_placeholder(field->value_text)) {
        replace(field->value, day);
      }
      return;
    }
    if (subject_.entity == no_index) return;
    const plan::Field* model = completed_elsewhere();
    const plan::Field* first = first_own_line();
    if (model != nullptr && first != nullptr) add_line(*first, model->label_text, day);
  }

  void remove_line(const plan::Field& field) {
    const Span line{line_begin(text_, field.span.begin + base_),
                    next_line(text_, field.span.end + base_)};
    edits_.push_back({"", line, ""});
  }

  // What stands in the column where nothing is done yet: "-", "TBD", nothing.
  std::string empty_cell() const {
    const plan::Table& table = facts_.tables[subject_.the_item()->table];
    for (const std::uint32_t row : table.items) {
      if (row == subject_.item) continue;
      const auto* cell = cell_of(facts_, row, FieldRole::completed_on);
      if (cell != nullptr && plan::find_dates(cell->plain).empty()) return facts_.text(cell->span);
    }
    return {};
  }

  // A day of the sort as the document writes it: of the same table, else of any field.
  std::string dated_elsewhere() const {
    std::string found;
    for (const plan::PlacedChapter& placed : subject_.document->plan->chapters) {
      for (const plan::Field& field : placed.facts->fields) {
        if (field.role != FieldRole::completed_on) continue;
        if (!plan::find_dates(field.value_text).empty()) found = field.value_text;
      }
    }
    if (!found.empty() || subject_.the_item() == nullptr || !subject_.the_item()->row) return found;
    const plan::Table& table = facts_.tables[subject_.the_item()->table];
    for (const std::uint32_t row : table.items)
      if (const auto* cell = cell_of(facts_, row, FieldRole::completed_on))
        if (!plan::find_dates(cell->plain).empty()) found = cell->plain;
    return found;
  }

  // The label by which another thing that is done and stands in the same form says its day.
  const plan::Field* completed_elsewhere() const {
    const bool item = subject_.item != no_index;
    for (const plan::PlacedChapter& placed : subject_.document->plan->chapters) {
      const ChapterFacts& facts = *placed.facts;
      for (const plan::Field& field : facts.fields) {
        if (field.role != FieldRole::completed_on || field.entity == no_index) continue;
        const plan::Entity& entity = facts.entities[field.entity];
        if ((entity.item != no_index) == item && has_own_line(facts, field) &&
            !plan::find_dates(field.value_text).empty())
          return &field;
      }
    }
    return nullptr;
  }

  // Of the whole document: what a chapter is depends on the text.
  static std::size_t items_of(const workspace::Document& document) {
    std::size_t count = 0;
    for (const plan::PlacedChapter& placed : document.plan->chapters)
      count += placed.facts->items.size();
    return count;
  }

  // The new text says it, and nothing else became something else.
  bool holds(const std::vector<rules::Edit>& edits) const {
    const DocumentPtr after = after_edits(*subject_.document, edits);
    if (!nothing_lost(workspace_, *subject_.document, *after)) return false;
    std::int64_t moved = 0;
    const std::uint32_t at = subject_.name_span().begin + base_;
    for (const rules::Edit& edit : edits)
      if (edit.span.end <= at)
        moved += static_cast<std::int64_t>(edit.text.size()) - edit.span.size();
    const auto now = subject_of(after, static_cast<std::uint32_t>(at + moved));
    // Lines for status and day may come, and the day's may go; no other item does.
    const std::size_t gone = done_ ? 0 : 1;
    if (!now || items_of(*after) + gone < items_of(*subject_.document)) return false;
    const auto status = status_of(*now);
    return done_ ? status == Status::done : !status || !plan::is_closed(*status);
  }

  const workspace::Workspace& workspace_;
  const Subject& subject_;
  const ChapterFacts& facts_;
  std::uint32_t base_;
  const markdown::Document& text_;
  std::string eol_;
  bool done_;
  plan::Date today_;
  bool said_ = false;           // something says how far it is
  bool said_in_title_ = false;  // a sign or words beside its name do
  std::vector<rules::Edit> edits_;
};

std::string named(std::string_view what, const Subject& subject) {
  return fmt::format("{}: {}", what, rules::shortened(subject.name()));
}

std::optional<Subject> open_at(const Spot& spot) {
  auto subject = subject_at(spot);
  if (!subject || status_of(*subject) == Status::done) return std::nullopt;
  const plan::Field* field = status_field(*subject);
  if (field != nullptr && field->form == plan::FieldForm::heading) return std::nullopt;
  return subject;
}

std::optional<Subject> closed_at(const Spot& spot) {
  auto subject = subject_at(spot);
  if (!subject) return std::nullopt;
  const auto status = status_of(*subject);
  if (!status || !plan::is_closed(*status) || is_done_by_place(*subject)) return std::nullopt;
  return subject;
}

}  // namespace

std::vector<Markable> work_to_mark(const workspace::Workspace& workspace,
                                   const workspace::Document& document) {
  std::vector<Markable> out;
  const DocumentPtr own = plan_to_edit(workspace, document);
  if (own == nullptr) return out;
  const auto add = [&](std::uint32_t chapter, Span name) {
    const plan::PlacedChapter& placed = own->plan->chapters[chapter];
    const auto subject = subject_of(own, name.begin + placed.offset);
    if (!subject || subject->name_span() != name) return;
    Markable made{name.shifted(placed.offset), subject->name(), {}, {}};
    made.keys.push_back(plan::normalise(made.title));
    if (subject->the_entity() != nullptr) {
      made.id = subject->the_entity()->id;
      made.keys.push_back(subject->the_entity()->key);
    }
    const plan::Item* item = subject->the_item();
    if (item != nullptr && item->row && item->table != no_index) {
      const plan::Table& table = placed.facts->tables[item->table];
      const auto at = std::find(table.items.begin(), table.items.end(), subject->item);
      if (at != table.items.end()) {
        const auto& cells = table.rows[static_cast<std::size_t>(at - table.items.begin())];
        for (std::size_t i = 0; i < table.columns.size() && i < cells.size(); ++i)
          if (table.columns[i].role != FieldRole::status && !cells[i].plain.empty())
            made.keys.push_back(plan::normalise(cells[i].plain));
      }
    }
    out.push_back(std::move(made));
  };
  for (std::uint32_t c = 0; c < own->plan->chapters.size(); ++c) {
    const ChapterFacts& facts = *own->plan->chapters[c].facts;
    for (const plan::Entity& entity : facts.entities)
      if (is_marked(entity.kind)) add(c, entity.name_span);
    for (const plan::Item& item : facts.items)
      if (item.entity == no_index || !is_marked(facts.entities[item.entity].kind))
        add(c, item.name_span);
  }
  std::sort(out.begin(), out.end(),
            [](const Markable& a, const Markable& b) { return a.name.begin < b.name.begin; });
  out.erase(std::unique(out.begin(), out.end(),
                        [](const Markable& a, const Markable& b) { return a.name == b.name; }),
            out.end());
  return out;
}

std::size_t open_boxes_below(const Spot& spot) {
  const auto subject = open_at(spot);
  if (!subject || (subject->the_item() != nullptr && subject->the_item()->row)) return 0;
  Span extent = subject->span().shifted(subject->placed().offset);
  if (subject->entity != no_index)
    extent = extent_of({subject->document, subject->chapter, subject->entity});
  std::size_t count = 0;
  for (std::uint32_t c = 0; c < subject->document->plan->chapters.size(); ++c) {
    const plan::PlacedChapter& placed = subject->document->plan->chapters[c];
    if (placed.offset >= extent.end) break;
    for (std::uint32_t i = 0; i < placed.facts->items.size(); ++i) {
      const plan::Item& item = placed.facts->items[i];
      if (c == subject->chapter && i == subject->item) continue;
      if (!item.checked || *item.checked || item.placeholder || item.struck) continue;
      if (extent.contains(item.span.begin + placed.offset)) ++count;
    }
  }
  return count;
}

std::optional<std::string> title_of_mark_done(const Spot& spot) {
  const auto subject = open_at(spot);
  if (!subject) return std::nullopt;
  std::string title = named("Mark as done", *subject);
  if (const std::size_t open = open_boxes_below(spot); open > 0)
    title +=
        fmt::format(" ({} below {} still open)",
                    open == 1 ? "1 box" : fmt::format("{} boxes", open), open == 1 ? "is" : "are");
  return title;
}

std::optional<rules::Fix> mark_done(const Spot& spot) {
  const auto subject = open_at(spot);
  return subject ? Marking(spot.workspace, *subject, true, spot.today).run() : std::nullopt;
}

std::optional<std::string> title_of_reopen(const Spot& spot) {
  const auto subject = closed_at(spot);
  return subject ? std::optional(named("Reopen", *subject)) : std::nullopt;
}

std::optional<rules::Fix> reopen(const Spot& spot) {
  const auto subject = closed_at(spot);
  return subject ? Marking(spot.workspace, *subject, false, spot.today).run() : std::nullopt;
}

}  // namespace pland::features
