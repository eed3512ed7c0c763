// A release's date that cannot be: before the release below it, long after today, in another form
// than the one the changelog promises, or not there among dates.
//
// Releases of one line follow each other in time, and so do a feature release and the one before
// it; a fix of an older line may be younger than all above it. Dates that no calendar has are
// impossible-date's.
#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "analysis/rules/changelog/releases.h"
#include "analysis/rules/entity.h"
#include "analysis/rules/reach.h"

namespace pland::rules {
namespace {

using plan::Date;

constexpr int planned_ahead = 31;  // days: a release that is prepared may bear its date already

struct Fault {
  enum class Kind : std::uint8_t { other_form, earlier, future, missing } kind;
  std::uint32_t entry = 0;
  std::uint32_t other = plan::no_index;  // entry
  Date date, other_date;
  std::optional<Date> own_fix, other_fix;
};
struct Faults {
  std::vector<Fault> list;  // by entry
};

// Whether `upper` cannot have been made before `lower`, which stands below it.
bool must_follow(const plan::Version& upper, const plan::Version& lower) {
  if (plan::compare(upper, lower) != std::partial_ordering::greater) return false;
  if (plan::same_line(upper, lower)) return true;
  const bool feature = lower.numbers.size() < 3 || lower.numbers[2] == 0;
  return upper.numbers[0] == lower.numbers[0] && feature && upper.suffix.empty() &&
         lower.suffix.empty();
}

// The dates that somebody may have meant: another year, day and month in the other order.
std::optional<Date> meant(Date written, Date first, Date last) {
  std::vector<Date> tried;
  for (const int by : {1, -1}) {
    Date other = written;
    other.year = static_cast<std::int16_t>(other.year + by);
    tried.push_back(other);
  }
  tried.push_back({written.year, written.day, written.month});
  for (const Date date : tried)
    if (plan::is_valid(date) && first <= date && date <= last) return date;
  return std::nullopt;
}

class Judge {
 public:
  Judge(const Releases& releases, const Settings& settings, std::vector<Fault>& out)
      : releases_(releases), settings_(settings), out_(out) {}

  void siblings(const std::vector<const Release*>& all) {
    std::vector<const Release*> dated;
    for (const Release* release : all)
      if (release->date) dated.push_back(release);
    for (std::size_t i = 0; i < dated.size(); ++i) {
      if (plan::days_between(settings_.today, *dated[i]->date) > planned_ahead && !dated[i]->open)
        future(dated, i);
      else if (i + 1 < dated.size() && *dated[i]->date < *dated[i + 1]->date &&
               must_follow(dated[i]->version, dated[i + 1]->version))
        earlier(dated, i);
    }
    forms(all);
    missing(all);
  }

 private:
  static constexpr Date never_before = {1990, 1, 1};

  // `dated[at]` is earlier than the one below it.
  void earlier(const std::vector<const Release*>& dated, std::size_t at) {
    const Date own = *dated[at]->date, other = *dated[at + 1]->date;
    Date latest = settings_.today;
    if (at > 0 && *dated[at - 1]->date >= other) latest = *dated[at - 1]->date;
    const Date earliest =
        at + 2 < dated.size() && *dated[at + 2]->date <= own ? *dated[at + 2]->date : never_before;
    out_.push_back({Fault::Kind::earlier, dated[at]->entry, dated[at + 1]->entry, own, other,
                    meant(own, other, latest), meant(other, earliest, own)});
  }

  void future(const std::vector<const Release*>& dated, std::size_t at) {
    const Date own = *dated[at]->date;
    const Date first = at + 1 < dated.size() ? *dated[at + 1]->date : never_before;
    out_.push_back({Fault::Kind::future,
                    dated[at]->entry,
                    plan::no_index,
                    own,
                    {},
                    meant(own, first, settings_.today),
                    {}});
  }

  // Where all of them have another form, one finding will do.
  void forms(const std::vector<const Release*>& all) {
    if (!releases_.keeps_format) return;
    const bool any_iso = std::any_of(all.begin(), all.end(), [](const Release* release) {
      return release->dated && !release->other_form;
    });
    for (const Release* release : all) {
      if (!release->other_form) continue;
      out_.push_back({Fault::Kind::other_form,
                      release->entry,
                      plan::no_index,
                      release->date.value_or(Date{}),
                      {},
                      release->date,
                      {}});
      if (!any_iso) return;
    }
  }

  // Among many dates, with dates above and below: before the first one nobody dated releases yet.
  void missing(const std::vector<const Release*>& all) {
    const auto is_dated = [](const Release* release) { return release->dated; };
    const auto dates = std::count_if(all.begin(), all.end(), is_dated);
    if (all.size() < 4 || static_cast<std::size_t>(dates) * 4 < all.size() * 3) return;
    const auto first = std::find_if(all.begin(), all.end(), is_dated);
    const auto last = std::find_if(all.rbegin(), all.rend(), is_dated).base();
    for (auto at = first; at != last; ++at) {
      const Release& release = **at;
      if (release.dated || release.open || !release.version.suffix.empty()) continue;
      const auto model = std::find_if(std::make_reverse_iterator(at), all.rend(),
                                      [](const Release* one) { return one->date.has_value(); });
      if (model == all.rend()) continue;
      out_.push_back({Fault::Kind::missing, release.entry, (*model)->entry, {}, {}, {}, {}});
    }
  }

  const Releases& releases_;
  const Settings& settings_;
  std::vector<Fault>& out_;
};

std::shared_ptr<const void> prepare(const DocumentInput& input) {
  const Releases releases = releases_of(input);
  std::map<std::uint32_t, std::vector<const Release*>> by_parent;
  for (const Release& release : releases.list)
    if (!release.unreleased) by_parent[release.parent].push_back(&release);
  auto out = std::make_shared<Faults>();
  Judge judge(releases, input.settings, out->list);
  for (const auto& [parent, list] : by_parent) judge.siblings(list);
  std::stable_sort(out->list.begin(), out->list.end(),
                   [](const Fault& a, const Fault& b) { return a.entry < b.entry; });
  return out;
}

std::string message_of(const plan::Plan& plan, const Fault& fault, const Settings& settings) {
  const std::string name = name_of(plan, fault.entry);
  switch (fault.kind) {
    case Fault::Kind::other_form:
      return fmt::format("{} has a date of another form than Keep a Changelog's YYYY-MM-DD", name);
    case Fault::Kind::earlier:
      return fmt::format("{} is dated {}, before {} below it ({})", name, to_iso(fault.date),
                         name_of(plan, fault.other), to_iso(fault.other_date));
    case Fault::Kind::future:
      return fmt::format(
          "{} is dated {}, which is {} from now", name, to_iso(fault.date),
          counted(static_cast<std::size_t>(plan::days_between(settings.today, fault.date)), "day"));
    case Fault::Kind::missing:
      return fmt::format("{} has no date; the releases above and below it have one", name);
  }
  return name;
}

// In the form in which the release above has its date: " - 2027-03-01", " (2027-03-01)".
void offer_date(Finding& finding, const plan::Plan& plan, const Fault& fault, Report& report) {
  const auto heading = heading_of(plan, fault.entry);
  const auto model = heading_of(plan, fault.other);
  if (!heading || !model || !model->date) return;
  report.read_off(plan.outline[fault.other].chapter);
  const std::string before =
      plan.facts(fault.other).text({model->name_end, model->date->span.begin});
  const bool open = before.find('(') != std::string::npos;
  Fix& fix = finding.fixes.emplace_back();
  fix.title = "Say when it was released";
  fix.safe = false;
  fix.snippet = true;
  fix.edits.push_back(
      {"",
       {heading->name_end, heading->name_end},
       fmt::format("{}${{1:YYYY-MM-DD}}{}", open ? " (" : snippet_of(before), open ? ")" : "")});
}

void offer_write(Finding& finding, Span span, std::string title, std::string text, bool safe) {
  Fix& fix = finding.fixes.emplace_back();
  fix.title = std::move(title);
  fix.safe = safe;
  fix.edits.push_back({"", span, std::move(text)});
}

void say(const EntryInput& input, const Fault& fault, Report& report) {
  const plan::Plan& plan = input.document.plan;
  const auto heading = heading_of(plan, fault.entry);
  if (!heading) return;
  const bool missing = fault.kind == Fault::Kind::missing;
  if (!missing && !heading->date) return;
  const Span span = missing ? heading->name : heading->date->span;
  Finding& finding = report.add(span, message_of(plan, fault, input.document.settings));
  finding.severity = fault.kind == Fault::Kind::other_form ? Severity::error
                     : missing                             ? Severity::information
                                                           : Severity::warning;
  name_section_entity(finding, plan.facts(fault.entry), plan.outline[fault.entry].section);
  if (missing) return offer_date(finding, plan, fault, report);

  const std::string written = plan.facts(fault.entry).text(span);
  const auto spelt = [&](Date date, const plan::FoundDate& found, const std::string& as) {
    const std::string like = plan::spelt_like(as, found, date);
    return like.empty() ? to_iso(date) : like;
  };
  if (fault.own_fix && fault.kind == Fault::Kind::other_form) {
    offer_write(finding, span, "Write " + to_iso(*fault.own_fix), to_iso(*fault.own_fix), true);
  } else if (fault.own_fix) {
    const std::string text = spelt(*fault.own_fix, *heading->date, written);
    offer_write(finding, span, "Write " + text, text, false);
  }
  if (fault.other == plan::no_index) return;
  const auto other = heading_of(plan, fault.other);
  if (!other || !other->date) return;
  report.read_off(plan.outline[fault.other].chapter);
  finding.related.push_back(
      {"", other->date->span, "The release below it", plan.outline[fault.other].chapter});
  if (!fault.other_fix || !reach(report, plan, fault.entry, fault.other)) return;
  const std::string text =
      spelt(*fault.other_fix, *other->date, plan.facts(fault.other).text(other->date->span));
  offer_write(finding,
              seen_from(plan, fault.entry, other->date->span.shifted(plan.offset(fault.other))),
              fmt::format("Write {} for {}", text, name_of(plan, fault.other)), text, false);
}

void judge_entry(const EntryInput& input, Report& report) {
  if (input.about == 0) return;
  if (input.document.plan.outline[input.entry].unit != plan::EntityKind::release) return;
  const auto& list = static_cast<const Faults*>(input.prepared)->list;
  const auto before = [](const Fault& one, std::uint32_t entry) { return one.entry < entry; };
  for (auto at = std::lower_bound(list.begin(), list.end(), input.entry, before);
       at != list.end() && at->entry == input.entry; ++at)
    say(input, *at, report);
}

}  // namespace

extern const Rule release_date = {
    .name = "release-date",
    .group = "changelog",
    .severity = Severity::warning,
    .summary = "A release's date cannot be right, or is missing among others",
    .entry = judge_entry,
    .about = about_releases,
    .prepare = prepare,
    .glance = glance_at_releases,
    .tier = Tier::entity,
};

}  // namespace pland::rules
