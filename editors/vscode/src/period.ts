// Names of periods and days, short enough for a status bar.

// "Q4 2026 (Oct - Dec): Gauges that check themselves" is "Q4 2026".
export function periodName(heading: string): string {
  const name = heading.split(/\s*(?:[(:–—]|\s-\s)/u)[0]!.trim();
  return name || heading.trim();
}

// … and what it is for is "Gauges that check themselves"; often nothing is said.
export function periodGoal(heading: string): string {
  return /^[^:]*:\s*(\S.*?)\s*$/su.exec(heading)?.[1] ?? "";
}

// "2026-12" of "2026-12-01".
export function month(day: string): string {
  return day.slice(0, 7);
}

// The day to judge by: what is set, what the environment says, else the day of the machine where it
// is. Anything that is no day is passed over.
export function today(set: unknown, environment: string | undefined, now: Date): string {
  for (const said of [set, environment])
    if (typeof said === "string" && /^\d{4}-\d{2}-\d{2}$/.test(said)) return said;
  const two = (n: number) => String(n).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

// "Q4 2026: 1 of 2 done, 3 late".
export function statusWords(
  period: { name: string; detail: string } | undefined,
  late: number,
): string {
  const parts = [
    period
      ? [periodName(period.name), period.detail].filter(Boolean).join(": ")
      : "No current period",
  ];
  if (late > 0) parts.push(`${late} late`);
  return parts.join(", ");
}
