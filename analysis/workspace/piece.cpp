#include "analysis/workspace/piece.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "analysis/plan/days.h"
#include "analysis/plan/item_days.h"
#include "analysis/plan/label.h"
#include "analysis/text/unicode.h"
#include "analysis/workspace/path.h"
#include "analysis/workspace/said.h"
#include "analysis/workspace/wiki.h"
#include "analysis/workspace/workspace.h"

namespace pland::workspace {
namespace {

using plan::ChapterFacts;
using plan::EntityKind;

constexpr std::size_t longest_purpose = 200;  // bytes
constexpr std::size_t longest_owner = 100;    // bytes

// Lines and text of a chapter, whose segments are found by halving.
class ChapterText {
 public:
  explicit ChapterText(const markdown::Chapter& chapter) : chapter_(chapter) {
    starts_.reserve(chapter.segments.size());
    std::uint32_t offset = 0, line = 0;
    for (const markdown::SegmentPtr& segment : chapter.segments) {
      starts_.push_back({offset, line});
      offset += static_cast<std::uint32_t>(segment->text.size());
      line += segment->line_ends;
    }
  }

  Place place(Span span) const { return {span, position(span.begin), position(span.end)}; }

  // Whether all is ASCII from the start of a place's line to its end.
  bool is_plain(const Place& place) const {
    if (place.begin.line != place.end.line) return false;
    for (std::size_t i = segment_at(place.span.begin - place.begin.column); i < starts_.size();
         ++i) {
      if (starts_[i].offset >= place.span.end) return true;
      const std::uint32_t line = place.span.begin - place.begin.column;
      const std::uint32_t from = std::max(line, starts_[i].offset) - starts_[i].offset;
      const std::string_view text = chapter_.segments[i]->text;
      if (from >= text.size()) continue;
      if (!text::is_ascii(text.substr(from, place.span.end - starts_[i].offset - from)))
        return false;
    }
    return true;
  }

  void append(Span span, std::string& out) const {
    for (std::size_t i = segment_at(span.begin); i < starts_.size(); ++i) {
      if (starts_[i].offset >= span.end) break;
      const std::string& text = chapter_.segments[i]->text;
      std::uint32_t from = std::max(span.begin, starts_[i].offset) - starts_[i].offset;
      out.append(text, std::min<std::size_t>(from, text.size()),
                 span.end - starts_[i].offset - from);
    }
  }

 private:
  struct Start {
    std::uint32_t offset, line;
  };

  std::size_t segment_at(std::uint32_t offset) const {
    auto next = std::upper_bound(starts_.begin(), starts_.end(), offset,
                                 [](std::uint32_t a, const Start& b) { return a < b.offset; });
    return next == starts_.begin() ? 0 : static_cast<std::size_t>(next - starts_.begin() - 1);
  }

  markdown::Position position(std::uint32_t offset) const {
    if (starts_.empty()) return {};
    std::size_t i = segment_at(offset);
    const markdown::Segment& segment = *chapter_.segments[i];
    std::uint32_t inside = offset - starts_[i].offset;
    auto next = std::upper_bound(segment.line_starts.begin(), segment.line_starts.end(), inside);
    auto line = static_cast<std::uint32_t>(next - segment.line_starts.begin() - 1);
    return {starts_[i].line + line, inside - segment.line_starts[line]};
  }

  const markdown::Chapter& chapter_;
  std::vector<Start> starts_;
};

// Headings inside quotes and items: no sections, but GitHub gives them anchors all the same.
struct Nested {
  Span span;
  std::string title;
};
std::vector<Nested> nested_headings(const markdown::Chapter& chapter) {
  std::vector<Nested> out;
  std::uint32_t base = 0;
  for (const markdown::SegmentPtr& segment : chapter.segments) {
    const auto& nodes = segment->tree.nodes;
    std::uint32_t top_end = 0;  // of the top-level block that holds a node
    for (std::uint32_t i = 0; i < nodes.size(); ++i) {
      if (i >= top_end) {
        top_end = nodes[i].next;
      } else if (nodes[i].kind == markdown::NodeKind::heading) {
        out.push_back({nodes[i].content.shifted(base), markdown::plain_text(*segment, i)});
      }
    }
    base += static_cast<std::uint32_t>(segment->text.size());
  }
  return out;
}

// Where a view will be once its piece's text is complete.
struct Ref {
  std::uint32_t begin = 0, size = 0;
};

// Makes a piece: `add` once for each chapter, then `take`.
class PieceBuilder {
 public:
  PieceBuilder(std::string_view path, std::string_view root) : path_(path), root_(root) {}

  // `offset` and `line`: where the chapter stands in the piece (0 where it is alone).
  void add(const ChapterFacts& facts, std::uint32_t offset, std::uint32_t line) {
    ChapterText text(*facts.chapter);
    add_anchors(facts, text, offset, line);
    add_entities(facts, text, offset, line);
    add_targets(facts);
    add_purpose(facts);
    const std::vector<std::uint32_t> said = said_in(facts, path_);
    piece_->said.insert(piece_->said.end(), said.begin(), said.end());
    for (const Entry& entry : entries_in(facts, path_)) {
      shipped_refs_.push_back(keep(entry.name));
      piece_->shipped.push_back({{}, entry.offset + offset});
    }
    for (const plan::Metric& metric : facts.metrics) {
      bool written = metric.judged.measure != plan::Measure::placeholder &&
                     metric.judged.measure != plan::Measure::empty;
      if (written && metric.strictness == plan::Strictness::strict) ++piece_->metrics;
    }
    for (const plan::Item& item : facts.items) {
      if (!item.checked || item.placeholder) continue;
      ++(*item.checked ? piece_->done_tasks : piece_->open_tasks);
    }
  }

  std::shared_ptr<Piece> take() {
    for (const auto list : path_lists) {
      auto& paths = (*piece_).*list;
      std::sort(paths.begin(), paths.end());
      paths.erase(std::unique(paths.begin(), paths.end()), paths.end());
      paths.shrink_to_fit();
    }
    auto& said = piece_->said;
    std::sort(said.begin(), said.end());
    said.erase(std::unique(said.begin(), said.end()), said.end());
    said.shrink_to_fit();
    piece_->text.shrink_to_fit();
    piece_->anchors.shrink_to_fit();
    piece_->entities.shrink_to_fit();
    auto view = [&](Ref ref) { return std::string_view(piece_->text).substr(ref.begin, ref.size); };
    for (std::size_t i = 0; i < anchor_refs_.size(); ++i) {
      PieceAnchor& anchor = piece_->anchors[i];
      anchor.title = view(anchor_refs_[i]);
      if (anchor.form == PieceAnchor::Form::id) std::swap(anchor.title, anchor.id);
    }
    for (std::size_t i = 0; i < shipped_refs_.size(); ++i)
      piece_->shipped[i].name = view(shipped_refs_[i]);
    for (std::size_t i = 0; i < entity_refs_.size(); ++i) {
      NamedEntity& entity = piece_->entities[i];
      entity.title = view(entity_refs_[i][0]);
      entity.key = view(entity_refs_[i][1]);
      entity.id = view(entity_refs_[i][2]);
      if (entity.detail.empty()) entity.detail = view(entity_refs_[i][3]);
      entity.owner = view(entity_refs_[i][4]);
      entity.needs = view(entity_refs_[i][5]);
    }
    return std::move(piece_);
  }

 private:
  Ref keep(std::string_view text) {
    auto begin = static_cast<std::uint32_t>(piece_->text.size());
    piece_->text += text;
    return {begin, static_cast<std::uint32_t>(text.size())};
  }
  // The same bytes as an earlier ref, where they are: titles of headings and of their entities.
  Ref keep_as(Ref earlier, std::string_view text) {
    if (std::string_view(piece_->text).substr(earlier.begin, earlier.size) == text) return earlier;
    return keep(text);
  }

  void add_anchors(const ChapterFacts& facts, const ChapterText& text, std::uint32_t offset,
                   std::uint32_t line) {
    section_titles_.assign(facts.sections.size(), Ref{});
    auto push = [&](PieceAnchor anchor, Ref title) {
      anchor.plain_columns = text.is_plain(anchor.place);
      anchor.place = moved(anchor.place, offset, line);
      order_.emplace_back(anchor, title);
    };
    order_.clear();
    for (std::size_t i = 0; i < facts.sections.size(); ++i) {
      const plan::Section& section = facts.sections[i];
      if (section.level == 0) continue;
      section_titles_[i] = keep(section.title);
      push({PieceAnchor::Form::heading,
            section.level,
            false,
            text.place(section.title_span),
            {},
            {}},
           section_titles_[i]);
    }
    for (Span id : facts.html_ids) {
      auto begin = static_cast<std::uint32_t>(piece_->text.size());
      text.append(id, piece_->text);
      Ref ref{begin, static_cast<std::uint32_t>(piece_->text.size()) - begin};
      push({PieceAnchor::Form::id, 0, false, text.place(id), {}, {}}, ref);
    }
    for (const Nested& nested : nested_headings(*facts.chapter)) {
      piece_->has_nested = true;
      push({PieceAnchor::Form::nested, 6, false, text.place(nested.span), {}, {}},
           keep(nested.title));
    }
    std::stable_sort(order_.begin(), order_.end(), [](const auto& a, const auto& b) {
      return a.first.place.span.begin < b.first.place.span.begin;
    });
    for (auto& [anchor, title] : order_) {
      piece_->anchors.push_back(anchor);
      anchor_refs_.push_back(title);
    }
  }

  void add_entities(const ChapterFacts& facts, const ChapterText& text, std::uint32_t offset,
                    std::uint32_t line) {
    for (const plan::Entity& entity : facts.entities) {
      if (entity.placeholder || entity.title.empty()) continue;
      std::optional<plan::Status> status = entity.status();
      bool open = !status || !plan::is_closed(*status);
      bool horizon = entity.period && entity.period->period.kind == plan::PeriodKind::horizon;
      if (entity.kind == EntityKind::milestone && !horizon) ++piece_->milestones;
      if (entity.kind == EntityKind::objective) ++piece_->objectives;
      if (entity.kind == EntityKind::initiative && open) ++piece_->open_initiatives;
      bool counted = entity.item == plan::no_index || facts.items[entity.item].checked;
      if (entity.kind == EntityKind::task && !counted) {
        ++(open ? piece_->open_tasks : piece_->done_tasks);
      }
      NamedEntity made;
      made.kind = entity.kind;
      made.status = status;
      made.place = text.place(entity.name_span);
      made.plain_columns = text.is_plain(made.place);
      made.place = moved(made.place, offset, line);
      std::array<Ref, 6> refs;
      Ref heading = entity.is_section && entity.section < section_titles_.size()
                        ? section_titles_[entity.section]
                        : Ref{};
      refs[0] = keep_as(heading, entity.title);
      refs[1] = keep_as(refs[0], entity.key);
      if (!entity.id.empty()) refs[2] = keep(entity.id);
      if (entity.period) {
        std::string detail(status ? plan::name(*status, entity.kind) : std::string_view{});
        if (!detail.empty()) detail += " \u00b7 ";
        refs[3] = keep(detail += plan::to_string(entity.period->period));
        if (const auto range = plan::calendar_range(entity.period->period))
          made.days = Days(*range);
        else
          keep_days(facts, entity, made);
      } else if (status) {
        made.detail = plan::name(*status, entity.kind);  // lives as long as the program
      }
      if (!entity.period) keep_days(facts, entity, made);
      refs[4] = keep_owner(facts, entity);
      refs[5] = keep_needs(facts, entity);
      piece_->entities.push_back(made);
      entity_refs_.push_back(refs);
    }
  }

  // Of several things in a row that are one person's, the name is kept once.
  Ref keep_owner(const ChapterFacts& facts, const plan::Entity& entity) {
    const auto index = static_cast<std::uint32_t>(&entity - facts.entities.data());
    const plan::Field* field = facts.field_of(index, plan::FieldRole::owner);
    if (field == nullptr || field->value_text.empty()) return {};
    if (plan::whole_placeholder(field->value_text)) return {};
    const std::string_view name = field->value_text;
    return last_owner_ =
               keep_as(last_owner_, name.substr(0, text::round_down(name, longest_owner)));
  }

  Ref keep_needs(const ChapterFacts& facts, const plan::Entity& entity) {
    if (facts.references.empty()) return {};
    const auto index = static_cast<std::uint32_t>(&entity - facts.entities.data());
    const auto begin = static_cast<std::uint32_t>(piece_->text.size());
    for (const plan::Reference& reference : facts.references) {
      if (reference.entity != index) continue;
      std::string target = reference.target;
      if (reference.form == plan::ReferenceForm::link) {
        // A reference link has its target elsewhere.
        if (target.empty()) continue;
        const Target found = resolve(path_, target);
        if (found.kind != Target::Kind::file) continue;
        target = found.has_fragment ? found.path + "#" + found.fragment : found.path;
      }
      if (target.find('\n') != std::string::npos) continue;
      piece_->text += static_cast<char>('0' + static_cast<int>(reference.relation));
      piece_->text += static_cast<char>('0' + static_cast<int>(reference.form));
      piece_->text += target;
      piece_->text += '\n';
    }
    return {begin, static_cast<std::uint32_t>(piece_->text.size()) - begin};
  }

  // By what the heading, a field or an item's words say: "due 2026-09-28", `Target date`.
  static void keep_days(const ChapterFacts& facts, const plan::Entity& entity, NamedEntity& made) {
    const auto index = static_cast<std::uint32_t>(&entity - facts.entities.data());
    auto days = entity.is_section && entity.section < facts.sections.size()
                    ? facts.sections[entity.section].days
                    : plan::days_of_fields(facts, index);
    if (!days) days = plan::days_of_item(facts, entity);
    if (days) made.days = Days({days->first.value_or(days->last), days->last});
  }

  void add_targets(const ChapterFacts& facts) {
    for (const plan::Mention& mention : facts.mentions) {
      bool link = mention.form != plan::MentionForm::code_path || is_markdown(mention.target);
      if (!link || mention.placeholder || mention.target.empty()) continue;
      if (mention.wiki) {
        if (!mention.path.empty()) add_target(wiki_target(path_of_wiki(mention.target)));
        continue;
      }
      if (std::string path = path_of_address(mention.target); !path.empty()) {
        add_target(std::move(path));
        continue;
      }
      if (mention.link_form == markdown::LinkForm::autolink ||
          mention.link_form == markdown::LinkForm::bare) {
        continue;
      }
      Target target = resolve(path_, mention.target);
      const bool in_code = mention.form == plan::MentionForm::code_path ||
                           mention.form == plan::MentionForm::box_path;
      // `/docs/a.md`, and paths in code, may be meant as seen from the root.
      if (!root_.empty() && (in_code || target.kind == Target::Kind::site_absolute)) {
        const Target from_root = seen_from_root(root_, mention.target);
        if (from_root.path != target.path) add_target(from_root.path);
      }
      if (target.kind != Target::Kind::file) continue;
      if (mention.up) piece_->parents.push_back(target.path);
      add_target(std::move(target.path));
    }
    for (const plan::Import& import : facts.imports) {
      Target target = resolve(path_, import.target);
      if (target.kind == Target::Kind::file) piece_->imports.push_back(std::move(target.path));
    }
  }

  void add_target(std::string path) {
    if (path != path_) piece_->targets.push_back(std::move(path));
  }

  void add_purpose(const ChapterFacts& facts) {
    if (!piece_->purpose.empty()) return;
    // Where fields begin, ascending, and what they say that is as good as a sentence.
    std::vector<std::pair<std::uint32_t, const plan::Field*>> labels;
    for (const plan::Field& field : facts.fields) labels.emplace_back(field.span.begin, &field);
    std::stable_sort(labels.begin(), labels.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<std::uint32_t> names;  // where bold lines begin that name a thing of the plan
    for (const plan::Entity& entity : facts.entities)
      if (!entity.is_section && entity.item == plan::no_index) names.push_back(entity.span.begin);
    std::sort(names.begin(), names.end());
    for (const plan::Run& run : facts.runs) {
      if (run.heading || run.quoted || run.item != plan::no_index) continue;
      const bool purpose = facts.sections[run.section].role == plan::SectionRole::purpose;
      if (!purpose && !piece_->opening.empty()) continue;
      const plan::Section& section = facts.sections[run.section];
      if (section.role == plan::SectionRole::navigation) continue;
      // What stands deep down, or below a quarter, is about that.
      const bool general =
          section.level <= 1 || (section.level == 2 && section.unit == plan::EntityKind::none);
      if (!purpose && !general) continue;
      Span span = run.plain.source_span;
      if (std::binary_search(names.begin(), names.end(), span.begin)) continue;
      const auto next =
          std::lower_bound(labels.begin(), labels.end(), span.begin,
                           [](const auto& a, std::uint32_t begin) { return a.first < begin; });
      bool label = next != labels.end() && next->first < span.end;
      if (label && piece_->opening.empty() && says_purpose(*next->second)) {
        piece_->opening = first_sentence(next->second->value_text);
        continue;
      }
      bool only_links =
          !run.plain.linked.empty() && run.plain.linked.front().size() == run.plain.text.size();
      if (label || only_links) continue;
      std::string sentence = first_sentence(run.plain.text);
      if (sentence.size() < 12) continue;
      if (piece_->opening.empty()) piece_->opening = sentence;
      if (purpose) {
        piece_->purpose = std::move(sentence);
        return;
      }
    }
  }

  // "**Theme**: Alerts that people trust" of the document, not of a thing in it.
  static bool says_purpose(const plan::Field& field) {
    using plan::FieldRole;
    bool role = field.role == FieldRole::theme || field.role == FieldRole::goal ||
                field.role == FieldRole::objective;
    return role && field.entity == plan::no_index && field.value_text.size() >= 12 &&
           !plan::whole_placeholder(field.value_text);
  }

  static std::string first_sentence(std::string_view text) {
    text = text::trim(text);
    std::size_t end = text.size();
    for (std::size_t i = 1; i + 1 < text.size(); ++i) {
      bool stop = text[i] == '.' || text[i] == '!' || text[i] == '?';
      if (!stop || text[i + 1] != ' ') continue;
      std::string_view word = text.substr(0, i);
      word.remove_prefix(word.rfind(' ') + 1);
      // "e.g.", "v1.", a name's initial: no end of a sentence.
      if (word.find('.') != std::string_view::npos || word.size() < 2) continue;
      end = i + 1;
      break;
    }
    if (end <= longest_purpose) return std::string(text.substr(0, end));
    end = text.rfind(' ', longest_purpose);
    if (end == std::string_view::npos) end = text::round_down(text, longest_purpose);
    return std::string(text.substr(0, end)) + "\u2026";
  }

  std::string_view path_;
  std::string_view root_;
  std::shared_ptr<Piece> piece_ = std::make_shared<Piece>();
  std::vector<Ref> anchor_refs_;
  std::vector<std::array<Ref, 6>> entity_refs_;
  std::vector<Ref> shipped_refs_;
  Ref last_owner_;
  std::vector<Ref> section_titles_;                 // of the chapter at hand
  std::vector<std::pair<PieceAnchor, Ref>> order_;  // of the chapter at hand
};

}  // namespace

std::shared_ptr<Piece> piece_of(std::string_view path, std::string_view root,
                                const plan::ChapterFactsPtr& facts) {
  PieceBuilder builder(path, root);
  builder.add(*facts, 0, 0);
  std::shared_ptr<Piece> piece = builder.take();
  piece->facts = facts;
  return piece;
}

std::shared_ptr<Piece> piece_of(std::string_view path, std::string_view root,
                                const plan::Plan& plan) {
  PieceBuilder builder(path, root);
  for (const plan::PlacedChapter& chapter : plan.chapters)
    builder.add(*chapter.facts, chapter.offset, chapter.line);
  return builder.take();
}

}  // namespace pland::workspace
