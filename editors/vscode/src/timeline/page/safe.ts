// The server's picture as elements of this page: whatever could run or load something is left out,
// though the server draws no such thing and the page's policy would forbid it.
const forbidden = "script, foreignObject, iframe, object, embed, image, use, animate, set, a";

export function safe(svg: string, nonce: string): SVGSVGElement | undefined {
  const parsed = new DOMParser().parseFromString(svg, "image/svg+xml");
  const root = parsed.documentElement;
  if (!(root instanceof SVGSVGElement)) return undefined; // a parser's error
  for (const one of root.querySelectorAll(forbidden)) one.remove();
  for (const one of [root, ...root.querySelectorAll("*")]) {
    for (const attribute of [...one.attributes])
      if (/^on|^style$|href$/i.test(attribute.name)) one.removeAttribute(attribute.name);
  }
  const ours = document.importNode(root, true);
  for (const style of ours.querySelectorAll("style")) style.setAttribute("nonce", nonce);
  return ours;
}
