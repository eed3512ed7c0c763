"""Findings pushed and pulled: versions, result ids, what changes when another document does."""

from client import Client, Folder, Refused, Wrong, codes, everything, pushing, span

BROKEN = "# A\n\n[x](gone.md)\n"


def test_pushed_with_the_version_and_cleared_on_close():
    with Folder() as folder, Client() as client:
        client.initialize(folder, capabilities=pushing())
        uri = folder.uri("a.md")
        client.open(uri, BROKEN, version=7)
        got = client.published(uri)
        assert got["version"] == 7 and codes(got["diagnostics"]) == ["broken-file-link"], got
        client.change(uri, 8, "# A\n")
        got = client.published(uri)
        assert got == {"uri": uri, "version": 8, "diagnostics": []}, got
        client.change(uri, 9, BROKEN)
        assert client.published(uri)["version"] == 9
        client.close(uri)
        assert client.published(uri)["diagnostics"] == []
        client.end()


def test_without_version_support_no_version():
    with Folder() as folder, Client() as client:
        client.initialize(folder, capabilities=pushing(textDocument__publishDiagnostics={}))
        client.open(folder.uri("a.md"), BROKEN)
        assert "version" not in client.published(folder.uri("a.md"))
        client.end()


def test_a_diagnostic_says_who_and_why():
    with Folder() as folder, Client() as client:
        client.initialize(folder, capabilities=pushing())
        client.open(folder.uri("a.md"), BROKEN)
        (one,) = client.published(folder.uri("a.md"))["diagnostics"]
        assert one["source"] == "pland" and one["code"] == "broken-file-link" and one["severity"] == 1
        assert one["codeDescription"]["href"].endswith("broken-file-link")
        assert one["range"] == span(2, 4, 2, 11) and "gone.md" in one["message"]
        client.end()


def test_a_client_that_announces_nothing_gets_the_bare_finding():
    with Folder() as folder, Client() as client:
        client.initialize(folder, capabilities={})
        client.open(folder.uri("a.md"), BROKEN)
        (one,) = client.published(folder.uri("a.md"))["diagnostics"]
        assert set(one) == {"range", "severity", "code", "source", "message"}, one
        assert not client.asked, client.asked
        client.end()


def test_pulled_and_unchanged():
    with Folder() as folder, Client() as client:
        can = client.initialize(folder)["diagnosticProvider"]
        assert can["interFileDependencies"] and can["workspaceDiagnostics"], can
        client.indexed()
        uri = folder.uri("a.md")
        client.open(uri, BROKEN)
        first = client.of("diagnostic", uri)
        assert first["kind"] == "full" and codes(first["items"]) == ["broken-file-link"], first
        again = client.of("diagnostic", uri, previousResultId=first["resultId"])
        assert again == {"kind": "unchanged", "resultId": first["resultId"]}, again
        client.change(uri, 2, "\n" + BROKEN)
        moved = client.of("diagnostic", uri, previousResultId=first["resultId"])
        assert moved["kind"] == "full" and moved["resultId"] != first["resultId"], moved
        client.change(uri, 3, BROKEN)
        assert client.of("diagnostic", uri, previousResultId=moved["resultId"])["kind"] == "full"
        assert client.of("diagnostic", uri, previousResultId="nonsense")["kind"] == "full"
        client.end()


def test_pulled_for_what_is_not_open():
    with Folder({"a.md": BROKEN}) as folder, Client() as client:
        client.initialize(folder)
        client.indexed()
        assert client.of("diagnostic", folder.uri("none.md"))["items"] == []
        client.end()


def test_pulled_for_the_workspace():
    with Folder({"a.md": BROKEN, "b.md": "# B\n", "sub/c.md": BROKEN, "d.txt": BROKEN}) as folder, Client() as client:
        client.initialize(folder)
        client.indexed()
        client.open(folder.uri("a.md"), BROKEN + BROKEN, version=3)
        first = {i["uri"]: i for i in client.request("workspace/diagnostic", {"previousResultIds": []})["items"]}
        assert set(first) >= {folder.uri("a.md"), folder.uri("sub/c.md")}, first
        assert folder.uri("d.txt") not in first
        assert len([c for c in codes(first[folder.uri("a.md")]["items"]) if c == "broken-file-link"]) == 2
        assert first[folder.uri("a.md")]["version"] == 3 and first[folder.uri("sub/c.md")]["version"] is None
        known = [{"uri": uri, "value": item["resultId"]} for uri, item in first.items()]
        again = client.request("workspace/diagnostic", {"previousResultIds": known})["items"]
        assert {i["kind"] for i in again} == {"unchanged"} and {i["uri"] for i in again} == set(first), again
        folder.write("sub/c.md", "# Good\n")
        client.changed_on_disk(("changed", folder.uri("sub/c.md")))
        mended = {i["uri"]: i for i in client.request("workspace/diagnostic", {"previousResultIds": known})["items"]}
        assert mended[folder.uri("sub/c.md")]["kind"] == "full" and mended[folder.uri("sub/c.md")]["items"] == [], mended
        assert mended[folder.uri("a.md")]["kind"] == "unchanged"
        folder.remove("sub/c.md")
        client.changed_on_disk(("deleted", folder.uri("sub/c.md")))
        client.settle()
        known = [{"uri": folder.uri("sub/c.md"), "value": first[folder.uri("sub/c.md")]["resultId"]}]
        gone = {i["uri"]: i for i in client.request("workspace/diagnostic", {"previousResultIds": known})["items"]}
        assert gone[folder.uri("sub/c.md")]["items"] == [], gone
        client.end()


def test_document_and_workspace_pull_have_the_same_ids():
    with Folder({"a.md": BROKEN}) as folder, Client() as client:
        client.initialize(folder)
        client.indexed()
        uri = folder.uri("a.md")
        (closed,) = client.request("workspace/diagnostic", {"previousResultIds": []})["items"]
        client.open(uri, BROKEN)
        # Neovim 0.12 forgets what it was told when it opens a text, and keeps the id.
        first = client.of("diagnostic", uri, previousResultId=closed["resultId"])
        assert first["kind"] == "full" and first["items"] == closed["items"], first
        known = {"uri": uri, "value": first["resultId"]}
        (again,) = client.request("workspace/diagnostic", {"previousResultIds": [known]})["items"]
        assert again["kind"] == "unchanged" and again["resultId"] == first["resultId"], again
        client.close(uri)
        client.open(uri, BROKEN, version=2)
        assert client.of("diagnostic", uri, previousResultId=first["resultId"])["kind"] == "full"
        client.end()


def test_an_edit_changes_the_findings_of_another_open_document():
    for pull in (False, True):
        with Folder() as folder, Client() as client:
            client.initialize(folder, capabilities=everything() if pull else pushing())
            client.indexed()
            a, b = folder.uri("a.md"), folder.uri("b.md")
            client.open(a, "# A\n\n[x](b.md#goal)\n")
            client.open(b, "# B\n\n## Goal\n")
            def findings(uri):
                if pull:
                    return codes(client.findings(uri))
                client.settle()
                last = {n["params"]["uri"]: n["params"]["diagnostics"] for n in client.notifications
                        if n["method"] == "textDocument/publishDiagnostics"}
                return codes(last[uri])
            assert findings(a) == [], findings(a)
            client.change(b, 2, (2, 3, 2, 7, "Aim"))
            assert findings(a) == ["broken-anchor"], findings(a)
            client.change(b, 3, (2, 3, 2, 6, "Goal"))
            assert findings(a) == [], findings(a)
            client.end()


def test_only_what_changed_is_published():
    with Folder() as folder, Client() as client:
        client.initialize(folder, capabilities=pushing())
        client.indexed()
        a, b = folder.uri("a.md"), folder.uri("b.md")
        client.open(a, BROKEN)
        client.open(b, "# B\n\nwords\n")
        client.published(a)
        client.published(b)
        client.settle()
        client.notifications.clear()
        client.change(b, 2, (2, 0, 2, 0, "more "))
        client.published(b, lambda p: p["version"] == 2)
        client.settle()
        assert not [n for n in client.notifications if n["params"].get("uri") == a], client.notifications
        client.end()


def test_findings_of_unopened_files_are_published_when_wanted():
    with Folder({"a.md": BROKEN, "b.md": "# B\n"}) as folder, Client() as client:
        client.initialize(folder, capabilities=pushing(), settings={"diagnostics": {"unopened": True}})
        uri = folder.uri("a.md")
        assert codes(client.published(uri)["diagnostics"]) == ["broken-file-link"]
        folder.write("a.md", "# A\n")
        client.changed_on_disk(("changed", uri))
        assert client.published(uri)["diagnostics"] == []
        folder.write("c.md", BROKEN)
        client.changed_on_disk(("created", folder.uri("c.md")))
        assert codes(client.published(folder.uri("c.md"))["diagnostics"]) == ["broken-file-link"]
        folder.remove("c.md")
        client.changed_on_disk(("deleted", folder.uri("c.md")))
        assert client.published(folder.uri("c.md"))["diagnostics"] == []
        client.end()


def test_an_unopened_file_that_is_opened_and_closed_again_keeps_its_findings():
    with Folder({"a.md": BROKEN}) as folder, Client() as client:
        client.initialize(folder, capabilities=pushing(), settings={"diagnostics": {"unopened": True}})
        uri = folder.uri("a.md")
        client.published(uri)
        client.open(uri, "# Mended\n")
        assert client.published(uri, lambda p: p.get("version") == 1)["diagnostics"] == []
        client.close(uri)
        assert client.published(uri, lambda p: p["diagnostics"])["diagnostics"]
        client.end()


def test_unopened_files_are_silent_by_default():
    with Folder({"a.md": BROKEN}) as folder, Client() as client:
        client.initialize(folder, capabilities=pushing())
        client.indexed()
        client.settle()
        assert not [n for n in client.notifications if n["method"] == "textDocument/publishDiagnostics"]
        client.end()


def test_findings_of_unopened_files_follow_what_is_open():
    for pull in (False, True):
        with Folder({"a.md": "# A\n\n[b](b.md#goal)\n", "b.md": "# B\n\n## Goal\n"}) as folder, Client() as client:
            client.initialize(folder, capabilities=everything() if pull else pushing(),
                              settings={"diagnostics": {"unopened": True}})
            client.indexed()
            a, b = folder.uri("a.md"), folder.uri("b.md")
            def expect(*wanted):
                if pull:
                    client.settle()
                    items = client.request("workspace/diagnostic", {"previousResultIds": []})["items"]
                    assert {each["uri"]: codes(each["items"]) for each in items}.get(a, []) == list(wanted), items
                    assert codes(client.findings(a)) == list(wanted)
                else:
                    client.published(a, lambda p: codes(p["diagnostics"]) == list(wanted))
            client.open(b, "# B\n\n## Goal\n")
            client.change(b, 2, (2, 3, 2, 7, "Aim"))
            expect("broken-anchor")
            client.change(b, 3, (2, 3, 2, 6, "Goal"))
            expect()
            client.change(b, 4, "# B\n")
            expect("broken-anchor")
            client.close(b)  # unsaved: the file on disk has its goal
            expect()
            client.end()


def test_a_closed_file_says_the_same_to_both_pulls():
    with Folder({"a.md": BROKEN, "b.md": "# B\n"}) as folder, Client() as client:
        client.initialize(folder)
        client.indexed()
        uri = folder.uri("a.md")
        (whole,) = client.request("workspace/diagnostic", {"previousResultIds": []})["items"]
        alone = client.of("diagnostic", uri)
        assert alone == {"kind": "full", "resultId": whole["resultId"], "items": whole["items"]}, (alone, whole)
        assert codes(alone["items"]) == ["broken-file-link"]
        assert client.of("diagnostic", uri, previousResultId=whole["resultId"])["kind"] == "unchanged"
        assert client.of("diagnostic", folder.uri("b.md"))["items"] == []
        client.end()


def test_a_pull_is_about_what_was_there_when_it_was_asked():
    with Folder() as folder, Client() as client:
        client.initialize(folder)
        client.indexed()
        uri, batch, expected = folder.uri("a.md"), [], {}
        client.open(uri, "# A\n")
        for version in range(2, 40):
            batch.append(client.message("textDocument/didChange", {
                "textDocument": {"uri": uri, "version": version},
                "contentChanges": [{"text": "[x](gone.md)\n\n" * (version % 4)}]}, request=False))
            request = client.message("textDocument/diagnostic", {"textDocument": {"uri": uri}})
            expected[request["id"]] = version % 4
            batch.append(request)
        client.send(*batch)
        for request_id, count in expected.items():
            assert len(client.answer(request_id)["items"]) == count, request_id
        client.end()


def test_a_pull_that_is_cancelled_at_once_is_not_computed():
    with Folder() as folder, Client() as client:
        client.initialize(folder)
        client.indexed()
        uri = folder.uri("a.md")
        client.open(uri, BROKEN)
        for _ in range(3):
            request = client.message("textDocument/diagnostic", {"textDocument": {"uri": uri}})
            client.send(request, {"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": request["id"]}})
            try:
                client.answer(request["id"])
            except Refused as error:
                assert error.code == -32800, error
            else:
                raise Wrong("a cancelled pull was answered")
        client.end()


def test_what_cannot_be_read_is_told_where_check_tells_it():
    files = {"latin.md": "# Ziele\n\nMehr H\u00e4fen\n".encode("latin-1"), "wide.md": "# Aims\n".encode("utf-16"),
             "zero.md": b"# Aims\n\0\0\n", "good.md": "# Aims\n"}
    with Folder(files) as folder, Client() as client:
        client.initialize(folder)
        client.indexed()
        def told():
            items = client.request("workspace/diagnostic", {"previousResultIds": []})["items"]
            return {item["uri"]: item["items"] for item in items if item["items"]}
        report = told()
        assert sorted(report) == [folder.uri(name) for name in ("latin.md", "wide.md", "zero.md")], report
        for items in report.values():
            assert codes(items) == ["unreadable-file"], items
        (latin,) = report[folder.uri("latin.md")]
        assert latin["range"]["start"]["line"] == 2 and "0xE4" in latin["message"], latin
        assert codes(client.findings(folder.uri("latin.md"))) == ["unreadable-file"]
        # An editor may hold zero bytes; it has no bytes that are no UTF-8.
        client.open(folder.uri("zero.md"), "# Aims\n\0\0\n[gone](gone.md)\n")
        (zero,) = client.findings(folder.uri("zero.md"))
        assert zero["code"] == "unreadable-file" and zero["range"]["start"] == {"line": 0, "character": 0}, zero
        client.change(folder.uri("zero.md"), 2, (1, 0, 1, 2, ""))
        assert codes(client.findings(folder.uri("zero.md"))) == ["broken-file-link"]
        folder.remove("wide.md")
        folder.write("latin.md", "# Ziele\n")
        client.changed_on_disk(("deleted", folder.uri("wide.md")), ("changed", folder.uri("latin.md")))
        assert sorted(told()) == [folder.uri("zero.md")]
        client.end()
    with Folder(files) as folder, Client() as client:
        client.initialize(folder, capabilities=pushing(), settings={"diagnostics": {"unopened": True}})
        client.published(folder.uri("wide.md"), lambda p: codes(p["diagnostics"]) == ["unreadable-file"])
        folder.remove("wide.md")
        client.changed_on_disk(("deleted", folder.uri("wide.md")))
        client.published(folder.uri("wide.md"), lambda p: p["diagnostics"] == [])
        client.end()


def test_of_thousands_of_findings_the_gravest_are_sent():
    many = "# A\n" + "\n## Q1 2020\n\n**Key Initiatives**:\n- **Buoys**: out\n\n[x](gone.md)\n" * 700
    for settings, most in (({}, 1000), ({"diagnostics": {"limit": 5}}, 5), ({"diagnostics.limit": 0}, None)):
        with Folder({"pland.toml": '[kinds]\n"a.md" = "roadmap"\n'}) as folder, Client() as client:
            client.initialize(folder, settings=settings, options={"today": "2026-12-01"})
            client.settle()
            client.open(folder.uri("a.md"), many)
            got = client.findings(folder.uri("a.md"))
            if most is None:
                assert len(got) > 1400 and all("code" in one for one in got), len(got)
                client.end()
                continue
            assert len(got) == most + 1, len(got)
            assert got[-1]["range"]["start"] == {"line": 0, "character": 0} and "code" not in got[-1], got[-1]
            graver = [one["severity"] for one in got[:-1]].count(1)
            assert graver == min(700, most), graver
            # One more grave one: a lesser one goes.
            client.change(folder.uri("a.md"), 2, (0, 0, 0, 0, "[y](gone.md)\n\n"))
            again = client.findings(folder.uri("a.md"))
            assert len(again) == most + 1
            assert [one["severity"] for one in again[:-1]].count(1) == min(701, most)
            told = int(again[-1]["message"].split()[0]) - int(got[-1]["message"].split()[0])
            assert told == 1, (got[-1], again[-1])
            client.end()
