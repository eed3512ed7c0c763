// What the cursor is on, as a thing that other places refer to: a heading, a file, a link
// definition, an address on the web, a footnote, a thing of the plan, an owner or a status.
//
// References, highlights and rename all begin with this question and must give it one answer, so it
// is asked here. A link stands for what it leads to: on its path for the file, elsewhere for the
// heading; on a reference's label for the definition. A heading that is a milestone or an
// initiative is both: its anchor, and the thing that others name.
//
// Left out: where the references are (references.h), and fragments that no heading has.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analysis/features/naming.h"
#include "analysis/workspace/workspace.h"

namespace pland::features {

struct Subject {
  enum class Kind : std::uint8_t {
    heading,     // or an explicit id
    file,        // or a folder
    definition,  // of a link's label, in the document asked about
    address,     // on the web
    footnote,    // of the document asked about
    entity,      // that is no heading
    value,       // an owner or a status
  } kind = Kind::file;
  Span origin;             // what the cursor is on, in the document
  std::string path;        // of the heading's or entity's document; the file itself
  std::string slug;        // heading: its anchor
  std::string words;       // label (a footnote's, too), folded; address or value, as written
  plan::FieldRole role{};  // value: owner or status
  std::vector<FoundEntity> entities;  // entity; of a heading: what it is, if anything
};

std::optional<Subject> subject_at(const workspace::Workspace& workspace,
                                  const workspace::Document& document, std::uint32_t offset);

// The anchor that starts at a byte of its document; null where none does.
const workspace::Anchor* anchor_starting_at(const workspace::Summary& summary,
                                            std::uint32_t offset);
// The one that is there for a slug, and no other: the first of that slug, letter case included.
const workspace::Anchor* anchor_of_slug(const workspace::Summary& summary, std::string_view slug);

// The names in the value of an owner's field ("Runa, @sam"), or the word that decides in that of a
// status field; spans in `value`.
std::vector<Span> value_parts(plan::FieldRole role, std::string_view value);

}  // namespace pland::features
