import BasinCore

/// A gzip body of a door that takes no events, inflated.
package enum GzipBody {
    /// - Throws: `.tooLarge` when it holds more than `limit` bytes, `.invalid` when it is no gzip to its end.
    package static func inflated(_ body: [UInt8], limit: Int) throws -> [UInt8] {
        let inflater = try GzipInflater()
        return try body.withUnsafeBytes { bytes in
            Array(try inflater.inflate(bytes, limit: limit, padding: 0))
        }
    }
}
