#include <optional>
#include <string>
#include <string_view>

#include "analysis/workspace/path.h"
#include "server/exports/export.h"

namespace pland::server {
namespace {

void cell(std::string& out, std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
    out += text;
    return;
  }
  out += '"';
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

class Row {
 public:
  explicit Row(std::string& out) : out_(out) {}
  Row& operator<<(std::string_view text) {
    if (!first_) out_ += ',';
    first_ = false;
    cell(out_, text);
    return *this;
  }
  ~Row() { out_ += "\r\n"; }
  Row(const Row&) = delete;
  Row& operator=(const Row&) = delete;

 private:
  std::string& out_;
  bool first_ = true;
};

std::string day(const std::optional<plan::Date>& date) {
  return date ? plan::to_iso(*date) : std::string();
}

}  // namespace

std::string export_csv(const Exported& exported) {
  std::string out;
  Row(out) << "file"
           << "line"
           << "kind"
           << "title"
           << "id"
           << "status"
           << "closed"
           << "period"
           << "start"
           << "end"
           << "owner"
           << "part_of"
           << "section";
  for (const ExportedDocument& document : exported.documents) {
    const features::DocumentModel& model = document.model;
    const std::string file = workspace::relative_to(model.path, exported.root);
    for (const features::ModelEntity& entity : model.entities) {
      const bool held = entity.parent != plan::no_index;
      const bool placed = entity.section != plan::no_index;
      Row(out) << file << std::to_string(line_of(document, entity.name.begin))
               << plan::name(entity.kind) << entity.title << entity.id << entity.status
               << (entity.closed ? "true" : "false") << entity.period << day(entity.start)
               << day(entity.end) << entity.owner
               << (held ? std::string_view(model.entities[entity.parent].title) : "")
               << (placed ? std::string_view(model.sections[entity.section].title) : "");
    }
  }
  return out;
}

}  // namespace pland::server
