package import BasinCore
import Foundation

/// A cron expression in a time zone: minute, hour, day of month, month, day of week (0 and 7 are Sunday), or one of
/// @hourly, @daily, @weekly, @monthly, @yearly, @annually.
///
/// Days match as in Vixie cron: where both day fields are restricted, one of them is enough. When clocks go forward, a
/// time that does not exist runs at the first moment after the gap; when they go back, a time that occurs twice runs
/// the first time only. Several times that fall on the same moment are one tick.
package struct CronSchedule: Sendable, Hashable {
    private let minutes: CronField, hours: CronField, days: CronField, months: CronField, weekdays: CronField
    private let zone: TimeZone

    /// - Parameter zone: an IANA name, `Europe/Stockholm`; never taken from the machine.
    /// - Throws: `.definition`: what is wrong and how to write it.
    package init(_ text: String, zone name: String) throws {
        guard name.utf8.count <= 64, name == "UTC" || TimeZone.knownTimeZoneIdentifiers.contains(name),
            let zone = TimeZone(identifier: name)
        else {
            throw BasinError(
                .definition, "`\(name.prefix(64))` is no IANA time zone; write UTC, or one like Europe/Stockholm.")
        }
        let aliases = [
            "@hourly": "0 * * * *", "@daily": "0 0 * * *", "@weekly": "0 0 * * 0", "@monthly": "0 0 1 * *",
            "@yearly": "0 0 1 1 *", "@annually": "0 0 1 1 *",
        ]
        guard text.utf8.count <= 256 else {
            throw BasinError(
                .definition, "A cron expression has at most 256 characters; write it with ranges and steps.")
        }
        let fields = (aliases[text] ?? text).split(whereSeparator: { $0 == " " || $0 == "\t" })
        guard fields.count == 5 else {
            throw BasinError(
                .definition,
                "`\(text.prefix(40))` is no cron expression: write five fields (minute, hour, day, month, weekday), or "
                    + "@hourly, @daily, @weekly, @monthly or @yearly.")
        }
        self.zone = zone
        minutes = try CronField(fields[0], 0...59, names: [], title: "minute")
        hours = try CronField(fields[1], 0...23, names: [], title: "hour")
        days = try CronField(fields[2], 1...31, names: [], title: "day of month")
        months = try CronField(
            fields[3], 1...12,
            names: ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"],
            title: "month")
        var weekdays = try CronField(
            fields[4], 0...7, names: ["sun", "mon", "tue", "wed", "thu", "fri", "sat"], title: "day of week")
        if weekdays.contains(7) { weekdays.bits |= 1 }
        self.weekdays = weekdays
    }

    /// The first tick later than the moment; nil when there is none (February 30th).
    package func next(after moment: Timestamp) -> Timestamp? {
        // Local days around the moment: an offset is less than a day, and so is a gap.
        let first = localDay(moment) - 1
        // Leap years fall on each weekday within 40 years, centuries included.
        for day in first...first + Self.horizonDays {
            if let tick = ticks(onLocalDay: day).first(where: { $0 > moment }) { return tick }
        }
        return nil
    }

    /// The last tick not later than the moment; nil when there is none.
    package func last(atOrBefore moment: Timestamp) -> Timestamp? {
        let first = localDay(moment) + 1
        for day in stride(from: first, through: first - Self.horizonDays, by: -1) {
            if let tick = ticks(onLocalDay: day).last(where: { $0 <= moment }) { return tick }
        }
        return nil
    }

    private static let horizonDays = 41 * 366

    private func localDay(_ moment: Timestamp) -> Int {
        let local = moment.microseconds + Int64(offset(at: moment)) * 1_000_000
        return Int(local.floorDivided(by: 86_400_000_000))
    }

    private func offset(at moment: Timestamp) -> Int {
        zone.secondsFromGMT(
            for: Date(timeIntervalSince1970: Double(moment.microseconds.floorDivided(by: 1_000_000))))
    }

    /// In order, without repetitions.
    private func ticks(onLocalDay day: Int) -> [Timestamp] {
        let date = CivilDate(daysSinceEpoch: day)
        guard months.contains(date.month) else { return [] }
        let weekday = Int(Int64(day + 4) - Int64(day + 4).floorDivided(by: 7) * 7)
        let matchesDay = days.contains(date.day), matchesWeekday = weekdays.contains(weekday)
        guard days.isAny || weekdays.isAny ? matchesDay && matchesWeekday : matchesDay || matchesWeekday else {
            return []
        }
        // Within a day whose ends have one offset, no clock was changed (or changed back and forth, which no zone does).
        let start = Int64(day) * 86_400
        let before = offset(at: Timestamp(microseconds: (start - 86_400) * 1_000_000))
        let after = offset(at: Timestamp(microseconds: (start + 2 * 86_400) * 1_000_000))
        var ticks: [Timestamp] = []
        for hour in 0...23 where hours.contains(hour) {
            for minute in 0...59 where minutes.contains(minute) {
                let local = start + Int64(hour * 3600 + minute * 60)
                let tick = before == after ? local - Int64(before) : utc(ofLocal: local, before: before, after: after)
                ticks.append(Timestamp(microseconds: tick * 1_000_000))
            }
        }
        guard before != after else { return ticks }
        return Set(ticks).sorted()
    }

    /// Seconds of the moment at which clocks show the local time, first; else of the first moment after the gap.
    private func utc(ofLocal local: Int64, before: Int, after: Int) -> Int64 {
        func shows(_ moment: Int64) -> Bool {
            moment + Int64(offset(at: Timestamp(microseconds: moment * 1_000_000))) == local
        }
        for candidate in [local - Int64(max(before, after)), local - Int64(min(before, after))] where shows(candidate) {
            return candidate
        }
        // In the gap: the clocks change between the two candidates.
        var low = local - Int64(max(before, after)) - 86_400, high = local - Int64(min(before, after)) + 86_400
        while high - low > 1 {
            let middle = (low + high) / 2
            if offset(at: Timestamp(microseconds: middle * 1_000_000)) == before { low = middle } else { high = middle }
        }
        return high
    }
}
