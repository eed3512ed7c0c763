"""What is wrong in pland.toml is told in the editor, whether the client pulls findings or not."""

from client import Client, Folder, codes, pushing


def told(**more):
    files = {"pland.toml": "tody = 1\n[rules]\nignore = ['broken-ancor']\n", "ROADMAP.md": "# Roadmap\n"}
    with Folder(files) as folder, Client() as client:
        client.initialize(folder, **more)
        client.indexed()
        uri = folder.uri("pland.toml")
        params = client.published(uri)
        assert codes(params["diagnostics"]) == ["unknown-setting", "unknown-setting"], params
        assert "did you mean" in params["diagnostics"][0]["message"], params
        assert params["diagnostics"][1]["range"]["start"] == {"line": 2, "character": 10}, params
        folder.write("pland.toml", "today = \n")
        client.changed_on_disk(("changed", uri))
        params = client.published(uri, lambda params: len(params["diagnostics"]) == 1)
        assert codes(params["diagnostics"]) == ["invalid-setting"], params
        folder.write("pland.toml", "today = 2026-12-01\n")
        client.changed_on_disk(("changed", uri))
        client.published(uri, lambda params: params["diagnostics"] == [])
        client.end()


def test_mistakes_are_told_and_taken_back():
    told()


def test_also_where_findings_are_pushed():
    told(capabilities=pushing())
