// An initiative of the roadmap becomes work of the project plan: an entry among what comes next, in
// the form that entries have there, with a link to where it comes from; and a link to it there.
//
// The plan is the nearest of its kind; where there is none, one is made from the template beside
// the roadmap. What the roadmap says stays in the roadmap, but for the line with the link.
#include <algorithm>
#include <fmt/format.h>

#include "analysis/features/contents.h"
#include "analysis/features/cursor.h"
#include "analysis/features/line_ends.h"
#include "analysis/features/naming.h"
#include "analysis/features/plan_edit.h"
#include "analysis/features/records.h"
#include "analysis/features/refactor.h"
#include "analysis/plan/kind.h"
#include "analysis/plan/label.h"
#include "analysis/plan/new_document.h"
#include "analysis/rules/entity.h"
#include "analysis/rules/label_style.h"
#include "analysis/rules/line.h"
#include "analysis/workspace/path.h"

namespace pland::features {
namespace {

using plan::ChapterFacts;
using plan::EntityKind;
using plan::FieldRole;
using plan::no_index;
using workspace::Document;
using workspace::DocumentPtr;

constexpr std::string_view plan_label = "Project plan";
constexpr std::string_view roadmap_label = "Supports";

// The initiative whose line is selected, in a roadmap.
std::optional<Standing> initiative_at(const Spot& spot) {
  const DocumentPtr document = plan_to_edit(spot.workspace, spot.document);
  if (document == nullptr || document->plan->kind != plan::DocumentKind::roadmap ||
      !workspace::is_file(document->path))
    return std::nullopt;
  auto standing = standing_on_line(document, spot.at.begin);
  if (!standing || standing->entity().kind != EntityKind::initiative) return std::nullopt;
  const plan::Entity& entity = standing->entity();
  const auto status = entity.status();
  if (status && plan::is_closed(*status)) return std::nullopt;
  if (entity.is_section) return standing;
  if (entity.item == no_index) return std::nullopt;
  const plan::Item& item = standing->facts().items[entity.item];
  return item.row ? std::nullopt : standing;
}

std::size_t shared_folders(std::string_view a, std::string_view b) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < a.size() && i < b.size() && a[i] == b[i]; ++i) count += a[i] == '/';
  return count;
}

// The nearest plan: that shares most folders, then the one with the fewest of its own.
workspace::SummaryPtr nearest_plan(const workspace::Workspace& workspace, const Document& from) {
  workspace::SummaryPtr best;
  const std::string_view root = workspace.root_of(from.path);
  const auto rank = [&](const workspace::Summary& one) {
    const auto own = std::count(one.path.begin(), one.path.end(), '/');
    return std::pair(shared_folders(one.path, from.path), -own);
  };
  each_summary(workspace, [&](const workspace::SummaryPtr& summary) {
    if (summary->kind != plan::DocumentKind::plan || summary->is_template) return;
    if (!root.empty() && !workspace::is_inside(summary->path, root)) return;
    if (best == nullptr || rank(*best) < rank(*summary)) best = summary;
  });
  return best;
}

bool is_planned(const workspace::Workspace& workspace, const Document& from,
                const plan::Entity& entity) {
  const auto found = workspace::find_entities(workspace, from.path, entity.key);
  return std::any_of(found.begin(), found.end(), [](const FoundEntity& one) {
    return one.document->kind == plan::DocumentKind::plan;
  });
}

bool is_there(const workspace::Workspace& workspace, const std::string& path) {
  if (workspace.open.contains(path) || workspace.summary(path) != nullptr) return true;
  if (workspace.disk == nullptr || !workspace.disk->look) return false;
  const workspace::DiskEntry entry = workspace.disk->look(path);
  return entry.existence != workspace::Existence::missing || !entry.actual_path.empty();
}

std::string new_plan_path(const Document& from) {
  return workspace::join(workspace::directory_of(from.path), "PROJECT_PLAN.md");
}

// -- the entry

struct Entry {
  std::string name;      // raw
  std::string words;     // what the roadmap says of it
  std::string supports;  // the link back
};

// Where work that comes next stands in a plan.
std::optional<std::uint32_t> home_in(const plan::Plan& plan) {
  std::optional<std::uint32_t> now, any;
  for (std::uint32_t entry = 0; entry < plan.outline.size(); ++entry) {
    const plan::Section& section = plan.section(entry);
    if (section.role == plan::SectionRole::next) return entry;
    if (section.role == plan::SectionRole::now && !now) now = entry;
    if (section.members == EntityKind::initiative && !any &&
        section.role == plan::SectionRole::initiatives)
      any = entry;
  }
  return now ? now : any;
}

class Planning {
 public:
  Planning(const Document& document, const Entry& entry)
      : document_(document),
        text_(document.text),
        plan_(*document.plan),
        entry_(entry),
        eol_(line_ending(text_)) {}

  // The edit, and the heading below which the work is found then.
  std::optional<rules::Edit> run() {
    const auto home = home_in(plan_);
    if (!home) return std::nullopt;
    home_ = *home;
    const ChapterFacts& facts = plan_.facts(home_);
    const std::uint32_t base = plan_.offset(home_);
    const plan::Entity* model = nullptr;
    unsigned count = 0;
    for (const plan::Entity& entity : facts.entities) {
      if (entity.section != plan_.outline[home_].section || entity.is_section) continue;
      if (entity.kind != EntityKind::initiative) continue;
      if (entity.item != no_index &&
          (facts.items[entity.item].row || facts.items[entity.item].parent != no_index))
        continue;
      model = &entity;
      ++count;
    }
    const std::uint32_t end = rules::end_of_section(text_, plan_, rules::body_of(plan_, home_));
    if (model == nullptr) return add(end, eol_ + eol_ + bold_entry(nullptr, 1));
    Standing standing{shared(), plan_.outline[home_].chapter,
                      static_cast<std::uint32_t>(model - facts.entities.data())};
    if (model->item != no_index) {
      const Span span = without_blank_end(text_, model->span.shifted(base));
      const auto item = item_entry(text_.text({line_begin(text_, span.begin), span.end}));
      if (!item) return std::nullopt;
      if (model->placeholder)
        return rules::Edit{"", {line_begin(text_, span.begin), span.end}, *item};
      return add(span.end, eol_ + *item);
    }
    const Span extent = extent_of(standing);
    if (model->placeholder && count == 1) {
      // What nobody filled in makes room.
      const std::uint32_t last = rules::end_of_section(text_, plan_, extent);
      return rules::Edit{"", {line_begin(text_, extent.begin), last}, bold_entry(&standing, 1)};
    }
    return add(end, eol_ + eol_ + bold_entry(&standing, count + 1));
  }

  std::uint32_t home() const { return home_; }

 private:
  DocumentPtr shared() const { return {DocumentPtr(), &document_}; }

  static std::optional<rules::Edit> add(std::uint32_t at, std::string text) {
    return rules::Edit{"", {at, at}, std::move(text)};
  }

  std::optional<std::string> item_entry(std::string_view model) const {
    auto marker = marker_of(model);
    if (!marker) return std::nullopt;
    *marker = next_marker(*marker);
    const std::string_view words = model.substr(marker_of(model)->width());
    std::string out =
        std::string(marker->indent, ' ') + marker->sign + std::string(marker->gap, ' ');
    if (words.starts_with("[ ] ") || words.starts_with("[x] ") || words.starts_with("[X] "))
      out += "[ ] ";
    const bool bold = words.find("**") < 5;
    out += bold ? "**" + entry_.name + "**" : entry_.name;
    if (bold && !entry_.words.empty()) out += ": " + entry_.words;
    const std::string indent(marker->width(), ' ');
    return out + eol_ + indent + fmt::format("- {}: {}", roadmap_label, entry_.supports);
  }

  // "**3. Skipper alerts**" and its fields, as the others have them.
  std::string bold_entry(const Standing* model, unsigned number) const {
    const bool counts =
        model == nullptr || ordinal_size(model->facts().text(model->entity().name_span)) > 0;
    std::string out =
        counts ? fmt::format("**{}. {}**", number, entry_.name) : "**" + entry_.name + "**";
    std::vector<std::string> lines;
    std::string supports;
    if (model != nullptr) {
      const ChapterFacts& facts = model->facts();
      for (std::uint32_t f = model->entity().first_field; f != no_index; f = facts.fields[f].next) {
        const plan::Field& field = facts.fields[f];
        if (!has_own_line(facts, field)) continue;
        lines.push_back(line_like(facts, field, facts.text(field.label), value_for(field)));
        supports = line_like(facts, field, roadmap_label, entry_.supports);
      }
    }
    if (lines.empty()) {
      const std::string what = rules::label_line("What", rules::label_form(plan_));
      lines.push_back("- " + what + " " +
                      (entry_.words.empty() ? "[What it is, in one sentence]" : entry_.words));
      supports =
          "- " + rules::label_line(roadmap_label, rules::label_form(plan_)) + " " + entry_.supports;
    }
    lines.push_back(supports);
    for (const std::string& line : lines) out += eol_ + line;
    return out;
  }

  std::string value_for(const plan::Field& field) const {
    if (field.role == FieldRole::what && !entry_.words.empty()) return entry_.words;
    if (field.role == FieldRole::status) return "Planned";
    const plan::KindSchema* schema =
        plan_.schema != nullptr ? plan_.schema : plan::schema_of(plan::DocumentKind::plan);
    const std::string normal = plan::normalise(field.label_text);
    for (const plan::SchemaSection& section : schema->sections) {
      if (section.entity != EntityKind::initiative) continue;
      for (const plan::SchemaField& known : section.fields)
        for (const std::string& name : known.names)
          if (name == normal && !known.placeholder.empty()) return known.placeholder;
    }
    return placeholder_for(field.label_text);
  }

  const Document& document_;
  const markdown::Document& text_;
  const plan::Plan& plan_;
  const Entry& entry_;
  std::string eol_;
  std::uint32_t home_ = 0;
};

// -- both sides

std::string anchor_of(const plan::Plan& plan, std::uint32_t entry) {
  return entry < plan.slugs.size() ? "#" + plan.slugs[entry] : std::string();
}

Entry entry_for(const Standing& standing, const std::string& plan_path) {
  const Document& document = *standing.document;
  const ChapterFacts& facts = standing.facts();
  const plan::Entity& entity = standing.entity();
  const plan::Plan& plan = *document.plan;
  Entry out;
  out.name = title_proper(entity.title);
  if (const std::uint32_t size = ordinal_size(out.name))
    out.name = out.name.substr(std::min(out.name.find_first_not_of(' ', size), out.name.size()));
  if (entity.item != no_index) {
    const plan::Item& item = facts.items[entity.item];
    // In plain words: a link would lead elsewhere from there.
    if (entity.name_span.end < item.text.end) {
      const std::string& words = item.plain;
      const std::size_t name = words.find(entity.title);
      const std::size_t begin = name == std::string::npos
                                    ? std::string::npos
                                    : words.find_first_not_of(" :", name + entity.title.size());
      if (begin != std::string::npos) out.words = words.substr(begin);
      if (out.words.starts_with("- ")) out.words = out.words.substr(2);
    }
  }
  std::uint32_t entry = plan.entry_of(standing.chapter, entity.section);
  out.supports = fmt::format("[{}]({}{})", heading_as_link_text(document, entry),
                             destination_to(document.path, plan_path), anchor_of(plan, entry));
  return out;
}

// A line with the link, as the initiative's own.
std::optional<rules::Edit> link_line(const Standing& standing, const std::string& link) {
  const Document& document = *standing.document;
  const markdown::Document& text = document.text;
  const ChapterFacts& facts = standing.facts();
  const plan::Entity& entity = standing.entity();
  const std::uint32_t base = standing.placed().offset;
  const std::string eol(line_ending(text));
  if (entity.is_section) {
    const std::string label = rules::label_line(plan_label, rules::label_form(*document.plan));
    const std::uint32_t end = text.line_span(text.position(entity.span.end + base).line).end;
    // An underlined heading ends with its line.
    return rules::Edit{"", {end, end}, eol + eol + label + " " + link};
  }
  const Span span = without_blank_end(text, entity.span.shifted(base));
  const auto marker = marker_of(text.text({line_begin(text, span.begin), span.end}));
  if (!marker) return std::nullopt;
  // Beside its fields, as they are written; else an item of its own.
  for (std::uint32_t f = entity.first_field; f != no_index; f = facts.fields[f].next) {
    const plan::Field& field = facts.fields[f];
    if (field.item == no_index || field.item == entity.item || !has_own_line(facts, field))
      continue;
    if (facts.items[field.item].parent != entity.item) continue;
    return rules::Edit{"", {span.end, span.end}, eol + line_like(facts, field, plan_label, link)};
  }
  return rules::Edit{
      "",
      {span.end, span.end},
      eol + std::string(marker->width(), ' ') + fmt::format("- {}: {}", plan_label, link)};
}

std::string link_to(const Document& from, const Document& plan, std::uint32_t home) {
  return fmt::format("[{}]({}{})", heading_as_link_text(plan, home),
                     destination_to(plan.path, from.path), anchor_of(*plan.plan, home));
}

bool is_entry_of(const Document& document, const Entry& entry) {
  const std::string key = plan::normalise(entry.name);
  for (const plan::PlacedChapter& placed : document.plan->chapters)
    for (const plan::Entity& entity : placed.facts->entities)
      if (entity.kind == EntityKind::initiative && entity.key == key) return true;
  return false;
}

std::optional<std::string> title(const Spot& spot, bool make_new) {
  const auto standing = initiative_at(spot);
  if (!standing) return std::nullopt;
  const workspace::SummaryPtr plan = nearest_plan(spot.workspace, spot.document);
  if ((plan == nullptr) != make_new) return std::nullopt;
  if (is_planned(spot.workspace, spot.document, standing->entity())) return std::nullopt;
  const std::string path = make_new ? new_plan_path(spot.document) : plan->path;
  if (make_new && is_there(spot.workspace, path)) return std::nullopt;
  return fmt::format("{} {}: {}", make_new ? "Promote to a new" : "Promote to",
                     workspace::relative_to(path, workspace::directory_of(spot.document.path)),
                     rules::shortened(standing->entity().title));
}

}  // namespace

std::optional<std::string> title_of_promote(const Spot& spot) { return title(spot, false); }
std::optional<std::string> title_of_promote_to_new(const Spot& spot) { return title(spot, true); }

std::optional<rules::Fix> promote(const Spot& spot) {
  const auto standing = initiative_at(spot);
  if (!standing) return std::nullopt;
  const workspace::SummaryPtr summary = nearest_plan(spot.workspace, spot.document);
  const std::string path = summary == nullptr ? new_plan_path(spot.document) : summary->path;
  DocumentPtr plan;
  if (summary != nullptr) {
    plan = spot.workspace.document(path);
  } else if (!is_there(spot.workspace, path)) {
    // The project is called what the roadmap calls it.
    std::string project = spot.document.plan->title;
    const std::size_t joint = project.find(" - ");
    project = joint == std::string::npos ? std::string() : project.substr(joint + 3);
    const std::string text =
        plan::new_document(*plan::schema_of(plan::DocumentKind::plan), project, spot.today);
    const std::string eol(line_ending(spot.document.text));
    plan = workspace::make_document(path, 0, markdown::Document::parse(joined(lines_of(text), eol)),
                                    {}, nullptr, spot.document.root());
  }
  if (plan == nullptr) return std::nullopt;
  const Entry entry = entry_for(*standing, path);
  Planning planning(*plan, entry);
  const auto edit = planning.run();
  if (!edit) return std::nullopt;
  const DocumentPtr planned = after_edits(*plan, {*edit});
  if (!is_entry_of(*planned, entry) || !nothing_lost(spot.workspace, *plan, *planned))
    return std::nullopt;
  const auto own = link_line(*standing, link_to(spot.document, *plan, planning.home()));
  if (!own) return std::nullopt;
  const DocumentPtr roadmap = after_edits(spot.document, {*own});
  if (!nothing_lost(spot.workspace, spot.document, *roadmap)) return std::nullopt;
  rules::Fix fix;
  fix.edits.push_back(*own);
  if (summary == nullptr) {
    fix.create_path = path;
    fix.create_text = planned->text.text();
  } else {
    fix.edits.push_back({path, edit->span, edit->text});
  }
  return fix;
}

}  // namespace pland::features
