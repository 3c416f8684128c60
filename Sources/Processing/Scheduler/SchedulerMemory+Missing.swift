import BasinCore
import BasinMetastore

/// Which inputs are there, which will be, and which never.
extension SchedulerMemory {
    /// The first input partition that keeps the partition from being made; nil when it can be made.
    func missing(
        for partition: Int, of dataset: DatasetState, _ waitsFor: InputSurvey.WaitsFor = .everything, at now: Timestamp
    ) -> (MissingInput, Reading)? {
        guard waitsFor != .nothing else { return nil }
        for reading in dataset.readings {
            if let missing = missing(reading, for: partition, waitsFor, at: now) { return (missing, reading) }
        }
        return nil
    }

    private func missing(
        _ reading: Reading, for partition: Int, _ waitsFor: InputSurvey.WaitsFor, at now: Timestamp
    ) -> MissingInput? {
        let input = reading.input
        func found(_ index: Int, _ why: MissingInput.Why, gap: Range<Int> = Int.min..<Int.max) -> MissingInput {
            MissingInput(
                inputID: input.id, inputName: input.name, partition: Partition(input.granularity, index: index),
                why: why, gap: gap)
        }
        let mustBeThere = waitsFor == .everything
        guard mustBeThere || !input.isEvents && datasets[input.id] != nil else { return nil }
        guard let needed = reading.needed(for: partition) else {
            guard mustBeThere else { return nil }
            // Everything there is; it must be something.
            if input.isEvents { return events[input.id]?.isEmpty == false ? nil : found(0, .neverReceived) }
            guard let state = datasets[input.id] else { return found(0, .removed) }
            if state.published.isEmpty { return found(state.due.first, .notThere) }
            return nil
        }
        if input.isEvents {
            guard let hours = events[input.id] else { return found(needed.lowerBound, .removed) }
            return hours.missing(in: needed).map { found($0.hour, $0.why, gap: $0.gap) }
        }
        guard let state = datasets[input.id] else { return found(needed.lowerBound, .removed) }
        // Before the input's own start nothing is expected.
        let first = state.due.first
        let required = max(needed.lowerBound, first)..<max(needed.upperBound, first)
        if let (index, gap) = state.firstExpired(in: required) { return found(index, .expired, gap: gap) }
        if mustBeThere, let index = state.published.firstMissing(in: required) {
            let lower = state.published.last(before: index).map { max($0 + 1, first) } ?? first
            return found(
                index, state.active[index] == nil ? .notThere : .running,
                gap: lower..<(state.published.next(from: index) ?? Int.max))
        }
        // A reference table is read as it is; waiting for its next revision would never end.
        guard input.granularity != .none else { return nil }
        if let index = state.firstRerun(in: required, at: now) {
            return found(index, .stale, gap: state.reruns(around: index, at: now))
        }
        let running =
            required.count < state.active.count
            ? required.first { state.active[$0] != nil } : state.active.keys.filter { required.contains($0) }.min()
        return running.map { found($0, .running, gap: $0..<$0 + 1) }
    }

    /// Why a missing input will not come unless somebody does something about it; nil when it may come by itself.
    func whyNever(_ missing: MissingInput, at now: Timestamp) -> String? {
        var missing = missing
        // What is missing is followed to what is missing of it: as far as pipelines are deep.
        for _ in 0..<64 {
            let name = missing.inputName, what = "\(name) \(missing.partition)"
            switch missing.why {
            case .stale, .running: return nil
            case .removed: return "It reads \(name), and there is no such dataset any more."
            case .expired: return "It reads \(what), which its retention removed."
            case .neverReceived:
                return
                    "It reads \(what): nobody has said that it is complete, and nothing live comes for that time any more."
            case .notThere: break
            }
            let index = missing.partition.index
            guard let input = datasets[missing.inputID], input.definition.granularity != .none else { return nil }
            if input.active[index] != nil || input.isClaimed(index) { return nil }
            if input.record.dataset.isRemoved { return "It reads \(what), and the definition of \(name) was removed." }
            if input.givenUp.contains(index) { return "It reads \(what), which was given up." }
            if input.skipped.contains(index) { return "It reads \(what), which was skipped." }
            guard input.due.trigger.waitsForData, let (next, _) = self.missing(for: index, of: input, at: now) else {
                return nil
            }
            let isOwnPast = next.inputID == missing.inputID
            missing = next
            // Along its own past, to where that ends.
            if isOwnPast, next.gap.lowerBound != .min {
                missing.partition = Partition(next.partition.granularity, index: next.gap.lowerBound)
            }
        }
        return nil
    }
}
