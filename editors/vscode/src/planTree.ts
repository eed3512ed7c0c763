// The view "Plan": periods with their initiatives, decisions, risks, and what is due.
import * as vscode from "vscode";
import { currentPeriod, placeOf, type Due, type Part, type Plan, type Thing } from "./plan";
import { periodGoal, periodName } from "./period";
import type { PlanReader } from "./planReader";
import type { Server } from "./server";

type Group = "periods" | "decisions" | "risks" | "due";
export type Node =
  | { type: "group"; group: Group }
  | { type: "document"; uri: vscode.Uri; parts: Part[] }
  | { type: "part"; part: Part }
  | { type: "thing"; thing: Thing; icon: string }
  | { type: "due"; due: Due };

const titles: Record<Group, string> = {
  due: "Due",
  periods: "Periods",
  decisions: "Decisions",
  risks: "Risks",
};

export class PlanTree implements vscode.TreeDataProvider<Node> {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.changed.event;

  constructor(private readonly reader: PlanReader) {
    reader.onDidChange(() => this.changed.fire());
  }

  getChildren(node?: Node): Node[] {
    const plan = this.reader.plan;
    if (!plan) return [];
    if (!node) return groupsOf(plan);
    switch (node.type) {
      case "group":
        return membersOf(plan, node.group);
      case "document":
        return node.parts.map((part) => ({ type: "part", part }));
      case "part":
        return node.part.parts.map((part) => ({ type: "part", part }));
      default:
        return [];
    }
  }

  getTreeItem(node: Node): vscode.TreeItem {
    switch (node.type) {
      case "group":
        return this.groupItem(node.group);
      case "document": {
        const item = new vscode.TreeItem(node.uri, vscode.TreeItemCollapsibleState.Expanded);
        item.iconPath = vscode.ThemeIcon.File;
        item.description = true;
        item.id = `document ${node.uri}`;
        return item;
      }
      case "part":
        return partItem(node.part);
      case "thing":
        return thingItem(node);
      case "due":
        return dueItem(node);
    }
  }

  private groupItem(group: Group): vscode.TreeItem {
    const open = group === "periods" || group === "due";
    const item = new vscode.TreeItem(
      titles[group],
      open ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed,
    );
    item.id = `group ${group}`;
    const plan = this.reader.plan!;
    if (group === "periods") item.description = periodName(currentPeriod(plan)?.name ?? "");
    else item.description = String(plan[group].length);
    return item;
  }
}

function groupsOf(plan: Plan): Node[] {
  const filled: Record<Group, boolean> = {
    due: plan.due.length > 0,
    periods: plan.documents.length > 0,
    decisions: plan.decisions.length > 0,
    risks: plan.risks.length > 0,
  };
  return (Object.keys(titles) as Group[])
    .filter((group) => filled[group])
    .map((group) => ({ type: "group", group }));
}

function membersOf(plan: Plan, group: Group): Node[] {
  switch (group) {
    case "periods":
      if (plan.documents.length === 1)
        return plan.documents[0]!.periods.map((part) => ({ type: "part", part }));
      return plan.documents.map(({ uri, periods }) => ({ type: "document", uri, parts: periods }));
    case "decisions":
      return plan.decisions.map((thing) => ({ type: "thing", thing, icon: "law" }));
    case "risks":
      return plan.risks.map((thing) => ({ type: "thing", thing, icon: "shield" }));
    case "due":
      return plan.due.map((due) => ({ type: "due", due }));
  }
}

function partItem(part: Part): vscode.TreeItem {
  const state =
    part.parts.length === 0
      ? vscode.TreeItemCollapsibleState.None
      : part.current || part.parts.some((inner) => inner.current)
        ? vscode.TreeItemCollapsibleState.Expanded
        : vscode.TreeItemCollapsibleState.Collapsed;
  const name = part.kind === "milestone" ? periodName(part.name) : part.name;
  const item = new vscode.TreeItem(name, state);
  const goal = part.kind === "milestone" ? periodGoal(part.name) : "";
  item.description = [part.detail, goal].filter(Boolean).join(" · ");
  item.contextValue = part.kind;
  item.iconPath = iconOf(part);
  item.tooltip = part.detail ? `${part.name}\n${part.detail}` : part.name;
  const now = part.current ? ", the current period" : "";
  item.accessibilityInformation = { label: `${part.name}${now}, ${part.detail}` };
  item.command = {
    command: "pland.open",
    title: "Open",
    arguments: [part.uri, part.range],
  };
  return item;
}

function iconOf(part: Part): vscode.ThemeIcon {
  if (part.current) return new vscode.ThemeIcon("target", new vscode.ThemeColor("charts.blue"));
  if (/^(done|shipped)\b/i.test(part.detail))
    return new vscode.ThemeIcon("pass", new vscode.ThemeColor("charts.green"));
  return new vscode.ThemeIcon(part.kind === "milestone" ? "milestone" : "circle-outline");
}

function thingItem(node: { thing: Thing; icon: string }): vscode.TreeItem {
  const { thing, icon } = node;
  const item = new vscode.TreeItem(thing.name);
  item.description = thing.where;
  item.iconPath = new vscode.ThemeIcon(thing.closed ? "circle-slash" : icon);
  item.tooltip = `${thing.name}\n${vscode.workspace.asRelativePath(thing.uri)}`;
  const closed = thing.closed ? ", closed" : "";
  item.accessibilityInformation = { label: `${thing.name}${closed}, ${thing.where}` };
  item.command = { command: "pland.open", title: "Open", arguments: [thing.uri, thing.found] };
  return item;
}

function dueItem(node: { due: Due }): vscode.TreeItem {
  const { due } = node;
  const item = new vscode.TreeItem(due.name);
  const where = vscode.workspace.asRelativePath(due.uri);
  item.description = due.why === "overdue" ? `overdue · ${where}` : where;
  item.iconPath =
    due.why === "this month"
      ? new vscode.ThemeIcon("calendar")
      : new vscode.ThemeIcon("warning", new vscode.ThemeColor("list.warningForeground"));
  item.tooltip = `${due.name}\n${due.why === "finding" ? where : `${due.why} · ${where}`}`;
  const place = due.found ?? due.finding?.range;
  item.command = { command: "pland.open", title: "Open", arguments: [due.uri, place] };
  return item;
}

// Shows a place; that of a thing that was found is asked for now.
export async function open(
  server: Server,
  uri: vscode.Uri,
  at: vscode.Range | Thing["found"],
): Promise<void> {
  const selection =
    at instanceof vscode.Range ? at : await server.using((client) => placeOf(client, at));
  if (!selection) return;
  await vscode.window.showTextDocument(uri, {
    selection: new vscode.Range(selection.start, selection.start),
  });
}
