// The editor that a command is about.
import * as vscode from "vscode";
import { refusal } from "./documents";

// Undefined where its document is none of the server's, and that was said.
export function servedEditor(): vscode.TextEditor | undefined {
  const editor = vscode.window.activeTextEditor;
  const why = refusal(editor?.document);
  if (why) void vscode.window.showInformationMessage(why);
  return why ? undefined : editor;
}
