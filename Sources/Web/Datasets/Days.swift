import BasinCore

/// UTC days up to today, as charts by day name them.
enum Days {
    /// The oldest first.
    static func last(_ count: Int, _ moment: Moment) -> [String] {
        let today = Partition(.day, holding: moment.now).index
        return (today - count + 1...today).map { Partition(.day, index: $0).description }
    }
}
