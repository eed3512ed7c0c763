#include "analysis/plan/plan.h"

#include <algorithm>

#include "analysis/plan/kind.h"
#include "analysis/plan/reader.h"
#include "analysis/text/slug.h"

namespace pland::plan {
namespace {

// A kind is matched by its name together with this share of its required sections (percent).
constexpr std::uint32_t matching_share = 60;

// Where two versions of a document differ: chapters [begin, old_end) and [begin, new_end).
struct Change {
  std::size_t begin = 0;
  std::size_t old_end = 0;
  std::size_t new_end = 0;
};

std::vector<const markdown::ChapterPtr*> chapters_of(const markdown::Document& document) {
  std::vector<const markdown::ChapterPtr*> chapters;
  for (const markdown::GroupPtr& group : document.groups())
    for (const markdown::ChapterPtr& chapter : group->chapters) chapters.push_back(&chapter);
  return chapters;
}

Change compare(const std::vector<const markdown::ChapterPtr*>& chapters,
               const std::vector<PlacedChapter>& old) {
  const std::size_t shorter = std::min(old.size(), chapters.size());
  Change change;
  while (change.begin < shorter && old[change.begin].chapter == chapters[change.begin]->get())
    ++change.begin;
  std::size_t same = 0;
  while (same < shorter - change.begin &&
         old[old.size() - 1 - same].chapter == (*chapters[chapters.size() - 1 - same]).get())
    ++same;
  change.old_end = old.size() - same;
  change.new_end = chapters.size() - same;
  return change;
}

// What of a context a chapter sees: a heading hides those above it that are no higher. So a
// heading's change reaches no further than its own sections.
void narrow(Context& context, const markdown::Chapter& chapter) {
  const auto& nodes = chapter.segments[0]->tree.nodes;
  if (nodes.empty() || nodes[0].kind != markdown::NodeKind::heading) return;
  auto& ancestors = context.ancestors;
  while (!ancestors.empty() && ancestors.back().level >= nodes[0].level) ancestors.pop_back();
}

// The facts of all chapters; those of `old` where chapter and context are the same. The change
// grows where a changed context reaches further down.
std::vector<PlacedChapter> derive_all(const std::vector<const markdown::ChapterPtr*>& chapters,
                                      const Context& first, const std::vector<PlacedChapter>& old,
                                      Change& change) {
  std::vector<PlacedChapter> out(old.begin(),
                                 old.begin() + static_cast<std::ptrdiff_t>(change.begin));
  out.reserve(chapters.size());
  PlacedChapter next;
  Context context = first;
  if (!out.empty()) {
    next = out.back();
    next.offset += next.chapter->bytes;
    next.line += next.chapter->line_ends;
    context = out.back().facts->after;
  }
  for (std::size_t i = change.begin; i < chapters.size(); ++i) {
    next.chapter = chapters[i]->get();
    next.facts = nullptr;
    narrow(context, *next.chapter);
    if (i >= change.new_end) {
      if (old[change.old_end].facts->before == context) break;
      ++change.old_end;
      ++change.new_end;
    }
    next.facts = derive(*chapters[i], context);
    next.holds = next.facts->holds;
    context = next.facts->after;
    out.push_back(next);
    next.offset += next.chapter->bytes;
    next.line += next.chapter->line_ends;
  }
  // Equal contexts give equal facts, from here to the end.
  if (change.old_end < old.size()) {
    const std::uint32_t offset = next.offset - old[change.old_end].offset;
    const std::uint32_t line = next.line - old[change.old_end].line;
    for (std::size_t i = change.old_end; i < old.size(); ++i) {
      out.push_back(old[i]);
      out.back().offset += offset;
      out.back().line += line;
    }
  }
  return out;
}

bool same_headings(const ChapterFacts& a, const ChapterFacts& b) {
  const auto same_section = [](const Section& s, const Section& t) {
    return s.level == t.level && s.title == t.title && s.anchor_text == t.anchor_text &&
           s.unit == t.unit && s.role == t.role;
  };
  const auto same_nested = [](const NestedHeading& s, const NestedHeading& t) {
    return s.title == t.title;
  };
  const auto same_id = [&](Span s, Span t) { return a.text(s) == b.text(t); };
  // A nested heading's number depends on the headings before it.
  if (!a.nested_headings.empty() && a.sections.size() > 1) return false;
  return std::equal(a.sections.begin(), a.sections.end(), b.sections.begin(), b.sections.end(),
                    same_section) &&
         std::equal(a.nested_headings.begin(), a.nested_headings.end(), b.nested_headings.begin(),
                    b.nested_headings.end(), same_nested) &&
         std::equal(a.html_ids.begin(), a.html_ids.end(), b.html_ids.begin(), b.html_ids.end(),
                    same_id);
}

// Whether outline, anchors and title stand.
bool same_headings(const std::vector<PlacedChapter>& a, const std::vector<PlacedChapter>& b,
                   const Change& change) {
  if (change.old_end != change.new_end) return false;
  for (std::size_t i = change.begin; i < change.new_end; ++i)
    if (!same_headings(*a[i].facts, *b[i].facts)) return false;
  return true;
}

std::shared_ptr<const std::vector<OutlineEntry>> make_outline(
    const std::vector<PlacedChapter>& chapters) {
  auto outline = std::make_shared<std::vector<OutlineEntry>>();
  std::vector<std::uint32_t> open;
  for (std::uint32_t c = 0; c < chapters.size(); ++c) {
    const auto& sections = chapters[c].facts->sections;
    for (std::uint32_t s = 0; s < sections.size(); ++s) {
      auto index = static_cast<std::uint32_t>(outline->size());
      std::uint8_t level = sections[s].level;
      if (level > 0) {
        while (!open.empty() && (*outline)[open.back()].level >= level) {
          (*outline)[open.back()].end = index;
          open.pop_back();
        }
      }
      outline->push_back(
          {c, s, open.empty() ? no_index : open.back(), index + 1, level, sections[s].unit});
      if (level > 0) open.push_back(index);
    }
  }
  for (std::uint32_t entry : open)
    (*outline)[entry].end = static_cast<std::uint32_t>(outline->size());
  return outline;
}

void make_anchors(Plan& plan) {
  auto slugs = std::make_shared<std::vector<std::string>>();
  auto anchors = std::make_shared<std::unordered_map<std::string, std::uint32_t>>();
  slugs->reserve(plan.outline.size());
  text::Slugger slugger(plan.anchor_style);
  std::uint32_t entry = 0;
  for (const PlacedChapter& chapter : plan.chapters) {
    const ChapterFacts& facts = *chapter.facts;
    auto nested = facts.nested_headings.begin();
    const auto nested_before = [&](std::uint32_t offset) {
      for (; nested != facts.nested_headings.end() && nested->span.begin < offset; ++nested)
        anchors->emplace(slugger.next(nested->title), no_index);
    };
    for (const Section& section : facts.sections) {
      nested_before(section.span.begin);
      const std::string& text = section.anchor_text ? *section.anchor_text : section.title;
      slugs->push_back(section.level == 0 ? std::string() : slugger.next(text));
      if (section.level > 0) anchors->emplace(slugs->back(), entry);
      ++entry;
    }
    nested_before(no_index);
  }
  for (const PlacedChapter& chapter : plan.chapters)
    for (const Span id : chapter.facts->html_ids)
      anchors->emplace(chapter.facts->text(id), no_index);
  plan.slugs.list = std::move(slugs);
  plan.anchors = std::move(anchors);
}

// Which of the schema's sections each heading is, and how many of the required ones there are.
void match_schema(Plan& plan) {
  plan.share = 0;
  plan.schema_sections.list = nullptr;
  if (plan.schema == nullptr) return;
  auto matches = std::make_shared<std::vector<std::uint32_t>>(plan.outline.size(), no_index);
  const auto& wanted = plan.schema->sections;
  std::vector<bool> found(wanted.size(), false);
  for (std::uint32_t i = 0; i < plan.outline.size(); ++i) {
    const Section& section = plan.section(i);
    if (section.level == 0 || plan.is_title(i)) continue;
    const auto match = plan.schema->find(section.key, section.role, section.unit);
    if (!match) continue;
    (*matches)[i] = *match;
    found[*match] = true;
  }
  plan.schema_sections.list = std::move(matches);
  std::uint32_t required = 0, present = 0;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (!wanted[i].required) continue;
    ++required;
    if (found[i]) ++present;
  }
  if (required > 0) plan.share = present * 100 / required;
}

// Front matter says it of the whole record, `## Status` and a line below the title do.
std::optional<Status> record_status_of(const Plan& plan) {
  if (plan.kind != DocumentKind::decision) return std::nullopt;
  for (const PlacedChapter& chapter : plan.chapters) {
    if ((chapter.holds & holds_document_status) == 0) continue;
    for (const Field& field : chapter.facts->fields) {
      if (field.role != FieldRole::status || field.item != no_index) continue;
      const bool of_record = field.form == FieldForm::front_matter ||
                             field.form == FieldForm::heading ||
                             chapter.facts->sections[field.section].level <= 1;
      if (field.entity != no_index || !of_record) continue;
      if (const auto said = read_status(field.value_text, plan.vocabulary.get()).status)
        return said;
    }
  }
  return std::nullopt;
}

std::string title_of(const Plan& plan) {
  std::uint32_t first = no_index;
  for (std::uint32_t i = 0; i < plan.outline.size(); ++i) {
    const std::uint8_t level = plan.outline[i].level;
    if (level == 1) return plan.section(i).title;
    if (level > 0 && first == no_index) first = i;
  }
  return first == no_index ? std::string() : plan.section(first).title;
}

DocumentKind kind_of_title(std::string_view title) {
  const std::string padded = " " + normalise(title) + " ";
  const std::string_view words = padded;
  const auto says = [&](std::string_view word) { return words.find(word) != words.npos; };
  if (words == " changelog " || words == " change log " || words == " release notes ")
    return DocumentKind::changelog;
  if (says(" okr ") || says(" okrs ")) return DocumentKind::okr;
  if (words.ends_with(" roadmap ") || words.starts_with(" roadmap ")) return DocumentKind::roadmap;
  if (words.starts_with(" project plan ")) return DocumentKind::plan;
  return DocumentKind::none;
}

// What the title claims, among the first headings.
DocumentKind kind_of_content(const std::vector<PlacedChapter>& chapters) {
  constexpr std::size_t furthest = 4;
  std::size_t seen = 0;
  for (const PlacedChapter& chapter : chapters)
    for (const Section& section : chapter.facts->sections) {
      if (section.level == 1) return kind_of_title(section.title);
      if (++seen == furthest) return DocumentKind::none;
    }
  return DocumentKind::none;
}

// "# Roadmap - [Project name]": whoever starts to fill in a template begins there.
bool is_title_to_fill_in(const Plan& plan) {
  for (const OutlineEntry& entry : plan.outline) {
    if (entry.level == 0) continue;
    const ChapterFacts& facts = *plan.chapters[entry.chapter].facts;
    const Span title = facts.sections[entry.section].title_span;
    return entry.level == 1 &&
           std::any_of(facts.placeholders.begin(), facts.placeholders.end(),
                       [&](const PlaceholderFact& placeholder) {
                         return placeholder.strength == PlaceholderStrength::certain &&
                                title.contains(placeholder.span);
                       });
  }
  return false;
}

// Whether of the sections that say something most have nothing to fill in: a plan into which
// somebody has just put a piece of a template.
bool is_mostly_filled(const Plan& plan) {
  constexpr std::uint8_t text = 1, open = 2;
  std::size_t filled = 0, to_fill = 0;
  for (const PlacedChapter& chapter : plan.chapters) {
    const ChapterFacts& facts = *chapter.facts;
    std::vector<std::uint8_t> holds(facts.sections.size(), 0);
    for (const Run& run : facts.runs)
      if (!run.heading) holds[run.section] |= text;
    for (const PlaceholderFact& placeholder : facts.placeholders)
      if (placeholder.strength == PlaceholderStrength::certain) holds[placeholder.section] |= open;
    for (const std::uint8_t one : holds) {
      if ((one & open) != 0)
        ++to_fill;
      else if (one != 0)
        ++filled;
    }
  }
  return filled > to_fill;
}

bool names_template(std::string_view path) {
  std::string lower(path);
  std::transform(lower.begin(), lower.end(), lower.begin(), to_lower);
  return lower.find("template") != std::string::npos;
}

// What is said once for the whole document: from scratch, or from the plan before and the change.
void sum_up(Plan& plan, const Plan* previous, const Change& change) {
  bool says = previous == nullptr;
  plan.placeholders = plan.words = 0;
  if (previous != nullptr) {
    plan.placeholders = previous->placeholders;
    plan.words = previous->words;
    plan.last_updated = previous->last_updated;
    plan.declared = previous->declared;
    for (std::size_t i = change.begin; i < change.old_end; ++i) {
      const ChapterFacts& facts = *previous->chapters[i].facts;
      plan.placeholders -= facts.certain;
      plan.words -= facts.words;
      says = says || facts.last_updated || facts.declared;
    }
  }
  for (std::size_t i = previous == nullptr ? 0 : change.begin; i < change.new_end; ++i) {
    const ChapterFacts& facts = *plan.chapters[i].facts;
    plan.placeholders += facts.certain;
    plan.words += facts.words;
    says = says || facts.last_updated || facts.declared;
  }
  if (!says) return;
  plan.last_updated = {};
  plan.declared = {};
  for (const PlacedChapter& chapter : plan.chapters) {
    if (!plan.declared) plan.declared = chapter.facts->declared;
    if (chapter.facts->last_updated) plan.last_updated = chapter.facts->last_updated;
  }
}

// What a text says of itself wins over its name; settings over both.
DocumentKind kind_of(const Plan& plan, const PlanOptions& options, DocumentKind by_path) {
  if (options.declared.kind) return *options.declared.kind;
  if (options.declared.schema != nullptr) return DocumentKind::none;  // a kind like no other
  if (plan.declared) return *plan.declared;
  return by_path != DocumentKind::none ? by_path : kind_of_content(plan.chapters);
}

// A new document as far as its first chapter: enough to tell its likely kind, and derived once
// where that is what its path says.
struct Start {
  std::vector<PlacedChapter> chapters;
  DocumentKind kind;
};
Start start_of(const markdown::ChapterPtr& chapter, const PlanOptions& options,
               DocumentKind by_path) {
  Plan start;
  Context context;
  context.kind = options.declared.kind.value_or(by_path);
  context.wiki_links = options.declared.wiki_links;
  context.vocabulary = options.declared.vocabulary;
  PlacedChapter& first = start.chapters.emplace_back();
  first.chapter = chapter.get();
  first.facts = derive(chapter, context);
  first.holds = first.facts->holds;
  start.declared = first.facts->declared;
  return {std::move(start.chapters), kind_of(start, options, by_path)};
}

}  // namespace

std::shared_ptr<const Plan> understand(const markdown::Document& document,
                                       const PlanOptions& options, const Plan* previous) {
  auto plan = std::make_shared<Plan>();
  const std::vector<const markdown::ChapterPtr*> chapters = chapters_of(document);
  const DocumentKind by_path = kind_of_path(options.path);
  plan->wiki_links = options.declared.wiki_links;
  plan->vocabulary = options.declared.vocabulary;
  if (previous != nullptr &&
      (previous->wiki_links != plan->wiki_links || previous->vocabulary != plan->vocabulary))
    previous = nullptr;
  Start start{{}, previous != nullptr ? previous->kind : by_path};
  if (previous == nullptr && !chapters.empty()) start = start_of(*chapters[0], options, by_path);
  const auto derive_as = [&](DocumentKind kind) {
    if (previous != nullptr && previous->kind != kind) previous = nullptr;
    if (!start.chapters.empty() && start.chapters[0].facts->before.kind != kind)
      start.chapters.clear();
    const auto& old = previous != nullptr ? previous->chapters : start.chapters;
    Change change = compare(chapters, old);
    plan->kind = kind;
    Context first;
    first.kind = kind;
    first.wiki_links = plan->wiki_links;
    first.vocabulary = plan->vocabulary;
    plan->chapters = derive_all(chapters, first, old, change);
    sum_up(*plan, previous, change);
    return change;
  };
  Change change = derive_as(start.kind);
  const DocumentKind kind = kind_of(*plan, options, by_path);
  if (kind != plan->kind) change = derive_as(kind);

  plan->own_schema = options.declared.schema;
  plan->schema = plan->own_schema != nullptr ? plan->own_schema.get() : schema_of(kind);
  plan->is_kind_template = options.declared.is_kind_template;
  plan->anchor_style = options.declared.anchors;
  if (previous != nullptr && previous->anchor_style == plan->anchor_style &&
      previous->schema == plan->schema &&
      same_headings(plan->chapters, previous->chapters, change)) {
    plan->outline = previous->outline;
    plan->slugs = previous->slugs;
    plan->anchors = previous->anchors;
    plan->title = previous->title;
    plan->schema_sections = previous->schema_sections;
    plan->share = previous->share;
  } else {
    plan->outline.list = make_outline(plan->chapters);
    plan->title = title_of(*plan);
    make_anchors(*plan);
    match_schema(*plan);
  }
  const bool told = options.declared.kind || options.declared.schema != nullptr;
  plan->kind_source = told || plan->declared                             ? KindSource::declared
                      : kind == DocumentKind::none                       ? KindSource::none
                      : kind == by_path && plan->share >= matching_share ? KindSource::matched
                                                                         : KindSource::path;
  plan->record_status = record_status_of(*plan);
  plan->titled_by_placeholder = is_title_to_fill_in(*plan);
  plan->is_template =
      plan->is_kind_template ||
      (plan->placeholders >= 8 && plan->placeholders * 4 >= plan->words &&
       !is_mostly_filled(*plan)) ||
      (plan->placeholders >= 3 && (names_template(options.path) || plan->titled_by_placeholder));
  return plan;
}

std::optional<Status> Plan::status_of(const ChapterFacts& facts, const Entity& entity) const {
  const auto own = entity.status();
  const bool record = record_status && entity.kind == EntityKind::decision && entity.is_section &&
                      facts.sections[entity.section].level == 1;
  return own || !record ? own : record_status;
}

Span Plan::extent(std::uint32_t entry) const {
  std::uint32_t begin = offset(entry) + section(entry).span.begin;
  std::uint32_t end = outline[entry].end;
  if (outline[entry].level == 0) begin = offset(entry) + section(entry).body.begin;
  if (end < outline.size()) return {begin, offset(end) + section(end).span.begin};
  const PlacedChapter& last = chapters.back();
  return {begin, last.offset + last.facts->chapter->bytes};
}

bool Plan::is_title(std::uint32_t entry) const {
  if (entry >= outline.size() || outline[entry].level != 1) return false;
  for (std::uint32_t before = 0; before < entry; ++before)
    if (outline[before].level > 0) return false;
  // With the only heading of level 1 all others are below it; beside others it must say so.
  const bool alone = outline[entry].end == outline.size();
  return alone || kind_of_title(section(entry).title) != DocumentKind::none;
}

std::uint32_t Plan::entry_of(std::uint32_t chapter, std::uint32_t section) const {
  auto found = std::lower_bound(outline.begin(), outline.end(), std::pair(chapter, section),
                                [](const OutlineEntry& entry, const auto& key) {
                                  return std::pair(entry.chapter, entry.section) < key;
                                });
  return static_cast<std::uint32_t>(found - outline.begin());
}

std::uint32_t Plan::chapter_at(std::uint32_t offset) const {
  auto next = std::upper_bound(
      chapters.begin(), chapters.end(), offset,
      [](std::uint32_t a, const PlacedChapter& chapter) { return a < chapter.offset; });
  return static_cast<std::uint32_t>(next == chapters.begin() ? 0 : next - chapters.begin() - 1);
}

std::uint32_t Plan::entry_at(std::uint32_t offset) const {
  std::uint32_t chapter = chapter_at(offset);
  const auto& sections = chapters[chapter].facts->sections;
  const std::uint32_t inside = offset - chapters[chapter].offset;
  // The first may stand for what is above the first heading: it begins wherever that does.
  auto next = sections.empty() ? sections.end() : sections.begin() + 1;
  next = std::upper_bound(next, sections.end(), inside,
                          [](std::uint32_t at, const Section& one) { return at < one.span.begin; });
  const auto count = static_cast<std::uint32_t>(next - sections.begin());
  return entry_of(chapter, count == 0 ? 0 : count - 1);
}

}  // namespace pland::plan
