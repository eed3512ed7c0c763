#include "analysis/features/rename.h"

#include <algorithm>

#include "analysis/features/cursor.h"
#include "analysis/features/move_files.h"
#include "analysis/features/references.h"
#include "analysis/features/retitle.h"
#include "analysis/features/subject.h"
#include "analysis/plan/label.h"
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

std::variant<Change, Refusal> rename_value(const Workspace& workspace, const DocumentPtr& document,
                                           const Subject& subject, const std::string& name) {
  std::vector<Respelling> places;
  for (const Reference& one : references(workspace, document, subject)) {
    if (!is_released(*one.document, one.span.begin))
      places.push_back({one.document, one.span, name});
  }
  const bool several = subject.role == plan::FieldRole::owner && reference_parts(name).size() > 1;
  return respell(workspace, places,
                 several ? "\"" + name + "\" reads as several owners." : std::string());
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
  if (mention != nullptr && mention->wiki && !name.starts_with('/')) {
    to = named_in_wiki_link(*document, subject.path, document->text.text(subject.origin), name);
  }
  while (to.size() > 1 && to.ends_with('/')) to.pop_back();
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
    case Kind::value:
      return Renamable{subject->origin, document->text.text(subject->origin)};
    case Kind::file: {
      const Cursor cursor = cursor_at(*document, offset);
      const plan::Mention* mention = mention_at(cursor);
      if (mention == nullptr || mention->path.empty()) return std::nullopt;
      return Renamable{subject->origin, shown_path(*document, cursor.place(mention->path), mention->wiki)};
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
