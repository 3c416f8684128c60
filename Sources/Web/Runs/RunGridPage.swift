package import BasinWire

/// Datasets by their latest partitions: what is as it should be, at a glance, and where it is not.
package enum RunGridPage {
    package static func page(_ grid: RunGrid, owner: String?, text: String?, for visitor: Visitor) -> Page {
        let first = (grid.page - 1) * grid.rowsOfPage + 1
        let last = first + grid.rows.count - 1
        let range: HTML =
            grid.rows.isEmpty
            ? "\(Figures.count(grid.total, "dataset"))"
            : "\(Figures.grouped(first))–\(Figures.grouped(last)) of \(Figures.count(grid.total, "dataset")), at \(visitor.moment.exact(grid.at))"
        let body: HTML = grid.rows.isEmpty
            ? empty(owner, text)
            : "\(RunGridMap(grid.rows).html)\(pages(grid, owner, text))\(HTML.more("As a table", "\(table(grid))"))"
        return Page(
            "Grid of runs", for: visitor, in: .runs, trail: [("Runs", "/runs")], isWide: true,
            body: """
                \(RunWords.tabs(.grid))\(filters(owner, text))
                \(HTML.section("grid", "Datasets and their latest partitions", about: "Those in trouble first, then by tier and name. \(range).", body))
                """)
    }

    private static func filters(_ owner: String?, _ text: String?) -> HTML {
        """
        <form method="get" action="/runs/grid" class="filters" role="search" aria-label="Choose datasets">
        \(Form.text("q", "Name", value: text ?? "", placeholder: "any"))\(Form.text("owner", "Owner", value: owner ?? "", placeholder: "any team"))
        <button class="secondary">Choose</button>
        </form>

        """
    }

    private static func empty(_ owner: String?, _ text: String?) -> HTML {
        guard owner == nil && text == nil else {
            return HTML.empty("No dataset is like this", "Choose another name or owner, or see <a href=\"/runs/grid\">all datasets</a>.")
        }
        return HTML.empty(
            "No pipeline makes anything yet",
            "Each dataset of a pipeline would be a row, each partition a square. Declare one in <code>datasets/</code>, then <code>basin apply</code>.")
    }

    private static func pages(_ grid: RunGrid, _ owner: String?, _ text: String?) -> HTML {
        let here = Address("runs", "grid").with("owner", owner).with("q", text)
        var links: [HTML] = []
        if grid.page > 1 {
            links.append("<a rel=\"prev\" href=\"\(here.with("page", String(grid.page - 1)).text)\">Before</a>")
        }
        if grid.page * grid.rowsOfPage < grid.total {
            links.append("<a rel=\"next\" href=\"\(here.with("page", String(grid.page + 1)).text)\">More</a>")
        }
        return links.isEmpty ? .none : "<nav class=\"beneath\" aria-label=\"Pages of the grid\">\(HTML(links, between: " "))</nav>\n"
    }

    private static func table(_ grid: RunGrid) -> DataTable {
        DataTable(
            "datasets", "Datasets and their latest partitions",
            columns: [
                .text("Dataset"), .text("Owner"), .text("Tier"), .text("Cut"), .number("Failed", unit: "partitions"),
                .number("Stale", unit: "partitions"), .text("Latest"), .text("State"),
            ],
            rows: grid.rows.map { row in
                let latest = row.partitions.last
                return [
                    .link(row.dataset, to: .dataset(row.dataset)), .link(row.owner, to: .team(row.owner)), .text(row.tier),
                    .text(RunWords.granularity(row.granularity)), .number(row.failed), .number(row.stale),
                    latest.map { .link($0.partition, to: RunWords.partition($0.partition, of: row.dataset)) } ?? .none,
                    latest.map { .state($0.state) } ?? .none,
                ]
            }, empty: "No dataset.", hidesCaption: true)
    }
}
