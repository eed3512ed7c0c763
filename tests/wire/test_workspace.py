"""Settings, files that change behind the editor's back, folders, and documents that are no files."""

from client import OMIT, Client, Folder, Wrong, codes, everything, pushing

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


def registered(client):
    return [registration for each in client.asked if each["method"] == "client/registerCapability"
            for registration in each["params"]["registrations"]]


def test_capabilities_are_registered_where_the_client_can_and_once():
    with Folder() as folder, Client() as client:
        client.initialize(folder)
        client.notify("initialized", {})
        client.notify("initialized", {})
        client.settle()
        methods = [each["method"] for each in registered(client)]
        assert methods == ["workspace/didChangeWatchedFiles", "workspace/didChangeConfiguration"], methods
        assert registered(client)[1]["registerOptions"] == {"section": "pland"}, registered(client)
        assert client.answered_configuration == 1, client.asked
        client.end()
    for without in ("didChangeConfiguration", "didChangeWatchedFiles"):
        with Folder() as folder, Client() as client:
            client.initialize(folder, capabilities=everything(**{f"workspace__{without}": None}))
            client.settle()
            assert [each["method"] for each in registered(client)] == [
                each for each in methods if not each.endswith(without)], registered(client)
            client.end()


def test_all_that_a_link_can_name_is_watched_and_nothing_twice():
    with Folder() as folder, Client() as client:
        client.initialize(folder)
        client.settle()
        for path in ("img/pic.png", "LICENSE", "sub", "a.md", "x/y/ROADMAP.markdown", ".gitignore", "pland.toml"):
            assert client.watched(path, "created") == 1 == client.watched(path, "deleted"), path
        for path, times in (("a.md", 1), ("x/b.mkd", 1), ("sub/.gitignore", 1), (".pland.toml", 1),
                            (".config/pland.toml", 1), (".github/CODEOWNERS", 1), ("img/pic.png", 0), ("build/a.o", 0)):
            assert client.watched(path, "changed") == times, path
        client.end()


def test_a_file_in_a_new_folder_is_found():
    for name in ("img/a.md", "x/y/z/a.md"):
        for folder_too in (False, True):
            with Folder({"L.md": f"# L\n\n[a]({name}#goal)\n"}) as folder, Client() as client:
                client.initialize(folder)
                client.indexed()
                uri = folder.uri("L.md")
                client.open(uri, f"# L\n\n[a]({name}#goal)\n")
                assert codes(findings(client, uri)) == ["broken-file-link"]
                client.asked.clear()
                folder.write(name, "# A\n\n## Goal\n\n[x](gone.md)\n")
                first = name.split("/")[0]
                client.changed_on_disk(*([("created", folder.uri(first))] if folder_too else []),
                                       ("created", folder.uri(name)))
                client.asked_to_pull()
                assert findings(client, uri) == []
                report = client.request("workspace/diagnostic", {"previousResultIds": []})
                assert [each["uri"] for each in report["items"]] == [folder.uri(name)], report
                client.end()


def test_a_folder_that_comes_and_goes_does_so_with_all_that_is_in_it():
    with Folder({"old/x/b.md": BROKEN, "old/c.md": BROKEN, "older.md": BROKEN}) as folder, Client() as client:
        client.initialize(folder)
        client.indexed()
        uri = folder.uri("a.md")
        client.open(uri, "# A\n\n[b](old/x/b.md) and [b](new/x/b.md)\n")
        def seen():
            report = client.request("workspace/diagnostic", {"previousResultIds": []})
            return sorted(each["uri"] for each in report["items"])
        assert seen() == [uri, folder.uri("old/c.md"), folder.uri("old/x/b.md"), folder.uri("older.md")], seen()
        (folder.path / "old").rename(folder.path / "new")
        client.changed_on_disk(("deleted", folder.uri("old")))
        client.settle()
        assert seen() == [uri, folder.uri("older.md")], seen()
        client.asked.clear()
        client.changed_on_disk(("created", folder.uri("new")))
        client.asked_to_pull()
        client.settle()
        assert codes(findings(client, uri)) == ["broken-file-link"]
        while folder.uri("new/c.md") not in seen():
            client.asked_to_pull()
        assert seen() == [uri, folder.uri("new/c.md"), folder.uri("new/x/b.md"), folder.uri("older.md")], seen()
        # Gone and back within one moment, with less in it.
        client.asked.clear()
        folder.remove("new/c.md")
        client.changed_on_disk(("deleted", folder.uri("new")), ("created", folder.uri("new")))
        while folder.uri("new/c.md") in seen():
            client.asked_to_pull()
        assert seen() == [uri, folder.uri("new/x/b.md"), folder.uri("older.md")], seen()
        client.end()


def test_targets_that_are_no_documents_come_and_go():
    with Folder() as folder, Client() as client:
        client.initialize(folder)
        client.indexed()
        uri = folder.uri("a.md")
        client.open(uri, "# A\n\n[p](img/pic.png)\n\n[l](LICENSE)\n\n[s](sub/)\n")
        def lines():
            return [each["range"]["start"]["line"] for each in findings(client, uri)]
        assert lines() == [2, 4, 6], lines()
        client.asked.clear()
        folder.write("img/pic.png", "x")
        client.changed_on_disk(("created", folder.uri("img/pic.png")))
        client.asked_to_pull()
        assert lines() == [4, 6], lines()
        folder.write("LICENSE", "x")
        (folder.path / "sub").mkdir()
        client.changed_on_disk(("created", folder.uri("LICENSE")), ("created", folder.uri("sub")))
        client.asked_to_pull()
        assert lines() == [], lines()
        folder.remove("img/pic.png")
        client.changed_on_disk(("deleted", folder.uri("img/pic.png")))
        client.asked_to_pull()
        assert lines() == [2], lines()
        client.end()


def test_what_nobody_links_to_wakes_nobody():
    with Folder({"build/1.o": "", "a.md": "# A\n\n[p](img/pic.png)\n"}) as folder, Client() as client:
        client.initialize(folder)
        client.indexed()
        client.open(folder.uri("a.md"), "# A\n\n[p](img/pic.png)\n")
        findings(client, folder.uri("a.md"))
        client.settle()
        client.asked.clear()
        folder.write("build/2.o", "")
        client.changed_on_disk(("created", folder.uri("build/2.o")), ("deleted", folder.uri("build/3.o")))
        client.settle()
        assert not client.asked, client.asked
        client.end()


def test_without_watchers_a_save_and_a_close_find_new_folders():
    for how in ("save", "close"):
        with Folder() as folder, Client() as client:
            client.initialize(folder, capabilities=pushing(workspace__didChangeWatchedFiles=None))
            client.indexed()
            a, b = folder.uri("a.md"), folder.uri("x/y/b.md")
            client.open(a, "# A\n\n[b](x/y/b.md)\n")
            client.published(a, lambda p: codes(p["diagnostics"]) == ["broken-file-link"])
            if how == "close":
                client.open(b, "# B\n")
                client.published(a, lambda p: p["diagnostics"] == [])
            folder.write("x/y/b.md", "# B\n")
            if how == "save":
                client.notify("textDocument/didSave", {"textDocument": {"uri": a}})
                client.published(a, lambda p: p["diagnostics"] == [])
            else:
                client.close(b)
                client.settle()
                assert not [n for n in client.notifications if n["params"].get("diagnostics")
                            and n["params"]["uri"] == a], client.notifications
            client.end()


def test_what_changes_while_the_folders_are_read_is_not_lost():
    # A long document holds up the end of the reading, whose walk is done in a moment.
    long = "".join(f"## Part {i}\n\n- **Owner**: [x](#part-{i})\n\n" for i in range(100_000))
    with Folder({"long.md": long, "old.md": BROKEN}) as folder, Client() as client:
        client.initialize(folder, capabilities=pushing(), settings={"diagnostics": {"unopened": True}})
        client.wait_for("$/progress", lambda p: p["value"]["kind"] == "report" or p["value"]["kind"] == "begin")
        folder.write("new.md", BROKEN)
        folder.remove("old.md")
        client.changed_on_disk(("created", folder.uri("new.md")), ("deleted", folder.uri("old.md")))
        client.published(folder.uri("new.md"), lambda p: codes(p["diagnostics"]) == ["broken-file-link"])
        client.indexed()
        client.open(folder.uri("a.md"), "# A\n\n[n](new.md) and [o](old.md)\n")
        found = client.published(folder.uri("a.md"))["diagnostics"]
        assert codes(found) == ["broken-file-link"] and "old.md" in found[0]["message"], found
        client.end()


def test_completion_says_that_it_is_incomplete_while_the_folders_are_read():
    with Folder({f"d{i}.md": "# D\n" for i in range(50)}) as folder, Client() as client:
        client.request("initialize", {"processId": None, "rootUri": folder.uri(), "capabilities": client.capabilities})
        text = "# A\n\n[x](d\n"
        at = {"textDocument": {"uri": folder.uri("a.md")}, "position": {"line": 2, "character": 5}}
        early = client.message("textDocument/completion", at)
        client.send(client.message("initialized", {}, request=False),
                    client.message("textDocument/didOpen", {"textDocument": {
                        "uri": folder.uri("a.md"), "languageId": "markdown", "version": 1, "text": text}}, request=False),
                    early)
        assert client.answer(early["id"])["isIncomplete"] is True
        while (got := client.request("textDocument/completion", at))["isIncomplete"]:
            pass
        assert len([each for each in got["items"] if each["label"].startswith("d")]) == 50, got
        client.end()


def test_symbolic_links_show_nothing_of_what_is_outside():
    secret = "# Secret plan\n\n## Hidden heading\n\nquiet words\n"
    with Folder({"outside/secret.md": secret, "ws/sub/real.md": "# Real\n\n## Goal\n"}) as folder, Client() as client:
        workspace = folder.path / "ws"
        (workspace / "symlink.md").symlink_to("../outside/secret.md")
        (workspace / "dir").symlink_to("../outside")
        (workspace / "inside.md").symlink_to("sub/real.md")
        client.initialize((workspace).as_uri())
        client.indexed()
        uri = folder.uri("ws/a.md")
        text = ("# A\n\n[s](symlink.md)\n\n[h](symlink.md#hidden-heading)\n\n[n](symlink.md#nowhere)\n\n"
                "[d](dir/secret.md#hidden)\n\n[i](inside.md#goal)\n\n[o](inside.md#gaol)\n\n[c](\n\n[e](symlink.md#\n")
        client.open(uri, text)
        def said():
            out = [client.findings(uri), client.of("documentLink", uri),
                   client.request("workspace/diagnostic", {"previousResultIds": []})]
            for line, content in enumerate(text.splitlines()):
                for character in range(len(content) + 1):
                    out.append([client.at("hover", uri, line, character), client.at("definition", uri, line, character)])
                    completed = client.at("completion", uri, line, character)
                    out.append(completed)
                    out += [client.request("completionItem/resolve", item) for item in completed["items"]]
            return str(out).lower()
        def check():
            everything_said = said()
            for word in ("secret plan", "hidden heading", "quiet words"):
                assert word not in everything_said.replace("hidden-heading", ""), word
            # What lies inside is known behind its link all the same, and all of these exist.
            found = {each["range"]["start"]["line"]: each["code"] for each in client.findings(uri)}
            assert found.get(12) == "broken-anchor" and not {2, 4, 8, 10} & set(found), found
        check()
        client.changed_on_disk(("changed", folder.uri("ws/symlink.md")), ("created", folder.uri("ws/dir")),
                               ("created", folder.uri("ws/dir/secret.md")))
        client.settle()
        check()
        client.end()


def test_settings_that_are_null_are_those_of_the_start():
    for options, start in (({}, ["broken-file-link"]), ({"options": {"rules": {"ignore": ["links"]}}}, [])):
        with Folder() as folder, Client() as client:
            client.initialize(folder, settings={"rules": {"severity": {"links": "hint"}}}, **options)
            uri = folder.uri("a.md")
            client.open(uri, BROKEN)
            client.settle()
            assert [each["severity"] for each in findings(client, uri)] == [4]
            client.settings = None
            client.notify("workspace/didChangeConfiguration", {"settings": None})
            client.settle()
            assert codes(findings(client, uri)) == start
            assert not start or findings(client, uri)[0]["severity"] == 1
            client.end()


def test_findings_of_unopened_files_end_with_their_setting():
    for asked in (True, False):
        for last in ({}, None, {"diagnostics": {}}, {"diagnostics": {"unopened": False}}):
            with Folder({"a.md": BROKEN}) as folder, Client() as client:
                capabilities = pushing() if asked else pushing(workspace__configuration=None)
                client.initialize(folder, capabilities=capabilities, settings={"diagnostics.unopened": True})
                if not asked:
                    client.notify("workspace/didChangeConfiguration",
                                  {"settings": {"pland": {"diagnostics": {"unopened": True}}}})
                client.published(folder.uri("a.md"), lambda p: p["diagnostics"])
                client.settings = last
                client.notify("workspace/didChangeConfiguration", {"settings": None if asked else {"pland": last}})
                client.published(folder.uri("a.md"), lambda p: p["diagnostics"] == [])
                client.end()


def test_wrong_settings_are_told_once():
    def warnings(client):
        client.settle()
        return [n["params"] for n in client.notifications if n["method"] == "window/showMessage"]
    for options, settings in (({"today": "soon"}, {}), (OMIT, {"today": "2026-02-30"})):
        with Folder() as folder, Client() as client:
            client.initialize(folder, settings=settings, options=options)
            (one,) = warnings(client)
            assert one["type"] == 2 and "today" in one["message"], one
            client.notify("workspace/didChangeConfiguration", {"settings": None})
            assert len(warnings(client)) == 1
            client.end()
    with Folder() as folder, Client() as client:
        client.initialize(folder, settings={"unheard": 1}, options={"today": "2026-12-01"})
        assert warnings(client) == []
        client.end()
    with Folder() as folder, Client() as client:
        client.initialize(folder, options={"rules": {"ignore": 7}, "features": {"hover": "no"}, "anchor-stile": "gitlab"})
        (one,) = warnings(client)
        for word in ("rules.ignore", "features.hover", "anchor-style"):
            assert word in one["message"], one
        client.end()


def test_a_folder_that_is_left_takes_its_findings_with_it():
    with Folder({"a.md": BROKEN}) as one, Folder({"b.md": BROKEN}) as two, Client() as client:
        client.initialize(one, two, capabilities=pushing(), settings={"diagnostics": {"unopened": True}})
        client.published(one.uri("a.md"), lambda p: p["diagnostics"])
        client.published(two.uri("b.md"), lambda p: p["diagnostics"])
        client.notify("workspace/didChangeWorkspaceFolders", {
            "event": {"added": [], "removed": [{"uri": two.uri(), "name": "two"}]}})
        assert client.published(two.uri("b.md"))["diagnostics"] == []
        client.settle()
        assert not [n for n in client.notifications if n["method"] == "textDocument/publishDiagnostics"]
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
