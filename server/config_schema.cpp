#include "server/config_schema.h"

#include <nlohmann/json.hpp>
#include <set>
#include <string_view>
#include <vector>

#include "analysis/plan/kind.h"
#include "analysis/plan/vocabulary.h"
#include "server/file_rules.h"

namespace pland::server {
namespace {

using Json = nlohmann::ordered_json;

Json described(Json schema, std::string_view what) {
  schema["description"] = what;
  return schema;
}
Json text(std::string_view what) { return described({{"type", "string"}}, what); }
Json one_of(const std::vector<std::string_view>& words, std::string_view what) {
  return described({{"type", "string"}, {"enum", words}}, what);
}
// One string, or a list of them.
Json texts(Json item, std::string_view what) {
  Json list = {{"type", "array"}, {"items", item}};
  return described({{"anyOf", Json::array({std::move(item), std::move(list)})}}, what);
}
Json patterns(std::string_view what) { return texts({{"type", "string"}}, what); }
Json object(Json properties, std::string_view what) {
  return described(
      {{"type", "object"}, {"additionalProperties", false}, {"properties", std::move(properties)}},
      what);
}

// A rule, a group, or a glob over either.
Json rule_name() {
  std::set<std::string_view> groups = {"all", "default"};
  std::vector<std::string_view> names;
  for (const rules::Rule* rule : every_rule()) {
    groups.insert(rule->group);
    names.push_back(rule->name);
  }
  names.insert(names.begin(), groups.begin(), groups.end());
  return {{"anyOf", Json::array({{{"type", "string"}, {"enum", names}},
                                 {{"type", "string"}, {"pattern", "[*?]"}}})}};
}

Json severity(std::string_view what) {
  return one_of({"error", "warning", "information", "hint", "off"}, what);
}

Json severities() {
  Json properties = Json::object();
  for (const rules::Rule* rule : every_rule()) properties[rule->name] = severity(rule->summary);
  Json out = described({{"type", "object"}, {"properties", std::move(properties)}},
                       "How loud rules are; also by group or glob");
  out["additionalProperties"] = severity("The severity of all rules of that name");
  return out;
}

Json rules_table() {
  return object({{"select", texts({{"$ref", "#/definitions/rule"}}, "Which rules speak")},
                 {"ignore", texts({{"$ref", "#/definitions/rule"}}, "Which of them do not")},
                 {"severity", {{"$ref", "#/definitions/severities"}}}},
                "Which rules speak, and how loud");
}

std::vector<std::string_view> kind_names() {
  std::vector<std::string_view> out;
  for (const plan::KindSchema& schema : plan::kinds()) out.push_back(schema.name);
  return out;
}

std::vector<std::string_view> locale_names() {
  std::vector<std::string_view> out = plan::locales();
  out.insert(out.begin(), "en");
  return out;
}

Json word_lists(std::string_view what) {
  Json out = described({{"type", "object"}}, what);
  out["additionalProperties"] = patterns("The words");
  return out;
}

Json kind_table() {
  Json out = object({{"name", text("A built-in kind, or the name of your own")},
                     {"files", patterns("Which documents are of this kind")},
                     {"template", text("A Markdown file whose headings are the kind's sections")},
                     {"base", one_of(kind_names(), "The built-in kind that yours is like")}},
                    "Says which documents are of a kind");
  out["required"] = {"name", "files"};
  return out;
}

}  // namespace

std::string config_schema() {
  Json overrides = object({{"files", patterns("Which documents these are for")},
                           {"rules", {{"$ref", "#/definitions/rules"}}}},
                          "What holds for some documents only");
  overrides["required"] = {"files"};
  Json properties = {
      {"extends", patterns("Other files of settings, whose words come before this one's")},
      {"today", described({{"type", "string"}, {"format", "date"}}, "The day to judge by")},
      {"fiscal-year-start",
       described({{"anyOf", Json::array({{{"type", "integer"}, {"minimum", 1}, {"maximum", 12}},
                                         {{"type", "string"}}})}},
                 "The month that the year starts with, as a number or a name")},
      {"anchor-style",
       one_of({"github", "gitlab", "mkdocs"}, "Whose anchors headings get; github by default")},
      {"wiki-links",
       described({{"type", "boolean"}}, "Whether [[name]] is a link; false by default")},
      {"locales", texts({{"type", "string"}, {"enum", locale_names()}},
                        "Languages whose labels are known beside English")},
      {"vocabulary",
       object({{"labels", word_lists("Other names of sections and fields, by one that "
                                     "pland knows")},
               {"statuses", word_lists("Other words for how far something is, by "
                                       "status")},
               {"scales", word_lists("The values that a field may have, by its label")},
               {"owners", patterns("Who can own something")}},
              "Words of your own")},
      {"exclude", patterns("Documents to leave out, as patterns of .gitignore")},
      {"respect-gitignore",
       described({{"type", "boolean"}}, "Whether what Git ignores is left out; true by default")},
      {"require-reason",
       described({{"type", "boolean"}},
                 "Whether a comment that silences findings must say why; false by default")},
      {"inlay-hints", one_of({"off", "minimal", "full"},
                             "What editors show between the words; minimal by default")},
      {"rules", {{"$ref", "#/definitions/rules"}}},
      {"overrides", {{"type", "array"}, {"items", std::move(overrides)}}},
      {"kinds", described({{"type", "object"},
                           {"additionalProperties", {{"type", "string"}, {"enum", kind_names()}}}},
                          "Patterns, and the kind that the documents they cover are of")},
      {"kind", {{"type", "array"}, {"items", kind_table()}}},
  };
  Json schema = {{"$schema", "http://json-schema.org/draft-07/schema#"},
                 {"title", "pland.toml"},
                 {"description", "Settings of pland, the checker of planning Markdown"},
                 {"type", "object"},
                 {"additionalProperties", false},
                 {"properties", std::move(properties)},
                 {"definitions",
                  {{"rule", rule_name()}, {"rules", rules_table()}, {"severities", severities()}}}};
  return schema.dump(2) + "\n";
}

}  // namespace pland::server
