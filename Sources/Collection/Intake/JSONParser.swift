import BasinCore
import CSimdJSON

/// One simdjson parser with its buffers. One owner at a time.
final class JSONParser {
    private let parser: OpaquePointer

    /// Bytes that must be readable after every document.
    static let padding = basin_json_padding()

    init() throws {
        guard let parser = basin_json_create() else {
            throw BasinError(.system, "There is no memory for a JSON parser; give the server more and try again.")
        }
        self.parser = parser
    }

    deinit { basin_json_destroy(parser) }

    /// Parses one whole document, or returns nil when simdjson refuses it. The tape is valid until the next call.
    /// `padding` bytes after the document must be readable.
    func parse(_ bytes: UnsafePointer<UInt8>, count: Int) -> Tape? {
        var words: UnsafePointer<UInt64>?
        var strings: UnsafePointer<UInt8>?
        guard basin_json_parse(parser, bytes, count, &words, &strings) == 0, let words, let strings else { return nil }
        return Tape(words: words, strings: strings)
    }
}
