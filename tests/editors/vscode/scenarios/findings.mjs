// What is wrong: squiggles, the problems panel, why, and the fix.
import { until } from "../report.mjs";

export default async function (window, step) {
  const { page } = window;

  await step("squiggles show in a roadmap", async () => {
    await window.file("ROADMAP.md");
    await window.goToText("ROADMAP.md", "Better forecasts");
    await window.squiggles.first().waitFor();
    await window.shot("squiggles");
  });

  await step("the problems panel lists what is wrong, by rule", async () => {
    await window.command("Problems: Focus on Problems View");
    const rows = page.locator(".markers-panel .monaco-list-row");
    const text = () => rows.allInnerTexts().then((all) => all.join(" | ").replace(/\s+/g, " "));
    await until(text, /CLAUDE\.md has no heading.*broken-anchor/);
    await until(text, /missing-metrics/);
    await window.shot("problems");
  });

  await step("findings of documents that are not open are listed too", async () => {
    const text = () =>
      page.locator(".markers-panel .monaco-list-row").allInnerTexts().then((all) => all.join(" ").replace(/\s+/g, " "));
    await until(text, /PROJECT_PLAN\.md/);
    await window.press("Control+J");
  });

  await step("the rule's page says why", async () => {
    await window.file("ROADMAP.md");
    await window.goToText("ROADMAP.md", "Better forecasts", 3);
    await window.command("pland: Why This Finding?");
    const frame = page.locator(".webview.ready").last().contentFrame().locator("#active-frame").contentFrame();
    await until(() => frame.locator("body").innerText().catch(() => ""), /unmeasurable-metric/);
    await window.shot("why");
    await window.command("View: Close All Editors");
  });

  await step("a click on a finding's rule opens its page", async () => {
    await window.file("ROADMAP.md");
    await window.goToText("ROADMAP.md", "Better forecasts", 3);
    await window.hover(/unmeasurable-metric/, async (hover) => {
      await window.shot("hover-finding");
      await hover.locator("a.code-link", { hasText: "unmeasurable-metric" }).first().click({ timeout: 10_000 });
    });
    await page.locator('.tab[data-resource-name="unmeasurable-metric.md"]').waitFor();
    await window.command("View: Close All Editors");
  });

  await step("a quick fix mends a broken link, and its squiggle goes", async () => {
    await window.file("ROADMAP.md");
    await window.goToText("ROADMAP.md", "CLAUDE.md#", 14);
    await window.lineText("Working on the code?").waitFor();
    await window.squiggles.first().waitFor();
    const menu = page.locator(".action-widget");
    const fix = menu.locator(".monaco-list-row", { hasText: "Link to #documentation-navigation" });
    await until(async () => {
      await window.press("Escape", "Control+.");
      return fix.first().waitFor({ timeout: 5_000 }).then(() => true, () => false);
    }, (shown) => shown);
    await window.shot("quick-fix");
    await until(() => menu.locator(".monaco-list-row.focused").innerText(), /Link to #documentation-navigation/);
    await window.press("Enter");
    await until(() => window.visibleText(), /\(CLAUDE\.md#documentation-navigation\)/);
    await until(() => window.squiggles.count(), (n) => n === 0);
    await window.save();
  });

  await step("a finding goes as soon as its text is right", async () => {
    const plan = "PROJECT_PLAN.md";
    await window.file(plan);
    await window.goToText(plan, "2027-02-30", 10);
    await until(() => window.squiggles.count(), (n) => n > 0);
    await window.press("Backspace", "Backspace");
    await window.type("28");
    await until(() => window.visibleText(), /2027-02-28/);
    await until(() => window.squiggles.count(), (n) => n === 0);
    await window.save();
  });
}
