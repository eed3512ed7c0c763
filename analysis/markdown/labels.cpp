#include "analysis/markdown/labels.h"

#include <algorithm>

#include "analysis/markdown/lines.h"
#include "analysis/markdown/locate.h"
#include "analysis/text/unicode.h"

namespace pland::markdown {
namespace {

std::string collapse(std::string_view label) {
  std::string out;
  bool fresh_line = false;
  for (const char c : label) {
    if (is_newline(c)) fresh_line = true;
    if (is_blank(c) || is_newline(c) || (fresh_line && c == '>')) {
      if (!out.empty() && out.back() != ' ') out += ' ';
    } else {
      fresh_line = false;
      out += c;
    }
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

struct Hash {  // FNV-1a
  std::uint64_t value = 0xcbf29ce484222325;

  void add(unsigned char byte) { value = (value ^ byte) * 0x100000001b3; }
  std::uint64_t end() const { return value ^ (value >> 32); }
};

std::uint64_t hash_folded(std::string_view label) {
  Hash hash;
  for (const char c : text::fold_case(collapse(label))) hash.add(static_cast<unsigned char>(c));
  return hash.end();
}

// Behind the marks of the containers that a line may open.
std::size_t behind_marks(std::string_view line) {
  std::size_t at = 0;
  while (at < line.size() && (is_blank(line[at]) ||
                              std::string_view(">-+*.)").find(line[at]) != std::string_view::npos ||
                              (line[at] >= '0' && line[at] <= '9'))) {
    ++at;
  }
  return at;
}

}  // namespace

std::uint64_t label_hash(std::string_view label) {
  Hash hash;
  bool space = false, started = false;
  for (const char c : label) {
    auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x80 || is_newline(c)) return hash_folded(label);  // rare
    if (is_blank(c)) {
      space = started;
      continue;
    }
    if (space) hash.add(' ');
    space = false;
    started = true;
    hash.add(c >= 'A' && c <= 'Z' ? static_cast<unsigned char>(byte + 32) : byte);
  }
  return hash.end();
}

void collect_labels(const Segment& segment, LabelSet& labels) {
  for (const Definition& definition : segment.tree.definitions) {
    if (definition.footnote) continue;
    std::string_view label = segment.view(definition.label);
    labels.push_back({label_hash(label), collapse(label)});
  }
}

LabelSet guess_labels(std::string_view text) {
  LabelSet labels;
  for (std::size_t begin = 0; begin < text.size();) {
    const Line line = line_at(text, begin);
    const std::size_t at = begin + behind_marks(line.text);
    begin = line.next;
    if (at >= text.size() || text[at] != '[') continue;
    const auto end =
        scan_label(text, static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(text.size()));
    if (end == 0 || end >= text.size() || text[end] != ':') continue;
    std::string_view label = text.substr(at + 1, end - at - 2);
    if (label[0] != '^') labels.push_back({label_hash(label), collapse(label)});
  }
  sort_labels(labels);
  return labels;
}

void sort_labels(LabelSet& labels) {
  std::stable_sort(labels.begin(), labels.end());
  labels.erase(std::unique(labels.begin(), labels.end(),
                           [](const Label& a, const Label& b) { return a.hash == b.hash; }),
               labels.end());
}

bool same_labels(const LabelSet& a, const LabelSet& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const Label& x, const Label& y) { return x.hash == y.hash; });
}

std::vector<std::uint64_t> changed_labels(const LabelSet& a, const LabelSet& b) {
  std::vector<std::uint64_t> out;
  auto i = a.begin(), j = b.begin();
  while (i != a.end() || j != b.end()) {
    if (j == b.end() || (i != a.end() && i->hash < j->hash))
      out.push_back((i++)->hash);
    else if (i == a.end() || j->hash < i->hash)
      out.push_back((j++)->hash);
    else
      ++i, ++j;
  }
  return out;
}

void read_candidates(std::string_view text, std::vector<std::uint64_t>& hashes) {
  hashes.clear();
  const auto limit = static_cast<std::uint32_t>(text.size());
  for (std::size_t at = text.find('['); at != std::string_view::npos; at = text.find('[', at + 1)) {
    std::size_t escapes = at;
    while (escapes > 0 && text[escapes - 1] == '\\') --escapes;
    if ((at - escapes) % 2 == 1) continue;
    const std::uint32_t end = scan_label(text, static_cast<std::uint32_t>(at), limit);
    if (end != 0) hashes.push_back(label_hash(text.substr(at + 1, end - at - 2)));
  }
  std::sort(hashes.begin(), hashes.end());
  hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
}

}  // namespace pland::markdown
