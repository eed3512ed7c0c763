// The roadmap at a glance: a picture that follows the text, and leads into it.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { toStart, until } from "../report.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export default async function (window, step) {
  const { page } = window;
  const frame = page.locator(".webview.ready").first().contentFrame().locator("#active-frame").contentFrame();
  const card = (name) => frame.locator("g.card:not(.period)", { hasText: name }).first();
  const name = "ROADMAP.md";

  await step("the timeline opens beside the text, with a card for each initiative", async () => {
    await window.file(name);
    await window.goTo(1);
    await window.command("pland: Show Timeline");
    await card("Self-checking gauges").waitFor();
    for (const one of ["Harbour dashboard", "Skipper alerts", "Public readings"]) await card(one).waitFor();
    await until(() => window.activeTab(), /^ROADMAP\.md$/);
    await window.shot("timeline");
  });

  await step("a click on a card moves the text", async () => {
    await card("Skipper alerts").click();
    const line = window.find(name, "**Skipper alerts**").line;
    await until(() => window.currentLine(), (current) => current === line);
    await until(() => card("Skipper alerts").getAttribute("class"), /\blit\b/);
    await window.shot("timeline-clicked");
  });

  await step("the card of the text under the cursor lights", async () => {
    await window.command("View: Focus First Editor Group");
    await window.goToText(name, "**Public readings**", 4);
    await until(() => card("Public readings").getAttribute("class"), /\blit\b/);
    await until(() => card("Skipper alerts").getAttribute("class"), (value) => !/\blit\b/.test(value));
    if ((await card("Public readings").getAttribute("aria-current")) !== "true") throw new Error("it is not said to be current");
    await window.shot("timeline-lit");
  });

  await step("the picture follows the text as it is typed", async () => {
    await window.goToText(name, "**Public readings**", "**Public readings".length);
    await window.type(" for all");
    await card("Public readings for all").waitFor();
    await window.press("Control+Z", "Control+Z");
    await until(() => frame.locator("g.card", { hasText: "readings for" }).count(), (n) => n === 0);
  });

  await step("the keyboard goes from card to card, and into the text", async () => {
    await card("Self-checking gauges").focus();
    await window.press("ArrowDown");
    const focused = () => frame.locator(":focus").textContent().catch(() => "");
    await until(focused, /Harbour dashboard/);
    await window.press("Enter");
    const line = window.find(name, "**Harbour dashboard**").line;
    await until(() => window.place(), (place) => place.line === line);
    // The focus is in the text now: what is typed goes there.
    await window.type("X");
    await until(() => window.visibleText(), /XHarbour dashboard|X\*\*Harbour|X2\. |Harbour dashboardX/);
    await window.press("Control+Z");
    await until(() => frame.locator('g.card[tabindex="0"]').count(), (n) => n === 1);
  });

  await step("nothing can run in the picture but the extension's own script", async () => {
    const policy = await frame.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute("content");
    if (!/^default-src 'none'; script-src 'nonce-[\w-]+'; style-src 'nonce-[\w-]+'$/.test(policy)) throw new Error(policy);
  });

  // Of the colours on the screen: the picture's ground, and the least contrast of its titles and of
  // what is muted in it.
  const colours = () =>
    frame.locator("svg").evaluate((svg) => {
      const paint = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
      const rgb = (colour) => {
        paint.clearRect(0, 0, 1, 1);
        paint.fillStyle = colour;
        paint.fillRect(0, 0, 1, 1);
        return [...paint.getImageData(0, 0, 1, 1).data].slice(0, 3);
      };
      const fill = (selector) => rgb(getComputedStyle(svg.querySelector(selector)).fill);
      const light = (colour) => {
        const [r, g, b] = colour.map((one) => one / 255).map((one) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const contrast = (a, b) => {
        const [dark, bright] = [light(a), light(b)].sort((one, other) => one - other);
        return (bright + 0.05) / (dark + 0.05);
      };
      return {
        ground: fill(".canvas").join(),
        editor: rgb(getComputedStyle(document.body).backgroundColor).join(),
        title: contrast(fill(".card:not(.lit) .title"), fill(".card:not(.lit) > .body")),
        muted: contrast(fill("text.muted"), fill(".lane")),
      };
    });

  for (const [theme, label, look] of [
    ["Dark High Contrast", "high-contrast", /hc-black/],
    ["Dark Modern", "dark", /vs-dark/],
    ["Light Modern", "light", /\bvs\b(?!-)/],
  ]) {
    await step(`the timeline has the theme's colours, and axe finds no serious fault in it (${label})`, async () => {
      await window.command("Preferences: Color Theme");
      await window.pick(theme, theme);
      await until(() => page.locator(".monaco-workbench").getAttribute("class"), look);
      await card("Self-checking gauges").waitFor();
      const seen = await until(colours, ({ ground, editor, title }) => ground === editor && title >= 7);
      if (seen.muted < 4.5) throw new Error(`contrast of what is muted: ${seen.muted}`);
      const handle = await (await page.locator(".webview.ready").first().elementHandle()).contentFrame();
      const inner = await (await handle.waitForSelector("#active-frame")).contentFrame();
      await inner.evaluate(axe);
      const found = await inner.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
      await window.shot(`timeline-${label}`);
      const serious = found.violations.filter((one) => ["serious", "critical"].includes(one.impact));
      if (found.passes.length < 3) throw new Error("axe looked at nothing");
      if (serious.length) throw new Error(serious.map((one) => `${one.id}: ${one.help} (${one.nodes.map((node) => node.html.slice(0, 120)).join(", ")})`).join("; "));
    });
  }

  await step("a document without periods says so", async () => {
    await window.file("runbook.md");
    await until(() => frame.locator("#empty").innerText(), /runbook\.md has no periods/);
    await window.file(name);
    await card("Self-checking gauges").waitFor();
    await window.closeEditors();
  });

  // Its text is on no disk, and the server knows nothing of it.
  await step("the old side of a comparison is left alone, and a command says so", async () => {
    await window.file(name);
    await window.command("pland: Show Timeline");
    await card("Self-checking gauges").waitFor();
    await window.command("File: Compare Active File with Saved");
    await page.locator(".monaco-diff-editor .editor.original .view-lines").click();
    await window.command("pland: Mark as Done");
    await window.notification("does not serve this document");
    await card("Self-checking gauges").waitFor();
    await window.shot("timeline-comparison");
    await window.dismissNotifications();
    await window.closeEditors();
  });

  // In the same group as the text, so that either hides the other.
  const timelines = page.locator('.tab[aria-label^="Timeline"]');

  await step("after a restart the timeline still shows its document, though no text is open", async () => {
    await window.file(name);
    await window.command("pland: Show Timeline");
    await card("Self-checking gauges").waitFor();
    await window.closeFile(name);
    await window.reload();
    await card("Self-checking gauges").waitFor({ timeout: toStart });
    await window.shot("timeline-restored");
  });

  await step("a timeline that a restart has hidden does not make a second one", async () => {
    await timelines.first().click();
    await window.file("runbook.md");
    await window.reload();
    await page.locator('.tab.active[data-resource-name="runbook.md"]').waitFor();
    await window.file(name);
    await until(() => timelines.count(), (n) => n === 1);
    await window.command("pland: Show Timeline");
    await card("Self-checking gauges").waitFor();
    await until(() => timelines.count(), (n) => n === 1);
    await window.shot("timeline-once");
    await window.closeEditors();
  });
}
