// A section in a file of its own. Its heading stays, with a link below it; the file's headings
// begin at the first level. Links into the section follow it from everywhere, and what it links to
// is linked to from where it is now; where a repeat's number is another then, fragments say so.
#include <algorithm>
#include <fmt/format.h>
#include <string>
#include <unordered_map>

#include "analysis/features/contents.h"
#include "analysis/features/cursor.h"
#include "analysis/features/definition.h"
#include "analysis/features/definition_lines.h"
#include "analysis/features/footnotes.h"
#include "analysis/features/refactor.h"
#include "analysis/markdown/labels.h"
#include "analysis/workspace/path.h"
#include "analysis/workspace/wiki.h"

namespace pland::features {
namespace {

using workspace::Anchor;
using workspace::Document;
using workspace::DocumentPtr;

enum class Home : std::uint8_t { old_file, new_file, elsewhere };

bool is_file(std::string_view path) {
  return path.starts_with('/') || (path.size() > 1 && path[1] == ':');
}

bool is_taken(const workspace::Workspace& workspace, const std::string& path) {
  if (workspace.open.contains(path) || workspace.summary(path) != nullptr) return true;
  if (workspace.disk == nullptr || !workspace.disk->look) return false;
  const workspace::DiskEntry entry = workspace.disk->look(path);
  return entry.existence != workspace::Existence::missing || !entry.actual_path.empty();
}

// "q1-2027-jan-mar.md", beside the document.
std::string new_path(const Spot& spot, std::string_view title) {
  std::string name = short_slug(title, 80);
  if (name.empty()) name = "section";
  const std::string_view folder = workspace::directory_of(spot.document.path);
  for (int number = 1;; ++number) {
    const std::string path =
        workspace::join(folder, number == 1 ? name + ".md" : fmt::format("{}-{}.md", name, number));
    // A wiki link says the name alone.
    const bool is_said = spot.document.plan->wiki_links &&
                         !workspace::named(spot.workspace, workspace::basename_of(path)).empty();
    if (!is_said && !is_taken(spot.workspace, path)) return path;
  }
}

// The section whose heading is selected.
std::optional<std::uint32_t> section_to_move(const Spot& spot) {
  const plan::Plan& plan = *spot.document.plan;
  if (plan.outline.empty() || !is_file(spot.document.path)) return std::nullopt;
  const std::uint32_t entry = plan.entry_at(spot.at.begin);
  if (entry >= plan.outline.size() || plan.outline[entry].level == 0) return std::nullopt;
  const Span heading = plan.section(entry).span.shifted(plan.offset(entry));
  if (!heading.touches(spot.at.begin) || !heading.touches(spot.at.end)) return std::nullopt;
  if (plan.is_title(entry) || is_document_title(plan, entry)) return std::nullopt;
  const std::uint32_t body = plan.offset(entry) + plan.section(entry).body.begin;
  const std::string text = spot.document.text.text({body, plan.extent(entry).end});
  if (text.find_first_not_of(" \t\r\n") == std::string::npos) return std::nullopt;
  // A footnote that both files would need: in one of them it would be none.
  if (spot.document.text.text(plan.extent(entry)).find("[^") != std::string::npos &&
      !footnotes_of_move(spot.document, plan.extent(entry), {body, plan.extent(entry).end})
           .possible)
    return std::nullopt;
  return entry;
}

class Moving {
 public:
  Moving(const Spot& spot, std::uint32_t entry)
      : spot_(spot),
        old_(spot.document),
        plan_(*spot.document.plan),
        text_(spot.document.text),
        entry_(entry),
        extent_(plan_.extent(entry)),
        eol_(line_ending(text_)) {
    const std::uint32_t heading_end = plan_.offset(entry) + plan_.section(entry).span.end;
    body_ = {next_line(text_, heading_end), extent_.end};
    path_ = new_path(spot, plan_.section(entry).title);
    name_ = workspace::percent_encode_path(workspace::basename_of(path_));
  }

  std::optional<rules::Fix> run() {
    const FootnoteMove footnotes = footnotes_of_move(old_, extent_, body_);
    if (!footnotes.possible || !read_both() || !share_definitions()) return std::nullopt;
    notes_ = footnotes.along;
    take_notes_out();
    for (const plan::PlacedChapter& chapter : plan_.chapters) {
      for (const plan::Mention& mention : chapter.facts->mentions) {
        const Span span = mention.span.shifted(chapter.offset);
        if (mention.form == plan::MentionForm::definition)
          definitions_.emplace(span.begin, std::pair(&mention, chapter.offset));
        // The heading is in both files.
        if (!body_.contains(span.begin) && !is_in_note(span) &&
            !follow(old_, mention, chapter.offset, Home::old_file, staying_))
          return std::nullopt;
        if ((extent_.contains(span.begin) || is_in_note(span)) &&
            !follow(old_, mention, chapter.offset, Home::new_file, moving_))
          return std::nullopt;
      }
    }
    raise_headings();
    rules::Fix fix;
    fix.create_path = path_;
    fix.create_text = new_text();
    if (!return_definitions()) return std::nullopt;
    staying_.push_back({"", body_, stub_});
    fix.edits = tidy(staying_);
    if (!all_links_there(fix)) return std::nullopt;
    if (!follow_elsewhere(fix)) return std::nullopt;
    return fix;
  }

 private:
  bool is_in_note(Span span) const {
    return std::any_of(notes_.begin(), notes_.end(),
                       [&](Span note) { return note.contains(span); });
  }

  // Notes that follow each other go in one piece.
  void take_notes_out() {
    const auto line_of = [&](std::uint32_t offset) { return text_.position(offset).line; };
    for (std::size_t i = 0; i < notes_.size(); ++i) {
      const std::uint32_t first = line_of(notes_[i].begin);
      const auto only_blank = [&](std::uint32_t from, std::uint32_t to) {
        while (from < to && is_blank_line(text_, from)) ++from;
        return from == to;
      };
      while (i + 1 < notes_.size() &&
             only_blank(line_of(notes_[i].end) + 1, line_of(notes_[i + 1].begin)))
        ++i;
      staying_.push_back(remove_lines(text_, first, line_of(notes_[i].end)));
    }
  }

  std::string stub_text() const {
    const std::string link = fmt::format("[{}]({})", heading_as_link_text(old_, entry_), name_);
    return eol_ + link + eol_ + (extent_.end < text_.size() ? eol_ : "");
  }

  std::string trimmed(std::string text) const {
    text.resize(text.find_last_not_of(" \t\r\n") + 1);
    return text + eol_;
  }

  // Both files as they will be but for their links: what anchors they have. False where some
  // anchor of the text got lost on the way.
  bool read_both() {
    stub_ = stub_text();
    rest_ =
        workspace::with_text(old_, markdown::Document::parse(edited(text_, {{"", body_, stub_}})));
    fresh_ =
        workspace::make_document(path_, 0, markdown::Document::parse(trimmed(text_.text(extent_))),
                                 {{}, plan_.anchor_style, nullptr, false, plan_.wiki_links});
    const auto& anchors = old_.summary->anchors;
    std::size_t staying = 0, moving = 0;
    for (const Anchor& anchor : anchors) {
      const std::uint32_t at = anchor.place.span.begin;
      Places& places = places_.emplace_back();
      if (!body_.contains(at)) places.staying = staying++;
      if (extent_.contains(at)) places.moved = moving++;
    }
    return staying == rest_->summary->anchors.size() && moving == fresh_->summary->anchors.size();
  }

  // Definitions that both files need, and those that go with nobody in what moves.
  bool share_definitions() {
    struct Uses {
      bool inside = false, outside = false;
    };
    std::unordered_map<std::uint64_t, Uses> uses;
    for (const PlacedLink& link : links_of(text_)) {
      if (!link->is_reference()) continue;
      const std::uint32_t at = link.place(link->span).begin;
      Uses& use = uses[markdown::label_hash(link.view(link->label))];
      if (extent_.contains(at)) use.inside = true;
      if (!body_.contains(at)) use.outside = true;
    }
    std::unordered_map<std::uint64_t, bool> seen;
    for (const DefinitionUse& definition : uses_of_definitions(text_)) {
      const Span span = definition.definition.place(definition.definition->span);
      const bool inside = extent_.contains(span.begin);
      const auto [first, is_new] = seen.emplace(definition.label, inside);
      // Which of two counts would be another question in each file.
      if (!is_new && first->second != inside) return false;
      if (!definition.counts) continue;
      const Uses use = uses[definition.label];
      if (inside && use.outside) {
        going_back_.push_back(span);
        if (!use.inside && definition.own_lines)
          moving_.push_back({"", {span.begin, next_line(text_, span.end)}, ""});
      }
      if (!inside && use.inside) going_along_.push_back(span);
    }
    return true;
  }

  // A definition's line as the other file has it.
  std::optional<std::string> defined_at(Span span, Home home) const {
    std::vector<rules::Edit> edits;
    if (const auto found = definitions_.find(span.begin); found != definitions_.end()) {
      const auto& [mention, base] = found->second;
      if (!follow(old_, *mention, base, home, edits)) return std::nullopt;
    }
    return slice(span, std::move(edits));
  }

  std::string slice(Span span, std::vector<rules::Edit> edits) const {
    std::erase_if(edits, [&](const rules::Edit& edit) { return !span.contains(edit.span); });
    for (rules::Edit& edit : edits) {
      edit.span.begin -= span.begin;
      edit.span.end -= span.begin;
    }
    std::string out = text_.text(span);
    edits = tidy(std::move(edits));
    for (auto edit = edits.rbegin(); edit != edits.rend(); ++edit)
      out.replace(edit->span.begin, edit->span.size(), edit->text);
    return out;
  }

  // In order; what lies in another, or says the same place again, goes.
  static std::vector<rules::Edit> tidy(std::vector<rules::Edit> edits) {
    std::stable_sort(edits.begin(), edits.end(), [](const rules::Edit& a, const rules::Edit& b) {
      return a.span.begin != b.span.begin ? a.span.begin < b.span.begin : a.span.end > b.span.end;
    });
    std::vector<rules::Edit> out;
    for (rules::Edit& edit : edits) {
      const bool again =
          !out.empty() && (edit.span.begin < out.back().span.end || edit.span == out.back().span);
      if (!again) out.push_back(std::move(edit));
    }
    return out;
  }

  // The edits that make a mention lead where it led. False where nothing would.
  bool follow(const Document& document, const plan::Mention& mention, std::uint32_t base, Home home,
              std::vector<rules::Edit>& edits) const {
    const bool reference = mention.form == plan::MentionForm::link && !mention.label_key.empty();
    if (mention.placeholder || reference || mention.fragment.empty()) return true;
    const auto file = mentioned_file(spot_.workspace, document, mention);
    if (!file || file->target.path != old_.path || file->target.line_fragment) return true;
    const std::string& fragment = file->target.fragment;
    const Anchor* anchor = old_.summary->anchor(fragment);
    if (anchor == nullptr) return true;
    const Places& places = places_[static_cast<std::size_t>(anchor - old_.summary->anchors.data())];
    // In the old document the heading that stays is what a link leads to.
    const bool to_new = places.moved && !(places.staying && home == Home::old_file);
    const workspace::Summary& target = *(to_new ? fresh_ : rest_)->summary;
    const Anchor* now = &target.anchors[to_new ? *places.moved : *places.staying];

    const std::string path = document.text.text(mention.path.shifted(base));
    const bool own_before = path.empty();
    const bool own_now = to_new == (home == Home::new_file) && home != Home::elsewhere;
    if (mention.wiki) {
      if (own_before ? !own_now : to_new) {
        auto name = to_new ? std::optional(new_wiki_name()) : old_wiki_name();
        if (!name) return false;
        edits.push_back({"", mention.path.shifted(base), std::move(*name)});
      }
      return say_in_wiki_link(document, mention, base, target, *now, edits);
    }
    if (own_before && !own_now) {
      const std::uint32_t hash = mention.fragment.begin + base - 1;
      edits.push_back({"", {hash, hash}, to_new ? name_ : old_name()});
    } else if (!own_before && to_new) {
      const Span name = last_part(path).shifted(mention.path.begin + base);
      edits.push_back({"", name, name_});
    }
    if (target.anchor(fragment) == now) return true;
    if (target.anchor(now->slug) != now) return false;
    edits.push_back({"", mention.fragment.shifted(base), std::string(now->slug)});
    return true;
  }

  // A wiki link says files and headings by their names.
  bool say_in_wiki_link(const Document& document, const plan::Mention& mention, std::uint32_t base,
                        const workspace::Summary& target, const Anchor& now,
                        std::vector<rules::Edit>& edits) const {
    const std::string written = document.text.text(mention.fragment.shifted(base));
    if (workspace::find_wiki_heading(target, written) == &now) return true;
    auto words = workspace::spell_wiki_heading(target, now, false);
    if (!words) return false;
    edits.push_back({"", mention.fragment.shifted(base), std::move(*words)});
    return true;
  }

  // No other file is called so (new_path).
  std::string new_wiki_name() const {
    const std::string_view name = workspace::basename_of(path_);
    return std::string(name.substr(0, name.size() - workspace::extension_of(name).size()));
  }

  // From the new file, which stands beside it.
  std::optional<std::string> old_wiki_name() const {
    return workspace::spell_wiki_file(workspace::file_names(spot_.workspace),
                                      {path_, spot_.workspace.root_of(path_)}, old_.path, false);
  }

  std::string old_name() const {
    return workspace::percent_encode_path(workspace::basename_of(old_.path));
  }

  // The file's name in a path as written, without folders before and a query behind it.
  static Span last_part(const std::string& path) {
    const std::size_t end = std::min(path.find('?'), path.size());
    const std::size_t slash = end == 0 ? std::string::npos : path.rfind('/', end - 1);
    const std::size_t begin = slash == std::string::npos ? 0 : slash + 1;
    return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  }

  // The section's heading becomes the first level, those below it follow.
  void raise_headings() {
    const std::uint32_t by = plan_.outline[entry_].level - 1u;
    if (by == 0) return;
    for (std::uint32_t entry = entry_; entry < plan_.outline[entry_].end; ++entry) {
      const Span span = plan_.section(entry).span.shifted(plan_.offset(entry));
      const std::string heading = text_.text(span);
      if (heading.starts_with('#')) {
        moving_.push_back({"", {span.begin, span.begin + by}, ""});
        continue;
      }
      // Underlined: of the second level, which becomes the first.
      const std::size_t line = heading.find_last_of("\r\n") + 1;
      for (std::size_t at = line; at < heading.size(); ++at) {
        const auto place = span.begin + static_cast<std::uint32_t>(at);
        if (heading[at] == '-') moving_.push_back({"", {place, place + 1}, "="});
      }
    }
  }

  std::string new_text() const {
    std::string out = trimmed(slice(extent_, moving_));
    for (const Span note : notes_) out += eol_ + trimmed(slice(note, moving_));
    bool first = true;
    for (const Span span : going_along_) {
      const auto line = defined_at(span, Home::new_file);
      if (!line) continue;
      out += (first ? eol_ : "") + *line + eol_;
      first = false;
    }
    return out;
  }

  // What is defined in the section and used outside of it.
  bool return_definitions() {
    std::vector<std::string> lines;
    for (const Span span : going_back_) {
      const auto line = defined_at(span, Home::old_file);
      if (!line) return false;
      lines.push_back(*line);
    }
    if (lines.empty()) return true;
    std::optional<std::uint32_t> behind;  // the last definition that stays
    for (const DefinitionUse& use : uses_of_definitions(text_)) {
      const Span span = use.definition.place(use.definition->span);
      if (use.own_lines && !extent_.contains(span.begin))
        behind = text_.line_span(text_.position(span.end).line).end;
    }
    if (behind) {
      std::string text;
      for (const std::string& line : lines) text += eol_ + line;
      staying_.push_back({"", {*behind, *behind}, std::move(text)});
    } else if (extent_.end == text_.size()) {
      stub_ += eol_;
      for (const std::string& line : lines) stub_ += line + eol_;
    } else {
      staying_.push_back(append_lines(text_, lines));
    }
    return true;
  }

  // No reference lost its definition.
  bool all_links_there(const rules::Fix& fix) const {
    const auto rest = markdown::Document::parse(edited(text_, fix.edits));
    const auto fresh = markdown::Document::parse(fix.create_text);
    std::size_t twice = 1;  // the new one, and those in the heading
    for (const PlacedLink& link : links_of(text_)) {
      const std::uint32_t at = link.place(link->span).begin;
      if (extent_.contains(at) && !body_.contains(at)) ++twice;
    }
    return links_of(rest).size() + links_of(fresh).size() == links_of(text_).size() + twice;
  }

  bool follow_elsewhere(rules::Fix& fix) const {
    for (const workspace::SummaryPtr& summary : workspace::linking_to(spot_.workspace, old_.path)) {
      if (summary->path == old_.path) continue;
      const DocumentPtr document = spot_.workspace.document(summary->path);
      if (document == nullptr) continue;
      std::vector<rules::Edit> edits;
      for (const plan::PlacedChapter& chapter : document->plan->chapters) {
        for (const plan::Mention& mention : chapter.facts->mentions) {
          if (!follow(*document, mention, chapter.offset, Home::elsewhere, edits)) return false;
        }
      }
      for (rules::Edit& edit : tidy(std::move(edits))) {
        edit.path = document->path;
        fix.edits.push_back(std::move(edit));
      }
    }
    return true;
  }

  struct Places {  // of an anchor: its number in each file
    std::optional<std::size_t> staying;
    std::optional<std::size_t> moved;
  };

  const Spot& spot_;
  const Document& old_;
  const plan::Plan& plan_;
  const markdown::Document& text_;
  std::uint32_t entry_;
  Span extent_;  // the section with its heading
  Span body_;    // without it
  std::string eol_;
  std::string path_;
  std::string name_;  // as a destination
  std::string stub_;
  DocumentPtr rest_;
  DocumentPtr fresh_;
  std::vector<Places> places_;     // of the old document's anchors
  std::vector<Span> notes_;        // lines of footnotes that go with the section
  std::vector<Span> going_along_;  // definitions that the new file needs, too
  std::vector<Span> going_back_;   // definitions in the section that the old one needs
  std::unordered_map<std::uint32_t, std::pair<const plan::Mention*, std::uint32_t>> definitions_;
  std::vector<rules::Edit> staying_;  // of the old document
  std::vector<rules::Edit> moving_;   // of the section, counted as there
};

}  // namespace

std::optional<std::string> title_of_move_section(const Spot& spot) {
  const auto entry = section_to_move(spot);
  if (!entry) return std::nullopt;
  const std::string path = new_path(spot, spot.document.plan->section(*entry).title);
  return fmt::format("Move the section to {}", workspace::basename_of(path));
}

std::optional<rules::Fix> move_section(const Spot& spot) {
  const auto entry = section_to_move(spot);
  return entry ? Moving(spot, *entry).run() : std::nullopt;
}

}  // namespace pland::features
