import BasinCore

/// A value for a parameter of checked SQL, as a client says it.
package struct SQLArgument: Sendable, Hashable, Codable {
    /// Without the dollar.
    package var name: String
    /// nil for null. Bytes are base64.
    package var value: String?
    /// nil for the type that its place asks for.
    package var type: String?

    package init(name: String, value: String?, type: String? = nil) {
        self.name = name
        self.value = value
        self.type = type
    }

    /// Parameters that one statement may have.
    package static let mostParameters = 500
    /// Of all values of one statement together.
    static let mostBytes = 1 << 20
    private static let mostNameBytes = 63

    /// A name that an argument may have: what SQL takes behind the dollar without quotes.
    package static func isName(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= mostNameBytes
            && text.utf8.allSatisfy { (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || $0 == 95 }
    }

    /// By name in lower case, each of which is a parameter.
    /// - Throws: `.query` when one is missing, given twice or not asked for, or when they are too much.
    package static func byName(_ arguments: [SQLArgument], for parameters: Set<String>) throws -> [String: SQLArgument] {
        var found: [String: SQLArgument] = [:]
        var bytes = 0
        for argument in arguments {
            let name = SyntaxTreeCheck.folded(argument.name)
            guard parameters.contains(name) else {
                let known = parameters.isEmpty ? "it has no parameters" : "its parameters are \(list(parameters))"
                let shown = isName(name) ? "$\(name)" : String(argument.name.prefix(63)).debugDescription
                throw BasinError(.query, "The SQL has no parameter \(shown); \(known).")
            }
            guard found.updateValue(argument, forKey: name) == nil else {
                throw BasinError(.query, "The argument $\(name) is given twice; give it once.")
            }
            bytes += argument.value?.utf8.count ?? 0
            guard bytes <= mostBytes else {
                throw BasinError(.query, "The arguments are larger than \(mostBytes >> 20) MiB together; give less.")
            }
            guard argument.value?.utf8.contains(0) != true else {
                throw BasinError(.query, "The argument $\(name) holds a zero byte; remove it.")
            }
        }
        let missing = parameters.subtracting(found.keys)
        guard missing.isEmpty else {
            throw BasinError(
                .query,
                "There is no argument for \(list(missing)); give one, as in `--set \(missing.min() ?? "name")=VALUE`.")
        }
        return found
    }

    private static func list(_ names: Set<String>) -> String {
        let shown = names.sorted().prefix(10).map { "$" + $0 }.joined(separator: ", ")
        return names.count > 10 ? shown + " …" : shown
    }
}
