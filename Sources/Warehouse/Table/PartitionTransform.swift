package import BasinCore

/// How a table is partitioned: Iceberg's transform of the `_partition_time` column.
package enum PartitionTransform: String, Sendable, Hashable, Codable, CaseIterable {
    case hour, day, month, none

    /// Iceberg gives partition fields ids from 1000 on.
    static let fieldID = 1000

    /// The partition that holds a moment: hours, days or months since 1970, nil for `none` and beyond the year 200,000.
    package func partition(of moment: Timestamp) -> Int32? {
        let days = moment.microseconds.floorDivided(by: 86_400_000_000)
        switch self {
        case .hour: return Int32(exactly: moment.microseconds.floorDivided(by: 3_600_000_000))
        case .day: return Int32(exactly: days)
        case .month:
            let date = CivilDate(daysSinceEpoch: Int(days))
            return Int32(exactly: (date.year - 1970) * 12 + date.month - 1)
        case .none: return nil
        }
    }

    /// The partition field's name: `_partition_hour`. Nil for `none`.
    package var fieldName: String? { self == .none ? nil : "_partition_" + rawValue }
}
