"""A terminal program driven as a person does: keys are typed, the screen is read.

tmux is the terminal. Nothing sleeps: a check waits until the screen shows what it should.
"""

import atexit
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time

PATIENCE = 20


def copy_of_examples():
    """A folder with the plans of examples/, which goes when the test does."""
    folder = tempfile.mkdtemp(prefix="plans-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    shutil.copytree(os.path.join(os.environ["PLAND_CHECKOUT"], "examples"), folder, dirs_exist_ok=True)
    return folder


class Terminal:
    """A program in a terminal of its own of 40 lines of 140 columns."""

    def __init__(self, command, folder, environment):
        self.socket = os.path.join(tempfile.mkdtemp(prefix="terminal-"), "tmux")
        settings = [f"{name}={value}" for name, value in environment.items()]
        # The words of a program that ends at once are still there to read.
        self.tmux("-f", os.devnull, "new-session", "-d", "-x", "140", "-y", "40", "-c", folder,
                  shlex.join(["env", *settings, *command]), ";", "set", "-g", "remain-on-exit", "on", ";",
                  "set", "-g", "escape-time", "0")

    def tmux(self, *arguments):
        environment = {**os.environ, "LC_ALL": "C.UTF-8"}
        environment.pop("TMUX", None)
        return subprocess.run(["tmux", "-S", self.socket, *arguments], capture_output=True, text=True,
                              check=True, env=environment).stdout

    def type(self, text):
        self.tmux("send-keys", "-l", "--", text)

    def type_slowly(self, text):
        """One key at a time, each when the one before is on the screen, as fingers do."""
        for end in range(1, len(text) + 1):
            self.type(text[end - 1])
            self.await_screen(re.escape(text[:end].rstrip()))

    def keys(self, *names):
        """Keys as tmux names them: Enter, Escape, C-x."""
        self.tmux("send-keys", *names)

    def screen(self):
        return self.tmux("capture-pane", "-p")

    def await_screen(self, pattern, patience=PATIENCE):
        """The match of a regular expression on the screen, or None when it did not come."""
        deadline = time.monotonic() + patience
        while True:
            found = re.search(pattern, self.screen(), re.MULTILINE)
            if found or time.monotonic() > deadline:
                return found
            time.sleep(0.05)

    def end(self):
        subprocess.run(["tmux", "-S", self.socket, "kill-server"], capture_output=True, check=False)
        shutil.rmtree(os.path.dirname(self.socket), ignore_errors=True)


class Checks:
    """Prints a line for each check of an editor, in the form that tests/editors/run reads."""

    def __init__(self, editor):
        self.editor = editor
        self.failed = False

    def check(self, what, fine, why="did not happen"):
        if fine:
            print(f"ok {self.editor}: {what}", flush=True)
        else:
            self.failed = True
            print(f"FAILED {self.editor}: {what}: {' '.join(str(why).split())}", flush=True)
        return bool(fine)

    def shows(self, terminal, what, pattern, patience=PATIENCE):
        """Checks that the screen comes to show a pattern; if not, says what it shows."""
        return self.check(what, terminal.await_screen(pattern, patience), "the screen shows: " + terminal.screen())

    def end(self):
        sys.exit(1 if self.failed else 0)
