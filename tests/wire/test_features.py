"""What is advertised answers; answers have the shape that the client asked for; edits mend."""

import pathlib

from client import (BINARY, Client, EVERYTHING, Folder, Refused, Wrong, apply, codes, everything, lines_of, pushing,
                    span, units)

EXAMPLES = pathlib.Path(__file__).parents[2] / "examples"
ROADMAP = (EXAMPLES / "ROADMAP.md").read_text(encoding="utf-8")


def examples():
    return EXAMPLES.as_uri(), (EXAMPLES / "ROADMAP.md").as_uri()


def whole(text):
    return span(0, 0, len(lines_of(text)), 0)


def test_every_advertised_capability_answers():
    root, uri = examples()
    with Client() as client:
        can = client.initialize(root)
        client.open(uri, ROADMAP)
        document, position = {"textDocument": {"uri": uri}}, {"line": 4, "character": 40}
        here = {**document, "position": position}
        asks = {
            "hoverProvider": [("textDocument/hover", here)],
            "definitionProvider": [("textDocument/definition", here)],
            "completionProvider": [("textDocument/completion", here)],
            "documentSymbolProvider": [("textDocument/documentSymbol", document)],
            "documentLinkProvider": [("textDocument/documentLink", document)],
            "codeActionProvider": [("textDocument/codeAction", {
                **document, "range": whole(ROADMAP), "context": {"diagnostics": []}})],
            "diagnosticProvider": [("textDocument/diagnostic", document),
                                   ("workspace/diagnostic", {"previousResultIds": []})],
            "referencesProvider": [("textDocument/references", {**here, "context": {"includeDeclaration": True}})],
            "documentHighlightProvider": [("textDocument/documentHighlight", here)],
            "foldingRangeProvider": [("textDocument/foldingRange", document)],
            "selectionRangeProvider": [("textDocument/selectionRange", {**document, "positions": [position]})],
            "workspaceSymbolProvider": [("workspace/symbol", {"query": "tide"})],
            "codeLensProvider": [("textDocument/codeLens", document)],
            "inlayHintProvider": [("textDocument/inlayHint", {**document, "range": whole(ROADMAP)})],
            "semanticTokensProvider": [
                ("textDocument/semanticTokens/full", document),
                ("textDocument/semanticTokens/full/delta", {**document, "previousResultId": "none"}),
                ("textDocument/semanticTokens/range", {**document, "range": whole(ROADMAP)})],
            "linkedEditingRangeProvider": [("textDocument/linkedEditingRange", here)],
            "renameProvider": [("textDocument/prepareRename", here)],
            "declarationProvider": [("textDocument/declaration", here)],
            "typeDefinitionProvider": [("textDocument/typeDefinition", here)],
            "implementationProvider": [("textDocument/implementation", here)],
            "callHierarchyProvider": [("textDocument/prepareCallHierarchy", here)],
            "typeHierarchyProvider": [("textDocument/prepareTypeHierarchy", here)],
            "experimental": [("pland/timeline", {**document, "format": "svg"})],
            "documentRangeFormattingProvider": [("textDocument/rangeFormatting", {
                **document, "range": whole(ROADMAP), "options": {"tabSize": 4, "insertSpaces": True}})],
            "documentOnTypeFormattingProvider": [("textDocument/onTypeFormatting", {
                **here, "ch": "\n", "options": {"tabSize": 4, "insertSpaces": True}})],
        }
        asked = {"completionProvider", "textDocumentSync", "positionEncoding", "workspace", "executeCommandProvider"}
        for name, requests in asks.items():
            for method, params in requests:
                if can.get(name):
                    client.request(method, params)
                    continue
                # What is not advertised is not there either.
                try:
                    client.request(method, params)
                except Refused as error:
                    assert error.code == -32601, (method, error)
                else:
                    raise Wrong(f"{method} answers and is not advertised")
        assert not set(can) - set(asks) - asked, set(can) - set(asks) - asked
        assert can["textDocumentSync"]["openClose"] and can["textDocumentSync"]["change"] == 2, can
        client.end()


def test_pull_is_advertised_only_to_who_pulls():
    for capabilities, pulls in ((everything(), True), (pushing(), False), ({}, False)):
        with Client() as client:
            assert ("diagnosticProvider" in client.initialize(capabilities=capabilities)) == pulls
            client.end()


def test_no_client_gets_what_it_did_not_announce():
    # Everything is asked of it, everywhere; the client holds each answer against what it announced.
    root, uri = examples()
    for capabilities in ({}, pushing(), everything(), pushing(
            textDocument__definition={}, textDocument__hover={}, textDocument__documentSymbol={},
            textDocument__completion={}, workspace__workspaceEdit={}, textDocument__codeAction={
                "codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}})):
        with Client() as client:
            client.initialize(root, capabilities=capabilities)
            client.open(uri, ROADMAP)
            client.settle()
            for number, line in enumerate(ROADMAP.splitlines()):
                for character in {0, units(line) // 2, units(line)}:
                    for method in ("hover", "definition", "completion"):
                        client.at(method, uri, number, character)
            client.of("documentSymbol", uri)
            client.of("documentLink", uri)
            client.of("foldingRange", uri)
            client.of("codeAction", uri, range=whole(ROADMAP), context={"diagnostics": []})
            client.of("codeAction", uri, range=whole(ROADMAP), context={"diagnostics": [], "only": ["source.fixAll"]})
            client.end()


def test_params_null_for_what_needs_some_is_an_error():
    with Client() as client:
        can = client.initialize()
        for method in ("hover", "definition", "completion", "documentSymbol", "documentLink", "codeAction", "diagnostic"):
            try:
                client.request(f"textDocument/{method}", None)
            except Refused as error:
                assert error.code == -32602, (method, error)
            else:
                raise Wrong(f"{method} answered to nothing")
        client.end()


def test_definition_leads_to_files_and_headings():
    files = {"b.md": "# B\n\n## 😀 Goal\n\nwords\n"}
    for links in (True, False):
        with Folder(files) as folder, Client() as client:
            client.initialize(folder, capabilities=everything(textDocument__definition={"linkSupport": links}))
            client.indexed()
            uri = folder.uri("a.md")
            client.open(uri, "# A\n\n😀 [one](b.md) [two](b.md#-goal) [own](#a) [none](c.md)\n")
            def targets(character):
                found = client.at("definition", uri, 2, character)
                return [(each.get("targetUri") or each["uri"],
                         (each.get("targetSelectionRange") or each["range"])["start"]["line"]) for each in found or []]
            assert targets(10) == [(folder.uri("b.md"), 0)], targets(10)
            assert targets(25) == [(folder.uri("b.md"), 2)], targets(25)
            assert targets(38) == [(uri, 0)], targets(38)
            assert targets(50) == [], targets(50)
            assert targets(1) == []
            if links:
                (link,) = client.at("definition", uri, 2, 25)
                origin = link["originSelectionRange"]
                assert origin["start"]["line"] == 2 and origin["start"]["character"] == 15, link
            client.end()


def test_ranges_in_other_files_count_in_the_clients_encoding():
    for encoding, width in (("utf-8", 4), ("utf-16", 2), ("utf-32", 1)):
        with Folder({"b.md": "# 😀 Goal\n"}) as folder, Client() as client:
            client.initialize(folder, capabilities=everything(general={"positionEncodings": [encoding]}))
            client.indexed()
            client.open(folder.uri("a.md"), "[x](b.md#-goal)\n")
            (link,) = client.at("definition", folder.uri("a.md"), 0, 6)
            end = link["targetSelectionRange"]["end"]
            assert end == {"line": 0, "character": 2 + width + 5}, (encoding, end)
            client.end()


def test_hover_says_what_is_behind_a_link():
    with Folder({"b.md": "# Billing\n\nHow we take money.\n"}) as folder, Client() as client:
        client.initialize(folder)
        client.indexed()
        client.open(folder.uri("a.md"), "# A\n\n[x](b.md)\n")
        found = client.at("hover", folder.uri("a.md"), 2, 5)
        assert found["contents"]["kind"] == "markdown" and "Billing" in found["contents"]["value"], found
        client.end()


def test_hover_never_shows_what_is_outside_the_workspace():
    with Folder({"secret.md": "# Classified\n\nthe launch code\n"}) as outside, Folder() as folder, Client() as client:
        client.initialize(folder)
        (folder.path / "inside.md").symlink_to(outside.path / "secret.md")
        relative = f"../{outside.path.name}/secret.md"
        client.open(folder.uri("a.md"), f"# A\n\n[x]({relative})\n\n[y]({relative}#classified)\n\n[z](inside.md)\n")
        for line, character in ((2, 6), (4, 6)):
            found = client.at("hover", folder.uri("a.md"), line, character)
            text = found["contents"]["value"] if found else ""
            assert "Classified" not in text and "launch" not in text, text
        # It is checked for existence all the same.
        assert "broken-file-link" not in codes(client.findings(folder.uri("a.md")))
        client.end()


def test_symbols_deep_and_flat():
    text = "# Plan\n\n## One\n\n### Sub\n\nwords\n\n## Two\n"
    with Folder() as folder, Client() as client:
        client.initialize(folder)
        client.open(folder.uri("a.md"), text)
        def shape(symbols):
            return [(each["name"], shape(each.get("children", []))) for each in symbols]
        deep = client.of("documentSymbol", folder.uri("a.md"))
        assert shape(deep) == [("Plan", [("One", [("Sub", [])]), ("Two", [])])], shape(deep)
        def nested(symbols, outer=None):
            for each in symbols:
                start, end = ((p["line"], p["character"]) for p in (each["range"]["start"], each["range"]["end"]))
                inner = each["selectionRange"]
                assert start <= (inner["start"]["line"], inner["start"]["character"])
                assert (inner["end"]["line"], inner["end"]["character"]) <= end
                assert outer is None or (outer[0] <= start and end <= outer[1]), each
                nested(each.get("children", []), (start, end))
        nested(deep)
        client.end()
    with Folder() as folder, Client() as client:
        client.initialize(folder, capabilities=everything(textDocument__documentSymbol={}))
        client.open(folder.uri("a.md"), text)
        flat = client.of("documentSymbol", folder.uri("a.md"))
        assert [(each["name"], each.get("containerName")) for each in flat] == [
            ("Plan", None), ("One", "Plan"), ("Sub", "One"), ("Two", "Plan")], flat
        client.end()


def test_document_links():
    with Folder({"b.md": "# B\n"}) as folder, Client() as client:
        client.initialize(folder)
        client.open(folder.uri("a.md"), "[b](b.md) <https://example.org/> [none](none.md)\n")
        links = client.of("documentLink", folder.uri("a.md"))
        targets = [each.get("target") for each in links]
        assert folder.uri("b.md") in targets and "https://example.org/" in targets, links
        client.end()


def test_completion_offers_anchors_and_paths():
    with Folder({"sub/b.md": "# B\n\n## Goal\n"}) as folder, Client() as client:
        client.initialize(folder)
        client.indexed()
        uri = folder.uri("a.md")
        text = "# A\n\n## Own\n\n[x](#)\n\n[y](sub/)\n\n[z](sub/b.md#)\n"
        client.open(uri, text)
        def offered(line, character):
            items = client.at("completion", uri, line, character, context={"triggerKind": 1})["items"]
            return {each["label"]: each for each in items}
        def after(line, character, label):
            items = offered(line, character)
            fitting = [each for name, each in items.items() if label in name or label in each["textEdit"]["newText"]]
            assert fitting, (label, list(items))
            return lines_of(apply(text, [fitting[0]["textEdit"]]))[line].rstrip()
        assert after(4, 5, "own") == "[x](#own)", after(4, 5, "own")
        assert after(6, 8, "b.md") == "[y](sub/b.md)", after(6, 8, "b.md")
        assert after(8, 13, "goal") == "[z](sub/b.md#goal)", after(8, 13, "goal")
        client.end()


def test_completion_offers_sections_and_resolves_them():
    root, uri = examples()
    for snippets in (True, False):
        with Client() as client:
            item_can = {"snippetSupport": snippets, "documentationFormat": ["markdown"],
                        "resolveSupport": {"properties": ["documentation"]}}
            client.initialize(root, capabilities=everything(textDocument__completion={"completionItem": item_can}))
            client.open(uri, ROADMAP + "\n## \n")
            line = len(lines_of(ROADMAP))
            items = client.at("completion", uri, line, 3, context={"triggerKind": 1})["items"]
            assert items, "no section is offered"
            assert snippets or not any(each.get("insertTextFormat") == 2 for each in items)
            assert snippets or not any("${" in each["textEdit"]["newText"] for each in items), items
            resolved = [client.request("completionItem/resolve", each) for each in items if "data" in each]
            assert any("documentation" in each for each in resolved), items[:2]
            for before, after in zip([each for each in items if "data" in each], resolved):
                assert {k: v for k, v in after.items() if k != "documentation"} == before
            client.end()


def test_completion_without_snippets_is_one_word_and_lines_below_it():
    root, uri = examples()
    texts = {}
    for snippets in (True, False):
        with Client() as client:
            client.initialize(root, capabilities=everything(textDocument__completion={
                "completionItem": {"snippetSupport": snippets}}))
            def items_at(text, line):
                client.open(uri, text)
                column = len(lines_of(text)[line].rstrip("\r\n"))
                found = client.at("completion", uri, line, column, context={"triggerKind": 1})["items"]
                client.close(uri)
                return column, {each["label"]: each for each in found}
            for end in ("\n", "\r\n"):
                text = end.join(["# Roadmap", "", "## Vision", "", "Up.", "", "## Dep", "", "## Archive", ""])
                _, items = items_at(text, 6)
                item = items["Dependencies & Risks"]
                edits = [item["textEdit"], *item.get("additionalTextEdits", [])]
                if snippets:
                    assert len(edits) == 1 and item["insertTextFormat"] == 2
                    continue
                # Neovim replaces from the edit's beginning only where nothing else is to be matched.
                assert "filterText" not in item and "insertText" not in item
                assert item["textEdit"]["newText"] == "Dependencies & Risks"
                below = {"line": 7, "character": 0}
                assert [each["range"] for each in edits[1:]] == [{"start": below, "end": below}]
                made = apply(text, edits)
                assert f"## Dependencies & Risks{end}{end}### External Dependencies{end}" in made
                assert made.replace(end, "").find("\n") == -1 and made.endswith(f"{end}{end}## Archive{end}")
                # One edit behind the other, as Emacs makes them, is the same.
                assert apply(apply(text, edits[:1]), edits[1:]) == made
                texts[end] = made.replace(end, "\n")
            # At the very end there is no line below.
            _, items = items_at("# Roadmap\n\n## Vision\n\nUp.\n\n## Dep", 6)
            assert "additionalTextEdits" not in items["Dependencies & Risks"]
            assert "\n### External" in items["Dependencies & Risks"]["textEdit"]["newText"]
            # What the label does not begin with stands in `insertText`, for Emacs.
            column, items = items_at("# Roadmap\n\n## Milestones\n\n### Q1 2027\n\n**Owner**: x\n\n**Succ\n", 8)
            field = items["Success Metrics"]
            assert field["textEdit"]["range"]["start"]["character"] == 0
            assert field["textEdit"]["newText"].startswith("**Success Metrics**:")
            assert field["filterText" if snippets else "insertText"] == "**Success Metrics"
            assert snippets or "filterText" not in field
            client.end()
    assert texts["\n"] == texts["\r\n"]


def test_resolving_a_foreign_item_gives_it_back():
    with Client() as client:
        client.initialize()
        for data in ({}, 1, "x", {"uri": "file:///none.md", "key": "y"}, {"uri": 3}, [[]]):
            item = {"label": "x", "data": data}
            assert client.request("completionItem/resolve", item) == item
        client.end()


FAULTY = """# Plan

- [] one
- [X ] two

The launch is on 2027-02-30.

[moved](runbook.md) and [top](#pln)
"""


def test_code_actions_remove_what_they_are_about():
    for changes in (True, False):
        with Folder({"docs/runbook.md": "# R\n"}) as folder, Client() as client:
            edit_can = {"documentChanges": changes, "resourceOperations": ["create"] if changes else []}
            client.initialize(folder, capabilities=everything(workspace__workspaceEdit=edit_can))
            client.indexed()
            uri, version = folder.uri("PROJECT_PLAN.md"), 1
            client.open(uri, FAULTY)
            before = client.findings(uri)
            assert {"malformed-checkbox", "broken-file-link", "broken-anchor"} <= set(codes(before)), before
            tried = 0
            for finding in before:
                actions = client.of("codeAction", uri, range=finding["range"], context={"diagnostics": [finding]})
                preferred = [each for each in actions if each.get("isPreferred")]
                for action in preferred:
                    edits = edits_of(action["edit"], uri, changes, version)
                    if edits is None:
                        continue
                    assert finding in action["diagnostics"], (finding, action)
                    version += 1
                    client.change(uri, version, apply(FAULTY, edits))
                    left = [(each["code"], each["message"]) for each in client.findings(uri)]
                    assert (finding["code"], finding["message"]) not in left, (action["title"], left)
                    version += 1
                    client.change(uri, version, FAULTY)
                    tried += 1
            assert tried >= 3, tried
            client.end()


def edits_of(edit, uri, changes, version):
    """Of this document; None where the edit is about files."""
    if changes:
        parts = edit["documentChanges"]
        if any("kind" in each for each in parts):
            return None
        (part,) = parts
        assert part["textDocument"] == {"uri": uri, "version": version}, part
        return part["edits"]
    assert list(edit["changes"]) == [uri], edit
    return edit["changes"][uri]


def test_fix_all_leaves_nothing_that_can_be_fixed_safely():
    with Folder({"docs/runbook.md": "# R\n"}) as folder, Client() as client:
        client.initialize(folder)
        client.indexed()
        uri = folder.uri("PROJECT_PLAN.md")
        client.open(uri, FAULTY)
        def fix_all():
            return client.of("codeAction", uri, range=whole(FAULTY),
                             context={"diagnostics": [], "only": ["source.fixAll"]})
        (action,) = fix_all()
        assert action["kind"] == "source.fixAll.pland", action
        text = apply(FAULTY, edits_of(action["edit"], uri, True, 1))
        client.change(uri, 2, text)
        assert fix_all() == [], text
        assert text != FAULTY and "malformed-checkbox" not in codes(client.findings(uri))
        client.end()


SECTIONS = """---
pland-kind: roadmap
---
# Tidewatch

## Vision

Up.
"""


def test_actions_are_about_the_diagnostics_that_were_sent():
    with Folder() as folder, Client() as client:
        client.initialize(folder)
        uri = folder.uri("ROADMAP.md")
        client.open(uri, SECTIONS)
        missing = [each for each in client.findings(uri) if each["code"] == "missing-section"]
        assert len(missing) > 2 and len({str(each["range"]) for each in missing}) < len(missing), missing
        for finding in missing:
            fixes = [each for each in client.of("codeAction", uri, range=finding["range"],
                                                context={"diagnostics": [finding]})
                     if each["title"].startswith("Insert")]
            assert [each["diagnostics"] for each in fixes] == [[finding]], fixes
            assert [each.get("isPreferred") for each in fixes] == [True], fixes
        # Who sends none, or only those of others, is told all; one of them is the best.
        other = {"range": missing[0]["range"], "message": "line too long", "source": "markdownlint"}
        for sent in ([], [other]):
            actions = client.of("codeAction", uri, range=missing[0]["range"], context={"diagnostics": sent})
            same_place = [each for each in missing if each["range"] == missing[0]["range"]]
            assert len([each for each in actions if each["title"].startswith("Insert")]) == len(same_place), actions
            assert len([each for each in actions if each.get("isPreferred")]) == 1, actions
        client.end()


def test_actions_are_filtered_by_kind():
    with Folder() as folder, Client() as client:
        client.initialize(folder)
        client.open(folder.uri("a.md"), FAULTY)
        def kinds(only):
            return {each["kind"] for each in client.of("codeAction", folder.uri("a.md"), range=whole(FAULTY),
                                                       context={"diagnostics": [], "only": only})}
        assert kinds(["quickfix"]) == {"quickfix"}
        assert kinds(["refactor"]) == {"refactor.extract"}
        assert kinds(["refactor.inline"]) == set()
        assert kinds(["source"]) == {"source.fixAll.pland"}
        assert kinds(["source.fixAll.other"]) == set()
        assert kinds(["quick"]) == set()
        client.end()


def test_code_actions_are_advertised_to_who_can_take_them():
    for capabilities, can in ((everything(), True), (everything(textDocument__codeAction=None), False), ({}, False)):
        with Client() as client:
            assert ("codeActionProvider" in client.initialize(capabilities=capabilities)) == can
            client.end()


def test_targets_on_a_drive_are_uris():
    with Client() as client:
        client.initialize("file:///c:/a")
        uri = "file:///c%3A/a/b.md"
        client.open(uri, "# B\n\n[own](#goal)\n\n## Goal\n")
        (link,) = client.at("definition", "file:///c:/a/b.md", 2, 8)
        assert link["targetUri"] == uri, link
        assert [each["target"].split("#")[0] for each in client.of("documentLink", uri)] == [uri]
        client.end()


def test_a_document_that_is_no_file_keeps_its_own_fragment():
    with Client() as client:
        client.initialize()
        for uri in ("notebook-cell:/a.ipynb#W0s", "untitled:Untitled-1"):
            client.open(uri, "# B\n\n[own](#goal)\n\n## Goal\n")
            (link,) = client.of("documentLink", uri)
            assert link["target"].startswith(uri) and link["target"].count("#") <= 1, link
            (where,) = client.at("definition", uri, 2, 8)
            assert where["targetUri"] == uri, where
        client.end()


def test_every_place_answers_in_text_that_is_hard_to_place():
    for text in ("- a: b\n<i></i>\n<i></i>\n", "**a**: b<br>\n<b>c</b>\n", "a: <i>\n</i>b\n\n- <i></i>: x\n<u></u>"):
        with Folder() as folder, Client() as client:
            client.initialize(folder)
            uri = folder.uri("a.md")
            client.open(uri, text)
            for line, content in enumerate(text.split("\n")):
                for character in range(len(content) + 1):
                    for method in ("definition", "hover", "completion"):
                        client.at(method, uri, line, character)
            client.end()
