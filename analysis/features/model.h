// All that pland understood of one document, as plain values: what `pland export` writes down.
//
// Spans are bytes of the document. Things of the plan stand in text order; each names the thing
// that it is part of. References are the document's links and what its entities say they depend on,
// each with where it leads, if anywhere.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/rules/rule.h"
#include "analysis/workspace/workspace.h"

namespace pland::features {

struct ModelSection {
  std::string title;
  std::string anchor;
  std::uint8_t level = 0;
  Span span;                              // the heading with all below it
  std::uint32_t parent = plan::no_index;  // section
};

struct ModelField {
  std::string role;  // "owner", "depends-on"; the label as written where it means nothing
  std::string value;
};

struct ModelEntity {
  plan::EntityKind kind = plan::EntityKind::none;
  std::string title;
  std::string id;                        // an explicit identifier, empty otherwise
  std::string status;                    // "done", "accepted"; empty where none is said
  bool closed = false;                   // nothing is left to do about it
  std::string period;                    // "Q1 2027"; empty where none is said
  std::optional<plan::Date> start, end;  // its days, both included, where they are known
  std::optional<plan::Date> review;      // when to look at it again
  std::string owner;
  std::vector<ModelField> fields;  // of those that say something, in text order
  Span span;                       // heading, item or row
  Span name;
  std::uint32_t section = plan::no_index;
  std::uint32_t parent = plan::no_index;  // entity
};

struct ModelMetric {
  std::string text;
  std::string baseline, target, due;  // of its fields or columns, else of its words; empty: none
  bool done = false;
  bool measurable = false;  // it says when it is reached
  Span span;
  std::uint32_t section = plan::no_index;
  std::uint32_t parent = plan::no_index;  // entity
};

struct ModelReference {
  std::string_view kind;                // "link" or "dependency"
  std::uint32_t from = plan::no_index;  // the entity that it stands in or that depends, if any
  Span span;
  std::string target;    // a path, absolute; a web address; the name where it leads nowhere
  std::string fragment;  // decoded; of a dependency the target's anchor, where it has one
  std::string title;     // of what it leads to, where that is known
  bool resolved = false;
};

struct DocumentModel {
  std::string path;              // absolute
  std::string kind;              // "roadmap", a team's own name; empty: none
  std::string_view kind_source;  // "declared", "matched", "name" or ""
  std::string title;
  std::string purpose;
  std::optional<plan::Date> last_updated;
  std::optional<plan::Date> next_review;
  std::vector<ModelSection> sections;
  std::vector<ModelEntity> entities;
  std::vector<ModelMetric> metrics;  // and key results; placeholders are none
  std::vector<ModelReference> references;
};

DocumentModel model_of(const workspace::Workspace& workspace, const workspace::Document& document,
                       const rules::Settings& settings);

}  // namespace pland::features
