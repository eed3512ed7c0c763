// Fixes the documents that were asked for, in memory: judges them, makes what fixes can be made
// together (analysis/features/fixing.h), judges the new texts, until nothing is left to make. What
// is to be made is somebody else's choice; here is only the order of things, and that it ends.
//
// It ends because a text that comes back is noticed: where fixes undo each other, that document is
// left as it was, and said to be. Such a thing is a defect of ours.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "analysis/features/fixing.h"
#include "analysis/rules/rule.h"
#include "analysis/workspace/workspace.h"
#include "server/reports/report.h"

namespace pland::server {

class Survey;

struct MadeFix {
  std::string rule;
  std::string title;
  ReportPlace place;  // as the text was then
};

struct FixedText {
  std::string before;
  std::string after;
  std::vector<MadeFix> made;
};

struct NewFile {
  std::string path;
  std::string text;
};

class Fixer {
 public:
  // Takes fixes of a document's findings.
  using Choose =
      std::function<void(const workspace::Document& document,
                         std::span<const rules::Finding> findings, features::Fixes& fixes)>;
  Fixer(Survey& survey, Choose choose) : survey_(survey), choose_(std::move(choose)) {}

  // The survey must have been read; it knows the new texts afterwards.
  void run();

  // What changed, by path.
  const std::map<std::string, FixedText>& fixed() const { return fixed_; }
  const std::vector<NewFile>& new_files() const { return new_files_; }
  // Documents whose fixes undo each other, and the rules whose fixes these are.
  const std::map<std::string, std::set<std::string>>& given_up() const { return given_up_; }
  // What is found in the new texts, as loud as the selection wants it.
  const std::vector<rules::Finding>& left() const { return left_; }

 private:
  struct Slot {
    workspace::DocumentPtr document;
    std::vector<rules::Finding> findings;
  };
  std::vector<Slot> judge();
  // Whether anything changed.
  bool round(const std::vector<Slot>& slots);
  void fix(const Slot& slot, std::map<std::string, std::string>& texts);
  void give_up(const std::string& path, std::map<std::string, std::string>& texts);
  void note_new_files(const Slot& slot, const features::Fixes& fixes);

  Survey& survey_;
  Choose choose_;
  std::map<std::string, FixedText> fixed_;
  std::map<std::string, std::set<std::string>> seen_;  // texts that a document had
  std::vector<NewFile> new_files_;
  std::map<std::string, std::set<std::string>> given_up_;
  std::vector<rules::Finding> left_;
};

}  // namespace pland::server
