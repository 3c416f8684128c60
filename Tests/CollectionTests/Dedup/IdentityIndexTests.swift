import BasinCollection
import BasinCore
import Testing

@Suite struct IdentityIndexTests {
    let hours = Hour(index: 168_000)...Hour(index: 168_001)

    @Test("an empty index finds everything new, once", arguments: [0, 1, 2, 25, 5000])
    func empty(count: Int) throws {
        let folder = try DedupFolder()
        let index = try IdentityIndex(folder: folder.path, runs: [])
        let hashes = (0..<count).map { IdentityHash.numbered($0) }
        #expect(index.novel(hashes) == Array(repeating: true, count: count))
        #expect(try index.prepareRun([], hours: hours) == nil)
    }

    @Test("of an identity that is in a batch several times only the first is new")
    func duplicatesInBatch() throws {
        let folder = try DedupFolder()
        var index = try IdentityIndex(folder: folder.path, runs: [])
        let numbers = [5, 3, 5, 5, 3, 9, 5]
        let hashes = numbers.map { IdentityHash.numbered($0) }
        #expect(index.novel(hashes) == [true, true, false, false, false, true, false])
        let repeated = index.novel(Array(repeating: .numbered(1), count: 1000))
        #expect(repeated == [true] + Array(repeating: false, count: 999))

        let run = try #require(try index.prepareRun(hashes, hours: hours))
        #expect(run.count == 3)
        index.commit(run)
        #expect(index.novel([3, 4, 4, 9].map { IdentityHash.numbered($0) }) == [false, true, false, false])
    }

    @Test("a run of any size and shape holds what was written and nothing else", arguments: HashShape.allCases)
    func shapes(shape: HashShape) throws {
        let folder = try DedupFolder()
        for count in [1, 2, 45, 46, 47, 600, 4096, 4097, 40_000] {
            var index = try IdentityIndex(folder: folder.path, runs: [])
            // Even numbers go in, so that what is missing lies between what is there.
            let hashes = (0..<count).map { shape.hash($0 / 2 * 4 + $0 % 2) }
            let others = (0..<count).map { shape.hash($0 / 2 * 4 + 2 + $0 % 2) }
            let run = try #require(try index.prepareRun(hashes.reversed(), hours: hours))
            #expect(run.count == count)
            index.commit(run)
            let answers = index.novel(hashes + others)
            #expect(answers[..<count].allSatisfy { !$0 }, "\(count) \(shape)")
            #expect(answers[count...].allSatisfy { $0 }, "\(count) \(shape)")
            // One at a time: another path through the search than in order.
            for place in Swift.stride(from: 0, to: count, by: max(1, count / 50)) {
                #expect(index.novel([hashes[place]]) == [false])
                #expect(index.novel([others[place]]) == [true])
            }
        }
    }

    @Test("the outermost identities are identities like others")
    func outermost() throws {
        let folder = try DedupFolder()
        var index = try IdentityIndex(folder: folder.path, runs: [], inlineLimit: 0)
        let lowest = IdentityHash(high: 0, low: 0), highest = IdentityHash(high: .max, low: .max)
        #expect(index.novel([lowest, highest]) == [true, true])
        index.commit(try #require(try index.prepareRun([highest, lowest], hours: hours)))
        #expect(index.novel([highest, lowest]) == [false, false])
        #expect(index.novel([IdentityHash(high: .max, low: 0), IdentityHash(high: 0, low: .max)]) == [true, true])
    }

    @Test("small runs are inline and need no folder, larger ones are files")
    func inline() throws {
        let folder = try DedupFolder()
        let index = try IdentityIndex(folder: folder.path, runs: [])
        let small = try #require(try index.prepareRun((0..<4096).map { .numbered($0) }, hours: hours))
        #expect(try IdentityIndex.orphans(in: folder.path, listed: []).isEmpty)
        guard case .inline(let bytes) = small.file.storage else {
            Issue.record("4,096 identities should be inline")
            return
        }
        #expect(bytes.count == small.byteCount)
        let large = try #require(try index.prepareRun((0..<4097).map { .numbered($0) }, hours: hours))
        #expect(large.file.storage == .file)
        #expect(try IdentityIndex.orphans(in: folder.path, listed: []) == [large.name])

        let again = try IdentityIndex(folder: folder.path, runs: [small.file])
        #expect(again.novel([.numbered(0), .numbered(4095), .numbered(4096)]) == [false, false, true])
    }

    @Test("a run that was prepared and not committed is invisible, and an orphan at the next start")
    func orphan() throws {
        let folder = try DedupFolder()
        var index = try IdentityIndex(folder: folder.path, runs: [], inlineLimit: 0)
        let kept = try #require(try index.prepareRun([.numbered(1)], hours: hours))
        index.commit(kept)
        let lost = try #require(try index.prepareRun([.numbered(2)], hours: hours))
        #expect(index.novel([.numbered(1), .numbered(2)]) == [false, true])
        try folder.write("half.ids.tmp", [1, 2, 3])
        try folder.write("notes.txt", [1])

        let listed = index.files
        let orphans = try IdentityIndex.orphans(in: folder.path, listed: Set(listed.map(\.name)))
        #expect(Set(orphans) == [lost.name, "half.ids.tmp"])
        let again = try IdentityIndex(folder: folder.path, runs: listed, inlineLimit: 0)
        try again.delete(orphans)
        try again.delete(orphans)
        #expect(again.novel([.numbered(1), .numbered(2)]) == [false, true])
        #expect(try IdentityIndex.orphans(in: folder.path, listed: []) == [kept.name])
        try again.delete(["../notes.txt"])
        #expect(try folder.read("notes.txt") == [1])
        folder.remove("notes.txt")
    }

    @Test("committing twice and removing twice is like once; removing a run makes its identities new")
    func idempotent() throws {
        let folder = try DedupFolder()
        var index = try IdentityIndex(folder: folder.path, runs: [])
        let run = try #require(try index.prepareRun([.numbered(1)], hours: hours))
        index.commit(run)
        index.commit(run)
        #expect(index.count == 1)
        index.remove([run.name])
        index.remove([run.name])
        #expect(index.novel([.numbered(1)]) == [true])
    }

    @Test("a merged run holds the union, and its sources can be deleted while a copy still asks them")
    func merge() throws {
        let folder = try DedupFolder()
        var index = try IdentityIndex(folder: folder.path, runs: [], inlineLimit: 100)
        var names: [String] = []
        for part in 0..<5 {
            let hashes = (part * 1000..<part * 1000 + 1500).map { IdentityHash.numbered($0) }
            let run = try #require(try index.prepareRun(hashes, hours: hours))
            index.commit(run)
            names.append(run.name)
        }
        let before = index
        let merged = try index.merge(names)
        #expect(merged.count == 5500)
        #expect(index.files.count == 5)
        index.commit(merged, replacing: names)
        try index.delete(names)
        #expect(index.files.map(\.name) == [merged.name])
        let all = (0..<6000).map { IdentityHash.numbered($0) }
        let expected = (0..<6000).map { $0 >= 5500 }
        #expect(index.novel(all) == expected)
        #expect(before.novel(all) == expected)
        #expect(throws: BasinError.self) { try index.merge(names) }
        #expect(throws: BasinError.self) { try index.merge([]) }
    }

    @Test("a question from an hour on leaves out the runs that ended before it")
    func since() throws {
        let folder = try DedupFolder()
        var index = try IdentityIndex(folder: folder.path, runs: [])
        index.commit(try #require(try index.prepareRun([.numbered(1)], hours: hours)))
        #expect(index.novel([.numbered(1)], since: hours.lowerBound) == [false])
        #expect(index.novel([.numbered(1)], since: hours.upperBound) == [false])
        #expect(index.novel([.numbered(1)], since: hours.upperBound.next) == [true])
    }

    @Test("a run of more than seven days is refused")
    func tooLong() throws {
        let folder = try DedupFolder()
        let index = try IdentityIndex(folder: folder.path, runs: [])
        let start = hours.lowerBound
        #expect(try index.prepareRun([.numbered(1)], hours: start...Hour(index: start.index + 167)) != nil)
        let error = #expect(throws: BasinError.self) {
            try index.prepareRun([.numbered(1)], hours: start...Hour(index: start.index + 168))
        }
        #expect(error?.code == .invalid)
    }

    @Test("what the index says is what a set says, through merges, restarts, lost runs and expiry", arguments: 0..<6)
    func model(seed: UInt64) throws {
        let folder = try DedupFolder()
        var generator = SeededGenerator(seed)
        let shape = HashShape.allCases[Int(seed) % HashShape.allCases.count]
        let inlineLimit = [0, 64, 4096][Int(seed) % 3]
        var index = try IdentityIndex(folder: folder.path, runs: [], inlineLimit: inlineLimit)
        var metastore: [String: RunFile] = [:]
        var contents: [String: Set<IdentityHash>] = [:]
        var hour = Hour(index: 168_000)

        for _ in 0..<300 {
            switch Int.random(in: 0..<10, using: &generator) {
            case 0..<6:
                let size = [0, 1, 7, 300, 3000].randomElement(using: &generator) ?? 1
                let hashes = (0..<size).map { _ in shape.hash(Int.random(in: 0..<20_000, using: &generator)) }
                var known = contents.values.reduce(into: Set<IdentityHash>()) { $0.formUnion($1) }
                let expected = hashes.map { known.insert($0).inserted }
                let answers = index.novel(hashes)
                #expect(answers == expected)
                let accepted = zip(hashes, answers).filter(\.1).map(\.0)
                guard let run = try index.prepareRun(accepted, hours: hour...hour.next) else { continue }
                // One in eight is lost before its transaction.
                guard Int.random(in: 0..<8, using: &generator) > 0 else { continue }
                metastore[run.name] = run.file
                contents[run.name] = Set(accepted)
                index.commit(run)
            case 6:
                while let plan = index.nextMerge() {
                    let run = try index.merge(plan)
                    metastore[run.name] = run.file
                    contents[run.name] = plan.reduce(into: []) { $0.formUnion(contents[$1] ?? []) }
                    for name in plan {
                        metastore[name] = nil
                        contents[name] = nil
                    }
                    index.commit(run, replacing: plan)
                    try index.delete(plan)
                    #expect(run.count == contents[run.name]?.count)
                    #expect(run.hours.upperBound.index - run.hours.lowerBound.index < 168)
                }
            case 7:
                try index.delete(
                    try IdentityIndex.orphans(in: folder.path, listed: Set(metastore.values.map(\.name))))
                index = try IdentityIndex(
                    folder: folder.path, runs: Array(metastore.values), inlineLimit: inlineLimit)
            default:
                hour = Hour(index: hour.index + Int.random(in: 0..<60, using: &generator))
                let expired = index.expired(now: hour)
                for name in expired {
                    #expect((metastore[name]?.hours.upperBound.index ?? .max) + 21 * 24 < hour.index)
                    metastore[name] = nil
                    contents[name] = nil
                }
                index.remove(expired)
                try index.delete(expired)
            }
            #expect(Set(index.files.map(\.name)) == Set(metastore.keys))
        }
    }
}
