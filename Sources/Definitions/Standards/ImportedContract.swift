package import BasinCore

/// Definitions made of a data contract: a file for each of its tables, and what of the contract is not in them.
package struct ImportedContract: Sendable, Hashable {
    package struct File: Sendable, Hashable {
        /// Relative to a project's folder: `events/song_played.yaml`.
        package var path: String
        package var text: String
    }

    package internal(set) var files: [File] = []
    package internal(set) var notes: [ContractNote] = []
    /// Fields that nobody has classified; their definition says so in a word that no plan accepts.
    package internal(set) var undecided = 0

    /// What somebody who imports decides.
    package struct Choices: Sendable {
        /// The team that owns what is made; nil: the one that the contract names.
        package var owner: String?
        /// Of every column that the contract does not classify in Basin's words; nil leaves them undecided.
        package var classification: Classification?
        /// Gives tables and columns names in snake_case where theirs cannot be Basin's.
        package var renames: Bool

        package init(owner: String? = nil, classification: Classification? = nil, renames: Bool = false) {
            self.owner = owner
            self.classification = classification
            self.renames = renames
        }
    }

    /// Reads a contract of the Open Data Contract Standard 3, as YAML or JSON.
    ///
    /// Pure, and bounded for any text: at most 2 MiB, without aliases. What Basin exported becomes the definition that it
    /// was exported from; of others' contracts each table becomes an event type. Throws `.invalid` with every place that
    /// is wrong.
    /// - Parameter source: what the contract is called in messages.
    package static func read(_ text: String, from source: String, _ choices: Choices) throws(BasinError) -> ImportedContract {
        var file = DefinitionFile(path: source)
        guard let node = file.compose(text, upTo: DefinitionLimits.contractBytes) else { throw refusal(file) }
        let tree = WrittenJSON(node, in: &file)
        guard file.problems.isEmpty else { throw refusal(file) }
        guard tree["kind"]?.text == DataContract.kind, let version = tree["apiVersion"]?.scalarText else {
            throw BasinError(
                .invalid, "\(printable(source)) is no data contract: its kind is not \(DataContract.kind), or it has no apiVersion.")
        }
        guard version.hasPrefix("v3.") else {
            throw BasinError(
                .invalid, "\(printable(source)) follows \(printable(version)) of the standard, and 3 is read; convert it first.")
        }
        var importer = ContractImporter(ContractReader.contract(tree), choices, source: source)
        importer.noteUnread(tree)
        return try importer.files()
    }

    private static func refusal(_ file: DefinitionFile) -> BasinError {
        BasinError(.invalid, file.problems.map(\.description).joined(separator: "\n"))
    }
}
