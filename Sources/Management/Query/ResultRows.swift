import BasinEngines

/// Writes rows of text cells as CSV or JSON, and hands on pieces of about 64 KiB.
struct ResultRows {
    private let emit: ([UInt8]) throws -> Void
    private let isJSON: Bool
    private let isSafe: Bool
    /// `"name":`, for JSON.
    private let keys: [[UInt8]]
    private var buffer: [UInt8] = []
    private(set) var count = 0
    private static let pieceBytes = 65_536

    init(format: QueryFormat, columns: [String], emit: @escaping ([UInt8]) throws -> Void) {
        self.emit = emit
        isJSON = format == .json
        isSafe = format == .safeCSV
        keys = columns.map { Self.jsonString($0) + [UInt8(ascii: ":")] }
        buffer.reserveCapacity(Self.pieceBytes + 4096)
        if isJSON {
            buffer.append(UInt8(ascii: "["))
        } else {
            for (index, name) in columns.enumerated() {
                if index > 0 { buffer.append(UInt8(ascii: ",")) }
                Array(name.utf8).withUnsafeBytes { Self.field($0, isSafe, into: &buffer) }
            }
            buffer += [13, 10]
        }
    }

    mutating func append(_ chunk: DuckDBChunk) throws {
        for row in 0..<chunk.rowCount {
            if isJSON { appendObject(chunk, row) } else { appendLine(chunk, row) }
            count += 1
            if buffer.count >= Self.pieceBytes { try flush() }
        }
    }

    mutating func finish() throws {
        if isJSON { buffer += Array("\n]\n".utf8) }
        try flush()
    }

    private mutating func appendObject(_ chunk: DuckDBChunk, _ row: Int) {
        buffer += Array((count == 0 ? "\n{" : ",\n{").utf8)
        for column in keys.indices {
            if column > 0 { buffer.append(UInt8(ascii: ",")) }
            buffer += keys[column]
            if let cell = chunk.bytes(column: column, row: row) { buffer += cell } else { buffer += Array("null".utf8) }
        }
        buffer.append(UInt8(ascii: "}"))
    }

    private mutating func appendLine(_ chunk: DuckDBChunk, _ row: Int) {
        for column in keys.indices {
            if column > 0 { buffer.append(UInt8(ascii: ",")) }
            if let cell = chunk.bytes(column: column, row: row) {
                Self.field(cell, isSafe, into: &buffer)
            }
        }
        buffer += [13, 10]
    }

    private mutating func flush() throws {
        if buffer.isEmpty { return }
        try emit(buffer)
        buffer.removeAll(keepingCapacity: true)
    }

    /// RFC 4180: quoted when it holds a comma, a quote or a line end; an empty text too, because null is nothing.
    private static func field(_ bytes: UnsafeRawBufferPointer, _ isSafe: Bool, into buffer: inout [UInt8]) {
        let needsQuotes = bytes.isEmpty || bytes.contains { $0 == 44 || $0 == 34 || $0 == 10 || $0 == 13 }
        let mark: [UInt8] = isSafe && SpreadsheetFormula.mayBegin(bytes) ? [39] : []
        guard needsQuotes else {
            buffer += mark
            buffer += bytes
            return
        }
        buffer.append(34)
        buffer += mark
        for byte in bytes {
            if byte == 34 { buffer.append(34) }
            buffer.append(byte)
        }
        buffer.append(34)
    }

    private static func jsonString(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = [34]
        for byte in text.utf8 {
            switch byte {
            case 34, 92: bytes += [92, byte]
            case 0..<32: bytes += Array("\\u00".utf8) + Array((byte < 16 ? "0" : "") .utf8) + Array(String(byte, radix: 16).utf8)
            default: bytes.append(byte)
            }
        }
        return bytes + [34]
    }
}
