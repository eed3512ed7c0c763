#include "analysis/features/naming.h"

#include <algorithm>
#include <set>
#include <unordered_map>

#include "analysis/plan/label.h"
#include "analysis/plan/period.h"
#include "analysis/text/unicode.h"
#include "analysis/workspace/index.h"

namespace pland::features {
namespace {

using plan::EntityKind;
using plan::FieldRole;
using plan::no_index;

constexpr std::size_t longest_name = 10;  // words

// A reading of the text at the cursor: earlier ones are better.
struct Reading {
  Span span;  // in the run's plain text
  std::string key;
  std::string id;          // as written, where it could be an identifier
  bool deliberate = true;  // said as a name, not words that happen to follow each other
};

bool is_kind_word(char32_t code) {
  return text::is_letter(code) || text::is_number(code) || text::is_mark(code);
}

bool is_identifier(std::string_view word) {
  const std::size_t dash = word.find_last_of('-');
  if (dash == std::string_view::npos || dash < 2 || dash + 1 == word.size()) return false;
  const auto upper = [](char c) {
    return ('A' <= c && c <= 'Z') || ('0' <= c && c <= '9') || c == '_';
  };
  const auto digit = [](char c) { return '0' <= c && c <= '9'; };
  return std::all_of(word.begin(), word.begin() + static_cast<std::ptrdiff_t>(dash), upper) &&
         std::all_of(word.begin() + static_cast<std::ptrdiff_t>(dash) + 1, word.end(), digit);
}

// A milestone's name without its months, and joined as names are: "q1 2027: start" for
// "q1 2027 (jan - mar) — start". Empty where that is no other name.
std::string short_name(std::string_view key) {
  std::string out(key);
  const std::size_t open = out.find(" (");
  if (open != std::string::npos) {
    const std::size_t close = out.find(')', open);
    if (close == std::string::npos || out.find_first_of("0123456789") > open) return {};
    out.erase(open, close + 1 - open);
  }
  for (const std::string_view joint : {" - ", " – ", " — "}) {
    const std::size_t at = out.find(joint);
    if (at == std::string::npos || out.find(": ") < at) continue;
    out.replace(at, joint.size(), ": ");
    break;
  }
  return out == key ? std::string() : out;
}

// The names of an entity: its key; behind a number its title proper; the number alone.
template <typename Visit>
void each_name(EntityKind kind, std::string_view key, Visit&& visit) {
  if (key.empty()) return;
  visit(key);
  const bool numbered = kind == EntityKind::theme || kind == EntityKind::objective ||
                        kind == EntityKind::milestone || kind == EntityKind::decision ||
                        kind == EntityKind::risk || kind == EntityKind::initiative;
  const std::size_t colon = numbered ? key.find(": ") : std::string_view::npos;
  if (colon == std::string_view::npos) return;
  const std::string_view tail = key.substr(colon + 2);
  if (tail.find(' ') != std::string_view::npos) visit(tail);
  const std::string_view head = key.substr(0, colon);
  if (head.find(' ') != std::string_view::npos) visit(head);
}

// Those of a milestone that are in no text as they are.
template <typename Visit>
void each_short_name(EntityKind kind, std::string_view key, Visit&& visit) {
  if (kind != EntityKind::milestone) return;
  const std::string whole = short_name(key);
  if (whole.empty()) return;
  each_name(kind, whole, visit);
}

// The own document's first, then the roadmaps', then all: who is nearer is meant.
void keep_nearest(std::vector<FoundEntity>& found, std::string_view own) {
  const auto keep = [&](auto&& near) {
    if (std::none_of(found.begin(), found.end(), near)) return false;
    std::erase_if(found, [&](const FoundEntity& one) { return !near(one); });
    return true;
  };
  if (keep([&](const FoundEntity& one) { return one.document->path == own; })) return;
  keep([](const FoundEntity& one) { return one.document->kind == plan::DocumentKind::roadmap; });
}

// The documents in which one of the readings could be an entity: by the index of names where every
// reading is a whole name, else all of them, because a part of a title is in no index.
template <typename Visit>
void each_candidate(const workspace::Workspace& workspace, const std::vector<Reading>& readings,
                    Visit&& visit) {
  const bool indexed =
      workspace.index != nullptr && workspace.index->files == workspace.files &&
      std::none_of(readings.begin(), readings.end(), [](const Reading& r) { return r.deliberate; });
  if (!indexed) return each_summary(workspace, visit);
  for (const auto& [path, document] : workspace.open) visit(document->summary);
  std::set<std::string_view> seen;  // and in the order of their paths, as all would be
  std::vector<workspace::SummaryPtr> closed;
  const auto add = [&](workspace::NameForm form, std::string_view name) {
    if (name.empty()) return;
    for (workspace::SummaryPtr& summary : workspace::files_with(*workspace.index, form, name)) {
      if (summary == nullptr || workspace.open.contains(summary->path)) continue;
      if (seen.insert(summary->path).second) closed.push_back(std::move(summary));
    }
  };
  for (const Reading& reading : readings) {
    add(workspace::NameForm::key, reading.key);
    add(workspace::NameForm::id, reading.id);
  }
  std::sort(closed.begin(), closed.end(),
            [](const auto& a, const auto& b) { return a->path < b->path; });
  for (const workspace::SummaryPtr& summary : closed) visit(summary);
}

std::vector<std::vector<FoundEntity>> find(const workspace::Workspace& workspace,
                                           std::string_view own,
                                           const std::vector<Reading>& readings) {
  std::vector<std::vector<FoundEntity>> found(readings.size());
  std::unordered_multimap<std::string_view, std::size_t> keys;
  std::vector<std::string> shorter(readings.size());
  for (std::size_t i = 0; i < readings.size(); ++i) {
    if (!readings[i].key.empty()) keys.emplace(readings[i].key, i);
    if (readings[i].deliberate) shorter[i] = short_name(readings[i].key);
    if (!shorter[i].empty()) keys.emplace(shorter[i], i);
  }
  each_candidate(workspace, readings, [&](const workspace::SummaryPtr& summary) {
    if (summary->path != own && !workspace.is_inside(summary->path)) return;
    for (const workspace::NamedEntity& entity : summary->entities) {
      if (!can_be_named(entity.kind)) continue;
      const auto look = [&](std::string_view name) {
        for (auto [at, end] = keys.equal_range(name); at != end; ++at) {
          // Part of a title is a name only where somebody means one.
          if (!readings[at->second].deliberate && name != entity.key) continue;
          auto& of_reading = found[at->second];
          if (of_reading.empty() || of_reading.back().entity != &entity)
            of_reading.push_back({summary, &entity});
        }
      };
      each_name(entity.kind, entity.key, look);
      each_short_name(entity.kind, entity.key, look);
      if (entity.id.empty()) continue;
      for (std::size_t i = 0; i < readings.size(); ++i) {
        if (readings[i].id == entity.id && (found[i].empty() || found[i].back().entity != &entity))
          found[i].push_back({summary, &entity});
      }
    }
  });
  return found;
}

Reading reading(std::string_view text, Span span) {
  const std::string_view words = span.of(text);
  Reading out{span, plan::normalise(words), {}, true};
  if (is_identifier(words)) out.id = words;
  return out;
}

// Between a pair of quotation marks around `at`.
std::optional<Span> quoted_at(std::string_view text, std::uint32_t at) {
  static constexpr std::pair<std::string_view, std::string_view> marks[] = {
      {"\"", "\""}, {"“", "”"}, {"„", "“"}, {"«", "»"}, {"'", "'"}};
  for (const auto& [open, close] : marks) {
    const std::size_t begin = at == 0 ? std::string_view::npos : text.rfind(open, at - 1);
    if (begin == std::string_view::npos) continue;
    const std::size_t end = text.find(close, at);
    if (end == std::string_view::npos || end <= begin + open.size() || end - begin > 120) continue;
    return Span{static_cast<std::uint32_t>(begin + open.size()), static_cast<std::uint32_t>(end)};
  }
  return std::nullopt;
}

// The milestones that a period under the cursor means: of the same quarter, half, phase, release.
std::optional<Naming> period_at(const workspace::Workspace& workspace, const Cursor& cursor,
                                const plan::Run& run, std::uint32_t at) {
  for (const plan::FoundPeriod& found : plan::find_periods(run.plain.text)) {
    if (!found.span.touches(at)) continue;
    Naming out{
        cursor.place(run.plain.source(found.span)), std::string(found.span.of(run.plain.text)), {}};
    // A title that says the same period has its year in it, however it is spelt.
    const std::string year =
        found.period.year ? std::to_string(*found.period.year).substr(2) : std::string();
    const auto look = [&](const workspace::SummaryPtr& summary) {
      for (const workspace::NamedEntity& entity : summary->entities) {
        if (entity.kind != EntityKind::milestone) continue;
        if (entity.title.find(year) == std::string_view::npos) continue;
        const auto period = plan::find_period(entity.title);
        if (period && period->role == plan::PeriodRole::leads && period->period == found.period)
          out.entities.push_back({summary, &entity});
      }
    };
    const std::string_view own = cursor.document->path;
    look(cursor.document->summary);
    if (out.entities.empty()) {
      each_summary(workspace, [&](const workspace::SummaryPtr& summary) {
        if (summary->path != own && workspace.is_inside(summary->path)) look(summary);
      });
    }
    keep_nearest(out.entities, cursor.document->path);
    if (out.entities.empty() || !out.span.touches(cursor.offset())) return std::nullopt;
    return out;
  }
  return std::nullopt;
}

// `depends_on: Partner API`, `[Partner API, TEN-3]`, or a list below the key: YAML, of which only
// what a name can stand in is read.
std::optional<Naming> named_in_front_matter(const workspace::Workspace& workspace,
                                            const Cursor& cursor) {
  if (ground_at(*cursor.document, cursor.offset()) != Ground::front_matter) return std::nullopt;
  const plan::Field* key = nullptr;  // the last before the cursor
  for (const plan::Field& field : cursor.facts->fields)
    if (field.form == plan::FieldForm::front_matter && field.label.end < cursor.at) key = &field;
  if (key == nullptr || !refers(key->role)) return std::nullopt;
  const markdown::Document& document = cursor.document->text;
  const Span line = document.line_span(document.position(cursor.offset()).line);
  const Span label = cursor.place(key->label);
  const bool same_line = line.contains(label.begin);
  // Below the key only an item of its list.
  const std::string text = document.text(line);
  const std::size_t first = text.find_first_not_of(' ');
  if (!same_line && (first == std::string::npos || text[first] != '-')) return std::nullopt;
  const std::uint32_t begin =
      same_line ? label.end - line.begin + 1 : static_cast<std::uint32_t>(first) + 1;
  const std::uint32_t at = cursor.offset() - line.begin;
  if (at < begin || begin > text.size()) return std::nullopt;

  std::vector<Reading> readings;
  const auto add = [&](Span span) {
    const auto is_mark = [](char c) {
      return c == ' ' || c == '[' || c == ']' || c == '"' || c == '\'';
    };
    while (span.begin < span.end && is_mark(text[span.begin])) ++span.begin;
    while (span.end > span.begin && is_mark(text[span.end - 1])) --span.end;
    if (!span.empty() && span.touches(at)) readings.push_back(reading(text, span));
  };
  add({begin, static_cast<std::uint32_t>(text.size())});
  for (const Span part : reference_parts(std::string_view(text).substr(begin)))
    add(part.shifted(begin));
  auto found = find(workspace, cursor.document->path, readings);
  for (std::size_t i = 0; i < readings.size(); ++i) {
    if (found[i].empty()) continue;
    keep_nearest(found[i], cursor.document->path);
    return Naming{readings[i].span.shifted(line.begin), std::string(readings[i].span.of(text)),
                  std::move(found[i])};
  }
  return std::nullopt;
}

}  // namespace

std::vector<Span> words_of(std::string_view text) {
  std::vector<Span> words;
  for (std::uint32_t at = 0; at < text.size();) {
    const text::Decoded first = text::decode(text, at);
    if (!is_kind_word(first.code)) {
      at += first.size;
      continue;
    }
    Span word{at, at + first.size};
    for (std::uint32_t next = word.end; next < text.size();) {
      const text::Decoded c = text::decode(text, next);
      if (text::is_space(c.code)) break;
      next += c.size;
      if (is_kind_word(c.code)) word.end = next;
    }
    words.push_back(word);
    at = word.end;
  }
  return words;
}

bool can_be_named(EntityKind kind) {
  return kind != EntityKind::none && kind != EntityKind::task && kind != EntityKind::revision;
}

bool refers(std::optional<FieldRole> role) {
  if (!role) return false;
  switch (*role) {
    case FieldRole::depends_on:
    case FieldRole::blocks:
    case FieldRole::blocked_by:
    case FieldRole::related:
    case FieldRole::parent:
    case FieldRole::supersedes:
    case FieldRole::superseded_by:
    case FieldRole::theme:
      return true;
    default:
      return false;
  }
}

std::uint32_t separator_size(std::string_view text, std::size_t at) {
  if (text[at] == ',' || text[at] == ';') return 1;
  for (const std::string_view word : {" and ", " & ", " + "})
    if (text.substr(at).starts_with(word)) return static_cast<std::uint32_t>(word.size());
  return 0;
}

std::vector<Span> reference_parts(std::string_view text) {
  std::vector<Span> parts;
  std::uint32_t begin = 0;
  const auto close = [&](std::uint32_t end) {
    Span part{begin, end};
    while (part.begin < part.end && text[part.begin] == ' ') ++part.begin;
    while (part.end > part.begin && text[part.end - 1] == ' ') --part.end;
    if (!part.empty()) parts.push_back(part);
  };
  for (std::uint32_t at = 0; at < text.size(); ++at) {
    const std::uint32_t size = separator_size(text, at);
    if (size == 0) continue;
    close(at);
    begin = at + size;
    at = begin - 1;
  }
  close(static_cast<std::uint32_t>(text.size()));
  return parts;
}

std::optional<Naming> naming_at(const workspace::Workspace& workspace, const Cursor& cursor) {
  const plan::Run* run = run_at(cursor);
  if (run == nullptr) return named_in_front_matter(workspace, cursor);
  const std::string_view text = run->plain.text;
  const std::uint32_t at = plain_offset(run->plain, cursor.at);

  // An entity's own name defines it.
  const std::uint32_t own = entity_at(cursor);
  if (own != no_index && cursor.facts->entities[own].name_span.touches(cursor.at))
    return std::nullopt;

  std::vector<Reading> readings;
  const auto add = [&](Span span) {
    if (!span.empty() && span.touches(at)) readings.push_back(reading(text, span));
  };
  if (const plan::Field* field = field_at(cursor);
      field != nullptr && refers(field->role) && field->value.touches(cursor.at)) {
    const std::uint32_t value = plain_offset(run->plain, field->value.begin);
    const std::uint32_t end = plain_offset(run->plain, field->value.end);
    if (value < end && end <= text.size()) {
      add({value, end});
      for (const Span part : reference_parts(text.substr(value, end - value)))
        add(part.shifted(value));
    }
  }
  for (const Span span : run->plain.strong) add(span);
  for (const Span span : run->plain.linked) add(span);
  for (const Span span : run->plain.code) add(span);
  if (const auto quoted = quoted_at(text, at)) add(*quoted);

  const std::vector<Span> words = words_of(text);
  const auto here = std::find_if(words.begin(), words.end(), [&](Span w) { return w.touches(at); });
  if (here != words.end()) {
    const auto index = static_cast<std::size_t>(here - words.begin());
    for (std::size_t count = std::min(longest_name, words.size()); count >= 2; --count) {
      const std::size_t first = index + 1 < count ? 0 : index + 1 - count;
      for (std::size_t from = first; from <= index && from + count <= words.size(); ++from) {
        const Span window{words[from].begin, words[from + count - 1].end};
        if (window.of(text).find(". ") != std::string_view::npos) continue;
        readings.push_back(reading(text, window));
        readings.back().deliberate = false;
      }
    }
    if (is_identifier(here->of(text)))
      readings.push_back({*here, {}, std::string(here->of(text)), false});
  }

  auto found = find(workspace, cursor.document->path, readings);
  for (std::size_t i = 0; i < readings.size(); ++i) {
    if (found[i].empty()) continue;
    const Span span = cursor.place(run->plain.source(readings[i].span));
    if (!span.touches(cursor.offset())) continue;  // in the markup beside it
    keep_nearest(found[i], cursor.document->path);
    return Naming{span, std::string(readings[i].span.of(text)), std::move(found[i])};
  }
  if (run->heading) return std::nullopt;
  return period_at(workspace, cursor, *run, at);
}

std::vector<std::string> names_of(const workspace::NamedEntity& entity) {
  std::vector<std::string> names;
  each_name(entity.kind, entity.key, [&](std::string_view name) { names.emplace_back(name); });
  each_short_name(entity.kind, entity.key, [&](std::string_view name) {
    if (std::find(names.begin(), names.end(), name) == names.end()) names.emplace_back(name);
  });
  return names;
}

std::vector<FoundEntity> told_elsewhere(const workspace::Workspace& workspace,
                                        const FoundEntity& entity) {
  const plan::DocumentKind kind = entity.document->kind;
  if (kind == plan::DocumentKind::none || entity.entity->key.empty()) return {};
  std::vector<FoundEntity> out = workspace::find_entities(workspace, {}, entity.entity->title);
  std::erase_if(out, [&](const FoundEntity& other) {
    return other.document->kind == kind || other.document->kind == plan::DocumentKind::none ||
           other.entity->key != entity.entity->key || !can_be_named(other.entity->kind);
  });
  return out;
}

std::uint32_t ordinal_size(std::string_view name) {
  std::size_t at = 0;
  while (at < name.size() && (('0' <= name[at] && name[at] <= '9') || (at > 0 && name[at] == '.')))
    ++at;
  if (at == 0) return 0;
  const bool closed = name[at - 1] == '.' || (at < name.size() && name[at] == ')');
  if (!closed) return 0;
  if (name[at] == ')') ++at;
  const std::size_t next = name.find_first_not_of(' ', at);
  return next == at || next == std::string_view::npos ? 0 : static_cast<std::uint32_t>(next);
}

std::vector<FoundEntity> entities_named(const workspace::Workspace& workspace,
                                        const workspace::Document& from, std::string_view name) {
  auto found =
      find(workspace, from.path, {reading(name, {0, static_cast<std::uint32_t>(name.size())})});
  keep_nearest(found[0], from.path);
  return std::move(found[0]);
}

std::vector<FoundEntity> entities_like(const workspace::Workspace& workspace,
                                       const workspace::Document& from,
                                       const plan::Entity& entity) {
  if (entity.placeholder || entity.key.empty()) return {};
  std::vector<Reading> readings{{{}, entity.key, entity.id, false}};
  auto found = std::move(find(workspace, from.path, readings)[0]);
  std::erase_if(found, [&](const FoundEntity& one) { return one.document->path == from.path; });
  std::stable_sort(found.begin(), found.end(), [](const FoundEntity& a, const FoundEntity& b) {
    const auto rank = [](const FoundEntity& one) {
      return one.document->kind == plan::DocumentKind::roadmap ? 0 : 1;
    };
    return rank(a) < rank(b);
  });
  return found;
}

}  // namespace pland::features
