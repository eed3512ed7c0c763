#include "server/config_reader.h"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>
#include <memory>
#include <optional>
#include <utility>

#include "analysis/plan/kind.h"
#include "analysis/plan/label.h"
#include "analysis/plan/month_names.h"
#include "analysis/workspace/path.h"
#include "server/code_owners.h"
#include "server/file_rules.h"
#include "server/files.h"
#include "server/setting.h"

namespace pland::server {
namespace {

// Keys of `[vocabulary]` that people write beside it.
bool is_of_vocabulary(std::string_view key) {
  return key == "labels" || key == "statuses" || key == "scales" || key == "owners";
}

// Reads a tree of settings into a Config. What it does not understand is reported where it stands.
class Reader {
 public:
  Reader(Config& out, std::string_view folder, std::vector<std::string> extending)
      : out_(out), folder_(folder), extending_(std::move(extending)) {}

  void root(const Setting& table) {
    // What another file says comes first: this one's own words win.
    for (const SettingMember& member : table.members)
      if (member.key == "extends") extends(member.value);
    std::vector<Config::KindOf> inherited = std::exchange(out_.kinds, {});
    own_members(table);
    // The words of a language stand back behind those that were said one by one.
    for (const SettingMember& member : table.members)
      if (member.key == "locales") locales(member.value);
    if (!vocabulary_.empty())
      out_.vocabulary = std::make_shared<const plan::Vocabulary>(std::move(vocabulary_));
    out_.kinds.insert(out_.kinds.end(), std::make_move_iterator(inherited.begin()),
                      std::make_move_iterator(inherited.end()));
  }

 private:
  void own_members(const Setting& table) {
    members(table, "",
            {"extends", "require-reason", "today", "fiscal-year-start", "anchor-style",
             "wiki-links", "locales", "vocabulary", "exclude", "respect-gitignore", "inlay-hints",
             "rules", "overrides", "kinds", "kind"},
            [&](const SettingMember& member) {
              const auto& [key, span, value] = member;
              if (key == "today") today(value);
              if (key == "fiscal-year-start") fiscal_year_start(value);
              if (key == "anchor-style") anchor_style(value);
              if (key == "vocabulary") vocabulary(value);
              if (key == "require-reason" &&
                  expect(value, Setting::Kind::boolean, key, "true or false"))
                out_.require_reason = value.boolean;
              if (key == "wiki-links") {
                if (expect(value, Setting::Kind::boolean, key, "true or false")) {
                  out_.wiki_links = value.boolean;
                }
              }
              if (key == "exclude") {
                out_.exclude.push_back({folder_, Patterns(strings(value, "exclude"))});
              }
              if (key == "respect-gitignore") {
                if (expect(value, Setting::Kind::boolean, key, "true or false")) {
                  out_.respect_gitignore = value.boolean;
                }
              }
              if (key == "inlay-hints") inlay_hints(value);
              if (key == "rules") rules(value, "rules", out_.rules);
              if (key == "overrides") {
                each_table(value, key, [&](const Setting& entry) { override_of(entry); });
              }
              if (key == "kinds") kinds(value);
              if (key == "kind") {
                each_table(value, key, [&](const Setting& entry) { kind(entry); });
              }
            });
  }

  // -- saying what is wrong
  rules::Finding& report(const rules::Rule& rule, Span span, std::string message) {
    return rules::Report(rule, out_.findings).add(span, std::move(message));
  }
  void suggest(rules::Finding& finding, Span span, std::string_view better, bool quoted) {
    if (better.empty()) return;
    finding.message += fmt::format("; did you mean \"{}\"?", better);
    rules::Fix fix;
    fix.title = fmt::format("Change to \"{}\"", better);
    fix.preferred = true;
    fix.edits.push_back({"", span, quoted ? fmt::format("\"{}\"", better) : std::string(better)});
    finding.fixes.push_back(std::move(fix));
  }
  bool expect(const Setting& value, Setting::Kind kind, std::string_view key,
              std::string_view what) {
    if (value.kind == kind) return true;
    report(invalid_setting, value.span, fmt::format("\"{}\" must be {}", key, what));
    return false;
  }

  // -- shapes
  template <typename Visit>
  void members(const Setting& table, std::string_view prefix,
               const std::vector<std::string_view>& known, Visit&& visit) {
    if (table.kind != Setting::Kind::table) {
      report(invalid_setting, table.span,
             fmt::format("\"{}\" must be a table", prefix.empty() ? "pland" : prefix));
      return;
    }
    for (const SettingMember& member : table.members) {
      if (std::find(known.begin(), known.end(), member.key) != known.end()) {
        visit(member);
        continue;
      }
      std::string name = prefix.empty() ? member.key : fmt::format("{}.{}", prefix, member.key);
      rules::Finding& finding =
          report(unknown_setting, member.span, fmt::format("there is no setting \"{}\"", name));
      const bool is_table = member.value.kind == Setting::Kind::table;
      if (prefix.empty() && is_of_vocabulary(member.key)) {
        finding.message += "; it stands in [vocabulary]";
        continue;
      }
      const std::string_view meant = nearest(member.key, known);
      suggest(finding, member.span, meant, false);
      // A table that would become something else is for its author to move.
      const bool fits =
          !prefix.empty() || meant == "rules" || meant == "vocabulary" || meant == "kinds";
      if (is_table && !fits)
        for (rules::Fix& fix : finding.fixes) fix.safe = false;
    }
  }
  template <typename Visit>
  void each_table(const Setting& value, std::string_view key, Visit&& visit) {
    if (!expect(value, Setting::Kind::array, key, fmt::format("written as [[{}]]", key))) return;
    for (const Setting& entry : value.items) visit(entry);
  }
  // One string, or a list of them.
  std::vector<std::string> strings(const Setting& value, std::string_view key) {
    std::vector<std::string> result;
    each_string(value, key, [&](const Setting& one) { result.push_back(one.string); });
    return result;
  }
  template <typename Visit>
  void each_string(const Setting& value, std::string_view key, Visit&& visit) {
    if (value.kind == Setting::Kind::string) return visit(value);
    if (!expect(value, Setting::Kind::array, key, "a list of strings")) return;
    for (const Setting& item : value.items) {
      if (expect(item, Setting::Kind::string, key, "a list of strings")) visit(item);
    }
  }

  // -- the settings
  void today(const Setting& value) {
    out_.today = value.kind == Setting::Kind::string ? parse_date(value.string) : std::nullopt;
    if (out_.today) return;
    report(invalid_setting, value.span, "\"today\" must be a day, written YYYY-MM-DD");
  }

  void fiscal_year_start(const Setting& value) {
    if (value.kind == Setting::Kind::integer && value.integer >= 1 && value.integer <= 12) {
      out_.fiscal_year_start = static_cast<int>(value.integer);
    } else if (auto month = value.kind == Setting::Kind::string ? plan::month_named(value.string)
                                                                : std::nullopt) {
      out_.fiscal_year_start = month;
    } else {
      rules::Finding& finding =
          report(invalid_setting, value.span,
                 "\"fiscal-year-start\" must be a month, 1 to 12 or its name");
      if (value.kind != Setting::Kind::string) return;
      const std::vector<std::string_view> months = {
          "january", "february", "march",     "april",   "may",      "june",
          "july",    "august",   "september", "october", "november", "december"};
      std::string meant(nearest(value.string, months));
      if (!meant.empty()) meant[0] = static_cast<char>(meant[0] - 'a' + 'A');
      suggest(finding, value.span, meant, true);
    }
  }

  void anchor_style(const Setting& value) {
    const std::vector<std::string_view> styles = {"github", "gitlab", "mkdocs"};
    const bool word = value.kind == Setting::Kind::string;
    out_.anchor_style = word ? text::anchor_style_named(value.string) : std::nullopt;
    if (out_.anchor_style) return;
    rules::Finding& finding =
        report(invalid_setting, value.span,
               "\"anchor-style\" must be \"github\", \"gitlab\" or \"mkdocs\"");
    if (word) suggest(finding, value.span, nearest(value.string, styles), true);
  }

  void inlay_hints(const Setting& value) {
    if (value.kind == Setting::Kind::string)
      out_.inlay_hints = features::hint_level_named(value.string);
    if (out_.inlay_hints) return;
    rules::Finding& finding = report(invalid_setting, value.span,
                                     "\"inlay-hints\" must be \"off\", \"minimal\" or \"full\"");
    if (value.kind == Setting::Kind::string)
      suggest(finding, value.span, nearest(value.string, {"off", "minimal", "full"}), true);
  }

  std::vector<std::string> rule_names(const Setting& value, std::string_view key) {
    std::vector<std::string> result;
    each_string(value, key, [&](const Setting& one) {
      if (names_a_rule(one.string)) return result.push_back(one.string);
      rules::Finding& finding =
          report(unknown_setting, one.span, fmt::format("there is no rule \"{}\"", one.string));
      suggest(finding, one.span, nearest_rule(one.string), true);
    });
    return result;
  }

  void severities(const Setting& value, std::string_view key, RuleChoice& choice) {
    if (!expect(value, Setting::Kind::table, key, "a table of rules and severities")) return;
    const std::vector<std::string_view> levels = {"error", "warning", "information", "hint", "off"};
    for (const SettingMember& member : value.members) {
      if (!names_a_rule(member.key)) {
        rules::Finding& finding = report(unknown_setting, member.span,
                                         fmt::format("there is no rule \"{}\"", member.key));
        suggest(finding, member.span, nearest_rule(member.key), false);
        continue;
      }
      const Setting& level = member.value;
      if (level.kind == Setting::Kind::string &&
          std::find(levels.begin(), levels.end(), level.string) != levels.end()) {
        choice.severity[member.key] = level.string;
        continue;
      }
      if (level.kind == Setting::Kind::string && level.string == "info") {
        choice.severity[member.key] = "information";
        continue;
      }
      rules::Finding& finding =
          report(invalid_setting, level.span,
                 "a severity must be \"error\", \"warning\", \"information\", \"hint\" or \"off\"");
      if (level.kind == Setting::Kind::string) {
        suggest(finding, level.span, nearest(level.string, levels), true);
      }
    }
  }

  void rules(const Setting& value, std::string_view key, RuleChoice& choice) {
    members(value, key, {"select", "ignore", "severity"}, [&](const SettingMember& member) {
      std::string name = fmt::format("{}.{}", key, member.key);
      if (member.key == "select") choice.select = rule_names(member.value, name);
      if (member.key == "ignore") {
        std::vector<std::string> names = rule_names(member.value, name);
        append(choice.ignore, names);  // to what another file leaves out
      }
      if (member.key == "severity") severities(member.value, name, choice);
    });
  }

  void override_of(const Setting& entry) {
    Config::Override result;
    members(entry, "overrides", {"files", "rules"}, [&](const SettingMember& member) {
      if (member.key == "files") {
        result.files = {folder_, Patterns(strings(member.value, "overrides.files"))};
      }
      if (member.key == "rules") rules(member.value, "overrides.rules", result.rules);
    });
    if (result.files.patterns.empty() && entry.kind == Setting::Kind::table) {
      report(invalid_setting, entry.span,
             "these overrides need \"files\", the patterns they are for");
    }
    out_.overrides.push_back(std::move(result));
  }

  // -- words
  void locales(const Setting& value) {
    const std::vector<std::string_view> known = plan::locales();
    each_string(value, "locales", [&](const Setting& one) {
      if (one.string == "en") return;
      if (plan::add_locale(one.string, vocabulary_)) return out_.locales.push_back(one.string);
      report(invalid_setting, one.span,
             fmt::format("there are no labels for \"{}\"; there are \"en\", \"{}\"", one.string,
                         fmt::join(known, "\", \"")));
    });
  }

  // `labels.ROLE = ["Name", …]`, `statuses.STATUS = ["word", …]`, `scales.FIELD = ["value", …]` and
  // `owners = ["Name", …]`.
  void vocabulary(const Setting& value) {
    members(value, "vocabulary", {"labels", "statuses", "scales", "owners"},
            [&](const SettingMember& member) {
              const std::string key = fmt::format("vocabulary.{}", member.key);
              if (member.key == "owners") return owners(member.value, key);
              if (!expect(member.value, Setting::Kind::table, key, "a table of names and lists"))
                return;
              for (const SettingMember& one : member.value.members) {
                if (member.key == "labels") label(one, key);
                if (member.key == "statuses") status(one, key);
                if (member.key == "scales") scale(one, key);
              }
            });
  }

  // Names as they are to be written; "CODEOWNERS" stands for all whom that file names.
  void owners(const Setting& value, std::string_view key) {
    vocabulary_.owners.clear();
    each_string(value, key, [&](const Setting& one) {
      if (one.string != "CODEOWNERS") return vocabulary_.owners.push_back(one.string);
      std::string text;
      bool found = false;
      for (const std::string& place : code_owners_places()) {
        const std::string path = path_of(place);
        out_.reads.push_back(path);
        if (!found) found = !read_file(path, text).has_value();
      }
      if (!found) {
        report(invalid_setting, one.span,
               fmt::format("there is no file for \"CODEOWNERS\": it is looked for as {}",
                           fmt::join(code_owners_places(), ", ")));
      }
      for (std::string& owner : owners_in(text)) vocabulary_.owners.push_back(std::move(owner));
    });
  }

  // Every name that fields and sections are known by, lower case.
  static std::vector<std::string_view> names_of_fields() {
    std::vector<std::string_view> out;
    for (int i = 0; i <= static_cast<int>(plan::FieldRole::navigation); ++i)
      for (const std::string_view name : plan::names_of(static_cast<plan::FieldRole>(i)))
        out.push_back(name);
    return out;
  }
  static std::vector<std::string_view> names_of_labels() {
    std::vector<std::string_view> out = names_of_fields();
    for (int i = 0; i <= static_cast<int>(plan::SectionRole::workflow); ++i)
      for (const std::string_view name : plan::names_of(static_cast<plan::SectionRole>(i)))
        out.push_back(name);
    return out;
  }

  // For a key of a table: quoted where TOML wants it.
  void suggest_key(rules::Finding& finding, Span span, std::string_view better) {
    const bool bare =
        better.find_first_not_of("abcdefghijklmnopqrstuvwxyz-_0123456789") == std::string::npos;
    suggest(finding, span, better, !bare);
  }

  void scale(const SettingMember& member, std::string_view key) {
    const auto field = plan::field_role(member.key);
    if (!field) {
      rules::Finding& finding =
          report(unknown_setting, member.span,
                 fmt::format("no field is called \"{}\": say a label that pland knows, such as "
                             "\"likelihood\" or \"impact\"",
                             member.key));
      suggest_key(finding, member.span, nearest(member.key, names_of_fields()));
      return;
    }
    std::vector<std::string> words = strings(member.value, fmt::format("{}.{}", key, member.key));
    if (words.empty()) return;
    vocabulary_.scales[*field] = std::move(words);
  }

  // A role is called what everybody calls it: "owner", "Success Metrics".
  void label(const SettingMember& member, std::string_view key) {
    const auto field = plan::field_role(member.key);
    const auto section = plan::section_role(member.key);
    if (!field && !section) {
      rules::Finding& finding = report(
          unknown_setting, member.span,
          fmt::format("nothing is called \"{}\": say a label or heading that pland knows, such as "
                      "\"owner\" or \"success metrics\"",
                      member.key));
      suggest_key(finding, member.span, nearest(member.key, names_of_labels()));
      return;
    }
    each_string(member.value, fmt::format("{}.{}", key, member.key), [&](const Setting& one) {
      const std::string name = plan::normalise(one.string);
      if (field) vocabulary_.fields[name] = *field;
      if (section) vocabulary_.sections[name] = *section;
    });
  }

  void status(const SettingMember& member, std::string_view key) {
    const plan::StatusValue said = plan::read_status(member.key);
    if (!said.status) {
      rules::Finding& finding = report(
          unknown_setting, member.span,
          fmt::format("\"{}\" is no status: there are draft, todo, doing, blocked, at risk, done, "
                      "dropped, deferred and superseded",
                      member.key));
      suggest_key(finding, member.span,
                  nearest(member.key, {"draft", "todo", "doing", "blocked", "at risk", "done",
                                       "dropped", "deferred", "superseded"}));
      return;
    }
    each_string(member.value, fmt::format("{}.{}", key, member.key), [&](const Setting& one) {
      vocabulary_.statuses[plan::normalise(one.string)] = *said.status;
    });
  }

  // -- other files
  std::string path_of(std::string_view written) const { return workspace::join(folder_, written); }

  void extends(const Setting& value) {
    each_string(value, "extends", [&](const Setting& one) {
      const std::string path = path_of(one.string);
      out_.reads.push_back(path);
      if (std::find(extending_.begin(), extending_.end(), path) != extending_.end()) {
        report(invalid_setting, one.span,
               fmt::format("\"{}\" extends this file: one of them must go first", one.string));
        return;
      }
      std::string text;
      if (const auto trouble = read_file(path, text)) {
        report(invalid_setting, one.span, fmt::format("\"{}\" {}", one.string, trouble->message));
        return;
      }
      std::vector<std::string> extending = extending_;
      extending.push_back(path);
      Config base = read_config_file(path, workspace::directory_of(path), std::move(text),
                                     std::move(extending));
      if (base.error) {
        report(
            invalid_setting, one.span,
            fmt::format("\"{}\", line {}: {}", one.string, base.error->line, base.error->message));
        return;
      }
      if (!base.findings.empty())
        report(invalid_setting, one.span,
               fmt::format("in \"{}\": {}", one.string, base.findings.front().message));
      inherit(std::move(base));
    });
  }

  // Of several files the later one wins.
  void inherit(Config base) {
    const auto take = [](auto& own, auto& other) {
      if (other) own = other;
    };
    take(out_.today, base.today);
    take(out_.fiscal_year_start, base.fiscal_year_start);
    take(out_.respect_gitignore, base.respect_gitignore);
    take(out_.anchor_style, base.anchor_style);
    take(out_.wiki_links, base.wiki_links);
    take(out_.require_reason, base.require_reason);
    if (base.vocabulary != nullptr) vocabulary_ = *base.vocabulary;
    append(out_.locales, base.locales);
    take(out_.inlay_hints, base.inlay_hints);
    take(out_.rules.select, base.rules.select);
    append(out_.rules.ignore, base.rules.ignore);
    for (auto& [rule, severity] : base.rules.severity) out_.rules.severity[rule] = severity;
    append(out_.exclude, base.exclude);
    append(out_.overrides, base.overrides);
    base.kinds.insert(base.kinds.end(), out_.kinds.begin(), out_.kinds.end());
    out_.kinds = std::move(base.kinds);
    append(out_.reads, base.reads);
  }
  template <typename T>
  static void append(std::vector<T>& to, std::vector<T>& from) {
    to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
  }

  // -- kinds
  std::optional<plan::DocumentKind> document_kind(const Setting& value, std::string_view key) {
    if (!expect(value, Setting::Kind::string, key, "the name of a kind")) return std::nullopt;
    if (auto kind = plan::document_kind_named(value.string)) return kind;
    rules::Finding& finding =
        report(invalid_setting, value.span, fmt::format("there is no kind \"{}\"", value.string));
    std::vector<std::string_view> names;
    for (const plan::KindSchema& schema : plan::kinds()) names.push_back(schema.name);
    if (auto better = nearest(value.string, names); !better.empty()) {
      suggest(finding, value.span, better, true);
    } else {
      finding.message += fmt::format("; there are {}", fmt::join(names, ", "));
    }
    return std::nullopt;
  }

  void kinds(const Setting& value) {
    if (!expect(value, Setting::Kind::table, "kinds", "a table of patterns and kinds")) return;
    for (const SettingMember& member : value.members) {
      if (auto kind = document_kind(member.value, "kinds")) {
        out_.kinds.push_back({{folder_, Patterns({member.key})}, *kind, nullptr, {}, {member.key}});
      }
    }
  }

  void kind(const Setting& entry) {
    if (!expect(entry, Setting::Kind::table, "kind", "a table")) return;
    const Setting* name = nullptr;
    const Setting* own_template = nullptr;
    Config::KindOf made;
    made.files.folder = folder_;
    members(entry, "kind", {"name", "files", "template", "base"}, [&](const SettingMember& member) {
      const Setting& value = member.value;
      if (member.key == "files") {
        made.written = strings(value, "kind.files");
        made.files.patterns = Patterns(made.written);
      }
      if (member.key == "base") made.kind = document_kind(value, "kind.base");
      if (member.key == "name" && expect(value, Setting::Kind::string, "kind.name", "a name"))
        name = &value;
      if (member.key == "template" &&
          expect(value, Setting::Kind::string, "kind.template", "the path of a Markdown file"))
        own_template = &value;
    });
    if (name == nullptr) {
      report(invalid_setting, entry.span, "these files need \"name\", the kind that they are of");
      return;
    }
    if (made.files.patterns.empty()) {
      report(invalid_setting, entry.span, "this kind needs \"files\", the patterns it is for");
      return;
    }
    if (own_template == nullptr) {
      made.kind = document_kind(*name, "kind.name");
    } else {
      if (!made.kind) made.kind = plan::document_kind_named(name->string);
      made.schema = schema_of(*own_template, name->string);
      made.template_path = path_of(own_template->string);
    }
    if (made.kind || made.schema != nullptr) out_.kinds.push_back(std::move(made));
  }

  std::shared_ptr<const plan::KindSchema> schema_of(const Setting& path, const std::string& name) {
    const std::string full = path_of(path.string);
    out_.reads.push_back(full);
    std::string text;
    if (const auto trouble = read_file(full, text)) {
      report(invalid_setting, path.span, fmt::format("\"{}\" {}", path.string, trouble->message));
      return nullptr;
    }
    auto schema = std::make_shared<plan::KindSchema>(plan::parse_kind(text));
    schema->name = name;
    // Without an annotation the title is what the template's own heading says: a placeholder.
    if (schema->title.empty() || schema->title.find('[') != std::string::npos) schema->title = name;
    if (!schema->sections.empty() || !schema->fields.empty()) return schema;
    report(invalid_setting, path.span,
           fmt::format("\"{}\" has no headings: a template's headings are the kind's sections",
                       path.string));
    return nullptr;
  }

  Config& out_;
  std::string folder_;
  plan::Vocabulary vocabulary_;
  std::vector<std::string> extending_;  // the files that led here, outermost first
};

}  // namespace

void read_tree(const Setting& root, std::string_view folder, std::vector<std::string> extending,
               Config& out) {
  Reader(out, folder, std::move(extending)).root(root);
}

Config read_config_file(std::string path, std::string_view folder, std::string text,
                        std::vector<std::string> extending) {
  Config config;
  config.path = std::move(path);
  config.text = std::make_shared<const std::string>(std::move(text));
  ParsedToml parsed = parse_toml(*config.text);
  if (parsed.error) {
    config.error = std::move(parsed.error);
  } else {
    read_tree(parsed.root, folder, std::move(extending), config);
  }
  return config;
}

}  // namespace pland::server
