// The page of a rule, as `pland rule NAME` prints it, and the rule of the finding under the cursor.
import * as vscode from "vscode";
import { refusal } from "./documents";
import { pageOf, ruleOf, scheme } from "./ruleAddress";
import type { Server } from "./server";

export function provideRulePages(server: Server): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(scheme, {
    provideTextDocumentContent: (uri) => server.ask(["rule", ruleOf(uri)]),
  });
}

// The finding under the cursor; one of several is chosen.
export async function whyFinding(): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return;
  const all = vscode.languages
    .getDiagnostics(editor.document.uri)
    .filter((one) => one.source === "pland");
  const at = editor.selection.active;
  let near = all.filter((one) => one.range.contains(at));
  if (near.length === 0) near = all.filter((one) => one.range.start.line === at.line);
  if (near.length === 0) near = all;
  if (near.length === 0) {
    // pland.toml is judged too, though it is no document of a plan.
    const markdown = editor.document.languageId === "markdown";
    const why = (markdown && refusal(editor.document)) || "pland found nothing in this document.";
    void vscode.window.showInformationMessage(why);
    return;
  }
  const chosen =
    near.length === 1
      ? near[0]
      : (
          await vscode.window.showQuickPick(
            near.map((one) => ({
              label: one.message,
              description: ruleName(one),
              detail: `Line ${one.range.start.line + 1}`,
              one,
            })),
            { title: "Why this finding?", placeHolder: "Findings in this document" },
          )
        )?.one;
  if (chosen) await showRule(ruleName(chosen));
}

export function ruleName(finding: vscode.Diagnostic): string {
  const code = finding.code;
  return String(typeof code === "object" ? code.value : (code ?? ""));
}

export async function showRule(rule: string): Promise<void> {
  await vscode.commands.executeCommand("markdown.showPreviewToSide", pageOf(rule));
}
