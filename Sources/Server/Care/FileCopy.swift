import BasinCore
import BasinWarehouse
import CCrypto
import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Copies that are whole and durable under their name, or not there. Every call blocks.
enum FileCopy {
    /// - Parameters:
    ///   - bytes: only so many from the beginning; the file may be growing.
    ///   - links: one file under both names, where both are on one disk.
    static func make(
        _ source: String, to target: String, bytes: Int? = nil, permissions: UInt32 = 0o600, links: Bool = false
    ) throws {
        try DurableFile.createFolder(DurableFile.folder(of: target))
        if links, bytes == nil, link(source, target) == 0 { return }
        let temporary = target + DurableFile.temporarySuffix
        unlink(temporary)
        let input = open(source, O_RDONLY | O_CLOEXEC)
        guard input >= 0 else { throw failure("could not be opened", source) }
        defer { close(input) }
        let output = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode_t(permissions))
        guard output >= 0 else { throw failure("could not be created", temporary) }
        do {
            defer { close(output) }
            try copy(input, output, bytes, source, temporary)
            guard fsync(output) == 0 else { throw failure("could not be forced to disk", temporary) }
        } catch {
            unlink(temporary)
            throw error
        }
        try DurableFile.rename(temporary, to: target)
    }

    private static func copy(_ input: Int32, _ output: Int32, _ bytes: Int?, _ source: String, _ target: String) throws
    {
        var left = bytes ?? .max
        try withUnsafeTemporaryAllocation(byteCount: 1 << 20, alignment: 4096) { buffer in
            while left > 0 {
                let got = systemRead(input, buffer.baseAddress, min(left, buffer.count))
                if got < 0, errno == EINTR { continue }
                guard got >= 0 else { throw failure("could not be read", source) }
                if got == 0 { break }
                var done = 0
                while done < got {
                    let written = systemWrite(
                        output, buffer.baseAddress.map { UnsafeRawPointer($0) + done }, got - done)
                    if written < 0, errno == EINTR { continue }
                    guard written > 0 else { throw failure("could not be written", target) }
                    done += written
                }
                left -= got
            }
        }
        guard bytes == nil || left == 0 else {
            throw BasinError(.damaged, "\(source) is shorter than it was; run basin fsck.")
        }
    }

    /// Lower-case hexadecimal.
    static func sha256(_ path: String) throws -> String {
        let bytes: Data
        do {
            bytes = try Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped)
        } catch {
            throw BasinError(.system, "\(path) could not be read; is it there, and may this user read it?")
        }
        var digest = [UInt8](repeating: 0, count: 32)
        bytes.withUnsafeBytes { buffer in
            basin_sha256(buffer.baseAddress?.assumingMemoryBound(to: UInt8.self), buffer.count, &digest)
        }
        return Hexadecimal.text(digest)
    }

    static func byteCount(_ path: String) -> Int? {
        ((try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? NSNumber)?.intValue
    }

    private static func failure(_ what: String, _ path: String) -> BasinError {
        let number = errno
        let isFull = number == ENOSPC || number == EDQUOT
        return BasinError(
            isFull ? .unavailable : .system,
            "\(path) \(what): \(String(cString: strerror(number))).\(isFull ? " Free some space and begin again." : "")"
        )
    }
}

private func systemRead(_ file: Int32, _ bytes: UnsafeMutableRawPointer?, _ count: Int) -> Int {
    read(file, bytes, count)
}

private func systemWrite(_ file: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int { write(file, bytes, count) }
