import BasinCore
import BasinKeys
import BasinMetastore
import Foundation
import Testing

@Suite("Segment keys")
struct KeyStoreSegmentsTests {
    @Test("are made once per segment, listed, found after a restart, and gone when destroyed")
    func life() throws {
        let folder = try KeyFolder()
        let store = try folder.open()
        let segments: [UInt64] = [7, 3, .max, 1 << 63, 0]
        let keys = try segments.map { segment in try store.createSegmentKey(segment).withBytes { Array($0) } }
        #expect(Set(keys).count == segments.count)
        #expect(try store.segmentsWithKeys() == segments.sorted())
        #expect(code { try store.createSegmentKey(3) } == .conflict)
        try store.close()
        let again = try folder.open()
        for (segment, key) in zip(segments, keys) {
            #expect(try again.segmentKey(segment).withBytes { Array($0) } == key)
        }
        try again.destroySegmentKeys([3, 99, .max])
        try again.destroySegmentKeys([3])
        try again.destroySegmentKeys([])
        #expect(try again.segmentsWithKeys() == [0, 7, 1 << 63])
        #expect(code { try again.segmentKey(3) } == .notFound)
        #expect(code { try again.segmentKey(99) } == .notFound)
    }

    @Test("that were destroyed are in no file any more")
    func shredded() throws {
        let folder = try KeyFolder()
        let database = try KeyDatabase(path: folder.database)
        let store = try KeyStore(database, master: MasterKey(.random()))
        var live: [UInt64: [UInt8]] = [:]
        var gone: [[UInt8]] = []
        for segment in 0..<UInt64(300) {
            _ = try store.createSegmentKey(segment)
            live[segment] = try database.segmentKey(segment)
            if segment % 3 == 2 {
                let destroyed = [segment - 1, segment / 2]
                for segment in destroyed { if let wrapped = live.removeValue(forKey: segment) { gone.append(wrapped) } }
                if segment % 30 == 29 {
                    // The scan must be able to find what is not destroyed yet.
                    let before = try folder.everyByte()
                    #expect(before.range(of: Data(try #require(gone.last))) != nil)
                }
                try store.destroySegmentKeys(destroyed)
            }
        }
        let bytes = try folder.everyByte()
        #expect(gone.count > 100)
        for wrapped in gone { #expect(bytes.range(of: Data(wrapped)) == nil) }
        for (_, wrapped) in live { #expect(bytes.range(of: Data(wrapped)) != nil) }
    }
}
