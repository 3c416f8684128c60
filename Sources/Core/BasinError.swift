/// What went wrong, for the person who can do something about it.
///
/// `message` is a whole sentence: what happened, to which object, and what to do next. It never holds a secret, an
/// SQL argument or a personal value, because it is logged and sent to clients.
package struct BasinError: Error, Sendable, Equatable, CustomStringConvertible {
    /// A stable word that programs may branch on. `StaticString`-like: new codes may be added, none is renamed.
    package struct Code: RawRepresentable, Sendable, Hashable {
        package var rawValue: String
        package init(rawValue: String) { self.rawValue = rawValue }

        /// The request or command itself is wrong; sending it again will fail again. HTTP 400.
        package static let invalid = Code(rawValue: "invalid")
        /// A definition is wrong; the message names file and line. HTTP 422.
        package static let definition = Code(rawValue: "definition")
        /// A person's SQL was refused or failed. HTTP 400.
        package static let query = Code(rawValue: "query")
        /// No valid key or token. HTTP 401.
        package static let unauthorized = Code(rawValue: "unauthorized")
        /// The key or token is valid and not enough. HTTP 403.
        package static let forbidden = Code(rawValue: "forbidden")
        /// No object of that name. HTTP 404.
        package static let notFound = Code(rawValue: "not_found")
        /// It was there, and was removed for good when its time was over. HTTP 410.
        package static let gone = Code(rawValue: "gone")
        /// The object is in a state that does not allow this. HTTP 409.
        package static let conflict = Code(rawValue: "conflict")
        /// More bytes than allowed. HTTP 413.
        package static let tooLarge = Code(rawValue: "too_large")
        /// Not now: a queue or a disk is full. Retry later. HTTP 503.
        package static let unavailable = Code(rawValue: "unavailable")
        /// Over a limit that somebody set: of a write key or of an event type. Retry after `rateLimit.retryAfter`. HTTP 429.
        package static let rateLimited = Code(rawValue: "rate_limited")
        /// A file or a record is damaged. Not retryable. HTTP 500.
        package static let damaged = Code(rawValue: "damaged")
        /// The operating system or a library said no. HTTP 500.
        package static let system = Code(rawValue: "system")
    }

    /// What a client that is over a limit should know.
    package struct RateLimit: Sendable, Equatable {
        /// Events that the limit allows in its time.
        package var events: Int
        /// Seconds until it is worth trying again, 1 or more.
        package var retryAfter: Int

        package init(events: Int, retryAfter: Int) {
            self.events = events
            self.retryAfter = retryAfter
        }
    }

    package var code: Code
    package var message: String
    /// Of `.rateLimited`.
    package var rateLimit: RateLimit?

    package init(_ code: Code, _ message: String, rateLimit: RateLimit? = nil) {
        self.code = code
        self.message = message
        self.rateLimit = rateLimit
    }

    package var description: String { "\(code.rawValue): \(message)" }
}
