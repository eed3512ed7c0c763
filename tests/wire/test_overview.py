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
        assert not [each for each in client.asked if "inlayHint" in each["method"] or "codeLens" in each["method"]]
        client.end()


TRACED = {
    "ROADMAP.md": """# Roadmap 😀

## Milestones

### Q1 2027: 😀 Alerts

**Key Initiatives**:
1. 😀 **Skipper alerts**: warn them, in `src/alerts.cpp`
   - **Depends on**: 😀 Tide gauges
2. **Tide gauges**: x
   - **Status**: done
""",
    "PROJECT_PLAN.md": """# Plan

## Now

**1. Skipper alerts**
- **Status**: In progress
- [ ] 😀 Keys
""",
    "CHANGELOG.md": """# Changelog

## [1.2.0] - 2026-11-02

### Added

- 😀 Skipper alerts by e-mail
""",
    "notes.md": "# Notes\n\n[x](ROADMAP.md#q1-2027--alerts)\n",
    "src/alerts.cpp": "int main() {}\n",
}


def titles_of(client, lenses):
    out = []
    for lens in lenses:
        if "command" not in lens:
            lens = client.request("codeLens/resolve", lens)
        assert lens["command"]["title"], lens
        out.append((lens["range"]["start"]["line"], lens["command"]["title"]))
    return out


def test_code_lenses_are_resolved_when_seen():
    with Folder(TRACED) as folder, Client() as client:
        client.initialize(folder)
        client.indexed()
        uri, text = folder.uri("ROADMAP.md"), TRACED["ROADMAP.md"]
        client.open(uri, text)
        found = client.of("codeLens", uri)
        assert titles_of(client, found) == [
            (4, "1 of 2 done · 1 reference"),
            (7, "plan: PROJECT_PLAN.md · changelog: 1.2.0")], found
        assert found[0]["range"] == place(text, "Q1 2027: 😀 Alerts", "utf-16"), found
        assert found[1]["command"]["command"] == "", found
        # The document has moved on, or is closed, or the data are of somebody else.
        client.change(uri, 2, "Words.\n\n" + text.replace("2. **Tide gauges**", "2. **Tide tables**"))
        assert client.request("codeLens/resolve", found[0])["command"]["title"] == "1 of 2 done · 1 reference"
        client.close(uri)
        assert client.request("codeLens/resolve", found[0])["command"]["title"] == ""
        client.request("codeLens/resolve", {"range": found[0]["range"], "data": 5})
        assert client.of("codeLens", uri) == []
        client.end()


def test_code_lenses_call_what_the_client_brings():
    with Folder(TRACED) as folder, Client() as client:
        client.initialize(folder, options={"commands": ["other", "pland.showReferences"]})
        client.indexed()
        uri = folder.uri("ROADMAP.md")
        client.open(uri, TRACED["ROADMAP.md"])
        for lens in client.of("codeLens", uri):
            lens = lens if "command" in lens else client.request("codeLens/resolve", lens)
            assert lens["command"]["command"] == "pland.showReferences", lens
            assert lens["command"]["arguments"] == [uri, lens["range"]["start"]], lens
        client.end()


def hierarchy(client, kind, uri, line, character):
    return client.at(f"prepare{kind}Hierarchy", uri, line, character)


def test_traces_as_calls():
    for encoding in ("utf-8", "utf-16", "utf-32"):
        with Folder(TRACED) as folder, Client() as client:
            client.initialize(folder, capabilities=everything(general={"positionEncodings": [encoding]}))
            client.indexed()
            uri, text = folder.uri("ROADMAP.md"), TRACED["ROADMAP.md"]
            client.open(uri, text)
            line = line_of(text, "Skipper alerts")
            for character in (0, 3, 12, 200):
                item, = hierarchy(client, "Call", uri, line, character)
                assert item["name"].endswith("Skipper alerts"), (character, item)
                assert item["selectionRange"] == place(text, "Skipper alerts", encoding) or \
                    item["selectionRange"] == place(text, "😀 **Skipper alerts**", encoding), item
            outgoing = client.request("callHierarchy/outgoingCalls", {"item": item})
            assert [(each["to"]["uri"].rsplit("/", 1)[1], each["to"]["name"]) for each in outgoing] == [
                ("ROADMAP.md", "Tide gauges"), ("PROJECT_PLAN.md", "1. Skipper alerts"),
                ("CHANGELOG.md", "😀 Skipper alerts by e-mail"), ("alerts.cpp", "alerts.cpp")], outgoing
            plan, entry = outgoing[1]["to"], outgoing[2]["to"]
            assert plan["selectionRange"] == place(TRACED["PROJECT_PLAN.md"], "1. Skipper alerts", encoding), plan
            assert entry["selectionRange"] == place(TRACED["CHANGELOG.md"], "😀 Skipper alerts by e-mail", encoding)
            assert outgoing[3]["fromRanges"] == [place(text, "src/alerts.cpp", encoding)], outgoing[3]
            # On to the plan's item, which is in a closed document, and back.
            incoming = client.request("callHierarchy/incomingCalls", {"item": plan})
            assert [each["from"]["name"] for each in incoming][0].endswith("Skipper alerts"), incoming
            assert client.request("callHierarchy/outgoingCalls", {"item": entry}) == []
            # After an edit it is found by its name.
            client.change(uri, 2, "Words.\n\n" + text)
            again = client.request("callHierarchy/incomingCalls", {"item": item})
            assert [each["from"]["name"] for each in again] == ["Q1 2027: 😀 Alerts"], again
            assert again[0]["from"]["selectionRange"]["start"]["line"] == 6, again
            assert hierarchy(client, "Call", uri, 0, 0) == []
            client.end()


def test_traces_as_types():
    with Folder(TRACED) as folder, Client() as client:
        client.initialize(folder)
        client.indexed()
        uri, text = folder.uri("PROJECT_PLAN.md"), TRACED["PROJECT_PLAN.md"]
        client.open(uri, text)
        item, = hierarchy(client, "Type", uri, line_of(text, "Skipper"), 0)
        above = client.request("typeHierarchy/supertypes", {"item": item})
        assert [each["name"].split()[-1] for each in above] == ["alerts", "Now"], above
        below = client.request("typeHierarchy/subtypes", {"item": item})
        assert len(below) == 1 and below[0]["name"].endswith("Keys"), below
        assert client.request("typeHierarchy/subtypes", {"item": {**item, "data": ["no"]}}) == []
        assert client.request("typeHierarchy/subtypes", {"item": {**item, "uri": "file:///etc/passwd"}}) == []
        client.end()


def test_jumps_along_the_trace():
    for links in (True, False):
        said = {f"textDocument__{jump}": {"linkSupport": links}
                for jump in ("declaration", "typeDefinition", "implementation")}
        with Folder(TRACED) as folder, Client() as client:
            client.initialize(folder, capabilities=everything(**said))
            client.indexed()
            uri, text = folder.uri("PROJECT_PLAN.md"), TRACED["PROJECT_PLAN.md"]
            client.open(uri, text)

            def jump(method, uri, line, character):
                return [((each.get("targetUri") or each["uri"]).rsplit("/", 1)[1],
                         (each.get("targetSelectionRange") or each["range"])["start"]["line"])
                        for each in client.at(method, uri, line, character)]
            line = line_of(text, "Skipper")
            assert jump("declaration", uri, line, 5) == [("ROADMAP.md", 7)]
            assert jump("implementation", uri, line, 5) == [("CHANGELOG.md", 6)]
            assert jump("typeDefinition", uri, line, 5) == [("PROJECT_PLAN.md", 2)]
            assert jump("implementation", uri, 0, 0) == []
            client.end()
