// Real VS Code, served by code-server to a browser on this machine, with a profile of its own that
// is gone when it stops.
import { execFile, spawn } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { toStart } from "./report.mjs";

const entry = new URL("node_modules/code-server/out/node/entry.js", import.meta.url).pathname;
const run = promisify(execFile);

// Whatever the day, the examples are judged as of this one.
export const today = "2026-12-01";

const settings = {
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "workbench.enableExperiments": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "telemetry.telemetryLevel": "off",
  "extensions.autoCheckUpdates": false,
  "extensions.ignoreRecommendations": true,
  "git.enabled": false,
  "files.autoSave": "off",
  "editor.minimap.enabled": false,
  "diffEditor.useInlineViewWhenSpaceIsLimited": false,
  "explorer.confirmDragAndDrop": false,
  "chat.commandCenter.enabled": false,
  // Nothing that is drawn again and again: these machines draw with their processors.
  "editor.cursorBlinking": "solid",
  "workbench.reduceMotion": "on",
};

// Whoever is told to stop leaves nothing behind.
const running = new Map();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"])
  process.once(signal, () => {
    for (const [child, scratch] of running) {
      kill(child, "SIGKILL");
      rmSync(scratch, { recursive: true, force: true });
    }
    process.exit(1);
  });

// With all that it started.
function kill(child, signal) {
  try {
    process.kill(-child.pid, signal);
  } catch {} // gone already
}

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

// `workspace` is copied; `user` are settings beside the usual ones.
export async function serve({ vsix, workspace, user = {}, flags = [], logs }) {
  const scratch = await mkdtemp(join(tmpdir(), "pland-vscode-"));
  const data = join(scratch, "data"), extensions = join(scratch, "extensions");
  const folder = join(scratch, "plans");
  await cp(workspace, folder, { recursive: true });
  await mkdir(join(data, "User"), { recursive: true });
  await writeFile(join(data, "User", "settings.json"), JSON.stringify({ ...settings, ...user }, null, 2));
  await writeFile(join(scratch, "config.yaml"), "auth: none\n");
  const common = ["--config", join(scratch, "config.yaml"), "--user-data-dir", data, "--extensions-dir", extensions];
  const env = { ...process.env, PLAND_TODAY: today };
  await run(process.execPath, [entry, ...common, "--install-extension", vsix], { env });

  const address = `127.0.0.1:${await freePort()}`;
  let said = "";
  const start = () => {
    const child = spawn(
      process.execPath,
      [entry, ...common, "--bind-addr", address, "--auth", "none", "--disable-telemetry",
        "--disable-update-check", "--disable-getting-started-override", ...flags],
      { env, stdio: ["ignore", "pipe", "pipe"], detached: true },
    );
    running.set(child, scratch);
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (said += text));
    return child;
  };
  // It gives its own process ten seconds to start, which a busy machine does not keep.
  let child = start();
  const end = Date.now() + toStart;
  while (!(await fetch(`http://${address}/healthz`).then((one) => one.ok, () => false))) {
    if (Date.now() > end) throw new Error(`code-server did not start: ${said}`);
    if (child.exitCode !== null) {
      running.delete(child);
      child = start();
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }

  return {
    address,
    folder,
    userSettings: join(data, "User", "settings.json"),
    url: (payload = []) =>
      `http://${address}/?folder=${folder}` +
      (payload.length ? `&payload=${encodeURIComponent(JSON.stringify(payload))}` : ""),
    remote: (path) => `vscode-remote://${address}${path}`,
    // Ends it with all that it started; what it logged is kept.
    async stop() {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      kill(child, "SIGTERM");
      const timer = setTimeout(() => kill(child, "SIGKILL"), 5000);
      await ended;
      clearTimeout(timer);
      running.delete(child);
      await mkdir(logs, { recursive: true });
      await writeFile(join(logs, "code-server.log"), said);
      await keepLogs(join(data, "logs"), logs);
      await rm(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}

async function keepLogs(from, to) {
  const names = await readdir(from, { recursive: true }).catch(() => []);
  for (const name of names)
    if (/pland|remoteexthost.*\.log$/.test(name) && name.endsWith(".log"))
      await cp(join(from, name), join(to, name.split("/").pop())).catch(() => {});
}
