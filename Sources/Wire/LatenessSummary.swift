/// How late the events of an hour came: their number by the time between the event and its receipt.
public struct LatenessSummary: Codable, Sendable, Equatable {
    /// Events whose own hour was over when they came.
    public var late: Int
    /// More than a minute ahead of the server's clock.
    public var ahead: Int
    public var withinMinute: Int
    public var withinTenMinutes: Int
    public var withinHour: Int
    public var withinSixHours: Int
    public var withinDay: Int
    public var withinWeek: Int
    public var later: Int

    /// - Parameter counts: from `ahead` to `later`.
    public init(late: Int, counts: [Int]) {
        func count(_ index: Int) -> Int { index < counts.count ? counts[index] : 0 }
        self.late = late
        ahead = count(0)
        withinMinute = count(1)
        withinTenMinutes = count(2)
        withinHour = count(3)
        withinSixHours = count(4)
        withinDay = count(5)
        withinWeek = count(6)
        later = count(7)
    }

    /// From `ahead` to `later`.
    public var counts: [Int] {
        [ahead, withinMinute, withinTenMinutes, withinHour, withinSixHours, withinDay, withinWeek, later]
    }
}
