package import BasinCore

/// The JSON Schema 2020-12 of what clients send in an event's `data`, so that they can check it before they do.
///
/// What intake accepts, the schema accepts. It holds nothing that depends on the time or the machine: the same version
/// gives the same bytes.
package struct JSONSchemaExport {
    /// Ends with a line feed.
    package static func text(of type: EventType, fields: [Field], version: Int?) -> String {
        JSONSchemaExport(closed: type.unknownFields == .quarantine)
            .tree(type, fields.filter { $0.derivation == nil }, version).pretty
    }

    /// Unknown properties are refused; inside structs too.
    private let closed: Bool

    private init(closed: Bool) { self.closed = closed }

    private func tree(_ type: EventType, _ fields: [Field], _ version: Int?) -> WrittenJSON {
        var members: [WrittenJSON.Member] = [
            .init("$schema", .string("https://json-schema.org/draft/2020-12/schema")),
            .init("$id", .string("urn:basin:event:\(type.name)" + (version.map { ":\($0)" } ?? ""))),
            .init("title", .string(type.name)),
            .init(
                "description",
                .string(DeprecationKeywords.described(type.description, type.deprecation?.note) ?? type.description)),
            .init("x-basin-owner", .string(type.owner)),
        ]
        if let version { members.append(.init("x-basin-version", .number(String(version)))) }
        members.append(.init("x-basin-compatibility", .string(type.compatibility.rawValue)))
        members += DeprecationKeywords.members(type.deprecation?.note)
        return .object(members + structure(fields))
    }

    private func structure(_ fields: [Field]) -> [WrittenJSON.Member] {
        let required = fields.filter(\.isRequired).map(\.name)
        return [
            .init("type", .string("object")),
            .init("properties", .object(fields.map { .init($0.name, .object(field($0))) })),
            .init("required", .strings(required)),
            .init("additionalProperties", .bool(!closed)),
        ]
    }

    private func field(_ field: Field) -> [WrittenJSON.Member] {
        var members = value(field.type, isNullable: !field.isRequired, acceptsEpoch: field.acceptsEpochMilliseconds)
        if let description = DeprecationKeywords.described(field.description, field.deprecation) {
            members.insert(.init("description", .string(description)), at: 0)
        }
        members += DeprecationKeywords.members(field.deprecation)
        members.append(.init("x-basin-classification", .string(field.classification.rawValue)))
        if field.isSubject { members.append(.init("x-basin-subject", .bool(true))) }
        if field.isAlias { members.append(.init("x-basin-alias", .bool(true))) }
        if !field.purposes.isEmpty { members.append(.init("x-basin-purposes", .strings(field.purposes))) }
        if field.acceptsEpochMilliseconds { members.append(.init("x-basin-format", .string("epoch_ms"))) }
        return members
    }

    /// - Parameter isNullable: to intake, null is the same as nothing.
    private func value(_ type: FieldType, isNullable: Bool, acceptsEpoch: Bool) -> [WrittenJSON.Member] {
        func members(_ types: [String], _ more: [WrittenJSON.Member] = []) -> [WrittenJSON.Member] {
            let all = types + (isNullable ? ["null"] : [])
            return [.init("type", all.count == 1 ? .string(all[0]) : .strings(all))] + more
        }
        func integer(_ format: String, _ range: (String, String)) -> [WrittenJSON.Member] {
            members(
                ["integer"],
                [
                    .init("format", .string(format)), .init("minimum", .number(range.0)),
                    .init("maximum", .number(range.1)),
                ])
        }
        switch type {
        case .string: return members(["string"])
        case .bool: return members(["boolean"])
        case .int32: return integer("int32", (String(Int32.min), String(Int32.max)))
        case .int64: return integer("int64", (String(Int64.min), String(Int64.max)))
        case .float: return members(["number"], [.init("format", .string("float"))])
        case .double: return members(["number"], [.init("format", .string("double"))])
        case .decimal(let precision, let scale):
            return members(
                ["string", "number"],
                [
                    .init("format", .string("decimal")), .init("pattern", .string(Self.pattern(precision, scale))),
                    .init("x-basin-type", .string(type.description)),
                ])
        case .timestamp:
            return members(acceptsEpoch ? ["string", "integer"] : ["string"], [.init("format", .string("date-time"))])
        case .date: return members(["string"], [.init("format", .string("date"))])
        case .uuid: return members(["string"], [.init("format", .string("uuid"))])
        case .json:
            // Anything at all; what is required, but for null.
            let any = ["object", "array", "string", "number", "boolean"]
            return (isNullable ? [] : members(any)) + [.init("x-basin-type", .string("json"))]
        case .list(let element, _):
            let items = value(element, isNullable: true, acceptsEpoch: acceptsEpoch)
            return members(["array"], [.init("items", .object(items))])
        case .structure(let fields):
            return members(["object"], Array(structure(fields).dropFirst()))
        case .binary: return members(["string"], [.init("contentEncoding", .string("base64"))])
        }
    }

    /// Of the text of a decimal; zeros before and behind are free.
    private static func pattern(_ precision: Int, _ scale: Int) -> String {
        let whole = precision == scale ? "0+" : "0*[0-9]{1,\(precision - scale)}"
        return "^-?\(whole)(\\.\(scale == 0 ? "0+" : "[0-9]{1,\(scale)}0*"))?$"
    }
}
