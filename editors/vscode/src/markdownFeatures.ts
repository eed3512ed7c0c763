// Where VS Code's own Markdown support is switched on to do what pland does, everything is said or
// done twice. Asked once, when that is the case; the answer is kept for good.
import * as vscode from "vscode";

const asked = "markdownFeaturesAsked";

interface Double {
  key: string;
  what: string;
  on: (value: unknown) => boolean;
  off: unknown;
}

const doubles: Double[] = [
  {
    key: "validate.enabled",
    what: "reports broken links",
    on: (value) => value === true,
    off: false,
  },
  {
    key: "updateLinksOnFileMove.enabled",
    what: "updates links when files move",
    on: (value) => value === "always" || value === "prompt",
    off: "never",
  },
];

export async function askAboutMarkdownFeatures(memory: vscode.Memento): Promise<void> {
  if (memory.get(asked)) return;
  const settings = vscode.workspace.getConfiguration("markdown");
  const both = doubles.filter((one) => one.on(settings.get(one.key)));
  if (both.length === 0) return;
  await memory.update(asked, true);
  const what = both.map((one) => one.what).join(" and ");
  const leave = "Leave It to pland",
    keep = "Keep Both";
  const answer = await vscode.window.showInformationMessage(
    `VS Code's own Markdown support ${what}, and so does pland. Switch VS Code's off?`,
    leave,
    keep,
  );
  if (answer !== leave) return;
  for (const one of both) await settings.update(one.key, one.off, targetOf(settings, one.key));
}

// Where somebody switched it on, there it is switched off.
function targetOf(
  settings: vscode.WorkspaceConfiguration,
  key: string,
): vscode.ConfigurationTarget {
  const said = settings.inspect(key);
  if (said?.workspaceFolderValue !== undefined) return vscode.ConfigurationTarget.WorkspaceFolder;
  if (said?.workspaceValue !== undefined) return vscode.ConfigurationTarget.Workspace;
  return vscode.ConfigurationTarget.Global;
}
