#include "analysis/features/rename.h"

#include <algorithm>
#include <fmt/format.h>

#include "analysis/features/cursor.h"
#include "analysis/features/footnotes.h"
#include "analysis/features/move_files.h"
#include "analysis/features/references.h"
#include "analysis/features/retitle.h"
#include "analysis/features/subject.h"
#include "analysis/plan/label.h"
#include "analysis/plan/status.h"
#include "analysis/plan/vocabulary.h"
#include "analysis/text/slug.h"
#include "analysis/text/unicode.h"
#include "analysis/workspace/path.h"

namespace pland::features {
namespace {

using Kind = Subject::Kind;
using workspace::DocumentPtr;
using workspace::Workspace;

bool has_control(std::string_view name) {
  return std::any_of(name.begin(), name.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

// The text that a subject is renamed by changing: of its heading or its name.
struct Named {
  DocumentPtr document;
  Span span;
};
std::optional<Named> named_text(const Workspace& workspace, const DocumentPtr& asked,
                                const Subject& subject) {
  const DocumentPtr document =
      subject.path == asked->path ? asked : workspace.document(subject.path);
  if (document == nullptr) return std::nullopt;
  // Where it is named elsewhere ("Depends on: Partner API"), the name alone is meant; from its own
  // heading or a link to it, all that the heading says.
  const bool by_name = subject.kind == Kind::entity || !subject.entities.empty();
  const workspace::Anchor* anchor = anchor_of_slug(*document->summary, subject.slug);
  // An `<a id>` may have the slug of the heading that the cursor is on.
  if (subject.path == asked->path && subject.kind == Kind::heading) {
    for (const workspace::Anchor& own : document->summary->anchors)
      if (own.slug == subject.slug && own.place.span.begin == subject.origin.begin) anchor = &own;
  }
  const bool on_heading = subject.path == asked->path && anchor != nullptr &&
                          anchor->place.span.touches(subject.origin.begin);
  const bool on_link = mention_at(cursor_at(*asked, subject.origin.begin)) != nullptr;
  if (subject.kind == Kind::heading && (on_heading || on_link || !by_name)) {
    if (anchor == nullptr) return std::nullopt;
    Span title = anchor->place.span;
    // `Title {#id}`: the id stays what it is.
    const std::string text = document->text.text(title);
    if (const Span list = text::attribute_list(text); !list.empty() && anchor->level > 0)
      title.end =
          title.begin + static_cast<std::uint32_t>(text::trim(text.substr(0, list.begin)).size());
    return Named{document, title};
  }
  for (const FoundEntity& found : subject.entities) {
    if (found.document->path != document->path) continue;
    Span name = found.entity->place.span;
    name.begin += ordinal_size(document->text.text(name));
    return Named{document, name};
  }
  return std::nullopt;
}

// How a link to a file names it: the path, without encoding.
std::string shown_path(const workspace::Document& document, Span path, bool wiki) {
  const std::string written = document.text.text(path);
  if (wiki) return written;
  return workspace::percent_decode(written.substr(0, written.find('?')));
}

std::variant<Change, Refusal> rename_label(const Workspace& workspace, const DocumentPtr& document,
                                           const Subject& subject, const std::string& name) {
  if (name.starts_with('^')) return Refusal{"A label that begins with ^ is a footnote's."};
  const std::string key = text::fold_label(name);
  if (key != subject.words && document->definitions->contains(key))
    return Refusal{"There is a definition of [" + name + "] already."};
  // Of a label that is defined twice the second is silent: it would be heard where the first goes.
  std::vector<Respelling> places;
  for (const plan::PlacedChapter& chapter : document->plan->chapters) {
    for (const plan::Mention& mention : chapter.facts->mentions) {
      if (mention.label_key != subject.words) continue;
      const Span label = mention.label.empty() ? mention.text : mention.label;
      places.push_back({document, label.shifted(chapter.offset), name});
    }
  }
  return respell(workspace, places, {});
}

std::variant<Change, Refusal> rename_footnote(const Workspace& workspace,
                                              const DocumentPtr& document, const Subject& subject,
                                              std::string name) {
  if (name.starts_with("[^") && name.ends_with(']')) name = name.substr(2, name.size() - 3);
  if (name.empty() || name.find_first_of(" []^") != std::string::npos)
    return Refusal{"A footnote's label is one word, without brackets."};
  const std::string label = text::fold_label(name);
  if (label != subject.words && !footnote_marks(*document, label).empty())
    return Refusal{"There is a footnote [^" + name + "] already."};
  std::vector<Respelling> places;
  for (const FootnoteMark& mark : footnote_marks(*document, subject.words))
    places.push_back({document, mark.label, name});
  return respell(workspace, places, {});
}

// Where something says that owner or status already; empty where nothing does.
std::string said_already(const Workspace& workspace, const DocumentPtr& document,
                         plan::FieldRole role, const std::string& name) {
  Subject other;
  other.kind = Kind::value;
  other.path = document->path;
  other.words = name;
  other.role = role;
  const std::vector<Reference> taken = references(workspace, document, other);
  if (taken.empty()) return {};
  const Reference& first = taken.front();
  return fmt::format("{} has \"{}\" in line {} already: the two will be one.",
                     workspace::basename_of(first.document->path),
                     first.document->text.text(first.span),
                     first.document->text.position(first.span.begin).line + 1);
}

// What a new word for a status does beside its being another word.
std::string question_of_status(const Workspace& workspace, const DocumentPtr& document,
                               const std::string& old, const std::string& name) {
  const plan::StatusValue now = plan::read_status(name, document->plan->vocabulary.get());
  if (!now.known || !now.status)
    return fmt::format("\"{}\" is no status that is known: what says it would have none.", name);
  if (std::string said = said_already(workspace, document, plan::FieldRole::status, name);
      !said.empty())
    return said;
  const plan::StatusValue was = plan::read_status(old, document->plan->vocabulary.get());
  if (was.status == now.status) return {};
  return fmt::format("\"{}\" means {}: what says it would not stand as it did.", name,
                     plan::name(*now.status, plan::EntityKind::initiative));
}

std::variant<Change, Refusal> rename_value(const Workspace& workspace, const DocumentPtr& document,
                                           const Subject& subject, const std::string& name) {
  std::vector<Respelling> places;
  for (const Reference& one : references(workspace, document, subject)) {
    if (!is_released(*one.document, one.span.begin))
      places.push_back({one.document, one.span, name});
  }
  std::string question;
  if (subject.role == plan::FieldRole::owner) {
    if (reference_parts(name).size() > 1)
      question = "\"" + name + "\" reads as several owners.";
    else if (plan::normalise(name) != plan::normalise(subject.words))
      question = said_already(workspace, document, plan::FieldRole::owner, name);
  } else if (plan::normalise(name) != plan::normalise(subject.words)) {
    question = question_of_status(workspace, document, subject.words, name);
  }
  return respell(workspace, places, question, true);
}

// Where a file is to be whose path was written in a wiki link: what the link left out stays.
std::string named_in_wiki_link(const workspace::Document& document, const std::string& path,
                               std::string_view written, std::string name) {
  const std::string_view extension = workspace::extension_of(path);
  if (!name.ends_with(extension)) name += extension;
  std::string_view before = path;
  if (!written.ends_with(extension)) before.remove_suffix(extension.size());
  if (!before.ends_with(written) || written.starts_with("."))
    return workspace::join(workspace::directory_of(document.path), name);
  before.remove_suffix(written.size());
  return workspace::join(before.empty() ? "/" : before, name);
}

std::variant<Change, Refusal> rename_file(const Workspace& workspace, const DocumentPtr& document,
                                          const Subject& subject, const std::string& name) {
  const std::string_view root = workspace.root_of(document->path);
  const plan::Mention* mention = mention_at(cursor_at(*document, subject.origin.begin));
  std::string to = name.starts_with('/')
                       ? (root.empty() ? name : workspace::join(root, name.substr(1)))
                       : workspace::join(workspace::directory_of(document->path), name);
  if (std::string address = workspace::path_of_address(name); !address.empty())
    to = std::move(address);
  if (mention != nullptr && mention->wiki && !name.starts_with('/')) {
    to = named_in_wiki_link(*document, subject.path, document->text.text(subject.origin), name);
  }
  while (to.size() > 1 && to.ends_with('/')) to.pop_back();
  // `guide` for guide.md: what is not said stays.
  const bool wiki = mention != nullptr && mention->wiki;
  const bool bare = !workspace::is_markdown(shown_path(*document, subject.origin, wiki));
  if (bare && workspace::is_markdown(subject.path) && !workspace::is_markdown(to))
    to += workspace::extension_of(subject.path);
  if (to == subject.path) return Change{};
  if (!workspace.is_inside(to) && workspace.is_inside(subject.path))
    return Refusal{"The new name lies outside the workspace."};
  if (workspace::is_inside(to, subject.path))
    return Refusal{"A folder cannot be moved into itself."};
  const bool there = workspace.summary(to) != nullptr ||
                     (workspace.disk != nullptr && workspace.disk->look &&
                      workspace.disk->look(to).existence != workspace::Existence::missing);
  // Where letter case does not matter, the file itself is what is there.
  const bool itself = text::fold_case(to) == text::fold_case(subject.path);
  if (there && !itself) return Refusal{"There is a file of that name already: " + name + "."};
  const std::vector<FileMove> moves{{subject.path, to}};
  Change change = edits_for_moves(workspace, moves);
  change.moves = moves;
  return change;
}

}  // namespace

std::optional<Renamable> renamable_at(const Workspace& workspace, const DocumentPtr& document,
                                      std::uint32_t offset) {
  const auto subject = subject_at(workspace, *document, offset);
  if (!subject) return std::nullopt;
  switch (subject->kind) {
    case Kind::address:
      return std::nullopt;
    case Kind::definition:
    case Kind::footnote:
    case Kind::value:
      return Renamable{subject->origin, document->text.text(subject->origin)};
    case Kind::file: {
      const Cursor cursor = cursor_at(*document, offset);
      const plan::Mention* mention = mention_at(cursor);
      if (mention == nullptr || mention->path.empty()) return std::nullopt;
      return Renamable{subject->origin,
                       shown_path(*document, cursor.place(mention->path), mention->wiki)};
    }
    case Kind::heading:
    case Kind::entity:
      break;
  }
  const auto named = named_text(workspace, document, *subject);
  if (!named) return std::nullopt;
  const bool here = named->document->path == document->path && named->span.touches(offset);
  return Renamable{here ? named->span : subject->origin, named->document->text.text(named->span)};
}

std::variant<Change, Refusal> rename(const Workspace& workspace, const DocumentPtr& document,
                                     std::uint32_t offset, std::string_view new_name) {
  const auto subject = subject_at(workspace, *document, offset);
  if (!subject) return Refusal{"There is nothing here that has a name."};
  const std::string name(text::trim(new_name));
  if (name.empty()) return Refusal{"A name cannot be empty."};
  if (has_control(name)) return Refusal{"A name is one line, without control characters."};
  switch (subject->kind) {
    case Kind::address:
      return Refusal{"An address on the web is not ours to rename."};
    case Kind::definition:
      return rename_label(workspace, document, *subject, name);
    case Kind::footnote:
      return rename_footnote(workspace, document, *subject, name);
    case Kind::value:
      return rename_value(workspace, document, *subject, name);
    case Kind::file:
      return rename_file(workspace, document, *subject, name);
    case Kind::heading:
    case Kind::entity:
      break;
  }
  const auto named = named_text(workspace, document, *subject);
  if (!named) return Refusal{"Its text cannot be read any more."};
  return retitle(workspace, named->document, named->span, name, subject->entities);
}

}  // namespace pland::features
