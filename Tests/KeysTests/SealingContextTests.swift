import BasinCore
import BasinKeys
import BasinMetastore
import Testing

@Suite("A sealed value")
struct SealingContextTests {
    let origin = FieldOrigin(typeID: 0x0102_0304, fieldID: 0x0506_0708)
    let folder: KeyFolderStore
    let context: SealingContext
    let subject: Subject

    init() throws {
        folder = try KeyFolderStore()
        context = try SealingContext(folder.store)
        subject = try folder.store.subjects(for: [Array("53".utf8)])[0]
    }

    func identity(_ source: String, _ id: String) -> [UInt8] {
        withUnsafeBytes(of: UInt32(source.utf8.count).bigEndian) { Array($0) } + source.utf8 + id.utf8
    }

    func seal(
        _ value: [UInt8], context: SealingContext? = nil, key: SealingKey? = nil, origin: FieldOrigin? = nil,
        identity: [UInt8]? = nil
    ) throws -> [UInt8] {
        var sealed: [UInt8] = []
        try value.withUnsafeBytes { value in
            try (identity ?? self.identity("app", "1")).withUnsafeBytes { identity in
                try (context ?? self.context).seal(
                    value, key: key ?? subject.key, origin: origin ?? self.origin, identity: identity,
                    appendingTo: &sealed)
            }
        }
        return sealed
    }

    @Test("opens to what was sealed, and has the promised size and header", arguments: [0, 1, 15, 16, 17, 30, 5000])
    func roundTrip(_ count: Int) throws {
        let value = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let sealed = try seal(value)
        #expect(sealed.count == SealingContext.sealedByteCount(count))
        #expect(sealed.count == count + 45)
        #expect(try context.open(sealed) == value)
        let header = try sealed.withUnsafeBytes { try SealedHeader(reading: $0) }
        #expect(header.origin == origin)
        #expect(header.keyID == subject.key.id)
        #expect(Array(sealed[..<9]) == [1, 1, 2, 3, 4, 5, 6, 7, 8])
    }

    @Test("is the same however often it is made, also by another process later")
    func deterministic() throws {
        let value = Array("Ada".utf8)
        let first = try seal(value)
        #expect(try seal(value) == first)
        _ = try seal(Array("Grace".utf8))
        #expect(try seal(value) == first)
        let reopened = try folder.folder.open()
        let other = try SealingContext(reopened)
        let key = try reopened.subjects(for: [Array("53".utf8)])[0].key
        #expect(try seal(value, context: other, key: key) == first)
        #expect(try other.open(first) == value)
    }

    @Test("has a nonce of its own for every field, event and value")
    func nonces() throws {
        var nonces: Set<[UInt8]> = []
        var count = 0
        for origin in [FieldOrigin(typeID: 1, fieldID: 2), FieldOrigin(typeID: 2, fieldID: 1)] {
            for identity in [identity("a", "b"), identity("ab", ""), identity("", "ab"), identity("a", "bc"), []] {
                for value in [[], [UInt8(ascii: "c")], Array("cc".utf8), Array("abc".utf8)] {
                    nonces.insert(Array(try seal(value, origin: origin, identity: identity)[17..<29]))
                    count += 1
                }
            }
        }
        #expect(nonces.count == count)
    }

    @Test("does not open when any bit was changed or any byte is missing")
    func tampered() throws {
        let sealed = try seal(Array("Ada Lovelace".utf8))
        for index in sealed.indices {
            for bit in 0..<8 {
                var altered = sealed
                altered[index] ^= 1 << UInt8(bit)
                let code = code { try context.open(altered) }
                // A changed key id names a key that does not exist.
                #expect(code == .damaged || (code == .notFound && (9..<17).contains(index)))
            }
        }
        for count in 0..<sealed.count {
            #expect(code { try context.open(Array(sealed[..<count])) } == .damaged)
        }
        #expect(code { try context.open(sealed + [0]) } == .damaged)
    }

    @Test("does not open as another subject's")
    func otherKey() throws {
        let other = try folder.store.subjects(for: [Array("54".utf8)])[0]
        let sealed = try seal(Array("Ada".utf8))
        var moved = sealed
        moved.replaceSubrange(9..<17, with: withUnsafeBytes(of: other.key.id.bigEndian) { Array($0) })
        #expect(code { try context.open(moved) } == .damaged)
    }

    @Test("without a subject cannot be opened once its day's key is destroyed")
    func erased() throws {
        let day = CivilDate(year: 2018, month: 11, day: 3)
        let key = try folder.store.dailyKey(typeID: 1, day: day, purpose: .events)
        let sealed = try seal(Array("Ada".utf8), key: key)
        #expect(try context.open(sealed) == Array("Ada".utf8))
        try folder.store.destroyDailyKeys(purpose: .events, before: CivilDate(year: 2018, month: 11, day: 4))
        #expect(code { try context.open(sealed) } == .notFound)
    }
}
