#include "server/commands/outputs.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fmt/format.h>
#include <unistd.h>

#include "analysis/workspace/path.h"
#include "server/commands/commands.h"
#include "server/log.h"
#include "server/replace_file.h"

namespace pland::server {

void add_output_flags(Verb verb, OutputFlags& flags) {
  std::vector<std::string> names;
  for (const Format& format : formats()) names.emplace_back(format.name);
  flags.format =
      verb.option("--format", flags.formats,
                  fmt::format("{}; several, if all but one have an --output-file behind them",
                              fmt::join(names, ", ")))
          .one_of(names)
          .one_each()
          .group("Output")
          .type("FORMAT");
  flags.file = verb.option("--output-file", flags.files,
                           "Write the report of the format before it there, not to stdout")
                   .one_each()
                   .group("Output")
                   .type("FILE");
}

std::vector<Output> outputs_of(Verb verb, const OutputFlags& flags) {
  const Format* human = find_format("human");
  if (flags.formats.size() <= 1 && flags.files.size() <= 1) {
    return {{flags.formats.empty() ? human : find_format(flags.formats.front()),
             flags.files.empty() ? std::string() : flags.files.front()}};
  }
  std::vector<Output> outputs;
  auto format = flags.formats.begin();
  auto file = flags.files.begin();
  for (const Option& option : verb.given()) {
    if (option == flags.format) outputs.push_back({find_format(*format++), {}});
    if (option != flags.file) continue;
    if (outputs.empty() || !outputs.back().file.empty()) {
      throw UserError(fmt::format("--output-file {}: say its --format in front of it", *file));
    }
    outputs.back().file = *file++;
  }
  const auto to_stdout = [](const Output& output) { return output.file.empty(); };
  if (std::count_if(outputs.begin(), outputs.end(), to_stdout) > 1) {
    throw UserError("only one --format can go to stdout: give the others an --output-file each");
  }
  for (auto one = outputs.begin(); one != outputs.end(); ++one) {
    if (std::any_of(outputs.begin(), one,
                    [&](const Output& other) { return other.file == one->file; })) {
      throw UserError(fmt::format("--output-file {} is named twice", one->file));
    }
  }
  return outputs;
}

namespace {

// Where a file goes; what is there may be an earlier one of its sort, but no document.
std::string free_path(const std::string& file, const std::string& here) {
  std::string path = workspace::join(here, file);
  std::error_code none;
  if (workspace::is_markdown(path) && std::filesystem::is_regular_file(path, none)) {
    throw UserError(
        fmt::format("--output-file: {} is a document, whose place this would take", file));
  }
  return path;
}

}  // namespace

void write_output(const Output& output, const std::string& here, std::string_view text) {
  if (output.file.empty()) return print(text);
  const std::string path = free_path(output.file, here);
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  const bool written = file >= 0 && write_all(file, text);
  const int problem = errno;
  if ((file >= 0 && ::close(file) != 0) || !written) {
    throw UserError(fmt::format("--output-file: {} cannot be written: {}", output.file,
                                std::strerror(problem)));
  }
}

void write_whole(const std::string& file, const std::string& here, std::string_view text) {
  if (file.empty()) return print(text);
  if (const auto trouble = replace_file(free_path(file, here), std::nullopt, text))
    throw UserError(fmt::format("{} {}", file, *trouble));
}

}  // namespace pland::server
