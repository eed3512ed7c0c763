import assert from "node:assert/strict";
import { test } from "node:test";
import { isServed, mayBeServed, refusal, served } from "../src/documents";

const uri = (scheme: string, path: string) => ({ scheme, path, toString: () => `${scheme}:${path}` });
const document = (scheme: string, languageId = "markdown", path = "/ROADMAP.md") => ({
  languageId,
  uri: uri(scheme, path),
});

test("files and new documents in Markdown are the server's, and nothing else is", () => {
  assert.deepEqual(
    served.map((one) => `${one.scheme} ${one.language}`),
    ["file markdown", "untitled markdown"],
  );
  for (const one of served) assert.ok(isServed(document(one.scheme, one.language)));
  for (const scheme of ["git", "vscode-notebook-cell", "pland-rule", "output", "vscode-vfs"])
    assert.ok(!isServed(document(scheme)), scheme);
  assert.ok(!isServed(document("file", "plaintext")));
  assert.ok(!isServed(undefined));
});

test("a command says why it can do nothing", () => {
  assert.equal(refusal(document("file")), undefined);
  assert.match(refusal(document("git"))!, /does not serve this document/);
  assert.match(refusal(document("file", "plaintext"))!, /Open a planning document/);
  assert.match(refusal(undefined)!, /Open a planning document/);
});

test("findings of other files are no news of a plan", () => {
  const open = [document("untitled", "markdown", "Untitled-1"), document("file", "plaintext", "/a.md")];
  const may = (scheme: string, path: string) => mayBeServed(uri(scheme, path), open);
  assert.ok(may("file", "/plans/ROADMAP.md"));
  assert.ok(may("file", "/plans/ROADMAP.Markdown"));
  assert.ok(may("untitled", "Untitled-1"));
  assert.ok(!may("file", "/src/main.ts"));
  assert.ok(!may("file", "/a.md"), "somebody said that it is plain text");
  assert.ok(!may("git", "/plans/ROADMAP.md"));
});
