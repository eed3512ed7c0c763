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
