/// What intake made of one request: what goes to the event log, and what the client is told.
package struct IntakeBatch: Sendable {
    /// The rows of one event type and schema version, or the refused events charged to that type.
    package struct Section: Sendable {
        package enum Kind: UInt8, Sendable { case events = 0, quarantine = 1 }
        package var kind: Kind
        /// `AppliedEventType.id`; 0 for refused events whose type is not known.
        package var typeID: UInt32
        /// 0 for quarantine sections.
        package var schemaVersion: UInt32
        package var rowCount: Int
        /// Rows in `RowFormat`, one after another.
        package var bytes: [UInt8]

        package init(kind: Kind, typeID: UInt32, schemaVersion: UInt32, rowCount: Int, bytes: [UInt8]) {
            self.kind = kind
            self.typeID = typeID
            self.schemaVersion = schemaVersion
            self.rowCount = rowCount
            self.bytes = bytes
        }
    }

    /// One event that was refused, as the client is told. `message` says what and where and what to do; it never
    /// quotes a value.
    package struct Refusal: Sendable, Equatable {
        /// Position in the batch, from 0.
        package var index: Int
        package var code: RefusalCode
        /// The field's path, `data.address.city`, where one is to blame.
        package var field: String?
        package var message: String

        package init(index: Int, code: RefusalCode, field: String? = nil, message: String) {
            self.index = index
            self.code = code
            self.field = field
            self.message = message
        }
    }

    package var sections: [Section] = []
    package var refusals: [Refusal] = []
    package var acceptedCount = 0
    /// Unknown fields left out of accepted events (`unknown_fields: drop`).
    package var droppedFieldCount = 0

    package init() {}
}
