/// A subject as the key database holds it.
package struct SubjectRecord: Sendable, Equatable {
    package var pseudonym: String
    package var keyID: UInt64
    /// The subject's key, readable only with the master key.
    package var wrapped: [UInt8]

    package init(pseudonym: String, keyID: UInt64, wrapped: [UInt8]) {
        self.pseudonym = pseudonym
        self.keyID = keyID
        self.wrapped = wrapped
    }
}
