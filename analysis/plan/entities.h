// What a title is, by its own words, by what stands above it and by the document's kind.
//
// Two ways to become an entity: to say so ("Theme 2: …", "Q3 2026", "ADR-0007"), or to stand where
// such things are listed, below a heading or label that has `Members`. The first counts nearly
// everywhere, the second mostly in documents whose kind is that of a plan: "Features" in a README
// lists features. Precision before recall: what is in doubt is nothing.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "analysis/plan/facts.h"

namespace pland::plan {

// What stands below a heading or label.
struct Members {
  EntityKind kind = EntityKind::none;
  bool plain = false;            // any item is one; else those that a bold name leads
  std::optional<Status> bucket;  // what standing there says of them: done, below "Completed"
};
Members members_of(std::optional<SectionRole> role, std::string_view normal, DocumentKind kind,
                   const Vocabulary* words);
// The same seen from items and headings below a heading in between: what is plain may be anything.
Members inherited_members(const Section& here, const Context& context);

// A title with what a decision about it needs. `normal` is normalise(title).
struct Title {
  std::string_view text;
  std::string_view normal;
  std::uint8_t level = 0;
  std::optional<SectionRole> role;
  std::optional<Period> period;    // that it leads with
  std::string_view behind_period;  // the rest of the title
};
EntityKind unit_of_heading(const Title& title, const Context& context);
std::optional<Status> bucket_of(std::optional<SectionRole> role);
// Of a bold line that stands alone.
EntityKind unit_of_bold(std::string_view title, std::string_view normal, const Members& members,
                        const Vocabulary* words);

std::optional<SectionRole> role_of_heading(std::string_view title, std::string_view normal,
                                           DocumentKind kind, const Vocabulary* words);
// `High Risk`, `Technical`: a group of things, none itself.
bool is_group_title(std::string_view normal);
// Whether the words name a field or section ("Success Metrics (Q1)") rather than a thing.
bool is_label_name(std::string_view title, const Vocabulary* words);
// Which roles describe a thing beyond doubt: `**Owner**: x` among things is no thing, while
// `**Documentation**: x` may be one.
bool is_attribute(FieldRole role);
// Who does it, how it stands, until when or what it needs: what is said of work and of little else.
bool says_how_work_stands(FieldRole role);
bool is_key_result_label(std::string_view label);

// Whether metrics stand below a heading or label of that role, and how they are judged.
std::optional<Strictness> strictness_of(SectionRole role, const Context& context);
// `ADR-0007`, `[TEN-3]` at the start of a title; empty where there is none.
std::string explicit_id(std::string_view title);
// The identifier in brackets with which words begin: "(TEN-3): sends alerts". Empty where none is.
std::string id_behind(std::string_view words);
// Nothing but a placeholder, a count before it aside: `2. [Name]`, `Theme 1: [Theme]`.
bool names_nothing(std::string_view title);
bool starts_with_date(std::string_view title);
// Done, dropped, superseded, or put off.
bool closes(Status status);

}  // namespace pland::plan
