"""What changes on disk outside the editor is seen: told by watchers, many files at once, or found by a
look of our own where the editor watches nothing."""

import os

from client import Client, Folder, everything

COUNT = 5000
UNWATCHED = everything(workspace__didChangeWatchedFiles=None, workspace__fileOperations=None)


def branch(name):
    """A workspace as it is on one branch; each file links to the next one's heading."""
    return {f"plans/p{i}.md": f"# Plan {i}\n\n## Goals on {name}\n\n[next](p{(i + 1) % COUNT}.md#goals-on-{name})\n"
            for i in range(COUNT)}


def names(client, query):
    return {each["name"] for each in client.request("workspace/symbol", {"query": query})}


def until(client, question, wanted):
    """Asks until the answer is as wanted: every question lets the server look again."""
    while (answer := question()) != wanted:
        client.settle()
    return answer


def test_a_branch_switch_of_thousands_of_files_is_seen():
    with Folder(branch("main")) as folder, Client() as client:
        client.initialize(folder)
        client.indexed()
        uri = folder.uri("plans/p0.md")
        client.open(uri, "# Plan 0\n\n## Goals on spring\n\n[next](p1.md#goals-on-spring)\n")
        assert [each["code"] for each in client.findings(uri)] == ["broken-anchor"]
        for name, text in branch("spring").items():
            folder.write(name, text)
        folder.remove("plans/p7.md")
        client.changed_on_disk(*[("deleted" if i == 7 else "changed", folder.uri(f"plans/p{i}.md"))
                                 for i in range(COUNT)])
        until(client, lambda: client.findings(uri), [])
        until(client, lambda: names(client, "goals on main"), set())
        assert "Goals on spring" in names(client, "goals on spring") and not names(client, "Plan 7 ") & {"Plan 7"}
        client.end()


def test_without_watchers_files_are_looked_at():
    files = {"a.md": "# A\n\n## Tides\n", "b.md": "# B\n\n## Berths\n", ".gitignore": "", "drafts/c.md": "# Drafted\n"}
    with Folder(files) as folder, Client() as client:
        client.initialize(folder, capabilities=UNWATCHED)
        client.indexed()
        client.open(folder.uri("a.md"), files["a.md"])
        assert names(client, "berths") == {"Berths"} and names(client, "drafted") == {"Drafted"}
        # Changed (to a text of the same length), made, removed, ignored: nobody says so.
        folder.write("b.md", "# B\n\n## Mornin\n")
        until(client, lambda: names(client, "mornin"), {"Mornin"})
        folder.write("new/d.md", "# Dolphins\n")
        until(client, lambda: names(client, "dolphins"), {"Dolphins"})
        folder.remove("b.md")
        until(client, lambda: names(client, "mornin"), set())
        folder.write(".gitignore", "drafts/\n")
        until(client, lambda: names(client, "drafted"), set())
        # Folders that move as a whole.
        os.rename(folder.path / "new", folder.path / "old")
        until(client, lambda: [each["location"]["uri"] for each in client.request(
            "workspace/symbol", {"query": "dolphins"})], [folder.uri("old/d.md")])
        client.end()


def test_without_watchers_findings_follow_the_disk():
    with Folder({"a.md": "[b](b.md#tides)\n", "b.md": "# Tides\n"}) as folder, Client() as client:
        client.initialize(folder, capabilities=UNWATCHED)
        client.indexed()
        client.open(folder.uri("a.md"), "[b](b.md#tides)\n")
        assert client.findings(folder.uri("a.md")) == []
        folder.write("b.md", "# Ebb\n")
        until(client, lambda: [each["code"] for each in client.findings(folder.uri("a.md"))], ["broken-anchor"])
        client.end()


def test_a_rename_without_watchers_sees_what_was_written_a_moment_ago():
    files = {"a.md": "# A\n\n## Tides\n", "b.md": "# B\n"}
    with Folder(files) as folder, Client() as client:
        client.initialize(folder, capabilities=UNWATCHED)
        client.indexed()
        uri = folder.uri("a.md")
        client.open(uri, files["a.md"])
        folder.write("b.md", "# B\n\n[x](a.md#tides)\n")
        folder.write("new/c.md", "[y](../a.md#tides)\n")
        edit = client.request("textDocument/rename", {"textDocument": {"uri": uri}, "newName": "Salt",
                                                      "position": {"line": 2, "character": 4}})
        changed = {each["textDocument"]["uri"] for each in edit["documentChanges"]}
        assert changed == {uri, folder.uri("b.md"), folder.uri("new/c.md")}, changed
        folder.write("d.md", "[z](b.md)\n")
        edit = client.request("workspace/willRenameFiles",
                              {"files": [{"oldUri": folder.uri("b.md"), "newUri": folder.uri("e.md")}]})
        changed = {each["textDocument"]["uri"] for each in edit["documentChanges"]}
        assert changed == {folder.uri("d.md")}, changed
        folder.write("f.md", "[gone](nowhere.md)\n")
        report = client.request("workspace/diagnostic", {"previousResultIds": []})
        told = {each["uri"] for each in report["items"] if each.get("items")}
        assert folder.uri("f.md") in told, told
        client.end()


def test_a_document_with_two_paths_is_one():
    files = {"docs/tide.md": "# Tide\n\n## Gauges\n", "a.md": "[x](linked/tide.md#gauges) [y](TIDES.md#gauges)\n"}
    with Folder(files) as folder, Client() as client:
        os.symlink("docs", folder.path / "linked")
        os.symlink("docs/tide.md", folder.path / "TIDES.md")
        client.initialize(folder)
        client.indexed()
        found = client.request("workspace/symbol", {"query": "gauges"})
        assert [each["location"]["uri"] for each in found] == [folder.uri("docs/tide.md")], found
        client.open(folder.uri("a.md"), files["a.md"])
        assert client.findings(folder.uri("a.md")) == []
        for character in (6, 32):
            at = {"textDocument": {"uri": folder.uri("a.md")}, "position": {"line": 0, "character": character}}
            target = client.request("textDocument/definition", at)
            assert "docs/tide.md" in str(target), target
        edit = client.request("workspace/willRenameFiles",
                              {"files": [{"oldUri": folder.uri("docs/tide.md"), "newUri": folder.uri("docs/salt.md")}]})
        [change] = edit["documentChanges"]
        assert change["textDocument"]["uri"] == folder.uri("a.md")
        assert [each["newText"] for each in change["edits"]] == ["docs/salt.md", "docs/salt.md"]
        # Open by its other name, it is known by that.
        client.open(folder.uri("TIDES.md"), files["docs/tide.md"])
        found = client.request("workspace/symbol", {"query": "gauges"})
        assert [each["location"]["uri"] for each in found] == [folder.uri("TIDES.md")], found
        client.end()


def test_a_rename_says_which_files_it_cannot_read():
    files = {"a.md": "# A\n\n## Tides\n", "b.md": "[x](a.md#tides)\n", "legacy.md": b"[caf\xe9](a.md#tides)\n"}
    with Folder(files) as folder, Client() as client:
        client.initialize(folder)
        client.indexed()
        uri = folder.uri("a.md")
        client.open(uri, files["a.md"])
        edit = client.request("textDocument/rename", {"textDocument": {"uri": uri}, "newName": "Salt",
                                                      "position": {"line": 2, "character": 4}})
        asks = [each for each in edit["changeAnnotations"].values() if each.get("needsConfirmation")]
        assert "legacy.md is not UTF-8" in asks[0]["description"], edit
        changed = {each["textDocument"]["uri"] for each in edit["documentChanges"]}
        assert changed == {uri, folder.uri("b.md")}, changed
        client.end()


def test_a_rename_after_many_files_came_reaches_all_of_them():
    with Folder({"a.md": "# A\n", "c.md": "[a](a.md#a)\n"}) as folder, Client() as client:
        client.initialize(folder)
        client.indexed()
        client.open(folder.uri("a.md"), "# A\n")
        names = [f"br/f{number}.md" for number in range(300)]
        for name in names:
            folder.write(name, "# H\n\n[a](../a.md#a)\n")
        client.changed_on_disk(*(("created", folder.uri(name)) for name in names))
        edit = client.request("textDocument/rename", {"textDocument": {"uri": folder.uri("a.md")},
                                                      "position": {"line": 0, "character": 2}, "newName": "Zeta"})
        assert len(edit["documentChanges"]) == 302, len(edit["documentChanges"])
        client.end()
