"""What Git knows of a document is known in the editor, and follows commits that nobody tells of."""

import os
import subprocess

from client import Client, Folder

TEXT = "# Roadmap\n\nAlerts first.\n\n**Last Updated**: 2026-01-05\n"


def git(folder, *arguments, day="2026-01-05"):
    when = f"{day}T12:00:00+0000"
    who = {f"GIT_{role}_{what}": value for role in ("AUTHOR", "COMMITTER")
           for what, value in (("NAME", "Runa"), ("EMAIL", "runa@harbour.example"), ("DATE", when))}
    subprocess.run(["git", *arguments], cwd=folder.path, check=True, capture_output=True,
                   env={**os.environ, **who, "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null"})


def commit(folder, text, day, subject):
    folder.write("ROADMAP.md", text)
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", subject, day=day)


def until_some(client, question):
    """Asks until there is an answer: every question lets the server look again."""
    while not (answer := question()):
        client.settle()
    return answer


def test_a_commit_is_seen():
    with Folder({"ROADMAP.md": TEXT}) as folder, Client() as client:
        git(folder, "init", "-q", "-b", "main")
        commit(folder, TEXT, "2026-01-05", "Begin")
        client.initialize(folder)
        client.indexed()
        uri = folder.uri("ROADMAP.md")
        client.open(uri, TEXT)

        def said():
            return [each["message"] for each in client.findings(uri)
                    if each["code"] == "last-updated-behind-git"]

        assert said() == []
        later = TEXT.replace("Alerts", "Winds")
        commit(folder, later, "2026-06-14", "Winds first")
        client.change(uri, 2, later)
        (message,) = until_some(client, said)
        assert "was changed on 2026-06-14" in message and "Winds first" in message
        # The finding goes with the day, at once.
        client.change(uri, 3, later.replace("2026-01-05", "2026-06-14"))
        assert said() == []
        client.end()


def test_without_git_nothing_is_said():
    with Folder({"ROADMAP.md": TEXT}) as folder, Client() as client:
        client.initialize(folder)
        client.indexed()
        client.open(folder.uri("ROADMAP.md"), TEXT)
        assert [each["code"] for each in client.findings(folder.uri("ROADMAP.md"))] == []
        client.end()
