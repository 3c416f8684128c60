/// Why an order made nothing, in a form that decides what happens next.
package struct WorkFailure: Error, Sendable, Hashable, Codable {
    package enum Kind: String, Sendable, Codable, CaseIterable {
        /// An input is not there (exit code 20 of a command): try again when it may be.
        case missingInput
        /// The SQL, the program or its output is wrong (exit code 50 of a command): trying again changes nothing.
        case userError
        /// It took longer than its limit.
        case timeout
        /// It took more memory than its limit: trying again changes nothing.
        case memory
        /// Somebody stopped it.
        case cancelled
        /// What may pass by itself: a crash, a lost worker, a full disk, any other exit code.
        case other
    }

    package var kind: Kind
    /// A whole sentence: what happened and what to do. Holds no value of a row.
    package var message: String

    package init(_ kind: Kind, _ message: String) {
        self.kind = kind
        self.message = message
    }
}
