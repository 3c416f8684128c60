import BasinCore

/// How busy the service is: nights are quiet, evenings and weekends are not.
enum WeeklyRhythm {
    /// About 1 in the mean of a week; 0.2 to 2.2.
    static func weight(in hour: Hour) -> Double {
        let day = Int(Int64(hour.index).floorDivided(by: 24))
        let hourOfDay = hour.index - day * 24
        // 1970-01-01 was a Thursday; 0 is Monday.
        let weekday = Int((Int64(day) + 3) - (Int64(day) + 3).floorDivided(by: 7) * 7)
        return hours[hourOfDay] * days[weekday]
    }

    /// The weight at the moment, for a sender that goes on all day.
    static func weight(at moment: Timestamp) -> Double { weight(in: Hour(moment)) }

    private static let hours: [Double] = [
        0.55, 0.38, 0.27, 0.22, 0.24, 0.36, 0.68, 1.08, 1.22, 1.05, 0.98, 1.00,
        1.10, 1.08, 1.02, 1.08, 1.25, 1.52, 1.66, 1.72, 1.68, 1.52, 1.25, 0.89,
    ]
    private static let days: [Double] = [0.90, 0.91, 0.93, 0.96, 1.10, 1.20, 1.00]
}
