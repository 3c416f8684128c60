package import Foundation

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Android)
    import Android
#endif

/// The folder of one `Basin`: what is where, and whose it is.
///
///     lock               held while a process uses the folder
///     installation       the installation's id
///     session            the session and when it was last active
///     acknowledged       up to where events are delivered
///     NUMBER.segment     events
package struct QueueFolder: Sendable {
    package let path: String
    private let lock: OpenFile

    /// Makes the folder and takes its lock, which ends with `release` or the process.
    ///
    /// - Throws: `.folderInUse`, `.storage`.
    package init(_ url: URL) throws {
        path = url.standardizedFileURL.path
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw BasinEventsError(.storage, "The folder \(path) cannot be made: \(error.localizedDescription)")
        }
        lock = try OpenFile(path + "/lock", .update)
        guard lock.lockExclusively() else {
            throw BasinEventsError(
                .folderInUse,
                "The folder \(path) is used by another process or Basin; give each a folder of its own."
            )
        }
        #if canImport(Darwin)
            // A restored backup would number events a second time under the same source.
            var values = URLResourceValues()
            values.isExcludedFromBackup = true
            var folder = URL(fileURLWithPath: path, isDirectory: true)
            try? folder.setResourceValues(values)
        #endif
    }

    /// Others may use the folder from now on; nothing of it may be touched any more.
    package func release() { lock.unlock() }

    package func file(_ name: String) -> String { path + "/" + name }

    package func segment(_ id: UInt64) -> String {
        let digits = String(id)
        return path + "/" + String(repeating: "0", count: max(0, 12 - digits.count)) + digits + ".segment"
    }

    /// Ids of the segments that are there, oldest first.
    package func segments() throws -> [UInt64] {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: path)
        } catch {
            throw BasinEventsError(.storage, "The folder \(path) cannot be read: \(error.localizedDescription)")
        }
        return names.compactMap { $0.hasSuffix(".segment") ? UInt64($0.dropLast(8)) : nil }.sorted()
    }

    package func hasSegment(_ id: UInt64) -> Bool { access(segment(id), F_OK) == 0 }

    package func removeSegment(_ id: UInt64) { unlink(segment(id)) }

    /// Makes durable which files there are.
    package func sync() throws { try OpenFile(path, .read).sync() }
}
