// Keeps the plans read while somebody looks: reads again after a pause in whatever may have changed
// them, and once more if something changed meanwhile.
import * as vscode from "vscode";
import { isServed, mayBeServed } from "./documents";
import { isPassing } from "./failure";
import { readPlan, type Plan } from "./plan";
import { today } from "./period";
import type { Server } from "./server";

const pause = 400; // milliseconds

export class PlanReader implements vscode.Disposable {
  plan: Plan | undefined;
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;
  private timer: NodeJS.Timeout | undefined;
  private reading = false;
  private again = false;
  private readonly subscriptions: vscode.Disposable[];

  constructor(private readonly server: Server) {
    const files = vscode.workspace.createFileSystemWatcher("**/*.{md,markdown,mdown,mkd,toml}");
    const soon = () => this.readSoon();
    this.subscriptions = [
      this.changed,
      files,
      files.onDidChange(soon),
      files.onDidCreate(soon),
      files.onDidDelete(soon),
      server.onDidChange(soon),
      vscode.languages.onDidChangeDiagnostics(({ uris }) => {
        const open = vscode.workspace.textDocuments;
        if (uris.some((uri) => mayBeServed(uri, open))) soon();
      }),
      vscode.workspace.onDidChangeTextDocument((event) => {
        if (isServed(event.document) && event.contentChanges.length > 0) soon();
      }),
    ];
  }

  readSoon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.read(), pause);
  }

  async read(): Promise<void> {
    if (this.reading) {
      this.again = true;
      return;
    }
    this.reading = true;
    try {
      do {
        this.again = false;
        const client = this.server.running ? this.server.client : undefined;
        this.plan = client && (await readPlan(client, this.day()));
      } while (this.again);
    } catch (error) {
      // Stopped in between: its next start reads again. So does a newer edit that cancelled a question.
      if (isPassing(error)) this.readSoon();
      this.server.log.appendLine(`The plan was not read: ${String(error)}`);
    } finally {
      this.reading = false;
    }
    const any = this.plan && Object.values(this.plan).some((list) => list.length > 0);
    await vscode.commands.executeCommand("setContext", "pland.hasPlan", Boolean(any));
    this.changed.fire();
  }

  private day(): string {
    const set = vscode.workspace.getConfiguration("pland").get("today");
    return today(set, process.env["PLAND_TODAY"], new Date());
  }

  dispose(): void {
    clearTimeout(this.timer);
    for (const one of this.subscriptions) one.dispose();
  }
}
