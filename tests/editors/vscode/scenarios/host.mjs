// Extension-host tests: host/suite.cjs, run by VS Code itself as it runs the tests of any extension.
// The results come back through a file.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fail, ok, patience, until } from "../report.mjs";

export default async function ({ serve, newPage }) {
  const server = await serve("host");
  try {
    const host = new URL("../host", import.meta.url).pathname;
    const page = await newPage();
    const results = join(server.folder, "..", "results.json");
    await page.goto(
      server.url([
        ["extensionDevelopmentPath", server.remote(host)],
        ["extensionTestsPath", server.remote(join(host, "suite.cjs"))],
      ]),
      { waitUntil: "domcontentloaded" },
    );
    await until(() => existsSync(results), (is) => is, 10 * patience);
    const told = JSON.parse(readFileSync(results, "utf8"));
    for (const { name, error } of told) error ? fail(`host: ${name}`, error) : ok(`host: ${name}`);
    if (told.length === 0) fail("host", "no test ran");
    await page.close();
  } finally {
    await server.stop();
  }
}
