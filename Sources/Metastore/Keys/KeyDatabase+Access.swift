import BasinCore
import GRDB

extension KeyDatabase {
    func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try Self.translatingErrors(path) { try pool.read(body) }
    }

    /// One transaction, durable on return.
    func write<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try Self.translatingErrors(path) { try pool.write(body) }
    }

    /// One transaction that deletes keys. On return neither the database file nor its write-ahead log holds them.
    func destroy(_ body: (Database) throws -> Void) throws {
        try Self.translatingErrors(path) {
            // The barrier waits for readers: one of them would keep the old pages in the log.
            try pool.barrierWriteWithoutTransaction { db in
                try db.inTransaction {
                    try body(db)
                    return .commit
                }
                _ = try db.checkpoint(.truncate)
            }
        }
    }

    /// Reads the next key id. Ids start at 1 and are never used again, because `setNextKeyID` follows in the same
    /// transaction.
    static func nextKeyID(_ db: Database) throws -> Int64 {
        guard let id = try Int64.fetchOne(db, sql: "SELECT next FROM key_sequence WHERE only = 1") else {
            throw BasinError(
                .damaged, "The key database lost its key sequence; restore keys.sqlite from a backup.")
        }
        return id
    }

    static func setNextKeyID(_ id: Int64, _ db: Database) throws {
        try db.execute(sql: "UPDATE key_sequence SET next = ? WHERE only = 1", arguments: [id])
    }

    /// Turns SQLite's errors into ours, without statements and their arguments.
    static func translatingErrors<Value>(_ path: String, _ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as DatabaseError {
            let reason = "SQLite says \(error.resultCode)"
            switch error.resultCode {
            case .SQLITE_NOTADB, .SQLITE_CORRUPT:
                throw BasinError(
                    .damaged, "The key database \(path) is damaged (\(reason)); restore it from a backup.")
            case .SQLITE_FULL, .SQLITE_BUSY, .SQLITE_LOCKED:
                throw BasinError(
                    .unavailable,
                    "The key database \(path) cannot be written now (\(reason)); free disk space or stop the other "
                        + "program that holds it, then try again.")
            default:
                throw BasinError(
                    .system,
                    "The key database \(path) failed (\(reason)); check the disk and the file's permissions.")
            }
        }
    }
}
