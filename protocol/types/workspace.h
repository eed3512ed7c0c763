// Folders, files, settings and commands.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "protocol/types/basic.h"

namespace pland::protocol {

struct ConfigurationItem {
  std::optional<DocumentUri> scopeUri;
  std::optional<std::string> section;
  LSP_FIELDS(ConfigurationItem, scopeUri, section)
};

struct ConfigurationParams {
  std::vector<ConfigurationItem> items;
  LSP_FIELDS(ConfigurationParams, items)
};

struct DidChangeConfigurationParams {
  Any settings;
  LSP_FIELDS(DidChangeConfigurationParams, settings)
};

struct WorkspaceFolder {
  DocumentUri uri;
  std::string name;
  LSP_FIELDS(WorkspaceFolder, uri, name)
};

struct WorkspaceFoldersChangeEvent {
  std::vector<WorkspaceFolder> added;
  std::vector<WorkspaceFolder> removed;
  LSP_FIELDS(WorkspaceFoldersChangeEvent, added, removed)
};

struct DidChangeConfigurationRegistrationOptions {
  std::optional<std::string> section;
  LSP_FIELDS(DidChangeConfigurationRegistrationOptions, section)
};

struct DidChangeWorkspaceFoldersParams {
  WorkspaceFoldersChangeEvent event;
  LSP_FIELDS(DidChangeWorkspaceFoldersParams, event)
};

struct FileRename {
  std::string oldUri;
  std::string newUri;
  LSP_FIELDS(FileRename, oldUri, newUri)
};

struct RenameFilesParams {
  std::vector<FileRename> files;
  LSP_FIELDS(RenameFilesParams, files)
};

struct FileCreate {
  std::string uri;
  LSP_FIELDS(FileCreate, uri)
};

struct CreateFilesParams {
  std::vector<FileCreate> files;
  LSP_FIELDS(CreateFilesParams, files)
};

struct FileDelete {
  std::string uri;
  LSP_FIELDS(FileDelete, uri)
};

struct DeleteFilesParams {
  std::vector<FileDelete> files;
  LSP_FIELDS(DeleteFilesParams, files)
};

enum class FileChangeType : std::int32_t { Created = 1, Changed, Deleted };

struct FileEvent {
  DocumentUri uri;
  FileChangeType type = FileChangeType::Changed;
  LSP_FIELDS(FileEvent, uri, type)
};

struct DidChangeWatchedFilesParams {
  std::vector<FileEvent> changes;
  LSP_FIELDS(DidChangeWatchedFilesParams, changes)
};

// A set: Create | Delete.
enum class WatchKind : std::uint32_t { Create = 1, Change = 2, Delete = 4 };
constexpr WatchKind operator|(WatchKind a, WatchKind b) {
  return static_cast<WatchKind>(static_cast<std::uint32_t>(a) | static_cast<std::uint32_t>(b));
}

// The globs are plain patterns, which every client that watches understands.
struct FileSystemWatcher {
  std::string globPattern;
  std::optional<WatchKind> kind;  // all three where it is left out
  LSP_FIELDS(FileSystemWatcher, globPattern, kind)
};

struct DidChangeWatchedFilesRegistrationOptions {
  std::vector<FileSystemWatcher> watchers;
  LSP_FIELDS(DidChangeWatchedFilesRegistrationOptions, watchers)
};

struct ExecuteCommandParams {
  std::string command;
  OptionalList<Any> arguments;
  LSP_FIELDS(ExecuteCommandParams, command, arguments)
};

struct ApplyWorkspaceEditParams {
  std::optional<std::string> label;
  WorkspaceEdit edit;
  LSP_FIELDS(ApplyWorkspaceEditParams, label, edit)
};

struct ApplyWorkspaceEditResult {
  bool applied = false;
  std::optional<std::string> failureReason;
  LSP_FIELDS(ApplyWorkspaceEditResult, applied, failureReason)
};

}  // namespace pland::protocol
