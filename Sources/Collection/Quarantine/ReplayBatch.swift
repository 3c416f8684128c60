/// Accepted events on their way back into the log, in records of a few megabytes.
struct ReplayBatch: Sendable {
    private(set) var records: [[IntakeBatch.Section]] = []
    private static let recordBytes = 4 << 20

    mutating func add(_ sections: [IntakeBatch.Section]) {
        for section in sections {
            guard let index = records.indices.last, var last = records[index].first,
                last.typeID == section.typeID, last.schemaVersion == section.schemaVersion,
                last.bytes.count + section.bytes.count <= Self.recordBytes
            else {
                records.append([section])
                continue
            }
            records[index] = []
            last.bytes += section.bytes
            last.rowCount += section.rowCount
            records[index] = [last]
        }
    }
}
