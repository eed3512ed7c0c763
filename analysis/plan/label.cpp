#include "analysis/plan/label.h"

#include <algorithm>
#include <array>
#include <bit>
#include <iterator>

#include "analysis/plan/label_aliases.h"
#include "analysis/plan/reader.h"
#include "analysis/text/mojibake.h"
#include "analysis/text/unicode.h"

namespace pland::plan {
namespace {

// Trailing `:;.—–-` in a normal form; only `：` is longer than three bytes here and none is.
void strip_trailing_punctuation(std::string& s) {
  for (;;) {
    const std::string_view view = s;
    if (view.empty()) return;
    const char last = view.back();
    if (last == ':' || last == ';' || last == '.' || last == '-' || last == ' ') {
      s.pop_back();
    } else if (view.ends_with("—") || view.ends_with("–") || view.ends_with("：")) {
      s.resize(s.size() - 3);
    } else {
      return;
    }
  }
}

// The length of a leading ordinal: "3.2) ", "4. ", "8 "; not a year ("2025 goals").
std::size_t leading_ordinal(std::string_view s) {
  Reader r{s};
  const auto first = r.number(1, 9);
  if (!first) return 0;
  const bool year = r.at == 4;
  bool marked = false;
  while (r.peek() == '.' && is_digit(r.peek(1))) {
    ++r.at;
    if (!r.number(1, 9)) return 0;
    marked = true;
  }
  marked = r.take('.') || r.take(')') || marked;
  if (year && !marked) return 0;
  if (!r.spaces() || r.done()) return 0;
  return r.at;
}

void push_collapsed(std::string& out, char c) {
  if (c == ' ' && (out.empty() || out.back() == ' ')) return;
  out.push_back(c);
}

std::string normalise_ascii(std::string_view title) {
  std::string out;
  out.reserve(title.size());
  for (const char c : title) {
    const bool space = c == ' ' || ('\t' <= c && c <= '\r');
    push_collapsed(out, space ? ' ' : to_lower(c));
  }
  return out;
}

std::string normalise_unicode(std::string_view title) {
  std::string repaired = text::repair(title);
  const std::string_view s = repaired;
  std::string kept;
  kept.reserve(s.size());
  bool has_marks = false;
  for (std::size_t at = 0; at < s.size();) {
    if (const std::size_t emoji = text::emoji_size(s, at)) {
      at += emoji;
      continue;
    }
    const text::Decoded d = text::decode(s, at);
    at += d.size;
    const bool invisible = d.code == 0xFE0E || d.code == 0xFE0F || d.code == 0xAD ||
                           (0x200B <= d.code && d.code <= 0x200F) || d.code == 0x2060 ||
                           d.code == 0xFEFF;
    if (invisible) continue;
    if (text::is_space(d.code)) {
      push_collapsed(kept, ' ');
    } else if (d.code == 0x2018 || d.code == 0x2019) {
      kept.push_back('\'');
    } else {
      has_marks = has_marks || (0x300 <= d.code && d.code <= 0x36F);
      text::append(kept, d.code);
    }
  }
  if (has_marks) kept = text::compose(kept);
  return text::fold_case(kept);
}

// Feeds the bytes of a normal form, folded for matching, to `emit`: no allocation.
template <class Emit>
void fold(std::string_view normal, Emit&& emit) {
  bool pending_space = false, started = false;
  const auto put = [&](char c) {
    if (pending_space && started) emit(' ');
    pending_space = false;
    started = true;
    emit(c);
  };
  for (std::size_t i = 0; i < normal.size(); ++i) {
    const char c = normal[i];
    switch (c) {
      case '&':
        pending_space = true;
        for (const char letter : {'a', 'n', 'd'}) put(letter);
        pending_space = true;
        break;
      case ' ':
      case '-':
      case '_':
        pending_space = true;
        break;
      case '/':
        pending_space = false;
        put('/');
        while (i + 1 < normal.size() && normal[i + 1] == ' ') ++i;
        break;
      case '\'':
      case '"':
      case '`':
      case '*':
      case '[':
      case ']':
      case '?':
      case '!':
        break;
      case '\xE2':
        if (normal.substr(i, 3) == "–" || normal.substr(i, 3) == "—" ||
            normal.substr(i, 3) == "‑") {
          pending_space = true;
          i += 2;
          break;
        }
        put(c);
        break;
      default:
        put(c);
    }
  }
}

std::string folded(std::string_view normal) {
  std::string out;
  out.reserve(normal.size() + 4);
  fold(normal, [&](char c) { out.push_back(c); });
  return out;
}

std::uint32_t hash_of(std::string_view normal) {
  std::uint32_t hash = 2166136261u;  // FNV-1a
  fold(normal, [&](char c) { hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u; });
  return hash;
}

// Does `normal` fold to `key`?
bool folds_to(std::string_view normal, std::string_view key) {
  std::size_t at = 0;
  bool equal = true;
  fold(normal, [&](char c) {
    equal = equal && at < key.size() && key[at] == c;
    ++at;
  });
  return equal && at == key.size();
}

// Calls `each` for the names in one line of a table.
template <class Each>
void split_names(std::string_view names, Each&& each) {
  while (!names.empty()) {
    const std::size_t bar = std::min(names.find(" | "), names.size());
    each(names.substr(0, bar));
    names.remove_prefix(std::min(bar + 3, names.size()));
  }
}

// Open addressing over a table's names; built once, read-only then.
template <class Role>
class Index {
 public:
  template <std::size_t Size>
  explicit Index(const Aliases<Role> (&table)[Size]) {
    std::size_t count = 0;
    for (const Aliases<Role>& line : table) split_names(line.names, [&](auto) { ++count; });
    std::size_t capacity = 16;
    while (capacity < 2 * count) capacity *= 2;
    slots_.resize(capacity);
    for (const Aliases<Role>& line : table)
      split_names(line.names, [&](std::string_view alias) {
        std::size_t at = hash_of(alias) & (capacity - 1);
        while (!slots_[at].key.empty()) at = (at + 1) & (capacity - 1);
        slots_[at] = {folded(alias), line.role};
      });
  }

  std::optional<Role> find(std::string_view normal) const {
    if (normal.empty()) return {};
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t at = hash_of(normal) & mask; !slots_[at].key.empty(); at = (at + 1) & mask)
      if (folds_to(normal, slots_[at].key)) return slots_[at].role;
    return {};
  }

 private:
  struct Slot {
    std::string key;
    Role role{};
  };
  std::vector<Slot> slots_;
};

const Index<SectionRole>& sections() {
  static const Index<SectionRole> index(english_sections);
  return index;
}
const Index<SectionRole>& change_groups() {
  static const Index<SectionRole> index(english_change_groups);
  return index;
}
const Index<FieldRole>& fields() {
  static const Index<FieldRole> index(english_fields);
  return index;
}

std::string_view without_parenthesis(std::string_view normal) {
  if (!normal.ends_with(')')) return normal;
  int depth = 0;
  for (std::size_t at = normal.size(); at-- > 0;) {
    if (normal[at] == ')') ++depth;
    if (normal[at] == '(' && --depth == 0) {
      std::string_view rest = text::trim(normal.substr(0, at));
      while (!rest.empty() && (rest.back() == ':' || rest.back() == '.' || rest.back() == ' '))
        rest.remove_suffix(1);
      return rest.empty() ? normal : rest;
    }
  }
  return normal;
}

// What stands before ": rest", " - rest" or " — rest".
std::string_view before_separator(std::string_view normal) {
  const std::size_t cut = std::min({normal.find(": "), normal.find(" - "), normal.find(" – "),
                                    normal.find(" — "), normal.find('|')});
  return cut == std::string_view::npos ? normal : text::trim(normal.substr(0, cut));
}

std::string_view without_modifier(std::string_view normal) {
  for (const std::string_view modifier : english_modifiers)
    if (normal.size() > modifier.size() + 1 && normal.starts_with(modifier) &&
        normal[modifier.size()] == ' ')
      return normal.substr(modifier.size() + 1);
  return normal;
}

template <class Role>
std::optional<Role> find_role(const Index<Role>& index, std::string_view title) {
  const std::string normal = normalise(title);
  if (const auto role = index.find(normal)) return role;
  std::string_view shorter = without_parenthesis(normal);
  if (shorter.size() < normal.size())
    if (const auto role = index.find(shorter)) return role;
  const std::string_view head = before_separator(shorter);
  if (head.size() < shorter.size()) {
    if (const auto role = index.find(head)) return role;
    shorter = head;
    if (const std::string_view bare = without_parenthesis(head); bare.size() < head.size()) {
      if (const auto role = index.find(bare)) return role;
      shorter = bare;
    }
  }
  if (const std::string_view bare = without_modifier(shorter); bare.size() < shorter.size())
    return index.find(bare);
  return {};
}

template <class Role, std::size_t Size>
std::vector<std::string_view> names_in(const Aliases<Role> (&table)[Size], Role role) {
  std::vector<std::string_view> names;
  for (const Aliases<Role>& line : table)
    if (line.role == role)
      split_names(line.names, [&](std::string_view alias) { names.push_back(alias); });
  return names;
}

std::u32string code_points(std::string_view s) {
  std::u32string out;
  out.reserve(s.size());
  for (std::size_t at = 0; at < s.size();) {
    const text::Decoded d = text::decode(s, at);
    out.push_back(d.code);
    at += d.size;
  }
  return out;
}

unsigned distance(std::u32string_view a, std::u32string_view b, unsigned limit) {
  const std::size_t longer = std::max(a.size(), b.size()), shorter = std::min(a.size(), b.size());
  if (longer - shorter > limit) return limit + 1;
  // Three rows of the table: optimal string alignment looks two rows back for a swap.
  std::vector<unsigned> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = static_cast<unsigned>(j);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = static_cast<unsigned>(i);
    unsigned least = row[0];
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const unsigned change = a[i - 1] == b[j - 1] ? 0 : 1;
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + change});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], before[j - 2] + 1);
      least = std::min(least, row[j]);
    }
    if (least > limit) return limit + 1;
    std::swap(before, last);
    std::swap(last, row);
  }
  return std::min(last[b.size()], limit + 1);
}

}  // namespace

std::string normalise(std::string_view title) {
  std::string out = text::is_ascii(title) ? normalise_ascii(title) : normalise_unicode(title);
  std::size_t start = out.starts_with(' ') ? 1 : 0;
  start += leading_ordinal(std::string_view(out).substr(start));
  if (start > 0) out.erase(0, start);
  strip_trailing_punctuation(out);
  return out;
}

std::string normalise_without_parenthesis(std::string_view title) {
  const std::string normal = normalise(title);
  std::string out(without_parenthesis(normal));
  strip_trailing_punctuation(out);
  return out;
}

std::string_view name(SectionRole role) {
  constexpr std::string_view names[] = {
      "navigation",   "purpose",       "vision",          "themes",
      "initiatives",  "milestones",    "success metrics", "criteria",
      "metrics",      "key results",   "objectives",      "non-goals",
      "deferred",     "risks",         "dependencies",    "dependencies and risks",
      "blockers",     "decisions",     "rationale",       "alternatives",
      "consequences", "context",       "open questions",  "status",
      "now",          "next",          "later",           "in progress",
      "completed",    "backlog",       "next steps",      "revision history",
      "review",       "ownership",     "connections",     "examples",
      "unreleased",   "added",         "changed",         "deprecated",
      "removed",      "fixed",         "security",        "breaking changes",
      "performance",  "documentation", "internal",        "commands",
      "structure",    "code style",    "testing",         "architecture",
      "workflow"};
  static_assert(std::size(names) == static_cast<std::size_t>(SectionRole::workflow) + 1);
  return names[static_cast<std::size_t>(role)];
}

std::string_view name(FieldRole role) {
  for (const Aliases<FieldRole>& line : english_fields)
    if (line.role == role) return line.names.substr(0, line.names.find(" | "));
  return "";
}

bool is_change_group(SectionRole role) {
  return SectionRole::unreleased <= role && role <= SectionRole::internal;
}

std::optional<SectionRole> section_role(std::string_view title) {
  if (const auto role = find_role(sections(), title)) return role;
  return change_groups().find(normalise(title));
}

std::optional<SectionRole> change_group_role(std::string_view title) {
  return find_role(change_groups(), title);
}

std::optional<FieldRole> field_role(std::string_view label) { return find_role(fields(), label); }

std::optional<SectionRole> section_role_of_normal(std::string_view normal) {
  if (const auto role = sections().find(normal)) return role;
  return change_groups().find(normal);
}

std::optional<FieldRole> field_role_of_normal(std::string_view normal) {
  return fields().find(normal);
}

std::vector<std::string_view> names_of(SectionRole role) {
  return is_change_group(role) ? names_in(english_change_groups, role)
                               : names_in(english_sections, role);
}

std::vector<std::string_view> names_of(FieldRole role) { return names_in(english_fields, role); }

unsigned edit_distance(std::string_view a, std::string_view b, unsigned limit) {
  return distance(code_points(a), code_points(b), limit);
}

NearestName::Name NearestName::name_of(std::string_view text) {
  Name name{std::string(text), code_points(text), 0};
  for (const char32_t letter : name.letters) name.set |= 1u << (letter % 32);
  return name;
}

NearestName::NearestName(const std::vector<std::string_view>& names) {
  for (const std::string_view name : names) names_.push_back(name_of(name));
}

std::optional<std::size_t> NearestName::find(std::string_view normal) const {
  constexpr unsigned limit = 2;
  constexpr std::size_t least_length = 6;
  if (normal.size() < least_length) return {};
  const Name wanted = name_of(normal);
  if (wanted.letters.size() < least_length) return {};
  std::optional<std::size_t> best;
  unsigned best_distance = limit + 1;
  bool tied = false;
  for (std::size_t i = 0; i < names_.size(); ++i) {
    // One change of a letter takes one from the set and puts one in.
    if (std::popcount(wanted.set ^ names_[i].set) > static_cast<int>(2 * limit)) continue;
    const unsigned d = distance(wanted.letters, names_[i].letters, limit);
    if (d == 0) return {};
    if (d > limit || d > best_distance) continue;
    tied = d == best_distance && best && names_[*best].text != names_[i].text;
    if (d < best_distance) best = i;
    best_distance = d;
  }
  if (tied) return {};
  return best;
}

}  // namespace pland::plan
