#include "analysis/features/name_uses.h"

#include <algorithm>

#include "analysis/features/cursor.h"
#include "analysis/plan/period.h"
#include "analysis/text/unicode.h"

namespace pland::features {
namespace {

using workspace::NamedEntity;
using workspace::SummaryPtr;

// The longest word of a name: the rarest, as a rule.
std::string telling_word(std::string_view name) {
  Span best;
  for (const Span word : words_of(name))
    if (word.size() > best.size()) best = word;
  return text::fold_case(best.of(name));
}

// ASCII letters without regard to case; others as they are.
bool holds_word(std::string_view bytes, std::string_view word) {
  const auto lower = [](char c) { return 'A' <= c && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  const auto found = std::search(bytes.begin(), bytes.end(), word.begin(), word.end(),
                                 [&](char a, char b) { return lower(a) == b; });
  return found != bytes.end();
}

// The values in front matter that name other work.
std::vector<Span> naming_front_matter(const plan::ChapterFacts& facts) {
  std::vector<Span> out;
  const plan::Field* open = nullptr;
  for (const plan::Field& field : facts.fields) {
    if (field.form != plan::FieldForm::front_matter) continue;
    if (open != nullptr) out.push_back({open->label.end, field.label.begin});
    open = refers(field.role) ? &field : nullptr;
  }
  const std::uint32_t end = facts.sections.empty() ? 0 : facts.sections.front().span.begin;
  if (open != nullptr) out.push_back({open->label.end, std::max(open->value.end, end)});
  return out;
}

}  // namespace

NameUses::NameUses(const workspace::Workspace& workspace, std::vector<FoundEntity> entities)
    : entities_(std::move(entities)) {
  for (const FoundEntity& one : entities_) {
    for (const std::string& name : names_of(*one.entity))
      want(workspace, telling_word(name), false);
    if (!one.entity->id.empty()) want(workspace, text::fold_case(one.entity->id), false);
    if (one.entity->kind != plan::EntityKind::milestone) continue;
    const auto period = plan::find_period(one.entity->title);
    if (period && period->period.year)
      want(workspace, std::to_string(*period->period.year).substr(2), true);
  }
}

void NameUses::want(const workspace::Workspace& workspace, std::string word, bool is_year) {
  if (word.empty()) return;
  for (const Wanted& other : wanted_)
    if (other.word == word && other.is_year == is_year) return;
  Wanted wanted{std::move(word), is_year, {}};
  wanted.among.roots = workspace.roots;
  wanted.among.open = workspace.open;
  wanted.among.disk = workspace.disk;
  auto files = std::make_shared<std::map<std::string, SummaryPtr, std::less<>>>();
  const auto concerns = [&](const NamedEntity& entity) {
    if (!can_be_named(entity.kind)) return false;
    if (is_year) return entity.title.find(wanted.word) != std::string_view::npos;
    return entity.key.find(wanted.word) != std::string_view::npos ||
           (!entity.id.empty() && text::fold_case(entity.id) == wanted.word);
  };
  each_summary(workspace, [&](const SummaryPtr& summary) {
    if (workspace.open.contains(summary->path)) return;
    if (std::any_of(summary->entities.begin(), summary->entities.end(), concerns))
      files->emplace(summary->path, summary);
  });
  wanted.among.files = std::move(files);
  wanted_.push_back(std::move(wanted));
}

bool NameUses::may_be_in(std::string_view bytes) const {
  return std::any_of(wanted_.begin(), wanted_.end(), [&](const Wanted& wanted) {
    // Another case of such a letter is other bytes: nobody can tell without reading.
    return !text::is_ascii(wanted.word) || holds_word(bytes, wanted.word);
  });
}

bool NameUses::is_meant(const Naming& naming) const {
  return std::any_of(naming.entities.begin(), naming.entities.end(), [&](const FoundEntity& found) {
    return std::any_of(entities_.begin(), entities_.end(), [&](const FoundEntity& own) {
      return own.document->path == found.document->path && own.entity->key == found.entity->key &&
             own.entity->place.begin == found.entity->place.begin;
    });
  });
}

std::vector<NameUse> NameUses::in(const workspace::Document& document) const {
  std::vector<NameUse> out;
  const auto& chapters = document.plan->chapters;
  for (std::uint32_t index = 0; index < chapters.size(); ++index) {
    const plan::ChapterFacts& facts = *chapters[index].facts;
    Cursor cursor{&document, &facts, index, chapters[index].offset, 0};
    std::uint32_t done = 0;  // nothing more is named before this byte of the chapter
    const auto ask = [&](const Wanted& wanted, std::uint32_t at) {
      if (at < done) return;
      cursor.at = at;
      auto naming = naming_at(wanted.among, cursor);
      if (!naming || !is_meant(*naming)) return;
      done = naming->span.end - cursor.base;
      out.push_back({naming->span, std::move(naming->text)});
    };
    for (const Wanted& wanted : wanted_) {
      for (const plan::Run& run : facts.runs) {
        if (!holds_word(run.plain.text, wanted.word) && text::is_ascii(wanted.word)) continue;
        done = 0;
        if (wanted.is_year) {
          for (const plan::FoundPeriod& period : plan::find_periods(run.plain.text))
            ask(wanted, run.plain.source(period.span.begin));
          continue;
        }
        for (const Span word : words_of(run.plain.text)) {
          const std::string folded = text::fold_case(word.of(run.plain.text));
          if (folded.find(wanted.word) != std::string::npos)
            ask(wanted, run.plain.source(word.begin));
        }
      }
      for (const Span value : naming_front_matter(facts)) {
        done = 0;
        const std::string text = facts.text(value);
        for (const Span word : words_of(text))
          if (text::fold_case(word.of(text)).find(wanted.word) != std::string::npos)
            ask(wanted, value.begin + word.begin);
      }
    }
  }
  // A dependency's row names what it depends on.
  for (const NamedEntity& row : document.summary->entities) {
    if (row.kind != plan::EntityKind::dependency) continue;
    const bool meant = std::any_of(entities_.begin(), entities_.end(), [&](const FoundEntity& own) {
      return own.entity->key == row.key && own.entity->kind != plan::EntityKind::dependency;
    });
    if (!meant) continue;
    Span name = row.place.span;
    name.begin += ordinal_size(document.text.text(name));
    out.push_back({name, document.text.text(name)});
  }
  std::sort(out.begin(), out.end(), [](const NameUse& a, const NameUse& b) {
    return std::pair{a.span.begin, a.span.end} < std::pair{b.span.begin, b.span.end};
  });
  const auto same = [](const NameUse& a, const NameUse& b) { return a.span == b.span; };
  out.erase(std::unique(out.begin(), out.end(), same), out.end());
  return out;
}

}  // namespace pland::features
