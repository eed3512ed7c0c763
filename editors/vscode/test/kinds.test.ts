import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { kindsOf, writtenTo } from "../src/kinds";

test("the table of kinds is read, its notes are not", () => {
  const printed = [
    "proposal  Proposal      proposals/*.md",
    "          from docs/proposal.md",
    "roadmap   Road Map      roadmap.md *roadmap*.md",
    "",
    "`pland kinds show NAME` prints a kind's template.",
  ].join("\n");
  assert.deepEqual(kindsOf(printed), [
    { name: "proposal", title: "Proposal", files: "proposals/*.md" },
    { name: "roadmap", title: "Road Map", files: "roadmap.md *roadmap*.md" },
  ]);
});

// The two texts above and below are the program's: held against the program itself.
const binary = process.env["PLAND_BINARY"];
test("the program prints both in this form", { skip: !binary }, () => {
  const folder = mkdtempSync(join(tmpdir(), "pland-kinds-"));
  try {
    const names = kindsOf(execFileSync(binary!, ["kinds"], { cwd: folder, encoding: "utf8" }));
    assert.deepEqual(names.map((kind) => kind.name).sort(), [
      "changelog",
      "decision",
      "guide",
      "okr",
      "plan",
      "roadmap",
    ]);
    const made = execFileSync(binary!, ["new", "roadmap"], { cwd: folder, encoding: "utf8" });
    assert.equal(writtenTo(made), "ROADMAP.md");
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("what was written is found in what is printed", () => {
  assert.equal(
    writtenTo("Wrote docs/My plan.md; what stands in brackets is for you to fill in.\n"),
    "docs/My plan.md",
  );
  assert.equal(writtenTo("Something else\n"), undefined);
});
