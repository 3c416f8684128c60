import BasinCore
import BasinKeys

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The segment that is being appended to. Owned by the log's thread.
final class SegmentWriter {
    private(set) var segment: LogSegment
    private let cipher: SegmentCipher
    private let descriptor: Int32
    private var buffer: [UInt8] = []

    /// Makes the file with its header, durable before the first record, and its key before the file.
    init(id: UInt64, firstPosition: UInt64, folder: String, keys: SegmentKeys) throws {
        cipher = try SegmentCipher(key: keys.create(id))
        let path = LogSegment.path(id, in: folder)
        segment = LogSegment(id: id, path: path, firstPosition: firstPosition)
        descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw BasinError.system("create", path) }
        do {
            try write(LogSegment.header(id: id, firstPosition: firstPosition))
            guard fsync(descriptor) == 0 else { throw BasinError.system("sync", path) }
            try syncFolder(folder)
        } catch {
            // `deinit` closes the file, also when this throws.
            unlink(path)
            try? keys.destroy([id])
            throw error
        }
        segment.byteCount = LogSegment.headerBytes
    }

    deinit { close(descriptor) }

    /// Seals the frames into the buffer of the group; nothing is on disk before `commit`.
    func stage(_ frame: LogFrame) throws {
        let count = LogFrame.payloadByteCount(frame.sections)
        let sealedCount = SegmentCipher.sealedByteCount(count)
        let start = buffer.count
        buffer.reserveCapacity(start + LogSegment.recordHeaderBytes + sealedCount)
        buffer.appendLittleEndian(LogSegment.recordMagic)
        buffer.appendLittleEndian(UInt32(0))
        buffer.appendLittleEndian(UInt32(sealedCount))
        buffer.appendLittleEndian(frame.position)
        buffer.appendLittleEndian(frame.receivedTime.microseconds)
        LogFrame.appendPayload(frame.sections, to: &buffer)
        buffer.append(contentsOf: repeatElement(0, count: sealedCount - count))
        let header = LogSegment.authenticated(
            segment: segment.id, position: frame.position, time: frame.receivedTime)
        try buffer.withUnsafeMutableBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return }
            let payload = base + start + LogSegment.recordHeaderBytes
            try header.withUnsafeBytes { header in
                try cipher.seal(
                    UnsafeRawBufferPointer(start: payload, count: count), record: frame.position, authenticating: header,
                    into: payload)
            }
        }
        let crc = LogSegment.crc(buffer[(start + 8)...])
        withUnsafeBytes(of: crc.littleEndian) { bytes in
            for index in 0..<4 { buffer[start + 4 + index] = bytes[index] }
        }
    }

    /// Writes and syncs what was staged. On an error the file is cut back to what was durable; when even that fails,
    /// or the sync does (what a failed sync left on disk is unknown), the segment must not be used again.
    func commit(last frame: LogFrame, afterWrite: () throws -> Void) throws(SegmentFailure) {
        defer { buffer.removeAll(keepingCapacity: buffer.capacity < 16 << 20) }
        do {
            try write(buffer)
        } catch {
            let isUsable = ftruncate(descriptor, off_t(segment.byteCount)) == 0
                && lseek(descriptor, off_t(segment.byteCount), SEEK_SET) == off_t(segment.byteCount)
            throw SegmentFailure(reason: error as? BasinError ?? BasinError(.system, "\(error)"), isUsable: isUsable)
        }
        do {
            try afterWrite()
            guard syncData() == 0 else { throw BasinError.system("sync", segment.path) }
        } catch {
            // Nobody is told of these records; if the disk lets them go, no start finds them.
            _ = ftruncate(descriptor, off_t(segment.byteCount))
            throw SegmentFailure(reason: error as? BasinError ?? BasinError(.system, "\(error)"), isUsable: false)
        }
        segment.byteCount += buffer.count
        segment.lastPosition = frame.position
        segment.lastTime = frame.receivedTime
    }

    func discardStaged() { buffer.removeAll(keepingCapacity: true) }

    private func syncData() -> Int32 {
        #if os(Linux)
            fdatasync(descriptor)
        #else
            fcntl(descriptor, F_FULLFSYNC)
        #endif
    }

    private func write(_ bytes: [UInt8]) throws {
        try bytes.withUnsafeBytes { buffer in
            var done = 0
            while done < buffer.count {
                let count = Self.systemWrite(descriptor, buffer.baseAddress! + done, buffer.count - done)
                if count < 0 {
                    if errno == EINTR { continue }
                    throw BasinError.system("write", segment.path)
                }
                done += count
            }
        }
    }

    private static func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer, _ count: Int) -> Int {
        #if canImport(Glibc)
            Glibc.write(descriptor, bytes, count)
        #else
            Darwin.write(descriptor, bytes, count)
        #endif
    }
}

struct SegmentFailure: Error {
    var reason: BasinError
    /// The segment can be appended to again.
    var isUsable: Bool
}

/// Makes a file's name durable.
func syncFolder(_ path: String) throws {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw BasinError.system("open", path) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw BasinError.system("sync", path) }
}
