import BasinCore

/// Goes through partitions in the order of making and finds those whose inputs are there. What waits hides nothing:
/// it is stepped over, as far as the gap in its input reaches.
struct InputSurvey {
    /// How many ready ones are wanted.
    let room: Int
    var newestFirst = false
    /// Inputs are waited for also by what time alone triggers.
    var alwaysWaits = false
    /// How many of those whose inputs will never come are wanted; others wait like any.
    var mostRuledOut = 0
    private(set) var ready: [Int] = []
    /// With the reason.
    private(set) var ruledOut: [Int: String] = [:]

    init(room: Int, newestFirst: Bool = false, alwaysWaits: Bool = false, mostRuledOut: Int = 0) {
        self.room = room
        self.newestFirst = newestFirst
        self.alwaysWaits = alwaysWaits
        self.mostRuledOut = mostRuledOut
    }

    /// - Parameter ranges: ascending, whichever the order.
    mutating func go(
        through ranges: [Range<Int>], of dataset: DatasetState, _ memory: SchedulerMemory, at now: Timestamp
    ) {
        let waits = alwaysWaits || dataset.due.trigger.waitsForData
        // Everything before it (after it, when the newest are first) is dealt with.
        var from = newestFirst ? Int.max : Int.min
        for range in newestFirst ? ranges.reversed() : ranges {
            var partition = newestFirst ? min(range.upperBound - 1, from) : max(range.lowerBound, from)
            while range.contains(partition) {
                let missing = waits ? memory.missing(for: partition, of: dataset, at: now) : nil
                if let (missing, reading) = missing {
                    if let why = never(missing, of: dataset, memory, at: now) {
                        ruledOut[partition] = why
                        from = newestFirst ? partition - 1 : partition + 1
                    } else {
                        let waiting = reading.waiting(for: missing.gap)
                        from =
                            newestFirst
                            ? max(min(partition, waiting.lowerBound), .min + 1) - 1
                            : max(partition + 1, waiting.upperBound)
                    }
                } else {
                    guard ready.count < room else { return }
                    ready.append(partition)
                    from = newestFirst ? partition - 1 : partition + 1
                }
                partition = from
            }
        }
    }

    private func never(
        _ missing: MissingInput, of dataset: DatasetState, _ memory: SchedulerMemory, at now: Timestamp
    ) -> String? {
        guard ruledOut.count < mostRuledOut, dataset.definition.granularity != .none else { return nil }
        if missing.inputID == dataset.id, ruledOut[missing.partition.index] != nil {
            return "It reads its own \(missing.partition), which will not be made."
        }
        return memory.whyNever(missing, at: now)
    }
}
