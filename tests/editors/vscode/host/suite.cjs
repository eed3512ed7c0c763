// What the extension does, by VS Code's own API. Runs in the extension host, on a copy of examples/;
// the file beside the folder says how it went.
const assert = require("node:assert/strict");
const fs = require("node:fs");
const path = require("node:path");
const vscode = require("vscode");

const tests = [];
const test = (name, run) => tests.push({ name, run });
const folder = () => vscode.workspace.workspaceFolders[0].uri;
const uri = (name) => vscode.Uri.joinPath(folder(), name);
const settings = () => vscode.workspace.getConfiguration("pland");
const user = vscode.ConfigurationTarget.Global;

const patience = Number(process.env.PLAND_PATIENCE ?? 60) * 1000;

async function until(look, what) {
  const end = Date.now() + patience;
  for (;;) {
    const seen = await look();
    if (seen) return seen;
    if (Date.now() > end) throw new Error(`${what} never came`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function show(name) {
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri(name)));
}

const findings = (name) =>
  vscode.languages.getDiagnostics(uri(name)).filter((one) => one.source === "pland");
const rules = (name) => findings(name).map((one) => one.code.value);
const has = (name, rule) => until(() => rules(name).includes(rule), `${rule} in ${name}`);
const hasNot = (name, rule) => until(() => !rules(name).includes(rule), `the end of ${rule} in ${name}`);

function place(document, text, offset = 0) {
  const at = document.getText().indexOf(text);
  assert.notEqual(at, -1, `"${text}" is not there`);
  return document.positionAt(at + offset);
}

test("Markdown starts the extension, and it is the one that was packaged", async () => {
  await show("ROADMAP.md");
  const extension = vscode.extensions.getExtension("pland.pland");
  await until(() => extension.isActive, "the start");
  assert.ok(fs.existsSync(path.join(extension.extensionPath, "server", "pland")), "the server is in it");
  assert.ok(!fs.existsSync(path.join(extension.extensionPath, "src")), "the sources are not");
});

test("every command of package.json is there", async () => {
  const extension = vscode.extensions.getExtension("pland.pland");
  const there = new Set(await vscode.commands.getCommands(true));
  const missing = extension.packageJSON.contributes.commands.filter((one) => !there.has(one.command));
  assert.deepEqual(missing, []);
});

test("findings have rule, page and severity", async () => {
  await has("ROADMAP.md", "missing-metrics");
  const one = findings("ROADMAP.md").find((finding) => finding.code.value === "missing-metrics");
  assert.equal(one.severity, vscode.DiagnosticSeverity.Warning);
  assert.equal(one.code.target.scheme, "pland-rule");
  const page = await vscode.workspace.openTextDocument(one.code.target);
  assert.match(page.getText(), /missing-metrics/);
});

test("a finding's page leaves its quick fix alone", async () => {
  const { document } = await show("ROADMAP.md");
  const range = findings("ROADMAP.md").find((one) => one.code.value === "broken-anchor").range;
  const actions = await vscode.commands.executeCommand("vscode.executeCodeActionProvider", document.uri, range);
  assert.ok(actions.some((one) => /documentation-navigation/.test(one.title)), actions.map((one) => one.title).join());
});

test("a setting silences a rule at once, and its end lets it speak again", async () => {
  await show("ROADMAP.md");
  await has("ROADMAP.md", "missing-metrics");
  await settings().update("rules.ignore", ["missing-metrics"], user);
  await hasNot("ROADMAP.md", "missing-metrics");
  await settings().update("rules.ignore", undefined, user);
  await has("ROADMAP.md", "missing-metrics");
});

test("what pland.toml says holds, though the settings have defaults", async () => {
  const file = uri("pland.toml");
  const before = await vscode.workspace.fs.readFile(file);
  await vscode.workspace.fs.writeFile(file, Buffer.from('[rules]\nignore = ["missing-metrics"]\n'));
  await hasNot("ROADMAP.md", "missing-metrics");
  await vscode.workspace.fs.writeFile(file, before);
  await has("ROADMAP.md", "missing-metrics");
});

test("a wrong key in pland.toml is told where it stands", async () => {
  const file = uri("pland.toml");
  const before = await vscode.workspace.fs.readFile(file);
  await vscode.workspace.fs.writeFile(file, Buffer.from("wiki-link = true\n"));
  await has("pland.toml", "unknown-setting");
  await vscode.workspace.fs.writeFile(file, before);
  await hasNot("pland.toml", "unknown-setting");
});

test("another day changes what is overdue", async () => {
  await has("ROADMAP.md", "review-overdue");
  await settings().update("today", "2026-10-01", user);
  await hasNot("ROADMAP.md", "review-overdue");
  await settings().update("today", undefined, user);
  await has("ROADMAP.md", "review-overdue");
});

test("a feature that is left to others is not offered", async () => {
  const { document } = await show("ROADMAP.md");
  const at = place(document, "### Q4 2026", 8);
  const hovers = async () =>
    (await vscode.commands.executeCommand("vscode.executeHoverProvider", document.uri, at)).length;
  await until(hovers, "a hover");
  await settings().update("features.hover", false, user);
  await until(async () => (await hovers()) === 0, "silence");
  await settings().update("features.hover", undefined, user);
  await until(hovers, "the hover again");
});

test("a definition is one place, VS Code's own answer included", async () => {
  const { document } = await show("PROJECT_PLAN.md");
  const at = place(document, "ROADMAP.md#q4-2026", 14);
  const found = await until(async () => {
    const all = await vscode.commands.executeCommand("vscode.executeDefinitionProvider", document.uri, at);
    return all.length > 0 && all;
  }, "a definition");
  const starts = new Set(found.map((one) => {
    const range = one.targetRange ?? one.range;
    return `${(one.targetUri ?? one.uri).path} ${JSON.stringify(range)}`;
  }));
  assert.equal(starts.size, 1, [...starts].join("\n"));
});

test("the outline is typed", async () => {
  const { document } = await show("ROADMAP.md");
  const all = (list) => list.flatMap((one) => [one, ...all(one.children ?? [])]);
  const quarter = await until(async () => {
    const symbols = await vscode.commands.executeCommand("vscode.executeDocumentSymbolProvider", document.uri);
    return all(symbols).find((one) => one.name.startsWith("Q4 2026") && one.kind === vscode.SymbolKind.Event);
  }, "an event Q4 2026");
  assert.match(quarter.detail, /of 2 done/);
});

test("an untitled document is judged too", async () => {
  const text = "# Plan\n\n- **ETA**: 2027-02-30\n";
  const document = await vscode.workspace.openTextDocument({ language: "markdown", content: text });
  await vscode.window.showTextDocument(document);
  await until(
    () => vscode.languages.getDiagnostics(document.uri).some((one) => one.code?.value === "impossible-date"),
    "impossible-date",
  );
  await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
});

test("the server is restarted when it dies", async () => {
  await show("ROADMAP.md");
  await has("ROADMAP.md", "missing-metrics");
  const mine = servers();
  assert.equal(mine.length, 1, "one server runs");
  process.kill(mine[0], "SIGKILL");
  await until(() => servers().some((pid) => pid !== mine[0]), "another server");
  await settings().update("rules.ignore", ["missing-metrics"], user);
  await hasNot("ROADMAP.md", "missing-metrics");
  await settings().update("rules.ignore", undefined, user);
  await has("ROADMAP.md", "missing-metrics");
});

test("a setting that names no program is said, and its end mends it", async () => {
  await settings().update("server.path", "/nowhere/pland", user);
  await until(() => servers().length === 0, "the end of the server");
  await settings().update("server.path", undefined, user);
  await until(() => servers().length === 1, "the server");
  await has("ROADMAP.md", "missing-metrics");
});

// Processes of this extension host that run the packaged server.
function servers() {
  const { extensionPath } = vscode.extensions.getExtension("pland.pland");
  return fs.readdirSync("/proc").filter((name) => /^\d+$/.test(name)).map(Number).filter((pid) => {
    try {
      const status = fs.readFileSync(`/proc/${pid}/stat`, "utf8");
      const parent = Number(status.slice(status.lastIndexOf(")") + 2).split(" ")[1]);
      return parent === process.pid && fs.readlinkSync(`/proc/${pid}/exe`).startsWith(extensionPath);
    } catch {
      return false;
    }
  });
}

exports.run = async () => {
  const results = [];
  for (const { name, run } of tests) {
    let error;
    try {
      await run();
    } catch (thrown) {
      error = String(thrown.message ?? thrown);
    }
    results.push({ name, ...(error && { error }) });
  }
  // Whole or not at all: somebody waits for it.
  const file = path.join(folder().fsPath, "..", "results.json");
  fs.writeFileSync(`${file}.new`, JSON.stringify(results, null, 1));
  fs.renameSync(`${file}.new`, file);
};
