// Writes the settings into package.json: those of pland.toml from its schema, those for editors from
// docs/configuration.md, and the extension's own from here. `--check` says whether they are up to
// date instead, with exit code 1 where they are not.
import { readFileSync, writeFileSync } from "node:fs";

const file = new URL("../package.json", import.meta.url);
const root = new URL("../../../", import.meta.url);

const own = {
  "pland.server.path": {
    type: "string",
    default: "",
    scope: "machine-overridable",
    markdownDescription:
      "The program to run as the server, an absolute path (`~` is your home). Empty: the one that comes with the extension, else `pland` on `PATH`. Not taken from a workspace that is not trusted.",
  },
  "pland.trace.server": {
    type: "string",
    enum: ["off", "messages", "verbose"],
    default: "off",
    scope: "window",
    markdownDescription: "Write what editor and server say to each other into the log.",
  },
};

// -- of pland.toml

const schema = JSON.parse(readFileSync(new URL("docs/pland.schema.json", root), "utf8"));

// Definitions are put where they are used: VS Code resolves no references in settings.
function resolved(node) {
  if (Array.isArray(node)) return node.map(resolved);
  if (node === null || typeof node !== "object") return node;
  if (node.$ref) {
    const { $ref, ...rest } = node;
    const name = $ref.replace("#/definitions/", "");
    return { ...resolved(schema.definitions[name]), ...resolved(rest) };
  }
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, resolved(value)]));
}

// "One or several" is a list in an editor, which the settings page can show.
function withoutSingles(node) {
  const [one, list] = node.anyOf ?? [];
  if (node.anyOf?.length !== 2 || list.type !== "array") return node;
  if (JSON.stringify(one) !== JSON.stringify(list.items)) return node;
  const { anyOf, ...rest } = node;
  return { type: "array", items: list.items, uniqueItems: true, ...rest };
}

// "…; github by default", "…; false by default": the settings page shows it as the value.
function defaultOf(node) {
  const said = /; (\S+) by default$/.exec(node.description ?? "")?.[1];
  if (said === undefined) return {};
  return { default: node.type === "boolean" ? said === "true" : said };
}

// Tables with a fixed set of names are a setting for each name; all others are one setting.
function settingsOf(prefix, node) {
  const whole = withoutSingles(resolved(node));
  if (whole.type === "object" && whole.additionalProperties === false && whole.properties)
    return Object.entries(whole.properties).flatMap(([name, inner]) =>
      settingsOf(`${prefix}.${name}`, inner),
    );
  const { description = whole.items?.description, ...type } = whole;
  return [
    [
      prefix,
      { ...type, ...defaultOf(whole), scope: "window", markdownDescription: sentence(description) },
    ],
  ];
}

function sentence(text) {
  return /[.?!]$/.test(text) ? text : `${text}.`;
}

// Which rules there are is listed once, where severities are set: a list for each folder of
// `overrides` would make the file three times as large.
function withoutNames(node) {
  const rules = node.items.properties.rules.properties;
  const any = { type: "array", items: { type: "string" } };
  for (const list of ["select", "ignore"])
    rules[list] = { ...any, description: rules[list].description };
  delete rules.severity.properties;
}
schema.properties.overrides = resolved(schema.properties.overrides);
withoutNames(schema.properties.overrides);

const ofPlans = Object.entries(schema.properties).flatMap(([name, node]) =>
  settingsOf(`pland.${name}`, node),
);

// -- of editors alone

const page = readFileSync(new URL("docs/configuration.md", root), "utf8");
const section = page.split(/^## /m).find((one) => one.startsWith("In the editor"));

function need(pattern, what) {
  const found = pattern.exec(section);
  if (!found)
    throw new Error(`docs/configuration.md, "In the editor": ${what} is not where it was`);
  return found[1];
}

const row = (key) =>
  need(new RegExp(`^\\| \`${key.replace(".", "\\.")}\` \\| (.+?) \\|$`, "m"), key);

const features = need(/^The features are ((?:.|\n)+?\.)\s/m, "the list of features");
const ofEditors = [
  [
    "pland.diagnostics.unopened",
    {
      type: "boolean",
      default: false,
      scope: "window",
      markdownDescription: sentence(row("diagnostics.unopened")),
    },
  ],
  [
    "pland.formatting",
    {
      type: ["boolean", "null"],
      default: null,
      scope: "window",
      markdownDescription: sentence(row("formatting")),
    },
  ],
  ...[...features.matchAll(/`([a-z-]+)`(?: \(([^)]+)\))?/g)].map(([, name, about]) => [
    `pland.features.${name}`,
    {
      type: "boolean",
      default: true,
      scope: "window",
      markdownDescription: `Whether pland answers for \`${name}\`${about ? ` (${about})` : ""}; otherwise that is left to other extensions.`,
    },
  ]),
];
if (ofEditors.length < 15) throw new Error("docs/configuration.md has lost its list of features");

// -- into package.json

const groups = [
  ["Plans", ofPlans.filter(([key]) => !/^pland\.(rules|inlay-hints|overrides)/.test(key))],
  ["Rules", ofPlans.filter(([key]) => /^pland\.(rules|overrides)/.test(key))],
  ["Editor", [...ofPlans.filter(([key]) => key === "pland.inlay-hints"), ...ofEditors]],
  ["Server", Object.entries(own)],
];
const configuration = groups.map(([title, settings], at) => ({
  title,
  order: at + 1,
  properties: Object.fromEntries(settings.map(([key, value], order) => [key, { order, ...value }])),
}));

const before = readFileSync(file, "utf8");
const manifest = JSON.parse(before);
manifest.contributes.configuration = configuration;
const after = `${JSON.stringify(manifest, null, 2)}\n`;
if (process.argv.includes("--check")) {
  if (before !== after) {
    console.error("package.json: the settings are not up to date; run `npm run configuration`");
    process.exit(1);
  }
} else if (before !== after) {
  writeFileSync(file, after);
}
