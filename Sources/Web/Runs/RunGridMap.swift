import BasinWire

/// Rows of squares, one for each partition. Written tersely: there are thousands. A square's title is its name; its sign is
/// drawn by the style.
struct RunGridMap {
    private static let columns = 30
    private let rows: [RunGrid.Row]

    init(_ rows: [RunGrid.Row]) { self.rows = rows }

    private static let key: [(standing: Standing, word: String)] = [
        (.good, "published"), (.busy, "running"), (.waiting, "waits"), (.warning, "stale or tried again"),
        (.bad, "failed"), (.off, "skipped or expired"),
    ]

    static func standing(_ state: String) -> Standing {
        switch state {
        case "expired", "skipped", "cancelled": .off
        default: Standing(of: state)
        }
    }

    var html: HTML {
        let words = Self.key.map { item -> HTML in
            "<li><span class=\"square \(item.standing.rawValue)\" aria-hidden=\"true\"></span>\(item.word)</li>"
        }
        let body = rows.map { row($0) }
        return """
            <figure class="heat squares" id="partitions"><figcaption>Each square is a partition, the latest first</figcaption><ul class="key">\(words)</ul>
            <div class="scroll" tabindex="0" role="group" aria-label="Datasets and their latest partitions"><table>
            <caption class="unseen">Datasets and their latest partitions, the latest first</caption>
            <thead><tr><th scope="col">Dataset</th><th scope="col" colspan="\(Self.columns)">Partitions, the latest first</th></tr></thead>
            <tbody>
            \(body)</tbody></table></div></figure>

            """
    }

    private func row(_ row: RunGrid.Row) -> HTML {
        let squares = row.partitions.suffix(Self.columns).reversed().map { Self.square($0, of: row.dataset) }
        let missing = Self.columns - squares.count
        let gap: HTML = missing > 0 ? "<td colspan=\"\(missing)\"></td>" : ""
        let paused: HTML = row.isPaused ? " · paused" : ""
        return """
            <tr><th scope="row">\(HTML.link(row.dataset, to: .dataset(row.dataset)))<span class="small"><bdi>\(row.owner)</bdi> · \(RunWords.granularity(row.granularity))\(paused)</span>\(Self.trouble(row))</th>\(squares)\(gap)</tr>

            """
    }

    private static func trouble(_ row: RunGrid.Row) -> HTML {
        var badges: [HTML] = []
        if row.failed > 0 { badges.append(Standing.bad.badge("\(Figures.grouped(row.failed)) failed")) }
        if row.stale > 0 { badges.append(Standing.warning.badge("\(Figures.grouped(row.stale)) stale")) }
        return HTML(badges, between: " ")
    }

    /// To the run, where there is one: its address is short, and its page leads on.
    private static func square(_ partition: PartitionSummary, of dataset: String) -> HTML {
        let address = partition.run.map { Address.run($0) } ?? RunWords.partition(partition.partition, of: dataset)
        let word = partition.state.replacing("_", with: " ")
        return "<td><a class=\"square \(standing(partition.state).rawValue)\" href=\"\(address.text)\" title=\"\(partition.partition) \(word)\"></a></td>"
    }
}
