// Bundles the extension and the page of the timeline into dist/.
import { build } from "esbuild";
import { rm } from "node:fs/promises";

process.chdir(new URL("..", import.meta.url).pathname);
await rm("dist", { recursive: true, force: true });
const common = {
  bundle: true,
  minify: true,
  legalComments: "none",
  logLevel: "warning",
  outdir: "dist",
};
await build({
  ...common,
  entryPoints: { extension: "src/extension.ts" },
  platform: "node",
  target: "node18",
  format: "cjs",
  external: ["vscode"],
});
await build({
  ...common,
  entryPoints: { timeline: "src/timeline/page/main.ts" },
  platform: "browser",
  target: "es2022",
  format: "iife",
});
await build({ ...common, entryPoints: { timeline: "src/timeline/page/timeline.css" } });
