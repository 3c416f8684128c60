#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Android)
    import Android
#endif

/// A file that is open, read and written at offsets. Closed with the last reference.
package final class OpenFile: Sendable {
    package enum Mode: Sendable {
        case read
        /// Made when it is missing.
        case update
        /// Must not be there yet.
        case create
    }

    private let descriptor: Int32
    private let path: String

    package init(_ path: String, _ mode: Mode) throws {
        let flags =
            switch mode {
            case .read: O_RDONLY
            case .update: O_RDWR | O_CREAT
            case .create: O_RDWR | O_CREAT | O_EXCL
            }
        self.path = path
        descriptor = open(path, flags | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.failure("opened", path) }
    }

    deinit { close(descriptor) }

    /// Writes all bytes at an offset. After this the process may be killed.
    package func write(_ bytes: [UInt8], at offset: Int) throws {
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                pwrite(descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done, off_t(offset + done))
            }
            if count > 0 {
                done += count
            } else if count == 0 || errno != EINTR {
                throw Self.failure("written", path)
            }
        }
    }

    /// At most `count` bytes; fewer where the file ends.
    package func read(_ count: Int, at offset: Int) throws -> [UInt8] {
        var failed = false
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, done in
            while done < count {
                let got = pread(descriptor, buffer.baseAddress?.advanced(by: done), count - done, off_t(offset + done))
                if got > 0 {
                    done += got
                } else if got == 0 {
                    return
                } else if errno != EINTR {
                    failed = true
                    return
                }
            }
        }
        if failed { throw Self.failure("read", path) }
        return bytes
    }

    package func byteCount() throws -> Int {
        let end = lseek(descriptor, 0, SEEK_END)
        guard end >= 0 else { throw Self.failure("measured", path) }
        return Int(end)
    }

    /// After this the device may lose power.
    package func sync() throws {
        #if canImport(Darwin)
            // fsync leaves the bytes in the drive's cache there.
            if fcntl(descriptor, F_FULLFSYNC) == 0 { return }
            guard fsync(descriptor) == 0 else { throw Self.failure("synced", path) }
        #else
            guard fdatasync(descriptor) == 0 else { throw Self.failure("synced", path) }
        #endif
    }

    /// Takes the lock that belongs to the file, for as long as it is open.
    package func lockExclusively() -> Bool { flock(descriptor, LOCK_EX | LOCK_NB) == 0 }

    package func unlock() { _ = flock(descriptor, LOCK_UN) }

    static func failure(_ verb: String, _ path: String) -> BasinEventsError {
        let reason = String(cString: strerror(errno))
        return BasinEventsError(.storage, "\(path) cannot be \(verb): \(reason).")
    }
}
