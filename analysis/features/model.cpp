#include "analysis/features/model.h"

#include <algorithm>
#include <map>
#include <utility>

#include "analysis/features/metric_text.h"
#include "analysis/features/needs.h"
#include "analysis/features/standing.h"
#include "analysis/features/symbol_query.h"
#include "analysis/plan/days.h"
#include "analysis/plan/item_days.h"
#include "analysis/plan/kind.h"
#include "analysis/plan/label.h"
#include "analysis/workspace/path.h"

namespace pland::features {
namespace {

using plan::no_index;

std::string_view name_of(plan::KindSource source) {
  switch (source) {
    case plan::KindSource::declared:
      return "declared";
    case plan::KindSource::matched:
      return "matched";
    case plan::KindSource::path:
      return "name";
    case plan::KindSource::none:
      break;
  }
  return "";
}

class Modeller {
 public:
  Modeller(const workspace::Workspace& workspace, const workspace::Document& document,
           const rules::Settings& settings)
      : workspace_(workspace),
        document_(workspace::DocumentPtr(), &document),
        plan_(*document.plan),
        settings_(settings) {}

  DocumentModel model() {
    out_.path = document_->path;
    out_.kind = plan_.own_schema != nullptr              ? plan_.own_schema->name
                : plan_.kind == plan::DocumentKind::none ? ""
                                                         : std::string(plan::name(plan_.kind));
    out_.kind_source = name_of(plan_.kind_source);
    out_.title = plan_.title;
    out_.purpose = document_->summary->purpose;
    out_.last_updated = plan_.last_updated;
    add_sections();
    add_next_review();
    for (std::uint32_t c = 0; c < plan_.chapters.size(); ++c) {
      const auto& entities = plan_.chapters[c].facts->entities;
      for (std::uint32_t i = 0; i < entities.size(); ++i) {
        if (entities[i].placeholder || entities[i].title.empty()) continue;
        places_[{c, i}] = static_cast<std::uint32_t>(standings_.size());
        standings_.push_back({document_, c, i});
      }
    }
    std::sort(standings_.begin(), standings_.end(),
              [](const Standing& a, const Standing& b) { return begin_of(a) < begin_of(b); });
    for (std::uint32_t i = 0; i < standings_.size(); ++i)
      places_[{standings_[i].chapter, standings_[i].index}] = i;
    for (const Standing& standing : standings_) add_entity(standing);
    add_links();
    add_metrics();
    std::stable_sort(out_.references.begin(), out_.references.end(),
                     [](const auto& a, const auto& b) { return a.span.begin < b.span.begin; });
    return std::move(out_);
  }

 private:
  static std::uint32_t begin_of(const Standing& standing) {
    return standing.placed().offset + standing.entity().span.begin;
  }

  static std::optional<plan::Date> day_in(std::string_view text) {
    const auto found = plan::date_of_value(text);
    return found && found->valid ? std::optional(found->date) : std::nullopt;
  }

  // The document's own: nobody else's field of that name.
  void add_next_review() {
    for (const plan::PlacedChapter& chapter : plan_.chapters)
      for (const plan::Field& field : chapter.facts->fields)
        if (field.role == plan::FieldRole::next_review && field.entity == no_index)
          out_.next_review = day_in(field.value_text);
  }

  void add_sections() {
    sections_.assign(plan_.outline.size(), no_index);
    for (std::uint32_t entry = 0; entry < plan_.outline.size(); ++entry) {
      const plan::Section& section = plan_.section(entry);
      if (section.level == 0) continue;
      sections_[entry] = static_cast<std::uint32_t>(out_.sections.size());
      ModelSection& made = out_.sections.emplace_back();
      made.title = section.title;
      made.anchor = plan_.slugs[entry];
      made.level = section.level;
      made.span = plan_.extent(entry);
      const std::uint32_t parent = plan_.outline[entry].parent;
      if (parent < sections_.size()) made.parent = sections_[parent];
    }
  }

  void add_entity(const Standing& standing) {
    const plan::ChapterFacts& facts = standing.facts();
    const plan::Entity& entity = standing.entity();
    const std::uint32_t offset = standing.placed().offset;
    ModelEntity& made = out_.entities.emplace_back();
    made.kind = entity.kind;
    made.title = entity.title;
    made.id = entity.id;
    if (const auto status = standing.document->plan->status_of(facts, entity)) {
      made.status = plan::name(*status, entity.kind);
      made.closed = plan::is_closed(*status);
    }
    if (!can_be_open(entity.kind, entity.title, settings_.today)) made.closed = true;
    add_days(facts, entity, standing.index, made);
    made.span = entity.span.shifted(offset);
    made.name = entity.name_span.shifted(offset);
    const auto entry = plan_.entry_of(standing.chapter, entity.section);
    if (entry < sections_.size()) made.section = sections_[entry];
    if (const auto holder = holder_of(standing)) {
      const auto found = places_.find({holder->chapter, holder->index});
      if (found != places_.end()) made.parent = found->second;
    }
    for (auto i = entity.first_field; i != no_index; i = facts.fields[i].next)
      add_field(standing, facts.fields[i], made);
  }

  void add_days(const plan::ChapterFacts& facts, const plan::Entity& entity, std::uint32_t index,
                ModelEntity& made) const {
    if (entity.period) {
      made.period = plan::to_string(entity.period->period);
      if (const auto range =
              plan::calendar_range(entity.period->period, settings_.fiscal_year_start)) {
        made.start = range->first;
        set_end(made, range->last);
      }
    }
    auto days =
        entity.is_section && entity.section < facts.sections.size()
            ? plan::days_of(facts, facts.sections[entity.section], settings_.fiscal_year_start)
            : plan::days_of_fields(facts, index, settings_.fiscal_year_start);
    if (!days) days = plan::days_of_item(facts, entity);
    if (!days) return;
    made.start = days->first ? days->first : made.start;
    set_end(made, days->last);
  }

  // "2027 and beyond" has none.
  static void set_end(ModelEntity& made, plan::Date last) {
    constexpr int endless = 9999;
    if (last.year < endless) made.end = last;
  }

  void add_field(const Standing& standing, const plan::Field& field, ModelEntity& made) {
    if (field.value_text.empty() || plan::whole_placeholder(field.value_text)) return;
    const std::string role = field.role ? std::string(plan::name(*field.role)) : field.label_text;
    if (field.role == plan::FieldRole::owner && made.owner.empty()) made.owner = field.value_text;
    if (plan::is_review(field.role) && !made.review) made.review = day_in(field.value_text);
    if (made.id.empty() && plan::normalise(field.label_text) == "id") made.id = field.value_text;
    made.fields.push_back({role, field.value_text});
    if (says_needs(field)) add_needs(standing, field);
  }

  void add_needs(const Standing& standing, const plan::Field& field) {
    const plan::ChapterFacts& facts = standing.facts();
    const auto from = static_cast<std::uint32_t>(out_.entities.size() - 1);
    each_part(facts, field, [&](Span part, std::string_view name) {
      ModelReference& made = out_.references.emplace_back();
      made.kind = "dependency";
      made.from = from;
      made.span = part.shifted(standing.placed().offset);
      made.target = name;
      std::optional<FoundEntity> found;
      if (const plan::Mention* link = link_around(facts, part))
        found = entity_linked(workspace_, *document_, *link, name);
      if (!found)
        if (auto all = entities_known_as(workspace_, *document_, name); !all.empty())
          found = std::move(all.front());
      if (!found) return;
      made.resolved = true;
      made.target = found->document->path;
      made.title = found->entity->title;
    });
  }

  // The innermost thing that holds a byte: the last one before it, or one that holds that.
  std::uint32_t holding(std::uint32_t at) const {
    const auto next = std::upper_bound(
        out_.entities.begin(), out_.entities.end(), at,
        [](std::uint32_t byte, const ModelEntity& entity) { return byte < entity.span.begin; });
    if (next == out_.entities.begin()) return no_index;
    auto i = static_cast<std::uint32_t>(next - out_.entities.begin() - 1);
    while (i != no_index && !extents_[i].contains(Span{at, at})) i = out_.entities[i].parent;
    return i;
  }

  void add_links() {
    extents_.reserve(standings_.size());
    for (const Standing& standing : standings_) extents_.push_back(extent_of(standing));
    for (const plan::PlacedChapter& chapter : plan_.chapters) {
      for (const plan::Mention& mention : chapter.facts->mentions) {
        if (mention.placeholder || mention.target.empty()) continue;
        if (mention.form == plan::MentionForm::code_path ||
            mention.form == plan::MentionForm::box_path)
          continue;
        add_link(mention, chapter.offset);
      }
    }
  }

  void add_metrics() {
    for (std::uint32_t c = 0; c < plan_.chapters.size(); ++c) {
      const plan::PlacedChapter& chapter = plan_.chapters[c];
      for (const plan::Metric& metric : chapter.facts->metrics) {
        const plan::Measure measure = metric.judged.measure;
        if (measure == plan::Measure::placeholder || measure == plan::Measure::empty) continue;
        ModelMetric& made = out_.metrics.emplace_back();
        made.text = metric.text;
        add_amounts(metric, made);
        made.done = metric.done;
        made.measurable = plan::has_target(measure) || measure == plan::Measure::boolean;
        made.span = metric.span.shifted(chapter.offset);
        const auto entry = plan_.entry_of(c, metric.section);
        if (entry < sections_.size()) made.section = sections_[entry];
        made.parent = holding(made.span.begin);
      }
    }
  }

  // What fields or columns of its own say, else what its words do.
  static void add_amounts(const plan::Metric& metric, ModelMetric& made) {
    const WholeMetric whole = whole_metric(metric);
    const plan::Measurability& judged = whole.judged;
    made.baseline = metric.baseline;
    if (made.baseline.empty() && judged.quantity && judged.quantity->baseline)
      made.baseline = amount_text(*judged.quantity->baseline, whole.text);
    made.target = metric.target.empty() ? target_text(judged, whole.text) : metric.target;
    made.due = metric.due.empty() ? std::string(judged.deadline.of(whole.text)) : metric.due;
  }

  void add_link(const plan::Mention& mention, std::uint32_t offset) {
    const workspace::Target target = workspace::resolve(workspace_, *document_, mention);
    using Kind = workspace::Target::Kind;
    if (target.kind != Kind::file && target.kind != Kind::external) return;
    ModelReference& made = out_.references.emplace_back();
    made.kind = "link";
    made.span = mention.span.shifted(offset);
    made.from = holding(made.span.begin);
    made.fragment = target.fragment;
    made.target = target.kind == Kind::external ? mention.target : target.path;
    if (target.kind == Kind::external) return;
    const workspace::SummaryPtr summary = workspace_.summary(target.path);
    if (summary != nullptr) {
      const workspace::Anchor* anchor =
          target.has_fragment ? summary->anchor(target.fragment) : nullptr;
      made.resolved = !target.has_fragment || target.fragment.empty() || target.line_fragment ||
                      anchor != nullptr;
      made.title = anchor != nullptr ? std::string(anchor->title) : summary->title;
    } else if (workspace_.disk != nullptr && workspace_.disk->look) {
      made.resolved = workspace_.disk->look(target.path).existence != workspace::Existence::missing;
    }
  }

  const workspace::Workspace& workspace_;
  workspace::DocumentPtr document_;  // not owned
  const plan::Plan& plan_;
  const rules::Settings& settings_;
  DocumentModel out_;
  std::vector<std::uint32_t> sections_;  // of each outline entry
  std::vector<Standing> standings_;      // of each entity
  std::vector<Span> extents_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> places_;
};

}  // namespace

DocumentModel model_of(const workspace::Workspace& workspace, const workspace::Document& document,
                       const rules::Settings& settings) {
  return Modeller(workspace, document, settings).model();
}

}  // namespace pland::features
