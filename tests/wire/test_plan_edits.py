"""Plans edited as their people edit them: offered, versioned, annotated, and right when done."""

import pathlib
import subprocess

from client import BINARY, PATIENCE, Client, Folder, everything, span
from test_editing import NO_RESOLVE, actions, chosen, files_after

ROADMAP = """# Roadmap - Tidewatch\r
\r
## Q1 2027 (Jan - Mar): 😀 News\r
\r
**Key Initiatives**:\r
1. **Skipper alerts**: a message\r
2. **Basin forecast** (done): a forecast\r
\r
## Strategic Decisions\r
\r
### Decision 1: One radio vendor\r
\r
**Decision**: The [same module](docs/radio.md) everywhere.\r
\r
---\r
\r
**Last Updated**: 2026-11-02\r
"""


def test_a_period_is_closed_and_the_next_begun():
    for capabilities in (everything(), NO_RESOLVE, everything(workspace__workspaceEdit={})):
        with Folder({"docs/radio.md": "# Radio\n"}) as folder, Client() as client:
            client.initialize(folder, capabilities=capabilities,
                              options={"today": "2026-12-01"})
            client.indexed()
            uri = folder.uri("ROADMAP.md")
            client.open(uri, ROADMAP)
            heading = span(2, 5, 2, 5)
            titles = [each["title"] for each in actions(client, uri, heading, ["refactor"])]
            for title in ("Close Q1 2027: carry 1 open initiative over to Q2 2027", "Start Q2 2027",
                          "Carry over to Q2 2027: Skipper alerts", "Mark as done: Skipper alerts"):
                assert title in titles, (title, titles)
            action = chosen(client, uri, heading, "Close Q1 2027", ["refactor.rewrite"])
            edit = action["edit"]
            if capabilities["workspace"]["workspaceEdit"].get("documentChanges"):
                (part,) = edit["documentChanges"]
                assert part["textDocument"] == {"uri": uri, "version": 1}, part
                assert [note["label"] for note in edit["changeAnnotations"].values()] == [action["title"]]
                assert all(one["annotationId"] in edit["changeAnnotations"] for one in part["edits"])
            after = files_after(edit, {uri: ROADMAP})[uri]
            assert after == ROADMAP.replace("1. **Skipper alerts**: a message\r\n2.", "1.").replace(
                "## Strategic", "## Q2 2027 (Apr - Jun): [Theme/Focus]\r\n\r\n**Key Initiatives**:\r\n"
                "1. **Skipper alerts**: a message\r\n\r\n## Strategic").replace("2026-11-02", "2026-12-01"), after
            client.change(uri, 2, after)
            assert not [each for each in actions(client, uri, heading) if "Close" in each["title"]]
            # Next to the heading, on the thing itself.
            line = after.split("\r\n").index("1. **Skipper alerts**: a message")
            action = chosen(client, uri, span(line, 8, line, 8), "Mark as done")
            done = files_after(action["edit"], {uri: after})[uri]
            assert done == after.replace("1. **Skipper", "1. ✅ **Skipper"), done
            client.end()


def test_a_decision_gets_its_record_where_files_can_be_made():
    line = ROADMAP.split("\r\n").index("### Decision 1: One radio vendor")
    for capabilities in (everything(), NO_RESOLVE):
        with Folder({"docs/radio.md": "# Radio\n"}) as folder, Client() as client:
            client.initialize(folder, capabilities=capabilities,
                              options={"today": "2026-12-01"})
            client.indexed()
            uri = folder.uri("ROADMAP.md")
            client.open(uri, ROADMAP)
            action = chosen(client, uri, span(line, 8, line, 8), "Extract the decision", ["refactor.extract"])
            after = files_after(action["edit"], {uri: ROADMAP})
            name = "docs/decisions/0001-one-radio-vendor.md"
            assert f"**Decision**: [One radio vendor]({name})\r\n" in after[uri], after
            record = after[folder.uri(name)]
            assert record.startswith("# One radio vendor\r\n\r\n- **Status**: Accepted\r\n- **Date**: 2026-12-01\r\n")
            assert "\r\nThe [same module](../radio.md) everywhere.\r\n" in record, record
            client.end()
    with Folder() as folder, Client() as client:
        client.initialize(folder, capabilities=everything(workspace__workspaceEdit={"documentChanges": True}))
        uri = folder.uri("ROADMAP.md")
        client.open(uri, ROADMAP)
        assert not [each for each in actions(client, uri, span(line, 8, line, 8)) if "Extract" in each["title"]]
        client.end()


PLAIN = """# Roadmap\r
\r
## Q2 2026\r
\r
- Driver app\r
- Tide maps ✅\r
\r
## Q4 2026\r
\r
- [ ] Harbour\r
  - [ ] Gauge\r
\r
| ID | Title | Status | Completed |\r
|---|---|---|---|\r
| T-1 | Retries | ✅ Done | 2026-10-14 |\r
| T-2 | Buoys | 🚧 In progress | |\r
"""


def test_a_shell_makes_what_an_editor_makes():
    verbs = [
        ("- Driver app", "Mark as done: Driver app", ["done", "ROADMAP.md", "Driver app"],
         "- Driver app\r", "- Driver app ✅\r"),
        ("| T-2 ", "Mark as done: T-2", ["done", "ROADMAP.md", "buoys"],
         "| 🚧 In progress | |", "| ✅ Done | 2026-12-01 |"),
        ("- [ ] Harbour", "Mark as done: Harbour (1 box below is still open)",
         ["done", "ROADMAP.md", "--line", "10", "--anyway"], "- [ ] Harbour", "- [x] Harbour"),
        ("## Q2 2026", "Close Q2 2026: carry 1 open item over to Q3 2026", ["close", "Q2 2026", "ROADMAP.md"],
         "- Driver app\r\n- Tide maps ✅\r\n\r\n",
         "- Tide maps ✅\r\n\r\n## Q3 2026\r\n\r\n- Driver app\r\n\r\n"),
    ]
    for start, title, arguments, old, new in verbs:
        with Folder({"ROADMAP.md": PLAIN}) as folder, Client() as client:
            client.initialize(folder, capabilities=everything(), options={"today": "2026-12-01"})
            client.indexed()
            uri = folder.uri("ROADMAP.md")
            client.open(uri, PLAIN)
            line = next(i for i, each in enumerate(PLAIN.split("\r\n")) if each.startswith(start))
            action = chosen(client, uri, span(line, 4, line, 4), title)
            assert action["title"] == title, action["title"]
            after = files_after(action["edit"], {uri: PLAIN})[uri]
            assert after == PLAIN.replace(old, new), after
            client.end()
            ran = subprocess.run([BINARY, *arguments, "--today", "2026-12-01"], cwd=folder.path,
                                 capture_output=True, timeout=PATIENCE)
            assert ran.returncode == 0, ran.stderr
            written = (pathlib.Path(folder.path) / "ROADMAP.md").read_bytes().decode()
            assert written == after, written


def test_nothing_is_done_in_a_template():
    text = ROADMAP.replace("Tidewatch", "[Project name]")
    with Folder() as folder, Client() as client:
        client.initialize(folder)
        uri = folder.uri("ROADMAP.md")
        client.open(uri, text)
        titles = [each["title"] for each in actions(client, uri, span(2, 5, 2, 5))]
        assert not [each for each in titles if each.startswith(("Close", "Start", "Mark", "Carry"))], titles
        client.end()
