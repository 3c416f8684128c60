public import Foundation

/// Something that a developer should know: an event that will not be in the data, or a server that does not take any.
public struct Problem: Sendable, Hashable, CustomStringConvertible {
    /// A stable word to branch on. Codes may be added; none is renamed.
    public struct Code: RawRepresentable, Sendable, Hashable {
        public var rawValue: String
        public init(rawValue: String) { self.rawValue = rawValue }

        /// The server put an event into quarantine, from where it can be replayed: it does not fit its declared type.
        public static let refused = Code(rawValue: "refused")
        /// Events were given up because the queue in memory or on disk was full.
        public static let evicted = Code(rawValue: "evicted")
        /// An event cannot be encoded or is too large, or the server refuses any batch with it. It is given up.
        public static let undeliverable = Code(rawValue: "undeliverable")
        /// The server refuses the write key (401, 403). Events wait on disk; it is tried again in a quarter of an hour,
        /// or at once after `Basin.use(writeKey:)`.
        public static let unauthorized = Code(rawValue: "unauthorized")
        /// The server does not answer, or asks to wait. Reported once, when it begins.
        public static let unreachable = Code(rawValue: "unreachable")
        /// Something else than a Basin server answered, such as the sign-in page of a network. Events wait.
        public static let unexpectedAnswer = Code(rawValue: "unexpected_answer")
        /// The folder cannot be written: events wait in memory.
        public static let storage = Code(rawValue: "storage")
        /// A file of the queue is damaged; events after the damage are lost.
        public static let damaged = Code(rawValue: "damaged")
    }

    public var code: Code
    /// A whole sentence. Never holds an event's values.
    public var message: String
    /// nil when it is about no single type.
    public var eventType: String?
    /// The event's `id`, of a single event.
    public var eventID: UUID?
    /// The field that the server names.
    public var field: String?
    /// Events concerned; 0 when none is lost.
    public var count: Int

    public init(
        _ code: Code, _ message: String, eventType: String? = nil, eventID: UUID? = nil, field: String? = nil,
        count: Int = 0
    ) {
        self.code = code
        self.message = message
        self.eventType = eventType
        self.eventID = eventID
        self.field = field
        self.count = count
    }

    public var description: String { "\(code.rawValue): \(message)" }
}
