import BasinCore
import BasinMetastore

/// Of an event type: what was ever expected to hold events, and what of it is complete.
///
/// Hours before the type existed can only have been imported. Between the first and the last of those, hours without
/// an import were empty; outside, nobody knows yet, and a partition over such time waits.
struct InputHours: Sendable {
    let imported: Range<Int>
    let firstHour: Int
    let sealedBefore: Int
    private let complete: PartitionRanges

    init(_ hours: EventHours) {
        firstHour = hours.firstHour
        sealedBefore = hours.sealedBefore
        let before = hours.sealed.ranges.filter { $0.lowerBound < hours.firstHour }
        imported = before.isEmpty ? 0..<0 : before[0].lowerBound..<min(before.last!.upperBound, hours.firstHour)
        var complete = hours.sealed
        complete.insert(imported)
        self.complete = complete
    }

    var isEmpty: Bool { complete.isEmpty }

    /// The first hour that is missing, why, and where the next complete one is.
    func missing(in hours: Range<Int>) -> (hour: Int, why: MissingInput.Why, gapEnd: Int?)? {
        guard !hours.isEmpty else { return nil }
        let old = hours.clamped(to: imported),
            live = max(hours.lowerBound, firstHour)..<max(hours.upperBound, firstHour)
        if old.isEmpty, live.isEmpty || hours.upperBound <= firstHour {
            let next = hours.lowerBound < imported.lowerBound && !imported.isEmpty ? imported.lowerBound : firstHour
            return (hours.lowerBound, .neverReceived, next)
        }
        guard hours.upperBound > firstHour, let hour = complete.firstMissing(in: live) else { return nil }
        return (hour, .notThere, complete.ranges.first { $0.lowerBound > hour }?.lowerBound)
    }
}
