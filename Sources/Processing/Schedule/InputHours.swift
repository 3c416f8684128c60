import BasinCore
import BasinMetastore

/// Of an event type: which of its hours are complete. Only what is sealed is; time before the type existed, or between
/// two imports, of which nobody has said that it is complete, is not.
struct InputHours: Sendable {
    let firstHour: Int
    let sealedBefore: Int
    private let sealed: PartitionRanges
    private let expired: PartitionRanges

    init(_ hours: EventHours) {
        firstHour = hours.firstHour
        sealedBefore = hours.sealedBefore
        sealed = hours.sealed
        expired = hours.expired
    }

    var isEmpty: Bool { sealed.isEmpty }

    /// The first hour that is missing, why, and the hours around it that are missing as well.
    func missing(in hours: Range<Int>) -> (hour: Int, why: MissingInput.Why, gap: Range<Int>)? {
        guard let hour = sealed.firstMissing(in: hours) else { return nil }
        if let gap = expired.range(holding: hour) { return (hour, .expired, gap) }
        // Live hours come by themselves; older ones somebody must import.
        let why: MissingInput.Why = hour < firstHour ? .neverReceived : .notThere
        let lower = sealed.last(before: hour).map { $0 + 1 } ?? Int.min
        return (hour, why, lower..<(sealed.next(from: hour) ?? Int.max))
    }
}
