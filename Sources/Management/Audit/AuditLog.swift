package import BasinCore
import BasinWarehouse
import Foundation
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Everything that anybody changed, and every reading of what not everybody may read: append-only, each record chained to
/// the one before (`AuditRecord`). It is files of its own, so that readers who are written down do not wait for the
/// metastore's writer.
///
/// What was cut off at the end is told by anchors in the metastore, which the platform notes every second.
package final class AuditLog: Sendable {
    private struct State {
        var file: Int32 = -1
        var fileBytes = 0
        var head: AuditHead
        var waiting: [(AuditEntry, CheckedContinuation<Int, any Error>)] = []
        /// Why nothing is written any more.
        var failure: BasinError?
    }

    let files: AuditFiles
    private let clock: Clock
    let hash: @Sendable ([UInt8]) -> [UInt8]
    private let state: Mutex<State>
    private let writing = BlockingThreads(label: "basin.audit", isSerial: true)
    private let fileLimit: Int

    /// Opens the log in a folder, making it. A record that a crash tore was answered to nobody and is cut off. Blocks.
    /// - Parameters:
    ///   - fileLimit: bytes after which a new file is begun.
    ///   - hash: the HMAC under the log's key.
    package init(
        folder: String, clock: Clock, fileLimit: Int = 64 << 20, hash: @escaping @Sendable ([UInt8]) -> [UInt8]
    ) throws {
        self.clock = clock
        self.hash = hash
        self.fileLimit = fileLimit
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        files = AuditFiles(folder: folder)
        var opened = State(head: AuditHead(number: 0, mac: AuditRecord.noMAC))
        if let last = try files.all().last {
            let (lines, torn) = try files.lines(last)
            opened.head = AuditHead(number: last.first - 1, mac: AuditRecord.noMAC)
            var isDamaged = false
            if let line = lines.last {
                let number = last.first + lines.count - 1
                let record = AuditRecord(line: line).flatMap { $0.number == number ? $0 : nil }
                // The log goes on in a file of its own behind a record that is not what it should be; `verify` tells of it.
                isDamaged = record == nil
                opened.head = AuditHead(number: number, mac: record?.mac ?? AuditRecord.noMAC)
            } else if let before = try files.all().dropLast().last, let line = try files.lines(before).lines.last,
                let record = AuditRecord(line: line)
            {
                opened.head = AuditHead(number: record.number, mac: record.mac)
            }
            opened.fileBytes = isDamaged ? fileLimit : lines.reduce(0) { $0 + $1.count + 1 }
            opened.file = open(last.path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW)
            guard opened.file >= 0, torn == 0 || isDamaged || ftruncate(opened.file, off_t(opened.fileBytes)) == 0,
                lseek(opened.file, 0, SEEK_END) >= 0
            else { throw Self.failure("opened", last.path) }
        }
        state = Mutex(opened)
    }

    deinit {
        let file = state.withLock { $0.file }
        if file >= 0 { close(file) }
    }

    /// The last record.
    package var head: AuditHead { state.withLock { $0.head } }

    /// Returns the record's number when it is durable. Records that are handed in together share a sync.
    /// - Throws: `.unavailable` when it cannot be written: then what it is about must not be done.
    @discardableResult
    package func append(_ entry: AuditEntry) async throws -> Int {
        try await withCheckedThrowingContinuation { continuation in
            state.withLock { $0.waiting.append((entry, continuation)) }
            writing.start { self.write() }
        }
    }

    /// Everything that waits, with one sync.
    private func write() {
        let (waiting, failure) = state.withLock { state in
            defer { state.waiting = [] }
            return (state.waiting, state.failure)
        }
        guard !waiting.isEmpty else { return }
        let result = Result { () throws in
            if let failure { throw failure }
            return try write(waiting.map(\.0))
        }
        for (index, (_, continuation)) in waiting.enumerated() { continuation.resume(with: result.map { $0 + index }) }
    }

    /// On the one writing thread: nobody else touches file and head.
    /// - Returns: the number of the first.
    private func write(_ entries: [AuditEntry]) throws -> Int {
        var (file, size, head) = state.withLock { ($0.file, $0.fileBytes, $0.head) }
        if file < 0 || size >= fileLimit {
            let next = try begin(head.number + 1)
            if file >= 0 { close(file) }
            file = next
            size = 0
            state.withLock { ($0.file, $0.fileBytes) = (next, 0) }
        }
        let now = clock.now()
        let first = head.number + 1
        var bytes: [UInt8] = []
        for entry in entries {
            let (line, mac) = try AuditRecord.line(number: head.number + 1, at: now, entry, after: head.mac, hash)
            bytes += line
            head = AuditHead(number: head.number + 1, mac: mac)
        }
        guard DurableFile.writeAll(bytes, to: file), DurableFile.syncData(file) else {
            let error = Self.failure("written", files.folder)
            // What was not acknowledged must not stand there; if it cannot be taken back, nothing more is written.
            if ftruncate(file, off_t(size)) != 0 || lseek(file, off_t(size), SEEK_SET) < 0 || !DurableFile.syncData(file) {
                state.withLock { $0.failure = error }
            }
            throw error
        }
        state.withLock { ($0.fileBytes, $0.head) = (size + bytes.count, head) }
        return first
    }

    private func begin(_ first: Int) throws -> Int32 {
        let path = files.path(first: first)
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        let folder = open(files.folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        defer { if folder >= 0 { close(folder) } }
        guard file >= 0, folder >= 0, fsync(folder) == 0 else {
            let error = Self.failure("made", path)
            if file >= 0 {
                close(file)
                unlink(path)
            }
            throw error
        }
        return file
    }

    private static func failure(_ what: String, _ path: String) -> BasinError {
        BasinError(
            .unavailable,
            "The audit log cannot be \(what) (\(String(cString: strerror(errno)))): \(path). Nothing is changed without it; make room, and try again.")
    }
}
