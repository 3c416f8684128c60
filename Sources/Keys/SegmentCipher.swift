import BasinCore

/// Seals and opens the records of one log segment: AES-256-GCM under the segment's key; the nonce is the record's
/// number. For one thread at a time.
///
/// A number must never serve two payloads. This object refuses numbers that do not ascend; the rest is the log's
/// promise: a segment is written by one process from its beginning, and after a crash never continued, even when only
/// a torn record was lost, because that record's bytes may have been seen.
package final class SegmentCipher {
    private let key: SecretKey
    private let cipher: AuthenticatedCipher
    private let nonce: UnsafeMutablePointer<UInt8>
    private var lowestUnused: UInt64? = 0

    package init(key: SecretKey) throws {
        self.key = key
        cipher = try AuthenticatedCipher()
        nonce = .allocate(capacity: AuthenticatedCipher.nonceByteCount)
        nonce.initialize(repeating: 0, count: AuthenticatedCipher.nonceByteCount)
    }

    deinit { nonce.deallocate() }

    /// How many bytes a sealed payload has.
    package static func sealedByteCount(_ payloadByteCount: Int) -> Int {
        payloadByteCount + AuthenticatedCipher.tagByteCount
    }

    /// Writes `sealedByteCount(payload.count)` bytes to `output`, which may be where the payload is.
    /// - Parameter header: authenticated with the payload, and needed again to open it.
    /// - Throws: `conflict` when the record's number is not higher than the last one's.
    package func seal(
        _ payload: UnsafeRawBufferPointer, record: UInt64, authenticating header: UnsafeRawBufferPointer,
        into output: UnsafeMutablePointer<UInt8>
    ) throws {
        guard let lowest = lowestUnused, record >= lowest else {
            throw BasinError(
                .conflict,
                "Record \(record) of a log segment was sealed already or is behind one that was; begin a new segment.")
        }
        lowestUnused = record == .max ? nil : record + 1
        setNonce(record)
        try cipher.seal(payload, key: key, nonce: nonce, authenticating: header, into: output)
    }

    /// The same, appended to an array.
    package func seal(
        _ payload: UnsafeRawBufferPointer, record: UInt64, authenticating header: UnsafeRawBufferPointer,
        appendingTo output: inout [UInt8]
    ) throws {
        let start = output.count
        output.append(contentsOf: repeatElement(0, count: Self.sealedByteCount(payload.count)))
        try output.withUnsafeMutableBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return }
            try seal(payload, record: record, authenticating: header, into: base + start)
        }
    }

    /// Writes `sealed.count - 16` bytes to `output`, which may be where `sealed` is.
    /// - Returns: false when anything was altered, the number or the header are others, or `sealed` is too short.
    package func open(
        _ sealed: UnsafeRawBufferPointer, record: UInt64, authenticating header: UnsafeRawBufferPointer,
        into output: UnsafeMutablePointer<UInt8>
    ) -> Bool {
        setNonce(record)
        return cipher.open(sealed, key: key, nonce: nonce, authenticating: header, into: output)
    }

    /// The same, appended to an array, which is left as it was when the answer is false.
    package func open(
        _ sealed: UnsafeRawBufferPointer, record: UInt64, authenticating header: UnsafeRawBufferPointer,
        appendingTo output: inout [UInt8]
    ) -> Bool {
        guard sealed.count >= AuthenticatedCipher.tagByteCount else { return false }
        let start = output.count
        let count = sealed.count - AuthenticatedCipher.tagByteCount
        // One byte more, so that there is an address for an empty payload.
        output.append(contentsOf: repeatElement(0, count: count + 1))
        let opened = output.withUnsafeMutableBufferPointer { buffer -> Bool in
            guard let base = buffer.baseAddress else { return false }
            return open(sealed, record: record, authenticating: header, into: base + start)
        }
        output.removeLast(opened ? 1 : count + 1)
        return opened
    }

    private func setNonce(_ record: UInt64) {
        UnsafeMutableRawPointer(nonce).storeBytes(of: record.bigEndian, toByteOffset: 4, as: UInt64.self)
    }
}
