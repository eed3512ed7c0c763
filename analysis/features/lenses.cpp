#include "analysis/features/lenses.h"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "analysis/features/card.h"
#include "analysis/features/naming.h"
#include "analysis/features/references.h"
#include "analysis/features/rollup.h"
#include "analysis/features/shipped.h"
#include "analysis/workspace/path.h"

namespace pland::features {
namespace {

using plan::EntityKind;

// Of closed documents that link to a milestone's, so many are read to count; there are more in no
// folder that anybody looks at closely.
constexpr std::size_t most_linking = 48;
constexpr std::size_t most_names = 3;

void add(std::string& line, std::string_view part) {
  if (part.empty()) return;
  if (!line.empty()) line += " \u00b7 ";
  line += part;
}

std::string sums_of(const plan::Plan& plan, std::uint32_t entry) {
  const RollUp sum = roll_up(plan, entry, plan.outline[entry].end);
  std::string line;
  if (sum.initiatives > 0) {
    add(line, fmt::format("{} of {} done", sum.done_initiatives, sum.initiatives));
  } else if (sum.tasks > 0) {
    add(line, fmt::format("{} of {} done", sum.done_tasks, count_of(sum.tasks, "task")));
  }
  if (sum.metrics > 0) add(line, fmt::format("metrics {}/{}", sum.measurable, sum.metrics));
  return line;
}

Span title_of(const plan::Plan& plan, std::uint32_t entry) {
  return plan.section(entry).title_span.shifted(plan.offset(entry));
}

// "PROJECT_PLAN.md, docs/PLAN.md": each once.
class List {
 public:
  void add(std::string name) {
    if (std::find(names_.begin(), names_.end(), name) == names_.end())
      names_.push_back(std::move(name));
  }
  std::string text() const {
    std::string out;
    for (std::size_t i = 0; i < names_.size(); ++i) {
      if (i == most_names) return out + ", \u2026";
      out += (i == 0 ? "" : ", ") + names_[i];
    }
    return out;
  }
  bool empty() const { return names_.empty(); }

 private:
  std::vector<std::string> names_;
};

// "plan: PROJECT_PLAN.md · changelog: 1.2.0".
std::string trace_of(const workspace::Workspace& workspace, const FoundEntity& initiative,
                     const std::vector<ChangelogEntry>& entries) {
  const std::string_view folder = workspace::directory_of(initiative.document->path);
  std::vector<std::pair<plan::DocumentKind, List>> by_kind;
  for (const FoundEntity& other : told_elsewhere(workspace, initiative)) {
    const workspace::Summary& document = *other.document;
    const bool told = document.kind == plan::DocumentKind::changelog;
    if (told || !workspace.is_inside(document.path)) continue;
    auto at = std::find_if(by_kind.begin(), by_kind.end(),
                           [&](const auto& one) { return one.first == document.kind; });
    if (at == by_kind.end()) at = by_kind.insert(at, {document.kind, {}});
    at->second.add(workspace::relative_to(document.path, folder));
  }
  std::sort(by_kind.begin(), by_kind.end(),
            [](const auto& a, const auto& b) { return a.first < b.first; });
  std::string line;
  for (const auto& [kind, list] : by_kind)
    add(line, fmt::format("{}: {}", plan::name(kind), list.text()));
  List releases;
  for (const ChangelogEntry& entry : entries)
    releases.add(entry.release.empty() ? "named" : entry.release);
  if (!releases.empty()) add(line, "changelog: " + releases.text());
  return line;
}

// "5 references", "48+ references".
std::string references_to(const workspace::Workspace& workspace,
                          const workspace::DocumentPtr& document, std::string_view slug) {
  Subject heading;
  heading.kind = Subject::Kind::heading;
  heading.path = document->path;
  heading.slug = slug;
  std::size_t count = 0, read = 0;
  bool more = false;
  const auto look = [&](const workspace::DocumentPtr& one) {
    if (one == nullptr) return;
    for (const Reference& found : references_in(workspace, one, heading))
      if (found.role == Reference::Role::link) ++count;
  };
  look(document);
  for (const workspace::SummaryPtr& other : linking_to(workspace, document->path)) {
    if (other->path == document->path) continue;
    const bool open = workspace.open.contains(other->path);
    if (!open && read++ >= most_linking) {
      more = true;
      continue;
    }
    look(workspace.document(other->path));
  }
  if (count == 0) return {};
  return more ? fmt::format("{}+ references", count) : count_of(count, "reference");
}

}  // namespace

std::vector<Lens> lenses(const workspace::Workspace& workspace,
                         const workspace::Document& document) {
  const plan::Plan& plan = *document.plan;
  std::vector<Lens> out;
  if (plan.is_template || plan.kind == plan::DocumentKind::changelog) return out;
  for (std::uint32_t entry = 0; entry < plan.outline.size(); ++entry) {
    if (plan.outline[entry].unit != EntityKind::milestone) continue;
    std::string sums = sums_of(plan, entry);
    if (sums.empty()) continue;
    out.push_back({title_of(plan, entry), std::move(sums), plan.section(entry).title});
  }
  std::vector<const workspace::NamedEntity*> initiatives;
  for (const workspace::NamedEntity& entity : document.summary->entities)
    if (entity.kind == EntityKind::initiative) initiatives.push_back(&entity);
  const auto entries = changelog_entries(workspace, document.path, initiatives);
  for (std::size_t i = 0; i < initiatives.size(); ++i) {
    std::string trace = trace_of(workspace, {document.summary, initiatives[i]}, entries[i]);
    if (!trace.empty()) out.push_back({initiatives[i]->place.span, std::move(trace), {}});
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const Lens& a, const Lens& b) { return a.span.begin < b.span.begin; });
  return out;
}

std::optional<Lens> resolve_lens(const workspace::Workspace& workspace,
                                 const workspace::DocumentPtr& document, std::string_view name,
                                 std::uint32_t offset) {
  const plan::Plan& plan = *document->plan;
  std::uint32_t best = plan::no_index, nearest = 0;
  for (std::uint32_t entry = 0; entry < plan.outline.size(); ++entry) {
    if (plan.outline[entry].unit != EntityKind::milestone || plan.section(entry).title != name)
      continue;
    const std::uint32_t at = title_of(plan, entry).begin;
    const std::uint32_t far = at > offset ? at - offset : offset - at;
    if (best != plan::no_index && far >= nearest) continue;
    best = entry;
    nearest = far;
  }
  if (best == plan::no_index) return std::nullopt;
  Lens lens{title_of(plan, best), sums_of(plan, best), std::string(name)};
  add(lens.title, references_to(workspace, document, plan.slugs[best]));
  return lens;
}

}  // namespace pland::features
