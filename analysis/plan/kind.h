// Document kinds. The template is the schema: a kind is one Markdown file (analysis/kinds/*.md)
// whose headings are the sections, labels the fields, bracketed text the placeholders and prose the
// guidance; `<!-- pland: … -->` below a heading or label adds what Markdown cannot say.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "analysis/plan/facts.h"
#include "analysis/plan/label.h"

namespace pland::plan {

struct SchemaField {
  std::string label;               // as the template writes it
  std::vector<std::string> names;  // normalised: the label and its aliases
  std::optional<FieldRole> role;
  std::string placeholder;  // what the template has as its value
  std::string skeleton;     // the label with all that belongs to it, annotations stripped
  bool required = false;
};

// A heading of the template, or a bold line or item that stands for a thing of its own
// (`**Risk 1: [Risk]**` with `is: risk`). The template's title (a lone first heading of level 1) is
// none: what stands under it belongs to the document.
struct SchemaSection {
  std::string title;  // as the template writes it: "Theme 1: [Name]"
  // Normalised: the title and its aliases. Patterns: `*` is any text, `#` a number, `@` a period,
  // date or version.
  std::vector<std::string> names;
  std::uint8_t level = 2;  // of the heading; 7 for a bold line or item
  bool required = false;
  std::string unless;  // normalised: not asked for where this section is
  bool repeat = false;
  std::string is;  // role: "milestone", "themes", …; empty where not said
  EntityKind entity = EntityKind::none;
  std::optional<SectionRole> role;
  std::uint32_t parent = no_index;  // section
  std::uint32_t end = 0;            // the first section that is not below this one
  std::string guidance;             // the prose under the heading, Markdown
  std::string skeleton;             // heading and all below it, annotations stripped
  std::vector<SchemaField> fields;
};

// Look-up of a std::string key by a view.
struct NameHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view name) const {
    return std::hash<std::string_view>()(name);
  }
};

struct KindSchema {
  DocumentKind kind = DocumentKind::none;
  std::string name;                // as settings say it: "roadmap"
  std::string title;               // "Roadmap"
  std::vector<std::string> files;  // globs, lower case
  std::vector<SchemaSection> sections;
  std::vector<SchemaField> fields;  // of the document itself (footer, metadata)
  std::string text;                 // the whole template, annotations stripped
  // For `find`: folded names, and patterns, each with its section.
  std::unordered_map<std::string, std::uint32_t, NameHash, std::equal_to<>> by_name;
  std::vector<std::pair<std::string, std::uint32_t>> by_pattern;
  // Every name of a field that is long enough to be misspelt, and how the template spells it (empty
  // for aliases).
  struct Labels {
    NearestName names;
    std::vector<std::string> spellings;
  } labels;

  // The schema's section that a heading of the document stands for. `normal` is normalised. A name
  // counts first (titles before aliases, then patterns), then what the heading is (`unit`), then
  // its role.
  std::optional<std::uint32_t> find(std::string_view normal, std::optional<SectionRole> role,
                                    EntityKind unit) const;
};

// The built-in kinds, in the order of DocumentKind.
const std::vector<KindSchema>& kinds();
const KindSchema* schema_of(DocumentKind kind);

// Whether a name of a schema can be told from others though a letter or two are wrong: not where it
// is a pattern, or short.
bool may_be_misspelt(std::string_view name);

// Whether a normalised title is what a name of a schema says, patterns included.
bool matches_name(std::string_view normal, std::string_view name);

// The kind that a path claims (basename globs, folders; see kinds/README.md), none otherwise. A
// whole name counts more than a pattern, a pattern more than a folder, more letters more than less.
DocumentKind kind_of_path(std::string_view path);

// Total: a text without annotations is a kind whose sections are all optional. The document
// annotation's `kind` may be a name that is not built in; `kind` is then none.
KindSchema parse_kind(std::string_view markdown);

}  // namespace pland::plan
