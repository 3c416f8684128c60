/// How often a dataset was read on a day in one way.
public struct DatasetReads: Codable, Sendable, Equatable {
    /// UTC, as 2026-11-27.
    public var day: String
    /// `query`, `stream`, `live`, `iceberg`, or `pipeline`: for another dataset.
    public var way: String
    public var reads: Int

    public init(day: String, way: String, reads: Int) {
        self.day = day
        self.way = way
        self.reads = reads
    }
}
