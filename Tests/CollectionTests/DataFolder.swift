import BasinCollection
import BasinCore
import BasinKeys
import BasinMetastore
import Foundation
import Synchronization

/// A data folder of its own for one test, with the pieces of collection on it; removed when it goes.
final class DataFolder: Sendable {
    let path: String
    let time = Mutex(Timestamp(microseconds: Hour("2026-03-01T10")!.start.microseconds + 60_000_000))

    /// - Parameter isInMemory: on a disk of memory where there is one: for tests that lose nothing by it, and gain the time
    ///   of thousands of syncs.
    init(isInMemory: Bool = false) throws {
        let memory = "/dev/shm"
        let hasMemory = isInMemory && FileManager.default.isWritableFile(atPath: memory)
        path = (hasMemory ? memory : FileManager.default.temporaryDirectory.path) + "/basin-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// The clock of the test: it stands still until moved.
    var clock: Clock { Clock { self.time.withLock { $0 } } }
    func move(by duration: Duration) { time.withLock { $0 = $0 + duration } }

    func openKeys() throws -> KeyStore {
        try KeyStore.open(
            dataFolder: path, masterKeyFile: nil,
            environment: [MasterKey.environmentVariable: String(repeating: "5a", count: 32)])
    }

    static let songPlayed = AppliedEventType(
        id: 1,
        definition: EventType(
            name: "song_played", owner: "team-listening", description: "A song ended.", fields: fields),
        versions: [EventSchema(version: 1, fields: fields)], lastFieldID: 110, firstHour: Hour("2026-03-01T10")!)

    private static let fields = [
        Field(name: "user_id", type: .string, id: 101, isRequired: false, classification: .pseudonymous, isSubject: true),
        Field(name: "song", type: .string, id: 102, classification: .none),
        Field(name: "first_name", type: .string, id: 103, isRequired: false, classification: .personal),
        Field(name: "seconds", type: .double, id: 104, isRequired: false, classification: .none),
        Field(name: "tags", type: .list(element: .string, elementID: 106), id: 105, isRequired: false, classification: .none),
        Field(
            name: "place",
            type: .structure([
                Field(name: "city", type: .string, id: 108, isRequired: false, classification: .none),
                Field(name: "floor", type: .int32, id: 109, isRequired: false, classification: .none),
            ]), id: 107, isRequired: false, classification: .none),
        Field(name: "price", type: .decimal(precision: 9, scale: 2), id: 110, isRequired: false, classification: .none),
    ]

    /// What intake makes of the events.
    static func batch(_ events: [String]) throws -> IntakeBatch {
        let body = Array(("[" + events.joined(separator: ",") + "]").utf8)
        return try body.withUnsafeBytes {
            try IntakeParsers().parse(body: $0, mode: .batch, isGzip: false, catalog: IntakeCatalog([songPlayed]))
        }
    }

    static func event(_ id: Int, _ data: String = #""song":"One""#) -> String {
        #"{"specversion":"1.0","id":"\#(id)","source":"/test","type":"song_played","data":{\#(data)}}"#
    }
}
