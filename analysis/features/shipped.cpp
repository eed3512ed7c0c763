#include "analysis/features/shipped.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "analysis/features/name_match.h"
#include "analysis/features/naming.h"
#include "analysis/plan/period.h"
#include "analysis/workspace/path.h"

namespace pland::features {
namespace {

constexpr std::size_t most_changelogs = 8;

// The words of a text with one space before and behind each: " tide gauge alerts ".
std::string spaced_words(std::string_view text) {
  const std::string folded = fold_name(text);
  std::string out = " ";
  for (const Span word : words_of(folded)) {
    out += word.of(folded);
    out += ' ';
  }
  return out;
}

// Names by their first word, to be found in a text in one pass.
class Names {
 public:
  void add(std::string_view name, std::size_t thing) {
    std::string words = spaced_words(name);
    const std::size_t end = words.find(' ', 1);
    if (end == std::string::npos) return;
    const bool single = end + 1 == words.size();
    std::string first = words.substr(1, end - 1);
    names_.emplace(std::move(first), Name{std::move(words), thing, single});
  }

  // Calls visit(thing) for each name in `text`; `lead` is what the text begins with in bold.
  template <typename Visit>
  void each_in(const std::string& text, const std::string& lead, Visit&& visit) const {
    for (std::size_t at = 0; at + 1 < text.size(); at = text.find(' ', at + 1)) {
      const std::size_t end = text.find(' ', at + 1);
      if (end == std::string::npos) return;
      auto [name, last] = names_.equal_range(text.substr(at + 1, end - at - 1));
      for (; name != last; ++name) {
        const Name& one = name->second;
        if (one.single ? lead == one.words : text.compare(at, one.words.size(), one.words) == 0)
          visit(one.thing);
      }
    }
  }

 private:
  struct Name {
    std::string words;
    std::size_t thing;
    bool single;
  };
  std::unordered_multimap<std::string, Name> names_;
};

// How many folders lie between two files.
std::size_t distance(std::string_view a, std::string_view b) {
  const std::string way = workspace::relative_to(a, workspace::directory_of(b));
  return static_cast<std::size_t>(std::count(way.begin(), way.end(), '/'));
}

std::vector<workspace::DocumentPtr> changelogs(const workspace::Workspace& workspace,
                                               std::string_view path) {
  std::vector<std::pair<std::size_t, std::string>> near;
  each_summary(workspace, [&](const workspace::SummaryPtr& summary) {
    if (summary->kind == plan::DocumentKind::changelog && summary->path != path)
      near.emplace_back(distance(summary->path, path), summary->path);
  });
  std::sort(near.begin(), near.end());
  if (near.size() > most_changelogs) near.resize(most_changelogs);
  std::vector<workspace::DocumentPtr> out;
  for (const auto& [far, one] : near)
    if (auto document = workspace.document(one)) out.push_back(std::move(document));
  return out;
}

std::string release_name(std::string_view title) {
  const auto period = plan::find_period(title);
  if (period && period->period.kind == plan::PeriodKind::release && !period->period.label.empty())
    return period->period.label;
  const auto is_mark = [](char c) { return c == '[' || c == ']' || c == ' '; };
  while (!title.empty() && is_mark(title.front())) title.remove_prefix(1);
  while (!title.empty() && is_mark(title.back())) title.remove_suffix(1);
  return std::string(title);
}

// Calls visit(Item, Span in the document, release) for each entry.
template <typename Visit>
void each_entry(const workspace::Document& document, Visit&& visit) {
  const plan::Plan& plan = *document.plan;
  std::string release;
  for (std::uint32_t entry = 0; entry < plan.outline.size(); ++entry) {
    if (plan.outline[entry].unit == plan::EntityKind::release)
      release = release_name(plan.section(entry).title);
    const plan::ChapterFacts& facts = plan.facts(entry);
    // Items stand in the order of their sections.
    const std::uint32_t section = plan.outline[entry].section;
    auto item = std::partition_point(facts.items.begin(), facts.items.end(),
                                     [&](const plan::Item& one) { return one.section < section; });
    for (; item != facts.items.end() && item->section == section; ++item)
      if (!item->placeholder) visit(*item, item->text.shifted(plan.offset(entry)), release);
  }
}

}  // namespace

std::vector<ChangelogEntry> entries_of(const workspace::DocumentPtr& document) {
  std::vector<ChangelogEntry> out;
  if (document->plan->kind != plan::DocumentKind::changelog) return out;
  each_entry(*document, [&](const plan::Item& item, Span span, const std::string& release) {
    out.push_back({document, span, item.plain, release});
  });
  return out;
}

std::vector<std::vector<ChangelogEntry>> changelog_entries(
    const workspace::Workspace& workspace, std::string_view path,
    const std::vector<const workspace::NamedEntity*>& things) {
  std::vector<std::vector<ChangelogEntry>> out(things.size());
  if (things.empty()) return out;
  Names names;
  for (std::size_t i = 0; i < things.size(); ++i) {
    names.add(things[i]->key, i);
    if (!things[i]->id.empty()) names.add(things[i]->id, i);
  }
  for (const workspace::DocumentPtr& document : changelogs(workspace, path)) {
    each_entry(*document, [&](const plan::Item& item, Span span, const std::string& release) {
      names.each_in(spaced_words(item.plain), spaced_words(item.name), [&](std::size_t thing) {
        auto& found = out[thing];
        if (!found.empty() && found.back().document == document && found.back().span == span)
          return;
        found.push_back({document, span, item.plain, release});
      });
    });
  }
  return out;
}

}  // namespace pland::features
