import BasinCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A small file with a secret, for the owner's eyes only.
struct KeyFile {
    let path: String
    private static let maximumByteCount = 4096

    init(path: String) { self.path = path }

    /// `nil` when there is no such file. Refuses one that others may read or write (`forbidden`).
    func read() throws -> [UInt8]? {
        // Without O_NONBLOCK, opening a named pipe would wait for a writer.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw failure("cannot be opened")
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failure("cannot be examined") }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw BasinError(.invalid, "The master key file \(path) is not a regular file; name one that is.")
        }
        guard status.st_mode & 0o077 == 0 else {
            throw BasinError(
                .forbidden,
                "The master key file \(path) can be read or changed by other users; run `chmod 600 \(path)`, and "
                    + "replace the key if somebody may have seen it.")
        }
        var bytes = [UInt8](repeating: 0, count: Self.maximumByteCount)
        var used = 0
        while used < bytes.count {
            let count = bytes.withUnsafeMutableBytes { buffer in
                Self.descriptorRead(descriptor, UnsafeMutableRawBufferPointer(rebasing: buffer[used...]))
            }
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw failure("cannot be read") }
            if count == 0 { break }
            used += count
        }
        return [UInt8](bytes[..<used])
    }

    /// Creates the file with mode 0600, durable on return with its folder's entry. An empty file of that name is
    /// replaced; any other is an error (`conflict`): a key is never overwritten.
    func create(_ content: [UInt8]) throws {
        var status = stat()
        if lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size == 0 { unlink(path) }
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else {
            guard errno == EEXIST else { throw failure("cannot be created") }
            throw BasinError(
                .conflict, "The master key file \(path) was made by somebody else at this moment; start again.")
        }
        defer { close(descriptor) }
        let written = content.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        guard written == content.count, fchmod(descriptor, 0o600) == 0, fsync(descriptor) == 0 else {
            let error = failure("cannot be written")
            unlink(path)
            throw error
        }
        try syncFolder()
    }

    private func syncFolder() throws {
        let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("cannot be made durable") }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure("cannot be made durable") }
    }

    private static func descriptorRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
        #if canImport(Glibc)
            Glibc.read(descriptor, buffer.baseAddress, buffer.count)
        #elseif canImport(Musl)
            Musl.read(descriptor, buffer.baseAddress, buffer.count)
        #else
            Darwin.read(descriptor, buffer.baseAddress, buffer.count)
        #endif
    }

    private func failure(_ what: String) -> BasinError {
        BasinError(
            .system,
            "The master key file \(path) \(what) (\(String(cString: strerror(errno)))); check the file, its folder and "
                + "the user who runs Basin.")
    }

    /// The path without links and dots, when there is such a thing.
    static func resolved(_ path: String) -> String? {
        guard let found = realpath(path, nil) else { return nil }
        defer { free(found) }
        return String(cString: found)
    }

    /// Whether there is a file of that name with something in it.
    static func hasContent(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_size > 0
    }
}
