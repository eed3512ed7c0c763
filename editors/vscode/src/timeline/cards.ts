// The cards of a timeline, and where they stand in the text.
import type { Range } from "vscode-languageclient";

export interface Card {
  id: string; // of the element in the picture
  title: string;
  range: Range; // in the text
}

// The card whose text holds a line: of several the one that begins last, for it is the innermost.
export function cardAt(cards: readonly Card[], line: number): Card | undefined {
  let found: Card | undefined;
  for (const card of cards) {
    const holds = card.range.start.line <= line && line <= endLine(card.range);
    if (holds && (!found || card.range.start.line >= found.range.start.line)) found = card;
  }
  return found;
}

// A range that ends at the start of a line does not hold that line.
function endLine(range: Range): number {
  const nothing = range.end.character === 0 && range.end.line > range.start.line;
  return nothing ? range.end.line - 1 : range.end.line;
}
