// Settings: what a `pland.toml`, the command line and an editor can say, in one shape.
//
// A `Config` is what one source says, with everything else unset. The nearest `pland.toml`
// (`.pland.toml`, `.config/pland.toml`) at or above a document speaks for it; from one further up
// it takes only what it says it `extends`. The search ends at the folder that has a `.git`, so that
// a machine's own files never change what a repository gets. Above the file stands one more source:
// the flags, or the editor's settings. Functions at the end put the two together for one document.
//
// What is wrong in a file (a setting or rule that nobody knows, a value of the wrong kind) is a
// finding in that file; only a file that is no TOML has an `error`. Nothing here throws.
//
// Left out: settings of single rules, files from elsewhere than the disk.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/features/hints.h"
#include "analysis/plan/plan.h"
#include "analysis/rules/check.h"
#include "server/glob.h"

namespace pland::protocol {
class Value;
}

namespace pland::server {

// Patterns and the folder (absolute) that they count from.
struct Scope {
  std::string folder;
  Patterns patterns;
  bool covers(std::string_view path) const;  // absolute; a file, or a folder above it
};

struct RuleChoice {
  std::optional<std::vector<std::string>> select;  // rules, groups, globs
  std::vector<std::string> ignore;
  std::map<std::string, std::string> severity;  // rule, group or glob → "error", …, "off"
};

struct ConfigError {
  std::uint32_t line = 0;    // from 1
  std::uint32_t column = 0;  // code points, from 1
  std::string message;
};

struct Config {
  std::string path;                         // of the file; empty for flags, editors and "no file"
  std::shared_ptr<const std::string> text;  // of the file: what `findings` count in
  std::vector<rules::Finding> findings;
  std::optional<ConfigError> error;  // then nothing else is set

  std::optional<plan::Date> today;
  std::optional<int> fiscal_year_start;  // month 1–12
  std::optional<bool> respect_gitignore;
  std::optional<text::AnchorStyle> anchor_style;
  std::optional<bool> wiki_links;
  std::vector<std::string> locales;  // whose labels are among it, English aside
  plan::VocabularyPtr vocabulary;    // of `locales` and `[vocabulary]`; null: English alone
  std::optional<features::HintLevel> inlay_hints;
  bool inline_suppressions = true;  // only flags turn it off
  std::optional<bool> require_reason;
  std::vector<Scope> exclude;
  RuleChoice rules;
  struct Override {
    Scope files;
    RuleChoice rules;
  };
  std::vector<Override> overrides;
  struct KindOf {
    Scope files;
    std::optional<plan::DocumentKind> kind;  // built in; of a kind with a template: what it is like
    std::shared_ptr<const plan::KindSchema> schema;  // of a template; null: that of `kind`
    std::string template_path;
    std::vector<std::string> written;  // the patterns as the settings have them
  };
  std::vector<KindOf> kinds;       // the first that covers a document declares its kind
  std::vector<std::string> reads;  // other files that it was made of
};
using ConfigPtr = std::shared_ptr<const Config>;

// The text of a `pland.toml`; `folder` is what its patterns count from.
Config read_config(std::string path, std::string_view folder, std::string text);
// What is wrong with settings that came as JSON.
struct SettingProblems {
  std::vector<std::string> wrong;    // values that mean nothing, names that are nearly right
  std::vector<std::string> unknown;  // keys that may be another program's
};
// The same keys as JSON: `initializationOptions`, or the section `pland` of an editor's settings,
// nested or dotted (`"rules.ignore": […]`). Patterns count from `folder`. What is not understood
// is left out, and among the problems.
Config read_settings(const protocol::Value& settings, std::string_view folder,
                     SettingProblems* problems = nullptr);

struct ConfigSources {
  Config over;            // flags or editor: wins key by key
  std::string only_file;  // `--config`: this file for all documents, its patterns from `folder`
  std::string folder;
  bool isolated = false;                     // no files at all
  std::map<std::string, std::string> texts;  // that stand in for those of files, by path
};

// Finds and remembers the files. Belongs to one thread; the `Config`s it gives out do not change.
class Configs {
 public:
  explicit Configs(ConfigSources sources);

  // The file that speaks for what is in `folder` (absolute); an empty Config where there is none.
  ConfigPtr file_for_folder(std::string_view folder);
  ConfigPtr file_for(std::string_view document);
  const Config& over() const { return sources_.over; }
  // Whether a file that was read extends that path, or has it as a template.
  bool made_of(std::string_view path) const;
  // Every file read so far, by path.
  std::vector<ConfigPtr> files() const;
  // Reads anew what is asked for from now on: a configuration file was changed, made or removed.
  void forget() { by_folder_.clear(), by_path_.clear(); }

 private:
  ConfigPtr load(const std::string& path, std::string_view folder);

  ConfigSources sources_;
  std::map<std::string, ConfigPtr, std::less<>> by_folder_;
  std::map<std::string, ConfigPtr, std::less<>> by_path_;
};

// Whether a path has the name of a configuration file.
bool is_config(std::string_view path);
// The folder of the nearest configuration or `.git` at or above `folder`; none where there is none.
std::optional<std::string> find_root(std::string_view folder);

// -- both sources together. `machine_today` counts where neither says what day it is.
rules::Settings settings_of(const Config& file, const Config& over, plan::Date machine_today);
rules::Selection selection_of(const Config& file, const Config& over, std::string_view document);
// All that the two say of a document before anybody reads it.
plan::Declared declared_of(const Config& file, const Config& over, std::string_view document);
features::HintLevel hints_of(const Config& file, const Config& over);
bool excluded(const Config& file, const Config& over, std::string_view path);
bool respects_gitignore(const Config& file, const Config& over);

// "2026-12-01"; none for other forms and days that do not exist.
std::optional<plan::Date> parse_date(std::string_view text);
// PLAND_TODAY, else the machine's local date. `error` (may be null) says when PLAND_TODAY is bad.
plan::Date machine_today(std::string* error = nullptr);

// The candidate that a person most likely meant; empty where none is near.
std::string_view nearest(std::string_view name, const std::vector<std::string_view>& candidates);

}  // namespace pland::server
