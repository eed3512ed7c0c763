// Names change everywhere at once.
import { until } from "../report.mjs";

export default async function (window, step) {
  const { page } = window;

  await step("renaming a heading changes the link in another file", async () => {
    await window.file("ROADMAP.md");
    await window.goToText("ROADMAP.md", "### Q4 2026", 6);
    await window.press("F2");
    const box = page.locator(".rename-box input");
    await box.waitFor();
    await box.fill("Q4 2026 (Oct - Dec): Gauges to trust");
    await window.shot("rename");
    await window.press("Enter");
    await until(() => window.visibleText(), /### Q4 2026 \(Oct - Dec\): Gauges to trust/);
    await window.command("File: Save All");
    await until(() => window.disk("PROJECT_PLAN.md"), /ROADMAP\.md#q4-2026-oct---dec-gauges-to-trust/);
    await until(() => window.disk("ROADMAP.md"), /\(#q4-2026-oct---dec-gauges-to-trust\)/);
    await window.shot("renamed");
  });

  await step("links follow a file that is renamed in the explorer", async () => {
    await window.file("OKRS.md");
    await window.command("File: Reveal Active File in Explorer View");
    const row = page.locator(".explorer-folders-view .monaco-list-row", { hasText: "OKRS.md" }).first();
    await row.waitFor();
    await row.click();
    await window.press("F2");
    const box = page.locator(".explorer-folders-view .explorer-item-edited input");
    await box.waitFor();
    await box.fill("GOALS.md");
    await window.press("Enter");
    // VS Code asks before it lets an extension change other files.
    const dialog = page.locator(".monaco-dialog-box", { hasText: "refactoring changes" });
    await dialog.waitFor();
    await window.shot("file-rename-asked");
    await dialog.locator(".monaco-button", { hasText: /^OK$/ }).click();
    await page.locator('.tab[data-resource-name="GOALS.md"]').waitFor();
    await window.file("ROADMAP.md");
    await window.goTo(7);
    await until(() => window.visibleText(), /\]\(GOALS\.md\)/);
    await window.shot("file-renamed");
    await window.command("File: Save All");
    await until(() => window.disk("ROADMAP.md"), /\]\(GOALS\.md\)/);
    await until(() => window.disk("PROJECT_PLAN.md"), /\]\(GOALS\.md\)/);
  });
}
