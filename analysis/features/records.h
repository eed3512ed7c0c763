// Where a decision gets a record of its own: the file's path, its title in the manner of the
// records beside it, and a record's text made from its template.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/plan/facts.h"
#include "analysis/workspace/workspace.h"

namespace pland::features {

// What a decision is called without its number: "One radio vendor" for "Decision 2: One radio
// vendor", "ADR-0007: …", "0007. …".
std::string title_proper(std::string_view title);

struct NewRecord {
  std::string path;
  std::string title;  // "0002: One radio vendor"
};
// The next record in the folder that records of the document's project are kept in. None where the
// document is no file.
std::optional<NewRecord> next_record(const workspace::Workspace& workspace,
                                     const workspace::Document& document, std::string_view title);

// What a record is to say instead of its template's placeholders: below a heading of a role, or
// behind a label of one.
struct RecordPart {
  std::optional<plan::SectionRole> section;
  std::optional<plan::FieldRole> field;
  std::string text;
};
std::string record_text(const plan::KindSchema& schema, const NewRecord& record, plan::Date today,
                        const std::vector<RecordPart>& parts, std::string_view eol);

// A record in the form of another of its folder: its front matter, its lines of labels, its
// headings with the template's words below them. For records whose status has a heading of its own,
// or stands in front matter. `supersedes` is a link, or in front matter a destination.
std::string record_like(const workspace::Document& model, const plan::KindSchema& schema,
                        const NewRecord& record, plan::Date today, const std::string& link,
                        const std::string& destination, std::string_view eol);

// From one document's file to another, as a destination.
std::string destination_to(std::string_view path, std::string_view from_document);

}  // namespace pland::features
