import BasinCore
import CDeflate

/// Events of about 400 bytes: ten fields, one subject, one personal field.
struct SampleEvents {
    static func type(id: UInt32, name: String) -> AppliedEventType {
        let fields = [
            Field(name: "user_id", type: .string, id: 101, classification: .pseudonymous, isSubject: true),
            Field(name: "song", type: .string, id: 102, classification: .none),
            Field(name: "artist", type: .string, id: 103, isRequired: false, classification: .none),
            Field(name: "first_name", type: .string, id: 104, isRequired: false, classification: .personal),
            Field(name: "length_s", type: .double, id: 105, isRequired: false, classification: .none),
            Field(name: "position", type: .int32, id: 106, classification: .none),
            Field(name: "is_offline", type: .bool, id: 107, classification: .none),
            Field(name: "started_at", type: .timestamp, id: 108, classification: .none),
            Field(name: "session", type: .uuid, id: 109, classification: .pseudonymous),
            Field(name: "platform", type: .string, id: 110, classification: .none),
        ]
        let definition = EventType(name: name, owner: "team-benchmark", description: "Made for measuring.", fields: fields)
        return AppliedEventType(
            id: id, definition: definition, versions: [EventSchema(version: 1, fields: fields)], lastFieldID: 110,
            firstHour: Hour(Clock.system.now()))
    }

    /// The definition of such a type, as a file of a project.
    static func files(_ names: [String]) -> [String: String] {
        var files = ["teams.yaml": "team-benchmark: {contact: nobody}\n"]
        for name in names {
            files["events/\(name).yaml"] = """
                owner: team-benchmark
                description: Made for measuring.
                fields:
                  user_id: {type: string, classification: pseudonymous, subject: true}
                  song: {type: string, classification: none}
                  artist: {type: string, required: false, classification: none}
                  first_name: {type: string, required: false, classification: personal}
                  length_s: {type: double, required: false, classification: none}
                  position: {type: int32, classification: none}
                  is_offline: {type: bool, classification: none}
                  started_at: {type: timestamp, classification: none}
                  session: {type: uuid, classification: pseudonymous}
                  platform: {type: string, classification: none}

                """
        }
        for (clientProtocol, name) in [("segment", "seg"), ("snowplow", "snow"), ("posthog", "hog"), ("otlp", "tel")] {
            files["sources/\(name).yaml"] = """
                owner: team-benchmark
                description: Made for measuring.
                protocol: \(clientProtocol)
                open: {limit: 1000000000/s}
                events: {\(names[0]): {}}

                """
        }
        return files
    }

    private var random = SystemRandomNumberGenerator()
    private var number = 0

    mutating func event(type: String) -> String {
        let data = data()
        return """
            {"specversion":"1.0","id":"\(id)","source":"/apps/benchmark","type":"\(type)",\
            "time":"2026-11-23T14:05:06.\(100 + number % 900)Z","data":\(data)}
            """
    }

    /// A new one for each event.
    private(set) var id = ""

    /// The fields of one event, as a JSON object.
    mutating func data() -> String {
        number += 1
        let user = Int.random(in: 0..<20_000, using: &random)
        let high = UInt64.random(in: .min ... .max, using: &random)
        let hex = String(high | 1 << 63, radix: 16)
        id = "\(hex)-\(number)"
        return """
            {"user_id":"listener-\(user)",\
            "song":"A song with a name of some length \(user % 997)","artist":"The \(user % 313) Examples","first_name":"Kim \(user % 50)",\
            "length_s":\(Double(number % 4000) / 10),"position":\(number % 100),"is_offline":\(number % 3 == 0),\
            "started_at":"2026-11-23T14:05:06Z","session":"01234567-89ab-4def-8123-\(hex.prefix(12))","platform":"desktop"}
            """
    }

    /// A JSON batch of events of the types, in turn.
    mutating func batch(_ count: Int, types: [String]) -> [UInt8] {
        var text = "["
        for index in 0..<count {
            if index > 0 { text += "," }
            text += event(type: types[(number + index) % types.count])
        }
        return Array((text + "]").utf8)
    }

    static func gzip(_ bytes: [UInt8]) -> [UInt8] {
        let compressor = libdeflate_alloc_compressor(6)
        defer { libdeflate_free_compressor(compressor) }
        return [UInt8](unsafeUninitializedCapacity: libdeflate_gzip_compress_bound(compressor, bytes.count)) { output, count in
            count = libdeflate_gzip_compress(compressor, bytes, bytes.count, output.baseAddress, output.count)
        }
    }
}
