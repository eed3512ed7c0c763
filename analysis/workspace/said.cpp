#include "analysis/workspace/said.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "analysis/text/unicode.h"
#include "analysis/workspace/index.h"
#include "analysis/workspace/workspace.h"

namespace pland::workspace {
namespace {

using plan::DocumentKind;

constexpr std::size_t longest_word = 40;  // bytes

bool is_upper(char c) { return 'A' <= c && c <= 'Z'; }
bool is_digit(char c) { return '0' <= c && c <= '9'; }
bool is_ascii_word(char c) {
  return is_upper(c) || is_digit(c) || ('a' <= c && c <= 'z') || c == '_';
}

bool is_everywhere(std::string_view word) {
  constexpr std::array<std::string_view, 27> words = {
      "a",   "all",  "an", "and",  "are", "as", "at",  "be",  "by",
      "for", "from", "in", "into", "is",  "it", "its", "of",  "on",
      "or",  "our",  "so", "that", "the", "to", "we",  "who", "with"};
  return std::binary_search(words.begin(), words.end(), word);
}

// Calls visit(word) for each run of letters and digits, folded; long ones are nobody's name.
template <typename Visit>
void each_word(std::string_view text, Visit&& visit) {
  const std::string folded =
      text::fold_case(text::is_ascii(text) ? std::string(text) : text::compose(text));
  std::size_t begin = 0, at = 0;
  const auto end_word = [&] {
    const std::string_view word = std::string_view(folded).substr(begin, at - begin);
    if (!word.empty() && word.size() <= longest_word && !is_everywhere(word)) visit(word);
  };
  while (at < folded.size()) {
    const text::Decoded next = text::decode(folded, at);
    if (!text::is_letter(next.code) && !text::is_number(next.code) && !text::is_mark(next.code)) {
      // "skipper's" is one word.
      const bool inside = (next.code == '\'' || next.code == 0x2019) && at > begin;
      if (!inside) {
        end_word();
        begin = at + next.size;
      }
    }
    at += next.size;
  }
  end_word();
}

void add_pairs(std::string_view text, std::vector<std::uint32_t>& out) {
  std::string pair;
  each_word(text, [&](std::string_view word) {
    const std::size_t first = pair.rfind(' ') + 1;
    const bool alone = pair.empty();
    pair.erase(0, first);
    pair += alone ? "" : " ";
    pair += word;
    if (!alone) out.push_back(hash_of(NameForm::said, pair));
  });
}

// Where a link with a fragment leads, as a target has it; empty for any other.
std::string heading_linked_to(const plan::Mention& mention, std::string_view path) {
  if (mention.placeholder || !mention.has_fragment || mention.wiki || mention.in_quote) return {};
  if (mention.form != plan::MentionForm::link && mention.form != plan::MentionForm::definition)
    return {};
  const Target target = resolve(path, mention.target);
  if (target.kind != Target::Kind::file || target.fragment.empty()) return {};
  return target.path + "#" + target.fragment;
}

// "First part of TEN-3": there will be more of it.
bool says_not_all(std::string_view text) {
  const std::string lower = text::lower(text);
  for (const std::string_view words :
       {"part of",          "partial",     "partly",  "first step", "first part",
        "towards",          "toward ",     "prepar",  "groundwork", "foundation",
        "work in progress", "wip",         "not yet", "postponed",  "deferred",
        "moved to",         "known issue", "planned", "reverted",   "revert "})
    if (lower.find(words) != std::string::npos) return true;
  return false;
}

}  // namespace

std::vector<Span> ids_in(std::string_view text) {
  std::vector<Span> out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!is_upper(text[at])) continue;
    const std::size_t begin = at;
    while (at < text.size() && is_upper(text[at])) ++at;
    const std::size_t letters = at - begin;
    if (begin > 0 && (is_ascii_word(text[begin - 1]) || text[begin - 1] == '-')) continue;
    if (at >= text.size() || text[at] != '-' || letters < 2 || letters > 10) continue;
    std::size_t end = at + 1;
    while (end < text.size() && is_digit(text[end])) ++end;
    const std::size_t digits = end - at - 1;
    if (digits == 0 || digits > 9) continue;
    if (end < text.size() && (is_ascii_word(text[end]) || text[end] == '-')) continue;
    // "STORY-11.2" is no story 11.
    if (end + 1 < text.size() && text[end] == '.' && is_digit(text[end + 1])) continue;
    out.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
    at = end - 1;
  }
  return out;
}

std::vector<std::uint32_t> numbers_of_name(std::string_view name) {
  std::vector<std::uint32_t> out;
  add_pairs(name, out);
  return out;
}

std::uint32_t number_of_id(std::string_view id) { return hash_of(NameForm::said, text::lower(id)); }

std::uint32_t number_of_link(std::string_view target) { return hash_of(NameForm::said, target); }

std::vector<std::uint32_t> said_in(const plan::ChapterFacts& facts, std::string_view path) {
  std::vector<std::uint32_t> out;
  const DocumentKind kind = facts.before.kind;
  const bool whole = kind == DocumentKind::plan || kind == DocumentKind::decision ||
                     kind == DocumentKind::changelog;
  if (!whole && kind != DocumentKind::none) return out;
  for (const plan::Run& run : facts.runs) {
    if (run.quoted || (!whole && !run.heading)) continue;
    add_pairs(run.plain.text, out);
    for (const Span id : ids_in(run.plain.text)) out.push_back(number_of_id(id.of(run.plain.text)));
  }
  for (const plan::Mention& mention : facts.mentions)
    if (const std::string target = heading_linked_to(mention, path); !target.empty())
      out.push_back(number_of_link(target));
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  out.shrink_to_fit();
  return out;
}

std::vector<Entry> entries_in(const plan::ChapterFacts& facts, std::string_view path) {
  std::vector<Entry> out;
  if (facts.before.kind != DocumentKind::changelog) return out;
  auto mention = facts.mentions.begin();
  for (const plan::Item& item : facts.items) {
    if (item.placeholder || item.struck || item.depth > 0) continue;
    const bool not_all =
        says_not_all(item.plain) || says_not_all(facts.sections[item.section].title);
    for (; mention != facts.mentions.end() && mention->span.begin < item.text.end; ++mention) {
      if (not_all || mention->span.begin < item.text.begin) continue;
      if (std::string target = heading_linked_to(*mention, path); !target.empty())
        out.push_back({std::move(target), item.span.begin});
    }
    if (not_all) continue;
    for (const Span id : ids_in(item.plain))
      out.push_back({text::lower(id.of(item.plain)), item.span.begin});
  }
  return out;
}

}  // namespace pland::workspace
