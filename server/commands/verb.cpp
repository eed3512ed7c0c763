#include "server/commands/verb.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace pland::server {
namespace {

std::string trouble_with_number(const std::string& text) {
  const bool digits = !text.empty() && text.size() < 10 &&
                      text.find_first_not_of("0123456789") == std::string::npos;
  return digits ? std::string() : fmt::format("\"{}\" is no whole number, 0 or more", text);
}

}  // namespace

Option Option::required() {
  option_->required();
  return *this;
}

Option Option::type(const std::string& name) {
  option_->type_name(name);
  return *this;
}

Option Option::group(const std::string& name) {
  option_->group(name);
  return *this;
}

Option Option::one_of(std::vector<std::string> values) {
  option_->check(CLI::IsMember(std::move(values)));
  return *this;
}

Option Option::whole_number() {
  option_->check(trouble_with_number);
  return *this;
}

Option Option::positive() {
  option_->check(CLI::PositiveNumber);
  return *this;
}

Option Option::one_each() {
  option_->allow_extra_args(false);
  return *this;
}

Option Option::list() {
  option_->delimiter(',');
  return one_each();
}

Option Option::excludes(Option other) {
  option_->excludes(other.option_);
  return *this;
}

bool Option::given() const { return option_->count() > 0; }

Verb Verb::verb(const std::string& name, const std::string& what) {
  return {*app_->add_subcommand(name, what), *run_};
}

void Verb::needs_a_verb() { app_->require_subcommand(1); }

void Verb::runs(Run body) {
  app_->callback([app = app_, run = run_, body = std::move(body)] {
    if (app->get_subcommands().empty()) *run = body;
  });
}

Option Verb::flag(const std::string& names, bool& value, const std::string& what) {
  return Option(app_->add_flag(names, value, what));
}

Option Verb::option(const std::string& name, std::string& value, const std::string& what) {
  return Option(app_->add_option(name, value, what));
}

Option Verb::option(const std::string& name, std::optional<std::string>& value,
                    const std::string& what) {
  return Option(app_->add_option(name, value, what));
}

Option Verb::option(const std::string& name, std::vector<std::string>& value,
                    const std::string& what) {
  return Option(app_->add_option(name, value, what));
}

Option Verb::option(const std::string& name, unsigned& value, const std::string& what) {
  return Option(app_->add_option(name, value, what));
}

Option Verb::option(const std::string& name, std::uint16_t& value, const std::string& what) {
  return Option(app_->add_option(name, value, what));
}

Option Verb::option(const std::string& name, std::int64_t& value, const std::string& what) {
  return Option(app_->add_option(name, value, what));
}

Option Verb::option(const std::string& name, std::optional<unsigned>& value,
                    const std::string& what) {
  return Option(app_->add_option(name, value, what));
}

std::vector<Option> Verb::given() const {
  std::vector<Option> out;
  for (CLI::Option* option : app_->parse_order()) out.emplace_back(option);
  return out;
}

}  // namespace pland::server
