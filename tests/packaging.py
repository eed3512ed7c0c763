#!/usr/bin/env python3
"""Holds the manual page and the completions against `pland --help`, and completes a few words in
the shells that are here: packaging.py PLAND. What is expected is read from the help anew, without
the parser that the page and the completions are made with. A line for each check."""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

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
    if shutil.which("zsh"):
        bad = subprocess.run(["zsh", "-n", f"{folder}/_pland"], capture_output=True, text=True)
        check("zsh takes its completion", bad.returncode == 0, bad.stderr)
    if shutil.which("groff"):
        told = subprocess.run(["groff", "-man", "-ww", "-Tutf8", page_file], capture_output=True, text=True)
        check("groff takes the manual page without a warning", not told.stderr, told.stderr)

sys.exit(failed != 0)
