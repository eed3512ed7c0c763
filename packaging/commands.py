"""What `pland --help` says, as one table: the verbs, their flags and what follows them.

The manual page and the completions of all shells are made of it, so none can know a flag that the
program has not, or miss one that it has.
"""
import os
import re
import subprocess
import tempfile
from dataclasses import dataclass, field

# Choices that the help puts in the middle of a sentence. `--format` lists its own at the beginning.
CHOICES = {
    "--color": ["auto", "always", "never"],
    "--min-severity": ["error", "warning", "information", "hint"],
    "--time": ["info", "enforce", "off"],
}


@dataclass
class Flag:
    names: list[str]  # "-q", "--quiet"
    value: str  # FILE, or "" where none follows
    says: str
    group: str  # Options, Input, …
    choices: list[str] = field(default_factory=list)


@dataclass
class Positional:
    name: str
    says: str
    repeats: bool
    choices: list[str] = field(default_factory=list)


@dataclass
class Verb:
    words: list[str]  # ["kinds", "show"]; none for the program itself
    says: str
    usage: str
    flags: list[Flag]
    positionals: list[Positional]
    verbs: list["Verb"]
    footer: str

    def walk(self):
        yield self
        for verb in self.verbs:
            yield from verb.walk()


def read(program):
    """The table of `program`, the path of a pland. Raises CalledProcessError if it cannot be run."""
    rules, groups = _rules(run(program, "rule"))
    kinds = [line.split()[0] for line in run(program, "kinds").splitlines()
             if line and line[0] not in " `"]
    known = {"rule NAME": rules + groups, "kinds show NAME": kinds, "new KIND": kinds,
             "RULES": rules + groups}
    return _verb(program, [], known)


def run(program, *arguments):
    """What `program` prints."""
    program = os.path.abspath(program)
    # Away from any configuration, whose kinds and rules are not everybody's.
    with tempfile.TemporaryDirectory() as nowhere:
        return subprocess.run([program, *arguments], cwd=nowhere, check=True,
                              stdout=subprocess.PIPE, encoding="utf-8").stdout


def _rules(text):
    rules = re.findall(r"^  (\S+)", text, re.M)
    groups = re.findall(r"^([a-z][\w-]*)$", text, re.M)
    return rules, groups


def _verb(program, words, known):
    lines = run(program, *words, "--help").splitlines()
    says = lines[0]
    usage = next(line for line in lines if line.startswith("Usage: "))[len("Usage: "):]
    flags, positionals, children, footer = [], [], [], []
    group, last = "", None
    for line in lines[lines.index("Usage: " + usage) + 1:]:
        if heading := re.fullmatch(r"(\w[\w ]*):", line):
            group, last = heading[1], None
        elif footer or (line and not line.startswith(" ")):
            footer.append(line)
        elif item := re.fullmatch(r"  (\S.*?)(?:\s{2,}(\S.*))?", line):
            last = [item[1], item[2] or ""]
            {"Positionals": positionals, "Subcommands": children}.get(group, flags).append(
                [group, last])
        elif line.strip() and last:
            last[1] = f"{last[1]} {line.strip()}".strip()
    return Verb(
        words, says, usage,
        [_flag(words, group, head, text, known) for group, (head, text) in flags],
        [_positional(words, head, text, usage, known) for _, (head, text) in positionals],
        [_verb(program, words + [head], known) for _, (head, _) in children],
        "\n".join(footer))


def _flag(words, group, head, text, known):
    names, _, value = head.partition(" ")
    flag = Flag(names.split(","), value, text, group)
    if value == "FORMAT":
        flag.choices = re.split(r", | or ", re.match(r"\w+(?:(?:, | or )\w+)*", text)[0])
    elif value == "RULES":
        flag.choices = known["RULES"]
    else:
        flag.choices = CHOICES.get(flag.names[-1], []) if value else []
    for choice in flag.choices:
        if value != "RULES" and not re.search(rf"\b{choice}\b", text):
            raise ValueError(f"pland {' '.join(words)} {head}: the help does not speak of {choice}")
    return flag


def _positional(words, head, text, usage, known):
    name = head.split()[0]
    return Positional(name, text, f"{name}..." in usage, known.get(" ".join(words + [name]), []))
