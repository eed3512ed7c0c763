"""Folding, selection, linked editing and semantic tokens, as a client in any encoding meets them."""

import random

from client import (Client, EVERYTHING, Folder, STANDARD_MODIFIERS, STANDARD_TOKENS, Wrong, everything, lines_of,
                    offset_of, position_of, span, units)
from test_features import EXAMPLES, ROADMAP, examples
from test_text import ENCODINGS, speaking

ODD = ("# Roadmap 😀\r\n\r\n## Milestones\r\n\r\n### Q1 2027: Trust 👩‍👩‍👧 ✅\r\n\r\n**Owner**: Søren 𝄞 Kierk, Kim\r\n"
       "**Success Metrics**:\r\n- 😀 Median setup falls from 40 to 10 minutes by 2027-03-01\r\n- [Metric 1]\r\n\r\n"
       "## Dependencies\r\n\r\n| Dependency | Owner | Status |\r\n|---|---|---|\r\n| 😀 é | Kim | Done |\r\n")


# -- folding


FOLDED = "---\na: b\n---\n\n# A 😀\n\n```\nx\n```\n\n<!-- region Tides -->\n\n- a\n  b\n- c\n\n<!-- endregion -->\n\n## B\n\nx\n\n"


def folds(capabilities):
    with Folder() as folder, Client() as client:
        client.initialize(folder, capabilities=capabilities)
        client.open(folder.uri("a.md"), FOLDED)
        found = client.of("foldingRange", folder.uri("a.md"))
        client.end()
        return found


def test_whole_lines_for_who_folds_only_those():
    found = folds(everything(textDocument__foldingRange={"lineFoldingOnly": True}))
    assert all(set(each) <= {"startLine", "endLine", "kind"} for each in found), found
    assert [(each["startLine"], each["endLine"], each.get("kind")) for each in found] == [
        (0, 2, None), (4, 20, None), (6, 8, None), (10, 16, "region"), (12, 13, None), (18, 20, None)], found


def test_characters_for_who_can_show_them():
    found = folds({})
    for each in found:
        assert not set(each) - {"startLine", "startCharacter", "endLine", "endCharacter", "kind"}, each
    by_line = {each["startLine"]: each for each in found}
    assert by_line[0] == {"startLine": 0, "startCharacter": 3, "endLine": 2, "endCharacter": 0}, by_line[0]
    assert by_line[4] == {"startLine": 4, "startCharacter": 6, "endLine": 20, "endCharacter": 1}, by_line[4]
    assert by_line[6] == {"startLine": 6, "startCharacter": 3, "endLine": 8, "endCharacter": 0}, by_line[6]
    assert by_line[10] == {"startLine": 10, "startCharacter": 21, "endLine": 16, "endCharacter": 0,
                           "kind": "region"}, by_line[10]


def test_summaries_where_they_are_shown():
    found = folds(everything())
    texts = {each["startLine"]: each.get("collapsedText") for each in found}
    assert texts[4] == "# A 😀" and texts[10] == "Tides" and texts[6] is None, texts


def test_no_more_folds_than_there_is_room_for():
    for limit, lines in ((0, []), (2, [0, 4]), (4, [0, 4, 6, 10]), (99, [0, 4, 6, 10, 12, 18])):
        found = folds(everything(textDocument__foldingRange={"rangeLimit": limit, "lineFoldingOnly": True}))
        assert [each["startLine"] for each in found] == lines, (limit, found)


# -- selection


def test_selections_grow_from_every_position():
    for encoding in ENCODINGS:
        with Folder() as folder, Client() as client:
            speaking(client, encoding, folder)
            uri = folder.uri("ROADMAP.md")
            client.open(uri, ODD)
            asked = [{"line": line, "character": character} for line, character in
                     (position_of(ODD, offset, encoding) for offset in range(0, len(ODD), 3))]
            asked += [{"line": 99, "character": 0}, {"line": 0, "character": 999}, asked[5], asked[5]]
            found = client.of("selectionRange", uri, positions=asked)
            assert len(found) == len(asked), (len(found), len(asked))
            last = list(position_of(ODD, len(ODD), encoding))
            for position, step in zip(asked, found):
                here = min([position["line"], position["character"]], last)
                if position["line"] < 99:
                    here = min(here, [position["line"], units(lines_of(ODD)[position["line"]].rstrip("\r\n"), encoding)])
                while step:
                    begin, end = ends(step["range"])
                    assert begin <= here <= end, (encoding, position, step)
                    parent = step.get("parent")
                    if parent:
                        outer = ends(parent["range"])
                        assert outer[0] <= begin and end <= outer[1] and outer != (begin, end), (position, step)
                    else:
                        assert (begin, end) == ([0, 0], last), step
                    step = parent
            client.end()


def ends(range_):
    return tuple([range_[end]["line"], range_[end]["character"]] for end in ("start", "end"))


def test_selections_of_a_document_that_is_not_open():
    with Folder() as folder, Client() as client:
        client.initialize(folder)
        found = client.of("selectionRange", folder.uri("no.md"), positions=[{"line": 3, "character": 1}] * 2)
        assert found == [{"range": span(3, 1, 3, 1)}] * 2, found
        client.open(folder.uri("empty.md"), "")
        found = client.of("selectionRange", folder.uri("empty.md"), positions=[{"line": 0, "character": 0}])
        assert found == [{"range": span(0, 0, 0, 0)}], found
        client.end()


# -- linked editing


def test_labels_are_edited_together():
    text = "# 😀\n\nSee 😀 [a][tíde 𝄞] and [b][tíde 𝄞], [tíde 𝄞].\n\n[tíde 𝄞]: a.md\n"
    for encoding in ENCODINGS:
        with Folder() as folder, Client() as client:
            speaking(client, encoding, folder)
            uri = folder.uri("a.md")
            client.open(uri, text)
            line, character = position_of(text, text.index("tíde"), encoding)
            found = client.at("linkedEditingRange", uri, line, character)
            texts = [text[offset_of(text, *r[0], encoding):offset_of(text, *r[1], encoding)]
                     for r in map(ends, found["ranges"])]
            assert texts == ["tíde 𝄞"] * 4, texts
            assert found["wordPattern"], found
            # In two spellings one would stay behind.
            client.change(uri, 2, text.replace("[b][tíde", "[b][Tíde"))
            assert client.at("linkedEditingRange", uri, line, character) is None
            assert client.at("linkedEditingRange", uri, 0, 0) is None
            client.end()


# -- semantic tokens


def read_tokens(client, data, text, encoding):
    """(type, modifiers, words); held against what LSP asks of tokens on the way."""
    legend = client.server["semanticTokensProvider"]["legend"]
    assert len(data) % 5 == 0, len(data)
    line = character = end = 0
    out, lines = [], lines_of(text)
    for at in range(0, len(data), 5):
        down, right, length, kind, bits = data[at : at + 5]
        line, character = line + down, right if down else character + right
        if down:
            end = 0
        if character < end or length == 0:
            raise Wrong(f"tokens overlap, or are empty: line {line}")
        end = character + length
        if end > units(lines[line].rstrip("\r\n"), encoding):
            raise Wrong(f"a token goes over its line's end: line {line}")
        begin, stop = (offset_of(text, line, column, encoding) for column in (character, end))
        names = [name for bit, name in enumerate(legend["tokenModifiers"]) if bits >> bit & 1]
        out.append((legend["tokenTypes"][kind], names, text[begin:stop]))
    return out


def test_tokens_in_three_encodings():
    for encoding in ENCODINGS:
        with Folder() as folder, Client() as client:
            speaking(client, encoding, folder)
            uri = folder.uri("ROADMAP.md")
            client.open(uri, ODD)
            found = client.of("semanticTokens/full", uri)
            assert read_tokens(client, found["data"], ODD, encoding) == [
                ("type", ["declaration"], "Q1 2027"), ("keyword", ["readonly"], "✅"),
                ("property", [], "Owner"), ("decorator", [], "Søren 𝄞 Kierk"), ("decorator", [], "Kim"),
                ("property", [], "Success Metrics"), ("number", [], "40"), ("number", [], "10 minutes"),
                ("string", [], "2027-03-01"), ("macro", [], "[Metric 1]"), ("decorator", [], "Kim"),
                ("keyword", ["readonly"], "Done")], (encoding, read_tokens(client, found["data"], ODD, encoding))
            client.end()


def test_the_legend_has_only_names_that_the_client_knows():
    with Client() as client:
        legend = client.initialize()["semanticTokensProvider"]["legend"]
        assert set(legend["tokenTypes"]) <= set(STANDARD_TOKENS), legend
        assert set(legend["tokenModifiers"]) <= set(STANDARD_MODIFIERS), legend
        client.end()


def test_tokens_of_a_range_are_those_of_the_document_in_its_lines():
    root, uri = examples()
    with Client() as client:
        client.initialize(root)
        client.open(uri, ROADMAP)
        count = len(lines_of(ROADMAP))
        full = by_line(client.of("semanticTokens/full", uri)["data"])
        for first, last in ((0, count), (0, 0), (7, 60), (60, 61), (count - 5, count + 50), (31, 7)):
            found = client.of("semanticTokens/range", uri, range=span(first, 0, last, 3))
            assert by_line(found["data"]) == [each for each in full if first <= each[0] <= last], (first, last)
        client.end()


def by_line(data):
    line, out = 0, []
    for at in range(0, len(data), 5):
        line += data[at]
        character = data[at + 1] if data[at] or not out else out[-1][1] + data[at + 1]
        out.append((line, character, *data[at + 2 : at + 5]))
    return out


def patched(data, edits):
    data = list(data)
    for edit in sorted(edits, key=lambda edit: -edit["start"]):
        assert edit["start"] % 5 == 0 and edit["deleteCount"] % 5 == 0 and len(edit.get("data", [])) % 5 == 0, edit
        assert edit["start"] + edit["deleteCount"] <= len(data), edit
        data[edit["start"] : edit["start"] + edit["deleteCount"]] = edit.get("data", [])
    return data


def test_changes_applied_give_what_the_whole_would_be():
    pieces = ["## Q2 2027: More ✅\n\n", "**Owner**: Kim 😀\n", "- by 2027-04-01\n", "```\n", "\n", "x", "[Name]",
              "# ", "**Status**: done\r\n", "| a | Owner |\n|---|---|\n| x | Kim |\n", "\r"]
    for encoding in ENCODINGS:
        chance = random.Random(encoding)
        with Folder() as folder, Client() as client:
            speaking(client, encoding, folder)
            uri = folder.uri("ROADMAP.md")
            text = ROADMAP
            client.open(uri, text)
            full = client.of("semanticTokens/full", uri)
            data, known = full["data"], full["resultId"]
            for version in range(2, 120):
                for _ in range(chance.choice((1, 1, 3))):
                    begin = chance.randrange(len(text) + 1)
                    end = min(len(text), begin + chance.choice((0, 0, 1, 5, 400)))
                    # No edit splits a line's end: a client's cannot.
                    places = [position_of(text, each, encoding) for each in (begin, end)]
                    begin, end = (offset_of(text, *place, encoding) for place in places)
                    piece = chance.choice(pieces)
                    client.change(uri, version, (*places[0], *places[1], piece))
                    text = text[:begin] + piece + text[end:]
                answer = client.of("semanticTokens/full/delta", uri, previousResultId=known)
                data, known = patched(data, answer["edits"]), answer["resultId"]
                if version % 10 == 0:
                    whole = client.of("semanticTokens/full", uri)
                    assert data == whole["data"], (encoding, version, text)
                    read_tokens(client, data, text, encoding)
                    known = chance.choice((known, whole["resultId"]))
            client.end()


def test_a_keystroke_changes_few_numbers():
    with Folder() as folder, Client() as client:
        client.initialize(folder)
        uri = folder.uri("ROADMAP.md")
        text = "# Roadmap\n\n" + "".join(f"## Phase {i}\n\n**Owner**: Kim, 2027-03-01\n\n" for i in range(500))
        client.open(uri, text)
        known = client.of("semanticTokens/full", uri)["resultId"]
        client.change(uri, 2, (1000, 0, 1000, 0, "\n"))
        edits = client.of("semanticTokens/full/delta", uri, previousResultId=known)["edits"]
        assert len(edits) == 1 and edits[0]["deleteCount"] <= 5 and len(edits[0]["data"]) <= 5, edits
        client.end()


def test_nothing_new_is_no_edit_and_what_nobody_remembers_is_told_whole():
    root, uri = examples()
    with Client() as client:
        client.initialize(root)
        client.open(uri, ROADMAP)
        full = client.of("semanticTokens/full", uri)
        same = client.of("semanticTokens/full/delta", uri, previousResultId=full["resultId"])
        assert same["edits"] == [] and same["resultId"] != full["resultId"], same
        assert client.of("semanticTokens/full/delta", uri, previousResultId="nobody's")["data"] == full["data"]
        for _ in range(6):
            client.of("semanticTokens/full", uri)
        assert client.of("semanticTokens/full/delta", uri, previousResultId=full["resultId"])["data"] == full["data"]
        client.close(uri)
        assert client.of("semanticTokens/full", uri)["data"] == []
        assert client.of("semanticTokens/full/delta", uri, previousResultId=same["resultId"])["data"] == []
        assert client.of("semanticTokens/range", uri, range=span(0, 0, 9, 0))["data"] == []
        client.end()


def test_answers_may_overtake_what_the_client_knows():
    with Folder() as folder, Client() as client:
        client.initialize(folder)
        uri = folder.uri("ROADMAP.md")
        client.open(uri, ODD)
        full = client.of("semanticTokens/full", uri)
        asks = []
        for version in range(2, 5):
            client.change(uri, version, (0, 0, 0, 0, "x\n"))
            asks.append(client.begin("textDocument/semanticTokens/full/delta", {
                "textDocument": {"uri": uri}, "previousResultId": full["resultId"]}))
        answers = [client.answer(ask) for ask in asks]
        whole = client.of("semanticTokens/full", uri)["data"]
        assert patched(full["data"], answers[-1]["edits"]) == whole, answers
        client.end()


def test_tokens_are_asked_for_again_when_settings_change():
    for refreshes in (True, False):
        with Folder() as folder, Client() as client:
            client.initialize(folder, capabilities=everything(
                workspace__semanticTokens={"refreshSupport": refreshes}, workspace__configuration=None))
            client.indexed()
            client.notify("workspace/didChangeConfiguration", {"settings": {"pland": {"anchor-style": "github"}}})
            client.settle()
            asked = [each["method"] for each in client.asked].count("workspace/semanticTokens/refresh")
            assert asked == int(refreshes), (refreshes, client.asked)
            client.end()
