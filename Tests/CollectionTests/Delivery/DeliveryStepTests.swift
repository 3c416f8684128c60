import BasinCollection
import BasinCore
import BasinMetastore
import Foundation
import Synchronization
import Testing

/// What delivery tells whoever follows its work.
@Suite struct DeliveryStepTests {
    private final class Steps: Sendable {
        private let told = Mutex<[DeliveryStep]>([])
        func add(_ step: DeliveryStep) { told.withLock { $0.append(step) } }
        func take() -> [DeliveryStep] {
            told.withLock { told in
                defer { told = [] }
                return told
            }
        }
    }
    private static let hour = Hour("2026-03-01T10")!

    @Test("Each piece and each sealed hour is told once, with what it accounts for")
    func steps() async throws {
        let steps = Steps()
        let all = try QuarantineFolder(onStep: steps.add)
        for numbers in [[1, 2, 2], [2, 3]] {
            try await all.send(numbers.map { DataFolder.event($0) })
            try await all.delivery.flush([1])
        }
        let pieces = steps.take()
        #expect(pieces.map(\.kind) == [.delivery, .delivery])
        #expect(pieces.map(\.counts) == [
            LedgerCounts(received: 3, delivered: 2, duplicate: 1), LedgerCounts(received: 2, delivered: 1, duplicate: 1),
        ])
        #expect(pieces.allSatisfy { $0.type == "song_played" && $0.hours == [Self.hour] && $0.failure == nil })
        #expect(pieces.allSatisfy { $0.files == 1 && $0.bytes > 0 && $0.took > .zero })

        all.folder.move(by: .seconds(3600))
        for _ in 0..<2 { _ = await all.delivery.seal(before: Hour(all.folder.clock.now())) }
        let sealed = steps.take()
        #expect(sealed.map(\.kind) == [.seal])
        #expect(sealed.map(\.counts) == [LedgerCounts(received: 5, delivered: 3, duplicate: 2)])
        // Two files became one.
        #expect(sealed.map(\.files) == [1])
    }

    @Test("What cannot be delivered or sealed is told with its code, each time that it is tried")
    func failures() async throws {
        let steps = Steps()
        let all = try QuarantineFolder(onStep: steps.add)
        try await all.send([DataFolder.event(1)])
        let folder = all.folder.path + "/warehouse/basin"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data().write(to: URL(fileURLWithPath: folder + "/song_played"))
        for _ in 0..<2 { try? await all.delivery.flush([1]) }
        #expect(steps.take().map(\.failure) == [.system, .system])
        try FileManager.default.removeItem(atPath: folder + "/song_played")
        try await all.delivery.flush([1])
        #expect(steps.take().map(\.failure) == [nil])

        let file = try #require(try all.metastore.read { try $0.files(typeID: 1) }.first)
        try FileManager.default.removeItem(atPath: file.path)
        all.folder.move(by: .seconds(3600))
        _ = await all.delivery.seal(before: Hour(all.folder.clock.now()))
        let step = try #require(steps.take().first)
        #expect(step.kind == .seal && step.failure != nil && step.hours == [Self.hour])
    }
}
