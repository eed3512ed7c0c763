#include "analysis/features/definition.h"

#include <algorithm>
#include <utility>

#include "analysis/features/cursor.h"
#include "analysis/features/footnotes.h"
#include "analysis/features/naming.h"
#include "analysis/plan/label.h"
#include "analysis/text/unicode.h"
#include "analysis/workspace/follow.h"
#include "analysis/workspace/path.h"

namespace pland::features {
namespace {

using plan::MentionForm;
using plan::no_index;
using workspace::Existence;

workspace::Place line_place(std::uint32_t line) { return {{}, {line, 0}, {line, 0}}; }

Target top_of(std::string path) { return {std::move(path), line_place(0), line_place(0)}; }

// `L10`, `L10-L20`, `L10-20`, `L10C3`: lines from 1.
std::optional<std::pair<std::uint32_t, std::uint32_t>> line_range(std::string_view fragment) {
  const auto number = [&]() -> std::optional<std::uint32_t> {
    std::uint32_t value = 0;
    std::size_t digits = 0;
    while (digits < fragment.size() && '0' <= fragment[digits] && fragment[digits] <= '9' &&
           digits < 9) {
      value = value * 10 + static_cast<std::uint32_t>(fragment[digits++] - '0');
    }
    fragment.remove_prefix(digits);
    if (digits == 0) return std::nullopt;
    return value;
  };
  const auto take = [&](char upper) {
    if (fragment.empty() || (fragment[0] | 0x20) != (upper | 0x20)) return false;
    fragment.remove_prefix(1);
    return true;
  };
  if (!take('L')) return std::nullopt;
  const auto first = number();
  if (!first || *first == 0) return std::nullopt;
  if (take('C')) number();
  std::uint32_t last = *first;
  if (!fragment.empty() && fragment[0] == '-') {
    fragment.remove_prefix(1);
    take('L');
    if (const auto second = number()) last = std::max(*first, *second);
  }
  return std::pair{*first, last};
}

Target target_of_lines(const workspace::Workspace& workspace, std::string_view path,
                       std::uint32_t first, std::uint32_t last) {
  Target target{std::string(path), line_place(first - 1), line_place(first - 1)};
  target.range.end = {last - 1, 0};
  // Only a document's text is at hand, or worth reading.
  const auto document = workspace::is_markdown(path) ? workspace.document(path) : nullptr;
  if (document != nullptr) {
    const std::uint32_t lines = document->text.line_count();
    const Span begin = document->text.line_span(std::min(first, lines) - 1);
    const Span end = document->text.line_span(std::min(last, lines) - 1);
    target.range = place_of(document->text, {begin.begin, end.end});
    target.selection = place_of(document->text, begin);
  }
  return target;
}

// The heading of an outline entry, in a document whose text is at hand.
Target target_of_entry(const workspace::Document& document, std::uint32_t entry) {
  const plan::Plan& plan = *document.plan;
  return {document.path, place_of(document.text, plan.extent(entry)),
          place_of(document.text, plan.section(entry).title_span.shifted(plan.offset(entry)))};
}

std::string_view without_dashes(std::string_view slug) {
  while (slug.starts_with('-') || slug.starts_with("\xef\xb8\x8f"))
    slug.remove_prefix(slug[0] == '-' ? 1 : 3);
  while (slug.ends_with('-')) slug.remove_suffix(1);
  return slug;
}

// The definition of a reference's label, anywhere in the document.
std::optional<Target> definition_of_label(const workspace::Document& document,
                                          std::string_view key) {
  for (const plan::PlacedChapter& chapter : document.plan->chapters) {
    for (const plan::Mention& mention : chapter.facts->mentions) {
      if (mention.form != MentionForm::definition || mention.label_key != key) continue;
      return Target{document.path, place_of(document.text, mention.span.shifted(chapter.offset)),
                    place_of(document.text, mention.label.shifted(chapter.offset))};
    }
  }
  return std::nullopt;
}

// From a use of a footnote to its note, from a note to its first use.
std::optional<Definition> footnote_at(const workspace::Document& document, const Cursor& cursor) {
  const auto here = footnote_mark_at(document, cursor.offset());
  if (!here) return std::nullopt;
  const std::string label = text::fold_label(document.text.text(here->label));
  for (const FootnoteMark& mark : footnote_marks(document, label)) {
    if (mark.note == here->note) continue;
    const Span line = document.text.line_span(document.text.position(mark.span.begin).line);
    return Definition{here->span,
                      {{document.path, place_of(document.text, mark.note ? line : mark.span),
                        place_of(document.text, mark.span)}}};
  }
  return std::nullopt;
}

Target target_of_entity(const workspace::Workspace& workspace, const FoundEntity& found) {
  const auto open = workspace.open.find(found.document->path);
  Target target{found.document->path, found.entity->place, found.entity->place};
  if (open == workspace.open.end()) return target;
  // The text is at hand: all of the entity, not only its name.
  const Cursor cursor = cursor_at(*open->second, found.entity->place.span.begin);
  const std::uint32_t index = entity_at(cursor);
  if (index == no_index) return target;
  const plan::Entity& entity = cursor.facts->entities[index];
  if (entity.is_section) {
    target.range =
        place_of(open->second->text, open->second->plan->extent(entry_of(cursor, entity.section)));
  } else if (cursor.place(entity.span).contains(found.entity->place.span)) {
    target.range = place_of(open->second->text, cursor.place(entity.span));
  }
  return target;
}

std::optional<Target> target_of_file(const workspace::Workspace& workspace,
                                     const workspace::Document& document,
                                     const workspace::Target& target, Existence existence,
                                     std::string_view link_text) {
  if (existence == Existence::folder) {
    std::string page = workspace::front_page(workspace, target.path);
    if (page.empty()) return std::nullopt;
    return top_of(std::move(page));
  }
  if (target.has_fragment && !target.fragment.empty()) {
    if (const auto lines = line_range(target.fragment); lines && target.line_fragment)
      return target_of_lines(workspace, target.path, lines->first, lines->second);
    if (auto heading = target_of_fragment(workspace, target.path, target.fragment)) {
      const auto summary = workspace.summary(target.path);
      if (const auto* entity = entity_behind(*summary, target.fragment, link_text))
        return target_of_entity(workspace, {summary, entity});
      return heading;
    }
    // HTML's own name for the beginning (HTML Standard, 7.4.2.3.3).
    const bool top = text::lower(target.fragment) == "top";
    if (target.path == document.path && !top) return std::nullopt;
  }
  return top_of(target.path);
}

std::optional<Definition> definition_of_mention(const workspace::Workspace& workspace,
                                                const workspace::Document& document,
                                                const Cursor& cursor,
                                                const plan::Mention& mention) {
  const Span origin = cursor.place(mention.span);
  // Only on its words a link means what they name; its destination is as exact as it says.
  const std::string text = mention.form == MentionForm::link && mention.text.touches(cursor.at)
                               ? cursor.facts->text(mention.text)
                               : std::string();
  const bool reference = mention.form == MentionForm::link && !mention.label_key.empty();
  if (reference) {
    // On the label one asks for the definition, on the text for what is behind it.
    const bool on_text = mention.link_form == markdown::LinkForm::full &&
                         mention.text.touches(cursor.at) && !mention.label.touches(cursor.at);
    auto definition = definition_of_label(document, mention.label_key);
    if (!definition) return footnote_at(document, cursor);
    if (!on_text) return Definition{origin, {std::move(*definition)}};
    const auto file = mentioned_file(workspace, document, mention);
    if (file) {
      if (auto target = target_of_file(workspace, document, file->target, file->existence, text))
        return Definition{origin, {std::move(*target)}};
    }
    return Definition{origin, {std::move(*definition)}};
  }
  const auto file = mentioned_file(workspace, document, mention);
  if (!file) return std::nullopt;
  auto target = target_of_file(workspace, document, file->target, file->existence, text);
  if (!target) return std::nullopt;
  return Definition{origin, {std::move(*target)}};
}

// The link whose text an image is; null where it is none.
const plan::Mention* link_around(const Cursor& cursor, const plan::Mention& image) {
  if (!image.image) return nullptr;
  for (const plan::Mention& mention : cursor.facts->mentions)
    if (mention.form == MentionForm::link && !mention.image && mention.text.contains(image.span))
      return &mention;
  return nullptr;
}

// The file that a path leads to from here, or from the workspace's root.
std::optional<std::string> existing_file(const workspace::Workspace& workspace,
                                         const workspace::Document& document,
                                         std::string_view written) {
  for (const std::string_view folder :
       {workspace::directory_of(document.path), workspace.root_of(document.path)}) {
    if (folder.empty()) continue;
    workspace::Followed found = workspace::follow(workspace, workspace::join(folder, written));
    if (found.existence == Existence::file) return std::move(found.path);
  }
  return std::nullopt;
}

std::uint32_t behind_digits(std::string_view text, std::uint32_t at) {
  while (at < text.size() && '0' <= text[at] && text[at] <= '9') ++at;
  return at;
}

// The line, from 1, of `:12` behind a path; 0 where there is none.
std::uint32_t line_behind(std::string_view rest) {
  constexpr std::size_t most_digits = 9;
  const std::uint32_t end = rest.starts_with(':') ? behind_digits(rest, 1) : 0;
  if (end < 2 || end > most_digits) return 0;
  std::uint32_t line = 0;
  for (const char digit : rest.substr(1, end - 1))
    line = line * 10 + static_cast<std::uint32_t>(digit - '0');
  return line;
}

// A file that words name, and what is said behind them: `docs/guide.md:12` means the line.
Definition named_file(const workspace::Workspace& workspace, Span origin, std::string path,
                      std::uint32_t line) {
  if (line > 0) return {origin, {target_of_lines(workspace, path, line, line)}};
  return {origin, {top_of(std::move(path))}};
}

// `ROADMAP.md` in a box, a tree or a diagram: any word of a line of code that is a file's name. Its
// frame is no part of it.
std::optional<Definition> path_in_code_at(const workspace::Workspace& workspace,
                                          const workspace::Document& document,
                                          const Cursor& cursor) {
  constexpr std::size_t longest = 200;  // bytes
  const Span line = document.text.line_span(document.text.position(cursor.offset()).line);
  const std::string text = document.text.text(line);
  const std::size_t at = cursor.offset() - line.begin;
  const auto is_path = [](char32_t code) {
    return code == '.' || code == '/' || code == '_' || code == '-' || text::is_letter(code) ||
           text::is_digit(code) || text::is_mark(code);
  };
  std::size_t begin = 0, end = 0;  // of the word that the cursor touches
  for (std::size_t i = 0; i < text.size() && begin <= at;) {
    const text::Decoded letter = text::decode(text, i);
    i += letter.size;
    if (is_path(letter.code)) {
      end = i;
      continue;
    }
    if (begin < end && at <= end) break;
    begin = end = i;
  }
  if (at < begin || at > end) return std::nullopt;
  while (end > begin && text[end - 1] == '.') --end;
  const std::string_view word = std::string_view(text).substr(begin, end - begin);
  if (word.size() > longest || word.find('.') == std::string_view::npos) return std::nullopt;
  auto path = existing_file(workspace, document, word);
  if (!path) return std::nullopt;
  const std::uint32_t said = line_behind(std::string_view(text).substr(end));
  if (said > 0) end = behind_digits(text, static_cast<std::uint32_t>(end + 1));
  const Span origin{line.begin + static_cast<std::uint32_t>(begin),
                    line.begin + static_cast<std::uint32_t>(end)};
  return named_file(workspace, origin, *std::move(path), said);
}

// `PROJECT_PLAN.md` in running text.
std::optional<Definition> plain_path_at(const workspace::Workspace& workspace,
                                        const workspace::Document& document, const Cursor& cursor) {
  const plan::Run* run = run_at(cursor);
  if (run == nullptr) return std::nullopt;
  const std::string_view text = run->plain.text;
  const std::uint32_t at = plain_offset(run->plain, cursor.at);
  const auto is_path = [](char c) {
    return ('a' <= (c | 0x20) && (c | 0x20) <= 'z') || ('0' <= c && c <= '9') || c == '.' ||
           c == '/' || c == '_' || c == '-' || static_cast<unsigned char>(c) >= 0x80;
  };
  std::uint32_t begin = at, end = at;
  while (begin > 0 && is_path(text[begin - 1])) --begin;
  while (end < text.size() && is_path(text[end])) ++end;
  while (end > begin && text[end - 1] == '.') --end;
  const std::string_view word = text.substr(begin, end - begin);
  if (word.size() > 200 || !workspace::is_markdown(word)) return std::nullopt;
  const std::uint32_t line = line_behind(text.substr(end));
  if (line > 0) end = behind_digits(text, end + 1);
  const Span origin = cursor.place(run->plain.source({begin, end}));
  if (!origin.touches(cursor.offset())) return std::nullopt;  // in the markup beside it
  auto path = existing_file(workspace, document, word);
  if (!path) return std::nullopt;
  return named_file(workspace, origin, *std::move(path), line);
}

std::optional<Definition> own_name_at(const workspace::Workspace& workspace,
                                      const workspace::Document& document, const Cursor& cursor) {
  const std::uint32_t index = entity_at(cursor);
  if (index == no_index) return std::nullopt;
  const plan::Entity& entity = cursor.facts->entities[index];
  if (!entity.name_span.touches(cursor.at) || entity.name_span.empty()) return std::nullopt;
  Definition out{cursor.place(entity.name_span), {}};
  // What a plan works on is defined in the roadmap.
  if (document.plan->kind != plan::DocumentKind::roadmap &&
      entity.kind != plan::EntityKind::revision && entity.kind != plan::EntityKind::release) {
    for (const FoundEntity& other : entities_like(workspace, document, entity)) {
      if (other.document->kind == plan::DocumentKind::roadmap)
        out.targets.push_back(target_of_entity(workspace, other));
    }
  }
  if (out.targets.empty()) {
    const Span whole = entity.is_section ? document.plan->extent(entry_of(cursor, entity.section))
                                         : cursor.place(entity.span);
    out.targets.push_back({document.path, place_of(document.text, whole),
                           place_of(document.text, cursor.place(entity.name_span))});
  }
  return out;
}

// What is there, if anything. In a folder, a fragment is of its front page.
std::optional<MentionedFile> followed(const workspace::Workspace& workspace,
                                      workspace::Target target) {
  workspace::Followed found = workspace::follow(workspace, target.path);
  if (found.existence == Existence::missing) return std::nullopt;
  if (found.existence == Existence::folder && !target.fragment.empty()) {
    std::string page = workspace::front_page(workspace, found.path);
    if (!page.empty()) found = {std::move(page), Existence::file};
  }
  MentionedFile out{std::move(target), found.existence, {}};
  out.said = std::exchange(out.target.path, std::move(found.path));
  return out;
}

}  // namespace

const workspace::Anchor* find_anchor(const workspace::Summary& summary, std::string_view fragment) {
  if (fragment.empty()) return nullptr;
  if (const workspace::Anchor* exact = summary.anchor(fragment)) return exact;
  // A heading that gained or lost an emoji kept its words; an identifier is how a slug begins.
  const workspace::Anchor* found = nullptr;
  const std::string folded = text::lower(fragment);
  const std::string_view bare = without_dashes(folded);
  const auto only = [&](auto&& matches) {
    found = nullptr;
    for (const workspace::Anchor& anchor : summary.anchors) {
      if (!matches(anchor)) continue;
      if (found != nullptr) return false;
      found = &anchor;
    }
    return found != nullptr;
  };
  if (bare.empty()) return nullptr;
  if (only([&](const workspace::Anchor& a) { return without_dashes(a.slug) == bare; }))
    return found;
  const bool id = bare.back() >= '0' && bare.back() <= '9' && bare.find('-') != std::string::npos;
  const std::string prefix = std::string(bare) + "-";
  if (id && only([&](const workspace::Anchor& a) { return a.slug.starts_with(prefix); }))
    return found;
  return nullptr;
}

const workspace::NamedEntity* entity_behind(const workspace::Summary& summary,
                                            std::string_view fragment, std::string_view link_text) {
  const workspace::Anchor* anchor = find_anchor(summary, fragment);
  if (anchor == nullptr || anchor->level == 0) return nullptr;
  const auto marks = [](char c) { return c == '*' || c == '_' || c == '`'; };
  while (!link_text.empty() && marks(link_text.front())) link_text.remove_prefix(1);
  while (!link_text.empty() && marks(link_text.back())) link_text.remove_suffix(1);
  const std::string key = plan::normalise(link_text);
  if (key.empty() || key == plan::normalise(anchor->title)) return nullptr;
  std::uint32_t end = 0xffffffff;  // the line where its section ends
  for (const workspace::Anchor& other : summary.anchors) {
    if (other.level > 0 && other.level <= anchor->level &&
        other.place.begin.line > anchor->place.begin.line)
      end = std::min(end, other.place.begin.line);
  }
  for (const workspace::NamedEntity& entity : summary.entities) {
    const std::uint32_t line = entity.place.begin.line;
    if (line > anchor->place.begin.line && line < end && entity.key == key &&
        can_be_named(entity.kind))
      return &entity;
  }
  return nullptr;
}

std::optional<Target> target_of_fragment(const workspace::Workspace& workspace,
                                         std::string_view path, std::string_view fragment) {
  const auto summary = workspace.summary(path);
  if (summary == nullptr) return std::nullopt;
  const workspace::Anchor* anchor = find_anchor(*summary, fragment);
  if (anchor == nullptr) return std::nullopt;
  if (const auto open = workspace.open.find(path); open != workspace.open.end()) {
    const plan::Plan& plan = *open->second->plan;
    const auto entry = plan.anchors->find(std::string(anchor->slug));
    if (entry != plan.anchors->end() && entry->second != no_index)
      return target_of_entry(*open->second, entry->second);
  }
  return Target{std::string(path), anchor->place, anchor->place};
}

std::string address_of(const workspace::Document& document, const plan::Mention& mention) {
  if (mention.label_key.empty() || mention.form != MentionForm::link ||
      document.definitions == nullptr)
    return mention.target;
  const auto found = document.definitions->find(mention.label_key);
  return found != document.definitions->end() ? found->second : mention.target;
}

std::optional<MentionedFile> mentioned_file(const workspace::Workspace& workspace,
                                            const workspace::Document& document,
                                            const plan::Mention& mention) {
  workspace::Target target = workspace::resolve(workspace, document, mention);
  if (target.kind == workspace::Target::Kind::site_absolute) {
    // `/docs/x.md` is the workspace's where it has such a file.
    const std::string_view root = workspace.root_of(document.path);
    if (root.empty()) return std::nullopt;
    const std::size_t slash = target.path.find_first_not_of('/');
    if (slash == std::string::npos) return std::nullopt;
    target.path = workspace::join(root, target.path.substr(slash));
    target.kind = workspace::Target::Kind::file;
  }
  if (target.kind == workspace::Target::Kind::external) {
    // An address of a file of the workspace is that file.
    const std::string address = address_of(document, mention);
    const std::string path = workspace::path_of_address(address);
    if (path.empty() || !workspace.is_inside(path)) return std::nullopt;
    const std::size_t hash = address.find('#');
    target =
        workspace::resolve(path, hash == std::string::npos ? std::string() : address.substr(hash));
    target.kind = workspace::Target::Kind::file;
    target.path = path;
  }
  if (target.kind != workspace::Target::Kind::file) return std::nullopt;
  if (auto found = followed(workspace, target)) return found;
  const bool in_code =
      mention.form == MentionForm::code_path || mention.form == MentionForm::box_path;
  if (!in_code) return std::nullopt;
  const std::string_view root = workspace.root_of(document.path);
  if (root.empty()) return std::nullopt;
  target.path = workspace::join(
      root, workspace::percent_decode(mention.target.substr(0, mention.target.find('#'))));
  return followed(workspace, std::move(target));
}

std::optional<Definition> path_at(const workspace::Workspace& workspace,
                                  const workspace::Document& document, const Cursor& cursor) {
  if (auto path = plain_path_at(workspace, document, cursor)) return path;
  if (ground_at(document, cursor.offset()) != Ground::code) return std::nullopt;
  return path_in_code_at(workspace, document, cursor);
}

std::optional<Definition> definition(const workspace::Workspace& workspace,
                                     const workspace::Document& document, std::uint32_t offset) {
  const Cursor cursor = cursor_at(document, offset);
  if (const plan::Mention* mention = mention_at(cursor)) {
    if (auto found = definition_of_mention(workspace, document, cursor, *mention)) return found;
    // `[![alt](gone.png)](CHANGELOG.md)`
    if (const plan::Mention* around = link_around(cursor, *mention))
      if (auto found = definition_of_mention(workspace, document, cursor, *around)) return found;
  }
  const Ground ground = ground_at(document, cursor.offset());
  if (ground == Ground::comment) return std::nullopt;
  if (ground == Ground::text || ground == Ground::code) {
    if (auto note = footnote_at(document, cursor)) return note;
    if (auto path = path_at(workspace, document, cursor)) return path;
  }
  if (auto naming = naming_at(workspace, cursor)) {
    Definition out{naming->span, {}};
    for (const FoundEntity& one : naming->entities)
      out.targets.push_back(target_of_entity(workspace, one));
    return out;
  }
  return own_name_at(workspace, document, cursor);
}

}  // namespace pland::features
