import BasinCore
import Foundation

/// The whole lines of a file, the last first, without their ends; what stands behind the last end is none. Reads no more than
/// is asked for: a file of the audit log may be long, and people mostly want its end.
package final class LinesFromEnd {
    private let descriptor: Int32
    private let path: String
    /// Where in the file the buffer begins.
    private var position = 0
    private var buffer: [UInt8] = []
    /// The end of what is not given out yet: where the next line's end stands.
    private var end = 0
    private var isOver = false
    private static let piece = 256 << 10

    package init(path: String) throws {
        self.path = path
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        var status = stat()
        guard descriptor >= 0, fstat(descriptor, &status) == 0 else { throw unreadable }
        position = Int(status.st_size)
        guard let last = try lastEnd() else {
            isOver = true
            return
        }
        end = last
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    private var unreadable: BasinError { BasinError(.damaged, "A file of the audit log cannot be read: \(path).") }

    /// Nil when there is none.
    package func next() throws -> ArraySlice<UInt8>? {
        if isOver { return nil }
        let line: ArraySlice<UInt8>
        if let before = try lastEnd() {
            line = buffer[(before + 1)..<end]
            end = before
        } else {
            line = buffer[..<end]
            isOver = true
        }
        return line
    }

    /// The last end of a line before `end`.
    private func lastEnd() throws -> Int? {
        var from = end
        while true {
            let found = buffer.withUnsafeBytes { bytes -> Int? in
                var index = from
                while index > 0 {
                    index -= 1
                    if bytes[index] == UInt8(ascii: "\n") { return index }
                }
                return nil
            }
            if let found { return found }
            guard position > 0 else { return nil }
            let count = min(Self.piece, position)
            var piece = [UInt8](repeating: 0, count: count)
            position -= count
            guard pread(descriptor, &piece, count, off_t(position)) == count else { throw unreadable }
            buffer = piece + buffer[..<end]
            end += count
            from = count
        }
    }
}
