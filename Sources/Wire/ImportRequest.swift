/// How a file becomes events.
public struct ImportRequest: Codable, Sendable, Equatable {
    public var type: String
    /// `ndjson`, `csv`, `parquet`, `cloudevents` (one a line, with their own identities and times).
    public var format: String
    /// The record's field that holds the time of event and receipt: RFC 3339 or epoch milliseconds.
    public var timeField: String
    /// Event field to record field.
    public var mapping: [String: String]
    /// Record fields of the mapping that a small file may be without.
    public var mayLack: [String]
    /// First hour or day for which the file is complete.
    public var from: String?
    /// End (not included) of that range.
    public var to: String?
    /// Replace what the target hours hold.
    public var replace: Bool
    public var reason: String?
    /// CloudEvents source for the records; default `import`.
    public var source: String?
    /// The record's field that identifies it; without one, the whole record does.
    public var idField: String?

    public init(type: String, format: String, timeField: String, mapping: [String: String], mayLack: [String] = [], from: String? = nil, to: String? = nil, replace: Bool, reason: String? = nil, source: String? = nil, idField: String? = nil) {
        self.type = type
        self.format = format
        self.timeField = timeField
        self.mapping = mapping
        self.mayLack = mayLack
        self.from = from
        self.to = to
        self.replace = replace
        self.reason = reason
        self.source = source
        self.idField = idField
    }
}
