#include "analysis/plan/plan.h"

#include <algorithm>

#include "analysis/plan/kind.h"
#include "analysis/text/slug.h"

namespace pland::plan {
namespace {

// A kind is matched by its name together with this share of its required sections (percent).
constexpr std::size_t matching_share = 60;

std::vector<markdown::ChapterPtr> chapters_of(const markdown::Document& document) {
  std::vector<markdown::ChapterPtr> chapters;
  for (const markdown::GroupPtr& group : document.groups()) {
    chapters.insert(chapters.end(), group->chapters.begin(), group->chapters.end());
  }
  return chapters;
}

// Facts of each chapter; those of `previous` where chapter and context are the same.
std::vector<PlacedChapter> derive_all(const std::vector<markdown::ChapterPtr>& chapters, DocumentKind kind,
                                      const std::vector<PlacedChapter>* previous) {
  std::vector<PlacedChapter> out;
  out.reserve(chapters.size());
  std::size_t old_size = previous == nullptr ? 0 : previous->size();
  std::size_t prefix = 0;
  while (prefix < std::min(old_size, chapters.size()) && (*previous)[prefix].facts->chapter == chapters[prefix]) ++prefix;
  std::size_t suffix = 0;
  while (suffix < std::min(old_size, chapters.size()) - prefix &&
         (*previous)[old_size - 1 - suffix].facts->chapter == chapters[chapters.size() - 1 - suffix]) {
    ++suffix;
  }
  Context context;
  context.kind = kind;
  std::uint32_t offset = 0, line = 0;
  for (std::size_t i = 0; i < chapters.size(); ++i) {
    ChapterFactsPtr facts;
    if (i < prefix) facts = (*previous)[i].facts;
    else if (i >= chapters.size() - suffix) facts = (*previous)[i + old_size - chapters.size()].facts;
    if (facts == nullptr || !(facts->before == context)) facts = derive(chapters[i], context);
    context = facts->after;
    out.push_back({facts, offset, line});
    offset += chapters[i]->bytes;
    line += chapters[i]->line_ends;
  }
  return out;
}

// Whether two plans' chapters have the same headings, so that outline and anchors stand.
bool same_headings(const std::vector<PlacedChapter>& a, const std::vector<PlacedChapter>& b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (a[i].facts == b[i].facts) continue;
    const ChapterFacts& x = *a[i].facts;
    const ChapterFacts& y = *b[i].facts;
    bool same = std::equal(x.sections.begin(), x.sections.end(), y.sections.begin(), y.sections.end(),
                           [](const Section& s, const Section& t) {
                             return s.level == t.level && s.title == t.title && s.unit == t.unit && s.role == t.role;
                           });
    if (!same || x.html_ids.size() != y.html_ids.size()) return false;
    for (std::size_t id = 0; id < x.html_ids.size(); ++id) {
      if (x.text(x.html_ids[id]) != y.text(y.html_ids[id])) return false;
    }
  }
  return true;
}

std::shared_ptr<const std::vector<OutlineEntry>> make_outline(const std::vector<PlacedChapter>& chapters) {
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
      outline->push_back({c, s, open.empty() ? no_index : open.back(), index + 1, level});
      if (level > 0) open.push_back(index);
    }
  }
  for (std::uint32_t entry : open) (*outline)[entry].end = static_cast<std::uint32_t>(outline->size());
  return outline;
}

void make_anchors(Plan& plan) {
  auto slugs = std::make_shared<std::vector<std::string>>();
  auto anchors = std::make_shared<std::unordered_map<std::string, std::uint32_t>>();
  text::Slugger slugger;
  for (std::uint32_t i = 0; i < plan.outline.size(); ++i) {
    const Section& section = plan.section(i);
    slugs->push_back(section.level == 0 ? std::string() : slugger.next(section.title));
    if (section.level > 0) anchors->emplace(slugs->back(), i);
  }
  for (const PlacedChapter& chapter : plan.chapters) {
    for (Span id : chapter.facts->html_ids) anchors->emplace(chapter.facts->text(id), no_index);
  }
  plan.slugs.list = std::move(slugs);
  plan.anchors = std::move(anchors);
}

// Which of the schema's sections each heading is; returns the share of required ones (percent).
std::size_t match_schema(Plan& plan) {
  auto matches = std::make_shared<std::vector<std::uint32_t>>(plan.outline.size(), no_index);
  const auto& wanted = plan.schema->sections;
  std::vector<bool> found(wanted.size(), false);
  for (std::uint32_t i = 0; i < plan.outline.size(); ++i) {
    const Section& section = plan.section(i);
    if (section.level == 0) continue;
    auto match = plan.schema->find(normalise(section.title), section.role, section.unit);
    if (!match) continue;
    (*matches)[i] = *match;
    found[*match] = true;
  }
  plan.schema_sections.list = std::move(matches);
  std::size_t required = 0, present = 0;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (!wanted[i].required) continue;
    ++required;
    if (found[i]) ++present;
  }
  return required == 0 ? 0 : present * 100 / required;
}

DocumentKind kind_of_content(const Plan& plan) {
  for (std::uint32_t i = 0; i < plan.outline.size() && i < 4; ++i) {
    const Section& section = plan.section(i);
    if (section.level != 1) continue;
    std::string title = " " + normalise(section.title) + " ";
    auto says = [&](std::string_view word) { return title.find(word) != std::string::npos; };
    if (title == " changelog " || title == " change log " || title == " release notes ") return DocumentKind::changelog;
    if (says(" okr ") || says(" okrs ")) return DocumentKind::okr;
    if (title == " roadmap " || title.ends_with(" roadmap ") || title.starts_with(" roadmap ")) return DocumentKind::roadmap;
    if (title == " project plan " || title.starts_with(" project plan ")) return DocumentKind::plan;
    return DocumentKind::none;
  }
  return DocumentKind::none;
}

bool names_template(std::string_view path) {
  std::string lower(path.substr(path.rfind('/') == std::string_view::npos ? 0 : path.rfind('/')));
  std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return lower.find("template") != std::string::npos;
}

}  // namespace

std::shared_ptr<const Plan> understand(const markdown::Document& document, const PlanOptions& options, const Plan* previous) {
  auto plan = std::make_shared<Plan>();
  std::vector<markdown::ChapterPtr> chapters = chapters_of(document);
  DocumentKind by_path = kind_of_path(options.path);
  DocumentKind guess = options.declared.value_or(previous != nullptr ? previous->kind : by_path);
  plan->chapters = derive_all(chapters, guess, previous != nullptr && previous->kind == guess ? &previous->chapters : nullptr);

  // What the document says of itself wins over its name; settings over both.
  std::optional<DocumentKind> declared = options.declared;
  for (const PlacedChapter& chapter : plan->chapters) {
    const ChapterFacts& facts = *chapter.facts;
    plan->placeholders += facts.certain;
    if (!declared && facts.declared) declared = facts.declared;
    if (facts.last_updated) plan->last_updated = facts.last_updated;
  }
  bool kept = previous != nullptr && same_headings(plan->chapters, previous->chapters);
  if (kept) plan->outline = previous->outline;
  else plan->outline.list = make_outline(plan->chapters);

  DocumentKind kind = declared.value_or(by_path);
  if (kind == DocumentKind::none && !declared) kind = kind_of_content(*plan);
  if (kind != guess) {
    plan->chapters = derive_all(chapters, kind, nullptr);
    plan->outline.list = make_outline(plan->chapters);
    kept = false;
  }
  plan->kind = kind;
  plan->schema = schema_of(kind);
  if (kept) {
    plan->slugs = previous->slugs;
    plan->anchors = previous->anchors;
    plan->title = previous->title;
    plan->schema_sections = previous->schema_sections;
    plan->kind_source = declared ? KindSource::declared
                                 : previous->kind_source == KindSource::declared ? KindSource::path : previous->kind_source;
  } else {
    make_anchors(*plan);
    std::uint32_t first = no_index;
    for (std::uint32_t i = 0; i < plan->outline.size(); ++i) {
      std::uint8_t level = plan->outline[i].level;
      if (level == 1 || (level > 0 && first == no_index)) first = i;
      if (level == 1) break;
    }
    if (first != no_index) plan->title = plan->section(first).title;
  }
  if (!kept || (previous->kind_source == KindSource::declared) != declared.has_value()) {
    std::size_t share = plan->schema != nullptr ? match_schema(*plan) : 0;
    plan->kind_source = declared                     ? KindSource::declared
                        : kind == DocumentKind::none ? KindSource::none
                        : by_path == kind && share >= matching_share ? KindSource::matched
                                                                     : KindSource::path;
  }
  std::uint32_t words = 0;
  for (const PlacedChapter& chapter : plan->chapters) words += chapter.facts->words;
  plan->is_template = (plan->placeholders >= 8 && plan->placeholders * 4 >= words) ||
                      (plan->placeholders >= 3 && names_template(options.path));
  return plan;
}

Span Plan::extent(std::uint32_t entry) const {
  std::uint32_t begin = offset(entry) + section(entry).span.begin;
  std::uint32_t end = outline[entry].end;
  if (outline[entry].level == 0) begin = offset(entry) + section(entry).body.begin;
  if (end < outline.size()) return {begin, offset(end) + section(end).span.begin};
  const PlacedChapter& last = chapters.back();
  return {begin, last.offset + last.facts->chapter->bytes};
}

std::uint32_t Plan::entry_of(std::uint32_t chapter, std::uint32_t section) const {
  auto found = std::lower_bound(outline.begin(), outline.end(), std::pair(chapter, section),
                                [](const OutlineEntry& entry, const auto& key) {
                                  return std::pair(entry.chapter, entry.section) < key;
                                });
  return static_cast<std::uint32_t>(found - outline.begin());
}

std::uint32_t Plan::chapter_at(std::uint32_t offset) const {
  auto next = std::upper_bound(chapters.begin(), chapters.end(), offset,
                               [](std::uint32_t a, const PlacedChapter& chapter) { return a < chapter.offset; });
  return static_cast<std::uint32_t>(next == chapters.begin() ? 0 : next - chapters.begin() - 1);
}

std::uint32_t Plan::entry_at(std::uint32_t offset) const {
  std::uint32_t chapter = chapter_at(offset);
  const auto& sections = chapters[chapter].facts->sections;
  std::uint32_t inside = offset - chapters[chapter].offset;
  std::uint32_t section = 0;
  while (section + 1 < sections.size() && sections[section + 1].span.begin <= inside) ++section;
  return entry_of(chapter, section);
}

}  // namespace pland::plan
