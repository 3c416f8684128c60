import BasinCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A file mapped for reading, unmapped when this goes.
final class MappedFile {
    let bytes: UnsafeRawBufferPointer

    /// Nil for what is no regular file.
    init?(path: String) throws {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw BasinError.system("open", path) }
        defer { close(descriptor) }
        var information = stat()
        guard fstat(descriptor, &information) == 0 else { throw BasinError.system("stat", path) }
        guard information.st_mode & S_IFMT == S_IFREG else { return nil }
        let count = Int(information.st_size)
        guard count > 0 else {
            bytes = UnsafeRawBufferPointer(start: nil, count: 0)
            return
        }
        guard let address = mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0), address != MAP_FAILED else {
            throw BasinError.system("map", path)
        }
        bytes = UnsafeRawBufferPointer(start: address, count: count)
    }

    deinit {
        if let address = bytes.baseAddress { munmap(UnsafeMutableRawPointer(mutating: address), bytes.count) }
    }
}

extension BasinError {
    /// What the operating system said about a file, from `errno`; call at once after the failing call.
    static func system(_ action: String, _ path: String) -> BasinError {
        let number = errno
        let reason = String(cString: strerror(number))
        let full = number == ENOSPC || number == EDQUOT
        return BasinError(
            full ? .unavailable : .system,
            "Could not \(action) \(path): \(reason).\(full ? " Free some disk space; Basin goes on by itself." : "")")
    }
}
