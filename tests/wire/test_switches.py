"""Each feature can be left to another server: at the start, where it is not offered, and later, where it
answers with nothing."""

from client import Client, Folder, everything, span

FILES = {"ROADMAP.md": """# Roadmap

## Quarterly Milestones

### Q1 2027 (Jan - Mar): First basin

**Success Metrics**:
- 40 gauges

**Key Initiatives**:
1. **Partner API**: see [the plan](PROJECT_PLAN.md#now)
2. **Alerts**
   - **Dependencies**: Buoys
3. **Buoys** ✅

[gone](gone.md) [self](#roadmap)

| a | b |
|---|---|
| long cell | c |
""", "PROJECT_PLAN.md": "# Plan\n\n## Now\n\n**1. Partner API**\n- **Status**: In progress\n"}
HERE = {"position": {"line": 10, "character": 8}}
WHOLE = {"range": span(0, 0, 19, 0)}
OPTIONS = {"options": {"tabSize": 4, "insertSpaces": True}}
MOVE = {"files": [{"oldUri": "PROJECT_PLAN.md", "newUri": "PLAN.md"}]}

# Feature → its capability, and a request that has an answer in this workspace.
FEATURES = {
    "diagnostics": ("diagnosticProvider", "textDocument/diagnostic", {}),
    "completion": ("completionProvider", "textDocument/completion", {"position": {"line": 10, "character": 38}}),
    "hover": ("hoverProvider", "textDocument/hover", HERE),
    "definition": ("definitionProvider", "textDocument/definition", {"position": {"line": 10, "character": 36}}),
    "implementation": ("implementationProvider", "textDocument/implementation", HERE),
    "references": ("referencesProvider", "textDocument/references", {**HERE, "context": {"includeDeclaration": True}}),
    "highlights": ("documentHighlightProvider", "textDocument/documentHighlight", HERE),
    "rename": ("renameProvider", "textDocument/prepareRename", HERE),
    "file-moves": (None, "workspace/willRenameFiles", MOVE),
    "symbols": ("documentSymbolProvider", "textDocument/documentSymbol", {}),
    "workspace-symbols": ("workspaceSymbolProvider", "workspace/symbol", {"query": "partner"}),
    "links": ("documentLinkProvider", "textDocument/documentLink", {}),
    "folding": ("foldingRangeProvider", "textDocument/foldingRange", {}),
    "selection": ("selectionRangeProvider", "textDocument/selectionRange", {"positions": [HERE["position"]]}),
    "linked-editing": ("linkedEditingRangeProvider", "textDocument/linkedEditingRange", None),
    "tokens": ("semanticTokensProvider", "textDocument/semanticTokens/full", {}),
    "hints": ("inlayHintProvider", "textDocument/inlayHint", WHOLE),
    "lenses": ("codeLensProvider", "textDocument/codeLens", {}),
    "hierarchies": ("callHierarchyProvider", "textDocument/prepareCallHierarchy", HERE),
    "timeline": ("experimental", "pland/timeline", {"format": "svg"}),
    "actions": ("codeActionProvider", "textDocument/codeAction", {
        "range": span(15, 3, 15, 3), "context": {"diagnostics": []}}),
    "formatting": ("documentRangeFormattingProvider", "textDocument/rangeFormatting", {**WHOLE, **OPTIONS}),
}


def ask(client, folder, method, params):
    if method == "workspace/willRenameFiles":
        params = {"files": [{name: folder.uri(path) for name, path in each.items()} for each in params["files"]]}
    elif method.startswith(("textDocument/", "pland/")):
        params = {"textDocument": {"uri": folder.uri("ROADMAP.md")}, **params}
    return client.request(method, params)


def says_something(answer):
    if isinstance(answer, dict):
        for name in ("items", "data"):
            if name in answer:
                return bool(answer[name])
    return bool(answer)


def begin(folder, **more):
    client = Client()
    client.initialize(folder, **more)
    client.indexed()
    client.open(folder.uri("ROADMAP.md"), FILES["ROADMAP.md"])
    return client


def test_every_feature_is_there_unless_it_is_switched_off():
    with Folder(FILES) as folder, begin(folder) as client:
        for feature, (capability, method, params) in FEATURES.items():
            assert capability is None or client.server[capability], feature
            assert params is None or says_something(ask(client, folder, method, params)), feature
        client.end()


def test_what_is_off_at_the_start_is_not_offered():
    off = {name: False for name in FEATURES}
    with Folder(FILES) as folder, begin(folder, options={"features": off}) as client:
        left = {name for name in client.server if name.endswith("Provider") or name == "experimental"}
        assert not left, left
        assert "willRename" not in client.server["workspace"]["fileOperations"]
        for feature, (_, method, params) in FEATURES.items():
            assert params is None or not says_something(ask(client, folder, method, params)), feature
        client.end()


def test_one_is_off_and_the_others_are_there():
    with Folder(FILES) as folder, begin(folder, options={"features.hover": False}) as client:
        assert "hoverProvider" not in client.server and client.server["definitionProvider"]
        client.end()


def test_what_is_switched_off_later_answers_with_nothing():
    with Folder(FILES) as folder, begin(folder) as client:
        client.settings = {"features": {name: False for name in FEATURES}}
        client.notify("workspace/didChangeConfiguration", {"settings": None})
        client.settle()
        for feature, (_, method, params) in FEATURES.items():
            assert params is None or not says_something(ask(client, folder, method, params)), feature
        client.settings = {"features": {}}
        client.notify("workspace/didChangeConfiguration", {"settings": None})
        client.settle()
        for feature, (_, method, params) in FEATURES.items():
            assert params is None or says_something(ask(client, folder, method, params)), feature
        client.end()


def test_findings_that_were_pushed_are_taken_back():
    with Folder(FILES) as folder, Client() as client:
        client.initialize(folder, capabilities=everything(textDocument__diagnostic=None))
        client.open(folder.uri("ROADMAP.md"), FILES["ROADMAP.md"])
        client.published(folder.uri("ROADMAP.md"), lambda params: params["diagnostics"])
        client.settings = {"features": {"diagnostics": False}}
        client.notify("workspace/didChangeConfiguration", {"settings": None})
        client.published(folder.uri("ROADMAP.md"), lambda params: not params["diagnostics"])
        client.end()
