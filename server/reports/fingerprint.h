// What a finding is known by from run to run: its rule, its file and the entity it is about, never
// its line, so that an edit further up makes no old finding a new one. Of several with all three
// equal the first is the first, the second the second.
#pragma once

#include <string>
#include <vector>

#include "server/reports/report.h"

namespace pland::server {

struct Fingerprint {
  std::string key;      // 16 hexadecimal digits, of rule, file and entity
  unsigned number = 1;  // among the report's findings with this key, from 1

  std::string text() const { return key + ":" + std::to_string(number); }
};

// One for each finding of the report; no two are equal.
std::vector<Fingerprint> fingerprints_of(const Report& report);

}  // namespace pland::server
