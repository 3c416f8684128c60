import ArgumentParser

/// `--format` of every command that prints a table.
struct FormatOption: ParsableArguments {
    @Option(help: "How to print: table, json or csv.")
    var format: OutputFormat = .table
}
