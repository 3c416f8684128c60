import ArgumentParser

struct ContractCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "contract", abstract: "Make definitions of data contracts. (`basin export odcs` makes contracts.)",
        subcommands: [ContractImportCommand.self])
}
