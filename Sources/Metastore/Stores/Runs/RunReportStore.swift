package import BasinCore
import GRDB

/// What is kept of each attempt of a run, as text that its writer understands.
extension Snapshot {
    /// Oldest attempt first.
    package func reports(runID: Int64) throws -> [String] {
        try String.fetchAll(
            db, sql: "SELECT report FROM run_report WHERE run_id = ? ORDER BY attempt", arguments: [runID])
    }

    /// Folders with the data of failed audits whose time is over.
    package func heldFolders(until now: Timestamp) throws -> [String] {
        try String.fetchAll(
            db, sql: "SELECT held_folder FROM run_report WHERE held_until <= ?", arguments: [now.microseconds])
    }
}

extension Transaction {
    /// One report an attempt; a later one replaces it.
    package func saveReport(
        _ report: String, runID: Int64, attempt: Int, heldFolder: String?, heldUntil: Timestamp?
    ) throws {
        try db.execute(
            sql: """
                INSERT INTO run_report (run_id, attempt, report, held_folder, held_until) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (run_id, attempt) DO UPDATE SET report = excluded.report, held_folder = excluded.held_folder,
                    held_until = excluded.held_until
                """,
            arguments: [runID, attempt, report, heldFolder, heldUntil?.microseconds])
    }

    /// What was held there is gone from the disk; the report stays.
    package func forgetHeld(_ folder: String) throws {
        try db.execute(
            sql: "UPDATE run_report SET held_folder = NULL, held_until = NULL WHERE held_folder = ?",
            arguments: [folder])
    }
}
