// How a plan says that something is done, or that it is open again: what is said of one thing is
// said as it is said of those beside it.
//
// The example is the nearest of the same form that says the same: a heading's field for a heading,
// a list item for a list item, a row for a row. Days in it become today's. Where there is none, it
// is the usual word in the plan's language (plan_language.h), in the dress of what stood there.
// Left out: where it is written (refactor_done.cpp).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "analysis/features/markable_work.h"
#include "analysis/features/plan_language.h"

namespace pland::features {

struct Saying {  // what is to be said
  const Work& work;
  bool done = true;  // else: open again
  plan::Date today;
  const PlanLanguage& language;
};

// The usual words, with signs where what stood there had them: "🚧 in progress" → "✅ done".
std::string dressed(const Saying& saying, std::string_view before);
// The value of a status field or cell: as the nearest of the same form has it, else dressed.
// `example` (may be null) says whether it was found.
std::string status_value(const Saying& saying, std::string_view before, bool* example = nullptr);
// The label of the nearest status field of the same form, else of any, else the usual one.
std::string status_label(const Saying& saying);

struct DoneItem {  // of a list
  const plan::ChapterFacts* facts = nullptr;
  std::uint32_t base = 0;  // of the chapter, in the document
  std::uint32_t index = plan::no_index;
  const plan::Item& item() const { return facts->items[index]; }
};
// The nearest item that is done: of the same list, else of another of such things.
std::optional<DoneItem> done_beside(const Saying& saying);
// "… (PAR-101) ✅", "… ✅ Shipped 2026-10-14": where the end of an item's first line says that it is
// done, with the blank before it; in the chapter. Empty where it says nothing.
Span done_tail(const plan::ChapterFacts& facts, const plan::Item& item,
               const PlanLanguage& language);
// Its text, made today's.
std::string tail_of(const DoneItem& model, const Saying& saying);
// The sign before its words. Empty where it has none.
std::string lead_of(const DoneItem& model);
// The item below it that says when it was done ("Shipped 2026-10-14").
std::optional<std::uint32_t> day_below(const plan::ChapterFacts& facts, std::uint32_t item,
                                       const PlanLanguage& language);
// The items right below one, in text order.
std::vector<std::uint32_t> items_below(const plan::ChapterFacts& facts, std::uint32_t item);

// The first line of an item's own words, behind its name where more follows; in the chapter.
Span behind_name(const plan::ChapterFacts& facts, const plan::Item& item);
// A part's joint to what stands before it: "— ", "- ". Its size; 0 where there is none.
std::size_t joint_size(std::string_view text);

}  // namespace pland::features
