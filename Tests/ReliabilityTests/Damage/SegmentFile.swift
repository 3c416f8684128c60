import Foundation

/// A segment of the event log as bytes: where its records are, as its format says.
struct SegmentFile {
    static let headerBytes = 32
    static let recordHeaderBytes = 28
    static let magic: [UInt8] = [0xDE, 0xC0, 0x1E, 0xB5]

    var bytes: [UInt8]
    let path: String

    /// The only segment of a data folder.
    init(inData folder: String) throws {
        let files = TestFolder.files(below: folder + "/log", suffix: ".segment")
        guard let path = files.last, files.count == 1 else { throw DrillFailure("there are \(files.count) segments") }
        self.path = path
        bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    }

    /// Where each record begins and ends.
    var records: [Range<Int>] {
        var found: [Range<Int>] = []
        var at = Self.headerBytes
        while at + Self.recordHeaderBytes <= bytes.count, Array(bytes[at..<at + 4]) == Self.magic {
            let count = (0..<4).reduce(0) { $0 | Int(bytes[at + 8 + $1]) << (8 * $1) }
            found.append(at..<at + Self.recordHeaderBytes + count)
            at += Self.recordHeaderBytes + count
        }
        return found
    }

    func save() throws { try Data(bytes).write(to: URL(fileURLWithPath: path)) }
}
