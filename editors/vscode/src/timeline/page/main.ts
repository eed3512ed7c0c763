// The page of the timeline: shows the picture that the server drew, lights the card under the
// text's cursor, and says which card was asked for, by mouse or by keyboard.
//
// Cards are one stop of the Tab key: arrow keys go from card to card, by where they are.
import type { FromPage, Kept, ToPage } from "../messages";
import { neighbour, type Direction } from "./neighbour";
import { safe } from "./safe";

declare function acquireVsCodeApi(): {
  postMessage(message: FromPage): void;
  setState(state: Kept): void;
};

const code = acquireVsCodeApi();
const picture = document.getElementById("picture")!;
const empty = document.getElementById("empty")!;
const title = document.getElementById("title")!;
// Of the script that this is: VS Code puts others into the page.
const nonce = document.querySelector<HTMLScriptElement>("script#page")?.nonce ?? "";

const directions: Record<string, Direction> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
};

function cards(): SVGGElement[] {
  return [...picture.querySelectorAll<SVGGElement>("g.card")];
}

function cardOf(target: EventTarget | null): SVGGElement | null {
  return target instanceof Element ? target.closest<SVGGElement>("g.card") : null;
}

// -- what arrives

window.addEventListener("message", (event: MessageEvent<ToPage>) => {
  const message = event.data;
  switch (message.type) {
    case "document":
      code.setState({ uri: message.uri });
      break;
    case "picture":
      show(message.svg, message.title, message.lit);
      break;
    case "lit":
      light(message.id);
      break;
    case "empty":
      picture.replaceChildren();
      empty.textContent = message.why;
      empty.hidden = false;
      break;
  }
});

function show(svg: string, name: string, lit: string | null): void {
  const drawn = safe(svg, nonce);
  if (!drawn) return;
  const focused = cardOf(document.activeElement)?.id;
  title.textContent = name;
  document.title = name;
  // A picture with things to press in it is a group, not one image.
  drawn.setAttribute("role", "group");
  drawn.setAttribute("aria-labelledby", "title");
  empty.hidden = true;
  picture.replaceChildren(drawn);
  light(lit);
  const again = focused === undefined ? undefined : cards().find((card) => card.id === focused);
  makeStop(again ?? cards().find((card) => card.id === lit) ?? cards()[0]);
  again?.focus({ preventScroll: true });
}

function light(id: string | null): void {
  for (const card of cards()) {
    const lit = card.id === id;
    card.classList.toggle("lit", lit);
    if (lit) {
      card.setAttribute("aria-current", "true");
      card.scrollIntoView({ block: "nearest", inline: "nearest" });
      if (!cardOf(document.activeElement)) makeStop(card);
    } else {
      card.removeAttribute("aria-current");
    }
  }
}

// The one card that the Tab key comes to.
function makeStop(stop: SVGGElement | undefined): void {
  for (const card of cards()) card.setAttribute("tabindex", card === stop ? "0" : "-1");
}

// -- what is done

picture.addEventListener("click", (event) => {
  const card = cardOf(event.target);
  if (card) code.postMessage({ type: "card", id: card.id, go: false });
});

picture.addEventListener("dblclick", (event) => {
  const card = cardOf(event.target);
  if (card) code.postMessage({ type: "card", id: card.id, go: true });
});

picture.addEventListener("keydown", (event) => {
  const card = cardOf(event.target);
  if (!card || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.key === "Enter" || event.key === " ") {
    code.postMessage({ type: "card", id: card.id, go: event.key === "Enter" });
  } else {
    const next = goTo(event.key, card);
    if (next === undefined) return;
    next?.focus();
  }
  event.preventDefault();
});

picture.addEventListener("focusin", (event) => {
  const card = cardOf(event.target);
  if (!card) return;
  makeStop(card);
  card.scrollIntoView({ block: "nearest", inline: "nearest" });
});

// Undefined for keys that are not ours, null where there is no card that way.
function goTo(key: string, from: SVGGElement): SVGGElement | null | undefined {
  const all = cards();
  if (key === "Home") return all[0] ?? null;
  if (key === "End") return all.at(-1) ?? null;
  const direction = directions[key];
  if (!direction) return undefined;
  const boxes = all.map((card) => card.getBoundingClientRect());
  const at = neighbour(boxes, all.indexOf(from), direction);
  return at === undefined ? null : (all[at] ?? null);
}

// -- how wide it may be

let told = 0;
new ResizeObserver(() => {
  const width = Math.floor(picture.clientWidth);
  if (width === told || width === 0) return;
  code.postMessage({ type: told === 0 ? "ready" : "width", width });
  told = width;
}).observe(picture);
