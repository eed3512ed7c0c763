// VS Code's own Markdown support answers "go to definition" as well. Two answers make it show a list
// instead of going there, unless both say the same place. So pland's answer says it the way VS Code
// does: of a heading its line, of a whole document its start.
import * as vscode from "vscode";
import type { ProvideDefinitionSignature } from "vscode-languageclient";

type Answer = vscode.Definition | vscode.DefinitionLink[] | null | undefined;

export async function jumpOnce(
  document: vscode.TextDocument,
  position: vscode.Position,
  token: vscode.CancellationToken,
  next: ProvideDefinitionSignature,
): Promise<Answer> {
  const found = await next(document, position, token);
  const text = linkUnder(document, position);
  if (!Array.isArray(found) || !text) return found;
  const places: (vscode.Location | vscode.DefinitionLink)[] = found;
  if (!places.every((one): one is vscode.DefinitionLink => "targetUri" in one)) return found;
  return Promise.all(places.map((one) => asVsCodeSaysIt(one, text)));
}

// The whole of the link that is asked about.
function linkUnder(document: vscode.TextDocument, position: vscode.Position): string {
  const range = document.getWordRangeAtPosition(position, /\[[^\]]*\]\([^)]*\)/);
  return range ? document.getText(range) : "";
}

async function asVsCodeSaysIt(
  link: vscode.DefinitionLink,
  text: string,
): Promise<vscode.DefinitionLink> {
  const at = (link.targetSelectionRange ?? link.targetRange).start;
  if (!text.includes("#")) return to(link, new vscode.Range(0, 0, 0, 0));
  const target = await vscode.workspace.openTextDocument(link.targetUri).then(
    (opened) => opened,
    () => undefined,
  );
  if (!target || !/^ {0,3}#/.test(target.lineAt(at.line).text)) return link;
  return to(link, target.lineAt(at.line).range);
}

function to(link: vscode.DefinitionLink, place: vscode.Range): vscode.DefinitionLink {
  return { ...link, targetRange: place, targetSelectionRange: place };
}
