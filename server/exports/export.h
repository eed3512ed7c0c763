// What `pland export` writes: the model of all documents (features/model.h) in a format that
// another program reads. One file for each format, and the table of them.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/features/model.h"
#include "analysis/plan/date.h"
#include "analysis/workspace/workspace.h"

namespace pland::server {

struct ExportedDocument {
  workspace::DocumentPtr document;
  features::DocumentModel model;
};

struct Exported {
  std::vector<ExportedDocument> documents;  // by path
  std::string root;                         // what file names count from
  plan::Date today;
};

struct ExportFormat {
  std::string_view name;
  std::string_view what;
  std::string (*write)(const Exported& exported);
};
std::span<const ExportFormat> export_formats();

// The whole model; fields are only ever added (`version`). docs/cli.md describes it.
std::string export_json(const Exported& exported);
// A row for each thing of the plans (RFC 4180), with a head.
std::string export_csv(const Exported& exported);
// An all-day event on the last day of whatever is open and has one, and on review days (RFC 5545).
std::string export_ics(const Exported& exported);
// A Gantt chart of milestones and their work, in Mermaid's language.
std::string export_mermaid(const Exported& exported);

// The line of a byte, from 1.
std::size_t line_of(const ExportedDocument& document, std::uint32_t offset);

}  // namespace pland::server
