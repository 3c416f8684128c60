import BasinCore
import BasinMetastore
import BasinWire

extension BridgedRange {
    private static let most = 100

    /// Hours one after another that lack the same fields, together.
    static func joined(_ hours: [BridgedHour]) -> [BridgedRange] {
        var ranges: [BridgedRange] = []
        var previous: BridgedHour?
        for hour in hours {
            if let previous, previous.hour.next == hour.hour, previous.without == hour.without {
                ranges[ranges.count - 1].through = hour.hour.description
                ranges[ranges.count - 1].rows += hour.rows
            } else {
                let name = hour.hour.description
                ranges.append(BridgedRange(from: name, through: name, rows: hour.rows, without: hour.without))
            }
            previous = hour
        }
        return ranges.suffix(most)
    }
}
