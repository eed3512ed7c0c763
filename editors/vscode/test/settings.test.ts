import assert from "node:assert/strict";
import { test } from "node:test";
import { needsRestart, serverKeys, told, type Said } from "../src/settings";

const inspect = (all: Record<string, Said>) => (key: string) => all[key];

test("only what somebody set is told, never a default", () => {
  const said = {
    "wiki-links": { defaultValue: false } as Said,
    today: { globalValue: "2026-12-01" },
  };
  assert.deepEqual(told(["wiki-links", "today"], inspect(said)), { today: "2026-12-01" });
});

test("names with dots become tables", () => {
  const said = {
    "rules.ignore": { workspaceValue: ["tasks"] },
    "rules.select": { workspaceValue: ["all"] },
  };
  assert.deepEqual(told(Object.keys(said), inspect(said)), {
    rules: { ignore: ["tasks"], select: ["all"] },
  });
});

test("the nearer one wins, and tables add up", () => {
  const said = {
    "inlay-hints": { globalValue: "full", workspaceFolderValue: "off" },
    "rules.severity": { globalValue: { a: "hint", b: "error" }, workspaceValue: { b: "off" } },
  };
  assert.deepEqual(told(Object.keys(said), inspect(said)), {
    "inlay-hints": "off",
    rules: { severity: { a: "hint", b: "off" } },
  });
});

test("a cleared text is no day", () => {
  assert.deepEqual(told(["today"], inspect({ today: { globalValue: "" } })), {});
});

test("false is something that was said", () => {
  const said = { "features.hover": { globalValue: false } };
  assert.deepEqual(told(["features.hover"], inspect(said)), { features: { hover: false } });
});

test("the extension's own settings are not the server's", () => {
  const properties = { "pland.server.path": 1, "pland.trace.server": 1, "pland.rules.ignore": 1 };
  assert.deepEqual(serverKeys([{ properties }]), ["rules.ignore"]);
});

test("what is said once at the start needs a restart", () => {
  assert.ok(needsRestart((section) => section === "pland.features"));
  assert.ok(!needsRestart((section) => section === "pland.rules"));
});
