// The verbs of a plan: each is one of the server's code actions, found by its name and made as VS
// Code makes any edit, so that one undo takes it back.
import * as vscode from "vscode";
import {
  CodeActionRequest,
  CodeActionResolveRequest,
  CodeActionTriggerKind,
  Command,
  SymbolKind,
  type CodeAction,
  type DocumentSymbol,
  type LanguageClient,
} from "vscode-languageclient/node";
import { outline, type Part } from "./plan";
import type { Server } from "./server";
import { servedEditor } from "./servedEditor";

interface Verb {
  action: string; // the server's name of it: CodeAction.data.name
  // Where else it may be meant, when nothing is offered at the cursor; nearest first.
  elsewhere: (symbols: DocumentSymbol[], at: vscode.Position) => DocumentSymbol[];
  choose: string; // asked when there are several
  nothing: string;
}

const verbs = {
  closePeriod: {
    action: "close-period",
    elsewhere: (symbols, at) => {
      const periods = all(symbols, SymbolKind.Event);
      const around = periods.filter((one) => holds(one, at)).reverse();
      return around.length > 0 ? around : periods;
    },
    choose: "Which period is to be closed?",
    nothing: "No period here can be closed: none is open, or the document has none.",
  },
  markDone: {
    action: "mark-done",
    elsewhere: (symbols, at) =>
      all(symbols, SymbolKind.Class)
        .filter((one) => holds(one, at))
        .reverse(),
    choose: "What is done?",
    nothing: "Put the cursor on an open initiative, task or row with a status.",
  },
  reviewedToday: {
    action: "reviewed-today",
    elsewhere: (symbols) => symbols.slice(0, 1),
    choose: "What was reviewed?",
    nothing: 'This document has no "Last Updated" or "Next Review" to bring up to date.',
  },
} satisfies Record<string, Verb>;

export type VerbName = keyof typeof verbs;

// At the cursor of the editor that is looked at; from the tree, at the part that was chosen.
export async function edit(server: Server, name: VerbName, part?: Part): Promise<void> {
  const verb: Verb = verbs[name];
  const editor = part
    ? await vscode.window.showTextDocument(part.uri, { selection: part.range })
    : servedEditor();
  if (!editor) return;
  await server.using(async (client) => {
    const document = editor.document;
    let offered = await offers(client, document, editor.selection, verb.action);
    if (offered.length === 0) {
      const symbols = await outline(client, document.uri);
      for (const one of verb.elsewhere(symbols, editor.selection.active)) {
        const range = client.protocol2CodeConverter.asRange(one.selectionRange);
        offered.push(...(await offers(client, document, range, verb.action)));
        if (name !== "closePeriod" && offered.length > 0) break;
      }
      offered = unique(offered);
    }
    if (offered.length === 0) {
      void vscode.window.showInformationMessage(verb.nothing);
      return;
    }
    const chosen = await choose(offered, verb.choose);
    if (chosen) await make(client, chosen);
  });
}

function all(symbols: DocumentSymbol[], kind: SymbolKind): DocumentSymbol[] {
  return symbols.flatMap((one) => [
    ...(one.kind === kind ? [one] : []),
    ...all(one.children ?? [], kind),
  ]);
}

function holds(symbol: DocumentSymbol, at: vscode.Position): boolean {
  return symbol.range.start.line <= at.line && at.line <= symbol.range.end.line;
}

function unique(actions: CodeAction[]): CodeAction[] {
  return [...new Map(actions.map((one) => [one.title, one])).values()];
}

async function offers(
  client: LanguageClient,
  document: vscode.TextDocument,
  range: vscode.Range,
  action: string,
): Promise<CodeAction[]> {
  const found = await client.sendRequest(CodeActionRequest.type, {
    textDocument: client.code2ProtocolConverter.asTextDocumentIdentifier(document),
    range: client.code2ProtocolConverter.asRange(range),
    context: {
      diagnostics: [],
      only: ["refactor"],
      triggerKind: CodeActionTriggerKind.Invoked,
    },
  });
  return (found ?? []).filter(
    (one): one is CodeAction => !Command.is(one) && nameOf(one) === action,
  );
}

function nameOf(action: CodeAction): unknown {
  return (action.data as { name?: unknown } | undefined)?.name;
}

async function choose(actions: CodeAction[], title: string): Promise<CodeAction | undefined> {
  if (actions.length === 1) return actions[0];
  const items = actions.map((action) => ({ label: action.title, action }));
  return (await vscode.window.showQuickPick(items, { title }))?.action;
}

async function make(client: LanguageClient, action: CodeAction): Promise<void> {
  const whole = await client.sendRequest(CodeActionResolveRequest.type, action);
  const edit = await client.protocol2CodeConverter.asWorkspaceEdit(whole.edit);
  if (!edit || !(await vscode.workspace.applyEdit(edit)))
    void vscode.window.showWarningMessage(`${action.title}: this could not be done here.`);
}
