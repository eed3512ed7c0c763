// package.json against itself, the snippets, and the source: what it names has to be there.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";

const json = (file: string) => JSON.parse(readFileSync(file, "utf8"));
const manifest = json("package.json");
const { commands, menus, walkthroughs, configuration, views, viewsWelcome } = manifest.contributes;
const names = new Set<string>(commands.map((one: { command: string }) => one.command));

test("all commands begin with pland: in the palette", () => {
  for (const one of commands) assert.equal(one.category, "pland", one.command);
});

test("each command is registered, and menus name no other", () => {
  const source = readFileSync("src/extension.ts", "utf8");
  for (const name of names) {
    const short = name.replace("pland.", "");
    assert.match(source, new RegExp(`(command|verb)\\("${short}"`), name);
  }
  for (const items of Object.values(menus) as { command: string }[][])
    for (const item of items) assert.ok(names.has(item.command), item.command);
});

test("links to commands lead to some that are there", () => {
  const texts = [
    ...viewsWelcome.map((one: { contents: string }) => one.contents),
    ...walkthroughs.flatMap((one: { steps: { description: string }[] }) =>
      one.steps.map((step) => step.description),
    ),
  ];
  const known = new Set([...names, ...views.pland.map((one: { id: string }) => `${one.id}.focus`)]);
  for (const text of texts)
    for (const [, name] of text.matchAll(/\(command:([\w.]+)/g))
      assert.ok(!name!.startsWith("pland.") || known.has(name!), name);
});

test("files that are named are there", () => {
  const files = [
    manifest.icon,
    ...manifest.contributes.snippets.map((one: { path: string }) => one.path),
    ...walkthroughs.flatMap((one: { steps: { media: { markdown: string } }[] }) =>
      one.steps.map((step) => step.media.markdown),
    ),
  ];
  for (const file of files) assert.ok(existsSync(file), file);
});

test("a program is never taken from a workspace that is not trusted", () => {
  const { supported, restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
  assert.equal(supported, "limited");
  assert.deepEqual(restrictedConfigurations, ["pland.server.path"]);
});

test("each key of pland.toml is a setting with a description", () => {
  const settings = Object.assign(
    {},
    ...configuration.map((one: { properties: object }) => one.properties),
  );
  const schema = json("../../docs/pland.schema.json");
  for (const key of Object.keys(schema.properties)) {
    const found = Object.keys(settings).filter(
      (name) => name === `pland.${key}` || name.startsWith(`pland.${key}.`),
    );
    assert.ok(found.length > 0, key);
    for (const name of found) assert.match(settings[name].markdownDescription, /\w.*[.?!]$/, name);
  }
});

test("a snippet's choices and blanks are well formed", () => {
  for (const [name, snippet] of Object.entries(json("snippets/markdown.json")) as [
    string,
    { body: string | string[] },
  ][]) {
    const body = [snippet.body].flat().join("\n");
    assert.equal(body.match(/\$\{/g)?.length, body.match(/\}/g)?.length, name);
  }
});
