/// Swift for the package BasinEvents: one file and one `BasinEvent` for each event type.
struct SwiftGenerator: CodeGenerator {
    private let events: [GeneratedEvent]
    private let names: [String: String]

    init(_ events: [GeneratedEvent]) {
        self.events = events
        // Types are called like their files, and there are disks to which `A` is `a`.
        var table = NameTable(reserved: SwiftWords.types, ignoresCase: true)
        names = table.names(
            events.map {
                .init(
                    key: $0.name, preferred: CodeNaming.pascalCase($0.name), fallback: CodeNaming.capitalised($0.name))
            })
    }

    func files(_ wanted: Set<String>) -> [String: String] {
        var files: [String: String] = [:]
        for event in events where wanted.contains(event.name) {
            let name = names[event.name] ?? ""
            files[name + CodeLanguage.swift.fileExtension] = text(event, name)
        }
        return files
    }

    private func text(_ event: GeneratedEvent, _ name: String) -> String {
        let context = event.fields.filter { SwiftWords.context[$0.name] != nil && $0.value == .string }
        let fields = event.fields.filter { field in !context.contains { $0.name == field.name } }
        let needsFoundation = fields.flatMap(\.value.parts).contains { $0 == .timestamp || $0 == .uuid }
        var code = [
            CodeLanguage.swift.header(event.file), "// swift-format-ignore-file", "// swiftlint:disable all", "",
            "public import BasinEvents",
        ]
        if needsFoundation { code.append("public import Foundation") }
        var structure = SwiftStructure(
            name: name, conformance: "BasinEvent", fields: fields, documentation: event.documentation,
            deprecation: event.deprecation)
        if !context.isEmpty {
            let filled = context.map { "`\($0.name)`" }.joined(separator: ", ")
            structure.documentation.append("BasinEvents fills in \(filled).")
        }
        structure.statics = ["public static let eventType = \"\(event.name)\""]
        if let subject = event.subject {
            structure.statics.append("public static let subjectField: String? = \"\(subject)\"")
        }
        if !context.isEmpty {
            let pairs = context.map { ".\(SwiftWords.context[$0.name] ?? ""): \"\($0.name)\"" }.joined(separator: ", ")
            structure.statics.append("public static let contextFields: [ContextField: String] = [\(pairs)]")
        }
        return (code + [""] + structure.lines).joined(separator: "\n") + "\n"
    }
}
