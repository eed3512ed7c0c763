// The verbs of the palette.
import { until } from "../report.mjs";

export default async function (window, step) {
  const { page } = window;

  await step("a new planning document is made from a kind that is picked", async () => {
    await window.command("pland: New Planning Document...");
    await window.quickRows.filter({ hasText: "Decision Record" }).first().waitFor();
    await window.shot("kinds");
    await window.pick("Decision Record", "Decision Record");
    await until(() => window.quickInput.innerText(), /what is decided/i);
    await window.pick("Sell no hardware");
    await until(() => window.activeTab(), /^0002-sell-no-hardware\.md$/);
    await until(() => window.visibleText(), /# Sell no hardware/);
    await window.shot("new-document");
  });

  await step("what is there already is not overwritten, and that is said", async () => {
    await window.command("pland: New Planning Document...");
    await window.pick("Changelog", "Changelog");
    await until(() => window.quickInput.innerText(), /may stay empty/);
    await window.pick("");
    await window.notification("nothing is overwritten");
    await window.dismissNotifications();
  });

  await step("an initiative is marked as done", async () => {
    await window.file("PROJECT_PLAN.md");
    await window.goToText("PROJECT_PLAN.md", "**2. Harbour dashboard**", 6);
    await window.command("pland: Mark as Done");
    await until(() => window.visibleText(), /Status\*\*: (Done|Shipped|Complete)/i);
    await window.press("Control+Z");
    await until(() => window.visibleText(), /Status\*\*: In progress/);
  });

  await step("a period is closed from anywhere in it", async () => {
    await window.file("ROADMAP.md");
    await window.goToText("ROADMAP.md", "Expected impact: fewer calls", 4);
    await window.command("pland: Close Period...");
    // What was open stands in the next quarter now, last of its list; no empty list is left.
    await until(() => window.visibleText(), /painted pole\.\n\n\*\*Success Metrics/);
    await until(() => window.visibleText(), /Q1 2027[\s\S]*\*\*Harbour dashboard\*\*/);
    await window.shot("period-closed");
    await window.press("Control+Z");
    await until(() => window.visibleText(), /Key Initiatives\*\*:\n1\. \*\*Self-checking/);
  });

  await step("a document is reviewed today", async () => {
    await window.closeEditors();
    await window.file("ROADMAP.md");
    await window.command("pland: Reviewed Today");
    await page.locator(".tab.active.dirty").waitFor();
    await window.save();
    await until(() => window.disk("ROADMAP.md"), /\*\*Last Updated\*\*: 2026-12-01/);
    await window.closeEditors();
  });

  await step("the version says which program runs, and from where", async () => {
    await window.command("pland: Show Version");
    const said = await window.notification("from extension");
    await until(() => said.innerText(), /pland \d+\.\d+\.\d+ at .*server\/pland \(from extension\), extension \d/);
    await window.dismissNotifications();
  });

  await step("the server restarts, and findings come back", async () => {
    await window.file("ROADMAP.md");
    await window.goToText("ROADMAP.md", "Better forecasts");
    await window.squiggles.first().waitFor();
    await window.command("pland: Restart Server");
    await window.command("pland: Show Log");
    const log = page.locator(".panel .output-view .view-lines, .panel .monaco-editor .view-lines").first();
    await until(() => log.innerText().then((text) => text.replaceAll("\u00a0", " ")), /Starting .*\n?.*Starting /s);
    await window.shot("log");
    await window.press("Control+J");
    await window.file("ROADMAP.md");
    await window.squiggles.first().waitFor();
  });

  await step("the first steps are a walkthrough", async () => {
    await window.command("pland: Get Started");
    const steps = page.locator(".gettingStartedContainer");
    await until(() => steps.innerText().catch(() => ""), /Start a plan[\s\S]*Look at the timeline/);
    await window.shot("walkthrough");
    await window.closeEditors();
  });

  await step("settings have descriptions, and a page", async () => {
    await window.command("Preferences: Open Settings (UI)");
    const search = page.locator(".settings-editor .suggest-input-container");
    await search.click();
    await window.type("@ext:pland.pland anchor");
    await until(() => page.locator(".settings-editor").innerText(), /Whose anchors headings get/);
    await window.shot("settings");
    await window.closeEditors();
  });
}
