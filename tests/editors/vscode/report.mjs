// One line for each check: `ok vscode: what` or `FAILED vscode: what: why`.
let failures = 0;

// Milliseconds for anything to come: a busy machine is no failure.
export const patience = Number(process.env.PLAND_PATIENCE ?? 60) * 1000;

// For VS Code to start, however little patience there is with what it does then.
export const toStart = Math.max(3 * patience, 180_000);

export const failed = () => failures;

export function ok(what) {
  console.log(`ok vscode: ${what}`);
}

export function fail(what, why) {
  failures += 1;
  console.log(`FAILED vscode: ${what}: ${short(why)}`);
}

const short = (why) => {
  const lines = String(why?.message ?? why).replace(/\x1b\[[0-9;]*m/g, "").split("\n");
  return lines.map((one) => one.trim()).filter(Boolean).slice(0, 3).join(" ");
};

// Runs something, and once more if it failed: a hover or a menu of a busy editor sometimes does not
// come, and a person tries again. That is told: a check that needs it often is to be mended.
export async function twice(what, run, between) {
  try {
    await run();
  } catch (error) {
    console.log(`again vscode: ${what}: ${short(error)}`);
    await between();
    await run();
  }
}

// Runs a check. What goes wrong is told, and the next one begins.
export async function check(what, run, onFailure) {
  try {
    await run();
    ok(what);
  } catch (error) {
    fail(what, error);
    await onFailure?.(error);
  }
}

// Looks until what is seen passes `test`, a pattern or a function, and returns it.
export async function until(look, test, wait = patience) {
  const passes = test instanceof RegExp ? (seen) => test.test(seen) : test;
  const end = Date.now() + wait;
  for (;;) {
    const seen = await look();
    if (passes(seen)) return seen;
    if (Date.now() > end) throw new Error(`${test} never came; seen: ${JSON.stringify(seen)?.slice(0, 400)}`);
    await new Promise((resolve) => setTimeout(resolve, 60));
  }
}
