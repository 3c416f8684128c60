package import BasinCore
import GRDB

/// What is noted of very many datasets at once: in pieces, so that nobody waits long for the one writer.
extension Metastore {
    /// Datasets that one transaction changes at most.
    private static let piece = 1_000
    /// A server that was off for longer is a copy that somebody found.
    private static let mostDaysOff = 92

    /// Writes down what is stored now as what the day stores; later that day it is corrected. Days on which nobody
    /// looked, since the last one that is known, had what that one had: files stay while the server is off.
    ///
    /// Each piece only corrects, and a day is known when its last one is written: again after a kill it comes out the
    /// same.
    package func noteStored(_ bytes: [UInt32: Int64], at now: Timestamp) throws {
        let today = Partition(.day, holding: now).index
        let last = try read { try $0.lastStoredDay(before: today) }
        if let last, last < today - 1 {
            let then = try read { try $0.stored(on: last) }
            for day in max(last + 1, today - Self.mostDaysOff)..<today { try note(then, on: day) }
        }
        try note(bytes, on: today)
    }

    private func note(_ bytes: [UInt32: Int64], on day: Int) throws {
        let before = try read { try $0.stored(on: day) }
        let changed = Set(bytes.keys).union(before.keys).subtracting([0]).filter { bytes[$0] ?? 0 != before[$0] ?? 0 }
        try inPieces(changed) { try $0.correctStored(bytes[$1] ?? 0, of: $1, on: day) }
        // Last: that there is what is stored of no dataset says that somebody looked, also where nothing is stored.
        try write {
            try $0.addUsage(
                UsageRecord(kind: .storage, datasetID: nil, usage: Usage()), at: Partition(.day, index: day).start)
            try $0.correctStored(bytes[0] ?? 0, of: 0, on: day)
        }
    }

    /// Forgets reads that are so old, but the last one of each dataset and way.
    package func forgetReads(before day: Int) throws {
        try inPieces(try read { try $0.datasetsReadOnce(before: day) }) { try $0.forgetReads(of: $1, before: day) }
    }

    private func inPieces(_ ids: Set<UInt32>, _ change: (Transaction, UInt32) throws -> Void) throws {
        let ids = ids.sorted()
        for start in stride(from: 0, to: ids.count, by: Self.piece) {
            try write { transaction in
                for id in ids[start..<min(start + Self.piece, ids.count)] { try change(transaction, id) }
            }
        }
    }
}

extension Snapshot {
    /// The last day before that one of which it is known what was stored.
    fileprivate func lastStoredDay(before day: Int) throws -> Int? {
        try Int.fetchOne(
            db, sql: "SELECT max(day) FROM usage_day WHERE kind = 'storage' AND dataset_id = 0 AND day < ?",
            arguments: [day])
    }

    fileprivate func stored(on day: Int) throws -> [UInt32: Int64] {
        var bytes: [UInt32: Int64] = [:]
        let rows = try Row.fetchAll(
            db, sql: "SELECT dataset_id, byte_days FROM usage_day WHERE day = ? AND kind = 'storage'", arguments: [day])
        for row in rows { bytes[UInt32(row["dataset_id"] as Int64)] = row["byte_days"] }
        return bytes
    }

    /// Those with reads that are so old, and later ones of the same way.
    fileprivate func datasetsReadOnce(before day: Int) throws -> Set<UInt32> {
        let ids = try Int64.fetchAll(
            db,
            sql: """
                SELECT DISTINCT dataset_id FROM dataset_read WHERE day < ? AND EXISTS (
                    SELECT 1 FROM dataset_read AS newer WHERE newer.dataset_id = dataset_read.dataset_id
                        AND newer.day > dataset_read.day AND newer.way = dataset_read.way)
                """, arguments: [day])
        return Set(ids.map { UInt32($0) })
    }
}
