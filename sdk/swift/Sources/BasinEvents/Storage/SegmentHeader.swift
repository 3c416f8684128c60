import Foundation

/// How every segment begins: whose numbers its events carry, and how far the numbers were when it began.
///
/// The newest segment is never deleted before a newer one is durable, so that the last number of every type outlives
/// its event: no number is given twice.
package struct SegmentHeader: Codable, Sendable, Hashable {
    /// The random part of `source`. Another one begins when the numbers that were given can no longer be known.
    package var stream: String
    /// The CloudEvents `source` of the segment's events.
    package var source: String
    /// The last number that was given, by type.
    package var sequences: [String: UInt64]

    package init(stream: String, source: String, sequences: [String: UInt64]) {
        self.stream = stream
        self.source = source
        self.sequences = sequences
    }

    /// At the beginning of every file; the digit is the format's version.
    package static let magic = Array("BASINQ1\n".utf8)

    /// What a new file begins with.
    package func fileStart() throws -> [UInt8] {
        var bytes = Self.magic
        Record.append(header: try EventData().encode(self), to: &bytes)
        return bytes
    }

    package init?(json: [UInt8]) {
        guard let header = try? JSONDecoder().decode(SegmentHeader.self, from: Data(json)) else { return nil }
        self = header
    }
}
