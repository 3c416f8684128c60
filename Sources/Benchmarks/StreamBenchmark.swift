import BasinCollection
import BasinCore
import BasinKeys
import BasinManagement
import BasinMetastore
import Foundation

/// How fast a reader that begins with the oldest event takes what is stored, page by page, as lines with cursors.
struct StreamBenchmark {
    func run() async throws {
        row("stream: table → lines in the order of receipt", "events/s per core", "events/s wall", "first page ms")
        try await measure("a sealed hour, one file", flushes: 5, events: 200_000, seals: true)
        try await measure("an open hour that was followed", flushes: 900, events: 500, seals: false)
    }

    private func measure(_ name: String, flushes: Int, events: Int, seals: Bool) async throws {
        try await Machine.withFolder { folder in
            let metastore = try Metastore(path: folder + "/metastore.sqlite")
            let keys = try KeyStore.open(
                dataFolder: folder, masterKeyFile: nil,
                environment: [MasterKey.environmentVariable: String(repeating: "5a", count: 32)])
            let type = SampleEvents.type(id: 1, name: "played_0")
            try metastore.write { try $0.store(teams: [], types: [type]) }
            let delivery = try Delivery(dataFolder: folder, metastore: metastore, keys: keys, clock: .system)
            delivery.use([type])
            let catalog = IntakeCatalog([type]), parsers = IntakeParsers()
            var sample = SampleEvents()
            // At the beginning of an hour: every record has a time of its own.
            let now = Hour(Clock.system.now()).start
            var position: UInt64 = 0
            for _ in 0..<flushes {
                for _ in 0..<(events / 500) {
                    let batch = try sample.batch(500, types: [type.name]).withUnsafeBytes {
                        try parsers.parse(body: $0, mode: .batch, isGzip: false, catalog: catalog)
                    }
                    position += 1
                    delivery.receive([
                        LogFrame(
                            position: position, receivedTime: now + .milliseconds(Int64(position)), sections: batch.sections)
                    ])
                }
                try await delivery.flush([1])
            }
            if seals { _ = await delivery.seal(before: Hour(now).next) }
            try read(name, EventStream(metastore: metastore), type, expected: flushes * events)
            try metastore.close()
            try keys.close()
        }
    }

    private func read(_ name: String, _ stream: EventStream, _ type: AppliedEventType, expected: Int) throws {
        var place = try stream.beginning(of: type)
        var count = 0, first = 0.0
        let cpu = Machine.cpuSeconds
        let wall = try seconds {
            while true {
                let start = ContinuousClock.now
                let page = try stream.page(1, after: place)
                if count == 0 { first = (ContinuousClock.now - start) / .milliseconds(1) }
                guard page.events > 0 else { return }
                (place, count) = (page.position, count + page.events)
            }
        }
        guard count == expected else {
            throw BasinError(.damaged, "The benchmark's stream gave \(count) of \(expected) events.")
        }
        row(
            "  \(name), \(thousands(Double(count))) events", thousands(Double(count) / (Machine.cpuSeconds - cpu)),
            thousands(Double(count) / wall), fixed(first, 1))
    }
}
