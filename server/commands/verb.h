// A verb of the command line, with its flags and arguments: how the files of this folder say what
// they take. CLI11 does the work; verb.cpp and main.cpp alone include it, for its inline functions
// take every file that sees them ten seconds to compile.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace pland::server {

using Run = std::function<int()>;

// A flag (`--diff`) or an argument (FILE). Copies stand for the same one.
class Option {
 public:
  explicit Option(CLI::Option* option) : option_(option) {}

  Option required();
  Option type(const std::string& name);   // what its value is called in the help: "FILE"
  Option group(const std::string& name);  // under which heading of the help it stands
  Option one_of(std::vector<std::string> values);
  Option whole_number();  // 0 or more
  Option positive();      // 1 or more
  Option one_each();      // as often as it likes, each with one value
  Option list();          // the same, several values in one, with commas between
  Option excludes(Option other);

  bool given() const;  // on the command line that was parsed
  friend bool operator==(const Option&, const Option&) = default;

 private:
  CLI::Option* option_;
};

// Values must outlive the parsing. Names are CLI11's: "-q,--quiet", or "FILE" for an argument.
class Verb {
 public:
  Verb(CLI::App& app, Run& run) : app_(&app), run_(&run) {}

  Verb verb(const std::string& name, const std::string& what);
  void needs_a_verb();  // is nothing without one of those below it
  // What is to be run when it was given, and none of the verbs below it.
  void runs(Run body);

  Option flag(const std::string& names, bool& value, const std::string& what);
  Option option(const std::string& name, std::string& value, const std::string& what);
  Option option(const std::string& name, std::optional<std::string>& value,
                const std::string& what);
  Option option(const std::string& name, std::vector<std::string>& value, const std::string& what);
  Option option(const std::string& name, unsigned& value, const std::string& what);
  Option option(const std::string& name, std::uint16_t& value, const std::string& what);
  Option option(const std::string& name, std::int64_t& value, const std::string& what);
  Option option(const std::string& name, std::optional<unsigned>& value, const std::string& what);

  // What was given, in that order; an option as often as it was given.
  std::vector<Option> given() const;

 private:
  CLI::App* app_;
  Run* run_;
};

}  // namespace pland::server
