// What the extension puts in place, read from top to bottom.
import * as vscode from "vscode";
import { ReferencesRequest, type Position } from "vscode-languageclient/node";
import { edit, type VerbName } from "./edits";
import { askAboutMarkdownFeatures } from "./markdownFeatures";
import { newDocument } from "./newDocument";
import type { Part } from "./plan";
import { PlanReader } from "./planReader";
import { showPlanStatus } from "./planStatus";
import { open, PlanTree, type Node } from "./planTree";
import { provideRulePages, whyFinding } from "./rulePages";
import { Server } from "./server";
import { TimelinePanels, viewType } from "./timeline/panel";
import { showTrace } from "./trace";

let server: Server | undefined;

export function activate(context: vscode.ExtensionContext): void {
  const running = (server = new Server(context));
  const reader = new PlanReader(running);
  const timelines = new TimelinePanels(running, context.extensionUri);
  const command = (name: string, run: (...args: never[]) => unknown) =>
    vscode.commands.registerCommand(`pland.${name}`, (...args: never[]) =>
      running.guarded(() => run(...args)),
    );
  const verb = (name: VerbName) =>
    command(name, (node?: Node) => edit(running, name, partOf(node)));

  context.subscriptions.push(
    reader,
    timelines,
    provideRulePages(running),
    vscode.window.createTreeView("pland.plan", {
      treeDataProvider: new PlanTree(reader),
      showCollapseAll: true,
    }),
    showPlanStatus(reader),
    vscode.window.registerWebviewPanelSerializer(viewType, timelines),
    command("newDocument", (where?: vscode.Uri) => newDocument(running, where)),
    verb("closePeriod"),
    verb("markDone"),
    verb("reviewedToday"),
    command("showTimeline", () => timelines.show()),
    command("showTrace", () => showTrace(running)),
    command("whyFinding", whyFinding),
    command("restart", () => running.restart()),
    command("showLog", () => running.log.show()),
    command("version", () => showVersion(running, context)),
    command("refreshPlan", () => reader.read()),
    command("getStarted", () =>
      vscode.commands.executeCommand(
        "workbench.action.openWalkthrough",
        `${context.extension.id}#start`,
      ),
    ),
    command("open", (uri, at) => open(running, uriOf(uri), placeOf(at))),
    command("showReferences", (uri: string, at: Position) => showReferences(running, uri, at)),
  );
  // Not waited for: the commands are there, whatever the server does.
  void running.restart();
  void askAboutMarkdownFeatures(context.globalState);
}

export async function deactivate(): Promise<void> {
  await server?.shutDown();
}

function partOf(node: Node | undefined): Part | undefined {
  return node?.type === "part" ? node.part : undefined;
}

// Arguments of a link in a tooltip went through JSON.
function uriOf(value: vscode.Uri): vscode.Uri {
  return value instanceof vscode.Uri ? value : vscode.Uri.from(value);
}

function placeOf<T>(value: T): T | vscode.Range {
  if (!Array.isArray(value)) return value;
  const [start, end] = value as { line: number; character: number }[];
  return new vscode.Range(start!.line, start!.character, end!.line, end!.character);
}

async function showVersion(server: Server, context: vscode.ExtensionContext): Promise<void> {
  const extension = String(context.extension.packageJSON.version);
  try {
    const version = (await server.ask(["--version"])).trim();
    const { path, from } = await server.located();
    const copy = "Copy";
    const state = server.running ? "" : "; the server is not running";
    const text = `${version} at ${path} (from ${from}), extension ${extension}${state}`;
    if ((await vscode.window.showInformationMessage(text, copy)) === copy)
      await vscode.env.clipboard.writeText(text);
  } catch (error) {
    void vscode.window.showErrorMessage(
      `Extension ${extension}; no server: ${(error as Error).message}`,
    );
  }
}

// What the line above a milestone leads to.
async function showReferences(server: Server, uri: string, position: Position): Promise<void> {
  await server.using(async (client) => {
    const to = client.protocol2CodeConverter;
    const found = await client.sendRequest(ReferencesRequest.type, {
      textDocument: { uri },
      position,
      context: { includeDeclaration: false },
    });
    const places = (found ?? []).map((one) => to.asLocation(one));
    await vscode.commands.executeCommand(
      "editor.action.showReferences",
      to.asUri(uri),
      to.asPosition(position),
      places,
    );
  });
}
