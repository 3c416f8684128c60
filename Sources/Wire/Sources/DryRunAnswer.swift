/// What a door answers with `?dry_run=true`: nothing is stored.
public struct DryRunAnswer: Codable, Sendable, Equatable {
    public struct Refused: Codable, Sendable, Equatable {
        /// The call's position in the body, from 0.
        public var index: Int
        public var message: String
    }

    /// The type of an event that would be stored; the rest of it is for people.
    public struct Event: Codable, Sendable, Equatable {
        public var type: String?
        public var id: String?
    }

    /// How many calls the body holds.
    public var calls: Int
    public var refused: [Refused]
    public var events: [Event]
}
