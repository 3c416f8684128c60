package import BasinWire

/// How one partition stands, whatever its dataset is made by.
package struct PartitionMark: Sendable, Equatable {
    package var partition: String
    package var state: String
    package var revision: Int?
    package var rows: Int?
    package var publishedAt: String?
    package var reason: String?
    package var run: Int?

    package init(_ partition: PartitionSummary) {
        self.partition = partition.partition
        state = partition.state
        revision = partition.revision
        rows = partition.rows
        publishedAt = partition.publishedAt
        reason = partition.reason
        run = partition.run
    }

    package init(_ hour: HourSummary) {
        partition = hour.hour
        state = hour.state
        revision = hour.revision
        rows = hour.ledger.delivered
        publishedAt = hour.sealedAt
        reason = hour.reason
    }

    var standing: Standing {
        switch state {
        case "published", "sealed": .good
        case "running", "publishing": .busy
        case "stale", "retrying": .warning
        case "failed": .bad
        case "expired", "skipped": .off
        case "open": reason == nil ? .waiting : .warning
        default: .waiting
        }
    }

    var word: String { state.replacing("_", with: " ") }

    /// Somebody should know.
    var isToBeSeen: Bool { [.warning, .bad, .busy].contains(standing) }

    /// All of it in a line.
    var label: String {
        var parts = ["\(partition): \(word)"]
        if let revision { parts.append("r\(revision)") }
        if let rows, revision != nil || rows > 0 { parts.append(Figures.count(rows, "row")) }
        return parts.joined(separator: ", ")
    }

    /// What the marks mean, of those that there are.
    static func key(_ marks: some Sequence<PartitionMark>) -> [(standing: Standing, word: String)] {
        let all = Array(marks)
        return Standing.allCases.compactMap { standing in
            var words: [String] = []
            for mark in all where mark.standing == standing && !words.contains(mark.word) { words.append(mark.word) }
            return words.isEmpty ? nil : (standing, words.sorted().joined(separator: ", "))
        }
    }
}
