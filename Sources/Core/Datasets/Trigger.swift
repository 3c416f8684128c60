/// When a partition is due. Never before it has ended.
package struct Trigger: Sendable, Hashable, Codable {
    package enum Kind: String, Sendable, Codable, CaseIterable {
        /// Every input partition is there: sealed, of events; published, of others.
        case data
        /// The first tick of the cron expression at or after the partition's end. Reads what is there.
        case time
        /// Both.
        case both
        /// Only when somebody asks.
        case manual
    }

    /// What becomes of ticks that passed while Basin was down.
    package enum Missed: String, Sendable, Codable, CaseIterable {
        case all, last, none
    }

    package var kind: Kind
    /// Five fields, or @hourly and the like; read by `CronSchedule`. Nil unless `kind` is `time` or `both`.
    package var cron: String?
    /// An IANA zone. It moves when a partition is made, never where it begins.
    package var zone: String?
    /// Seconds after the partition's end, or after the tick, before which it is not due.
    package var offsetSeconds: Int64
    package var missed: Missed

    package init(
        kind: Kind = .data, cron: String? = nil, zone: String? = nil, offsetSeconds: Int64 = 0, missed: Missed = .all
    ) {
        self.kind = kind
        self.cron = cron
        self.zone = zone
        self.offsetSeconds = offsetSeconds
        self.missed = missed
    }

    package var waitsForData: Bool { kind == .data || kind == .both }
}
