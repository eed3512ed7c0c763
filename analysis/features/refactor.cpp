#include "analysis/features/refactor.h"

#include <algorithm>
#include <array>

namespace pland::features {
namespace {

constexpr std::array table = {
    Refactoring{.name = "add-heading",
                .kind = "quickfix",
                .other_files = true,
                .mends = "broken-anchor",
                .title = title_of_add_heading,
                .make = add_heading},
    Refactoring{.name = "link-to-reference",
                .kind = "refactor.rewrite",
                .title = title_of_to_reference,
                .make = to_reference},
    Refactoring{.name = "reference-to-link",
                .kind = "refactor.rewrite",
                .title = title_of_to_inline,
                .make = to_inline},
    Refactoring{.name = "extract-links",
                .kind = "refactor.extract",
                .title = title_of_extract_links,
                .make = extract_links},
    Refactoring{.name = "move-section",
                .kind = "refactor.move",
                .makes_file = true,
                .other_files = true,
                .title = title_of_move_section,
                .make = move_section},
    Refactoring{.name = "align-table",
                .kind = "refactor.rewrite",
                .title = title_of_align_table,
                .make = align_table},
    Refactoring{.name = "renumber-list",
                .kind = "refactor.rewrite",
                .title = title_of_renumber_list,
                .make = renumber_list},
    Refactoring{.name = "insert-contents",
                .kind = "refactor.rewrite",
                .title = title_of_insert_contents,
                .make = insert_contents},
    Refactoring{.name = "update-contents-here",
                .kind = "refactor.rewrite",
                .title = title_of_update_contents_here,
                .make = update_contents},
    Refactoring{.name = "update-contents",
                .kind = "source.updateTableOfContents.pland",
                .when_asked = true,
                .title = title_of_update_contents,
                .make = update_contents},
    Refactoring{.name = "organize-definitions",
                .kind = "source.organizeLinkDefinitions.pland",
                .when_asked = true,
                .title = title_of_organize_definitions,
                .make = organize_definitions},
};

}  // namespace

std::span<const Refactoring> refactorings() { return table; }

const Refactoring* find_refactoring(std::string_view name) {
  const auto found = std::find_if(table.begin(), table.end(),
                                  [&](const Refactoring& row) { return row.name == name; });
  return found == table.end() ? nullptr : &*found;
}

}  // namespace pland::features
