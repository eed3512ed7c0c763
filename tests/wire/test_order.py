"""A request sees every edit before it and none after it; every request is answered exactly once."""

import random

from client import Client, Folder, Refused, Wrong, pushing


def test_two_thousand_edits_mixed_with_requests():
    random_ = random.Random(7)
    with Folder() as folder, Client() as client:
        client.initialize(folder, capabilities=pushing())
        uri, expected, batch = folder.uri("a.md"), {}, []
        client.open(uri, "# Number 1\n")
        for version in range(2, 2002):
            batch.append(client.message("textDocument/didChange", {
                "textDocument": {"uri": uri, "version": version},
                "contentChanges": [{"range": {"start": {"line": 0, "character": 9},
                                              "end": {"line": 0, "character": 9 + len(str(version - 1))}},
                                    "text": str(version)}]}, request=False))
            if random_.random() < 0.4:
                request = client.message("textDocument/documentSymbol", {"textDocument": {"uri": uri}})
                expected[request["id"]] = f"Number {version}"
                batch.append(request)
            if random_.random() < 0.1:  # all kinds of sizes of what arrives together
                client.send(*batch)
                batch = []
        client.send(*batch)
        for request_id, name in expected.items():
            got = [each["name"] for each in client.answer(request_id)]
            assert got == [name], (request_id, name, got)
        client.end()


def test_a_cancelled_request_is_answered_all_the_same():
    with Folder() as folder, Client() as client:
        client.initialize(folder)
        uri = folder.uri("a.md")
        client.open(uri, "".join(f"# Part {i}\n\n[x](#part-{i})\n\n" for i in range(2000)))
        ids = []
        for _ in range(50):
            request = client.message("textDocument/documentSymbol", {"textDocument": {"uri": uri}})
            cancel = {"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": request["id"]}}
            client.send(request, cancel)
            ids.append(request["id"])
        cancelled = 0
        for request_id in ids:
            try:
                client.answer(request_id)
            except Refused as error:
                assert error.code == -32800, error
                cancelled += 1
        assert cancelled > 0
        client.end()


def test_cancelling_what_is_unknown_or_done_is_nothing():
    with Folder() as folder, Client() as client:
        client.initialize(folder)
        client.open(folder.uri("a.md"), "# A\n")
        done = client.begin("textDocument/documentSymbol", {"textDocument": {"uri": folder.uri("a.md")}})
        client.answer(done)
        for each in (done, 999, "nobody"):
            client.notify("$/cancelRequest", {"id": each})
        client.end()


def test_what_is_under_way_at_exit_does_not_hold_it_up():
    files = {f"{i}.md": "".join(f"# {j}\n\n[x](gone{j}.md)\n\n" for j in range(100)) for i in range(30)}
    with Folder(files) as folder, Client() as client:
        client.initialize(folder)
        client.indexed()
        client.begin("workspace/diagnostic", {"previousResultIds": []})
        client.begin("shutdown")
        client.notify("exit")
        client.exit_code()
        while (message := client.arrived.get(timeout=30)) is not None:
            if "method" not in message:
                client._receive(message)
        left = [m for i, m in client.waiting.items() if i not in client.answers]
        assert client.process.returncode == 0 and not left, (client.process.returncode, left)


def test_the_last_of_many_published_findings_is_of_the_last_version():
    with Folder() as folder, Client() as client:
        client.initialize(folder, capabilities=pushing())
        uri = folder.uri("a.md")
        client.open(uri, "# A\n")
        for version in range(2, 302):
            client.change(uri, version, "[x](gone.md)\n" * (version % 3))
        last = client.published(uri, lambda p: p["version"] == 301)
        assert len(last["diagnostics"]) == 301 % 3, last
        client.settle()
        later = [n for n in client.notifications if n["method"] == "textDocument/publishDiagnostics"]
        assert not later, later
        client.end()
