import BasinCollection
import BasinCore
import BasinKeys
import Foundation
import Synchronization
import Testing

@Suite struct EventLogTests {
    /// Collects what the log hands over.
    private final class Handed: Sendable {
        let frames = Mutex<[LogFrame]>([])
    }

    private func open(
        _ folder: DataFolder, _ keys: KeyStore, options: EventLog.Options = EventLog.Options(), into handed: Handed = Handed()
    ) throws -> (EventLog, LogRecovery) {
        let recovery = try LogRecovery.scan(
            folder: folder.path + "/log", notBefore: Timestamp(microseconds: 0), afterPosition: 0)
        let log = EventLog(
            folder: folder.path + "/log", options: options, recovered: recovery, keys: SegmentKeys(keys), clock: folder.clock,
            onDurable: { frames in handed.frames.withLock { $0 += frames } })
        return (log, recovery)
    }

    private func replayed(_ folder: DataFolder, _ keys: KeyStore) throws -> (frames: [LogFrame], problems: [String]) {
        var recovery = try LogRecovery.scan(
            folder: folder.path + "/log", notBefore: Timestamp(microseconds: 0), afterPosition: 0)
        var frames: [LogFrame] = []
        let problems = try recovery.replay(after: 0, keys: SegmentKeys(keys)) { frames.append($0) }
        return (frames, recovery.problems + problems)
    }

    @Test("What was appended by many at once is read back after a crash, in the order of its positions")
    func recovers() async throws {
        let folder = try DataFolder(), keys = try folder.openKeys(), handed = Handed()
        let (log, _) = try open(folder, keys, into: handed)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<200 {
                group.addTask { _ = try await log.append(try DataFolder.batch([DataFolder.event(number)]).sections) }
            }
            try await group.waitForAll()
        }
        // No close: as after a kill.
        let (frames, problems) = try replayed(folder, keys)
        #expect(problems.isEmpty)
        #expect(frames.map(\.position) == Array(1...200))
        #expect(frames.map(\.sections.first?.bytes) == handed.frames.withLock { $0.map(\.sections.first?.bytes) })
        log.close()
    }

    @Test("Time of receipt grows with every record, whatever the clock does, also over a restart")
    func monotonicTime() async throws {
        let folder = try DataFolder(), keys = try folder.openKeys()
        let sections = try DataFolder.batch([DataFolder.event(1)]).sections
        let (log, _) = try open(folder, keys)
        let first = try await log.append(sections)
        folder.move(by: .seconds(-7200))
        let second = try await log.append(sections)
        #expect(second.receivedTime > first.receivedTime)
        log.close()
        let (again, recovery) = try open(folder, keys)
        #expect(recovery.lastTime == second.receivedTime)
        #expect(try await again.append(sections).receivedTime > second.receivedTime)
        #expect(try await again.append(sections).position == 4)
        again.close()
    }

    @Test("A segment cut at any byte gives every record that is whole, and the log goes on")
    func tornTail() async throws {
        let folder = try DataFolder(), keys = try folder.openKeys()
        let (log, _) = try open(folder, keys)
        for number in 0..<3 { _ = try await log.append(try DataFolder.batch([DataFolder.event(number)]).sections) }
        log.close()
        let name = try #require(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/log").first)
        let path = folder.path + "/log/" + name
        let whole = try Data(contentsOf: URL(fileURLWithPath: path))
        let record = (whole.count - 32) / 3
        for length in [0, 7, 31, 32, 33, 32 + record - 1, 32 + record, 32 + record + 20, 32 + 2 * record, whole.count - 1, whole.count] {
            try whole.prefix(length).write(to: URL(fileURLWithPath: path))
            let (frames, _) = try replayed(folder, keys)
            #expect(frames.count == max(0, length - 32) / record)
        }
    }

    @Test("A flipped bit loses the record that it is in, is reported, and hurts no other")
    func flippedBits() async throws {
        let folder = try DataFolder(), keys = try folder.openKeys()
        let (log, _) = try open(folder, keys)
        for number in 0..<5 { _ = try await log.append(try DataFolder.batch([DataFolder.event(number)]).sections) }
        log.close()
        let name = try #require(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/log").first)
        let url = URL(fileURLWithPath: folder.path + "/log/" + name)
        let whole = try Data(contentsOf: url)
        for offset in stride(from: 32, to: whole.count, by: 11) {
            var damaged = whole
            damaged[offset] ^= 0x10
            try damaged.write(to: url)
            let (frames, problems) = try replayed(folder, keys)
            #expect(frames.count == 4 && !problems.isEmpty)
        }
    }

    @Test("Segments go when all before a position is delivered, their keys with them, and not before")
    func releases() async throws {
        let folder = try DataFolder(), keys = try folder.openKeys()
        var options = EventLog.Options()
        options.segmentBytes = 1
        let (log, _) = try open(folder, keys, options: options)
        for number in 0..<4 { _ = try await log.append(try DataFolder.batch([DataFolder.event(number)]).sections) }
        try log.release(through: 2)
        #expect(try replayed(folder, keys).frames.map(\.position) == [3, 4])
        #expect(try keys.segmentsWithKeys().count == 2)
        log.close()
        try log.release(through: 4)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/log").isEmpty)
        #expect(try keys.segmentsWithKeys().isEmpty)
    }

    @Test("Nothing of an event is on disk in clear")
    func sealedOnDisk() async throws {
        let folder = try DataFolder(), keys = try folder.openKeys()
        let (log, _) = try open(folder, keys)
        _ = try await log.append(try DataFolder.batch([DataFolder.event(1, #""song":"MARKED-SONG","first_name":"MARKED-NAME""#)]).sections)
        log.close()
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path + "/log") {
            let bytes = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/log/" + name))
            #expect(bytes.range(of: Data("MARKED".utf8)) == nil)
        }
    }

    @Test("After closing, an append is refused and can be tried again elsewhere")
    func closed() async throws {
        let folder = try DataFolder(), keys = try folder.openKeys()
        let (log, _) = try open(folder, keys)
        log.close()
        let sections = try DataFolder.batch([DataFolder.event(1)]).sections
        await #expect { try await log.append(sections) } throws: { ($0 as? BasinError)?.code == .unavailable }
    }

    @Test("A group whose sync fails is refused and does not come back, and the log goes on in another segment (COL-1)")
    func failedSync() async throws {
        let folder = try DataFolder(), keys = try folder.openKeys(), handed = Handed(), start = folder.clock.now()
        let recovery = try LogRecovery.scan(
            folder: folder.path + "/log", notBefore: Timestamp(microseconds: 0), afterPosition: 0)
        let log = EventLog(
            folder: folder.path + "/log", recovered: recovery, keys: SegmentKeys(keys), clock: folder.clock,
            onDurable: { frames in handed.frames.withLock { $0 += frames } },
            afterWrite: {
                // The second group, until the clock is moved.
                guard handed.frames.withLock({ $0.isEmpty }) || folder.clock.now() > start else {
                    throw BasinError(.system, "The disk fails.")
                }
            })
        let sections = try DataFolder.batch([DataFolder.event(1)]).sections
        _ = try await log.append(sections)
        await #expect { try await log.append(sections) } throws: { ($0 as? BasinError)?.code == .unavailable }
        folder.move(by: .seconds(1))
        _ = try await log.append(sections)
        // No close: as after a kill.
        let (frames, problems) = try replayed(folder, keys)
        #expect(frames.map(\.position) == [1, 3] && problems.isEmpty)
        #expect(frames.map(\.position) == handed.frames.withLock { $0.map(\.position) })
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/log").count == 2)
        log.close()
    }

    @Test("A disk that takes its time: what does not fit the queue is refused at once, what was accepted is durable (COL-1)")
    func slowDisk() async throws {
        let folder = try DataFolder(), keys = try folder.openKeys(), handed = Handed()
        let sections = try DataFolder.batch((0..<20).map { DataFolder.event($0) }).sections
        let recovery = try LogRecovery.scan(
            folder: folder.path + "/log", notBefore: Timestamp(microseconds: 0), afterPosition: 0)
        var options = EventLog.Options()
        options.queueBytes = 20_000
        options.groupBytes = 4000
        // The disk is held until the queue was full, and then takes everything.
        let isFull = DispatchSemaphore(value: 0)
        let log = EventLog(
            folder: folder.path + "/log", options: options, recovered: recovery, keys: SegmentKeys(keys),
            clock: folder.clock, onDurable: { frames in handed.frames.withLock { $0 += frames } },
            afterWrite: {
                _ = isFull.wait(timeout: .now() + 60)
                isFull.signal()
            })
        let outcomes = await withTaskGroup(of: Result<UInt64, any Error>.self) { group in
            for _ in 0..<200 {
                group.addTask {
                    do { return .success(try await log.append(sections).position) } catch {
                        isFull.signal()
                        return .failure(error)
                    }
                }
            }
            return await group.reduce(into: [Result<UInt64, any Error>]()) { $0.append($1) }
        }
        let accepted = outcomes.compactMap { try? $0.get() }
        let refused = outcomes.compactMap { outcome -> BasinError? in
            if case .failure(let error) = outcome { error as? BasinError } else { nil }
        }
        #expect(!accepted.isEmpty && !refused.isEmpty && accepted.count + refused.count == 200)
        #expect(refused.allSatisfy { $0.code == .unavailable })
        _ = try await log.append(sections)
        // No close: as after a kill.
        let (frames, problems) = try replayed(folder, keys)
        #expect(problems.isEmpty && Set(frames.map(\.position)).isSuperset(of: accepted))
        #expect(frames.count == accepted.count + 1)
        log.close()
    }
}
