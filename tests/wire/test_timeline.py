"""The roadmap at a glance: `pland/timeline` for who looks at it, and `pland show timeline` on the command line. An XML
parser reads each picture."""

import pathlib
import subprocess
import time
import xml.etree.ElementTree as Xml

from client import BINARY, Client, Folder, Refused, TODAY, Wrong, everything, units

EXAMPLES = pathlib.Path(__file__).parents[2] / "examples"
ROADMAP = """# Harbour roadmap

## Q4 2026 (Oct - Dec): Gauges

**Key Initiatives**:
1. ✅ **Solar buoys**: light
2. **😀 Fog horn 😀 for all**: noise
   - **Owner**: @dana

## Q1 2027 (Jan - Mar): Alerts

**Key Initiatives**:
1. **Tide alerts**: warn skippers
   - **Depends on**: Solar buoys
"""
SVG = "{http://www.w3.org/2000/svg}"


def elements(svg, css_class="card"):
    """The picture's elements of a class, by id; a picture that is no XML is an error here."""
    root = Xml.fromstring(svg)
    assert root.tag == SVG + "svg", root.tag
    ids = [each.get("id") for each in root.iter() if each.get("id")]
    assert len(ids) == len(set(ids)), ids
    return {each.get("id"): each for each in root.iter(SVG + "g") if css_class in (each.get("class") or "").split()}


def ask(client, uri, kind="svg", **more):
    return client.request("pland/timeline", {"textDocument": {"uri": uri}, "format": kind, **more})


def text_at(text, found, encoding="utf-16"):
    """What a range of one line holds."""
    line = text.split("\n")[found["start"]["line"]]
    assert found["start"]["line"] == found["end"]["line"], found
    def at(units_before):
        return next(i for i in range(len(line) + 1) if units(line[:i], encoding) == units_before)
    return line[at(found["start"]["character"]):at(found["end"]["character"])]


def test_a_picture_and_where_its_cards_are():
    for encoding in ("utf-8", "utf-16", "utf-32"):
        with Folder({"ROADMAP.md": ROADMAP}) as folder, Client() as client:
            can = client.initialize(folder, capabilities=everything(general={"positionEncodings": [encoding]}))
            assert can["experimental"] == {"pland": {"timeline": True}}, can
            client.open(folder.uri("ROADMAP.md"), ROADMAP, version=7)
            answer = ask(client, folder.uri("ROADMAP.md"), width=900)
            assert answer["version"] == 7 and "text" not in answer, answer
            drawn = elements(answer["svg"])
            assert set(drawn) == {card["id"] for card in answer["cards"]}, (set(drawn), answer["cards"])
            for each in drawn.values():
                assert each.get("role") == "button" and each.get("tabindex") == "0", each.attrib
                assert each.get("aria-description") and each.find(SVG + "title").text, each.attrib
                # Named as one sees it: a person who speaks to the computer says these words.
                seen = [one.text for one in each.iter(SVG + "text")]
                assert seen and each.get("aria-label").replace(",", "") == " ".join(seen).replace(",", ""), each.attrib
            assert [card["title"] for card in answer["cards"]] == [
                "Solar buoys", "Fog horn 😀 for all", "Q4 2026", "Tide alerts", "Q1 2027"], answer["cards"]
            names = [text_at(ROADMAP, card["selectionRange"], encoding) for card in answer["cards"]]
            assert names == [
                "Solar buoys", "Fog horn 😀 for all", "Q4 2026 (Oct - Dec): Gauges", "Tide alerts",
                "Q1 2027 (Jan - Mar): Alerts"], names
            # A place is in the card that stands first of those that hold it.
            def holding(line):
                return next(card["title"] for card in answer["cards"]
                            if card["range"]["start"]["line"] <= line <= card["range"]["end"]["line"])
            assert (holding(2), holding(5), holding(7)) == ("Q4 2026", "Solar buoys", "Fog horn 😀 for all")
            root = Xml.fromstring(answer["svg"])
            assert root.get("width") == "900" and root.get("viewBox").split()[2] == "900", root.attrib
            client.end()


def test_a_picture_in_words():
    with Folder({"ROADMAP.md": ROADMAP}) as folder, Client() as client:
        client.initialize(folder)
        client.open(folder.uri("ROADMAP.md"), ROADMAP)
        answer = ask(client, folder.uri("ROADMAP.md"), "text", width=60)
        assert "svg" not in answer and "\x1b" not in answer["text"], answer
        assert answer["text"].startswith("Harbour roadmap") and "✓ Solar buoys" in answer["text"], answer["text"]
        assert len(answer["cards"]) == 5
        client.end()


def test_a_picture_follows_the_text():
    with Folder({"ROADMAP.md": ROADMAP}) as folder, Client() as client:
        client.initialize(folder)
        uri = folder.uri("ROADMAP.md")
        client.open(uri, ROADMAP)
        before = ask(client, uri)
        client.change(uri, 2, (0, 0, 0, 0, "Some words first.\n\n"))
        after = ask(client, uri)
        assert after["version"] == 2 and [card["id"] for card in after["cards"]] == [
            card["id"] for card in before["cards"]], after["cards"]
        assert [card["range"]["start"]["line"] for card in after["cards"]] == [
            card["range"]["start"]["line"] + 2 for card in before["cards"]], after["cards"]
        client.change(uri, 3, "# Harbour roadmap\n\nNothing is planned.\n")
        assert ask(client, uri) is None
        client.end()


def test_documents_that_are_not_open_or_not_there():
    with Folder({"ROADMAP.md": ROADMAP, "notes.md": "# Notes\n"}) as folder, Client() as client:
        client.initialize(folder)
        client.indexed()
        closed = ask(client, folder.uri("ROADMAP.md"))
        assert closed["version"] is None and elements(closed["svg"]), closed
        for name in ("notes.md", "gone.md", "../elsewhere.md"):
            assert ask(client, folder.uri(name)) is None, name
        assert ask(client, (EXAMPLES / "ROADMAP.md").as_uri()) is None  # outside
        for params, word in (({"format": "gif"}, "params.format"), ({"format": "svg", "width": -1}, "params.width")):
            try:
                client.request("pland/timeline", {"textDocument": {"uri": folder.uri("notes.md")}, **params})
            except Refused as error:
                assert error.code == -32602 and word in error.message, error.message
            else:
                raise Wrong(f"{params} was taken")
        client.end()


HOSTILE = [
    "<script>alert(1)</script>", "]]><svg onload=\"alert(1)\">", "a\" b=\"c' d='e", "&lt;b&gt; &amp; &#x1b;[31m &#0;",
    "\x01\x02\x0b\x1b[31mred\x1b[0m\x7f\x85\ufffe", "\u202eesrever\u202c \u2066x", "عنوان بالعربية", "עברית",
    "👩‍👩‍👧‍👦 family 🇸🇪", "日本語の題名" * 20, "x" * 3000, "e\u0301" * 400, "--> <!-- -->", "`code` *emphasis* [link](x.md)"]


def test_hostile_titles_are_titles():
    lines = ["# Plan <b> & \"co\"", "", "## Q4 2026 (Oct - Dec): <i>\"Now\"</i> & 'then' \u202e", "", "**Key Initiatives**:"]
    for number, title in enumerate(HOSTILE, 1):
        lines += [f"{number}. **{title}**: words", f"   - **Owner**: {title}"]
    text = "\n".join(lines) + "\n"
    with Folder({"ROADMAP.md": text}) as folder, Client() as client:
        client.initialize(folder)
        client.open(folder.uri("ROADMAP.md"), text)
        for width in (1, 300, 1200, 100000):
            answer = ask(client, folder.uri("ROADMAP.md"), width=width)
            drawn = elements(answer["svg"])
            assert set(drawn) == {card["id"] for card in answer["cards"]}
            assert len(drawn) >= 12, drawn
            root = Xml.fromstring(answer["svg"])
            allowed = {"svg", "title", "style", "rect", "g", "text", "line", "path", "circle"}
            assert {each.tag.replace(SVG, "") for each in root.iter()} <= allowed
            attributes = {name for each in root.iter() for name in each.attrib}
            assert not any(name.startswith("on") or name in ("href", "style") for name in attributes), attributes
            shown = "".join(root.itertext())
            assert not any(c < " " and c != "\n" or "\u202a" <= c <= "\u202e" or "\u2066" <= c <= "\u2069"
                           for c in shown), repr(shown)
        said = ask(client, folder.uri("ROADMAP.md"), "text", width=70)["text"]
        assert "\x1b" not in said and "\u202e" not in said
        client.end()


def roadmap_of(size):
    text, quarter = ["# Roadmap\n"], 0
    while sum(map(len, text)) < size:
        year, number = 2000 + quarter // 4, quarter % 4 + 1
        text.append(f"\n## Q{number} {year}: Part {quarter}\n\n**Key Initiatives**:\n" + "".join(
            f"{i}. **Work {quarter} {i}**: words that say what it is about and why it matters to anybody\n"
            f"   - **Owner**: @dana\n   - **Depends on**: Work {quarter - 1} {i}\n   - [x] one\n   - [ ] two\n"
            for i in range(1, 9)) + "\n**Success Metrics**:\n- 40 gauges measure by the end of it\n")
        quarter += 1
    return "".join(text)


def test_a_large_document_is_drawn_between_two_keys():
    text = roadmap_of(1_000_000)
    with Folder({"ROADMAP.md": text}) as folder, Client(env={"PLAND_PARANOID": ""}) as client:
        client.initialize(folder, options={"features": {"diagnostics": False}})
        uri = folder.uri("ROADMAP.md")
        client.open(uri, text)
        best = 1e9
        for version in range(2, 9):
            client.change(uri, version, (5, 30, 5, 30, "x"))
            began = time.monotonic()
            answer = ask(client, uri)
            best = min(best, time.monotonic() - began)
            assert answer["version"] == version
        assert 100 < len(elements(answer["svg"])) < 700 and len(answer["svg"]) < 1_500_000, len(answer["svg"])
        # Far more than it takes; a busy machine is no failure, something quadratic is.
        assert best < 1, best
        client.end()


# -- the command line

def show(folder, *arguments, **more):
    run = subprocess.run([BINARY, "show", "timeline", *arguments, "--today", TODAY], cwd=folder, capture_output=True,
                         check=False, encoding="utf-8", **more)
    return run


def test_all_formats_on_the_command_line():
    svg = show(EXAMPLES, "ROADMAP.md", "--format", "svg")
    assert svg.returncode == 0 and not svg.stderr and len(elements(svg.stdout)) > 8, svg
    page = show(EXAMPLES, "--format", "html", "--width", "700")  # the folder's one roadmap
    assert page.returncode == 0 and page.stdout.startswith("<!DOCTYPE html>"), page
    inner = page.stdout[page.stdout.index("<svg"):page.stdout.index("</svg>") + 6]
    assert set(elements(inner)) == set(elements(svg.stdout))
    assert "<script" not in page.stdout and "http" not in page.stdout.replace("http://www.w3.org/2000/svg", "")
    chart = show(EXAMPLES, "ROADMAP.md", "--format", "mermaid")
    assert chart.returncode == 0 and chart.stdout.startswith("gantt\n") and "Skipper alerts" in chart.stdout, chart
    said = show(EXAMPLES, "ROADMAP.md", "--width", "88")
    assert said.returncode == 0 and "\x1b" not in said.stdout and "Skipper alerts" in said.stdout, said
    coloured = show(EXAMPLES, "ROADMAP.md", "--color", "always")
    assert "\x1b[" in coloured.stdout
    # The editor shows the same picture.
    with Folder({path.name: path.read_bytes() for path in EXAMPLES.glob("*.md")}) as folder, Client() as client:
        client.initialize(folder)
        client.indexed()
        client.open(folder.uri("ROADMAP.md"), (EXAMPLES / "ROADMAP.md").read_text(encoding="utf-8"))
        assert ask(client, folder.uri("ROADMAP.md"))["svg"] == svg.stdout
        client.end()


def test_which_documents_the_command_line_draws():
    with Folder({"a/ROADMAP.md": ROADMAP, "b/ROADMAP.md": ROADMAP.replace("Harbour", "River"),
                 "b/PROJECT_PLAN.md": "# Plan\n\n## Now\n\n- x\n", "c/notes.md": "# Notes\n"}) as folder:
        both = show(folder.path)
        assert "Harbour roadmap" in both.stdout and "River roadmap" in both.stdout and "Plan" not in both.stdout, both
        one = show(folder.path, "b/PROJECT_PLAN.md")
        assert one.returncode == 0 and one.stdout.startswith("Plan"), one
        many = show(folder.path, "--format", "svg")
        assert many.returncode == 2 and "name one" in many.stderr and "a/ROADMAP.md" in many.stderr, many
        none = show(folder.path, "c")
        assert none.returncode == 1 and "no document here has periods" in none.stderr and not none.stdout, none
        gone = show(folder.path, "gone.md")
        assert gone.returncode == 2 and "gone.md" in gone.stderr, gone
        broken = show(folder.path, "--format", "gif")
        assert broken.returncode == 2 and "--format" in broken.stderr, broken
        piped = show(folder.path, "-", "--stdin-filename", "a/ROADMAP.md", input=ROADMAP.replace("Harbour", "Sea"))
        assert piped.returncode == 0 and piped.stdout.startswith("Sea roadmap"), piped
        written = show(folder.path, "a/ROADMAP.md", "--format", "svg", "--output-file", "out.svg")
        assert written.returncode == 0 and not written.stdout, written
        assert elements((folder.path / "out.svg").read_text(encoding="utf-8"))
