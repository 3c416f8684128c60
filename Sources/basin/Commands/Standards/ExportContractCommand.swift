import ArgumentParser
import BasinClient
import BasinCore
import BasinWire

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

struct ExportContractCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "odcs", abstract: "Write data contracts: Open Data Contract Standard 3.1.",
        discussion: "Of one dataset or event type, or of all. The same definition gives the same bytes, so that contracts may "
            + "lie in a repository.")

    enum Form: String, ExpressibleByArgument, CaseIterable { case yaml, json }

    @Argument(help: "A dataset or event type. (default: all)")
    var name: String?

    @Option(help: "A folder: NAME.odcs.yaml for each, instead of printing them.")
    var out: String?

    @Option(help: "yaml or json.")
    var form = Form.yaml

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let form = form.rawValue, name = name
        let contracts = try await connection.withClient { client in
            var contracts: [(name: String, bytes: [UInt8])] = []
            let names: [String]
            if let name { names = [name] } else { names = try await client.datasets().filter { !$0.removed }.map(\.name) }
            for name in names { contracts.append((name, try await client.contract(of: name, format: form))) }
            return contracts
        }
        guard let out else {
            for contract in contracts {
                if contracts.count > 1, self.form == .yaml { try Terminal.write("---\n") }
                try Terminal.write(contract.bytes)
            }
            return
        }
        try FileManager.default.createDirectory(atPath: out, withIntermediateDirectories: true)
        for contract in contracts {
            // A name comes from a server, and becomes part of a path.
            guard Name.isValid(contract.name) else {
                throw BasinError(.invalid, "\(Terminal.printable(contract.name)) is no name of a dataset; nothing is written for it.")
            }
            let file = try OutputFile(path: "\(out)/\(contract.name).odcs.\(form)")
            try file.write(contract.bytes)
            try file.finish()
        }
        try Terminal.write("Wrote \(contracts.count) contracts to \(Terminal.printable(out)).\n")
    }
}
