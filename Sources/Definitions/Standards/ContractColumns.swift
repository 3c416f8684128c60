import BasinCore

/// The columns of a dataset as a contract's properties.
enum ContractColumns {
    static func properties(of type: AppliedEventType) -> [ContractProperty] {
        let terms = type.definition.documentation.columnTerms
        let fields = type.schema.fields.map { field in
            var one = property(field, path: field.name, terms)
            if let derivation = field.derivation {
                one.sources = derivation.sources.map { "\(type.name).\($0)" }
                one.logic = "enrich.\(derivation.value.enrichment.rawValue)"
            }
            return one
        }
        return Envelope.leading.map(envelope) + fields + [envelope(.partitionTime)]
    }

    static func properties(of dataset: AppliedDataset) -> [ContractProperty] {
        let definition = dataset.definition
        let key = definition.checks.lazy.filter(\.isBlocking).compactMap { check -> [String]? in
            if case .unique(let columns) = check.rule { columns } else { nil }
        }.first
        let required = Set(
            definition.checks.filter(\.isBlocking).compactMap { check -> String? in
                if case .notNull(let column) = check.rule { column } else { nil }
            })
        var properties = dataset.columns.map { column in
            var one = property(column.type, named: column.name, path: column.name, definition.documentation.columnTerms)
            one.description = column.description
            one.classification = column.classification.rawValue
            one.isRequired = required.contains(column.name)
            // A check sees one partition.
            one.isUnique = definition.granularity == .none && key == [column.name]
            one.keyPosition = key?.firstIndex(of: column.name).map { $0 + 1 }
            transform(&one, column, of: dataset)
            one.custom = ContractExtensions.members(of: column, declared: definition.columns[column.name])
            say(definition.documentation.columnTerms[column.name], of: &one)
            return one
        }
        if definition.granularity != .none {
            var time = envelope(.partitionTime)
            time.keyPosition = key.map { $0.count + 1 }
            properties.append(time)
        }
        return properties
    }

    private static func transform(_ one: inout ContractProperty, _ column: DatasetColumn, of dataset: AppliedDataset) {
        func names(_ kinds: [ColumnSource.Kind]) -> [String] {
            Set(column.sources.filter { kinds.contains($0.kind) }.map { "\($0.dataset).\($0.column)" }).sorted()
        }
        let copied = names([.copied])
        let derived = names([.derived])
        one.sources = Set(copied + derived).sorted()
        if !one.sources.isEmpty {
            one.logic =
                derived.isEmpty
                ? "the value itself" : "computed by datasets/\(dataset.name).sql from \(one.sources.joined(separator: ", "))"
        }
        let indirect = names([.indirect])
        if !indirect.isEmpty { one.logicDescription = "Rows are chosen or grouped by \(indirect.joined(separator: ", "))." }
    }

    private static func envelope(_ column: Envelope) -> ContractProperty {
        var one = property(column.column.type, named: column.column.name, path: "", [:])
        one.description = column.meaning
        one.isRequired = column.column.isRequired
        one.classification = Classification.none.rawValue
        switch column {
        case .source: one.keyPosition = 1
        case .eventID: one.keyPosition = 2
        case .partitionTime: one.partitionPosition = 1
        default: break
        }
        return one
    }

    private static func property(_ field: Field, path: String, _ terms: [String: String]) -> ContractProperty {
        var one = property(field.type, named: field.name, path: path, terms)
        one.description = field.description
        one.isRequired = field.isRequired
        one.classification = field.classification.rawValue
        one.custom = ContractExtensions.members(of: field)
        say(terms[path], of: &one)
        return one
    }

    private static func say(_ term: String?, of one: inout ContractProperty) {
        guard let term else { return }
        one.links = [DataContract.Link(term: term)]
        one.custom.append(.init(ContractExtensions.prefix + "term", .string(term)))
    }

    /// - Parameters:
    ///   - path: of the field, by which the terms of what is inside it are known.
    ///   - terms: by path.
    private static func property(
        _ type: FieldType, named name: String, path: String, _ terms: [String: String]
    ) -> ContractProperty {
        var one = ContractProperty(name: name, physicalType: type.description)
        switch type {
        case .string, .json, .binary: one.logicalType = "string"
        case .uuid:
            one.logicalType = "string"
            one.options = [.init("format", .string("uuid"))]
        case .bool: one.logicalType = "boolean"
        case .int32:
            one.logicalType = "integer"
            one.options = [.init("format", .string("i32"))]
        case .int64:
            one.logicalType = "integer"
            one.options = [.init("format", .string("i64"))]
        case .float:
            one.logicalType = "number"
            one.options = [.init("format", .string("f32"))]
        case .double:
            one.logicalType = "number"
            one.options = [.init("format", .string("f64"))]
        case .decimal: one.logicalType = "number"
        case .timestamp: one.logicalType = "timestamp"
        case .date: one.logicalType = "date"
        case .list(let element, _):
            one.logicalType = "array"
            one.physicalType = "list"
            one.items = [property(element, named: "", path: path, terms)]
        case .structure(let fields):
            one.logicalType = "object"
            one.physicalType = "struct"
            one.properties = fields.map { property($0, path: "\(path).\($0.name)", terms) }
        }
        return one
    }
}

extension Envelope {
    /// For people.
    fileprivate var meaning: String {
        switch self {
        case .source: "Who sent the event; with _event_id it is the event's identity."
        case .eventID: "The event's id, given by its source."
        case .eventTime: "When it happened, by the client's clock."
        case .receivedTime: "When it was received."
        case .sentTime: "When the client sent it, by the client's clock."
        case .schemaVersion: "The version of the schema that it was accepted with."
        case .sequence: "The client's own count."
        case .partitionTime: "The first moment of the partition."
        }
    }
}
