// The folders' documents: which files they are, and what each of them is about.
//
// Two steps, because they cost differently: `find_documents` walks the folders (milliseconds for
// ten thousand files), `summarise_all` reads and understands what was found (all cores, with
// progress, can be cancelled). `check` and the server's background indexing are the same calls.
//
// The walk leaves out what Git leaves out (nested `.gitignore` files, `.git/info/exclude`, other
// repositories inside this one), what `exclude` names, `.git`, `node_modules`, hidden folders other
// than those where plans live, and symbolic links to folders, so that it always ends (where they
// lead is told: links go through them). Git's index
// is not read: a file that is ignored and yet tracked is left out. Personal ignore files outside
// the repository are not read either, so that everybody gets the same. A symbolic link to a file
// that lies in none of the roots is left out, too: what is outside is nobody's to show.
//
// What cannot be read is reported in its place and is never the end of anything.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/rules/rule.h"
#include "analysis/workspace/workspace.h"
#include "server/config.h"
#include "server/parallel.h"

namespace pland::server {

struct FileTrouble {
  enum class Kind : std::uint8_t { missing, unreadable, binary, not_utf8 } kind = Kind::missing;
  std::string path;
  std::string message;  // a sentence without its end: "cannot be read: Permission denied"
  Span span;            // of the bytes that are wrong, where there are such
};

struct FoundDocument {
  std::string path;
  // A symbolic link to another document of the folders: known, so that links to it work, but
  // judged under its own name only.
  bool alias = false;
};

struct FoundDocuments {
  std::vector<FoundDocument> documents;  // by path
  // Symbolic links to documents and folders of the roots: where they really are, as the walk would
  // name it. A link to a folder is followed by nobody but links.
  std::map<std::string, std::string, std::less<>> aliases;
  std::vector<FileTrouble> troubles;  // folders that cannot be read; by path
  bool complete = true;               // false: cancelled
};

// Walks `roots` (absolute paths; one that lies in another is walked once). A root is walked even
// where something would leave it out. `progress` gets what was found so far, of 0: nobody knows.
FoundDocuments find_documents(const std::vector<std::string>& roots, Configs& configs,
                              Cancelled cancelled = nullptr, const Progress& progress = {});

// Whether what is at the path, all symbolic links followed, lies in one of the folders. False where
// nothing is there.
bool leads_inside(const std::string& path, const std::vector<std::string>& folders);

// Whether the walk would list the file: what a file watcher needs to know of a new path.
bool is_listed(std::string_view path, const std::vector<std::string>& roots, Configs& configs);

// Reads a regular file into `text`, whose memory is used again. Never blocks on pipes or devices.
std::optional<FileTrouble> read_file(const std::string& path, std::string& text);
// The same for a document: the text is UTF-8 and not binary.
std::optional<FileTrouble> read_document(const std::string& path, std::string& text);
// Whether a text is none: there is a zero byte in its first 8,000 bytes, of which more may be
// given.
std::optional<FileTrouble> look_for_zeros(const std::string& path, std::string_view text);
inline constexpr std::size_t looked_at_for_zeros = 8000;
// What is wrong with a text as a document, if anything is.
std::optional<FileTrouble> look_at_text(const std::string& path, std::string_view text);

struct Source {  // a document to understand
  std::string path;
  plan::Declared declared;  // as configuration has it
  std::string root;         // that it lies in
};

struct SummariseOptions {
  unsigned jobs = default_jobs();
  Cancelled cancelled = nullptr;
  Progress progress;
  // Documents are handed back whole, up to so many bytes of text in all; the rest is read again
  // when it is asked for. Ten thousand parsed documents would be gigabytes.
  std::size_t keep_bytes = 0;
};

using Summaries = std::map<std::string, workspace::SummaryPtr, std::less<>>;

struct Summarised {
  std::shared_ptr<const Summaries> summaries;
  std::vector<workspace::DocumentPtr> documents;  // as in `sources`; null where not kept
  std::vector<FileTrouble> troubles;              // as in `sources`, only those that have any
  bool complete = true;                           // false: cancelled
};

Summarised summarise_all(const std::vector<Source>& sources, const SummariseOptions& options);

// A trouble as the finding (of unreadable-file) that it is.
rules::Finding finding_of(const FileTrouble& trouble);

}  // namespace pland::server
