// The server's request for a picture of a document's periods.
import {
  ParameterStructures,
  RequestType,
  type TextDocumentIdentifier,
} from "vscode-languageclient/node";
import type { Card } from "./cards";

export interface TimelineParams {
  textDocument: TextDocumentIdentifier;
  format: "svg" | "text";
  width?: number; // pixels, or columns of text
}

export interface Timeline {
  version: number | null;
  svg?: string;
  text?: string;
  cards: Card[];
}

// Null where the document has no periods.
export const TimelineRequest = new RequestType<TimelineParams, Timeline | null, void>(
  "pland/timeline",
  ParameterStructures.byName,
);
