#!/usr/bin/env python3
"""Holds docs/comparison.md against the tests. Below each table of servers stands a list, `- Row: `test`,
`test``: every row where pland says yes or partly is in it, nothing else is, and each test exists as a
case of doctest (`room:name`, as CTest lists it) or as a function of tests/wire (`wire/file: name`).

Not here: whether a test asserts what its row says, and what is said of others. People see to that."""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "comparison.md"
COLUMNS = ["", "pland", "VS Code", "marksman", "markdown-oxide", "rumdl", "IWE"]

CASE = re.compile(r'\bTEST_CASE\(\s*((?:"(?:[^"\\]|\\.)*"\s*)+)\)')
STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')


def tests():
    """The names of all tests, as the page writes them."""
    out = set()
    for path in ROOT.glob("tests/*/*_test.cpp"):
        for literals in CASE.findall(path.read_text(encoding="utf-8")):
            name = "".join(STRING.findall(literals))
            out.add(f"{path.parent.name}:" + re.sub(r"\\(.)", r"\1", name))
    for path in ROOT.glob("tests/wire/test_*.py"):
        for name in re.findall(r"^def test_(\w+)\(", path.read_text(encoding="utf-8"), re.MULTILINE):
            out.add(f"wire/{path.stem[5:]}: {name.replace('_', ' ')}")
    return out


def cells(line):
    return [cell.strip() for cell in line.strip().strip("|").split("|")] if line.startswith("|") else None


def faults(lines, known):
    """(line, what is wrong) of the page."""
    wanted, seen, tables = {}, set(), 0  # of the last table: rows that need a test; rows that have one
    in_table = False

    def left():
        return [(number, f"no test is named for {row!r}") for row, number in wanted.items() if row not in seen]

    for number, line in enumerate(lines, 1):
        row = cells(line)
        if row == COLUMNS:
            yield from left()
            wanted, seen, in_table = {}, set(), True
            tables += 1
        elif row is None:
            in_table = False
        elif in_table and not re.fullmatch(r"[-|]+", line):
            if len(row) != len(COLUMNS):
                yield number, f"{len(row)} cells instead of {len(COLUMNS)}"
                continue
            for cell in row[1:]:
                if not re.match(r"(yes|partly|no)\b|\?$", cell):
                    yield number, f"neither yes, partly, no nor ?: {cell!r}"
            if not row[1].startswith("no"):
                wanted[row[0]] = number
        if not tables or not line.startswith("- "):
            continue
        name = next((each for each in wanted if line.startswith(f"- {each}: `")), None)
        if name is None:
            yield number, f"no row of the table above, or one where pland says no: {line!r}"
            continue
        seen.add(name)
        for test in re.findall(r"`([^`]*)`", line[len(name) + 3 :]):
            if test not in known:
                yield number, f"there is no test {test!r}"
    yield from left()
    if not tables:
        yield 1, "there is no table of servers"


def main():
    known = tests()
    found = list(faults(PAGE.read_text(encoding="utf-8").splitlines(), known))
    for number, what in found:
        print(f"docs/comparison.md:{number}: {what}")
    print(f"{len(known)} tests known, {len(found)} faults")
    sys.exit(1 if found else 0)


main()
