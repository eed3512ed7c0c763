// The built-in kinds, and the two questions asked of them: which section is this heading, which
// kind is this file.
#include "analysis/plan/kind.h"

#include <algorithm>

#include "analysis/pages.h"
#include "analysis/plan/kind_template.h"
#include "analysis/plan/reader.h"

namespace pland::plan {
namespace {

// A glob with `*` for any run of bytes; both in lower case.
bool matches_glob(std::string_view text, std::string_view glob) {
  std::size_t t = 0, g = 0, star = std::string_view::npos, behind_star = 0;
  while (t < text.size()) {
    if (g < glob.size() && glob[g] == '*') {
      star = g++;
      behind_star = t;
    } else if (g < glob.size() && glob[g] == text[t]) {
      ++t, ++g;
    } else if (star != std::string_view::npos) {
      g = star + 1;
      t = ++behind_star;
    } else {
      return false;
    }
  }
  while (g < glob.size() && glob[g] == '*') ++g;
  return g == glob.size();
}

// Is some folder of the path named `folder` (with its slash at the end)?
bool has_folder(std::string_view path, std::string_view folder) {
  for (std::size_t at = path.find(folder); at != std::string_view::npos;
       at = path.find(folder, at + 1)) {
    if (at == 0 || path[at - 1] == '/') return true;
  }
  return false;
}

// What a claim on a path weighs; 0: none. `path` is in lower case.
std::size_t weight(std::string_view path, std::string_view name, const std::string& pattern) {
  constexpr std::size_t whole_name = 2000, glob = 1000;
  if (pattern.ends_with('/')) return has_folder(path, pattern) ? pattern.size() : 0;
  if (!matches_glob(name, pattern)) return 0;
  return (pattern.find('*') == std::string::npos ? whole_name : glob) + pattern.size();
}

}  // namespace

const std::vector<KindSchema>& kinds() {
  static const std::vector<KindSchema> all = [] {
    std::vector<KindSchema> out;
    for (const Page& page : pages()) {
      if (page.path.starts_with("kinds/")) out.push_back(parse_kind(page.text));
    }
    std::sort(out.begin(), out.end(),
              [](const KindSchema& a, const KindSchema& b) { return a.kind < b.kind; });
    return out;
  }();
  return all;
}

const KindSchema* schema_of(DocumentKind kind) {
  if (kind == DocumentKind::none) return nullptr;
  for (const KindSchema& schema : kinds())
    if (schema.kind == kind) return &schema;
  return nullptr;
}

std::optional<std::uint32_t> KindSchema::find(std::string_view normal,
                                              std::optional<SectionRole> section_role,
                                              EntityKind unit) const {
  for (bool whole : {true, false}) {
    if (!whole && !normal.ends_with(')')) break;
    auto found = by_name.find(fold_name(normal, whole));
    if (found != by_name.end()) return found->second;
  }
  for (const auto& [pattern, section] : by_pattern)
    if (matches_name(normal, pattern)) return section;
  auto first_where = [&](auto is) -> std::optional<std::uint32_t> {
    for (std::uint32_t i = 0; i < sections.size(); ++i)
      if (is(sections[i])) return i;
    return std::nullopt;
  };
  if (unit != EntityKind::none) {
    auto of_unit = [&](const SchemaSection& s) { return s.entity == unit; };
    auto repeated = first_where([&](const SchemaSection& s) { return of_unit(s) && s.repeat; });
    if (repeated) return repeated;
    if (auto any = first_where(of_unit)) return any;
  }
  if (!section_role) return std::nullopt;
  return first_where([&](const SchemaSection& s) { return s.role == section_role; });
}

DocumentKind kind_of_path(std::string_view path) {
  std::string lower(path);
  std::transform(lower.begin(), lower.end(), lower.begin(), to_lower);
  std::size_t slash = lower.rfind('/');
  std::string_view name =
      std::string_view(lower).substr(slash == std::string::npos ? 0 : slash + 1);
  // Markdown, or a name without an extension (CHANGES); nothing else is a document.
  bool markdown = name.ends_with(".md") || name.ends_with(".markdown") ||
                  name.ends_with(".mdown") || name.ends_with(".mkd");
  if (!markdown && name.find('.') != std::string_view::npos) return DocumentKind::none;
  DocumentKind best = DocumentKind::none;
  std::size_t best_weight = 0;
  for (const KindSchema& schema : kinds()) {
    std::size_t most = 0;
    bool excluded = false;
    for (const std::string& pattern : schema.files) {
      if (pattern.starts_with('!')) {
        excluded = excluded || weight(lower, name, pattern.substr(1)) > 0;
      } else {
        most = std::max(most, weight(lower, name, pattern));
      }
    }
    if (!excluded && most > best_weight) {
      best = schema.kind;
      best_weight = most;
    }
  }
  return best;
}

}  // namespace pland::plan
