// Reads what one source of settings says into a `Config`, with the files that it names: those that
// it extends, and the templates of its kinds. What is not understood is a finding where it stands.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/config.h"

namespace pland::server {

struct Setting;

// `folder` (absolute) is where its patterns and paths count from; `extending` are the files that
// led to this one, itself included: none of them may be extended again.
void read_tree(const Setting& root, std::string_view folder, std::vector<std::string> extending,
               Config& out);

// A file's text with all that it extends.
Config read_config_file(std::string path, std::string_view folder, std::string text,
                        std::vector<std::string> extending);

}  // namespace pland::server
