// The roadmap at a glance, beside its text: follows the document as it is typed, and the cursor.
import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import { ResponseError, ErrorCodes } from "vscode-languageclient/node";
import { isServed } from "../documents";
import { isPassing } from "../failure";
import type { Server } from "../server";
import { cardAt, type Card } from "./cards";
import { pageFor } from "./html";
import type { FromPage, Kept, ToPage } from "./messages";
import { TimelineRequest } from "./request";

export const viewType = "pland.timeline";
const pause = 120; // milliseconds behind the last change

export class TimelinePanels implements vscode.WebviewPanelSerializer<Kept>, vscode.Disposable {
  private shown: TimelinePanel | undefined;

  constructor(
    private readonly server: Server,
    private readonly extension: vscode.Uri,
  ) {}

  show(): void {
    const editor = servedEditorInSight();
    if (this.shown) {
      if (editor) this.shown.follow(editor.document);
      this.shown.panel.reveal(undefined, true);
      return;
    }
    this.closeUnseen();
    const beside = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    const panel = vscode.window.createWebviewPanel(viewType, "Timeline", beside, this.options());
    this.take(panel, editor?.document);
  }

  // After a restart of VS Code, the panel that was there: once it is in sight.
  async deserializeWebviewPanel(panel: vscode.WebviewPanel, kept: Kept | undefined): Promise<void> {
    panel.webview.options = this.options();
    const document =
      servedEditorInSight()?.document ??
      (kept?.uri &&
        (await vscode.workspace
          .openTextDocument(vscode.Uri.parse(kept.uri))
          .then(undefined, () => undefined)));
    this.take(panel, document || undefined);
  }

  // There is at most one: the last that was asked for.
  private take(panel: vscode.WebviewPanel, document: vscode.TextDocument | undefined): void {
    this.shown?.panel.dispose();
    const mine = (this.shown = new TimelinePanel(this.server, this.extension, panel, document));
    panel.onDidDispose(() => {
      if (this.shown === mine) this.shown = undefined;
    });
  }

  // One from before a restart that nobody has looked at since is a tab, and not ours yet.
  private closeUnseen(): void {
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
    const unseen = tabs.filter(
      // VS Code puts something of its own before the name.
      ({ input }) =>
        input instanceof vscode.TabInputWebview && input.viewType.split("-").at(-1) === viewType,
    );
    if (unseen.length > 0) void vscode.window.tabGroups.close(unseen, true);
  }

  private options(): vscode.WebviewPanelOptions & vscode.WebviewOptions {
    return {
      enableScripts: true,
      localResourceRoots: [vscode.Uri.joinPath(this.extension, "dist")],
    };
  }

  dispose(): void {
    this.shown?.panel.dispose();
  }
}

class TimelinePanel {
  private cards: readonly Card[] = [];
  private lit: string | null = null;
  private width = 0;
  private timer: NodeJS.Timeout | undefined;
  private asking: vscode.CancellationTokenSource | undefined;

  constructor(
    private readonly server: Server,
    extension: vscode.Uri,
    readonly panel: vscode.WebviewPanel,
    private document: vscode.TextDocument | undefined,
  ) {
    const subscriptions = [
      panel.webview.onDidReceiveMessage((message: FromPage) => this.hear(message)),
      vscode.workspace.onDidChangeTextDocument((event) => {
        if (event.document === this.document) this.drawSoon();
      }),
      vscode.window.onDidChangeActiveTextEditor((editor) => {
        if (editor && isServed(editor.document)) this.follow(editor.document);
      }),
      vscode.window.onDidChangeTextEditorSelection((event) => {
        if (event.textEditor.document === this.document)
          this.light(event.selections[0]!.active.line);
      }),
      panel.onDidChangeViewState(() => panel.visible && this.drawSoon()),
      server.onDidChange(() => this.drawSoon()),
    ];
    panel.onDidDispose(() => {
      clearTimeout(this.timer);
      this.asking?.cancel();
      for (const one of subscriptions) one.dispose();
    });
    panel.iconPath = {
      light: vscode.Uri.joinPath(extension, "media", "plan.svg"),
      dark: vscode.Uri.joinPath(extension, "media", "plan-dark.svg"),
    };
    const dist = vscode.Uri.joinPath(extension, "dist");
    panel.webview.html = pageFor(
      panel.webview,
      {
        script: vscode.Uri.joinPath(dist, "timeline.js"),
        style: vscode.Uri.joinPath(dist, "timeline.css"),
      },
      randomBytes(18).toString("base64url"),
    );
  }

  follow(document: vscode.TextDocument): void {
    if (document === this.document) return;
    this.document = document;
    this.tellDocument();
    this.drawSoon(0);
  }

  private hear(message: FromPage): void {
    switch (message.type) {
      case "ready":
        this.tellDocument();
      // falls through: it has a width as well
      case "width":
        this.width = message.width;
        this.drawSoon(0);
        break;
      case "card":
        void this.open(message.id, message.go);
        break;
    }
  }

  private drawSoon(wait = pause): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.draw(), wait);
  }

  private async draw(): Promise<void> {
    if (this.width === 0 || !this.panel.visible) return; // the page is not there yet
    const document = this.document;
    if (!document) return this.empty("Open a roadmap or a plan to see its timeline.");
    const client = this.server.running ? this.server.client : undefined;
    if (!client) return this.empty("The server is not running.");
    this.asking?.cancel();
    const asking = (this.asking = new vscode.CancellationTokenSource());
    try {
      const picture = await client.sendRequest(
        TimelineRequest,
        {
          textDocument: client.code2ProtocolConverter.asTextDocumentIdentifier(document),
          format: "svg",
          width: this.width,
        },
        asking.token,
      );
      if (asking.token.isCancellationRequested) return;
      const name = vscode.workspace.asRelativePath(document.uri);
      this.panel.title = `Timeline: ${name.split("/").pop()}`;
      if (!picture?.svg)
        return this.empty(`${name} has no periods: no quarters, months or phases.`);
      this.cards = picture.cards;
      this.lit = this.cardUnderCursor();
      this.tell({ type: "picture", svg: picture.svg, title: this.panel.title, lit: this.lit });
    } catch (error) {
      if (asking.token.isCancellationRequested) return;
      this.failed(error);
    }
  }

  private failed(error: unknown): void {
    const code = error instanceof ResponseError ? error.code : 0;
    if (code === ErrorCodes.MethodNotFound)
      return this.empty("This version of the server draws no timelines. A newer one does.");
    // Edited meanwhile: the next picture is on its way.
    if (isPassing(error)) return this.drawSoon();
    this.server.log.appendLine(`No timeline: ${String(error)}`);
    this.empty("The timeline could not be drawn; the log says why.");
  }

  private empty(why: string): void {
    this.cards = [];
    this.lit = null;
    this.tell({ type: "empty", why });
  }

  private light(line: number): void {
    const id = cardAt(this.cards, line)?.id ?? null;
    if (id === this.lit) return;
    this.lit = id;
    this.tell({ type: "lit", id });
  }

  private cardUnderCursor(): string | null {
    const editor = vscode.window.visibleTextEditors.find((one) => one.document === this.document);
    return (editor && cardAt(this.cards, editor.selection.active.line)?.id) ?? null;
  }

  // Where the text is shown already, there; else beside the picture.
  private async open(id: string, go: boolean): Promise<void> {
    const card = this.cards.find((one) => one.id === id);
    if (!card || !this.document) return;
    const at = new vscode.Position(card.range.start.line, card.range.start.character);
    const there = vscode.window.visibleTextEditors.find((one) => one.document === this.document);
    const column = there?.viewColumn ?? vscode.ViewColumn.One;
    const editor = await vscode.window.showTextDocument(this.document, {
      viewColumn: column,
      preserveFocus: !go,
      selection: new vscode.Range(at, at),
    });
    editor.revealRange(
      new vscode.Range(at, at),
      vscode.TextEditorRevealType.InCenterIfOutsideViewport,
    );
  }

  private tellDocument(): void {
    if (this.document) this.tell({ type: "document", uri: this.document.uri.toString() });
  }

  private tell(message: ToPage): void {
    void this.panel.webview.postMessage(message);
  }
}

function servedEditorInSight(): vscode.TextEditor | undefined {
  const is = (editor: vscode.TextEditor | undefined) => isServed(editor?.document);
  const active = vscode.window.activeTextEditor;
  return is(active) ? active : vscode.window.visibleTextEditors.find(is);
}
