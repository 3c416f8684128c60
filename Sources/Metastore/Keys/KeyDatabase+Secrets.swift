import GRDB

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension KeyDatabase {
    /// All secrets by name: wrapped ones, and the check value of the master key. Empty in a new database.
    package func secrets() throws -> [String: [UInt8]] {
        try read { db in
            var found: [String: [UInt8]] = [:]
            let rows = try Row.fetchCursor(db, sql: "SELECT name, wrapped FROM secrets")
            while let row = try rows.next() { found[row[0]] = [UInt8](row[1] as Data) }
            return found
        }
    }

    /// Stores all of them or, when there is one already, nothing.
    /// - Returns: whether they were stored.
    package func storeFirstSecrets(_ secrets: [String: [UInt8]]) throws -> Bool {
        try write { db in
            guard try Int.fetchOne(db, sql: "SELECT count(*) FROM secrets") == 0 else { return false }
            for (name, wrapped) in secrets {
                try db.execute(
                    sql: "INSERT INTO secrets (name, wrapped) VALUES (?, ?)", arguments: [name, Data(wrapped)])
            }
            return true
        }
    }

    /// A secret that is made when it is first asked for.
    package func secret(_ name: String, make: () throws -> [UInt8]) throws -> [UInt8] {
        try write { db in
            if let known = try Data.fetchOne(db, sql: "SELECT wrapped FROM secrets WHERE name = ?", arguments: [name]) {
                return [UInt8](known)
            }
            let made = try make()
            try db.execute(sql: "INSERT INTO secrets (name, wrapped) VALUES (?, ?)", arguments: [name, Data(made)])
            return made
        }
    }

    /// Whether any key was ever made here.
    package func holdsKeys() throws -> Bool {
        try read { db in
            try Bool.fetchOne(
                db,
                sql: """
                    SELECT EXISTS (SELECT 1 FROM segment_keys) OR EXISTS (SELECT 1 FROM subjects)
                        OR EXISTS (SELECT 1 FROM daily_keys)
                    """) ?? false
        }
    }
}
