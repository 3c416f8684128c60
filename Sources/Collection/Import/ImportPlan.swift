package import BasinCore

/// How one file becomes events of one type.
package struct ImportPlan: Sendable {
    package enum Format: String, Sendable, CaseIterable {
        case ndjson, csv, parquet
        /// One CloudEvent a line, with its own identity; received when it was sent (`senttime`), else when it happened.
        case cloudevents
    }

    package var type: AppliedEventType
    package var format: Format
    /// The record's field with the time of event and receipt.
    package var timeField: String
    /// Event field to record field; others match by equal name.
    package var mapping: [String: String]
    /// Record fields of the mapping that a small file may be without: a mapping that is written down for a kind of file
    /// names fields which only some records have.
    package var mayLack: Set<String>
    /// The record's field that identifies it; without one the whole record does.
    package var idField: String?
    package var source: String
    /// For which hours the file is complete: they are sealed, empty ones too.
    package var range: Range<Hour>?
    /// What the range held before is replaced. Needs a range.
    package var replaces: Bool
    package var reason: String

    package init(
        type: AppliedEventType, format: Format, timeField: String, mapping: [String: String] = [:],
        mayLack: Set<String> = [], idField: String? = nil, source: String = "import", range: Range<Hour>? = nil, replaces: Bool = false,
        reason: String? = nil
    ) throws {
        guard !replaces || range != nil else {
            throw BasinError(.invalid, "Replacing needs --from and --to: they say which hours are replaced.")
        }
        let fields = type.schema.sentFields
        let known = Set(fields.map(\.name))
        for field in mapping.keys.sorted() where !known.contains(field) {
            throw BasinError(
                .invalid, "\(type.name) has no field \(field) to map to; its fields are \(fields.map(\.name).joined(separator: ", ")).")
        }
        if let idField {
            for field in fields
            where (mapping[field.name] ?? field.name) == idField
                && (field.isPseudonym || field.classification.isSealed || field.isTruncatedAddress) {
                throw BasinError(
                    .invalid, "\(idField) becomes \(field.name), which is about a person; an event's id is stored in clear. Choose another --id-field, or none.")
            }
        }
        self.type = type
        self.format = format
        self.timeField = timeField
        self.mapping = mapping
        self.mayLack = mayLack
        self.idField = idField
        self.source = source
        self.range = range
        self.replaces = replaces
        self.reason = reason ?? (replaces ? "replaced by an import" : "import")
    }

    /// The record fields that were named, so that a file in which they never occur is the wrong file or was described
    /// wrongly. The most telling first.
    var namedFields: [String] {
        guard format != .cloudevents else { return [] }
        return [timeField] + (idField.map { [$0] } ?? []) + mapping.values.sorted()
    }

    /// Those that every file must have.
    var neededFields: [String] { namedFields.filter { !mayLack.contains($0) || $0 == timeField || $0 == idField } }

    /// - Parameters:
    ///   - place: where the field is not: the beginning of a sentence that the field's name continues.
    ///   - fields: what there is instead, if that is known.
    func missing(_ field: String, _ place: String, has fields: [String] = []) -> BasinError {
        let use =
            field == timeField
            ? "says when a record happened" : field == idField ? "identifies a record" : "is mapped to a field of \(type.name)"
        let known = fields.isEmpty ? "" : " It has \(fields.prefix(30).map { String($0.prefix(60)) }.joined(separator: ", "))."
        return BasinError(
            .invalid,
            "\(place) \(field.prefix(80)), which \(use).\(known) Nothing was imported; correct the name and import again.")
    }
}
