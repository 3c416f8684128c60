import BasinCore

/// Makes definition files of a contract.
struct ContractImporter {
    let contract: DataContract
    let choices: ImportedContract.Choices
    let source: String
    /// Basin wrote it, so what is computed on the way out is no loss on the way in.
    let isOwn: Bool
    var notes: [ContractNote] = []
    var problems: [String] = []
    var undecided: Set<String> = []

    init(_ contract: DataContract, _ choices: ImportedContract.Choices, source: String) {
        self.contract = contract
        self.choices = choices
        self.source = source
        isOwn = contract.custom.contains { $0.name == ContractExtensions.prefix + "kind" }
    }

    mutating func note(_ path: String, _ text: String) {
        // One hostile contract must not fill the memory with remarks about itself.
        if notes.count < DefinitionLimits.problems { notes.append(ContractNote(path: path, text: text)) }
    }

    mutating func problem(_ text: String) {
        if problems.count < DefinitionLimits.problems { problems.append(text) }
    }

    func own(_ key: String) -> WrittenJSON? { contract.custom.first { $0.name == ContractExtensions.prefix + key }?.value }

    /// Keys of the document that no definition has a place for.
    mutating func noteUnread(_ tree: WrittenJSON) {
        guard !isOwn else { return }
        let read: Set<String> = [
            "apiVersion", "kind", "id", "version", "status", "name", "schema", "description", "domain", "team", "tags",
            "slaProperties", "customProperties", "contractCreatedTs",
        ]
        for member in tree.members ?? [] where !read.contains(member.name) {
            note(member.name, "no definition says this")
        }
        for property in contract.sla where property.property != "retention" {
            note("slaProperties.\(property.property)", "no definition promises this")
        }
        if contract.usage != nil { note("description.usage", "write it into the description, if it is still true") }
        if contract.limitations != nil { note("description.limitations", "write it into the description, if it is still true") }
        for member in contract.custom { note("customProperties.\(member.name)", "not known to Basin") }
    }

    mutating func files() throws(BasinError) -> ImportedContract {
        guard !contract.objects.isEmpty else {
            throw BasinError(.invalid, "\(printable(source)) describes no table; add at least one under `schema`.")
        }
        guard contract.objects.count <= DefinitionLimits.contractObjects else {
            throw BasinError(
                .invalid, "\(printable(source)) describes more than \(DefinitionLimits.contractObjects) tables; split it.")
        }
        let owner = choices.owner ?? contract.team?.name
        guard let owner, Name.isValidTeam(owner) else {
            throw BasinError(
                .invalid, "\(printable(source)) names no team that could own what is made of it; give one with --owner.")
        }
        var imported = ImportedContract()
        var paths: Set<String> = []
        for object in contract.objects {
            for file in own("kind")?.text == "dataset" ? dataset(object, owner) : event(object, owner) {
                guard file.text.utf8.count <= DefinitionLimits.fileBytes else {
                    problem("The definition of \(printable(object.name)) is larger than \(DefinitionLimits.fileBytes >> 10) KiB.")
                    continue
                }
                if !paths.insert(file.path).inserted {
                    problem("Two tables of \(printable(source)) would both become \(file.path); rename one.")
                }
                imported.files.append(file)
            }
        }
        guard problems.isEmpty else { throw BasinError(.invalid, problems.joined(separator: "\n")) }
        imported.notes = notes
        imported.undecided = undecided.count
        return imported
    }

    /// A name that Basin can give, or nil with a problem.
    mutating func named(_ text: String, of what: String) -> String? {
        if Name.isValid(text) { return text }
        let snake = FieldNaming.snakeCase(text)
        guard Name.isValid(snake) else {
            problem("\(what) is called \(quoted(text)), which can be no name; \(Name.rule).")
            return nil
        }
        guard choices.renames else {
            problem("\(what) is called \(quoted(text)); rename it \(snake), or let --rename-fields do so.")
            return nil
        }
        note(text, "called \(snake) here")
        return snake
    }

    /// What both kinds of definition begin with.
    func head(_ object: ContractObject, _ owner: String, keys: [String]) -> String {
        let said = [isOwn ? contract.purpose : object.description, contract.purpose].compactMap(\.self)
            .map(Self.sentence).first { !$0.isEmpty }
        var text = "# Imported from the data contract \(printable(source, limit: 200)).\n"
        text += "owner: \(owner)\ndescription: \(WrittenJSON.string(said ?? "Imported from a data contract.").flow)\n"
        if let days = retention { text += "retention: \(days)d\n" }
        for key in keys {
            guard let value = own(key) else { continue }
            text += "\(key): \(value.flow)\n"
        }
        return text
    }

    private var retention: Int? {
        guard let agreement = contract.sla.first(where: { $0.property == "retention" }),
            let number = agreement.value.scalarText.flatMap(Int.init), (1...DefinitionLimits.retentionDays).contains(number)
        else { return nil }
        let days: Int? =
            switch (agreement.unit ?? "d").lowercased() {
            case "d", "day", "days": 1
            case "w", "week", "weeks": 7
            case "m", "mo", "month", "months": 30
            case "y", "yr", "year", "years": 365
            default: nil
            }
        return days.map { min($0 * number, DefinitionLimits.retentionDays) }
    }

    /// Text as a definition may hold it.
    static func sentence(_ text: String) -> String {
        let scalars = text.unicodeScalars.prefix(DefinitionLimits.textCharacters).map { scalar -> Unicode.Scalar in
            scalar.properties.generalCategory == .control && scalar != "\n" && scalar != "\t" ? " " : scalar
        }
        return String(String.UnicodeScalarView(scalars)).trimmed
    }

    func comments(_ path: String, indent: String) -> String {
        notes.filter { $0.path == path }.map {
            "\(indent)# \(printable($0.text, limit: 300).replacing("&", with: "and"))\n"
        }.joined()
    }
}
