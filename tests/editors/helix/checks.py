"""Drives pland in Helix as a person does: COMMAND... starts Helix, which finds editors/helix/languages.toml as its own."""

import os
import re
import shutil
import subprocess
import sys

here = os.path.dirname(os.path.realpath(__file__))
sys.path.insert(0, os.path.dirname(here))

import terminal  # noqa: E402

command = sys.argv[1:]
version = re.search(r"helix ([\d.]+)", subprocess.run([*command, "--version"], capture_output=True, text=True,
                                                     check=True).stdout).group(1)
checks = terminal.Checks(f"Helix {version}")
folder = terminal.copy_of_examples()
home = os.path.join(folder, ".home")
os.makedirs(os.path.join(home, "helix"))
shutil.copy(os.path.join(os.environ["PLAND_CHECKOUT"], "editors/helix/languages.toml"), os.path.join(home, "helix"))


def helix(steps):
    """Opens the roadmap, waits for its findings, and takes the steps, in a Helix of their own."""
    editor = terminal.Terminal([*command, "ROADMAP.md"], folder,
                               {"HOME": home, "XDG_CONFIG_HOME": home, "XDG_CACHE_HOME": home, "TERM": "xterm-256color"})
    # The mark of a finding, in the margin of its line.
    editor.await_screen(r"^● +9 ", patience=30)
    try:
        steps(editor)
    finally:
        editor.end()


def on(editor, line, words):
    """Puts the cursor on the first place of these words from a line on."""
    editor.type(f"{line - 1}G/{re.escape(words)}")
    editor.keys("Enter")


def findings(editor):
    on(editor, 9, "-documentation")
    checks.shows(editor, "a finding appears, with its rule, on the cursor's line", r"has no heading(.*\n)+.*\(broken-anchor\)")


def hover(editor):
    on(editor, 7, "OKRS.md)")
    editor.type(" k")
    checks.shows(editor, "hover tells of a link's target", r"2 objectives · 5 key results")


def definition(editor):
    on(editor, 7, "OKRS.md)")
    editor.type("gd")
    checks.shows(editor, "go to definition opens the linked plan", r"# OKRs - Q1 2027")


def references(editor):
    # While the server still reads the folder, it knows only some; who misses one asks again.
    for _ in range(5):
        editor.type("54Ggr")
        if editor.await_screen(r"PROJECT_PLAN.md:21", patience=4):
            break
        editor.keys("Escape")
    checks.shows(editor, "references of a heading are listed across files", r"PROJECT_PLAN.md:21", patience=1)


def symbols(editor):
    editor.type(" s")
    checks.shows(editor, "the symbols are the plan's own kinds", r"namespace Theme 1: Readings people trust")


def complete_link(editor):
    on(editor, 15, "This roadmap says")
    editor.type("O")
    # 25.01 sends edits that follow each other at once in the wrong order now and then.
    editor.type_slowly("[plan](PROJ")
    # The menu comes by itself; one that has gone again before it was read is asked for.
    for _ in range(3):
        if editor.await_screen(r"PROJECT_PLAN\.md +file", patience=5):
            editor.keys("C-n")
            if editor.await_screen(r"\[plan\]\(PROJECT_PLAN\.md", patience=5):
                break
        editor.keys("C-x")
    editor.keys("Enter")
    checks.shows(editor, "completion of a link", r"\[plan\]\(PROJECT_PLAN\.md\)")


def complete_section(editor):
    on(editor, 140, "## What We")
    editor.type("O")
    editor.type_slowly("### Dec")
    editor.await_screen(r"Decision 3: .*module")
    editor.keys("C-n")
    editor.await_screen(r"### Decision 3: ")
    editor.keys("Enter")
    checks.shows(editor, "completion of a section inserts all of its lines",
                 r"### Decision 3: (.*\n)+.*\*\*Decision\*\*: \[What")


def action(editor):
    on(editor, 87, "Jul - Sep")
    editor.type(" a")
    editor.await_screen("Write Apr - Jun")
    editor.keys("Enter")
    checks.shows(editor, "a code action repairs a finding", r"### Q2 2027 \(Apr - Jun\): Twenty")


def rename(editor):
    on(editor, 54, "Gauges that check")
    editor.type(" r")
    editor.await_screen("rename-to:")
    editor.keys("C-u")
    editor.type("Q4 2026 (Oct - Dec): Gauges that know")
    editor.keys("Enter")
    editor.await_screen(r"### Q4 2026 \(Oct - Dec\): Gauges that know")
    editor.type(":wa")
    editor.keys("Enter")
    editor.type(":open PROJECT_PLAN.md")
    editor.keys("Enter")
    checks.shows(editor, "rename changes the links in another plan", r"#q4-2026-oct---dec-gauges-that-know")


for steps in (findings, hover, definition, references, symbols, complete_link, complete_section, action, rename):
    helix(steps)
checks.end()
