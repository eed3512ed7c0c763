"""Settings, files that change behind the editor's back, folders, and documents that are no files."""

from client import Client, Folder, Wrong, codes, everything, pushing

BROKEN = "# A\n\n[x](gone.md)\n"


def findings(client, uri):
    return client.findings(uri)


def test_settings_are_asked_for_and_obeyed():
    with Folder() as folder, Client() as client:
        client.initialize(folder, settings={"rules": {"ignore": ["broken-file-link"]}})
        uri = folder.uri("a.md")
        client.open(uri, BROKEN)
        client.settle()
        assert client.answered_configuration == 1, client.asked
        assert findings(client, uri) == []
        client.settings = {"rules": {"severity": {"broken-file-link": "hint"}}}
        client.notify("workspace/didChangeConfiguration", {"settings": None})
        client.settle()
        assert [each["severity"] for each in findings(client, uri)] == [4]
        client.settings = {}
        client.notify("workspace/didChangeConfiguration", {"settings": {}})
        client.settle()
        assert [each["severity"] for each in findings(client, uri)] == [1]
        client.end()


def test_settings_are_taken_from_the_notification_where_they_cannot_be_asked_for():
    with Folder() as folder, Client() as client:
        client.initialize(folder, capabilities={})
        uri = folder.uri("a.md")
        client.open(uri, BROKEN)
        assert codes(client.published(uri)["diagnostics"]) == ["broken-file-link"]
        client.notify("workspace/didChangeConfiguration", {"settings": {"pland": {"rules": {"ignore": ["links"]}}}})
        assert client.published(uri)["diagnostics"] == []
        client.notify("workspace/didChangeConfiguration", {"settings": {"other": {}}})
        client.notify("workspace/didChangeConfiguration", {"settings": {"pland": {}}})
        assert codes(client.published(uri, lambda p: p["diagnostics"])["diagnostics"]) == ["broken-file-link"]
        client.end()


def test_initialization_options_are_settings():
    with Folder() as folder, Client() as client:
        client.initialize(folder, capabilities={}, options={"rules": {"severity": {"links": "information"}}})
        client.open(folder.uri("a.md"), BROKEN)
        assert [d["severity"] for d in client.published(folder.uri("a.md"))["diagnostics"]] == [3]
        client.end()


OVERDUE = """# Roadmap

## Decisions

### Use one database
**Decision**: One for all.
**Rationale**: It is simple.
**Review Date**: 2026-06-30
"""


def test_today_decides_what_is_overdue():
    def found(today, by_options):
        with Folder() as folder, Client() as client:
            client.initialize(folder, settings={} if by_options else {"today": today},
                              **({"options": {"today": today}} if by_options else {}))
            client.settle()
            client.open(folder.uri("ROADMAP.md"), OVERDUE)
            got = "review-overdue" in codes(findings(client, folder.uri("ROADMAP.md")))
            client.end()
            return got
    for by_options in (False, True):
        assert found("2026-07-01", by_options), by_options
        assert not found("2026-06-01", by_options), by_options


def test_nonsense_in_settings_is_survived():
    with Folder() as folder, Client() as client:
        client.initialize(folder, settings={"rules": 3, "today": "never", "exclude": {"a": 1}, "unheard": [1]},
                          options=[1, 2])
        client.open(folder.uri("a.md"), BROKEN)
        client.settle()
        assert codes(findings(client, folder.uri("a.md"))) == ["broken-file-link"]
        client.end()


def test_a_changed_pland_toml_counts_at_once():
    with Folder() as folder, Client() as client:
        client.initialize(folder)
        client.indexed()
        uri = folder.uri("a.md")
        client.open(uri, BROKEN)
        assert codes(findings(client, uri)) == ["broken-file-link"]
        folder.write("pland.toml", '[rules]\nignore = ["broken-file-link"]\n')
        client.changed_on_disk(("created", folder.uri("pland.toml")))
        assert findings(client, uri) == []
        folder.write("pland.toml", '[rules.severity]\nlinks = "hint"\n')
        client.changed_on_disk(("changed", folder.uri("pland.toml")))
        assert [each["severity"] for each in findings(client, uri)] == [4]
        folder.remove("pland.toml")
        client.changed_on_disk(("deleted", folder.uri("pland.toml")))
        assert [each["severity"] for each in findings(client, uri)] == [1]
        client.end()


def test_the_client_is_asked_to_pull_again():
    with Folder() as folder, Client() as client:
        client.initialize(folder)
        client.indexed()
        client.settle()
        client.asked.clear()
        folder.write("pland.toml", '[rules]\nignore = ["links"]\n')
        client.changed_on_disk(("created", folder.uri("pland.toml")))
        client.settle()
        assert "workspace/diagnostic/refresh" in [each["method"] for each in client.asked], client.asked
        client.end()


def test_files_that_come_and_go_change_what_open_documents_link_to():
    for pull in (False, True):
        with Folder({"b.md": "# B\n\n## Goal\n"}) as folder, Client() as client:
            client.initialize(folder, capabilities=everything() if pull else pushing())
            client.indexed()
            uri = folder.uri("a.md")
            def expect(*wanted):
                if pull:
                    client.asked_to_pull()
                    got = codes(findings(client, uri))
                    assert got == sorted(wanted), (got, wanted)
                else:
                    client.published(uri, lambda p: codes(p["diagnostics"]) == sorted(wanted))
            client.open(uri, "# A\n\n[b](b.md#goal) and [c](c.md)\n")
            if pull:
                assert codes(findings(client, uri)) == ["broken-file-link"]
            else:
                expect("broken-file-link")
            client.asked.clear()
            folder.write("c.md", "# C\n")
            client.changed_on_disk(("created", folder.uri("c.md")))
            expect()
            folder.write("b.md", "# B\n\n## Other\n")
            client.changed_on_disk(("changed", folder.uri("b.md")))
            expect("broken-anchor")
            folder.remove("b.md")
            client.changed_on_disk(("deleted", folder.uri("b.md")))
            expect("broken-file-link")
            client.end()


def test_a_picture_that_comes_mends_the_link_to_it():
    with Folder() as folder, Client() as client:
        client.initialize(folder)
        client.indexed()
        uri = folder.uri("a.md")
        client.open(uri, "# A\n\n[data](data.csv)\n")
        assert codes(findings(client, uri)) == ["broken-file-link"]
        folder.write("data.csv", "1")
        client.changed_on_disk(("created", folder.uri("data.csv")))
        client.settle()
        assert findings(client, uri) == []
        client.end()


def test_what_is_open_counts_more_than_what_is_on_disk():
    with Folder({"b.md": "# B\n\n## Goal\n"}) as folder, Client() as client:
        client.initialize(folder)
        client.indexed()
        a, b = folder.uri("a.md"), folder.uri("b.md")
        client.open(a, "# A\n\n[b](b.md#goal)\n")
        assert findings(client, a) == []
        client.open(b, "# B\n\n## Unsaved\n")
        assert codes(findings(client, a)) == ["broken-anchor"]
        client.changed_on_disk(("changed", b))
        client.settle()
        assert codes(findings(client, a)) == ["broken-anchor"]
        client.close(b)
        client.settle()
        assert findings(client, a) == []
        client.end()


def test_without_watchers_a_save_tells_of_the_disk():
    with Folder({"b.md": "# B\n"}) as folder, Client() as client:
        client.initialize(folder, capabilities=pushing(workspace__didChangeWatchedFiles=None))
        assert "client/registerCapability" not in [each["method"] for each in client.asked]
        a, b = folder.uri("a.md"), folder.uri("b.md")
        client.open(a, "# A\n\n[b](b.md#goal)\n")
        client.published(a, lambda p: codes(p["diagnostics"]) == ["broken-anchor"])
        folder.write("b.md", "# B\n\n## Goal\n")
        client.notify("textDocument/didSave", {"textDocument": {"uri": b}})
        client.published(a, lambda p: p["diagnostics"] == [])
        client.end()


def test_watchers_are_registered_where_the_client_can():
    with Folder() as folder, Client() as client:
        client.initialize(folder)
        client.settle()
        (one,) = [each for each in client.asked if each["method"] == "client/registerCapability"]
        methods = [each["method"] for each in one["params"]["registrations"]]
        assert methods == ["workspace/didChangeWatchedFiles"], methods
        client.end()


def test_several_roots_and_folders_that_come_and_go():
    with Folder({"b.md": "# B\n"}) as one, Folder({"a.md": BROKEN}) as two, Client() as client:
        client.initialize(one, two)
        client.indexed()
        def uris():
            report = client.request("workspace/diagnostic", {"previousResultIds": []})
            return sorted(each["uri"] for each in report["items"])
        assert uris() == [two.uri("a.md")], uris()
        client.notify("workspace/didChangeWorkspaceFolders", {
            "event": {"added": [], "removed": [{"uri": two.uri(), "name": "two"}]}})
        client.indexed()
        assert uris() == [], uris()
        client.notify("workspace/didChangeWorkspaceFolders", {
            "event": {"added": [{"uri": two.uri(), "name": "two"}], "removed": []}})
        client.indexed()
        assert uris() == [two.uri("a.md")], uris()
        client.end()


def test_a_root_by_its_uri_or_path_alone():
    for how in ("rootUri", "rootPath"):
        with Folder({"b.md": "# B\n"}) as folder, Client() as client:
            more = {"rootUri": folder.uri() if how == "rootUri" else None, "workspaceFolders": None}
            if how == "rootPath":
                more["rootPath"] = str(folder.path)
            client.initialize(capabilities=everything(), **more)
            client.open(folder.uri("a.md"), "# A\n\n[b](b.md)\n\n[c](c.md)\n")
            assert [d["range"]["start"]["line"] for d in findings(client, folder.uri("a.md"))] == [4]
            client.end()


def test_no_root():
    with Folder({"b.md": "# B\n"}) as folder, Client() as client:
        client.initialize()
        uri = folder.uri("a.md")
        client.open(uri, "# A\n\n[own](#nowhere)\n\n[b](b.md)\n")
        assert codes(findings(client, uri)) == ["broken-anchor"], findings(client, uri)
        assert [each["name"] for each in client.of("documentSymbol", uri)] == ["A"]
        client.end()


def test_documents_that_are_no_files():
    for uri in ("untitled:Untitled-1", "vscode-vfs://github/a/b/ROADMAP.md", "zipfile:///a.zip::b.md",
                "inmemory://model/1"):
        with Folder() as folder, Client() as client:
            client.initialize(folder, capabilities=pushing())
            client.open(uri, "# A\n\n[own](#nowhere) and [other](other.md)\n")
            got = client.published(uri)
            assert "broken-anchor" in codes(got["diagnostics"]), got
            assert "broken-file-link" not in codes(got["diagnostics"]), got
            client.change(uri, 2, (2, 7, 2, 14, "a"))
            assert client.published(uri, lambda p: p["version"] == 2)["diagnostics"] == []
            for method in ("hover", "definition", "completion"):
                client.at(method, uri, 2, 8)
            for method in ("documentSymbol", "documentLink"):
                client.of(method, uri)
            client.of("codeAction", uri, range={"start": {"line": 0, "character": 0},
                                                "end": {"line": 3, "character": 0}}, context={"diagnostics": []})
            client.close(uri)
            assert client.published(uri)["diagnostics"] == []
            client.end()


def test_uris_that_are_spelt_differently_are_the_same_document():
    with Folder() as folder, Client() as client:
        client.initialize(folder)
        plain = folder.uri("a b.md")  # file:///…/a%20b.md
        client.open(plain, BROKEN)
        other = plain.replace("a%20b.md", "%61%20b%2Emd")
        assert codes(findings(client, other)) == ["broken-file-link"]
        client.change(other, 2, "# A\n")
        assert findings(client, plain) == []
        client.end()


def test_requests_for_documents_that_are_not_open():
    with Folder({"a.md": BROKEN}) as folder, Client() as client:
        client.initialize(folder)
        uri = folder.uri("a.md")
        assert client.at("hover", uri, 0, 0) is None
        assert not client.at("definition", uri, 0, 0)
        assert not client.of("documentSymbol", uri)
        assert not client.of("documentLink", uri)
        client.change(uri, 2, "x")  # ignored
        client.close(uri)
        client.end()


def test_opened_twice_and_closed_twice():
    with Folder() as folder, Client() as client:
        client.initialize(folder)
        uri = folder.uri("a.md")
        client.open(uri, BROKEN)
        client.open(uri, "# A\n", version=2)
        assert findings(client, uri) == []
        client.close(uri)
        client.close(uri)
        client.open(uri, BROKEN, version=1)
        assert codes(findings(client, uri)) == ["broken-file-link"]
        client.end()


def test_progress_is_begun_and_ended():
    files = {f"{i}.md": f"# {i}\n" for i in range(300)}
    with Folder(files) as folder, Client() as client:
        client.initialize(folder)
        folder.write("pland.toml", "")
        client.changed_on_disk(("created", folder.uri("pland.toml")))  # begins anew
        client.settle()
        client.indexed()
        assert len(client.progress) == 2, client.progress
        assert all(kinds[1] == "begin" and kinds[-1] == "end" for kinds in client.progress.values()), client.progress
        client.end()


def test_what_is_excluded_is_not_indexed():
    with Folder({"pland.toml": 'exclude = ["old/"]\n', "old/a.md": BROKEN, "new/a.md": BROKEN,
                 ".git/HEAD": "", ".gitignore": "out/\n", "out/a.md": BROKEN,
                 "node_modules/x/a.md": BROKEN}) as folder, Client() as client:
        client.initialize(folder)
        client.indexed()
        report = client.request("workspace/diagnostic", {"previousResultIds": []})
        assert [each["uri"] for each in report["items"]] == [folder.uri("new/a.md")], report
        client.end()
