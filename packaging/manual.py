#!/usr/bin/env python3
"""Writes the manual page pland(1): manual.py PLAND PAGE. Verbs and flags are those of `--help`; what
a page needs besides is here."""
import re
import sys

import commands

BEHIND = r"""
.SH EXIT STATUS
.TP
.B 0
Nothing was found at or above the threshold, or what was asked for is done.
.TP
.B 1
Findings, or something that
.B \-\-diff
would change.
.TP
.B 2
It could not be done: flags, configuration, a file that cannot be read or written. Stderr says which.
.PP
.B pland hook
ends as the agent that runs it expects; its own help says how.
.SH ENVIRONMENT
.TP
.B PLAND_TODAY
The day to take for today, YYYY-MM-DD.
.TP
.BR NO_COLOR ", " CLICOLOR_FORCE
No colours, or colours although stdout is no terminal.
.SH FILES
.TP
.BR pland.toml ", " .pland.toml ", " .config/pland.toml
The configuration: the nearest one at or above a document holds for it.
.B pland init
writes one with comments.
.SH EXAMPLES
.nf
pland check docs \-\-format json
pland fix \-\-diff
pland new roadmap
pland rule missing\-metrics
.fi
"""


def roff(text):
    text = text.replace("\\", "\\e").replace("-", "\\-")
    text = re.sub(r"`([^`]+)`", r"\\fB\1\\fR", text)
    # A line that begins with one of these would be a request.
    return re.sub(r"^([.'])", r"\\&\1", text, flags=re.M)


def flag_item(flag):
    names = ", ".join(f"\\fB{roff(name)}\\fR" for name in flag.names)
    value = f" \\fI{roff(flag.value)}\\fR" if flag.value else ""
    return f".TP\n{names}{value}\n{roff(flag.says)}\n"


def page(root, version):
    out = [f'.TH PLAND 1 "" "{version}" "User Commands"\n'
           f".SH NAME\npland \\- language server and checker for planning Markdown\n"
           f".SH SYNOPSIS\n"]
    for verb in root.walk():
        if verb.words and (not verb.verbs or "[SUBCOMMAND]" in verb.usage):
            name = "pland " + " ".join(verb.words)
            out.append(f".br\n.B {roff(name)}\n{roff(verb.usage[len(name):].strip())}\n")
    out.append(f".SH DESCRIPTION\n{roff(root.says)}.\n.SH OPTIONS\n")
    out += [flag_item(flag) for flag in root.flags]
    out.append(".SH VERBS\n")
    for verb in root.walk():
        if not verb.words:
            continue
        out.append(f".SS {roff('pland ' + ' '.join(verb.words))}\n{roff(verb.says)}.\n")
        out += [f".TP\n.I {roff(each.name)}\n{roff(each.says)}\n" for each in verb.positionals]
        out += [flag_item(flag) for flag in verb.flags if "--help" not in flag.names]
    return "".join(out) + BEHIND.lstrip("\n")


if __name__ == "__main__":
    program, place = sys.argv[1:]
    text = page(commands.read(program), commands.run(program, "--version").strip())
    with open(place, "w", encoding="utf-8") as file:
        file.write(text)
