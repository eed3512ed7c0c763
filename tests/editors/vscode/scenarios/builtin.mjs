// VS Code's own link validation is on in this profile: whether it shall be switched off is asked, once.
import { readFileSync } from "node:fs";
import { until } from "../report.mjs";

export default async function (window, step, server) {
  await step("switching off VS Code's own link validation is asked once", async () => {
    await window.file("ROADMAP.md");
    const asked = await window.notification("and so does pland");
    await window.shot("asked-once");
    await asked.locator(".monaco-button", { hasText: "Leave It to pland" }).click();
    const said = () => JSON.parse(readFileSync(server.userSettings, "utf8"))["markdown.validate.enabled"];
    await until(said, (value) => value === false);
    await window.page.reload();
    await window.open(server.url());
    await window.file("ROADMAP.md");
    await window.squiggles.first().waitFor();
    const again = await window.notifications.filter({ hasText: "and so does pland" }).count();
    if (again) throw new Error("it was asked again");
  });
}
