#include "analysis/features/links.h"

#include <map>

#include "analysis/features/cards.h"
#include "analysis/features/cursor.h"
#include "analysis/features/definition.h"
#include "analysis/workspace/path.h"

namespace pland::features {
namespace {

using plan::MentionForm;

// What is clicked: the text where there is one, the address of a definition, an image's address.
Span shown(const plan::Mention& mention) {
  if (mention.form == MentionForm::definition) return mention.destination;
  if (mention.form != MentionForm::link) return mention.span;
  if (mention.image && !mention.destination.empty()) return mention.destination;
  return mention.span;
}

// What a client can open: a whole address.
std::string web_address(const workspace::Document& document, const plan::Mention& mention) {
  std::string address = address_of(document, mention);
  if (address.starts_with("//")) return "https:" + address;  // as on a page of the web
  // `www.…` and addresses of mail have no scheme of their own.
  const bool bare =
      mention.form == MentionForm::link && (mention.link_form == markdown::LinkForm::bare ||
                                            mention.link_form == markdown::LinkForm::autolink);
  if (!bare || address.find(':') != std::string::npos) return address;
  return (address.find('@') != std::string::npos ? "mailto:" : "https://") + address;
}

}  // namespace

std::vector<DocumentLink> links(const workspace::Workspace& workspace,
                                const workspace::Document& document) {
  std::vector<DocumentLink> out;
  std::map<std::string, std::string> titles;  // path → tooltip, asked once
  for (const plan::PlacedChapter& chapter : document.plan->chapters) {
    const plan::Mention* around = nullptr;  // the last link that is in no other
    for (const plan::Mention& mention : chapter.facts->mentions) {
      if (around != nullptr && shows(*around, mention)) continue;
      if (mention.form == MentionForm::link &&
          (around == nullptr || mention.span.begin >= around->span.end))
        around = &mention;
      if (mention.placeholder) continue;
      const Span span = shown(mention).shifted(chapter.offset);
      if (span.empty()) continue;
      const workspace::Target resolved = workspace::resolve(workspace, document, mention);
      const auto file = mentioned_file(workspace, document, mention);
      if (resolved.kind == workspace::Target::Kind::external && !file) {
        DocumentLink link;
        link.span = span;
        link.target = web_address(document, mention);
        link.external = true;
        if (!link.target.empty()) out.push_back(std::move(link));
        continue;
      }
      if (!file) continue;
      DocumentLink link;
      link.span = span;
      link.target = file->target.path;
      auto [title, is_new] = titles.try_emplace(link.target);
      if (is_new) {
        const auto summary = may_show(workspace, document.path, link.target)
                                 ? workspace.summary(link.target)
                                 : nullptr;
        title->second = summary != nullptr && !summary->title.empty()
                            ? summary->title
                            : std::string(workspace::basename_of(link.target));
      }
      link.tooltip = title->second;
      if (!file->target.fragment.empty()) {
        if (file->target.line_fragment) {
          std::uint32_t line = 0;
          for (const char c : file->target.fragment.substr(1)) {
            if (c < '0' || c > '9' || line > 100'000'000) break;
            line = line * 10 + static_cast<std::uint32_t>(c - '0');
          }
          if (line > 0) link.line = line - 1;
        } else if (const auto target =
                       target_of_fragment(workspace, link.target, file->target.fragment)) {
          link.line = target->selection.begin.line;
          if (const auto summary = workspace.summary(link.target);
              summary != nullptr && may_show(workspace, document.path, link.target)) {
            const workspace::Anchor* anchor = find_anchor(*summary, file->target.fragment);
            if (anchor != nullptr && !anchor->title.empty())
              link.tooltip += " › " + std::string(anchor->title);
          }
        } else if (link.target == document.path) {
          continue;  // a heading of its own that it does not have
        }
      }
      out.push_back(std::move(link));
    }
  }
  return out;
}

}  // namespace pland::features
