import CBasinZlib

/// Compression of a request's body.
package enum Gzip {
    package static func compress(_ bytes: [UInt8]) throws -> [UInt8] {
        var stream = z_stream()
        guard basin_gzip_start(&stream, 6) == Z_OK else { throw failure }
        defer { deflateEnd(&stream) }
        var bytes = bytes
        let bound = Int(deflateBound(&stream, uLong(bytes.count)))
        var code = Z_OK
        let out = bytes.withUnsafeMutableBufferPointer { input in
            [UInt8](unsafeUninitializedCapacity: bound) { output, count in
                stream.next_in = input.baseAddress
                stream.avail_in = uInt(input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = uInt(bound)
                code = deflate(&stream, Z_FINISH)
                count = bound - Int(stream.avail_out)
            }
        }
        guard code == Z_STREAM_END else { throw failure }
        return out
    }

    private static let failure = BasinEventsError(.storage, "There is not enough memory to compress a batch.")
}
