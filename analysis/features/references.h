// Everything that refers to a thing, in all documents of the workspace, open or not: links to a
// heading or file in any form, uses of a definition, one web address, what names an initiative, the
// same owner.
//
// The index of targets says which documents link to a file, and their bytes which could name
// something; only those are parsed. A link counts where it leads to the thing now: a fragment that
// can only mean one heading is a reference, as definition has it. What stands in fences and
// comments refers to nothing, but for the navigation boxes of guides.
//
// Left out: what is to be written there instead (rename.h).
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "analysis/features/subject.h"
#include "analysis/workspace/workspace.h"

namespace pland::features {

struct Reference {
  enum class Role : std::uint8_t {
    declaration,  // the heading, definition, file's name
    link,
    name,   // the thing is named, or an owner or status is said
    alike,  // the same thing in another document: a plan's item of the roadmap's initiative
  } role = Role::link;
  workspace::DocumentPtr document;
  Span span;                               // all of the link; the name
  const plan::Mention* mention = nullptr;  // of a link; `base` is its chapter's offset
  std::uint32_t base = 0;
};

// In one document only, in text order.
std::vector<Reference> references_in(const workspace::Workspace& workspace,
                                     const workspace::DocumentPtr& document,
                                     const Subject& subject);
// In the document asked about first, then by path; in text order. A name within a link that is
// there already is left out. `stop` is asked between documents; then the answer is whatever there
// is.
std::vector<Reference> references(const workspace::Workspace& workspace,
                                  const workspace::DocumentPtr& asked, const Subject& subject,
                                  const std::function<bool()>& stop = {});

// The documents of the workspace that `wanted` says yes to by their bytes, by path, open ones
// always; none once `stop` says so.
template <typename Wanted, typename Visit>
void each_document_with(const workspace::Workspace& workspace, Wanted&& wanted, Visit&& visit,
                        const std::function<bool()>& stop = {}) {
  bool stopped = false;
  each_summary(workspace, [&](const workspace::SummaryPtr& summary) {
    stopped = stopped || (stop && stop());
    if (stopped) return;
    const bool open = workspace.open.contains(summary->path);
    if (!open && workspace.disk != nullptr && workspace.disk->text &&
        !wanted(summary->path, workspace.disk->text(summary->path)))
      return;
    if (workspace::DocumentPtr document = workspace.document(summary->path)) visit(document);
  });
}

}  // namespace pland::features
