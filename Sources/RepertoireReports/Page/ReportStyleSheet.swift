/// The style sheet of the page.
enum ReportStyleSheet {
  static let source =
    """
    :root { color-scheme: light dark; \(FigureStyle.light) --line: #8886; --soft: #8881; --bad: #b3261e; --warn: #8a5a00; }
    @media screen and (prefers-color-scheme: dark) {
      :root { \(FigureStyle.dark) --bad: #ff8a80; --warn: #f0b43c; }
    }
    html { background: var(--paper); color: var(--ink); }
    body { font: 16px/1.55 system-ui, "DejaVu Sans", sans-serif; max-width: 76rem; margin: 0 auto; padding: 1rem 1.2rem 3rem; }
    h1 { font-size: 1.7rem; line-height: 1.25; margin: .6rem 0; }
    h2 { font-size: 1.3rem; margin: 2.6rem 0 .6rem; padding-top: .6rem; border-top: 2px solid var(--line); overflow-wrap: anywhere; }
    h3 { font-size: 1.05rem; margin: 1.6rem 0 .4rem; overflow-wrap: anywhere; }
    a { color: var(--c0); overflow-wrap: anywhere; }
    .skip { position: absolute; left: -100vw; } .skip:focus { left: 1rem; background: var(--paper); padding: .4rem; }
    nav ul { display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; list-style: none; padding: 0; }
    .cards { display: flex; flex-wrap: wrap; gap: .8rem; padding: 0; list-style: none; }
    .cards li { background: var(--soft); border-radius: .4rem; padding: .6rem 1rem; min-width: 6.5rem; }
    .cards strong { display: block; font-size: 1.6rem; line-height: 1.2; }
    .wide { overflow-x: auto; max-width: 100%; }
    table { border-collapse: collapse; font-size: .86rem; min-width: 20rem; }
    caption { text-align: left; font-weight: 600; padding: .3rem 0; }
    th, td { text-align: left; padding: .32rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top; }
    thead th { vertical-align: bottom; overflow-wrap: normal; }
    .gene { white-space: nowrap; }
    table.dense { border-collapse: separate; border-spacing: 0; }
    @media screen and (min-width: 60rem) {
      table.dense tr > :first-child { position: sticky; left: 0; background: var(--paper); }
    }
    th button { font: inherit; color: inherit; background: none; border: 0; padding: 0; cursor: pointer; text-align: inherit; }
    th button::after { content: "\\00a0\\2195"; opacity: .45; }
    th[aria-sort=ascending] button::after { content: "\\00a0\\2191"; opacity: 1; }
    th[aria-sort=descending] button::after { content: "\\00a0\\2193"; opacity: 1; }
    td { unicode-bidi: isolate; overflow-wrap: break-word; max-width: 32ch; }
    td:first-child { min-width: 8.5rem; } td:last-child { min-width: 9rem; } td.number:last-child { min-width: 0; }
       td.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
    td.sequence { white-space: nowrap; }
    td.sequence code { display: inline-block; max-width: 24ch; overflow: hidden; text-overflow: ellipsis; vertical-align: bottom; }
    td.FAIL { color: var(--bad); font-weight: 700; } td.WARN { color: var(--warn); font-weight: 700; }
    tr.faint td { opacity: .62; }
    .bar { display: flex; flex-wrap: wrap; gap: .6rem; align-items: center; font-size: .86rem; margin: .4rem 0; }
    .bar input { font: inherit; padding: .2rem .5rem; min-width: 12rem; }
    .bar button, .copy { font: inherit; padding: .1rem .6rem; }
    .copy { font-size: .75rem; margin-left: .4rem; padding: 0 .4rem; }
    :focus-visible { outline: 3px solid var(--c1); outline-offset: 2px; }
    .note { background: var(--soft); border-left: 4px solid var(--c1); padding: .5rem .8rem; overflow-wrap: anywhere; }
    .figures { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 34rem), 1fr)); gap: 1.4rem; align-items: start; }
    figure { margin: 0; min-width: 0; } figure.whole { grid-column: 1 / -1; max-width: 52rem; }
    figure h3 { margin-top: .4rem; }
    figcaption { font-size: .88rem; margin-top: .3rem; max-width: 72ch; }
    svg.figure { display: block; width: 100%; min-width: 34rem; height: auto; }
    section.group { content-visibility: auto; contain-intrinsic-size: auto 90rem; }
    details summary { cursor: pointer; font-weight: 600; margin: 1rem 0 .4rem; }
    dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; font-size: .88rem; }
    dt { font-family: ui-monospace, monospace; } dd { margin: 0; overflow-wrap: anywhere; }
    @media (max-width: 40rem) { dl { grid-template-columns: 1fr; } dd { margin: 0 0 .4rem 1rem; } body { padding: .6rem; } }
    @media print {
      @page { size: A4 landscape; margin: 12mm; }
      html { font-size: 11px; } body { padding: 0; }
      table { font-size: 9px; } table.dense { font-size: 6.5px; width: 100%; }
      table:not(.dense) td { min-width: 4rem; }
      th, td { padding: 1px 3px; } td, td:first-child, td:last-child { max-width: none; min-width: 0; overflow-wrap: anywhere; }
      body { max-width: none; font-size: 11px; } nav, .bar, .copy, .skip { display: none; }
      tr.elsewhere { display: table-row; } section.group { content-visibility: visible; }
      figure, tr { break-inside: avoid; } h2, h3 { break-after: avoid; }
      .figures { grid-template-columns: 1fr 1fr; }
      .wide { overflow: visible; } svg.figure { min-width: 0; max-width: 100%; max-height: 150mm; }
      h2 { margin-top: 1.2rem; } th button::after { content: none; }
      td.sequence code { max-width: none; white-space: normal; overflow-wrap: anywhere; } td.sequence { white-space: normal; }
    }

    """ + FigureStyle.rules
}
