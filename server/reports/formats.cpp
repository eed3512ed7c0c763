#include "server/reports/formats.h"

#include <algorithm>
#include <array>

#include "analysis/workspace/path.h"
#include "server/reports/checkstyle.h"
#include "server/reports/github.h"
#include "server/reports/gitlab.h"
#include "server/reports/json.h"
#include "server/reports/junit.h"
#include "server/reports/rdjson.h"
#include "server/reports/sarif.h"

namespace pland::server {
namespace {

std::string human(const Report& report, const FormatOptions& options) {
  return human_report(report, options.human);
}
std::string json(const Report& report, const FormatOptions&) { return json_report(report); }
std::string jsonl(const Report& report, const FormatOptions&) { return jsonl_report(report); }

constexpr std::array table = {
    Format{"human", "for people: each finding with the line it is about", human},
    Format{"json", "one object: findings, and how many", json},
    Format{"jsonl", "one finding to a line, as in json", jsonl},
    Format{"sarif", "SARIF 2.1.0, for code scanning", sarif_report},
    Format{"github", "annotations of a GitHub workflow", github_report},
    Format{"gitlab", "a GitLab code quality report", gitlab_report},
    Format{"junit", "JUnit XML, for test reports", junit_report},
    Format{"rdjson", "for reviewdog, with its suggestions", rdjson_report},
    Format{"checkstyle", "Checkstyle XML", checkstyle_report},
};

}  // namespace

std::span<const Format> formats() { return table; }

const Format* find_format(std::string_view name) {
  const auto* at = std::find_if(table.begin(), table.end(),
                                [&](const Format& format) { return format.name == name; });
  return at == table.end() ? nullptr : at;
}

std::string in_repository(std::string_view file, const FormatOptions& options) {
  if (options.repository == options.human.root) return std::string(file);
  return workspace::relative_to(workspace::join(options.human.root, file), options.repository);
}

}  // namespace pland::server
