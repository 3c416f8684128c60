import BasinCore
import CZlib

/// Inflates a gzip file of any size piece by piece; several members one after another count as one file.
final class GzipStream {
    private var stream = z_stream()
    private var atMemberEnd = false

    init() throws {
        guard basin_inflate_start(&stream) == Z_OK else { throw BasinError(.system, "zlib could not start.") }
    }

    deinit { inflateEnd(&stream) }

    /// Inflates the next piece of the file.
    func inflate(_ input: [UInt8], into output: inout [UInt8]) throws {
        var input = input
        var failure: BasinError?
        input.withUnsafeMutableBufferPointer { bytes in
            stream.next_in = bytes.baseAddress
            stream.avail_in = UInt32(bytes.count)
            withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 1 << 18) { room in
                while stream.avail_in > 0, failure == nil {
                    if atMemberEnd {
                        guard inflateReset(&stream) == Z_OK else { return failure = Self.damaged }
                        atMemberEnd = false
                    }
                    stream.next_out = room.baseAddress
                    stream.avail_out = UInt32(room.count)
                    let status = CZlib.inflate(&stream, Z_NO_FLUSH)
                    output.append(contentsOf: room[..<(room.count - Int(stream.avail_out))])
                    switch status {
                    case Z_STREAM_END: atMemberEnd = true
                    case Z_OK, Z_BUF_ERROR: break
                    default: failure = Self.damaged
                    }
                }
            }
        }
        if let failure { throw failure }
    }

    /// - Throws: when the file ended in the middle of a member.
    func finish() throws { guard atMemberEnd else { throw Self.damaged } }

    private static let damaged = BasinError(.invalid, "The file is no whole gzip file; check it with gzip -t.")
}
