/// The fields of one version of an event type, in declared order.
package struct EventSchema: Sendable, Hashable, Codable {
    /// 1 for the first applied version.
    package var version: Int
    package var fields: [Field]

    package init(version: Int, fields: [Field]) {
        self.version = version
        self.fields = fields
    }

    /// Without what Basin fills in, which comes last.
    package var sentFields: [Field] { fields.filter { $0.derivation == nil } }

    package func fills(_ enrichment: Enrichment) -> Bool {
        fields.contains { $0.derivation?.value.enrichment == enrichment }
    }

    package var subject: Field? { fields.first { $0.isSubject } }

    /// Every column as it is stored: the envelope, the fields, the partition time.
    package var columns: [Column] {
        Envelope.leading.map(\.column)
            + fields.map { Column(name: $0.name, type: $0.storedType, id: $0.id, isRequired: false) }
            + [Envelope.partitionTime.column]
    }
}
