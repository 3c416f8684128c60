/// Where in somebody's SQL an error is, as far as its sentence tells.
struct SQLExcerpt: Equatable {
    /// Counts from 1.
    var line: Int
    /// Characters before it in that line.
    var offset: Int
    var text: String

    init?(_ message: String, in sql: String) {
        let lines = sql.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if let place = Self.place(message), lines.indices.contains(place.line - 1) {
            let text = lines[place.line - 1]
            // The column counts bytes.
            let before = String(decoding: text.utf8.prefix(max(0, place.column - 1)), as: UTF8.self)
            self.init(line: place.line, offset: before.count, text: text)
            return
        }
        for word in Self.quoted(message) {
            for (index, text) in lines.enumerated() {
                guard let range = text.lowercased().firstRange(of: word.lowercased()) else { continue }
                let offset = text.lowercased().distance(from: text.lowercased().startIndex, to: range.lowerBound)
                self.init(line: index + 1, offset: offset, text: text)
                return
            }
        }
        return nil
    }

    private init(line: Int, offset: Int, text: String) {
        self.line = line
        self.offset = offset
        self.text = text
    }

    /// Of `line 2, column 5`.
    private static func place(_ message: String) -> (line: Int, column: Int)? {
        guard let start = message.firstRange(of: "line ") else { return nil }
        let rest = message[start.upperBound...]
        let line = rest.prefix { $0.isASCII && $0.isNumber }
        guard let comma = rest.dropFirst(line.count).firstRange(of: ", column "), comma.lowerBound == rest.dropFirst(line.count).startIndex
        else { return nil }
        let column = rest[comma.upperBound...].prefix { $0.isASCII && $0.isNumber }
        guard let line = Int(line), let column = Int(column), line > 0 else { return nil }
        return (line, column)
    }

    /// What stands between double quotes, in order.
    private static func quoted(_ message: String) -> [String] {
        let parts = message.split(separator: "\"", omittingEmptySubsequences: false)
        return parts.indices.filter { !$0.isMultiple(of: 2) && $0 < parts.count - 1 }.map { String(parts[$0]) }
            .filter { !$0.isEmpty && $0.count < 100 }
    }

    /// The line and a mark beneath the place; a long line is cut around it.
    var html: HTML {
        let characters = Array(text.replacing("\t", with: " "))
        let start = max(0, min(offset, characters.count) - 60)
        let shown = String(characters[start..<min(characters.count, start + 120)])
        let lead = "\(line) | "
        let mark = String(repeating: " ", count: lead.count + max(0, min(offset, characters.count) - start)) + "^"
        return "<pre class=\"excerpt\" dir=\"ltr\" aria-label=\"The place in line \(line)\">\(lead)\(shown)\n\(mark)</pre>\n"
    }
}
