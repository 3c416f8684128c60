import BasinCore
import BasinEngines

/// A worker asks for the texts of sealed values.
struct OpenRequest: Equatable {
    /// The answer's.
    var number: UInt32
    /// Of a table of the order.
    var opener: UInt32
    var values: PackedValues
    private static let headBytes = 8

    init(number: UInt32, opener: UInt32, values: PackedValues) {
        self.number = number
        self.opener = opener
        self.values = values
    }

    var bytes: [UInt8] { number.bigEndianBytes + opener.bigEndianBytes + values.bytes }

    /// - Throws: `.damaged` for what is none.
    init(_ bytes: [UInt8]) throws {
        guard bytes.count >= Self.headBytes else { throw BasinError(.damaged, "A request to open values is too short.") }
        number = UInt32(bigEndianBytes: bytes[0..<4])
        opener = UInt32(bigEndianBytes: bytes[4..<8])
        values = try PackedValues(received: bytes[Self.headBytes...])
    }
}
