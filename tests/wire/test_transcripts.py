"""Conversations as they are on the wire, kept in tests/transcripts: one message in a line, `-->` what
the client sends and `<--` what the server answers, `#` a remark. $ROOT is a folder with the files that
`+ NAME TEXT` lines make. Set PLAND_UPDATE=1 to write down what the server says now."""

import json
import os
import pathlib

from client import Client, Folder

TRANSCRIPTS = pathlib.Path(__file__).parents[1] / "transcripts"


def replay(path):
    """The transcript as it comes out this time."""
    out = []
    with Folder() as folder, Client() as client:
        def plain(message):
            text = json.dumps(message, ensure_ascii=False).replace(folder.uri(), "$ROOT")
            return text.replace(f'"version": "{message.get("result", {}).get("serverInfo", {}).get("version")}"',
                                '"version": "$VERSION"') if isinstance(message.get("result"), dict) else text
        for line in path.read_text(encoding="utf-8").splitlines():
            mark, _, rest = line.partition(" ")
            if mark == "+":
                name, _, text = rest.partition(" ")
                folder.write(name, json.loads(text))
            if mark == "-->":
                message = json.loads(rest.replace("$ROOT", folder.uri()))
                if "method" in message and "id" in message:
                    client.waiting[message["id"]] = message["method"]
                if message.get("method") == "initialize":
                    client.capabilities = message["params"]["capabilities"]
                client.send(message)
            if mark == "<--":
                wanted = json.loads(rest.replace("$ROOT", folder.uri()))
                if "method" in wanted:
                    params = client.wait_for(wanted["method"])
                    out.append("<-- " + plain({"jsonrpc": "2.0", "method": wanted["method"], "params": params}))
                else:
                    client._until(lambda: wanted["id"] in client.answers, f"answer to #{wanted['id']}")
                    out.append("<-- " + plain(client.answers[wanted["id"]]))
                continue
            out.append(line)
        client.over(0)
        left = [plain(each) for each in client.notifications]
        assert not left, left
    return "\n".join(out) + "\n"


def test_transcripts_are_what_the_server_says():
    paths = sorted(TRANSCRIPTS.glob("*.lsp"))
    assert paths, "there are no transcripts"
    for path in paths:
        got = replay(path)
        if os.environ.get("PLAND_UPDATE"):
            path.write_text(got, encoding="utf-8")
        expected = path.read_text(encoding="utf-8")
        for mine, theirs in zip(got.splitlines(), expected.splitlines()):
            assert mine == theirs, f"{path.name}\n  expected {theirs}\n  got      {mine}"
        assert got == expected, path.name
