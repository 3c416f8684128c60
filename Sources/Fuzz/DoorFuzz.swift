import BasinCollection
import BasinCore

/// Feeds generated and mutated bodies of other protocols to their translators and what they make to intake: nothing may
/// be lost between a call and an event that is accepted or refused, and the same body must always give the same events.
struct DoorFuzz {
    private let catalog = IntakeCatalog(DoorWorld.types)
    private let translator: CallTranslator
    private let parser: IntakeParser
    private var random: FuzzRandom
    private var lost: [String] = []
    private var counts: [String: Int] = [:]

    init(seed: UInt64) throws {
        random = FuzzRandom(seed: seed)
        translator = try CallTranslator()
        parser = try IntakeParser()
    }

    /// - Returns: What was lost or not the same, a line each.
    mutating func run(count: Int) throws -> [String] {
        let sources = DoorWorld.sources
        for number in 0..<count {
            let source = sources[number % sources.count]
            let one = DoorCase.make(source.source.clientProtocol, &random)
            do {
                try check(one, source, number)
            } catch let error as BasinError {
                counts[error.code.rawValue, default: 0] += 1
                if one.isWhole { lost.append("case \(number): a whole body was refused: \(error.message)") }
                if error.code != .invalid, error.code != .tooLarge {
                    lost.append("case \(number): \(error.code.rawValue) is no answer to a body")
                }
            }
            if lost.count > 20 { break }
        }
        print("doors: " + counts.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " "))
        return lost
    }

    private mutating func check(_ one: DoorCase, _ source: CompiledSource, _ number: Int) throws {
        let first = try translate(one, source)
        let again = try translate(one, source)
        if first.bytes != again.bytes { lost.append("case \(number): the same body gave other events") }
        let batch = try first.bytes.withUnsafeBytes {
            try parser.parse(body: $0, mode: .batch, isGzip: false, catalog: catalog, limits: DoorWorld.limits)
        }
        counts["accepted", default: 0] += batch.acceptedCount
        counts["refused", default: 0] += batch.refusals.count
        if batch.acceptedCount + batch.refusals.count != first.callOfEvent.count {
            lost.append(
                "case \(number): \(first.callOfEvent.count) events, \(batch.acceptedCount) accepted, \(batch.refusals.count) refused")
        }
        if Set(first.callOfEvent) != Set(0..<first.callCount) { lost.append("case \(number): a call gave no event") }
        if one.isWhole, first.callCount != one.callCount {
            lost.append("case \(number): \(one.callCount) calls were sent and \(first.callCount) read")
        }
    }

    private struct Translated {
        var bytes: [UInt8]
        var callCount: Int
        var callOfEvent: [Int]
    }

    private func translate(_ one: DoorCase, _ source: CompiledSource) throws -> Translated {
        try one.body.withUnsafeBytes { body in
            let calls = try translator.translate(
                body, one.request, limits: DoorWorld.limits, wantsIDs: true
            ) { _, _ in source }
            return Translated(bytes: Array(calls.events), callCount: calls.callCount, callOfEvent: calls.callOfEvent)
        }
    }
}
