// "New planning document": a kind is picked, `pland new` writes it, the editor opens it.
import * as vscode from "vscode";
import { kindsOf, writtenTo, type Kind } from "./kinds";
import type { Server } from "./server";

export async function newDocument(server: Server, where?: vscode.Uri): Promise<void> {
  const folder = await folderFor(where);
  if (!folder) return;
  const kind = await pickKind(server, folder);
  if (!kind) return;
  const title = await vscode.window.showInputBox({
    title: `New ${kind.title}`,
    prompt:
      kind.name === "decision"
        ? "What is decided, in a few words; the file is named after it"
        : "What it is about; may stay empty",
    validateInput: (text) =>
      kind.name === "decision" && !text.trim() ? "A decision record needs a title" : undefined,
  });
  if (title === undefined) return;
  // A folder that was asked for is where it goes; else the kind's usual place.
  const args = ["new", kind.name, ...(where ? ["./"] : [])];
  if (title.trim()) args.push("--title", title.trim());
  try {
    const written = writtenTo(await server.ask(args, folder));
    if (written) await vscode.window.showTextDocument(vscode.Uri.joinPath(folder, written));
  } catch (error) {
    void vscode.window.showErrorMessage(`pland: ${(error as Error).message}`);
  }
}

async function folderFor(where: vscode.Uri | undefined): Promise<vscode.Uri | undefined> {
  if (where) return where;
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length === 0) {
    const open = "Open Folder";
    const chosen = await vscode.window.showInformationMessage(
      "A planning document is written into a folder. None is open.",
      open,
    );
    if (chosen) await vscode.commands.executeCommand("workbench.action.files.openFolder");
    return undefined;
  }
  if (folders.length === 1) return folders[0]!.uri;
  return (await vscode.window.showWorkspaceFolderPick({ placeHolder: "For which folder?" }))?.uri;
}

async function pickKind(server: Server, folder: vscode.Uri): Promise<Kind | undefined> {
  let kinds: Kind[];
  try {
    kinds = kindsOf(await server.ask(["kinds"], folder));
  } catch (error) {
    void vscode.window.showErrorMessage(`pland: ${(error as Error).message}`);
    return undefined;
  }
  const items = kinds.map((kind) => ({
    label: kind.title,
    description: kind.name,
    detail: kind.files,
    of: kind,
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: "New Planning Document",
    placeHolder: "What kind of document?",
  });
  return chosen?.of;
}
