#include "analysis/plan/vocabulary.h"

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
  return look_up(own->statuses, normalise(words));
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
