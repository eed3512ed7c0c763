"""Refactorings and formatting: offered where they make sense, to who can take them, and right when done."""

import pathlib

from client import Client, Folder, Refused, apply, everything, lines_of, position_of, span

NO_RESOLVE = everything(textDocument__codeAction__resolveSupport=None)


def selection(text):
    """The text without its mark, and the range that `<|>` or `<‹…›>` means."""
    if "<|>" in text:
        begin = end = text.index("<|>")
        text = text.replace("<|>", "")
    else:
        begin, end = text.index("<‹"), text.index("›>") - 2
        text = text.replace("<‹", "").replace("›>", "")
    start, stop = position_of(text, begin), position_of(text, end)
    return text, span(*start, *stop)


def actions(client, uri, where, only=None):
    context = {"diagnostics": []}
    if only:
        context["only"] = only
    return client.of("codeAction", uri, range=where, context=context)


def chosen(client, uri, where, title, only=None):
    """The action whose title has these words, with its edit."""
    fitting = [each for each in actions(client, uri, where, only) if title in each["title"]]
    assert len(fitting) == 1, (title, fitting)
    (action,) = fitting
    if "edit" in action:
        return action
    resolved = client.request("codeAction/resolve", action)
    assert {k: v for k, v in resolved.items() if k != "edit"} == action, (action, resolved)
    return resolved


def files_after(edit, texts):
    """All files, when the edit is done to those given (by URI)."""
    out = dict(texts)
    for uri, edits in (edit.get("changes") or {}).items():
        out[uri] = apply(out[uri], edits)
    for part in edit.get("documentChanges") or []:
        if part.get("kind") == "create":
            assert part["uri"] not in out, part
            out[part["uri"]] = ""
        else:
            uri = part["textDocument"]["uri"]
            out[uri] = apply(out[uri], part["edits"])
    return out


def test_a_link_becomes_a_reference_and_back():
    before, where = selection("# A\r\n\r\n😀 [the plan](<|>b.md \"t\") and more\r\n")
    for capabilities in (everything(), NO_RESOLVE, everything(workspace__workspaceEdit={})):
        with Folder({"b.md": "# B\n"}) as folder, Client() as client:
            client.initialize(folder, capabilities=capabilities)
            uri = folder.uri("a.md")
            client.open(uri, before)
            action = chosen(client, uri, where, "reference")
            assert action["kind"] == "refactor.rewrite", action
            after = files_after(action["edit"], {uri: before})[uri]
            assert after == "# A\r\n\r\n😀 [the plan][the-plan] and more\r\n\r\n[the-plan]: b.md \"t\"\r\n", after
            client.change(uri, 2, after)
            back = chosen(client, uri, where, "inline")
            assert files_after(back["edit"], {uri: after})[uri] == before
            client.end()


def test_definitions_are_organised_for_who_asks():
    text = "[b] [a]\n\n[b]: b.md\n[c]: c.md\n[a]: a.md\n"
    with Folder() as folder, Client() as client:
        client.initialize(folder)
        uri = folder.uri("a.md")
        client.open(uri, text)
        assert not [each for each in actions(client, uri, span(0, 0, 0, 0)) if each["kind"].startswith("source")]
        for only in ("source", "source.organizeLinkDefinitions", "source.organizeLinkDefinitions.pland"):
            action = chosen(client, uri, span(0, 0, 0, 0), "Organise", [only])
            assert files_after(action["edit"], {uri: text})[uri] == (
                "[b] [a]\n\n[a]: a.md\n[b]: b.md\n[c]: c.md\n")
        assert not actions(client, uri, span(0, 0, 0, 0), ["source.organizeImports"])
        client.end()


def test_an_edit_of_another_version_is_refused():
    text, where = selection("# A\n\n[x](<|>b.md)\n")
    with Folder() as folder, Client() as client:
        client.initialize(folder)
        uri = folder.uri("a.md")
        client.open(uri, text)
        (action,) = [each for each in actions(client, uri, where) if "reference" in each["title"]]
        client.change(uri, 2, "\n" + text)
        for change, code in ((lambda: None, -32801), (lambda: client.close(uri), -32803)):
            change()
            try:
                client.request("codeAction/resolve", action)
            except Refused as error:
                assert error.code == code, error
            else:
                raise AssertionError("an edit of a text that is no more")
        for data in ({}, 1, "x", {"uri": uri, "version": 2, "name": "none", "begin": 0, "end": 0}, [[]]):
            foreign = {"title": "x", "kind": "quickfix", "data": data}
            assert client.request("codeAction/resolve", foreign) == foreign
        # Some clients have whatever was chosen resolved, though its edit is there.
        whole = {"title": "x", "kind": "quickfix", "edit": {"changes": {uri: [{"newText": "y", "range": {
            "start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}}]}}}
        assert client.request("codeAction/resolve", whole) == whole
        client.end()


def test_resolve_is_advertised_to_who_can_ask():
    for capabilities, can in ((everything(), True), (NO_RESOLVE, False),
                              (everything(textDocument__codeAction__dataSupport=None), False)):
        with Client() as client:
            provider = client.initialize(capabilities=capabilities)["codeActionProvider"]
            assert provider["resolveProvider"] == can, provider
            assert "refactor.extract" in provider["codeActionKinds"], provider
            client.end()


OPTIONS = {"tabSize": 4, "insertSpaces": True}
TABLE = "😀 words\r\n\r\n| A | Größe |\r\n|---|---|\r\n| 観測所 | 1 |\r\n\r\n1. a\r\n1. b\r\n5. c\r\n"
FORMATTED = "😀 words\r\n\r\n| A      | Größe |\r\n|--------|-------|\r\n| 観測所 | 1     |\r\n\r\n1. a\r\n2. b\r\n3. c\r\n"


def test_formatting_is_of_what_is_selected():
    with Folder() as folder, Client() as client:
        client.initialize(folder)
        uri = folder.uri("a.md")
        client.open(uri, TABLE)
        def formatted(*where):
            return apply(TABLE, client.of("rangeFormatting", uri, range=span(*where), options=OPTIONS))
        assert formatted(0, 0, 9, 0) == FORMATTED
        assert formatted(0, 0, 1, 0) == TABLE
        assert formatted(2, 0, 3, 0).split("\r\n\r\n")[2] == TABLE.split("\r\n\r\n")[2]
        client.change(uri, 2, FORMATTED)
        assert client.of("rangeFormatting", uri, range=span(0, 0, 9, 0), options=OPTIONS) == []
        assert client.of("rangeFormatting", folder.uri("none.md"), range=span(0, 0, 9, 0), options=OPTIONS) == []
        client.end()


def test_documents_are_formatted_where_a_setting_says_so():
    names = ("documentFormattingProvider", "documentRangeFormattingProvider", "documentOnTypeFormattingProvider")
    for options, can in (({}, (False, True, True)), ({"formatting": True}, (True, True, True)),
                         ({"formatting": False}, (False, False, False)), ({"formatting": "x"}, (False, True, True))):
        with Folder() as folder, Client() as client:
            server = client.initialize(folder, options=options)
            assert tuple(name in server for name in names) == can, (options, server)
            uri = folder.uri("a.md")
            client.open(uri, TABLE)
            if can[0]:
                assert apply(TABLE, client.of("formatting", uri, options=OPTIONS)) == FORMATTED
            client.end()


def test_enter_goes_on_with_lists_and_tables():
    with Folder() as folder, Client() as client:
        server = client.initialize(folder)
        assert server["documentOnTypeFormattingProvider"]["firstTriggerCharacter"] == "\n", server
        uri, version = folder.uri("a.md"), 1
        client.open(uri, "")
        for before, after in (("- 😀 a\n  <|>", "- 😀 a\n- "), ("- a\r\n- \r\n  <|>", "- a\r\n\r\n"),
                              ("9. a\n<|>\n", "9. a\n10. \n"), ("| A |\n|---|\n| 1 |\n<|>", "| A |\n|---|\n| 1 |\n|   |"),
                              ("Words.\n<|>", "Words.\n"), ("```\n- a\n<|>", "```\n- a\n")):
            text, where = selection(before)
            version += 1
            client.change(uri, version, text)
            edits = client.at("onTypeFormatting", uri, where["start"]["line"], where["start"]["character"],
                              ch="\n", options=OPTIONS)
            assert apply(text, edits) == after, (before, edits)
            assert client.at("onTypeFormatting", uri, where["start"]["line"], 0, ch="|", options=OPTIONS) == []
        client.end()


def test_tables_and_lists_are_in_the_menu():
    with Folder() as folder, Client() as client:
        client.initialize(folder)
        uri = folder.uri("a.md")
        client.open(uri, TABLE)
        action = chosen(client, uri, span(2, 0, 2, 0), "Align the table", ["refactor"])
        text = files_after(action["edit"], {uri: TABLE})[uri]
        client.change(uri, 2, text)
        assert not [each for each in actions(client, uri, span(2, 0, 2, 0)) if "Align" in each["title"]]
        action = chosen(client, uri, span(7, 0, 7, 0), "Renumber the list")
        assert files_after(action["edit"], {uri: text})[uri] == FORMATTED
        client.end()


def test_a_table_of_contents_is_put_in_and_kept_up():
    text = "# T\r\n\r\n## 😀 A\r\n\r\n## B\r\n"
    with Folder() as folder, Client() as client:
        client.initialize(folder)
        uri = folder.uri("a.md")
        client.open(uri, text)
        action = chosen(client, uri, span(0, 2, 0, 2), "table of contents")
        text = files_after(action["edit"], {uri: text})[uri]
        assert "\r\n- [😀 A](#-a)\r\n- [B](#b)\r\n" in text and text.count("\n") == text.count("\r\n"), text
        client.change(uri, 2, text)
        only = ["source.updateTableOfContents"]
        assert actions(client, uri, span(0, 0, 0, 0), only) == []
        client.change(uri, 3, text + "\r\n## C\r\n")
        action = chosen(client, uri, span(0, 0, 0, 0), "Update", only)
        assert action["kind"] == "source.updateTableOfContents.pland", action
        assert "- [B](#b)\r\n- [C](#c)\r\n" in files_after(action["edit"], {uri: text + "\r\n## C\r\n"})[uri]
        client.end()


def test_a_section_moves_with_its_links():
    files = {"ROADMAP.md": "# T\r\n\r\n[p](#pier)\r\n\r\n## 😀 Gauges\r\n\r\n[a](#alerts)\r\n\r\n### Pier\r\n\r\n"
                           "## Alerts\r\n\r\nx\r\n",
             "docs/a.md": "# A\n\n[p](../ROADMAP.md#pier) 😀 [g](../ROADMAP.md#-gauges)\n"}
    for capabilities in (everything(), NO_RESOLVE):
        with Folder(files) as folder, Client() as client:
            client.initialize(folder, capabilities=capabilities)
            client.indexed()
            uri = folder.uri("ROADMAP.md")
            client.open(uri, files["ROADMAP.md"])
            action = chosen(client, uri, span(4, 5, 4, 5), "Move the section to gauges.md")
            assert action["kind"] == "refactor.move", action
            parts = action["edit"]["documentChanges"]
            assert parts[0]["kind"] == "create" and parts[0]["uri"] == folder.uri("gauges.md"), parts
            versions = {part["textDocument"]["uri"]: part["textDocument"]["version"] for part in parts[1:]}
            assert versions == {uri: 1, folder.uri("gauges.md"): None, folder.uri("docs/a.md"): None}, versions
            after = files_after(action["edit"], {folder.uri(name): text for name, text in files.items()})
            assert after[folder.uri("gauges.md")] == (
                "# 😀 Gauges\r\n\r\n[a](ROADMAP.md#alerts)\r\n\r\n## Pier\r\n"), after
            assert after[uri] == ("# T\r\n\r\n[p](gauges.md#pier)\r\n\r\n## 😀 Gauges\r\n\r\n[😀 Gauges](gauges.md)"
                                  "\r\n\r\n## Alerts\r\n\r\nx\r\n"), after
            assert after[folder.uri("docs/a.md")] == "# A\n\n[p](../gauges.md#pier) 😀 [g](../gauges.md#-gauges)\n", after
            # Too much for a light bulb, where the edit cannot wait.
            automatic = client.of("codeAction", uri, range=span(4, 5, 4, 5),
                                  context={"diagnostics": [], "triggerKind": 2})
            assert any("Move" in each["title"] for each in automatic) == (capabilities is not NO_RESOLVE)
            client.end()
    # Nobody's file is made who cannot make one.
    for edits in ({}, {"documentChanges": True}, {"resourceOperations": ["create"]}):
        with Folder(files) as folder, Client() as client:
            client.initialize(folder, capabilities=everything(workspace__workspaceEdit=edits))
            uri = folder.uri("ROADMAP.md")
            client.open(uri, files["ROADMAP.md"])
            assert not [each for each in actions(client, uri, span(4, 5, 4, 5)) if "Move" in each["title"]]
            client.end()


def test_a_link_makes_the_heading_and_the_file_that_it_asks_for():
    text = "# A\n\n[Tide table](b.md#tide-table) [The ship](docs/decisions/0001-ship.md) [x](y.md)\n"
    with Folder({"b.md": "# B\n"}) as folder, Client() as client:
        client.initialize(folder)
        client.indexed()
        uri = folder.uri("a.md")
        client.open(uri, text)
        found = {each["code"]: each for each in client.findings(uri)}
        action = chosen(client, uri, found["broken-anchor"]["range"], "Add the heading", ["quickfix"])
        assert action["kind"] == "quickfix" and action["diagnostics"] == [found["broken-anchor"]], action
        after = files_after(action["edit"], {uri: text, folder.uri("b.md"): "# B\n"})
        assert after[folder.uri("b.md")] == "# B\n\n## Tide table\n", after
        for name, words in (("docs/decisions/0001-ship.md", "The ship"), ("y.md", "# x\n")):
            at = text.index(name)
            (start, character) = position_of(text, at)
            action = chosen(client, uri, span(start, character, start, character), f"Create {name}", ["quickfix"])
            after = files_after(action["edit"], {uri: text})
            made = after[folder.uri(name)]
            assert words in made and after[uri] == text, made
            assert "YYYY" not in made.splitlines()[0], made
        client.end()


def test_a_file_made_in_another_folder_links_to_what_is_there():
    text = "# Roadmap\n\n[work](docs/PROJECT_PLAN.md) [guide](sub/deep/CLAUDE.md)\n"
    with Folder({"CHANGELOG.md": "# Changelog\n", "docs/README.md": "# Docs\n"}) as folder, Client() as client:
        client.initialize(folder)
        client.indexed()
        uri = folder.uri("ROADMAP.md")
        client.open(uri, text)
        client.settle()
        for name, there in (("docs/PROJECT_PLAN.md", ["(../ROADMAP.md)", "(../CHANGELOG.md)", "(README.md)"]),
                            ("sub/deep/CLAUDE.md", ["(../../ROADMAP.md)", "(../../CHANGELOG.md)",
                                                    "(../../PROJECT_PLAN.md)"])):
            start, character = position_of(text, text.index(name))
            action = chosen(client, uri, span(start, character, start, character), f"Create {name}", ["quickfix"])
            made = files_after(action["edit"], {uri: text})[folder.uri(name)]
            for destination in there:
                assert destination in made, (name, destination, made)
            assert "(ROADMAP.md)" not in made and "(CHANGELOG.md)" not in made, made
        client.end()
