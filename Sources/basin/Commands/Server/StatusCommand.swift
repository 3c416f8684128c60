import ArgumentParser
import BasinClient
import BasinWire

struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Show live figures per event type.")

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: FormatOption

    func run() async throws {
        let status = try await connection.withClient { try await $0.status() }
        let table = TextTable(
            ["EVENT TYPE", "RECEIVED", "DELIVERED", "DUPLICATE", "QUARANTINED", "PENDING", "OPEN HOURS"],
            numeric: [1, 2, 3, 4, 5, 6],
            rows: status.types.map { type in
                let cells = [
                    type.received, type.delivered, type.duplicate, type.quarantined, type.pending, type.openHours,
                ]
                return [type.name] + cells.map { String($0) }
            })
        if output.format == .table {
            try Terminal.write(
                "\(status.ready ? "Ready" : "Not ready"), up \(Figures.seconds(Double(status.uptimeSeconds))), event log "
                    + "\(Figures.bytes(status.logBytes)), \(Figures.count(status.unknownTypeRefused, "event")) of unknown "
                    + "type refused\n\n")
        }
        try output.format.print(status, as: table)
    }
}
