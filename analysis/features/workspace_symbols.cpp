#include "analysis/features/workspace_symbols.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "analysis/features/name_match.h"
#include "analysis/features/symbol_query.h"
#include "analysis/plan/days.h"
#include "analysis/text/unicode.h"
#include "analysis/workspace/path.h"

namespace pland::features {
namespace {

using workspace::Anchor;
using workspace::Days;
using workspace::NamedEntity;
using workspace::SummaryPtr;

struct Candidate {
  NameRank rank;
  std::uint32_t size;   // of the name
  std::uint32_t order;  // in which it was found
  const SummaryPtr* document;
  const NamedEntity* entity;
  const Anchor* heading;

  bool operator<(const Candidate& other) const {
    return std::tie(rank, size, order) < std::tie(other.rank, other.size, other.order);
  }
};

// The headings above a place, with the days of those that are a time.
class Above {
 public:
  explicit Above(const rules::Settings& settings) : settings_(settings) {}

  void enter(const Anchor& heading) {
    while (!open_.empty() && open_.back().level >= heading.level) open_.pop_back();
    open_.push_back(
        {heading.level, heading.level == 1 ? days_of_document(heading) : Days{}, false});
  }
  void is_from(Days days, bool closed) {
    if (open_.empty()) return;
    open_.back().days = days;
    open_.back().closed = closed;
  }
  // Whether the time that a place takes its days from is over, and said to be.
  bool is_closed() const {
    for (auto at = open_.rbegin(); at != open_.rend(); ++at)
      if (at->days.known()) return at->closed;
    return false;
  }
  Days days() const {
    for (auto at = open_.rbegin(); at != open_.rend(); ++at)
      if (at->days.known()) return at->days;
    return {};
  }

 private:
  struct Heading {
    std::uint8_t level;
    Days days;
    bool closed = false;
  };
  // "OKRs - Q1 2027": what the whole document is about.
  Days days_of_document(const Anchor& title) const {
    const auto days = plan::days_of_title(title.title, settings_.fiscal_year_start);
    return days ? Days(plan::DateRange{days->first.value_or(days->last), days->last}) : Days{};
  }

  const rules::Settings& settings_;
  std::vector<Heading> open_;
};

class Search {
 public:
  Search(const SymbolQuery& query, const rules::Settings& settings, std::size_t most)
      : query_(query), settings_(settings), match_(query.words), most_(most) {}

  // Of equals the first ones count, so that there may be enough.
  bool full() const { return match_.empty() && found_.size() >= most_; }

  void look_in(const SummaryPtr& document) {
    const auto& anchors = document->anchors;
    const auto& entities = document->entities;
    const bool wants_days = query_.wants_days();
    const bool wants_headings = query_.wants_headings();
    Above above(settings_);
    std::size_t next = 0;  // anchor
    const auto headings_before = [&](std::uint32_t line) {
      for (; next < anchors.size() && anchors[next].place.begin.line < line; ++next) {
        if (anchors[next].level == 0) continue;
        if (wants_days) above.enter(anchors[next]);
        if (wants_headings) add(document, nullptr, &anchors[next]);
      }
    };
    for (const NamedEntity& entity : entities) {
      const std::uint32_t line = entity.place.begin.line;
      if (wants_headings || wants_days) headings_before(line);
      Days days;
      if (wants_days) {
        days = days_of(entity, settings_);
        // Its own heading.
        for (; next < anchors.size() && anchors[next].place.begin.line == line; ++next) {
          if (anchors[next].level == 0) continue;
          above.enter(anchors[next]);
          above.is_from(days, entity.status && plan::is_closed(*entity.status));
        }
        if (!days.known()) {
          // What is left below a period that was closed waits for nobody.
          if (query_.overdue && above.is_closed()) continue;
          days = above.days();
        }
      } else if (wants_headings) {
        while (next < anchors.size() && anchors[next].place.begin.line == line) ++next;
      }
      if (meets(query_, entity, days, settings_)) add(document, &entity, nullptr);
    }
    if (wants_headings) headings_before(0xffffffff);
  }

  std::vector<WorkspaceSymbol> best() {
    const auto count = static_cast<std::ptrdiff_t>(std::min(found_.size(), most_));
    std::partial_sort(found_.begin(), found_.begin() + count, found_.end());
    std::vector<WorkspaceSymbol> out;
    out.reserve(static_cast<std::size_t>(count));
    for (auto at = found_.begin(); at != found_.begin() + count; ++at)
      out.push_back({*at->document, at->entity, at->heading});
    return out;
  }

 private:
  void add(const SummaryPtr& document, const NamedEntity* entity, const Anchor* heading) {
    const std::string_view name = entity != nullptr ? entity->title : heading->title;
    if (name.empty()) return;
    auto rank = match_.rank(name);
    if (!rank && entity != nullptr && !entity->id.empty()) rank = match_.rank(entity->id);
    if (!rank) return;
    const auto size = match_.empty() ? 0 : static_cast<std::uint32_t>(name.size());
    const auto order = static_cast<std::uint32_t>(found_.size());
    found_.push_back({*rank, size, order, &document, entity, heading});
  }

  const SymbolQuery& query_;
  const rules::Settings& settings_;
  NameMatch match_;
  std::size_t most_;
  std::vector<Candidate> found_;
};

}  // namespace

bool WorkspaceSymbol::is_gone() const {
  return entity != nullptr &&
         (entity->status == plan::Status::dropped || entity->status == plan::Status::superseded);
}

std::vector<WorkspaceSymbol> workspace_symbols(const workspace::Workspace& workspace,
                                               std::string_view query,
                                               const rules::Settings& settings,
                                               const std::function<bool()>& stop,
                                               std::size_t most) {
  const SymbolQuery wanted = read_query(query, settings);
  Search search(wanted, settings, most);
  std::uint32_t looked_in = 0;
  // Whether to go on.
  const auto look = [&](const SummaryPtr& summary) {
    if (search.full() || (looked_in++ % 64 == 0 && stop && stop())) return false;
    search.look_in(summary);
    return true;
  };
  for (const auto& [path, document] : workspace.open)
    if (!look(document->summary)) return search.best();
  if (workspace.files == nullptr) return search.best();
  for (const auto& [path, summary] : *workspace.files) {
    if (workspace.open.contains(path)) continue;
    if (!look(summary)) break;
  }
  return search.best();
}

std::optional<WorkspaceSymbol> symbol_near(const workspace::Workspace& workspace,
                                           std::string_view path, std::string_view name,
                                           std::uint32_t offset) {
  const SummaryPtr document = workspace.summary(path);
  if (document == nullptr) return std::nullopt;
  std::optional<WorkspaceSymbol> best;
  const auto distance = [&](const workspace::Place& place) {
    const std::uint32_t at = place.span.begin;
    return at > offset ? at - offset : offset - at;
  };
  const auto look = [&](WorkspaceSymbol symbol) {
    if (symbol.name() != name) return;
    if (!best || distance(symbol.place()) < distance(best->place())) best = std::move(symbol);
  };
  for (const NamedEntity& entity : document->entities) look({document, &entity, nullptr});
  for (const Anchor& anchor : document->anchors)
    if (anchor.level > 0) look({document, nullptr, &anchor});
  return best;
}

std::string container_of(const workspace::Workspace& workspace, const WorkspaceSymbol& symbol) {
  const workspace::Summary& document = *symbol.document;
  if (!document.title.empty() && document.title != symbol.name()) return document.title;
  const std::string_view root = workspace.root_of(document.path);
  return root.empty() ? std::string(workspace::basename_of(document.path))
                      : workspace::relative_to(document.path, root);
}

}  // namespace pland::features
