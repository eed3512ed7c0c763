#include "analysis/features/name_uses.h"

#include <algorithm>

#include "analysis/features/cursor.h"
#include "analysis/plan/label.h"
#include "analysis/plan/period.h"
#include "analysis/text/unicode.h"

namespace pland::features {
namespace {

using workspace::NamedEntity;
using workspace::SummaryPtr;

std::vector<std::string> folded_words(std::string_view name) {
  std::vector<std::string> out;
  for (const Span word : words_of(name)) out.push_back(text::fold_case(word.of(name)));
  return out;
}

bool is_letter_or_digit(char c) {
  return ('a' <= (c | 0x20) && (c | 0x20) <= 'z') || ('0' <= c && c <= '9') ||
         static_cast<unsigned char>(c) >= 0x80;
}

// Whether the words stand in a row, with spaces, line ends and markup between them. ASCII letters
// without regard to case; others as they are.
bool holds_in_row(std::string_view bytes, const std::vector<std::string>& words) {
  constexpr std::size_t widest = 12;  // bytes between two words of a name
  const auto same = [](char a, char b) {
    return ('A' <= a && a <= 'Z' ? static_cast<char>(a + 32) : a) == b;
  };
  const auto starts = [&](std::size_t at, std::string_view word) {
    return bytes.size() - at >= word.size() &&
           std::equal(word.begin(), word.end(), bytes.begin() + static_cast<std::ptrdiff_t>(at),
                      [&](char w, char c) { return same(c, w); });
  };
  if (words.empty()) return false;
  const std::string& first = words.front();
  for (std::size_t begin = 0;; ++begin) {
    const auto found = std::search(bytes.begin() + static_cast<std::ptrdiff_t>(begin), bytes.end(),
                                   first.begin(), first.end(), same);
    if (found == bytes.end()) return false;
    begin = static_cast<std::size_t>(found - bytes.begin());
    std::size_t at = begin + first.size();
    std::size_t next = 1;
    for (; next < words.size(); ++next) {
      // The rest of a word ("gauges'"), then what parts two.
      while (at < bytes.size() && is_letter_or_digit(bytes[at])) ++at;
      const std::size_t gap = at;
      while (at < bytes.size() && at - gap < widest && !is_letter_or_digit(bytes[at])) ++at;
      if (at >= bytes.size() || !starts(at, words[next])) break;
      at += words[next].size();
    }
    if (next == words.size()) return true;
  }
}

bool holds_any(std::string_view bytes, const std::vector<std::vector<std::string>>& rows) {
  return std::any_of(rows.begin(), rows.end(),
                     [&](const auto& words) { return holds_in_row(bytes, words); });
}

// The words of a text that are the ones wanted, in a row: the first of each.
std::vector<Span> rows_of(std::string_view text, const std::vector<std::string>& wanted) {
  std::vector<Span> out;
  const std::vector<Span> words = words_of(text);
  const auto is = [&](std::size_t at, const std::string& word) {
    return text::fold_case(words[at].of(text)).find(word) != std::string::npos;
  };
  for (std::size_t i = 0; i + wanted.size() <= words.size(); ++i) {
    std::size_t next = 0;
    while (next < wanted.size() && is(i + next, wanted[next])) ++next;
    if (next == wanted.size()) out.push_back(words[i]);
  }
  return out;
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
    for (const std::string& name : names_of(*one.entity)) want_name(workspace, name);
    if (!one.entity->id.empty()) want_name(workspace, one.entity->id);
    if (one.entity->kind != plan::EntityKind::milestone) continue;
    const auto period = plan::find_period(one.entity->title);
    if (period && period->period.year) want_period(workspace, period->period);
  }
}

void NameUses::want_name(const workspace::Workspace& workspace, std::string_view name) {
  Wanted wanted;
  wanted.rows = {folded_words(name)};
  wanted.ascii = std::all_of(wanted.rows[0].begin(), wanted.rows[0].end(),
                             [](const std::string& word) { return text::is_ascii(word); });
  const std::string key = plan::normalise(name);
  want(
      workspace, std::move(wanted),
      [&](const NamedEntity& entity) {
        return entity.key.find(key) != std::string_view::npos || entity.id == name;
      },
      [&](const NamedEntity& entity) {
        if (entity.id == name) return true;
        if (entity.key.find(key) == std::string_view::npos) return false;
        const auto names = names_of(entity);
        return std::find(names.begin(), names.end(), key) != names.end();
      });
}

void NameUses::want_period(const workspace::Workspace& workspace, const plan::Period& period) {
  Wanted wanted;
  wanted.is_period = true;
  const std::string year = std::to_string(*period.year), digits = year.substr(2);
  if (period.kind == plan::PeriodKind::quarter && period.number) {
    const std::string quarter = "q" + std::to_string(*period.number);
    wanted.rows = {{quarter, year}, {year, quarter}, {quarter, digits}};
  } else {
    wanted.rows = {{digits}};
  }
  const auto is_it = [&](const NamedEntity& entity) {
    if (entity.kind != plan::EntityKind::milestone) return false;
    if (entity.title.find(digits) == std::string_view::npos) return false;
    const auto found = plan::find_period(entity.title);
    return found && found->role == plan::PeriodRole::leads && found->period == period;
  };
  want(workspace, std::move(wanted), is_it, is_it);
}

// `concerns`: who could be meant where the words stand. `is_it`: whose name they are; a document
// that has such a thing of its own means that.
void NameUses::want(const workspace::Workspace& workspace, Wanted wanted,
                    const std::function<bool(const NamedEntity&)>& concerns,
                    const std::function<bool(const NamedEntity&)>& is_it) {
  std::erase_if(wanted.rows, [](const auto& row) { return row.empty(); });
  if (wanted.rows.empty()) return;
  for (const Wanted& other : wanted_)
    if (other.rows == wanted.rows && other.is_period == wanted.is_period) return;
  wanted.among.roots = workspace.roots;
  wanted.among.open = workspace.open;
  wanted.among.disk = workspace.disk;
  auto files = std::make_shared<std::map<std::string, SummaryPtr, std::less<>>>();
  const auto is_ours = [&](const SummaryPtr& summary) {
    return std::any_of(entities_.begin(), entities_.end(),
                       [&](const FoundEntity& own) { return own.document->path == summary->path; });
  };
  each_summary(workspace, [&](const SummaryPtr& summary) {
    bool could = false, own = false;
    for (const NamedEntity& entity : summary->entities) {
      if (!can_be_named(entity.kind) || !concerns(entity)) continue;
      could = true;
      if ((own = is_it(entity))) break;
    }
    if (own && !is_ours(summary)) wanted.elsewhere.insert(summary->path);
    if (could && !workspace.open.contains(summary->path)) files->emplace(summary->path, summary);
  });
  wanted.among.files = std::move(files);
  wanted_.push_back(std::move(wanted));
}

bool NameUses::may_be_in(std::string_view path, std::string_view bytes) const {
  return std::any_of(wanted_.begin(), wanted_.end(), [&](const Wanted& wanted) {
    if (wanted.elsewhere.contains(path)) return false;
    // Another case of such a letter is other bytes: nobody can tell without reading.
    return !wanted.ascii || holds_any(bytes, wanted.rows);
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
      if (wanted.elsewhere.contains(document.path)) continue;
      for (const plan::Run& run : facts.runs) {
        if (wanted.ascii && !holds_any(run.plain.text, wanted.rows)) continue;
        done = 0;
        if (wanted.is_period) {
          for (const plan::FoundPeriod& period : plan::find_periods(run.plain.text))
            ask(wanted, run.plain.source(period.span.begin));
          continue;
        }
        for (const Span word : rows_of(run.plain.text, wanted.rows.front()))
          ask(wanted, run.plain.source(word.begin));
      }
      for (const Span value : naming_front_matter(facts)) {
        done = 0;
        const std::string text = facts.text(value);
        for (const Span word : rows_of(text, wanted.rows.front()))
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
