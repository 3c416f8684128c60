import BasinCore
import Foundation
import GRDB

/// Copies of a database that is in use.
enum DatabaseCopy {
    /// One consistent state, in one file without a write-ahead log. The file must be new.
    static func make(of source: DatabasePool, to path: String) throws {
        let queue = try DatabaseQueue(path: path)
        try source.backup(to: queue)
        try queue.writeWithoutTransaction { db in _ = try String.fetchOne(db, sql: "PRAGMA journal_mode = DELETE") }
        try queue.close()
    }
}

extension Metastore {
    /// Writes a consistent copy to a new file, while others go on. Blocks; not yet synced.
    package func copy(to path: String) throws { try DatabaseCopy.make(of: pool, to: path) }

    /// Reads a copy, leaving it as it is.
    package static func readingCopy<Value>(_ path: String, _ query: (Snapshot) throws -> Value) throws -> Value {
        var configuration = Configuration()
        configuration.readonly = true
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        defer { try? queue.close() }
        return try queue.read { try query(Snapshot(db: $0)) }
    }
}

extension KeyDatabase {
    /// As `Metastore.copy`.
    package func copy(to path: String) throws {
        try Self.translatingErrors(self.path) { try DatabaseCopy.make(of: pool, to: path) }
    }
}
