#include "server/commands/fixer.h"

#include <filesystem>
#include <iterator>
#include <utility>

#include "server/commands/survey.h"

namespace pland::server {
namespace {

// A document that is still changed then grows without end; nothing has ever needed ten.
constexpr int most_rounds = 100;

}  // namespace

std::vector<Fixer::Slot> Fixer::judge() {
  std::vector<Slot> slots(survey_.slots());
  survey_.judge([&](std::size_t index, const workspace::DocumentPtr& document,
                    std::vector<rules::Finding> findings) {
    slots[index] = {document, std::move(findings)};
  });
  // One file under two names is one, under the first.
  std::set<std::string> real_paths;
  std::erase_if(slots, [&](const Slot& slot) {
    if (!slot.document) return true;
    std::error_code error;
    const std::string real = std::filesystem::canonical(slot.document->path, error).native();
    return !error && !real_paths.insert(real).second;
  });
  return slots;
}

void Fixer::run() {
  std::vector<Slot> slots = judge();
  for (int rounds = 1; round(slots); ++rounds) {
    if (rounds == most_rounds) {
      std::map<std::string, std::string> texts;
      std::vector<std::string> paths;
      for (const auto& [path, fixed] : fixed_) paths.push_back(path);
      for (const std::string& path : paths) give_up(path, texts);
      survey_.replace(texts);
    }
    slots = judge();
  }
  for (Slot& slot : slots) {
    std::move(slot.findings.begin(), slot.findings.end(), std::back_inserter(left_));
  }
}

bool Fixer::round(const std::vector<Slot>& slots) {
  std::map<std::string, std::string> texts;
  for (const Slot& slot : slots) {
    if (!given_up_.contains(slot.document->path)) fix(slot, texts);
  }
  survey_.replace(texts);
  return !texts.empty();
}

void Fixer::fix(const Slot& slot, std::map<std::string, std::string>& texts) {
  const workspace::Document& document = *slot.document;
  features::Fixes fixes(slot.findings);
  choose_(document, slot.findings, fixes);
  if (fixes.taken().empty()) return;
  note_new_files(slot, fixes);
  const std::string before = document.text.text();
  std::string after = features::edited(before, fixes.edits());
  if (after == before) return;

  FixedText& fixed = fixed_.try_emplace(document.path, FixedText{before, {}, {}}).first->second;
  fixed.after = after;
  const ReportContext context{.root = survey_.root()};
  for (const features::ChosenFix& chosen : fixes.taken()) {
    const rules::Finding& finding = slot.findings[chosen.finding];
    const ReportFinding placed = report_finding(finding, document.path, document.text, context);
    fixed.made.push_back(
        {std::string(finding.rule->name), finding.fixes[chosen.fix].title, placed.place});
  }
  std::set<std::string>& seen = seen_[document.path];
  seen.insert(before);
  if (!seen.insert(after).second) return give_up(document.path, texts);
  texts[document.path] = std::move(after);
}

void Fixer::give_up(const std::string& path, std::map<std::string, std::string>& texts) {
  const auto fixed = fixed_.find(path);
  for (const MadeFix& made : fixed->second.made) given_up_[path].insert(made.rule);
  texts[path] = std::move(fixed->second.before);
  fixed_.erase(fixed);
}

void Fixer::note_new_files(const Slot& slot, const features::Fixes& fixes) {
  for (const features::ChosenFix& chosen : fixes.taken()) {
    const rules::Fix& fix = slot.findings[chosen.finding].fixes[chosen.fix];
    if (!fix.create_path) continue;
    new_files_.push_back({*fix.create_path, fix.snippet ? rules::plain_of_snippet(fix.create_text)
                                                        : fix.create_text});
  }
}

}  // namespace pland::server
