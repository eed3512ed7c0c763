// Makes the .vsix of one platform, with the server in it:
//
//   npm run package -- BINARY [--target linux-x64] [--out pland.vsix]
//
// The binary should run on any machine of the platform; `ldd` shows what it needs beside itself.
// SOURCE_DATE_EPOCH, or else the last commit, dates the files, so that two packages are equal.
import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, rmSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { target: { type: "string" }, out: { type: "string" } },
});
const [binary] = positionals;
if (!binary) {
  console.error("usage: npm run package -- BINARY [--target linux-x64] [--out pland.vsix]");
  process.exit(2);
}
const target = values.target ?? `${process.platform}-${process.arch}`;
const from = resolve(process.env.INIT_CWD ?? ".", binary);
const out = resolve(process.env.INIT_CWD ?? ".", values.out ?? `pland-${target}.vsix`);

process.chdir(new URL("..", import.meta.url).pathname);
const server = `server/pland${target.startsWith("win32") ? ".exe" : ""}`;
const run = (command, args, env = {}) => {
  const { status, error } = spawnSync(command, args, {
    stdio: "inherit",
    env: { ...process.env, ...env },
  });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
};

const committed = spawnSync("git", ["log", "-1", "--format=%ct"], { encoding: "utf8" });
const date = process.env.SOURCE_DATE_EPOCH ?? (committed.stdout?.trim() || "1577836800");
try {
  mkdirSync("server", { recursive: true });
  copyFileSync(from, server);
  chmodSync(server, 0o755);
  copyFileSync("../../LICENSE", "LICENSE");
  run(process.execPath, ["scripts/build.mjs"]);
  run(
    process.execPath,
    [
      "node_modules/@vscode/vsce/vsce",
      "package",
      "--target",
      target,
      "--no-dependencies",
      "--allow-missing-repository",
      "--no-rewrite-relative-links",
      "--out",
      out,
    ],
    { SOURCE_DATE_EPOCH: date },
  );
} finally {
  rmSync("server", { recursive: true, force: true });
  rmSync("LICENSE", { force: true });
}
