// What a rule is: a value in a file of its own, with its page beside it.
//
// A rule looks at one chapter, at one document's plan, or at one document in its workspace; the
// first kind is judged again only where the chapter changed. The second kind is judged after every
// edit: what it would ask each chapter for, it can have noted in a glance. It says what it finds to
// a `Report` and knows nothing of severities that a user set, of suppressions or of output.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analysis/plan/plan.h"
#include "analysis/workspace/workspace.h"

namespace pland::rules {

enum class Severity : std::uint8_t { error, warning, information, hint };
std::string_view name(Severity severity);

struct Edit {
  std::string path;  // empty: the document that the finding is in
  Span span;         // in that document
  std::string text;
};

struct Fix {
  std::string title;
  bool safe = true;  // cannot change what the author meant
  std::vector<Edit> edits;
  std::optional<std::string> create_path;  // a file to make first, with `create_text`
  std::string create_text;
  bool preferred = false;
  bool snippet = false;  // the text has ${1:…} tab stops for editors; see plain_of_snippet
};

// LSP's snippet syntax: the text without its tab stops (`${1:x}` is x, `${1|a,b|}` is a), and a
// text with its bracketed placeholders as tab stops from `first` on, all else escaped.
std::string plain_of_snippet(std::string_view snippet);
std::string snippet_of(std::string_view text, int first = 1);

struct Related {
  std::string path;  // empty: the same document
  Span span;
  std::string message;
  // Of the same document: the span counts in this chapter, wherever that is. None: as the
  // finding's.
  std::uint32_t chapter = plan::no_index;
};

struct Rule;

struct Finding {
  const Rule* rule = nullptr;
  Severity severity = Severity::warning;
  Span span;  // in the document (in the chapter, as long as a chapter rule holds it)
  std::string message;
  plan::EntityKind entity_kind = plan::EntityKind::none;
  std::string entity_title;
  bool partial = false;  // the rule's `join` has the last word
  std::vector<Related> related;
  std::vector<Fix> fixes;
};

struct Settings {
  plan::Date today;
  std::optional<int> fiscal_year_start;  // month, 1–12; unset: January, fiscal periods unknown
  std::uint64_t revision = 0;  // of the configuration: equal revisions give equal findings
};

class Report {
 public:
  Report(const Rule& rule, std::vector<Finding>& out) : rule_(rule), out_(out) {}
  Finding& add(Span span, std::string message);
  // Of an entry rule: what it says was also read off this chapter, which is not the section's.
  void read_off(std::uint32_t chapter) { read_off_.push_back(chapter); }
  const std::vector<std::uint32_t>& also_read() const { return read_off_; }
  // Of a rule about relations: what it says depends on where things stand in another document.
  void read(workspace::SummaryPtr document) { read_.push_back(std::move(document)); }
  const std::vector<workspace::SummaryPtr>& documents_read() const { return read_; }

 private:
  const Rule& rule_;
  std::vector<Finding>& out_;
  std::vector<std::uint32_t> read_off_;
  std::vector<workspace::SummaryPtr> read_;
};

// What a rule notes of a chapter, in bits of its own.
using Glance = std::uint64_t;

struct ChapterInput {
  const plan::ChapterFacts& facts;  // spans of findings count as in here
  plan::DocumentKind kind;
  const Settings& settings;
  const plan::KindSchema* schema;  // the document's; null where it has none
};
struct DocumentInput {
  const markdown::Document& text;
  const plan::Plan& plan;
  const Settings& settings;
  std::string_view path;                       // from the workspace's folder on
  std::span<const Glance> glances;             // of each chapter; none for rules without `glance`
  const void* prepared = nullptr;              // for `document`: as `prepare` made it
  const workspace::Commit* changed = nullptr;  // the newest that changed it; null: nobody knows
};
struct EntryInput {  // judges one section; spans of findings count in its chapter
  const DocumentInput& document;
  std::uint32_t entry;   // index in document.plan.outline
  std::uint64_t about;   // as the rule's `about` said
  const void* prepared;  // … and `prepare`
};
class Links;  // links/link.h
// Judges what a chapter mentions or imports, and at the first one the document's place among the
// others; spans count in the chapter.
struct WorkspaceInput {
  const workspace::Workspace& workspace;
  const workspace::Document& document;
  std::uint32_t chapter;  // index in document.plan->chapters
  const Settings& settings;
  Links& links;
  const plan::ChapterFacts& facts() const { return *document.plan->chapters[chapter].facts; }
};
class Relations;         // relations.h
struct RelationsInput {  // judges what a chapter's things say of others; spans count in the chapter
  const workspace::Workspace& workspace;
  const workspace::Document& document;
  std::uint32_t chapter;
  const Settings& settings;
  Relations& relations;
  const plan::ChapterFacts& facts() const { return *document.plan->chapters[chapter].facts; }
};

// How much must be known before a rule speaks (DESIGN, "strictness is earned").
enum class Tier : std::uint8_t {
  any,     // any Markdown
  entity,  // an entity was recognised
  kind,    // the kind is matched (then structure rules speak as information) or declared
};

struct Rule {
  std::string_view name;   // permanent, kebab-case
  std::string_view group;  // the folder
  Severity severity = Severity::warning;
  bool time_dependent = false;  // its verdict changes with the calendar
  bool on = true;               // by default
  std::string_view summary;     // one line
  void (*chapter)(const ChapterInput&, Report&) = nullptr;
  void (*document)(const DocumentInput&, Report&) = nullptr;
  void (*workspace)(const WorkspaceInput&, Report&) = nullptr;
  // Judged again where the chapter changed, a link could lead elsewhere, or something changed about
  // a name that was asked for (workspace/names.h). Chapters that hold relations, no others.
  void (*relations)(const RelationsInput&, Report&) = nullptr;
  // The same of the whole document at once (`chapter` is none, spans count in the document): for
  // what no chapter can see alone. All names it asks for are the document's.
  void (*graph)(const RelationsInput&, Report&) = nullptr;
  // For what a section and all below it decide, the headings above it, and little else: an edit
  // judges again the sections that it touched. Three things may come from elsewhere, if they are
  // said: `about`, `above`, and what the report was told of as read off.
  void (*entry)(const EntryInput&, Report&) = nullptr;
  // What of the whole document the verdicts of `entry` depend on, beside kind and template, in one
  // number (a hash, if need be); none: nothing.
  std::uint64_t (*about)(const DocumentInput&) = nullptr;
  // The same in the shape that `entry` or `document` wants it; made again when the number is
  // another one, or the outline is.
  std::shared_ptr<const void> (*prepare)(const DocumentInput&) = nullptr;
  // What of a section its verdicts on those below it depend on; none: nothing.
  std::uint16_t (*above)(const plan::Plan&, std::uint32_t entry) = nullptr;
  bool innermost = false;  // of sections within each other only the inner ones are told of
  // For `document` and `about`: bits of the rule's own that say what it must know of a chapter.
  // Made once for the chapter's facts, so that a long document is not opened again at every edit.
  Glance (*glance)(const ChapterInput&) = nullptr;
  // Makes the document's findings of all chapters' partial ones (spans in the document): where one
  // finding stands for many places, or a place has its partner in another chapter.
  std::vector<Finding> (*join)(std::vector<Finding>, const markdown::Document&) = nullptr;
  Tier tier = Tier::entity;
};

// All rules, by group and name: the table of contents (registry.cpp).
std::span<const Rule* const> all_rules();
const Rule* find_rule(std::string_view name);
// A rule's page (Markdown); compiled in.
std::string_view page_of(const Rule& rule);
// Where the page can be read on the web: codeDescription and `docs`.
std::string docs_url(const Rule& rule);

}  // namespace pland::rules
