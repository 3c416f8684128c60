import BasinCore

/// A rule of a data contract about what is in a table or a column.
struct ContractQuality: Sendable, Hashable {
    var name: String?
    var description: String?
    /// library, sql, custom or text.
    var type: String
    /// Of the library: nullValues, missingValues, invalidValues, duplicateValues or rowCount.
    var metric: String?
    var arguments: [WrittenJSON.Member] = []
    /// mustBe, mustBeGreaterOrEqualTo … and what with.
    var comparison: WrittenJSON.Member?
    var query: String?
    var engine: String?
    var implementation: WrittenJSON?
    var unit: String?
    var dimension: String?
    /// error or warning; what others say is kept.
    var severity: String?
    var custom: [WrittenJSON.Member] = []
}
