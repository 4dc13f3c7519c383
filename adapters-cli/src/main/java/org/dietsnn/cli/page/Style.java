package org.dietsnn.cli.page;

/** The one style sheet of all pages. */
final class Style {
  /** Follows the reader's choice of light or dark, and the width of the screen. */
  static final String SHEET =
      """
      :root { --ink: #1b1f24; --soft: #59636e; --paper: #fff; --line: #d1d9e0; --mark: #0a5dc2; --dot: #0a5dc288; }
      @media (prefers-color-scheme: dark) {
        :root { --ink: #e6edf3; --soft: #9198a1; --paper: #0d1117; --line: #3d444d; --mark: #58a6ff; --dot: #58a6ff88; }
      }
      * { box-sizing: border-box; }
      body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
      main { max-width: 60rem; margin: 0 auto; padding: 1rem; }
      h1 { font-size: 1.5rem; } h2 { font-size: 1.2rem; margin: 2.2rem 0 .4rem; } h3 { font-size: 1rem; margin: 1rem 0 .2rem; }
      p { color: var(--soft); margin: .4rem 0; max-width: 46rem; }
      .scroll { overflow-x: auto; }
      table { border-collapse: collapse; margin: .8rem 0; font-variant-numeric: tabular-nums; }
      caption { text-align: left; color: var(--soft); padding-bottom: .2rem; }
      th, td { padding: .3rem .9rem .3rem 0; border-bottom: 1px solid var(--line); text-align: right; vertical-align: top; }
      thead th { font-weight: 600; vertical-align: bottom; }
      th:first-child, .facts td { text-align: left; }
      tbody th { font-weight: 600; white-space: nowrap; }
      .facts td { overflow-wrap: anywhere; }
      .chart { display: block; margin: .6rem 0; overflow: visible; }
      .chart text { fill: var(--ink); font-size: 14px; } .chart .label { font-weight: 600; } .chart .tick { fill: var(--soft); font-size: 12px; }
      .chart .grid { stroke: var(--line); } .chart .range { stroke: var(--mark); stroke-width: 2; }
      .chart .median { stroke: var(--mark); stroke-width: 4; } .chart .dot { fill: var(--dot); } .chart .bar { fill: var(--mark); }
      pre { overflow-x: auto; font-size: 13px; }
      """;

  private Style() {}
}
