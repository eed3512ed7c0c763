// The tree of the plan and the status bar.
import { until } from "../report.mjs";

export default async function (window, step) {
  const { page } = window;
  const tree = page.locator(".pane-body .monaco-list", { has: page.locator('[aria-label^="Periods"]') }).first();
  const row = (text) => tree.locator(".monaco-list-row", { hasText: text }).first();

  const period = tree.locator(".monaco-list-row", { hasText: /^\s*Q4 2026\s*\d of \d done/ }).first();
  // Among what is due it stands with its file.
  const dashboard = tree.locator(".monaco-list-row", { hasText: "Harbour dashboard", hasNotText: "ROADMAP.md" }).first();

  const item = page.locator('.statusbar-item[id="pland.pland.plan"]');

  await step("the status bar says the current period and its counts", async () => {
    await window.file("ROADMAP.md");
    await until(() => item.innerText().catch(() => ""), /^\s*Q4 2026: 0 of 2 done(, \d late)?$/);
    const tooltip = page.locator(".monaco-hover:visible", { hasText: "Show timeline" }).first();
    await until(async () => {
      await page.mouse.move(700, 400);
      await item.hover();
      return tooltip.waitFor({ timeout: 2_500 }).then(() => true, () => false);
    }, (shown) => shown);
    await until(() => tooltip.innerText().then((text) => text.replaceAll("\u00a0", " ")), /Q4 2026 \(Oct - Dec\)[\s\S]*The review was due 2026-10-15/);
    await window.shot("status-bar");
  });

  await step("the tree has periods and initiatives, decisions, risks and what is due", async () => {
    await item.click();
    for (const name of ["Due", "Periods", "Decisions", "Risks"]) await row(name).waitFor();
    await period.waitFor();
    await dashboard.waitFor();
    await row("Decisions").click();
    await row("Decision 2: One radio vendor").waitFor();
    await row("Risks").click();
    await row("Risk 1: The radio vendor").waitFor();
    await window.shot("tree");
  });

  await step("a review that is overdue is due", async () => {
    await tree.locator(".monaco-list-row", { hasText: /review/i }).first().waitFor();
  });

  await step("a click in the tree opens the text", async () => {
    await dashboard.click();
    await until(() => window.activeTab(), /^ROADMAP\.md$/);
    await until(() => window.place(), (place) => place.line === window.find("ROADMAP.md", "**Harbour dashboard**").line);
    await row("Risk 1: The radio vendor").click();
    await until(() => window.place(), (place) => place.line === window.find("ROADMAP.md", "Risk 1: The radio vendor").line);
  });

  await step("what is done in the text shows in the tree", async () => {
    await dashboard.click();
    await until(() => window.place(), (place) => place.line === window.find("ROADMAP.md", "**Harbour dashboard**").line);
    await dashboard.hover();
    await dashboard.locator('.action-label[aria-label*="Mark as Done"]').click();
    await until(() => period.innerText(), /1 of 2 done/);
    await until(() => item.innerText(), /Q4 2026: 1 of 2 done/);
    await window.shot("marked-done");
    await window.command("View: Show Explorer");
    await window.closeEditors();
  });
}
