import BasinCore
import BasinProcessing
import Foundation
import Testing

@Suite struct CronScheduleTests {
    @Test(
        "Ticks are those that a walk over every second of the local clock finds, weeks with changed clocks included",
        arguments: ["Europe/Stockholm", "America/New_York", "Australia/Lord_Howe", "UTC", "Asia/Kathmandu"],
        [
            "30 2 * * *", "*/20 1-3 * * *", "@hourly", "0 0 * * mon,THU", "15 1,2 28-31,1 * 0", "@daily",
            "59 23 */2 3,4,10,11 *",
        ])
    func bruteForce(zone: String, text: String) throws {
        let schedule = try CronSchedule(text, zone: zone)
        let calendar = try Self.calendar(zone)
        for day in ["2026-03-05", "2026-03-26", "2026-10-01", "2026-10-22", "2026-10-30", "2024-02-27"] {
            let begin = Partition(day, .day)!.start, end = begin + .seconds(6 * 86_400)
            let expected = Self.ticks(text, calendar, begin, end)
            var found: [Timestamp] = []
            var moment = Timestamp(microseconds: begin.microseconds - 1)
            while let next = schedule.next(after: moment), next < end {
                found.append(next)
                #expect(schedule.last(atOrBefore: next) == next)
                #expect(
                    schedule.last(atOrBefore: Timestamp(microseconds: next.microseconds - 1)).map { $0 < next } ?? true)
                moment = next
            }
            #expect(found == expected, "\(day)")
            if let last = expected.last {
                #expect(schedule.last(atOrBefore: Timestamp(microseconds: end.microseconds - 1)) == last)
            }
        }
    }

    @Test("A time that does not exist runs after the gap, and one that occurs twice runs once")
    func clockChanges() throws {
        let schedule = try CronSchedule("30 2 * * *", zone: "Europe/Stockholm")
        let spring = schedule.next(after: Timestamp(rfc3339: "2026-03-28T12:00:00Z")!)
        #expect(spring?.description == "2026-03-29T01:00:00Z")
        let autumn = schedule.next(after: Timestamp(rfc3339: "2026-10-24T12:00:00Z")!)
        #expect(autumn?.description == "2026-10-25T00:30:00Z")
        #expect(autumn.flatMap(schedule.next)?.description == "2026-10-26T01:30:00Z")
    }

    @Test(
        "A date that never comes gives no tick, and February 29th is found",
        arguments: [("0 0 30 2 *", nil), ("0 0 29 2 *", "2028-02-29T00:00:00Z")])
    func rare(text: String, expected: String?) throws {
        let schedule = try CronSchedule(text, zone: "UTC")
        #expect(schedule.next(after: Timestamp(rfc3339: "2026-01-01T00:00:00Z")!)?.description == expected)
    }

    @Test(
        "What is no cron expression is refused with the definition's code",
        arguments: [
            "", "* * * *", "* * * * * *", "60 * * * *", "* 24 * * *", "* * 0 * *", "* * * 13 *", "* * * * 8",
            "5-1 * * * *",
            "*/0 * * * *", "a * * * *", "1,,2 * * * *", "1-2-3 * * * *", "1/2/3 * * * *", "-1 * * * *", "@never",
            "+1 * * * *",
            "99999999999999999999 * * * *", "* * * * monday",
        ])
    func refuses(text: String) {
        #expect { try CronSchedule(text, zone: "UTC") } throws: { ($0 as? BasinError)?.code == .definition }
    }

    @Test("Zones that are not IANA names are refused", arguments: ["", "Mars/Olympus", "../../etc/passwd", "GMT+25"])
    func zones(name: String) {
        #expect { try CronSchedule("@daily", zone: name) } throws: { ($0 as? BasinError)?.code == .definition }
    }

    // MARK: The slow way

    private static func calendar(_ zone: String) throws -> Calendar {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(identifier: zone))
        return calendar
    }

    /// Walks over the minutes of real time and notes local times as they pass for the first time; a local time that
    /// was jumped over counts at the first minute after.
    private static func ticks(_ text: String, _ calendar: Calendar, _ begin: Timestamp, _ end: Timestamp) -> [Timestamp]
    {
        let aliases = ["@hourly": "0 * * * *", "@daily": "0 0 * * *"]
        let fields = (aliases[text] ?? text).split(separator: " ").map(String.init)
        func set(_ field: String, _ all: ClosedRange<Int>) -> Set<Int> {
            let names = ["sun": 0, "mon": 1, "tue": 2, "wed": 3, "thu": 4, "fri": 5, "sat": 6]
            var set: Set<Int> = []
            for item in field.lowercased().split(separator: ",") {
                let parts = item.split(separator: "/"),
                    ends = parts[0].split(separator: "-").map { names[String($0)] ?? Int($0) ?? -1 }
                let range = parts[0] == "*" ? all : ends[0]...ends[ends.count - 1]
                for value in stride(
                    from: range.lowerBound, through: range.upperBound, by: parts.count == 2 ? Int(parts[1])! : 1)
                { set.insert(value) }
            }
            return set
        }
        let minutes = set(fields[0], 0...59), hours = set(fields[1], 0...23), days = set(fields[2], 1...31)
        let months = set(fields[3], 1...12), weekdays = set(fields[4], 0...6)
        let isAnyDay = fields[2].hasPrefix("*") || fields[4].hasPrefix("*")
        func matches(_ local: Int64) -> Bool {
            let date = CivilDate(daysSinceEpoch: Int(local / 86_400)), weekday = Int((local / 86_400 + 4) % 7)
            let day = days.contains(date.day), week = weekdays.contains(weekday)
            return minutes.contains(Int(local / 60 % 60)) && hours.contains(Int(local / 3600 % 24))
                && months.contains(date.month)
                && (isAnyDay ? day && week : day || week)
        }
        var found: [Timestamp] = []
        let zone = calendar.timeZone
        func local(_ second: Int64) -> Int64 {
            second + Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(second))))
        }
        let first = begin.microseconds / 1_000_000
        var seen = local(first - 86_400)
        for second in stride(from: first - 86_400 + 60, to: end.microseconds / 1_000_000, by: 60) {
            let time = local(second)
            guard time > seen else { continue }  // The clock went back: it has shown these before.
            var isTick = false
            for passed in stride(from: seen + 60, through: time, by: 60) where matches(passed) { isTick = true }
            seen = time
            if isTick, second >= first { found.append(Timestamp(microseconds: second * 1_000_000)) }
        }
        return found
    }
}
