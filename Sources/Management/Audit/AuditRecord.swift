package import BasinCore
import Foundation

/// One line of the audit log.
///
/// A line is a JSON object whose last member is `mac`: the HMAC-SHA-256, under a key that is kept with the other keys, of
/// the mac of the record before (32 zero bytes for the first) and of the line's bytes in front of `,"mac":`. Taking out,
/// changing or reordering a record breaks the chain from there on, and nobody without the key can mend it.
package struct AuditRecord: Sendable, Equatable {
    /// 1 for the first, one more with each.
    package var number: Int
    package var at: Timestamp
    package var entry: AuditEntry
    package var mac: [UInt8]

    static let noMAC = [UInt8](repeating: 0, count: 32)
    private static let macKey = Array(",\"mac\":\"".utf8)
    private static let tail = macKey.count + 64 + 2

    private struct Line: Codable {
        var number: Int
        var at: String
        var person: String
        var token: String?
        var action: String
        var object: String?
        var outcome: AuditOutcome
        var details: [String: String]?
    }

    /// Writes the line, with its end.
    static func line(
        number: Int, at: Timestamp, _ entry: AuditEntry, after previous: [UInt8], _ hash: ([UInt8]) -> [UInt8]
    ) throws -> (bytes: [UInt8], mac: [UInt8]) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var bytes = Array(
            try encoder.encode(
                Line(
                    number: number, at: at.description, person: entry.person, token: entry.token, action: entry.action,
                    object: entry.object, outcome: entry.outcome, details: entry.details.isEmpty ? nil : entry.details)))
        bytes.removeLast()
        let mac = hash(previous + bytes)
        bytes += macKey + Hexadecimal.digits(mac) + Array("\"}\n".utf8)
        return (bytes, mac)
    }

    /// Reads a line without its end; nil when it is none.
    init?(line: some Collection<UInt8>) {
        guard let parts = Self.parts(line), let mac = Self.bytes(hex: parts.mac) else { return nil }
        guard let read = try? JSONDecoder().decode(Line.self, from: Data(parts.covered) + Data("}".utf8)),
            let at = Timestamp(rfc3339: read.at)
        else { return nil }
        number = read.number
        self.at = at
        entry = AuditEntry(
            person: read.person, token: read.token, action: read.action, object: read.object, outcome: read.outcome,
            details: read.details ?? [:])
        self.mac = mac
    }

    /// Whether a line follows the record of that mac.
    static func follows(_ line: some Collection<UInt8>, _ previous: [UInt8], _ hash: ([UInt8]) -> [UInt8]) -> Bool {
        guard let parts = parts(line), let mac = bytes(hex: parts.mac) else { return false }
        return hash(previous + parts.covered) == mac
    }

    private static func parts(_ line: some Collection<UInt8>) -> (covered: [UInt8], mac: [UInt8])? {
        let line = Array(line)
        guard line.count > tail, line.suffix(2) == Array("\"}".utf8)[...] else { return nil }
        let end = line.count - tail
        guard line[end..<end + macKey.count] == macKey[...] else { return nil }
        return (Array(line[..<end]), Array(line[(end + macKey.count)..<(line.count - 2)]))
    }

    static func bytes(hex: [UInt8]) -> [UInt8]? {
        hex.count == 64 ? Hexadecimal.bytes(hex) : nil
    }
}
