package import BasinCore

/// When partitions of a dataset are due, as far as time decides: pure arithmetic over the trigger.
package struct DueTimes: Sendable {
    package let granularity: Granularity
    /// The first partition that is expected; 0 without partitions.
    package let first: Int
    package let trigger: Trigger
    package let schedule: CronSchedule?

    /// - Throws: `.definition` when the cron expression or its zone is wrong.
    package init(_ dataset: Dataset) throws {
        granularity = dataset.granularity
        trigger = dataset.trigger
        first = dataset.granularity.firstIndex(notBefore: dataset.start)
        switch dataset.trigger.kind {
        case .time, .both:
            guard let cron = trigger.cron else {
                throw BasinError(
                    .definition, "\(dataset.name) is triggered by time and has no cron expression; add one.")
            }
            schedule = try CronSchedule(cron, zone: trigger.zone ?? "UTC")
        case .data, .manual: schedule = nil
        }
    }

    /// Partitions below this index are due. Without partitions: 1 when the one may ever be made by itself.
    package func end(at now: Timestamp) -> Int {
        guard trigger.kind != .manual else { return first }
        guard granularity != .none else { return 1 }
        guard let moment = deciding(at: now) else { return first }
        return max(first, Partition(granularity, holding: moment).index)
    }

    /// The last tick that counts by now; nil without a schedule.
    package func lastTick(at now: Timestamp) -> Timestamp? { schedule?.last(atOrBefore: now + offset(-1)) }

    /// When the partition is due as far as time decides; nil: never by itself.
    package func due(_ index: Int) -> Timestamp? {
        let end = Partition(granularity, index: index).end
        switch trigger.kind {
        case .manual: return nil
        case .data: return end + offset(1)
        case .time, .both:
            return schedule?.next(after: Timestamp(microseconds: end.microseconds - 1)).map { $0 + offset(1) }
        }
    }

    /// The next moment at which more may be due; nil: never.
    package func nextChange(after now: Timestamp) -> Timestamp? {
        switch trigger.kind {
        case .manual: return nil
        case .data:
            return granularity == .none ? nil : Partition(granularity, holding: now + offset(-1)).end + offset(1)
        case .time, .both: return schedule?.next(after: now + offset(-1)).map { $0 + offset(1) }
        }
    }

    private func deciding(at now: Timestamp) -> Timestamp? {
        schedule == nil ? now + offset(-1) : lastTick(at: now)
    }

    private func offset(_ sign: Int64) -> Duration { .seconds(sign * trigger.offsetSeconds) }
}

extension Granularity {
    /// The first partition that begins at the moment or later.
    func firstIndex(notBefore moment: Timestamp?) -> Int {
        guard self != .none, let moment else { return 0 }
        return indices(beginningIn: moment..<moment).lowerBound
    }
}
