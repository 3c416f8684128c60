import ArgumentParser
import BasinCore
import BasinDefinitions

struct SchemaImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Make an event type's definition of a JSON Schema, and print it.",
        discussion: "Takes drafts 04 to 2020-12, and Iglu schemas. What no type holds becomes json, with a note; what "
            + "cannot be imported is refused with a named reason. Nothing is fetched, and nothing is applied.")

    @Argument(help: "The file with the JSON Schema.")
    var file: String

    @Option(help: "The name of the event type.")
    var name: String

    @Option(help: "The team that owns it.")
    var owner: String

    @Option(help: "What every field says about a person: none, pseudonymous, personal, sensitive. (default: you decide there)")
    var classification: Classification?

    @Flag(help: "Give fields names in snake_case where a property's name cannot be a field's. Clients must send those.")
    var renameFields = false

    @Flag(help: "Write it into the project, as a new file, instead of printing it.")
    var write = false

    @Option(help: "The folder of the definitions, for --write.")
    var project = "."

    func validate() throws {
        guard Name.isValid(name) else { throw ValidationError("--name is no name for an event type: \(Name.rule).") }
        guard Name.isValidTeam(owner) else {
            throw ValidationError("--owner is no team's name: \(Name.rule), or hyphens.")
        }
    }

    func run() async throws {
        let source = file.split(separator: "/").last.map(String.init) ?? file
        let schema: ImportedSchema
        let text: String
        do throws(SchemaRefusal) {
            schema = try ImportedSchema.read(
                try Self.text(of: file), classification: classification, renames: renameFields)
            text = try schema.yaml(name: name, owner: owner, source: source)
        } catch {
            throw BasinError(.invalid, "\(Terminal.printable(file)) is refused. \(error)")
        }
        guard write else { return try Terminal.write(text) }
        let path = "\(project)/events/\(name).yaml"
        try NewFile.create(path, text, option: "--project", remedy: "give another --name")
        let open = schema.undecided.count
        let todo = "Decide the classification of \(open) of them there; until then no plan accepts it."
        try Terminal.write(
            "Wrote \(Terminal.printable(path)): \(Figures.count(schema.fields.count, "field")), \(Figures.count(schema.notes.count, "note"))."
                + (open == 0 ? "\n" : " \(todo)\n"))
    }

    /// Throws what cannot be read as a refusal too: to who imports hundreds of files it is one.
    private static func text(of file: String) throws(SchemaRefusal) -> String {
        let bytes: [UInt8]
        do {
            bytes = try read(file)
        } catch {
            let message = error.message
            throw SchemaRefusal.unreadable(message.hasSuffix(".") ? String(message.dropLast()) : message)
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw SchemaRefusal.unreadable("it is not UTF-8 text")
        }
        return text
    }

    /// One byte more than is allowed at most, which the reader then refuses.
    private static func read(_ file: String) throws(BasinError) -> [UInt8] {
        let reader = FileReader(paths: [file], separatesLines: false)
        var bytes: [UInt8] = []
        do {
            while bytes.count <= DefinitionLimits.schemaBytes, let piece = try reader.next() { bytes += piece }
        } catch let error as BasinError {
            throw error
        } catch {
            throw BasinError(.system, "it cannot be read")
        }
        return bytes
    }
}

extension Classification: ExpressibleByArgument {}
