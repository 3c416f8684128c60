import BasinCore
import Foundation
import GRDB
import Synchronization

/// The only truth about state: definitions, hours and their ledgers, files and revisions, keys of doors.
///
/// One writer that groups commits; readers are concurrent and see whole commits only. Every call blocks: use a
/// blocking thread.
package final class Metastore: Sendable {
    let pool: DatabasePool
    private let writes: WriteGroup
    private let committed = Atomic<Int>(0)

    /// How many changes were committed since it was opened: whoever sees another number than before looks again.
    package var commits: Int { committed.load(ordering: .relaxed) }

    /// Opens `metastore.sqlite`, making or migrating it.
    /// - Parameter migration: the last one to apply, so that a test can begin with an older schema; nil: all.
    /// - Throws: `.conflict` when a newer Basin wrote it; `.damaged` when it is no SQLite file.
    package init(path: String, through migration: String? = nil) throws {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(10)
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA secure_delete = ON")
            // KiB for each connection: search and lineage touch tens of megabytes at a time.
            try db.execute(sql: "PRAGMA cache_size = -16384")
        }
        do {
            pool = try DatabasePool(path: path, configuration: configuration)
            // DatabasePool sets synchronous to NORMAL after `prepareDatabase`: a power cut could lose commits.
            try pool.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA synchronous = FULL")
                guard try Int.fetchOne(db, sql: "PRAGMA synchronous") == 2 else {
                    throw BasinError(.system, "SQLite refuses synchronous = FULL for \(path).")
                }
            }
        } catch let error as DatabaseError where error.resultCode == .SQLITE_NOTADB || error.resultCode == .SQLITE_CORRUPT {
            throw BasinError(.damaged, "\(path) is no readable SQLite database; restore it from a backup.")
        }
        let migrator = Migrations.all
        let hasNewer = try pool.read { try migrator.hasBeenSuperseded($0) }
        guard !hasNewer else {
            throw BasinError(
                .conflict, "\(path) was written by a newer Basin; start that version, or restore an older backup.")
        }
        if let migration { try migrator.migrate(pool, upTo: migration) } else { try migrator.migrate(pool) }
        writes = WriteGroup(pool: pool)
    }

    /// Runs the changes in a transaction, all or nothing, committed and synced when this returns. Changes handed in at
    /// the same time by other threads share the sync; one that throws undoes only itself.
    package func write<Value>(_ changes: (Transaction) throws -> Value) throws -> Value {
        let value = try writes.run { db in try changes(Transaction(db: db)) }
        committed.wrappingAdd(1, ordering: .relaxed)
        return value
    }

    /// Reads one consistent state.
    package func read<Value>(_ query: (Snapshot) throws -> Value) throws -> Value {
        try pool.read { db in try query(Snapshot(db: db)) }
    }

    /// Waits for running work, empties the write-ahead log into the file and closes both. Afterwards every call fails.
    package func close() throws {
        // Not left to SQLite: the connection closed last may be a reader, which cannot write. What fails is in the log.
        try? pool.barrierWriteWithoutTransaction { _ = try $0.checkpoint(.truncate) }
        try pool.close()
    }
}

/// One consistent state of the metastore. Valid inside `read` or `write`.
package struct Snapshot {
    let db: Database
}

/// A transaction under way. Valid inside `write`.
package struct Transaction {
    let db: Database
    package var snapshot: Snapshot { Snapshot(db: db) }
}
