"""`pland hook`: what a coding agent hears of the plan that it just edited."""

import json
import pathlib
import subprocess

from client import BINARY, Folder, TODAY

FILES = {
    "ROADMAP.md": "# Roadmap\n\nSee [the plan](docs/PLAN.md#nwo).\n\n- [] one\n- [ ] two\n",
    "docs/PLAN.md": "# Plan\n\n## Now\n\nWords.\n", "docs/bad.md": "[x](gone.md)\n", "code.py": "x = 1\n",
    "vendor/x.md": "[x](gone.md)\n", "pland.toml": "exclude = [\"vendor/\"]\n", ".git/HEAD": "ref: refs/heads/main\n",
}


def event(folder, path, **more):
    return {"session_id": "1", "hook_event_name": "PostToolUse", "tool_name": "Edit", "cwd": str(folder.path),
            "tool_input": {"file_path": path, "old_string": "a", "new_string": "b"}, **more}


def hook(folder, sent, *arguments, cwd=None):
    text = sent if isinstance(sent, (str, bytes)) else json.dumps(sent)
    text = text if isinstance(text, bytes) else text.encode()
    run = subprocess.run([BINARY, "hook", *arguments, "--today", TODAY], cwd=cwd or "/", input=text,
                         capture_output=True, check=False)
    assert not run.stdout, run
    return run.returncode, run.stderr.decode()


def test_findings_go_back_to_the_agent():
    with Folder(FILES) as folder:
        for path in (str(folder.path / "ROADMAP.md"), "ROADMAP.md"):
            code, said = hook(folder, event(folder, path))
            assert code == 2, said
            assert said.startswith("pland found 2 problems in ROADMAP.md:\n  line 3: error: "), said
            assert "[broken-anchor]" in said and "#now" in said and "line 5: " in said, said
            assert "    possible fix: Link to #now\n" in said and "    fix: Write [ ]\n" in said, said
            assert "`pland fix ROADMAP.md`" in said, said
        code, said = hook(folder, event(folder, str(folder.path / "docs/bad.md"), cwd=str(folder.path / "docs")))
        assert code == 2 and said.startswith("pland found 1 problem in bad.md:\n"), said
        assert hook(folder, event(folder, "ROADMAP.md"), "--format", "claude")[0] == 2


def test_the_documentation_shows_what_it_says():
    root = pathlib.Path(__file__).parents[2]
    run = subprocess.run([BINARY, "hook", "--today", TODAY], capture_output=True, check=False, encoding="utf-8",
                         input=json.dumps({"cwd": str(root / "examples"), "tool_input": {"file_path": "ROADMAP.md"}}))
    assert run.returncode == 2 and f"```\n{run.stderr}```\n" in (root / "docs/agents.md").read_text(encoding="utf-8"), run


def test_silent_where_there_is_nothing_to_say():
    with Folder(FILES) as folder:
        for sent in (event(folder, "docs/PLAN.md"), event(folder, "code.py"), event(folder, "gone.md"),
                     event(folder, "vendor/x.md"), event(folder, ".git/x.md"),
                     event(folder, "ROADMAP.md", tool_input={"command": "ls"}, tool_name="Bash")):
            assert hook(folder, sent) == (0, ""), sent
        # What an overdue review says depends on today alone.
        folder.write("ROADMAP.md", "# Roadmap\n\n## Strategic Decisions\n\n### Decision 1: Stay\n\n**Decision**: Yes."
                                   "\n\n**Rationale**: So.\n\n**Review Date**: 2026-01-15\n")
        assert hook(folder, event(folder, "ROADMAP.md")) == (0, "")


def test_what_is_no_event_is_told_to_the_user():
    with Folder(FILES) as folder:
        for sent, what in (("", "no JSON"), ("{", "no JSON"), (b"\xff\xfe{}", "no JSON"), ("[]", "expected object at event"),
                           ({}, "expected object at event.tool_input"), ({"tool_input": 1}, "event.tool_input, got"),
                           ({"tool_input": {"file_path": 7}}, "expected string at event.tool_input.file_path"),
                           ({"tool_input": {"file_path": "a.md"}, "cwd": []}, "expected string at event.cwd")):
            code, said = hook(folder, sent)
            assert code == 1 and what in said and said.startswith("pland: ") and said.count("\n") == 1, (sent, code, said)
        folder.write("ROADMAP.md", b"# Road\xffmap\n")
        code, said = hook(folder, event(folder, "ROADMAP.md"))
        assert code == 1 and "ROADMAP.md" in said and "UTF-8" in said, said
        folder.write("ROADMAP.md", FILES["ROADMAP.md"])
        folder.write("pland.toml", "exclude = [")
        code, said = hook(folder, event(folder, "ROADMAP.md"))
        assert code == 1 and "pland.toml" in said, said


def test_many_findings_are_not_all_told():
    with Folder({"ROADMAP.md": "# R\n\n" + "".join(f"[x](gone{i}.md)\n\n" for i in range(50))}) as folder:
        code, said = hook(folder, event(folder, "ROADMAP.md"))
        assert code == 2 and said.startswith("pland found 50 problems"), said
        assert said.count("\n  line ") == 20 and "and 30 more" in said, said
