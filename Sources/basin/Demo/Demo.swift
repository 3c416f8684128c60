import BasinClient
import BasinCore
import BasinWire
import Synchronization

/// `basin up --demo`: a month of the made-up music service's history, then its apps sending over HTTP.
struct Demo {
    static let projectFolder = "examples/streaming"
    private static let seed: UInt64 = 7
    private static let hoursOfHistory = 30 * 24
    private static let eventsPerHour = 240
    private static let types = ["ad_shown", "page_viewed", "search_made", "song_played", "subscription_changed"]

    /// Brings in the history of the types that have no events yet, by the same validation and delivery as live events.
    static func bringHistory(_ client: APIClient, now: Timestamp) async throws {
        var missing: [String] = []
        for type in types where try await client.dataset(type).ledger.received == 0 { missing.append(type) }
        guard !missing.isEmpty else { return }
        try Terminal.write("Making up a month of history\n")
        let end = Hour(now)
        let start = Hour(index: end.index - hoursOfHistory)
        // The example's datasets begin here: nothing that they wait for may be left open.
        let complete = min(start, Hour("2026-11-01T00") ?? start)
        var lines: [String: [UInt8]] = [:]
        var service = MusicService(seed: seed)
        for index in start.index..<end.index {
            for event in service.events(in: Hour(index: index), perHour: eventsPerHour) {
                lines[type(of: event.json), default: []] += event.json + [UInt8(ascii: "\n")]
            }
        }
        for type in missing {
            let bytes = lines[type] ?? []
            let summary = try await client.importFile(
                ImportRequest(
                    type: type, format: "cloudevents", timeField: "time", mapping: [:], from: complete.description,
                    to: end.description, replace: false, reason: "made-up history"),
                length: bytes.count, next: pieces(bytes))
            try Terminal.write(
                "  \(type): \(Figures.count(summary.delivered, "event")) in \(Figures.count(summary.hours, "hour")), \(summary.duplicate) sent twice, "
                    + "\(summary.quarantined) refused\n")
        }
    }

    /// The type that a broken event claims may not exist; it then goes where pages go, to be refused there.
    private static func type(of json: [UInt8]) -> String {
        let text = String(decoding: json.prefix(400), as: UTF8.self)
        return types.first { text.contains("\"type\":\"\($0)\"") } ?? "page_viewed"
    }

    /// Sends live events over HTTP until cancelled. A refusal or a busy server is not the end: the apps send again.
    static func simulate(_ client: APIClient, _ address: ServerAddress) async throws {
        let name = "demo-\(Clock.system.now().microseconds / 1000)"
        for key in try await client.keys() where key.name.hasPrefix("demo-") && key.revokedAt == nil {
            try await client.revokeKey(key.name)
        }
        let key = try await client.createKey(name)
        let apps = APIClient(transport: try HTTPTransport.make(url: address.url), token: nil)
        var service = MusicService(seed: seed)
        while !Task.isCancelled {
            let batch = service.next(at: Clock.system.now(), count: 1)
            var wait = Duration.seconds(2)
            do {
                _ = try await apps.send(events: batch, writeKey: key.key)
            } catch let error as BasinError where error.code == .unavailable {
                wait = .seconds(5)
            }
            try await Task.sleep(for: wait)
        }
    }

    /// Hands the bytes out a piece at a time.
    private static func pieces(_ bytes: [UInt8]) -> @Sendable () -> [UInt8]? {
        let position = Mutex(0)
        return {
            let start = position.withLock { position in
                defer { position += 1 << 18 }
                return position
            }
            return start < bytes.count ? Array(bytes[start..<min(bytes.count, start + 1 << 18)]) : nil
        }
    }
}
