// The tree of the plan and the status bar.
import { until } from "../report.mjs";

export default async function (window, step) {
  const { page } = window;
  const tree = page.locator(".pane-body .monaco-list", { has: page.locator('[aria-label^="Periods"]') }).first();
  const row = (text) => tree.locator(".monaco-list-row", { hasText: text }).first();

  await step("the status bar says the current period and its counts", async () => {
    await window.file("ROADMAP.md");
    const item = page.locator('.statusbar-item[id="pland.pland.plan"]');
    await until(() => item.innerText().catch(() => ""), /^\s*Q4 2026: 0 of 2 done(, \d late)?$/);
    await item.hover();
    await page.locator(".monaco-hover:visible", { hasText: "Show timeline" }).first().waitFor({ timeout: 10_000 });
    await window.shot("status-bar");
    await item.click();
    await row("Periods").waitFor({ timeout: 10_000 });
  });

  await step("the tree has periods and initiatives, decisions, risks and what is due", async () => {
    for (const name of ["Due", "Periods", "Decisions", "Risks"]) await row(name).waitFor({ timeout: 15_000 });
    await row("Q4 2026 (Oct - Dec)").waitFor({ timeout: 15_000 });
    await row("Harbour dashboard").waitFor({ timeout: 15_000 });
    await row("Decisions").click();
    await row("Decision 2: One radio vendor").waitFor({ timeout: 15_000 });
    await row("Risks").click();
    await row("Risk 1: The radio vendor").waitFor({ timeout: 15_000 });
    await window.shot("tree");
  });

  await step("a review that is overdue is due", async () => {
    await tree.locator(".monaco-list-row", { hasText: /review/i }).first().waitFor({ timeout: 15_000 });
  });

  await step("a click in the tree opens the text", async () => {
    await row("Harbour dashboard").click();
    await until(() => window.activeTab(), /^ROADMAP\.md$/);
    await until(() => window.place(), (place) => place.line === window.find("ROADMAP.md", "**Harbour dashboard**").line);
    await row("Risk 1: The radio vendor").click();
    await until(() => window.place(), (place) => place.line === window.find("ROADMAP.md", "Risk 1: The radio vendor").line);
  });

  await step("what is done in the text shows in the tree", async () => {
    await row("Harbour dashboard").click();
    await until(() => window.place(), (place) => place.line === window.find("ROADMAP.md", "**Harbour dashboard**").line);
    await row("Harbour dashboard").hover();
    await row("Harbour dashboard").locator('.action-label[aria-label*="Mark as Done"]').click();
    await until(() => row("Q4 2026 (Oct - Dec)").innerText(), /1 of 2 done/);
    await until(() => page.locator('.statusbar-item[id="pland.pland.plan"]').innerText(), /Q4 2026: 1 of 2 done/);
    await window.shot("marked-done");
    await window.command("View: Show Explorer");
    await window.closeEditors();
  });
}
