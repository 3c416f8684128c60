import BasinCore

/// Partitions as a picture: days and their hours, or weeks and their days. Longer ones are a list.
struct PartitionCalendar {
    var dataset: String
    var window: PartitionWindow
    var marks: [PartitionMark]

    /// Nil where a list says it better.
    var map: HeatMap? {
        let byName = Dictionary(marks.map { ($0.partition, $0) }) { first, _ in first }
        switch window.granularity {
        case .hour: return hours(byName)
        case .day: return days(byName)
        case .week, .month, .none: return nil
        }
    }

    private func square(_ mark: PartitionMark?) -> HeatMap.Square? {
        mark.map { HeatMap.Square($0.standing, $0.label, to: Address("datasets", dataset, "partitions", $0.partition)) }
    }

    private func hours(_ marks: [String: PartitionMark]) -> HeatMap {
        let columns = (0..<24).map { $0 < 10 ? "0\($0)" : String($0) }
        let days = stride(from: window.range.lowerBound, to: window.range.upperBound, by: 24)
        let rows = days.map { first -> (label: String, squares: [HeatMap.Square?]) in
            let squares = (first..<first + 24).map { square(marks[Hour(index: $0).description]) }
            return (String(Hour(index: first).description.prefix(10)), squares)
        }
        return HeatMap(
            "calendar-map", "Days and their hours, UTC", columns: columns, rows: rows.reversed(),
            key: PartitionMark.key(marks.values))
    }

    private func days(_ marks: [String: PartitionMark]) -> HeatMap {
        let columns = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        let weeks = stride(from: window.range.lowerBound, to: window.range.upperBound, by: 7)
        let rows = weeks.map { first -> (label: String, squares: [HeatMap.Square?]) in
            let squares = (first..<first + 7).map { square(marks[Partition(.day, index: $0).description]) }
            return (Partition(.day, index: first).description, squares)
        }
        return HeatMap(
            "calendar-map", "Weeks, from Monday, and their days, UTC", columns: columns, rows: rows.reversed(),
            key: PartitionMark.key(marks.values))
    }
}
