#include <cstdint>
#include <fmt/format.h>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "server/exports/export.h"

namespace pland::server {
namespace {

using plan::EntityKind;

// What Mermaid takes for its own: `:` ends a name, `;` a statement, `#` and `%%` begin others.
std::string plain(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == ':' || c == ';' || c == '#' || c == '%' || c == ',')
      out += c == ':' ? " -" : " ";
    else
      out += c == '\n' || c == '\r' ? ' ' : c;
  }
  return out;
}

class Gantt {
 public:
  explicit Gantt(const Exported& exported) : exported_(exported) {}

  std::string text() {
    for (const ExportedDocument& document : exported_.documents) add(document);
    std::string out = "gantt\n    dateFormat YYYY-MM-DD\n    axisFormat %b %Y\n";
    if (titles_ == 1) out += fmt::format("    title {}\n", plain(title_));
    return out + body_;
  }

 private:
  void add(const ExportedDocument& document) {
    const features::DocumentModel& model = document.model;
    const std::size_t before = body_.size();
    std::vector<std::vector<std::uint32_t>> parts(model.entities.size());
    for (std::uint32_t i = 0; i < model.entities.size(); ++i)
      if (model.entities[i].kind == EntityKind::initiative &&
          model.entities[i].parent < parts.size())
        parts[model.entities[i].parent].push_back(i);
    for (std::uint32_t i = 0; i < model.entities.size(); ++i) {
      const features::ModelEntity& entity = model.entities[i];
      if (entity.kind != EntityKind::milestone || !entity.end) continue;
      body_ += fmt::format("    section {}\n", plain(entity.title));
      for (const std::uint32_t part : parts[i]) bar(model.entities[part], entity);
      if (parts[i].empty()) bar(entity, entity);
    }
    if (body_.size() == before) return;
    ++titles_;
    title_ = model.title;
  }

  void bar(const features::ModelEntity& entity, const features::ModelEntity& within) {
    const plan::Date end = entity.end ? *entity.end : *within.end;
    const auto start = entity.start ? entity.start : within.start;
    std::string tags;
    if (entity.closed)
      tags = "done, ";
    else if (plan::to_days(end) < plan::to_days(exported_.today))
      tags = "crit, ";
    else if (entity.status == plan::name(plan::Status::doing))
      tags = "active, ";
    // The end of a bar is the day behind its last one.
    const std::string behind = plan::to_iso(plan::from_days(plan::to_days(end) + 1));
    if (start)
      body_ += fmt::format("    {} :{}{}, {}\n", plain(entity.title), tags, plan::to_iso(*start),
                           behind);
    else
      body_ += fmt::format("    {} :{}milestone, {}, 0d\n", plain(entity.title), tags,
                           plan::to_iso(end));
  }

  const Exported& exported_;
  std::string body_;
  std::string title_;
  std::size_t titles_ = 0;
};

}  // namespace

std::string export_mermaid(const Exported& exported) { return Gantt(exported).text(); }

}  // namespace pland::server
