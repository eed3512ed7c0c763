import assert from "node:assert/strict";
import { test } from "node:test";
import { month, periodGoal, periodName, statusWords, today } from "../src/period";

test("a period's name is what stands before its months and its goal", () => {
  assert.equal(periodName("Q4 2026 (Oct - Dec): Gauges that check themselves"), "Q4 2026");
  assert.equal(periodName("H1 2028: A second coast"), "H1 2028");
  assert.equal(periodName("Sprint 12 - 2026-12-01 to 2026-12-14"), "Sprint 12");
  assert.equal(periodName("Phase 2 — Twenty harbours"), "Phase 2");
  assert.equal(periodName("2026-12"), "2026-12");
  assert.equal(periodName("Now"), "Now");
  assert.equal(periodName("(no title)"), "(no title)");
});

test("a period's goal is what stands behind its name", () => {
  assert.equal(periodGoal("Q4 2026 (Oct - Dec): Gauges: all of them"), "Gauges: all of them");
  assert.equal(periodGoal("Q4 2026"), "");
  assert.equal(periodGoal("Q4 2026: "), "");
});

test("today is what is set, else what the environment says, else the machine's", () => {
  const now = new Date(2026, 0, 5, 23, 59);
  assert.equal(today("2026-12-01", "2027-01-01", now), "2026-12-01");
  assert.equal(today("", "2027-01-01", now), "2027-01-01");
  assert.equal(today(undefined, "tomorrow", now), "2026-01-05");
  assert.equal(month("2026-12-01"), "2026-12");
});

test("the status bar says period, counts and what is late", () => {
  const period = { name: "Q4 2026 (Oct - Dec): Gauges", detail: "0 of 2 done" };
  assert.equal(statusWords(period, 0), "Q4 2026: 0 of 2 done");
  assert.equal(statusWords(period, 3), "Q4 2026: 0 of 2 done, 3 late");
  assert.equal(statusWords({ name: "Q4 2026", detail: "" }, 0), "Q4 2026");
  assert.equal(statusWords(undefined, 1), "No current period, 1 late");
});
