// VS Code's own Markdown support answers "go to definition" as well. Two answers make it show a list
// instead of going there, unless both are the same place. Where pland leads to a line's heading, it
// says the line as VS Code does.
import * as vscode from "vscode";
import type { ProvideDefinitionSignature } from "vscode-languageclient";

export async function jumpOnce(
  document: vscode.TextDocument,
  position: vscode.Position,
  token: vscode.CancellationToken,
  next: ProvideDefinitionSignature,
): Promise<vscode.Definition | vscode.DefinitionLink[] | null | undefined> {
  return next(document, position, token);
}
