// Decisions and their records: one that is told in a plan gets a record of its own, and one that
// stands no more is superseded by another, each of the two with a link to the other.
//
// What moves into a record is the decision's own text, field by field where the record has a place
// for it, as it stands where it has none; links lead from there where they led from here. In the
// plan its heading or name stays, so that every link to it lives.
#include <algorithm>
#include <fmt/format.h>

#include "analysis/features/contents.h"
#include "analysis/features/cursor.h"
#include "analysis/features/line_ends.h"
#include "analysis/features/plan_edit.h"
#include "analysis/features/records.h"
#include "analysis/features/refactor.h"
#include "analysis/plan/kind.h"
#include "analysis/plan/label.h"
#include "analysis/rules/label_style.h"
#include "analysis/rules/line.h"
#include "analysis/workspace/path.h"

namespace pland::features {
namespace {

using plan::ChapterFacts;
using plan::EntityKind;
using plan::FieldRole;
using plan::no_index;
using plan::SectionRole;
using workspace::Document;
using workspace::DocumentPtr;

// -- a decision told in a plan

struct Told {
  Standing standing;
  Span content;  // all that moves, in the document
};

bool has_text(const markdown::Document& text, Span span) {
  return text.text(span).find_first_not_of(" \t\r\n") != std::string::npos;
}

// References need their definitions, which may be anywhere; so do footnotes.
bool refers_or_defines(const ChapterFacts& facts, Span content) {
  return std::any_of(
      facts.mentions.begin(), facts.mentions.end(), [&](const plan::Mention& mention) {
        return content.contains(mention.span.begin) &&
               (!mention.label_key.empty() || mention.form == plan::MentionForm::definition);
      });
}

std::optional<Told> told_at(const Spot& spot) {
  const DocumentPtr document = plan_to_edit(spot.workspace, spot.document);
  if (document == nullptr || document->plan->kind == plan::DocumentKind::decision)
    return std::nullopt;
  const auto standing = standing_on_line(document, spot.at.begin);
  if (!standing || standing->entity().kind != EntityKind::decision) return std::nullopt;
  const plan::Entity& entity = standing->entity();
  const plan::Plan& plan = *document->plan;
  const ChapterFacts& facts = standing->facts();
  const std::uint32_t base = standing->placed().offset;
  const markdown::Document& text = document->text;
  Told out{*standing, {}};
  if (entity.is_section) {
    const std::uint32_t entry = plan.entry_of(standing->chapter, entity.section);
    if (entry == no_index || plan.outline[entry].end != entry + 1) return std::nullopt;
    if (!facts.sections[entity.section].span.touches(spot.at.begin - base)) return std::nullopt;
    const Span body = rules::body_of(plan, entry);
    out.content = without_blank_begin(text, {body.begin, rules::end_of_section(text, plan, body)});
    if (out.content.empty()) return std::nullopt;
    out.content.begin = line_begin(text, out.content.begin);
  } else if (entity.item != no_index) {
    const plan::Item& item = facts.items[entity.item];
    if (item.row || entity.name_span == item.text) return std::nullopt;
    // Behind the bold name and its colon.
    const std::string rest = facts.text({entity.name_span.end, item.text.end});
    std::size_t begin = rest.find_first_not_of("*_: ");
    if (begin == std::string::npos) return std::nullopt;
    for (const std::string_view dash : {"— ", "– ", "- "})
      if (std::string_view(rest).substr(begin).starts_with(dash)) begin += dash.size();
    out.content = {entity.name_span.end + static_cast<std::uint32_t>(begin) + base,
                   without_blank_end(text, item.span.shifted(base)).end};
  } else {
    return std::nullopt;
  }
  if (out.content.empty() || !has_text(text, out.content)) return std::nullopt;
  // What is nothing but a link is told elsewhere already.
  const Span local{out.content.begin - base, out.content.end - base};
  if (refers_or_defines(facts, local)) return std::nullopt;
  if (text.text(out.content).find("[^") != std::string::npos) return std::nullopt;
  for (const plan::Mention& mention : facts.mentions)
    if (local.contains(mention.span.begin) && mention.form == plan::MentionForm::link &&
        mention.span.size() + 24 > local.size())
      return std::nullopt;
  return out;
}

class Extracting {
 public:
  Extracting(const Spot& spot, const Told& told, NewRecord record)
      : spot_(spot),
        told_(told),
        document_(*told.standing.document),
        text_(document_.text),
        facts_(told.standing.facts()),
        base_(told.standing.placed().offset),
        eol_(line_ending(text_)),
        record_(std::move(record)) {}

  std::optional<rules::Fix> run() {
    follow_links();
    const bool section = told_.standing.entity().is_section;
    std::vector<RecordPart> parts = section ? parts_of_section() : parts_of_item();
    rules::Fix fix;
    fix.create_path = record_.path;
    const plan::KindSchema& schema = *plan::schema_of(plan::DocumentKind::decision);
    fix.create_text = record_text(schema, record_, spot_.today, parts, eol_);
    fix.edits.push_back({"", told_.content, stub()});
    const DocumentPtr after = after_edits(document_, fix.edits);
    const DocumentPtr fresh = workspace::make_document(
        record_.path, 0, markdown::Document::parse(fix.create_text), {}, nullptr, document_.root());
    if (!nothing_lost(spot_.workspace, document_, *after, fresh.get())) return std::nullopt;
    return fix;
  }

 private:
  // Destinations as they are from the record's folder.
  void follow_links() {
    for (const plan::Mention& mention : facts_.mentions) {
      // A wiki link names its file from anywhere.
      if (mention.form != plan::MentionForm::link || mention.placeholder || mention.wiki) continue;
      const Span span = mention.span.shifted(base_);
      if (!told_.content.contains(span.begin)) continue;
      const workspace::Target target = workspace::resolve(spot_.workspace, document_, mention);
      if (target.kind != workspace::Target::Kind::file) continue;
      if (text_.text(mention.path.shifted(base_)).starts_with('/')) continue;
      if (mention.path.empty()) {
        const std::uint32_t at = mention.destination.begin + base_;
        links_.push_back({"", {at, at}, destination_to(document_.path, record_.path)});
        continue;
      }
      const Span path = mention.path.shifted(base_);
      const std::string relative =
          workspace::relative_to(target.path, workspace::directory_of(record_.path));
      const bool angled = path.begin > 0 && text_.text({path.begin - 1, path.begin}) == "<";
      links_.push_back({"", path,
                        angled ? workspace::percent_encode_angled(relative)
                               : workspace::percent_encode_path(relative)});
    }
  }

  std::string slice(Span span) const {
    std::string out = text_.text(span);
    for (auto edit = links_.rbegin(); edit != links_.rend(); ++edit) {
      if (!span.contains(edit->span)) continue;
      out.replace(edit->span.begin - span.begin, edit->span.size(), edit->text);
    }
    out.resize(out.find_last_not_of(" \t\r\n") + 1);
    return out;
  }

  static std::optional<SectionRole> home_of(FieldRole role) {
    switch (role) {
      case FieldRole::context:
        return SectionRole::context;
      case FieldRole::alternatives:
        return SectionRole::alternatives;
      case FieldRole::consequences:
        return SectionRole::consequences;
      case FieldRole::review_date:
      case FieldRole::revisit_when:
      case FieldRole::next_review:
        return SectionRole::review;
      default:
        return SectionRole::decisions;
    }
  }

  // Each field with what stands below it, in the place that the record has for it.
  std::vector<RecordPart> parts_of_section() {
    std::vector<const plan::Field*> fields;
    for (const plan::Field& field : facts_.fields) {
      const bool own = told_.content.contains(field.span.begin + base_) &&
                       field.section == told_.standing.entity().section;
      if (own && field.item == no_index && has_own_line(facts_, field)) fields.push_back(&field);
    }
    std::vector<RecordPart> parts;
    const auto add = [&](SectionRole role, const std::string& text) {
      if (text.empty()) return;
      for (RecordPart& part : parts) {
        if (part.section != role) continue;
        part.text += "\n\n" + text;
        return;
      }
      parts.push_back({role, std::nullopt, text});
    };
    std::uint32_t at = told_.content.begin;
    const std::uint32_t first =
        fields.empty() ? told_.content.end : line_begin(text_, fields[0]->span.begin + base_);
    add(SectionRole::decisions, slice({at, first}));
    std::string status = "Accepted";
    for (std::size_t i = 0; i < fields.size(); ++i) {
      const plan::Field& field = *fields[i];
      at = line_begin(text_, field.span.begin + base_);
      const std::uint32_t end = i + 1 < fields.size()
                                    ? line_begin(text_, fields[i + 1]->span.begin + base_)
                                    : told_.content.end;
      const bool single =
          !has_text(text_, {field.span.end + base_, std::max(end, field.span.end + base_)});
      const FieldRole role = field.role.value_or(FieldRole::title);
      // A value's span may end within a link's markup.
      const std::string value =
          field.value.empty()
              ? ""
              : slice({field.value.begin + base_, std::max(end, field.value.begin + base_)});
      if (single && role == FieldRole::status && !value.empty()) {
        status = value;
      } else if (single && (role == FieldRole::date || role == FieldRole::owner) &&
                 !value.empty()) {
        parts.push_back({std::nullopt, role, value});
      } else if (role == FieldRole::decision || role == FieldRole::context) {
        // The heading says what the label said.
        const std::uint32_t begin = field.value.empty() ? field.span.end : field.value.begin;
        const Span rest = without_blank_begin(text_, {begin + base_, end});
        add(*home_of(role), slice(rest));
      } else {
        add(*home_of(role), slice({at, end}));
      }
    }
    parts.push_back({std::nullopt, FieldRole::status, status});
    return parts;
  }

  std::vector<RecordPart> parts_of_item() {
    std::vector<std::string> lines = lines_of(slice(told_.content));
    const plan::Item& item = facts_.items[told_.standing.entity().item];
    const auto marker =
        marker_of(text_.text({line_begin(text_, item.span.begin + base_), told_.content.end}));
    const std::size_t width = marker ? marker->width() : 2;
    for (std::size_t i = 1; i < lines.size(); ++i) {
      const std::size_t indent = std::min(lines[i].find_first_not_of(' '), lines[i].size());
      lines[i].erase(0, std::min(indent, width));
    }
    // A list below a paragraph stands apart from it.
    for (std::size_t i = 1; i < lines.size(); ++i) {
      if (!marker_of(lines[i])) continue;
      if (!lines[i - 1].empty()) lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(i), "");
      break;
    }
    return {{SectionRole::decisions, std::nullopt, joined(lines, "\n")},
            {std::nullopt, FieldRole::status, "Accepted"}};
  }

  std::string stub() const {
    std::string words;
    for (const char c : record_.title) {
      if (c == '[' || c == ']' || c == '\\') words += '\\';
      words += c;
    }
    const std::string link =
        fmt::format("[{}]({})", words, destination_to(record_.path, document_.path));
    if (!told_.standing.entity().is_section) return link;
    for (const plan::Field& field : facts_.fields) {
      if (field.role == FieldRole::decision && field.item == no_index &&
          told_.content.contains(field.span.begin + base_) && has_own_line(facts_, field))
        return line_like(facts_, field, facts_.text(field.label), link);
    }
    return link;
  }

  const Spot& spot_;
  const Told& told_;
  const Document& document_;
  const markdown::Document& text_;
  const ChapterFacts& facts_;
  std::uint32_t base_;
  std::string eol_;
  NewRecord record_;
  std::vector<rules::Edit> links_;
};

// -- a decision that stands no more

struct RecordFound {
  DocumentPtr document;
  const plan::Entity* entity = nullptr;
  const plan::Field* status = nullptr;
  std::uint32_t base = 0;  // of the status field's chapter
  const ChapterFacts* facts = nullptr;
};

// The record that a document is: asked about on its title, or on its status.
std::optional<RecordFound> record_at(const Spot& spot) {
  RecordFound out;
  out.document = plan_to_edit(spot.workspace, spot.document);
  if (out.document == nullptr || !workspace::is_file(spot.document.path)) return std::nullopt;
  const plan::Plan& plan = *out.document->plan;
  if (plan.kind != plan::DocumentKind::decision) return std::nullopt;
  std::uint32_t title = no_index;
  for (std::uint32_t entry = 0; entry < plan.outline.size() && title == no_index; ++entry)
    if (plan.outline[entry].level == 1 && plan.outline[entry].unit == EntityKind::decision)
      title = entry;
  if (title == no_index) return std::nullopt;
  const std::uint32_t index = plan.section(title).entity;
  if (index == no_index) return std::nullopt;
  out.entity = &plan.facts(title).entities[index];
  for (const plan::PlacedChapter& placed : plan.chapters) {
    for (const plan::Field& field : placed.facts->fields) {
      if (field.role == FieldRole::superseded_by && !field.value.empty()) return std::nullopt;
      if (field.role != FieldRole::status || out.status != nullptr || field.value.empty()) continue;
      out.status = &field;
      out.base = placed.offset;
      out.facts = placed.facts.get();
    }
  }
  if (out.status == nullptr) return std::nullopt;
  const auto status = plan::read_status(out.status->value_text).status;
  if (status == plan::Status::superseded || status == plan::Status::dropped) return std::nullopt;
  // What links to something says more than a status.
  if (out.facts->text(out.status->value).find('[') != std::string::npos &&
      !plan::whole_placeholder(out.status->value_text))
    return std::nullopt;
  const bool on_title = plan.section(title).span.shifted(plan.offset(title)).touches(spot.at.begin);
  const bool on_status = out.status->span.shifted(out.base).touches(spot.at.begin);
  if (!on_title && !on_status) return std::nullopt;
  return out;
}

std::optional<NewRecord> successor_of(const Spot& spot, const RecordFound& record) {
  auto out =
      next_record(spot.workspace, spot.document, title_proper(record.entity->title) + ", revised");
  if (!out) return std::nullopt;
  // Beside the old one, wherever others are.
  if (workspace::directory_of(out->path) != workspace::directory_of(spot.document.path))
    return std::nullopt;
  return out;
}

std::string link_text(std::string_view title) {
  std::string out;
  for (const char c : title) {
    if (c == '[' || c == ']' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

}  // namespace

std::optional<std::string> title_of_extract_decision(const Spot& spot) {
  const auto told = told_at(spot);
  if (!told) return std::nullopt;
  const auto record = next_record(spot.workspace, spot.document, told->standing.entity().title);
  if (!record) return std::nullopt;
  return fmt::format(
      "Extract the decision to {}",
      workspace::relative_to(record->path, workspace::directory_of(spot.document.path)));
}

std::optional<rules::Fix> extract_decision(const Spot& spot) {
  const auto told = told_at(spot);
  if (!told) return std::nullopt;
  auto record = next_record(spot.workspace, spot.document, told->standing.entity().title);
  return record ? Extracting(spot, *told, std::move(*record)).run() : std::nullopt;
}

std::optional<std::string> title_of_supersede_decision(const Spot& spot) {
  const auto record = record_at(spot);
  const auto next = record ? successor_of(spot, *record) : std::nullopt;
  if (!next) return std::nullopt;
  return fmt::format("Supersede this decision with {}", workspace::basename_of(next->path));
}

std::optional<rules::Fix> supersede_decision(const Spot& spot) {
  const auto record = record_at(spot);
  const auto next = record ? successor_of(spot, *record) : std::nullopt;
  if (!next) return std::nullopt;
  const Document& document = *record->document;
  const std::string forth = destination_to(next->path, document.path);
  const std::string back = destination_to(document.path, next->path);
  rules::Fix fix;
  // Brackets would be a list in front matter.
  const bool yaml = record->status->form == plan::FieldForm::front_matter;
  const std::string old_status = record->facts->text(record->status->value);
  const bool quoted = yaml && (old_status.starts_with('"') || old_status.starts_with('\''));
  std::string now = yaml ? fmt::format("superseded by {}", forth)
                         : fmt::format("Superseded by [{}]({})", link_text(next->title), forth);
  if (quoted) now = old_status.front() + now + old_status.front();
  fix.edits.push_back({"", record->status->value.shifted(record->base), now});
  const plan::Plan& plan = *document.plan;
  const plan::KindSchema& schema =
      plan.schema != nullptr ? *plan.schema : *plan::schema_of(plan::DocumentKind::decision);
  const std::vector<RecordPart> parts = {
      {std::nullopt, FieldRole::status, "Proposed"},
      {std::nullopt, FieldRole::supersedes,
       fmt::format("[{}]({})", link_text(record->entity->title), back)}};
  fix.create_path = next->path;
  const bool own_form = yaml || record->status->form == plan::FieldForm::heading;
  fix.create_text = own_form
                        ? record_like(document, schema, *next, spot.today, parts[1].text, back,
                                      line_ending(document.text))
                        : record_text(schema, *next, spot.today, parts, line_ending(document.text));
  const DocumentPtr after = after_edits(document, fix.edits);
  const auto old = after->plan->chapters.empty() ? nullptr : after;
  if (old == nullptr || !nothing_lost(spot.workspace, document, *after)) return std::nullopt;
  return fix;
}

}  // namespace pland::features
