import BasinCore
import Foundation

/// The doors of other protocols over loopback: the same events as each of their clients would send them, 500 a batch.
struct DoorBenchmark {
    private static let type = "played_0"

    /// A protocol's batch of so many events.
    private struct Door: Sendable {
        var name: String
        var path: String
        var batch: @Sendable (inout SampleEvents, Int) -> String
    }

    func run() async throws {
        row("500-event batches, gzip, 8 connections", "events/s per core", "events/s wall", "bytes/event", "of CloudEvents")
        try await Machine.withFolder { folder in
            try IntakeServer.with(dataFolder: folder) { port, key, process in
                var first = 0.0
                for door in Self.doors {
                    let (rate, bytes, wall) = try measure(door, port: port, key: key, process: process)
                    if first == 0 { first = rate }
                    row("  " + door.name, thousands(rate), thousands(wall), "\(bytes)", fixed(rate / first))
                }
            }
        }
    }

    private func measure(
        _ door: Door, port: UInt16, key: String, process: Int32
    ) throws -> (rate: Double, bytes: Int, wall: Double) {
        var events = SampleEvents()
        var plainBytes = 0
        let requests = (0..<24).map { _ -> [UInt8] in
            let plain = Array(door.batch(&events, 500).utf8)
            plainBytes += plain.count
            let body = SampleEvents.gzip(plain)
            let head =
                "POST \(door.path) HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer \(key)\r\nContent-Type: application/json\r\n"
                + "Content-Encoding: gzip\r\nContent-Length: \(body.count)\r\n\r\n"
            return Array(head.utf8) + body
        }
        let load = try IntakeLoad.run(port: port, requests: requests, connections: 8, pause: 0, process: process)
        let count = Double(load.count * 500)
        return (count / load.cpu, plainBytes / 24 / 500, count / load.wall)
    }

    // MARK: Bodies

    private static let doors = [
        Door(name: "CloudEvents", path: "/events") { events, count in
            "[" + each(&events, count) { $0.event(type: type) } + "]"
        },
        Door(name: "Segment", path: "/v1/batch") { events, count in
            let calls = each(&events, count) { events in
                let data = events.data()
                return """
                    {"type":"track","event":"Played 0","userId":"u","anonymousId":null,"messageId":"\(events.id)",\
                    "timestamp":"2026-11-23T14:05:06.050Z","context":{"library":{"name":"x","version":"1"}},"properties":\(data)}
                    """
            }
            return #"{"sentAt":"2026-11-23T14:05:07.050Z","batch":[\#(calls)]}"#
        },
        Door(name: "PostHog", path: "/batch") { events, count in
            let calls = each(&events, count) { events in
                let data = events.data()
                return """
                    {"event":"played_0","distinct_id":"u","uuid":"\(events.id)","timestamp":"2026-11-23T14:05:06.050Z","properties":\(data)}
                    """
            }
            return #"{"sent_at":"2026-11-23T14:05:07.050Z","batch":[\#(calls)]}"#
        },
        Door(name: "Snowplow, base64", path: "/com.snowplowanalytics.snowplow/tp2") { events, count in
            let calls = each(&events, count) { events in
                let data = events.data()
                let event = """
                    {"schema":"iglu:com.snowplowanalytics.snowplow/unstruct_event/jsonschema/1-0-0","data":{"schema":\
                    "iglu:com.acme/played_0/jsonschema/1-0-0","data":\(data)}}
                    """
                return """
                    {"e":"ue","eid":"\(events.id)","ue_px":"\(Data(event.utf8).base64EncodedString())","p":"web","tv":"js-3","tna":"t",\
                    "aid":"shop","dtm":"1795406333828","stm":"1795406334000","uid":"u"}
                    """
            }
            return #"{"schema":"iglu:com.snowplowanalytics.snowplow/payload_data/jsonschema/1-0-4","data":[\#(calls)]}"#
        },
        Door(name: "OTLP, JSON", path: "/v1/logs") { events, count in
            let calls = each(&events, count) { events in
                let data = (try? JSONSerialization.jsonObject(with: Data(events.data().utf8))) as? [String: Any] ?? [:]
                let attributes = data.sorted { $0.key < $1.key }.map { key, value in
                    #"{"key":"\#(key)","value":\#(any(key, value))}"#
                }.joined(separator: ",")
                return """
                    {"timeUnixNano":"1795406333828000000","eventName":"played_0","attributes":[\(attributes),\
                    {"key":"log.record.uid","value":{"stringValue":"\(events.id)"}}]}
                    """
            }
            return #"{"resourceLogs":[{"scopeLogs":[{"logRecords":[\#(calls)]}]}]}"#
        },
    ]

    private static func each(
        _ events: inout SampleEvents, _ count: Int, _ one: (inout SampleEvents) -> String
    ) -> String {
        var calls: [String] = []
        for _ in 0..<count { calls.append(one(&events)) }
        return calls.joined(separator: ",")
    }

    /// By the field's name: what JSONSerialization gives does not tell 1 from true.
    private static func any(_ key: String, _ value: Any) -> String {
        switch key {
        case "is_offline": #"{"boolValue":\#(value as? Bool ?? false)}"#
        case "position": #"{"intValue":"\#(value as? Int ?? 0)"}"#
        case "length_s": #"{"doubleValue":\#(value as? Double ?? 0)}"#
        default: #"{"stringValue":"\#(value)"}"#
        }
    }
}
