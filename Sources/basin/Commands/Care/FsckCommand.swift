import ArgumentParser
import BasinCore
import BasinWire

struct FsckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fsck", abstract: "Check that everything in a data folder agrees.",
        discussion: """
            Needs the folder for itself: stop the server first. `damage` is lost unless it is restored; `disorder` is what \
            --repair mends; a `note` is as it may be. Exit code 1 when damage or disorder is left.
            """)

    @Option(help: "The data folder.")
    var data = LocalPlatform.defaultDataFolder

    @Option(name: .customLong("master-key"), help: "The file of the master key, if not beside the data folder.")
    var masterKey: String?

    @Flag(help: "Mend what can be mended without losing anything.")
    var repair = false

    @OptionGroup var output: FormatOption

    func run() async throws {
        let findings = try await LocalPlatform.check(dataFolder: data, masterKeyFile: masterKey, repairs: repair)
        try output.format.print(findings, as: .findings(findings))
        let left = findings.filter { $0.severity != "note" && !$0.isRepaired }
        if output.format == .table { Terminal.printError(Self.verdict(findings, left: left.count, data)) }
        if !left.isEmpty { throw ExitCode(1) }
    }

    static func verdict(_ findings: [FindingSummary], left: Int, _ data: String) -> String {
        let mended = findings.filter(\.isRepaired).count
        if left == 0, mended == 0 { return "\(data) is sound." }
        let done = "\(Figures.count(mended, "finding was", "findings were")) mended."
        if left == 0 { return "\(data) is sound; \(done)" }
        let damage = findings.filter { $0.severity == "damage" }.count
        let open = "\(data): \(Figures.count(left, "finding is", "findings are")) left, \(damage) of them damage"
        return mended == 0 ? open + "." : open + "; " + done
    }
}

extension TextTable {
    static func findings(_ findings: [FindingSummary]) -> TextTable {
        TextTable(
            ["SEVERITY", "KIND", "WHERE", "WHAT", "WHAT TO DO"],
            rows: findings.map { [$0.severity, $0.kind, $0.place, $0.message, $0.remedy] })
    }
}
