// What could be typed here: sections and fields that are missing, the next period, allowed values,
// dates, paths, headings and the names of other work.
//
// The place is found in the facts, and in the bytes of the cursor's line where what is being typed
// is no Markdown yet (`[x](doc`, `## Ris`, `- **Li`). An item replaces a span of that one line; its
// documentation is made when the client asks for it (`resolve_completion`).
//
// Left out: words of running text. In prose there is nothing to offer, and nothing is offered.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/rules/rule.h"
#include "analysis/workspace/workspace.h"

namespace pland::features {

enum class CompletionKind : std::uint8_t {
  section,
  field,
  period,
  value,
  file,
  folder,
  anchor,
  reference,
  snippet,
};

struct CompletionItem {
  std::string label;
  CompletionKind kind = CompletionKind::value;
  std::string detail;
  std::string sort_key;     // compared as bytes
  std::string filter_text;  // what the bytes from `replace.begin` to the cursor are matched with
  Span replace;             // on the cursor's line, and holds the cursor
  std::string plain;        // to insert
  std::string snippet;      // the same with tab stops; empty where there are none
  bool preselect = false;
  bool faded = false;  // is there already
  std::string data;    // for resolve_completion; empty where there is nothing to say
};

struct CompletionList {
  std::vector<CompletionItem> items;  // in the order of their sort keys
  bool is_incomplete = false;         // more typing may bring others
};

CompletionList complete(const workspace::Workspace& workspace, const workspace::Document& document,
                        std::uint32_t offset, const rules::Settings& settings);

// An item's documentation, Markdown; empty for data that means nothing (any more).
std::string resolve_completion(const workspace::Workspace& workspace,
                               const workspace::Document& document, std::string_view data,
                               const rules::Settings& settings);

}  // namespace pland::features
