/// The one stylesheet, light and dark.
package enum Stylesheet {
    package static let css = """
        :root {
          --page: #fbfaf8; --ink: #1f2328; --quiet: #6a6f76; --line: #e3e0da; --good: #2b7a4b; --wait: #a2620f;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --page: #16181b; --ink: #e4e6e8; --quiet: #969ca3; --line: #2d3136; --good: #6fc28f; --wait: #dda45a;
          }
        }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
        main { max-width: 60rem; margin: 0 auto; padding: 3rem 1.25rem; }
        header { display: flex; align-items: baseline; justify-content: space-between; gap: 1rem; flex-wrap: wrap; }
        h1 { margin: 0; font-size: 1.5rem; font-weight: 600; letter-spacing: -0.01em; }
        .state, footer, dt, thead th { color: var(--quiet); font-size: 0.875rem; }
        .state { margin: 0; }
        .good { color: var(--good); }
        .wait { color: var(--wait); }
        dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(8rem, 1fr)); gap: 1rem; margin: 2rem 0; }
        dd { margin: 0; font-size: 1.375rem; font-variant-numeric: tabular-nums; }
        .scroll { overflow-x: auto; }
        table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
        th, td { padding: 0.5rem 0.75rem; text-align: right; border-bottom: 1px solid var(--line); white-space: nowrap; }
        th:first-child { padding-left: 0; text-align: left; font-weight: 500; }
        td:last-child, thead th:last-child { padding-right: 0; }
        thead th { font-weight: 400; }
        article th, article td { text-align: left; white-space: normal; vertical-align: top; }
        article td:first-child { padding-left: 0; }
        article { line-height: 1.5; overflow-wrap: anywhere; }
        article pre { overflow-x: auto; }
        code { font: 0.9em ui-monospace, monospace; }
        footer { margin-top: 2rem; }

        """
}
