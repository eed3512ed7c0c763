"""The editor and the command line say the same of the examples, finding for finding."""

import json
import pathlib
import subprocess

from client import BINARY, Client, Folder, TODAY, units

EXAMPLES = pathlib.Path(__file__).parents[2] / "examples"
SEVERITIES = ["error", "warning", "information", "hint"]


class Copy(Folder):
    """The examples in a folder of their own: what is around them here has no say."""

    def __init__(self):
        super().__init__({str(path.relative_to(EXAMPLES)): path.read_bytes()
                          for path in EXAMPLES.rglob("*") if path.is_file()})


def checked(folder):
    """What `check` says: by file, sorted; positions as LSP counts them."""
    run = subprocess.run([BINARY, "check", ".", "--format", "json", "--min-severity", "hint", "--time", "enforce",
                          "--today", TODAY], cwd=folder.path, capture_output=True, check=False)
    assert run.returncode == 1 and not run.stderr, run
    found = {}
    for finding in json.loads(run.stdout)["findings"]:
        lines = (folder.path / finding["file"]).read_text(encoding="utf-8").split("\n")
        def place(at):
            return at["line"] - 1, units(lines[at["line"] - 1][: at["column"] - 1])
        found.setdefault(finding["file"], []).append(
            (finding["rule"], place(finding["range"]["start"]), place(finding["range"]["end"]),
             finding["message"], finding["severity"]))
    assert sum(map(len, found.values())) >= 8, found
    return {file: sorted(each) for file, each in found.items()}


def told(items):
    def place(at):
        return at["line"], at["character"]
    return sorted((each["code"], place(each["range"]["start"]), place(each["range"]["end"]), each["message"],
                   SEVERITIES[each["severity"] - 1]) for each in items)


def test_check_and_the_open_document_agree():
    with Copy() as folder, Client() as client:
        expected = checked(folder)
        client.initialize(folder)
        client.indexed()
        for path in sorted(folder.path.rglob("*.md")):
            client.open(path.as_uri(), path.read_text(encoding="utf-8"))
            got = told(client.findings(path.as_uri()))
            assert got == expected.get(str(path.relative_to(folder.path)), []), (path, got, expected)
        client.end()


def test_check_and_the_closed_workspace_agree():
    with Copy() as folder, Client() as client:
        expected = checked(folder)
        client.initialize(folder)
        client.indexed()
        report = client.request("workspace/diagnostic", {"previousResultIds": []})
        got = {each["uri"].removeprefix(folder.uri() + "/"): told(each["items"]) for each in report["items"]}
        assert got == expected, (got, expected)
        client.end()
