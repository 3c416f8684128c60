import BasinCore
import CDeflate

/// Inflates gzip bodies (one member or several) into a buffer that is reused. One owner at a time.
final class GzipInflater {
    private let decompressor: OpaquePointer
    private(set) var buffer: UnsafeMutablePointer<UInt8>
    private(set) var capacity: Int

    init() throws {
        guard let decompressor = libdeflate_alloc_decompressor() else {
            throw BasinError(.system, "There is no memory for a gzip decompressor; give the server more and try again.")
        }
        self.decompressor = decompressor
        capacity = 256 << 10
        buffer = .allocate(capacity: capacity)
    }

    deinit {
        libdeflate_free_decompressor(decompressor)
        buffer.deallocate()
    }

    static func isGzip(_ bytes: UnsafeRawBufferPointer) -> Bool {
        bytes.count >= 2 && bytes[0] == 0x1f && bytes[1] == 0x8b
    }

    /// The plain bytes, followed by `padding` readable ones; valid until the next call.
    /// Throws `.tooLarge` when there are more than `limit`, `.invalid` when the body is not gzip to its end.
    func inflate(_ bytes: UnsafeRawBufferPointer, limit: Int, padding: Int) throws -> UnsafeBufferPointer<UInt8> {
        // A header of ten bytes and eight at the end.
        guard bytes.count >= 18 else { throw Self.damaged }
        var read = 0
        var written = 0
        // The last four bytes of a member say how long it is; a hint, because the sender may lie.
        let hint = Int(
            UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: bytes.count - 4, as: UInt32.self)))
        hold(min(hint, limit, bytes.count * 1032) + padding, keeping: 0)
        repeat {
            let rest = UnsafeRawBufferPointer(rebasing: bytes[read...])
            guard Self.isGzip(rest) else { throw Self.damaged }
            var used = 0
            var made = 0
            let room = min(capacity - padding, limit) - written
            let result = libdeflate_gzip_decompress_ex(
                decompressor, rest.baseAddress, rest.count, buffer + written, room, &used, &made)
            switch result {
            case LIBDEFLATE_SUCCESS:
                read += used
                written += made
            case LIBDEFLATE_INSUFFICIENT_SPACE:
                guard written + room < limit else {
                    throw BasinError(
                        .tooLarge,
                        "The body inflates to more than \(limit) bytes; send fewer events in one request.")
                }
                hold(capacity * 2, keeping: written)
            default:
                throw Self.damaged
            }
        } while read < bytes.count
        return UnsafeBufferPointer(start: buffer, count: written)
    }

    /// Copies a plain body, so that readable bytes follow it.
    func copy(_ bytes: UnsafeRawBufferPointer, padding: Int) -> UnsafeBufferPointer<UInt8> {
        hold(bytes.count + padding, keeping: 0)
        if let base = bytes.baseAddress {
            UnsafeMutableRawPointer(buffer).copyMemory(from: base, byteCount: bytes.count)
        }
        return UnsafeBufferPointer(start: buffer, count: bytes.count)
    }

    private func hold(_ wanted: Int, keeping count: Int) {
        guard wanted > capacity else { return }
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: wanted)
        larger.update(from: buffer, count: count)
        buffer.deallocate()
        buffer = larger
        capacity = wanted
    }

    private static let damaged = BasinError(
        .invalid, "The body is not gzip from its first byte to its last; compress the whole body and send it again.")
}
