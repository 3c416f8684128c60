import BasinCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A file that somebody will work in: never over one that is there, because somebody may have decided things in it.
enum NewFile {
    /// - Parameters:
    ///   - option: the option that names the folder, for messages.
    ///   - remedy: what else to do than to delete the file that is there.
    /// - Throws: `.conflict` where there is one already.
    static func create(_ path: String, _ text: String, option: String, remedy: String) throws {
        let folder = String(path.prefix(upTo: path.lastIndex(of: "/") ?? path.startIndex))
        try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            let code = errno
            guard code == EEXIST else {
                throw BasinError(
                    .system, "Cannot write \(Terminal.printable(path)) (system error \(code)); is \(option) the right folder?")
            }
            throw BasinError(.conflict, "\(Terminal.printable(path)) is there already; delete it first, or \(remedy).")
        }
        defer { close(descriptor) }
        try Terminal.write(Array(text.utf8), to: descriptor)
    }
}
