import BasinCore

/// A column of a data contract, a part of one, or what a list holds.
struct ContractProperty: Sendable, Hashable {
    /// Empty for what a list holds.
    var name: String
    var description: String?
    /// string, date, timestamp, time, number, integer, object, array or boolean.
    var logicalType: String?
    var options: [WrittenJSON.Member] = []
    var physicalType: String?
    var isRequired = false
    var isUnique = false
    /// From 1.
    var keyPosition: Int?
    /// From 1.
    var partitionPosition: Int?
    var classification: String?
    var examples: [WrittenJSON] = []
    /// What it is made of.
    var sources: [String] = []
    var logic: String?
    var logicDescription: String?
    /// `table.column` that its values are in.
    var references: [String] = []
    var links: [DataContract.Link] = []
    var tags: [String] = []
    var properties: [ContractProperty] = []
    /// One at most.
    var items: [ContractProperty] = []
    var quality: [ContractQuality] = []
    var custom: [WrittenJSON.Member] = []

    func custom(_ name: String) -> WrittenJSON? { custom.first { $0.name == name }?.value }
}
