#include "server/commands/plan_edit.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>

#include "analysis/features/fixing.h"
#include "analysis/workspace/path.h"
#include "server/commands/commands.h"
#include "server/commands/terminal.h"
#include "server/replace_file.h"
#include "server/reports/human.h"
#include "server/unified_diff.h"

namespace pland::server {
namespace {

JudgingFlags& for_one_file(PlanEditFlags& flags) {
  flags.judging.paths = {flags.file};
  return flags.judging;
}

}  // namespace

void add_plan_edit_flags(Verb verb, PlanEditFlags& flags) {
  verb.flag("--diff", flags.diff,
            "Print what would change as a unified diff, write nothing; ends with 1 if there is "
            "something")
      .group("Output");
  verb.option("--color", flags.judging.color, "auto, always or never")
      .one_of({"auto", "always", "never"})
      .group("Output")
      .type("WHEN");
  add_reading_flags(verb, flags.judging);
}

PlanEdit::PlanEdit(PlanEditFlags& flags) : flags_(flags), survey_(for_one_file(flags)) {
  if (flags.file == "-") throw UserError("say a file: what is on stdin cannot be written back");
  survey_.read();
  const std::string path = workspace::join(survey_.here(), flags.file);
  for (const FileTrouble& trouble : survey_.troubles())
    throw UserError(fmt::format("{} {}", flags.file, trouble.message));
  if (survey_.targets().paths.empty() || survey_.targets().paths.front().folder)
    throw UserError(fmt::format("{} is a folder: say one document", flags.file));
  if (survey_.slots() == 1) document_ = survey_.document(0);
  if (document_ == nullptr) throw UserError(fmt::format("{} is no Markdown document", flags.file));
  today_ = survey_.settings_for(document_->path).today;
}

std::string PlanEdit::shown() const {
  return workspace::relative_to(document_->path, survey_.here());
}

std::string PlanEdit::shown(std::uint32_t offset) const {
  return fmt::format("{}:{}", shown(), document_->text.position(offset).line + 1);
}

int PlanEdit::make(const features::Refactoring& row, Span place, const std::string& why) const {
  const features::Spot spot = at(place);
  const auto title = row.title(spot);
  const auto fix = title ? row.make(spot) : std::nullopt;
  if (!fix || fix->create_path) throw UserError(why);
  std::map<std::string, std::vector<rules::Edit>> edits;  // by path
  for (const rules::Edit& edit : fix->edits) {
    rules::Edit own = edit;
    own.path.clear();
    if (fix->snippet) own.text = rules::plain_of_snippet(own.text);
    edits[edit.path.empty() ? document_->path : edit.path].push_back(std::move(own));
  }
  std::map<std::string, std::pair<std::string, std::string>> texts;  // before, after
  for (auto& [path, list] : edits) {
    const workspace::DocumentPtr document =
        path == document_->path ? document_ : survey_.workspace().document(path);
    if (document == nullptr) throw UserError(fmt::format("{} is gone", path));
    std::stable_sort(list.begin(), list.end(),
                     [](const auto& a, const auto& b) { return a.span.begin < b.span.begin; });
    std::string before = document->text.text();
    std::string after = features::edited(before, list);
    texts[path] = {std::move(before), std::move(after)};
  }
  if (flags_.diff) {
    std::string out;
    for (const auto& [path, text] : texts)
      out += unified_diff(workspace::relative_to(path, survey_.here()), text.first, text.second);
    print(colored_diff(out, wants_color(flags_.judging.color, true)));
    return out.empty() ? 0 : 1;
  }
  for (const auto& [path, text] : texts)
    if (const auto problem = replace_file(path, text.first, text.second))
      throw UserError(fmt::format("{} {}", workspace::relative_to(path, survey_.here()), *problem));
  print(visible(fmt::format("{}: {}", shown(place.begin), *title)) + "\n");
  return 0;
}

}  // namespace pland::server
