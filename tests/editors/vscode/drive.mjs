// Drives the extension in real VS Code. usage: node drive.mjs VSIX EXAMPLES OUTPUT [SCENARIO...]
//
// Each scenario is a file in scenarios/; they follow each other in one window, in the order of the
// list, unless they want a server of their own.
import { chromium } from "playwright-core";
import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { serve } from "./code-server.mjs";
import { check, fail, failed, patience, twice } from "./report.mjs";
import { Workbench } from "./workbench.mjs";

const inOneWindow = ["builtin", "findings", "completion", "navigation", "rename", "plan", "timeline", "commands"];
const alone = ["host", "restricted", "hanging"];

const [vsix, examples, output, ...wanted] = process.argv.slice(2);
const wants = (name) => wanted.length === 0 || wanted.includes(name);
const pictures = join(resolve(output), "screenshots");
const logs = join(resolve(output), "logs");
await mkdir(pictures, { recursive: true });

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});

async function newPage() {
  const context = await browser.newContext({ viewport: { width: 1360, height: 860 } });
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  context.setDefaultTimeout(patience);
  return context.newPage();
}

const tools = {
  newPage,
  serve: (name, options = {}) =>
    serve({ vsix: resolve(vsix), workspace: resolve(examples), logs: join(logs, name), flags: ["--disable-workspace-trust"], ...options }),
  pictures,
};

// What PLAND_INIT says, as settings of the user's: without a feature its checks have to fail.
const broken = {};
const flatten = (value, key) => {
  if (value === null || typeof value !== "object" || Array.isArray(value)) broken[key] = value;
  else for (const [name, one] of Object.entries(value)) flatten(one, `${key}.${name}`);
};
flatten(JSON.parse(process.env.PLAND_INIT ?? "{}"), "pland");

async function scenario(name, run) {
  try {
    await run(await import(`./scenarios/${name}.mjs`));
  } catch (error) {
    fail(`${name}: the scenario ended early`, error);
  }
}

try {
  const together = inOneWindow.filter(wants);
  if (together.length > 0) {
    const server = await tools.serve("window", { user: { "markdown.validate.enabled": true, ...broken } });
    try {
      const window = new Workbench(await newPage(), server.folder, pictures);
      await check("the example workspace opens", () => window.open(server.url()));
      for (const name of together) {
        const failing = (what, suffix) => async () => {
          await window.shot(`failed-${what.replace(/\W+/g, "-")}${suffix}`).catch(() => {});
          await window.clear().catch(() => {});
        };
        const step = (what, run) =>
          check(what, () => twice(what, run, failing(what, "-at-first")), failing(what, ""));
        await scenario(name, (module) => module.default(window, step, server));
      }
    } finally {
      await server.stop();
    }
  }
  for (const name of alone.filter(wants)) await scenario(name, (module) => module.default(tools));
} finally {
  await browser.close();
}
process.exit(failed() > 0 ? 1 : 0);
