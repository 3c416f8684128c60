/// A dataset that nobody reads, and what to do about it.
public struct UnreadDataset: Codable, Sendable, Equatable {
    public var name: String
    /// `event` or `pipeline`.
    public var kind: String
    public var owner: String
    public var contact: String?
    /// The day on which people read it last; none where that was never counted.
    public var lastRead: String?
    /// `query`, `stream`, `live` or `iceberg`.
    public var lastWay: String?
    /// What is made of it or checked against it: unread, too, and to go before it.
    public var readers: [String]
    /// Stored now.
    public var bytes: Int
    /// What its runs, or its events, took in the last 30 days.
    public var cpuMicroseconds: Int
    /// A month without it, in the currency of the answer, as a decimal number.
    public var saving: String?
    /// What to think of before.
    public var cautions: [String]
    /// What to change in the definitions. Nothing is ever changed by itself.
    public var proposal: String

    public init(
        name: String, kind: String, owner: String, contact: String? = nil, lastRead: String? = nil, lastWay: String? = nil,
        readers: [String], bytes: Int, cpuMicroseconds: Int, saving: String? = nil, cautions: [String], proposal: String
    ) {
        self.name = name
        self.kind = kind
        self.owner = owner
        self.contact = contact
        self.lastRead = lastRead
        self.lastWay = lastWay
        self.readers = readers
        self.bytes = bytes
        self.cpuMicroseconds = cpuMicroseconds
        self.saving = saving
        self.cautions = cautions
        self.proposal = proposal
    }
}
