package import BasinCore

extension ColumnProfile {
    /// As much of it as may be told today: a column may have been classified more strictly since it was looked at.
    package func limited(to column: ProfileColumn) -> ColumnProfile {
        var limited = ColumnProfile(name: name, nulls: nulls)
        switch column.openness {
        case .counted: break
        case .distinct: limited.distinct = distinct
        case .words: (limited.distinct, limited.common) = (distinct, common)
        case .times: (limited.distinct, limited.min, limited.max) = (distinct, min, max)
        case .numbers: limited = self
        }
        return limited
    }
}
