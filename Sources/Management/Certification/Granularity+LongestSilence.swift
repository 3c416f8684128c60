package import BasinCore

extension Granularity {
    /// For how long nothing may be published: the time that a partition covers, and as long again for making it; an
    /// hour's may take three.
    package var longestSilence: Duration? {
        switch self {
        case .hour: .seconds(4 * 3600)
        case .day: .seconds(2 * 86_400)
        case .week: .seconds(9 * 86_400)
        case .month: .seconds(35 * 86_400)
        case .none: nil
        }
    }
}
