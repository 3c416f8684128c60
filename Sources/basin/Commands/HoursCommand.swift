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

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: FormatOption

    func run() async throws {
        let hours = try await connection.withClient { try await $0.hours(of: type, from: from, to: to) }
        try output.format.print(hours, as: .hours(hours))
    }
}

extension TextTable {
    static func hours(_ hours: [HourSummary]) -> TextTable {
        TextTable(
            [
                "HOUR", "STATE", "REVISION", "RECEIVED", "DELIVERED", "DUPLICATE", "QUARANTINED", "PENDING", "SEALED AT",
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
