import ArgumentParser

struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Say what there is in the words of other catalogs.",
        subcommands: [
            ExportContractCommand.self, ExportBackstageCommand.self, ExportJSONLDCommand.self, ExportDCATCommand.self,
        ])
}
