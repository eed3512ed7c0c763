// Where the page of a rule is: the server says where it is published, a click shows the page that is
// here, of the version that spoke.
import * as vscode from "vscode";

export const scheme = "pland-rule";
const published = "https://pland.dev/rules/";

export function pageOf(rule: string): vscode.Uri {
  return vscode.Uri.from({ scheme, path: `/${rule}.md` });
}

export function ruleOf(page: vscode.Uri): string {
  return page.path.replace(/^\//, "").replace(/\.md$/, "");
}

export const uriConverters = {
  code2Protocol: (uri: vscode.Uri): string =>
    uri.scheme === scheme ? published + ruleOf(uri) : uri.toString(),
  protocol2Code: (value: string): vscode.Uri =>
    value.startsWith(published) ? pageOf(value.slice(published.length)) : vscode.Uri.parse(value),
};
