/// Why a try of a run came to nothing.
package struct RunFailure: Sendable, Hashable, Codable, Error {
    package enum Kind: String, Sendable, Codable, CaseIterable {
        /// An input was not there after all (a command's exit code 20). Waited for, at length.
        case missingInput
        /// The SQL, the command's arguments (exit code 50) or the data are wrong. Trying again gives the same.
        case userError
        /// Too little memory was allowed. Trying again gives the same.
        case memory
        /// A crash, a lost worker, a full disk. May pass by itself.
        case other
        /// Stopped at the time limit. May pass by itself.
        case timeout
    }

    package var kind: Kind
    /// A whole sentence: what, where, what to do.
    package var message: String

    package init(_ kind: Kind, _ message: String) {
        self.kind = kind
        self.message = message
    }
}
