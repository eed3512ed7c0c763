// Following what is written.
import { until } from "../report.mjs";

export default async function (window, step) {
  const { page } = window;

  await step("Ctrl-click on a breadcrumb opens the document", async () => {
    await window.file("ROADMAP.md");
    await window.goToText("ROADMAP.md", "[PROJECT_PLAN.md]", 4);
    await window.controlClick("What is being built now?", "PROJECT_PLAN.md]");
    await until(() => window.activeTab(), /^PROJECT_PLAN\.md$/);
    await window.shot("breadcrumb-followed");
  });

  await step("go to definition jumps, though VS Code's own support answers as well", async () => {
    await window.file("PROJECT_PLAN.md");
    await window.goToText("PROJECT_PLAN.md", "ROADMAP.md#q4-2026", 14);
    await window.press("F12");
    await until(() => window.activeTab(), /^ROADMAP\.md$/);
    const heading = window.find("ROADMAP.md", "### Q4 2026").line;
    await until(() => window.place(), (place) => place.line === heading);
    if (await page.locator(".peekview-widget").count()) throw new Error("a list of two is shown");
  });

  await step("hover shows how the thing stands", async () => {
    await window.file("PROJECT_PLAN.md");
    await window.goToText("PROJECT_PLAN.md", "ROADMAP.md#q4-2026", 14);
    // A link's tooltip has the heading as well.
    await window.hover(/Q4 2026[\s\S]*Initiatives: 0 of 2 done/, () => window.shot("hover"));
    await window.press("Escape");
  });

  await step("the line above a milestone shows what refers to it", async () => {
    await window.file("ROADMAP.md");
    await window.goToText("ROADMAP.md", "### Q4 2026");
    const lens = page.locator(".codelens-decoration a", { hasText: /references/ }).first();
    await lens.waitFor();
    await window.shot("lenses");
    await lens.click();
    const peek = page.locator(".peekview-widget");
    await peek.waitFor();
    await until(() => peek.innerText(), /PROJECT_PLAN\.md/);
    await window.press("Escape");
    await peek.waitFor({ state: "hidden" });
  });

  await step("all plans are searched by conditions", async () => {
    await window.press("Control+T");
    const input = window.quickInput.locator("input.input");
    await input.fill("#tide tables");
    await window.quickRows.filter({ hasText: "Tide tables for 2027" }).first().waitFor();
    await window.shot("symbols");
    await window.closeQuickInput();
  });

  await step("the trace of an initiative leads to the plan that works on it", async () => {
    await window.file("ROADMAP.md");
    await window.goToText("ROADMAP.md", "**Self-checking gauges**", 5);
    await window.command("pland: Show Trace");
    const row = window.quickRows.filter({ hasText: "Self-checking gauges" }).filter({ hasText: "PROJECT_PLAN.md" }).first();
    await row.waitFor();
    if ((await window.activeTab()) !== "ROADMAP.md") throw new Error("the text moved before anything was chosen");
    await window.shot("trace");
    await row.click();
    await until(() => window.activeTab(), /^PROJECT_PLAN\.md$/);
    await until(() => window.place(), (place) => place.line === window.find("PROJECT_PLAN.md", "1. Self-checking gauges").line);
  });
}
