// What follows when the text of a heading, or the name of a thing, becomes another: the heart of
// rename.
//
// The document is read again with the new text. Every link into it that led to an anchor must lead
// to the same one (the n-th in the text) afterwards; what does not by itself gets the anchor's new
// slug. Where the name of an entity changed, the places that name it say the new one, in the part
// they said: the whole title, or what stands behind its number. What would not be read as it is
// meant (a pipe in a table, brackets in a link's text) is refused: apart from the title that was
// typed, no block and no inline becomes another.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "analysis/features/naming.h"
#include "analysis/features/rename.h"
#include "analysis/workspace/workspace.h"

namespace pland::features {

// `entities`: whose name is (in) the text, if anything's.
std::variant<Change, Refusal> retitle(const workspace::Workspace& workspace,
                                      const workspace::DocumentPtr& document, Span span,
                                      const std::string& text,
                                      const std::vector<FoundEntity>& entities);

// The same for other words that are said in many places: labels, owners, statuses. `question`,
// where it is not empty, is what a person should agree to first; `everywhere`: any document of the
// workspace may say it.
struct Respelling {
  workspace::DocumentPtr document;
  Span span;
  std::string text;
  bool reshapes = false;  // it may become another inline: a wiki link a link of Markdown's own
};
std::variant<Change, Refusal> respell(const workspace::Workspace& workspace,
                                      const std::vector<Respelling>& places,
                                      const std::string& question, bool everywhere = false);

// Whether a byte of a changelog stands in a release that is out: history.
bool is_released(const workspace::Document& document, std::uint32_t offset);

}  // namespace pland::features
