"""References, highlights, rename and files that move: over the wire, in what each client can take."""

import os

from client import Client, Folder, Refused, Wrong, apply, everything, pushing, units

FILES = {
    "ROADMAP.md": "# 🚢 Roadmap\n\n🧊 [to the gauges](#gauges-) and [plan](docs/plan.md)\n\n## Gauges 🧭\n",
    "docs/plan.md": "# Plan\n\nSee [the gauges](../ROADMAP.md#gauges-).\n",
    "guide.md": "# Guide\n\n[g]: ROADMAP.md#gauges-\n\n[all][g]\n",
}
NO_ANNOTATIONS = everything(workspace__workspaceEdit={"documentChanges": True, "resourceOperations": ["rename"]})
BARE = pushing(workspace__workspaceEdit=None, workspace__fileOperations=None, textDocument__rename={})


def edited(folder, edit, encoding="utf-16"):
    """The files that an edit changes, as they are after it; moves as "old -> new"."""
    out, moves = {}, []
    if "changes" in edit:
        changes = list(edit["changes"].items())
    else:
        moves = [each for each in edit["documentChanges"] if each.get("kind") == "rename"]
        changes = [(each["textDocument"]["uri"], each["edits"]) for each in edit["documentChanges"]
                   if "textDocument" in each]
    for uri, edits in changes:
        name = uri[len(folder.uri()) + 1:]
        out[name] = apply(FILES[name], edits, encoding)
    for move in moves:
        out[move["oldUri"][len(folder.uri()) + 1:] + " -> " + move["newUri"][len(folder.uri()) + 1:]] = None
    return out


def talk(folder, capabilities=None, encoding="utf-16"):
    client = Client()
    capabilities = capabilities or everything()
    capabilities["general"] = {"positionEncodings": [encoding]}
    client.initialize(folder, capabilities=capabilities)
    client.indexed()
    client.open(folder.uri("ROADMAP.md"), FILES["ROADMAP.md"], 7)
    return client


RENAMED = {
    "ROADMAP.md": "# 🚢 Roadmap\n\n🧊 [to the gauges](#water) and [plan](docs/plan.md)\n\n## Water\n",
    "docs/plan.md": "# Plan\n\nSee [the gauges](../ROADMAP.md#water).\n",
    "guide.md": "# Guide\n\n[g]: ROADMAP.md#water\n\n[all][g]\n",
}


def test_references_and_highlights_in_all_encodings():
    for encoding in ("utf-8", "utf-16", "utf-32"):
        with Folder(FILES) as folder, talk(folder, encoding=encoding) as client:
            uri = folder.uri("ROADMAP.md")
            at = units("🧊 [to", encoding)
            found = client.at("references", uri, 2, at, context={"includeDeclaration": True})
            names = [each["uri"].rsplit("/", 1)[1] for each in found]
            assert names == ["ROADMAP.md", "ROADMAP.md", "plan.md", "guide.md", "guide.md"], names
            assert found[0]["range"]["start"] == {"line": 2, "character": units("🧊 ", encoding)}, found[0]
            assert found[1]["range"]["end"] == {"line": 4, "character": units("## Gauges 🧭", encoding)}, found[1]
            without = client.at("references", uri, 2, at, context={"includeDeclaration": False})
            assert without == [found[0], *found[2:]], without
            marks = client.at("documentHighlight", uri, 4, 5)
            assert [(each["range"], each["kind"]) for each in marks] == [
                (found[0]["range"], 2), (found[1]["range"], 3)], marks
            client.end()


def test_rename_of_a_heading_reaches_unopened_files():
    for encoding in ("utf-8", "utf-16", "utf-32"):
        with Folder(FILES) as folder, talk(folder, encoding=encoding) as client:
            uri = folder.uri("ROADMAP.md")
            assert client.server["renameProvider"] == {"prepareProvider": True}
            asked = client.at("prepareRename", uri, 2, units("🧊 [to", encoding))
            assert asked["placeholder"] == "Gauges 🧭", asked
            edit = client.at("rename", uri, 4, 5, newName="Water")
            assert edited(folder, edit, encoding) == RENAMED
            versions = {each["textDocument"]["uri"]: each["textDocument"]["version"] for each in edit["documentChanges"]}
            assert versions[uri] == 7 and versions[folder.uri("guide.md")] is None, versions
            labels = {each["label"] for each in edit["changeAnnotations"].values()}
            assert labels == {"Title", "Links"}, labels
            client.end()


def test_rename_without_document_changes_or_annotations():
    for capabilities in (BARE, NO_ANNOTATIONS):
        with Folder(FILES) as folder:
            with Client() as client:
                client.initialize(folder, capabilities=capabilities)
                client.indexed()
                assert client.server["renameProvider"] in (True, {"prepareProvider": True})
                client.open(folder.uri("ROADMAP.md"), FILES["ROADMAP.md"])
                assert edited(folder, client.at("rename", folder.uri("ROADMAP.md"), 4, 5, newName="Water")) == RENAMED
                client.end()


def test_a_taken_name_is_confirmed_or_refused():
    with Folder(FILES) as folder:
        with talk(folder) as client:
            edit = client.at("rename", folder.uri("ROADMAP.md"), 4, 5, newName="🚢 Roadmap")
            asked = [each for each in edit["changeAnnotations"].values() if each.get("needsConfirmation")]
            assert len(asked) == 1 and "line 1" in asked[0]["description"], asked
            client.end()
        with talk(folder, NO_ANNOTATIONS) as client:
            try:
                client.at("rename", folder.uri("ROADMAP.md"), 4, 5, newName="🚢 Roadmap")
            except Refused as refused:
                assert refused.code == -32803 and "line 1" in refused.message, refused
            else:
                raise Wrong("nobody was told")
            client.end()


def test_what_cannot_be_renamed():
    with Folder(FILES) as folder, talk(folder) as client:
        uri = folder.uri("ROADMAP.md")
        assert client.at("prepareRename", uri, 1, 0) is None
        for line, name in ((1, "x"), (4, ""), (4, "two\nlines")):
            try:
                client.at("rename", uri, line, 4 if line else 0, newName=name)
            except Refused as refused:
                assert refused.code == -32803, refused
            else:
                raise Wrong(f"renamed to {name!r}")
        client.end()


def test_a_file_renamed_from_a_link():
    with Folder(FILES) as folder:
        with talk(folder) as client:
            line = FILES["ROADMAP.md"].split("\n")[2]
            at = units(line[:line.index("docs/plan.md") + 3])
            edit = client.at("rename", folder.uri("ROADMAP.md"), 2, at, newName="docs/work plan.md")
            moves = [each for each in edit["documentChanges"] if each.get("kind") == "rename"]
            assert [(each["oldUri"], each["newUri"]) for each in moves] == [
                (folder.uri("docs/plan.md"), folder.uri("docs/work%20plan.md").replace("%25", "%"))], moves
            assert edit["documentChanges"][-1] == moves[0]
            assert "(docs/work%20plan.md)" in edited(folder, edit)["ROADMAP.md"]
            client.end()
        with talk(folder, BARE) as client:
            try:
                client.at("rename", folder.uri("ROADMAP.md"), 2, at, newName="docs/work plan.md")
            except Refused as refused:
                assert refused.code == -32803, refused
            else:
                raise Wrong("renamed a file for a client that cannot")
            client.end()


def test_links_follow_files_that_the_editor_renames():
    with Folder(FILES) as folder, talk(folder) as client:
        operations = client.server["workspace"]["fileOperations"]
        assert set(operations) == {"willRename", "didCreate", "didRename", "didDelete"}, operations
        move = {"files": [{"oldUri": folder.uri("docs/plan.md"), "newUri": folder.uri("plan.md")}]}
        edit = client.request("workspace/willRenameFiles", move)
        assert edited(folder, edit) == {
            "ROADMAP.md": FILES["ROADMAP.md"].replace("docs/plan.md", "plan.md"),
            "docs/plan.md": FILES["docs/plan.md"].replace("../ROADMAP.md", "ROADMAP.md")}
        # The editor does as it is told, and tells; nobody watches.
        text = edited(folder, edit)["ROADMAP.md"]
        client.change(folder.uri("ROADMAP.md"), 8, text)
        (folder.path / "docs/plan.md").rename(folder.path / "plan.md")
        folder.write("plan.md", edited(folder, edit)["docs/plan.md"])
        client.notify("workspace/didRenameFiles", move)
        assert not client.findings(folder.uri("ROADMAP.md"))

        def referring():
            return [each["uri"] for each in client.at(
                "references", folder.uri("ROADMAP.md"), 4, 5, context={"includeDeclaration": False})]
        while folder.uri("plan.md") not in referring():  # until the file has been read
            client.asked_to_pull()
        assert folder.uri("docs/plan.md") not in referring()

        folder.remove("plan.md")
        client.notify("workspace/didDeleteFiles", {"files": [{"uri": folder.uri("plan.md")}]})
        assert [each["code"] for each in client.findings(folder.uri("ROADMAP.md"))] == ["broken-file-link"]
        folder.write("plan.md", "# Plan\n")
        client.notify("workspace/didCreateFiles", {"files": [{"uri": folder.uri("plan.md")}]})
        assert not client.findings(folder.uri("ROADMAP.md"))
        client.end()


def test_a_folder_that_moves():
    with Folder(FILES) as folder, talk(folder) as client:
        edit = client.request("workspace/willRenameFiles", {"files": [
            {"oldUri": folder.uri("docs"), "newUri": folder.uri("old/docs")}]})
        assert edited(folder, edit) == {
            "ROADMAP.md": FILES["ROADMAP.md"].replace("docs/plan.md", "old/docs/plan.md"),
            "docs/plan.md": FILES["docs/plan.md"].replace("../ROADMAP.md", "../../ROADMAP.md")}
        assert client.request("workspace/willRenameFiles", {"files": [
            {"oldUri": folder.uri("nothing.png"), "newUri": folder.uri("other.png")}]}) is None
        client.end()


def test_a_document_opened_through_a_symbolic_link_is_the_one_behind_it():
    files = {"real/a.md": "# A\n\n## Tide gauges\n\n[b](../b.md) [own](#tide-gauges)\n",
             "b.md": "# B\n\n[a](real/a.md#tide-gauges) [l](link.md#tide-gauges)\n"}
    renamed = {"": "# A\n\n## Water\n\n[b](../b.md) [own](#water)\n",
               "b.md": "# B\n\n[a](real/a.md#water) [l](link.md#water)\n"}
    for opened in ("link.md", "dir/a.md", "real/a.md"):
        with Folder(files) as folder:
            os.symlink("real/a.md", folder.path / "link.md")
            os.symlink("real", folder.path / "dir")
            client = Client()
            with client:
                client.initialize(folder, capabilities=everything())
                client.indexed()
                uri, other = folder.uri(opened), folder.uri("b.md")
                client.open(uri, files["real/a.md"], 3)
                client.open(other, files["b.md"], 4)
                client.settle()
                assert client.findings(uri) == [] and client.findings(other) == [], opened
                for column in (20, 55):
                    found = client.at("definition", other, 2, column)
                    assert [each["targetUri"] for each in found] == [uri], (opened, found)
                places = client.at("references", uri, 2, 5, context={"includeDeclaration": True})
                assert [each["uri"] for each in places].count(uri) == 2, (opened, places)
                assert [each["uri"] for each in places].count(other) == 2, (opened, places)
                targets = [each["target"].split("#")[0] for each in client.of("documentLink", uri)]
                assert targets == [other, uri], (opened, targets)
                for asked, line, column in ((uri, 2, 5), (other, 2, 20), (other, 2, 55)):
                    edit = client.at("rename", asked, line, column, newName="Water")
                    made = {}
                    for each in edit["documentChanges"]:
                        name = "" if each["textDocument"]["uri"] == uri else "b.md"
                        assert each["textDocument"]["uri"] in (uri, other), (opened, each)
                        assert each["textDocument"]["version"] == (4 if name else 3), (opened, each)
                        made[name] = apply(files[name or "real/a.md"], each["edits"])
                    assert made == renamed, (opened, made)
                # An edit reaches it, and once it is closed the file counts again.
                client.change(uri, 4, renamed[""])
                found = client.at("definition", other, 2, 20)
                assert found[0]["targetRange"]["start"]["line"] == 0, (opened, found)
                client.close(uri)
                found = client.at("definition", other, 2, 20)
                assert [each["targetUri"] for each in found] == [folder.uri("real/a.md")], found
                client.end()


def test_a_document_open_by_two_names_is_two_texts():
    text = "# A\n\n## Tide gauges\n\n[own](#tide-gauges)\n"
    for first, second in (("link.md", "real/a.md"), ("real/a.md", "link.md")):
        with Folder({"real/a.md": text}) as folder, Client() as client:
            os.symlink("real/a.md", folder.path / "link.md")
            client.initialize(folder, capabilities=everything())
            client.indexed()
            client.open(folder.uri(first), text)
            client.open(folder.uri(second), text.replace("Tide gauges", "Nets").replace("tide-gauges", "nets"))
            client.settle()
            for name, slug in ((first, "tide-gauges"), (second, "nets")):
                edit = client.at("rename", folder.uri(name), 2, 4, newName="Water")
                uris = {each["textDocument"]["uri"] for each in edit["documentChanges"]}
                assert uris == {folder.uri(name)}, (first, name, uris)
            client.close(folder.uri(first))
            edit = client.at("rename", folder.uri(second), 2, 4, newName="Water")
            assert [each["textDocument"]["uri"] for each in edit["documentChanges"]] == [folder.uri(second)]
            client.end()
