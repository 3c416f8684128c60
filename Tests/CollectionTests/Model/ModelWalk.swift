import BasinCollection
import BasinCore
import BasinMetastore
import Foundation

/// A seeded walk through what can happen to one data folder, held against the oracle after every step.
final class ModelWalk: @unchecked Sendable {  // One thing happens at a time; see `ModelWorld`.
    let world: ModelWorld
    var oracle = ModelOracle()
    var watch = ModelWatch()
    var follower = ModelFollower()
    var violations: [String] = []
    private(set) var operations: [String] = []
    var isBroken: Bool { !violations.isEmpty }
    /// The names of events, each given once; resends take one of `identities` again.
    var names = 0
    var batchCount = 0
    var identities: [ModelEvent.Identity] = []

    init(seed: UInt64) throws { world = try ModelWorld(seed: seed) }

    var crashes: Int { world.deaths.values.reduce(0, +) }

    /// What can happen, and how often.
    private enum Operation: CaseIterable {
        case append, appendTogether, appendFar, flush, flushDue, flushAll, seal, release, sweep, move, glitch
        case closeAndOpen, badDisk, dieIdle, dieSoon, failSoon, meanwhile, audit, stick, unstick, spill
        case follow, replay

        static let weighted: [Operation] = allCases.flatMap { Array(repeating: $0, count: $0.weight) }

        private var weight: Int {
            switch self {
            case .append: 30
            case .flush, .move, .dieSoon: 12
            case .appendTogether, .seal, .release, .meanwhile: 8
            case .spill, .follow, .replay: 6
            case .appendFar, .flushDue, .flushAll, .failSoon: 5
            case .sweep, .glitch, .closeAndOpen, .badDisk, .dieIdle, .audit, .stick, .unstick: 3
            }
        }
    }

    func walk(steps: Int) async throws {
        for _ in 0..<steps where !isBroken {
            try await step(Operation.weighted.randomElement(using: &world.generator)!)
            if world.isDead { try await rise() }
            if !isBroken { violations += watch.compare(try ModelView(world.metastore)) }
        }
        if !isBroken { try await settle() }
    }

    func note(_ text: String) { operations.append("\(operations.count + 1). \(text), \(world.now)") }

    private func step(_ operation: Operation) async throws {
        switch operation {
        case .append: await append(1)
        case .appendTogether: await append(Int.random(in: 2...4, using: &world.generator))
        case .appendFar: await appendFar()
        case .flush:
            let ids = ModelTypes.ids.filter { _ in Bool.random(using: &world.generator) }
            note("flush \(ids)")
            try? await world.delivery.flush(ids)
        case .flushDue:
            note("flush what is due")
            await world.delivery.flushDue()
        case .flushAll:
            note("flush all")
            await world.delivery.flushAll()
        case .seal: await seal()
        case .release:
            note("release")
            await release()
        case .sweep:
            note("sweep")
            await world.delivery.sweepObsolete()
        case .move:
            let hours = [-30, -3, -1, 0, 0, 1, 1, 1, 2, 5, 24, 170].randomElement(using: &world.generator)!
            let seconds = hours * 3600 + Int.random(in: -1800...1800, using: &world.generator)
            world.move(by: .seconds(seconds))
            note("move the clock by \(seconds) s")
        case .glitch: try await glitch()
        case .closeAndOpen:
            note("close and open")
            world.interlude = nil
            if try await world.close() { try world.open() }
        case .badDisk: try await badDisk()
        case .dieIdle:
            world.losesPower = Bool.random(using: &world.generator)
            note("die idle")
            try world.die(at: .idle)
        case .dieSoon:
            world.losesPower = Bool.random(using: &world.generator)
            let how = world.losesPower ? ", without power" : ""
            if Bool.random(using: &world.generator) {
                world.pointsToDeath = Int.random(in: 0..<12, using: &world.generator)
                note("die after \(world.pointsToDeath!) points\(how)")
            } else {
                world.lastPoint = ModelPoint.allCases.dropLast().randomElement(using: &world.generator)!
                note("die when \(world.lastPoint!.rawValue)\(how)")
            }
        case .failSoon:
            world.failing = [.written, .announced, .keyMade, .segmentsRemoved].randomElement(using: &world.generator)!
            note("fail when \(world.failing!.rawValue)")
        case .meanwhile: meanwhile()
        case .stick:
            let id = ModelTypes.ids.randomElement(using: &world.generator)!
            note("type \(id) cannot be delivered from now on")
            world.stuck.insert(id)
            for _ in 0..<3 { try? await world.delivery.flush([id]) }
        case .unstick:
            note("types \(world.stuck.sorted()) can be delivered again")
            world.stuck = []
        case .spill:
            note("spill")
            for id in world.stuck { for _ in 0..<3 { try? await world.delivery.flush([id]) } }
            await world.delivery.spillStuck()
        case .follow:
            note("follow")
            try follow()
        case .replay: try await replay()
        case .audit:
            note("audit")
            try audit(isSettled: false)
        }
    }

    private func rise() async throws {
        repeat {
            note("rise")
            try world.rise()
        } while world.isDead
        if Bool.random(using: &world.generator) { try audit(isSettled: false) }
        if !world.problems.isEmpty { violations += world.problems }
    }

    // MARK: Operations of several steps

    /// - Returns: the hour before which everything was to be sealed.
    @discardableResult
    func seal() async -> Hour? {
        note("seal")
        guard let watermark = try? await world.log.watermark(), !world.isDead else { return nil }
        let hour = Hour(watermark.receivedTime)
        _ = await world.delivery.seal(before: hour)
        return hour
    }

    func release() async {
        guard let position = try? await world.delivery.safePosition(), !world.isDead else { return }
        try? world.log.release(through: position)
    }

    /// The clock is wrong for a while.
    private func glitch() async throws {
        let seconds = [-40, -2, 2, 40].randomElement(using: &world.generator)! * 86_400
        world.move(by: .seconds(seconds))
        note("the clock is \(seconds) s wrong")
        let during: [Operation] = [.flush, .flushAll, .append, .closeAndOpen, .seal, .release]
        try await step(during.randomElement(using: &world.generator)!)
        world.move(by: .seconds(-seconds))
        note("the clock is right")
    }

    /// A sync fails, its hour is sealed, and with the power goes what was done about it.
    private func badDisk() async throws {
        note("the disk goes bad")
        world.failing = .written
        await append(1)
        world.failing = nil
        world.move(by: .seconds(3600))
        await seal()
        guard !world.isDead else { return }
        world.losesPower = true
        note("die idle, without power")
        try world.die(at: .idle)
    }

    /// Something else happens inside what comes next.
    private func meanwhile() {
        let isInLog = Bool.random(using: &world.generator)
        let points: [ModelPoint] = isInLog ? [.groupTaken, .keyMade, .written, .synced] : [.announced, .committed]
        let point = points.randomElement(using: &world.generator)!
        note("meanwhile, when \(point.rawValue)")
        world.interlude = (point, { [unowned self] in
            Self.wait { [unowned self] in
                if isInLog {
                    note("meanwhile flush")
                    if Bool.random(using: &world.generator) { await world.delivery.flushAll() } else {
                        try? await world.delivery.flush([1, 4])
                    }
                } else {
                    if Bool.random(using: &world.generator) { world.move(by: .seconds(3600)) }
                    note("meanwhile append")
                    await append(1)
                    if Bool.random(using: &world.generator) { _ = try? await world.log.watermark() }
                }
            }
        })
    }

    private static func wait(_ body: @escaping @Sendable () async -> Void) {
        let done = DispatchSemaphore(value: 0)
        Task.detached {
            await body()
            done.signal()
        }
        done.wait()
    }
}
