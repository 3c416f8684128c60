/// A key for one event type, one UTC day and one purpose, as the key database holds it.
package struct DailyKeyRecord: Sendable, Equatable {
    package var keyID: UInt64
    /// The key, readable only with the master key.
    package var wrapped: [UInt8]
}
