import BasinCollection
import BasinCore

/// Inflate, parse, validate and encode, without network and disk.
struct ParseBenchmark {
    func run() throws {
        row("parse: 500-event batches", "events/s per core", "MB/s of JSON")
        for typeCount in [1, 100] {
            let names = (0..<typeCount).map { "played_\($0)" }
            let catalog = IntakeCatalog(names.enumerated().map { SampleEvents.type(id: UInt32($0 + 1), name: $1) })
            var events = SampleEvents()
            let bodies = (0..<40).map { _ in events.batch(500, types: names) }
            for isGzip in [false, true] {
                let sent = isGzip ? bodies.map(SampleEvents.gzip) : bodies
                let parsers = IntakeParsers()
                let rounds = 20
                let start = Machine.cpuSeconds
                for _ in 0..<rounds {
                    for body in sent {
                        let batch = try body.withUnsafeBytes {
                            try parsers.parse(body: $0, mode: .batch, isGzip: isGzip, catalog: catalog)
                        }
                        precondition(batch.acceptedCount == 500, "the sample events are valid")
                    }
                }
                let time = Machine.cpuSeconds - start
                let count = Double(rounds * sent.count)
                row(
                    "  \(typeCount) type\(typeCount == 1 ? "" : "s"), \(isGzip ? "gzip" : "plain")", thousands(count * 500 / time),
                    thousands(count * Double(bodies[0].count) / time / 1e6))
            }
        }
    }
}
