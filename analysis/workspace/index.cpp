#include "analysis/workspace/index.h"

#include <algorithm>
#include <utility>

#include "analysis/text/unicode.h"
#include "analysis/workspace/follow.h"
#include "analysis/workspace/names.h"
#include "analysis/workspace/path.h"
#include "analysis/workspace/wiki.h"

namespace pland::workspace {
namespace {

char lower(char c) { return 'A' <= c && c <= 'Z' ? static_cast<char>(c + 32) : c; }

using ShardEdits = std::array<Index::Shard, std::tuple_size_v<decltype(Index::shards)>>;

void collect(const Summary& summary, std::uint32_t slot, ShardEdits& edits) {
  auto put = [&](NameForm form, std::string_view name) {
    std::uint32_t hash = hash_of(form, name);
    edits[hash % edits.size()].push_back({hash, slot});
  };
  for (const NamedEntity& entity : summary.entities) each_name(entity, put);
  for (const std::string& target : summary.targets) {
    if (const auto path = wiki_path(target))
      put(NameForm::wiki, wiki_key(*path));
    else
      put(NameForm::target, link_key(target));
  }
  put(NameForm::file_name, text::fold_case(basename_of(summary.path)));
  for (const Shipped& shipped : summary.shipped) put(NameForm::shipped, shipped.name);
  summary.each_number([&](std::uint32_t hash) {
    edits[hash % edits.size()].push_back({hash, slot});
  });
}

}  // namespace

// FNV-1a, ids without regard to case.
std::uint32_t hash_of(NameForm form, std::string_view name) {
  std::uint32_t hash = 2166136261u + static_cast<std::uint32_t>(form);
  for (char c : name) {
    hash ^=
        static_cast<unsigned char>(form == NameForm::id || form == NameForm::family ? lower(c) : c);
    hash *= 16777619u;
  }
  // The low bits choose the shard: mix the high ones in.
  return hash ^ (hash >> 15);
}

void each_name(const NamedEntity& entity,
               const std::function<void(NameForm, std::string_view)>& visit) {
  if (!entity.key.empty()) visit(NameForm::key, entity.key);
  if (const auto name = short_key(entity.key); !name.empty()) visit(NameForm::key, name);
  if (!entity.id.empty()) {
    visit(NameForm::id, entity.id);
    if (is_counted(entity)) visit(NameForm::family, family_of(entity.id));
  }
  if (entity.kind == plan::EntityKind::milestone)
    if (const std::string ordinal = ordinal_of(entity); !ordinal.empty()) {
      visit(NameForm::ordinal, ordinal);
      visit(NameForm::family, family_of_ordinal(ordinal));
    }
  for (const Need& need : needs_of(entity))
    if (is_claim(need.relation)) visit(NameForm::claims, need.target);
}

std::shared_ptr<const Index> index_of(Files files, const std::shared_ptr<const Index>& previous) {
  if (files == nullptr) return nullptr;
  if (previous != nullptr && previous->files == files) return previous;
  auto index = std::make_shared<Index>();
  if (previous != nullptr) {
    index->slots = previous->slots;
    index->shards = previous->shards;
  }

  // Summaries that went, and those that came: both maps in order of their paths.
  std::vector<const Summary*> gone;
  std::vector<SummaryPtr> come;
  auto next = files->begin();
  if (previous != nullptr) {
    for (const auto& [path, summary] : *previous->files) {
      while (next != files->end() && next->first < path) come.push_back((next++)->second);
      bool stays = next != files->end() && next->first == path;
      if (stays && next->second == summary) {
        ++next;
        continue;
      }
      gone.push_back(summary.get());
      if (stays) come.push_back((next++)->second);
    }
  }
  for (; next != files->end(); ++next) come.push_back(next->second);
  std::erase(come, nullptr);

  ShardEdits removed, added;
  std::sort(gone.begin(), gone.end());
  std::vector<std::uint32_t> free;
  for (std::uint32_t slot = 0; slot < index->slots.size(); ++slot) {
    SummaryPtr& summary = index->slots[slot];
    if (summary != nullptr && std::binary_search(gone.begin(), gone.end(), summary.get())) {
      collect(*summary, slot, removed);
      summary = nullptr;
    }
    if (summary == nullptr) free.push_back(slot);
  }
  for (SummaryPtr& summary : come) {
    auto slot = static_cast<std::uint32_t>(index->slots.size());
    if (free.empty()) {
      index->slots.push_back(summary);
    } else {
      slot = free.back();
      free.pop_back();
      index->slots[slot] = summary;
    }
    collect(*summary, slot, added);
  }

  for (std::size_t i = 0; i < index->shards.size(); ++i) {
    if (removed[i].empty() && added[i].empty()) continue;
    std::sort(removed[i].begin(), removed[i].end());
    std::sort(added[i].begin(), added[i].end());
    Index::Shard kept, merged;
    if (index->shards[i] != nullptr) {
      for (Index::Entry entry : *index->shards[i]) {
        if (!std::binary_search(removed[i].begin(), removed[i].end(), entry)) kept.push_back(entry);
      }
    }
    merged.reserve(kept.size() + added[i].size());
    std::merge(kept.begin(), kept.end(), added[i].begin(), added[i].end(),
               std::back_inserter(merged));
    merged.erase(std::unique(merged.begin(), merged.end()), merged.end());
    merged.shrink_to_fit();
    index->shards[i] = std::make_shared<const Index::Shard>(std::move(merged));
  }
  index->files = std::move(files);
  return index;
}

std::vector<SummaryPtr> files_with(const Index& index, NameForm form, std::string_view name) {
  return files_with(index, hash_of(form, name));
}

std::vector<SummaryPtr> files_with(const Index& index, std::uint32_t hash) {
  const auto& shard = index.shards[hash % index.shards.size()];
  std::vector<SummaryPtr> out;
  if (shard == nullptr) return out;
  auto at = std::lower_bound(shard->begin(), shard->end(), Index::Entry{hash, 0});
  for (; at != shard->end() && at->hash == hash; ++at) out.push_back(index.slots[at->file]);
  return out;
}

}  // namespace pland::workspace
