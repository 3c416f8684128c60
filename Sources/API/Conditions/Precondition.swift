import BasinCore
import HTTPTypes

/// What must still be so for a change to be made: `If-Match` (RFC 9110 §13.1.1). It is judged where the change is made, in
/// its transaction, so that nothing comes between.
package struct Precondition: Sendable, Equatable {
    /// Nil: nothing was asked.
    private var tags: EntityTags?

    /// Holds whatever there is.
    package static let none = Precondition(tags: nil)

    private init(tags: EntityTags?) { self.tags = tags }

    /// What the request asks. Throws `.invalid` for what is no list of entity tags: it must not pass for nothing.
    init(_ headers: HTTPFields) throws {
        guard let field = headers[.ifMatch] else {
            self = .none
            return
        }
        guard let tags = EntityTags(field) else {
            throw BasinError(.invalid, "If-Match is no list of entity tags; send it as an ETag was given, in its quotes.")
        }
        self.init(tags: tags)
    }

    /// - Parameters:
    ///   - current: of what is there now; asked for only when there is a condition.
    ///   - what: "The account anna".
    /// - Throws: `.preconditionFailed` when it is not what the client has seen.
    package func require(_ current: @autoclosure () throws -> EntityTag, _ what: @autoclosure () -> String) throws {
        guard let tags, try !tags.namesStrongly(current()) else { return }
        throw BasinError(
            .preconditionFailed, "\(what()) changed since you read it, so nothing was done; read it again, and decide again.")
    }
}
