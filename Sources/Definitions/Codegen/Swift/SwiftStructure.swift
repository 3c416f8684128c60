/// One Swift struct with those inside it.
struct SwiftStructure {
    var name: String
    var conformance: String
    var fields: [GeneratedField]
    var documentation: [String]
    var deprecation: String?
    /// Lines for the beginning.
    var statics: [String] = []

    var lines: [String] {
        var lines = SwiftWords.comment(documentation)
        if let deprecation { lines.append(Self.available(deprecation)) }
        lines.append("public struct \(name): \(conformance) {")
        let properties = self.properties
        var parts = statics.isEmpty ? [] : [statics]
        parts += properties.map(\.lines)
        if !properties.isEmpty { parts.append(Self.keys(properties)) }
        parts += initialisers(properties) + inner
        lines += parts.joined(separator: [""]).map { $0.isEmpty ? "" : "    " + $0 }
        return lines + ["}"]
    }

    private static func available(_ deprecation: String) -> String {
        "@available(*, deprecated, message: \(CodeText.quoted(deprecation)))"
    }

    // MARK: Properties

    /// A field with its names and type in Swift.
    private struct Property {
        var field: GeneratedField
        var name: String
        /// Where the value is; the public property of a deprecated field only leads there, so that nothing here makes
        /// the compiler warn those who do not use it.
        var stored: String
        var type: String
        /// Its declaration.
        var lines: [String]

        var parameter: String { "\(name): \(type)" + (field.isRequired ? "" : " = nil") }
        var assignment: String { "\(stored == name ? "self." + stored : stored) = \(name)" }
        var isLeftOut: Bool { field.deprecation != nil && !field.isRequired }
    }

    private var properties: [Property] {
        var table = NameTable(reserved: SwiftWords.properties)
        let names = table.names(
            fields.map { .init(key: $0.name, preferred: CodeNaming.camelCase($0.name), fallback: $0.name) })
        let structures = structureNames
        return fields.map { field in
            let plain = names[field.name] ?? ""
            let name = SwiftWords.escaped(plain)
            let type = Self.type(field.value, structures[field.name]) + (field.isRequired ? "" : "?")
            var words = field.documentation
            if field.value.parts.contains(.date) { words.append("A day is written as `2018-11-03`.") }
            var lines = SwiftWords.comment(words)
            guard let deprecation = field.deprecation else {
                lines.append("public var \(name): \(type)")
                return Property(field: field, name: name, stored: name, type: type, lines: lines)
            }
            let stored = "_" + plain
            lines += [
                Self.available(deprecation), "public var \(name): \(type) {", "    get { \(stored) }",
                "    set { \(stored) = newValue }", "}", "private var \(stored): \(type)",
            ]
            return Property(field: field, name: name, stored: stored, type: type, lines: lines)
        }
    }

    private static func type(_ value: GeneratedValue, _ structure: String?) -> String {
        switch value {
        case .string, .decimal, .date: "String"
        case .bool: "Bool"
        case .int32: "Int32"
        case .int64: "Int64"
        case .float: "Float"
        case .double: "Double"
        case .timestamp: "Date"
        case .uuid: "UUID"
        case .json: "JSONValue"
        case .list(let element): "[\(type(element, structure))]"
        case .structure: structure ?? ""
        }
    }

    private static func keys(_ properties: [Property]) -> [String] {
        ["private enum CodingKeys: String, CodingKey {"]
            + properties.map { property in
                let isSame = property.stored == SwiftWords.escaped(property.field.name)
                return "    case \(property.stored)" + (isSame ? "" : " = \"\(property.field.name)\"")
            } + ["}"]
    }

    // MARK: Initialisers

    /// One without the optional fields that are deprecated; and where there are such, a deprecated one with them.
    private func initialisers(_ properties: [Property]) -> [[String]] {
        let usual = properties.filter { !$0.isLeftOut }
        var result = [Self.initialiser(usual)]
        let old = properties.filter(\.isLeftOut)
        if !old.isEmpty {
            let message = old.compactMap { property in
                property.field.deprecation.map { "\(property.field.name): \($0)" }
            }.joined(separator: "; ")
            result.append([Self.available(message)] + Self.initialiser(properties))
        }
        return result
    }

    private static func initialiser(_ properties: [Property]) -> [String] {
        let inLine = "public init(\(properties.map(\.parameter).joined(separator: ", "))) {"
        guard !properties.isEmpty else { return [inLine + "}"] }
        let head =
            inLine.utf8.count <= 110
            ? [inLine]
            : ["public init("]
                + properties.enumerated().map { index, property in
                    "    " + property.parameter + (index < properties.count - 1 ? "," : "")
                } + [") {"]
        return head + properties.map { "    " + $0.assignment } + ["}"]
    }

    // MARK: Inside

    private var structureNames: [String: String] {
        var table = NameTable(reserved: SwiftWords.types)
        return table.names(
            fields.filter { $0.value.structure != nil }.map {
                .init(
                    key: $0.name, preferred: CodeNaming.pascalCase($0.name), fallback: CodeNaming.capitalised($0.name))
            })
    }

    private var inner: [[String]] {
        let names = structureNames
        return fields.compactMap { field in
            field.value.structure.map { fields in
                SwiftStructure(
                    name: names[field.name] ?? "", conformance: "Encodable, Sendable", fields: fields,
                    documentation: ["What `\(field.name)` holds."]
                ).lines
            }
        }
    }
}
