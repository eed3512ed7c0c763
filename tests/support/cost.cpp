#include "tests/support/cost.h"

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <time.h>
#include <utility>

#include "analysis/rules/report.h"

namespace pland::tests {
namespace {

constexpr const char* path = "/ws/ROADMAP.md";

void type(OpenPlan& open, std::uint32_t at) {
  open.understand(open.document->text.edit({at, at}, "x"));
  open.judge();
}

}  // namespace

OpenPlan::OpenPlan() {
  workspace.roots = {"/ws"};
  workspace.files =
      std::make_shared<const std::map<std::string, workspace::SummaryPtr, std::less<>>>();
  workspace.disk = std::make_shared<workspace::Disk>(
      workspace::Disk{[](const std::string&) { return workspace::DiskEntry{}; },
                      [](const std::string&) { return workspace::DocumentPtr(); }});
  workspace.exports_revision = 1;
  settings.revision = 1;
  if (const auto today = plan::first_date("2026-12-01")) settings.today = today->date;
}

void OpenPlan::understand(markdown::Document text) {
  const workspace::DocumentPtr before = document;
  document = workspace::make_document(path, 1, std::move(text), {}, before.get());
  if (before != nullptr && !same_exports(*before->summary, *document->summary))
    ++workspace.exports_revision;
  workspace.open[path] = document;
}

std::vector<rules::Finding> OpenPlan::judge() {
  verdict = rules::judge(workspace, *document, settings, {}, verdict.get());
  return rules::findings(*document, verdict, {});
}

void OpenPlan::close() {
  document = nullptr;
  verdict = nullptr;
  workspace.open.clear();
}

double thread_seconds() {
  timespec now{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

Cost cost_of(const std::string& text) {
  OpenPlan open;
  Cost cost;
  double last = thread_seconds();
  const auto lap = [&last] {
    const double now = thread_seconds();
    return now - std::exchange(last, now);
  };
  auto parsed = markdown::Document::parse(text);
  cost.parse = lap();
  open.understand(std::move(parsed));
  cost.understand = lap();
  open.judge();
  cost.judge = lap();
  // At the ends of a few lines, so that what the text repeats is met in each of its parts.
  std::size_t at = text.size() / 2;
  for (int i = 0; i < 4; ++i) {
    at = std::min(text.find('\n', at), text.size() / 2 + 1000);
    type(open, static_cast<std::uint32_t>(at));
    at += 2;
  }
  cost.keystroke = lap();
  return cost;
}

Touched touched_by_letter(const std::string& text, std::size_t offset) {
  OpenPlan open;
  open.understand(markdown::Document::parse(text));
  open.judge();
  const workspace::DocumentPtr before = open.document;
  const rules::VerdictPtr verdict = open.verdict;
  type(open, static_cast<std::uint32_t>(offset));

  Touched touched;
  touched.exports = !same_exports(*before->summary, *open.document->summary);
  std::set<const void*> known;
  before->text.each_segment([&](const markdown::Placed& at) { known.insert(at.segment); });
  open.document->text.each_segment([&](const markdown::Placed& at) {
    if (!known.contains(at.segment)) touched.bytes += at.segment->text.size();
  });
  for (const auto& chapter : before->plan->chapters) known.insert(chapter.facts.get());
  for (const auto& chapter : open.document->plan->chapters)
    touched.chapters += known.contains(chapter.facts.get()) ? 0 : 1;
  for (const auto& chapter : verdict->chapters) known.insert(chapter.get());
  for (const auto& chapter : open.verdict->chapters)
    touched.judged += known.contains(chapter.get()) ? 0 : 1;
  return touched;
}

}  // namespace pland::tests
