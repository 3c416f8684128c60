package import BasinCore
import Foundation
import GRDB

/// Answers to requests with an `Idempotency-Key`.
extension Snapshot {
    /// What is known of a request that an account sent since a time.
    /// - Returns: nil when nothing is; the inner nil: it was begun, and not answered.
    package func keptAnswer(account: String, name: [UInt8], since: Timestamp) throws -> KeptAnswer?? {
        let row = try Row.fetchOne(
            db, sql: "SELECT * FROM kept_answer WHERE account = ? AND name = ? AND begun_at > ?",
            arguments: [account, Data(name), since.microseconds])
        guard let row else { return nil }
        guard let fingerprint = row["fingerprint"] as Data?, let status = row["status"] as Int? else {
            return .some(nil)
        }
        return KeptAnswer(
            fingerprint: Array(fingerprint), status: status,
            headers: try (row["headers"] as String?).map { try JSONText.decode([String: String].self, $0) } ?? [:],
            body: (row["body"] as Data?).map { Array($0) } ?? [],
            absence: try (row["absence"] as String?).map { try Self.stored($0) })
    }
}

extension Transaction {
    /// Notes that a request is begun. What is older than `since` is forgotten, and of the account's what is more than
    /// `most`, the oldest first.
    package func beginAnswer(account: String, name: [UInt8], at now: Timestamp, since: Timestamp, most: Int) throws {
        try forgetAnswers(before: since)
        try db.execute(
            sql: """
                DELETE FROM kept_answer WHERE number IN (
                    SELECT number FROM kept_answer WHERE account = ? ORDER BY number DESC LIMIT -1 OFFSET ?)
                """, arguments: [account, most - 1])
        try db.execute(
            sql: "INSERT INTO kept_answer (account, name, begun_at) VALUES (?, ?, ?)",
            arguments: [account, Data(name), now.microseconds])
    }

    /// Keeps what a request was answered. Bodies of the account that are more than `mostBytes` go, the oldest first.
    package func keep(_ answer: KeptAnswer, account: String, name: [UInt8], mostBytes: Int) throws {
        try db.execute(
            sql: """
                UPDATE kept_answer SET fingerprint = ?, status = ?, headers = ?, body = ?, absence = ?
                WHERE account = ? AND name = ?
                """,
            arguments: [
                Data(answer.fingerprint), answer.status, try JSONText.encode(answer.headers),
                answer.absence == nil ? Data(answer.body) : nil, answer.absence?.rawValue, account, Data(name),
            ])
        try db.execute(
            sql: """
                UPDATE kept_answer SET body = NULL, absence = 'room' WHERE number IN (
                    SELECT number FROM (
                        SELECT number, sum(length(body)) OVER (ORDER BY number DESC) AS bytes
                        FROM kept_answer WHERE account = ? AND body IS NOT NULL)
                    WHERE bytes > ?)
                """, arguments: [account, mostBytes])
    }

    /// The request did nothing.
    package func forgetAnswer(account: String, name: [UInt8]) throws {
        try db.execute(
            sql: "DELETE FROM kept_answer WHERE account = ? AND name = ?", arguments: [account, Data(name)])
    }

    /// Answers to requests that began then or earlier.
    package func forgetAnswers(before time: Timestamp) throws {
        try db.execute(sql: "DELETE FROM kept_answer WHERE begun_at <= ?", arguments: [time.microseconds])
    }
}
