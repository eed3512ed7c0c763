#include "server/config.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fmt/format.h>
#include <utility>

#include "analysis/plan/kind.h"
#include "analysis/plan/label.h"
#include "analysis/workspace/path.h"
#include "server/config_reader.h"
#include "server/file_rules.h"
#include "server/files.h"
#include "server/setting.h"

namespace pland::server {
namespace {

using namespace std::string_view_literals;

constexpr std::array config_names = {"pland.toml"sv, ".pland.toml"sv, ".config/pland.toml"sv};

// FNV-1a: equal settings, equal revision, in every run.
class Hash {
 public:
  void add(std::string_view text) {
    for (char c : text) byte(static_cast<unsigned char>(c));
    byte(0xff);
  }
  void add(const std::vector<std::string>& list) {
    for (const std::string& text : list) add(text);
    byte(0xfe);
  }
  void add(const RuleChoice& choice) {
    add(choice.select.value_or(std::vector<std::string>{"(default)"}));
    add(choice.ignore);
    for (const auto& [rule, severity] : choice.severity) add(rule), add(severity);
    byte(0xfd);
  }
  void add(const Config& config) {
    add(config.rules);
    for (const Config::Override& entry : config.overrides) add(entry.rules);
    add(config.inline_suppressions ? "inline" : "no inline");
    add(config.require_reason ? *config.require_reason ? "reasons" : "no reasons" : "");
    // What the overrides are for is in the file's text.
    if (config.text) add(*config.text);
    for (const Config::KindOf& entry : config.kinds)
      if (entry.schema != nullptr) add(entry.schema->text);
  }
  std::uint64_t value() const { return value_; }

 private:
  void byte(unsigned char c) { value_ = (value_ ^ c) * 0x100000001b3u; }
  std::uint64_t value_ = 0xcbf29ce484222325u;
};

void apply(const RuleChoice& choice, rules::Selection& selection) {
  if (choice.select) selection.select = *choice.select;
  selection.ignore.insert(selection.ignore.end(), choice.ignore.begin(), choice.ignore.end());
  for (const auto& [rule, severity] : choice.severity) selection.severity[rule] = severity;
}

bool exists(const std::string& path) {
  std::error_code error;
  return std::filesystem::exists(path, error);
}

std::string within(std::string_view folder, std::string_view name) {
  return folder.ends_with('/') ? fmt::format("{}{}", folder, name)
                               : fmt::format("{}/{}", folder, name);
}

}  // namespace

bool Scope::covers(std::string_view path) const {
  if (patterns.empty() || !workspace::is_inside(path, folder)) return false;
  path.remove_prefix(std::min(path.size(), folder.size()));
  while (path.starts_with('/')) path.remove_prefix(1);
  return !path.empty() && patterns.cover(path);
}

Config read_config(std::string path, std::string_view folder, std::string text) {
  std::vector<std::string> extending = {path};
  return read_config_file(std::move(path), folder, std::move(text), std::move(extending));
}

Config read_settings(const protocol::Value& settings, std::string_view folder,
                     SettingProblems* problems) {
  Config config;
  const Setting root = setting_of(settings);
  if (root.kind != Setting::Kind::null) read_tree(root, folder, {}, config);
  if (problems) {
    for (const rules::Finding& finding : config.findings) {
      const bool wrong = finding.rule == &invalid_setting || !finding.fixes.empty();
      (wrong ? problems->wrong : problems->unknown).push_back(finding.message);
    }
  }
  config.findings.clear();
  return config;
}

Configs::Configs(ConfigSources sources) : sources_(std::move(sources)) {}

ConfigPtr Configs::load(const std::string& path, std::string_view folder) {
  auto [at, fresh] = by_path_.try_emplace(path);
  if (!fresh) return at->second;
  std::string text;
  if (auto said = sources_.texts.find(path); said != sources_.texts.end()) {
    at->second = std::make_shared<const Config>(read_config(path, folder, said->second));
  } else if (auto trouble = read_file(path, text)) {
    Config config;
    config.path = path;
    config.error = ConfigError{0, 0, trouble->message};
    at->second = std::make_shared<const Config>(std::move(config));
  } else {
    at->second = std::make_shared<const Config>(read_config(path, folder, std::move(text)));
  }
  return at->second;
}

ConfigPtr Configs::file_for_folder(std::string_view folder) {
  static const ConfigPtr nothing = std::make_shared<const Config>();
  if (!sources_.only_file.empty()) return load(sources_.only_file, sources_.folder);
  if (sources_.isolated) return nothing;
  if (auto known = by_folder_.find(folder); known != by_folder_.end()) return known->second;
  ConfigPtr config;
  for (std::string_view name : config_names) {
    std::string path = within(folder, name);
    if (!config && exists(path)) config = load(path, folder);
  }
  if (!config) {
    std::string_view above = workspace::directory_of(folder);
    const bool top = above.empty() || above == folder || exists(within(folder, ".git"));
    config = top ? nothing : file_for_folder(above);
  }
  by_folder_.emplace(folder, config);
  return config;
}

ConfigPtr Configs::file_for(std::string_view document) {
  return file_for_folder(workspace::directory_of(document));
}

bool Configs::made_of(std::string_view path) const {
  return std::any_of(by_path_.begin(), by_path_.end(), [&](const auto& one) {
    const auto& reads = one.second->reads;
    return std::find(reads.begin(), reads.end(), path) != reads.end();
  });
}

std::vector<ConfigPtr> Configs::files() const {
  std::vector<ConfigPtr> result;
  for (const auto& [path, config] : by_path_) result.push_back(config);
  return result;
}

bool is_config(std::string_view path) {
  std::string_view name = workspace::basename_of(path);
  return name == "pland.toml" || name == ".pland.toml";
}

std::optional<std::string> find_root(std::string_view folder) {
  while (!folder.empty()) {
    if (exists(within(folder, ".git"))) return std::string(folder);
    for (std::string_view name : config_names) {
      if (exists(within(folder, name))) return std::string(folder);
    }
    std::string_view above = workspace::directory_of(folder);
    if (above == folder) break;
    folder = above;
  }
  return std::nullopt;
}

rules::Settings settings_of(const Config& file, const Config& over, plan::Date machine_today) {
  rules::Settings settings;
  const char* environment = std::getenv("PLAND_TODAY");
  const bool said = environment && parse_date(environment);
  if (over.today) {
    settings.today = *over.today;
  } else if (file.today && !said) {
    settings.today = *file.today;
  } else {
    settings.today = machine_today;
  }
  settings.fiscal_year_start =
      over.fiscal_year_start ? over.fiscal_year_start : file.fiscal_year_start;
  Hash hash;
  hash.add(plan::to_iso(settings.today));
  hash.add(std::to_string(settings.fiscal_year_start.value_or(0)));
  hash.add(file);
  hash.add(over);
  settings.revision = hash.value();
  return settings;
}

rules::Selection selection_of(const Config& file, const Config& over, std::string_view document) {
  rules::Selection selection;
  for (const Config* config : {&file, &over}) {
    // Whoever selects above the file wants just that, whatever the file leaves out.
    if (config == &over && over.rules.select) selection.ignore.clear();
    apply(config->rules, selection);
    for (const Config::Override& entry : config->overrides) {
      if (entry.files.covers(document)) apply(entry.rules, selection);
    }
  }
  selection.inline_suppressions = file.inline_suppressions && over.inline_suppressions;
  selection.require_reason = over.require_reason.value_or(file.require_reason.value_or(false));
  return selection;
}

plan::Declared declared_of(const Config& file, const Config& over, std::string_view document) {
  plan::Declared declared;
  for (const Config* config : {&over, &file}) {
    for (const Config::KindOf& entry : config->kinds) {
      declared.is_kind_template |= entry.template_path == document;
      if (declared.kind || declared.schema != nullptr || !entry.files.covers(document)) continue;
      declared.kind = entry.kind;
      declared.schema = entry.schema;
    }
  }
  if (file.anchor_style) declared.anchors = *file.anchor_style;
  if (over.anchor_style) declared.anchors = *over.anchor_style;
  declared.vocabulary = over.vocabulary != nullptr ? over.vocabulary : file.vocabulary;
  declared.wiki_links = over.wiki_links.value_or(file.wiki_links.value_or(false));
  return declared;
}

features::HintLevel hints_of(const Config& file, const Config& over) {
  return over.inlay_hints.value_or(file.inlay_hints.value_or(features::HintLevel::minimal));
}

bool excluded(const Config& file, const Config& over, std::string_view path) {
  const auto covers = [&](const Scope& scope) { return scope.covers(path); };
  return std::any_of(file.exclude.begin(), file.exclude.end(), covers) ||
         std::any_of(over.exclude.begin(), over.exclude.end(), covers);
}

bool respects_gitignore(const Config& file, const Config& over) {
  return over.respect_gitignore.value_or(file.respect_gitignore.value_or(true));
}

std::optional<plan::Date> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  auto number = [&](std::size_t from, std::size_t size) {
    int value = 0;
    for (char c : text.substr(from, size)) {
      if (c < '0' || c > '9') return -1;
      value = value * 10 + (c - '0');
    }
    return value;
  };
  const int year = number(0, 4), month = number(5, 2), day = number(8, 2);
  if (year < 1 || month < 1 || day < 1) return std::nullopt;
  plan::Date date{static_cast<std::int16_t>(year), static_cast<std::uint8_t>(month),
                  static_cast<std::uint8_t>(day)};
  if (!plan::is_valid(date)) return std::nullopt;
  return date;
}

plan::Date machine_today(std::string* error) {
  if (const char* said = std::getenv("PLAND_TODAY"); said && *said) {
    if (auto date = parse_date(said)) return *date;
    if (error) {
      *error = fmt::format("PLAND_TODAY is \"{}\": it must be a day, written YYYY-MM-DD", said);
    }
  }
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  localtime_r(&now, &local);
  return {static_cast<std::int16_t>(local.tm_year + 1900),
          static_cast<std::uint8_t>(local.tm_mon + 1), static_cast<std::uint8_t>(local.tm_mday)};
}

std::string_view nearest(std::string_view name, const std::vector<std::string_view>& candidates) {
  std::string plain(name);
  for (char& c : plain) {
    if (c == '_' || c == ' ') c = '-';
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  std::string_view best;
  unsigned distance = std::max<unsigned>(1, static_cast<unsigned>(plain.size()) / 3) + 1;
  for (std::string_view candidate : candidates) {
    unsigned d = plan::edit_distance(plain, candidate, distance - 1);
    if (d < distance) distance = d, best = candidate;
  }
  if (!best.empty() || plain.size() < 3) return best;
  // "err" is short for one of them.
  for (std::string_view candidate : candidates) {
    if (!candidate.starts_with(plain)) continue;
    if (!best.empty()) return {};
    best = candidate;
  }
  return best;
}

}  // namespace pland::server
