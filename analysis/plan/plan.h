// A whole document understood: its chapters' facts, its outline and its kind.
//
// Rebuilt after an edit from the facts of the chapters, nearly all of which are the old ones. What
// sums up all chapters is kept as a sum, to which an edit adds its own; outline, anchors and the
// match with the kind's schema are shared with the plan before as long as the headings are.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "analysis/markdown/document.h"
#include "analysis/plan/facts.h"
#include "analysis/text/slug.h"

namespace pland::plan {

struct KindSchema;

// How a document came to its kind (DESIGN, "strictness is earned").
enum class KindSource : std::uint8_t {
  none,
  path,      // its name says so, its sections do not: only entities are judged
  matched,   // name, and at least 60 % of the kind's required sections
  declared,  // pland.toml, front matter `pland-kind`, or a comment
};

// A list that versions of a document share as long as it is the same.
template <typename T>
struct Shared {
  std::shared_ptr<const std::vector<T>> list;

  std::size_t size() const { return list == nullptr ? 0 : list->size(); }
  bool empty() const { return size() == 0; }
  const T& operator[](std::size_t index) const { return (*list)[index]; }
  const T* begin() const { return list == nullptr ? nullptr : list->data(); }
  const T* end() const { return begin() + size(); }

  friend bool operator==(const Shared& a, const Shared& b) {
    return a.list == b.list || std::equal(a.begin(), a.end(), b.begin(), b.end());
  }
};

struct PlacedChapter {
  const markdown::Chapter* chapter = nullptr;  // that of the facts
  ChapterFactsPtr facts;
  std::uint32_t offset = 0;  // in the document
  std::uint32_t line = 0;
  std::uint16_t holds = 0;  // as the facts say
};

struct OutlineEntry {  // a section in the document's tree
  std::uint32_t chapter = 0;
  std::uint32_t section = 0;
  std::uint32_t parent = no_index;  // entry
  std::uint32_t end = 0;            // the first entry that is not below this one
  std::uint8_t level = 0;
  EntityKind unit = EntityKind::none;  // what the section itself is

  bool operator==(const OutlineEntry&) const = default;
};

struct Plan {
  std::vector<PlacedChapter> chapters;
  Shared<OutlineEntry> outline;  // in text order; entries of level 0 are text without heading
  DocumentKind kind = DocumentKind::none;
  KindSource kind_source = KindSource::none;
  // What each heading is in the schema: index of its section, no_index where it is none.
  Shared<std::uint32_t> schema_sections;
  const KindSchema* schema = nullptr;
  std::shared_ptr<const KindSchema> own_schema;  // keeps a team's own kind
  bool is_kind_template = false;
  std::string title;                     // of the first heading of level 1, else the first heading
  std::optional<Date> last_updated;      // what the last field of that name says
  std::optional<DocumentKind> declared;  // what the first comment or front matter says
  bool is_template = false;              // mostly placeholders, or its title is one
  bool titled_by_placeholder = false;    // "# Roadmap - [Project name]"
  std::uint32_t placeholders = 0;        // that cannot be anything else
  std::uint32_t words = 0;               // runs that say something
  std::uint32_t share = 0;  // how many of the kind's required sections are there (percent)
  // Anchor (slug or explicit id, as GitHub makes it) → entry; no_index for ids, and for headings
  // within quotes and items.
  std::shared_ptr<const std::unordered_map<std::string, std::uint32_t>> anchors;
  text::AnchorStyle anchor_style = text::AnchorStyle::github;
  Shared<std::string> slugs;  // of each outline entry
  bool wiki_links = false;    // `[[name]]` is a link
  VocabularyPtr vocabulary;   // words beside the built-in ones
  // How a decision record stands by its front matter, or by its section or line for that.
  std::optional<Status> record_status;

  const Section& section(std::uint32_t entry) const {
    return chapters[outline[entry].chapter].facts->sections[outline[entry].section];
  }
  const ChapterFacts& facts(std::uint32_t entry) const {
    return *chapters[outline[entry].chapter].facts;
  }
  std::uint32_t offset(std::uint32_t entry) const {
    return chapters[outline[entry].chapter].offset;
  }
  // The bytes of a section with all below it, in the document.
  Span extent(std::uint32_t entry) const;
  // The heading that names the document and all below it: no section of any kind.
  bool is_title(std::uint32_t entry) const;
  // The entry of a chapter's section.
  std::uint32_t entry_of(std::uint32_t chapter, std::uint32_t section) const;
  // The innermost section that holds a byte of the document.
  std::uint32_t entry_at(std::uint32_t offset) const;
  std::uint32_t chapter_at(std::uint32_t offset) const;
  // How one of its things stands; of the record that the document is, as the document says.
  std::optional<Status> status_of(const ChapterFacts& facts, const Entity& entity) const;
};

// What configuration says of a document before anybody has read it.
struct Declared {
  std::optional<DocumentKind> kind;
  text::AnchorStyle anchors = text::AnchorStyle::github;
  std::shared_ptr<const KindSchema> schema = nullptr;  // of a team's own kind; null: that of `kind`
  bool is_kind_template = false;       // some kind's own template: nobody will fill it in
  bool wiki_links = false;             // `[[name]]` is a link
  VocabularyPtr vocabulary = nullptr;  // words beside the built-in ones
};

struct PlanOptions {
  std::string_view path;  // of the file from the workspace's folder on; the kind's first guess
  Declared declared;
};

// `previous` (may be null) is the plan of an earlier text of the same document.
std::shared_ptr<const Plan> understand(const markdown::Document& document,
                                       const PlanOptions& options, const Plan* previous);

}  // namespace pland::plan
