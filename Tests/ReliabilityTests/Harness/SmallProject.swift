import Foundation

/// Two event types, and a client that sends numbered events of them.
struct SmallProject {
    static let types = ["first_type", "other_type"]
    let basin: BasinProcess
    let key: String

    /// Starts a server on a new folder, or on `data`.
    init(_ name: String, wrapper: [String] = [], data: ((TestFolder) throws -> String)? = nil) throws {
        let folder = try TestFolder(name)
        try folder.write("project/teams.yaml", "team-small:\n  contact: MARKCONTACT@small.example\n  description: MARKTEAM\n")
        for type in Self.types {
            try folder.write(
                "project/events/\(type).yaml",
                """
                owner: team-small
                description: Numbered events, MARKDESCRIPTION.
                fields:
                  n:    {type: int64, classification: none}
                  user: {type: string, required: false, classification: pseudonymous, subject: true}
                  name: {type: string, required: false, classification: personal}
                  text: {type: string, required: false, classification: none}

                """)
        }
        basin = try BasinProcess(
            folder, project: folder.path + "/project", data: try data?(folder), movesClock: true, wrapper: wrapper)
        try basin.start()
        key = try basin.makeKey()
    }

    static func event(_ number: Int, type: String, text: String = "t") -> String {
        """
        {"specversion":"1.0","id":"e\(number)","source":"/small","type":"\(type)","data":{"n":\(number),\
        "user":"u\(number % 10)","text":"\(text)"}}
        """
    }

    func send(_ numbers: Range<Int>, type: String = types[0], text: String = "t") throws -> HTTPAnswer {
        try send(numbers.map { Self.event($0, type: type, text: text) }.joined(separator: "\n"))
    }

    /// NDJSON as it is.
    func send(_ lines: String) throws -> HTTPAnswer {
        try basin.send(
            "POST", "/events", body: Array(lines.utf8),
            headers: ["Authorization": "Bearer \(key)", "Content-Type": "application/x-ndjson"])
    }

    /// Sends, and throws unless all were accepted.
    func post(_ numbers: Range<Int>, type: String = types[0], text: String = "t") throws {
        let answer = try send(numbers, type: type, text: text)
        guard answer.status == 200, try answer.decoded(IntakeCounts.self).accepted == numbers.count else {
            throw DrillFailure("\(answer.status) \(answer.text)")
        }
    }

    func numbers(_ type: String = types[0]) throws -> [Int] {
        try basin.query("SELECT n FROM \(type) ORDER BY n").compactMap { Int($0[0]) }
    }

    /// Waits until every hour with events before the newest is sealed.
    func waitUntilSealed(_ type: String = types[0], seconds: Double = 60) throws -> Bool {
        try Waiting.until(seconds: seconds) {
            let hours = try basin.hours(type).filter { $0.ledger.received > 0 }
            return !hours.isEmpty && hours.allSatisfy { $0.state == "sealed" }
        }
    }
}
