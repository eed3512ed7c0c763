// A section comes whole, and Tab goes from blank to blank.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { until } from "../report.mjs";

export default async function (window, step) {
  const { page } = window;
  const rows = page.locator(".suggest-widget.visible .monaco-list-row");

  await step("a section completes with blanks to fill in", async () => {
    writeFileSync(join(window.folder, "ROADMAP-north.md"), "<!-- pland-kind: roadmap -->\n# Roadmap - North\n\n");
    await window.file("ROADMAP-north.md");
    await window.goTo(4);
    await window.type("## ");
    await window.press("Control+Space");
    const wanted = rows.filter({ hasText: "Quarterly Milestones" }).first();
    await wanted.waitFor();
    await window.shot("completion-list");
    await wanted.click();
    await until(() => window.visibleText(), /## Quarterly Milestones/);
    await until(() => window.visibleText(), /Success Metrics/);
    await until(() => page.locator(".editor-instance .snippet-placeholder").count(), (n) => n > 3);
    await window.shot("completion-skeleton");
  });

  await step("Tab goes to the next blank, and what is typed fills it", async () => {
    const first = await until(() => window.place(), (place) => /selected/.test(place.text));
    await window.press("Tab");
    const next = await until(() => window.place(), (place) => place.line !== first.line || place.column !== first.column);
    await window.type("Tides that tell");
    await until(() => window.visibleText(), /Tides that tell/);
    if (next.line < first.line) throw new Error("the blanks are not in the order of the text");
    await window.shot("completion-filled");
  });

  await step("a link's path and anchor complete", async () => {
    await window.press("Escape", "Escape", "Control+End", "Enter");
    await window.type("See [the plan](PROJ");
    await window.press("Control+Space");
    await rows.filter({ hasText: "PROJECT_PLAN.md" }).first().waitFor();
    await window.press("Escape");
    await window.type("ECT_PLAN.md#act");
    await window.press("Control+Space");
    const anchor = rows.filter({ hasText: /active-blockers/i }).first();
    await anchor.waitFor();
    await anchor.click();
    await until(() => window.visibleText(), /PROJECT_PLAN\.md#active-blockers/);
    await window.closeEditors();
  });

  await step("a snippet of the extension is inserted", async () => {
    await window.file("ROADMAP-north.md");
    await window.press("Control+End");
    await window.command("Snippets: Insert Snippet");
    await window.pick("non-goal", "non-goal");
    await until(() => window.visibleText(), /\*\*Revisit when\*\*/);
    await window.closeEditors();
  });
}
