#include "analysis/plan/vocabulary.h"

#include "analysis/plan/date.h"
#include "analysis/plan/languages.h"
#include "analysis/plan/locale_labels.h"
#include "analysis/text/unicode.h"

namespace pland::plan {
namespace {

template <typename Role>
std::optional<Role> look_up(const std::map<std::string, Role, std::less<>>& names,
                            std::string_view normal) {
  const auto found = names.find(normal);
  return found == names.end() ? std::nullopt : std::optional(found->second);
}

// Calls visit(name) for "a | b | c".
template <typename Visit>
void each_name(std::string_view list, Visit&& visit) {
  while (!list.empty()) {
    const std::size_t bar = list.find('|');
    visit(normalise(text::trim(list.substr(0, bar))));
    list.remove_prefix(bar == std::string_view::npos ? list.size() : bar + 1);
  }
}

// "Erledigt" of "Erledigt am 14.10.2026" and "Erledigt (14.10.2026)"; empty where no day ends it.
std::string_view before_day(std::string_view words) {
  const auto date = first_date(words);
  if (!date || words.find_first_not_of(" )", date->span.end) != std::string_view::npos) return {};
  std::string_view out = words.substr(0, date->span.begin);
  const auto trim_end = [&] {
    const std::size_t last = out.find_last_not_of(" (:,-");
    out = out.substr(0, last == std::string_view::npos ? 0 : last + 1);
  };
  trim_end();
  out = without_word_before_day(out);
  trim_end();
  return out;
}

}  // namespace

std::optional<FieldRole> field_role(std::string_view label, const Vocabulary* own) {
  if (own != nullptr && !own->fields.empty())
    if (const auto role = look_up(own->fields, normalise(label))) return role;
  return field_role(label);
}

std::optional<SectionRole> section_role(std::string_view title, const Vocabulary* own) {
  if (own != nullptr && !own->sections.empty())
    if (const auto role = look_up(own->sections, normalise_without_parenthesis(title))) return role;
  return section_role(title);
}

std::optional<FieldRole> field_role_of_normal(std::string_view normal, const Vocabulary* own) {
  if (own != nullptr)
    if (const auto role = look_up(own->fields, normal)) return role;
  return field_role_of_normal(normal);
}

std::optional<SectionRole> section_role_of_normal(std::string_view normal, const Vocabulary* own) {
  if (own != nullptr)
    if (const auto role = look_up(own->sections, normal)) return role;
  return section_role_of_normal(normal);
}

StatusValue read_status(std::string_view value, const Vocabulary* own) {
  if (const auto status = own_status(value, own))
    return {*status, {0, static_cast<std::uint32_t>(value.size())}, false, true};
  return read_status(value);
}

std::optional<Status> own_status(std::string_view words, const Vocabulary* own) {
  constexpr std::size_t longest = 64;  // bytes
  if (own == nullptr || own->statuses.empty() || words.size() > longest) return std::nullopt;
  if (const auto said = look_up(own->statuses, normalise(words))) return said;
  const std::string_view before = before_day(words);
  return before.empty() ? std::nullopt : look_up(own->statuses, normalise(before));
}

std::vector<std::string_view> locales() {
  std::vector<std::string_view> out;
  for (const LocaleLabels& one : locale_labels) out.push_back(one.locale);
  return out;
}

bool add_locale(std::string_view locale, Vocabulary& vocabulary) {
  for (const LocaleLabels& one : locale_labels) {
    if (one.locale != locale) continue;
    for (const auto& [role, names] : one.sections)
      each_name(names, [&, role = role](std::string name) {
        vocabulary.sections.emplace(std::move(name), role);
      });
    for (const auto& [role, names] : one.fields)
      each_name(names, [&, role = role](std::string name) {
        vocabulary.fields.emplace(std::move(name), role);
      });
    for (const auto& [status, names] : one.statuses)
      each_name(names, [&, status = status](std::string name) {
        vocabulary.statuses.emplace(std::move(name), status);
      });
    return true;
  }
  return false;
}

}  // namespace pland::plan
