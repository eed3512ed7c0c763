// A line for each unit test, as for all other checks.
export default async function* (events) {
  for await (const { type, data } of events) {
    const own = data?.details?.type !== "suite" && data?.nesting === 0 && !/\.mjs$/.test(data?.name ?? "");
    if (type === "test:pass" && own && data.skip === undefined) yield `ok vscode: unit: ${data.name}\n`;
    if (type === "test:fail") {
      const error = data.details.error;
      const why = String(error?.cause?.message ?? error?.message ?? error).split("\n").filter(Boolean).slice(0, 3).join(" ");
      yield `FAILED vscode: unit: ${data.name}: ${why}\n`;
    }
  }
}
