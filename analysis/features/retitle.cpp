#include "analysis/features/retitle.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <utility>

#include "analysis/features/boxes.h"
#include "analysis/features/cursor.h"
#include "analysis/features/definition.h"
#include "analysis/features/name_uses.h"
#include "analysis/features/references.h"
#include "analysis/features/rewriting.h"
#include "analysis/plan/label.h"
#include "analysis/plan/period.h"
#include "analysis/plan/wiki_links.h"
#include "analysis/text/slug.h"
#include "analysis/text/unicode.h"
#include "analysis/workspace/path.h"
#include "analysis/workspace/wiki.h"

namespace pland::features {
namespace {

using plan::EntityKind;
using plan::MentionForm;
using plan::no_index;
using workspace::Anchor;
using workspace::Document;
using workspace::DocumentPtr;
using workspace::NamedEntity;
using workspace::Workspace;

// How often links follow headings that changed because links in them did.
constexpr int most_rounds = 3;

enum Note : std::uint32_t { titles, fragments, link_texts, names, twice };

// A new text at a place of a document.
struct Replacement {
  Span span;
  std::string text;
  Note note = titles;
  bool reshapes = false;  // what it is of may become something else: a title's own labels do
};

// A document as it is, and as it will be.
struct Retitled {
  DocumentPtr before;
  std::vector<Replacement> replacements;  // in text order
  std::optional<Replacement> title;       // what somebody typed, where it is a heading's
  DocumentPtr after;
  std::vector<const Anchor*> anchors;  // of `after`, for each of `before`; null: gone
};

DocumentPtr read_with(const Document& document, const std::vector<Replacement>& replacements) {
  markdown::Document text = document.text;
  for (auto one = replacements.rbegin(); one != replacements.rend(); ++one)
    text = text.edit(one->span, one->text);
  return workspace::with_text(document, std::move(text));
}

std::vector<const Anchor*> anchors_of(const workspace::Summary& summary, bool headings) {
  std::vector<const Anchor*> out;
  for (const Anchor& anchor : summary.anchors)
    if ((anchor.level > 0) == headings) out.push_back(&anchor);
  return out;
}

// Which anchor of the new reading each one is: headings and ids by their order, which no new name
// changes. False where one did change the headings.
bool match_anchors(Retitled& one) {
  const workspace::Summary& before = *one.before->summary;
  const workspace::Summary& after = *one.after->summary;
  const auto old_headings = anchors_of(before, true), new_headings = anchors_of(after, true);
  const auto same_level = [](const Anchor* a, const Anchor* b) { return a->level == b->level; };
  if (!std::equal(old_headings.begin(), old_headings.end(), new_headings.begin(),
                  new_headings.end(), same_level))
    return false;
  const auto new_ids = anchors_of(after, false);
  const bool same_ids = anchors_of(before, false).size() == new_ids.size();
  std::size_t heading = 0, id = 0;
  for (const Anchor& anchor : before.anchors) {
    if (anchor.level > 0) {
      one.anchors.push_back(new_headings[heading++]);
    } else if (same_ids) {
      one.anchors.push_back(new_ids[id++]);
    } else {  // a new title came with an id, or an old one went with its own
      const auto same = std::find_if(new_ids.begin(), new_ids.end(), [&](const Anchor* other) {
        return other->slug == anchor.slug;
      });
      one.anchors.push_back(same == new_ids.end() ? nullptr : *same);
    }
  }
  return true;
}

// The new text is all of its heading or name, and nothing else: `x {`, `a ##` or `- b` may not be.
bool is_whole(const Retitled& one) {
  const auto& outline = *one.before->plan;
  if (outline.outline.size() != one.after->plan->outline.size()) return false;
  std::int64_t shift = 0;
  for (const Replacement& replacement : one.replacements) {
    const auto begin = static_cast<std::uint32_t>(replacement.span.begin + shift);
    const auto end = static_cast<std::uint32_t>(begin + replacement.text.size());
    shift += static_cast<std::int64_t>(replacement.text.size()) - replacement.span.size();
    for (std::size_t i = 0; i < one.anchors.size(); ++i) {
      const Anchor& old = one.before->summary->anchors[i];
      if (!old.place.span.contains(replacement.span)) continue;
      // An id is one word (HTML, "The id attribute").
      const bool spaced = replacement.text.find_first_of(" \"'<>`=") != std::string::npos;
      if (old.level == 0 && spaced) return false;
      if (one.anchors[i] == nullptr || !one.anchors[i]->place.span.contains(Span{begin, end}))
        return false;
    }
  }
  return true;
}

// A title as others say it: without the number in front.
std::string bare_title(const NamedEntity& entity) {
  return std::string(entity.title.substr(ordinal_size(entity.title)));
}

// "Q2 2027: Start" of "Q2 2027 (Apr - Jun): Start".
std::string without_months(std::string_view title) {
  const std::size_t open = title.find(" (");
  const std::size_t close = open == std::string_view::npos ? open : title.find(')', open);
  if (close == std::string_view::npos) return std::string(title);
  return std::string(title.substr(0, open)) + std::string(title.substr(close + 1));
}

// Of a milestone that is named by its period ("Q2 2027"): the new one, or all of a title that has
// none. Nothing where `said` is more than a period.
std::optional<std::string> period_of_title(std::string_view title, std::string_view said,
                                           const NamedEntity& old) {
  if (old.kind != EntityKind::milestone) return std::nullopt;
  const auto was = plan::find_period(old.title), named = plan::find_period(said);
  if (!was || !named || !(was->period == named->period)) return std::nullopt;
  if (named->span.size() != said.size()) return std::nullopt;
  const auto now = plan::find_period(title);
  if (!now || now->role != plan::PeriodRole::leads) return std::string(title);
  return std::string(now->period == was->period ? said : now->span.of(title));
}

// The part of a title that a mention says: all of it, its period, what stands behind its number,
// the number.
std::string part_of_title(std::string_view title, std::string_view said, const NamedEntity& old) {
  const std::string key = plan::normalise(said);
  if (key == old.key) return std::string(title);
  if (auto period = period_of_title(title, said, old)) return std::move(*period);
  if (key == plan::normalise(without_months(old.title))) return without_months(title);
  const std::size_t colon = old.title.find(": ");
  if (colon == std::string_view::npos) return {};
  const std::size_t new_colon = title.find(": ");
  if (key == plan::normalise(old.title.substr(colon + 2))) {
    return std::string(new_colon == std::string_view::npos ? title : title.substr(new_colon + 2));
  }
  if (key == plan::normalise(old.title.substr(0, colon)) && new_colon != std::string_view::npos)
    return std::string(title.substr(0, new_colon));
  return {};
}

class Retitling {
 public:
  explicit Retitling(const Workspace& workspace) : workspace_(workspace) {
    change_.notes = {{"Title", "", false},
                     {"Links", "Links lead to the new anchor", false},
                     {"Link texts", "Links whose text is the old title say the new one", false},
                     {"Names", "What names it says the new name", false}};
  }

  std::variant<Change, Refusal> retitle(const DocumentPtr& document, Span span,
                                        const std::string& text,
                                        const std::vector<FoundEntity>& entities) {
    add(document, {span, text, titles});
    Retitled& one = documents_.at(document->path);
    if (is_in_heading(*document, span)) {
      one.title = one.replacements.front();
      take_labels_along(document, span, text);
    }
    look_for_unread(document->text.text(span), document->path);
    if (!read(one)) return refused_;
    if (const NamedEntity* old = renamed_entity(*document, span, entities)) {
      const NamedEntity* now = renamed_to(*old);
      if (now != nullptr && now->title != old->title) rename_entity(document, *old, *now);
    }
    return finish();
  }

  std::variant<Change, Refusal> respell(const std::vector<Respelling>& all) {
    for (const Respelling& one : all) add(one.document, {one.span, one.text, titles, one.reshapes});
    if (everywhere_ && !all.empty())
      look_for_unread(all.front().document->text.text(all.front().span), {});
    return finish();
  }

  void ask_first(std::string description) { confirm(std::move(description)); }
  // What is respelt could be said in any document.
  void search_everywhere() { everywhere_ = true; }

 private:
  bool refuse(std::string reason) {
    refused_.reason = std::move(reason);
    return false;
  }

  bool refuse_reading(std::string_view text, const Document& document) {
    return refuse(
        fmt::format("\"{}\" would be read as something else in {}: it changes what the "
                    "text around it is.",
                    text, workspace::basename_of(document.path)));
  }

  void add(const DocumentPtr& document, Replacement replacement) {
    Retitled& one = documents_[document->path];
    one.before = document;
    one.replacements.push_back(std::move(replacement));
  }

  // Reads the document with what is to be written there; each place once, the first wins: a name in
  // a title is part of it, and a link's text that is a name is said by both.
  bool read(Retitled& one) {
    std::stable_sort(
        one.replacements.begin(), one.replacements.end(),
        [](const Replacement& a, const Replacement& b) { return a.span.begin < b.span.begin; });
    std::vector<Replacement> apart;
    for (Replacement& next : one.replacements) {
      const bool overlaps = !apart.empty() && next.span.begin < apart.back().span.end;
      if (!overlaps) {
        apart.push_back(std::move(next));
      } else if (next.note < apart.back().note) {
        apart.back() = std::move(next);
      }
    }
    one.replacements = std::move(apart);
    one.after = read_with(*one.before, one.replacements);
    one.anchors.clear();
    if (match_anchors(one) && is_whole(one)) return true;
    return refuse_reading(one.replacements.front().text, *one.before);
  }

  // `## [1.2.0] - 2027-01-14` leads by a definition of its own: where the title says another label
  // in that place, which nothing defines yet, the definition and whatever else uses it say it too.
  void take_labels_along(const DocumentPtr& document, Span span, const std::string& text) {
    const std::vector<std::string> now = labels_in(text);
    std::size_t next = 0;
    std::vector<std::pair<std::string, std::string>> renamed;  // folded label, the new one
    for (const plan::PlacedChapter& chapter : document->plan->chapters) {
      for (const plan::Mention& mention : chapter.facts->mentions) {
        const bool in_title = mention.form == MentionForm::link && !mention.label_key.empty() &&
                              span.contains(mention.span.shifted(chapter.offset));
        if (!in_title) continue;
        if (next == now.size()) return;
        const std::string& label = now[next++];
        if (text::fold_label(label) != mention.label_key)
          renamed.emplace_back(mention.label_key, label);
      }
    }
    if (next != now.size() || document->definitions == nullptr) return;
    for (const auto& [key, label] : renamed) {
      if (document->definitions->contains(text::fold_label(label))) continue;
      for (const plan::PlacedChapter& chapter : document->plan->chapters) {
        for (const plan::Mention& mention : chapter.facts->mentions) {
          if (mention.label_key != key) continue;
          const Span place =
              (mention.label.empty() ? mention.text : mention.label).shifted(chapter.offset);
          if (!span.contains(place)) add(document, {place, label, fragments, true});
        }
      }
    }
  }

  // What stands in brackets and leads by its own words: `[1.2.0]`, `[1.2.0][]`, `[text][1.2.0]`.
  static std::vector<std::string> labels_in(std::string_view title) {
    std::vector<std::string> out;
    for (std::size_t at = title.find('['); at != std::string_view::npos; at = title.find('[', at)) {
      std::size_t close = title.find(']', at);
      if (close == std::string_view::npos) break;
      std::string label(title.substr(at + 1, close - at - 1));
      at = close + 1;
      if (title.substr(at).starts_with('(')) continue;
      if (title.substr(at).starts_with('[')) {
        close = title.find(']', at);
        if (close == std::string_view::npos) break;
        if (close > at + 1) label = title.substr(at + 1, close - at - 1);
        at = close + 1;
      }
      out.push_back(std::move(label));
    }
    return out;
  }

  // Files that are no UTF-8 cannot be changed: what they say of a name stays.
  void look_for_unread(std::string_view name, std::string_view path) {
    if (workspace_.unread == nullptr || !workspace_.disk || !workspace_.disk->text) return;
    const std::string slug = text::slug(name);
    for (const std::string& other : *workspace_.unread) {
      if (!workspace_.is_inside(other)) continue;
      std::string bytes = workspace_.disk->text(other);
      std::erase(bytes, '\0');  // UTF-16, of letters that everybody has
      const bool names = bytes.find(name) != std::string::npos;
      const bool links = !slug.empty() && bytes.find("#" + slug) != std::string::npos &&
                         bytes.find(workspace::basename_of(path)) != std::string::npos;
      if (names || links)
        confirm(
            fmt::format("{} is not UTF-8 and keeps what it says.", workspace::basename_of(other)));
    }
  }

  // Apart from the title that somebody typed, what is written changes no block and no inline.
  bool keeps_nodes(const Retitled& one) {
    markdown::Document expected = one.before->text;
    std::vector<rules::Edit> edits;
    std::int64_t shift = 0;  // of what stands behind the title
    for (const Replacement& next : one.replacements) {
      const auto moved = [&](std::uint32_t at) { return static_cast<std::uint32_t>(at + shift); };
      const Span place{moved(next.span.begin), moved(next.span.end)};
      const bool typed = one.title && next.span == one.title->span && next.note == titles;
      if (!typed && !next.reshapes) {
        edits.push_back({"", place, next.text});
        continue;
      }
      expected = expected.edit(place, next.text);
      shift += static_cast<std::int64_t>(next.text.size()) - next.span.size();
    }
    if (nodes_kept(expected, one.after->text, edits)) return true;
    return refuse_reading(one.replacements.front().text, *one.before);
  }

  static bool is_in_heading(const Document& document, Span span) {
    return std::any_of(
        document.summary->anchors.begin(), document.summary->anchors.end(),
        [&](const Anchor& anchor) { return anchor.level > 0 && anchor.place.span.contains(span); });
  }

  // A title that another heading has gets a number behind its anchor, or gives it one.
  void note_repeats(const Retitled& one) {
    for (std::size_t i = 0; i < one.anchors.size(); ++i) {
      const Anchor& old = one.before->summary->anchors[i];
      const Anchor* now = one.anchors[i];
      if (now == nullptr || now->level == 0 || now->slug == old.slug) continue;
      const std::string slug = text::slug(now->title, one.after->plan->anchor_style);
      const Anchor* other = now->slug == slug ? nullptr : anchor_of_slug(*one.after->summary, slug);
      // Without a new title of its own, only who had the anchor to itself loses something.
      if (other == nullptr || (now->title == old.title && old.slug != slug)) continue;
      confirm(fmt::format("{} has \"{}\" in line {} already; links to the one in line {} say #{}.",
                          workspace::basename_of(one.before->path), other->title,
                          other->place.begin.line + 1, now->place.begin.line + 1, now->slug));
    }
  }

  void confirm(std::string description) {
    if (change_.notes.size() > twice) {
      change_.notes[twice].description += " " + description;
      return;
    }
    change_.notes.push_back({"A name that is taken", std::move(description), true});
  }

  // The entity of `entities` whose name is in the text that changes.
  static const NamedEntity* renamed_entity(const Document& document, Span span,
                                           const std::vector<FoundEntity>& entities) {
    for (const FoundEntity& found : entities) {
      if (found.document->path != document.path) continue;
      for (const NamedEntity& own : document.summary->entities) {
        if (own.key == found.entity->key && span.touches(own.place.span.begin)) return &own;
      }
    }
    return nullptr;
  }

  const NamedEntity* renamed_to(const NamedEntity& old) const {
    for (const auto& [path, one] : documents_) {
      const auto& before = one.before->summary->entities;
      const auto& after = one.after->summary->entities;
      if (before.empty() || &old < before.data() || &old >= before.data() + before.size()) continue;
      if (before.size() != after.size()) return nullptr;  // it is no entity any more
      return &after[static_cast<std::size_t>(&old - before.data())];
    }
    return nullptr;
  }

  // What names it, and the same thing in other documents.
  void rename_entity(const DocumentPtr& document, const NamedEntity& old, const NamedEntity& now) {
    const std::string title = bare_title(now), old_key(old.key);
    std::vector<FoundEntity> all{{document->summary, &old}};
    std::vector<DocumentPtr> kept{document};  // `all` and `old` look into them
    for (const FoundEntity& other : told_elsewhere(workspace_, all.front())) {
      DocumentPtr text = workspace_.document(other.document->path);
      if (text == nullptr || is_released(*text, other.entity->place.span.begin)) continue;
      for (const NamedEntity& entity : text->summary->entities) {
        if (entity.key != old_key || entity.place.begin != other.entity->place.begin) continue;
        Span name = entity.place.span;
        name.begin += ordinal_size(text->text.text(name));
        add(text, {name, title, titles});
        all.push_back({text->summary, &entity});
      }
      kept.push_back(std::move(text));
    }
    const std::string new_key = plan::normalise(title);
    for (const FoundEntity& taken : entities_named(workspace_, *document, title)) {
      if (taken.entity->key != new_key || taken.entity->key == old_key) continue;
      confirm(fmt::format("{} has \"{}\" already: what names it could mean either.",
                          workspace::basename_of(taken.document->path), taken.entity->title));
    }
    if (reference_parts(title).size() > 1)
      confirm(fmt::format("In a list of names \"{}\" may be read as several.", title));

    const NameUses uses(workspace_, all);
    each_document_with(
        workspace_,
        [&](std::string_view path, std::string_view bytes) { return uses.may_be_in(path, bytes); },
        [&](const DocumentPtr& found) {
          for (const NameUse& use : uses.in(*found)) {
            if (is_released(*found, use.span.begin)) continue;
            const std::string said = found->text.text(use.span);
            const std::string part = part_of_title(title, said, old);
            if (part.empty() || part == said) continue;
            add(found, {use.span, part, names});
            keep_label(found, use.span);
          }
        });
  }

  // A name in the text of a reference that is its own label: `[Partner API]` keeps leading where it
  // led as `[Gateway][Partner API]`.
  void keep_label(const DocumentPtr& document, Span name) {
    const Cursor cursor = cursor_at(*document, name.begin);
    const plan::Mention* mention = mention_at(cursor);
    if (mention == nullptr || mention->form != MentionForm::link) return;
    const bool collapsed = mention->link_form == markdown::LinkForm::collapsed;
    if (!collapsed && mention->link_form != markdown::LinkForm::shortcut) return;
    if (!cursor.place(mention->text).contains(name)) return;
    const std::uint32_t end = cursor.place(mention->span).end;
    add(document, {{collapsed ? end - 2 : end, end},
                   fmt::format("[{}]", cursor.facts->text(mention->text)),
                   names});
  }

  bool follow_links(const Retitled& one) {
    std::map<std::string, DocumentPtr, std::less<>> linking;
    linking.emplace(one.before->path, one.before);
    for (const workspace::SummaryPtr& summary : linking_to(workspace_, one.before->path)) {
      if (DocumentPtr document = workspace_.document(summary->path))
        linking.emplace(summary->path, std::move(document));
    }
    // What imports it is in no index of links.
    each_summary(workspace_, [&](const workspace::SummaryPtr& summary) {
      const bool imports =
          std::binary_search(summary->imports.begin(), summary->imports.end(), one.before->path);
      if (!imports || linking.contains(summary->path)) return;
      if (DocumentPtr document = workspace_.document(summary->path))
        linking.emplace(summary->path, std::move(document));
    });
    for (const auto& [path, document] : linking) {
      for (const plan::PlacedChapter& chapter : document->plan->chapters) {
        for (const plan::Import& import : chapter.facts->imports)
          if (!follow_import(one, *document, *chapter.facts, import, chapter.offset)) return false;
        for (const plan::Mention& mention : chapter.facts->mentions)
          if (!follow_link(one, *document, *chapter.facts, mention, chapter.offset)) return false;
      }
    }
    return true;
  }

  bool follow_link(const Retitled& one, const Document& document, const plan::ChapterFacts& facts,
                   const plan::Mention& mention, std::uint32_t base) {
    if (mention.placeholder) return true;
    if (mention.wiki) return follow_wiki_link(one, document, facts, mention, base);
    const auto file = mentioned_file(workspace_, document, mention);
    if (!file || file->target.path != one.before->path || file->target.fragment.empty() ||
        file->target.line_fragment)
      return true;
    const std::string& fragment = file->target.fragment;
    const Anchor* old = one.before->summary->anchor(fragment);
    if (old == nullptr) return true;
    const auto index = static_cast<std::size_t>(old - one.before->summary->anchors.data());
    const Anchor* now = one.anchors[index];
    if (now == nullptr) {
      return refuse(fmt::format("{} links to the anchor #{}, which would be gone.",
                                workspace::basename_of(document.path), old->slug));
    }
    if (now->title != old->title) say_title(one, document, facts, mention, base, *old, index);
    const workspace::Summary& after = *one.after->summary;
    if (mention.fragment.empty() || after.anchor(fragment) == now) return true;
    if (after.anchor(now->slug) != now) {
      return refuse(fmt::format("#{} is the anchor of something else in {}.", now->slug,
                                workspace::basename_of(one.before->path)));
    }
    constexpr std::string_view prefix = "user-content-";
    const std::string written = facts.text(mention.fragment);
    const bool prefixed = written.starts_with(prefix) && !old->slug.starts_with(prefix);
    std::string slug = written.find('%') == std::string::npos
                           ? std::string(now->slug)
                           : workspace::percent_encode_beyond_ascii(now->slug);
    if (prefixed) slug.insert(0, prefix);
    further_[document.path].push_back({mention.fragment.shifted(base), std::move(slug), fragments});
    return true;
  }

  // `@docs/guide.md#part`: what is behind `#` is a part of the file, as in a link.
  bool follow_import(const Retitled& one, const Document& document, const plan::ChapterFacts& facts,
                     const plan::Import& import, std::uint32_t base) {
    const std::string written = facts.text(import.path);
    const std::size_t hash = written.find('#');
    if (hash == std::string::npos) return true;
    const std::string path = workspace::join(workspace::directory_of(document.path), import.target);
    if (workspace_.real_path(path) != one.before->path) return true;
    const std::string fragment = workspace::percent_decode(written.substr(hash + 1));
    const Anchor* old = one.before->summary->anchor(fragment);
    if (old == nullptr) return true;
    const Anchor* now = one.anchors[index_of(one, old)];
    if (now == nullptr) {
      return refuse(fmt::format("{} imports the part #{}, which would be gone.",
                                workspace::basename_of(document.path), old->slug));
    }
    if (one.after->summary->anchor(fragment) == now) return true;
    const Span place{import.path.begin + static_cast<std::uint32_t>(hash) + 1, import.path.end};
    further_[document.path].push_back({place.shifted(base), std::string(now->slug), fragments});
    return true;
  }

  // A wiki link says headings by their text, from the outermost that it names to its own.
  bool follow_wiki_link(const Retitled& one, const Document& document,
                        const plan::ChapterFacts& facts, const plan::Mention& mention,
                        std::uint32_t base) {
    const auto file = mentioned_file(workspace_, document, mention);
    if (!file || file->target.path != one.before->path || file->target.fragment.empty())
      return true;
    const std::string written = facts.text(mention.fragment);
    const std::vector<workspace::WikiHeading> said =
        find_wiki_headings(*one.before->summary, written);
    if (said.empty()) return true;
    const auto now_of = [&](const Anchor* old) { return one.anchors[index_of(one, old)]; };
    const Anchor* old = said.back().anchor;
    const Anchor* now = now_of(old);
    if (now == nullptr) {
      return refuse(fmt::format("{} links to the anchor #{}, which would be gone.",
                                workspace::basename_of(document.path), old->slug));
    }
    if (now->title != old->title && mention.text != mention.destination)
      say_title(one, document, facts, mention, base, *old, index_of(one, old));
    const workspace::Summary& after = *one.after->summary;
    const std::string respelt = respell_headings(said, now_of);
    const bool leads = workspace::find_wiki_heading(after, written) == now;
    if (leads && (respelt == written || respelt.empty())) return true;
    const bool as_slug = written == old->slug;
    std::string words = respelt;
    if (words.empty() || workspace::find_wiki_heading(after, words) != now) {
      if (leads) return true;
      words = workspace::spell_wiki_heading(after, *now, as_slug).value_or(std::string());
    }
    if (words.empty()) {
      return refuse(fmt::format("{} has a wiki link to \"{}\" that could not say the new title.",
                                workspace::basename_of(document.path), old->title));
    }
    further_[document.path].push_back(
        {mention.fragment.shifted(base), std::move(words), fragments});
    return true;
  }

  static std::size_t index_of(const Retitled& one, const Anchor* old) {
    return static_cast<std::size_t>(old - one.before->summary->anchors.data());
  }

  // `A#B` with the new titles of those that have one, slugs where they were said so. Empty where a
  // wiki link cannot hold it.
  template <typename NowOf>
  static std::string respell_headings(const std::vector<workspace::WikiHeading>& said,
                                      NowOf&& now_of) {
    std::string out;
    for (const auto& [old, part] : said) {
      const Anchor* now = now_of(old);
      if (now == nullptr) return {};
      std::string words(part);
      const bool as_slug = part == old->slug && part != old->title;
      if (as_slug)
        words = now->slug;
      else if (now->title != old->title)
        words = now->title;
      if (!plan::fits_in_wiki_link(words)) return {};
      out += (out.empty() ? "" : "#") + words;
    }
    return out;
  }

  // A link whose text is the title.
  void say_title(const Retitled& one, const Document& document, const plan::ChapterFacts& facts,
                 const plan::Mention& mention, std::uint32_t base, const Anchor& old,
                 std::size_t index) {
    const bool has_text = mention.form == MentionForm::link && !mention.image &&
                          (mention.link_form == markdown::LinkForm::inline_link ||
                           mention.link_form == markdown::LinkForm::full);
    if (!has_text || mention.text.empty()) return;
    const std::string text = facts.text(mention.text);
    const bool as_written = text == one.before->text.text(old.place.span);
    if (!as_written && text != old.title) return;
    const Anchor& now = *one.anchors[index];
    std::string title = as_written ? one.after->text.text(now.place.span) : std::string(now.title);
    if (title.find_first_of("[]") != std::string::npos) return;
    if (mention.wiki && !plan::fits_in_wiki_link(title)) return;
    further_[document.path].push_back({mention.text.shifted(base), std::move(title), link_texts});
  }

  // Moves what links have to say into what is to be written, each place once. Whether any of it is
  // in a heading.
  bool take_further() {
    bool in_heading = false;
    for (auto& [path, replacements] : further_) {
      Retitled& one = documents_[path];
      if (one.before == nullptr) one.before = workspace_.document(path);
      for (Replacement& next : replacements) {
        const auto known = std::find_if(one.replacements.begin(), one.replacements.end(),
                                        [&](const Replacement& other) {
                                          return other.span == next.span && other.note == next.note;
                                        });
        const bool is_new = known == one.replacements.end() || known->text != next.text;
        in_heading =
            in_heading || (is_new && next.note == fragments && one.before->plan->wiki_links &&
                           is_in_heading(*one.before, next.span));
        if (known != one.replacements.end())
          known->text = std::move(next.text);
        else
          one.replacements.push_back(std::move(next));
      }
    }
    further_.clear();
    return in_heading;
  }

  // Reads all with what is to be written, has the links follow, and reads again.
  std::variant<Change, Refusal> finish() {
    for (auto& [path, one] : documents_)
      if (!read(one)) return refused_;
    for (const auto& [path, one] : documents_) {
      note_repeats(one);
      if (!follow_links(one)) return refused_;
    }
    // What a wiki link says is part of the heading that it stands in: others may link to that one.
    for (int round = 0; take_further() && round < most_rounds; ++round) {
      for (auto& [path, one] : documents_)
        if (!read(one)) return refused_;
      for (const auto& [path, one] : documents_)
        if (!follow_links(one)) return refused_;
    }
    const bool asks = change_.notes.size() > twice;
    for (auto& [path, one] : documents_) {
      keep_borders(one);
      if (!read(one) || !keeps_nodes(one)) return refused_;
      for (const Replacement& next : one.replacements) {
        const std::uint32_t note = next.note == titles && asks ? twice : next.note;
        change_.edits.push_back({path, next.span, next.text, note});
      }
    }
    return std::move(change_);
  }

  static void keep_borders(Retitled& one) {
    std::vector<rules::Edit> edits;
    for (const Replacement& next : one.replacements) edits.push_back({"", next.span, next.text});
    for (rules::Edit& edit : border_edits(*one.before, edits))
      one.replacements.push_back({edit.span, std::move(edit.text), fragments});
  }

  const Workspace& workspace_;
  bool everywhere_ = false;
  Change change_;
  Refusal refused_;
  std::map<std::string, Retitled, std::less<>> documents_;                // by path
  std::map<std::string, std::vector<Replacement>, std::less<>> further_;  // links that follow
};

}  // namespace

bool is_released(const Document& document, std::uint32_t offset) {
  const plan::Plan& plan = *document.plan;
  for (std::uint32_t entry = plan.entry_at(offset); entry != no_index;
       entry = plan.outline[entry].parent) {
    const plan::Section& section = plan.section(entry);
    if (section.unit == EntityKind::release && section.role != plan::SectionRole::unreleased)
      return true;
    if (section.members == EntityKind::revision) return true;
  }
  return false;
}

std::variant<Change, Refusal> retitle(const Workspace& workspace, const DocumentPtr& document,
                                      Span span, const std::string& text,
                                      const std::vector<FoundEntity>& entities) {
  return Retitling(workspace).retitle(document, span, text, entities);
}

std::variant<Change, Refusal> respell(const Workspace& workspace,
                                      const std::vector<Respelling>& places,
                                      const std::string& question, bool everywhere) {
  Retitling retitling(workspace);
  if (everywhere) retitling.search_everywhere();
  if (!question.empty()) retitling.ask_first(question);
  return retitling.respell(places);
}

}  // namespace pland::features
