// Things that wait for each other, so that none can begin.
//
// What depends on what is said by both sides, here or in another document (`Depends on`, `Blocked
// by`, `Blocks`). Of each knot one shortest cycle is told, once in the workspace: where its first
// thing, by path and place, says what it waits for.
#include <algorithm>
#include <cstdint>
#include <fmt/format.h>
#include <map>
#include <string>
#include <vector>

#include "analysis/rules/dependencies/drop.h"
#include "analysis/rules/entity.h"
#include "analysis/rules/relations.h"
#include "analysis/rules/rule.h"

namespace pland::rules {
namespace {

using workspace::FoundEntity;

bool is_over(const FoundEntity& one) {
  return one.entity->status && plan::is_closed(*one.entity->status);
}

// What the document's things depend on, and those on, as far as it goes. Nodes are numbers.
class Graph {
 public:
  explicit Graph(const RelationsInput& input) : relations_(input.relations) {
    for (const workspace::NamedEntity& entity : input.document.summary->entities) {
      const FoundEntity own = {input.document.summary, &entity};
      if (entity.needs.empty()) continue;
      relations_.names().depend_on(entity);
      if (!is_over(own)) node_of(own);  // what is done waits no more
    }
    for (std::uint32_t node = 0; node < nodes_.size(); ++node)  // grows
      for (const FoundEntity& needed : relations_.needed_by(FoundEntity(nodes_[node]))) {
        if (is_over(needed)) continue;
        const std::uint32_t to = node_of(needed);
        edges_[node].push_back(to);
      }
  }

  const FoundEntity& operator[](std::uint32_t node) const { return nodes_[node]; }

  // The knots: strongly connected parts of more than one node, or of one that needs itself
  // (Tarjan's algorithm, without recursion).
  std::vector<std::vector<std::uint32_t>> knots() const {
    std::vector<std::vector<std::uint32_t>> out;
    std::vector<std::uint32_t> index(nodes_.size(), 0), low(nodes_.size(), 0), stack;
    std::vector<bool> open(nodes_.size(), false);
    struct Frame {
      std::uint32_t node;
      std::size_t next;
    };
    std::vector<Frame> frames;
    std::uint32_t count = 0;
    for (std::uint32_t root = 0; root < nodes_.size(); ++root) {
      if (index[root] != 0) continue;
      const auto enter = [&](std::uint32_t node) {
        index[node] = low[node] = ++count;
        stack.push_back(node);
        open[node] = true;
        frames.push_back({node, 0});
      };
      enter(root);
      while (!frames.empty()) {
        const std::uint32_t node = frames.back().node;
        if (frames.back().next < edges_[node].size()) {
          const std::uint32_t to = edges_[node][frames.back().next++];
          if (index[to] == 0)
            enter(to);
          else if (open[to])
            low[node] = std::min(low[node], index[to]);
          continue;
        }
        frames.pop_back();
        if (!frames.empty()) {
          std::uint32_t& above = low[frames.back().node];
          above = std::min(above, low[node]);
        }
        if (low[node] != index[node]) continue;
        std::vector<std::uint32_t> knot;
        do {
          knot.push_back(stack.back());
          open[stack.back()] = false;
          stack.pop_back();
        } while (knot.back() != node);
        const auto& own = edges_[node];
        std::sort(knot.begin(), knot.end());
        if (knot.size() > 1 || std::find(own.begin(), own.end(), node) != own.end())
          out.push_back(std::move(knot));
      }
    }
    return out;
  }

  // The shortest way from a node back to itself, within its knot; the node is the first and last.
  std::vector<std::uint32_t> cycle(std::uint32_t first,
                                   const std::vector<std::uint32_t>& knot) const {
    std::map<std::uint32_t, std::uint32_t> from;
    std::vector<std::uint32_t> queue = {first};
    for (std::size_t i = 0; i < queue.size(); ++i)
      for (const std::uint32_t to : edges_[queue[i]]) {
        if (!std::binary_search(knot.begin(), knot.end(), to)) continue;
        if (to == first) {
          std::vector<std::uint32_t> way = {first};
          for (std::uint32_t at = queue[i]; at != first; at = from[at]) way.push_back(at);
          way.push_back(first);
          std::reverse(way.begin(), way.end());
          return way;
        }
        if (from.emplace(to, queue[i]).second) queue.push_back(to);
      }
    return {};
  }

 private:
  std::uint32_t node_of(const FoundEntity& entity) {
    const auto [found, made] =
        numbers_.emplace(entity.entity, static_cast<std::uint32_t>(nodes_.size()));
    if (made) {
      nodes_.push_back(entity);
      edges_.emplace_back();
    }
    return found->second;
  }

  Relations& relations_;
  std::vector<FoundEntity> nodes_;
  std::vector<std::vector<std::uint32_t>> edges_;
  std::map<const workspace::NamedEntity*, std::uint32_t> numbers_;
};

bool is_before(const FoundEntity& a, const FoundEntity& b) {
  if (a.document->path != b.document->path) return a.document->path < b.document->path;
  return a.entity->place.span.begin < b.entity->place.span.begin;
}

// Where the first says that it waits for the next; its name, where only the next says so.
struct Stated {
  std::uint32_t chapter = 0;
  const plan::Reference* reference = nullptr;
  const plan::Entity* entity = nullptr;
};
Stated stated(const RelationsInput& input, const FoundEntity& first, const FoundEntity& next) {
  Stated out;
  const std::uint32_t begin = first.entity->place.span.begin;
  out.chapter = input.document.plan->chapter_at(begin);
  const plan::PlacedChapter& chapter = input.document.plan->chapters[out.chapter];
  for (const FollowedReference& followed : input.relations.of(out.chapter)) {
    if (!followed.from || !same(*followed.from, first)) continue;
    out.entity = &chapter.facts->entities[followed.reference->entity];
    if (followed.reference->relation != plan::Relation::depends_on) continue;
    if (followed.to && same(*followed.to, next)) out.reference = followed.reference;
  }
  return out;
}

void judge_document(const RelationsInput& input, Report& report) {
  const Graph graph(input);
  for (const std::vector<std::uint32_t>& knot : graph.knots()) {
    // The first that says something itself: each knot has one, and its document tells of it.
    std::uint32_t first = plan::no_index;
    for (const std::uint32_t node : knot)
      if (!graph[node].entity->needs.empty() &&
          (first == plan::no_index || is_before(graph[node], graph[first])))
        first = node;
    if (first == plan::no_index || graph[first].document->path != input.document.path) continue;
    const std::vector<std::uint32_t> way = graph.cycle(first, knot);
    if (way.size() < 2) continue;
    constexpr std::size_t longest = 6;
    std::string words;
    for (std::size_t i = 0; i < way.size(); ++i) {
      if (i > 0) words += " \xE2\x86\x92 ";
      if (way.size() > longest && i == longest - 2) words += "\xE2\x80\xA6 \xE2\x86\x92 ";
      if (way.size() > longest && i >= longest - 2) i = way.size() - 1;
      words += shortened(graph[way[i]].entity->title, 40);
    }
    const Stated place = stated(input, graph[first], graph[way[1]]);
    const std::uint32_t offset = input.document.plan->chapters[place.chapter].offset;
    const Span span = place.reference != nullptr ? place.reference->span.shifted(offset)
                                                 : graph[first].entity->place.span;
    Finding& finding = report.add(
        span, way.size() == 2
                  ? fmt::format("{} depends on itself", shortened(graph[first].entity->title))
                  : fmt::format("Each waits for the next: {}", words));
    if (place.entity != nullptr) name_entity(finding, *place.entity);
    for (std::size_t i = 1; i + 1 < way.size() && i < longest; ++i)
      point_at(finding, report, input.document, graph[way[i]],
               fmt::format("It waits for {}", shortened(graph[way[i + 1]].entity->title, 40)));
    if (place.reference == nullptr) continue;
    Fix& fix = finding.fixes.emplace_back();
    fix.title = "Remove the dependency";
    fix.safe = false;
    Edit edit =
        without_reference(*input.document.plan->chapters[place.chapter].facts, *place.reference);
    edit.span = edit.span.shifted(offset);
    fix.edits.push_back(std::move(edit));
  }
}

}  // namespace

extern const Rule dependency_cycle = {
    .name = "dependency-cycle",
    .group = "dependencies",
    .severity = Severity::error,
    .summary = "Things depend on each other in a circle",
    .graph = judge_document,
    .tier = Tier::entity,
};

}  // namespace pland::rules
