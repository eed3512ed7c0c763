"""Wiki links: switched on by pland.toml or by an editor's settings, and links like others then."""

from client import Client, Folder, apply, codes

FILES = {
    "pland.toml": "wiki-links = true\n",
    "ROADMAP.md": "# 🚢 Roadmap\n\n🧊 [[tides#Gauges|here]], [[buoys]] and ![[pier.png]]\n",
    "docs/tides.md": "# Tides\n\n## Gauges\n\n[[ROADMAP]]\n",
    "docs/more.md": "# More\n\n[[tides#Gauges]]\n",
    "img/pier.png": "png",
}


def changed(folder, edit):
    """The files that an edit changes, as they are after it."""
    out = {}
    for each in edit["documentChanges"]:
        if "textDocument" in each:
            name = each["textDocument"]["uri"][len(folder.uri()) + 1:]
            out[name] = apply(FILES[name], each["edits"])
    return out


def talk(folder, **more):
    client = Client()
    client.initialize(folder, **more)
    client.indexed()
    client.open(folder.uri("ROADMAP.md"), FILES["ROADMAP.md"])
    client.settle()
    return client


def test_links_are_checked_followed_and_renamed():
    with Folder(FILES) as folder, talk(folder) as client:
        uri = folder.uri("ROADMAP.md")
        found = client.findings(uri)
        assert [(each["code"], each["message"]) for each in found] == [
            ("broken-file-link", "buoys does not exist")], found
        target = client.at("definition", uri, 2, 10)
        target = target[0] if isinstance(target, list) else target
        assert (target.get("targetUri") or target["uri"]) == folder.uri("docs/tides.md"), target
        client.open(folder.uri("docs/tides.md"), FILES["docs/tides.md"])
        places = client.at("references", folder.uri("docs/tides.md"), 2, 4, context={"includeDeclaration": False})
        assert sorted(each["uri"].rsplit("/", 1)[1] for each in places) == ["ROADMAP.md", "more.md"], places
        edit = client.at("rename", folder.uri("docs/tides.md"), 2, 4, newName="Tide gauges")
        assert changed(folder, edit) == {
            "ROADMAP.md": FILES["ROADMAP.md"].replace("#Gauges|here", "#Tide gauges|here"),
            "docs/tides.md": FILES["docs/tides.md"].replace("Gauges", "Tide gauges"),
            "docs/more.md": FILES["docs/more.md"].replace("Gauges", "Tide gauges"),
        }, edit
        moves = {"files": [{"oldUri": folder.uri("docs/tides.md"), "newUri": folder.uri("notes/gauges.md")}]}
        edit = client.request("workspace/willRenameFiles", moves)
        assert changed(folder, edit) == {
            "ROADMAP.md": FILES["ROADMAP.md"].replace("[[tides#", "[[gauges#"),
            "docs/more.md": FILES["docs/more.md"].replace("[[tides#", "[[gauges#"),
        }, edit
        shown = [each["range"]["start"]["character"] for each in client.of("documentLink", uri)]
        assert shown == [3, 43], shown
        client.end()


def test_a_file_that_appears_makes_a_link_whole_and_one_that_goes_breaks_it():
    with Folder(FILES) as folder, talk(folder) as client:
        uri = folder.uri("ROADMAP.md")
        folder.write("deep/down/buoys.md", "# Buoys\n")
        client.changed_on_disk(("created", folder.uri("deep/down/buoys.md")))
        # Which file a name means is known when the new one was read.
        client.asked_to_pull()
        while client.findings(uri) != []:
            client.asked_to_pull()
        folder.remove("docs/tides.md")
        folder.remove("img/pier.png")
        client.changed_on_disk(("deleted", folder.uri("docs/tides.md")), ("deleted", folder.uri("img/pier.png")))
        client.asked_to_pull()
        while codes(client.findings(uri)) != ["broken-file-link"] * 2:
            client.asked_to_pull()
        client.end()


def test_the_setting_switches_them_on_and_off():
    files = {name: text for name, text in FILES.items() if name != "pland.toml"}
    with Folder(files) as folder, talk(folder, settings={}) as client:
        uri = folder.uri("ROADMAP.md")
        assert client.findings(uri) == []
        assert not client.at("definition", uri, 2, 10)
        client.open(folder.uri("docs/tides.md"), FILES["docs/tides.md"])
        for on in (True, False, True):
            client.settings = {"wiki-links": on}
            client.notify("workspace/didChangeConfiguration", {"settings": None})
            client.settle()
            client.indexed()
            assert codes(client.findings(uri)) == ["broken-file-link"] * int(on), client.findings(uri)
            places = client.at("references", folder.uri("docs/tides.md"), 2, 4,
                               context={"includeDeclaration": False})
            assert len(places or []) == 2 * int(on), places
        client.end()


def test_names_and_headings_are_offered_in_a_wiki_link():
    with Folder(FILES) as folder, talk(folder) as client:
        uri = folder.uri("ROADMAP.md")
        client.change(uri, 2, "# R\n\nSee [[\n")
        offered = client.at("completion", uri, 2, 6)["items"]
        assert sorted(each["label"] for each in offered) == ["more", "tides"], offered
        client.change(uri, 3, "# R\n\nSee [[tides#\n")
        offered = client.at("completion", uri, 2, 12)["items"]
        assert [each["label"] for each in offered] == ["#Tides", "#Gauges"], offered
        client.end()
