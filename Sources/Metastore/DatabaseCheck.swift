import BasinCore
import GRDB

/// Looks through a SQLite file that nobody else has open, changing nothing. Blocks.
package enum DatabaseCheck {
    /// One sentence for each thing that is wrong; none for a sound file.
    package static func problems(path: String) -> [String] {
        var configuration = Configuration()
        configuration.readonly = true
        do {
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            defer { try? queue.close() }
            return try queue.read { db in
                let integrity = try String.fetchAll(db, sql: "PRAGMA integrity_check(20)").filter { $0 != "ok" }
                // Its rows may only be read when its pages can be.
                guard integrity.allSatisfy(isAboutContent) else { return integrity }
                let references = try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").map { row in
                    "a row of \(row["table"] as String) speaks of one of \(row["parent"] as String) that is not there"
                }
                return integrity + Set(references).sorted()
            }
        } catch let error as DatabaseError {
            return ["SQLite cannot read it: \(error.resultCode)"]
        } catch {
            return ["it cannot be read: \(error)"]
        }
    }

    /// What a value says, not how the file holds it.
    package static func isAboutContent(_ problem: String) -> Bool { problem.hasPrefix("CHECK constraint failed") }
}
