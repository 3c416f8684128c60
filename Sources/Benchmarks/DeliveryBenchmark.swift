import BasinCollection
import BasinCore
import BasinKeys
import BasinMetastore
import BasinWarehouse
import Foundation

/// From durable log frames to deduplicated, sealed, compacted Parquet: one field sealed, pseudonyms for subjects, ids
/// of 21 days in look-back (`BASIN_BENCH_IDS`, 10^8 by the goal).
struct DeliveryBenchmark {
    func run() async throws {
        let ids = Int(ProcessInfo.processInfo.environment["BASIN_BENCH_IDS"] ?? "") ?? 10_000_000
        row("delivery: log → sealed hour", "events/s per core", "ids in look-back", "goal")
        try await measure(typeCount: 1, events: 1_000_000, ids: ids)
        // What a minute holds at 200,000 events/s, twice: hours of several files are compacted.
        try await measure(typeCount: 1800, events: 24_000_000, ids: 0)
    }

    private func measure(typeCount: Int, events eventCount: Int, ids: Int) async throws {
        try await Machine.withFolder { folder in
            let metastore = try Metastore(path: folder + "/metastore.sqlite")
            let keys = try KeyStore.open(
                dataFolder: folder, masterKeyFile: nil,
                environment: [MasterKey.environmentVariable: String(repeating: "5a", count: 32)])
            let types = (0..<typeCount).map { SampleEvents.type(id: UInt32($0 + 1), name: "played_\($0)") }
            try metastore.write { try $0.store(teams: [], types: types) }
            if ids > 0 { try fill(folder: folder, metastore: metastore, ids: ids) }
            let delivery = try Delivery(dataFolder: folder, metastore: metastore, keys: keys, clock: .system)
            delivery.use(types)
            let catalog = IntakeCatalog(types)
            let parsers = IntakeParsers()
            var sample = SampleEvents()
            let now = Clock.system.now()
            var position: UInt64 = 0
            var cpu = 0.0
            // A flush holds a minute's events, or 48 MB: of one type that is 200,000.
            let perRound = typeCount == 1 ? 200_000 : 12_000_000
            var done = 0
            while done < eventCount {
                for _ in 0..<(perRound / 500) {
                    let names = [types[Int(position) % typeCount].name]
                    let batch = try sample.batch(500, types: names).withUnsafeBytes {
                        try parsers.parse(body: $0, mode: .batch, isGzip: false, catalog: catalog)
                    }
                    position += 1
                    delivery.receive([LogFrame(position: position, receivedTime: now, sections: batch.sections)])
                }
                let start = Machine.cpuSeconds
                try await delivery.flush(types.map(\.id))
                cpu += Machine.cpuSeconds - start
                done += perRound
            }
            let start = Machine.cpuSeconds
            let sealed = await delivery.seal(before: Hour(now).next)
            let projection = IcebergProjection(dataFolder: folder, metastore: metastore, clock: .system)
            for type in types where sealed.contains(type.id) { try projection.project(ProjectedTable(type)) }
            let sealing = Machine.cpuSeconds - start
            let totals = try metastore.read { try $0.totals() }
            let delivered = totals.values.reduce(0) { $0 + $1.counts.delivered }
            guard delivered == done, sealed.count == typeCount else {
                throw BasinError(.damaged, "The benchmark delivered \(delivered) of \(done) events and sealed \(sealed.count) of \(typeCount) types.")
            }
            row(
                "  \(thousands(Double(typeCount))) type\(typeCount == 1 ? "" : "s"), \(thousands(Double(done))) events",
                thousands(Double(done) / (cpu + sealing)), thousands(Double(ids)), "200,000")
            row("    of it flushing / sealing and compacting, s", "\(fixed(cpu)) / \(fixed(sealing))")
            try metastore.close()
            try keys.close()
        }
    }

    /// Runs of ids that no event of the benchmark has, a week each.
    private func fill(folder: String, metastore: Metastore, ids: Int) throws {
        let runs = folder + "/identities/1"
        try FileManager.default.createDirectory(atPath: runs, withIntermediateDirectories: true)
        let index = try IdentityIndex(folder: runs, runs: [])
        let now = Hour(Clock.system.now()).index
        // SplitMix64: 10^8 ids from the system's generator take minutes.
        var seed: UInt64 = 2026
        func random() -> UInt64 {
            seed &+= 0x9E37_79B9_7F4A_7C15
            var mixed = (seed ^ (seed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
        for week in 1...3 {
            let hashes = (0..<(ids / 3)).map { _ in
                IdentityHash(high: random(), low: random())
            }
            let end = now - (week - 1) * 167 - 1
            guard let run = try index.prepareRun(hashes, hours: Hour(index: end - 100)...Hour(index: end)) else { continue }
            try metastore.write {
                try $0.add(
                    IdentityRunRecord(name: run.name, hours: run.hours, count: run.count, bytes: nil), typeID: 1)
            }
        }
    }
}
