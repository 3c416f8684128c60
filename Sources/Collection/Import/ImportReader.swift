import BasinCore
import BasinKeys
import BasinMetastore

/// Turns lines of a file into validated rows and refusals.
protocol ImportReader {
    /// - Parameters:
    ///   - lines: whole lines.
    ///   - failures: why records must be refused whatever they hold, by their number in `lines`.
    /// - Returns: `times` are times of receipt: they decide the hour.
    func read(_ lines: UnsafeRawBufferPointer, firstRecord: Int, failures: [Int: RowFailure]) throws -> RecordBatch

    /// Of the fields that the plan names, those that no record so far had.
    var unseenFields: [String] { get }

    /// Fields of the type that no accepted record had; none before the first.
    var unfilledFields: [String] { get }
}

extension RecordReader: ImportReader {
    /// A record without an id of its own is identified by a keyed hash: nobody without the key can confirm a guess of
    /// what it held.
    convenience init(importing plan: ImportPlan, keys: KeyStore) throws {
        try self.init(
            plan: RecordPlan(
                type: plan.type, mapping: plan.mapping, timeField: plan.timeField, idField: plan.idField,
                source: plan.source
            ) { bytes in
                let hash = keys.lookup(of: bytes)
                var digest: [UInt8] = []
                for word in [hash.high, hash.low, 0, 0] { withUnsafeBytes(of: word.bigEndian) { digest.append(contentsOf: $0) } }
                return digest
            })
    }

    func read(_ lines: UnsafeRawBufferPointer, firstRecord: Int, failures: [Int: RowFailure]) throws -> RecordBatch {
        parseRecords(ndjson: lines, firstRecord: firstRecord, failures: failures)
    }
}
