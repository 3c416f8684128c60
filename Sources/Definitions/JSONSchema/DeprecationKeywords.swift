import BasinCore

/// How a deprecation stands in a JSON Schema: `deprecated: true` for programs, a last paragraph of the description for
/// people, and the sentence by itself for Basin, which reads it back.
enum DeprecationKeywords {
    private static let name = "x-basin-deprecated"
    private static let prefix = "Deprecated: "
    /// Of schemas of others, which say that and no more.
    private static let unexplained = "the schema that it was imported from says so"

    static func members(_ deprecation: String?) -> [WrittenJSON.Member] {
        guard let deprecation else { return [] }
        return [.init("deprecated", .bool(true)), .init(name, .string(deprecation))]
    }

    static func described(_ description: String?, _ deprecation: String?) -> String? {
        guard let deprecation else { return description }
        return (description.map { $0 + "\n\n" } ?? "") + prefix + deprecation
    }

    /// The description without the paragraph that `described` added.
    static func undescribed(_ text: String, _ schemas: [WrittenJSON]) -> String {
        guard let said = schemas.lazy.compactMap({ $0[name]?.text }).first, text.hasSuffix(prefix + said) else {
            return text
        }
        return String(text.dropLast((prefix + said).count)).trimmed
    }

    /// As a definition may have it; nil where the schemas do not deprecate.
    static func read(_ schemas: [WrittenJSON]) -> String? {
        if let said = schemas.lazy.compactMap({ $0[name]?.text }).first {
            let words = JSONSchemaReader.sentence(said).split(whereSeparator: \.isWhitespace).joined(separator: " ")
            let scalars = words.unicodeScalars.prefix(DefinitionLimits.deprecationCharacters)
            let text = String(String.UnicodeScalarView(scalars)).trimmed
            if !text.isEmpty { return text }
        }
        return schemas.contains { $0["deprecated"]?.flag == true } ? unexplained : nil
    }
}
