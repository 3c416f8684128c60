import Foundation

/// A server that exports spans: one event type with personal fields, and a dataset an hour of it. Whatever a person could
/// have written holds `MARK`, which no span may have.
struct TracedProject {
    static let mark = "MARK9157"
    static let type = "listened", dataset = "listened_hourly", failing = "listened_strict"
    let folder: TestFolder
    let basin: BasinProcess
    private(set) var key = ""

    /// - Parameter environment: `OTEL_…`, as an operator would set it.
    init(_ name: String, _ folder: TestFolder? = nil, environment: [String]) throws {
        let folder = try folder ?? TestFolder(name)
        self.folder = folder
        try folder.write("project/teams.yaml", "team-traced: {contact: \(Self.mark)}\n")
        try folder.write(
            "project/events/\(Self.type).yaml",
            """
            owner: team-traced
            description: Somebody listened. \(Self.mark)
            fields:
              user: {type: string, required: false, classification: pseudonymous, subject: true}
              name: {type: string, required: false, classification: personal}
              text: {type: string, required: false, classification: none}

            """)
        let today = String(Date().ISO8601Format().prefix(10))
        for (name, check) in [
            (Self.dataset, "- row_count: {min: 1}"),
            (Self.failing, "- accepted_values: {column: text, values: [\(Self.mark)other]}"),
        ] {
            try folder.write(
                "project/datasets/\(name).yaml",
                """
                owner: team-traced
                description: By text. \(Self.mark)
                partition: hour
                start: \(today)
                checks:
                  \(check)

                """)
            try folder.write(
                "project/datasets/\(name).sql",
                "SELECT text, count(*) AS n FROM \(Self.type) WHERE text <> '\(Self.mark)none' GROUP BY text\n")
        }
        basin = try BasinProcess(
            folder, project: folder.path + "/project", movesClock: true, wrapper: ["/usr/bin/env"] + environment)
        try basin.start()
        key = try basin.makeKey()
    }

    /// A `traceparent` of a client that records, or not.
    static func parent(_ number: Int, isSampled: Bool = true) -> String {
        let digits = String(number, radix: 16)
        return "00-\(String(repeating: "a", count: 32 - digits.count))\(digits)-00000000000000b1-\(isSampled ? "01" : "00")"
    }

    static func trace(_ number: Int) -> String { String(parent(number).split(separator: "-")[1]) }

    /// Events; of several the last is refused.
    func post(_ count: Int, trace: String? = nil, seconds: Int = 30) throws -> HTTPAnswer {
        let mark = Self.mark
        let lines = (0..<count).map { number in
            let text = number == count - 1 && count > 1 ? "[\"\(mark)\"]" : "\"\(mark)t\""
            return """
                {"specversion":"1.0","id":"\(mark)\(UUID().uuidString)","source":"/\(mark)","type":"\(Self.type)",\
                "data":{"user":"\(mark)u","name":"\(mark)n","text":\(text)}}
                """
        }
        var headers = [
            "Authorization": "Bearer \(key)", "Content-Type": "application/x-ndjson", "User-Agent": mark, "X-\(mark)": mark,
        ]
        headers["traceparent"] = trace
        return try HTTPExchange.send(
            port: try basin.port, "POST", "/events", headers: headers,
            body: Array(lines.joined(separator: "\n").utf8), seconds: seconds)
    }

    /// Requests of one event each; throws unless each is answered soon, and well.
    func accept(_ requests: Int) throws {
        for number in 0..<requests {
            let answer = try post(1, seconds: 5)
            guard answer.status == 200 else { throw DrillFailure("request \(number): \(answer.status) \(answer.text)") }
        }
    }

    func query(trace: String) throws -> HTTPAnswer {
        let sql = "SELECT count(*) AS \(Self.mark)c FROM \(Self.type) WHERE text <> '\(Self.mark)' -- \(Self.mark)"
        return try basin.send(
            "POST", "/api/v1/query", body: Array(#"{"sql":"\#(sql)","format":"csv"}"#.utf8),
            headers: ["Content-Type": "application/json", "traceparent": trace])
    }

    func importing(trace: String) throws -> HTTPAnswer {
        let row = #"{"ts":1541253906000,"user":"\#(Self.mark)","text":"\#(Self.mark)"}"#
        return try basin.send(
            "POST",
            "/api/v1/imports?type=\(Self.type)&format=ndjson&time_field=ts&reason=\(Self.mark)&source=\(Self.mark)",
            body: Array(row.utf8), headers: ["traceparent": trace])
    }

    /// A metric's value; nil when there is none.
    func metric(_ sample: String) throws -> Int? {
        let text = try basin.send("GET", "/metrics").text
        return text.split(separator: "\n").first { $0.hasPrefix(sample + " ") }.flatMap { Int($0.dropFirst(sample.count + 1)) }
    }

    func dropped(_ reason: String) throws -> Int { try metric("basin_traces_spans_dropped_total{reason=\"\(reason)\"}") ?? -1 }
}
