/// A request as bytes, right or wrong in every part.
struct RawRequest {
    var method = "POST"
    var path = "/events"
    var headers: [(name: String, value: String)] = []
    var body: [UInt8] = []
    /// What the header says; nil leaves it out.
    var length: Int?

    init(_ method: String, _ path: String) {
        self.method = method
        self.path = path
    }

    /// Events as NDJSON with a write key.
    init(_ small: SmallProject, _ lines: String, type: String = "application/x-ndjson") {
        self.init(small, Array(lines.utf8), type: type)
    }

    init(_ small: SmallProject, _ body: [UInt8], type: String? = "application/x-ndjson") {
        headers = [("Authorization", "Bearer \(small.key)")]
        if let type { headers.append(("Content-Type", type)) }
        self.body = body
        length = body.count
    }

    init(_ small: SmallProject, _ numbers: Range<Int>, text: String = "t") {
        self.init(small, numbers.map { SmallProject.event($0, type: SmallProject.types[0], text: text) }
            .joined(separator: "\n"))
    }

    func with(_ name: String, _ value: String) -> RawRequest {
        var copy = self
        copy.headers.append((name, value))
        return copy
    }

    var head: [UInt8] {
        let lines = ["\(method) \(path) HTTP/1.1", "Host: 127.0.0.1"] + headers.map { "\($0.name): \($0.value)" }
            + (length.map { ["Content-Length: \($0)"] } ?? [])
        return Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
    }

    var bytes: [UInt8] { head + body }
}
