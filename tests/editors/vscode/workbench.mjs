// A person at VS Code: opens, types, clicks, looks. Selectors of the workbench are here alone.
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { patience, toStart, until } from "./report.mjs";

export class Workbench {
  // `folder` is what is open, on disk.
  constructor(page, folder, pictures) {
    this.page = page;
    this.folder = folder;
    this.pictures = pictures;
    mkdirSync(pictures, { recursive: true });
  }

  async open(url) {
    // All of VS Code is loaded, and its extension host started.
    const timeout = toStart;
    await this.page.goto(url, { waitUntil: "domcontentloaded", timeout });
    await this.page.locator(".monaco-workbench .explorer-folders-view .monaco-list-row").first().waitFor({ timeout });
  }

  // As a person does it: VS Code keeps what is open, which it may not when its page is loaded again.
  async reload() {
    const loaded = this.page.waitForEvent("domcontentloaded", { timeout: toStart });
    await this.command("Developer: Reload Window");
    await loaded;
  }

  shot(name) {
    return this.page.screenshot({ path: join(this.pictures, `${name}.png`) });
  }

  press(...keys) {
    return keys.reduce((before, key) => before.then(() => this.page.keyboard.press(key)), Promise.resolve());
  }

  type(text) {
    return this.page.keyboard.type(text, { delay: 8 });
  }

  // -- quick input

  get quickInput() {
    return this.page.locator(".quick-input-widget:visible");
  }

  get quickRows() {
    return this.quickInput.locator(".quick-input-list .monaco-list-row");
  }

  // Opens the list with `keys`, types and takes `row`. What is still going on elsewhere may take the
  // focus, and with it the list; a file may not be known yet. Then once more, as a person would.
  async quick(keys, text, row) {
    for (let tries = 1; ; tries++) {
      try {
        await this.press(keys);
        return await this.pick(text, row, tries < 4 ? patience / 6 : patience);
      } catch (error) {
        if (tries === 4) throw error;
        await this.press("Escape");
      }
    }
  }

  // In the list that is there. It is filled later: Enter before that would do nothing.
  async pick(text, row, wait = patience) {
    const input = this.quickInput.locator("input.input");
    await input.fill(text, { timeout: wait });
    if (row) {
      const wanted = this.quickRows.filter({ hasText: row }).first();
      await wanted.waitFor({ timeout: wait });
      const first = async () => (await this.quickRows.first().innerText({ timeout: wait })).includes(row);
      if (!(await until(first, (is) => is, 2_000).catch(() => false))) return wanted.click({ timeout: wait });
    }
    await this.press("Enter");
  }

  async closeQuickInput() {
    await this.press("Escape");
    await this.quickInput.waitFor({ state: "hidden" });
  }

  command(title) {
    return this.quick("F1", `>${title}`, title);
  }

  async file(name) {
    const file = name.split("/").pop();
    await this.quick("Control+P", name, file);
    await this.page.locator(`.tab.active[data-resource-name="${file}"]`).waitFor();
  }

  // Line and column count from 1.
  async goTo(line, column = 1) {
    await this.quick("Control+G", `:${line}:${column}`);
    await until(() => this.place(), (place) => place.line === line);
  }

  // To a text of a document as it is on disk.
  async goToText(name, text, offset = 0) {
    const { line, column } = this.find(name, text, offset);
    await this.goTo(line, column);
    return line;
  }

  find(name, text, offset = 0) {
    const lines = this.disk(name).split("\n");
    const line = lines.findIndex((one) => one.includes(text));
    if (line < 0) throw new Error(`"${text}" is not in ${name}`);
    return { line: line + 1, column: lines[line].indexOf(text) + offset + 1 };
  }

  disk(name) {
    return readFileSync(join(this.folder, name), "utf8");
  }

  async save() {
    await this.press("Control+S");
    await until(() => this.page.locator(".editor-group-container.active .tab.active.dirty").count(), (n) => n === 0);
  }

  async place() {
    const text = await this.page.locator("#status\\.editor\\.selection").innerText().catch(() => "");
    const found = /Ln (\d+), Col (\d+)/.exec(text);
    return found ? { line: +found[1], column: +found[2], text } : { line: 0, column: 0, text };
  }

  // -- the editor

  // Where the cursor of the first text on the screen is, whoever has the focus.
  async currentLine() {
    const number = this.page.locator(".editor-instance .line-numbers.active-line-number").first();
    return Number(await number.innerText().catch(() => "0"));
  }

  get editor() {
    return this.page.locator(".editor-group-container.active .editor-instance .monaco-editor").first();
  }

  activeTab() {
    return this.page.locator(".editor-group-container.active .tab.active").getAttribute("data-resource-name");
  }

  // What is on the screen of the active editor; lines from top to bottom.
  async visibleText() {
    const lines = await this.editor.locator(".view-lines .view-line").evaluateAll((all) =>
      all
        .map((line) => [parseFloat(line.style.top), line.textContent])
        .sort((a, b) => a[0] - b[0])
        .map((line) => line[1]),
    );
    return lines.join("\n").replaceAll("\u00a0", " ");
  }

  lineText(text) {
    return this.editor.locator(".view-line", { hasText: text }).first();
  }

  // On a word of a line on the screen, with Ctrl held.
  async controlClick(line, word) {
    const at = await this.lineText(line).evaluate((element, word) => {
      const text = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      const whole = element.textContent;
      let left = whole.indexOf(word) + 2;
      for (let node = text.nextNode(); node; node = text.nextNode()) {
        if (left < node.length) {
          const range = document.createRange();
          range.setStart(node, left);
          range.setEnd(node, left + 1);
          const box = range.getBoundingClientRect();
          return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
        }
        left -= node.length;
      }
      return null;
    }, word.replaceAll(" ", "\u00a0"));
    if (!at) throw new Error(`"${word}" is not in the line`);
    await this.page.mouse.move(at.x - 40, at.y);
    await this.page.keyboard.down("Control");
    try {
      await this.page.mouse.move(at.x, at.y, { steps: 4 });
      await this.page.locator(".detected-link-active, .goto-definition-link").first().waitFor();
      await this.page.mouse.click(at.x, at.y);
    } finally {
      await this.page.keyboard.up("Control");
    }
  }

  // What hovering over the cursor's place shows, asked for with the keyboard until `wanted` is in it;
  // `use` is done with that. The pointer is out of the text: when it leaves the text, because of a
  // list that closes over it, say, VS Code takes the hover away.
  async hover(wanted, use = () => {}) {
    const hover = this.page.locator(".monaco-hover:visible").filter({ has: this.page.locator(".hover-contents") });
    const { width, height } = this.page.viewportSize();
    for (const end = Date.now() + patience; ; ) {
      try {
        await this.page.mouse.move(width / 2, height - 2);
        await this.command("Show or Focus Hover");
        await until(() => hover.allInnerTexts().then((all) => all.join(" ").replaceAll("\u00a0", " ")), wanted, 10_000);
        return await use(hover);
      } catch (error) {
        if (Date.now() > end) throw error;
        await this.press("Escape");
      }
    }
  }

  // Whatever is in the way: dialogs, lists, peeks.
  async clear() {
    for (let i = 0; i < 3; i++) await this.press("Escape");
    await this.command("View: Focus First Editor Group").catch(() => {});
  }

  get squiggles() {
    return this.editor.locator(".squiggly-error, .squiggly-warning, .squiggly-info");
  }

  // -- around it

  // What VS Code says stays in the list behind the bell; as a toast it is gone after ten seconds, which
  // a busy machine needs for less. So it is read, and answered, in the list.
  async notification(text) {
    const list = this.page.locator(".notifications-center.visible");
    const one = list.locator(".notification-list-item", { hasText: text }).first();
    await until(async () => {
      if (!(await list.count())) await this.command("Notifications: Show Notifications");
      return one.waitFor({ timeout: 2_000 }).then(() => true, () => false);
    }, (shown) => shown);
    return one;
  }

  // Of toasts and the list.
  notifications(text) {
    return this.page.locator(".notification-list-item", { hasText: text });
  }

  async dismissNotifications() {
    await this.command("Notifications: Clear All Notifications");
    await this.quickInput.waitFor({ state: "hidden" });
  }

  // Of what is open, a saved one.
  async closeFile(name) {
    const tab = this.page.locator(`.tab[data-resource-name="${name}"]`);
    await tab.first().click({ button: "middle" });
    await until(() => tab.count(), (n) => n === 0);
  }

  async closeEditors() {
    await this.command("View: Close All Editors");
    const dont = this.page.locator(".monaco-dialog-box .monaco-button", { hasText: "Don't Save" });
    const none = this.page.locator(".editor-group-container.empty").first();
    await dont.or(none).first().waitFor();
    if (await dont.count()) await dont.click();
    await none.waitFor();
  }
}
