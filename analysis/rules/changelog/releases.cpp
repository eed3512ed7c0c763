#include "analysis/rules/changelog/releases.h"

#include <algorithm>
#include <map>

#include "analysis/rules/hash.h"

namespace pland::rules {
namespace {

constexpr Glance hash_bits = glance_keeps_format - 1;

bool is_release(const plan::Section& section) { return section.unit == plan::EntityKind::release; }

bool names_the_format(std::string_view text) {
  return text.find("Keep a Changelog") != std::string_view::npos ||
         text.find("keepachangelog") != std::string_view::npos ||
         text.find("Keep A Changelog") != std::string_view::npos;
}

// In its introduction: what stands below a release tells of one that was made.
bool keeps_format(const plan::ChapterFacts& facts) {
  const auto is_release_above = [](const plan::Ancestor& ancestor) {
    return ancestor.unit == plan::EntityKind::release;
  };
  if (std::any_of(facts.before.ancestors.begin(), facts.before.ancestors.end(), is_release_above))
    return false;
  const auto first = std::find_if(facts.sections.begin(), facts.sections.end(), is_release);
  const auto end = static_cast<std::uint32_t>(first - facts.sections.begin());
  return std::any_of(facts.runs.begin(), facts.runs.end(),
                     [&](const plan::Run& run) {
                       return run.section < end && names_the_format(run.plain.text);
                     }) ||
         std::any_of(facts.mentions.begin(), facts.mentions.end(), [&](const auto& mention) {
           return mention.section < end && names_the_format(mention.target);
         });
}

Release read(const plan::Plan& plan, std::uint32_t entry, const plan::ReleaseHeading* heading) {
  Release out;
  out.entry = entry;
  out.parent = plan.outline[entry].parent;
  if (heading == nullptr) {
    out.unreleased = true;
    return out;
  }
  out.version = heading->version;
  out.open = heading->open;
  out.dated = heading->numbered;  // "2027-03-01.2" says when, too
  if (!heading->date) return out;
  if (heading->date->valid && heading->date->precision == plan::DatePrecision::day &&
      !heading->date->ambiguous)
    out.date = heading->date->date;
  out.other_form = heading->date->form != plan::DateForm::iso &&
                   heading->date->form != plan::DateForm::timestamp;
  return out;
}

}  // namespace

const Release* Releases::at(std::uint32_t entry) const {
  const auto found = std::lower_bound(
      list.begin(), list.end(), entry,
      [](const Release& release, std::uint32_t wanted) { return release.entry < wanted; });
  return found == list.end() || found->entry != entry ? nullptr : &*found;
}

Glance glance_at_releases(const ChapterInput& input) {
  if (input.kind != plan::DocumentKind::changelog) return 0;
  const plan::ChapterFacts& facts = input.facts;
  Glance hash = 0, bits = 0;
  for (const plan::Section& section : facts.sections) {
    if (!is_release(section)) continue;
    if (section.role == plan::SectionRole::unreleased) bits |= glance_unreleased;
    hash = mix(hash, hash_of(facts.text(section.title_span)));
  }
  if (keeps_format(facts)) bits |= glance_keeps_format;
  return (hash & hash_bits) | bits;
}

std::uint64_t about_releases(const DocumentInput& input) {
  if (input.plan.kind != plan::DocumentKind::changelog) return 0;
  std::uint64_t hash = 1;
  for (std::size_t i = 0; i < input.glances.size(); ++i)
    if (input.glances[i] != 0) hash = mix(mix(hash, i), input.glances[i]);
  return hash | 1;
}

Releases releases_of(const DocumentInput& input) {
  Releases out;
  const plan::Plan& plan = input.plan;
  if (plan.kind != plan::DocumentKind::changelog) return out;
  out.keeps_format = std::any_of(input.glances.begin(), input.glances.end(),
                                 [](Glance glance) { return (glance & glance_keeps_format) != 0; });
  std::map<std::uint32_t, std::uint32_t> last;  // of each parent
  for (std::uint32_t entry = 0; entry < plan.outline.size(); ++entry) {
    if (plan.outline[entry].unit != plan::EntityKind::release) continue;
    const auto heading = heading_of(plan, entry);
    const bool unreleased = plan.section(entry).role == plan::SectionRole::unreleased;
    if (!heading && !unreleased) continue;
    Release release = read(plan, entry, heading ? &*heading : nullptr);
    const auto index = static_cast<std::uint32_t>(out.list.size());
    const auto [found, fresh] = last.try_emplace(release.parent, index);
    if (!fresh) {
      release.above = found->second;
      out.list[found->second].below = index;
      found->second = index;
    }
    out.list.push_back(std::move(release));
  }
  return out;
}

std::optional<plan::ReleaseHeading> heading_of(const plan::Plan& plan, std::uint32_t entry) {
  const plan::Section& section = plan.section(entry);
  auto out = plan::read_release(plan.facts(entry).text(section.title_span));
  if (!out) return out;
  const std::uint32_t base = section.title_span.begin;
  out->version_span = out->version_span.shifted(base);
  out->name = out->name.shifted(base);
  out->name_end += base;
  if (out->date) out->date->span = out->date->span.shifted(base);
  return out;
}

std::string name_of(const plan::Plan& plan, std::uint32_t entry) {
  const auto heading = heading_of(plan, entry);
  if (heading) return plan.facts(entry).text(heading->version_span);
  return plan.section(entry).title;
}

}  // namespace pland::rules
