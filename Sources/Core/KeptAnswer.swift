/// What a request was answered that changed something, for whoever sends the same again.
package struct KeptAnswer: Sendable, Equatable {
    /// Why there is no body.
    package enum Absence: String, Sendable, Codable, CaseIterable {
        /// It held a secret, which is shown once.
        case secret
        /// It was larger than is kept.
        case large
        /// The account's later answers needed the room.
        case room
    }

    /// Of what was asked: a hash under a key.
    package var fingerprint: [UInt8]
    package var status: Int
    /// By name, in lower case.
    package var headers: [String: String]
    package var body: [UInt8]
    /// Nil: the body is whole.
    package var absence: Absence?

    package init(
        fingerprint: [UInt8], status: Int, headers: [String: String], body: [UInt8], absence: Absence? = nil
    ) {
        self.fingerprint = fingerprint
        self.status = status
        self.headers = headers
        self.body = body
        self.absence = absence
    }
}
