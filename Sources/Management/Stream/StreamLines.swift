import BasinCore
import BasinEngines

/// Makes lines of rows, and pages of lines.
struct StreamLines {
    private var pages: [StreamPage] = []
    private var page: StreamPage
    private var cursors: CursorWriter
    private let pageBytes: Int
    /// Of all pages together.
    private(set) var byteCount = 0
    // The last row's key, in memory that is used again.
    private var received: Int64 = 0
    private var source: [UInt8] = []
    private var id: [UInt8] = []

    init(_ typeID: UInt32, after position: StreamPosition, pageBytes: Int) {
        page = StreamPage(position: position)
        cursors = CursorWriter(typeID: typeID, hour: position.hour, importID: position.importID)
        self.pageBytes = pageBytes
    }

    /// Takes a row of: time of receipt in µs, source, id, the event's text.
    /// - Returns: false for one in which something of that is missing.
    mutating func append(_ chunk: DuckDBChunk, _ row: Int) -> Bool {
        guard let received = chunk.int64(column: 0, row: row), let source = chunk.bytes(column: 1, row: row),
            let id = chunk.bytes(column: 2, row: row), let event = chunk.bytes(column: 3, row: row)
        else { return false }
        let before = page.bytes.count
        page.position.count += 1
        page.events += 1
        page.bytes += "{\"cursor\":\"".utf8
        cursors.append(count: page.position.count, received: received, source: source, id: id, to: &page.bytes)
        page.bytes += "\",\"event\":".utf8
        page.bytes += event
        page.bytes += "}\n".utf8
        byteCount += page.bytes.count - before
        self.received = received
        self.source.replaceSubrange(self.source.indices, with: source)
        self.id.replaceSubrange(self.id.indices, with: id)
        if page.bytes.count >= pageBytes { endPage() }
        return true
    }

    private mutating func endPage() {
        page.position.key = StreamPosition.Key(
            received: Timestamp(microseconds: received), source: String(decoding: source, as: UTF8.self),
            id: String(decoding: id, as: UTF8.self))
        pages.append(page)
        page = StreamPage(position: page.position)
    }

    /// All pages.
    mutating func finish() -> [StreamPage] {
        if page.events > 0 { endPage() }
        return pages
    }
}
