import assert from "node:assert/strict";
import { test } from "node:test";
import { cardAt, type Card } from "../src/timeline/cards";
import { pageFor } from "../src/timeline/html";
import { neighbour, type Box } from "../src/timeline/page/neighbour";

const card = (id: string, first: number, last: number, character = 5): Card => ({
  id,
  title: id,
  range: { start: { line: first, character: 0 }, end: { line: last, character } },
});

test("the card under the cursor is the innermost that holds its line", () => {
  const cards = [card("period", 10, 30), card("initiative", 14, 17), card("next", 31, 40)];
  assert.equal(cardAt(cards, 15)?.id, "initiative");
  assert.equal(cardAt(cards, 20)?.id, "period");
  assert.equal(cardAt(cards, 9), undefined);
  assert.equal(cardAt(cards, 41), undefined);
});

test("a range that ends where a line starts does not hold it", () => {
  assert.equal(cardAt([card("a", 1, 3, 0)], 3), undefined);
  assert.equal(cardAt([card("a", 1, 3, 0)], 2)?.id, "a");
  assert.equal(cardAt([card("a", 1, 1, 0)], 1)?.id, "a");
});

// Three columns, of which the second is short:
//   0 2 3
//   1   4
const box = (left: number, top: number): Box => ({ left, top, right: left + 8, bottom: top + 8 });
const boxes = [box(0, 0), box(0, 10), box(10, 0), box(20, 0), box(20, 10)];

test("arrow keys go to the nearest card that way", () => {
  assert.equal(neighbour(boxes, 0, "down"), 1);
  assert.equal(neighbour(boxes, 0, "right"), 2);
  assert.equal(neighbour(boxes, 2, "right"), 3);
  assert.equal(neighbour(boxes, 4, "up"), 3);
  assert.equal(neighbour(boxes, 3, "left"), 2);
  assert.equal(neighbour(boxes, 1, "right"), 4);
  assert.equal(neighbour(boxes, 0, "left"), undefined);
  assert.equal(neighbour(boxes, 0, "up"), undefined);
  assert.equal(neighbour([], 0, "up"), undefined);
});

test("the page allows its own script and styles and nothing else", () => {
  const uri = (name: string) => ({ toString: () => `https://local/${name}` }) as never;
  const webview = { asWebviewUri: (one: never) => one };
  const html = pageFor(webview, { script: uri("t.js"), style: uri("t.css") }, "abc");
  const policy = /Content-Security-Policy" content="([^"]+)"/.exec(html)?.[1];
  assert.equal(policy, "default-src 'none'; script-src 'nonce-abc'; style-src 'nonce-abc'");
  assert.equal(html.match(/<script/g)?.length, 1);
  assert.doesNotMatch(html, /unsafe|onclick| style="/);
});
