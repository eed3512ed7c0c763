#include "analysis/features/status_examples.h"

#include <algorithm>

#include "analysis/features/plan_edit.h"
#include "analysis/text/unicode.h"

namespace pland::features {

using plan::ChapterFacts;
using plan::FieldRole;
using plan::no_index;
using plan::Status;

namespace {

bool is_sign_at(std::string_view text, std::size_t at) {
  return text::emoji_size(text, at) > 0 && !('0' <= text[at] && text[at] <= '9');
}

bool has_sign(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); at += text::decode(text, at).size)
    if (is_sign_at(text, at)) return true;
  return false;
}

bool says(Status status, bool done) {
  return done ? status == Status::done : status == Status::doing || status == Status::todo;
}

std::uint32_t distance(std::uint32_t a, std::uint32_t b) { return a > b ? a - b : b - a; }

std::uint32_t place_of(const Work& work) {
  return work.standing.placed().offset + span_of(work).begin;
}

bool is_own(const Work& work, std::uint32_t chapter, std::uint32_t entity, std::uint32_t item) {
  return chapter == work.standing.chapter &&
         ((entity != no_index && entity == work.standing.index) ||
          (item != no_index && item == work.item));
}

// A value of another status field or cell of the same form.
struct Value {
  std::string raw;
  SaidStatus said;
  std::uint32_t far = 0;
};

// All of them that are a status and nothing else.
std::vector<Value> values_beside(const Saying& saying) {
  const Work& work = saying.work;
  const WorkForm form = form_of(work);
  std::vector<Value> out;
  const auto consider = [&](const ChapterFacts& facts, std::uint32_t base, Span span,
                            std::string_view plain) {
    constexpr std::size_t longest = 64;
    if (plain.empty() || plain.size() > longest) return;
    const auto said = said_status(plain, saying.language.vocabulary());
    if (!said || !said->alone) return;
    std::string raw = facts.text(span);
    if (raw.find('[') != std::string::npos || raw.find('`') != std::string::npos) return;
    out.push_back({std::move(raw), *said, distance(base + span.begin, place_of(work))});
  };
  const plan::Plan& plan = *work.standing.document->plan;
  for (std::uint32_t c = 0; c < plan.chapters.size(); ++c) {
    const plan::PlacedChapter& placed = plan.chapters[c];
    const ChapterFacts& facts = *placed.facts;
    for (std::uint32_t e = 0; form != WorkForm::row && e < facts.entities.size(); ++e) {
      const plan::Entity& entity = facts.entities[e];
      if (is_own(work, c, e, entity.item) || form_of(facts, entity.item) != form) continue;
      if (!is_marked(entity.kind)) continue;
      const Work other{{work.standing.document, c, e}, entity.item};
      if (const plan::Field* field = field_of(other, FieldRole::status, saying.language))
        consider(facts, placed.offset, field->value, field->value_text);
    }
    for (std::uint32_t i = 0; form == WorkForm::row && i < facts.items.size(); ++i) {
      const plan::Item& item = facts.items[i];
      if (!item.row || is_own(work, c, no_index, i)) continue;
      const plan::EntityKind kind =
          item.entity == no_index ? plan::EntityKind::none : facts.entities[item.entity].kind;
      if (kind != plan::EntityKind::none && kind != plan::EntityKind::milestone && !is_marked(kind))
        continue;
      if (const auto* cell = cell_of(facts, i, FieldRole::status, saying.language))
        consider(facts, placed.offset, cell->span, cell->plain);
    }
  }
  return out;
}

// One that says what this one is to say, made today's. Doing counts for more than planned: what is
// opened again had begun.
std::optional<std::string> said_elsewhere(const Saying& saying) {
  std::optional<std::string> best;
  std::uint64_t best_far = 0;
  for (const Value& value : values_beside(saying)) {
    if (!says(value.said.status, saying.done)) continue;
    const std::uint64_t far =
        value.far + (value.said.status == Status::todo ? std::uint64_t{1} << 32 : 0);
    if (best && best_far <= far) continue;
    auto dated = with_today(value.raw, saying.today, saying.language.locale);
    if (!dated) continue;
    best = std::move(dated);
    best_far = far;
  }
  return best;
}

// What the nearest says, whatever it is: how statuses are dressed here.
std::string dress_beside(const Saying& saying) {
  const std::vector<Value> values = values_beside(saying);
  const auto nearest = std::min_element(
      values.begin(), values.end(), [](const Value& a, const Value& b) { return a.far < b.far; });
  return nearest == values.end() ? std::string() : nearest->raw;
}

bool is_done_item(const ChapterFacts& facts, std::uint32_t index, const Saying& saying) {
  const plan::Item& item = facts.items[index];
  if (item.checked) return *item.checked;
  if (std::any_of(item.statuses.begin(), item.statuses.end(), [](const plan::StatusFact& fact) {
        return fact.source == plan::StatusFact::Source::title && fact.status == Status::done;
      }))
    return true;
  return !done_tail(facts, item, saying.language).empty();
}

}  // namespace

std::string dressed(const Saying& saying, std::string_view before) {
  const std::string sign = saying.done ? "✅" : "🔄";
  const bool signs = has_sign(before);
  if (signs && status_words(before).empty()) return sign;
  std::string out = usual_word(saying.language, saying.done ? Status::done : Status::doing, before);
  if (!signs) return out;
  std::size_t first = before.find_first_not_of(" *_([");
  const bool behind = first != std::string_view::npos && !is_sign_at(before, first);
  return behind ? out + " " + sign : sign + " " + out;
}

std::string status_value(const Saying& saying, std::string_view before, bool* example) {
  auto said = said_elsewhere(saying);
  if (example != nullptr) *example = said.has_value();
  if (said) return *said;
  return dressed(saying, before.empty() ? dress_beside(saying) : std::string(before));
}

std::string status_label(const Saying& saying) {
  const Work& work = saying.work;
  const WorkForm form = form_of(work);
  std::string best;
  std::uint64_t best_far = 0;
  const plan::Plan& plan = *work.standing.document->plan;
  for (const plan::PlacedChapter& placed : plan.chapters) {
    const ChapterFacts& facts = *placed.facts;
    for (const plan::Field& field : facts.fields) {
      if (field.form == plan::FieldForm::front_matter || field.form == plan::FieldForm::heading)
        continue;
      const bool is_status =
          field.role ? field.role == FieldRole::status
                     : plan::field_role(field.label_text, saying.language.vocabulary()) ==
                           FieldRole::status;
      if (!is_status || field.label_text.empty()) continue;
      const bool same =
          field.entity != no_index && form_of(facts, facts.entities[field.entity].item) == form;
      const std::uint64_t far = distance(placed.offset + field.span.begin, place_of(work)) +
                                (same ? 0 : std::uint64_t{1} << 32);
      if (!best.empty() && best_far <= far) continue;
      best = field.label_text;
      best_far = far;
    }
  }
  return best.empty() ? usual_label(saying.language, FieldRole::status) : best;
}

// -- items of lists

std::size_t joint_size(std::string_view text) {
  for (const std::string_view joint : {"— ", "– ", "- ", "| ", "· ", ": ", "→ "})
    if (text.starts_with(joint)) return joint.size();
  return 0;
}

Span behind_name(const ChapterFacts& facts, const plan::Item& item) {
  std::uint32_t begin = std::clamp(item.name_span.end, item.text.begin, item.text.end);
  if (begin == item.text.end) begin = item.text.begin;
  const std::string text = facts.text({begin, item.text.end});
  const auto size = static_cast<std::uint32_t>(std::min(text.find_first_of("\r\n"), text.size()));
  return {begin, begin + size};
}

std::optional<DoneItem> done_beside(const Saying& saying) {
  const Work& work = saying.work;
  const plan::Item* own = item_of(work);
  if (own == nullptr || own->row) return std::nullopt;
  const auto kind_of = [](const ChapterFacts& facts, const plan::Item& item) {
    return item.entity == no_index ? plan::EntityKind::none : facts.entities[item.entity].kind;
  };
  const plan::EntityKind kind = kind_of(work.standing.facts(), *own);
  std::optional<DoneItem> best;
  std::uint64_t best_far = 0;
  const plan::Plan& plan = *work.standing.document->plan;
  for (std::uint32_t c = 0; c < plan.chapters.size(); ++c) {
    const plan::PlacedChapter& placed = plan.chapters[c];
    const ChapterFacts& facts = *placed.facts;
    for (std::uint32_t i = 0; i < facts.items.size(); ++i) {
      const plan::Item& item = facts.items[i];
      if (is_own(work, c, no_index, i) || item.row || is_field(facts, i)) continue;
      const bool beside = c == work.standing.chapter && item.section == own->section &&
                          item.parent == own->parent && item.label == own->label;
      const bool alike = item.checked.has_value() == own->checked.has_value() &&
                         item.depth == own->depth && kind_of(facts, item) == kind;
      if (!beside && !(alike && kind != plan::EntityKind::none)) continue;
      const std::uint64_t far = distance(placed.offset + item.span.begin, place_of(work)) +
                                (beside ? 0 : std::uint64_t{1} << 32);
      if (best && best_far <= far) continue;
      if (!is_done_item(facts, i, saying)) continue;
      best = DoneItem{&facts, placed.offset, i};
      best_far = far;
    }
  }
  return best;
}

Span done_tail(const ChapterFacts& facts, const plan::Item& item, const PlanLanguage& language) {
  const Span words = behind_name(facts, item);
  const std::string text = facts.text(words);
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool colon = text.compare(at, 2, ": ") == 0;
    if (text[at] != ' ' && !colon && text.compare(at, 2, ", ") != 0) continue;
    const std::string_view blanks = colon ? " :" : " ,";
    std::string inner = text.substr(std::min(text.find_first_not_of(blanks, at), text.size()));
    if (inner.empty() || inner.find_first_of("[`<~") != std::string::npos) continue;
    // "Paint it until it is done": a bare last word is one of the sentence.
    const bool bare = joint_size(inner) == 0 && inner.find_first_of("(*_") != 0 &&
                      !has_sign(inner) && plan::find_dates(inner).empty();
    if (colon ? !bare : bare && text[at] != ',') continue;
    inner = inner.substr(joint_size(inner));
    if (inner.starts_with('(') && inner.ends_with(')')) inner = inner.substr(1, inner.size() - 2);
    std::erase_if(inner, [](char c) { return c == '*' || c == '_'; });
    const auto said = said_status(inner, language.vocabulary());
    if (said && said->alone && said->status == Status::done)
      return {words.begin + static_cast<std::uint32_t>(at), words.end};
  }
  return {};
}

std::string tail_of(const DoneItem& model, const Saying& saying) {
  const Span tail = done_tail(*model.facts, model.item(), saying.language);
  return with_today(model.facts->text(tail), saying.today, saying.language.locale).value_or("");
}

std::string lead_of(const DoneItem& model) {
  const plan::Item& item = model.item();
  const std::string before = model.facts->text({item.text.begin, item.name_span.begin});
  for (const plan::StatusFact& fact : item.statuses) {
    if (fact.source != plan::StatusFact::Source::title || fact.status != Status::done) continue;
    const std::string mark = model.facts->text(fact.span);
    const bool leads = fact.span.begin < item.name_span.begin ? before.starts_with(mark)
                                                              : fact.span.begin == item.text.begin;
    if (leads && plan::is_unmistakable(mark)) return mark;
  }
  return {};
}

std::vector<std::uint32_t> items_below(const ChapterFacts& facts, std::uint32_t item) {
  std::vector<std::uint32_t> out;
  for (std::uint32_t i = 0; i < facts.items.size(); ++i)
    if (facts.items[i].parent == item && !facts.items[i].row) out.push_back(i);
  return out;
}

std::optional<std::uint32_t> day_below(const ChapterFacts& facts, std::uint32_t item,
                                       const PlanLanguage& language) {
  for (const std::uint32_t below : items_below(facts, item)) {
    const plan::Item& one = facts.items[below];
    if (one.checked || is_field(facts, below) || plan::find_dates(one.plain).empty()) continue;
    const auto said = said_status(one.plain, language.vocabulary());
    if (said && said->alone && said->status == Status::done) return below;
  }
  return std::nullopt;
}

}  // namespace pland::features
