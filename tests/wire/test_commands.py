"""Verbs that take their time: what is asked and answered, what is watched; and that `fix` does what an
editor's actions do."""

import os
import subprocess
import threading
import time

from client import BINARY, PATIENCE, TODAY, Client, Folder, Wrong, apply, span


class Running:
    """A verb under way; what it says is read as it comes."""

    def __init__(self, folder, *arguments):
        self.process = subprocess.Popen([BINARY, *arguments], cwd=folder.path, stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.said = {"out": b"", "err": b""}
        self.changed = threading.Condition()
        self.threads = [threading.Thread(target=self.listen, args=(name, stream), daemon=True)
                        for name, stream in (("out", self.process.stdout), ("err", self.process.stderr))]
        for thread in self.threads:
            thread.start()

    def listen(self, name, stream):
        while data := os.read(stream.fileno(), 65536):
            with self.changed:
                self.said[name] += data
                self.changed.notify_all()

    def hear(self, what, times=1, stream="out"):
        """Waits until it was said so often."""
        with self.changed:
            if not self.changed.wait_for(lambda: self.said[stream].count(what) >= times, PATIENCE):
                raise Wrong(f"{what} was not said {times} times: {self.said}")

    def answer(self, line):
        self.process.stdin.write(line)
        self.process.stdin.flush()

    def end(self):
        self.process.stdin.close()
        code = self.process.wait(PATIENCE)
        for thread in self.threads:
            thread.join()
        return code

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()


def names(folder):
    return sorted(path.relative_to(folder.path).as_posix() for path in folder.path.rglob("*"))


def test_what_somebody_changed_meanwhile_is_not_overwritten():
    with Folder({"a.md": "- [ ] x\n- [] y\n", "b.md": "- [ ] x\n- [] y\n"}) as folder:
        with Running(folder, "fix", "-i") as fix:
            fix.hear(b"Fix it?", stream="err")
            folder.write("a.md", "- [ ] x\n- [] y\n- mine\n")
            fix.answer(b"y\n")
            fix.hear(b"Fix it?", 2, stream="err")
            fix.answer(b"y\n")
            assert fix.end() == 2
            assert b"pland: a.md was changed by somebody else meanwhile and is left as it is\n" in fix.said["err"], fix.said
            assert b"b.md:2:3" in fix.said["out"] and b"a.md" not in fix.said["out"], fix.said
        assert (folder.path / "a.md").read_text() == "- [ ] x\n- [] y\n- mine\n"
        assert (folder.path / "b.md").read_text() == "- [ ] x\n- [ ] y\n"
        assert names(folder) == ["a.md", "b.md"]


def test_watching_checks_again_whenever_something_changes():
    with Folder({"a.md": "# A\n"}) as folder, Running(folder, "check", "--watch") as watch:
        watch.hear(b"Nothing found in 1 file\n")
        folder.write("a.md", "[x](b.md)\n")
        watch.hear(b"error[broken-file-link]")
        folder.write("b.md", "# B\n")
        watch.hear(b"Nothing found in 2 files\n")
        folder.write("pland.toml", "[rules\n")
        watch.hear(b"pland: pland.toml:1:", stream="err")
        folder.write("pland.toml", "[rulez]\n")
        watch.hear(b"warning[unknown-setting]")
        folder.remove("pland.toml")
        watch.hear(b"Nothing found in 2 files\n", 2)
        assert b"\x1b" not in watch.said["out"], "no terminal: nothing to clear"
        assert watch.process.poll() is None


def test_watching_one_document_through_a_save_by_rename():
    with Folder({"a.md": "# A\n", "b.md": "[x](gone.png)\n"}) as folder, Running(folder, "check", "--watch", "a.md") as watch:
        watch.hear(b"Nothing found in 1 file\n")
        folder.remove("a.md")
        watch.hear(b"no such file", stream="err")
        folder.write("a.md", "[y](gone.png)\n")
        watch.hear(b"a.md:1:5")
        assert b"b.md" not in watch.said["out"]


def test_watch_with_flags_that_are_wrong_ends():
    with Folder({"a.md": "# A\n"}) as folder:
        for arguments in (["--select", "nothing"], ["nowhere.md"], ["-"], ["--write-baseline", "x"]):
            ran = subprocess.run([BINARY, "check", "--watch", *arguments], cwd=folder.path, capture_output=True,
                                 stdin=subprocess.DEVNULL, timeout=PATIENCE)
            assert ran.returncode == 2 and ran.stderr.startswith(b"pland: "), ran


MANY = {
    "ROADMAP.md": "\ufeff# Roadmap - Tidewatch\r\n\r\n- [ ] one\r\n- [] two\r\n- [x] three\r\n\r\n[up](#roadmap---Tidewatch)\r\n"
                  "<!-- pland-ignore-next-line tasks, mojibake -->\r\n- [] four\r\n",
    "docs/b.md": "# B\n\nSee [a](../roadmap.md), [b](#b-) and [c](#B).\n\nâ€” a dash\n",
}


def fixed_by_an_editor(client, folder, name):
    """`source.fixAll.pland` until there is nothing left; how often that was."""
    uri, text, rounds = folder.uri(name), (folder.path / name).read_bytes().decode(), 0
    client.open(uri, text)
    while True:
        client.findings(uri)
        actions = client.of("codeAction", uri, range=span(0, 0, 9999, 0),
                            context={"diagnostics": [], "only": ["source.fixAll.pland"]}) or []
        if not actions:
            return text, rounds
        rounds += 1
        assert rounds < 20
        changed = apply(text, [edit for change in actions[0]["edit"]["documentChanges"] for edit in change["edits"]])
        assert changed != text
        text = changed
        client.change(uri, rounds + 1, text)


def test_fix_makes_what_an_editor_makes():
    with Folder(MANY) as folder, Client() as client:
        client.initialize(folder, options={"today": TODAY})
        client.indexed()
        by_editor = {name: fixed_by_an_editor(client, folder, name) for name in MANY}
        client.end()
        ran = subprocess.run([BINARY, "fix", "--today", TODAY], cwd=folder.path, capture_output=True, timeout=PATIENCE)
        assert ran.returncode in (0, 1) and not ran.stderr, ran
        for name, (text, rounds) in by_editor.items():
            assert rounds > 0, name
            assert (folder.path / name).read_bytes().decode() == text, (name, text, (folder.path / name).read_bytes())
        before = {name: (folder.path / name).read_bytes() for name in MANY}
        again = subprocess.run([BINARY, "fix", "--today", TODAY], cwd=folder.path, capture_output=True, timeout=PATIENCE)
        assert again.stdout.startswith(b"Nothing fixed"), again
        assert before == {name: (folder.path / name).read_bytes() for name in MANY}


def test_fix_stopped_at_any_moment_leaves_whole_files():
    text = "- [ ] x\n" + "- [] y\n" * 3000
    done = text.replace("- []", "- [ ]")
    with Folder() as folder:
        start = time.monotonic()
        for turn in range(12):
            for name in "abcd":
                folder.write(f"{name}.md", text)
            with Running(folder, "fix", "-q") as fix:
                try:
                    fix.process.wait((time.monotonic() - start) / (turn + 1) * turn / 12 if turn else None)
                except subprocess.TimeoutExpired:
                    fix.process.terminate()
                fix.process.wait(PATIENCE)
            assert names(folder) == ["a.md", "b.md", "c.md", "d.md"], names(folder)
            for name in "abcd":
                assert (folder.path / f"{name}.md").read_text() in (text, done)
