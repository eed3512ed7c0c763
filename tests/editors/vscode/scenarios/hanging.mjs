// A program that runs and never answers, as a wrapper script does that waits for something. Whoever
// has that must get at the log, mend it, and go on.
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { check, toStart, twice, until } from "../report.mjs";
import { Workbench } from "../workbench.mjs";

export default async function ({ serve, newPage, pictures }) {
  const bin = mkdtempSync(join(tmpdir(), "pland-wrapper-"));
  const wrapper = join(bin, "wrapper");
  const write = (text) => {
    writeFileSync(wrapper, `#!/bin/sh\n[ "$1" = --version ] && echo "pland 9.9.9" && exit\n${text}\n`);
    chmodSync(wrapper, 0o755);
  };
  const hangs = "sleep 600";
  const works = `exec '${process.env.PLAND_BINARY}' "$@"`;
  const server = await serve("hanging");
  try {
    mkdirSync(join(server.folder, ".vscode"));
    writeFileSync(join(server.folder, ".vscode", "settings.json"), JSON.stringify({ "pland.server.path": wrapper }));
    const window = new Workbench(await newPage(), server.folder, pictures);
    const { page } = window;
    const step = (what, run) => {
      const failing = () => window.shot(`failed-${what.replace(/\W+/g, "-")}`).then(() => window.clear());
      return check(what, () => twice(what, run, failing), failing);
    };
    const log = page.locator(".panel .output-view .view-lines, .panel .monaco-editor .view-lines").first();
    const logged = () => log.innerText({ timeout: 2_000 }).then((text) => text.replaceAll("\u00a0", " "), () => "");

    await step("a program that was installed after the start is what the version is of", async () => {
      await window.open(server.url());
      await window.file("ROADMAP.md");
      await window.notification("names no program");
      write(hangs);
      await window.command("pland: Show Version");
      const said = await window.notification("from setting");
      await until(() => said.innerText(), /pland 9\.9\.9 at .*wrapper \(from setting\), extension \d.*; the server is not running/);
      await window.dismissNotifications();
    });

    await step("a server that never answers does not keep the log from its reader", async () => {
      write(hangs);
      await window.reload();
      await page.locator('.tab.active[data-resource-name="ROADMAP.md"]').waitFor({ timeout: toStart });
      await window.command("pland: Show Log");
      await until(logged, /Starting .*wrapper/);
      await window.shot("hanging");
    });

    await step("it is said in the end that it does not answer, and starting it again helps once it does", async () => {
      const said = await window.notification("has not answered for 30 seconds");
      await window.shot("hanging-said");
      write(works);
      await said.locator(".monaco-button", { hasText: "Restart Server" }).click();
      await window.file("ROADMAP.md");
      await window.squiggles.first().waitFor();
      await window.dismissNotifications();
    });

    await step("a restart does not wait for a start that hangs", async () => {
      write(hangs);
      await window.command("pland: Restart Server");
      await until(() => window.squiggles.count(), (n) => n === 0);
      write(works);
      const asked = Date.now();
      await window.command("pland: Restart Server");
      await window.file("ROADMAP.md");
      await window.squiggles.first().waitFor();
      if (Date.now() - asked > 25_000) throw new Error("it waited");
    });
  } finally {
    await server.stop();
    rmSync(bin, { recursive: true, force: true });
  }
}
