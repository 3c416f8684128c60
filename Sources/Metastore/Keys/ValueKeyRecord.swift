/// A key that seals values, whatever it belongs to.
package enum ValueKeyRecord: Sendable, Equatable {
    case subject(wrapped: [UInt8])
    case daily(wrapped: [UInt8])
}
