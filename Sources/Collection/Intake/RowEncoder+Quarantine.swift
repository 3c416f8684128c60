extension RowEncoder {
    /// Where the payload of a refused event comes from.
    enum Payload {
        case tape(Tape, Int)
        /// Bytes that did not parse.
        case bytes(UnsafeBufferPointer<UInt8>)
    }

    /// Replaces the row by one of `RowFormat.quarantineFields`; the payload is cut at `limit` bytes.
    mutating func encodeRefusal(_ failure: RowFailure, payload: Payload, limit: Int) {
        row.truncate(to: 0)
        row.append(UInt32(0))
        for _ in 0..<3 { row.append(RowFormat.absent) }
        row.append(UInt16(0))
        row.append(UInt16(0))
        let failure = failure.stored
        let field = failure.field
        row.append(field == nil ? 0b1011 : 0b1111 as UInt8)
        append(length: failure.code.rawValue)
        append(length: failure.message)
        if let field { append(length: field) }
        let start = row.count
        row.append(UInt32(0))
        switch payload {
        case .tape(let tape, let index): _ = JSONText.append(tape, index, to: &row, limit: limit)
        case .bytes(let bytes): row.append(UnsafeBufferPointer(rebasing: bytes.prefix(limit)))
        }
        row.truncate(to: min(row.count, start + 4 + limit))
        row.set(UInt32(truncatingIfNeeded: row.count - start - 4), at: start)
        row.set(UInt32(truncatingIfNeeded: row.count - 4), at: 0)
    }

    private mutating func append(length text: String) {
        row.append(UInt32(truncatingIfNeeded: text.utf8.count))
        row.append(text: text)
    }
}
