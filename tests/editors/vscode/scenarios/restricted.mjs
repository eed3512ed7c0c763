// A workspace that is not trusted names a program of its own. It must not run, and plans work all
// the same.
import { chmodSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { check, until } from "../report.mjs";
import { Workbench } from "../workbench.mjs";

export default async function ({ serve, newPage, pictures }) {
  const server = await serve("restricted", {
    flags: [],
    user: { "security.workspace.trust.enabled": true, "security.workspace.trust.startupPrompt": "never" },
  });
  try {
    const ran = join(server.folder, "it-ran");
    const evil = join(server.folder, "evil");
    writeFileSync(evil, `#!/bin/sh\ntouch '${ran}'\n`);
    chmodSync(evil, 0o755);
    mkdirSync(join(server.folder, ".vscode"));
    writeFileSync(join(server.folder, ".vscode", "settings.json"), JSON.stringify({ "pland.server.path": evil }));
    const window = new Workbench(await newPage(), server.folder, pictures);
    await check("a workspace that is not trusted gets findings, and none of its programs run", async () => {
      await window.open(server.url());
      await until(() => window.page.locator(".part.statusbar").innerText(), /Restricted Mode/);
      await window.file("ROADMAP.md");
      await window.squiggles.first().waitFor();
      await window.command("pland: Show Version");
      await window.notification("from extension");
      await window.shot("restricted");
      if (existsSync(ran)) throw new Error("the workspace's program ran");
    });
    await check("once it is trusted, its setting counts", async () => {
      await window.command("Workspaces: Manage Workspace Trust");
      const trust = window.page.locator(".workspace-trust-editor .monaco-button", { hasText: /^Trust$/ }).first();
      await trust.waitFor();
      await trust.click();
      await until(() => existsSync(ran), (is) => is);
    }, () => window.shot("failed-trusted"));
  } finally {
    await server.stop();
  }
}
