/// The file that events are written to. Lives on the writing thread.
struct ActiveSegment {
    let id: UInt64
    private let file: OpenFile
    private(set) var end: Int

    /// Makes the file. Its header is in one write, so that it is there whole or the file is nothing.
    init(id: UInt64, header: SegmentHeader, folder: QueueFolder) throws {
        let start = try header.fileStart()
        file = try OpenFile(folder.segment(id), .create)
        do {
            try file.write(start, at: 0)
        } catch {
            folder.removeSegment(id)
            throw error
        }
        self.id = id
        end = start.count
    }

    /// Writes behind what was written. What fails may be written again as it is.
    mutating func append(_ records: [UInt8]) throws {
        try file.write(records, at: end)
        end += records.count
    }
}
