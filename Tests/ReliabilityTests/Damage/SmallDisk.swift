import Foundation

/// A small disk of its own, mounted for one test.
final class SmallDisk {
    let path: String
    private let folder: TestFolder

    /// Nil when mounting is refused here.
    init?(_ folder: TestFolder, megabytes: Int) throws {
        self.folder = folder
        path = folder.path + "/disk"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        guard FileManager.default.isExecutableFile(atPath: "/usr/bin/mount"),
            try Self.run(["/usr/bin/mount", "-t", "tmpfs", "-o", "size=\(megabytes)m", "tmpfs", path], folder) == 0
        else { return nil }
    }

    deinit { _ = try? Self.run(["/usr/bin/umount", "-l", path], folder) }

    /// Makes it read-only, or writable again. False when the system will not.
    func setReadOnly(_ isReadOnly: Bool) throws -> Bool {
        try Self.run(["/usr/bin/mount", "-o", "remount,\(isReadOnly ? "ro" : "rw")", path], folder) == 0
    }

    /// Takes all the room that is left but `bytes`.
    func fill(leaving bytes: Int) throws {
        try Data().write(to: URL(fileURLWithPath: path + "/ballast"))
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path + "/ballast"))
        defer { try? handle.close() }
        var size = 1 << 20
        while size >= 4096 {
            do { try handle.write(contentsOf: Data(repeating: 1, count: size)) } catch { size /= 2 }
        }
        let end = try handle.seekToEnd()
        try handle.truncate(atOffset: end > UInt64(bytes) ? end - UInt64(bytes) : 0)
    }

    func empty() throws { try FileManager.default.removeItem(atPath: path + "/ballast") }

    private static func run(_ words: [String], _ folder: TestFolder) throws -> Int32? {
        try ChildProcess(
            words[0], Array(words.dropFirst()), environment: Surroundings.environment, output: folder.path + "/disk.out",
            errors: folder.path + "/disk.err"
        ).wait(seconds: 20)
    }
}
