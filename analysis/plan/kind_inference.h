// A template made of documents that are alike: what most of them share is a section or field of the
// kind. A start to be read and corrected by somebody, not a verdict.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "analysis/plan/plan.h"

namespace pland::plan {

// A template as kinds/README.md describes it: the sections that two in five examples have, in their
// usual order and at their usual level, with the labels below them and below the title; required is
// what four in five have. What four in five titles begin with ("Proposal: ") the template's does,
// too. Titles keep the commonest spelling; milestones are one section that repeats.
std::string infer_template(const std::vector<std::shared_ptr<const Plan>>& examples);

}  // namespace pland::plan
