import BasinCore
import Glibc

/// The folder with the run files of one event type.
struct IdentityFolder: Sendable {
    static let suffix = ".ids"
    static let temporarySuffix = ".ids.tmp"

    let path: String

    func path(_ name: String) -> String { path + "/" + name }

    /// Opens a file for writing that becomes `name` when it is published. Makes the folder when it is missing.
    func create(_ name: String) throws -> Int32 {
        if mkdir(path, 0o700) == 0 {
            let parent = path.lastIndex(of: "/").map { path[..<$0].isEmpty ? "/" : String(path[..<$0]) } ?? "."
            try Self.sync(folder: parent)
        } else if errno != EEXIST {
            throw Self.failure("create", path)
        }
        let descriptor = open(temporary(name), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.failure("create", temporary(name)) }
        return descriptor
    }

    /// Makes what was written durable under its own name.
    func publish(_ name: String, _ descriptor: Int32) throws {
        guard fdatasync(descriptor) == 0 else { throw Self.failure("flush", temporary(name)) }
        guard rename(temporary(name), path(name)) == 0 else { throw Self.failure("rename", temporary(name)) }
        try Self.sync(folder: path)
    }

    /// Removes what a failed writer left, under either name.
    func abandon(_ name: String) {
        unlink(temporary(name))
        unlink(path(name))
    }

    /// Every run file and unfinished run file, sorted; none when the folder is missing.
    func names() throws -> [String] {
        guard let stream = opendir(path) else {
            if errno == ENOENT { return [] }
            throw Self.failure("read", path)
        }
        defer { closedir(stream) }
        var names: [String] = []
        errno = 0
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
                tuple.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
            }
            if name.hasSuffix(Self.suffix) || name.hasSuffix(Self.temporarySuffix) { names.append(name) }
            errno = 0
        }
        guard errno == 0 else { throw Self.failure("read", path) }
        return names.sorted()
    }

    static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32, at offset: Int) throws {
        var done = 0
        while done < bytes.count {
            let wrote = pwrite(
                descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done, off_t(offset + done))
            if wrote > 0 {
                done += wrote
            } else if wrote == 0 || errno != EINTR {
                throw failure("write", "an identity run")
            }
        }
    }

    /// `errno` in words. A full disk is `unavailable`: it may have room later.
    static func failure(_ verb: String, _ object: String) -> BasinError {
        let number = errno
        let full = number == ENOSPC || number == EDQUOT
        return BasinError(
            full ? .unavailable : .system,
            "Could not \(verb) \(object): \(String(cString: strerror(number))). "
                + (full ? "Make room on the disk." : "Check the data folder and its permissions."))
    }

    private func temporary(_ name: String) -> String {
        path(name.hasSuffix(Self.suffix) ? name + ".tmp" : name + Self.temporarySuffix)
    }

    private static func sync(folder: String) throws {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("open", folder) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure("flush", folder) }
    }
}
