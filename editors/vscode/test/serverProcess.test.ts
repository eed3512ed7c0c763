import assert from "node:assert/strict";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { ServerProcess } from "../src/serverProcess";

const scratch = mkdtempSync(join(tmpdir(), "pland-process-"));
after(() => rmSync(scratch, { recursive: true }));

function script(name: string, text: string): ServerProcess {
  const file = join(scratch, name);
  writeFileSync(file, `#!/bin/sh\n${text}\n`);
  chmodSync(file, 0o755);
  return new ServerProcess(file, [], scratch);
}

test("a program that cannot be run rejects", async () => {
  await assert.rejects(new ServerProcess(join(scratch, "none"), [], scratch).start(), /ENOENT/);
});

test("a wrapper that hangs is ended, and its pipes with it though a child still holds them", async () => {
  const hanging = script("wrapper", "sleep 5 &\nsleep 5");
  const child = await hanging.start();
  const closed = [once(child.stdout, "close"), once(child, "exit")];
  hanging.end();
  await Promise.all(closed);
  assert.equal(child.signalCode, "SIGKILL");
});

test("one that ends by itself is let, one that does not is ended", async () => {
  const quick = script("quick", "read line\nexit 3");
  const child = await quick.start();
  child.stdin.end("bye\n");
  await quick.endWithin(10_000);
  assert.equal(child.exitCode, 3);
  await quick.endWithin(10_000);

  const slow = script("slow", "exec sleep 60");
  const other = await slow.start();
  await slow.endWithin(50);
  assert.equal(other.signalCode, "SIGKILL");
});
