// The server's life: started, asked, restarted. There is at most one, for all folders of a window.
import * as vscode from "vscode";
import { State, type LanguageClient, type LanguageClientOptions } from "vscode-languageclient/node";
import { Client } from "./client";
import { served } from "./documents";
import { sentenceOf } from "./failure";
import { ask, findProgram, NoProgram, type Program } from "./program";
import { uriConverters } from "./ruleAddress";
import { needsRestart, serverKeys, told } from "./settings";
import { jumpOnce } from "./definitions";
import { ServerProcess } from "./serverProcess";

export class Server implements vscode.Disposable {
  readonly log = vscode.window.createOutputChannel("pland");
  client: Client | undefined;
  private program: Program | undefined; // that was started

  private readonly changed = new vscode.EventEmitter<void>();
  // Started or stopped, or it has read the folders: what it says may be news.
  readonly onDidChange = this.changed.event;

  private readonly keys: string[];
  private readonly files = vscode.workspace.createFileSystemWatcher(
    "**/pland.toml",
    true,
    false,
    true,
  );
  private readonly subscriptions: vscode.Disposable[] = [this.log, this.changed, this.files];
  private order: Promise<void> = Promise.resolve();
  private wishes = 0; // for a server, or for none

  constructor(private readonly context: vscode.ExtensionContext) {
    this.keys = serverKeys(context.extension.packageJSON.contributes.configuration);
    this.subscriptions.push(
      vscode.workspace.onDidChangeConfiguration((event) => {
        // After a moment: the client that is still there wants to tell the server first.
        if (needsRestart((section) => event.affectsConfiguration(section)))
          setTimeout(() => void this.restart(), 100);
      }),
      // pland.server.path of the workspace counts from now on.
      vscode.workspace.onDidGrantWorkspaceTrust(() => void this.restart()),
    );
  }

  get running(): boolean {
    return this.client?.state === State.Running;
  }

  // One after the other, and of several that were asked for meanwhile the last. One that is still
  // starting, for whatever reason, is waited for no longer.
  restart(): Promise<void> {
    const wish = this.breakIn();
    const before = this.order.catch(() => undefined);
    this.order = before.then(() => this.stop()).then(() => this.start(wish));
    return this.order;
  }

  // From now on, whatever was asked for before does not start.
  private breakIn(): number {
    if (this.client && !this.running) void this.client.end();
    return ++this.wishes;
  }

  // What a verb of the program prints. `folder` is where it looks from.
  async ask(args: string[], folder?: vscode.Uri): Promise<string> {
    const program = await this.located();
    return ask(program.path, args, folder?.fsPath ?? this.context.extensionPath);
  }

  // The program that was started; if none was, the one that would be now.
  async located(): Promise<Program> {
    return this.program ?? (await this.find());
  }

  // Runs a command. What goes wrong in it is said in a sentence, whatever it was.
  async guarded<T>(run: () => T | Promise<T>): Promise<T | undefined> {
    try {
      return await run();
    } catch (error) {
      this.log.appendLine(`A command failed: ${error instanceof Error ? error.stack : error}`);
      const said = sentenceOf(error);
      if (said) void this.warn(said);
      return undefined;
    }
  }

  // Runs what needs the server; otherwise says why it cannot be.
  async using<T>(work: (client: LanguageClient) => Promise<T>): Promise<T | undefined> {
    if (this.client && this.running) return work(this.client);
    await this.complain("pland's server is not running.");
    return undefined;
  }

  private find(): Promise<Program> {
    return findProgram({
      setting: vscode.workspace.getConfiguration("pland").get<string>("server.path"),
      extension: this.context.extensionPath,
      PATH: process.env["PATH"],
      platform: process.platform,
    });
  }

  private settings(): Record<string, unknown> {
    const settings = vscode.workspace.getConfiguration("pland");
    return told(this.keys, (key) => settings.inspect(key));
  }

  private async start(wish: number): Promise<void> {
    try {
      this.program = await this.find();
      if (wish !== this.wishes) return;
    } catch (error) {
      if (wish !== this.wishes) return;
      this.program = undefined;
      const why = error instanceof NoProgram ? error.message : String(error);
      this.log.appendLine(why);
      void this.complain(why);
      return;
    }
    this.log.appendLine(`Starting ${this.program.path} (from ${this.program.from})`);
    const program = new ServerProcess(this.program.path, ["lsp"], this.context.extensionPath);
    const failed = (error: unknown) => {
      this.log.appendLine(`It did not start: ${String(error)}`);
      void this.complain(`pland's server did not start. ${sentenceOf(error) ?? ""}`.trim());
    };
    const client = new Client(program, this.options(), failed);
    client.onDidChangeState((event) => {
      void vscode.commands.executeCommand("setContext", "pland.running", this.running);
      if (event.newState !== State.Starting) this.changed.fire();
    });
    this.client = client;
    try {
      if (!(await client.begin())) this.log.appendLine("It was ended before it had started.");
    } catch (error) {
      failed(error);
    }
  }

  private options(): LanguageClientOptions {
    return {
      documentSelector: served,
      outputChannel: this.log,
      // The server asks for `**/{.,}pland.toml`, in which VS Code hears the first of the two alone.
      synchronize: { fileEvents: this.files },
      uriConverters,
      initializationOptions: { ...this.settings(), commands: ["pland.showReferences"] },
      middleware: {
        provideDefinition: jumpOnce,
        handleWorkDoneProgress: (token, progress, next) => {
          next(token, progress);
          if (progress.kind === "end") this.changed.fire();
        },
        workspace: {
          configuration: async (params, token, next) => {
            const given = await next(params, token);
            if (!Array.isArray(given)) return given;
            return params.items.map((item, i) =>
              item.section === "pland" ? this.settings() : given[i],
            );
          },
        },
      },
    };
  }

  private async stop(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    await client?.end();
  }

  private async complain(why: string): Promise<void> {
    const restart = "Restart Server",
      settings = "Open Settings",
      log = "Show Log";
    const chosen = await vscode.window.showErrorMessage(why, restart, settings, log);
    if (chosen === restart) await this.restart();
    if (chosen === log) this.log.show();
    if (chosen === settings)
      await vscode.commands.executeCommand("workbench.action.openSettings", "pland.server.path");
  }

  private async warn(what: string): Promise<void> {
    const log = "Show Log";
    if ((await vscode.window.showWarningMessage(what, log)) === log) this.log.show();
  }

  async shutDown(): Promise<void> {
    this.breakIn();
    await this.order.catch(() => undefined);
    await this.stop();
    this.dispose();
  }

  dispose(): void {
    for (const one of this.subscriptions) one.dispose();
  }
}
