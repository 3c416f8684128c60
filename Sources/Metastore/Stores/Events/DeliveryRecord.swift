package import BasinCore

/// How far a type has been delivered and sealed.
package struct DeliveryRecord: Sendable {
    package var typeID: UInt32
    /// Of the event log: everything of the type up to it is delivered.
    package var position: UInt64
    /// Every hour before it is sealed; those without a record were empty.
    package var sealedBefore: Hour
}
