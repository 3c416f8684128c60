/// The field of an event type in which a value came in. It stays with the sealed value wherever SQL copies it.
package struct FieldOrigin: Sendable, Hashable {
    package var typeID: UInt32
    package var fieldID: UInt32

    package init(typeID: UInt32, fieldID: UInt32) {
        self.typeID = typeID
        self.fieldID = fieldID
    }
}
