// Which of several boxes lies next in a direction.
export type Direction = "left" | "right" | "up" | "down";

export interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

// The index of the nearest box that way; one straight ahead is nearer than one aside. Undefined
// where there is none.
export function neighbour(boxes: readonly Box[], from: number, way: Direction): number | undefined {
  const here = boxes[from];
  if (!here) return undefined;
  let best: number | undefined;
  let least = Infinity;
  boxes.forEach((box, i) => {
    if (i === from) return;
    const dx = middle(box.left, box.right) - middle(here.left, here.right);
    const dy = middle(box.top, box.bottom) - middle(here.top, here.bottom);
    const across = way === "left" || way === "right";
    const along = { left: -dx, right: dx, up: -dy, down: dy }[way];
    if (along <= 1) return;
    const shared = across
      ? Math.min(box.bottom, here.bottom) - Math.max(box.top, here.top)
      : Math.min(box.right, here.right) - Math.max(box.left, here.left);
    const aside = shared > 0 ? 0 : Math.abs(across ? dy : dx);
    const far = along + 3 * aside;
    if (far < least) [least, best] = [far, i];
  });
  return best;
}

function middle(a: number, b: number): number {
  return (a + b) / 2;
}
