#include "analysis/plan/references.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "analysis/plan/entities.h"
#include "analysis/plan/label.h"
#include "analysis/plan/period.h"
#include "analysis/plan/placeholder.h"
#include "analysis/plan/reader.h"
#include "analysis/text/unicode.h"

namespace pland::plan {
namespace {

constexpr std::size_t longest_name = 100;  // bytes

// Behind "superseded by", in a status: what stands there. Empty where no such words are.
std::size_t behind_superseded_by(std::string_view text) {
  const std::string lower = text::lower(text);
  for (const std::string_view words :
       {"superseded by", "superceded by", "replaced by", "obsoleted by", "deprecated by"})
    if (const auto at = lower.find(words); at != std::string::npos && lower.size() == text.size())
      return at + words.size();
  return std::string_view::npos;
}

bool is_nothing(std::string_view normal) {
  constexpr std::array<std::string_view, 8> values = {"",   "none", "nothing", "n/a",
                                                      "na", "no",   "nil",     "tbd"};
  if (std::find(values.begin(), values.end(), normal) != values.end()) return true;
  return normal.starts_with("none ") || normal.starts_with("nothing ") ||
         normal.starts_with("no ") || normal.starts_with("not ");
}

// "ADR 0002", "ADR #2": a record's number behind its family, without the hyphen of an identifier.
struct RecordId {
  std::string id;          // "ADR-0002"
  std::uint32_t size = 0;  // of what was read, in bytes; 0 where it is none
};
RecordId record_id(std::string_view text) {
  constexpr std::pair<std::string_view, std::string_view> families[] = {
      {"adr", "ADR"}, {"madr", "MADR"}, {"rfc", "RFC"}};
  for (const auto& [family, name] : families) {
    Reader r{text};
    if (!r.take_word(family) || !r.spaces()) continue;
    r.take('#');
    const std::size_t digits = r.at;
    if (!r.number(1, 6) || is_word(r.peek())) continue;
    return {std::string(name) + "-" + std::string(text.substr(digits, r.at - digits)),
            static_cast<std::uint32_t>(r.at)};
  }
  return {};
}

// "Phase 4 complete", "Phase 4: Alerts": nothing but how far it is, or its name, follows.
bool is_alone(std::string_view behind) {
  behind = text::trim(behind);
  if (behind.empty() || behind[0] == ':' || behind[0] == '(') return true;
  return behind.size() < 20 && read_status(behind).status.has_value();
}

bool has_place(PeriodKind kind) {
  return kind != PeriodKind::day && kind != PeriodKind::step && kind != PeriodKind::horizon;
}

class FieldReader {
 public:
  FieldReader(const ChapterFacts& facts, std::uint32_t field, Relation relation,
              std::vector<Reference>& out)
      : facts_(facts), field_(field), relation_(relation), out_(out) {}

  // The value, and the list below the label or the item.
  void all() {
    const Field& field = facts_.fields[field_];
    value(field.value);
    if (field.form > FieldForm::plain) return;
    // Items stand in the order of the text: those below the label follow it at once.
    auto item =
        std::lower_bound(facts_.items.begin(), facts_.items.end(), field.span.end,
                         [](const Item& one, std::uint32_t end) { return one.span.begin < end; });
    for (; item != facts_.items.end() && is_below(*item, field); ++item) {
      const bool direct =
          field.item == no_index ? item->parent == no_index : item->parent == field.item;
      if (direct && !item->row) value(item->text);
    }
  }

  void value(Span span) {
    if (span.empty()) return;
    const auto& mentions = facts_.mentions;
    auto first = std::lower_bound(
        mentions.begin(), mentions.end(), span.begin,
        [](const Mention& mention, std::uint32_t begin) { return mention.span.begin < begin; });
    // Of a link at either end the span has the words only.
    if (first != mentions.begin() && std::prev(first)->span.end > span.begin) --first;
    for (auto at = first; at != mentions.end() && at->span.begin < span.end; ++at)
      span = {std::min(span.begin, at->span.begin), std::max(span.end, at->span.end)};
    std::string text = facts_.text(span);
    for (auto at = first; at != mentions.end() && at->span.begin < span.end; ++at) {
      const bool path = at->form == MentionForm::code_path &&
                        facts_.fields[field_].form == FieldForm::front_matter;
      if ((at->form == MentionForm::link && !at->image && !at->placeholder) || path) link(*at);
      // What is a link names nothing in words, nor do the words beside it.
      std::fill(text.begin() + (at->span.begin - span.begin),
                text.begin() + (at->span.end - span.begin), '\x01');
    }
    std::replace_if(
        text.begin(), text.end(), [](char c) { return c == '*' || c == '`' || c == '~'; }, ' ');
    parts(text, span.begin);
  }

 private:
  // In the list of the label, or of the item that it leads.
  bool is_below(const Item& item, const Field& field) const {
    if (field.item == no_index) return item.label == field_;
    return item.span.begin < facts_.items[field.item].span.end;
  }

  void link(const Mention& mention) {
    Reference made = blank(ReferenceForm::link, mention.span);
    made.target = mention.target;
    made.mention = static_cast<std::uint32_t>(&mention - facts_.mentions.data());
    out_.push_back(std::move(made));
  }

  Reference blank(ReferenceForm form, Span span) const {
    Reference made;
    made.relation = relation_;
    made.form = form;
    made.span = span;
    made.field = field_;
    made.entity = facts_.fields[field_].entity;
    return made;
  }

  // Cuts at commas, semicolons, line ends and "and", but not within brackets.
  void parts(std::string_view text, std::uint32_t base) {
    int depth = 0;
    std::size_t begin = 0;
    const auto end_part = [&](std::size_t end, std::size_t next) {
      part(text.substr(begin, end - begin), base + static_cast<std::uint32_t>(begin));
      begin = next;
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
      const char c = text[i];
      if (c == '(') ++depth;
      if (c == ')') --depth;
      if (depth > 0) continue;
      if (c == ',' || c == ';' || c == '\n') end_part(i, i + 1);
      for (const std::string_view word : {" and ", " & ", " + "})
        if (text.substr(i).starts_with(word)) end_part(i, i + word.size() - 1);
    }
    end_part(text.size(), text.size());
  }

  void part(std::string_view text, std::uint32_t base) {
    if (text.find('\x01') != std::string_view::npos) return;
    constexpr std::string_view markup = " \t\r\n*_`~\"'[]";
    std::size_t begin = text.find_first_not_of(markup);
    // An item of a list in front matter.
    if (begin != std::string_view::npos && text.substr(begin).starts_with("- "))
      begin = text.find_first_not_of(markup, begin + 1);
    if (begin == std::string_view::npos) return;
    const std::size_t end = text.find_last_not_of(markup) + 1;
    base += static_cast<std::uint32_t>(begin);
    text = text.substr(begin, end - begin);
    const auto size_of = [](std::string_view words) {
      return static_cast<std::uint32_t>(words.size());
    };
    if (text.find_first_of("\r\n") != std::string_view::npos) return;
    if (const std::string id = explicit_id(text); !id.empty()) {
      Reference& made = out_.emplace_back(blank(ReferenceForm::id, {base, base + size_of(id)}));
      made.target = id;
      return;
    }
    if (const RecordId record = record_id(text); record.size > 0) {
      Reference& made = out_.emplace_back(blank(ReferenceForm::id, {base, base + record.size}));
      made.target = record.id;
      return;
    }
    if (const auto period = find_period(text); period && period->span.begin == 0) {
      const bool leads = period->role == PeriodRole::leads && has_place(period->period.kind) &&
                         is_alone(text.substr(period->span.end));
      if (!leads) return;
      Reference& made =
          out_.emplace_back(blank(ReferenceForm::ordinal, {base, base + period->span.end}));
      made.target = to_string(period->period);
      return;
    }
    const std::string normal = normalise_without_parenthesis(text);
    if (is_nothing(normal) || normal.find(' ') == std::string::npos) return;
    if (normal.size() > longest_name || whole_placeholder(text)) return;
    Reference& made = out_.emplace_back(blank(ReferenceForm::name, {base, base + size_of(text)}));
    made.target = normalise(text);
  }

  const ChapterFacts& facts_;
  std::uint32_t field_;
  Relation relation_;
  std::vector<Reference>& out_;
};

}  // namespace

std::optional<Relation> relation_of(std::optional<FieldRole> role) {
  if (!role) return std::nullopt;
  switch (*role) {
    case FieldRole::depends_on:
    case FieldRole::blocked_by:
      return Relation::depends_on;
    case FieldRole::blocks:
      return Relation::blocks;
    case FieldRole::supersedes:
      return Relation::supersedes;
    case FieldRole::superseded_by:
      return Relation::superseded_by;
    default:
      return std::nullopt;
  }
}

std::vector<Reference> read_references(const ChapterFacts& facts) {
  std::vector<Reference> out;
  for (std::uint32_t i = 0; i < facts.fields.size(); ++i) {
    const Field& field = facts.fields[i];
    if (const auto relation = relation_of(field.role)) {
      FieldReader(facts, i, *relation, out).all();
    } else if (field.role == FieldRole::status) {
      const std::size_t behind = behind_superseded_by(facts.text(field.value));
      if (behind == std::string_view::npos) continue;
      Span rest = field.value;
      rest.begin += static_cast<std::uint32_t>(behind);
      FieldReader(facts, i, Relation::superseded_by, out).value(rest);
    }
  }
  return out;
}

}  // namespace pland::plan
