import BasinCore

/// Goes through partitions in the order of making and finds those whose inputs are there. What waits hides nothing:
/// it is stepped over, as far as the gap in its input reaches.
struct InputSurvey {
    /// How many ready ones are wanted.
    let room: Int
    var newestFirst = false
    let waitsFor: WaitsFor
    /// How many of those whose inputs will never come are wanted; others wait like any.
    var mostRuledOut = 0
    private(set) var ready: [Int] = []
    /// With the reason.
    private(set) var ruledOut: [Int: String] = [:]

    /// Which inputs a partition waits for.
    enum WaitsFor: Sendable {
        case everything
        /// Those that are being made, again or for the first time; what is not there it does without.
        case reruns
        case nothing
    }

    init(room: Int, waitsFor: WaitsFor, newestFirst: Bool = false, mostRuledOut: Int = 0) {
        self.room = room
        self.waitsFor = waitsFor
        self.newestFirst = newestFirst
        self.mostRuledOut = mostRuledOut
    }

    /// - Parameter ranges: ascending, whichever the order.
    mutating func go(
        through ranges: [Range<Int>], of dataset: DatasetState, _ memory: SchedulerMemory, at now: Timestamp
    ) {
        // Everything before it (after it, when the newest are first) is dealt with.
        var from = newestFirst ? Int.max : Int.min
        for range in newestFirst ? ranges.reversed() : ranges {
            var partition = newestFirst ? min(range.upperBound - 1, from) : max(range.lowerBound, from)
            while range.contains(partition) {
                if let (missing, reading) = memory.missing(for: partition, of: dataset, waitsFor, at: now) {
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
