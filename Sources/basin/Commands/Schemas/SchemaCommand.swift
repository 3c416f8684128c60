import ArgumentParser

struct SchemaCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema", abstract: "Compare, export and import the schemas of event types.",
        subcommands: [
            SchemaDiffCommand.self, SchemaVersionsCommand.self, SchemaExportCommand.self, SchemaImportCommand.self,
        ])
}
