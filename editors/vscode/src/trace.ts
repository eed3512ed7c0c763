// How the thing under the cursor hangs together with the rest, in one list: what it belongs to and
// who leads to it, what it leads to. Moving through the list shows each place, Escape returns.
import * as vscode from "vscode";
import {
  CallHierarchyIncomingCallsRequest,
  CallHierarchyOutgoingCallsRequest,
  CallHierarchyPrepareRequest,
  type CallHierarchyItem,
} from "vscode-languageclient/node";
import type { Server } from "./server";
import { servedEditor } from "./servedEditor";

interface Step extends vscode.QuickPickItem {
  uri?: vscode.Uri;
  range?: vscode.Range;
}

export async function showTrace(server: Server): Promise<void> {
  const editor = servedEditor();
  if (!editor) return;
  await server.using(async (client) => {
    const to = client.protocol2CodeConverter;
    const [thing] =
      (await client.sendRequest(CallHierarchyPrepareRequest.type, {
        textDocument: client.code2ProtocolConverter.asTextDocumentIdentifier(editor.document),
        position: client.code2ProtocolConverter.asPosition(editor.selection.active),
      })) ?? [];
    if (!thing) {
      void vscode.window.showInformationMessage(
        "Put the cursor on a theme, a milestone, an initiative, an item of a plan or a task.",
      );
      return;
    }
    const [incoming, outgoing] = await Promise.all([
      client.sendRequest(CallHierarchyIncomingCallsRequest.type, { item: thing }),
      client.sendRequest(CallHierarchyOutgoingCallsRequest.type, { item: thing }),
    ]);
    const step = (item: CallHierarchyItem): Step => ({
      label: item.name,
      description: item.detail ?? "",
      detail: vscode.workspace.asRelativePath(to.asUri(item.uri)),
      uri: to.asUri(item.uri),
      range: to.asRange(item.selectionRange),
    });
    const steps = (title: string, items: CallHierarchyItem[]): Step[] =>
      items.length === 0
        ? []
        : [{ label: title, kind: vscode.QuickPickItemKind.Separator }, ...items.map(step)];
    const items = [
      ...steps(
        "Part of, named by",
        (incoming ?? []).map((call) => call.from),
      ),
      ...steps(
        "Leads to",
        (outgoing ?? []).map((call) => call.to),
      ),
    ];
    if (items.length === 0) {
      void vscode.window.showInformationMessage(`Nothing hangs together with "${thing.name}" yet.`);
      return;
    }
    pick(`Trace of ${thing.name}`, items, editor);
  });
}

function pick(title: string, items: Step[], from: vscode.TextEditor): void {
  const list = vscode.window.createQuickPick<Step>();
  const hierarchy: vscode.QuickInputButton = {
    iconPath: new vscode.ThemeIcon("type-hierarchy"),
    tooltip: "Keep it as a tree (call hierarchy)",
  };
  const start = from.selection;
  const column = from.viewColumn;
  let chosen = false;
  let moved = false;
  const show = async (step: Step | undefined, preserveFocus: boolean) => {
    if (!step?.uri || !step.range) return;
    const selection = new vscode.Range(step.range.start, step.range.start);
    const options = {
      selection,
      preserveFocus,
      preview: preserveFocus,
      ...(column && { viewColumn: column }),
    };
    await vscode.window.showTextDocument(step.uri, options).then(undefined, () => undefined);
  };
  const back = () =>
    vscode.window.showTextDocument(from.document, {
      selection: start,
      ...(column && { viewColumn: column }),
    });
  list.title = title;
  list.placeholder = "Arrows show a place, Enter goes there";
  list.matchOnDescription = true;
  list.items = items;
  list.buttons = [hierarchy];
  list.onDidChangeActive(([step]) => {
    // The first one is active as soon as the list is there: nobody chose it.
    if (moved) void show(step, true);
    moved = true;
  });
  list.onDidAccept(() => {
    chosen = true;
    const [step] = list.selectedItems;
    list.hide();
    void show(step, false);
  });
  list.onDidTriggerButton(async () => {
    chosen = true;
    list.hide();
    await back();
    await vscode.commands.executeCommand("references-view.showCallHierarchy");
  });
  list.onDidHide(() => {
    list.dispose();
    if (!chosen && moved) void back();
  });
  list.show();
}
