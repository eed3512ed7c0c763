// What the server is told of the settings: what somebody set, never the defaults of package.json.
//
// The server takes an editor's settings before pland.toml. Defaults sent along would silence the
// file, though nobody meant to.
export interface Said {
  globalValue?: unknown;
  workspaceValue?: unknown;
  workspaceFolderValue?: unknown;
}

// For the extension alone.
const own = ["server.", "trace."];

// Names without "pland.", of all settings that are the server's. `contributed` is what package.json
// says, in groups.
export function serverKeys(contributed: { properties: Record<string, unknown> }[]): string[] {
  return contributed
    .flatMap((group) => Object.keys(group.properties))
    .map((key) => key.replace(/^pland\./, ""))
    .filter((key) => !own.some((prefix) => key.startsWith(prefix)));
}

// {"rules": {"ignore": […]}}, of "rules.ignore" and the like. Objects of user and workspace add up,
// as VS Code itself does it.
export function told(
  keys: readonly string[],
  inspect: (key: string) => Said | undefined,
): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (const key of keys) {
    const said = inspect(key);
    if (!said) continue;
    const value = [said.globalValue, said.workspaceValue, said.workspaceFolderValue].reduce(over);
    // The settings page leaves an empty text where one was cleared.
    if (value !== undefined && value !== "" && value !== null) put(out, key.split("."), value);
  }
  return out;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function over(below: unknown, above: unknown): unknown {
  if (above === undefined) return below;
  return isObject(below) && isObject(above) ? { ...below, ...above } : above;
}

function put(into: Record<string, unknown>, names: string[], value: unknown): void {
  const [name, ...rest] = names as [string, ...string[]];
  if (rest.length === 0) {
    into[name] = value;
    return;
  }
  const inner = into[name];
  const next = isObject(inner) ? inner : {};
  into[name] = next;
  put(next, rest, value);
}

// What the server can be told only at its start, or does not forget again.
export function needsRestart(affects: (section: string) => boolean): boolean {
  return ["server", "formatting", "features", "today", "diagnostics"].some((key) =>
    affects(`pland.${key}`),
  );
}
