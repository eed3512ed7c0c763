#!/usr/bin/env python3
"""Holds the manual page and the completions against `pland --help`, and completes a few words in
the shells that are here, also as a person does it, with Tab in a terminal: packaging.py PLAND. What
is expected is read from the help anew, without the parser that the page and the completions are made
with. A line for each check."""
import fcntl
import os
import pathlib
import pty
import re
import select
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
PLAND = str(pathlib.Path(sys.argv[1]).resolve())
failed = 0


def check(what, right, seen=""):
    global failed
    failed += not right
    print(f"{'ok  ' if right else 'FAIL'} {what}" + ("" if right else f": {seen}"), flush=True)


def output(*command, **options):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, encoding="utf-8", **options).stdout


def helps(words=()):
    """The help of each verb, by its words."""
    text = output(PLAND, *words, "--help")
    found = {words: text}
    if "\nSubcommands:\n" in text:
        for verb in re.findall(r"^  (\S+)", text.split("\nSubcommands:\n")[1].split("\n\n")[0], re.M):
            found |= helps((*words, verb))
    return found


def flags_of(text):
    return {flag for line in re.findall(r"^  (-\S+)", text, re.M) for flag in line.split(",")}


def bash(script, *words):
    program = f"""source {script}; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _pland
                  ((! ${{#COMPREPLY[@]}})) || printf '%s\\n' "${{COMPREPLY[@]}}" """
    return output("bash", "--norc", "-c", program, "bash", "pland", *words).split()


def fish(script, line):
    lines = output("fish", "--no-config", "-c", f"source {script}; complete -C {line!r}").splitlines()
    return [each.split("\t")[0] for each in lines]


class Terminal:
    """A shell as somebody sits in front of it. `pland` is a function that says what it was given."""

    def __init__(self, command, home):
        self.seen = ""
        self.process, self.device = pty.fork()
        if self.process == 0:
            os.chdir(home)
            path = os.environ["PATH"]
            os.execvpe(command[0], command, {"HOME": home, "ZDOTDIR": home, "PATH": path, "TERM": "xterm", "LANG": "C.UTF-8"})
        fcntl.ioctl(self.device, termios.TIOCSWINSZ, struct.pack("HHHH", 200, 200, 0, 0))
        self.until("ready> ")

    def until(self, *words):
        """Whether all of the words come; what came is in `seen`."""
        end = time.monotonic() + 60
        while not all(word in self.seen for word in words) and time.monotonic() < end:
            if select.select([self.device], [], [], 0.2)[0]:
                try:
                    self.seen += os.read(self.device, 65536).decode(errors="replace")
                except OSError:  # the shell ended
                    break
        return all(word in self.seen for word in words)

    def type(self, keys):
        self.seen = ""
        os.write(self.device, keys.encode())

    def close(self):
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)
        os.close(self.device)


# How each shell is set up, as docs/installing.md says it, but for the folder; and what lists all.
TERMINALS = {
    "bash": (["bash", "--noprofile", "--rcfile", ".rc", "-i"], ".rc", "\t\t",
             "PS1='ready> '; source {folder}/pland.bash; pland() {{ echo \"given<$*>\"; }}\n"),
    "zsh": (["zsh", "-i"], ".zshrc", "\t",
            "PS1='ready> '; unsetopt prompt_sp; fpath+=({folder})\nautoload -Uz compinit && compinit -u -D\n"
            "pland() {{ print -r -- \"given<$*>\" }}\n"),
    "fish": (["fish", "--no-config", "--init-command", "source .rc"], ".rc", "\t",
             "set -g fish_greeting; set -g fish_autosuggestion_enabled 0; source {folder}/pland.fish\n"
             "function fish_prompt; echo -n 'ready> '; end; function pland; echo \"given<$argv>\"; end\n"),
}


def tabs(shell, folder, verbs):
    """Types words and Tab in a shell on a terminal, and looks at what is run then."""
    command, file, list_all, settings = TERMINALS[shell]
    home = f"{folder}/{shell}"
    os.mkdir(home)
    pathlib.Path(home, file).write_text(settings.format(folder=folder), encoding="utf-8")
    pathlib.Path(home, "ROADMAP.md").touch()
    terminal = Terminal(command, home)
    try:
        for what, typed, wanted in [
                ("the beginning of a verb", "pland che\t", "check"),
                ("a flag", "pland check --to\t2026-12-01", "check --today 2026-12-01"),
                ("a choice", "pland check --format sa\t", "check --format sarif"),
                ("a choice behind an equals sign", "pland check --time=en\t", "check --time=enforce"),
                ("a rule", "pland rule broken-anc\t", "rule broken-anchor"),
                ("a kind below a verb of a verb", "pland kinds show road\t", "kinds show roadmap"),
                ("a file", "pland check ROAD\t", "check ROADMAP.md")]:
            terminal.type(typed + "\r")
            right = terminal.until("given<", ">", "ready> ")
            given = re.search(r"given<(.*?) ?>", terminal.seen)
            # zsh puts an equals sign behind a flag that takes a value.
            check(f"Tab in {shell} completes {what}",
                  right and given and given[1].replace("today=", "today ") == wanted, terminal.seen)
        terminal.type("pland " + list_all)
        check(f"Tab in {shell} lists the verbs", terminal.until(*verbs), terminal.seen)
    finally:
        terminal.close()


with tempfile.TemporaryDirectory() as folder:
    output(sys.executable, ROOT / "packaging/completions.py", PLAND, folder)
    page_file = f"{folder}/pland.1"
    output(sys.executable, ROOT / "packaging/manual.py", PLAND, page_file)
    page = pathlib.Path(page_file).read_text(encoding="utf-8").replace("\\-", "-")
    sections = dict(zip(*[iter(re.split(r"^\.SS pland (.*)$", page.split(".SH EXIT")[0], flags=re.M)[1:])] * 2))
    expected = helps()
    script = f"{folder}/pland.bash"

    check("the manual page has the verbs of the help, and no other",
          set(sections) == {" ".join(words) for words in expected if words},
          sorted(set(sections) ^ {" ".join(words) for words in expected if words}))
    for words, text in expected.items():
        verb, flags = " ".join(words), flags_of(text)
        if words:
            # Flags at the head of an item; `--help` is told of once, above the verbs.
            there = set(re.findall(r"\\fB(-[\w-]+)\\fR", sections.get(verb, "")))
            check(f"the manual page has the flags of {verb}, and no other",
                  there == flags - {"-h", "--help"}, sorted(there ^ (flags - {"-h", "--help"})))
        there = set(bash(script, *words, "-"))
        check(f"bash completes the flags of pland {verb}, and no other", there == flags, sorted(there ^ flags))
        if shutil.which("fish"):
            there = {each for each in fish(f"{folder}/pland.fish", f"pland {verb} --".replace("  ", " "))}
            long = {flag for flag in flags if flag.startswith("--")}
            check(f"fish completes the flags of pland {verb}, and no other", there == long, sorted(there ^ long))
        zsh = pathlib.Path(f"{folder}/_pland").read_text(encoding="utf-8")
        body = re.search(rf"^{'_'.join(('_pland', *words))}\(\) {{$(.*?)^}}$", zsh, re.M | re.S)
        there = set(re.findall(r"^ +'(?:\([^)]*\))?\*?(-[\w-]+)", body[1] if body else "", re.M))
        check(f"zsh completes the flags of pland {verb}, and no other", there == flags, sorted(there ^ flags))

    verbs = [words[0] for words in expected if len(words) == 1]
    for what, words, wanted in [
            ("verbs", [""], verbs),
            ("the beginning of a verb", ["che"], ["check"]),
            ("verbs below a verb", ["kinds", ""], ["show", "infer"]),
            ("choices of a flag", ["check", "--format", "sa"], ["sarif"]),
            ("choices behind an equals sign", ["check", "--time", "=", "en"], ["enforce"]),
            ("choices right behind an equals sign", ["check", "--color", "="], ["auto", "always", "never"]),
            ("rules", ["rule", "broken-anc"], ["broken-anchor"]),
            ("kinds below a verb of a verb", ["kinds", "show", "road"], ["roadmap"]),
            ("the second rule of a list", ["check", "--select", "links,broken-anc"], ["links,broken-anchor"]),
            ("nothing for a day", ["check", "--today", ""], []),
            ("files", ["check", f"{folder}/pland.f"], [f"{folder}/pland.fish"]),
    ]:
        there = bash(script, *words)
        check(f"bash completes {what}", there == wanted, there)
    if shutil.which("fish"):
        for what, line, wanted in [("verbs", "pland ", sorted(verbs)),
                                   ("choices of a flag", "pland check --format sa", ["sarif"]),
                                   ("choices behind an equals sign", "pland check --time=en", ["--time=enforce"]),
                                   ("kinds below a verb of a verb", "pland kinds show road", ["roadmap"]),
                                   ("the second rule of a list", "pland check --select links,broken-anc",
                                    ["links,broken-anchor"])]:
            there = fish(f"{folder}/pland.fish", line)
            check(f"fish completes {what}", there == wanted, there)
    for shell in TERMINALS:
        if shutil.which(shell):
            tabs(shell, folder, verbs)
    if shutil.which("zsh"):
        bad = subprocess.run(["zsh", "-n", f"{folder}/_pland"], capture_output=True, text=True)
        check("zsh takes its completion", bad.returncode == 0, bad.stderr)
    if shutil.which("groff"):
        told = subprocess.run(["groff", "-man", "-ww", "-Tutf8", page_file], capture_output=True, text=True)
        check("groff takes the manual page without a warning", not told.stderr, told.stderr)

sys.exit(failed != 0)
