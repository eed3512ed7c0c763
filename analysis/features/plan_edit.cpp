#include "analysis/features/plan_edit.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>

#include "analysis/features/plan_language.h"
#include "analysis/plan/label.h"
#include "analysis/rules/line.h"

namespace pland::features {
namespace {

using plan::no_index;
using workspace::Document;

// Below a heading that is a thing, a line at the document's end still speaks of the document.
bool is_of_the_document(const plan::ChapterFacts& facts, const plan::Field& field) {
  return field.entity == no_index || facts.entities[field.entity].is_section;
}

// -- the history

struct HistoryEntry {
  plan::Date date;
  Span span;         // in the document: of the heading with its body, the item, the row
  std::string text;  // raw: of the heading's text, the item's own line, the row
  std::uint32_t entry = no_index;  // of a heading
};

struct History {
  enum class Form : std::uint8_t { headings, items, rows } form = Form::headings;
  std::vector<HistoryEntry> entries;
  const plan::Table* table = nullptr;
};

std::optional<plan::Date> date_in(std::string_view text) {
  const auto found = plan::first_date(text);
  if (!found || !found->valid || found->precision != plan::DatePrecision::day) return std::nullopt;
  return found->date;
}

std::optional<History> history_of(const Document& document) {
  const plan::Plan& plan = *document.plan;
  std::uint32_t home = no_index;
  for (std::uint32_t entry = 0; entry < plan.outline.size(); ++entry)
    if (plan.section(entry).role == plan::SectionRole::revision) home = entry;
  if (home == no_index) return std::nullopt;
  History out;
  for (std::uint32_t entry = home + 1; entry < plan.outline[home].end; ++entry) {
    if (plan.outline[entry].parent != home) continue;
    const plan::Section& section = plan.section(entry);
    if (const auto date = date_in(section.title))
      out.entries.push_back(
          {*date, plan.extent(entry), plan.facts(entry).text(section.title_span), entry});
  }
  if (!out.entries.empty()) return out;
  const plan::ChapterFacts& facts = plan.facts(home);
  const std::uint32_t base = plan.offset(home);
  for (const plan::Item& item : facts.items) {
    if (item.section != plan.outline[home].section || item.depth != 0) continue;
    if (item.row) {
      const plan::Table& table = facts.tables[item.table];
      if (out.table != nullptr && out.table != &table) continue;
      out.form = History::Form::rows;
      out.table = &table;
      if (const auto date = date_in(facts.text(item.span)))
        out.entries.push_back({*date, item.span.shifted(base), facts.text(item.span)});
    } else if (item.parent == no_index && out.form != History::Form::rows) {
      const auto date = date_in(item.plain);
      if (!date || plan::first_date(item.plain)->span.begin > 4) continue;
      out.form = History::Form::items;
      out.entries.push_back({*date, item.span.shifted(base), facts.text(item.text)});
    }
  }
  if (out.entries.empty()) return std::nullopt;
  return out;
}

// Where a name behind a date ends: "(Ann): …", "@ann: …", "Ann Lee — …". 0 where there is none.
std::size_t author_before_colon(std::string_view rest) {
  constexpr std::size_t longest = 32;
  if (rest.starts_with('(')) {
    const std::size_t close = rest.find(')');
    if (close == std::string_view::npos || close > longest) return 0;
    const std::string_view behind = rest.substr(close + 1);
    for (const std::string_view joint : {":", "*", "_", " - ", " — ", " – "})
      if (behind.starts_with(joint)) return close + 1;
    return 0;
  }
  const std::size_t colon = rest.find(':');
  if (colon == std::string_view::npos || colon > longest || colon == 0) return 0;
  const std::string_view name = rest.substr(0, colon);
  if (rest.substr(colon + 1).empty() || rest[colon + 1] != ' ') return 0;
  return name.starts_with('@') && name.find(' ') == std::string_view::npos ? colon : 0;
}

// "2026-11-20: Open readings" with another day and other words.
std::optional<std::string> retold(const std::string& text, plan::Date today,
                                  std::string_view locale, std::string_view what) {
  const auto date = plan::first_date(text);
  if (!date) return std::nullopt;
  const std::string day =
      plan::spelt_like(text.substr(date->span.begin, date->span.size()), *date, today, locale);
  if (day.empty()) return std::nullopt;
  std::size_t end = date->span.end;
  const std::size_t words = text.find_first_not_of(" \t:-*_])", end);
  std::string joint = words == std::string::npos ? "" : text.substr(end, words - end);
  for (const std::string_view dash : {"—", "–"})
    if (text.substr(std::min(text.size(), end + joint.size())).starts_with(dash))
      joint += std::string(dash) + " ";
  // "2026-11-20 (Ann): Postgres": who wrote it is of that entry alone.
  std::string_view rest = std::string_view(text).substr(std::min(text.size(), end + joint.size()));
  if (const std::size_t colon = author_before_colon(rest)) {
    while (joint.ends_with(' ')) joint.pop_back();
    const std::size_t next = rest.find_first_not_of(" :-*_", colon);
    std::string behind(rest.substr(colon, next == std::string_view::npos ? next : next - colon));
    for (const std::string_view dash : {" — ", " – "})
      if (rest.substr(colon).starts_with(dash)) behind = dash;
    if (behind.ends_with("**") && behind.size() > 2) behind.resize(behind.size() - 2);
    joint += behind;
    if (!joint.ends_with(' ')) joint += ' ';
  }
  if (joint.find_first_not_of(" \t") == std::string::npos) joint += ": ";
  // Bold words behind the joint are the author's; so is what the date stands in.
  const std::string_view marks = std::string_view(joint);
  if (marks.ends_with("**") && marks.size() > 2) joint.resize(joint.size() - 2);
  return text.substr(0, date->span.begin) + day + joint + std::string(what);
}

std::optional<std::string> history_row(const History& history, const HistoryEntry& model,
                                       plan::Date today, std::string_view locale,
                                       std::string_view what) {
  const plan::Table& table = *history.table;
  std::string out = "|";
  bool said = false;
  for (const plan::Table::Column& column : table.columns) {
    const std::string name = plan::normalise(column.name);
    std::string cell;
    if (column.role == plan::FieldRole::date || name == "date") {
      cell = today_like(model.text, today, locale);
    } else if (!said && (name.find("change") != std::string::npos ||
                         name.find("description") != std::string::npos ||
                         name.find("note") != std::string::npos || name == "what" ||
                         column.role == plan::FieldRole::summary)) {
      cell = what;
      said = true;
    }
    out += cell.empty() ? "  |" : " " + cell + " |";
  }
  return said ? std::optional(out) : std::nullopt;
}

}  // namespace

workspace::DocumentPtr plan_to_edit(const workspace::Workspace& workspace,
                                    const Document& document) {
  const plan::Plan& plan = *document.plan;
  if (plan.is_template || plan.is_kind_template || plan.titled_by_placeholder) return nullptr;
  const auto open = workspace.open.find(document.path);
  if (open == workspace.open.end() || open->second.get() != &document) return nullptr;
  return open->second;
}

std::string today_like(std::string_view written, plan::Date today, std::string_view locale) {
  if (const auto found = plan::date_of_value(written);
      found && found->precision == plan::DatePrecision::day) {
    std::string out = plan::spelt_like(found->span.of(written), *found, today, locale);
    if (!out.empty()) return out;
  }
  return plan::to_iso(today);
}

std::optional<std::string> with_today(std::string text, plan::Date today, std::string_view locale) {
  const auto dates = plan::find_dates(text);
  for (auto date = dates.rbegin(); date != dates.rend(); ++date) {
    const std::string day =
        plan::spelt_like(text.substr(date->span.begin, date->span.size()), *date, today, locale);
    if (day.empty()) return std::nullopt;
    text.replace(date->span.begin, date->span.size(), day);
  }
  return text;
}

std::vector<rules::Edit> updated_today(const Document& document, plan::Date today) {
  std::vector<rules::Edit> edits;
  const PlanLanguage language = language_of(document);
  for (const plan::PlacedChapter& placed : document.plan->chapters) {
    for (const plan::Field& field : placed.facts->fields) {
      if (field.role != plan::FieldRole::last_updated || field.value.empty()) continue;
      if (!is_of_the_document(*placed.facts, field)) continue;
      const std::string value = placed.facts->text(field.value);
      const auto found = plan::date_of_value(value);
      if (!found) continue;
      const std::string day =
          plan::spelt_like(std::string_view(value).substr(found->span.begin, found->span.size()),
                           *found, today, language.locale);
      const Span at = found->span.shifted(field.value.begin + placed.offset);
      if (day.empty() || day == value.substr(found->span.begin, found->span.size())) continue;
      edits.push_back({"", at, day});
    }
  }
  return edits;
}

std::optional<rules::Edit> history_entry(const Document& document, plan::Date today,
                                         std::string_view what,
                                         const std::vector<std::string>& lines) {
  const auto history = history_of(document);
  if (!history) return std::nullopt;
  const std::string_view locale = language_of(document).locale;
  const auto& entries = history->entries;
  const bool newest_last = entries.size() > 1 && entries.front().date < entries.back().date;
  const HistoryEntry& model = newest_last ? entries.back() : entries.front();
  const markdown::Document& text = document.text;
  const std::string eol(line_ending(text));
  const std::uint32_t begin = line_begin(text, model.span.begin);
  std::string made;
  switch (history->form) {
    case History::Form::headings: {
      const plan::Plan& plan = *document.plan;
      const plan::Section& section = plan.section(model.entry);
      const auto title = retold(model.text, today, locale, what);
      if (!title) return std::nullopt;
      made = std::string(section.level, '#') + " " + *title + eol;
      const std::uint32_t below =
          text.position(plan.offset(model.entry) + section.span.end).line + 1;
      const bool gap = below < text.line_count() && is_blank_line(text, below);
      if (gap) made += eol;
      if (lines.empty()) made += "- " + std::string(what) + eol;
      for (const std::string& line : lines) made += "- " + line + eol;
      if (newest_last) {
        const std::uint32_t end = rules::end_of_section(text, plan, plan.extent(model.entry));
        made.resize(made.size() - eol.size());
        return rules::Edit{"", {end, end}, eol + eol + made};
      }
      return rules::Edit{"", {begin, begin}, made + eol};
    }
    case History::Form::items: {
      const std::string whole = text.text({begin, model.span.end});
      const auto marker = marker_of(whole);
      const auto said = retold(lines_of(model.text).front(), today, locale, what);
      if (!marker || !said) return std::nullopt;
      const Marker own = newest_last ? next_marker(*marker) : *marker;
      made = std::string(own.indent, ' ') + own.sign + std::string(own.gap, ' ') + *said;
      break;
    }
    case History::Form::rows: {
      const auto row = history_row(*history, model, today, locale, what);
      if (!row) return std::nullopt;
      made = *row;
      break;
    }
  }
  if (!newest_last) return rules::Edit{"", {begin, begin}, made + eol};
  const std::uint32_t end = rules::end_of_content(text, {begin, model.span.end});
  return rules::Edit{"", {end, end}, eol + made};
}

// -- labels and items

bool has_own_line(const plan::ChapterFacts& facts, const plan::Field& field) {
  switch (field.form) {
    case plan::FieldForm::colon_outside:
    case plan::FieldForm::colon_inside:
    case plan::FieldForm::dash:
    case plan::FieldForm::plain:
      break;
    default:
      return false;
  }
  // Several on a line (`**A**: x | **B**: y`) have none.
  return std::none_of(facts.fields.begin(), facts.fields.end(), [&](const plan::Field& other) {
    if (&other == &field || other.section != field.section || other.item != field.item)
      return false;
    const Span between{std::min(other.span.begin, field.span.begin),
                       std::max(other.span.begin, field.span.begin)};
    return other.form != plan::FieldForm::heading &&
           facts.text(between).find_first_of("\r\n") == std::string::npos;
  });
}

namespace {

// From the start of its line to the field, and what its label is written with.
std::string before_on_line(const plan::ChapterFacts& facts, std::uint32_t at) {
  const std::string before = facts.text({0, at});
  return before.substr(before.find_last_of("\r\n") + 1);
}

std::string emphasis_at_end(const std::string& text) {
  return text.substr(text.find_last_not_of("*_") + 1);
}

// Where the joint behind a label ends, and the markup of its value may begin: behind the colon or
// dash, and the marks that close the label's own. All of it where there is no joint.
std::size_t end_of_joint(std::string_view behind, std::string_view marks) {
  std::size_t end = std::string_view::npos;
  for (const std::string_view joint : {":", "：", "—", "–", "-"})
    if (const std::size_t at = behind.find(joint);
        end == std::string_view::npos && at != std::string_view::npos)
      end = at + joint.size();
  if (end == std::string_view::npos) return behind.size();
  const bool closed = behind.substr(0, end).find(marks) != std::string_view::npos;
  if (!closed && behind.substr(end).starts_with(marks)) end += marks.size();
  return end;
}

}  // namespace

std::string line_like(const plan::ChapterFacts& facts, const plan::Field& model,
                      std::string_view label, std::string_view value) {
  std::string out = before_on_line(facts, model.span.begin);
  if (const auto marker = marker_of(out + "x"); marker && marker->ordered())
    out = std::string(marker->indent, ' ') + next_marker(*marker).sign +
          std::string(marker->gap, ' ');
  out += facts.text({model.span.begin, model.label.begin});
  const std::string marks = emphasis_at_end(out);
  out += label;
  // Behind the label its marks and the colon: up to the value, else to the line's end.
  const std::uint32_t section_end = facts.sections[model.section].body.end;
  const std::uint32_t end =
      model.value.empty() ? std::max(section_end, model.span.end) : model.value.begin;
  std::string behind = facts.text({model.label.end, std::max(model.label.end, end)});
  behind = behind.substr(0, behind.find_first_of("\r\n"));
  behind.resize(end_of_joint(behind, marks));
  // "**Status** (since May): …" says so of that label alone.
  if (const std::size_t open = behind.find(" ("), close = behind.rfind(')');
      open < close && close != std::string::npos)
    behind.erase(open, close + 1 - open);
  behind.resize(behind.find_last_not_of(" \t") + 1);
  out += behind;
  if (!value.empty()) out += " " + std::string(value);
  // "*Last updated: 2026-10-14*" has its value in the label's emphasis.
  if (!marks.empty() && behind.find(marks) == std::string::npos)
    out += std::string(marks.rbegin(), marks.rend());
  return out;
}

std::string placeholder_for(std::string_view label) {
  std::string out = "[" + std::string(label) + "]";
  const auto found = plan::whole_placeholder(out);
  return found && found->strength == plan::PlaceholderStrength::certain ? out : "TBD";
}

std::optional<Marker> marker_of(std::string_view line) {
  Marker out;
  std::size_t at = line.find_first_not_of(' ');
  if (at == std::string_view::npos) return std::nullopt;
  out.indent = static_cast<std::uint32_t>(at);
  std::size_t end = at;
  while (end < line.size() && end < at + 9 && '0' <= line[end] && line[end] <= '9') ++end;
  if (end == line.size()) return std::nullopt;
  const bool sign = end > at ? line[end] == '.' || line[end] == ')'
                             : line[end] == '-' || line[end] == '*' || line[end] == '+';
  if (!sign) return std::nullopt;
  out.sign = line.substr(at, end + 1 - at);
  const std::size_t words = line.find_first_not_of(' ', end + 1);
  if (words == end + 1 || words == std::string_view::npos) return std::nullopt;
  out.gap = static_cast<std::uint32_t>(words - end - 1);
  return out;
}

std::string with_marker(std::string_view item, const Marker& now, std::string_view eol) {
  std::vector<std::string> lines = lines_of(item);
  const auto old = marker_of(lines.front());
  if (!old) return std::string(item);
  lines[0] = std::string(now.indent, ' ') + now.sign + std::string(now.gap, ' ') +
             lines[0].substr(old->width());
  const int by = static_cast<int>(now.width()) - static_cast<int>(old->width());
  for (std::size_t i = 1; i < lines.size(); ++i) {
    std::string& line = lines[i];
    const std::size_t indent = line.find_first_not_of(' ');
    if (indent == std::string::npos || indent < old->width()) continue;  // blank, or a lazy line
    if (by > 0) line.insert(0, static_cast<std::size_t>(by), ' ');
    if (by < 0) line.erase(0, static_cast<std::size_t>(-by));
  }
  return joined(lines, eol);
}

Marker next_marker(Marker last) {
  if (!last.ordered()) return last;
  const unsigned long number = std::stoul(last.sign) + 1;
  last.sign = std::to_string(number) + last.sign.back();
  return last;
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> out;
  while (true) {
    const std::size_t end = text.find_first_of("\r\n");
    out.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) return out;
    text.remove_prefix(end + (text.substr(end).starts_with("\r\n") ? 2 : 1));
  }
}

std::string joined(const std::vector<std::string>& lines, std::string_view eol) {
  std::string out;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (i > 0) out += eol;
    out += lines[i];
  }
  return out;
}

// -- edits

std::vector<rules::Edit> tidy_edits(std::vector<rules::Edit> edits) {
  std::stable_sort(edits.begin(), edits.end(), [](const rules::Edit& a, const rules::Edit& b) {
    return a.path != b.path ? a.path < b.path : a.span.begin < b.span.begin;
  });
  std::vector<rules::Edit> out;
  for (rules::Edit& edit : edits) {
    rules::Edit* last = out.empty() ? nullptr : &out.back();
    if (last != nullptr && last->path == edit.path && edit.span.begin <= last->span.end) {
      last->text += edit.text;
      last->span.end = std::max(last->span.end, edit.span.end);
    } else {
      out.push_back(std::move(edit));
    }
  }
  return out;
}

workspace::DocumentPtr after_edits(const Document& document,
                                   const std::vector<rules::Edit>& edits) {
  return workspace::with_text(document, markdown::Document::parse(edited(document.text, edits)));
}

namespace {

void count_targets(const workspace::Workspace& workspace, const Document& document,
                   std::map<std::string, int>& out) {
  for (const plan::PlacedChapter& chapter : document.plan->chapters) {
    for (const plan::Mention& mention : chapter.facts->mentions) {
      if (mention.form != plan::MentionForm::link) continue;
      const workspace::Target target = workspace::resolve(workspace, document, mention);
      ++out[fmt::format("{} {} {} {}", int(target.kind), target.path, target.fragment,
                        target.path.empty() ? mention.target : std::string())];
    }
  }
}

}  // namespace

bool nothing_lost(const workspace::Workspace& workspace, const Document& before,
                  const Document& after, const Document* beside) {
  std::map<std::string, int> old, now;
  count_targets(workspace, before, old);
  count_targets(workspace, after, now);
  if (beside != nullptr) count_targets(workspace, *beside, now);
  for (const auto& [target, count] : old) {
    const auto found = now.find(target);
    if (found == now.end() || found->second < count) return false;
  }
  return std::all_of(before.summary->anchors.begin(), before.summary->anchors.end(),
                     [&](const workspace::Anchor& anchor) {
                       const workspace::Anchor* same = after.summary->anchor(anchor.slug);
                       return same != nullptr &&
                              (same->title == anchor.title ||
                               plan::normalise(same->title) == plan::normalise(anchor.title));
                     });
}

}  // namespace pland::features
