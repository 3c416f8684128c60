import NIOCore

/// The rows of a portal that are begun and not yet given to their end.
struct OpenRows {
    let rows: PostgresRows
    /// Their number in `RunningQueries`.
    let number: Int
    /// What came beyond the limit of the last Execute.
    private var rest = ByteBuffer()
    private var isOver = false

    init(_ rows: PostgresRows, number: Int) {
        self.rows = rows
        self.number = number
    }

    /// The next rows, `most` at most, and how many they are; nil at the end.
    mutating func next(most: Int) async throws -> (rows: ByteBuffer, count: Int)? {
        guard try await hasMore() else { return nil }
        return DataRows.split(&rest, most: most)
    }

    /// Whether there is another row.
    mutating func hasMore() async throws -> Bool {
        while rest.readableBytes == 0, !isOver {
            if let piece = try await rows.next() { rest = piece } else { isOver = true }
        }
        return rest.readableBytes > 0
    }
}
