import BasinCore
import BasinEngines

/// What a worker asked to be opened: the texts, or why not.
struct OpenAnswer {
    var number: UInt32
    var texts: Result<PackedValues, BasinError>
    private static let headBytes = 5

    init(number: UInt32, texts: Result<PackedValues, BasinError>) {
        self.number = number
        self.texts = texts
    }

    var bytes: [UInt8] {
        switch texts {
        case .success(let values): number.bigEndianBytes + [0] + values.bytes
        case .failure(let error): number.bigEndianBytes + [1] + Array(error.message.utf8)
        }
    }

    /// - Throws: `.damaged` for what is none.
    init(_ bytes: [UInt8]) throws {
        guard bytes.count >= Self.headBytes else { throw BasinError(.damaged, "An answer with opened values is too short.") }
        number = UInt32(bigEndianBytes: bytes[0..<4])
        let rest = bytes[Self.headBytes...]
        texts =
            bytes[4] == 0
            ? .success(try PackedValues(received: rest))
            : .failure(BasinError(.query, String(decoding: rest, as: UTF8.self)))
    }
}
