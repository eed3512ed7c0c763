// The names that sections and fields go by: one line per role, the preferred name first, the rest
// as they are found in public plans (reference/domain.md 4.3, 4.9, 5.2, 7.1; product.md 2.1).
// Written as a person would, in lower case; matching folds `&`, `-`, apostrophes and brackets.
//
// One array for each language: a new language is a new set of arrays beside these, and a line in
// label.cpp. A name stands in one line of an array only; label_test checks it.
#pragma once

#include <string_view>

#include "analysis/plan/label.h"

namespace pland::plan {

template <class Role>
struct Aliases {
  Role role;
  std::string_view names;  // joined by " | "
};

// clang-format off
inline constexpr Aliases<SectionRole> english_sections[] = {
  {SectionRole::navigation,
   "breadcrumbs | navigation | quick links | quick navigation | key links | links | useful links | "
   "important links | related documentation | related docs | related documents | related links | "
   "related | related issues | related decisions | related adrs | related work | see also | "
   "references | resources | further reading | documentation navigation | table of contents | "
   "contents | toc | index"},
  {SectionRole::purpose,
   "purpose | purpose of this document | about this document | overview | introduction | summary | "
   "executive summary | abstract | tl;dr | tldr | about | what this is | what is this"},
  {SectionRole::vision,
   "vision statement | vision | mission | mission statement | vision and mission | "
   "mission and vision | north star | strategy | strategic focus | strategic goal | "
   "long-term vision | product vision | project vision"},
  {SectionRole::themes,
   "strategic themes | themes | theme | pillars | strategic pillars | focus areas | "
   "areas of focus | priorities | strategic priorities | key themes | design axioms"},
  {SectionRole::initiatives,
   "key initiatives | initiatives | potential initiatives | scope | in scope | features | "
   "key features | deliverables | key deliverables | major deliverables | workstreams | "
   "work streams | epics | what we're building | planned work | planned features | work items"},
  {SectionRole::milestones,
   "quarterly milestones | milestones | key milestones | milestone list | roadmap | timeline | "
   "project timeline | implementation timeline | phases | phase details | implementation phases | "
   "project phases | development phases | delivery phases | implementation order | "
   "quarterly roadmap | quarterly goals | release plan | releases | schedule | sprints"},
  {SectionRole::success_metrics,
   "success metrics | success measures | success indicators | success signals | success targets | "
   "success outcomes | measures of success | measure of success | success looks like | "
   "what success looks like | how we will know | how we'll know | how will we know | "
   "how we measure success | how do we measure success | how will we measure success | "
   "how we'll measure success | how we will measure success | target metrics | "
   "measurable outcomes | measurable goals | kpis | kpi | key performance indicators | targets | "
   "performance targets | performance goals | metric targets | metrics and targets | "
   "success metrics and kpis | kpis and success metrics | aspirational goals"},
  {SectionRole::criteria,
   "success criteria | acceptance criteria | acceptance | ac | exit criteria | entry criteria | "
   "entry and exit criteria | graduation criteria | launch criteria | release criteria | "
   "completion criteria | done criteria | definition of done | dod | definition of ready | "
   "definition of good enough | done when | done means | done condition | done conditions | "
   "exit conditions | success conditions | gate | gates | gate to next phase | release gates | "
   "quality gates | quality criteria | verification criteria | validation criteria | "
   "go/no-go | go/no-go gates | go/no-go criteria | kill criteria | what must be true"},
  {SectionRole::metrics_weak,
   "metrics | key metrics | performance metrics | quality metrics | project metrics | "
   "sprint metrics | health metrics | measures | metrics and progress | metrics summary | "
   "north star metric | north star metrics | goals | goal | goals and metrics | outcomes | "
   "expected outcomes | expected outcome | expected impact | expected results | benefits | impact"},
  {SectionRole::key_results, "key results | key result | krs | kr"},
  {SectionRole::objectives,
   "objectives | objective | strategic objectives | okrs | okr | objectives and key results"},
  {SectionRole::non_goals,
   "what we're not doing | non-goals | non-goal | nongoals | out of scope | not in scope | "
   "scope exclusions | exclusions | anti-goals | what we are not doing | what we won't do | "
   "what we will not do | what we're not building | what we are not building | "
   "what we're not working on | what this is not | this is not | explicitly not doing | "
   "not doing | not planned | won't do | won't have | explicitly out of scope"},
  {SectionRole::deferred,
   "deferred | deferred items | deferred work | future work | future enhancements | "
   "future considerations | future improvements | future ideas | future plans | "
   "future possibilities | future scope | future features | parking lot | icebox | postponed | "
   "parked | nice to have | could have | ideas"},
  {SectionRole::risks,
   "risks | risk | strategic risks | risk register | risk assessment | risk management | "
   "risk analysis | risk mitigation | risks and mitigations | risks and mitigation | "
   "risks and mitigation strategies | risks and concerns | risks and assumptions | "
   "risks and trade-offs | risks and issues | risks and challenges | risks and open questions | "
   "key risks | known risks | open risks | high-risk items | project risks | technical risks | "
   "risk factors | drawbacks | concerns | threats"},
  {SectionRole::dependencies,
   "dependencies | external dependencies | internal dependencies | key dependencies | "
   "cross-team dependencies | dependencies and prerequisites | dependencies and assumptions | "
   "assumptions and dependencies | depends on | prerequisites | prerequisite | requires | "
   "dependency graph"},
  {SectionRole::dependencies_and_risks,
   "dependencies and risks | risks and dependencies | dependencies, risks and assumptions | "
   "risks, assumptions and dependencies | risks/dependencies | dependencies/risks"},
  {SectionRole::blockers,
   "active blockers | blockers | current blockers | blockers and dependencies | "
   "blockers and risks | risks and blockers | impediments | blocked | blocked items | blocked by"},
  {SectionRole::decisions,
   "decisions | decision | strategic decisions | strategic decisions and trade-offs | "
   "key decisions | key strategic decisions | decision log | decision outcome | decision record | "
   "decision summary | decisions made | decisions and trade-offs | technical decisions | "
   "technical decisions and trade-offs | architecture decisions | architectural decisions | "
   "architecture decision records | adrs | pending decisions | design decisions | trade-offs"},
  {SectionRole::rationale,
   "rationale | reasoning | justification | why | motivation | why it matters | "
   "why this matters | decision drivers | decision rationale"},
  {SectionRole::alternatives,
   "alternatives considered | alternatives | considered alternatives | considered options | "
   "options considered | options | other options considered | rejected alternatives | "
   "alternatives rejected | rejected options | pros and cons of the options"},
  {SectionRole::consequences,
   "consequences | implications | positive consequences | negative consequences"},
  {SectionRole::context,
   "context | context and problem statement | background | background and context | "
   "context and background | problem | the problem | problem statement | situation"},
  {SectionRole::open_questions,
   "open questions | unresolved questions | outstanding questions | questions | open issues | "
   "unresolved issues | open points | unknowns | to be decided"},
  {SectionRole::status,
   "current status | status | project status | overall status | status summary | "
   "status update | implementation status | current state | current position | progress | "
   "current progress"},
  {SectionRole::now,
   "now | current focus | current sprint | current work | current quarter | this quarter | "
   "this month | this week | this sprint | current priorities | current iteration"},
  {SectionRole::next,
   "next | next up | up next | upcoming | next quarter | next sprint | coming soon | soon | "
   "on deck | near-term | short-term"},
  {SectionRole::later,
   "later | future | longer-term vision | longer-term | long-term | long-term goals | "
   "medium-term | mid-term | looking ahead | someday | beyond this year"},
  {SectionRole::in_progress,
   "in progress | work in progress | wip | doing | active | active work | ongoing | underway | "
   "under way | in development | in flight | what we're working on"},
  {SectionRole::completed,
   "recently completed | completed | complete | done | finished | shipped | recently shipped | "
   "delivered | implemented | already built | accomplishments | achievements | completed work | "
   "completed items | completed tasks | completed phases | completed milestones | what's done"},
  {SectionRole::backlog,
   "backlog | product backlog | sprint backlog | to do | todo | todos | planned | not started | "
   "pending | upcoming work"},
  {SectionRole::next_steps,
   "next steps | immediate next steps | next actions | action items | actions | follow-ups | "
   "follow-up actions | what's next"},
  {SectionRole::revision,
   "revision history | revisions | version history | document history | change history | "
   "changelog | change log | implementation history | history | update history | edit history | "
   "last updated | changes to this document"},
  {SectionRole::review,
   "next review | review | reviews | review cadence | review schedule | review date | "
   "review process"},
  {SectionRole::ownership,
   "owners | owner | ownership | team | team members | roles and responsibilities | "
   "responsibilities | stakeholders | deciders | dri | who | point of contact | contacts | "
   "maintainers | assignees | assignee"},
  {SectionRole::connections,
   "how this connects to execution | how this connects | connection to execution | traceability | "
   "how it fits together | relationship to other documents | document hierarchy"},
  {SectionRole::examples, "examples | example | example flow | usage examples"},
  {SectionRole::commands,
   "commands | common commands | development commands | essential commands | build commands | "
   "useful commands | key commands | build and test commands"},
  {SectionRole::structure,
   "project structure | repository structure | repo structure | directory structure | "
   "folder structure | file structure | codebase structure | repository layout | project layout | "
   "code organization | code organisation | project organization | structure"},
  {SectionRole::code_style,
   "code style | coding style | style guide | coding standards | coding conventions | "
   "code conventions | conventions | coding guidelines | code quality | naming conventions"},
  {SectionRole::testing,
   "testing | testing strategy | test strategy | testing guidelines | running tests"},
  {SectionRole::architecture,
   "architecture | system architecture | architecture overview | high-level architecture | "
   "technical architecture | design overview"},
  {SectionRole::workflow,
   "development workflow | workflow | git workflow | contributing | development process | "
   "development | getting started | setup | installation | quick start"},
};

// Groups of a release. A table of its own, because a changelog's "Features" are no initiatives.
inline constexpr Aliases<SectionRole> english_change_groups[] = {
  {SectionRole::unreleased, "unreleased | upcoming release"},
  {SectionRole::added, "added | features | new features | feature | new | additions"},
  {SectionRole::changed,
   "changed | changes | improvements | improved | enhancements | minor changes | patch changes | "
   "updated | updates"},
  {SectionRole::deprecated, "deprecated | deprecations"},
  {SectionRole::removed, "removed | removals"},
  {SectionRole::fixed, "fixed | fixes | bug fixes | bugfixes | bug fix | hotfixes"},
  {SectionRole::security, "security | security fixes | vulnerabilities"},
  {SectionRole::breaking,
   "breaking changes | breaking | major changes | backwards incompatible changes"},
  {SectionRole::performance, "performance improvements | performance"},
  {SectionRole::documentation, "documentation | docs"},
  {SectionRole::internal,
   "internal | chores | chore | miscellaneous chores | miscellaneous | misc | other | "
   "other changes | refactoring | refactors | code refactoring | tests | build | build system | "
   "ci | continuous integration | styles | maintenance | housekeeping | dependencies | "
   "dependency updates"},
};

inline constexpr Aliases<FieldRole> english_fields[] = {
  {FieldRole::status, "status | state | current status"},
  {FieldRole::owner,
   "owner | owners | owned by | who | dri | owner/dri | lead | assignee | assignees | assigned to | "
   "assigned | responsible | accountable | team | point of contact | contact | decider | deciders | "
   "decision maker | decision makers | author | authors | driver | proposer | proposed by | "
   "maintainer | tech lead | engineering lead | sponsor | champion"},
  {FieldRole::priority, "priority | prio | importance | urgency"},
  {FieldRole::date, "date | decided | decided on | decision date | as of"},
  {FieldRole::created,
   "created | created on | created at | created date | creation date | date created | opened"},
  {FieldRole::last_updated,
   "last updated | updated | last update | last modified | last revised | last changed | "
   "date updated | updated on | updated at | document last updated"},
  {FieldRole::next_review, "next review | next review date | review by | review due | next revision"},
  {FieldRole::review_date, "review date | review | review on | re-review"},
  {FieldRole::revisit_when,
   "revisit when | revisit if | revisit | revisit at | revisit date | review when | "
   "reconsider when | reconsider if | review trigger | trigger to revisit"},
  {FieldRole::target_date,
   "target date | due | due date | eta | deadline | by | end | end date | target end | finish | "
   "target completion | target release date | estimated completion | expected completion | "
   "completion target | planned completion | delivery date | ship date | due on | due by"},
  {FieldRole::start,
   "start | start date | started | started on | target start | planned start | begins | kick-off"},
  {FieldRole::completed_on,
   "completed | completed on | completed at | completion date | date completed | finished | "
   "done on | delivered | delivered on | shipped | shipped on | released | released on | "
   "release date | closed on | actual completion"},
  {FieldRole::version,
   "version | document version | doc version | current version | target version | fix version | "
   "release | target release"},
  {FieldRole::timeframe,
   "timeframe | time frame | timeline | period | quarter | duration | when | horizon | sprint | "
   "planned for | window | dates | schedule"},
  {FieldRole::tracking,
   "tracking | tracking issue | tracking link | issue | issues | ticket | tickets | epic | jira | "
   "pr | prs | pull request | pull requests | linked issue | github issue"},
  {FieldRole::effort,
   "effort | estimated effort | estimate | estimation | estimated time | time estimate | size | "
   "complexity | story points | points | t-shirt size | level of effort | estimated duration"},
  {FieldRole::progress, "progress | percent complete | % complete | completion | progress percentage"},
  {FieldRole::confidence, "confidence | confidence level | certainty"},
  {FieldRole::what, "what | what it is"},
  {FieldRole::why,
   "why it matters | why | why now | why this matters | motivation | business value | value | "
   "strategic rationale"},
  {FieldRole::why_not, "why not | why not now | reason for exclusion"},
  {FieldRole::rationale, "rationale | reasoning | reason | reasons | justification"},
  {FieldRole::for_,
   "for | pros | pro | advantages | benefits | positive | positives | good | strengths | upsides"},
  {FieldRole::against,
   "against | cons | con | disadvantages | drawbacks | trade-offs | trade-off | negative | "
   "negatives | bad | weaknesses | downsides"},
  {FieldRole::goal,
   "goal | goals | strategic goal | sprint goal | milestone goal | primary goal | project goal | aim"},
  {FieldRole::objective, "objective | objectives"},
  {FieldRole::key_result, "key result | key results | kr | krs"},
  {FieldRole::theme,
   "theme | themes | strategic theme | pillar | strategic alignment | aligns with | focus | "
   "focus area"},
  {FieldRole::expected_impact,
   "expected impact | expected outcome | expected outcomes | expected results | expected benefit | "
   "expected benefits | business impact | strategic impact"},
  {FieldRole::outcome, "outcome | outcomes | result | results | actual outcome | what happened"},
  {FieldRole::scope, "scope | in scope"},
  {FieldRole::deliverables,
   "deliverables | deliverable | key deliverables | major deliverables | outputs | output | artifacts"},
  {FieldRole::summary, "summary | overview | tl;dr | tldr | abstract | synopsis"},
  {FieldRole::success_metrics,
   "success metrics | success metric | success measures | success indicators | success signals | "
   "measures of success | measure of success | success looks like | what success looks like | "
   "how we will know | how we'll know | how will we know | how we measure success | "
   "how we'll measure success | how we will measure success | target metrics | "
   "measurable outcomes | measurable goals | kpis | kpi | key performance indicators | targets | "
   "performance targets | performance goals | aspirational goals"},
  {FieldRole::criteria,
   "success criteria | acceptance criteria | acceptance | ac | success | exit criteria | "
   "exit criterion | entry criteria | graduation criteria | launch criteria | release criteria | "
   "completion criteria | done criteria | definition of done | dod | definition of ready | "
   "done when | done means | done condition | done conditions | exit conditions | "
   "success conditions | gate | gates | gate to next phase | release gates | quality gates | "
   "go/no-go | go/no-go criteria | kill criteria | what must be true"},
  {FieldRole::metrics_weak,
   "metrics | metric | key metrics | key metric | performance metrics | quality metrics | measure | "
   "measures | measurement | indicator | indicators"},
  {FieldRole::baseline, "baseline | baseline value | starting point | start value | before"},
  {FieldRole::target, "target | target value | goal value | threshold | slo"},
  {FieldRole::current_value, "current | current value | actual | actual value | achieved | now | today"},
  {FieldRole::decision,
   "decision | decision made | decision outcome | resolution | chosen option | choice"},
  {FieldRole::context, "context | background | problem | problem statement | situation"},
  {FieldRole::consequences, "consequences | consequence | implications"},
  {FieldRole::alternatives,
   "alternatives | alternatives considered | options | options considered | considered options | "
   "rejected alternatives"},
  {FieldRole::supersedes, "supersedes | supercedes | replaces | obsoletes"},
  {FieldRole::superseded_by, "superseded by | superceded by | replaced by | obsoleted by"},
  {FieldRole::likelihood, "likelihood | probability | chance | prob | odds"},
  {FieldRole::impact, "impact | impact if delayed | impact level | effect | user impact"},
  {FieldRole::severity, "severity | risk level | level | risk rating | rating | exposure | risk score"},
  {FieldRole::mitigation,
   "mitigation | mitigations | mitigation strategy | mitigation plan | risk mitigation | response | "
   "countermeasure | countermeasures | treatment | mitigation/contingency"},
  {FieldRole::contingency, "contingency | contingency plan | fallback | fallback plan | plan b"},
  {FieldRole::risk, "risk | risks | risk description"},
  {FieldRole::workaround, "workaround | workarounds | temporary workaround | interim solution"},
  {FieldRole::depends_on,
   "depends on | dependencies | dependency | depends | requires | prerequisites | prerequisite | "
   "external dependencies | dependencies and prerequisites | relies on | needs | after"},
  {FieldRole::blocks, "blocks | blocking | unblocks | enables | required by | required for"},
  {FieldRole::blocked_by,
   "blocked by | blocked on | blocker | blockers | waiting on | waiting for | pending on"},
  {FieldRole::related,
   "related | related to | see also | related documentation | related documents | related docs | "
   "related issues | related adrs | related decisions | related work | references | reference | "
   "refs | links"},
  {FieldRole::parent, "parent | parent epic | parent issue | part of | belongs to"},
  {FieldRole::documentation,
   "documentation | docs | doc | documented in | spec | specification | design doc | design | rfc | "
   "prd | details"},
  {FieldRole::kind, "type | kind | category | issue type | change type | classification"},
  {FieldRole::identifier, "id | identifier | # | no | number | key | ref"},
  {FieldRole::title,
   "title | name | item | task | feature | initiative | work item | milestone | story"},
  {FieldRole::description,
   "description | details and notes | notes | note | purpose | about | comment | comments | remarks"},
  {FieldRole::navigation, "breadcrumbs | navigation | breadcrumb"},
};

// Words that a name may carry in front without becoming another ("Key Risks", "Our Vision").
inline constexpr std::string_view english_modifiers[] = {
  "key", "overall", "main", "primary", "major", "project", "product", "technical", "business",
  "strategic", "known", "potential", "our", "the", "general", "core", "top", "proposed",
  "additional", "platform", "team", "company", "quarterly", "annual", "mvp",
};
// clang-format on

}  // namespace pland::plan
