import ArgumentParser
import BasinCore
import BasinDefinitions

struct CodegenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "codegen", abstract: "Write typed code of the event types, for those who send them.",
        discussion:
            "Reads the project's definitions; no server is needed. The same definitions give the same bytes, so "
            + "that the files may be committed and CI can --check them. Files in --output that were generated before and "
            + "are no longer asked for are removed; files that were not generated are never touched.")

    @Argument(help: "swift (with the package BasinEvents), typescript or python.")
    var language: CodeLanguage

    @Argument(help: "The event types. (default: all)")
    var types: [String] = []

    @Option(help: "The folder of the generated files.")
    var output = "generated"

    @Option(help: "The folder of the definitions.")
    var project = "."

    @Flag(help: "Write nothing. Exits with 1 when the files are not what the definitions give.")
    var check = false

    @OptionGroup var table: FormatOption

    func run() async throws {
        let definitions = try Project.readEvents(files: Project.files(inFolder: project)).get()
        let generation = try CodeGeneration(definitions, language: language)
        let folder = GeneratedFolder(path: output, language: language)
        let files = try folder.compare(try generation.files(types: types.isEmpty ? nil : types))
        if !check { try folder.write(files) }
        let summaries = files.map { GeneratedFileSummary($0, isDone: !check) }
        try table.format.print(summaries, as: .generated(summaries))
        let different = files.count { $0.state != .unchanged }
        guard !check || different == 0 else {
            throw BasinError(
                .conflict,
                "\(different) of \(Figures.count(files.count, "file")) in \(Terminal.printable(output)) \(different.word("is", "are")) not what the definitions "
                    + "give; run the command without --check.")
        }
    }
}

extension TextTable {
    fileprivate static func generated(_ files: [GeneratedFileSummary]) -> TextTable {
        TextTable(
            ["FILE", "STATE", "BYTES"], numeric: [2],
            rows: files.map { [$0.file, $0.state, $0.bytes.map { String($0) } ?? "-"] })
    }
}

extension CodeLanguage: ExpressibleByArgument {}
