package import BasinCore

/// An event type or a dataset as other catalogs hear of it: what is applied, who owns it, and what is there.
package struct CatalogedDataset: Sendable, Hashable {
    package enum Content: Sendable, Hashable {
        case events(AppliedEventType)
        case made(AppliedDataset)
    }

    package var content: Content
    /// The owner; nil where no team of that name is declared any more.
    package var team: Team?
    /// From the start of the first partition with rows to the end of the last; nil where there is none.
    package var coverage: Range<Timestamp>?
    package var rows: Int
    /// When rows were last received or published.
    package var modified: Timestamp?

    package init(
        _ content: Content, team: Team?, coverage: Range<Timestamp>? = nil, rows: Int = 0, modified: Timestamp? = nil
    ) {
        self.content = content
        self.team = team
        self.coverage = coverage
        self.rows = rows
        self.modified = modified
    }

    /// The namespace of all tables in Basin's Iceberg catalog.
    static let namespace = "basin"

    package var name: String {
        switch content {
        case .events(let type): type.name
        case .made(let dataset): dataset.name
        }
    }

    var id: UInt32 {
        switch content {
        case .events(let type): type.id
        case .made(let dataset): dataset.id
        }
    }

    /// The same across renames, never given again.
    var urn: String { "urn:basin:dataset:\(id)" }

    var kind: String {
        switch content {
        case .events: "event"
        case .made: "dataset"
        }
    }

    package var owner: String {
        switch content {
        case .events(let type): type.definition.owner
        case .made(let dataset): dataset.definition.owner
        }
    }

    var description: String {
        switch content {
        case .events(let type): type.definition.description
        case .made(let dataset): dataset.definition.description
        }
    }

    var tier: Tier {
        switch content {
        case .events(let type): type.definition.tier
        case .made(let dataset): dataset.definition.tier
        }
    }

    var retentionDays: Int? {
        switch content {
        case .events(let type): type.definition.retentionDays
        case .made(let dataset): dataset.definition.retentionDays
        }
    }

    var declaredAccess: DataAccess? {
        switch content {
        case .events(let type): type.definition.declaredAccess
        case .made(let dataset): dataset.definition.declaredAccess
        }
    }

    var granularity: Granularity {
        switch content {
        case .events: .hour
        case .made(let dataset): dataset.definition.granularity
        }
    }

    var schemaVersion: Int {
        switch content {
        case .events(let type): type.schema.version
        case .made(let dataset): dataset.schemaVersion
        }
    }

    package var isRemoved: Bool {
        switch content {
        case .events(let type): type.isRemoved
        case .made(let dataset): dataset.isRemoved
        }
    }

    /// Names of what it is made of, itself left out.
    var inputs: [String] {
        guard case .made(let dataset) = content else { return [] }
        return Set(dataset.inputs.map(\.name)).subtracting([dataset.name]).sorted()
    }

    /// Its columns as people see them, with the strictest of what is inside each.
    var columns: [(name: String, type: FieldType, classification: Classification, description: String?)] {
        switch content {
        case .events(let type): type.schema.fields.map { ($0.name, $0.type, $0.classification, $0.description) }
        case .made(let dataset): dataset.columns.map { ($0.name, $0.type, $0.classification, $0.description) }
        }
    }
}
