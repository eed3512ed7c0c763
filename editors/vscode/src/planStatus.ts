// The current period and its counts, at the left of the status bar.
import * as vscode from "vscode";
import { currentPeriod, type Part, type Plan } from "./plan";
import { statusWords } from "./period";
import type { PlanReader } from "./planReader";

export function showPlanStatus(reader: PlanReader): vscode.Disposable {
  const item = vscode.window.createStatusBarItem("plan", vscode.StatusBarAlignment.Left, 10);
  item.name = "pland: Plan";
  item.command = "pland.plan.focus";
  let before = "";
  const show = () => {
    const plan = reader.plan;
    if (!plan || plan.documents.length === 0) {
      item.hide();
      return;
    }
    const period = currentPeriod(plan, vscode.window.activeTextEditor?.document.uri);
    const late = plan.due.filter((one) => one.why !== "this month").length;
    const words = statusWords(period, late);
    const tooltip = tooltipOf(period, plan);
    // Setting what is there already would close the tooltip that somebody reads.
    const shown = `${words}\n${tooltip.value}`;
    if (shown === before) return item.show();
    before = shown;
    item.text = `$(milestone) ${words}`;
    item.tooltip = tooltip;
    item.accessibilityInformation = { label: `Plan: ${words}`, role: "button" };
    item.show();
  };
  return vscode.Disposable.from(
    item,
    reader.onDidChange(show),
    vscode.window.onDidChangeActiveTextEditor(show),
  );
}

function tooltipOf(period: Part | undefined, plan: Plan): vscode.MarkdownString {
  const text = new vscode.MarkdownString("", true);
  text.isTrusted = { enabledCommands: ["pland.open", "pland.showTimeline", "pland.plan.focus"] };
  const link = (words: string, command: string, args: unknown[]) =>
    text
      .appendMarkdown(`[`)
      .appendText(words)
      .appendMarkdown(`](command:${command}?${encodeURIComponent(JSON.stringify(args))})`);
  if (period) {
    text.appendMarkdown("$(target) ");
    link(period.name, "pland.open", [period.uri, period.range]);
    if (period.detail) text.appendMarkdown("  \n").appendText(period.detail);
    text.appendMarkdown("\n\n");
  }
  const late = plan.due.filter((one) => one.why !== "this month");
  for (const one of late.slice(0, 5))
    text.appendMarkdown("- ").appendText(one.name.replace(/\s+/g, " ")).appendMarkdown("\n");
  if (late.length > 5) text.appendMarkdown(`- … and ${late.length - 5} more\n`);
  text.appendMarkdown("\n");
  link("Show timeline", "pland.showTimeline", []);
  text.appendMarkdown(" · ");
  link("Show plan", "pland.plan.focus", []);
  return text;
}
