import BasinCollection
import BasinCore
import Testing

@Suite struct IdentityRunTests {
    let hours = Hour(index: 500)...Hour(index: 600)

    func opening(_ file: RunFile, _ folder: DedupFolder) -> BasinError.Code? {
        do {
            _ = try IdentityIndex(folder: folder.path, runs: [file])
            return nil
        } catch let error as BasinError {
            return error.code
        } catch {
            return .system
        }
    }

    @Test("any flipped bit of a small run is noticed when it is opened", arguments: [1, 40, 300])
    func flippedBits(count: Int) throws {
        let folder = try DedupFolder()
        let index = try IdentityIndex(folder: folder.path, runs: [])
        let run = try #require(try index.prepareRun((0..<count).map { .numbered($0) }, hours: hours))
        guard case .inline(let good) = run.file.storage else {
            Issue.record("The run should be inline.")
            return
        }
        var file = run.file
        #expect(opening(file, folder) == nil)
        for place in good.indices {
            var bad = good
            bad[place] ^= 1 << UInt8(place % 8)
            file.storage = .inline(bad)
            #expect(opening(file, folder) == .damaged, "byte \(place)")
        }
    }

    @Test("a truncated, extended, empty or foreign run is damaged, inline or in a file")
    func wrongSizes() throws {
        let folder = try DedupFolder()
        let index = try IdentityIndex(folder: folder.path, runs: [], inlineLimit: 0)
        let run = try #require(try index.prepareRun((0..<5000).map { .numbered($0) }, hours: hours))
        let good = try folder.read(run.name)
        #expect(good.count == run.byteCount)
        let bads: [[UInt8]] = [
            [], [0], Array(good[..<127]), Array(good[..<128]), Array(good[..<4096]), good.dropLast(), good.dropLast(16),
            good + [0], good + good, Array(repeating: 0, count: good.count), Array(repeating: 255, count: good.count),
            Array(good[..<128]) + Array(repeating: 0, count: good.count - 128),
        ]
        for bad in bads {
            try folder.write(run.name, bad)
            #expect(opening(run.file, folder) == .damaged, "\(bad.count) bytes")
            var inline = run.file
            inline.storage = .inline(bad)
            #expect(opening(inline, folder) == .damaged, "\(bad.count) bytes inline")
        }
        try folder.write(run.name, good)
        #expect(opening(run.file, folder) == nil)
    }

    @Test("a large run opens quickly, and damage inside it is noticed by verify and by a merge")
    func largeRun() throws {
        let folder = try DedupFolder()
        var index = try IdentityIndex(folder: folder.path, runs: [])
        let run = try #require(try index.prepareRun((0..<100_000).map { .numbered($0) }, hours: hours))
        index.commit(run)
        try run.verify()
        let good = try folder.read(run.name)
        // One in the filter, one in the identities.
        for place in [1000, good.count - 100_000] {
            var bad = good
            bad[place] ^= 4
            try folder.write("bad.ids", bad)
            var file = run.file
            file.name = "bad.ids"
            let damaged = try IdentityRun(file, folder: folder.path)
            #expect(throws: BasinError.self) { try damaged.verify() }
            var second = index
            second.commit(damaged)
            let error = #expect(throws: BasinError.self) { try second.merge([run.name, "bad.ids"]) }
            #expect(error?.code == .damaged)
        }
        #expect(try IdentityIndex.orphans(in: folder.path, listed: [run.name, "bad.ids"]).isEmpty)
    }

    @Test("a missing file, a path for a name and a row that does not fit its run are damaged")
    func wrongRows() throws {
        let folder = try DedupFolder()
        let index = try IdentityIndex(folder: folder.path, runs: [], inlineLimit: 0)
        let run = try #require(try index.prepareRun([.numbered(1)], hours: hours))
        for name in ["missing.ids", "../dedup/" + run.name, ""] {
            var file = run.file
            file.name = name
            #expect(opening(file, folder) == .damaged, "\(name)")
        }
        var file = run.file
        file.count = 2
        #expect(opening(file, folder) == .damaged)
        file = run.file
        file.hours = hours.lowerBound...hours.lowerBound
        #expect(opening(file, folder) == .damaged)
    }

    @Test("an identity takes 16 bytes and 11 bits")
    func size() throws {
        let folder = try DedupFolder()
        let index = try IdentityIndex(folder: folder.path, runs: [])
        let run = try #require(try index.prepareRun((0..<50_000).map { .numbered($0) }, hours: hours))
        #expect(Double(run.byteCount) / 50_000 < 17.4)
    }

    @Test("a folder that cannot be made is an error, and leaves nothing")
    func noFolder() throws {
        let folder = try DedupFolder()
        let index = try IdentityIndex(folder: folder.path + "/missing/deep", runs: [], inlineLimit: 0)
        let error = #expect(throws: BasinError.self) { try index.prepareRun([.numbered(1)], hours: hours) }
        #expect(error?.code == .system)
    }
}
