"""The editor, `check` and every report agree, finding for finding; SARIF is what its schema says; what
the actions for CI run is what the program has."""

import json
import os
import pathlib
import re
import subprocess
import tempfile
import urllib.parse
import xml.etree.ElementTree as xml

from client import BINARY, TODAY, Client, Folder, Wrong

ROOT = pathlib.Path(__file__).resolve().parents[2]
LEVELS = {1: "error", 2: "warning", 3: "information", 4: "hint"}

# A bit of everything: columns behind wide characters, a byte order mark, related places, entities, fixes of
# all kinds, characters that formats have to escape.
FILES = {
    ".git/HEAD": "",
    "ROADMAP.md": "# Roadmap - Tidewatch\n\n## 🌊 Vision & <aims>\n\nSee [the \"plan\"](PLAN.md#nothing), [a|b](gone.md).\n\n"
                  "### Q2 2027 (Jul - Sep): Twenty harbours\n\n**Key Initiatives**:\n\n1. **Gauges 潮位**: [x](gone,1%25.md)\n\n"
                  "**Success Metrics**:\n\n- Better forecasts\n",
    "PLAN.md": "\ufeff# Plan\r\n\r\n- [ ] one\r\n- [] 船 two\r\n- [x] done\r\n\r\nBy 2027-02-30, \U0001f6a2 [x](#Plan-).\r\n",
    "docs/größe & co.md": "# Größe\n\n<!-- pland-ignore-next-line mojibake -->\nFine.\n\n- [ ] ✅ Row\n",
}


def check(folder, *arguments, code=1):
    ran = subprocess.run([BINARY, "check", "--today", TODAY, "--time", "enforce", "--min-severity", "hint", *arguments],
                         cwd=folder.path, capture_output=True, stdin=subprocess.DEVNULL, timeout=60)
    if ran.returncode != code or ran.stderr:
        raise Wrong(f"check {arguments} ended with {ran.returncode}: {ran.stderr.decode()}")
    return ran.stdout.decode()


def from_editor(folder, names):
    """(file, line, column, severity, rule, message) of each diagnostic, columns in code points."""
    found = []
    with Client() as client:
        client.initialize(folder, options={"today": TODAY})
        client.indexed()
        for name in names:
            client.open(folder.uri(name), (folder.path / name).read_bytes().decode())
        for name in names:
            lines = re.split(r"\r\n|\r|\n", (folder.path / name).read_bytes().decode())
            for item in client.findings(folder.uri(name)):
                start = item["range"]["start"]
                units = lines[start["line"]].encode("utf-16-le")[:2 * start["character"]].decode("utf-16-le")
                column = len(units.removeprefix("\ufeff") if start["line"] == 0 else units) + 1
                found.append((name, start["line"] + 1, column, LEVELS[item["severity"]], item["code"], item["message"]))
        client.end()
    return sorted(found)


def low(severity):
    return severity if severity in ("error", "warning") else "low"


def from_json(text):
    return [(each["file"], each["range"]["start"]["line"], each["range"]["start"]["column"], each["severity"],
             each["rule"], each["message"]) for each in json.loads(text)["findings"]]


def from_jsonl(text):
    return from_json(json.dumps({"findings": [json.loads(line) for line in text.splitlines()]}))


def from_sarif(text):
    run = json.loads(text)["runs"][0]
    for result in run["results"]:
        place = result["locations"][0]["physicalLocation"]
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        yield (urllib.parse.unquote(place["artifactLocation"]["uri"]), place["region"]["startLine"],
               place["region"]["startColumn"], result["level"], result["ruleId"], result["message"]["text"])


def from_gitlab(text):
    for each in json.loads(text):
        yield (each["location"]["path"], each["location"]["lines"]["begin"], None,
               {"major": "error", "minor": "warning"}.get(each["severity"], "low"), each["check_name"], each["description"])


def from_rdjson(text, folder):
    for each in json.loads(text)["diagnostics"]:
        start = each["location"]["range"]["start"]
        line = (folder.path / each["location"]["path"]).read_bytes().split(b"\n")[start["line"] - 1]
        column = len(line[:start["column"] - 1].decode().removeprefix("\ufeff")) + 1
        yield (each["location"]["path"], start["line"], column, each["severity"].lower(), each["code"]["value"], each["message"])


def from_checkstyle(text):
    for file in xml.fromstring(text.encode()):
        for each in file:
            yield (file.get("name"), int(each.get("line")), int(each.get("column")), each.get("severity"),
                   each.get("source").split(".")[-1], each.get("message"))


def from_junit(text):
    for case in xml.fromstring(text.encode()).iter("testcase"):
        rule, line, column = re.fullmatch(r"(.*) \((\d+):(\d+)\)", case.get("name")).groups()
        failure = case.find("failure")
        said = failure.text if failure is not None else case.find("system-out").text
        level, message = re.fullmatch(r".*?:\d+:\d+: (\w+): (.*)", said, re.DOTALL).groups()
        yield (case.get("classname"), int(line), int(column), level, rule, message)


def from_github(text):
    def plain(value):
        for code, char in (("%2C", ","), ("%3A", ":"), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%")):
            value = value.replace(code, char)
        return value
    for line in text.splitlines():
        level, properties, message = re.fullmatch(r"::(\w+) (.*?)::(.*)", line).groups()
        values = {key: plain(value) for key, value in (each.split("=", 1) for each in properties.split(","))}
        yield (values["file"], int(values["line"]), int(values["col"]) if "col" in values else None, level,
               values["title"], plain(message))


def from_human(text):
    for level, rule, message, file, line, column in re.findall(
            r"^(error|warning|information|hint)\[([\w-]+)\]: (.*)\n +╭─\[(.*):(\d+):(\d+)\]$", text, re.MULTILINE):
        yield (file, int(line), int(column), level, rule, message)


def assert_same(what, got, expected, columns=True):
    def plain(findings):
        return sorted((file, line, column if columns else None, low(level), rule, message)
                      for file, line, column, level, rule, message in findings)
    got, expected = plain(got), plain(expected)
    if got != expected:
        raise Wrong(f"{what} differs:\n" + "\n".join(
            [f"+ {each}" for each in got if each not in expected] + [f"- {each}" for each in expected if each not in got]))


def assert_all_agree(folder, names):
    editor = from_editor(folder, names)
    exact = sorted(from_json(check(folder, "--format", "json")))
    assert exact == editor, "\n".join(f"{a}\n{b}" for a, b in zip(exact, editor) if a != b)
    for format, read in (("jsonl", from_jsonl), ("sarif", from_sarif), ("checkstyle", from_checkstyle),
                         ("junit", from_junit), ("human", from_human), ("rdjson", lambda text: from_rdjson(text, folder))):
        assert_same(format, read(check(folder, "--format", format)), editor)
    assert_same("gitlab", from_gitlab(check(folder, "--format", "gitlab")), editor, columns=False)
    github = list(from_github(check(folder, "--format", "github")))
    assert_same("github", github, editor, columns=all(each[2] for each in github))
    return editor


def test_the_editor_and_every_report_agree():
    with Folder(FILES) as folder:
        found = assert_all_agree(folder, [name for name in FILES if name.endswith(".md")])
        assert len({each[4] for each in found}) >= 6, found
        assert {each[3] for each in found} >= {"error", "warning"}, found


def test_the_editor_and_every_report_agree_on_the_examples():
    names = sorted(path.relative_to(ROOT / "examples").as_posix() for path in (ROOT / "examples").rglob("*.md"))
    with Folder({name: (ROOT / "examples" / name).read_bytes() for name in names}) as folder:
        folder.write(".git/HEAD", "")
        assert len(assert_all_agree(folder, names)) >= 7


def test_what_check_calls_fixable_is_what_fix_makes():
    with Folder(FILES) as folder:
        report = json.loads(check(folder, "--format", "json"))
        safe = [each for each in report["findings"] if any(fix["safe"] for fix in each["fixes"])]
        assert report["summary"]["fixable"] == len(safe) > 2
        ran = subprocess.run([BINARY, "fix", "--today", TODAY], cwd=folder.path, capture_output=True, timeout=60)
        assert ran.returncode == 1 and not ran.stderr, ran
        assert f"Fixed {len(safe)} findings" in ran.stdout.decode(), ran.stdout.decode()
        assert json.loads(check(folder, "--format", "json"))["summary"]["fixable"] == 0


def test_sarif_is_what_its_schema_says():
    silenced = {"a.md": "<!-- pland-ignore-next-line broken-file-link -- it comes -->\n[x](gone.md)\n"}
    with Folder(FILES) as folder, Folder({"a.md": "# Fine\n"}) as clean, Folder(silenced) as silent:
        suppressed = check(silent, "--format", "sarif", code=0)
        assert '"suppressions":[{"kind":"inSource","justification":"it comes"}]' in suppressed, suppressed
        for text in (suppressed, check(folder, "--format", "sarif"), check(clean, "--format", "sarif", code=0)):
            ran = subprocess.run(["node", ROOT / "tests" / "sarif.mjs"], input=text.encode(), capture_output=True, timeout=60)
            if ran.returncode != 0:
                raise Wrong(f"{ran.stdout.decode()}{ran.stderr.decode()} (`npm ci` in tests/ installs the schema)")
        # It must be able to fail.
        wrong = text.replace('"version":"2.1.0"', '"version":"2.0.0"', 1)
        assert subprocess.run(["node", ROOT / "tests" / "sarif.mjs"], input=wrong.encode(), capture_output=True).returncode == 1


def test_fingerprints_stay_while_lines_move():
    def fingerprints(folder):
        run = json.loads(check(folder, "--format", "sarif"))["runs"][0]
        return sorted(each["partialFingerprints"]["primaryLocationLineHash"] for each in run["results"])
    with Folder(FILES) as folder:
        before = fingerprints(folder)
        assert len(set(before)) == len(before) > 5
        for name, text in FILES.items():
            if name.endswith(".md"):
                head, rest = text.split("\n", 1)
                folder.write(name, f"{head}\n\nA word about the harbour.\n{rest}")
        assert fingerprints(folder) == before


def script_of(action, name):
    """The `run: |` block of a step of the action."""
    lines = action.split(f"- name: {name}\n", 1)[1].split("run: |\n", 1)[1].split("\n")
    block = []
    for line in lines:
        if line.strip() and not line.startswith(" " * 8):
            break
        block.append(line[8:])
    return "\n".join(block)


def test_the_action_checks_what_it_is_told_to():
    action = (ROOT / "action.yml").read_text(encoding="utf-8")
    with Folder({"a.md": "[x](gone.md)\n", "docs of/b.md": "[x](gone.md)\n- [ ] x\n- [] y\n", "page": ""}) as folder:
        def run(**inputs):
            env = {**os.environ, "PLAND": BINARY, "PATHS": "", "SINCE": "", "ARGUMENTS": "", "SARIF_FILE": "",
                   "GITHUB_STEP_SUMMARY": str(folder.path / "page"), **inputs}
            return subprocess.run(["bash", "-eo", "pipefail", "-c", script_of(action, "Check the plans")], cwd=folder.path,
                                  env=env, capture_output=True, timeout=60)
        ran = run()
        assert ran.returncode == 1 and ran.stdout.count(b"::error file=") == 2, ran
        ran = run(PATHS="docs of\n\n", ARGUMENTS="--select\nlinks\n", SARIF_FILE="out.sarif")
        assert ran.returncode == 1 and ran.stdout.startswith(b"::error file=docs of/b.md,"), ran
        assert len(json.loads((folder.path / "out.sarif").read_text())["runs"][0]["results"]) == 1
        ran = run(SINCE="HEAD")
        assert ran.returncode == 2 and b"Git repository" in ran.stderr, ran
        output = folder.path / "output"
        with tempfile.TemporaryDirectory() as temporary:
            env = {**os.environ, "GITHUB_OUTPUT": str(output), "RUNNER_TEMP": temporary, "GITHUB_ACTION_PATH": str(ROOT / "editors")}
            subprocess.run(["bash", "-eo", "pipefail", "-c", script_of(action, "Look for pland")], env=env, check=True, timeout=60)
        assert re.search(r"^(program=/.*pland|built=.*\nsources=[0-9a-f]{64})$", output.read_text(), re.MULTILINE), output.read_text()


def test_the_hooks_run_what_they_say():
    hooks = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    entries = dict(re.findall(r"^- id: (\S+)\n(?:  .*\n)*?  entry: pland (.*)$", hooks, re.MULTILINE))
    assert set(entries) == {"pland-check", "pland-fix"}, entries
    with Folder({"a.md": "- [ ] x\n- [] y\n", "b.md": "- [ ] x\n- [] y\n"}) as folder:
        def run(hook):
            return subprocess.run([BINARY, *entries[hook].split(), "a.md"], cwd=folder.path, capture_output=True, timeout=60)
        ran = run("pland-check")
        assert ran.returncode == 1 and b"a.md:2:3" in ran.stdout and b"b.md" not in ran.stdout, ran
        assert run("pland-fix").returncode == 0
        assert (folder.path / "a.md").read_text() == "- [ ] x\n- [ ] y\n"
        assert (folder.path / "b.md").read_text() == "- [ ] x\n- [] y\n"
