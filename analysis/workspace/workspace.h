// One immutable state of all documents: what a request sees from its dispatch to its answer.
//
// Open documents have their text and plan; every document of the folders has its summary. What is
// no document (an image, a folder, a file outside) is asked of `Disk`, which the process provides:
// analysis does no I/O of its own.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "analysis/markdown/document.h"
#include "analysis/plan/plan.h"
#include "analysis/workspace/summary.h"

namespace pland::workspace {

// A document with its text, understood. Immutable; an edit makes a new one that shares nearly all.
struct Document {
  std::string path;  // see path.h
  // Where in `path` the folders begin that say something of it: behind the workspace's root. What
  // stands above that is nobody's statement about the document.
  std::uint32_t path_within = 0;
  std::int64_t version = 0;
  markdown::Document text;
  std::shared_ptr<const plan::Plan> plan;
  SummaryPtr summary;
  // Of each label (folded) that it defines, the destination that counts: the first in the text.
  std::shared_ptr<const std::unordered_map<std::string, std::string>> definitions;

  std::uint32_t root_size = 0;  // bytes of `path` that are the workspace's folder; 0: in none
  std::string_view root() const { return std::string_view(path).substr(0, root_size); }
};
using DocumentPtr = std::shared_ptr<const Document>;

// `previous` is an earlier state of the same document, to share with; null: from scratch. `root` is
// the workspace's folder that holds it; without one (and without `previous`), its own folder and
// its name are all that its path says.
DocumentPtr make_document(std::string path, std::int64_t version, markdown::Document text,
                          const plan::Declared& declared = {}, const Document* previous = nullptr,
                          std::string_view root = {});

// The same document, with what the summary of its next text is made from: for one that is open, so
// that the first edit costs what the others do.
DocumentPtr ready_for_edits(const Document& document);

// The same document with another text, in the version that it has: to see what a change would mean.
DocumentPtr with_text(const Document& document, markdown::Document text);

enum class Existence : std::uint8_t { missing, file, folder };
struct DiskEntry {
  Existence existence = Existence::missing;
  // Where only the letters' case or the form of their accents (NFC, NFD) differs: the path as it is
  // on disk.
  std::string actual_path;
};

struct ListedName {
  std::string name;
  bool folder = false;
};

// The world outside the documents. All functions may be called from any thread.
struct Disk {
  std::function<DiskEntry(const std::string& path)> look;
  // The document at a path, from disk, parsed; null where there is none.
  std::function<DocumentPtr(const std::string& path)> load;
  // The bytes of the document at a path, unparsed, and perhaps no UTF-8; empty where there is none.
  std::function<std::string(const std::string& path)> text;
  // What is in a folder, by name; hidden files are left out. Empty where there is no such folder.
  std::function<std::vector<ListedName>(const std::string& path)> list;
  // The files of the workspace that are called so and are no documents (pictures), by path; may be
  // empty. What is hidden is left out.
  std::function<std::vector<std::string>(const std::string& name)> named;
};

// The newest commit that changed what a document says.
struct Commit {
  plan::Date day;       // the author's
  std::string id;       // its first seven hexadecimal digits
  std::string subject;  // the first line of its message
  friend bool operator==(const Commit&, const Commit&) = default;
};
// What version control knows of documents, by path; the process reads it when it likes. A document
// that is not in it is not known there, or was not changed as far back as anybody looked.
using History = std::map<std::string, Commit, std::less<>>;

struct Index;    // index.h
struct NameLog;  // names.h

struct Workspace {
  std::vector<std::string> roots;
  std::map<std::string, DocumentPtr, std::less<>> open;
  std::shared_ptr<const std::map<std::string, SummaryPtr, std::less<>>> files;  // of the folders
  std::shared_ptr<const Disk> disk;
  std::shared_ptr<const Index> index;  // of `files`; without it, look-ups read all summaries
  // Symbolic links in the folders, to files and folders in them, and where each really leads: a
  // document is known by its real path alone. May be null.
  std::shared_ptr<const std::map<std::string, std::string, std::less<>>> aliases;
  // Documents of the folders that nobody can read because they are not UTF-8, by path. May be null.
  std::shared_ptr<const std::vector<std::string>> unread;
  std::shared_ptr<const History> history;  // null: nobody looked, or nobody knows
  std::uint64_t exports_revision = 0;      // grows whenever a link's verdict could change
  bool all_in_files =
      false;  // no document is open that `files` has not: the index knows every name
  // About which names edits changed something that the revision does not count; null: none.
  std::shared_ptr<const NameLog> changes;

  SummaryPtr summary(std::string_view path) const;    // of the open document first
  DocumentPtr document(std::string_view path) const;  // open, or loaded
  bool is_inside(std::string_view path) const;        // of any root
  std::string_view root_of(std::string_view path) const;
  std::string real_path(std::string_view path) const;  // through `aliases`
};

// What a link's destination stands for.
struct Target {
  enum class Kind : std::uint8_t {
    external,       // https:, mailto:, …
    site_absolute,  // /docs/x: where that is only the site knows
    file,
    placeholder,
    none,  // a reference without a definition
  } kind = Kind::none;
  // Of the file (decoded, without query); the document itself for `#anchor`; for site-absolute ones
  // the path as the site would see it ("/docs/x").
  std::string path;
  std::string fragment;  // decoded
  bool has_fragment = false;
  bool line_fragment = false;  // #L10: a line, not a heading
};

Target resolve(std::string_view document_path, std::string_view destination);
// The path in `file:///docs/a.md#x` (RFC 8089); empty for any other address.
std::string path_of_address(std::string_view address);
// A path in code, or one that starts with `/`, read from a folder on.
Target seen_from_root(std::string_view root, std::string_view destination);
// The same for a mention: follows a reference to its definition in the document, and a wiki link to
// the file and heading that it names (wiki.h).
Target resolve(const Workspace& workspace, const Document& document, const plan::Mention& mention);

struct FoundEntity {
  SummaryPtr document;
  const NamedEntity* entity = nullptr;
};
// Entities that a name stands for: by id, else by normalised title; those of `from` first, then by
// path and place. `entity` points into `document`.
std::vector<FoundEntity> find_entities(const Workspace& workspace, std::string_view from,
                                       std::string_view name);
// The documents that link to a path, in whatever spelling leads there (follow.h), by path.
std::vector<SummaryPtr> linking_to(const Workspace& workspace, std::string_view path);
// The documents whose path ends in a name, without regard to its case, by path.
std::vector<SummaryPtr> named(const Workspace& workspace, std::string_view name);

}  // namespace pland::workspace
