"""Drives pland in Vim with ALE as a person does: COMMAND... starts Vim; examples/ are copied first."""

import os
import re
import subprocess
import sys

here = os.path.dirname(os.path.realpath(__file__))
sys.path.insert(0, os.path.dirname(here))

import terminal  # noqa: E402

command = sys.argv[1:]
version = re.search(r"IMproved (\d+\.\d+)", subprocess.run([*command, "--version"], capture_output=True, text=True,
                                                           check=True).stdout).group(1)
checks = terminal.Checks(f"Vim {version}, ALE")
folder = terminal.copy_of_examples()


def vim(file, steps):
    """Opens a file, waits for its findings, and takes the steps, in a Vim of their own."""
    editor = terminal.Terminal([*command, "-N", "-u", f"{here}/vimrc", "-i", "NONE", "-n", file], folder, {"HOME": folder})
    # A sign in the margin, `E` from ALE 4 on: it has heard of findings, so the server is there.
    editor.await_screen(r"^(>>|E )", patience=30)
    try:
        steps(editor)
    finally:
        editor.end()


def on(editor, words, row=1):
    """Puts the cursor on the first place of these words."""
    editor.type(f":call cursor({row}, 1) | call search('\\V{words}', 'cW')\r")


def findings(editor):
    on(editor, "CLAUDE.md#")
    checks.shows(editor, "a finding appears where it belongs, and its message beside the cursor",
                 r"^(>>|E )- \*\*Working on the code.*has no heading")
    on(editor, "Better forecasts")
    checks.shows(editor, "a finding that waits for a person has its sign too", r"^(--|W )- Better forecasts")


def hover(editor):
    on(editor, "OKRS.md)")
    editor.type(":ALEHover\r")
    checks.shows(editor, "hover tells of a link's target", r"^2 objectives · 5 key results")


def definition(editor):
    on(editor, "OKRS.md)")
    editor.type(":ALEGoToDefinition\r")
    checks.shows(editor, "go to definition opens the linked plan", r"^ *# OKRs - Q1 2027")


def asks(editor, what, command, pattern):
    """Gives a command until its list shows a pattern: while the server still reads the folder, it knows only some."""
    for _ in range(5):
        editor.type(command)
        editor.await_screen("ALEPreviewWindow")
        editor.type("gg")
        if editor.await_screen(pattern, patience=4):
            break
        editor.type("q")
    checks.shows(editor, what, pattern, patience=1)


def references(editor):
    on(editor, "### Q4 2026")
    asks(editor, "references of a heading are listed across files", ":ALEFindReferences\r",
         r"PROJECT_PLAN.md:\d+:\d+")


def symbols(editor):
    asks(editor, "a symbol search looks into all plans", ":ALESymbolSearch dashboard\r",
         r"PROJECT_PLAN.md:\d+:\d+ .*Harbour dashboard")


def complete_link(editor):
    on(editor, "This roadmap says")
    editor.type("O[plan](PROJ")
    editor.keys("C-x", "C-o")
    editor.await_screen("Omni completion")
    editor.keys("C-y")
    checks.shows(editor, "completion of a link", r"^\W*\[plan\]\(PROJECT_PLAN\.md\)")


def complete_section(editor):
    on(editor, "## What We")
    editor.type("O### Dec")
    editor.keys("C-x", "C-o")
    editor.await_screen("Omni completion")
    editor.keys("C-y")
    checks.shows(editor, "completion of a section inserts all of its lines",
                 r"### Decision 3: (.*\n)+.*\*\*Decision\*\*: (.*\n)+.*\*\*Review Date\*\*: \[When")


def action(editor):
    on(editor, "Jul - Sep): Twenty")
    editor.type(":ALECodeAction\r")
    menu = editor.await_screen(r"(\d+)\) Write Apr - Jun")
    editor.type(f"{menu.group(1) if menu else 1}\r")
    checks.shows(editor, "a code action repairs a finding", r"### Q2 2027 \(Apr - Jun\): Twenty")


def rename(editor):
    on(editor, "Gauges that check")
    editor.type(":ALERename\r")
    editor.await_screen("New name:")
    editor.keys("C-u")
    editor.type("Q4 2026 (Oct - Dec): Gauges that know\r")
    editor.await_screen(r"### Q4 2026 \(Oct - Dec\): Gauges that know")
    editor.type(":wall\r:edit PROJECT_PLAN.md\r:call search('Strategic Alignment')\r")
    checks.shows(editor, "rename changes the links in another plan", r"#q4-2026-oct---dec-gauges-that-know")


for steps in (findings, hover, definition, references, symbols, complete_link, complete_section, action, rename):
    vim("ROADMAP.md", steps)
checks.end()
