// The functions that answer queries, by the file that has them. Each takes the snapshot of its
// dispatch apart, calls a feature, and turns the value into LSP's structures.
#pragma once

#include <optional>
#include <variant>
#include <vector>

#include "protocol/types.h"
#include "server/handlers/asked.h"

namespace pland::server {

// navigation.cpp
protocol::DefinitionResult define(const Asked& asked, const protocol::DefinitionParams& params);
std::vector<protocol::DocumentLink> links(const Asked& asked,
                                          const protocol::DocumentLinkParams& params);

std::vector<protocol::Location> references(const Asked& asked,
                                           const protocol::ReferenceParams& params);
std::vector<protocol::DocumentHighlight> highlights(
    const Asked& asked, const protocol::DocumentHighlightParams& params);

// renaming.cpp
protocol::Outcome<std::optional<protocol::PrepareRenameResult>> prepare_rename(
    const Asked& asked, const protocol::PrepareRenameParams& params);
protocol::Outcome<std::optional<protocol::WorkspaceEdit>> rename(
    const Asked& asked, const protocol::RenameParams& params);
std::optional<protocol::WorkspaceEdit> will_rename_files(const Asked& asked,
                                                         const protocol::RenameFilesParams& params);

// reading.cpp
std::optional<protocol::Hover> hover(const Asked& asked, const protocol::HoverParams& params);
protocol::DocumentSymbolResult symbols(const Asked& asked,
                                       const protocol::DocumentSymbolParams& params);

// structure.cpp
std::vector<protocol::FoldingRange> fold(const Asked& asked,
                                         const protocol::FoldingRangeParams& params);
std::vector<protocol::SelectionRange> select(const Asked& asked,
                                             const protocol::SelectionRangeParams& params);
std::optional<protocol::LinkedEditingRanges> edit_linked(
    const Asked& asked, const protocol::LinkedEditingRangeParams& params);
protocol::SemanticTokens tokens_of_range(const Asked& asked,
                                         const protocol::SemanticTokensRangeParams& params);

// decorating.cpp
std::vector<protocol::InlayHint> hints(const Asked& asked, const protocol::InlayHintParams& params);
std::vector<protocol::CodeLens> lenses(const Asked& asked, const protocol::CodeLensParams& params);
protocol::CodeLens resolve_lens(const Asked& asked, const protocol::CodeLens& lens);

// tracing.cpp
protocol::DefinitionResult declare(const Asked& asked, const protocol::DeclarationParams& params);
protocol::DefinitionResult define_type(const Asked& asked,
                                       const protocol::TypeDefinitionParams& params);
protocol::DefinitionResult implement(const Asked& asked,
                                     const protocol::ImplementationParams& params);
std::vector<protocol::CallHierarchyItem> prepare_calls(
    const Asked& asked, const protocol::CallHierarchyPrepareParams& params);
std::vector<protocol::CallHierarchyIncomingCall> incoming_calls(
    const Asked& asked, const protocol::CallHierarchyCallsParams& params);
std::vector<protocol::CallHierarchyOutgoingCall> outgoing_calls(
    const Asked& asked, const protocol::CallHierarchyCallsParams& params);
std::vector<protocol::TypeHierarchyItem> prepare_types(
    const Asked& asked, const protocol::TypeHierarchyPrepareParams& params);
std::vector<protocol::TypeHierarchyItem> supertypes(const Asked& asked,
                                                    const protocol::TypeHierarchyParams& params);
std::vector<protocol::TypeHierarchyItem> subtypes(const Asked& asked,
                                                  const protocol::TypeHierarchyParams& params);

// picturing.cpp
std::optional<protocol::TimelineResult> timeline(const Asked& asked,
                                                 const protocol::TimelineParams& params);

// searching.cpp
protocol::WorkspaceSymbolResult workspace_symbols(const Asked& asked,
                                                  const protocol::WorkspaceSymbolParams& params);
protocol::WorkspaceSymbol resolve_symbol(const Asked& asked,
                                         const protocol::WorkspaceSymbol& symbol);

// completion.cpp
protocol::CompletionList complete(const Asked& asked, const protocol::CompletionParams& params);
protocol::CompletionItem resolve(const Asked& asked, const protocol::CompletionItem& item);

// actions.cpp; on the main thread, which holds the findings
std::vector<std::variant<protocol::CodeAction, protocol::Command>> actions(
    State& state, protocol::CodeActionParams&& params);
// The edit of an action that was chosen; on the pool.
protocol::Outcome<protocol::ResolvedCodeAction> resolve_action(
    const Asked& asked, const protocol::CodeActionToResolve& chosen);

// formatting.cpp
std::vector<protocol::TextEdit> format_document(const Asked& asked,
                                                const protocol::DocumentFormattingParams& params);
std::vector<protocol::TextEdit> format_range(const Asked& asked,
                                             const protocol::DocumentRangeFormattingParams& params);
std::vector<protocol::TextEdit> format_typing(
    const Asked& asked, const protocol::DocumentOnTypeFormattingParams& params);

}  // namespace pland::server
