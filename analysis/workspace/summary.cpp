// Summaries, from scratch or from the one before.
//
// What a chapter adds is gathered with places that count from the chapter's start. From scratch,
// all chapters are gathered into one pool and moved to where they stand. After an edit each chapter
// has a pool of its own, and those of the chapters that stand are taken over: what is left to do
// for them is to copy numbers. The slugs of an open document are the plan's own strings.
#include "analysis/workspace/summary.h"

#include <algorithm>
#include <array>
#include <bit>
#include <iterator>
#include <string_view>
#include <utility>

#include "analysis/plan/label.h"
#include "analysis/text/slug.h"
#include "analysis/text/unicode.h"
#include "analysis/workspace/piece.h"

namespace pland::workspace {
namespace {

using plan::EntityKind;

constexpr std::array counts = {&Summary::milestones, &Summary::open_initiatives,
                               &Summary::open_tasks, &Summary::done_tasks,
                               &Summary::objectives, &Summary::metrics};
constexpr std::array piece_counts = {&Piece::milestones, &Piece::open_initiatives,
                                     &Piece::open_tasks, &Piece::done_tasks,
                                     &Piece::objectives, &Piece::metrics};

void add_counts(Summary& summary, const Piece& piece) {
  for (std::size_t i = 0; i < counts.size(); ++i) summary.*counts[i] += piece.*piece_counts[i];
}
void take_counts(Summary& summary, const Piece& piece) {
  for (std::size_t i = 0; i < counts.size(); ++i) summary.*counts[i] -= piece.*piece_counts[i];
}

Summary describe(std::string_view path, const markdown::Document& text, const plan::Plan& plan) {
  Summary summary;
  summary.path = path;
  summary.bytes = text.size();
  summary.line_ends = text.line_count() - 1;
  summary.kind = plan.kind;
  summary.kind_source = plan.kind_source;
  summary.title = plan.title;
  if (summary.title.empty() && !plan.chapters.empty()) {
    for (const plan::Field& field : plan.chapters.front().facts->fields) {
      if (field.form != plan::FieldForm::front_matter) break;
      if (plan::normalise(field.label_text) == "title") summary.title = field.value_text;
    }
  }
  summary.last_updated = plan.last_updated;
  summary.is_template = plan.is_template;
  return summary;
}

// Gives the headings these slugs; ids are their own.
void set_slugs(Summary& summary, const std::vector<std::string>& slugs) {
  auto all = std::make_shared<std::string>();
  for (const std::string& slug : slugs) *all += slug;
  all->shrink_to_fit();
  std::string_view rest = *all;
  for (std::size_t i = 0; i < slugs.size(); ++i) {
    if (summary.anchors[i].level == 0) continue;
    summary.anchors[i].slug = rest.substr(0, slugs[i].size());
    rest.remove_prefix(slugs[i].size());
  }
  summary.kept.push_back(std::move(all));
}

// The slugs of a document with headings in quotes or items, which count like all others.
std::vector<std::string> count_slugs(const Summary& summary, const plan::Plan& plan) {
  text::Slugger slugger(plan.anchor_style);
  std::vector<std::string> slugs(summary.anchors.size());
  std::uint32_t entry = 0;
  for (std::size_t i = 0; i < slugs.size(); ++i) {
    const Anchor& anchor = summary.anchors[i];
    if (anchor.level == 0) continue;
    while (entry < plan.outline.size() && plan.outline[entry].level == 0) ++entry;
    const plan::Section* section = entry < plan.outline.size() ? &plan.section(entry) : nullptr;
    const bool own = section != nullptr &&
                     section->title_span.begin + plan.offset(entry) == anchor.place.span.begin;
    slugs[i] = slugger.next(own && section->anchor_text ? std::string_view(*section->anchor_text)
                                                        : anchor.title);
    if (own) ++entry;
  }
  return slugs;
}

// Makes the headings' slugs the plan's own strings. Where `known` is its list already, only the
// anchors from `begin` to `end` are new; no heading came or went then.
void set_plan_slugs(Summary& summary, const plan::Plan& plan, const void* known, std::size_t begin,
                    std::size_t end) {
  summary.slug_list = plan.slugs.list.get();
  summary.kept.push_back(plan.slugs.list);
  bool all = known == nullptr || known != summary.slug_list;
  std::uint32_t entry = 0;
  for (std::size_t i = 0; i < (all ? summary.anchors.size() : end); ++i) {
    if (summary.anchors[i].level == 0) continue;
    while (plan.outline[entry].level == 0) ++entry;
    if (all || i >= begin) summary.anchors[i].slug = plan.slugs[entry];
    ++entry;
  }
}

// The slugs as the plan has them: of its outline's entries with a heading, in order.
std::vector<std::string> slugs_of(const Summary& summary, const plan::Plan& plan) {
  std::vector<std::string> slugs(summary.anchors.size());
  std::uint32_t entry = 0;
  for (std::size_t i = 0; i < slugs.size(); ++i) {
    if (summary.anchors[i].level == 0) continue;
    while (plan.outline[entry].level == 0) ++entry;
    slugs[i] = plan.slugs[entry++];
  }
  return slugs;
}

// Appends a chapter's anchors and entities, the headings still without slugs.
void append(Summary& summary, const Piece& piece, const plan::PlacedChapter& chapter) {
  for (const PieceAnchor& anchor : piece.anchors) {
    summary.anchors.push_back({anchor.id, anchor.title,
                               moved(anchor.place, chapter.offset, chapter.line), anchor.level,
                               anchor.plain_columns});
  }
  for (const NamedEntity& entity : piece.entities) {
    summary.entities.push_back(entity);
    summary.entities.back().place = moved(entity.place, chapter.offset, chapter.line);
  }
}

// The table of anchors by slug: open addressing, a power of two in size, slots that hold the index
// of an anchor or `free_slot`. Slugs that differ in case only share a chain, in text order.
constexpr std::uint32_t free_slot = 0xffffffff;

char ascii_lower(char c) { return 'A' <= c && c <= 'Z' ? static_cast<char>(c + 32) : c; }

std::uint32_t slug_hash(std::string_view slug) {
  std::uint32_t hash = 2166136261u;  // FNV-1a
  for (char c : slug) {
    hash = (hash ^ static_cast<unsigned char>(ascii_lower(c))) * 16777619u;
  }
  return hash ^ (hash >> 15);
}

bool same_slug(std::string_view a, std::string_view b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) {
           return ascii_lower(x) == ascii_lower(y);
         });
}

void index_slugs(Summary& summary) {
  if (summary.anchors.empty()) return;
  auto table = std::make_shared<std::vector<std::uint32_t>>(
      std::bit_ceil(summary.anchors.size() * 3 / 2 + 1), free_slot);
  std::size_t mask = table->size() - 1;
  for (std::uint32_t i = 0; i < summary.anchors.size(); ++i) {
    std::size_t slot = slug_hash(summary.anchors[i].slug) & mask;
    // Of those with the same slug the first counts; a chain of the others would be walked each
    // time.
    bool known = false;
    for (; (*table)[slot] != free_slot && !known; slot = (slot + 1) & mask)
      known = summary.anchors[(*table)[slot]].slug == summary.anchors[i].slug;
    if (!known) (*table)[slot] = i;
  }
  summary.by_slug = std::move(table);
}

bool same_view(std::string_view a, std::string_view b) {
  return a.size() == b.size() && (a.data() == b.data() || a == b);
}

std::vector<std::string> merge_paths(const Summary& summary,
                                     std::vector<std::string> Piece::*list) {
  std::vector<std::string_view> all;
  for (const Summary::PieceSlot& slot : summary.pieces)
    all.insert(all.end(), ((*slot.piece).*list).begin(), ((*slot.piece).*list).end());
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return {all.begin(), all.end()};
}

Summary::PieceSlot slot_of(std::shared_ptr<const Piece> piece) {
  Summary::PieceSlot slot;
  slot.facts = piece->facts.get();
  slot.anchors = static_cast<std::uint32_t>(piece->anchors.size());
  slot.entities = static_cast<std::uint32_t>(piece->entities.size());
  slot.has_nested = piece->has_nested;
  slot.has_purpose = !piece->purpose.empty();
  slot.has_opening = !piece->opening.empty();
  slot.has_shipped = !piece->shipped.empty();
  slot.piece = std::move(piece);
  return slot;
}

// What a section of that role says, else the first sentence there is.
std::string purpose_of(const std::vector<Summary::PieceSlot>& pieces) {
  for (const Summary::PieceSlot& slot : pieces)
    if (slot.has_purpose) return slot.piece->purpose;
  for (const Summary::PieceSlot& slot : pieces)
    if (slot.has_opening) return slot.piece->opening;
  return {};
}

// How many chapters, anchors and entities a summary shares with the one before.
struct Common {
  std::size_t chapters = 0, anchors = 0, entities = 0;

  void add(const Summary::PieceSlot& slot) {
    ++chapters;
    anchors += slot.anchors;
    entities += slot.entities;
  }
};

// What two summaries of one document share at both ends; nothing where they have no pieces.
struct Ends {
  Common head, tail;
};
Ends shared_ends(const Summary& a, const Summary& b) {
  Ends ends;
  const std::size_t least = std::min(a.pieces.size(), b.pieces.size());
  const auto at = [](const Summary& of, std::size_t i) { return of.pieces[i].piece.get(); };
  while (ends.head.chapters < least && at(a, ends.head.chapters) == at(b, ends.head.chapters))
    ends.head.add(a.pieces[ends.head.chapters]);
  while (ends.tail.chapters < least - ends.head.chapters &&
         at(a, a.pieces.size() - 1 - ends.tail.chapters) ==
             at(b, b.pieces.size() - 1 - ends.tail.chapters))
    ends.tail.add(a.pieces[a.pieces.size() - 1 - ends.tail.chapters]);
  return ends;
}

// Whether the lists are the same between their first `head` and last `tail` elements.
template <typename T, typename Same>
bool same_between(const std::vector<T>& a, const std::vector<T>& b, std::size_t head,
                  std::size_t tail, Same same) {
  const auto from = [&](const std::vector<T>& list) {
    return list.begin() + static_cast<std::ptrdiff_t>(head);
  };
  const auto to = [&](const std::vector<T>& list) {
    return list.end() - static_cast<std::ptrdiff_t>(tail);
  };
  return std::equal(from(a), to(a), from(b), to(b), same);
}

bool same_slugs_between(const Summary& a, const Summary& b, const Ends& ends) {
  // A heading's slug is decided by all the others; the plan's list of them says if it can be new.
  const bool same_list = a.slug_list != nullptr && a.slug_list == b.slug_list;
  return same_between(a.anchors, b.anchors, same_list ? ends.head.anchors : 0,
                      same_list ? ends.tail.anchors : 0,
                      [](const Anchor& x, const Anchor& y) { return same_view(x.slug, y.slug); });
}
bool same_anchors_between(const Summary& a, const Summary& b, const Ends& ends) {
  return same_slugs_between(a, b, ends) &&
         same_between(a.anchors, b.anchors, ends.head.anchors, ends.tail.anchors,
                      [](const Anchor& x, const Anchor& y) {
                        return x.level == y.level && same_view(x.title, y.title);
                      });
}

// Copies `count` elements that end `past` behind the start of `from`, moved.
template <typename T>
void take_over(std::vector<T>& to, const std::vector<T>& from, std::size_t past, std::size_t count,
               std::uint32_t offset, std::uint32_t line) {
  auto end = from.begin() + static_cast<std::ptrdiff_t>(past);
  to.insert(to.end(), end - static_cast<std::ptrdiff_t>(count), end);
  if (offset == 0 && line == 0) return;
  for (auto at = to.end() - static_cast<std::ptrdiff_t>(count); at != to.end(); ++at) {
    at->place = moved(at->place, offset, line);
  }
}

}  // namespace

Days::Days(plan::DateRange range) : first(number(range.first)), last(number(range.last)) {}

std::int16_t Days::number(plan::Date date) {
  constexpr std::int32_t epoch = 10957;  // 2000-01-01, from 1970-01-01
  return static_cast<std::int16_t>(
      std::clamp<std::int32_t>(plan::to_days(date) - epoch, never + 1, forever));
}

const Anchor* Summary::anchor(std::string_view fragment) const {
  auto look = [&](std::string_view wanted) -> const Anchor* {
    // Slugs are in lower case; of ASCII the comparison takes care.
    std::string lowered = text::is_ascii(wanted) ? std::string() : text::lower(wanted);
    std::string_view key = lowered.empty() ? wanted : std::string_view(lowered);
    std::size_t mask = by_slug->size() - 1;
    const Anchor* similar = nullptr;
    for (std::size_t slot = slug_hash(key) & mask; (*by_slug)[slot] != free_slot;
         slot = (slot + 1) & mask) {
      const Anchor& anchor = anchors[(*by_slug)[slot]];
      if (anchor.slug == wanted) return &anchor;
      if (similar == nullptr && same_slug(anchor.slug, key)) similar = &anchor;
    }
    return similar;
  };
  if (by_slug == nullptr || fragment.empty()) return nullptr;
  if (const Anchor* found = look(fragment)) return found;
  // What GitHub writes into the page for `id="x"` and for every heading.
  constexpr std::string_view prefix = "user-content-";
  return fragment.starts_with(prefix) ? look(fragment.substr(prefix.size())) : nullptr;
}

// How a decision record stands is said in another chapter than its name.
void say_record_status(Summary& summary, const plan::Plan& plan) {
  if (plan.kind != plan::DocumentKind::decision) return;
  for (const plan::PlacedChapter& chapter : plan.chapters) {
    for (const plan::Entity& entity : chapter.facts->entities) {
      const bool record = entity.kind == EntityKind::decision && entity.is_section &&
                          chapter.facts->sections[entity.section].level == 1;
      if (!record) continue;
      if (entity.status()) return;
      const std::uint32_t begin = chapter.offset + entity.name_span.begin;
      for (NamedEntity& named : summary.entities) {
        if (named.kind != entity.kind || named.place.span.begin != begin) continue;
        named.status = plan.record_status;
        named.detail =
            plan.record_status ? plan::name(*plan.record_status, entity.kind) : std::string_view();
      }
      return;
    }
  }
}

SummaryPtr summarise(std::string_view path, std::string_view root, const markdown::Document& text,
                     const plan::Plan& plan) {
  auto summary = std::make_shared<Summary>(describe(path, text, plan));
  const std::shared_ptr<Piece> piece = piece_of(path, root, plan);
  add_counts(*summary, *piece);
  summary->purpose = piece->purpose.empty() ? piece->opening : piece->purpose;
  for (std::size_t i = 0; i < path_lists.size(); ++i)
    (*summary).*summary_lists[i] = std::move((*piece).*path_lists[i]);
  summary->entities = std::move(piece->entities);
  say_record_status(*summary, plan);
  summary->said = std::move(piece->said);
  summary->shipped = std::move(piece->shipped);
  summary->anchors.reserve(piece->anchors.size());
  for (const PieceAnchor& anchor : piece->anchors) {
    summary->anchors.push_back(
        {anchor.id, anchor.title, anchor.place, anchor.level, anchor.plain_columns});
  }
  set_slugs(*summary, piece->has_nested ? count_slugs(*summary, plan) : slugs_of(*summary, plan));
  index_slugs(*summary);
  // Of the piece only the text is needed from here on.
  piece->anchors = {};
  summary->kept.push_back(piece);
  return summary;
}

SummaryPtr summarise_again(std::string_view path, std::string_view root,
                           const markdown::Document& text, const plan::Plan& plan,
                           const Summary& previous) {
  if (previous.path != path) return summarise(path, root, text, plan);
  auto summary = std::make_shared<Summary>(describe(path, text, plan));

  // The chapters at both ends that are the old ones.
  const auto& old = previous.pieces;
  const auto& chapters = plan.chapters;
  std::size_t least = std::min(old.size(), chapters.size());
  Common head, tail;
  while (head.chapters < least && old[head.chapters].facts == chapters[head.chapters].facts.get()) {
    head.add(old[head.chapters]);
  }
  while (tail.chapters < least - head.chapters) {
    const Summary::PieceSlot& slot = old[old.size() - 1 - tail.chapters];
    if (slot.facts != chapters[chapters.size() - 1 - tail.chapters].facts.get()) break;
    tail.add(slot);
  }

  auto& pieces = summary->pieces;
  std::size_t middle_end = chapters.size() - tail.chapters;
  pieces.reserve(chapters.size());
  pieces.assign(old.begin(), old.begin() + static_cast<std::ptrdiff_t>(head.chapters));
  summary->anchors.reserve(previous.anchors.size() + 8);
  summary->entities.reserve(previous.entities.size() + 8);
  take_over(summary->anchors, previous.anchors, head.anchors, head.anchors, 0, 0);
  take_over(summary->entities, previous.entities, head.entities, head.entities, 0, 0);
  for (std::size_t i = head.chapters; i < middle_end; ++i) {
    std::shared_ptr<Piece> piece = piece_of(path, root, chapters[i].facts);
    append(*summary, *piece, chapters[i]);
    pieces.push_back(slot_of(std::move(piece)));
  }
  pieces.insert(pieces.end(), old.end() - static_cast<std::ptrdiff_t>(tail.chapters), old.end());
  // What the edit moved the rest by; unsigned, so back is as good as forth.
  std::uint32_t offset = summary->bytes - previous.bytes;
  std::uint32_t line = summary->line_ends - previous.line_ends;
  take_over(summary->anchors, previous.anchors, previous.anchors.size(), tail.anchors, offset,
            line);
  take_over(summary->entities, previous.entities, previous.entities.size(), tail.entities, offset,
            line);

  say_record_status(*summary, plan);
  if (old.empty()) {
    for (const Summary::PieceSlot& slot : pieces) add_counts(*summary, *slot.piece);
  } else {
    for (const auto count : counts) (*summary).*count = previous.*count;
    for (std::size_t i = head.chapters; i < old.size() - tail.chapters; ++i)
      take_counts(*summary, *old[i].piece);
    for (std::size_t i = head.chapters; i < middle_end; ++i) add_counts(*summary, *pieces[i].piece);
  }
  summary->purpose = purpose_of(pieces);
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (!pieces[i].has_shipped) continue;
    for (const Shipped& one : pieces[i].piece->shipped)
      summary->shipped.push_back({one.name, one.offset + chapters[i].offset});
  }
  const bool has_nested =
      std::any_of(pieces.begin(), pieces.end(), [](const auto& slot) { return slot.has_nested; });

  for (std::size_t i = 0; i < path_lists.size(); ++i) {
    const auto list = path_lists[i];
    const bool same = old.size() == pieces.size() &&
                      std::equal(pieces.begin() + static_cast<std::ptrdiff_t>(head.chapters),
                                 pieces.begin() + static_cast<std::ptrdiff_t>(middle_end),
                                 old.begin() + static_cast<std::ptrdiff_t>(head.chapters),
                                 [&](const auto& a, const auto& b) {
                                   return (*a.piece).*list == (*b.piece).*list;
                                 });
    (*summary).*summary_lists[i] = same ? previous.*summary_lists[i] : merge_paths(*summary, list);
  }

  if (has_nested)
    set_slugs(*summary, count_slugs(*summary, plan));
  else
    set_plan_slugs(*summary, plan, previous.slug_list, head.anchors,
                   summary->anchors.size() - tail.anchors);
  if (previous.by_slug != nullptr && same_slugs_between(*summary, previous, {head, tail})) {
    summary->by_slug = previous.by_slug;
  } else {
    index_slugs(*summary);
  }
  return summary;
}

bool Summary::says(std::uint32_t number) const {
  const auto is_in = [number](const std::vector<std::uint32_t>& list) {
    return std::binary_search(list.begin(), list.end(), number);
  };
  return is_in(said) || std::any_of(pieces.begin(), pieces.end(),
                                    [&](const PieceSlot& slot) { return is_in(slot.piece->said); });
}

void Summary::each_number(const std::function<void(std::uint32_t)>& visit) const {
  std::for_each(said.begin(), said.end(), visit);
  for (const PieceSlot& slot : pieces)
    std::for_each(slot.piece->said.begin(), slot.piece->said.end(), visit);
}

std::vector<std::uint32_t> changed_numbers(const Summary& a, const Summary& b) {
  const Ends ends = shared_ends(a, b);
  const auto between = [&](const Summary& of) {
    std::vector<std::uint32_t> out = of.said;
    for (std::size_t i = ends.head.chapters; i + ends.tail.chapters < of.pieces.size(); ++i) {
      const auto& more = of.pieces[i].piece->said;
      out.insert(out.end(), more.begin(), more.end());
    }
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
  };
  const std::vector<std::uint32_t> before = between(a), after = between(b);
  std::vector<std::uint32_t> out;
  std::set_symmetric_difference(before.begin(), before.end(), after.begin(), after.end(),
                                std::back_inserter(out));
  return out;
}

bool same_anchors(const Summary& a, const Summary& b) {
  return a.path == b.path && same_anchors_between(a, b, shared_ends(a, b));
}

std::vector<Need> needs_of(const NamedEntity& entity) {
  std::vector<Need> out;
  for (std::size_t at = 0; at + 2 < entity.needs.size();) {
    const std::size_t end = entity.needs.find('\n', at);
    out.push_back({static_cast<plan::Relation>(entity.needs[at] - '0'),
                   static_cast<plan::ReferenceForm>(entity.needs[at + 1] - '0'),
                   entity.needs.substr(at + 2, end - at - 2)});
    at = end + 1;
  }
  return out;
}

bool same_thing(const NamedEntity& a, const NamedEntity& b) {
  return a.kind == b.kind && a.status == b.status && same_view(a.title, b.title) &&
         same_view(a.key, b.key) && same_view(a.id, b.id) && a.days == b.days &&
         same_view(a.needs, b.needs);
}

std::vector<const NamedEntity*> changed_entities(const Summary& a, const Summary& b) {
  const Ends ends = shared_ends(a, b);
  std::size_t head = ends.head.entities, tail = ends.tail.entities;
  const std::size_t least = std::min(a.entities.size(), b.entities.size());
  while (head + tail < least && same_thing(a.entities[head], b.entities[head])) ++head;
  while (head + tail < least && same_thing(a.entities[a.entities.size() - 1 - tail],
                                           b.entities[b.entities.size() - 1 - tail]))
    ++tail;
  std::vector<const NamedEntity*> out;
  for (const Summary* summary : {&a, &b})
    for (std::size_t i = head; i + tail < summary->entities.size(); ++i)
      out.push_back(&summary->entities[i]);
  return out;
}

bool same_exports(const Summary& a, const Summary& b) {
  const auto same_entity = [](const NamedEntity& x, const NamedEntity& y) {
    return x.kind == y.kind && x.status == y.status && same_view(x.title, y.title) &&
           same_view(x.key, y.key) && same_view(x.id, y.id) && same_view(x.detail, y.detail) &&
           same_view(x.owner, y.owner) && x.days == y.days && same_view(x.needs, y.needs);
  };
  const auto is_loaded = [](const Summary& one) {
    return one.kind == plan::DocumentKind::guide || !one.imports.empty();
  };
  if (a.kind_source != b.kind_source || a.is_template != b.is_template) return false;
  if (a.parents != b.parents || a.imports != b.imports) return false;
  if ((is_loaded(a) || is_loaded(b)) && a.weight() != b.weight()) return false;
  const Ends ends = shared_ends(a, b);
  return a.path == b.path && a.kind == b.kind && a.title == b.title && a.targets == b.targets &&
         same_anchors_between(a, b, ends) &&
         same_between(a.entities, b.entities, ends.head.entities, ends.tail.entities, same_entity);
}

}  // namespace pland::workspace
