// What a text says, in numbers: enough to tell whether it speaks of a thing by its name, its
// identifier or a link, without keeping the text.
//
// A name is said where each two of its words follow each other somewhere. Words that every text is
// full of ("the", "of") are left out on both sides. Names of a single word say nothing: too many
// texts have the word and mean something else.
//
// Plans, decision records and changelogs are read whole; of documents without a kind their headings
// and links count. Roadmaps, goals and guides speak of what is worked on elsewhere: they say
// nothing.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/plan/facts.h"
#include "analysis/text/span.h"

namespace pland::workspace {

// The numbers of a chapter (NameForm::said), sorted, each once. `path` is the document's: links are
// known by where they lead.
std::vector<std::uint32_t> said_in(const plan::ChapterFacts& facts, std::string_view path);

// What a text that says a name has all of; empty where a name says nothing.
std::vector<std::uint32_t> numbers_of_name(std::string_view name);
// … that names an identifier ("TEN-3"), in any case.
std::uint32_t number_of_id(std::string_view id);
// … that links to a heading; `target` is `path#fragment`.
std::uint32_t number_of_link(std::string_view target);

// The identifiers in a text ("TEN-3"), where they stand as words of their own.
std::vector<Span> ids_in(std::string_view text);

// An entry of a changelog that names something by its identifier, in lower case, or links to it
// (`path#fragment`).
struct Entry {
  std::string name;
  std::uint32_t offset = 0;  // of the item, in the chapter
};
// Those of a changelog's chapter in text order. Entries that say that it is not all done are none.
std::vector<Entry> entries_in(const plan::ChapterFacts& facts, std::string_view path);

}  // namespace pland::workspace
