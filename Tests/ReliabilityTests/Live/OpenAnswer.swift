import Foundation

/// A GET whose answer goes on for as long as it is read: its head, and what came of its body so far.
final class OpenAnswer {
    private let connection: RawConnection
    private var raw: [UInt8] = []
    private(set) var status = 0
    private(set) var headers: [String: String] = [:]
    private(set) var body: [UInt8] = []
    /// The answer has its last chunk.
    private(set) var isWhole = false
    var hasEnded: Bool { isWhole || connection.hasEnded }
    var text: String { String(decoding: body, as: UTF8.self) }

    init(_ basin: BasinProcess, _ path: String, method: String = "GET", receiveBuffer: Int32? = nil) throws {
        connection = try RawConnection(port: try basin.port, receiveBuffer: receiveBuffer)
        connection.send(
            "\(method) \(path) HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(BasinProcess.token)\r\n\r\n")
    }

    func close() { connection.close() }

    /// Reads until it holds, the answer ends, or the time is over.
    func until(seconds: Double = 30, _ holds: (OpenAnswer) throws -> Bool) rethrows -> Bool {
        let end = ContinuousClock.now + .seconds(seconds)
        while try !holds(self) {
            let left = (end - .now) / .seconds(1)
            guard left > 0, !hasEnded else { return false }
            guard connection.hasNews(within: min(left, 1)) else { continue }
            raw += connection.read(1 << 16)
            if status == 0 { takeHead() }
            if status != 0 { takeChunks() }
        }
        return true
    }

    func waitForHead(seconds: Double = 30) -> Bool { until(seconds: seconds) { $0.status != 0 } }

    private func takeHead() {
        guard let end = raw.firstRange(of: Array("\r\n\r\n".utf8)) else { return }
        let lines = String(decoding: raw[..<end.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
        status = lines[0].split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? -1
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            if parts.count == 2 { headers[parts[0].lowercased()] = parts[1].trimmingCharacters(in: .whitespaces) }
        }
        raw.removeSubrange(..<end.upperBound)
    }

    private func takeChunks() {
        guard headers["transfer-encoding"]?.lowercased() == "chunked" else {
            body += raw
            raw = []
            if let count = headers["content-length"].flatMap({ Int($0) }) { isWhole = body.count >= count }
            return
        }
        while let lineEnd = raw.firstIndex(of: 13),
            let count = Int(String(decoding: raw[..<lineEnd], as: UTF8.self), radix: 16), raw.count >= lineEnd + count + 4
        {
            body += raw[lineEnd + 2..<lineEnd + 2 + count]
            raw.removeSubrange(..<(lineEnd + count + 4))
            if count == 0 { isWhole = true }
        }
    }
}

extension OpenAnswer {
    /// The data of server-sent events of one kind.
    func events(_ name: String) -> [String] {
        let start = "event: \(name)\ndata: "
        return text.components(separatedBy: "\n\n").compactMap { $0.hasPrefix(start) ? String($0.dropFirst(start.count)) : nil }
    }

    /// How many events were not shown, as far as it was told.
    var notShown: Int {
        events("skipped").reduce(0) { sum, text in
            let numbers = try? JSONDecoder().decode([String: Int].self, from: Data(text.utf8))
            return sum + (numbers?["not_shown"] ?? 0) + (numbers?["not_checked"] ?? 0)
        }
    }

    /// The whole lines of JSON that came.
    func entries() throws -> [StreamEntry] {
        guard let end = body.lastIndex(of: 10) else { return [] }
        return try StreamEntry.entries(Array(body[...end]))
    }
}

/// A line of the stream.
struct StreamEntry: Decodable {
    struct Event: Decodable {
        var id: String
        var type: String
    }
    var cursor: String
    var event: Event

    static func entries(_ bytes: [UInt8]) throws -> [StreamEntry] {
        try bytes.split(separator: 10).map { try JSONDecoder().decode(StreamEntry.self, from: Data($0)) }
    }
}
