import ArgumentParser
import BasinClient
import BasinCore
import BasinWire

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Try the door of a source: what would become of each kind of event?",
        discussion: """
            Sends a made-up call for each event type of the source, and one that no event type takes, as its clients would, \
            and says what would become of it. Nothing is stored. Exits with 1 when any of them is refused or becomes \
            something else.
            """)

    @Option(help: "The source; `basin sources` lists them.")
    var source: String

    @Option(help: "The secret of a write key, for sources that are not open. Better in BASIN_WRITE_KEY: other users see arguments.")
    var key: String?

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: FormatOption

    /// What came of one sample.
    private struct Finding: Codable {
        var call: String
        var path: String
        var type: String
        var becomes: String
        var isGood: Bool
        var message: String
    }

    func run() async throws {
        let key = key ?? ProcessInfo.processInfo.environment["BASIN_WRITE_KEY"]
        let findings = try await connection.withClient { client in
            var findings: [Finding] = []
            for sample in try await client.samples(of: source) {
                findings.append(await Self.finding(sample, client, key))
            }
            return findings
        }
        let table = TextTable(
            ["CALL", "SENT TO", "BECOMES", "VERDICT", "WHY"],
            rows: findings.map { [$0.call, $0.path, $0.becomes, $0.isGood ? "good" : "BAD", $0.message] })
        try output.format.print(findings, as: table)
        if !findings.allSatisfy(\.isGood) { throw ExitCode(1) }
    }

    private static func finding(_ sample: SampleRequest, _ client: APIClient, _ key: String?) async -> Finding {
        var finding = Finding(
            call: sample.call, path: sample.path, type: sample.type, becomes: "-", isGood: false, message: "")
        do {
            let answer = try await client.tryOut(sample, key: key)
            finding.becomes = answer.events.first?.type ?? "-"
            if let refused = answer.refused.first {
                finding.message = "Refused: " + refused.message
            } else if finding.becomes != sample.type {
                finding.message = "It should become \(sample.type); look at `events` in the source's file."
            } else {
                finding.isGood = true
            }
        } catch {
            finding.message = (error as? BasinError)?.message ?? "\(error)"
        }
        return finding
    }
}
