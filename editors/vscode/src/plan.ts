// The plans of the workspace as the tree and the status bar show them, put together from what any
// LSP server can be asked: its search over all documents (`kind:risk status:open`) and the outline
// of those that have periods. Nothing here reads Markdown.
//
// An outline is given of open documents only, so those are opened, unseen; a workspace has few.
import * as vscode from "vscode";
import {
  DocumentSymbolRequest,
  SymbolKind,
  WorkspaceSymbolRequest,
  WorkspaceSymbolResolveRequest,
  type DocumentSymbol,
  type LanguageClient,
  type SymbolInformation,
  type WorkspaceSymbol,
} from "vscode-languageclient/node";
import { month } from "./period";

export type Found = WorkspaceSymbol | SymbolInformation;

// A thing of an outline.
export interface Part {
  uri: vscode.Uri;
  name: string;
  kind: "milestone" | "initiative";
  detail: string; // "doing · 1 of 3 done"
  range: vscode.Range; // of its name
  whole: vscode.Range;
  current: boolean; // today lies in it, and in none of its parts
  parts: Part[];
}

export interface PlanDocument {
  uri: vscode.Uri;
  periods: Part[];
}

// Something found by a search; where it stands is asked for when it is wanted.
export interface Thing {
  uri: vscode.Uri;
  name: string;
  where: string; // its document's title
  closed: boolean;
  found: Found;
}

export interface Due {
  uri: vscode.Uri;
  name: string;
  why: "overdue" | "finding" | "this month";
  found?: Found;
  finding?: vscode.Diagnostic;
}

export interface Plan {
  documents: PlanDocument[];
  decisions: Thing[];
  risks: Thing[];
  due: Due[];
}

const mostDocuments = 12;
// Rules that say that a day has come.
const dueRules = new Set(["review-overdue", "past-period-open", "stale-document"]);

export async function readPlan(client: LanguageClient, today: string): Promise<Plan> {
  const now = `q:${month(today)}`;
  const [milestones, current, decisions, risks, closedRisks, overdue, soon] = await Promise.all(
    [
      "kind:milestone",
      `kind:milestone ${now}`,
      "kind:decision",
      "kind:risk",
      "kind:risk status:closed",
      "overdue",
      `${now} status:open`,
    ].map((query) => search(client, query)),
  );
  const documents: PlanDocument[] = [];
  for (const uri of documentsOf(milestones!)) {
    const now = new Set(current!.filter((one) => one.location.uri === uri).map((one) => one.name));
    const periods = await periodsOf(client, vscode.Uri.parse(uri), now);
    if (periods.length > 0) documents.push({ uri: vscode.Uri.parse(uri), periods });
  }
  // What today is in comes first: a roadmap before a list of now, next and later.
  const isCurrent = (one: PlanDocument) => currentPeriod({ documents: [one] }) !== undefined;
  documents.sort((a, b) => Number(isCurrent(b)) - Number(isCurrent(a)));
  const closed = new Set(closedRisks!.map(keyOf));
  return {
    documents,
    decisions: decisions!.map((one) => thingOf(one, isGone(one))),
    risks: risks!.map((one) => thingOf(one, closed.has(keyOf(one)))),
    due: dueOf(overdue!, soon!),
  };
}

export async function search(client: LanguageClient, query: string): Promise<Found[]> {
  return (await client.sendRequest(WorkspaceSymbolRequest.type, { query })) ?? [];
}

// Where a found thing stands by now.
export async function placeOf(client: LanguageClient, found: Found): Promise<vscode.Range> {
  const location = found.location;
  if ("range" in location && location.range)
    return client.protocol2CodeConverter.asRange(location.range);
  const resolved = await client.sendRequest(WorkspaceSymbolResolveRequest.type, found);
  const there = resolved.location;
  return "range" in there
    ? client.protocol2CodeConverter.asRange(there.range)
    : new vscode.Range(0, 0, 0, 0);
}

// The outline of a document that may be closed.
export async function outline(client: LanguageClient, uri: vscode.Uri): Promise<DocumentSymbol[]> {
  await vscode.workspace.openTextDocument(uri);
  const symbols = await client.sendRequest(DocumentSymbolRequest.type, {
    textDocument: { uri: client.code2ProtocolConverter.asUri(uri) },
  });
  return (symbols ?? []).filter((one): one is DocumentSymbol => "selectionRange" in one);
}

// Nearest to the root first, and of one folder by name: a roadmap stands above the plans of parts.
function documentsOf(milestones: Found[]): string[] {
  const uris = [...new Set(milestones.map((one) => one.location.uri))];
  const depth = (uri: string) => uri.split("/").length;
  uris.sort((a, b) => depth(a) - depth(b) || (a < b ? -1 : 1));
  return uris.slice(0, mostDocuments);
}

async function periodsOf(
  client: LanguageClient,
  uri: vscode.Uri,
  current: Set<string>,
): Promise<Part[]> {
  try {
    return partsOf(await outline(client, uri), uri, current, client);
  } catch {
    return []; // gone since, or nothing that VS Code opens as text
  }
}

// Milestones and what stands in them; headings between are left out.
function partsOf(
  symbols: DocumentSymbol[],
  uri: vscode.Uri,
  current: Set<string>,
  client: LanguageClient,
  inPeriod = false,
): Part[] {
  const out: Part[] = [];
  for (const symbol of symbols) {
    const period = symbol.kind === SymbolKind.Event;
    const inside = partsOf(symbol.children ?? [], uri, current, client, inPeriod || period);
    if (!period && !(inPeriod && symbol.kind === SymbolKind.Class)) {
      out.push(...inside);
      continue;
    }
    out.push({
      uri,
      name: symbol.name,
      kind: period ? "milestone" : "initiative",
      detail: symbol.detail ?? "",
      range: client.protocol2CodeConverter.asRange(symbol.selectionRange),
      whole: client.protocol2CodeConverter.asRange(symbol.range),
      current: period && current.has(symbol.name) && !inside.some((part) => part.current),
      parts: inside,
    });
  }
  return out;
}

function isGone(found: Found): boolean {
  return (found.tags ?? []).length > 0; // the one tag there is: deprecated
}

function keyOf(found: Found): string {
  return `${found.location.uri}\n${found.name}`;
}

function thingOf(found: Found, closed: boolean): Thing {
  return {
    uri: vscode.Uri.parse(found.location.uri),
    name: found.name,
    where: found.containerName ?? "",
    closed,
    found,
  };
}

function dueOf(overdue: Found[], soon: Found[]): Due[] {
  const out: Due[] = [];
  const seen = new Set<string>();
  const add = (found: Found, why: Due["why"]) => {
    if (seen.has(keyOf(found))) return;
    seen.add(keyOf(found));
    out.push({ uri: vscode.Uri.parse(found.location.uri), name: found.name, why, found });
  };
  for (const found of overdue) add(found, "overdue");
  for (const [uri, findings] of vscode.languages.getDiagnostics()) {
    for (const finding of findings) {
      const code = typeof finding.code === "object" ? finding.code.value : finding.code;
      if (finding.source === "pland" && dueRules.has(String(code)))
        out.push({ uri, name: finding.message, why: "finding", finding });
    }
  }
  // The period itself is on the tree and in the status bar.
  for (const found of soon) if (found.kind !== SymbolKind.Event) add(found, "this month");
  return out;
}

// The period that counts now: of the document that is looked at, else of the first that has one.
export function currentPeriod(
  plan: Pick<Plan, "documents">,
  looking?: vscode.Uri,
): Part | undefined {
  const find = (parts: Part[]): Part | undefined => {
    for (const part of parts) {
      const inner = find(part.parts) ?? (part.current ? part : undefined);
      if (inner) return inner;
    }
    return undefined;
  };
  const here = plan.documents.find((one) => one.uri.toString() === looking?.toString());
  for (const document of [...(here ? [here] : []), ...plan.documents]) {
    const found = find(document.periods);
    if (found) return found;
  }
  return undefined;
}
