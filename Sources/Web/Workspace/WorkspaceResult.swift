import BasinCore

/// What came of a query.
struct WorkspaceResult {
    var workspace: Workspace
    /// Who saves it, when somebody does.
    var owner: String

    var html: HTML {
        switch workspace.outcome {
        case .none where workspace.sql.isEmpty: HTML.part("result", beginning)
        case .none: HTML.part("result", "\(HTML.note("Not run yet."))\(more)")
        case .asksForValues:
            HTML.part("result", HTML.notice(.waiting, "<p>The query takes values. Fill in the fields beneath it, then run it.</p>"))
        case .failed(let message): HTML.part("result", failure(message))
        case .rows(let rows): HTML.part("result", "\(result(rows))\(more)")
        }
    }

    private var beginning: HTML {
        HTML.empty(
            "Ask the data",
            """
            Write a query, for example <code>SELECT count(*) AS n FROM song_played</code>. <a href="/search">Find a dataset</a>, open \
            a <a href="/sql/saved">saved query</a>, or go on from <a href="/sql/history">what you asked before</a>.
            """)
    }

    private func failure(_ message: String) -> HTML {
        let lines = message.split(separator: "\n", omittingEmptySubsequences: true)
        let sentences = lines.map { "<p>\(HTML.prose(String($0)))</p>\n" as HTML }
        return HTML.notice(
            .bad,
            "<p><strong>The query failed.</strong></p>\n\(sentences)\(SQLExcerpt(message, in: workspace.sql).map(\.html))")
    }

    private func result(_ rows: QueryRows) -> HTML {
        let table = RowsTable.table("rows", "Rows of the query", rows, empty: "No row answers this query.")
        var shown = table
        // Its rows are asked for again when they are exported, all of them.
        shown.isExportable = false
        return HTML.section(
            "rows-result", "Result", about: about(rows),
            "<div class=\"result\">\(shown)</div>\n\(masked(rows))\(chart(rows))")
    }

    private func about(_ rows: QueryRows) -> HTML {
        let columns = Figures.count(rows.columns.count, "column")
        let time = Figures.duration(seconds: rows.seconds)
        let purpose: HTML? = workspace.purpose.isEmpty ? nil : " Asked for the purpose \(HTML.code(workspace.purpose))."
        if rows.isCut {
            return "The first \(Figures.count(rows.rows.count, "row")) of more, \(columns), in \(time). Export gives all rows.\(purpose)"
        }
        return "\(Figures.count(rows.rows.count, "row")), \(columns), in \(time).\(purpose)"
    }

    private func masked(_ rows: QueryRows) -> HTML? {
        let names = rows.masked
        guard !names.isEmpty else { return nil }
        return HTML.note(
            """
            <span class="masked">\(QueryRows.mask)</span> stands where you may not read a value (\(HTML(names.prefix(20).map { HTML.code($0) }, between: ", "))). \
            With a grant, give its purpose above; without one, <a href="/access">ask for access</a>.
            """)
    }

    private func chart(_ rows: QueryRows) -> HTML? {
        guard let drawn = workspace.chart.chart(of: rows) else { return nil }
        let all = rows.columns.map { (value: $0.name, title: $0.name) }
        let numbers = rows.columns.filter(\.isNumber).map { (value: $0.name, title: $0.name) }
        let cut: HTML? = rows.rows.count > ChartChoice.mostPoints ? HTML.note("The first \(ChartChoice.mostPoints) rows are drawn.") : nil
        let negative = rows.rows.contains { row in (row[drawn.y].flatMap { Double($0) } ?? 0) < 0 }
        let below: HTML? = negative ? HTML.note("Values below 0 are not drawn; the table behind the chart has them.") : nil
        return """
            <section aria-labelledby="chart-title" id="chart" class="quick-chart"><div class="heading"><h2 id="chart-title">Chart</h2></div>
            <div class="bar chart-bar">\(Self.bound(Form.choice("x", "Along the bottom", all, chosen: rows.columns[drawn.x].name)))\
            \(Self.bound(Form.choice("y", "Values", numbers, chosen: rows.columns[drawn.y].name)))\
            \(Self.bound(Form.choice("kind", "As", [("bars", "bars"), ("lines", "lines")], chosen: drawn.chart.kind.rawValue)))\
            <button class="secondary" form="workspace" id="draw">Run and draw</button></div>
            \(drawn.chart)\(cut)\(below)</section>

            """
    }

    /// A field that stands outside of the form that it belongs to.
    private static func bound(_ field: HTML) -> HTML {
        HTML(rendered: field.text.replacing("<select ", with: "<select form=\"workspace\" "))
    }

    private var more: HTML {
        guard !workspace.sql.isEmpty else { return .none }
        return "\(share)\(save)"
    }

    private var share: HTML {
        HTML.more(
            "Share a link",
            """
            \(HTML.notice(.warning, "<p>Whoever gets the link sees the SQL with the values that stand in it, and so do logs and browser histories on the way. What is personal belongs into a parameter (<code>$name</code>): values of parameters are not in the link. Everybody runs it with their own rights.</p>"))
            <div data-share>\(HTML.snippet("Link", Address("sql").with("sql", workspace.sql).text))</div>
            """)
    }

    private var save: HTML {
        let files = SavedQueryFiles(workspace, owner: owner)
        let names: HTML? =
            files.hasNames
                ? nil
                : HTML.notice(
                    .warning,
                    "<p>Give each parameter a name first: <code>$name</code> instead of <code>?</code> or <code>$1</code>.</p>")
        return HTML.more(
            "Save it for everybody",
            """
            <p>A saved query is a definition: two files in the project, reviewed and applied like all others. Choose a name, then everybody finds it and runs it with their own rights.</p>
            \(names)\(HTML.snippet("queries/\(files.name).yaml", files.yaml))\(HTML.snippet("queries/\(files.name).sql", files.text))\(HTML.snippet("Terminal, in the project's folder", SavedQueryFiles.command))
            """)
    }
}
