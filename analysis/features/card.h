// A small text for people, written once and read twice: as Markdown and as plain text.
//
// A hover and a completion's documentation are cards. What a document says goes through `escape`,
// so that a title with `*` or `<` in it shows as it is and can bring no image, link or tag of its
// own. Left out: layout; a client shows what it can.
#pragma once

#include <string>
#include <string_view>

namespace pland::features {

struct Card {
  std::string markdown;
  std::string plain;
  bool gap_pending = false;  // before whatever comes next

  bool empty() const { return plain.empty(); }
  // "**Skipper alerts** · initiative · doing": the first line; empty details are left out.
  Card& title(std::string_view name, std::string_view details = {});
  Card& line(std::string_view text);
  Card& item(std::string_view text);                          // of a list
  Card& row(std::string_view label, std::string_view value);  // nothing where the value is empty
  Card& gap();                                                // a new paragraph
  // Text of ours that is Markdown already (a template's guidance): shown as it is.
  Card& guidance(std::string_view markdown_text);
  Card& add(const Card& other);
};

// Text as Markdown shows it literally.
std::string escape(std::string_view text);
// The text up to `bytes`, cut between characters, with an ellipsis where something is missing.
std::string shorten(std::string_view text, std::size_t bytes);
// "3 initiatives", "1 initiative".
std::string count_of(std::size_t count, std::string_view noun);

}  // namespace pland::features
