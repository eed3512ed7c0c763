"""Positions in three encodings, and edits: the server's text is the editor's, whatever was typed."""

import json
import random

from client import (Client, Folder, apply, everything, lines_of, offset_of, position_of, span, units)

ENCODINGS = ("utf-8", "utf-16", "utf-32")
LINK = "[x](gone.md)"


def place(client, uri):
    """Where the one broken link is: the range of its finding."""
    found = [each["range"] for each in client.findings(uri) if each["code"] == "broken-file-link"]
    assert len(found) == 1, found
    return found[0]


def speaking(client, encoding, folder):
    got = client.initialize(folder, capabilities=everything(general={"positionEncodings": [encoding]}))
    assert got["positionEncoding"] == encoding, got


def test_the_encoding_is_negotiated():
    def negotiated(offered):
        with Client() as client:
            capabilities = everything(general={"positionEncodings": offered} if offered is not None else {})
            got = client.initialize(capabilities=capabilities)["positionEncoding"]
            client.end()
            return got
    assert negotiated(None) == "utf-16"
    assert negotiated([]) == "utf-16"
    assert negotiated(["utf-16"]) == "utf-16"
    assert negotiated(["utf-16", "utf-8"]) == "utf-8"
    assert negotiated(["utf-32", "utf-16"]) in ("utf-16", "utf-32")
    assert negotiated(["utf-7"]) == "utf-16"


def test_findings_behind_wide_characters():
    for encoding in ENCODINGS:
        with Folder() as folder, Client() as client:
            speaking(client, encoding, folder)
            for number, head in enumerate(("", "é ", "漢字 ", "😀 ", "👩‍👩‍👧 𝄞é ")):
                uri = folder.uri(f"{number}.md")
                client.open(uri, f"# T\n\n{head}{LINK} behind\n")
                begin = units(head + "[x](", encoding)
                assert place(client, uri) == span(2, begin, 2, begin + 7), (encoding, head, place(client, uri))
            client.end()


def test_positions_outside_the_text_are_clamped():
    for encoding in ENCODINGS:
        with Folder() as folder, Client() as client:
            speaking(client, encoding, folder)
            uri = folder.uri("a.md")
            text = "# 😀\n\nabc\n"
            client.open(uri, text)
            huge = 2**31 - 1
            for version, (edit, expected) in enumerate((
                    ((2, 99, 2, huge, f" {LINK}"), (2, 8)),        # past the line's end: its end
                    ((77, 0, huge, 5, f"\n{LINK}"), (4, 4)),       # past the text's end: its end
                    ((2, 3, 2, 1, LINK), (2, 5)),                  # the wrong way round
            )):
                client.change(uri, 2 * version + 2, text)
                client.change(uri, 2 * version + 3, edit)
                assert place(client, uri)["start"] == {"line": expected[0], "character": expected[1]}, edit
            for line, character in ((0, huge), (huge, 0), (huge, huge)):
                client.at("hover", uri, line, character)
                client.at("definition", uri, line, character)
                client.at("completion", uri, line, character)
            client.end()


def test_a_position_within_a_character_counts_before_it():
    # Within the two units (or four bytes) of 😀.
    for encoding, inside in (("utf-16", 1), ("utf-8", 1), ("utf-8", 2), ("utf-8", 3)):
        with Folder() as folder, Client() as client:
            speaking(client, encoding, folder)
            uri = folder.uri("a.md")
            client.open(uri, "😀\n")
            client.change(uri, 2, (0, inside, 0, inside, LINK))
            assert place(client, uri)["start"]["character"] == 4, (encoding, inside)
            client.end()


def test_every_kind_of_line_end():
    with Folder() as folder, Client() as client:
        speaking(client, "utf-16", folder)
        for number, end in enumerate(("\n", "\r\n", "\r")):
            uri = folder.uri(f"{number}.md")
            client.open(uri, f"# T{end}{end}one{end}{LINK} more{end}")
            assert place(client, uri) == span(3, 4, 3, 11), repr(end)
            client.change(uri, 2, (2, 0, 3, 0, ""))  # the line is taken out, with its end
            assert place(client, uri) == span(2, 4, 2, 11), repr(end)
            client.change(uri, 3, (1, 0, 1, 0, f"two{end}three{end}"))
            assert place(client, uri) == span(4, 4, 4, 11), repr(end)
        mixed = folder.uri("mixed.md")
        client.open(mixed, f"a\rb\r\nc\n\r\n{LINK}")
        assert place(client, mixed)["start"]["line"] == 4
        client.end()


def test_several_changes_in_one_notification_build_on_each_other():
    with Folder() as folder, Client() as client:
        speaking(client, "utf-16", folder)
        uri = folder.uri("a.md")
        client.open(uri, "nothing")
        client.change(uri, 2, f"one\n\n{LINK}\n", (0, 0, 0, 3, "three\nlines\nhere"), (2, 4, 2, 4, "\n"))
        assert place(client, uri) == span(5, 4, 5, 11)
        client.change(uri, 3)
        assert place(client, uri) == span(5, 4, 5, 11)
        client.end()


def test_a_change_of_everything_and_of_nothing():
    with Folder() as folder, Client() as client:
        speaking(client, "utf-16", folder)
        uri = folder.uri("a.md")
        client.open(uri, "")
        assert client.findings(uri) == []
        client.change(uri, 2, (0, 0, 0, 0, LINK))
        place(client, uri)
        client.change(uri, 3, (0, 0, 9, 9, ""))
        assert client.findings(uri) == []
        client.change(uri, 4, LINK)
        place(client, uri)
        client.change(uri, 5, "")
        assert client.findings(uri) == [] and client.of("documentSymbol", uri) == []
        client.end()


def test_a_byte_order_mark_and_nul_bytes():
    with Folder() as folder, Client() as client:
        speaking(client, "utf-16", folder)
        uri = folder.uri("a.md")
        client.open(uri, f"\ufeff# T\n\nab {LINK} [t](#t)\n")
        start = client.of("documentLink", uri)[0]["range"]["start"]
        assert place(client, uri)["start"] == {"line": 2, "character": 7}
        # No finding but that, as `check` has it; but all places are right.
        client.change(uri, 2, (2, 1, 2, 1, "\0"))
        assert [each["code"] for each in client.findings(uri)] == ["unreadable-file"]
        assert client.of("documentLink", uri)[0]["range"]["start"] == {"line": 2, "character": start["character"] + 1}
        assert [each["name"] for each in client.of("documentSymbol", uri)] == ["T"]
        client.end()


def random_edits(seed, encoding, rounds, check_every):
    """Random edits; then what the server says of the text is what it says of the same text, opened."""
    pieces = [LINK, "# Head\n", "## Q1 2027\n", "### Sub\n", "\n", "\n\n", "\r\n", "\r", "- item\n", "- [] box\n",
              "😀", "é", "漢", "```\n", "> ", "    ", "| a | b |\n|---|---|\n", "[l]: gone.md\n", "[l]", "word ",
              "<!-- c", "-->", "**Owner**: me\n", "1. one\n", "\t", "---\n", "`", "*", "[", "](", ")"]
    random_ = random.Random(seed)
    with Folder() as folder, Client() as client:
        speaking(client, encoding, folder)
        uri, text = folder.uri("a.md"), "# Start\n"
        client.open(uri, text)
        for version in range(2, rounds + 2):
            changes = []
            for _ in range(random_.choice((1, 1, 1, 2, 3))):
                begin = random_.randint(0, len(text))
                end = min(len(text), begin + random_.choice((0, 0, 0, 1, 3, 10, 60)))
                if random_.random() < 0.02:
                    text = "".join(random_.choices(pieces, k=20))
                    changes.append(text)
                    continue
                # An editor cannot put its cursor between CR and LF.
                place_ = lambda at: position_of(text, at - 1 if text[at - 1 : at + 1] == "\r\n" else at, encoding)
                new = "".join(random_.choices(pieces, k=random_.randint(0, 3)))
                (l1, c1), (l2, c2) = place_(begin), place_(end)
                changes.append((l1, c1, l2, c2, new))
                a, b = offset_of(text, l1, c1, encoding), offset_of(text, l2, c2, encoding)
                text = text[:a] + new + text[b:]
            client.change(uri, version, *changes)
            if version % check_every == 0:
                fresh = folder.uri("b.md")
                client.open(fresh, text)
                for method in ("documentSymbol", "documentLink"):
                    assert client.of(method, uri) == client.of(method, fresh), (seed, version, method, text)
                mine, other = client.findings(uri), client.findings(fresh)
                assert mine == [_moved(each, fresh, uri) for each in other], (seed, version, text, mine, other)
                client.close(fresh)
        client.end()


def _moved(finding, old, new):
    finding = dict(finding)
    if "relatedInformation" in finding:
        finding["relatedInformation"] = [
            {**each, "location": {**each["location"], "uri": each["location"]["uri"].replace(old, new)}}
            for each in finding["relatedInformation"]]
    return finding


def test_random_edits_utf_8():
    random_edits(1, "utf-8", 400, 10)


def test_random_edits_utf_16():
    for seed in (2, 3, 4):
        random_edits(seed, "utf-16", 400, 10)


def test_random_edits_utf_32():
    random_edits(5, "utf-32", 400, 10)


def test_an_edit_deep_in_a_long_document():
    with Folder() as folder, Client() as client:
        speaking(client, "utf-16", folder)
        uri = folder.uri("a.md")
        text = "".join(f"## 😀 Part {i}\n\nWords of {i}.\n\n" for i in range(3000))
        client.open(uri, text)
        client.change(uri, 2, (5000 * 2 + 2, 0, 5000 * 2 + 2, 5, f"😀 {LINK}"))
        assert place(client, uri)["start"] == {"line": 10002, "character": 7}
        client.end()


def test_half_a_surrogate_pair_is_one_unit_of_text():
    for half in ("\\ud83d", "\\ude00", "\\uD83D\\u0041", "\\ud83d\\ud83d\\ude00"):
        with Folder() as folder, Client() as client:
            client.initialize(folder)
            uri = folder.uri("a.md")
            client.open(uri, "# A\n\n")
            text = f"{half} {LINK}\\n"
            client.send(b'{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"%s",'
                        b'"version":2},"contentChanges":[{"range":{"start":{"line":2,"character":0},'
                        b'"end":{"line":2,"character":0}},"text":"%s"}]}}' % (uri.encode(), text.encode()))
            before = len(json.loads(f'"{half}"').encode("utf-16-le", "surrogatepass")) // 2
            assert place(client, uri) == span(2, before + 5, 2, before + 12), (half, place(client, uri))
            client.end()


def test_an_escaped_backslash_is_no_surrogate():
    with Folder() as folder, Client() as client:
        client.initialize(folder)
        client.open(folder.uri("a.md"), f"# A\n\n\\ud83d {LINK}\n")
        assert place(client, folder.uri("a.md")) == span(2, 11, 2, 18), place(client, folder.uri("a.md"))
        client.end()
