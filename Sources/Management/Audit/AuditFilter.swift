import Foundation

/// Which records are wanted.
package struct AuditFilter: Sendable {
    package var person: String?
    /// What it was done to, or what its details name: a dataset that a grant is of.
    package var object: String?
    package var action: String?
    /// Only those before this number.
    package var before: Int?

    package init(person: String? = nil, object: String? = nil, action: String? = nil, before: Int? = nil) {
        self.person = person
        self.object = object
        self.action = action
        self.before = before
    }

    /// False only of a line that has not the texts that are wanted, told without reading it. A text that is written otherwise
    /// in JSON tells nothing. What an object is named by may stand among the details, as one of several words.
    func mayWant(_ line: ArraySlice<UInt8>) -> Bool {
        [("person\":\"", person, "\""), ("", object, ""), ("action\":\"", action, "\"")].allSatisfy { before, text, after in
            guard let text, !text.isEmpty, text.utf8.allSatisfy(Self.isWrittenAsIs) else { return true }
            return Self.isIn(line, Array((before + text + after).utf8))
        }
    }

    private static func isWrittenAsIs(_ byte: UInt8) -> Bool {
        0x20..<0x7F ~= byte && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }

    private static func isIn(_ line: ArraySlice<UInt8>, _ text: [UInt8]) -> Bool {
        line.withUnsafeBytes { line in
            var start = 0
            while start + text.count <= line.count,
                let first = memchr(line.baseAddress! + start, Int32(text[0]), line.count - text.count - start + 1)
            {
                if memcmp(first, text, text.count) == 0 { return true }
                start = line.baseAddress!.distance(to: UnsafeRawPointer(first)) + 1
            }
            return false
        }
    }

    /// Whatever its number is.
    func wants(_ record: AuditRecord) -> Bool {
        person ?? record.entry.person == record.entry.person
            && (object.map { record.entry.names($0) } ?? true) && action ?? record.entry.action == record.entry.action
    }
}

extension AuditEntry {
    /// Whether it was done to that, or its details name it, whole or as one of several words.
    fileprivate func names(_ object: String) -> Bool {
        self.object == object
            || details.values.contains { value in
                value == object || value.split(whereSeparator: { $0 == " " || $0 == "," }).contains { $0 == object }
            }
    }
}
