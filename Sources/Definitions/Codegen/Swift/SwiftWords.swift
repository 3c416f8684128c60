/// What Swift reads in its own way.
enum SwiftWords {
    /// Fields that the SDK fills in, with the case of `ContextField`, where they are strings.
    static let context = [
        "installation_id": "installationID", "session_id": "sessionID", "app_version": "appVersion",
        "platform": "platform",
    ]

    /// Names that generated code uses, or that no type may have, or that would take the place of what everybody uses.
    static let types: Set<String> = [
        "Any", "AnyObject", "Array", "Basin", "BasinEvent", "BasinEvents", "Bool", "Character", "Codable", "CodingKey",
        "CodingKeys", "ContextField", "Data", "Date", "Decimal", "Decodable", "Decoder", "Dictionary", "Double",
        "Encodable", "Encoder", "Equatable", "Error", "Float", "Foundation", "Hashable", "Identifiable", "Int", "Int32",
        "Int64", "JSONValue", "Never", "Optional", "Protocol", "Result", "Self", "Sendable", "Set", "String", "Swift",
        "Task", "Type", "URL", "UUID", "Void",
    ]

    static let properties: Set<String> = ["self", "init"]

    private static let keywords: Set<String> = [
        "as", "associatedtype", "await", "break", "case", "catch", "class", "continue", "default", "defer", "deinit",
        "do", "else", "enum", "extension", "fallthrough", "false", "fileprivate", "for", "func", "guard", "if",
        "import",
        "in", "init", "inout", "internal", "is", "let", "nil", "nonisolated", "open", "operator", "precedencegroup",
        "private", "protocol", "public", "repeat", "rethrows", "return", "self", "static", "struct", "subscript",
        "super",
        "switch", "throw", "throws", "true", "try", "typealias", "var", "where", "while",
    ]

    static func escaped(_ name: String) -> String { keywords.contains(name) ? "`\(name)`" : name }

    static func comment(_ paragraphs: [String]) -> [String] {
        CodeText.lines(paragraphs).map { $0.isEmpty ? "///" : "/// " + $0 }
    }
}
