package import BasinWire

/// How a dataset's definition changed, by whom and why.
package enum DatasetHistoryPage {
    /// - Parameter older: the number before which the next page begins; nil where there is none.
    package static func page(_ detail: DatasetDetail, _ changes: [AppliedChange], older: Int?, for visitor: Visitor) -> Page {
        let rows = changes.map { change -> [Cell] in
            [
                .ago(change.at, visitor.moment), Cell(kind(change.change.kind), value: change.change.kind),
                .link(change.person, to: .person(change.person)),
                .text(change.reason), Cell(details(change.change), value: change.change.details.joined(separator: " ")),
                version(change.change.version, detail),
            ]
        }
        let table = DataTable(
            "changes", "Changes of the definition",
            columns: [.text("When"), .text("Change"), .text("Who"), .wide("Why, as they said"), .wide("What"), .number("Schema version")],
            rows: rows, empty: "No change is known. Definitions change with <code>basin apply --reason …</code>.", hidesCaption: true)
        let more: HTML? = older.map {
            "<p><a href=\"\(DatasetTab.history.address(detail.summary.name).with("before", String($0)).text)\">Older changes</a></p>\n"
        }
        return DatasetFrame.page(
            detail, tab: .history, for: visitor,
            body: HTML.section(
                "history", "Changes of the definition",
                about: "The latest first. What changed in the data stands with its partitions.", "\(table)\(more)"))
    }

    /// Of an event type it leads to what differs from the one before.
    private static func version(_ version: Int?, _ detail: DatasetDetail) -> Cell {
        guard let version, version > 1, version <= detail.schemaVersion, detail.summary.kind == "event" else { return .number(version) }
        let diff = DatasetTab.schema.address(detail.summary.name).with("from", String(version - 1)).with("to", String(version))
        return Cell("<a href=\"\(diff.text)#diff\">\(version)<span class=\"unseen\">: what differs</span></a>", value: String(version))
    }

    private static func kind(_ word: String) -> HTML {
        word == "breaking" ? Standing.warning.badge(word) : HTML.tag(word)
    }

    private static func details(_ change: PlannedChange) -> HTML {
        guard change.details.count > 1 else { return HTML.prose(change.details.first ?? "") }
        return "<ul class=\"plain\">\(change.details.map { "<li>\(HTML.prose($0))</li>" as HTML })</ul>"
    }
}
