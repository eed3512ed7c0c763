// What other parsers say about the examples of the CommonMark specification and about our own for
// GitHub's extensions, as JSON on standard output. Nothing of it is kept in the repository: the
// specification's text is CC-BY-SA, so it is read from its package each time (npm ci in tests/).
//
//   [{name, markdown, blocks: [[kind, first line, last line]], spans: [[kind, begin, end]]}]
//
// blocks: commonmark.js, in preorder, lines from 1; empty for the examples of the extensions.
// spans: micromark, with GitHub's extensions; bytes from 0, without empty ones. Kinds are named as
// tests/markdown/dump.h does it, and "destination", "title", "label", "text of", "heading content"
// and "info" for the parts of a construct.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { Parser } from "commonmark";
import specification from "commonmark-spec";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmAutolinkLiteralFromMarkdown } from "mdast-util-gfm-autolink-literal";
import { gfmStrikethroughFromMarkdown } from "mdast-util-gfm-strikethrough";
import { gfmTableFromMarkdown } from "mdast-util-gfm-table";
import { gfmTaskListItemFromMarkdown } from "mdast-util-gfm-task-list-item";
import { parse, postprocess, preprocess } from "micromark";
import { gfmAutolinkLiteral } from "micromark-extension-gfm-autolink-literal";
import { gfmStrikethrough } from "micromark-extension-gfm-strikethrough";
import { gfmTable } from "micromark-extension-gfm-table";
import { gfmTaskListItem } from "micromark-extension-gfm-task-list-item";

const extensions = [gfmAutolinkLiteral(), gfmStrikethrough(), gfmTable(), gfmTaskListItem()];
const mdastExtensions = [
  gfmAutolinkLiteralFromMarkdown(),
  gfmStrikethroughFromMarkdown(),
  gfmTableFromMarkdown(),
  gfmTaskListItemFromMarkdown(),
];

const blockKinds = {
  block_quote: "quote",
  list: "list",
  item: "item",
  paragraph: "paragraph",
  heading: "heading",
  code_block: "code block",
  html_block: "html block",
  thematic_break: "break",
};

function blocksOf(markdown) {
  const blocks = [];
  const walker = new Parser().parse(markdown).walker();
  for (let step; (step = walker.next()); ) {
    const kind = blockKinds[step.node.type];
    if (!step.entering || !kind) continue;
    const [[first], [last]] = step.node.sourcepos;
    blocks.push([kind, first, last]);
  }
  return blocks;
}

const nodeKinds = {
  paragraph: "paragraph",
  heading: "heading",
  thematicBreak: "break",
  blockquote: "quote",
  list: "list",
  listItem: "item",
  table: "table",
  tableRow: "row",
  emphasis: "emphasis",
  strong: "strong",
  delete: "struck",
  inlineCode: "code",
  link: "link",
  linkReference: "link",
  image: "image",
  imageReference: "image",
  definition: "definition",
};

const tokenKinds = {
  resourceDestinationString: "destination",
  definitionDestinationString: "destination",
  resourceTitleString: "title",
  definitionTitleString: "title",
  definitionLabelString: "label",
  referenceString: "label",
  labelText: "text of",
  atxHeadingText: "heading content",
  setextHeadingText: "heading content",
};

function spansOf(markdown) {
  const offsets = [0]; // from UTF-16 units to bytes
  for (const character of markdown) {
    const bytes = Buffer.byteLength(character);
    for (let unit = 1; unit < character.length; ++unit) offsets.push(offsets.at(-1));
    offsets.push(offsets.at(-1) + bytes);
  }
  const spans = [];
  const add = (kind, begin, end) => {
    if (begin < end) spans.push([kind, offsets[begin], offsets[end]]);
  };

  const visit = (node) => {
    if (!node.position) return; // what the extension for bare links finds in a text afterwards
    const begin = node.position.start.offset;
    const end = node.position.end.offset;
    const text = markdown.slice(begin, end);
    const kind = nodeKinds[node.type];
    if (kind) add(kind, begin, end);
    if (node.type === "code") add(/^(```|~~~)/.test(text) ? "fence" : "indented code", begin, end);
    if (node.type === "html") {
      // Inline HTML over several lines is several nodes for us.
      if (node.inline) {
        if (!/[\r\n]/.test(text)) add("html", begin, end);
      } else add("html block", begin, end);
    }
    if (node.type === "listItem" && node.checked != null) {
      const mark = begin + text.indexOf("[") + 1;
      add("task", mark, mark + 1);
    }
    if (node.type === "tableCell") {
      const content = text.replace(/^\|/, "").replace(/(^|[^\\])\|$/, "$1");
      const from = begin + text.indexOf(content);
      const trimmed = content.trim();
      if (trimmed) add("cell", from + content.indexOf(trimmed), from + content.indexOf(trimmed) + trimmed.length);
    }
    for (const child of node.children ?? []) {
      child.inline = node.type !== "root" && node.type !== "blockquote" && node.type !== "listItem";
      visit(child);
    }
  };
  visit(fromMarkdown(markdown, { extensions, mdastExtensions }));

  const events = postprocess(
    parse({ extensions }).document().write(preprocess()(markdown, "utf8", true)),
  );
  for (const [direction, token] of events) {
    const kind = tokenKinds[token.type];
    if (direction === "enter" && kind) add(kind, token.start.offset, token.end.offset);
  }
  return spans;
}

const here = dirname(fileURLToPath(import.meta.url));
const examples = specification.tests.map((test) => ({
  name: `CommonMark ${test.number} (${test.section})`,
  markdown: test.markdown.replaceAll("→", "\t"),
  specification: true,
}));
readFileSync(join(here, "extensions.md"), "utf8")
  .split(/^%%\n/m)
  .slice(1)
  .forEach((markdown, index) => {
    examples.push({ name: `extension ${index + 1}`, markdown, specification: false });
  });

const answers = examples.map(({ name, markdown, specification }) => ({
  name,
  markdown,
  blocks: specification ? blocksOf(markdown) : [],
  spans: spansOf(markdown),
}));
process.stdout.write(JSON.stringify(answers));
