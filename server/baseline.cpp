#include "server/baseline.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <utility>

#include "analysis/plan/period.h"
#include "analysis/plan/plan.h"
#include "protocol/json_writer.h"
#include "server/reports/json_parts.h"

namespace pland::server {
namespace {

BaselineKey key_of(const ReportFinding& finding) {
  return {finding.place.file, finding.rule, finding.entity_kind, finding.entity_title};
}

// What two entries are compared by. A milestone is its period: that it has another theme by now, or
// that its months were set right, makes nothing new.
BaselineKey compared(BaselineKey key) {
  if (key.entity_kind != plan::name(plan::EntityKind::milestone)) return key;
  const auto period = plan::find_period(key.entity_title);
  if (!period || period->role != plan::PeriodRole::leads) return key;
  key.entity_title = plan::to_string(period->period);
  return key;
}

// A member that is a string; nothing else is one.
bool string_in(const nlohmann::json& object, const char* name, std::string& out) {
  const auto at = object.find(name);
  if (at == object.end() || !at->is_string()) return false;
  out = at->get<std::string>();
  return true;
}

bool read_entry(const nlohmann::json& entry, Baseline& out) {
  BaselineKey key;
  if (!entry.is_object() || !string_in(entry, "file", key.file) ||
      !string_in(entry, "rule", key.rule)) {
    return false;
  }
  if (const auto entity = entry.find("entity"); entity != entry.end() && !entity->is_null()) {
    if (!entity->is_object() || !string_in(*entity, "kind", key.entity_kind) ||
        !string_in(*entity, "title", key.entity_title)) {
      return false;
    }
  }
  const auto count = entry.find("count");
  if (count == entry.end() || !count->is_number_unsigned()) return false;
  out.counts[std::move(key)] += count->get<std::size_t>();
  return true;
}

}  // namespace

Baseline read_baseline(std::string_view text, std::string& problem) {
  Baseline baseline;
  const auto json = nlohmann::json::parse(text, nullptr, false);
  if (json.is_discarded() || !json.is_object()) {
    problem = "is no JSON object";
    return baseline;
  }
  if (const auto version = json.find("version"); version == json.end() || *version != 1) {
    problem = "is no baseline of version 1";
    return baseline;
  }
  const auto findings = json.find("findings");
  if (findings == json.end() || !findings->is_array()) {
    problem = "has no list \"findings\"";
    return baseline;
  }
  for (const nlohmann::json& entry : *findings) {
    if (read_entry(entry, baseline)) continue;
    problem = fmt::format("has an entry that is none: {}",
                          entry.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
    return baseline;
  }
  return baseline;
}

std::string baseline_text(const Baseline& baseline) {
  std::string out = "{\"version\": 1, \"findings\": [";
  bool first = true;
  for (const auto& [key, count] : baseline.counts) {
    out += first ? "\n " : ",\n ";
    first = false;
    protocol::JsonWriter json(out);
    json.begin_object();
    member(json, "file", key.file);
    member(json, "rule", key.rule);
    json.key("entity");
    if (key.entity_kind.empty()) {
      json.null();
    } else {
      json.begin_object();
      member(json, "kind", key.entity_kind);
      member(json, "title", key.entity_title);
      json.end_object();
    }
    member(json, "count", count);
    json.end_object();
  }
  out += first ? "]}\n" : "\n]}\n";
  return out;
}

Baseline baseline_of(const std::vector<ReportFinding>& findings) {
  Baseline baseline;
  for (const ReportFinding& finding : findings) ++baseline.counts[key_of(finding)];
  return baseline;
}

namespace {

// Which files are others that are gone, under a new name: by the new one the old one. Told by the
// rules and entities that both have, where that leaves no choice.
std::map<std::string, std::string> moved_files(const Baseline& baseline,
                                               const std::set<std::string>& gone,
                                               const std::vector<ReportFinding>& findings) {
  std::map<std::string, std::string> out;
  if (gone.empty()) return out;
  std::set<std::string> known;
  std::map<BaselineKey, std::set<std::string>> lost;  // without a file: the files that had it
  for (const auto& [key, count] : baseline.counts) {
    known.insert(key.file);
    BaselineKey nowhere = compared(key);
    nowhere.file.clear();
    if (count > 0 && gone.contains(key.file)) lost[std::move(nowhere)].insert(key.file);
  }
  std::map<std::string, std::set<std::string>> olds, news;
  for (const ReportFinding& finding : findings) {
    BaselineKey key = compared(key_of(finding));
    if (known.contains(key.file)) continue;
    const std::string file = std::exchange(key.file, {});
    const auto had = lost.find(key);
    if (had == lost.end()) continue;
    for (const std::string& old : had->second) {
      olds[file].insert(old);
      news[old].insert(file);
    }
  }
  for (const auto& [file, candidates] : olds)
    if (candidates.size() == 1 && news[*candidates.begin()].size() == 1)
      out[file] = *candidates.begin();
  return out;
}

}  // namespace

BaselineCount apply_baseline(const Baseline& baseline, const std::set<std::string>& judged,
                             const std::set<std::string>& gone,
                             std::vector<ReportFinding>& findings,
                             std::vector<SuppressedFinding>* taken_out) {
  BaselineCount result;
  std::map<BaselineKey, std::size_t> left;
  for (const auto& [key, count] : baseline.counts) left[compared(key)] += count;
  const std::map<std::string, std::string> moved = moved_files(baseline, gone, findings);
  std::erase_if(findings, [&](ReportFinding& finding) {
    BaselineKey key = compared(key_of(finding));
    if (const auto old = moved.find(key.file); old != moved.end()) key.file = old->second;
    const auto entry = left.find(key);
    if (entry == left.end() || entry->second == 0) return false;
    --entry->second;
    ++result.covered;
    if (taken_out != nullptr) taken_out->push_back({std::move(finding), false, {}});
    return true;
  });
  for (const auto& [key, count] : left) {
    if (count > 0 && (judged.contains(key.file) || gone.contains(key.file))) ++result.stale;
  }
  return result;
}

}  // namespace pland::server
