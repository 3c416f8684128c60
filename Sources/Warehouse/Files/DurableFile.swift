import BasinCore
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Files that are whole or absent, and still there after a power cut.
///
/// Paths are absolute paths of the local file system. Every function blocks; call it from a blocking thread.
/// A full or read-only disk is `.unavailable`, a missing file `.notFound`, any other refusal `.system`.
package enum DurableFile {
    /// The permissions of new files, before the umask: readable by other programs that read tables.
    package static let readableByOthers: UInt32 = 0o644
    /// The permissions of files that hold secrets.
    package static let ownerOnly: UInt32 = 0o600

    private static let counter = Atomic<UInt64>(0)

    /// Writes a file under a temporary name, forces it to disk, gives it its name and forces the folder to disk.
    ///
    /// A file of that name is replaced in one step. After an error the old file, if any, is untouched. With
    /// `syncingFolder: false` the name itself is not yet durable: the caller must call `syncFolder` before it tells
    /// anybody about the file (which saves a sync where several files go into one folder).
    package static func write(
        _ bytes: [UInt8], to path: String, permissions: UInt32 = readableByOthers, syncingFolder: Bool = true
    ) throws {
        let number = counter.wrappingAdd(1, ordering: .relaxed).newValue
        let temporary = path + ".\(getpid())-\(number)" + temporarySuffix
        let file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode_t(permissions))
        guard file >= 0 else { throw failure("could not be created", path) }
        do {
            do {
                guard writeAll(bytes, to: file) else { throw failure("could not be written", path) }
                guard syncData(file) else { throw failure("could not be forced to disk", path) }
            } catch {
                close(file)
                throw error
            }
            // Some file systems report a failed write only here.
            guard close(file) == 0 else { throw failure("could not be closed", path) }
            guard systemRename(temporary, path) == 0 else { throw failure("could not be given its name", path) }
        } catch {
            unlink(temporary)
            throw error
        }
        if syncingFolder { try syncFolder(folder(of: path)) }
    }

    /// Gives a file another name on the same disk. Neither name is durable until its folder is synced.
    package static func rename(_ path: String, to target: String) throws {
        guard systemRename(path, target) == 0 else { throw failure("could not be moved", path) }
    }

    /// What the names of unfinished files end with; such files may be deleted when no writer is running.
    package static let temporarySuffix = ".tmp"

    /// Forces the names in a folder to disk: files created, renamed and deleted there before this call.
    package static func syncFolder(_ path: String) throws {
        let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw failure("could not be opened", path) }
        defer { close(folder) }
        guard fsync(folder) == 0 else { throw failure("could not be forced to disk", path) }
    }

    /// Makes a folder and those above it, durably. Does nothing for one that exists.
    package static func createFolder(_ path: String) throws {
        var status = stat()
        if stat(path, &status) == 0 {
            guard status.st_mode & S_IFMT == S_IFDIR else {
                throw BasinError(.system, "\(path) is a file where a folder is needed; move it away and try again.")
            }
            return
        }
        let parent = folder(of: path)
        if parent != path { try createFolder(parent) }
        guard mkdir(path, 0o755) == 0 || errno == EEXIST else { throw failure("could not be created", path) }
        try syncFolder(parent)
    }

    /// Reads a whole file. More than `limit` bytes is `.damaged`: the files read here are small.
    package static func read(_ path: String, limit: Int) throws -> [UInt8] {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw failure("could not be opened", path) }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { throw failure("could not be read", path) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw BasinError(.damaged, "\(path) is not a regular file.") }
        guard status.st_size <= limit else {
            throw BasinError(.damaged, "\(path) has more than \(limit) bytes, so it is not a file that Basin wrote.")
        }
        let size = Int(status.st_size)
        var failed: BasinError?
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            while count < size {
                // The loop runs only when size > 0, and then the buffer has a base address.
                let got = pread(file, buffer.baseAddress! + count, size - count, off_t(count))
                if got < 0 && errno == EINTR { continue }
                if got < 0 { failed = failure("could not be read", path) }
                if got <= 0 { break }
                count += got
            }
        }
        if let failed { throw failed }
        return bytes
    }

    /// The folder that holds the path: everything before the last slash.
    package static func folder(of path: String) -> String {
        // By bytes: a slash before a combining mark is a slash to the file system.
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// Writes all of it where the open file stands. False: `errno` says why.
    package static func writeAll(_ bytes: [UInt8], to file: Int32) -> Bool {
        bytes.withUnsafeBytes { buffer in
            var done = 0
            while done < buffer.count {
                // The loop runs only when there are bytes, and then the buffer has a base address.
                let written = unistdWrite(file, buffer.baseAddress! + done, buffer.count - done)
                if written < 0 && errno == EINTR { continue }
                if written < 0 { return false }
                done += written
            }
            return true
        }
    }

    /// Forces what was written to an open file to disk, with its length. False: `errno` says why.
    package static func syncData(_ file: Int32) -> Bool {
        #if canImport(Darwin)
            fcntl(file, F_FULLFSYNC) == 0
        #else
            fdatasync(file) == 0
        #endif
    }

    private static func failure(_ what: String, _ path: String) -> BasinError {
        let number = errno
        let reason = String(cString: strerror(number))
        switch number {
        case ENOENT:
            return BasinError(.notFound, "\(path) \(what): it or its folder does not exist.")
        case ENOSPC, EDQUOT:
            return BasinError(.unavailable, "\(path) \(what): \(reason). Free some space; it will be tried again.")
        case EROFS:
            return BasinError(
                .unavailable, "\(path) \(what): \(reason). Mount the disk writable; it will be tried again.")
        default:
            return BasinError(.system, "\(path) \(what): \(reason).")
        }
    }
}

private func unistdWrite(_ file: Int32, _ bytes: UnsafeRawPointer, _ count: Int) -> Int { write(file, bytes, count) }

private func systemRename(_ path: String, _ target: String) -> Int32 { rename(path, target) }
