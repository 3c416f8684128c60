/// A column whose values only a grant opens.
public struct SealedColumn: Codable, Sendable, Equatable {
    public var name: String
    public var classification: String
    /// What the field may be opened for; empty: any purpose. Nil where each value has its own field's.
    public var purposes: [String]?
    /// For which purposes the asker's grants open it now.
    public var opens: [String]

    public init(name: String, classification: String, purposes: [String]?, opens: [String]) {
        self.name = name
        self.classification = classification
        self.purposes = purposes
        self.opens = opens
    }
}
