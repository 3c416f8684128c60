import ArgumentParser
import BasinClient
import BasinWire

struct HoursCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hours", abstract: "List an event type's hours with their ledgers.")

    @Argument(help: "The event type.")
    var type: String

    @Option(help: "First hour or day, e.g. 2018-11-01 or 2018-11-01T14.")
    var from: String?

    @Option(help: "End of the range, not included.")
    var to: String?

    @Flag(help: "How late events came, by the time between the event and its receipt.")
    var lateness = false

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: FormatOption

    func run() async throws {
        let hours = try await connection.withClient { try await $0.hours(of: type, from: from, to: to) }
        try output.format.print(hours, as: lateness ? .lateness(hours) : .hours(hours))
    }
}

extension TextTable {
    fileprivate static func lateness(_ hours: [HourSummary]) -> TextTable {
        let titles = ["HOUR", "LATE", "AHEAD", "1 MIN", "10 MIN", "1 H", "6 H", "1 DAY", "7 DAYS", "MORE"]
        return TextTable(
            titles, numeric: Set(1..<titles.count),
            rows: hours.compactMap { hour in
                hour.lateness.map { [hour.hour, String($0.late)] + $0.counts.map { String($0) } }
            })
    }

    static func hours(_ hours: [HourSummary]) -> TextTable {
        TextTable(
            [
                "HOUR", "STATE", "REVISION", "RECEIVED", "DELIVERED", "DUPLICATE", "QUARANTINED", "PENDING",
                "SEALED AT",
                "REASON",
            ], numeric: [2, 3, 4, 5, 6, 7],
            rows: hours.map { hour in
                [hour.hour, hour.state, hour.revision.map { String($0) } ?? "-"] + hour.ledger.cells(hour.replayed)
                    + [hour.sealedAt ?? "-", hour.reason ?? ""]
            })
    }
}

extension LedgerTotals {
    fileprivate func cells(_ replayed: Int) -> [String] {
        let refused = replayed == 0 ? String(quarantined) : "\(quarantined) (\(replayed) replayed)"
        return [String(received), String(delivered), String(duplicate), refused, String(pending)]
    }
}
