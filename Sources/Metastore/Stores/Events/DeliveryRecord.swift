package import BasinCore

/// How far a type has been delivered and sealed.
package struct DeliveryRecord: Sendable {
    package var typeID: UInt32
    package var position: UInt64
    package var sealedBefore: Hour
}
