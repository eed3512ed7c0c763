import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { after, test } from "node:test";
import { ask, findProgram, NoProgram } from "../src/program";

const scratch = mkdtempSync(join(tmpdir(), "pland-program-"));
after(() => rmSync(scratch, { recursive: true }));

function program(...names: string[]): string {
  const file = join(scratch, ...names);
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(file, "#!/bin/sh\n");
  chmodSync(file, 0o755);
  return file;
}

const brought = program("extension", "server", "pland");
const onPath = program("bin", "pland");
const named = program("own", "my-pland");
const places = (changes: Partial<Parameters<typeof findProgram>[0]>) => ({
  setting: undefined,
  extension: join(scratch, "extension"),
  PATH: join(scratch, "bin"),
  platform: "linux" as const,
  ...changes,
});

test("the setting wins, then what the extension brings, then PATH", async () => {
  assert.deepEqual(await findProgram(places({ setting: named })), { path: named, from: "setting" });
  assert.deepEqual(await findProgram(places({})), { path: brought, from: "extension" });
  const bare = places({ extension: join(scratch, "none") });
  assert.deepEqual(await findProgram(bare), { path: onPath, from: "PATH" });
});

test("a setting that cannot be used is said, not passed over", async () => {
  await assert.rejects(findProgram(places({ setting: "own/my-pland" })), /absolute path/);
  await assert.rejects(findProgram(places({ setting: join(scratch, "no") })), /names no program/);
  await assert.rejects(findProgram(places({ setting: scratch })), /names no program/);
});

test("folders of PATH that are not absolute are no place to look", async () => {
  const before = process.cwd();
  process.chdir(scratch);
  try {
    const PATH = ["", ".", "bin"].join(delimiter);
    await assert.rejects(findProgram(places({ extension: "/none", PATH })), NoProgram);
  } finally {
    process.chdir(before);
  }
});

test("a folder is no program, wherever it has the name of one", async () => {
  mkdirSync(join(scratch, "folders", "server", "pland"), { recursive: true });
  mkdirSync(join(scratch, "folders", "pland"));
  const PATH = [join(scratch, "folders"), join(scratch, "bin")].join(delimiter);
  const found = await findProgram(places({ extension: join(scratch, "folders"), PATH }));
  assert.deepEqual(found, { path: onPath, from: "PATH" });
});

test("a verb that fails says what the program said", async () => {
  writeFileSync(named, "#!/bin/sh\necho out\necho 'pland: no such kind' >&2\nexit 2\n");
  await assert.rejects(ask(named, [], scratch), { message: "no such kind" });
  writeFileSync(named, "#!/bin/sh\necho out\n");
  assert.equal(await ask(named, [], scratch), "out\n");
});
