import BasinCore

/// Writes log records as `OTLPCalls` reads them.
struct OTLPRecordWriter {
    var out: RowWriter
    private let limits: IntakeLimits
    private var count = 0

    init(into out: RowWriter, _ limits: IntakeLimits) {
        self.out = out
        self.limits = limits
        self.out.append(UInt8(ascii: "["))
    }

    mutating func finish() -> RowWriter {
        out.append(UInt8(ascii: "]"))
        return out
    }

    /// - Throws: `.tooLarge` for more records than one request may hold, or more bytes: what a resource says is written with
    ///   each of its records.
    mutating func begin() throws {
        guard count < limits.eventCount else {
            throw BasinError(
                .tooLarge, "The body holds more than \(limits.eventCount) records; send fewer in one request.")
        }
        guard out.count <= limits.translatedByteCount else { throw BasinError.tooLargeAsEvents(limits.translatedByteCount) }
        if count > 0 { out.append(UInt8(ascii: ",")) }
        count += 1
        out.append(UInt8(ascii: "{"))
    }

    mutating func end() { out.append(UInt8(ascii: "}")) }

    // What is said once for many records is written once, taken out, and put into each.

    /// Begins members that `takeApart` takes out again.
    mutating func beginApart() -> Int {
        let start = out.count
        out.append(UInt8(ascii: "{"))
        return start
    }

    /// What was written since `beginApart`, without its brace.
    mutating func takeApart(from start: Int) -> [UInt8] {
        let written = Array(out.bytes[(start + 1)...])
        out.truncate(to: start)
        return written
    }

    mutating func append(members: [UInt8]) {
        guard !members.isEmpty else { return }
        separate()
        members.withUnsafeBufferPointer { out.append($0) }
    }

    mutating func key(_ key: StaticString) {
        separate()
        out.append(UInt8(ascii: "\""))
        out.append(key)
        out.append("\":")
    }

    /// A comma, unless the container was just opened.
    mutating func separate() {
        let last = out.bytes[out.count - 1]
        if last != UInt8(ascii: "{"), last != UInt8(ascii: "[") { out.append(UInt8(ascii: ",")) }
    }

    /// Nanoseconds since 1970, cut to microseconds. 0 means unknown, and then there is no key.
    mutating func time(_ name: StaticString, _ nanoseconds: UInt64) {
        guard nanoseconds > 0, nanoseconds / 1000 <= UInt64(RFC3339.range.upperBound) else { return }
        key(name)
        out.append(UInt8(ascii: "\""))
        out.append(text: Timestamp(microseconds: Int64(nanoseconds / 1000)).description)
        out.append(UInt8(ascii: "\""))
    }

    /// Bytes that should be UTF-8; what is not becomes U+FFFD.
    mutating func text(_ bytes: UnsafeRawBufferPointer) {
        var text = String(decoding: bytes, as: UTF8.self)
        text.withUTF8 { JSONText.append(string: $0, to: &out) }
    }

    mutating func hex(_ bytes: UnsafeRawBufferPointer) {
        out.append(UInt8(ascii: "\""))
        for byte in bytes {
            for half in [byte >> 4, byte & 15] { out.append(half < 10 ? 48 + half : 87 + half) }
        }
        out.append(UInt8(ascii: "\""))
    }

    mutating func base64(_ bytes: UnsafeRawBufferPointer) {
        out.append(UInt8(ascii: "\""))
        Base64.append(bytes, to: &out)
        out.append(UInt8(ascii: "\""))
    }

    /// JSON has no infinities and no NaN: they are null.
    mutating func number(_ value: Double) { out.append(text: value.isFinite ? value.description : "null") }
}
