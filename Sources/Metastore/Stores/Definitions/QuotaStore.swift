import BasinCore
import GRDB

/// What was used of quotas on the latest day: of write keys and of event types.
package struct QuotaUse: Sendable, Equatable {
    /// Days since 1970.
    package var day: Int
    package var used: Int

    package init(day: Int, used: Int) {
        self.day = day
        self.used = used
    }
}

extension Snapshot {
    /// By name of the write key, and by id of the event type.
    package func quotaUse() throws -> (keys: [String: QuotaUse], types: [UInt32: QuotaUse]) {
        var keys: [String: QuotaUse] = [:], types: [UInt32: QuotaUse] = [:]
        for row in try Row.fetchAll(db, sql: "SELECT * FROM quota_use") {
            let holder: String = row["holder"], use = QuotaUse(day: row["day"], used: row["used"])
            if holder.hasPrefix("key:") {
                keys[String(holder.dropFirst(4))] = use
            } else if let id = UInt32(holder.dropFirst(5)) {
                types[id] = use
            }
        }
        return (keys, types)
    }
}

extension Transaction {
    /// Keeps what was used of a day, which never becomes less.
    package func saveQuotaUse(day: Int, keys: [String: Int], types: [UInt32: Int]) throws {
        let holders = keys.map { ("key:" + $0.key, $0.value) } + types.map { ("type:\($0.key)", $0.value) }
        for (holder, used) in holders {
            try db.execute(
                sql: """
                    INSERT INTO quota_use (holder, day, used) VALUES (?, ?, ?)
                    ON CONFLICT (holder) DO UPDATE SET day = excluded.day,
                        used = iif(day = excluded.day, max(used, excluded.used), excluded.used)
                    WHERE excluded.day >= day
                    """,
                arguments: [holder, day, used])
        }
    }
}
