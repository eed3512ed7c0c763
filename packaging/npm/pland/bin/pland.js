#!/usr/bin/env node
// Runs the program of this platform, which npm installed beside this package, in our place: the same
// arguments, the same stdin and stdout (an editor may be at the other end), the same end.
"use strict";
const { spawn } = require("node:child_process");
const os = require("node:os");

const platform = `@pland/${process.platform}-${process.arch}`;
let program;
try {
  program = require.resolve(`${platform}/bin/pland`);
} catch {
  console.error(
    `pland: there is no ${platform} here. Either there is no program for this platform yet, or ` +
      "optional dependencies were left out: install without --omit=optional (or --no-optional).");
  process.exit(2);
}

const child = spawn(program, process.argv.slice(2), { stdio: "inherit" });
const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
for (const signal of signals) process.on(signal, () => child.kill(signal));
child.on("error", (error) => {
  console.error(`pland: ${program} cannot be run: ${error.message}`);
  process.exit(2);
});
child.on("close", (code, signal) => {
  if (signal === null) process.exit(code);
  // Ended by a signal: so do we, where there is such a thing.
  for (const each of signals) process.removeAllListeners(each);
  process.kill(process.pid, signal);
  setTimeout(() => process.exit(128 + (os.constants.signals[signal] ?? 0)), 1000);
});
