/// A dataset as the platform holds it: the definition last applied, with the schema that its SQL gives.
package struct AppliedDataset: Sendable, Hashable, Codable {
    /// From the same sequence as event types' ids; stable across renames, never reused.
    package var id: UInt32
    package var definition: Dataset
    /// 1 for the first applied, one more with every change of schema.
    package var schemaVersion: Int
    /// Of everything that decides what a run makes: work, inputs, partitions. Hexadecimal SHA-256.
    package var hash: String
    package var columns: [DatasetColumn]
    /// The highest field id ever given in this dataset.
    package var lastFieldID: Int
    package var inputs: [ResolvedInput]
    /// Its definition was removed: nothing is made any more, what is stored stays until its retention ends.
    package var isRemoved: Bool

    package init(
        id: UInt32, definition: Dataset, schemaVersion: Int, hash: String, columns: [DatasetColumn], lastFieldID: Int,
        inputs: [ResolvedInput], isRemoved: Bool = false
    ) {
        self.id = id
        self.definition = definition
        self.schemaVersion = schemaVersion
        self.hash = hash
        self.columns = columns
        self.lastFieldID = lastFieldID
        self.inputs = inputs
        self.isRemoved = isRemoved
    }

    package var name: String { definition.name }

    /// Every column as it is stored: the SQL's own, then the partition time where there are partitions.
    package var storedColumns: [Column] {
        columns.map { Column(name: $0.name, type: $0.storedType, id: $0.id, isRequired: false) }
            + (definition.granularity == .none ? [] : [Envelope.partitionTime.column])
    }
}

/// One column of a dataset, with where it comes from.
package struct DatasetColumn: Sendable, Hashable, Codable {
    package var name: String
    /// As people see it; a sealed column is stored as bytes.
    package var type: FieldType
    /// The Iceberg and Parquet field id.
    package var id: Int
    package var classification: Classification
    /// It holds sealed values, copied as they are.
    package var isSealed: Bool
    /// It holds subjects' pseudonyms.
    package var isSubject: Bool
    package var description: String?
    package var sources: [ColumnSource]

    package init(
        name: String, type: FieldType, id: Int, classification: Classification, isSealed: Bool = false,
        isSubject: Bool = false, description: String? = nil, sources: [ColumnSource] = []
    ) {
        self.name = name
        self.type = type
        self.id = id
        self.classification = classification
        self.isSealed = isSealed
        self.isSubject = isSubject
        self.description = description
        self.sources = sources
    }

    package var storedType: FieldType { isSealed ? .binary : type }
}

/// A column that another one is made of.
package struct ColumnSource: Sendable, Hashable, Codable {
    package enum Kind: String, Sendable, Codable {
        /// The value itself, unchanged.
        case copied
        /// Something computed from it.
        case derived
        /// It decides which rows count, or how they are grouped and joined.
        case indirect
    }

    package var dataset: String
    package var column: String
    package var kind: Kind

    package init(dataset: String, column: String, kind: Kind) {
        self.dataset = dataset
        self.column = column
        self.kind = kind
    }
}

/// An input of a dataset, found.
package struct ResolvedInput: Sendable, Hashable, Codable {
    package var id: UInt32
    package var name: String
    package var granularity: Granularity
    /// An event dataset: complete when sealed.
    package var isEvents: Bool
    package var window: InputWindow

    package init(id: UInt32, name: String, granularity: Granularity, isEvents: Bool, window: InputWindow) {
        self.id = id
        self.name = name
        self.granularity = granularity
        self.isEvents = isEvents
        self.window = window
    }
}
