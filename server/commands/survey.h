// One look at a workspace from the command line: everything is read, then what was asked for is
// judged. A link into a document that nobody asked about is as right or wrong as ever.
//
// Both steps use all cores; results go into slots, one for each document that was asked for, in the
// order of their paths, so that what comes of them is the same whatever the number of jobs.
//
// A text can stand in for that of a file: stdin's, or what `fix` made of it, which is judged before
// anything is written.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/rules/check.h"
#include "analysis/rules/suppression.h"
#include "analysis/workspace/workspace.h"
#include "server/commands/judging.h"
#include "server/commands/targets.h"
#include "server/commands/terminal.h"
#include "server/config.h"
#include "server/disk.h"
#include "server/files.h"

namespace pland::server {

// What is found in a file that is no document: configuration, or one that cannot be read.
struct FileFindings {
  std::string path;
  std::string text;                      // that the findings' spans count in
  bool shown = true;                     // whether its lines can be shown
  std::vector<rules::Finding> findings;  // as loud as the selection wants them
};

class Survey {
 public:
  // `configurations`: texts that stand in for configuration files'. Throws UserError.
  explicit Survey(const JudgingFlags& flags, std::map<std::string, std::string> configurations = {},
                  std::optional<std::string> stdin_text = std::nullopt);

  // Finds and understands all documents. Throws UserError.
  void read();

  // Asks Git when the documents were last changed, where a rule that wants to know is heard:
  // `least` is the severity that findings must have. Returns what Git cannot tell, and why.
  std::vector<std::string> read_history(rules::Severity least);

  // One for each document that was asked for and could be read.
  std::size_t slots() const { return asked_for_.size(); }
  // Judges them: `tell` gets each one's findings, from any thread, a slot never twice.
  using Tell = std::function<void(std::size_t slot, const workspace::DocumentPtr& document,
                                  std::vector<rules::Finding> findings)>;
  // `tell_silenced`, where it is given, gets what comments silence, in the same way.
  using TellSilenced = std::function<void(std::size_t slot, const workspace::DocumentPtr& document,
                                          std::vector<rules::Silenced> findings)>;
  void judge(const Tell& tell, const TellSilenced& tell_silenced = {});
  // One of them; null where it is gone meanwhile.
  workspace::DocumentPtr document(std::size_t slot) const;
  rules::Settings settings_for(std::string_view path) const;
  // Other texts for some of the documents, by path: what is judged from now on.
  void replace(const std::map<std::string, std::string>& texts);

  // Of what was asked for: files that cannot be read (those that were named whatever the selection
  // says); configuration that spoke for a document.
  std::vector<FileFindings> file_findings() const;
  const std::vector<FileTrouble>& troubles() const { return troubles_; }
  // Says on stderr which of them are left out of what is shown; whether one was named.
  bool say_what_is_left_out() const;
  std::vector<ConfigPtr> configurations() const;

  const Targets& targets() const { return targets_; }
  const std::optional<std::string>& stdin_text() const { return stdin_text_; }
  const std::string& here() const { return here_; }
  const std::string& root() const { return root_; }  // the folder that holds all roots
  const std::vector<std::string>& roots() const { return roots_; }
  const workspace::Workspace& workspace() const { return workspace_; }
  plan::Date today() const;  // for the workspace as a whole
  unsigned jobs() const { return jobs_; }
  Configs& configs() { return configs_; }
  Stopwatch& watch() { return watch_; }

 private:
  void find();
  void add_asked_for(FoundDocuments& found);
  void understand();
  void understand_stdin();
  workspace::DocumentPtr load(const Source& source, std::string& buffer) const;
  std::size_t source_at(std::string_view path) const;
  rules::Selection selection_for(const std::string& path) const;

  const JudgingFlags& flags_;
  unsigned jobs_;
  std::string here_;
  Targets targets_;
  std::vector<std::string> roots_;
  std::string root_;
  mutable Configs configs_;  // remembers what it read
  ProgressLine progress_;
  Stopwatch watch_;
  plan::Date today_;

  std::vector<Source> sources_;         // every document, by path
  std::vector<bool> asked_;             // whether it is to be judged
  std::vector<std::size_t> asked_for_;  // indices of those that are, and could be read
  std::optional<std::string> stdin_text_;
  std::set<std::string> unreadable_;
  std::vector<FileTrouble> troubles_;  // of what was asked for
  workspace::Workspace workspace_;
  std::optional<FileSystem> disk_;
};

}  // namespace pland::server
