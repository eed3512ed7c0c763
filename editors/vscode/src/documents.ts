// Which documents the server is told of. Others may be Markdown too: the old side of a comparison
// (`git:`), a cell of a notebook, a file that an extension makes up. Nothing is asked about those.
import type { TextDocument, Uri } from "vscode";

const schemes = ["file", "untitled"];

export const served = schemes.map((scheme) => ({ scheme, language: "markdown" }));

export type Described = Pick<TextDocument, "languageId"> & { uri: Pick<Uri, "scheme"> };

export function isServed(document: Described | undefined): boolean {
  return document?.languageId === "markdown" && schemes.includes(document.uri.scheme);
}

// Why a command can do nothing with a document; undefined where it can.
export function refusal(document: Described | undefined): string | undefined {
  if (isServed(document)) return undefined;
  return document?.languageId === "markdown"
    ? "pland does not serve this document: it is no file, but a version of one, a cell or a preview."
    : "Open a planning document first.";
}

// Of a URI alone, of which nobody may have opened the document: whether a plan may be in it.
export function mayBeServed(uri: Pick<Uri, "scheme" | "path">, open: readonly Described[]): boolean {
  if (!schemes.includes(uri.scheme)) return false;
  const document = open.find((one) => String(one.uri) === String(uri));
  return document ? isServed(document) : /\.(md|markdown|mdown|mkd)$/i.test(uri.path);
}
