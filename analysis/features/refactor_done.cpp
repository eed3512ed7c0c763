// Work that is done, or open again: the box is ticked, the status says so, and the day is written
// down where the document writes such days.
//
// In the document's own words (status_examples.h). Every place that says how far the thing is says
// the new thing, or two of them would contradict each other; and where one says it, no second is
// added.
#include <algorithm>
#include <fmt/format.h>
#include <map>

#include "analysis/features/line_ends.h"
#include "analysis/features/line_parts.h"
#include "analysis/features/markable_work.h"
#include "analysis/features/plan_edit.h"
#include "analysis/features/refactor.h"
#include "analysis/features/row_cells.h"
#include "analysis/features/status_examples.h"
#include "analysis/plan/label.h"
#include "analysis/plan/status.h"
#include "analysis/rules/entity.h"
#include "analysis/rules/label_style.h"
#include "analysis/rules/line.h"
#include "analysis/text/unicode.h"

namespace pland::features {
namespace {

using plan::ChapterFacts;
using plan::FieldRole;
using plan::no_index;
using plan::Status;
using workspace::DocumentPtr;

struct Subject {
  Work work;
  PlanLanguage language;

  const workspace::Document& document() const { return *work.standing.document; }
  std::optional<Status> status() const { return status_of(work, language); }
  const plan::Field* field(FieldRole role) const { return field_of(work, role, language); }
};

std::optional<Subject> subject_at(const Spot& spot) {
  const DocumentPtr document = plan_to_edit(spot.workspace, spot.document);
  if (document == nullptr) return std::nullopt;
  const PlanLanguage language = language_of(*document);
  auto found = markable_at(document, spot.at.begin, language);
  if (!found) {
    // In front of an item, behind a row: the line's first word is in what the line is.
    const Span line = document->text.line_span(document->text.position(spot.at.begin).line);
    const std::string text = document->text.text(line);
    const std::size_t first = text.find_first_not_of(" \t>");
    if (first == std::string::npos) return std::nullopt;
    found = markable_at(document, line.begin + static_cast<std::uint32_t>(first), language);
  }
  if (!found) return std::nullopt;
  return Subject{std::move(*found), language};
}

class Marking {
 public:
  Marking(const workspace::Workspace& workspace, const Subject& subject, bool done,
          plan::Date today)
      : workspace_(workspace),
        subject_(subject),
        facts_(subject.work.standing.facts()),
        item_(item_of(subject.work)),
        row_(item_ != nullptr && item_->row ? subject.work.item
                                            : own_row(subject.work, subject.language)),
        entity_(entity_of(subject.work)),
        base_(subject.work.standing.placed().offset),
        text_(subject.document().text),
        eol_(line_ending(text_)),
        done_(done),
        today_(today),
        saying_{subject.work, done, today, subject.language} {}

  std::optional<rules::Fix> run() {
    if (!done_) ending();
    if (!box() || !field() || !title()) return std::nullopt;
    progress();
    if (is_row())
      other_cells();
    else
      words();
    if (done_ && !marked_ && imitate()) said_ = true;
    if (done_ && !said_ && !(marked_ && reads_done()) && !say()) return std::nullopt;
    if (edits_.empty() && cells_.empty()) return std::nullopt;
    day();
    day_of_item();
    finish_row();
    rules::Fix fix;
    fix.edits = tidy_edits(std::move(edits_));
    if (!holds(fix.edits)) return std::nullopt;
    return fix;
  }

 private:
  bool is_row() const { return item_ != nullptr && item_->row; }
  const plan::Table& row_table() const { return facts_.tables[facts_.items[row_].table]; }
  bool is_heading() const { return entity_ != nullptr && entity_->is_section; }
  const plan::Vocabulary* vocabulary() const { return subject_.language.vocabulary(); }
  std::string_view locale() const { return subject_.language.locale; }
  bool is_wanted(Status status) const {
    return done_ ? status == Status::done : !plan::is_closed(status);
  }

  void replace(Span span, std::string text) {
    edits_.push_back({"", span.shifted(base_), std::move(text)});
  }
  bool is_taken(Span span) const {
    const Span here = span.shifted(base_);
    return std::any_of(edits_.begin(), edits_.end(), [&](const rules::Edit& edit) {
      return edit.span.begin < here.end && here.begin < edit.span.end;
    });
  }

  bool box() {
    if (item_ == nullptr) return true;
    const auto drawn = drawn_box(facts_, subject_.work.item);
    if (!item_->checked && !drawn) return true;
    said_ = true;
    if (item_->checked && *item_->checked == done_) return true;
    // As the others are ticked: `[x]` or `[X]`.
    char tick = 'x';
    for (const plan::Item& other : facts_.items)
      if (other.checked && *other.checked) tick = facts_.text(other.checkbox)[1];
    replace(drawn ? drawn->span : item_->checkbox, done_ ? std::string("[") + tick + "]" : "[ ]");
    return true;
  }

  // -- the status field, the status cell

  // What nobody who reads the plan's words would know as a status has a sign that everybody knows.
  std::string value_for(std::string_view before) const {
    bool example = false;
    std::string out = status_value(saying_, before, &example);
    const auto read = plan::read_status(out, subject_.language.own.get());
    if (!example && !(read.status && is_wanted(*read.status))) out = (done_ ? "✅ " : "🔄 ") + out;
    return out;
  }

  bool field() {
    Span value;
    std::string plain;
    std::size_t column = no_index;
    if (const auto* cells = row_ != no_index ? cells_of(facts_, row_) : nullptr) {
      column = column_of(row_table(), FieldRole::status, subject_.language);
      if (column < cells->size()) {
        value = (*cells)[column].span;
        plain = (*cells)[column].plain;
      } else {
        column = no_index;
      }
    }
    if (column == no_index) {
      const plan::Field* field = subject_.field(FieldRole::status);
      if (field == nullptr) return true;
      if (field->form == plan::FieldForm::heading) return false;
      value = own_words(field->value);
      plain = value == field->value ? field->value_text : facts_.text(value);
      if (value.empty()) {
        said_ = true;
        if (field->form == plan::FieldForm::table_row) {
          replace_cell(*field, value_for(""));
          return true;
        }
        const std::uint32_t end = field->span.end;
        const bool spaced = facts_.text({end - 1, end}) == " ";
        replace({end, end}, (spaced ? "" : " ") + value_for(""));
        return true;
      }
    }
    said_ = true;
    const auto found = said_status(plain, vocabulary());
    if (found && is_wanted(found->status)) return true;
    const std::string raw = facts_.text(value);
    // What links to something is more than a status: its first words change.
    if (raw.find('[') != std::string::npos && !plan::whole_placeholder(plain)) {
      const auto start = plan::read_status(raw, vocabulary());
      if (start.span.empty()) return false;
      replace(start.span.shifted(value.begin),
              dressed(saying_, raw.substr(start.span.begin, start.span.size())));
      return true;
    }
    std::string now = value_for(raw);
    if (column != no_index)
      cells_[column] = std::move(now);
    else
      replace(value, std::move(now));
    return true;
  }

  // "Progress: 60%" beside a status that says that it is done.
  void progress() {
    if (!done_) return;
    const auto now_for = [&](std::string_view plain, std::string_view raw) {
      const auto said = said_status(plain, vocabulary());
      const bool part = said && said->alone && !is_wanted(said->status);
      return part ? all_of_it(raw) : std::nullopt;
    };
    if (row_ != no_index) {
      const auto* cells = cells_of(facts_, row_);
      for (std::size_t i = 0; cells != nullptr && i < cells->size(); ++i)
        if (!cells_.contains(i))
          if (auto now = now_for((*cells)[i].plain, facts_.text((*cells)[i].span)))
            cells_[i] = std::move(*now);
      return;
    }
    const plan::Field* field = subject_.field(FieldRole::progress);
    if (field == nullptr || field->value.empty()) return;
    if (auto now = now_for(field->value_text, facts_.text(field->value)))
      replace(field->value, std::move(*now));
  }

  // -- signs and words beside the name

  bool title() {
    bool struck = false;
    std::vector<plan::StatusFact> marks;
    for (const plan::StatusFact& fact : statuses_of(subject_.work)) {
      if (fact.source == plan::StatusFact::Source::strike) struck = true;
      if (fact.source != plan::StatusFact::Source::title) continue;
      marked_ = true;
      if (is_taken(fact.span)) continue;
      if (is_wanted(fact.status)) {
        said_ = true;
        continue;
      }
      if (is_heading()) return false;  // links to it would lead nowhere
      add_mark(fact, marks);
    }
    if (std::all_of(marks.begin(), marks.end(),
                    [&](const plan::StatusFact& mark) { return can_change(mark); })) {
      bool sign = false, words = false;
      for (const plan::StatusFact& mark : marks) {
        // Of several signs one is enough, and of several words.
        bool& said = status_words(facts_.text(mark.span)).empty() ? sign : words;
        if (done_ && !said)
          replace(mark.span, mark_for(mark));
        else
          take_out(mark.span);
        said = true;
      }
    } else if (item_ == nullptr || !item_->checked) {
      return false;  // they say more than a status; a box would be enough
    }
    if (struck) return unstrike();
    return true;
  }

  // Opened again, its line no longer ends with "✅ Shipped 2026-10-14".
  void ending() {
    if (item_ == nullptr || item_->row) return;
    const Span tail = done_tail(facts_, *item_, subject_.language);
    const std::string text = facts_.text(tail);
    if (text.find_first_of("*_") != std::string::npos || plan::find_dates(text).empty()) return;
    if (tail.begin > item_->text.begin) replace(tail, "");
  }

  // "🚧 in progress" is one mark.
  void add_mark(const plan::StatusFact& fact, std::vector<plan::StatusFact>& marks) const {
    using plan::StatusForm;
    const auto is_bare = [](const plan::StatusFact& mark) {
      return mark.form == StatusForm::emoji || mark.form == StatusForm::word;
    };
    plan::StatusFact* last = marks.empty() ? nullptr : &marks.back();
    const bool joins =
        last != nullptr && is_bare(*last) && is_bare(fact) && last->span.end <= fact.span.begin &&
        facts_.text({last->span.end, fact.span.begin}).find_first_not_of(' ') == std::string::npos;
    if (!joins) return marks.push_back(fact);
    last->span.end = fact.span.end;
    last->form = StatusForm::word;
  }

  // A mark that says how far the thing is and no more; to be taken out, it must stand for itself.
  bool can_change(const plan::StatusFact& fact) const {
    if (!plan::is_unmistakable(facts_.text(fact.span), vocabulary())) return false;
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

  // What an item beside it says at its end, without what joins it.
  std::string words_beside() const {
    const auto model = done_beside(saying_);
    if (!model) return {};
    std::string tail = tail_of(*model, saying_);
    tail.erase(0, std::min(tail.find_first_not_of(" ,"), tail.size()));
    tail.erase(0, joint_size(tail));
    return tail;
  }

  // In the form of the mark that stood there, in the words of an item beside it.
  std::string mark_for(const plan::StatusFact& fact) const {
    const std::string raw = facts_.text(fact.span);
    std::string beside = is_row() ? std::string() : words_beside();
    // "**In progress**" has its own marks.
    const std::uint32_t begin = fact.span.begin + base_;
    const std::string before = begin > 0 ? text_.text({begin - 1, begin}) : std::string();
    if (before == "*" || before == "_")
      std::erase_if(beside, [](char c) { return c == '*' || c == '_'; });
    const bool round = beside.starts_with('(');
    const bool says = !status_words(beside).empty();
    const auto inner = [&] {  // of brackets, which may be of double width
      const std::size_t open = text::decode(raw, 0).size;
      std::size_t close = raw.size();
      do --close;
      while (close > open && (static_cast<unsigned char>(raw[close]) & 0xC0) == 0x80);
      return Span{static_cast<std::uint32_t>(open), static_cast<std::uint32_t>(close)};
    };
    switch (fact.form) {
      case plan::StatusForm::percent:
      case plan::StatusForm::parenthesis:
        if (auto all = all_of_it(raw)) return *all;
        if (round && says) return beside;
        [[fallthrough]];
      case plan::StatusForm::bracket: {
        const Span words = inner();
        std::string now = dressed(saying_, words.of(raw));
        // In round brackets there is room for the day that others say.
        const auto dates = plan::find_dates(beside);
        if (fact.form == plan::StatusForm::parenthesis && !dates.empty())
          now += " " + std::string(dates[0].span.of(beside));
        return raw.substr(0, words.begin) + now + raw.substr(words.end);
      }
      case plan::StatusForm::word: {
        const std::string end = raw.ends_with('.') ? "." : "";
        return (says && !round ? beside : dressed(saying_, raw)) + end;
      }
      default:
        // A bare word behind a name would be one of it.
        return ends_line(fact.span) && beside != status_words(beside) && !round ? beside : "✅";
    }
  }

  // Whether a mark of an item is the last word of its first line, and not the first.
  bool ends_line(Span mark) const {
    if (item_ == nullptr || item_->row || mark.begin <= item_->text.begin) return false;
    const std::string behind = facts_.text({mark.end, item_->text.end});
    return behind.find_first_not_of(" \r\n") >= behind.find_first_of("\r\n");
  }

  // With what joins it to the name.
  void take_out(Span span) {
    const std::string line =
        text_.text({line_begin(text_, span.begin + base_), span.begin + base_});
    const bool leads = span.begin <= subject_.work.name_span().begin ||
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
    const plan::Item* item = item_;
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

  // -- words behind the name, in cells

  // "— 🚧 in progress — due Friday", "…, in progress": a part of an item's words that says how far
  // it is and no more.
  void words() {
    if (item_ == nullptr) return;
    const std::uint32_t base = item_->text.begin;
    const std::string all = facts_.text(item_->text);
    const std::string line = all.substr(0, all.find_first_of("\r\n"));
    const auto visit = [&](std::size_t begin, std::size_t end, bool certain) {
      std::string part = line.substr(begin, end - begin);
      while (part.ends_with('.') || part.ends_with(' ')) part.pop_back();
      if (part.empty() || part.find_first_of("[`<*_~") != std::string::npos) return;
      const auto found = said_status(part, vocabulary());
      if (!found || !found->alone) return;
      if (certain && !plan::is_unmistakable(part, vocabulary())) return;
      if (is_wanted(found->status)) {
        marked_ = marked_ || found->status == Status::done;
        return;
      }
      if (done_ ? plan::is_closed(found->status) : found->status != Status::done) return;
      if (!done_ && !plan::find_dates(part).empty()) return;
      const auto at = base + static_cast<std::uint32_t>(begin);
      const Span span{at, at + static_cast<std::uint32_t>(part.size())};
      marked_ = true;
      if (is_taken(span)) return;
      const std::string beside = done_ && !certain ? words_beside() : std::string();
      const bool like = !status_words(beside).empty() && !beside.starts_with('(');
      said_in_words_ = edits_.size();
      replace(span, like ? beside : dressed(saying_, part));
    };
    for (const LinePart& part : parts_of(line)) {
      // One word behind a comma may be the last of a list: "doors, lights, open".
      const bool several =
          line.substr(part.begin, part.end - part.begin).find(' ') != std::string::npos;
      if (part.begin > 0 && (!part.behind_comma || (several && part.end == line.size())))
        visit(part.begin, part.end, false);
    }
    for (const LinePart& part : bracketed_parts_of(line)) visit(part.begin, part.end, true);
  }

  // Other cells that say that it goes on, or parts of them: "(in progress)", "…, in progress".
  void other_cells() {
    const auto* cells = cells_of(facts_, subject_.work.item);
    if (!done_ || cells == nullptr) return;
    const plan::Table& table = facts_.tables[item_->table];
    for (std::size_t i = 0; i < cells->size(); ++i) {
      const plan::Table::Cell& cell = (*cells)[i];
      if (cells_.contains(i) || cell.plain.empty()) continue;
      if (table.columns[i].role == FieldRole::status) continue;
      const std::string raw = facts_.text(cell.span);
      if (raw == "[ ]") {
        replace(cell.span, "[x]");
        continue;
      }
      const auto change = [&](std::size_t begin, std::size_t end) {
        const std::string part = raw.substr(begin, end - begin);
        if (part.find_first_of("[`<*_~") != std::string::npos) return;
        const auto said = said_status(part, vocabulary());
        if (!said || !said->alone || said->status != Status::doing) return;
        if (!plan::is_unmistakable(part, vocabulary()) || is_colour(part)) return;
        const Span span =
            Span{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)}.shifted(
                cell.span.begin);
        if (!is_taken(span)) replace(span, dressed(saying_, part));
      };
      for (const LinePart& part : parts_of(raw)) change(part.begin, part.end);
      for (const LinePart& part : bracketed_parts_of(raw)) change(part.begin, part.end);
    }
  }

  // A coloured circle may be how urgent it is.
  static bool is_colour(std::string_view part) {
    const auto found = plan::find_statuses(part);
    return std::any_of(found.begin(), found.end(), [](const plan::FoundStatus& one) {
      return one.form == plan::StatusForm::colour;
    });
  }

  // -- as those beside it say it

  // What the nearest one that is done has before its name or at its line's end.
  bool imitate() {
    if (subject_.field(FieldRole::status) != nullptr) return false;
    const auto model = done_beside(saying_);
    if (!model) return false;
    const std::string tail = tail_of(*model, saying_);
    // Of "SSO: login" the colon is taken.
    const bool fits = !tail.starts_with(':') || item_->plain.find(": ") == std::string::npos;
    if (!tail.empty() && fits) {
      const Span words = behind_name(facts_, *item_);
      std::uint32_t end = words.end;
      while (end > words.begin && facts_.text({end - 1, end}) == " ") --end;
      replace({end, end}, tail);
      return true;
    }
    const std::string lead = lead_of(*model);
    if (lead.empty()) return false;
    // Among such signs "📋" is one, too.
    const std::string own = facts_.text(item_->text);
    const std::size_t sign = text::emoji_size(own, 0);
    const auto status = plan::status_of_emoji(std::string_view(own).substr(0, sign));
    const bool open = sign > 0 && status && *status != Status::done;
    const auto end = item_->text.begin + static_cast<std::uint32_t>(open ? sign : 0);
    replace({item_->text.begin, end}, open ? lead : lead + " ");
    return true;
  }

  // "- Shipped 2026-10-14" as the others have it below them; gone where it is opened again.
  void day_of_item() {
    if (item_ == nullptr || is_row()) return;
    const auto own = day_below(facts_, subject_.work.item, subject_.language);
    if (!done_) {
      if (own) edits_.push_back({"", whole_lines(facts_.items[*own].span), ""});
      return;
    }
    const auto model = done_beside(saying_);
    if (!model || own) return;
    const auto found = day_below(*model->facts, model->index, subject_.language);
    if (!found) return;
    const std::vector<std::uint32_t> theirs = items_below(*model->facts, model->index);
    const std::vector<std::uint32_t> ours = items_below(facts_, subject_.work.item);
    const plan::Item& day = model->facts->items[*found];
    const auto words = with_today(model->facts->text(day.text), today_, locale());
    const auto raw = [&](const plan::Item& item, std::uint32_t base) {
      return text_.text({line_begin(text_, item.span.begin + base), item.span.end + base});
    };
    const auto marker =
        marker_of(ours.empty() ? raw(day, model->base) : raw(facts_.items[ours.back()], base_));
    const auto own_marker = marker_of(raw(*item_, base_));
    if (!words || !marker || !own_marker || words->find_first_of("\r\n") != std::string::npos)
      return;
    Marker now = *marker;
    if (ours.empty()) now.indent = own_marker->width();
    const bool first = *found == theirs.front() && theirs.size() > 1;
    if (!first && !ours.empty()) now = next_marker(now);
    const std::string line =
        std::string(now.indent, ' ') + now.sign + std::string(now.gap, ' ') + *words;
    if (first && !ours.empty() && !now.ordered()) {
      const std::uint32_t at = line_begin(text_, facts_.items[ours.front()].span.begin + base_);
      edits_.push_back({"", {at, at}, line + eol_});
      return;
    }
    const Span whole = without_blank_end(text_, item_->span.shifted(base_));
    edits_.push_back({"", {whole.end, whole.end}, eol_ + line});
  }

  Span whole_lines(Span span) const {
    const Span own = without_blank_end(text_, span.shifted(base_));
    return {line_begin(text_, own.begin), next_line(text_, own.end)};
  }

  // Nothing says how far it is: a field, where its kind has fields, else a sign before its name.
  bool say() {
    if (entity_ != nullptr && item_ == nullptr) {
      const std::string label = status_label(saying_);
      const std::string value = value_for("");
      if (const plan::Field* first = first_own_line()) {
        add_line(*first, label, value);
        return true;
      }
      if (entity_->is_section) {
        const std::uint32_t end = next_line(text_, entity_->span.end + base_) - base_;
        const std::string begin =
            rules::label_line(label, rules::label_form(*subject_.document().plan));
        const bool gap = text_.position(end + base_).line < text_.line_count() &&
                         is_blank_line(text_, text_.position(end + base_).line);
        const std::string line = begin + " " + value + eol_;
        replace({end, end}, gap ? eol_ + line : eol_ + line + eol_);
        return !ends_without_line(end);
      }
    }
    // Two signs would be one too many.
    if (said_in_words_ < edits_.size()) {
      std::string& words = edits_[said_in_words_].text;
      for (const std::string_view sign : {"✅ ", " ✅"})
        if (const std::size_t at = words.find(sign); at != std::string::npos)
          words.erase(at, sign.size());
    }
    const bool listed = item_ != nullptr && !item_->row;
    const std::uint32_t at = listed ? item_->text.begin : subject_.work.name_span().begin;
    replace({at, at}, "✅ ");
    return true;
  }

  bool ends_without_line(std::uint32_t at) const {
    return at + base_ == text_.size() && !ends_in_line_end(text_);
  }

  const plan::Field* first_own_line() const {
    const plan::Entity& entity = *entity_;
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

  // The same below it.
  void add_line_below(const plan::Field& model, std::string_view label, std::string_view value) {
    const std::uint32_t first = text_.position(model.span.begin + base_).line;
    // A value may go on for lines, and an item have more below it.
    std::uint32_t last = text_.position(model.span.end + base_).line;
    if (model.item != no_index)
      last =
          text_.position(without_blank_end(text_, facts_.items[model.item].span.shifted(base_)).end)
              .line;
    else
      last = text_.position(std::max(model.span.begin, own_words(model.value).end) + base_).line;
    const std::uint32_t end = text_.line_span(last).end;
    std::string line = line_like(facts_, model, label, value);
    const bool apart = model.item == no_index && first > 0 && is_blank_line(text_, first - 1) &&
                       last + 1 < text_.line_count() && is_blank_line(text_, last + 1) &&
                       !model.value.empty();
    // Lines of one paragraph stay apart by what ends them.
    const std::string own = text_.text(text_.line_span(last));
    if (model.item == no_index && own.ends_with("  ")) line += "  ";
    if (model.item == no_index && own.ends_with("\\")) line += "\\";
    edits_.push_back({"", {end, end}, (apart ? eol_ + eol_ : eol_) + line});
  }

  // -- the day

  // "2026-10-14", "Oct 2026" made today's; ISO where there is nothing to imitate.
  std::string today_as(const std::string& written) const {
    const auto dates = plan::find_dates(written);
    if (dates.size() == 1 && dates[0].precision == plan::DatePrecision::month)
      if (auto now = with_today(std::string(dates[0].span.of(written)), today_, locale()))
        return *now;
    return today_like(written, today_, locale());
  }

  void day() {
    if (row_ != no_index) {
      const plan::Table& table = row_table();
      const std::size_t column = column_of(table, FieldRole::completed_on, subject_.language);
      if (column < table.columns.size())
        cells_[column] = done_ ? today_as(dated_elsewhere()) : empty_cell(column);
      return;
    }
    const plan::Field* field = subject_.field(FieldRole::completed_on);
    if (field != nullptr && !done_) {
      if (has_own_line(facts_, *field))
        edits_.push_back({"",
                          {line_begin(text_, field->span.begin + base_),
                           next_line(text_, field->span.end + base_)},
                          ""});
      return;
    }
    if (!done_) return;
    const std::string day = today_as(dated_elsewhere());
    if (field != nullptr) {
      const Span value = own_words(field->value);
      const std::string raw = facts_.text(value);
      if (value.empty() && field->form == plan::FieldForm::table_row) {
        replace_cell(*field, day);
      } else if (value.empty()) {
        replace({field->span.end, field->span.end}, " " + day);
      } else if (const auto date = plan::first_date(raw)) {
        replace(date->span.shifted(value.begin), today_as(raw));
      } else if (raw.find('[') == std::string::npos || plan::whole_placeholder(raw)) {
        replace(value, day);
      }
      return;
    }
    if (entity_ == nullptr) return;
    const plan::Field* model = completed_elsewhere();
    if (model == nullptr) return;
    const plan::Field* status = subject_.field(FieldRole::status);
    if (status != nullptr && has_own_line(facts_, *status))
      add_line_below(*status, model->label_text, day);
    else if (const plan::Field* first = first_own_line())
      add_line(*first, model->label_text, day);
  }

  // An empty cell beside a label.
  void replace_cell(const plan::Field& field, const std::string& words) {
    const Span line = field.span.shifted(base_);
    bool aligned = false;
    for (const plan::Table& table : facts_.tables)
      if (table.span.contains(field.span.begin))
        aligned = is_aligned(text_, table.span.shifted(base_));
    for (rules::Edit& edit : cell_edits(text_, line.begin, {{1, words}}, aligned))
      edits_.push_back(std::move(edit));
  }

  // A value without the lines of its paragraph that say something else: "Finished on: TBD", where
  // nobody knows that label.
  Span own_words(Span value) const {
    const std::string raw = facts_.text(value);
    constexpr std::size_t longest_label = 32;
    for (std::size_t end = raw.find_first_of("\r\n"); end != std::string::npos;) {
      const std::size_t begin = raw.find_first_not_of(" \t\r\n", end);
      const std::size_t next = raw.find_first_of("\r\n", begin);
      const std::string line = raw.substr(begin, next - begin);
      const std::size_t colon = line.find(": ");
      const bool label = colon < longest_label && line.find_first_of(".,;([") > colon &&
                         text::lower(line.substr(0, 1)) != line.substr(0, 1);
      if (label || line.starts_with("**"))
        return {value.begin, value.begin + static_cast<std::uint32_t>(
                                               raw.find_last_not_of(" \t\\\r\n", end) + 1)};
      end = next;
    }
    return value;
  }

  // What stands in the column where nothing is done yet: "-", "TBD", nothing.
  std::string empty_cell(std::size_t column) const {
    const plan::Table& table = row_table();
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
      if (table.items[row] == row_ || column >= table.rows[row].size()) continue;
      const plan::Table::Cell& cell = table.rows[row][column];
      if (plan::find_dates(cell.plain).empty()) return facts_.text(cell.span);
    }
    return {};
  }

  // A day of the sort as the document writes it: of the same table, else of any field.
  std::string dated_elsewhere() const {
    std::string found;
    for (const plan::PlacedChapter& placed : subject_.document().plan->chapters) {
      for (const plan::Field& field : placed.facts->fields) {
        if (field.role != FieldRole::completed_on) continue;
        if (!plan::find_dates(field.value_text).empty()) found = field.value_text;
      }
    }
    if (!found.empty() || !is_row()) return found;
    const plan::Table& table = facts_.tables[item_->table];
    for (const std::uint32_t row : table.items)
      if (const auto* cell = cell_of(facts_, row, FieldRole::completed_on, subject_.language))
        if (!plan::find_dates(cell->plain).empty()) found = cell->plain;
    return found;
  }

  // The label by which another thing that is done and stands in the same form says its day.
  const plan::Field* completed_elsewhere() const {
    for (const plan::PlacedChapter& placed : subject_.document().plan->chapters) {
      const ChapterFacts& facts = *placed.facts;
      for (const plan::Field& field : facts.fields) {
        if (field.role != FieldRole::completed_on || field.entity == no_index) continue;
        if (form_of(facts, facts.entities[field.entity].item) == form_of(subject_.work) &&
            has_own_line(facts, field) && !plan::find_dates(field.value_text).empty())
          return &field;
      }
    }
    return nullptr;
  }

  // -- together

  void finish_row() {
    if (cells_.empty()) return;
    const bool aligned = is_aligned(text_, row_table().span.shifted(base_));
    const std::uint32_t begin = facts_.items[row_].span.begin + base_;
    for (rules::Edit& edit : cell_edits(text_, begin, cells_, aligned))
      edits_.push_back(std::move(edit));
  }

  // Of the whole document: what a chapter is depends on the text.
  static std::size_t items_of(const workspace::Document& document) {
    std::size_t count = 0;
    for (const plan::PlacedChapter& placed : document.plan->chapters)
      count += placed.facts->items.size();
    return count;
  }

  std::optional<Work> work_after(const std::vector<rules::Edit>& edits,
                                 const DocumentPtr& after) const {
    std::int64_t moved = 0;
    const std::uint32_t at = subject_.work.name_span().begin + base_;
    for (const rules::Edit& edit : edits)
      if (edit.span.end <= at)
        moved += static_cast<std::int64_t>(edit.text.size()) - edit.span.size();
    return markable_at(after, static_cast<std::uint32_t>(at + moved), subject_.language);
  }

  // Whether those who know the configuration's words alone would read that it is done.
  bool reads_done() const {
    const std::vector<rules::Edit> edits = tidy_edits(edits_);
    const DocumentPtr after = after_edits(subject_.document(), edits);
    const auto work = work_after(edits, after);
    PlanLanguage own = subject_.language;
    own.words = own.own;
    return work && status_of(*work, own) == Status::done;
  }

  // The new text says it, and nothing else became something else.
  bool holds(const std::vector<rules::Edit>& edits) const {
    const DocumentPtr after = after_edits(subject_.document(), edits);
    if (!nothing_lost(workspace_, subject_.document(), *after)) return false;
    const auto now = work_after(edits, after);
    // Lines for status and day may come, and the day's may go; no other item does.
    const std::size_t gone = done_ ? 0 : 2;
    if (!now || items_of(*after) + gone < items_of(subject_.document())) return false;
    const auto status = status_of(*now, subject_.language);
    return done_ ? status == Status::done : !status || !plan::is_closed(*status);
  }

  const workspace::Workspace& workspace_;
  const Subject& subject_;
  const ChapterFacts& facts_;
  const plan::Item* item_;
  std::uint32_t row_;  // that it is, or that is all below its heading; no_index where none is
  const plan::Entity* entity_;
  std::uint32_t base_;
  const markdown::Document& text_;
  std::string eol_;
  bool done_;
  plan::Date today_;
  Saying saying_;
  bool said_ = false;                     // something says how far it is
  bool marked_ = false;                   // a sign or words beside its name do
  std::size_t said_in_words_ = no_index;  // the edit of such words
  std::vector<rules::Edit> edits_;
  std::map<std::size_t, std::string> cells_;  // of its row, by column
};

std::string named(std::string_view what, const Subject& subject) {
  return fmt::format("{}: {}", what, rules::shortened(name_of(subject.work)));
}

std::optional<Subject> open_at(const Spot& spot) {
  auto subject = subject_at(spot);
  if (!subject || subject->status() == Status::done) return std::nullopt;
  const plan::Field* field = subject->field(FieldRole::status);
  if (field != nullptr && field->form == plan::FieldForm::heading) return std::nullopt;
  return subject;
}

std::optional<Subject> closed_at(const Spot& spot) {
  auto subject = subject_at(spot);
  if (!subject) return std::nullopt;
  const auto status = subject->status();
  if (!status || !plan::is_closed(*status) || is_done_by_place(subject->work)) return std::nullopt;
  return subject;
}

}  // namespace

std::vector<Markable> work_to_mark(const workspace::Workspace& workspace,
                                   const workspace::Document& document) {
  std::vector<Markable> out;
  const DocumentPtr own = plan_to_edit(workspace, document);
  if (own == nullptr) return out;
  const PlanLanguage language = language_of(*own);
  for (const Work& work : markables_in(own, language)) {
    Markable made{
        work.name_span().shifted(work.standing.placed().offset), name_of(work), {}, {}, {}};
    if (const plan::Entity* entity = entity_of(work)) {
      made.id = entity->id;
      made.keys.push_back(entity->key);
    }
    for (const std::string& name : names_of(work)) made.keys.push_back(plan::normalise(name));
    for (const std::string& words : words_of_row(work, language))
      made.cells.push_back(plan::normalise(words));
    out.push_back(std::move(made));
  }
  return out;
}

std::size_t open_boxes_below(const Spot& spot) {
  const auto subject = open_at(spot);
  if (!subject || form_of(subject->work) == WorkForm::row) return 0;
  const Work& work = subject->work;
  Span extent = span_of(work).shifted(work.standing.placed().offset);
  if (work.is_entity()) extent = extent_of(work.standing);
  std::size_t count = 0;
  const plan::Plan& plan = *subject->document().plan;
  for (std::uint32_t c = 0; c < plan.chapters.size(); ++c) {
    const plan::PlacedChapter& placed = plan.chapters[c];
    if (placed.offset >= extent.end) break;
    for (std::uint32_t i = 0; i < placed.facts->items.size(); ++i) {
      const plan::Item& item = placed.facts->items[i];
      if (c == work.standing.chapter && i == work.item) continue;
      const auto drawn = drawn_box(*placed.facts, i);
      const bool open = item.checked ? !*item.checked : drawn && !plan::is_closed(drawn->status);
      if (!open || item.placeholder || item.struck) continue;
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
