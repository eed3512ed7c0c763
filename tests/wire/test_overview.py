"""The search over all plans, hints, lenses and traces: over several files, open and closed, for clients that can
much and for those that can nothing."""

from client import Client, Folder, Refused, Wrong, everything, units

ROADMAP = """# Harbour roadmap

## Milestones

### Q1 2026: Buoys

**Key Initiatives**:
1. **Solar buoys**: light
   - **Owner**: @dana

### Q2 2027 (Apr - Jun): Tide gauges

**Key Initiatives**:
1. **Tide gauge alerts**: warn skippers
   - **Status**: in progress
2. **Pier café** ❌
3. 😀 **Fog horn 😀 for all**: noise

## Risks

**Risk 1: Gauge vendor gone**
- **Likelihood**: Low
"""


def line_of(text, needle):
    return next(number for number, line in enumerate(text.split("\n")) if needle in line)


def place(text, needle, encoding):
    """Where the needle stands, as a range."""
    number = line_of(text, needle)
    line = text.split("\n")[number]
    at = line.index(needle)
    return {"start": {"line": number, "character": units(line[:at], encoding)},
            "end": {"line": number, "character": units(line[: at + len(needle)], encoding)}}


def names(found):
    return [each["name"] for each in found]


def test_workspace_symbols_of_open_and_closed_documents():
    files = {"ROADMAP.md": ROADMAP, "notes.md": "# Notes\n\n## Tide tables for Q1\n"}
    with Folder(files) as folder, Client() as client:
        client.initialize(folder, capabilities=everything(workspace__symbol=None))
        client.indexed()
        found = client.request("workspace/symbol", {"query": "Q2"})
        assert names(found) == ["Q2 2027 (Apr - Jun): Tide gauges"], found
        assert found[0]["containerName"] == "Harbour roadmap" and "tags" not in found[0], found
        assert names(client.request("workspace/symbol", {"query": "q1"})) == ["Q1 2026: Buoys", "Tide tables for Q1"]
        assert names(client.request("workspace/symbol", {"query": "overdue"})) == ["Q1 2026: Buoys", "Solar buoys"]
        assert names(client.request("workspace/symbol", {"query": "owner:@dana"})) == ["Solar buoys"]
        assert names(client.request("workspace/symbol", {"query": "kind:risk gauge"})) == ["Risk 1: Gauge vendor gone"]
        # What is open counts as it is open.
        client.open(folder.uri("notes.md"), "# Notes\n\n## Tide clocks\n")
        assert names(client.request("workspace/symbol", {"query": "tide"})) == [
            "Tide clocks", "Tide gauge alerts", "Q2 2027 (Apr - Jun): Tide gauges"]
        assert client.request("workspace/symbol", {"query": "no such thing"}) == []
        assert len(client.request("workspace/symbol", {"query": ""})) >= 8
        client.end()


def test_workspace_symbols_have_exact_places_in_every_encoding():
    for encoding in ("utf-8", "utf-16", "utf-32"):
        for opened in (False, True):
            with Folder({"ROADMAP.md": ROADMAP}) as folder, Client() as client:
                client.initialize(folder, capabilities=everything(
                    general={"positionEncodings": [encoding]}, workspace__symbol={"tagSupport": {"valueSet": [1]}}))
                client.indexed()
                if opened:
                    client.open(folder.uri("ROADMAP.md"), ROADMAP)
                for query, needle in (("horn", "Fog horn 😀 for all"), ("solar", "Solar buoys"), ("pier", "Pier café")):
                    symbol, = client.request("workspace/symbol", {"query": query})
                    assert symbol["location"]["range"] == place(ROADMAP, needle, encoding), (encoding, opened, symbol)
                    assert symbol.get("tags", []) == ([1] if query == "pier" else []), symbol
                client.end()


def test_workspace_symbols_are_placed_when_asked():
    with Folder({"ROADMAP.md": ROADMAP}) as folder, Client() as client:
        can = client.initialize(folder)
        assert can["workspaceSymbolProvider"]["resolveProvider"], can
        client.indexed()
        symbol, = client.request("workspace/symbol", {"query": "horn"})
        resolved = client.request("workspaceSymbol/resolve", symbol)
        assert resolved["location"]["range"] == place(ROADMAP, "Fog horn 😀 for all", "utf-16"), resolved
        # The document has moved on: it is found by its name.
        uri = folder.uri("ROADMAP.md")
        client.open(uri, "Some words.\n\n" + ROADMAP)
        resolved = client.request("workspaceSymbol/resolve", symbol)
        assert resolved["location"]["range"] == place("Some words.\n\n" + ROADMAP, "Fog horn 😀 for all", "utf-16")
        # It is gone, or its data are of somebody else.
        client.change(uri, 2, "# Empty\n")
        resolved = client.request("workspaceSymbol/resolve", symbol)
        assert resolved["location"]["range"]["start"] == {"line": 0, "character": 0}, resolved
        client.request("workspaceSymbol/resolve", {**symbol, "data": [1, 2]})
        client.end()


def test_workspace_symbols_without_a_word_from_the_client():
    with Folder({"ROADMAP.md": ROADMAP}) as folder, Client() as client:
        client.initialize(folder, capabilities={})
        client.settle()
        client.open(folder.uri("ROADMAP.md"), ROADMAP)
        assert names(client.request("workspace/symbol", {"query": "kind:milestone"})) == [
            "Q1 2026: Buoys", "Q2 2027 (Apr - Jun): Tide gauges"]
        client.end()


PLAN = """# Plan 😀

## Now

**1. 😀 Pump watch**
- **Status**: In progress
- **Depends on**: Tide gauge alerts

**Next Review**: 2026-11-19
"""


def whole(text):
    return {"start": {"line": 0, "character": 0}, "end": {"line": text.count("\n") + 1, "character": 0}}


def hints_of(client, uri, text):
    return client.of("inlayHint", uri, range=whole(text))


def test_inlay_hints_stand_behind_what_they_are_about():
    for encoding in ("utf-8", "utf-16", "utf-32"):
        with Folder({"ROADMAP.md": ROADMAP}) as folder, Client() as client:
            client.initialize(folder, capabilities=everything(general={"positionEncodings": [encoding]}))
            client.indexed()
            uri = folder.uri("PROJECT_PLAN.md")
            text = PLAN.replace("Tide gauge alerts", "😀 Tide gauge alerts")
            client.open(uri, text)
            found = hints_of(client, uri, text)
            assert [each["label"] for each in found] == ["in progress", "12 days past"], found
            for hint, needle in zip(found, ("😀 Tide gauge alerts", "2026-11-19")):
                assert hint["position"] == place(text, needle, encoding)["end"], (encoding, hint)
                assert hint["paddingLeft"] and hint["tooltip"]["kind"] == "plaintext", hint
            # Only what is asked for.
            line = line_of(text, "Next Review")
            some = {"start": {"line": line, "character": 0}, "end": {"line": line, "character": 99}}
            assert [each["label"] for each in client.of("inlayHint", uri, range=some)] == ["12 days past"]
            assert client.of("inlayHint", folder.uri("ROADMAP.md"), range=whole(ROADMAP)) == []  # not open
            client.end()


def test_inlay_hints_as_settings_say():
    text = "# Roadmap\n\n## Milestones\n\n### Q2 2027: Berths\n\n### Q3 2026: Salt\n"
    for level, labels in (("off", []), ("minimal", ["62 days past"]), ("full", ["in 121 days", "62 days past"]),
                          ("loud", ["62 days past"])):
        for how in ("options", "settings", "file"):
            files = {"pland.toml": f'inlay-hints = "{level}"\n'} if how == "file" else {}
            with Folder(files) as folder, Client() as client:
                more = {"options": {"options": {"inlay-hints": level},
                                    "capabilities": everything(workspace__configuration=None)}, "file": {}, "settings": {
                    "settings": {"inlay-hints": level}}}[how]
                client.initialize(folder, **more)
                client.indexed()
                uri = folder.uri("ROADMAP.md")
                client.open(uri, text)
                found = hints_of(client, uri, text)
                assert [each["label"] for each in found] == labels, (level, how, found)
                client.end()


def test_views_are_refreshed_where_that_is_announced():
    with Folder({"ROADMAP.md": ROADMAP}) as folder, Client() as client:
        client.initialize(folder)
        client.indexed()
        plan, roadmap = folder.uri("PROJECT_PLAN.md"), folder.uri("ROADMAP.md")
        client.open(plan, PLAN)
        client.open(roadmap, ROADMAP)
        client.refreshed("inlayHint")
        client.refreshed("codeLens")
        before = client.refreshes("inlayHint")
        # A status: what others show of it is another.
        changed = ROADMAP.replace("in progress", "done")
        client.change(roadmap, 2, changed)
        client.refreshed("inlayHint", before)
        assert [each["label"] for each in hints_of(client, plan, PLAN)] == ["done", "12 days past"]
        # Settings, and files on disk.
        before = client.refreshes("inlayHint")
        client.settings = {"inlay-hints": "off"}
        client.notify("workspace/didChangeConfiguration", {"settings": None})
        client.refreshed("inlayHint", before)
        assert hints_of(client, plan, PLAN) == []
        client.end()
    with Folder({"ROADMAP.md": ROADMAP}) as folder, Client() as client:
        client.initialize(folder, capabilities=everything(workspace__inlayHint=None, workspace__codeLens=None))
        client.indexed()
        client.open(folder.uri("PROJECT_PLAN.md"), PLAN)
        client.open(folder.uri("ROADMAP.md"), ROADMAP)
        client.change(folder.uri("ROADMAP.md"), 2, ROADMAP.replace("in progress", "done"))
        client.settle()
        assert not [each for each in client.asked if "refresh" in each["method"] and "diag" not in each["method"]]
        client.end()
