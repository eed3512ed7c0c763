// What the workspace remembers of every document, open or not: enough for others to link to it,
// name what is in it and show a summary; no text and no tree, so that ten thousand closed files
// cost little.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "analysis/markdown/document.h"
#include "analysis/plan/plan.h"

namespace pland::workspace {

struct Place {  // where something stands: byte span, and lines from 0 with byte columns
  Span span;
  markdown::Position begin;
  markdown::Position end;
};

struct Anchor {
  std::string slug;   // as GitHub makes it, repeats counted; or an explicit id
  std::string title;  // of the heading; empty for an id
  Place place;
  std::uint8_t level = 0;  // 0 for an id
};

struct NamedEntity {
  plan::EntityKind kind;
  std::string title;
  std::string key;  // normalised
  std::string id;
  std::optional<plan::Status> status;
  std::string detail;  // short: "doing · Q2 2027"
  Place place;         // of its name
};

struct Summary {
  std::string path;
  plan::DocumentKind kind = plan::DocumentKind::none;
  plan::KindSource kind_source = plan::KindSource::none;
  std::string title;
  std::string purpose;  // the first sentence of its purpose, or of its first paragraph
  std::optional<plan::Date> last_updated;
  std::vector<Anchor> anchors;         // in text order
  std::vector<NamedEntity> entities;   // in text order
  std::vector<std::string> targets;    // paths that it links to, sorted
  std::uint32_t milestones = 0;
  std::uint32_t open_initiatives = 0;
  std::uint32_t open_tasks = 0;
  std::uint32_t done_tasks = 0;
  bool is_template = false;

  // Exact match first, then without regard to case.
  const Anchor* anchor(std::string_view fragment) const;
};
using SummaryPtr = std::shared_ptr<const Summary>;

SummaryPtr summarise(std::string_view path, const markdown::Document& text, const plan::Plan& plan);
// Whether others could see a difference: anchors or entities by name (places aside).
bool same_exports(const Summary& a, const Summary& b);

}  // namespace pland::workspace
