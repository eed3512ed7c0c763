#include "server/exports/export.h"

#include <array>

namespace pland::server {

std::span<const ExportFormat> export_formats() {
  static constexpr std::array formats = {
      ExportFormat{"json", "everything: documents, sections, things, references", export_json},
      ExportFormat{"csv", "a row for each thing of the plans", export_csv},
      ExportFormat{"ics", "a calendar of what is due and what is to be reviewed", export_ics},
      ExportFormat{"mermaid", "a Gantt chart of milestones and their work", export_mermaid},
  };
  return formats;
}

std::size_t line_of(const ExportedDocument& document, std::uint32_t offset) {
  return document.document->text.position(offset).line + std::size_t{1};
}

}  // namespace pland::server
