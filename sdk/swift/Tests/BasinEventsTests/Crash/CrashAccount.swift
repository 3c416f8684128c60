import Testing

/// Everything that arrived, held against what was promised.
struct CrashAccount {
    private var contents: [String: Set<ReceivedEvent>] = [:]
    private var idsOfNumbers: [Int: Set<String>] = [:]
    private var idsOfSequences: [String: Set<String>] = [:]
    private var sequences: [String: Set<Int>] = [:]

    /// Events that arrived, each once.
    var distinct: Int { contents.count }

    init(_ received: [ReceivedEvent]) {
        for event in received {
            contents[event.id, default: []].insert(event.content)
            idsOfNumbers[event.number, default: []].insert(event.id)
            let stream = event.source + " " + event.type
            idsOfSequences["\(stream) \(event.sequence)", default: []].insert(event.id)
            sequences[stream, default: []].insert(event.sequence)
        }
    }

    func expect(_ promised: [ClosedRange<Int>], seed: UInt64) {
        let missing = promised.flatMap { $0.filter { idsOfNumbers[$0] == nil } }
        #expect(missing.isEmpty, "BASIN_SDK_SEED=\(seed): said to be on disk and never came: \(missing.prefix(20))")
        let changed = contents.filter { $0.value.count > 1 }
        #expect(changed.isEmpty, "BASIN_SDK_SEED=\(seed): one id, several contents: \(changed.prefix(3))")
        let doubled = idsOfNumbers.filter { $0.value.count > 1 }
        #expect(doubled.isEmpty, "BASIN_SDK_SEED=\(seed): one event became several: \(doubled.prefix(3))")
        let reused = idsOfSequences.filter { $0.value.count > 1 }
        #expect(reused.isEmpty, "BASIN_SDK_SEED=\(seed): a number was given twice: \(reused.prefix(3))")
        #expect(sequences.count == 2, "BASIN_SDK_SEED=\(seed): no file was damaged, so there is one source")
        expectGaps(promised, seed: seed)
    }

    /// A number that never came belonged to an event that was not yet said to be on disk: it is between the last
    /// promised one of a run and the first that arrived of a later run.
    private func expectGaps(_ promised: [ClosedRange<Int>], seed: UInt64) {
        let events = contents.values.compactMap(\.first)
        for (stream, numbers) in sequences {
            let ordered = events.filter { $0.source + " " + $0.type == stream }.sorted { $0.sequence < $1.sequence }
            #expect(
                ordered.map(\.number) == ordered.map(\.number).sorted(), "BASIN_SDK_SEED=\(seed): numbers out of order")
            for (before, after) in zip(ordered, ordered.dropFirst()) where after.sequence > before.sequence + 1 {
                let isInPromise = promised.contains { $0.contains(before.number) && $0.contains(after.number) }
                #expect(!isInPromise, "BASIN_SDK_SEED=\(seed): a gap after \(before.number) that nothing explains")
            }
            #expect(numbers.min() == 1)
        }
    }
}
