import BasinCore
import BasinKeys
import BasinMetastore
import Dispatch
import Foundation
import Synchronization
import Testing

@Suite("Subjects")
struct KeyStoreSubjectsTests {
    func bytes(_ key: SealingKey) -> [UInt8] { key.secret.withBytes { Array($0) } }

    @Test("are made once and found again after a restart, in the order asked, repeated ids included")
    func getOrCreate() throws {
        let folder = try KeyFolder()
        let ids = ["53", "101", "53", "", "a longer id than the others have", "101"].map { Array($0.utf8) }
        var store = try folder.open()
        let first = try store.subjects(for: ids)
        #expect(first[0].pseudonym == first[2].pseudonym)
        #expect(first[1].key.id == first[5].key.id)
        #expect(Set(first.map(\.pseudonym)).count == 4)
        #expect(Set(first.map(\.key.id)).count == 4)
        #expect(Set(first.map { bytes($0.key) }).count == 4)
        for _ in 0..<2 {
            let again = try store.subjects(for: ids)
            #expect(again.map(\.pseudonym) == first.map(\.pseudonym))
            #expect(again.map { bytes($0.key) } == first.map { bytes($0.key) })
            for subject in first { #expect(try bytes(store.key(id: subject.key.id)) == bytes(subject.key)) }
            try store.close()
            store = try folder.open()
        }
    }

    @Test("come the same from ids that lie in one buffer, and bad ends are refused")
    func contiguous() throws {
        let store = try KeyFolderStore()
        let text = Array("53101".utf8)
        let expected = try store.store.subjects(for: [Array("53".utf8), [], Array("101".utf8)])
        let found = try text.withUnsafeBytes { try store.store.subjects(in: $0, ends: [2, 2, 5]) }
        #expect(found.map(\.pseudonym) == expected.map(\.pseudonym))
        for ends in [[6], [3, 2], [-1], [Int.max]] {
            #expect(code { try text.withUnsafeBytes { try store.store.subjects(in: $0, ends: ends) } } == .invalid)
        }
        #expect(try store.store.subjects(for: []).isEmpty)
    }

    @Test("are looked up without being made")
    func lookupOnly() throws {
        let folder = try KeyFolder()
        let store = try folder.open()
        #expect(try store.pseudonym(of: "53") == nil)
        #expect(try store.pseudonym(of: "53") == nil)
        let made = try store.subjects(for: [Array("53".utf8)])[0]
        #expect(try store.pseudonym(of: "53") == made.pseudonym.description)
        try store.close()
        let again = try folder.open()
        #expect(try again.pseudonym(of: "53") == made.pseudonym.description)
    }

    @Test("made by many threads at once are the same for all of them")
    func concurrent() throws {
        let folder = try KeyFolder()
        let store = try folder.open()
        let answers = Mutex<[Int: [[Pseudonym]]]>([:])
        let failures = Mutex(0)
        DispatchQueue.concurrentPerform(iterations: 8) { thread in
            for round in 0..<10 {
                // Overlapping batches, each thread in an order of its own.
                let ids = (0..<50).map { Array("\(round)-\(($0 * 7 + thread * 13) % 50)".utf8) }
                guard let subjects = try? store.subjects(for: ids) else {
                    failures.withLock { $0 += 1 }
                    continue
                }
                let ordered = zip(ids, subjects).sorted { $0.0.lexicographicallyPrecedes($1.0) }.map(\.1.pseudonym)
                answers.withLock { $0[round, default: []].append(ordered) }
            }
        }
        #expect(failures.withLock { $0 } == 0)
        for (_, rounds) in answers.withLock({ $0 }) {
            #expect(rounds.count == 8)
            #expect(Set(rounds).count == 1)
        }
    }

    @Test("stay right when far more of them are used than are remembered")
    func smallMemory() throws {
        let folder = try KeyFolder()
        let store = try KeyStore(
            KeyDatabase(path: folder.database), master: MasterKey(.random()), rememberedSubjectCount: 10)
        let ids = (0..<200).map { Array("subject \($0)".utf8) }
        let first = try store.subjects(for: ids)
        for start in stride(from: 0, to: 200, by: 7) {
            let part = Array(ids[start..<min(start + 11, 200)])
            let again = try store.subjects(for: part)
            #expect(again.map(\.pseudonym) == first[start..<min(start + 11, 200)].map(\.pseudonym))
        }
    }

    @Test("leave neither their id nor their key in any file")
    func clearText() throws {
        let folder = try KeyFolder()
        let store = try folder.open()
        let marker = "subject-id-that-must-not-be-found"
        let subject = try store.subjects(for: [Array(marker.utf8)])[0]
        let bytes = try folder.everyByte()
        #expect(bytes.range(of: Data(marker.utf8)) == nil)
        #expect(bytes.range(of: Data(self.bytes(subject.key))) == nil)
        // The scan does find what is there.
        #expect(bytes.range(of: Data(subject.pseudonym.description.utf8)) != nil)
    }

    @Test("do not open when two wrapped keys were exchanged in the file")
    func exchanged() throws {
        let folder = try KeyFolder()
        let master = MasterKey(try .random())
        let database = try KeyDatabase(path: folder.database)
        let store = try KeyStore(database, master: master)
        let made = try store.subjects(for: [[1], [2]])
        let lookups = [[UInt8(1)], [2]].map { id in id.withUnsafeBytes { store.lookup(of: $0) } }
        let wrapped = try database.subjects(lookups).compactMap { $0?.wrapped }
        #expect(wrapped.count == 2)
        try database.close()
        var file = try Data(contentsOf: URL(fileURLWithPath: folder.database))
        let first = try #require(file.range(of: Data(wrapped[0])))
        let second = try #require(file.range(of: Data(wrapped[1])))
        file.replaceSubrange(first, with: wrapped[1])
        file.replaceSubrange(second, with: wrapped[0])
        try file.write(to: URL(fileURLWithPath: folder.database))
        let again = try KeyStore(KeyDatabase(path: folder.database), master: master)
        #expect(code { try again.subjects(for: [[1]]) } == .damaged)
        #expect(code { try again.key(id: made[1].key.id) } == .damaged)
    }
}

/// A store in a folder that lives as long as it does.
struct KeyFolderStore {
    let folder: KeyFolder
    let store: KeyStore

    init() throws {
        folder = try KeyFolder()
        store = try folder.open()
    }
}
