#include "server/reports/fingerprint.h"

#include <cstdint>
#include <fmt/format.h>
#include <map>
#include <string_view>

namespace pland::server {
namespace {

// FNV-1a: the same on every machine, today and in ten years.
std::uint64_t add(std::uint64_t hash, std::string_view text) {
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
  return hash * 0x100000001b3U;  // as for a zero byte: "ab" "c" is not "a" "bc"
}

}  // namespace

std::vector<Fingerprint> fingerprints_of(const Report& report) {
  std::vector<Fingerprint> result;
  result.reserve(report.findings.size());
  std::map<std::string, unsigned> seen;
  for (const ReportFinding& finding : report.findings) {
    std::uint64_t hash = 0xcbf29ce484222325U;
    for (const std::string_view part :
         {std::string_view(finding.rule), std::string_view(finding.place.file),
          std::string_view(finding.entity_kind), std::string_view(finding.entity_title)}) {
      hash = add(hash, part);
    }
    std::string key = fmt::format("{:016x}", hash);
    const unsigned number = ++seen[key];
    result.push_back({std::move(key), number});
  }
  return result;
}

}  // namespace pland::server
