package import BasinCore

/// One seal or correction of an hour of an event type.
package struct SealRecord: Sendable, Hashable {
    package var revision: Int
    package var reason: String
    package var createdAt: Timestamp
    package var rows: Int
}
