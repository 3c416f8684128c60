/// Which calls of a source become events of a type.
public struct SourceRouteSummary: Codable, Sendable, Equatable {
    public var type: String
    /// A kind of call, `page`; nil: the client's own events.
    public var call: String?
    /// What clients call the event; none: the type's own name in any spelling, or every name of a kind of call.
    public var names: [String]
    /// By field: where in the call its value is, where that is not its own property.
    public var fields: [String: String]

    public init(type: String, call: String? = nil, names: [String] = [], fields: [String: String] = [:]) {
        self.type = type
        self.call = call
        self.names = names
        self.fields = fields
    }
}
