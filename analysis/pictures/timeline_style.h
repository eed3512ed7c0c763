// The style sheet of a timeline's picture. Every selector begins with the picture's own class, so
// that it leaves the rest of a page alone.
#pragma once

#include <string_view>

namespace pland::pictures {

// The names are the interface: docs/overview.md lists them.
inline constexpr std::string_view timeline_style = R"(<style>
.pland-timeline {
  --bg: var(--pland-background, #ffffff); --fg: var(--pland-foreground, #1f2328);
  --muted: var(--pland-muted, #59636e); --line: var(--pland-line, #d5dbe2);
  --lane: var(--pland-lane, #f5f7fa); --now: var(--pland-lane-current, #edf4ff);
  --card: var(--pland-card, #ffffff); --accent: var(--pland-accent, #1f6feb);
  --done: var(--pland-done, #1a7f37); --doing: var(--pland-doing, #1f6feb);
  --todo: var(--pland-todo, #6e7781); --warn: var(--pland-warning, #9a6700);
  --bad: var(--pland-error, #cf222e); --review: var(--pland-review, #8250df);
  font-family: var(--pland-font, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", Arial, sans-serif);
  background: var(--bg);
}
@media (prefers-color-scheme: dark) {
  .pland-timeline {
    --bg: var(--pland-background, #0d1117); --fg: var(--pland-foreground, #e6edf3);
    --muted: var(--pland-muted, #9198a1); --line: var(--pland-line, #30363d);
    --lane: var(--pland-lane, #151b23); --now: var(--pland-lane-current, #111e33);
    --card: var(--pland-card, #1f2630); --accent: var(--pland-accent, #4493f8);
    --done: var(--pland-done, #3fb950); --doing: var(--pland-doing, #4493f8);
    --todo: var(--pland-todo, #8b949e); --warn: var(--pland-warning, #d29922);
    --bad: var(--pland-error, #f85149); --review: var(--pland-review, #ab7df8);
  }
}
.pland-timeline text { fill: var(--fg); font-size: 12px; }
.pland-timeline .canvas { fill: var(--bg); }
.pland-timeline .h1 { font-size: 21px; font-weight: 650; letter-spacing: -.01em; }
.pland-timeline .h2 { font-size: 15px; font-weight: 650; }
.pland-timeline .group { font-size: 11px; font-weight: 650; letter-spacing: .06em; fill: var(--muted); }
.pland-timeline .goal { font-size: 12.5px; }
.pland-timeline .small { font-size: 11.5px; }
.pland-timeline .muted { fill: var(--muted); }
.pland-timeline .title { font-size: 13px; font-weight: 600; }
.pland-timeline .closed .title { fill: var(--muted); }
.pland-timeline .struck { text-decoration: line-through; }
.pland-timeline .initials { font-size: 8.5px; font-weight: 700; fill: var(--muted); }
.pland-timeline .pill { font-size: 10.5px; font-weight: 600; }
.pland-timeline .lane { fill: var(--lane); }
.pland-timeline .lane.current { fill: var(--now); stroke: var(--accent); stroke-opacity: .35; }
.pland-timeline .track { fill: var(--line); }
.pland-timeline .elapsed { fill: var(--muted); fill-opacity: .55; }
.pland-timeline .elapsed.current { fill: var(--accent); fill-opacity: 1; }
.pland-timeline .body { fill: var(--card); stroke: var(--line); }
.pland-timeline .disc { fill: var(--lane); stroke: var(--line); }
.pland-timeline .rule { stroke: var(--line); }
.pland-timeline .gap { stroke: var(--muted); stroke-width: 2; stroke-linecap: round; stroke-dasharray: .1 5; }
.pland-timeline .today { stroke: var(--accent); stroke-width: 1.5; }
.pland-timeline .today.below { stroke-opacity: .35; }
.pland-timeline .over > text, .pland-timeline .over > .period > text { paint-order: stroke; stroke: var(--lane); stroke-width: 4px; stroke-linejoin: round; }
.pland-timeline .over.current > text, .pland-timeline .over.current > .period > text { stroke: var(--now); }
.pland-timeline .some-day { stroke: var(--line); stroke-width: 3; stroke-linecap: round; stroke-dasharray: .1 9; }
.pland-timeline .today-pill { fill: var(--accent); }
.pland-timeline .today-text { fill: var(--bg); font-size: 11px; font-weight: 650; }
.pland-timeline .arrow { fill: none; stroke: var(--muted); stroke-width: 1.5; stroke-opacity: .75; }
.pland-timeline .arrow.met { stroke: var(--done); }
.pland-timeline .arrow.late { stroke: var(--bad); stroke-dasharray: 4 3; stroke-opacity: 1; }
.pland-timeline .head { fill: var(--muted); }
.pland-timeline .head.met { fill: var(--done); }
.pland-timeline .head.late { fill: var(--bad); }
.pland-timeline .done { fill: var(--done); } .pland-timeline .done-line { stroke: var(--done); }
.pland-timeline .doing { fill: var(--doing); } .pland-timeline .doing-line { stroke: var(--doing); }
.pland-timeline .todo { fill: var(--todo); } .pland-timeline .todo-line { stroke: var(--todo); }
.pland-timeline .warn { fill: var(--warn); } .pland-timeline .warn-line { stroke: var(--warn); }
.pland-timeline .bad { fill: var(--bad); } .pland-timeline .bad-line { stroke: var(--bad); }
.pland-timeline .review { fill: var(--review); } .pland-timeline .review-line { stroke: var(--review); }
.pland-timeline .glyph { fill: none; stroke-width: 1.6; stroke-linecap: round; stroke-linejoin: round; }
.pland-timeline .on { fill: none; stroke: var(--card); stroke-width: 1.7; stroke-linecap: round; stroke-linejoin: round; }
.pland-timeline .tint-bad { fill: var(--bad); fill-opacity: .12; }
.pland-timeline .tint-warn { fill: var(--warn); fill-opacity: .14; }
.pland-timeline title { display: none; }
.pland-timeline .badge { pointer-events: none; }
.pland-timeline .card { cursor: pointer; outline: none; }
.pland-timeline .hit { fill: transparent; stroke: transparent; }
.pland-timeline .card:hover > .body { stroke: var(--accent); }
.pland-timeline .card:focus-visible > .body, .pland-timeline .card.active > .body { stroke: var(--accent); stroke-width: 2; }
.pland-timeline .card:hover > .hit, .pland-timeline .card:focus-visible > .hit, .pland-timeline .card.active > .hit { stroke: var(--accent); }
</style>
)";

}  // namespace pland::pictures
