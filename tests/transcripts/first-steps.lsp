# An editor without frills opens a plan and a roadmap, is told of a link that leads nowhere, asks where
# the other one leads, mends the first, and leaves. (tests/wire/test_transcripts.py says how to read
# this.)
+ PLAN.md "# Plan\n\n## Goals\n\n- Ship it\n"
--> {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"processId": null, "rootUri": "$ROOT", "capabilities": {"general": {"positionEncodings": ["utf-16"]}, "textDocument": {"publishDiagnostics": {"versionSupport": true}}}}}
<-- {"jsonrpc": "2.0", "id": 1, "result": {"capabilities": {"positionEncoding": "utf-16", "textDocumentSync": {"openClose": true, "change": 2, "save": {"includeText": false}}, "completionProvider": {"triggerCharacters": ["#", "[", "(", "/", ":", " "], "resolveProvider": true}, "hoverProvider": true, "definitionProvider": true, "declarationProvider": true, "typeDefinitionProvider": true, "implementationProvider": true, "referencesProvider": true, "documentHighlightProvider": true, "documentSymbolProvider": true, "codeLensProvider": {"resolveProvider": true}, "documentLinkProvider": {"resolveProvider": false}, "workspaceSymbolProvider": {"resolveProvider": false}, "renameProvider": true, "foldingRangeProvider": true, "selectionRangeProvider": true, "semanticTokensProvider": {"legend": {"tokenTypes": ["macro", "property", "keyword", "string", "type", "number", "decorator", "enumMember"], "tokenModifiers": ["declaration", "readonly", "modification", "deprecated"]}, "range": true, "full": {"delta": true}}, "inlayHintProvider": true, "linkedEditingRangeProvider": true, "documentRangeFormattingProvider": true, "documentOnTypeFormattingProvider": {"firstTriggerCharacter": "\n", "moreTriggerCharacter": []}, "callHierarchyProvider": true, "typeHierarchyProvider": true, "workspace": {"workspaceFolders": {"supported": true, "changeNotifications": true}, "fileOperations": {}}, "experimental": {"pland": {"timeline": true}}}, "serverInfo": {"name": "pland", "version": "$VERSION"}}}
--> {"jsonrpc": "2.0", "method": "initialized", "params": {}}
--> {"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {"textDocument": {"uri": "$ROOT/PLAN.md", "languageId": "markdown", "version": 1, "text": "# Plan\n\n## Goals\n\n- Ship it\n"}}}
<-- {"jsonrpc": "2.0", "method": "textDocument/publishDiagnostics", "params": {"uri": "$ROOT/PLAN.md", "version": 1, "diagnostics": []}}

# 😀 counts as two.
--> {"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {"textDocument": {"uri": "$ROOT/ROADMAP.md", "languageId": "markdown", "version": 1, "text": "# Roadmap\n\n😀 [plan](PLAN.md#goals) and [more](MORE.md)\n"}}}
<-- {"jsonrpc": "2.0", "method": "textDocument/publishDiagnostics", "params": {"uri": "$ROOT/ROADMAP.md", "version": 1, "diagnostics": [{"range": {"start": {"line": 2, "character": 36}, "end": {"line": 2, "character": 43}}, "severity": 1, "code": "broken-file-link", "source": "pland", "message": "MORE.md does not exist"}]}}

--> {"jsonrpc": "2.0", "id": 2, "method": "textDocument/definition", "params": {"textDocument": {"uri": "$ROOT/ROADMAP.md"}, "position": {"line": 2, "character": 12}}}
<-- {"jsonrpc": "2.0", "id": 2, "result": [{"uri": "$ROOT/PLAN.md", "range": {"start": {"line": 2, "character": 3}, "end": {"line": 2, "character": 8}}}]}

--> {"jsonrpc": "2.0", "method": "textDocument/didChange", "params": {"textDocument": {"uri": "$ROOT/ROADMAP.md", "version": 2}, "contentChanges": [{"range": {"start": {"line": 2, "character": 25}, "end": {"line": 2, "character": 44}}, "text": ""}]}}
<-- {"jsonrpc": "2.0", "method": "textDocument/publishDiagnostics", "params": {"uri": "$ROOT/ROADMAP.md", "version": 2, "diagnostics": []}}

# Something that nobody knows, then the end.
--> {"jsonrpc": "2.0", "id": 3, "method": "textDocument/brew", "params": {}}
<-- {"jsonrpc": "2.0", "id": 3, "error": {"code": -32601, "message": "no such request: textDocument/brew"}}
--> {"jsonrpc": "2.0", "id": 4, "method": "shutdown"}
<-- {"jsonrpc": "2.0", "id": 4, "result": null}
--> {"jsonrpc": "2.0", "method": "exit"}
