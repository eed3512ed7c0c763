// What the panel and the page in it say to each other.
export type ToPage =
  // Which document it is about: the page keeps that, for after a restart of VS Code.
  | { type: "document"; uri: string }
  | { type: "picture"; svg: string; title: string; lit: string | null }
  | { type: "lit"; id: string | null }
  | { type: "empty"; why: string };

export type FromPage =
  | { type: "ready"; width: number }
  | { type: "width"; width: number }
  // With `go` the focus follows into the text.
  | { type: "card"; id: string; go: boolean };

// What the page keeps.
export interface Kept {
  uri?: string;
}
