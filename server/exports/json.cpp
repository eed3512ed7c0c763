#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "analysis/text/columns.h"
#include "analysis/workspace/path.h"
#include "protocol/json_writer.h"
#include "server/exports/export.h"

namespace pland::server {
namespace {

using protocol::JsonWriter;

class Writer {
 public:
  Writer(std::string& out, const Exported& exported) : json_(out), exported_(exported) {}

  void write() {
    json_.begin_object();
    json_.key("version");
    json_.integer(1);
    text("today", plan::to_iso(exported_.today));
    json_.key("documents");
    json_.begin_array();
    for (const ExportedDocument& one : exported_.documents) document(one);
    json_.end_array();
    json_.end_object();
  }

 private:
  void text(std::string_view key, std::string_view value) {
    json_.key(key);
    json_.string(value);
  }
  // What nobody said is null.
  void said(std::string_view key, std::string_view value) {
    json_.key(key);
    if (value.empty())
      json_.null();
    else
      json_.string(value);
  }
  void day(std::string_view key, const std::optional<plan::Date>& date) {
    said(key, date ? plan::to_iso(*date) : std::string());
  }
  void index(std::string_view key, std::uint32_t value) {
    json_.key(key);
    if (value == plan::no_index)
      json_.null();
    else
      json_.integer(value);
  }
  void boolean(std::string_view key, bool value) {
    json_.key(key);
    json_.boolean(value);
  }

  // Lines and columns from 1, columns in code points, offsets in bytes from 0: as `check` has them.
  void position(std::string_view key, std::uint32_t offset) {
    const markdown::Document& content = at_->document->text;
    const auto place = content.position(offset);
    const std::string before = content.line_text(place.line);
    json_.key(key);
    json_.begin_object();
    json_.key("line");
    json_.integer(place.line + std::int64_t{1});
    json_.key("column");
    json_.integer(text::column_of(before, place.column, text::Encoding::utf32) + std::int64_t{1});
    json_.key("offset");
    json_.integer(offset);
    json_.end_object();
  }
  void range(Span span) {
    json_.key("range");
    json_.begin_object();
    position("start", span.begin);
    position("end", span.end);
    json_.end_object();
  }

  template <typename List, typename Each>
  void array(std::string_view key, const List& list, Each&& each) {
    json_.key(key);
    json_.begin_array();
    for (const auto& one : list) {
      json_.begin_object();
      each(one);
      json_.end_object();
    }
    json_.end_array();
  }

  void document(const ExportedDocument& one) {
    at_ = &one;
    const features::DocumentModel& model = one.model;
    json_.begin_object();
    text("file", workspace::relative_to(model.path, exported_.root));
    said("kind", model.kind);
    said("kindSource", model.kind_source);
    said("title", model.title);
    said("purpose", model.purpose);
    day("lastUpdated", model.last_updated);
    day("nextReview", model.next_review);
    array("sections", model.sections, [&](const features::ModelSection& section) {
      text("title", section.title);
      text("anchor", section.anchor);
      json_.key("level");
      json_.integer(section.level);
      index("parent", section.parent);
      range(section.span);
    });
    array("entities", model.entities, [&](const features::ModelEntity& each) { entity(each); });
    array("metrics", model.metrics, [&](const features::ModelMetric& metric) {
      text("text", metric.text);
      said("baseline", metric.baseline);
      said("target", metric.target);
      said("due", metric.due);
      boolean("done", metric.done);
      boolean("measurable", metric.measurable);
      index("section", metric.section);
      index("parent", metric.parent);
      range(metric.span);
    });
    array("references", model.references,
          [&](const features::ModelReference& each) { reference(each); });
    json_.end_object();
  }

  void entity(const features::ModelEntity& entity) {
    text("kind", plan::name(entity.kind));
    text("title", entity.title);
    said("id", entity.id);
    said("status", entity.status);
    boolean("closed", entity.closed);
    said("period", entity.period);
    day("start", entity.start);
    day("end", entity.end);
    day("review", entity.review);
    said("owner", entity.owner);
    index("section", entity.section);
    index("parent", entity.parent);
    array("fields", entity.fields, [&](const features::ModelField& field) {
      text("role", field.role);
      text("value", field.value);
    });
    range(entity.span);
  }

  void reference(const features::ModelReference& reference) {
    const bool file = workspace::is_file(reference.target) && reference.target.starts_with('/');
    text("kind", reference.kind);
    index("from", reference.from);
    text("target",
         file ? workspace::relative_to(reference.target, exported_.root) : reference.target);
    said("fragment", reference.fragment);
    said("title", reference.title);
    boolean("resolved", reference.resolved);
    range(reference.span);
  }

  JsonWriter json_;
  const Exported& exported_;
  const ExportedDocument* at_ = nullptr;
};

}  // namespace

std::string export_json(const Exported& exported) {
  std::string out;
  Writer(out, exported).write();
  out += '\n';
  return out;
}

}  // namespace pland::server
