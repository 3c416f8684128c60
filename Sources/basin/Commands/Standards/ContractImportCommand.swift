import ArgumentParser
import BasinCore
import BasinDefinitions

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

struct ContractImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Make definitions of a data contract (ODCS 3), and print them.",
        discussion: "What Basin exported becomes the definition that it came from. Of other contracts each table becomes an "
            + "event type; what of them has no equal is noted. Nothing is fetched, and nothing is applied.")

    @Argument(help: "The contract, as YAML or JSON.")
    var file: String

    @Option(help: "The team that owns what is made. (default: the contract's team)")
    var owner: String?

    @Option(help: "What columns say about a person that the contract does not classify in Basin's words. (default: you decide there)")
    var classification: Classification?

    @Flag(help: "Give tables and columns names in snake_case where theirs cannot be Basin's. Clients must send those.")
    var renameFields = false

    @Option(help: "The folder of a project: write the definitions into it, as new files, instead of printing them.")
    var out: String?

    func validate() throws {
        guard owner.map(Name.isValidTeam) ?? true else {
            throw ValidationError("--owner is no team's name: \(Name.rule), or hyphens.")
        }
    }

    func run() async throws {
        let source = file.split(separator: "/").last.map(String.init) ?? file
        let imported = try ImportedContract.read(
            try Self.text(of: file), from: source,
            ImportedContract.Choices(owner: owner, classification: classification, renames: renameFields))
        guard let out else {
            for definition in imported.files {
                try Terminal.write("# \(definition.path)\n" + definition.text + (definition.text.hasSuffix("\n") ? "" : "\n"))
            }
            for note in imported.notes { Terminal.printError("basin: note: \(note)") }
            return
        }
        for definition in imported.files where FileManager.default.fileExists(atPath: "\(out)/\(definition.path)") {
            throw BasinError(.conflict, "\(Terminal.printable(out))/\(definition.path) is there already; delete it first.")
        }
        for definition in imported.files {
            try NewFile.create(
                "\(out)/\(definition.path)", definition.text, option: "--out", remedy: "import into another folder")
            try Terminal.write("Wrote \(Terminal.printable(out))/\(definition.path).\n")
        }
        for note in imported.notes { Terminal.printError("basin: note: \(note)") }
        if imported.undecided > 0 {
            try Terminal.write(
                "Decide the classification of \(Figures.count(imported.undecided, "field")) there; until then no plan accepts \(imported.undecided.word("it", "them")).\n")
        }
    }

    /// One byte more than is allowed at most, which the reader then refuses.
    private static func text(of file: String) throws -> String {
        let reader = FileReader(paths: [file], separatesLines: false)
        var bytes: [UInt8] = []
        while bytes.count <= DefinitionLimits.contractBytes, let piece = try reader.next() { bytes += piece }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw BasinError(.invalid, "\(Terminal.printable(file)) is not UTF-8 text; name a data contract.")
        }
        return text
    }
}
