// The page around the picture. Nothing is loaded but the script and style that come with the
// extension; what the server draws is put in by the script, as elements, never as HTML.
import type { Uri, Webview } from "vscode";

export function pageFor(
  webview: Pick<Webview, "asWebviewUri">,
  files: { script: Uri; style: Uri },
  nonce: string,
): string {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
  ].join("; ");
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Timeline</title>
<link rel="stylesheet" nonce="${nonce}" href="${webview.asWebviewUri(files.style)}">
</head>
<body>
<main>
<h1 id="title" class="unseen">Timeline</h1>
<p id="help" class="unseen">Arrow keys move between cards. Space shows a card's text, Enter goes there.</p>
<div id="picture" aria-describedby="help"></div>
<p id="empty" role="status" hidden></p>
</main>
<script id="page" nonce="${nonce}" src="${webview.asWebviewUri(files.script)}"></script>
</body>
</html>`;
}
