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
                descriptor = open(path, O_RDONLY | O_CLOEXEC)
                guard descriptor >= 0 else { throw failure() }
            }
            let piece = try read()
            if !piece.isEmpty { return piece }
            close(descriptor)
            descriptor = -1
            if separatesLines, !paths.isEmpty { return [UInt8(ascii: "\n")] }
        }
    }

    private func read() throws -> [UInt8] {
        var count = 0
        let piece = [UInt8](unsafeUninitializedCapacity: Self.pieceBytes) { buffer, initialized in
            repeat { count = systemRead(descriptor, buffer.baseAddress, Self.pieceBytes) } while count < 0 && errno == EINTR
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
