import BasinCore
import GRDB

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension KeyDatabase {
    /// Stores the key of a new segment. `conflict` when the segment has one.
    package func insertSegmentKey(_ segment: UInt64, wrapped: [UInt8]) throws {
        try write { db in
            try db.execute(
                sql: "INSERT INTO segment_keys (segment_id, wrapped) VALUES (?, ?) ON CONFLICT DO NOTHING",
                arguments: [Int64(bitPattern: segment), Data(wrapped)])
            guard db.changesCount == 1 else {
                throw BasinError(
                    .conflict,
                    "Log segment \(segment) has a key already, and one key never seals two segments; use a segment "
                        + "number that was never used.")
            }
        }
    }

    /// `nil` when there is none, or no more.
    package func segmentKey(_ segment: UInt64) throws -> [UInt8]? {
        try read { db in
            try Data.fetchOne(
                db, sql: "SELECT wrapped FROM segment_keys WHERE segment_id = ?",
                arguments: [Int64(bitPattern: segment)]
            ).map { [UInt8]($0) }
        }
    }

    /// Every segment that has a key, ascending.
    package func segmentsWithKeys() throws -> [UInt64] {
        try read { db in
            try Int64.fetchAll(db, sql: "SELECT segment_id FROM segment_keys").map(UInt64.init(bitPattern:)).sorted()
        }
    }

    /// Destroys keys for good: on return no file holds them. Segments without a key are passed over; after an error,
    /// ask again.
    package func destroySegmentKeys(_ segments: [UInt64]) throws {
        guard !segments.isEmpty else { return }
        try destroy { db in
            let statement = try db.cachedStatement(sql: "DELETE FROM segment_keys WHERE segment_id = ?")
            for segment in segments { try statement.execute(arguments: [Int64(bitPattern: segment)]) }
        }
    }
}
