// What the rules about relations ask: where the references of a chapter lead, what a thing is part
// of in the calendar, and what depends on what.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "analysis/rules/rule.h"
#include "analysis/workspace/names.h"

namespace pland::rules {

struct FollowedReference {
  const plan::Reference* reference = nullptr;  // in the chapter's facts
  workspace::Need need;                        // the same as others see it; views into `target`
  std::string target;
  std::optional<workspace::FoundEntity> from;  // whose it is; none: nobody's, or a placeholder's
  std::optional<workspace::FoundEntity> to;
};

class Relations {
 public:
  Relations(const workspace::Workspace& workspace, const workspace::Document& document)
      : workspace_(workspace), document_(document), names_(workspace) {}

  workspace::Names& names() { return names_; }

  // The references of a chapter, in order. Good until the next call with another chapter.
  const std::vector<FollowedReference>& of(std::uint32_t chapter);
  // The entity of the document's own chapter, as others see it.
  std::optional<workspace::FoundEntity> own(std::uint32_t chapter, const plan::Entity& entity);

  // What an entity depends on, by what it says and by what others say that they block.
  std::vector<workspace::FoundEntity> needed_by(const workspace::FoundEntity& entity);

  // What the workspace has of a family (workspace::NameForm::family): the numbers of its
  // identifiers, and of this document's milestones; the last of these as it is written.
  struct Family {
    std::set<std::uint32_t> ids;
    std::set<std::uint32_t> milestones;
    std::string last_milestone;
  };
  const Family& family(std::string_view name);

  // The decision record that has a number by its file's name ("0002-title.md"): in the document's
  // folder, else the only one anywhere. `known` says whether there is one at all.
  struct Record {
    bool known = false;
    workspace::SummaryPtr document;
    std::optional<workspace::FoundEntity> decision;
  };
  Record record(std::uint32_t number);

  // The milestone above an entity, or itself; none where no heading above is one.
  std::optional<workspace::FoundEntity> milestone_of(const workspace::FoundEntity& entity);

 private:
  const std::vector<std::uint32_t>& headings_above(const workspace::Summary& document);

  const workspace::Workspace& workspace_;
  const workspace::Document& document_;
  workspace::Names names_;
  std::uint32_t chapter_ = plan::no_index;
  std::vector<FollowedReference> followed_;  // of the chapter
  std::map<std::string, Family, std::less<>> families_;
  std::optional<std::multimap<std::uint32_t, workspace::SummaryPtr>> records_;  // by number
  // Of each anchor the heading that it stands under; its own index where there is none.
  std::map<const workspace::Summary*, std::vector<std::uint32_t>> above_;
};

// Points at an entity, in this document or another one, and notes for the report that the finding
// depends on where that stands.
void point_at(Finding& finding, Report& report, const workspace::Document& document,
              const workspace::FoundEntity& entity, std::string message);

// Whether two are the same thing.
bool same(const workspace::FoundEntity& a, const workspace::FoundEntity& b);

}  // namespace pland::rules
