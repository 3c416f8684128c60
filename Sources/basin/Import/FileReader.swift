import BasinCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Reads files one after another, piece by piece.
///
/// `@unchecked Sendable`: a transport asks for one piece at a time, from the one task that sends. Reads block that
/// task's thread: this is a command with nothing else to do.
final class FileReader: @unchecked Sendable {
    private var paths: [String]
    private let separatesLines: Bool
    private var descriptor: Int32 = -1
    private var current = ""
    /// The files that were begun, each with the line at which it begins in what was read so far.
    private var begun: [(path: String, firstLine: Int)] = []
    private var lineCount = 0
    private static let pieceBytes = 256 << 10

    init(paths: [String], separatesLines: Bool) {
        self.paths = paths.reversed()
        self.separatesLines = separatesLines
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// Nil after the last file.
    func next() throws -> [UInt8]? {
        while true {
            if descriptor < 0 {
                guard let path = paths.popLast() else { return nil }
                current = path
                begun.append((path, lineCount + 1))
                descriptor = open(path, O_RDONLY | O_CLOEXEC)
                guard descriptor >= 0 else { throw failure() }
            }
            let piece = try read()
            if !piece.isEmpty {
                if separatesLines { lineCount += piece.count { $0 == UInt8(ascii: "\n") } }
                return piece
            }
            close(descriptor)
            descriptor = -1
            if separatesLines, !paths.isEmpty {
                lineCount += 1
                return [UInt8(ascii: "\n")]
            }
        }
    }

    /// Where a line of all that was read is: `log.ndjson:3`. Compressed files that were read as one cannot be told
    /// apart.
    func place(ofLine line: Int) -> String {
        guard separatesLines || begun.count == 1 else { return "line \(line) of all files together" }
        guard let file = begun.last(where: { $0.firstLine <= line }) else { return "line \(line)" }
        return "\(file.path):\(line - file.firstLine + 1)"
    }

    private func read() throws -> [UInt8] {
        var count = 0
        let piece = [UInt8](unsafeUninitializedCapacity: Self.pieceBytes) { buffer, initialized in
            repeat {
                count = systemRead(descriptor, buffer.baseAddress, Self.pieceBytes)
            } while count < 0 && errno == EINTR
            initialized = max(0, count)
        }
        guard count >= 0 else { throw failure() }
        return piece
    }

    private func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
        #if canImport(Glibc)
            Glibc.read(descriptor, buffer, count)
        #elseif canImport(Musl)
            Musl.read(descriptor, buffer, count)
        #else
            Darwin.read(descriptor, buffer, count)
        #endif
    }

    private func failure() -> BasinError {
        BasinError(.system, "The file \(current) cannot be read (system error \(errno)).")
    }
}
