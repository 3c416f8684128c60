/// Why something should not be used any more, and what takes its place.
package struct Deprecation: Sendable, Hashable {
    /// What to use instead, in a line.
    package var note: String
    /// The event type or dataset that takes its place.
    package var successor: String?
    /// The last day on which it is there, `2027-03-31`; nil where none is promised.
    package var until: String?

    package init(_ note: String, successor: String? = nil, until: String? = nil) {
        self.note = note
        self.successor = successor
        self.until = until
    }

    /// `Use plays_daily, instead; it is there until 2027-03-31.`
    package var sentence: String {
        var parts = [note]
        if let successor, !note.contains(successor) { parts.append("`\(successor)` takes its place") }
        if let until { parts.append("it is there until \(until)") }
        let text = parts.map { $0.last == "." ? String($0.dropLast()) : $0 }.joined(separator: "; ")
        return text + (text.last.map { "!?".contains($0) } == true ? "" : ".")
    }
}

extension Deprecation: ExpressibleByStringLiteral {
    package init(stringLiteral note: String) { self.init(note) }
}

extension Deprecation: Codable {
    private enum Key: String, CodingKey { case note, successor, until }

    /// What says no more than a note is written as that: so it was before there was more to say.
    package init(from decoder: any Decoder) throws {
        if let note = try? decoder.singleValueContainer().decode(String.self) {
            self.init(note)
        } else {
            let values = try decoder.container(keyedBy: Key.self)
            self.init(
                try values.decode(String.self, forKey: .note),
                successor: try values.decodeIfPresent(String.self, forKey: .successor),
                until: try values.decodeIfPresent(String.self, forKey: .until))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        guard successor != nil || until != nil else {
            var value = encoder.singleValueContainer()
            return try value.encode(note)
        }
        var values = encoder.container(keyedBy: Key.self)
        try values.encode(note, forKey: .note)
        try values.encodeIfPresent(successor, forKey: .successor)
        try values.encodeIfPresent(until, forKey: .until)
    }
}
