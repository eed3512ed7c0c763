// VS Code's own link validation is on in this profile: whether it shall be switched off is asked, once.
import { readFileSync } from "node:fs";
import { until } from "../report.mjs";

export default async function (window, step, server) {
  await step("it is asked whether VS Code's own link validation shall be switched off", async () => {
    await window.file("ROADMAP.md");
    const asked = await window.notification("and so does pland");
    await window.shot("asked-once");
    await asked.locator(".monaco-button", { hasText: "Leave It to pland" }).click();
    const said = () => JSON.parse(readFileSync(server.userSettings, "utf8"))["markdown.validate.enabled"];
    await until(said, (value) => value === false);
  });

  await step("once it is answered, it is not asked again", async () => {
    await window.page.reload();
    await window.open(server.url());
    await window.file("ROADMAP.md");
    await window.squiggles.first().waitFor();
    await window.command("Notifications: Show Notifications");
    await window.page.locator(".notifications-center.visible").waitFor();
    if (await window.notifications("and so does pland").count()) throw new Error("it was asked again");
    await window.press("Escape");
  });
}
